"""Every rule measured in the finished PDF: glyph origins read back from the content stream, with and without the rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.measured import measure
from tests.support import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/pages/measured.yaml").read_text(encoding="utf-8"))
ELSEWHERE = {
    "L11": "a remedial break stands where a cut would: tests/page/test_thread.py tells them apart by what is reported",
    "V2": "changes the glyph and not its place: tests/text/test_vertical.py reads the glyphs",
}


def numbers(rows: list[str]) -> list[list[float]]:
    return [[float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", row.replace("..", " "))] for row in rows]


def ids(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['why']}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_glyphs_stand_where_the_rule_says(case: dict[str, Any], tmp_path: Path) -> None:
    with_rule = {key: value for key, value in case.items() if key != "without"}
    found = numbers(measure(with_rule, tmp_path))
    expected = numbers(case["origins"])
    assert [len(row) for row in found] == [len(row) for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        assert row == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_without_the_rule_they_stand_elsewhere(case: dict[str, Any], tmp_path: Path) -> None:
    control = {key: value for key, value in case.items() if key != "without"} | case["without"]
    found = measure(control, tmp_path)
    assert numbers(found) == [pytest.approx(row, abs=0.01) for row in numbers(case["without"]["origins"])]
    assert numbers(case["origins"]) != numbers(case["without"]["origins"])


def test_there_are_two_hundred_measurements_and_no_rule_is_left_out() -> None:
    assert sum(len(row) for case in CASES for row in numbers(case["origins"])) >= 200
    rules = set(yaml.safe_load((ROOT / "docs/rules.yaml").read_text(encoding="utf-8")))
    assert {case["rule"] for case in CASES} | set(ELSEWHERE) == rules
