"""A text shaped in one face, as a line of its own: Han and their marks as Chinese, everything else in its own script.

For programs that set lines themselves; the composer shapes by the settings of a page (text/). Lengths are in ems.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

import msgspec
import uharfbuzz as hb

from banmian.fonts.face import Face


class Glyph(msgspec.Struct, frozen=True):
    """A glyph in its line: what it stands for, how far it is moved along and across it, how far the next one is."""

    id: int
    text: str  #: empty for the further glyphs of a character
    along: float
    across: float  #: upwards
    advance: float


class Piece(msgspec.Struct, frozen=True):
    """Glyphs of one way of standing. In a vertical line those that are not *upright* lie on their side."""

    glyphs: tuple[Glyph, ...]
    upright: bool

    @property
    def length(self) -> float:
        """Along its line."""
        return sum(glyph.advance for glyph in self.glyphs)


def shaped(face: Face, text: str, vertical: bool = False) -> tuple[Piece, ...]:
    """*text* as pieces, in order."""
    return tuple(_piece(face, part, han, vertical and han) for han, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Runs of Chinese, and of everything else; what combines stays with what it stands on."""
    kinds: list[bool] = []
    for char in text:
        follows = kinds and (unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"))
        kinds.append(kinds[-1] if follows else _is_chinese(char))
    for han, run in groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0]):
        yield han, "".join(char for _, char in run)


def _is_chinese(char: str) -> bool:
    """Whether a character is set as Chinese: by its East Asian width (UAX 11); ambiguous marks, such as “ — … ①, but no letters."""
    width = unicodedata.east_asian_width(char)
    return width in ("W", "F") or (width == "A" and unicodedata.category(char) not in ("Lu", "Ll", "Lt", "Lm", "Nd"))


def _piece(face: Face, text: str, han: bool, upright: bool) -> Piece:
    buffer = hb.Buffer()
    buffer.add_str(text)
    if han:
        buffer.direction, buffer.script, buffer.language = "ttb" if upright else "ltr", "Hani", face.language
    else:
        buffer.guess_segment_properties()
        buffer.direction = "ltr" if buffer.direction not in ("ltr", "rtl") else buffer.direction
    face.shape_buffer(buffer)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    glyphs, seen = [], set()
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        stands_for = "" if info.cluster in seen else text[info.cluster : ends[info.cluster]]
        seen.add(info.cluster)
        glyphs.append(_glyph(face, info.codepoint, stands_for, place, upright))
    return Piece(tuple(glyphs), upright)


def _glyph(face: Face, glyph: int, text: str, place: hb.GlyphPosition, upright: bool) -> Glyph:
    em = face.upem
    if not upright:
        return Glyph(glyph, text, place.x_offset / em, place.y_offset / em, place.x_advance / em)
    # HarfBuzz tells a vertical glyph's place from its horizontal origin; a PDF from its vertical one, in the middle of its line.
    origin = face.vertical_metrics(glyph)[2]
    return Glyph(glyph, text, -(place.y_offset / em + origin), 0.0, -place.y_advance / em)
