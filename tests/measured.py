"""Set a small text as a case of tests/pages/measured.yaml says, and read back from the PDF where its glyphs stand."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from banmian.output.pdf import pdf_bytes
from tests.origins import Glyph, read_origins
from tests.support import compose_file

SIZE = 10.0
_MARGIN = 40.0
_HEIGHT = 400.0


def measure(case: dict[str, Any], folder: Path) -> list[str]:
    """One row a text object of the page: glyph origins in ems from the head of the measure, along the line.

    With `across`, a row begins with the line's baseline, in ems from the type area's edge; with `paths`, painted paths
    follow as `left..right`.
    """
    if "mutate" in case:
        name, value = case["mutate"].split("=")
        module, attribute = name.rsplit(".", 1)
        with patch.object(import_module(f"banmian.{module}"), attribute, _mutant(value)):
            return measure({key: value for key, value in case.items() if key != "mutate"}, folder)
    vertical = case.get("direction") == "vertical"
    length = round(case.get("measure", 20) * SIZE, 3)
    size = {"height": f"{length}pt", "width": "200pt"} if vertical else {"width": f"{length}pt", "height": "200pt"}
    frame = {"id": "a", "at": {"x": 0, "y": 0}, "size": size, "flow": "s", "direction": case.get("direction", "horizontal")}
    frames = [frame | case.get("frame", {}), *case.get("more_frames", [])]
    page = {
        "page": {
            "trim": "600pt x 480pt",
            "margins": f"{_MARGIN:g}pt",
            "profile": case.get("profile", "none"),
            "composition": {"spread_limit": "9em"} | case.get("set", {}),
            "grid": {"size": f"{SIZE:g}pt", "leading": case.get("leading", "20pt")},
        },
        "content": {"stories": {"s": {"text": case["text"]} | case.get("story", {})}},
        "styles": {"body": {"indent": 0} | case.get("style", {})} | case.get("styles", {}),
        "frames": frames,
        "paragraphs": case.get("paragraphs", []),
    }
    path = folder / "page.yaml"
    path.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    found = read_origins(pdf_bytes(compose_file(path, None)))
    rows = [_row(line, vertical, bool(case.get("across"))) for line in found.lines]
    if case.get("paths"):
        rows += [
            f"{_ems(480 - _MARGIN - box.top if vertical else box.left - _MARGIN)}.."
            f"{_ems(480 - _MARGIN - box.bottom if vertical else box.right - _MARGIN)}"
            for box in found.paths
        ]
    return rows


def _mutant(value: str) -> Any:
    """What a rule's part is replaced by: a pattern that matches nothing, or a function that does nothing."""
    import re

    return {"never": re.compile(r"(?!)"), "none": lambda *_: None, "zero": lambda *_: 0, "empty": frozenset(), "no": ""}[value]


def _row(line: list[Glyph], vertical: bool, across: bool) -> str:
    along = [480 - _MARGIN - glyph.y if vertical else glyph.x - _MARGIN for glyph in line]
    places = " ".join(_ems(place) for place in along)
    if not across or not line:
        return places
    beside = 600 - _MARGIN - line[0].x if vertical else 480 - _MARGIN - line[0].y
    return f"{_ems(beside)}: {places}"


def _ems(points: float) -> str:
    return (
        f"{points / SIZE:.3f}".rstrip("0").rstrip(".").replace("-0", "0", 1)
        if abs(points) < 1e-4
        else f"{points / SIZE:.3f}".rstrip("0").rstrip(".")
    )
