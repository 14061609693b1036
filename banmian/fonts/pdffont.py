"""Any font in any ReportLab program: TrueType, CFF, variable, in collections, WOFF - shaped, horizontal and vertical.

    from reportlab.pdfgen.canvas import Canvas
    from banmian.fonts import PdfFont

    song = PdfFont("SourceHanSerif-VF.otf", axes={"wght": 650})
    canvas = Canvas("page.pdf")
    song.draw(canvas, 72, 760, "版面 Page 6", size=24)
    song.draw(canvas, 540, 760, "竖排，一行。", size=24, vertical=True)
    canvas.save()

In Platypus `song.register("Song")` makes it a font of paragraphs (`fontName="Song"`), and `ShapedLine` sets a line of either
direction with its kerning. Glyphs are drawn by number, and what they stand for is told to readers as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.platypus.flowables import Flowable

from banmian.fonts.embed import add_font, descendant_font, stream, subset_name, to_unicode
from banmian.fonts.face import Face
from banmian.fonts.file import FontError
from banmian.fonts.shaping import Glyph, Piece, shaped
from banmian.fonts.subset import make_subset
from banmian.spec.catalogue import FaceRecord

_MOST_CODES = 0xFFFF
_MIDDLE = 0.38  # ems from the baseline of what lies on its side to the middle of its line
_SAME = 1e-5  # em


class PdfFont:
    """A font file as a font of ReportLab's documents. Raises FontError where it cannot be used or may not be embedded.

    *index* chooses a face of a collection, *axes* pins a variable font, such as `{"wght": 650, "wdth": 90}`; *language* says which
    forms of Han characters a pan-Chinese font gives (`zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK`, `ja`, `ko`).
    """

    # What ReportLab asks a font of its own kind for.
    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    encName = "UTF-8"  # noqa: N815
    substitutionFonts: tuple[()] = ()  # noqa: N815
    shapable = False

    def __init__(
        self, path: str | Path, index: int = 0, axes: Mapping[str, float] | None = None, language: str = "zh-Hans"
    ) -> None:
        record = FaceRecord(str(path), index, "", 400, tuple(sorted((axes or {}).items())))
        self.opened = Face(record, language)
        unknown = sorted(set(axes or {}) - set(self.opened.axes))
        if unknown:
            known = ", ".join(self.opened.axes) or "none"
            raise FontError(f"the font file {path} has no axis {unknown[0]}; its axes: {known}")
        self.fontName = self.opened.name  #: under which ReportLab knows it, until it is registered under another
        self.face = _Metrics(self.opened)
        self._used: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()

    def register(self, name: str) -> None:
        """Make it known to ReportLab as *name*, for `setFont`, paragraphs and their tags."""
        self.fontName = name
        self.face.name = f"{self.opened.name} as {name}"
        pdfmetrics.registerFont(self)

    def width(self, text: str, size: float, vertical: bool = False) -> float:
        """The length of *text* in points, shaped and kerned, along its line."""
        return sum(piece.length for piece in shaped(self.opened, text, vertical)) * size

    def draw(self, canvas: Any, x: float, y: float, text: str, size: float, vertical: bool = False) -> float:
        """Draw *text* from *x*, *y* on, points: from the start of its baseline or, *vertical*, from the middle of its head.

        In vertical lines Chinese stands upright and everything else lies on its side. Returns how long the line is. Colours are
        the canvas's.
        """
        used = self._of(canvas._doc)
        code, along = ["BT 0 Tw 0 Tc 100 Tz 0 Ts"], 0.0
        for piece in shaped(self.opened, text, vertical):
            code.append(f"{used.resource(piece.upright)} {size:.4f} Tf")
            if not vertical:
                code.append(f"1 0 0 1 {x + along:.3f} {y:.3f} Tm")
            elif piece.upright:
                code.append(f"1 0 0 1 {x:.3f} {y - along:.3f} Tm")
            else:
                code.append(f"0 -1 1 0 {x - _MIDDLE * size:.3f} {y - along:.3f} Tm")
            code += self._told(piece, self._shown(piece, size, used))
            along += piece.length * size
        canvas._code.append("\n".join([*code, "ET"]))
        return along

    def _told(self, piece: Piece, shown: Iterator[str]) -> Iterator[str]:
        """What is *shown*, with its text beside it where single glyphs do not tell it: where several stand for one character."""
        if all(glyph.text for glyph in piece.glyphs):
            yield from shown
            return
        text = "".join(glyph.text for glyph in piece.glyphs)
        yield f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex().upper()}>>>BDC"
        yield from shown
        yield "EMC"

    def _shown(self, piece: Piece, size: float, used: _Used) -> Iterator[str]:
        """The operators that show a piece: each glyph where shaping puts it, from where the one before it ends by itself."""
        shown: list[str] = []
        ahead, rise = 0.0, 0.0  # of where a PDF would set the next glyph
        for glyph in piece.glyphs:
            if abs(glyph.across - rise) > _SAME:
                if shown:
                    yield f"[{''.join(shown)}]TJ"
                shown, rise = [], glyph.across
                yield f"{rise * size:.3f} Ts"
            move = ahead + glyph.along
            if abs(move) > _SAME:
                shown.append(f"{(1000 if piece.upright else -1000) * move:.2f} ")
            shown.append(f"<{used.code(glyph.id, glyph.text):04X}>")
            own = self.opened.vertical_metrics(glyph.id)[0] if piece.upright else self.opened.advance(glyph.id)
            ahead = glyph.advance - own - glyph.along
        yield f"[{''.join(shown)}]TJ"
        if rise:
            yield "0 Ts"

    # ReportLab's side

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """ReportLab's: the width of a horizontal text as `splitString` shows it, without kerning."""
        return sum(self.opened.advance(glyph.id) for glyph in self._plain(text, encoding)) * size

    def splitString(self, text: str | bytes, doc: pdfdoc.PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """ReportLab's: the codes of a text."""
        used = self._of(doc)
        used.resource(False)
        return [(0, b"".join(used.code(glyph.id, glyph.text).to_bytes(2, "big") for glyph in self._plain(text, encoding)))]

    def _plain(self, text: str | bytes, encoding: str) -> Iterator[Glyph]:
        for piece in shaped(self.opened, text.decode(encoding) if isinstance(text, bytes) else text):
            yield from piece.glyphs

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: N802
        """ReportLab's: the name of the font in a page's resources."""
        return self._of(doc).resource(False)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """ReportLab's: write what was used of the font into the document."""
        self._of(doc).add_objects()

    def _of(self, doc: pdfdoc.PDFDocument) -> _Used:
        found = self._used.get(doc)
        if found is None:
            found = self._used[doc] = _Used(self.opened, doc, f"B{len(doc.delayedFonts) + 1}")
            doc.delayedFonts.append(self)
        return found


class _Metrics:
    """What ReportLab asks of a typeface."""

    builtIn = False  # noqa: N815

    def __init__(self, face: Face) -> None:
        self.name = face.name
        self.unitsPerEm = face.upem
        extents = face.hb_font.get_font_extents("ltr")
        self.ascent = round(1000 * extents.ascender / face.upem)
        self.descent = round(1000 * extents.descender / face.upem)


class _Used:
    """What a document shows of a font: each glyph, with what it stands for, under a code of its own."""

    def __init__(self, face: Face, doc: pdfdoc.PDFDocument, name: str) -> None:
        self.face = face
        self.doc = doc
        self.name = name
        self.codes: dict[tuple[int, str], int] = {}
        self.directions: dict[bool, str] = {}

    def resource(self, vertical: bool) -> str:
        """The name of the font for lines of a direction, with its solidus."""
        if vertical not in self.directions:
            name = f"{self.name}{'V' if vertical else 'H'}"
            self.directions[vertical] = name
            self.doc.fontMapping[name] = f"/{name}"
        return f"/{self.directions[vertical]}"

    def code(self, glyph: int, text: str) -> int:
        """The code of a glyph that stands for *text*."""
        found = self.codes.get((glyph, text))
        if found is None:
            found = self.codes[glyph, text] = len(self.codes) + 1
            if found > _MOST_CODES:
                raise FontError(f"a document shows more than {_MOST_CODES:,} glyphs of {self.face.name}")
        return found

    def add_objects(self) -> None:
        """The font of each direction; their codes are the document's, which a CMap turns into those of the subset (§9.7.5.3)."""
        subset = make_subset(self.face, (glyph for glyph, _ in self.codes))
        name = subset_name(self.face, subset)
        shown = {0, *(glyph for glyph, _ in self.codes)}
        first = next(iter(self.directions.values()))
        upright = {glyph for glyph, _ in self.codes} if True in self.directions else None
        descendant = descendant_font(self.doc, self.face, subset, shown, first, upright)
        unicode = to_unicode((code, text) for (_, text), code in self.codes.items())
        pairs = [(code, subset.codes[glyph]) for (glyph, _), code in self.codes.items()]
        for vertical, resource in self.directions.items():
            encoding = stream(_cmap(pairs, vertical, resource).encode("ascii"))
            entries = {"Type": "CMap", "CMapName": f"Banmian-{resource}"}
            for key, value in entries.items():
                encoding.dictionary[key] = pdfdoc.PDFName(value)
            encoding.dictionary["WMode"] = int(vertical)
            encoding.dictionary["CIDSystemInfo"] = pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            )
            add_font(self.doc, resource, name, self.doc.Reference(encoding, f"{resource}:encoding"), descendant, unicode)


def _cmap(pairs: list[tuple[int, int]], vertical: bool, name: str) -> str:
    """A CMap from codes to CIDs."""
    rows = [f"<{code:04X}> {cid}" for code, cid in sorted(pairs)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} begincidchar\n" + "\n".join(block) + "\nendcidchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n"
        f"/CMapName /Banmian-{name} def\n/CMapType 1 def\n/WMode {int(vertical)} def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


class ShapedLine(Flowable):
    """A line of type in Platypus, shaped and kerned; a *vertical* one runs down, in the middle of its column."""

    def __init__(self, font: PdfFont, text: str, size: float, leading: float = 0.0, vertical: bool = False) -> None:
        super().__init__()
        self.font, self.text, self.size, self.vertical = font, text, size, vertical
        self.leading = leading or 1.4 * size
        length = font.width(text, size, vertical)
        self.width, self.height = (self.leading, length) if vertical else (length, self.leading)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Platypus's: how much room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Platypus's: draw it, from the lower left corner of its room."""
        if self.vertical:
            self.font.draw(self.canv, self.width / 2, self.height, self.text, self.size, vertical=True)
            return
        ascent, descent = self.font.face.ascent / 1000, self.font.face.descent / 1000
        baseline = (self.leading - (ascent - descent) * self.size) / 2 - descent * self.size
        self.font.draw(self.canv, 0, baseline, self.text, self.size)
