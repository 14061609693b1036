"""The order of things: what is painted over what, and in which order lines are read."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from banmian.compare.finding import Kind, Place
from banmian.compare.pairing.lines import Line, place_of
from banmian.compare.telling.drafts import Draft
from banmian.tree.tree import Box

_INK = 0.2  #: points of overlap that count as one thing lying over another


class Laid(msgspec.Struct, frozen=True):
    """Something that stands on both pages: its places in both paint orders, and where it lies."""

    before: int
    after: int
    box: Box
    name: str
    frame: str
    text: bool = False


def stacking_drafts(items: Sequence[Laid], page: int) -> Iterator[Draft]:
    """Things that overlap and changed places in the paint order. Text over text is left to the eye."""
    items = sorted(items, key=lambda item: item.before)
    if all(one.after < two.after for one, two in itertools.pairwise(items)):
        return
    kept = _rising([item.after for item in items])
    moved = [item for at, item in enumerate(items) if at not in kept]
    told: set[tuple[str, str]] = set()
    for item in moved:
        for other in items:
            turned = (item.before < other.before) != (item.after < other.after)
            if not turned or (item.text and other.text) or not _overlap(item.box, other.box):
                continue
            over, under = (item, other) if item.after > other.after else (other, item)
            if (over.name, under.name) in told:
                continue
            told.add((over.name, under.name))
            place = Place(frame=over.frame, before=over.box, after=over.box, order=over.after)
            yield Draft(Kind.STACKING, page, place, "frame", told=f"{over.name} lies over {under.name} now, not under it")


def reading_drafts(pairs: Sequence[tuple[Line, Line]], page: int) -> Iterator[Draft]:
    """Lines that are read earlier or later than they were, as runs of lines that moved together."""
    pairs = sorted(pairs, key=lambda pair: pair[0].at)
    places = [after.at for _, after in pairs]
    if all(one < two for one, two in itertools.pairwise(places)):
        return
    kept = _rising(places)
    run: list[tuple[Line, Line]] = []
    for at, pair in enumerate(pairs):
        if at in kept or (run and pair[1].at != run[-1][1].at + 1):
            if run:
                yield _reading(run, page)
            run = []
        if at not in kept:
            run.append(pair)
    if run:
        yield _reading(run, page)


def _reading(run: Sequence[tuple[Line, Line]], page: int) -> Draft:
    before, after = run[0]
    way = "later" if after.at > before.at else "earlier"
    more = f" and the {len(run) - 1} lines after it" if len(run) > 1 else ""
    told = f"“{before.text[:12]}…”{more} comes {way} in the reading order"
    return Draft(Kind.READING, page, place_of(before, after), "line", told=told)


def _rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising part of *values*."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(ends, value)
        before.append(at_end[place - 1] if place else -1)
        if place == len(ends):
            ends.append(value)
            at_end.append(at)
        else:
            ends[place], at_end[place] = value, at
    kept: set[int] = set()
    at = at_end[-1] if at_end else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _overlap(first: Box, second: Box) -> bool:
    wide = min(first[0] + first[2], second[0] + second[2]) - max(first[0], second[0])
    high = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    return wide > _INK and high > _INK
