"""Places under PDF's matrices (ISO 32000-2 §8.3): paths on the page, what a clipping path lets through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from banmian.page.composed import Segment
from banmian.pictures.values import Matrix

Clip = tuple[float, float, float, float]  #: x0, y0, x1, y1
EVERYWHERE: Clip = (-1e9, -1e9, 1e9, 1e9)


def may_show(place: tuple[float, float], reach: float, clip: Clip) -> bool:
    """Whether any of a glyph can lie within the clipping path, however it is turned; *reach* is as far as it goes."""
    x, y = place
    return clip[0] - reach <= x <= clip[2] + reach and clip[1] - reach <= y <= clip[3] + reach


def placed(path: Any, matrix: Matrix) -> Iterator[Segment]:
    """A path's segments on the page; v and y curves as c."""
    a, b, c, d, e, f = matrix
    last = (0.0, 0.0)
    for kind, *values in path:
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(values[::2], values[1::2], strict=True)]
        if kind == "v":
            points.insert(0, last)
        elif kind == "y":
            points.append(points[-1])
        if points:
            last = points[-1]
        flat = [value for point in points for value in point]
        yield ("c" if kind in "vy" else kind, *flat)


def is_rectangle(segments: Sequence[Segment]) -> bool:
    """Whether a path is one upright rectangle."""
    if any(kind == "c" for kind, *_ in segments) or sum(kind == "m" for kind, *_ in segments) != 1:
        return False
    corners = {(round(values[0], 2), round(values[1], 2)) for _, *values in segments if values}
    return len(corners) == 4 and len({x for x, _ in corners}) == len({y for _, y in corners}) == 2
