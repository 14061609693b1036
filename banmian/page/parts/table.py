"""Set a table of figures: columns as wide as their cells want, figures ranged right, rules between rows."""

from __future__ import annotations

import re

import msgspec

from banmian.page.composed import Rule
from banmian.page.parts.display import baseline_in, caption_height, set_caption
from banmian.plan.geometry import Rect
from banmian.plan.plan import Block, TableFilling
from banmian.spec.types.colour import Colour
from banmian.spec.types.style import Align
from banmian.text.compose import Composer, Place
from banmian.text.ends.greedy import line_ends
from banmian.text.lines.line import SetLine

_PADDING = 0.5  # em of the cell's type on either side, ours
_THICK, _HAIRLINE = 1.0, 0.25  # points
_INK, _GREY = Colour("cmyk", (0.0, 0.0, 0.0, 1.0)), Colour("cmyk", (0.0, 0.0, 0.0, 0.5))
_FIGURES = re.compile(r"[+\-−]?[\d,.]+\s*[%％‰°℃]?")


class SetTable(msgspec.Struct, frozen=True):
    """A table's lines and rules, and how high it came out."""

    lines: tuple[SetLine, ...]
    rules: tuple[Rule, ...]
    height: float


def set_table(frame: str, filling: TableFilling, area: Rect, composer: Composer) -> SetTable:
    """The table from the head of *area*; cells break where their column is too narrow for them."""
    lines: list[SetLine] = []
    rules: list[Rule] = []
    y = area.y
    if filling.title:
        ends, height = caption_height(filling.title, area.width, composer)
        lines += set_caption(filling.title, ends, Rect(area.x, y, area.width, height), composer)
        y += height
    rules.append(Rule(frame, Rect(area.x, y, area.width, _THICK), _INK))
    y += _THICK
    widths = _widths(filling, area.width, composer)
    ranged = [_figures(filling, at, composer) for at in range(len(widths))]
    for number, row in enumerate(filling.rows):
        if number:
            head = number == filling.heads
            rules.append(Rule(frame, Rect(area.x, y, area.width, _HAIRLINE), _INK if head else _GREY))
        y = _set_row(row, widths, ranged if number >= filling.heads else [0.0] * len(widths), area.x, y, composer, lines)
    rules.append(Rule(frame, Rect(area.x, y, area.width, _THICK), _INK))
    y += _THICK
    if filling.note:
        ends, height = caption_height(filling.note, area.width, composer)
        lines += set_caption(filling.note, ends, Rect(area.x, y, area.width, height), composer)
        y += height
    return SetTable(tuple(lines), tuple(rules), y - area.y)


def _natural(block: Block, composer: Composer) -> float:
    return composer.block(block).width(0, len(block.text)) * block.style.size if block.text else 0.0


def _padding(block: Block) -> float:
    return _PADDING * block.style.size


def _widths(filling: TableFilling, width: float, composer: Composer) -> list[float]:
    """A width a column: what its widest cell wants, then its share of what is left over or lacking."""
    wanted = [max(_natural(cell, composer) + 2 * _padding(cell) for cell in column) for column in zip(*filling.rows, strict=True)]
    return [want * width / sum(wanted) for want in wanted]


def _figures(filling: TableFilling, column: int, composer: Composer) -> float:
    """How wide the widest of a column's cells is, if all of them are figures; else 0."""
    cells = [row[column] for row in filling.rows[filling.heads :] if row[column].text]
    if not cells or not all(_FIGURES.fullmatch(cell.text) for cell in cells):
        return 0.0
    return max(_natural(cell, composer) for cell in cells)


def _set_row(
    row: tuple[Block, ...], widths: list[float], ranged: list[float], x: float, y: float, composer: Composer, lines: list[SetLine]
) -> float:
    """One row's cells, centred in its height; the row's foot."""
    broken = []
    for block, width in zip(row, widths, strict=True):
        measure = max(width - 2 * _padding(block), block.style.size)
        ends = line_ends(composer.block(block), measure / block.style.size) if block.text else []
        broken.append((block, ends, measure))
    height = max([len(ends) * block.style.leading for block, ends, _ in broken] + [row[0].style.leading])
    for (block, ends, measure), width, figures in zip(broken, widths, ranged, strict=True):
        cell = block
        if figures:
            cell = msgspec.structs.replace(block, style=msgspec.structs.replace(block.style, align=Align.END))
            # Figures range right, as a block in the middle of their column.
            measure -= max(0.0, measure - figures) / 2
        top = y + (height - len(ends) * block.style.leading) / 2
        start = 0
        for end in ends:
            place = Place(x + _padding(block), top + baseline_in(block.style), measure)
            lines.append(composer.set_line(composer.block(cell), cell, start, end, place))
            start, top = end, top + block.style.leading
        x += width
    return y + height
