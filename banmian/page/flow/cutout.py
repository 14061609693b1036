"""Find the outline of a cut-out photograph, from its alpha channel or its path, simplified, for text to run round."""

from __future__ import annotations

from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

from banmian.page.composed import Segment
from banmian.page.flow.runaround import Point
from banmian.page.parts.picture import placed, usable
from banmian.page.parts.placing import Placing
from banmian.pictures.kind import Kind, kind_of
from banmian.pictures.photos.decode import decode
from banmian.pictures.photos.source import look_at
from banmian.plan.plan import FramePlan, PhotoFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.files.project import is_file

if TYPE_CHECKING:
    from PIL.Image import Image

_STEPS = 8  # of a curve
_OPAQUE = 32  # of 255; ours: a shadow's fringe does not keep text away
_ROWS = 160  # in which the outline is looked at
_TOLERANCE = 0.4  # points; what the simplified outline may leave out


def outline(frame: FramePlan, filling: PhotoFilling, report: Report) -> tuple[Point, ...]:
    """The outline on the page, clockwise; empty, and said, where the picture has no alpha channel. Raises PageError."""
    if not filling.path or not is_file(Path(filling.path)):
        return ()
    with usable(frame, filling.path):
        if kind_of(filling.path) in (Kind.PDF, Kind.SVG):
            report.warning(frame.span, f"{filling.name} is a drawing: text runs round its frame", "write wrap: box")
            return ()
        source = look_at(filling.path)
        placing, _ = placed(frame, filling, frame.inner, source)
        if placing.shape:
            return flattened(placing.shape)
        if not source.alpha:
            message = f"the photograph {filling.name} has no alpha channel: text runs round its frame"
            report.warning(frame.span, message, "save the cut-out as a PNG with transparency, or write wrap: box")
            return ()
        alpha = decode(source).image.getchannel("A")
    return _round(alpha, placing)


def _round(alpha: Image, placing: Placing) -> tuple[Point, ...]:
    """The outline of what is opaque."""
    from PIL.Image import Resampling

    rows = min(_ROWS, alpha.height)
    small = alpha.resize((alpha.width, rows), Resampling.BOX).point([255 if value >= _OPAQUE else 0 for value in range(256)])
    left: list[Point] = []
    right: list[Point] = []
    for row in range(rows):
        box = small.crop((0, row, small.width, row + 1)).getbbox()
        if box is None:
            continue
        for y in (row / rows, (row + 1) / rows):
            left.append(placing.point(box[0] / small.width, y))
            right.append(placing.point(box[2] / small.width, y))
    return tuple(simplified(right) + simplified(left)[::-1]) if left else ()


def flattened(path: tuple[Segment, ...]) -> tuple[Point, ...]:
    """The first part of a path, its curves as short lines, simplified."""
    found: list[Point] = []
    for kind, *values in path:
        if kind == "h" or (kind == "m" and found):
            break
        if kind != "c":
            found.append((values[0], values[1]))
            continue
        x0, y0 = found[-1]
        x1, y1, x2, y2, x3, y3 = (float(value) for value in values)
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            x = u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3
            y = u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3
            found.append((x, y))
    return tuple(simplified(found))


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
