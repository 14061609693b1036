"""Join lines to paragraphs, and note where each line ended and what in them is set in another type.

Chinese lines are joined as they stand; between Western words a space comes back, and a hyphen at a line's end goes
where the word went on. Characters in another face, size or colour than their paragraph become spans of markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from banmian.recover.infer.pieces import Piece
from banmian.recover.segment.type.faces import family_of, weight_of
from banmian.recover.segment.type.glyphs import Glyph, is_wide
from banmian.recover.segment.type.lines import Line, dominant
from banmian.recover.write.yamltext import colour, em

_MARKUP = re.compile(r"([\[\]{}\\])")


class Words(msgspec.Struct, eq=False):
    """A paragraph: its plain text, where each of its lines ends in it, and in which measure each stands."""

    text: str
    markup: str  #: the text as the content file has it
    ends: list[int]
    lines: list[Line]
    measures: list[float]  #: points, a line; 0 where the measure does not tell how it ends
    homes: list[Piece] = []  #: the piece that each line stands in

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


def marked_up(glyphs: Sequence[Glyph], names: Sequence[str]) -> str:
    """The text with spans round what is set in another type than most of it."""
    if not glyphs:
        return ""
    usual = dominant((_kind(glyph, names), glyph.advance) for glyph in glyphs)
    parts: list[tuple[tuple[str, int, float, str], str]] = []
    for glyph in glyphs:
        kind = _kind(glyph, names) if not glyph.text.isspace() or not parts else parts[-1][0]
        if parts and parts[-1][0] == kind:
            parts[-1] = kind, parts[-1][1] + glyph.text
        else:
            parts.append((kind, glyph.text))
    spans = len(parts) > 1
    return "".join(_span(kind, usual, _escaped(text, spans)) for kind, text in parts)


def _escaped(text: str, spans: bool) -> str:
    return _MARKUP.sub(r"\\\1", text) if spans or "]{" in text or "\\" in text else text


def _kind(glyph: Glyph, names: Sequence[str]) -> tuple[str, int, float, str]:
    name = names[glyph.font]
    return family_of(name), weight_of(name), round(glyph.size, 1), glyph.colour


def _span(kind: tuple[str, int, float, str], usual: tuple[str, int, float, str], text: str) -> str:
    said = []
    if kind[0] != usual[0]:
        said.append(f"family={kind[0]}")
    if kind[1] != usual[1]:
        said.append(f"weight={kind[1]}")
    if abs(kind[2] - usual[2]) > 0.15:
        said.append(f"size={em(kind[2] / usual[2])}")
    if kind[3] != usual[3]:
        value = colour(kind[3]).strip("'")
        said.append(f'colour="{value}"' if " " in value else f"colour={value}")
    return f"[{text}]{{{' '.join(said)}}}" if said and text.strip() else text
