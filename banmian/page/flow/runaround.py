"""Run text round shapes: which parts of a line's band are free beside pictures, circles, polygons and outlines.

Shapes are polygons in the line's own coordinates (a vertical column lies on its side); a band is the height that a
line's characters take. The room round a shape is its gap, across and down alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.plan.geometry import Rect
from banmian.spec.types.frame import WrapSide

Point = tuple[float, float]
Span = tuple[float, float]  #: x and width


class Shape(msgspec.Struct, frozen=True):
    """What text runs round."""

    points: tuple[Point, ...]
    gap: float
    side: WrapSide
    least: float  #: no line is shorter

    def blocked(self, top: float, bottom: float) -> Span | None:
        """From where to where along the line the band from *top* to *bottom* is taken."""
        top, bottom = top - self.gap, bottom + self.gap
        found: list[float] = []
        x1, y1 = self.points[-1]
        for x2, y2 in self.points:
            if max(y1, y2) > top and min(y1, y2) < bottom:
                for edge in (top, bottom):
                    if min(y1, y2) < edge < max(y1, y2):
                        found.append(x1 + (x2 - x1) * (edge - y1) / (y2 - y1))
                found += [x for x, y in ((x1, y1), (x2, y2)) if top <= y <= bottom]
            x1, y1 = x2, y2
        return (min(found) - self.gap, max(found) + self.gap) if found else None


def free_spans(area: Rect, shapes: Sequence[Shape], top: float, bottom: float) -> list[Span]:
    """The parts of *area*'s width that are free in the band, in reading order."""
    spans = [(area.x, area.width)]
    for shape in shapes:
        taken = shape.blocked(top, bottom)
        if taken is None or taken[1] <= area.x or taken[0] >= area.right:
            continue
        spans = [part for span in spans for part in _beside(span, taken, shape)]
    return spans


def _beside(span: Span, taken: Span, shape: Shape) -> list[Span]:
    """What is left of *span* beside what is *taken*, on the sides that the shape allows."""
    x, width = span
    if taken[1] <= x or taken[0] >= x + width:
        return [span]
    parts = [(x, taken[0] - x), (taken[1], x + width - taken[1])]
    if shape.side is WrapSide.NONE:
        return []
    if shape.side is WrapSide.START:
        parts = parts[:1]
    elif shape.side is WrapSide.END:
        parts = parts[1:]
    elif shape.side is WrapSide.LARGEST:
        parts = [max(parts, key=lambda part: part[1])]
    return [part for part in parts if part[1] >= max(shape.least, 0.01)]
