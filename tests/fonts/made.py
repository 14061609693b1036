"""Fonts of every kind for tests, made from the project's own: the same few letters as TrueType, CFF by name and by CID, variable,
CFF2, in collections, as WOFF and WOFF2.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.cffLib.CFFToCFF2 import convertCFFToCFF2
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib import build

from tests.support import ROOT

TEXT = "大众日报，一版。Page6é"
KINDS = ("ttf", "cff", "cid", "variable", "cff2", "variable-cff2", "ttc", "otc", "woff", "woff2")
_UPRIGHT = ["vert", "vrt2", "halt", "vhal", "kern", "liga", "locl"]


def cut(name: str, text: str = TEXT) -> TTFont:
    """A small font with the letters of *text*, of one of the project's own; shaping and vertical metrics kept."""
    options = subset.Options(
        layout_features=_UPRIGHT, notdef_outline=True, name_IDs=["*"], glyph_names=False, recalc_timestamp=False
    )
    font = TTFont(io.BytesIO((ROOT / "fonts" / name).read_bytes()), lazy=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return TTFont(io.BytesIO(target.getvalue()))


def named(font: TTFont, family: str, style: str = "Regular", weight: int = 400, rights: int = 0) -> TTFont:
    """*font* under a name of its own."""
    table = font["name"]
    table.names = []
    full = family if style == "Regular" else f"{family} {style}"
    for number, text in ((1, family), (2, style), (4, full), (6, full.replace(" ", "") + f"-{style}")):
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass, font["OS/2"].fsType = weight, rights
    return font


def drawn(source: TTFont, cff: bool, bolder: float = 0.0, family: str = "Made") -> TTFont:
    """The letters of *source* drawn anew, as TrueType or as CFF by name; *bolder* moves and widens all of them alike."""
    order = ["gone" if name == ".notdef" else name for name in source.getGlyphOrder()]
    order = [".notdef", *order[1:]]
    glyphs, cmap, upem = source.getGlyphSet(), source.getBestCmap(), source["head"].unitsPerEm
    builder = FontBuilder(upem, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    shapes: dict[str, Any] = {}
    metrics: dict[str, tuple[int, int]] = {}
    change = (1 - 0.1 * bolder, 0, 0, 1 + 0.05 * bolder, 40 * bolder, 0)
    for name in order:
        advance = round(glyphs[name].width * (1 - 0.1 * bolder))
        pen: Any = T2CharStringPen(advance, None) if cff else TTGlyphPen(None)
        glyphs[name].draw(TransformPen(pen, change))
        shapes[name] = pen.getCharString() if cff else pen.glyph()
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(TransformPen(bounds, change))
        metrics[name] = (advance, round(bounds.bounds[0]) if bounds.bounds else 0)
    if cff:
        builder.setupCFF(f"{family}-Regular", {}, shapes, {})
    else:
        builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2()
    builder.setupPost()
    return builder.font


def variable(cff: bool, family: str = "Made") -> TTFont:
    """A font with axes of weight and width, by two masters on each; its outlines CFF2 with *cff*."""
    source = cut("BanmianKai-Regular.ttf")
    design = DesignSpaceDocument()
    design.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=100, default=400, maximum=900))
    design.addAxis(AxisDescriptor(tag="wdth", name="Width", minimum=75, default=100, maximum=100))
    places = (
        {"Weight": 400, "Width": 100},
        {"Weight": 900, "Width": 100},
        {"Weight": 100, "Width": 100},
        {"Weight": 400, "Width": 75},
    )
    for at, (place, bolder) in enumerate(zip(places, (0.0, -0.8, 0.6, 2.0), strict=True)):
        target = io.BytesIO()
        drawn(source, cff, bolder, family).save(target)
        master = TTFont(io.BytesIO(target.getvalue()))
        design.addSource(SourceDescriptor(font=master, location=place, familyName=family, styleName=f"m{at}"))
    font, _, _ = build(design, optimize=False)
    return font


def make(kind: str, folder: Path, family: str = "Made") -> tuple[Path, int]:
    """A font file of *kind* with the letters of TEXT, and which face of it is meant."""
    endings = {"cff": "otf", "cid": "otf", "cff2": "otf", "variable": "ttf", "variable-cff2": "otf"}
    path = folder / f"{kind}.{endings.get(kind, kind)}"
    kai: Callable[[], TTFont] = lambda: named(cut("BanmianKai-Regular.ttf"), family)  # noqa: E731
    song: Callable[[], TTFont] = lambda: named(cut("NotoSerifSC-Regular.otf"), family)  # noqa: E731
    if kind in ("ttc", "otc"):
        collection = TTCollection()
        others = named(cut("NotoSansSC-Black.otf") if kind == "otc" else cut("BanmianKai-Regular.ttf", "大"), "Other")
        collection.fonts = [others, kai() if kind == "ttc" else song()]
        collection.save(path)
        return path, 1
    if kind in ("ttf", "woff"):
        font = kai()
    elif kind in ("cid", "woff2"):
        font = song()
    elif kind == "cff":
        font = named(drawn(cut("BanmianKai-Regular.ttf"), True), family)
    elif kind == "cff2":
        font = named(drawn(cut("BanmianKai-Regular.ttf"), True), family)
        convertCFFToCFF2(font)
    else:
        font = variable(kind == "variable-cff2", family)
    if kind in ("woff", "woff2"):
        font.flavor = kind
    font.save(path)
    return path, 0
