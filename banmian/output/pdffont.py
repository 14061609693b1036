"""Embed a face in ReportLab's document as one Type 0 font: a single subset, Identity-H, with ToUnicode.

ReportLab itself embeds TrueType only, in slices of 256 codes. A `CidFont` takes its place at the extension
points that ReportLab's own fonts use: it stands in `fontMapping` and `delayedFonts`, and `addObjects` is
called when the document is written (ISO 32000-2 §9.7, §9.9, §9.10.3).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping

from reportlab.pdfbase import pdfdoc

from banmian.fonts.face import Face
from banmian.fonts.subset import make_subset
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT

_SYMBOLIC = 4  # FontDescriptor flag (§9.8.2): glyphs outside the standard Latin set
# Level 6 is zlib's default; named so that a change of default changes no bytes.
_COMPRESSION = 6


class CidFont:
    """One face's embedded subset. *texts* says what each glyph stands for, as it was written."""

    def __init__(self, face: Face, texts: Mapping[int, str], resource: str, vertical: bool = False) -> None:
        self.face = face
        self.vertical = vertical
        self.texts = texts
        self.resource = resource  #: name in the page's font resources, without the solidus
        self.subset = make_subset(face, texts)
        digest = hashlib.sha256(self.subset.data).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])  # §9.9.2
        self.fontName = f"{tag}+{face.name}"
        self.hex_codes = {glyph: f"{self.subset.codes[glyph]:04X}" for glyph in (0, *texts)}

    def register(self, document: pdfdoc.PDFDocument) -> None:
        """Put the font where ReportLab looks for it when it writes the document."""
        document.fontMapping[self.fontName] = f"/{self.resource}"
        document.delayedFonts.append(self)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802  (ReportLab's name)
        """Add the font's objects to the document: Type 0, descendant, descriptor, file, ToUnicode."""
        cff = self.subset.is_cff
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType0" if cff else "CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(self.fontName),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "DW": 1000,
                "W": _Raw(self._widths()),
                "FontDescriptor": doc.Reference(self._descriptor(doc), f"{self.resource}:descriptor"),
            }
        )
        if self.vertical:
            descendant["DW2"] = _Raw("[880 -1000]")
            descendant["W2"] = _Raw(self._vertical_metrics())
        if not cff:
            descendant["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(self.fontName),
                "Encoding": pdfdoc.PDFName("Identity-V" if self.vertical else "Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"{self.resource}:descendant")]),
                "ToUnicode": doc.Reference(_stream(self._to_unicode().encode("ascii")), f"{self.resource}:tounicode"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.resource] = doc.Reference(font, self.resource)

    def _descriptor(self, doc: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
        file = _stream(self.subset.data)
        if self.subset.is_cff:
            file.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        else:
            file.dictionary["Length1"] = len(self.subset.data)
        key = "FontFile3" if self.subset.is_cff else "FontFile2"
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(self.fontName),
                "Flags": _SYMBOLIC,
                "FontBBox": _Raw("[{} {} {} {}]".format(*self._bounding_box())),
                "ItalicAngle": 0,
                "Ascent": round(EM_ASCENT * 1000),
                "Descent": -round(EM_DESCENT * 1000),
                "CapHeight": 733,
                "StemV": 40 + self.face.record.weight // 8,
                key: doc.Reference(file, f"{self.resource}:file"),
            }
        )

    def _bounding_box(self) -> tuple[int, int, int, int]:
        """The face's own box in thousandths of an em; some viewers draw nothing in a box without height."""
        head = bytes(self.face.hb_face.reference_table("head").data)
        left, bottom, right, top = (round(value * 1000 / self.face.upem) for value in struct.unpack(">4h", head[36:44]))
        return (left, bottom, right, top) if top > bottom and right > left else (-1000, -1000, 2000, 1000)

    def _widths(self) -> str:
        """The W array (§9.7.4.3): runs of glyphs that are not one em wide."""
        widths = {self.subset.codes[glyph]: self.face.advance(glyph) * 1000 for glyph in (0, *self.texts)}
        parts: list[str] = []
        previous = -2
        for code in sorted(code for code, width in widths.items() if abs(width - 1000) > 1e-6):
            if code != previous + 1:
                parts.append(f"{']' if parts else ''}{code}[")
            parts.append(f"{widths[code]:.6g} ")
            previous = code
        return f"[{''.join(parts)}{']' if parts else ''}]"

    def _vertical_metrics(self) -> str:
        """The W2 array (§9.7.4.3): glyphs whose vertical advance or origin is not the usual one."""
        parts = []
        for glyph in sorted(self.texts, key=self.subset.codes.__getitem__):
            advance, x, y = (value * 1000 for value in self.face.vertical_metrics(glyph))
            usual = self.face.advance(glyph) * 500
            if abs(advance - 1000) > 1e-6 or abs(y - 880) > 1e-6 or abs(x - usual) > 1e-6:
                parts.append(f"{self.subset.codes[glyph]}[{-advance:.6g} {x:.6g} {y:.6g}]")
        return f"[{''.join(parts)}]"

    def _to_unicode(self) -> str:
        """The ToUnicode CMap, written from the source text and not from the face's character map."""
        rows = sorted((self.subset.codes[glyph], text) for glyph, text in self.texts.items() if text)
        blocks = []
        for at in range(0, len(rows), 100):
            part = rows[at : at + 100]
            lines = "\n".join(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in part)
            blocks.append(f"{len(part)} beginbfchar\n{lines}\nendbfchar")
        body = "\n".join(blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


class _Raw(pdfdoc.PDFObject):
    """A PDF object already written out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """ReportLab's hook."""
        return self.text.encode("ascii")


def _stream(data: bytes) -> pdfdoc.PDFStream:
    """A compressed stream object holding *data*."""
    stream = pdfdoc.PDFStream(content=zlib.compress(data, _COMPRESSION), filters=[])
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream
