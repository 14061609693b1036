"""What of a painted path is seen: rectangles as far as they are not clipped away, borders painted between two rectangles.

Some makers paint a border by filling what lies between its outer and its inner rectangle (by the even-odd rule, ISO 32000-2
§8.5.3.3.3), one of its sides by clipping the rest away. It is told as what a reader sees: a stroked rectangle, or rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from banmian.page.composed import Segment
from banmian.reading.interpret import Drawn
from banmian.reading.matrix import Clip
from banmian.tree.painted import Paint

_SEEN = 0.01  # points; less is no width
_ALIKE = 0.05  # points; sides of one border


def seen(drawn: Drawn) -> Iterator[tuple[Sequence[Segment], Paint]]:
    """The parts of a path that are seen, each with how it is painted."""
    parts = _rectangles(drawn.segments) if drawn.paint.fill and not drawn.paint.stroke else []
    if len(parts) == 2 and drawn.evenodd:
        outer, inner = sorted(parts, key=lambda part: (part[0] - part[2]) * (part[3] - part[1]))
        if _cut(inner, outer) == inner:
            yield from _border(outer, inner, drawn)
            return
    if len(parts) == 1:
        part = _cut(parts[0], drawn.clip)
        if part == parts[0]:
            yield drawn.segments, drawn.paint
        elif part is not None:
            yield _corners(part), drawn.paint
    elif _cut(_bounds(drawn), drawn.clip) is not None:
        yield drawn.segments, drawn.paint


def _border(outer: Clip, inner: Clip, drawn: Drawn) -> Iterator[tuple[Sequence[Segment], Paint]]:
    """What is seen of the room between two rectangles: a stroked rectangle, or its sides."""
    sides: list[Clip] = [
        (outer[0], inner[3], outer[2], outer[3]),
        (outer[0], outer[1], outer[2], inner[1]),
        (outer[0], inner[1], inner[0], inner[3]),
        (inner[2], inner[1], outer[2], inner[3]),
    ]
    left = [_cut(side, drawn.clip) for side in sides]
    weights = [outer[3] - inner[3], inner[1] - outer[1], inner[0] - outer[0], outer[2] - inner[2]]
    if left == sides and max(weights) - min(weights) <= _ALIKE:
        half = sum(weights) / 8
        middle = outer[0] + half, outer[1] + half, outer[2] - half, outer[3] - half
        yield _corners(middle), msgspec.structs.replace(drawn.paint, fill="", stroke=drawn.paint.fill, weight=2 * half)
        return
    for side in left:
        if side is not None:
            yield _corners(side), drawn.paint


def _cut(part: Clip, clip: Clip) -> Clip | None:
    """What of a rectangle lies within another; None for nothing."""
    found = max(part[0], clip[0]), max(part[1], clip[1]), min(part[2], clip[2]), min(part[3], clip[3])
    return found if found[2] - found[0] > _SEEN and found[3] - found[1] > _SEEN else None


def _rectangles(segments: Sequence[Segment]) -> list[Clip]:
    """The upright rectangles that a path is made of; none where it is anything else."""
    found: list[Clip] = []
    points: list[tuple[float, float]] = []
    for kind, *values in [*segments, ("m", 0.0, 0.0)]:
        if kind == "m":
            if points:
                across, up = {round(x, 3) for x, _ in points}, {round(y, 3) for _, y in points}
                if len({(round(x, 3), round(y, 3)) for x, y in points}) != 4 or len(across) != 2 or len(up) != 2:
                    return []
                xs, ys = [x for x, _ in points], [y for _, y in points]
                found.append((min(xs), min(ys), max(xs), max(ys)))
            points = []
        elif kind == "c":
            return []
        if values:
            points.append((values[0], values[1]))
    return found


def _bounds(drawn: Drawn) -> Clip:
    """The box of all points, a stroke's weight with it."""
    points = [(x, y) for _, *values in drawn.segments for x, y in zip(values[::2], values[1::2], strict=True)]
    half = max(drawn.paint.weight if drawn.paint.stroke else 0.0, 2 * _SEEN) / 2
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half


def _corners(part: Clip) -> tuple[Segment, ...]:
    x0, y0, x1, y1 = part
    return ("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1), ("h",)
