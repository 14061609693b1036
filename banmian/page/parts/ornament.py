"""Draw what is more than a straight rule: wavy rules, ornamented borders (花边), rounded boxes, small ornaments, as paths."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from banmian.page.composed import Drawing, Segment
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import RuleSpec, RuleStyle

Place = Callable[[float, float], tuple[float, float]]  #: from along and over a rule to the page

_ROUND = 0.5523  # of a quarter circle's control points
PATTERNS = frozenset({RuleStyle.WAVY, RuleStyle.BEADS, RuleStyle.DIAMONDS, RuleStyle.MEANDER})

# 回纹, one unit of 8 x 8: a line that turns into a square and goes on.
_MEANDER = ((0, 8), (0, 0), (7, 0), (7, 6), (2, 6), (2, 3), (4.5, 3))
_MEANDER_END = ((0, 8), (9, 8))


def pattern(frame: str, rule: RuleSpec, rect: Rect) -> list[Drawing]:
    """A patterned rule along the longer side of *rect*, a whole number of repeats of its whole weight."""
    across = rect.width >= rect.height
    length = rect.width if across else rect.height
    unit = rule.weight * {RuleStyle.WAVY: 2.4, RuleStyle.BEADS: 1.25, RuleStyle.DIAMONDS: 1.6, RuleStyle.MEANDER: 1.15}[rule.style]
    count = max(1, round(length / unit))
    unit = length / count

    def point(along: float, over: float) -> tuple[float, float]:
        return (rect.x + along, rect.y + over) if across else (rect.x + over, rect.y + along)

    path: list[Segment] = []
    if rule.style is RuleStyle.WAVY:
        return [_wave(frame, rule, count, unit, point)]
    for at in range(count):
        start = at * unit
        if rule.style is RuleStyle.BEADS:
            small = 0.5 if at % 2 else 0.28
            path += circle(*point(start + unit / 2, rule.weight / 2), small * rule.weight)
        elif rule.style is RuleStyle.DIAMONDS:
            path += _diamond(*point(start + unit / 2, rule.weight / 2), unit / 2 if across else rule.weight / 2,
                             rule.weight / 2 if across else unit / 2)  # fmt: skip
        else:
            path += _unit(point, start, unit, rule.weight)
    if rule.style is RuleStyle.MEANDER:
        return [Drawing(frame, tuple(path), None, rule.colour, rule.weight / 9)]
    return [Drawing(frame, tuple(path), rule.colour)]


def _wave(frame: str, rule: RuleSpec, count: int, unit: float, point: Place) -> Drawing:
    thin = rule.weight / 4
    low, high = thin / 2, rule.weight - thin / 2
    path: list[Segment] = [("m", *point(0.0, (low + high) / 2))]
    for at in range(2 * count):
        start, half = at * unit / 2, unit / 2
        over = (low + high) / 2 + (high - low) / 1.5 * (1 if at % 2 else -1)  # a curve goes ¾ of the way to its controls
        end = point(start + half, (low + high) / 2)
        path.append(("c", *point(start + half * 0.36, over), *point(start + half * 0.64, over), *end))
    return Drawing(frame, tuple(path), None, rule.colour, thin)


def _unit(point: Place, start: float, unit: float, weight: float) -> list[Segment]:
    edge = weight / 18
    scale_along, scale_over = unit / 9, (weight - 2 * edge) / 8
    path: list[Segment] = []
    for chain in (_MEANDER, _MEANDER_END):
        for at, (along, over) in enumerate(chain):
            path.append(("l" if at else "m", *point(start + along * scale_along, edge + over * scale_over)))
    return path


def circle(x: float, y: float, radius: float) -> list[Segment]:
    """A closed circle."""
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, across: float, down: float) -> list[Segment]:
    """A closed ellipse round a point, so far across and down from it."""
    k, m = _ROUND * across, _ROUND * down
    return [
        ("m", x + across, y),
        ("c", x + across, y + m, x + k, y + down, x, y + down),
        ("c", x - k, y + down, x - across, y + m, x - across, y),
        ("c", x - across, y - m, x - k, y - down, x, y - down),
        ("c", x + k, y - down, x + across, y - m, x + across, y),
        ("h",),
    ]


def _diamond(x: float, y: float, along: float, over: float) -> list[Segment]:
    return [("m", x - along, y), ("l", x, y - over), ("l", x + along, y), ("l", x, y + over), ("h",)]


def _box(rect: Rect) -> tuple[Segment, ...]:
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return ("m", x, y), ("l", right, y), ("l", right, bottom), ("l", x, bottom), ("h",)


def rounded(rect: Rect, radius: float) -> tuple[Segment, ...]:
    """A closed rectangle with round corners."""
    r = min(radius, rect.width / 2, rect.height / 2)
    if r <= 0:
        return (
            ("m", rect.x, rect.y),
            ("l", rect.right, rect.y),
            ("l", rect.right, rect.bottom),
            ("l", rect.x, rect.bottom),
            ("h",),
        )
    k = r * (1 - _ROUND)
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        ("m", x + r, y),
        ("l", right - r, y),
        ("c", right - k, y, right, y + k, right, y + r),
        ("l", right, bottom - r),
        ("c", right, bottom - k, right - k, bottom, right - r, bottom),
        ("l", x + r, bottom),
        ("c", x + k, bottom, x, bottom - k, x, bottom - r),
        ("l", x, y + r),
        ("c", x, y + k, x + k, y, x + r, y),
        ("h",),
    )


def draw_ornament(frame: str, name: str, rect: Rect, size: float, colour: Colour) -> Drawing:
    """The ornament *name* of *size* points in the middle of *rect*."""
    x, y, half = rect.x + rect.width / 2, rect.y + rect.height / 2, size / 2
    path: list[Segment] = []
    if name in ("diamonds", "discs"):
        for step in (-1, 0, 1):
            small = half * (0.6 if step else 1.0)
            place = x + step * size * 1.4
            path += _diamond(place, y, small, small) if name == "diamonds" else circle(place, y, small * 0.8)
    elif name == "diamond":
        path = _diamond(x, y, half, half)
    elif name == "disc":
        path = circle(x, y, half)
    elif name == "star":
        for corner in range(10):
            radius = half if corner % 2 == 0 else half * 0.382
            turn = corner * pi / 5 - pi / 2
            path.append(("l" if corner else "m", x + radius * cos(turn), y + radius * sin(turn)))
        path.append(("h",))
    else:
        rule = RuleSpec(RuleStyle.WAVY, size * 0.4, colour)
        width = min(rect.width, 8 * size)
        return pattern(frame, rule, Rect(x - width / 2, y - size * 0.2, width, size * 0.4))[0]
    return Drawing(frame, tuple(path), colour)
