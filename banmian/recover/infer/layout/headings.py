"""Find how many grid lines headings take (占行) and how many stand empty before them, from where they stand.

A heading's lines stand in the middle of the lines that it takes. So the gap between the text before it and the text
after it, and where in it the heading stands, tell both numbers; where they come out as no whole numbers, the heading does
not stand on the grid and gets a frame of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.infer.layout.story import Item

_MOST_BEFORE = 4  # empty grid lines before a heading; more part it from what stands above
_WHOLE = 0.16  # of a grid line; how far from a whole number a count may be


class Taken(msgspec.Struct, frozen=True):
    """What a heading takes: grid lines of its own, and empty ones before it."""

    takes: int
    before: int


def stack_of(item: Item) -> tuple[float, float]:
    """The middle of a heading's lines across, and how high they stand together."""
    first, last = item.block.lines[0], item.block.lines[-1]
    size = first.size
    stack = last.across - first.across + size
    head = first.across - (size / 2 if item.block.vertical else EM_ASCENT * size)
    return head + stack / 2, stack


def taken_lines(heads: Sequence[Item], top: float, bottom: float, leading: float, at_head: bool) -> list[Taken] | None:
    """What each of *heads*, one under another between *top* and *bottom*, takes; None where it is no whole number of lines.

    *at_head*: they stand at a frame's head, where no lines stand empty before the first.
    """
    whole = _whole((bottom - top) / leading)
    if whole is None or not heads:
        return None
    found: list[Taken] = []
    for item in reversed(heads[1:]):
        takes = _whole(2 * (bottom - stack_of(item)[0]) / leading)
        if takes is None or takes < 1:
            return None
        found.insert(0, Taken(takes, 0))
        bottom -= takes * leading
    middle, room = stack_of(heads[0])[0], (bottom - top) / leading
    before = 0 if at_head else _whole(2 * (middle - top) / leading - room)
    takes = None if before is None else _whole(room - before)
    if before is None or takes is None or takes < 1 or not 0 <= before <= _MOST_BEFORE:
        return None
    if at_head and abs((top + bottom) / 2 - middle) > _WHOLE * leading:
        return None
    return [Taken(takes, before), *found]


def head_of_frame(heads: Sequence[Item], bottom: float, leading: float) -> list[Taken] | None:
    """The same for headings at a frame's head, whose upper edge follows from them."""
    found: list[Taken] = []
    for item in reversed(heads):
        middle, _ = stack_of(item)
        takes = _whole(2 * (bottom - middle) / leading)
        if takes is None or takes < 1:
            return None
        found.insert(0, Taken(takes, 0))
        bottom -= takes * leading
    return found


def _whole(value: float) -> int | None:
    return round(value) if abs(value - round(value)) <= _WHOLE else None
