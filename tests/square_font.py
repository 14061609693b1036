"""Make the tests' own fonts: every glyph a square of known advance, so that a test can count in ems.

Han and full-width marks are 1 em wide, ASCII .5 em; all Han share one glyph, as do 。 and ．, so that what a
glyph stands for cannot be told from the font. Made as TrueType and as name-keyed CFF; CID-keyed CFF is
what the real faces are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

UPEM = 1000
HAN = range(0x4E00, 0xA000)
FULL_WIDTH = "、，；：。．！？“”‘’「」『』（）〔〕【】《》〈〉—…⋯～·／％￥々　"
NARROW = 500


def _advances() -> dict[str, int]:
    advances = {".notdef": UPEM, "han": UPEM, "stop": UPEM}
    for char in FULL_WIDTH:
        if char not in "。．":
            advances[f"uni{ord(char):04X}"] = UPEM
    for code in range(0x20, 0x7F):
        advances[f"uni{code:04X}"] = NARROW
    return advances


def _character_map() -> dict[int, str]:
    mapping = dict.fromkeys(HAN, "han")
    mapping |= {ord("。"): "stop", ord("．"): "stop"}
    for name in _advances():
        if name.startswith("uni"):
            mapping[int(name[3:], 16)] = name
    return mapping


def _draw(pen: Any, advance: int, inset: int) -> None:
    left, right, bottom, top = 50 + inset, advance - 50, -70, 830
    pen.moveTo((left, bottom))
    pen.lineTo((right, bottom))
    pen.lineTo((right, top))
    pen.lineTo((left, top))
    pen.closePath()


def make_square_font(path: Path, kind: str, extra: str = "") -> None:
    """Write the font to *path*; *kind* is `ttf` or `cff`; *extra* characters are an em wide."""
    advances = _advances() | {f"uni{ord(char):04X}": UPEM for char in extra}
    order = list(advances)
    builder = FontBuilder(UPEM, isTTF=kind == "ttf")
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(_character_map() | {ord(char): f"uni{ord(char):04X}" for char in extra})
    insets = {name: at % 40 for at, name in enumerate(order)}
    if kind == "ttf":
        glyphs = {}
        for name in order:
            pen = TTGlyphPen(None)
            if name != "uni0020":
                _draw(pen, advances[name], insets[name])
            glyphs[name] = pen.glyph()
        builder.setupGlyf(glyphs)
    else:
        strings: dict[str, T2CharString] = {}
        for name in order:
            charstring_pen = T2CharStringPen(advances[name], None)
            if name != "uni0020":
                _draw(charstring_pen, advances[name], insets[name])
            strings[name] = charstring_pen.getCharString()
        builder.setupCFF("Square-Regular", {}, strings, {})
    builder.setupHorizontalMetrics({name: (advance, 50 + insets[name]) for name, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular", "psName": "Square-Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.save(path)
