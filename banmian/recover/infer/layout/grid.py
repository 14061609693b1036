"""Infer the grid: body size and leading, where body lines stand, the type area (版心), base columns and gutter.

Columns are looked for as equal base columns first, of which frames take one or several (长栏, and 破栏 where a span is
split otherwise), then as columns of unequal measure with one gutter. Where neither explains where the type stands, the
grid is the type area as one column, and frames are placed in points.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from math import ceil

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.type.lines import dominant
from banmian.tree.tree import Box

_ON_GRID = 0.35  # points; how far a baseline may lie from its grid line
_EDGE = 0.45  # points; how far a column's edge may lie from the grid's
_UNEVEN = 0.4  # points by which the steps between lines differ that are none of a grid
_SPARE = 0.1  # points under the last line, so that rounding takes none away
_MOST = 12  # base columns
_EXPLAINED = 0.9  # of the body's lines that the columns must explain


class InferredGrid(msgspec.Struct, frozen=True, eq=False):
    """The grid of a page, in points from the trim's corner."""

    size: float
    leading: float
    area: Box  #: the type area
    columns: tuple[tuple[float, float], ...]  #: left edge and measure of each
    gutter: float
    equal: bool  #: whether the columns are equal
    share: float  #: of the body's lines that stand on the grid's lines
    explained: float  #: of the body's lines that the columns explain

    @property
    def baseline_in_cell(self) -> float:
        """How far under a cell's top its baseline lies."""
        return (self.leading - self.size) / 2 + EM_ASCENT * self.size

    @property
    def lines(self) -> int:
        """How many lines the type area holds."""
        return int((self.area[3] - 0.05) / self.leading + 1e-6)

    def line_at(self, top: float) -> float | None:
        """The number of the line whose cell begins at *top*; None where none does."""
        line = (top - self.area[1]) / self.leading + 1
        return round(line) if abs(line - round(line)) * self.leading <= _ON_GRID else None

    def line_top(self, line: float) -> float:
        """Where the cell of a line begins."""
        return self.area[1] + (line - 1) * self.leading

    def on_lines(self, baseline: float) -> bool:
        """Whether a baseline lies on the grid."""
        return self.line_at(baseline - self.baseline_in_cell) is not None


def infer_grid(
    pieces: Sequence[Piece], edges: Sequence[Box], page: tuple[float, float], boxes: Sequence[Box], told: int | None = None
) -> InferredGrid:
    """The grid of a page whose running text stands in *pieces*; *edges* are of all that stands in the type area.

    *told*: how many columns it has, where a person says so.
    """
    size = snapped_size(dominant((piece.block.size, float(len(piece.lines))) for piece in pieces))
    body = [piece for piece in pieces if abs(piece.block.size - size) <= 0.06 * size]
    leading = _leading(body) or round(1.5 * size, 2)
    level = [piece for piece in body if not piece.block.vertical]
    phase, share = _phase(level, leading, (leading - size) / 2 + EM_ASCENT * size)
    left, top = min(box[0] for box in edges), min(box[1] for box in edges)
    right, bottom = max(box[0] + box[2] for box in edges), max(box[1] + box[3] for box in edges)
    left, right = max(left, 0.0), min(right, page[0] - _SPARE)
    columns, gutter, equal, explained = _columns(level, (left, right), boxes, size, told)
    if columns and columns[-1][0] + columns[-1][1] <= page[0] - _SPARE:
        left, end = columns[0][0], columns[-1][0] + columns[-1][1]
        # What reaches further, such as a headline over two columns of which one holds type, belongs to the type area.
        equal = equal and right - end <= size
        right = end if equal else max(end + _SPARE, right)
    else:
        columns = ((left, right - left),)
        right += _SPARE
    # The first line's cell begins at or above everything in the type area.
    first = top if not level else phase - leading * max(0, round((phase - top) / leading + 0.45))
    while first - top > 0.6 * leading:
        first -= leading
    lines = max(1, ceil((bottom - first) / leading - 0.02))
    bottom = min(page[1], first + lines * leading + _SPARE)
    return InferredGrid(size, leading, (left, first, right - left, bottom - first), columns, gutter, equal, share, explained)


def shifted(grid: InferredGrid, by: float) -> InferredGrid:
    """The grid of a page whose type area stands *by* points further right."""
    x, y, width, height = grid.area
    columns = tuple((left + by, measure) for left, measure in grid.columns)
    return msgspec.structs.replace(grid, area=(x + by, y, width, height), columns=columns)


_TRADE = (42.0, 36.0, 26.0, 24.0, 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0, 7.5, 5.5)


def snapped_size(size: float) -> float:
    """A size as the trade has it, when it is within .1 pt of one; else to a hundredth of a point."""
    trade = min(_TRADE, key=lambda known: abs(known - size))
    if abs(trade - size) <= 0.1:
        return trade
    near = round(size * 2) / 2
    return near if abs(near - size) <= 0.02 else round(size, 3)


def _leading(pieces: Sequence[Piece]) -> float:
    """The pitch of most lines, fitted over whole pieces."""
    steps: list[tuple[float, float]] = []
    for piece in pieces:
        own = [after.across - before.across for before, after in itertools.pairwise(piece.lines)]
        if own and max(own) - min(own) > _UNEVEN:  # rounded line by line, as browsers do
            own = [sum(own) / len(own)] * len(own)
        steps += ((round(step, 1), 1.0) for step in own)
    if not steps:
        return 0.0
    usual = dominant(steps)
    spans = [
        (piece.lines[-1].across - piece.lines[0].across, len(piece.lines) - 1)
        for piece in pieces
        if len(piece.lines) > 1 and abs((piece.lines[-1].across - piece.lines[0].across) / (len(piece.lines) - 1) - usual) < 0.08
    ]
    if not spans:
        return usual
    # Longer spans tell the pitch more closely.
    pitch = sum(span * count for span, count in spans) / sum(count * count for _, count in spans)
    return next((near for places in (1, 2) if abs((near := round(pitch, places)) - pitch) <= 0.003), round(pitch, 4))


def _phase(pieces: Sequence[Piece], leading: float, offset: float) -> tuple[float, float]:
    """Where a cell begins under which most body lines stand, and which share of them does."""
    tops = [line.across - offset for piece in pieces for line in piece.lines]
    if not tops:
        return 0.0, 0.0
    best, count = tops[0], 0
    for top in tops[:: max(1, len(tops) // 60)]:
        near = [(other - top + leading / 2) % leading - leading / 2 for other in tops]
        close = [value for value in near if abs(value) <= _ON_GRID]
        if len(close) > count:
            best, count = top + sum(close) / len(close), len(close)
    return best, count / len(tops)


Columns = tuple[tuple[float, float], ...]


class _Span(msgspec.Struct, frozen=True, order=True):
    """From where to where type runs, in how many lines; *rough*: it is not spread, and ends anywhere before its measure."""

    left: float
    right: float
    count: int
    rough: bool = False

    def fills(self, lefts: Sequence[float], measure: float) -> bool:
        """Whether it runs from where one column begins to where one ends."""
        begins = any(abs(self.left - known) <= _EDGE for known in lefts)
        ends = any(abs(self.right - known - measure) <= _EDGE for known in lefts)
        short = self.rough and any(known < self.right <= known + measure + _EDGE for known in lefts)
        return begins and (ends or short)


def _columns(
    pieces: Sequence[Piece], area: tuple[float, float], boxes: Sequence[Box], size: float, told: int | None
) -> tuple[Columns, float, bool, float]:
    """Columns, their gutter, whether they are equal, and how much of the body they explain."""
    spans = [_Span(piece.left, piece.right, len(piece.lines), not piece.justified) for piece in pieces if piece.block.box < 0]
    free = list(spans)
    for x, _, width, _ in boxes:  # a box as wide as a column stands for one
        if not any(x < span.right - size and span.left < x + width - size for span in free):
            spans.append(_Span(x, x + width, 1))
    if not spans:
        return (), 0.0, False, 0.0
    left = _edge(min(span.left for span in spans), area[0], size, min)
    right = _edge(max(span.right for span in spans), area[1], size, max)
    gutters = _gutters(spans, size)
    equal = _equal(spans, (left, right), gutters, size, told)
    if equal:
        return equal
    return _unequal(spans, gutters, (left, right))


def _edge(text: float, area: float, size: float, outer: Callable[[float, float], float]) -> float:
    """The type area's edge: that of boxes and pictures where text reaches it, for they tell it more closely."""
    if abs(text - area) <= _EDGE:
        return area
    return outer(text, area) if abs(text - area) < 2 * size else text


def _gutters(spans: Sequence[_Span], size: float) -> list[float]:
    """White between columns that stand side by side, as candidates, most usual first."""
    found: dict[float, int] = {}
    for span in spans:
        gaps = [other.left - span.right for other in spans if 0.4 * size <= other.left - span.right <= 4 * size]
        if gaps:
            found[round(min(gaps), 1)] = found.get(round(min(gaps), 1), 0) + span.count * (1 if span.rough else 4)
    return sorted(found, key=lambda gap: -found[gap]) or [2 * size]


def _equal(
    spans: Sequence[_Span], area: tuple[float, float], gutters: Sequence[float], size: float, told: int | None
) -> tuple[Columns, float, bool, float] | None:
    """The fewest equal columns whose edges explain where the type begins and ends."""
    total = sum(span.count for span in spans)
    width = area[1] - area[0]
    for number in range(1, _MOST + 1) if told is None else (told,):
        for gutter in [*gutters, *_ragged_gutters(spans, width, number)] if number > 1 else [0.0]:
            measure = (width - (number - 1) * gutter) / number
            if measure < 5 * size:
                continue
            lefts = [area[0] + at * (measure + gutter) for at in range(number)]
            held = sum(span.count for span in spans if span.fills(lefts, measure))
            if held >= _EXPLAINED * total or told is not None:
                pitch = _pitch([span.left for span in spans], area[0], measure + gutter) if number > 1 else 0.0
                measure = width - (number - 1) * pitch
                columns = tuple((area[0] + at * pitch, measure) for at in range(number))
                return columns, pitch - measure if number > 1 else 0.0, True, held / total
    return None


def _ragged_gutters(spans: Sequence[_Span], width: float, number: int) -> list[float]:
    """White between *number* columns of type that is not spread: where columns begin tells what their ends do not."""
    if not any(span.rough for span in spans):
        return []
    lefts = sorted({round(span.left, 2) for span in spans})
    pitches = sorted({round(after - before, 2) for before, after in itertools.pairwise(lefts)})
    return [gutter for pitch in pitches if 0 < (gutter := pitch - (width - (number - 1) * pitch)) < 0.2 * pitch]


def _pitch(lefts: Sequence[float], left: float, near: float) -> float:
    """From one column's left edge to the next one's, as all left edges together tell it."""
    steps = [(x - left, round((x - left) / near)) for x in lefts if abs((x - left) - round((x - left) / near) * near) <= 2 * _EDGE]
    counted = [(distance, count) for distance, count in steps if count > 0]
    if not counted:
        return near
    return sum(distance * count for distance, count in counted) / sum(count * count for _, count in counted)


def _unequal(spans: Sequence[_Span], gutters: Sequence[float], area: tuple[float, float]) -> tuple[Columns, float, bool, float]:
    """Columns of unequal measure with one gutter; none where they do not stand so."""
    groups: list[list[_Span]] = []
    for span in sorted(spans):
        if groups and span.left < max(other.right for other in groups[-1]):
            groups[-1].append(span)
        else:
            groups.append([span])
    columns = []
    for group in groups:
        left = dominant((round(span.left, 1), float(span.count)) for span in group)
        exact = next(span.left for span in group if round(span.left, 1) == left)
        columns.append((exact, max(span.right for span in group) - exact))
    gaps = [after[0] - before[0] - before[1] for before, after in itertools.pairwise(columns)]
    total = sum(span.count for span in spans)
    if gaps and max(gaps) - min(gaps) <= _EDGE and abs(columns[0][0] - area[0]) <= 1:
        held = sum(span.count for span in spans if any(abs(span.left - known) <= _EDGE for known, _ in columns))
        if held >= 0.6 * total:
            return tuple(columns), sum(gaps) / len(gaps), False, held / total
    return (), gutters[0], False, 0.0
