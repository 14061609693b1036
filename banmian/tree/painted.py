"""Measure what a path paints, whatever operators say it: its box, the length of its outline, the area within.

The same shape gives the same measures when a rectangle is written as `re` or as four lines, with more digits
or fewer, when its curves are cut elsewhere. A straight rule is one shape whether it is filled or stroked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot

import msgspec

from banmian.output.colours.inks import Inks
from banmian.page.composed import Segment
from banmian.spec.types.colour import Colour
from banmian.tree.tree import Box, TreePath, box

_STEPS = 6  # a curve is measured as so many straight pieces


class Paint(msgspec.Struct, frozen=True):
    """How a path is painted: colours as the tree has them, empty where it is not."""

    fill: str
    stroke: str = ""
    weight: float = 0.0
    opacity: float = 1.0
    dashed: bool = False


def measured(segments: Sequence[Segment], paint: Paint, frame: str, what: str, order: int, layer: str = "") -> TreePath | None:
    """The path as the tree has it; None where nothing is drawn."""
    rings = list(_rings(segments))
    points = [point for ring, _ in rings for point in ring]
    if not points or not (paint.fill or paint.stroke):
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    if not paint.fill and not paint.dashed and len(rings) == 1 and len(rings[0][0]) == 2 and min(width, height) < 0.005:
        return _stroked_rule(left, top, width, height, paint, frame, what, order, layer)
    length = sum(_length(ring, closed or bool(paint.fill)) for ring, closed in rings)
    area = sum(_area(ring) for ring, _ in rings) if paint.fill else 0.0
    return TreePath(
        frame,
        what,
        box(left, top, width, height),
        paint.fill,
        paint.stroke,
        round(paint.weight, 3) if paint.stroke else 0.0,
        round(length, 1),
        round(abs(area), 1),
        order,
        round(paint.opacity, 3),
        layer,
    )


def _stroked_rule(
    left: float, top: float, width: float, height: float, paint: Paint, frame: str, what: str, order: int, layer: str
) -> TreePath:
    """A straight stroke as the rectangle that it paints."""
    half = paint.weight / 2
    place = (left, top - half, width, paint.weight) if width >= height else (left - half, top, paint.weight, height)
    rect: Box = box(*place)
    length, area = round(2 * (place[2] + place[3]), 1), round(place[2] * place[3], 1)
    return TreePath(frame, what, rect, paint.stroke, "", 0.0, length, area, order, round(paint.opacity, 3), layer)


def _rings(segments: Iterable[Segment]) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The polygons of a path, and whether each is closed."""
    ring: list[tuple[float, float]] = []
    closed = False
    for segment in segments:
        kind = segment[0]
        if kind == "h":
            closed = True
            continue
        if kind == "m" or closed:
            if len(ring) > 1:
                yield _unrepeated(ring), closed
            ring = [ring[0]] if closed and kind != "m" and ring else []
            closed = False
        if kind in ("m", "l"):
            ring.append((segment[1], segment[2]))  # type: ignore[misc]
        else:
            ring += _curve(ring[-1] if ring else (segment[1], segment[2]), segment[1:])  # type: ignore[misc]
    if len(ring) > 1:
        yield _unrepeated(ring), closed


def _unrepeated(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring without a last point that is its first."""
    first, last = ring[0], ring[-1]
    return ring[:-1] if len(ring) > 2 and hypot(first[0] - last[0], first[1] - last[1]) < 0.005 else ring


def _curve(start: tuple[float, float], values: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = values
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _length(ring: list[tuple[float, float]], closed: bool) -> float:
    steps = zip(ring, ring[1:] + ring[:1] if closed else ring[1:], strict=False)
    return sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in steps)


def _area(ring: list[tuple[float, float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


class CodePath(msgspec.Struct, frozen=True):
    """A path in a piece of content stream."""

    segments: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None
    weight: float


class NumberedInks(Inks):
    """Colours by their number, for writers whose paths are read back at once."""

    def __init__(self) -> None:
        super().__init__(None)
        self.colours: list[Colour] = []

    def _made(self, colour: Colour) -> tuple[str, str]:
        self.colours.append(colour)
        return f"{len(self.colours) - 1} fill", f"{len(self.colours) - 1} stroke"


def paths_of(code: str, colours: Sequence[Colour] = ()) -> Iterator[CodePath]:
    """The paths that our own writers of effects and marks paint, their *colours* by number; y is PDF's, upwards."""
    fill: Colour | None = None
    stroke: Colour | None = None
    weight, values, path = 1.0, list[float](), list[Segment]()
    for word in code.split():
        if word in ("fill", "stroke"):
            colour = colours[int(values[0])]
            fill, stroke = (colour, stroke) if word == "fill" else (fill, colour)
        elif word in ("m", "l"):
            path.append((word, values[0], -values[1]))
        elif word == "c":
            a, b, c, d, e, f = values
            path.append(("c", a, -b, c, -d, e, -f))
        elif word in ("h", "s"):
            path.append(("h",))
        elif word == "w":
            weight = values[0]
        elif word[-1] in "0123456789.":
            values.append(float(word))
            continue
        if word in ("f", "S", "s", "B"):
            yield CodePath(tuple(path), fill if word in "fB" else None, stroke if word in "SsB" else None, weight)
            path = []
        values = []
