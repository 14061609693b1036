"""Marks beside lines: emphasis dots, name lines, book-title lines (A1, A2, A4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.output.pdf import pdf_bytes
from banmian.plan.markup import MarkKind
from banmian.text.lines.line import SetLine
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

HEAD = "page: {{trim: 200pt x 200pt, margins: 20pt, grid: {{size: 10pt, leading: {leading}}}}}\nstyles: {{body: {{indent: 0pt}}}}\n"


def source(write: Write, text: str, direction: str = "horizontal", leading: str = "18pt") -> Path:
    content = f"content: {{stories: {{s: {{text: {text!r}}}}}}}\n"
    frame = f"frames: [{{id: a, at: {{column: 1, y: 0}}, size: {{columns: 1, height: 120pt}}, flow: s, direction: {direction}}}]\n"
    return write("page.yaml", HEAD.format(leading=leading) + content + frame)


def line(write: Write, text: str, direction: str = "horizontal") -> SetLine:
    return compose_file(source(write, text, direction)).lines[0]


def spans(found: SetLine) -> list[tuple[float, float]]:
    return [(round(mark.start - found.x, 2), round(mark.end - found.x, 2)) for mark in found.annotations]


def test_a1_a_dot_under_the_middle_of_each_han_character(write: Write) -> None:
    found = line(write, "一[二三]{.dots}四")
    assert spans(found) == [(15, 15), (25, 25)]
    assert all(mark.across > found.baseline + 0.12 * 10 for mark in found.annotations)


def test_a1_no_dot_under_a_mark_a_figure_or_a_space(write: Write) -> None:
    assert len(line(write, "[二，“三”9A ]{.dots}四").annotations) == 2


def test_a1_dots_stand_right_of_vertical_lines(write: Write) -> None:
    found = line(write, "一[二]{.dots}", "vertical")
    (dot,) = found.annotations
    assert dot.across > found.baseline + 5
    assert dot.start - found.x == pytest.approx(15)


def test_a2_a_name_line_runs_under_the_whole_name(write: Write) -> None:
    (mark,) = line(write, "一[鲁迅]{.name}").annotations
    assert mark.kind is MarkKind.NAME
    assert mark.end - mark.start == pytest.approx(20 - 2 * 0.6)


def test_a2_neighbours_are_seen_apart(write: Write) -> None:
    first, second = line(write, "[呐喊]{.book}[彷徨]{.book}").annotations
    assert second.start - first.end == pytest.approx(1.2)


def test_a2_lines_stand_left_of_vertical_lines(write: Write) -> None:
    found = line(write, "[鲁迅]{.name}", "vertical")
    assert found.annotations[0].across < found.baseline - 5


def test_a2_a_mark_goes_on_in_the_next_line(write: Write) -> None:
    composed = compose_file(source(write, "一二三四五六七八九十一二三四[五六七八]{.name}"))
    assert [len(found.annotations) for found in composed.lines] == [1, 1]


def test_a4_marks_move_nothing(write: Write) -> None:
    plain = compose_file(source(write, "一二，三四五六七八九十一二三四五六七八"))
    marked = compose_file(source(write, "一[二，三四五六七八九十一二三四五六]{.dots}七八"))
    assert [(a.text, a.baseline, a.runs) for a in plain.lines] == [(a.text, a.baseline, a.runs) for a in marked.lines]


def test_a4_too_little_room_is_said(write: Write) -> None:
    path = source(write, "一[二]{.dots}", leading="14pt")
    assert "warning: the white between lines is 4.0 pt; marks beside them want 5.0 pt, half an em\n" in said(path)
    assert said(source(write, "一[二]{.dots}", leading="15pt")) == ""


@pytest.mark.parametrize(("direction", "middle"), [("horizontal", -3.8), ("vertical", 0.0)])
def test_a5_a_frame_round_the_name(write: Write, direction: str, middle: float) -> None:
    found = line(write, "一[张三]{.death}二", direction)
    (mark,) = found.annotations
    assert mark.kind is MarkKind.DEATH
    assert mark.across - found.baseline == pytest.approx(middle)
    assert spans(found) == [(10, 30)]


def test_marks_are_drawn(write: Write) -> None:
    import pdfplumber

    path = write("out.pdf", "")
    path.write_bytes(pdf_bytes(compose_file(source(write, "一[二]{.dots}[三]{.name}[四]{.book}[五]{.death}"))))
    with pdfplumber.open(path) as pdf:
        assert (len(pdf.pages[0].curves), len(pdf.pages[0].lines)) == (2, 1)  # dot and wave; line
        assert len(pdf.pages[0].rects) == 1
        assert "".join(char["text"] for char in pdf.pages[0].chars) == "一二三四五"
