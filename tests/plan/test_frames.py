"""Frames in cells, ems and millimetres come out as points."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import compose_file, said

Write = Callable[[str, str], Path]

# A type area of 400 x 600 pt at (50, 50): two columns of 190 pt, 40 lines of 15 pt, type of 10 pt.
HEAD = """\
page:
  trim: 500pt x 700pt
  margins: 50pt
  grid: {columns: 2, gutter: 2em, size: 10pt, leading: 15pt}
content: {stories: {snow: {text: 雪}}, photos: {bus: {caption: 车}}}
frames:
"""


def rect(write: Write, frame: str, head: str = HEAD) -> list[float]:
    composed = compose_file(write("page.yaml", f"{head}  - {{id: a, {frame}}}\n"), warnings=1 if "photo" in frame else 0)
    box = composed.frames[0].rect
    return [round(value, 3) for value in (box.x, box.y, box.width, box.height)]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("at: {column: 1, line: 1}, size: {columns: 2, lines: 4}", [50, 50, 400, 60]),
        ("at: {column: 2, line: 11}, size: {lines: 2}", [260, 200, 190, 30]),
        ("at: {column: 1, line: 1}, size: {measure: 18em, lines: 1}", [50, 50, 180, 15]),
        ("at: {x: 10mm, y: 1 line}, size: {width: 3em, height: 20mm}", [78.346, 65, 30, 56.693]),
        ("at: {column: 1, y: -20pt}, size: {columns: 1, height: 10pt}", [50, 30, 190, 10]),
        ("at: {gutter: 1, line: 3}, size: {lines: 10}, rule: hairline", [250, 80, 0, 150]),
        ("at: {column: 1, line: 1.5}, size: {lines: 2.5}", [50, 57.5, 190, 37.5]),
    ],
)
def test_places_and_sizes(write: Write, frame: str, expected: list[float]) -> None:
    assert rect(write, frame) == expected


def test_a_measure_is_in_ems_of_the_type_in_use_and_insets_add_to_it(write: Write) -> None:
    frame = "at: {column: 1, line: 1}, size: {measure: 10em, lines: 9}, flow: snow, inset: {left: 4pt, right: 6pt}, roles: {body: large}"
    head = HEAD.replace("frames:", "styles: {large: {size: 12pt}}\nframes:")
    assert rect(write, frame, head) == [50, 50, 130, 135]


def test_a_picture_on_lines_reaches_from_head_to_foot_of_its_characters(write: Write) -> None:
    assert rect(write, "at: {column: 1, line: 1}, size: {lines: 4}, photo: bus") == [50, 52.5, 190, 55]


def test_unequal_columns(write: Write) -> None:
    head = HEAD.replace("columns: 2,", "columns: [10em, 20em],")
    assert rect(write, "at: {column: 2, line: 1}, size: {lines: 1}", head) == [170, 50, 200, 15]


@pytest.mark.parametrize(("side", "x"), [("left", 60), ("right", 40)])
def test_inner_and_outer_margins_turn_with_the_side(write: Write, side: str, x: float) -> None:
    head = HEAD.replace("margins: 50pt", f"side: {side}\n  margins: {{top: 50pt, bottom: 50pt, inner: 40pt, outer: 60pt}}")
    assert rect(write, "at: {column: 1, line: 1}, size: {columns: 2, lines: 1}", head) == [x, 50, 400, 15]


def test_columns_wider_than_the_type_area(write: Write) -> None:
    head = HEAD.replace("columns: 2,", "columns: [20em, 20em],")
    text = said(write("page.yaml", head + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 1}}\n"))
    assert "page.yaml:4:19: error: the columns and gutters are 20.00 pt wider than the type area of 400.00 pt" in text


@pytest.mark.parametrize(("columns", "count"), [("0", 0), ("[]", 0), ("1000000", 1000000), ("-3", -3)])
def test_grids_that_cannot_be(write: Write, columns: str, count: int) -> None:
    text = said(
        write(
            "page.yaml",
            HEAD.replace("columns: 2,", f"columns: {columns},") + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 1}}\n",
        )
    )
    assert f"error: a grid of {count} columns cannot be" in text


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("at: {line: 1}, size: {lines: 1}", "the frame a needs one of column, gutter and x"),
        ("at: {column: 1}, size: {lines: 1}", "the frame a needs one of line and y"),
        ("at: {column: 1, line: 1}, size: {columns: 1}", "the frame a needs one of lines and height"),
        ("at: {x: 0, line: 1}, size: {lines: 1}", "the frame a needs one of columns, measure and width"),
        ("at: {x: 0, line: 1}, size: {columns: 1, lines: 1}", "the frame a spans columns but stands at x"),
        ("at: {column: 1, line: 0}, size: {lines: 1}", "the frame a reaches line 0, outside the grid of 40 lines"),
        ("at: {column: 1, line: 40}, size: {lines: 2}", "the frame a reaches line 41, outside the grid of 40 lines"),
        ("at: {gutter: 2, line: 1}, size: {lines: 1}", "gutter 2 is outside the 2-column grid"),
        ("at: {x: 460pt, line: 1}, size: {width: 50pt, lines: 1}", "the frame a leaves the sheet"),
        ("at: {column: 1, line: 1}, size: {lines: 1}, inset: 100pt", "the insets leave nothing of the frame a"),
    ],
)
def test_frames_that_cannot_be_placed(write: Write, frame: str, message: str) -> None:
    assert f"error: {message}" in said(write("page.yaml", f"{HEAD}  - {{id: a, {frame}}}\n"))
