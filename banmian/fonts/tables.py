"""The tables of a face: where they lie, and whether they are sound.

HarfBuzz reads a broken table as an empty one, without a word. So the directory and the tables that every face needs are looked at
here (OpenType 1.9.1, "The OpenType font file"): what is missing, reaches beyond the file or contradicts itself is refused with the
table's name, and a table that is not what its checksum says is told.
"""

from __future__ import annotations

import array
import struct
import sys
from pathlib import Path

import msgspec

from banmian.fonts.file import FontError, FontFile, face_count
from banmian.fonts.limits import EM_SIZES, EOF_SLACK, MOST_TABLES
from banmian.spec.files.project import shown

OUTLINES = ("glyf", "CFF ", "CFF2")
_NEEDED = ("head", "maxp", "hhea", "hmtx", "cmap")
_IN_COLOUR = {"CBDT", "sbix", "SVG ", "EBDT", "bdat"}
_MAGIC = 0x5F0F3CF5


class Table(msgspec.Struct, frozen=True):
    """Where a table lies, and what its bytes add up to by the file's directory."""

    start: int
    length: int
    checksum: int


def tables_of(font: FontFile, index: int) -> dict[str, Table]:
    """The tables of a face, by name; each lies within the file. Raises FontError."""
    name = shown(Path(font.path))
    start = 0
    if font.read(0, 4) == b"ttcf":
        count = face_count(font)
        if index >= count:
            raise FontError(f"the font file {name} has {count} face{'s' if count > 1 else ''}; number {index} is not there")
        start = int.from_bytes(font.read(12 + 4 * index, 4), "big")
    elif index:
        raise FontError(f"the font file {name} has 1 face; number {index} is not there")
    head = font.read(start, 12)
    count = int.from_bytes(head[4:6], "big")
    directory = font.read(start + 12, 16 * count)
    if len(head) < 12 or not 0 < count <= MOST_TABLES or len(directory) < 16 * count:
        raise FontError(f"the font file {name} is broken: its directory of tables breaks off")
    found: dict[str, Table] = {}
    for at in range(0, len(directory), 16):
        tag, checksum, offset, length = struct.unpack(">4s3I", directory[at : at + 16])
        table = tag.decode("latin-1")
        if offset + length > font.size + EOF_SLACK:
            raise FontError(f"the font file {name} is broken: its table {table.strip()} breaks off")
        found[table] = Table(offset, length, checksum)
    return found


def check_tables(font: FontFile, tables: dict[str, Table]) -> None:
    """Refuse a face whose tables are missing or contradict one another. Raises FontError with the table's name."""
    name = shown(Path(font.path))
    outlines = [table for table in OUTLINES if table in tables]
    if not outlines and _IN_COLOUR & tables.keys():
        raise FontError(f"the font file {name} cannot be used: it holds pictures of letters, and no outlines")
    if not outlines:
        raise _broken(font, "glyf", "is missing, and so are CFF and CFF2")
    for table in (*_NEEDED, *(("loca",) if outlines[0] == "glyf" else ())):
        if table not in tables:
            raise _broken(font, table, "is missing")
    head = font.read(tables["head"].start, 54)
    if len(head) < 54 or int.from_bytes(head[12:16], "big") != _MAGIC:
        raise _broken(font, "head", "is damaged")
    units = int.from_bytes(head[18:20], "big")
    if not EM_SIZES[0] <= units <= EM_SIZES[1]:
        raise _broken(font, "head", f"says that an em has {units} units")
    glyphs = _check_widths(font, tables)
    if outlines[0] == "glyf":
        _check_places(font, tables, glyphs, int.from_bytes(head[50:52], "big"))
    elif font.read(tables[outlines[0]].start, 1) != (b"\1" if outlines[0] == "CFF " else b"\2"):
        raise _broken(font, outlines[0], "is damaged in its head")


def _check_widths(font: FontFile, tables: dict[str, Table]) -> int:
    """How many glyphs there are; their widths are there."""
    maxp, hhea = (font.read(tables[table].start, 36) for table in ("maxp", "hhea"))
    glyphs, metrics = int.from_bytes(maxp[4:6], "big"), int.from_bytes(hhea[34:36], "big")
    if tables["maxp"].length < 6 or not glyphs:
        raise _broken(font, "maxp", "says that there are no glyphs")
    if tables["hhea"].length < 36 or not 0 < metrics <= glyphs:
        raise _broken(font, "hhea", f"says that {metrics:,} of {glyphs:,} glyphs have widths")
    if tables["hmtx"].length < 4 * metrics:
        raise _broken(font, "hmtx", "breaks off")
    return glyphs


def _check_places(font: FontFile, tables: dict[str, Table], glyphs: int, wide: int) -> None:
    """The outlines of TrueType lie where the table of their places says."""
    if wide not in (0, 1):
        raise _broken(font, "head", "does not say how loca is written")
    size = 4 if wide else 2
    if tables["loca"].length < size * (glyphs + 1):
        raise _broken(font, "loca", "breaks off")
    last = int.from_bytes(font.read(tables["loca"].start + size * glyphs, size), "big") * (1 if wide else 2)
    if last > tables["glyf"].length:
        raise _broken(font, "loca", "points beyond the table glyf")


def _broken(font: FontFile, table: str, what: str) -> FontError:
    return FontError(f"the font file {shown(Path(font.path))} is broken: its table {table.strip()} {what}")


def unlike_their_checksums(font: FontFile, tables: dict[str, Table]) -> list[str]:
    """The tables that are not what the directory's checksums say (OpenType, "Calculating checksums")."""
    return [name.strip() for name, table in tables.items() if _sum(font, name, table) != table.checksum]


def _sum(font: FontFile, name: str, table: Table) -> int:
    data = font.read(table.start, table.length)
    data += bytes(-len(data) % 4)
    if name == "head":  # its own field of the whole file's checksum counts as nought
        data = data[:8] + bytes(4) + data[12:]
    words = array.array("I" if array.array("I").itemsize == 4 else "L", data)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
