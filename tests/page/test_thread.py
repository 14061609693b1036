"""Threads through frames: the grid, headings, widows, overset (P2, P3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian.page.composed import ComposedPage
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

# Lines of ten characters: columns of 100 pt, type of 10 pt on 15 pt, no indent; headings take 3 lines.
HEAD = """\
page:
  trim: 500pt x 700pt
  margins: 50pt
  grid: {columns: [100pt, 100pt, 120pt], gutter: 20pt, size: 10pt, leading: 15pt}
styles:
  body: {indent: 0pt}
  heading: {size: 12pt, takes: [3, 5], balance: false}
"""


def page(write: Write, text: str, frames: str, sections: str = "") -> ComposedPage:
    return compose_file(source(write, text, frames, sections))


def source(write: Write, text: str, frames: str, sections: str = "") -> Path:
    content = f"content: {{stories: {{snow: {{text: {text!r}, sections: [{sections}]}}}}}}\n"
    return write("page.yaml", f"{HEAD}{content}frames:\n{frames}")


def frame(name: str, column: int, lines: int, rest: str = "", line: int = 1) -> str:
    return f"  - {{id: {name}, at: {{column: {column}, line: {line}}}, size: {{lines: {lines}}}{rest}}}\n"


def told(composed: ComposedPage) -> list[str]:
    return [f"{name} {line.text}" for name, line in zip(composed.line_frames, composed.lines, strict=True)]


def test_text_goes_on_in_the_next_frame(write: Write) -> None:
    frames = frame("a", 1, 2, ", flow: snow, next: b") + frame("b", 2, 9)
    assert told(page(write, "一二三四五六七八九十" * 4 + "完", frames)) == [
        "a 一二三四五六七八九十", "a 一二三四五六七八九十",
        "b 一二三四五六七八九十", "b 一二三四五六七八九十", "b 完",
    ]  # fmt: skip


def test_a_frame_of_another_measure_breaks_the_rest_anew(write: Write) -> None:
    frames = frame("a", 1, 1, ", flow: snow, next: b") + frame("b", 3, 9)
    assert told(page(write, "一二三四五六七八九十" * 3, frames)) == [
        "a 一二三四五六七八九十",
        "b 一二三四五六七八九十一二",
        "b 三四五六七八九十",
    ]


def test_p2_every_baseline_lies_on_the_grid(write: Write) -> None:
    sections = "{id: s, heading: 题, text: '一二三四五六七八九十一二'}, {id: t, heading: 目, text: 好}"
    composed = page(write, "一二三", frame("a", 1, 20, ", flow: snow, inset: {top: 4pt}"), sections)
    steps = {round((line.baseline - 50 - 2.5 - 8.8) / 15, 6) % 1 for line in composed.lines if line.role == "body"}
    assert steps == {0.0}


def test_p2_neighbouring_columns_align(write: Write) -> None:
    frames = frame("a", 1, 3, ", flow: snow, next: b") + frame("b", 2, 3)
    composed = page(write, "一二三四五六七八九十" * 6, frames)
    baselines = [line.baseline for line in composed.lines]
    assert baselines[:3] == baselines[3:]


def test_p3_a_heading_takes_whole_lines_and_stands_in_their_middle(write: Write) -> None:
    composed = page(write, "前", frame("a", 1, 20, ", flow: snow"), "{id: s, heading: 题, text: 好}")
    before, heading, body = composed.lines
    assert body.baseline - before.baseline == pytest.approx(15 * 4)
    assert heading.baseline == pytest.approx(50 + 15 + (45 - 12) / 2 + 0.88 * 12)


def test_p3_a_two_line_heading_takes_five(write: Write) -> None:
    composed = page(write, "前", frame("a", 1, 20, ", flow: snow"), "{id: s, heading: 一二三四五六七八九十, text: 好}")
    assert composed.lines[-1].baseline - composed.lines[0].baseline == pytest.approx(15 * 6)


@pytest.mark.parametrize(("lines", "expected"), [(6, "b"), (7, "a")])
def test_p3_two_lines_of_text_stay_with_a_heading(write: Write, lines: int, expected: str) -> None:
    frames = frame("a", 1, lines, ", flow: snow, next: b") + frame("b", 2, 20)
    composed = page(
        write, "一二三四五六七八九十" * 2, frames, "{id: s, heading: 题, text: '一二三四五六七八九十一二三四五六七八九十一'}"
    )
    where = dict(zip((line.role for line in composed.lines), composed.line_frames, strict=True))
    assert where["heading"] == expected


def test_p3_the_last_line_does_not_stand_alone_at_a_columns_head(write: Write) -> None:
    frames = frame("a", 1, 3, ", flow: snow, next: b") + frame("b", 2, 9)
    assert [row[0] for row in told(page(write, "一二三四五六七八九十" * 3 + "完", frames))] == ["a", "a", "b", "b"]


def test_a_headings_mark_is_a_square_before_it(write: Write) -> None:
    path = source(write, "前", frame("a", 1, 20, ", flow: snow"), "{id: s, heading: 题, text: 好}")
    path.write_text(path.read_text(encoding="utf-8").replace("balance: false", "balance: false, mark: k 50"), encoding="utf-8")
    composed = compose_file(path)
    (square,) = composed.rules
    heading = next(line for line in composed.lines if line.role == "heading")
    assert (square.rect.x, square.rect.width, square.rect.height) == (50, 6, 6)
    assert heading.x == 50 + 12  # an em after it
    assert square.rect.y + 3 == pytest.approx(heading.baseline - 0.38 * 12)  # in the middle of the characters


def test_overset_is_said_with_frame_lines_characters_and_first_words(write: Write) -> None:
    path = source(write, "一二三四五六七八九十" * 3 + "完", frame("a", 1, 2, ", flow: snow"))
    assert "warning: overset: frame a lacks room for 2 lines, 11 characters (超 11 字), from 一二三四五六七八九十完…" in said(path)
    (over,) = compose_file(path, warnings=1).overset
    assert (over.frame, over.lines, over.characters) == ("a", 2, 11)


def test_a_heading_that_no_frame_holds_is_overset_too(write: Write) -> None:
    path = source(write, "一", frame("a", 1, 2, ", flow: snow"), "{id: s, heading: 题目, text: 好}")
    assert "overset: frame a lacks room for 2 lines, 3 characters (超 3 字), from 题目…" in said(path)


def test_j5_a_refused_wish_is_said(write: Write) -> None:
    path = source(write, "一二三四五六七八九十" * 2, frame("a", 1, 9, ", flow: snow"))
    path.write_text(path.read_text(encoding="utf-8") + "paragraphs: [{of: snow.text, paragraph: 1, lines: -1}]\n", encoding="utf-8")
    assert "paragraph 1 of snow.text cannot come out -1 line: in 1 lines one would have to give more than 2 em" in said(path)


def test_j5_a_wish_lost_between_measures_is_said(write: Write) -> None:
    frames = frame("a", 1, 2, ", flow: snow, next: b") + frame("b", 3, 9)
    path = source(write, "一，二。三四、五六七八九十" * 3, frames)
    wish = "paragraphs: [{of: snow.text, paragraph: 1, lines: -1}]\n"
    path.write_text(path.read_text(encoding="utf-8") + wish, encoding="utf-8")
    assert "paragraph 1 of snow.text goes on in b, of another measure: its wish is lost" in said(path)


def test_j5_a_wish_for_a_paragraph_that_nothing_sets(write: Write) -> None:
    path = source(write, "一", frame("a", 1, 9, ", flow: snow"))
    path.write_text(path.read_text(encoding="utf-8") + "paragraphs: [{of: snow.s9, paragraph: 1, lines: -1}]\n", encoding="utf-8")
    assert "error: no frame sets paragraph 1 of snow.s9" in said(path)


def test_l17_a_frame_may_take_a_looser_strictness(write: Write) -> None:
    text = "一二三四五六七八九十，一二"
    strict = page(write, text, frame("a", 1, 9, ", flow: snow"))
    loose = page(write, text, frame("a", 1, 9, ", flow: snow, composition: {strictness: none}"))
    assert [line.text for line in strict.lines] == ["一二三四五六七八九", "十，一二"]
    assert [line.text for line in loose.lines] == ["一二三四五六七八九十", "，一二"]


def test_a_paragraph_may_be_composed_in_its_own_way(write: Write) -> None:
    path = source(write, "一二三四五六七八九十，一", frame("a", 1, 9, ", flow: snow"))
    setting = "paragraphs: [{of: snow.text, paragraph: 1, composition: {hanging: true}}]\n"
    path.write_text(path.read_text(encoding="utf-8") + setting, encoding="utf-8")
    assert [line.text for line in compose_file(path).lines] == ["一二三四五六七八九十，", "一"]


def test_a_word_wider_than_its_measure_is_cut_and_said(write: Write) -> None:
    path = source(write, "supercalifragilisticexpialidocious", frame("a", 1, 9, ", flow: snow"))
    assert "a line of 10.00 em in frame a has no place to break" in said(path)


def test_j2_a_line_spread_past_its_limit_is_said(write: Write) -> None:
    path = source(write, "一二abcdefghijklmnop三四", frame("a", 1, 9, ", flow: snow"))
    assert "warning: a line in frame a is spread by 8.00 em a gap: 一二\n" in said(path)
    assert said(source(write, "一二三四五六七，八九十。一二", frame("a", 1, 9, ", flow: snow"))) == ""


TEXT = st.text(alphabet="中国山东，。“”—：12345abPDF·\n", min_size=1, max_size=120).filter(lambda text: bool(text.strip()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, st.lists(st.integers(min_value=1, max_value=7), min_size=1, max_size=3), st.sampled_from(["horizontal", "vertical"]))
def test_text_in_is_text_out_in_order_and_what_is_left_is_counted(
    write: Write, text: str, depths: list[int], direction: str
) -> None:
    frames = ""
    for at, lines in enumerate(depths):
        goes_on = f", next: f{at + 1}" if at + 1 < len(depths) else ""
        frames += frame(f"f{at}", at + 1, lines, (", flow: snow" if at == 0 else "") + goes_on + f", direction: {direction}")
    content = "content:\n  stories:\n    snow:\n      text: |2\n" + "".join(
        f"        {row}\n" for row in text.split("\n") if row.strip()
    )
    composed = compose_file(write("page.yaml", f"{HEAD}{content}frames:\n{frames}"), warnings=None)
    whole = "".join(text.split())
    set_text = "".join("".join(line.text.split()) for line in composed.lines)
    assert whole.startswith(set_text)
    left = sum(over.characters for over in composed.overset)
    assert len(whole) - len(set_text) <= left <= len(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一。』」二三", "has no other way than that 」 starts the next one, after 一。』"),
        ("1234567890", "has no place to break; it is cut after"),  # the control: no three closing marks
    ],
)
def test_l11_a_remedial_break_is_reported_as_one(write: Write, text: str, told: str) -> None:
    head = "page: {trim: a5, margins: 10mm, grid: {size: 10pt}, profile: none, composition: {strictness: basic}}\nstyles: {body: {indent: 0pt}}\n"
    frame = "frames: [{id: a, at: {x: 0pt, y: 0pt}, size: {width: 31pt, height: 90pt}, flow: s}]\n"
    assert told in said(write("page.yaml", f"{head}content: {{stories: {{s: {{text: '{text}'}}}}}}\n{frame}"))
