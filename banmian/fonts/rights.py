"""Whether a font may be embedded, as its maker says in it (OpenType 1.9.1, OS/2, fsType)."""

from __future__ import annotations

from pathlib import Path

from banmian.fonts.file import FontError, FontFile
from banmian.fonts.tables import Table
from banmian.spec.files.project import shown

_RESTRICTED, _PREVIEW, _EDITABLE = 0x2, 0x4, 0x8
_WHOLE_ONLY, _BITMAPS_ONLY = 0x100, 0x200


def embedding_of(file: FontFile, tables: dict[str, Table]) -> int:
    """fsType; 0, which allows all, where the font does not say."""
    table = tables.get("OS/2")
    if table is None or table.length < 10:
        return 0
    return int.from_bytes(file.read(table.start + 8, 2), "big")


def may_be_embedded(rights: int) -> bool:
    """Whether a document may take the font along: where several rights are named, the most generous counts."""
    return not (rights & _BITMAPS_ONLY) and (rights & (_RESTRICTED | _PREVIEW | _EDITABLE)) != _RESTRICTED


def whole_only(rights: int) -> bool:
    """Whether a document may take the font along as a whole only, and no subset of it."""
    return bool(rights & _WHOLE_ONLY)


def told(rights: int) -> str:
    """What the maker allows, in words."""
    if rights & _BITMAPS_ONLY:
        return "bitmaps only"
    kinds = ((_EDITABLE, "editable"), (_PREVIEW, "print and preview"), (_RESTRICTED, "restricted"))
    kind = next((word for bit, word in kinds if rights & bit), "")
    return f"{kind or 'installable'}{', no subsets' if whole_only(rights) else ''}"


def check_rights(file: FontFile, tables: dict[str, Table]) -> None:
    """Refuse a font that may not be embedded. Raises FontError."""
    rights = embedding_of(file, tables)
    if not may_be_embedded(rights):
        raise FontError(
            f"the font file {shown(Path(file.path))} may not be embedded: its maker says so (OS/2, fsType {rights}: {told(rights)})"
        )
