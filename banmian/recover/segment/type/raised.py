"""Bring raised and lowered type (上标, 下标) into the line that it stands in: smaller, off the baseline, right behind what it
belongs to, with nothing of the line's own size over or under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from banmian.recover.segment.type.glyph import Glyph

_SMALLER = 0.45, 0.9  # times the size of what it stands behind; a large first character is larger
_OFF = 0.04  # em of the line; what is nearer to its baseline stands on it
_UP, _DOWN = 0.7, 0.45  # em of the line; how far over and under its baseline
_BEHIND = 0.14  # em of the line; how far from the end of what it stands behind
_FREE = 0.25  # em of its own; how far it may lie under or over others
_CELL = 6.0  # points


def with_raised(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """*glyphs*, all of one direction, with those that are raised or lowered on the baseline of their line, their shift told."""
    plain = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if len({round(glyph.size, 1) for glyph in plain}) < 2:
        return list(glyphs)
    by_end = _cells(plain, lambda glyph: glyph.end)
    by_start = _cells(plain, lambda glyph: glyph.along)
    found: dict[int, Glyph] = {}
    for glyph in sorted(plain, key=lambda glyph: glyph.along):
        reach = _UP * glyph.size / _SMALLER[0]
        before = [found.get(id(other), other) for other in _near(by_end, glyph.along, glyph.across, reach)]
        if any(_goes_on(glyph, other) for other in before):
            continue
        line = next((other for other in before if _stands_behind(glyph, other)), None)
        if line is None:
            continue
        size = max((other.size for other in before if other.across == line.across and not other.shift), default=line.size)
        around = _near(by_start, glyph.along, glyph.across, reach, 2 * size)
        if not any(_covers(other, glyph, size) for other in around):
            found[id(glyph)] = msgspec.structs.replace(glyph, across=line.across, shift=round(line.across - glyph.across, 3))
    return [found.get(id(glyph), glyph) for glyph in glyphs]


def _goes_on(glyph: Glyph, other: Glyph) -> bool:
    """Whether a glyph goes on in the line of the one before it."""
    level = abs(other.across - glyph.across) < _OFF * other.size and not other.shift
    return level and other.size >= 0.95 * glyph.size and abs(glyph.along - other.end) <= 0.3 * glyph.size


def _stands_behind(glyph: Glyph, other: Glyph) -> bool:
    if other.shift:  # what is raised goes on as it began
        level = abs(other.across - other.shift - glyph.across) <= 0.05 * glyph.size
        return level and abs(other.size - glyph.size) <= 0.05 * glyph.size and abs(glyph.along - other.end) <= 0.3 * glyph.size
    ratio, up = glyph.size / other.size, (other.across - glyph.across) / other.size
    behind = abs(glyph.along - other.end) <= _BEHIND * other.size
    return behind and _SMALLER[0] <= ratio <= _SMALLER[1] and abs(up) >= _OFF and -_DOWN <= up <= _UP


def _covers(other: Glyph, glyph: Glyph, size: float) -> bool:
    """Whether *other*, of the line's size, stands over or under a glyph: then that is no part of the line."""
    shared = min(other.end, glyph.end) - max(other.along, glyph.along)
    return other.size > glyph.size / _SMALLER[1] and shared > _FREE * glyph.size and abs(other.across - glyph.across) < _UP * size


_Cells = dict[tuple[int, int], list[Glyph]]


def _cells(glyphs: Sequence[Glyph], place: Callable[[Glyph], float]) -> _Cells:
    found: _Cells = {}
    for glyph in glyphs:
        found.setdefault((int(place(glyph) // _CELL), int(glyph.across // _CELL)), []).append(glyph)
    return found


def _near(cells: _Cells, along: float, across: float, far: float, back: float = _CELL) -> list[Glyph]:
    """The glyphs whose place is not further than a cell, or *back* before it, and *far* across."""
    columns = range(int((along - back) // _CELL), int((along + _CELL) // _CELL) + 1)
    rows = range(int((across - far) // _CELL), int((across + far) // _CELL) + 1)
    return [glyph for column in columns for row in rows for glyph in cells.get((column, row), ())]
