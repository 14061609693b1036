"""Give what is drawn beside or round characters to them: emphasis dots, name lines, book-title lines, frames of the dead.

They stand in the white between lines (clreq #handling_interlinear_punctuation), begin and end with their characters, and
are none of the page's printed rules and boxes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import count

import msgspec

from banmian.recover.segment.type.glyph import Beside, Glyph
from banmian.recover.segment.type.readings import Marks
from banmian.tree.tree import TreePath

_DOT = 0.35  # em; a dot is smaller
_AWAY = -0.14, 0.42  # em from the em box's edge to the middle of a mark
_CENTRED = 0.15  # em; how far a dot stands from the middle of its character
_THIN = 0.12  # em; a line is thinner
_WAVE = 0.05, 0.32  # em; how high a wavy line is
_WAVED = 1.08  # times as long as it reaches
_ENDS = 0.22  # em; how far from the edges of its characters a line ends
_LONGEST = 16.0  # em; a longer line is a printed rule
_LARGEST = 1.3  # times the page's type; under headlines lines are printed rules
_FRAME = 0.95, 1.5  # em; how high a frame is
_BEYOND = 0.8  # em; how near the line goes on before or behind a frame


class _Extent(msgspec.Struct, frozen=True):
    """Where a path lies along a line and across it."""

    start: float
    end: float
    first: float
    last: float

    @property
    def across(self) -> float:
        return (self.first + self.last) / 2


def take_marks(paths: Sequence[TreePath], glyphs: Sequence[Glyph], body: float, groups: count[int]) -> tuple[list[TreePath], Marks]:
    """Those of *paths* that are no marks of *glyphs*; what belongs to which of these."""
    left: list[TreePath] = []
    marks: Marks = {}
    if not paths:
        return left, marks
    lines = {vertical: _Lines([glyph for glyph in glyphs if glyph.vertical == vertical], body) for vertical in (False, True)}
    for path in paths:
        x, y, width, height = path.rect
        extents = {
            False: _Extent(x, x + width, y, y + height),
            True: _Extent(y, y + height, -x - width, -x),
        }
        if not any(_is_mark(path, extents[vertical], lines[vertical], groups, marks) for vertical in (False, True)):
            left.append(path)
    return left, marks


class _Lines:
    """The type that may be marked, by its place across; all of one direction."""

    def __init__(self, glyphs: Sequence[Glyph], body: float) -> None:
        plain = [glyph for glyph in glyphs if not glyph.text.isspace() and glyph.size <= _LARGEST * body]
        self.glyphs = sorted(plain, key=lambda glyph: (glyph.across, glyph.along))
        self.levels = [glyph.across for glyph in self.glyphs]
        self.body = body

    def near(self, extent: _Extent) -> list[Glyph]:
        """Those on lines not further than two ems of the page's type across."""
        reach = 2 * self.body
        return self.glyphs[bisect_left(self.levels, extent.first - reach) : bisect_right(self.levels, extent.last + reach)]


def _is_mark(path: TreePath, extent: _Extent, lines: _Lines, groups: count[int], marks: Marks) -> bool:
    """Whether a path marks characters; then it is put into *marks*."""
    length, thick = extent.end - extent.start, extent.last - extent.first
    if max(length, thick) > _LONGEST * lines.body * _LARGEST:
        return False
    kind = _kind(path, length, thick, lines.body)
    if not kind:
        return False
    near = lines.near(extent)
    if kind == "dots":
        found = _dotted(extent, near)
    elif kind == "death":
        found = _framed(extent, near)
    else:
        found = _underlined(extent, near)
    group = next(groups)
    for glyph in found:
        marks.setdefault(id(glyph), []).append(Beside(kind, group))
    return bool(found)


def _kind(path: TreePath, length: float, thick: float, body: float) -> str:
    """What a path would be as a mark of type of about this size; empty for none."""
    small, large = min(length, thick), max(length, thick)
    if path.fill and large <= _DOT * body and small >= 0.8 * large and path.area <= 0.9 * small * large:
        return "dots"
    weight = path.weight if path.stroke and not path.fill else thick
    straight = path.length <= 2.05 * (length + thick) if path.fill else path.length <= 1.02 * length + thick
    if length >= 0.6 * body and weight <= _THIN * body:
        if straight and thick <= _THIN * body:
            return "name"
        waved = path.stroke and not path.fill and path.length >= _WAVED * length
        if waved and _WAVE[0] * body <= thick <= _WAVE[1] * _LARGEST * body:
            return "book"
    around = 2 * (length + thick)
    if path.stroke and not path.fill and weight <= _THIN * body and abs(path.length - around) <= 0.015 * around:
        return "death" if _FRAME[0] * 0.6 * body <= thick <= _FRAME[1] * _LARGEST * body else ""
    return ""


def _dotted(extent: _Extent, near: Sequence[Glyph]) -> list[Glyph]:
    middle = (extent.start + extent.end) / 2
    found = [
        (abs(extent.across - (glyph.head + glyph.foot) / 2), at)
        for at, glyph in enumerate(near)
        if abs((glyph.along + glyph.end) / 2 - middle) <= _CENTRED * glyph.size and _beside(extent.across, glyph)
    ]
    return [near[min(found)[1]]] if found else []


def _beside(across: float, glyph: Glyph, under: bool = False) -> bool:
    """Whether a place lies right beside a glyph's em box; *under*: on the side where lines stand."""
    before, behind = (glyph.head - across) / glyph.size, (across - glyph.foot) / glyph.size
    return _AWAY[0] <= behind <= _AWAY[1] or (not under and _AWAY[0] <= before <= _AWAY[1])


def _underlined(extent: _Extent, near: Sequence[Glyph]) -> list[Glyph]:
    over = [
        glyph
        for glyph in near
        if extent.start < (glyph.along + glyph.end) / 2 < extent.end and _beside(extent.across, glyph, under=True)
    ]
    if not over:
        return []
    over.sort(key=lambda glyph: glyph.along)
    size = over[0].size
    ends = abs(over[0].along - extent.start) <= _ENDS * size and abs(over[-1].end - extent.end) <= _ENDS * size
    return over if ends and abs(over[0].across - over[-1].across) <= 0.1 * size else []


def _framed(extent: _Extent, near: Sequence[Glyph]) -> list[Glyph]:
    within = [
        glyph
        for glyph in near
        if extent.start - 0.1 * glyph.size < glyph.along
        and glyph.end < extent.end + 0.1 * glyph.size
        and abs((glyph.head + glyph.foot) / 2 - extent.across) <= 0.2 * glyph.size
        and _FRAME[0] <= (extent.last - extent.first) / glyph.size <= _FRAME[1]
    ]
    if not within:
        return []
    within.sort(key=lambda glyph: glyph.along)
    size = within[0].size
    tight = within[0].along - extent.start <= 0.3 * size and extent.end - within[-1].end <= 0.3 * size
    goes_on = any(
        abs(glyph.across - within[0].across) <= 0.1 * size
        and (
            0 <= glyph.along - extent.end + 0.1 * size <= _BEYOND * size
            or 0 <= extent.start - glyph.end + 0.1 * size <= _BEYOND * size
        )
        for glyph in near
    )
    return within if tight and goes_on else []
