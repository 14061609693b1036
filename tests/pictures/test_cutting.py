"""Drawings are cut out of pages: what is painted within a rectangle, as it was painted, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from banmian.pictures.drawings.cutting import cut_out
from banmian.pictures.drawings.drawing import Drawing, DrawingError
from banmian.pictures.drawings.drawingfile import drawing_file
from tests.pictures.support import alike, drawn, logo, seen

SIZE = (400.0, 400.0)


def page(canvas: Canvas) -> None:
    """A logo in the middle of words and other things."""
    canvas.setFont("Kai", 12)
    canvas.drawString(20, 380, "上面的文字")
    canvas.saveState()
    canvas.translate(50, 150)
    logo(canvas)
    canvas.restoreState()
    canvas.setFont("Kai", 12)
    canvas.drawString(20, 20, "下面的文字")
    canvas.rect(20, 40, 360, 20, fill=1)


def text_of(drawing: Drawing) -> str:
    return PdfReader(io.BytesIO(drawing_file(drawing))).pages[0].extract_text().strip()


def test_what_lies_within_is_cut_out_as_it_looks() -> None:
    data = drawn(page, size=SIZE)
    drawing = cut_out(data, 1, (50, 150, 350, 270))
    assert (drawing.width, drawing.height) == (300, 120)
    assert alike(seen(drawing_file(drawing), ppi=144), seen(data, (50, 130, 350, 250), ppi=144))
    assert text_of(drawing) == "大众日报"


def test_nothing_else_comes_along() -> None:
    drawing = cut_out(drawn(page, size=SIZE), 1, (50, 150, 350, 270))
    assert b" 360 20 re" not in drawing.content
    assert len(drawing.content) < 1000


def test_without_words() -> None:
    drawing = cut_out(drawn(page, size=SIZE), 1, (50, 150, 350, 270), words=False)
    assert text_of(drawing) == ""
    assert b" c\n" in drawing.content


def test_a_form_that_lies_within_is_kept_whole_and_one_that_reaches_beyond_in_part() -> None:
    def forms(canvas: Canvas) -> None:
        canvas.beginForm("small", 0, 0, 300, 120)
        logo(canvas)
        canvas.endForm()
        canvas.beginForm("large", 0, 0, 400, 400)
        canvas.drawString(10, 10, "elsewhere")
        canvas.rect(100, 200, 30, 30, fill=1)
        canvas.endForm()
        canvas.doForm("large")
        canvas.translate(50, 250)
        canvas.doForm("small")

    data = drawn(forms, size=SIZE)
    whole = cut_out(data, 1, (50, 250, 350, 370))
    assert text_of(whole) == "大众日报"
    part = cut_out(data, 1, (95, 195, 135, 235))
    assert text_of(part) == ""
    assert alike(seen(drawing_file(part), ppi=144), seen(data, (95, 165, 135, 205), ppi=144))


def test_type_that_moves_on_from_what_is_left_out_stays_where_it_was() -> None:
    def lines(canvas: Canvas) -> None:
        text = canvas.beginText(20, 300)
        text.setFont("Kai", 12, leading=40)
        for line in ("第一行", "第二行", "第三行"):
            text.textLine(line)
        canvas.drawText(text)

    data = drawn(lines, size=SIZE)
    drawing = cut_out(data, 1, (10, 210, 100, 230))
    assert text_of(drawing) == "第三行"
    assert alike(seen(drawing_file(drawing), ppi=144), seen(data, (10, 170, 100, 190), ppi=144))


def test_clipping_holds_on() -> None:
    def clipped(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.circle(100, 100, 30)
        canvas.clipPath(path, stroke=0)
        canvas.rect(70, 70, 60, 60, fill=1)
        canvas.rect(80, 80, 20, 20, fill=1)

    data = drawn(clipped, size=SIZE)
    drawing = cut_out(data, 1, (70, 70, 130, 130))
    assert alike(seen(drawing_file(drawing), ppi=200), seen(data, (70, 270, 130, 330), ppi=200))


def test_what_is_clipped_away_is_no_part_of_it() -> None:
    def hidden(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(300, 300, 50, 50)
        canvas.clipPath(path, stroke=0)
        canvas.rect(100, 100, 20, 20, fill=1)
        canvas.restoreState()
        canvas.circle(150, 150, 10)

    assert b"100 100 20 20 re" not in cut_out(drawn(hidden, size=SIZE), 1, (90, 90, 170, 170)).content


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(DrawingError, match="page 2 is not there"):
        cut_out(drawn(page, size=SIZE), 2, (0, 0, 10, 10))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["rect", "circle", "text", "deep"])),
        max_size=14,
        unique=True,
    ),
    st.integers(0, 7),
    st.integers(0, 7),
)
def test_whatever_stands_in_a_cell_is_cut_out_alone(things: list[Any], column: int, row: int) -> None:
    """Things in the cells of a board; no cell's neighbour comes along."""

    def board(canvas: Canvas) -> None:
        for x, y, kind in things:
            canvas.setFillColorRGB(x / 8, y / 8, 0.5)
            left, low = x * 50 + 8, y * 50 + 8
            if kind == "rect":
                canvas.rect(left, low, 30, 30, fill=1)
            elif kind == "circle":
                canvas.circle(left + 15, low + 15, 14, fill=1)
            elif kind == "text":
                canvas.setFont("Kai", 16)
                canvas.drawString(left, low + 8, "字")
            else:
                canvas.saveState()
                canvas.translate(left, low)
                canvas.scale(0.5, 0.5)
                canvas.rect(10, 10, 40, 40, fill=1)
                canvas.restoreState()

    data = drawn(board, size=SIZE)
    drawing = cut_out(data, 1, (column * 50, row * 50, column * 50 + 50, row * 50 + 50))
    part = (column * 50, 350 - row * 50, column * 50 + 50, 400 - row * 50)
    assert alike(seen(drawing_file(drawing), ppi=144), seen(data, part, ppi=144))
    words = sum(1 for x, y, kind in things if (x, y, kind) == (column, row, "text"))
    assert text_of(drawing).count("字") == words
