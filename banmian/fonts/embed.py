"""Embed a face in ReportLab's document: one subset, shown by a Type 0 font for each direction of its lines, with ToUnicode.

ReportLab itself embeds TrueType only, in slices of 256 codes. What is made here takes its place at the extension points that
ReportLab's own fonts use: it stands in `fontMapping` and `delayedFonts`, and `addObjects` is called when the document is
written (ISO 32000-2 §9.7, §9.9, §9.10.3).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from banmian.fonts.face import Face
from banmian.fonts.subset import Subset, make_subset

_ASCENT, _DESCENT = 880, -120  # of the em square, in which Chinese is set
_SYMBOLIC = 4  # FontDescriptor flag (§9.8.2): glyphs outside the standard Latin set
# Level 6 is zlib's default; named so that a change of default changes no bytes.
_COMPRESSION = 6


class CidFont:
    """One face's embedded subset. *texts* says, by direction (vertical or not), what each glyph stands for, as it was written.

    *resources* names the font of each direction in the page's font resources, without the solidus.
    """

    def __init__(self, face: Face, texts: Mapping[bool, Mapping[int, str]], resources: Mapping[bool, str]) -> None:
        self.face = face
        self.texts = texts
        self.resources = resources
        glyphs = {glyph for shown in texts.values() for glyph in shown}
        self.subset = make_subset(face, glyphs)
        self.fontName = subset_name(face, self.subset)
        self.hex_codes = {glyph: f"{self.subset.codes[glyph]:04X}" for glyph in (0, *sorted(glyphs))}

    def register(self, document: pdfdoc.PDFDocument) -> None:
        """Put the font where ReportLab looks for it when it writes the document."""
        document.fontMapping[self.fontName] = f"/{next(iter(self.resources.values()))}"
        document.delayedFonts.append(self)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802  (ReportLab's name)
        """Add the font's objects to the document: Type 0 a direction, descendant, descriptor, file, ToUnicode."""
        codes = self.subset.codes
        first = next(iter(self.resources.values()))
        vertical = self.texts.get(True)
        shown = {0, *(glyph for texts in self.texts.values() for glyph in texts)}
        descendant = descendant_font(doc, self.face, self.subset, shown, first, vertical)
        for upright, resource in self.resources.items():
            texts = ((codes[glyph], text) for glyph, text in self.texts[upright].items())
            encoding = pdfdoc.PDFName("Identity-V" if upright else "Identity-H")
            add_font(doc, resource, self.fontName, encoding, descendant, to_unicode(texts))


def subset_name(face: Face, subset: Subset) -> str:
    """The name of an embedded subset: a tag that tells it from others, and the face's (§9.9.2)."""
    digest = hashlib.sha256(subset.data).digest()
    return f"{''.join(chr(ord('A') + byte % 26) for byte in digest[:6])}+{face.name}"


def add_font(doc: pdfdoc.PDFDocument, resource: str, name: str, encoding: Any, descendant: Any, unicode: str) -> None:
    """Add a Type 0 font (§9.7.6) to the document's fonts, under the name *resource*."""
    font = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(name),
            "Encoding": encoding,
            "DescendantFonts": pdfdoc.PDFArray([descendant]),
            "ToUnicode": doc.Reference(stream(unicode.encode("ascii")), f"{resource}:tounicode"),
        }
    )
    doc.idToObject["BasicFonts"].dict[resource] = doc.Reference(font, resource)


def descendant_font(
    doc: pdfdoc.PDFDocument, face: Face, subset: Subset, shown: Iterable[int], resource: str, vertical: Iterable[int] | None
) -> Any:
    """The CIDFont (§9.7.4) with the widths of what is *shown*, and the vertical metrics of what is *vertical*."""
    cff = subset.is_cff
    font = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType0" if cff else "CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(subset_name(face, subset)),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            ),
            "DW": 1000,
            "W": _Raw(_widths({subset.codes[glyph]: face.advance(glyph) * 1000 for glyph in shown})),
            "FontDescriptor": doc.Reference(_descriptor(doc, face, subset, resource), f"{resource}:descriptor"),
        }
    )
    if vertical is not None:
        font["DW2"] = _Raw("[880 -1000]")
        font["W2"] = _Raw(_vertical_metrics(face, subset, vertical))
    if not cff:
        font["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
    return doc.Reference(font, f"{resource}:descendant")


def _descriptor(doc: pdfdoc.PDFDocument, face: Face, subset: Subset, resource: str) -> pdfdoc.PDFDictionary:
    file = stream(subset.data)
    if subset.is_cff:
        file.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
    else:
        file.dictionary["Length1"] = len(subset.data)
    key = "FontFile3" if subset.is_cff else "FontFile2"
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(subset_name(face, subset)),
            "Flags": _SYMBOLIC,
            "FontBBox": _Raw("[{} {} {} {}]".format(*_bounding_box(face))),
            "ItalicAngle": 0,
            "Ascent": _ASCENT,
            "Descent": _DESCENT,
            "CapHeight": 733,
            "StemV": 40 + face.record.weight // 8,
            key: doc.Reference(file, f"{resource}:file"),
        }
    )


def _bounding_box(face: Face) -> tuple[int, int, int, int]:
    """The face's own box in thousandths of an em; some viewers draw nothing in a box without height."""
    head = bytes(face.hb_face.reference_table("head").data)
    left, bottom, right, top = (round(value * 1000 / face.upem) for value in struct.unpack(">4h", head[36:44]))
    return (left, bottom, right, top) if top > bottom and right > left else (-1000, -1000, 2000, 1000)


def _widths(widths: Mapping[int, float]) -> str:
    """The W array (§9.7.4.3): runs of glyphs that are not one em wide."""
    parts: list[str] = []
    previous = -2
    for code in sorted(code for code, width in widths.items() if abs(width - 1000) > 1e-6):
        if code != previous + 1:
            parts.append(f"{']' if parts else ''}{code}[")
        parts.append(f"{widths[code]:.6g} ")
        previous = code
    return f"[{''.join(parts)}{']' if parts else ''}]"


def _vertical_metrics(face: Face, subset: Subset, glyphs: Iterable[int]) -> str:
    """The W2 array (§9.7.4.3): glyphs whose vertical advance or origin is not the usual one."""
    parts = []
    for glyph in sorted(glyphs, key=subset.codes.__getitem__):
        advance, x, y = (value * 1000 for value in face.vertical_metrics(glyph))
        usual = face.advance(glyph) * 500
        if abs(advance - 1000) > 1e-6 or abs(y - 880) > 1e-6 or abs(x - usual) > 1e-6:
            parts.append(f"{subset.codes[glyph]}[{-advance:.6g} {x:.6g} {y:.6g}]")
    return f"[{''.join(parts)}]"


def to_unicode(texts: Iterable[tuple[int, str]]) -> str:
    """The ToUnicode CMap (§9.10.3): codes and what they stand for, from the source text and not from a character map."""
    rows = sorted((code, text) for code, text in texts if text)
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


def stream(data: bytes) -> pdfdoc.PDFStream:
    """A compressed stream object holding *data*."""
    found = pdfdoc.PDFStream(content=zlib.compress(data, _COMPRESSION), filters=[])
    found.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return found
