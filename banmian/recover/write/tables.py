"""Write tables: their words into the content, a frame for each, the styles of their parts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.look.styles import Look
from banmian.recover.infer.look.type import display_look
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.tables import Table
from banmian.recover.segment.type.lines import Line
from banmian.recover.write.content import TableWords
from banmian.recover.write.draft import Draft
from banmian.recover.write.place import placed
from banmian.recover.write.yamltext import flow


def write_tables(draft: Draft, tables: Sequence[Table], page: int) -> None:
    """Tables at their places."""
    for table in tables:
        name = "table" if not draft.tables else f"table-{len(draft.tables) + 1}"
        rows = tuple(tuple("".join(line.text for line in cell) for cell in row) for row in table.rows)
        title, note = (line.text if line is not None else "" for line in (table.title, table.note))
        heads = rows[0] if table.heads else ()
        draft.tables.append(TableWords(name, title, heads, rows[table.heads :], note))
        x, y, width, height = table.box
        roles = {}
        pitch = _pitch(table)
        for role, line, leading in (
            ("table-title", table.title, _above(table)),
            ("table-head", _first(table, 0) if table.heads else None, pitch),
            ("table-cell", _first(table, table.heads), pitch),
            ("table-note", table.note, _below(table)),
        ):
            if line is None:
                continue
            style = draft.styles.name(role, _look(draft, line, leading, role))
            if style != role:
                roles[role] = style
        top = y - (_above(table) if table.title else 0.0)
        foot = y + height + (_below(table) if table.note else 0.0)
        rest = {"table": name} | ({"roles": flow(roles)} if roles else {})
        draft.frames.append(placed(draft.grids[page], draft.frame_id(name), page, (x, top, width, foot - top), rest))


def _look(draft: Draft, line: Line, leading: float, role: str) -> Look:
    align = "centre" if role in ("table-title", "table-head") else "start"
    look = display_look([Block([line])], draft.names, align, draft.page_digit)
    return msgspec.structs.replace(look, leading=round(leading, 2))


def _first(table: Table, row: int) -> Line | None:
    return next((line for cell in table.rows[row] for line in cell), None)


def _pitch(table: Table) -> float:
    """How high a row of one line is."""
    heights = [after.rect[1] - before.rect[1] for before, after in zip(table.rules, table.rules[1:], strict=False)]
    if len(table.rules) > len(table.rows):
        return min(heights)
    return table.box[3] / len(table.rows)


def _above(table: Table) -> float:
    """The leading of a title that stands in the middle of its own line over the first rule."""
    if table.title is None:
        return 0.0
    return max(table.title.size, 2 * (table.box[1] - table.title.across + 0.38 * table.title.size))


def _below(table: Table) -> float:
    if table.note is None:
        return 0.0
    return max(table.note.size, 2 * (table.note.across - table.box[1] - table.box[3]) - 0.76 * table.note.size)
