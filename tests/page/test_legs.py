"""Columns within a frame, headings across them, jumps to other pages, drop caps, first lines, runaround."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from banmian.page.composed import ComposedPage
from tests.support import compose_file, compose_pages, said

Write = Callable[[str, str], Path]

HEAD = """\
page: {trim: 500pt x 700pt, margins: 50pt, number: 6, grid: {columns: 3, gutter: 20pt, size: 10pt, leading: 15pt}}
styles:
  body: {indent: 0pt}
  heading: {size: 12pt, takes: [2, 3], balance: false}
  wide: {based_on: heading, span: true, align: centre}
"""
LINE = "一二三四五六七八九十甲乙"  # twelve characters: a grid column of 120 pt


def rows_of(count: int) -> str:
    return "\n".join([LINE] * count)


def source(write: Write, text: str, *frames: str, sections: str = "", styles: str = "", photos: str = "") -> Path:
    content = f"content: {{stories: {{s: {{text: {json.dumps(text, ensure_ascii=False)}, sections: [{sections}]}}}}, photos: {{{photos}}}}}\n"
    rows = "".join(f"  - {{{frame}}}\n" for frame in frames)
    return write("page.yaml", f"{HEAD}{styles}{content}frames:\n{rows}")


def told(composed: ComposedPage) -> list[tuple[float, float, str]]:
    """X, line number and text of each line."""
    return [(round(line.x, 2), round((line.baseline - 50 - 11.3) / 15, 3) + 1, line.text) for line in composed.lines]


FRAME = "id: a, at: {column: 1, line: 1}, size: {columns: 3, lines: 4}, flow: s"


def test_whole_columns_stand_on_the_grids_own(write: Write) -> None:
    page = compose_file(source(write, rows_of(5), f"{FRAME}, columns: 3"))
    assert told(page) == [(50, 1, LINE), (50, 2, LINE), (50, 3, LINE), (50, 4, LINE), (190, 1, LINE)]


def test_three_base_columns_into_two(write: Write) -> None:
    page = compose_file(source(write, "一" * 96, f"{FRAME}, columns: {{count: 2, gutter: 10pt}}"))
    assert {(line.x, line.measure, len(line.text)) for line in page.lines} == {(50, 195, 19), (255, 195, 19), (255, 195, 1)}


def test_unequal_columns(write: Write) -> None:
    page = compose_file(source(write, "一" * 80, f"{FRAME}, columns: {{count: [10em, 25em], gutter: 30pt}}"))
    assert [(line.x, len(line.text)) for line in page.lines] == [(50, 10)] * 4 + [(180, 25), (180, 15)]


def test_columns_that_do_not_fit_their_frame(write: Write) -> None:
    told_of = said(source(write, LINE, f"{FRAME}, columns: {{count: [30em, 20em], gutter: 20pt}}"))
    assert "the columns of the frame a and their gutters are 120.00 pt wider than its inside of 400.00 pt" in told_of


@pytest.mark.parametrize("count", ["0", "-1", "[]"])
def test_no_columns_at_all_cannot_be(write: Write, count: str) -> None:
    assert "columns leave no room for type in the frame a, 400.00 pt across" in said(
        source(write, LINE, f"{FRAME}, columns: {{count: {count}}}")
    )


def test_level_columns_end_alike(write: Write) -> None:
    page = compose_file(source(write, rows_of(7), f"{FRAME}, columns: 3, balance: true"))
    assert [row for _, row, _ in told(page)] == [1, 2, 3, 1, 2, 3, 1]


def test_a_heading_across_the_columns_parts_the_text(write: Write) -> None:
    frame = "id: a, at: {column: 1, line: 1}, size: {columns: 3, lines: 12}, flow: s, columns: 3, roles: {heading: wide}"
    page = compose_file(source(write, rows_of(5), frame, sections=f"{{id: t, heading: 题, text: {LINE * 3!r}}}"))
    above = [(x, row) for x, row, text in told(page)[:5]]
    assert above == [(50, 1), (50, 2), (190, 1), (190, 2), (330, 1)]  # level above it
    heading = page.lines[5]
    assert (heading.text, heading.x, heading.measure) == ("题", 50, 400)
    assert [(x, row) for x, row, _ in told(page)[6:]] == [(50, 5), (50, 6), (50, 7)]  # two lines for the heading


def test_the_rule_between_columns_is_broken_at_a_heading_across_them(write: Write) -> None:
    frame = "id: a, at: {column: 1, line: 1}, size: {columns: 3, lines: 12}, flow: s, columns: {count: 3, rule: thin}, roles: {heading: wide}"
    page = compose_file(source(write, LINE * 6, frame, sections=f"{{id: t, heading: 题, text: {LINE * 6!r}}}"))
    rules = sorted((rule.rect.x, rule.rect.y, rule.rect.bottom) for rule in page.rules)
    assert len(rules) == 4  # two gutters, each over and under the heading
    heading = page.lines[6]
    assert not [rule for rule in rules if rule[1] < heading.baseline < rule[2]]


def test_a_paragraph_kept_together_goes_to_the_next_column_whole(write: Write) -> None:
    styles = "  together: {based_on: body, keep_together: true}\n"
    text = f"{LINE}\n{LINE * 4}"
    frame = f"{FRAME}, columns: 3, roles: {{body: together}}"
    page = compose_file(source(write, text, frame, styles=styles))
    assert [(x, row) for x, row, _ in told(page)] == [(50, 1), (190, 1), (190, 2), (190, 3), (190, 4)]


# Jumps


def jumping(write: Write, text: str, rest: str = "", grid: str = "") -> tuple[ComposedPage, ...]:
    first = f"id: a, at: {{column: 1, line: 1}}, size: {{lines: 4}}, flow: s, next: b{rest}"
    path = source(write, text, first, "id: b, at: {page: 2, column: 1, line: 1}, size: {lines: 9}")
    return compose_pages(path)


def test_a_thread_that_goes_to_another_page_says_so(write: Write) -> None:
    first, second = jumping(write, LINE * 8)
    assert [(line.role, line.text) for line in first.lines] == [("body", LINE)] * 3 + [("jump", "（下转第7版）")]
    assert [(line.role, line.text) for line in second.lines] == [("jump", "（上接第6版）")] + [("body", LINE)] * 5
    jump = first.lines[-1]
    assert round((jump.baseline - 50 - 11.3) / 15) + 1 == 4  # in the frame's last line, ranged right
    assert jump.runs[-1].x > 50 + 60


def test_a_text_that_ends_before_the_other_page_has_no_jump(write: Write) -> None:
    path = source(write, LINE * 3, "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s, next: b",
                  "id: b, at: {page: 2, column: 1, line: 1}, size: {lines: 9}")  # fmt: skip
    first, _ = compose_pages(path, warnings=1)  # the second frame stays empty
    assert [line.role for line in first.lines] == ["body"] * 3


def test_a_text_that_just_fills_its_page_does_not_jump(write: Write) -> None:
    path = source(write, rows_of(4), "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s, next: b",
                  "id: b, at: {page: 2, column: 1, line: 1}, size: {lines: 9}")  # fmt: skip
    first, second = compose_pages(path, warnings=1)
    assert [line.role for line in first.lines] == ["body"] * 4
    assert second.lines == ()


def test_jumps_can_be_left_out_or_worded_otherwise(write: Write) -> None:
    first, second = jumping(write, LINE * 8, ", jump: false")
    assert {line.role for line in (*first.lines, *second.lines)} == {"body"}
    path = Path("page.yaml")
    text = (
        path.read_text(encoding="utf-8")
        .replace(", jump: false", "")
        .replace("number: 6", "number: 6, jump: {onward: '见{page}版'}")
    )
    path.write_text(text, encoding="utf-8")
    assert compose_pages(path)[0].lines[-1].text == "见7版"


# Openings


def test_a_drop_cap_takes_its_lines_and_the_rest_runs_beside_it(write: Write) -> None:
    styles = "  cap: {based_on: body, drop_cap: 3}\n"
    page = compose_file(
        source(write, LINE * 6, "id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s, roles: {opening: cap}", styles=styles)
    )
    cap, *rest = page.lines
    assert (cap.text, cap.size) == ("一", 40)  # two leadings and a size
    assert [round(line.x) for line in rest[:4]] == [100, 100, 100, 50]  # whole ems of the text
    assert "".join(line.text for line in page.lines) == LINE * 6


def test_only_the_first_paragraph_has_the_opening(write: Write) -> None:
    styles = "  cap: {based_on: body, drop_cap: 2}\n"
    text = f"{LINE}{LINE}{LINE}\n{LINE}"
    page = compose_file(
        source(write, text, "id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s, roles: {opening: cap}", styles=styles)
    )
    assert [line.size for line in page.lines] == [25, 10, 10, 10, 10, 10]


def test_the_first_line_has_a_style_of_its_own(write: Write) -> None:
    styles = "  strong: {family: hei, weight: 700}\n  first: {based_on: body, first_line: strong}\n"
    page = compose_file(
        source(
            write, LINE * 3, "id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s, roles: {opening: first}", styles=styles
        )
    )
    families = [{run.face.family for run in line.runs} for line in page.lines]
    assert families == [{"hei"}, {"song"}, {"song"}]


# Runaround

WIDE = "id: a, at: {column: 1, line: 1}, size: {columns: 3, lines: 20}, flow: s"


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("both", [(50, 100), (250, 200)]),
        ("start", [(50, 100)]),
        ("end", [(250, 200)]),
        ("largest", [(250, 200)]),
        ("none", []),
    ],
)
def test_lines_stand_on_the_sides_that_are_asked_for(write: Write, side: str, expected: list[tuple[int, int]]) -> None:
    box = f"id: b, at: {{x: 110pt, line: 3}}, size: {{width: 80pt, lines: 3}}, fill: k 10, wrap: {{gap: 10pt, side: {side}}}"
    page = compose_file(source(write, "一" * 600, WIDE, box))
    beside = [(round(line.x), round(line.measure)) for line in page.lines if round((line.baseline - 61.3) / 15) + 1 == 4]
    assert beside == expected


def test_text_runs_round_a_circle_as_the_circle_is_wide_there(write: Write) -> None:
    circle = "id: b, at: {x: 200pt, y: 0pt}, size: {width: 200pt, height: 200pt}, fill: k 10, radius: 100pt, wrap: {shape: ellipse, gap: 0pt, side: start}"
    page = compose_file(source(write, "一" * 600, WIDE, circle), None)
    for line in page.lines:
        middle = line.baseline - 3.8 - 150  # from the circle's middle
        if abs(middle) < 90:
            edge = 350 - (100**2 - max(abs(middle) - 5, 0) ** 2) ** 0.5
            assert line.x + line.measure == pytest.approx(edge, abs=0.6)


def test_vertical_text_runs_round_too(write: Write) -> None:
    box = "id: b, at: {x: 170pt, y: 100pt}, size: {width: 60pt, height: 100pt}, fill: k 10, wrap: {gap: 0pt, side: both}"
    page = compose_file(source(write, "一" * 650, f"{WIDE}, direction: vertical", box))
    through = [line for line in page.lines if 222 < line.baseline < 278]
    assert {(round(line.x), round(line.measure)) for line in through} == {(50, 100), (250, 100)}


def test_text_runs_round_a_cut_out_picture(write: Write) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).polygon([(0, 0), (399, 0), (0, 399)], fill=(200, 30, 30, 255))  # a triangle, wide at its head
    photo = "id: b, at: {x: 0pt, y: 0pt}, size: {width: 120pt, height: 120pt}, photo: cut, caption: none, wrap: {shape: outline, gap: 0pt, least: 2em}"
    path = source(write, "一" * 500, WIDE, photo, photos="cut: {file: cut.png}")
    image.save(path.parent / "cut.png")
    page = compose_file(path)
    starts = [line.x for line in page.lines[:8]]
    assert starts == sorted(starts, reverse=True)
    assert starts[0] == pytest.approx(50 + 120 - 2, abs=3)
    assert starts[7] == pytest.approx(50 + 120 - 7 * 15, abs=4)


def test_a_picture_without_transparency_is_said(write: Write) -> None:
    photo = "id: b, at: {x: 0pt, y: 0pt}, size: {width: 120pt, height: 120pt}, photo: cut, caption: none, wrap: outline"
    path = source(write, LINE * 30, WIDE, photo, photos="cut: {file: cut.png}")
    Image.new("RGB", (400, 400)).save(path.parent / "cut.png")
    assert "the photograph cut has no alpha channel: text runs round its frame" in said(path)


def test_a_heading_moves_to_where_the_shape_leaves_room(write: Write) -> None:
    box = "id: b, at: {x: 0pt, line: 2}, size: {width: 380pt, lines: 4}, fill: k 10, wrap: {gap: 0pt, least: 4em}"
    page = compose_file(source(write, "一" * 40, WIDE, box, sections="{id: t, heading: 一二三, text: 好}"))
    heading = next(line for line in page.lines if line.role == "heading")
    assert heading.baseline > 50 + 5 * 15
