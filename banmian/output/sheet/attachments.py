"""Files that ride along in a PDF, and what they are to it (ISO 32000-2 §7.11, §14.13; ISO 19005-3 §6.8)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from enum import Enum
from typing import Any

import msgspec

from banmian.output.sheet.raw import Raw, allotted, pdf_text

_LARGE = 1 << 20  # of which the last hundredth is not worth the time
_DATE = "(D:20000101000000+00'00')"  # the same bytes on any day


class Relationship(Enum):
    """What a file is to the page that it rides in (§14.13)."""

    SOURCE = "Source"
    DATA = "Data"
    SUPPLEMENT = "Supplement"


class Attachment(msgspec.Struct, frozen=True):
    """One file."""

    name: str
    data: bytes
    kind: str  #: its media type
    relationship: Relationship
    told: str = ""  #: what it is, in a few words


class _Stream(Raw):
    """An embedded file's stream."""

    def __init__(self, head: str, data: bytes) -> None:
        super().__init__(head)
        self.data = data

    def format(self, document: Any) -> bytes:
        """ReportLab's hook."""
        return b"%s\nstream\n%s\nendstream" % (self.text.encode("ascii"), self.data)


def attach(document: Any, attachments: Sequence[Attachment]) -> None:
    """Put *attachments* into ReportLab's *document*."""
    if not attachments:
        return
    rows, numbers = [], []
    for item in sorted(attachments, key=lambda item: name_key(item.name)):
        data = zlib.compress(item.data, 9 if len(item.data) < _LARGE else 6)
        kind = "".join(char if char.isalnum() or char in "-." else f"#{ord(char):02X}" for char in item.kind)
        head = (
            f"<</Type/EmbeddedFile/Subtype/{kind}/Params<</Size {len(item.data)}/ModDate{_DATE}>>"
            f"/Filter/FlateDecode/Length {len(data)}>>"
        )
        stream = _Stream(head, data)
        document.Reference(stream)
        file, number = allotted(document)
        inside = document.idToObjectNumberAndVersion[stream.__InternalName__][0]
        told = f"/Desc{pdf_text(item.told)}" if item.told else ""
        name = pdf_text(item.name)
        file.text = (
            f"<</Type/Filespec/F{name}/UF{name}{told}/AFRelationship/{item.relationship.value}"
            f"/EF<</F {inside} 0 R/UF {inside} 0 R>>>>"
        )
        rows.append(f"{name}{number} 0 R")
        numbers.append(f"{number} 0 R")
    catalog = document.Catalog
    names = getattr(catalog, "Names", None)
    before = names.text[2:-2] if isinstance(names, Raw) else ""
    catalog.Names = Raw(f"<<{before}/EmbeddedFiles<</Names[{''.join(rows)}]>>>>")
    catalog.AF = Raw(f"[{' '.join(numbers)}]")


def name_key(name: str) -> bytes:
    """By which a name is sorted in a name tree: names are in the order of their bytes (§7.9.6)."""
    return name.encode("ascii") if name.isascii() and name.isprintable() else b"\xfe\xff" + name.encode("utf-16-be")
