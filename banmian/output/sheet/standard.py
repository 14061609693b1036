"""The standards that a file may keep to, which of them go together, and the output intent that they want.

ISO 15930-1, -4, -7 (PDF/X), ISO 19005-2, -3, -4 (PDF/A), ISO 14289-1, -2 (PDF/UA).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from enum import Enum
from typing import Any

import msgspec
from reportlab.pdfbase import pdfdoc

from banmian.colour.condition import Condition
from banmian.output.sheet.metadata import Metadata, xmp


class Standard(Enum):
    """A standard that a file keeps to."""

    X4 = "pdf/x-4"
    X1A_2001 = "pdf/x-1a:2001"
    X1A_2003 = "pdf/x-1a:2003"
    A2U = "pdf/a-2u"
    A3U = "pdf/a-3u"
    A4 = "pdf/a-4"
    A4F = "pdf/a-4f"
    UA1 = "pdf/ua-1"
    UA2 = "pdf/ua-2"

    @property
    def version(self) -> tuple[int, int]:
        """Of PDF, as its header says."""
        return _VERSIONS.get(self, (1, 7))

    @property
    def flat(self) -> bool:
        """Whether nothing may be transparent."""
        return self in (Standard.X1A_2001, Standard.X1A_2003)

    @property
    def is_press(self) -> bool:
        """Whether it is for the press."""
        return self in PRESS

    @property
    def is_archive(self) -> bool:
        """Whether it is for the archive."""
        return self in _ARCHIVE

    @property
    def is_accessible(self) -> bool:
        """Whether it is for those who do not see the page."""
        return self in _ACCESSIBLE

    @property
    def keys(self) -> dict[str, str]:
        """What the document information says (ISO 15930-1 §6.3, -4 §6.3, -7 §6.2)."""
        return _KEYS.get(self, {})

    @property
    def carries(self) -> bool:
        """Whether files of any kind may ride along (ISO 19005-3 §6.8, -4 annex A)."""
        return self in (Standard.A3U, Standard.A4F)


_VERSIONS = {
    Standard.X4: (1, 6), Standard.X1A_2001: (1, 3), Standard.X1A_2003: (1, 4),
    Standard.A4: (2, 0), Standard.A4F: (2, 0), Standard.UA2: (2, 0),
}  # fmt: skip
PRESS = (Standard.X4, Standard.X1A_2001, Standard.X1A_2003)
_ARCHIVE = (Standard.A2U, Standard.A3U, Standard.A4, Standard.A4F)
_ACCESSIBLE = (Standard.UA1, Standard.UA2)
_KEYS = {
    Standard.X4: {"GTS_PDFXVersion": "PDF/X-4"},
    Standard.X1A_2001: {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"},
    Standard.X1A_2003: {"GTS_PDFXVersion": "PDF/X-1a:2003"},
}
# Which standards one file may keep at once: those of one version of PDF, that forbid nothing that another wants.
_TOGETHER = (
    {Standard.X4, Standard.A2U, Standard.UA1},
    {Standard.A3U, Standard.UA1},
    {Standard.A4, Standard.UA2},
    {Standard.A4F, Standard.UA2},
)


class Keeping(msgspec.Struct, frozen=True):
    """What a file keeps to: standards that go together, or none; and whether its words are tagged."""

    standards: tuple[Standard, ...] = ()
    tagged: bool = True

    @property
    def name(self) -> str:
        """As people say it."""
        return " and ".join(item.value for item in self.standards)

    @property
    def press(self) -> Standard | None:
        """That for the press."""
        return next((item for item in self.standards if item.is_press), None)

    @property
    def archive(self) -> Standard | None:
        """That for the archive."""
        return next((item for item in self.standards if item.is_archive), None)

    @property
    def accessible(self) -> Standard | None:
        """That for those who do not see the page."""
        return next((item for item in self.standards if item.is_accessible), None)

    @property
    def flat(self) -> bool:
        """Whether nothing may be transparent."""
        return any(item.flat for item in self.standards)

    @property
    def version(self) -> tuple[int, int]:
        """Of PDF, as the header says: the earliest that one of the standards asks for."""
        return min((item.version for item in self.standards), default=(1, 7))

    @property
    def rewritten(self) -> bool:
        """Whether the file is more than ReportLab's own, press files aside."""
        return self.tagged or self.press is None

    @property
    def keys(self) -> dict[str, str]:
        """What the document information says of it."""
        return self.press.keys if self.press is not None else {}

    @property
    def carries(self) -> bool:
        """Whether files of any kind may ride along."""
        return self.archive is not None and self.archive.carries


def kept(standard: Standard | Keeping) -> Keeping:
    """One standard as what is kept: press files are tagged only where that is asked for."""
    return standard if isinstance(standard, Keeping) else Keeping((standard,), not standard.is_press)


def keeping(standards: Sequence[Standard], tagged: bool | None = None) -> Keeping:
    """*standards* kept together; raises ValueError where they do not go together. *tagged* is as usual for them by None."""
    wanted = set(standards)
    if len(wanted) > 1 and not any(wanted <= group for group in _TOGETHER):
        names = " and ".join(item.value for item in standards)
        raise ValueError(f"{names} do not go together")
    accessible = any(item.is_accessible for item in wanted)
    if accessible and tagged is False:
        raise ValueError(f"{next(item.value for item in standards if item.is_accessible)} wants tags")
    usual = accessible or any(item.is_archive for item in wanted)
    return Keeping(tuple(sorted(wanted, key=list(Standard).index)), usual if tagged is None else tagged)


class Catalog(pdfdoc.PDFCatalog):
    """ReportLab's, with what a standard wants in it."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "AF"]  # noqa: RUF012 - as ReportLab has it
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


def keep_to(document: Any, keeping: Keeping, condition: Condition | None) -> None:
    """Prepare ReportLab's *document* for its standards, before anything is put into it."""
    document._pdfVersion = keeping.version
    before = document.Catalog
    document.Catalog = document._catalog = Catalog()
    document.Catalog.__dict__.update(before.__dict__)
    document.info = _Info(keeping.keys)
    kinds = ["GTS_PDFX"] if keeping.press is not None else []
    kinds += ["GTS_PDFA1"] if keeping.archive is not None else []
    if kinds and condition is not None:
        document.Catalog.OutputIntents = pdfdoc.PDFArray([_intent(document, condition, kind) for kind in kinds])


def _intent(document: Any, condition: Condition, kind: str) -> Any:
    """The output intent: for which printing the colours are made (ISO 32000-2 §14.11.5)."""
    profile = condition.profile
    key = f"intent{profile.digest[:16]}"
    stream = document.idToObject.get(key)
    if stream is None:
        stream = pdfdoc.PDFStream(content=zlib.compress(profile.data, 9), filters=[])
        stream.dictionary["N"] = profile.parts
        stream.dictionary["Alternate"] = pdfdoc.PDFName({4: "DeviceCMYK", 3: "DeviceRGB", 1: "DeviceGray"}[profile.parts])
        stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    name = profile.name.encode("ascii", "replace").decode("ascii")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName(kind),
            "OutputConditionIdentifier": pdfdoc.PDFString(name),
            "OutputCondition": pdfdoc.PDFString(name),
            "Info": pdfdoc.PDFString(name),
            "DestOutputProfile": document.Reference(stream, key),
        }
    )


def say(document: Any, keeping: Keeping) -> None:
    """What the file says of itself, as XMP, in step with its document information."""
    marks = [item.value for item in keeping.standards]
    document.Catalog.Metadata = Metadata(xmp(document.info, marks, keeping.keys).encode("utf-8"))
