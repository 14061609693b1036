"""Frames in cells, ems and millimetres come out as points."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page
from tests.support import compose_file, compose_pages, said

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
        (
            "at: {column: 1, line: 1}, size: {lines: 1}, inset: 100pt",
            "the insets of the frame a take 200.0 pt of its width, which is 190.0 pt",
        ),
    ],
)
def test_frames_that_cannot_be_placed(write: Write, frame: str, message: str) -> None:
    assert f"error: {message}" in said(write("page.yaml", f"{HEAD}  - {{id: a, {frame}}}\n"))


# Anchors

BOX = "  - {id: box, at: {column: 1, line: 3}, size: {lines: 4}, fill: k 10, inset: {top: 5pt, left: 10pt}}\n"  # 50, 80, 190, 60


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("at: {below: box}, size: {lines: 2}", [50, 140, 190, 30]),
        ("at: {below: box, gap: 1 line}, size: {width: 50pt, lines: 2}", [50, 155, 50, 30]),
        ("at: {above: box}, size: {lines: 1}", [50, 65, 190, 15]),
        ("at: {right_of: box}, size: {columns: 1, lines: 2}", [260, 80, 190, 30]),  # the grid's gutter between
        ("at: {right_of: box, gap: 5pt}, size: {width: 30pt}", [245, 80, 30, 60]),  # as high as the box
        ("at: {left_of: box, gap: 10pt}, size: {width: 30pt}", [10, 80, 30, 60]),
        ("at: {column: 2, below: box}, size: {lines: 2}", [260, 140, 190, 30]),
        ("at: {inside: box}", [60, 85, 180, 55]),  # within its insets
        ("at: {inside: box, x: 10pt, y: 5pt}, size: {width: 30pt}", [70, 90, 30, 50]),
        ("at: {left: 10mm, top: 10mm}, size: {width: 30pt, height: 20pt}", [28.346, 28.346, 30, 20]),
        ("at: {right: 10pt, bottom: 20pt}, size: {width: 30pt, height: 20pt}", [460, 660, 30, 20]),
        ("at: {left: 10pt, right: 20pt, top: 5pt, bottom: 15pt}", [10, 5, 470, 680]),
        ("at: {column: 1, line: 31}, size: {lines: rest}", [50, 500, 190, 150]),
    ],
)
def test_anchors(write: Write, frame: str, expected: list[float]) -> None:
    rows = f"{HEAD}  - {{id: a, {frame}}}\n{BOX}"  # an anchor may stand later in the file
    box = compose_file(write("page.yaml", rows)).frames[0].rect
    assert [round(value, 3) for value in (box.x, box.y, box.width, box.height)] == expected


def test_between_two_frames_a_frame_takes_what_is_left(write: Write) -> None:
    other = "  - {id: low, at: {column: 1, line: 20}, size: {lines: 4}}\n"
    rows = f"{HEAD}{BOX}{other}  - {{id: a, at: {{column: 1, below: box, above: low, gap: 1 line}}}}\n"
    box = compose_file(write("page.yaml", rows)).frames[2].rect
    assert (box.y, box.bottom) == (155, 320)


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("at: {below: bux}, size: {lines: 2}", "error: there is no frame bux"),
        ("at: {below: a}, size: {lines: 2}", "error: frames are anchored in a circle: a stands by a"),
        ("at: {below: box, line: 3}, size: {lines: 2}", "error: the frame a is told its place down by line and below"),
        ("at: {column: 1, x: 3pt, line: 3}, size: {lines: 2}", "error: the frame a is told its place across by column and x"),
        ("at: {page: 2, below: box}, size: {lines: 2}", "error: box stands on page 1, a on page 2"),
        ("at: {column: 1, below: box}, size: {columns: 1}", "error: the frame a needs one of lines and height"),
        ("at: {page: 0, column: 1, line: 1}, size: {lines: 2}", "error: there is no page 0"),
    ],
)
def test_faulty_anchors(write: Write, frame: str, told: str) -> None:
    assert told in said(write("page.yaml", f"{HEAD}{BOX}  - {{id: a, {frame}}}\n"))


def test_anchors_in_a_longer_circle(write: Write) -> None:
    rows = "  - {id: a, at: {below: b}, size: {lines: 1}}\n  - {id: b, at: {below: c}, size: {lines: 1}}\n"
    rows += "  - {id: c, at: {below: a}, size: {lines: 1}}\n"
    assert "frames are anchored in a circle: a stands by b stands by c stands by a" in said(write("page.yaml", HEAD + rows))


# Frames and sheets that grow


def test_a_frame_grows_with_its_text_and_moves_what_is_below_it(write: Write) -> None:
    head = HEAD.replace("{text: 雪}", f"{{text: {'雪' * 50}}}")  # 3 lines of 19
    rows = "  - {id: a, at: {column: 1, line: 2}, size: {lines: auto}, flow: snow, inset: {top: 15pt, bottom: 15pt}}\n"
    rows += "  - {id: b, at: {below: a, gap: 1 line}, size: {lines: 2}, fill: k 10}\n"
    first, second = compose_file(write("page.yaml", head + rows)).frames
    assert (first.rect.y, first.rect.height) == (65, 75)
    assert second.rect.y == 155


def test_a_frame_with_columns_grows_level(write: Write) -> None:
    head = HEAD.replace("{text: 雪}", f"{{text: {'雪' * 50}}}").replace("frames:", "styles: {body: {indent: 0pt}}\nframes:")
    rows = "  - {id: a, at: {column: 1, line: 1}, size: {columns: 2, lines: auto}, flow: snow, columns: {count: 2, gutter: 20pt}}\n"
    composed = compose_file(write("page.yaml", head + rows))
    assert composed.frames[0].rect.height == 30  # 38 and 12 characters: two lines each hold them
    assert {line.x for line in composed.lines} == {50, 260}


def test_a_sheet_is_as_long_as_what_stands_on_it(write: Write) -> None:
    head = HEAD.replace("500pt x 700pt", "500pt x auto").replace("{text: 雪}", f"{{text: {'雪' * 500}}}")
    rows = "  - {id: a, at: {column: 1, line: 1}, size: {lines: auto}, flow: snow}\n"
    rows += "  - {id: foot, at: {column: 1, bottom: 30pt}, size: {height: 10pt}, rule: thin}\n"
    composed = compose_file(write("page.yaml", head + rows))
    count = len(composed.lines)
    assert composed.trim[1] == pytest.approx(50 + 15 * count + 50)
    assert composed.frames[1].rect.bottom == pytest.approx(composed.trim[1] - 30)


def test_only_the_last_frame_of_a_thread_grows(write: Write) -> None:
    rows = "  - {id: a, at: {column: 1, line: 1}, size: {lines: auto}, flow: snow, next: b}\n  - {id: b, at: {column: 2, line: 1}, size: {lines: 4}}\n"
    assert "the frame a grows with its text and has a next" in said(write("page.yaml", HEAD + rows))


# Pages


def test_pages_of_one_file_alternate_sides_and_count_on(write: Write) -> None:
    head = HEAD.replace("margins: 50pt", "number: 6\n  side: left\n  margins: {top: 50pt, bottom: 50pt, inner: 30pt, outer: 70pt}")
    rows = "".join(
        f"  - {{id: f{at}, at: {{page: {at}, column: 1, line: 1}}, size: {{lines: 2}}, fill: k 10}}\n" for at in (1, 2, 3)
    )
    pages = compose_pages(write("page.yaml", head + rows))
    assert [(page.number, page.frames[0].rect.x) for page in pages] == [(6, 70), (7, 30), (8, 70)]


def test_a_page_may_differ(write: Write) -> None:
    head = HEAD.replace("content:", "pages: [{}, {margins: 100pt, columns: 3}]\ncontent:")
    rows = "".join(f"  - {{id: f{at}, at: {{page: {at}, column: 2, line: 1}}, size: {{lines: 2}}, fill: k 10}}\n" for at in (1, 2))
    first, second = compose_pages(write("page.yaml", head + rows))
    assert (first.frames[0].rect.x, first.frames[0].rect.y) == (260, 50)
    assert second.frames[0].rect.x == pytest.approx(100 + (300 - 40) / 3 + 20)
    assert second.frames[0].rect.y == 100


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("lines: -4", "the frame a cannot have -4 lines"),
        ("lines: 0", "the frame a cannot have 0 lines"),
        ("lines: 九", "'九' is neither a number nor auto nor rest"),
        ("lines: 4, columns: 0", "the frame a cannot have 0 columns"),
        ("lines: 4, measure: -2em", "the frame a cannot have the measure -2em"),
        ("lines: 4, width: 0", "the frame a cannot have the width 0pt"),
        ("height: -5mm", "the frame a cannot have the height -5mm"),
    ],
)
def test_an_extent_that_cannot_be_is_the_only_error_at_its_place(write: Write, size: str, told: str) -> None:
    page = "page: {trim: a5, grid: {columns: 2}}\nframes:\n  - {id: a, at: {column: 1, line: 1}, size: {%s}}\n" % size  # noqa: UP031
    report = Report()
    with pytest.raises(PageError) as error:
        make_plan(load_page(write("page.yaml", page), report), report)
    (item,) = error.value.diagnostics
    assert item.message == told
    assert item.span is not None
    key = size.split(", ")[-1]
    assert page.splitlines()[2][item.span.column - 1 :].startswith(key.partition(": ")[2])


def test_a_rule_may_have_no_height(write: Write) -> None:
    page = "page: {trim: a5}\nframes:\n  - {id: a, at: {column: 1, line: 1}, size: {columns: 1, height: 0}, rule: {style: thin, weight: 1, colour: black}}\n"
    report = Report()
    make_plan(load_page(write("page.yaml", page), report), report)
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("grid: {size: 0pt}", "a size of 0pt cannot be set"),
        ("grid: {leading: -1em}", "a leading of -1em cannot be set"),
        ("grid: {columns: 2, gutter: -2em}", "a gutter of -2em would lay columns over one another"),
        ("bleed: -3mm", "a bleed of -3mm would cut into the page"),
        ("grid: {columns: 99}", "99 columns and their gutters leave no room for type in 306.14 pt"),
    ],
)
def test_lengths_of_a_page_that_cannot_be(write: Write, page: str, told: str) -> None:
    report = Report()
    text = "page: {trim: a5, %s}\nframes: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 4}}]\n" % page  # noqa: UP031
    with pytest.raises(PageError) as error:
        make_plan(load_page(write("page.yaml", text), report), report)
    assert [item.message for item in error.value.diagnostics] == [told]
