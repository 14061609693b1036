"""Join lines to paragraphs, and note where each line ended and what in them is set in another type.

Chinese lines are joined as they stand; between Western words a space comes back, and a hyphen at a line's end goes
where the word went on.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.text.markup import marked_up
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.type.glyph import Glyph, is_wide
from banmian.recover.segment.type.lines import Line


class Words(msgspec.Struct, eq=False):
    """A paragraph: its plain text, where each of its lines ends in it, and in which measure each stands."""

    text: str
    markup: str  #: the text as the content file has it
    ends: list[int]
    lines: list[Line]
    measures: list[float]  #: points, a line; 0 where the measure does not tell how it ends
    homes: list[Piece] = []  #: the piece that each line stands in
    beside: list[bool] = []  #: by line, whether it runs beside something and has a measure of its own

    @property
    def capped(self) -> bool:
        """Whether it opens with a large first character, which is set as a line of its own."""
        return bool(self.homes) and self.homes[0].beside > 0 and self.measures[0] == 0


def joined(lines: Sequence[Line], measures: Sequence[float], names: Sequence[str]) -> Words:
    """One paragraph of its *lines*."""
    glyphs: list[Glyph] = []
    ends: list[int] = []
    for line in lines:
        own = list(line.glyphs)
        if glyphs and own:
            own = _gone_on(glyphs[-1], own)
            last, first = glyphs[-1].text, own[0].text
            if last in "-‐" and len(glyphs) > 1 and glyphs[-2].text.isalpha() and not is_wide(glyphs[-2].text) and first.islower():
                glyphs[-1] = msgspec.structs.replace(glyphs[-1], text="\u00ad" if last == "-" else "")
            elif _western(last) and _western(first):
                glyphs.append(msgspec.structs.replace(glyphs[-1], text=" "))
                ends[-1] += 1
        glyphs += own
        ends.append(sum(len(glyph.text) for glyph in glyphs))
    return Words("".join(glyph.text for glyph in glyphs), marked_up(glyphs, names), ends, list(lines), list(measures))


def _western(text: str) -> bool:
    return (text[-1:].isalnum() and not is_wide(text)) or text in ",.;:!?)"


def _gone_on(last: Glyph, own: list[Glyph]) -> list[Glyph]:
    """A line's glyphs, a name's or a title's line going on in them where it does from the line before."""
    before = {beside.kind: beside.group for beside in last.beside if beside.kind in ("name", "book", "death")}
    first = {beside.kind: beside.group for beside in own[0].beside}
    groups = {first[kind]: group for kind, group in before.items() if kind in first}
    if not groups:
        return own
    return [
        msgspec.structs.replace(
            glyph,
            beside=tuple(msgspec.structs.replace(beside, group=groups.get(beside.group, beside.group)) for beside in glyph.beside),
        )
        if glyph.beside
        else glyph
        for glyph in own
    ]
