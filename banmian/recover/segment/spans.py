"""How far headings reach: a centred one governs the columns that it stands in the middle of, however short its line is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import msgspec

Edges = tuple[float, float, float, float]  #: left, top, right, bottom

_OFF_CENTRE = 6.0  # points; ink lies that far beside the middle of its room
_LEVEL = 0.6  # of the heading's height; columns under one heading begin level
_BELOW = 3.0  # times its height; how far under a heading its columns begin
_TOUCH = 1.5  # points by which rectangles may overlap and still lie apart


class Direction(Enum):
    """In which direction running text goes."""

    NONE = 0  #: no running text
    ACROSS = 1
    DOWN = 2


class Item(msgspec.Struct, frozen=True, eq=False):
    """What is put in order: a block, or a box with what stands in it."""

    edges: Edges
    number: int
    display: bool = False
    direction: Direction = Direction.NONE
    box: bool = False
    over: bool = False  #: a heading that runs across, over type that runs down


def widened(items: Sequence[Item], pictures: Sequence[Edges] = ()) -> list[Item]:
    """*items* with headings as wide as the columns that they stand in the middle of; *pictures* are columns too."""
    things = [item.edges for item in items if not item.display] + list(pictures)
    heads = [item for item in items if item.display]
    found = []
    for item in items:
        reach = _reach(item, heads, things) if item.display else None
        found.append(
            item if reach is None else msgspec.structs.replace(item, edges=(reach[0], item.edges[1], reach[1], item.edges[3]))
        )
    return found


def _reach(head: Item, heads: Sequence[Item], things: Sequence[Edges]) -> tuple[float, float] | None:
    """Left and right of the columns that *head* stands in the middle of: the most that begin level under it."""
    left, top, right, bottom = head.edges
    height = bottom - top
    under = [
        thing
        for thing in things
        if bottom - _TOUCH <= thing[1] <= bottom + _BELOW * height and not any(_parts(other, head, thing) for other in heads)
    ]
    middle = (left + right) / 2
    best: tuple[float, float] | None = None
    for level in under:
        row = sorted(thing for thing in under if abs(thing[1] - level[1]) <= _LEVEL * height)
        for first in range(len(row)):
            for last in range(first, len(row)):
                start, end = row[first][0], max(thing[2] for thing in row[first : last + 1])
                holds = start <= left + _TOUCH and end >= right - _TOUCH
                if holds and abs((start + end) / 2 - middle) <= _OFF_CENTRE and (best is None or end - start > best[1] - best[0]):
                    best = start, end
    return best


def _parts(other: Item, head: Item, thing: Edges) -> bool:
    """Whether *other* stands between *head* and *thing*, or over *thing* beside *head*."""
    if other is head:
        return False
    left, top, right, bottom = other.edges
    over = left < thing[2] - _TOUCH and right > thing[0] + _TOUCH
    return over and bottom <= thing[1] + _TOUCH and top >= head.edges[1] - (head.edges[3] - head.edges[1])
