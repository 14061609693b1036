"""Each planted change is found and told in the right terms; changes that change nothing are not told."""

from __future__ import annotations

import re

import pytest

from banmian.compare.inputs import pdf_side
from banmian.compare.result import Comparison, compare
from banmian.compare.rules import Rules
from tests.compare.plants import HARMLESS, PLANTS, Plant, special_page
from tests.support import ROOT, needs_tool


def test_the_table_in_the_documents_has_every_plant() -> None:
    text = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    assert [plant.name for plant in (*PLANTS, *HARMLESS) if f"| {plant.name} | " not in text] == []
    assert f"{len(PLANTS)} planted changes" in text


def compared(plant: Plant) -> Comparison:
    base = plant.base() if plant.base else special_page()
    return compare(pdf_side("before", base), pdf_side("after", plant.make()), Rules())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_is_found_and_named(plant: Plant) -> None:
    found = compared(plant)
    told = [item.message for item in found.findings if item.kind is plant.kind]
    assert any(re.search(plant.told, text) for text in told), "\n".join(
        f"{item.kind.value}: {item.message}" for item in found.findings
    )


@pytest.mark.parametrize("plant", HARMLESS, ids=lambda plant: plant.name)
def test_is_not_told(plant: Plant) -> None:
    if plant.name in ("objects in another order", "uncompressed", "compressed anew", "linearised"):
        needs_tool("qpdf")
    assert [f"{item.kind.value}: {item.message}" for item in compared(plant).findings] == []
