"""The letters of a font program that a PDF embeds: by code, the name that the font gives each and the ink that it draws."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Callable
from typing import Any

import msgspec
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import CharStringCompileError
from fontTools.pens.basePen import BasePen, PenError
from fontTools.t1Lib import T1Error, T1Font
from fontTools.ttLib import TTFont, TTLibError
from pdfminer.pdftypes import PDFStream, resolve1

from banmian.reading.fonts.told import Spec, differences

Contour = list[tuple[float, float]]
_STEPS = 6  # straight pieces of a curve
#: What fontTools raises on font programs that are not as they should be.
BROKEN = (TTLibError, PenError, T1Error, CharStringCompileError, ValueError, KeyError, AssertionError, IndexError, AttributeError,
          TypeError, OverflowError, EOFError, NotImplementedError, RecursionError, struct.error)  # fmt: skip


class Letter(msgspec.Struct, frozen=True):
    """What one code draws, in ems: closed contours whose turning says what is ink, and the advance."""

    name: str  #: as the program names it; empty where it does not
    contours: tuple[Contour, ...]
    advance: float


def curve(start: tuple[float, float], *corners: tuple[float, float]) -> Contour:
    """A cubic curve as straight pieces, its start left out."""
    found = []
    for at in range(1, _STEPS + 1):
        t = at / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        pairs = list(zip(weights, (start, *corners), strict=True))
        found.append((sum(weight * x for weight, (x, _) in pairs), sum(weight * y for weight, (_, y) in pairs)))
    return found


class FontProgram:
    """An embedded font program. *glyph* gives a code's glyph name, or nothing."""

    def __init__(self, glyphs: Any, em: float, glyph: Callable[[int], str | None]) -> None:
        self.glyphs = glyphs
        self.em = em
        self.glyph = glyph

    def letter(self, code: int) -> Letter | None:
        """The letter that *code* draws; None where the program has none, or a broken one."""
        try:
            name = self.glyph(code)
            if name is None or name not in self.glyphs:
                return None
            pen = _Flat(self.glyphs, self.em)
            self.glyphs[name].draw(pen)
            return Letter(name, tuple(pen.contours), float(getattr(self.glyphs[name], "width", 0) or 0) * self.em)
        except BROKEN:
            return None


def opened(spec: Spec) -> FontProgram | None:
    """The program that the font of *spec* embeds; None for none, or for one that cannot be read."""
    for name in ("fontTools", __name__):  # pens tell their faults under the name of the module that they stand in
        logging.getLogger(name).setLevel(logging.CRITICAL)
    descriptor = resolve1(spec.get("FontDescriptor"))
    if not isinstance(descriptor, dict):
        return None
    for key, read in (("FontFile2", _truetype), ("FontFile3", _compact), ("FontFile", _type1)):
        stream = resolve1(descriptor.get(key))
        if isinstance(stream, PDFStream):
            try:
                return read(stream.get_data(), spec)
            except BROKEN:
                return None
    return None


def _is_composite(spec: Spec) -> bool:
    return str(getattr(spec.get("Subtype"), "name", "")).startswith("CIDFont")


def _truetype(data: bytes, spec: Spec) -> FontProgram:
    font = TTFont(io.BytesIO(data), lazy=True)
    order = font.getGlyphOrder()
    to_glyph = _cid_to_glyph(spec) if _is_composite(spec) else _simple_codes(font)

    def glyph(code: int) -> str | None:
        number = to_glyph(code)
        return order[number] if 0 <= number < len(order) else None

    return FontProgram(font.getGlyphSet(), 1 / font["head"].unitsPerEm, glyph)


def _cid_to_glyph(spec: Spec) -> Callable[[int], int]:
    """CIDToGIDMap (ISO 32000-2 §9.7.4.2): a stream of glyph numbers, or each CID's own."""
    told = resolve1(spec.get("CIDToGIDMap"))
    if not isinstance(told, PDFStream):
        return lambda code: code
    table = told.get_data()
    return lambda code: int.from_bytes(table[2 * code : 2 * code + 2], "big") if 0 <= 2 * code < len(table) - 1 else 0


def _simple_codes(font: TTFont) -> Callable[[int], int]:
    """Codes of one byte through the font's symbol or Macintosh table (ISO 32000-2 §9.6.5.4)."""
    tables = {(table.platformID, table.platEncID): table.cmap for table in font["cmap"].tables} if "cmap" in font else {}
    symbol, plain = tables.get((3, 0), {}), tables.get((1, 0), {})
    number = font.getReverseGlyphMap()

    def glyph(code: int) -> int:
        name = symbol.get(0xF000 + code) or symbol.get(code) or plain.get(code)
        return int(number.get(name, 0)) if name else 0

    return glyph


def _compact(data: bytes, spec: Spec) -> FontProgram:
    if data[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        font = TTFont(io.BytesIO(data), lazy=True)
        if "CFF " not in font:
            return _truetype(data, spec)
        top = font["CFF "].cff[0]
    else:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        top = fonts[0]
    strings = top.CharStrings
    em = float(getattr(top, "FontMatrix", [0.001])[0]) or 0.001
    names = top.charset
    glyph: Callable[[int], str | None]
    if not _is_composite(spec):
        codes = _names_by_code(spec, top.Encoding if isinstance(top.Encoding, list) else [])
        glyph = codes.get
    elif hasattr(top, "ROS"):
        glyph = "cid{:05d}".format
    else:
        to_glyph = _cid_to_glyph(spec)

        def glyph(code: int) -> str | None:
            number = to_glyph(code)
            return names[number] if 0 <= number < len(names) else None

    return FontProgram(_CharStrings(strings), em, glyph)


class _CharStrings:
    """The letters of a bare CFF table as a glyph set."""

    def __init__(self, strings: Any) -> None:
        self.strings = strings

    def __contains__(self, name: str) -> bool:
        return name in self.strings

    def __getitem__(self, name: str) -> Any:
        return self.strings[name]


def _type1(data: bytes, spec: Spec) -> FontProgram:
    font = T1Font.__new__(T1Font)  # its constructor opens files only
    font.data, font.encoding = data, "ascii"
    font.parse()
    own = font["Encoding"] if isinstance(font["Encoding"], list) else []
    em = float((font["FontMatrix"] or [0.001])[0]) or 0.001
    return FontProgram(font.getGlyphSet(), em, _names_by_code(spec, own).get)


def _names_by_code(spec: Spec, own: list[str]) -> dict[int, str]:
    """The glyph name of each code: the font's own encoding, and what the file changes of it."""
    found = {code: name for code, name in enumerate(own) if name and name != ".notdef"}
    found.update(differences(spec))
    return found


class _Flat(BasePen):  # type: ignore[misc]  # fontTools tells no types
    """Takes down contours as straight pieces, in ems."""

    def __init__(self, glyphs: Any, em: float) -> None:
        super().__init__(glyphs)
        self.em = em
        self.contours: list[Contour] = []

    def _add(self, point: tuple[float, float]) -> None:
        self.contours[-1].append((point[0] * self.em, point[1] * self.em))

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  (the pen protocol's names)
        self.contours.append([])
        self._add(point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        for point in curve(self._getCurrentPoint(), *points):
            self._add(point)
