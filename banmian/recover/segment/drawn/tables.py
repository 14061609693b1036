"""Find tables of figures: short cells in rows and columns between printed rules of one width.

A table has three rules at least, one under the other and as long as each other: over its head, under it, at its foot; more of
them part its rows. A short line right over the first rule is its title, a small one under the last its note.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

import msgspec

from banmian.recover.segment.drawn.shapes import DrawnRule
from banmian.recover.segment.type.lines import Line
from banmian.tree.tree import Box

_ALIKE = 1.0  # points by which the rules of one table may differ at either end
_LEAST_RULES, _LEAST_ROWS = 3, 3
_HIGH = 160.0  # points from one rule to the next at most
_LONG_CELL = 14  # characters; the cells of a table are shorter on the whole
_FIGURES = re.compile(r"[+\-−]?[\d,.]+\s*[%％‰°℃]*")
_LEVEL = 0.7  # of the size; lines whose middles differ by less stand in one row


class Table(msgspec.Struct, frozen=True, eq=False):
    """A table: its cells row by row, a line or none each; the lines above and below it; its rules."""

    rules: tuple[DrawnRule, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    heads: int
    title: Line | None = None
    note: Line | None = None

    @property
    def box(self) -> Box:
        """From its first rule to its last: left, top, width, height."""
        x, y, width, _ = self.rules[0].rect
        last = self.rules[-1].rect
        return x, y, width, last[1] + last[3] - y

    @property
    def lines(self) -> list[Line]:
        """All lines of type in it."""
        own = [line for row in self.rows for cell in row for line in cell]
        return own + [line for line in (self.title, self.note) if line is not None]


def tables_of(lines: Sequence[Line], rules: Sequence[DrawnRule]) -> list[Table]:
    """The tables of a page of horizontal *lines*."""
    found = []
    for stack in _stacks([rule for rule in rules if rule.across]):
        # A rule of another frame may be as long, above a table or below it.
        parts = [part for part in (stack, stack[1:], stack[:-1], stack[1:-1]) if len(part) >= _LEAST_RULES]
        tables = [table for part in parts if (table := _table(part, lines)) is not None]
        if tables:
            found.append(max(tables, key=_filled))
    return found


def _filled(table: Table) -> float:
    """The share of its rows that have several cells."""
    return sum(sum(bool(cell) for cell in row) > 1 for row in table.rows) / len(table.rows)


def _stacks(rules: Sequence[DrawnRule]) -> list[list[DrawnRule]]:
    """Rules under one another that are as long as each other."""
    stacks: list[list[DrawnRule]] = []
    for rule in sorted(rules, key=lambda rule: rule.rect[1]):
        x, y, width, _ = rule.rect
        for stack in stacks:
            u, v, w, h = stack[-1].rect
            if abs(x - u) <= _ALIKE and abs(width - w) <= _ALIKE and 4.0 < y - v - h <= _HIGH:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= _LEAST_RULES]


def _table(rules: Sequence[DrawnRule], lines: Sequence[Line]) -> Table | None:
    x, top, width, _ = rules[0].rect
    foot = rules[-1].rect[1]
    inside = [line for line in lines if _in_band(line, x, width, top, foot)]
    rows = _rows(inside, rules)
    columns = _columns(rows)
    if len(rows) < _LEAST_ROWS or len(columns) < 2:
        return None
    cells = [[tuple(line for line in row if _column(line, columns) == at) for at in range(len(columns))] for row in rows]
    filled = [sum(bool(cell) for cell in row) for row in cells]
    lengths = [sum(len(line.glyphs) for line in cell) for row in cells for cell in row if cell]
    if sum(count >= 2 for count in filled) < 0.7 * len(rows) or sum(lengths) > _LONG_CELL * len(lengths):
        return None
    size = median(line.size for line in inside)
    above = [line for line in lines if _level_with(line, x, width) and 0 <= top - line.across <= 1.6 * line.size]
    below = [line for line in lines if _level_with(line, x, width) and 0 < line.across - foot <= 2.2 * line.size]
    below = [line for line in below if line.size <= size]
    title = max(above, key=lambda line: line.across, default=None)
    note = min(below, key=lambda line: line.across, default=None)
    return Table(tuple(rules), tuple(tuple(row) for row in cells), _heads(cells), title, note)


def _in_band(line: Line, x: float, width: float, top: float, foot: float) -> bool:
    middle = line.across - 0.38 * line.size
    return x - 2 <= line.start and line.end <= x + width + 2 and top < middle < foot


def _level_with(line: Line, x: float, width: float) -> bool:
    return x - 2 <= line.start and line.end <= x + width + 2


def _rows(lines: Sequence[Line], rules: Sequence[DrawnRule]) -> list[list[Line]]:
    """Lines by row: what stands between two rules, or level where rules stand at the head and the foot only."""
    if len(rules) > _LEAST_ROWS:
        edges = [rule.rect[1] for rule in rules]
        bands = [[line for line in lines if above < line.across <= below] for above, below in itertools.pairwise(edges)]
        return [band for band in bands if band]
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.across):
        if rows and line.across - rows[-1][0].across <= _LEVEL * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Left and right of each column: cells over one another, where a row has several."""
    spans = sorted((line.start, line.end) for row in rows if len(row) > 1 for line in row)
    columns: list[tuple[float, float]] = []
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], end)
        else:
            columns.append((start, end))
    return columns


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    middle = (line.start + line.end) / 2
    return min(range(len(columns)), key=lambda at: max(0.0, columns[at][0] - middle, middle - columns[at][1]))


def _heads(rows: Sequence[Sequence[tuple[Line, ...]]]) -> int:
    """Whether the first row is the columns' heads: set in another face than the rows below, or words over figures."""
    first, second = ([line for cell in row for line in cell] for row in rows[:2])
    if first and second and (first[0].font, round(first[0].size, 1)) != (second[0].font, round(second[0].size, 1)):
        return 1
    figures = [at for at, cell in enumerate(rows[1]) if cell and _FIGURES.fullmatch(cell[0].text)]
    return int(bool(figures) and not any(_FIGURES.fullmatch(line.text) for at in figures for line in rows[0][at]))
