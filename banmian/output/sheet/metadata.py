"""What a file says of itself as XMP (ISO 16684-1), in step with its document information.

ISO 15930-7 §6.8, ISO 19005-2 §6.6, ISO 19005-4 §6.7, ISO 14289-1 §5. Of PDF/A up to part 3, properties that it does not know are
described in the file (§6.6.2.3.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from banmian import __version__

MADE = "2000-01-01T00:00:00+00:00"  # as ReportLab tells it: the same bytes on any day
_PDFA = "http://www.aiim.org/pdfa/ns"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_PDFX = "http://ns.adobe.com/pdfx/1.3/"
_PDFXID = "http://www.npes.org/pdfx/ns/id/"
_SAID = {
    "pdf/a-2u": {"pdfaid:part": "2", "pdfaid:conformance": "U"},
    "pdf/a-3u": {"pdfaid:part": "3", "pdfaid:conformance": "U"},
    "pdf/a-4": {"pdfaid:part": "4", "pdfaid:rev": "2020"},
    "pdf/a-4f": {"pdfaid:part": "4", "pdfaid:conformance": "F", "pdfaid:rev": "2020"},
    "pdf/ua-1": {"pdfuaid:part": "1"},
    "pdf/ua-2": {"pdfuaid:part": "2", "pdfuaid:rev": "2024"},
}
# Schemas that PDF/A does not know: their properties, the type of each and what it is.
_SCHEMAS = {
    "pdfuaid": (_PDFUA, "PDF/UA identification", {"part": ("Integer", "Part of ISO 14289")}),
    "pdfx": (_PDFX, "PDF/X identification", {"GTS_PDFXVersion": ("Text", "PDF/X version")}),
    "pdfxid": (_PDFXID, "PDF/X identification", {"GTS_PDFXVersion": ("Text", "PDF/X version")}),
    "pdf": ("http://ns.adobe.com/pdf/1.3/", "PDF", {"Trapped": ("Text", "Whether the file is trapped")}),
    "xmpMM": (
        "http://ns.adobe.com/xap/1.0/mm/",
        "XMP media management",
        {"RenditionClass": ("RenditionClass", "Form of this rendition"), "VersionID": ("Text", "Version")},
    ),
}


class Metadata(pdfdoc.PDFObject):
    """XMP as a stream without a filter, so that programs find it that know nothing of PDF."""

    __RefOnly__ = 1

    def __init__(self, told: bytes) -> None:
        self.told = told

    def format(self, document: Any) -> bytes:
        """ReportLab's hook."""
        return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(self.told), self.told)


def xmp(info: Any, standards: Sequence[str], keys: Mapping[str, str]) -> str:
    """The XMP packet of a file of *standards*, whose document *info* has these *keys* of them too."""
    told = "".join(f"   <pdfx:{key}>{value}</pdfx:{key}>\n" for key, value in keys.items())
    if keys:
        told += "   <pdf:Trapped>False</pdf:Trapped>\n"
        told += f"   <pdfxid:GTS_PDFXVersion>{keys['GTS_PDFXVersion']}</pdfxid:GTS_PDFXVersion>\n"
    for name in standards:
        told += "".join(f"   <{key}>{value}</{key}>\n" for key, value in _SAID.get(name, {}).items())
    if any(name in ("pdf/a-2u", "pdf/a-3u") for name in standards):
        told += _extensions(standards)
    number = _uuid(info_digest(info))
    author = f"   <dc:creator><rdf:Seq><rdf:li>{_text(info.author)}</rdf:li></rdf:Seq></dc:creator>\n" if info.author else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"{_spaces(standards, keys)}>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_text(info.title)}</rdf:li></rdf:Alt></dc:title>
{author}   <xmp:CreateDate>{MADE}</xmp:CreateDate>
   <xmp:ModifyDate>{MADE}</xmp:ModifyDate>
   <xmp:MetadataDate>{MADE}</xmp:MetadataDate>
   <xmp:CreatorTool>banmian {__version__}</xmp:CreatorTool>
   <xmpMM:DocumentID>uuid:{number}</xmpMM:DocumentID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
   <xmpMM:VersionID>1</xmpMM:VersionID>
   <pdf:Producer>{_text(info.producer)}</pdf:Producer>
{told}  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _spaces(standards: Sequence[str], keys: Mapping[str, str]) -> str:
    """The namespaces of what standards say."""
    found = ""
    if keys:
        found += f'\n    xmlns:pdfx="{_PDFX}" xmlns:pdfxid="{_PDFXID}"'
    if any(name.startswith("pdf/a") for name in standards):
        found += f'\n    xmlns:pdfaid="{_PDFA}/id/"'
    if any(name.startswith("pdf/ua") for name in standards):
        found += f'\n    xmlns:pdfuaid="{_PDFUA}"'
    return found


def _extensions(standards: Sequence[str]) -> str:
    """Descriptions of the properties that PDF/A does not know."""
    wanted = ["pdfuaid"] if "pdf/ua-1" in standards else []
    wanted += ["pdfx", "pdfxid", "pdf"] if "pdf/x-4" in standards else []
    rows = "".join(_schema(name) for name in wanted)
    if not rows:
        return ""
    return f"""   <pdfaExtension:schemas xmlns:pdfaExtension="{_PDFA}/extension/" xmlns:pdfaSchema="{_PDFA}/schema#"
      xmlns:pdfaProperty="{_PDFA}/property#"><rdf:Bag>
{rows}   </rdf:Bag></pdfaExtension:schemas>
"""


def _schema(name: str) -> str:
    space, what, properties = _SCHEMAS[name]
    rows = "".join(
        f"""     <rdf:li rdf:parseType="Resource"><pdfaProperty:name>{key}</pdfaProperty:name>"""
        f"""<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"""
        f"""<pdfaProperty:description>{told}</pdfaProperty:description></rdf:li>\n"""
        for key, (kind, told) in properties.items()
    )
    return f"""    <rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{what}</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>{space}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{name}</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>
{rows}     </rdf:Seq></pdfaSchema:property></rdf:li>
"""


def info_digest(info: Any) -> bytes:
    """Sixteen bytes that hang on what the document says of itself."""
    import hashlib

    told = hashlib.sha256()
    for part in (info.title, info.author, info.subject, info.creator):
        told.update(str(part).encode("utf-8") + b"\0")
    return told.digest()[:16]


def _uuid(digest: bytes) -> str:
    """Sixteen bytes as a UUID of version 4 (RFC 9562 §5.4)."""
    value = bytearray(digest)
    value[6], value[8] = value[6] & 0x0F | 0x40, value[8] & 0x3F | 0x80
    told = value.hex()
    return "-".join((told[:8], told[8:12], told[12:16], told[16:20], told[20:]))


def _text(value: str) -> str:
    return escape("".join(sign for sign in str(value) if sign >= " " or sign in "\t\n"))
