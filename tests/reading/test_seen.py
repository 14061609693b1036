"""What of a painted path is seen: clipped rectangles, borders that are painted between two rectangles."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from banmian.reading.pdf import read_pdf

Rect = tuple[float, float, float, float]
OUTER, INNER = (20.0, 20.0, 100.0, 60.0), (22.0, 22.0, 96.0, 56.0)


def paths(draw: Callable[[Canvas], None], raw: bool = True) -> list[tuple[Rect, str, str, float]]:
    """What a page of 200 by 100 points tells of its paths: place, fill, stroke and weight."""
    file = io.BytesIO()
    canvas = Canvas(file, (200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    draw(canvas)
    canvas.save()
    page = read_pdf(file.getvalue(), raw=raw).tree.pages[0]
    return [(path.rect, path.fill, path.stroke, path.weight) for path in page.paths]


def border(canvas: Canvas, *rects: Rect, clip: Rect | None = None, even_odd: bool = True) -> None:
    if clip:
        window = canvas.beginPath()
        window.rect(*clip)
        canvas.clipPath(window, stroke=0, fill=0)
    path = canvas.beginPath()
    for rect in rects:
        path.rect(*rect)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0 if even_odd else 1)


def test_what_lies_between_two_rectangles_is_a_border() -> None:
    assert paths(lambda canvas: border(canvas, OUTER, INNER)) == [((21.0, 21.0, 98.0, 58.0), "", "rgb 1 0 0", 2.0)]
    assert paths(lambda canvas: border(canvas, INNER, OUTER)) == [((21.0, 21.0, 98.0, 58.0), "", "rgb 1 0 0", 2.0)]


def test_a_side_of_a_border_is_a_rule() -> None:
    red = ("rgb 1 0 0", "", 0.0)
    assert paths(lambda canvas: border(canvas, OUTER, INNER, clip=(20, 78, 100, 2))) == [((20.0, 20.0, 100.0, 2.0), *red)]
    foot = (20.0, 22.0, 100.0, 58.0)
    assert paths(lambda canvas: border(canvas, OUTER, foot)) == [((20.0, 78.0, 100.0, 2.0), *red)]


def test_a_border_of_sides_of_its_own_weights_is_four_rules() -> None:
    found = paths(lambda canvas: border(canvas, OUTER, (21, 22, 96, 56)))
    assert [rect for rect, *_ in found] == [
        (20.0, 20.0, 100.0, 2.0),
        (20.0, 78.0, 100.0, 2.0),
        (20.0, 22.0, 1.0, 56.0),
        (117.0, 22.0, 3.0, 56.0),
    ]


@pytest.mark.parametrize("rects", [(OUTER, (60.0, 60.0, 100.0, 30.0)), (OUTER, INNER, INNER)], ids=["apart", "three"])
def test_other_rectangles_are_no_border(rects: tuple[Rect, ...]) -> None:
    (found,) = paths(lambda canvas: border(canvas, *rects))
    assert (found[1], found[2]) == ("rgb 1 0 0", "")


def test_two_rectangles_that_are_both_filled_are_no_border() -> None:
    (found,) = paths(lambda canvas: border(canvas, OUTER, INNER, even_odd=False))
    assert found == ((20.0, 20.0, 100.0, 60.0), "rgb 1 0 0", "", 0.0)


def test_a_rectangle_is_told_as_far_as_it_is_seen() -> None:
    assert [rect for rect, *_ in paths(lambda canvas: border(canvas, OUTER, clip=(0, 50, 70, 50)))] == [(20.0, 20.0, 50.0, 30.0)]
    assert paths(lambda canvas: border(canvas, OUTER, clip=(0, 90, 70, 10))) == []


def test_a_shape_that_is_clipped_away_is_not_told() -> None:
    def disc(canvas: Canvas, clip: Rect) -> None:
        window = canvas.beginPath()
        window.rect(*clip)
        canvas.clipPath(window, stroke=0, fill=0)
        canvas.circle(50, 50, 20, stroke=0, fill=1)

    assert len(paths(lambda canvas: disc(canvas, (0, 0, 60, 100)))) == 1
    assert paths(lambda canvas: disc(canvas, (70.2, 0, 60, 100))) == []


def test_a_comparison_tells_paths_as_they_are_painted() -> None:
    assert [rect for rect, *_ in paths(lambda canvas: border(canvas, OUTER, INNER), raw=False)] == [(20.0, 20.0, 100.0, 60.0)]
