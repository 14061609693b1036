"""Which pages stand beside one another on a sheet: in reading order, or so that the folded section reads in order."""

from __future__ import annotations

from enum import Enum

import msgspec


class Layout(Enum):
    """How pages are put on sheets."""

    TWO_UP = "2-up"  #: two beside one another, in their order
    SPREADS = "spreads"  #: as they lie open before a reader: the first alone, then two and two
    BOOKLET = "booklet"  #: as they are printed: sheets that lie in one another, folded once


class Bound(Enum):
    """Where a section is bound: pages with vertical lines are read from the right."""

    LEFT = "left"
    RIGHT = "right"


class Side(msgspec.Struct, frozen=True):
    """One side of a sheet: the pages at its left and its right, from 0; None for an empty place."""

    left: int | None
    right: int | None
    name: str


def sides(count: int, layout: Layout, bound: Bound) -> tuple[Side, ...]:
    """The sides of the sheets for *count* pages, in the order in which they are printed."""
    if layout is Layout.BOOKLET:
        found = _booklet(count)
    elif layout is Layout.SPREADS:
        found = _spreads(count)
    else:
        found = [(at, at + 1) for at in range(0, count, 2)]
    names = [_name(at, layout) for at in range(len(found))]
    pairs = [tuple(page if page is not None and page < count else None for page in pair) for pair in found]
    if bound is Bound.RIGHT:
        pairs = [(right, left) for left, right in pairs]
    return tuple(Side(left, right, name) for (left, right), name in zip(pairs, names, strict=True))


def blank_pages(count: int, layout: Layout) -> int:
    """How many places stay empty at the end: a folded sheet has four pages."""
    return -count % 4 if layout is Layout.BOOKLET else 0


def _booklet(count: int) -> list[tuple[int | None, int | None]]:
    """Sheet by sheet from the outermost, its outer side and its inner: the last page stands beside the first."""
    whole = count + -count % 4
    found: list[tuple[int | None, int | None]] = []
    for sheet in range(whole // 4):
        first, last = 2 * sheet, whole - 1 - 2 * sheet
        found += [(last, first), (first + 1, last - 1)]
    return found


def _spreads(count: int) -> list[tuple[int | None, int | None]]:
    found: list[tuple[int | None, int | None]] = [(None, 0)] if count else []
    found += [(at, at + 1) for at in range(1, count, 2)]
    return found


def _name(at: int, layout: Layout) -> str:
    if layout is Layout.BOOKLET:
        return f"印张 {at // 2 + 1} {'外面' if at % 2 == 0 else '里面'}"
    return f"{at + 1}"
