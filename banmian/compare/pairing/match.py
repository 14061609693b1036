"""Which line of one side is which line of the other.

Lines of the same words are the same line: first within their own story and role, nearest first, then anywhere.
What is left over has changed its words or its breaks, and goes to reflow.py as streams of lines to be aligned
glyph by glyph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from banmian.compare.pairing.lines import Line


class Stream(msgspec.Struct, frozen=True, eq=False):
    """Lines that found no pair, of one story and role, in reading order."""

    name: tuple[str, str]
    before: tuple[Line, ...]
    after: tuple[Line, ...]


class Pairing(msgspec.Struct, frozen=True, eq=False):
    """Lines that are the same on both sides, and the rest."""

    pairs: tuple[tuple[Line, Line], ...]
    streams: tuple[Stream, ...]


def pair_lines(before: Sequence[Line], after: Sequence[Line], pages: Mapping[int, int], labelled: bool) -> Pairing:
    """Pair the lines of two documents. *pages*: which page of the first is which of the second."""
    pairs: list[tuple[Line, Line]] = []
    rest_before, rest_after = list(before), list(after)
    keys = [lambda line: (line.key, line.text), lambda line: ((), line.text)] if labelled else [lambda line: ((), line.text)]
    for key in keys:
        rest_before, rest_after, found = _paired(rest_before, rest_after, pages, key)
        pairs += found
    pairs.sort(key=lambda pair: (pair[1].page, pair[1].at))
    return Pairing(tuple(pairs), tuple(_streams(rest_before, rest_after, labelled)))


def _paired(
    before: list[Line], after: list[Line], pages: Mapping[int, int], key: object
) -> tuple[list[Line], list[Line], list[tuple[Line, Line]]]:
    """The pairs under *key*, and what is left of both sides."""
    assert callable(key)
    offered: dict[object, list[Line]] = defaultdict(list)
    for line in after:
        offered[key(line)].append(line)
    wanted: dict[object, list[Line]] = defaultdict(list)
    for line in before:
        wanted[key(line)].append(line)
    pairs: list[tuple[Line, Line]] = []
    for name, lines in wanted.items():
        others = offered.get(name)
        if not others:
            continue
        if len(lines) == 1 and len(others) == 1:
            pairs.append((lines[0], others[0]))
            continue
        distances = sorted(
            (_distance(line, other, pages), at, to) for at, line in enumerate(lines) for to, other in enumerate(others)
        )
        taken: set[int] = set()
        given: set[int] = set()
        for _, at, to in distances:
            if at not in taken and to not in given:
                taken.add(at)
                given.add(to)
                pairs.append((lines[at], others[to]))
    paired = {id(line) for pair in pairs for line in pair}
    return [line for line in before if id(line) not in paired], [line for line in after if id(line) not in paired], pairs


def _distance(before: Line, after: Line, pages: Mapping[int, int]) -> float:
    """How far apart two lines are; on another page is farther than anywhere on the same."""
    (x1, y1), (x2, y2) = before.start, after.start
    away = 0 if pages.get(before.page) == after.page else 100_000
    return abs(x1 - x2) + abs(y1 - y2) + away


def _streams(before: list[Line], after: list[Line], labelled: bool) -> list[Stream]:
    """What is left, by story and role; where one side has nothing of a story, all such lines together."""

    def name(line: Line) -> tuple[str, str]:
        return line.key if labelled else ("", "")

    groups: dict[tuple[str, str], tuple[list[Line], list[Line]]] = {}
    for side, lines in enumerate((before, after)):
        for line in lines:
            groups.setdefault(name(line), ([], []))[side].append(line)
    return [Stream(key, tuple(lines[0]), tuple(lines[1])) for key, lines in groups.items()]
