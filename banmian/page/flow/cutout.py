"""Find the outline of a cut-out photograph from its alpha channel, simplified, for text to run round."""

from __future__ import annotations

from math import hypot
from pathlib import Path

from banmian.page.flow.runaround import Point
from banmian.page.parts.photo import placed_image
from banmian.pictures.kind import is_pdf
from banmian.plan.plan import FramePlan, PhotoFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.files.project import is_file

_OPAQUE = 32  # of 255; ours: a shadow's fringe does not keep text away
_ROWS = 160  # in which the outline is looked at
_TOLERANCE = 0.4  # points; what the simplified outline may leave out


def outline(frame: FramePlan, filling: PhotoFilling, report: Report) -> tuple[Point, ...]:
    """The outline on the page, clockwise; empty, and said, where the picture has no alpha channel."""
    if not filling.path or not is_file(Path(filling.path)):
        return ()
    if is_pdf(filling.path):
        report.warning(frame.span, f"{filling.name} is a drawing: text runs round its frame", "write wrap: box")
        return ()
    from PIL import Image

    place = placed_image(frame, filling, frame.inner)
    with Image.open(filling.path) as image:
        if "A" not in image.getbands():
            message = f"the photograph {filling.name} has no alpha channel: text runs round its frame"
            report.warning(frame.span, message, "save the cut-out as a PNG with transparency, or write wrap: box")
            return ()
        alpha = image.getchannel("A")
        rows = min(_ROWS, alpha.height)
        small = alpha.resize((alpha.width, rows), Image.Resampling.BOX).point(lambda value: 255 if value >= _OPAQUE else 0)
    left: list[Point] = []
    right: list[Point] = []
    for row in range(rows):
        box = small.crop((0, row, small.width, row + 1)).getbbox()
        if box is None:
            continue
        for y in (row / rows, (row + 1) / rows):
            left.append((place.x + box[0] / small.width * place.width, place.y + y * place.height))
            right.append((place.x + box[2] / small.width * place.width, place.y + y * place.height))
    return tuple(simplified(right) + simplified(left)[::-1]) if left else ()


def simplified(points: list[Point]) -> list[Point]:
    """The chain with points left out that lie within the tolerance (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, where = 0.0, -1
        for at in range(first + 1, last):
            away = _distance(points[at], points[first], points[last])
            if away > far:
                far, where = away, at
        if far > _TOLERANCE:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return [points[at] for at in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length
