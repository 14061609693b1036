"""Find how lines are cut that run round something: from where to where each of them may go.

Lines beside an obstacle begin behind it, or end before it, where most of them do; what stands over and under it is cut as far as
it ends or begins there too, one line after another: the white round an obstacle may be wide.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.segment.around import Obstacle
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.spans import Edges
from banmian.recover.segment.type.lines import Line
from banmian.text.widths.marks import TRAILING

_WHITE, _BACK = 6.0, 0.7  # em of white round an obstacle beyond a column at most, and how far lines stand back for it at least
_CUT = 0.3  # em; a line that ends so far from its column's edge may be cut
_LEVEL = 0.2  # em; lines that end so near to each other end at one place
_INDENT = 2.6  # em; a first line is set in by no more

Span = tuple[float, float]
Room = tuple[float | None, float | None]  #: from where to where a line may go; None: to the column's own edge


class Cut(msgspec.Struct, frozen=True, eq=False):
    """Where the lines of one block end before an obstacle, or begin behind it; places on the page."""

    obstacle: Obstacle
    edge: float
    before: bool  #: whether lines end there; else they begin there
    bands: tuple[Span, ...]  #: of the lines that are cut, from head to foot
    others: tuple[Span, ...]  #: of the block's other lines


def cut_lines(block: Block, left: float, right: float, obstacles: Sequence[Obstacle]) -> tuple[dict[int, Room], list[Cut]]:
    """The room of those lines of *block* that are cut, by number, and how; its column goes from *left* to *right*."""
    spans: dict[int, Room] = {}
    cuts = []
    for obstacle in obstacles:
        first, head, last, foot = _along(obstacle.edges, block)
        within = last > left + _CUT * block.size and first < right - _CUT * block.size
        white = _WHITE * block.size
        if not within and (last + white <= left or first - white >= right):
            continue
        bands = [_band(line) for line in block.lines]
        core = [at for at, band in enumerate(bands) if band[0] < foot and band[1] > head]
        if not core:
            continue
        before = sum(line.start < first and line.end <= first + 1 for line in (block.lines[at] for at in core)) * 2 > len(core)
        edge = _edge([block.lines[at] for at in core], before)
        if not within and not _stand_back([block.lines[at] for at in core], edge, before, right if before else left):
            continue
        cut = _with_fringe(block.lines, core, edge, before)
        for at in cut:
            start, end = spans.get(at, (None, None))
            spans[at] = (start, edge) if before else (edge, end)
        # A line that ends before the edge may be cut or not.
        beyond = [
            line.end > edge + _LEVEL * line.size if before else line.start < edge - _LEVEL * line.size for line in block.lines
        ]
        others = tuple(band for at, band in enumerate(bands) if at not in cut and beyond[at])
        cuts.append(Cut(obstacle, edge, before, tuple(bands[at] for at in cut), others))
    return spans, cuts


def _stand_back(lines: Sequence[Line], edge: float, before: bool, border: float) -> bool:
    """Whether lines keep clear of what stands beyond their column, with white round it: several end, or begin, at one place."""
    back = border - edge if before else edge - border
    level = [line for line in lines if abs((line.end if before else line.start) - edge) <= _LEVEL * line.size]
    return len(level) >= 2 and len(level) >= 0.7 * len(lines) and back > _BACK * lines[0].size


def _along(edges: Edges, block: Block) -> tuple[float, float, float, float]:
    """Edges as lines see them: where they begin along, at the head, where they end, at the foot."""
    return (edges[1], -edges[2], edges[3], -edges[0]) if block.vertical else edges


def _band(line: Line) -> Span:
    """From head to foot of a line's characters."""
    left, top, right, bottom = line.box
    return (-right, -left) if line.vertical else (top, bottom)


def _edge(lines: Sequence[Line], before: bool) -> float:
    """Where lines end, or begin, as most of them do."""
    size = lines[0].size
    places = sorted(line.end for line in lines if line.text[-1] not in TRAILING) if before else sorted(line.start for line in lines)
    places = places or sorted(line.end for line in lines)
    groups = [[other for other in places if abs(other - place) <= _LEVEL * size] for place in places]
    if before:  # a paragraph's last line ends anywhere before
        best = max(groups, key=lambda group: (len(group), group[-1]))
        return best[len(best) // 2]
    best = max(groups, key=lambda group: (len(group), -group[0]))
    return best[len(best) // 2]


def _with_fringe(lines: Sequence[Line], core: Sequence[int], edge: float, before: bool) -> list[int]:
    """The lines that are cut: beside the obstacle, and over and under it as far as they end there, or begin, one after another."""
    found = set(core)
    for step, at in ((-1, core[0]), (1, core[-1])):
        missed = 0
        while 0 <= at + step < len(lines) and missed < 2:
            at += step
            if _is_cut(lines[at], edge, before):
                found.add(at)
                missed = 0
            elif before and lines[at].end < edge:
                missed += 1  # a paragraph's last line
            else:
                break
    return sorted(found)


def _is_cut(line: Line, edge: float, before: bool) -> bool:
    if before:
        return abs(line.end - edge) <= _LEVEL * line.size
    beyond = line.start - edge
    return abs(beyond) <= _LEVEL * line.size or 0 < beyond <= _INDENT * line.size
