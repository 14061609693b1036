"""What makes a PDF a press file: its output intent, what it says of itself, its version (ISO 15930-1, -4, -7)."""

from __future__ import annotations

import zlib
from enum import Enum
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from banmian import __version__
from banmian.colour.condition import Condition

MADE = "2000-01-01T00:00:00+00:00"  # as ReportLab tells it: the same bytes on any day


class Standard(Enum):
    """A standard that a file keeps to."""

    X4 = "pdf/x-4"
    X1A_2001 = "pdf/x-1a:2001"
    X1A_2003 = "pdf/x-1a:2003"

    @property
    def version(self) -> tuple[int, int]:
        """Of PDF, as its header says."""
        return {Standard.X4: (1, 6), Standard.X1A_2001: (1, 3), Standard.X1A_2003: (1, 4)}[self]

    @property
    def flat(self) -> bool:
        """Whether nothing may be transparent."""
        return self is not Standard.X4

    @property
    def keys(self) -> dict[str, str]:
        """What the document information says (ISO 15930-1 §6.3, -4 §6.3, -7 §6.2)."""
        return {
            Standard.X4: {"GTS_PDFXVersion": "PDF/X-4"},
            Standard.X1A_2001: {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"},
            Standard.X1A_2003: {"GTS_PDFXVersion": "PDF/X-1a:2003"},
        }[self]


class _Catalog(pdfdoc.PDFCatalog):
    """ReportLab's, with an output intent."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012 - as ReportLab has it
    __Refs__ = __NoDefault__


class _Info(pdfdoc.PDFInfo):
    """ReportLab's, with the keys of a standard."""

    def __init__(self, keys: dict[str, str]) -> None:
        super().__init__()
        self.keys = keys

    def format(self, document: Any) -> bytes:
        told: bytes = super().format(document)
        more = "\n".join(f"/{key} ({value})" for key, value in self.keys.items())
        end = told.rindex(b">>")
        return told[:end] + more.encode("ascii") + b"\n" + told[end:]


class _Metadata(pdfdoc.PDFObject):
    """XMP as a stream without a filter, so that programs find it that know nothing of PDF."""

    __RefOnly__ = 1

    def __init__(self, told: bytes) -> None:
        self.told = told

    def format(self, document: Any) -> bytes:
        return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(self.told), self.told)


def keep_to(document: Any, standard: Standard, condition: Condition) -> None:
    """Prepare ReportLab's *document* for *standard*, before anything is put into it."""
    document._pdfVersion = standard.version
    before = document.Catalog
    document.Catalog = document._catalog = _Catalog()
    document.Catalog.__dict__.update(before.__dict__)
    document.info = _Info(standard.keys)
    document.Catalog.OutputIntents = pdfdoc.PDFArray([_intent(document, condition)])


def _intent(document: Any, condition: Condition) -> Any:
    """The output intent: for which printing the colours are made (ISO 32000-2 §14.11.5)."""
    profile = condition.profile
    stream = pdfdoc.PDFStream(content=zlib.compress(profile.data, 9), filters=[])
    stream.dictionary["N"] = profile.parts
    stream.dictionary["Alternate"] = pdfdoc.PDFName({4: "DeviceCMYK", 1: "DeviceGray"}[profile.parts])
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    name = profile.name.encode("ascii", "replace").decode("ascii")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFX"),
            "OutputConditionIdentifier": pdfdoc.PDFString(name),
            "OutputCondition": pdfdoc.PDFString(name),
            "Info": pdfdoc.PDFString(name),
            "DestOutputProfile": document.Reference(stream, f"intent{profile.digest[:16]}"),
        }
    )


def say(document: Any, standard: Standard) -> None:
    """What the file says of itself, as XMP (ISO 15930-7 §6.8, ISO 16684-1), in step with its document information."""
    document.Catalog.Metadata = _Metadata(_xmp(document.info, standard).encode("utf-8"))


def _xmp(info: Any, standard: Standard) -> str:
    told = "".join(f"   <pdfx:{key}>{value}</pdfx:{key}>\n" for key, value in standard.keys.items())
    mark = f"   <pdfxid:GTS_PDFXVersion>{standard.keys['GTS_PDFXVersion']}</pdfxid:GTS_PDFXVersion>\n"
    number = UUID(bytes=info_digest(info), version=4)
    author = f"   <dc:creator><rdf:Seq><rdf:li>{_text(info.author)}</rdf:li></rdf:Seq></dc:creator>\n" if info.author else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
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
   <pdf:Trapped>False</pdf:Trapped>
{told}{mark}  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def info_digest(info: Any) -> bytes:
    """Sixteen bytes that hang on what the document says of itself."""
    import hashlib

    told = hashlib.sha256()
    for part in (info.title, info.author, info.subject, info.creator):
        told.update(str(part).encode("utf-8") + b"\0")
    return told.digest()[:16]


def _text(value: str) -> str:
    return escape("".join(sign for sign in str(value) if sign >= " " or sign in "\t\n"))
