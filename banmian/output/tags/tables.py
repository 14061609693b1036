"""The elements of a table: rows of cells, heads with what they are heads of (ISO 32000-2 §14.8.4.8.3, §14.8.5.7)."""

from __future__ import annotations

from collections.abc import Mapping

from banmian.output.tags.element import Element
from banmian.plan.reading import Part

_SCOPE = "<</O/Table/Scope/%s>>"


def table_cells(part: Part, table: Element) -> Mapping[int, Element]:
    """The cells of a table by the numbers of their paragraphs; every row has all of them, empty ones too."""
    cells: dict[int, Element] = {}
    number = 2  # 1 is the title's
    body: Element | None = None
    for row in range(part.rows):
        head = row < part.heads
        if row == 0 or row == part.heads:
            body = Element("THead" if head else "TBody", table)
        line = Element("TR", body)
        for column in range(part.columns):
            side = part.sides and column == 0
            cell = Element("TH" if head or side else "TD", line)
            if head or side:
                cell.attributes = _SCOPE % ("Column" if head else "Row")
            cells[number] = cell
            number += 1
    return cells
