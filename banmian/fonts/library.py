"""Find fonts by family and weight in folders: what each file says of itself, and which face of a family is meant.

Folders are searched in a fixed order, files by name, and the first folder that has the family counts. A file that cannot be read
is passed over; what it is is told by `banmian fonts`, and where the page uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import uharfbuzz as hb

from banmian.fonts.file import FontError, FontFile, face_count, open_font
from banmian.fonts.limits import MOST_DEPTH, MOST_FILES
from banmian.fonts.rights import embedding_of, may_be_embedded
from banmian.fonts.tables import OUTLINES, Table, tables_of
from banmian.spec.catalogue import FaceRecord

ENDINGS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}
_FAMILY, _STYLE, _FULL, _POSTSCRIPT, _LICENCE, _LICENCE_ADDRESS, _OWN_FAMILY, _OWN_STYLE = 1, 2, 4, 6, 13, 14, 16, 17
_STRETCHES = (50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0)  # of OS/2's width classes
_ITALIC = 0x01  # of OS/2's selection
_OBLIQUE = 0x200


class Axis(msgspec.Struct, frozen=True):
    """An axis of a variable font."""

    least: float
    usual: float
    most: float

    def within(self, value: float) -> float:
        """The place on it that is nearest to *value*."""
        return min(max(value, self.least), self.most)


class FoundFace(msgspec.Struct, frozen=True):
    """What a font file says of one of its faces."""

    path: str
    index: int
    names: tuple[str, ...]  #: of its family, in every language
    full: tuple[str, ...]  #: full names and the PostScript name
    style: str
    weight: int
    stretch: float  #: per cent of the usual width
    italic: bool
    axes: dict[str, Axis]
    rights: int  #: fsType
    licence: str
    glyphs: int

    @property
    def family(self) -> str:
        """The name that people would write."""
        return next((name for name in self.names if not name.isascii()), self.names[0])

    def record(self, family: str, weight: int, stretch: float, italic: bool) -> FaceRecord:
        """The face at a weight and a width, as far as its axes reach."""
        wanted = {"wght": float(weight), "wdth": stretch, "ital": float(italic)}
        if italic and "ital" not in self.axes and "slnt" in self.axes:
            wanted["slnt"] = self.axes["slnt"].least
        places = {tag: self.axes[tag].within(value) for tag, value in wanted.items() if tag in self.axes}
        own = round(places.get("wght", self.weight))
        return FaceRecord(self.path, self.index, family, own, tuple(sorted(places.items())))


def faces_in(folder: Path, deep: bool = True) -> tuple[FoundFace, ...]:
    """The faces of the font files in *folder* and, *deep*, in the folders within it; those that can be read."""
    found: list[FoundFace] = []
    for path in font_files(folder, deep):
        try:
            found += faces_of(path)
        except FontError:
            continue
    return tuple(found)


def font_files(folder: Path, deep: bool = True) -> list[Path]:
    """The font files of a folder, by name, a few thousand at the most."""
    found: list[Path] = []
    for path in _walk(folder, MOST_DEPTH if deep else 0):
        found.append(path)
        if len(found) >= MOST_FILES:
            break
    return found


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.suffix.lower() in ENDINGS and entry.is_file():
            yield entry
        elif depth and entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, depth - 1)


def faces_of(path: Path) -> tuple[FoundFace, ...]:
    """The faces of one file. Raises FontError."""
    told = path.stat()
    return _faces_of(str(path), (told.st_mtime_ns, told.st_size))


@lru_cache(maxsize=MOST_FILES)
def _faces_of(path: str, stamp: tuple[int, int]) -> tuple[FoundFace, ...]:
    font = open_font(path)
    return tuple(found for index in range(face_count(font)) if (found := _face(font, index)) is not None)


def _face(font: FontFile, index: int) -> FoundFace | None:
    """One face; None for one that has no outlines or no name."""
    tables = tables_of(font, index)
    if not any(table in tables for table in OUTLINES) or not {"cmap", "hmtx"} <= tables.keys():
        return None
    face = hb.Face(font.blob, index)
    names = _names(face)
    families = (*names.get(_OWN_FAMILY, ()), *names.get(_FAMILY, ()))
    if not families:
        return None
    weight, stretch, italic = _looks(font, tables)
    axes = (
        {axis.tag: Axis(axis.min_value, axis.default_value, axis.max_value) for axis in face.axis_infos} if "fvar" in tables else {}
    )
    licence = next(iter((*names.get(_LICENCE, ()), *names.get(_LICENCE_ADDRESS, ()))), "")
    return FoundFace(
        font.path,
        index,
        tuple(dict.fromkeys(families)),
        (*names.get(_FULL, ()), *names.get(_POSTSCRIPT, ())),
        next(iter((*names.get(_OWN_STYLE, ()), *names.get(_STYLE, ()))), "Regular"),
        weight,
        stretch,
        italic,
        axes,
        embedding_of(font, tables),
        " ".join(licence.split()),
        face.glyph_count,
    )


def _names(face: hb.Face) -> dict[int, tuple[str, ...]]:
    """Names by their number, in every language that the face has them in, English first."""
    found: dict[int, list[str]] = {}
    for entry in sorted(face.list_names(), key=lambda entry: (entry.language != "en", entry.language or "")):
        name = face.get_name(entry.name_id, entry.language)
        if name:
            found.setdefault(int(entry.name_id), []).append(str(name))
    return {number: tuple(dict.fromkeys(names)) for number, names in found.items()}


def _looks(font: FontFile, tables: dict[str, Table]) -> tuple[int, float, bool]:
    """Weight, width in per cent and whether it is italic, by OS/2."""
    table = tables.get("OS/2")
    data = font.read(table.start, 64) if table is not None else b""
    if len(data) < 64:
        return 400, 100.0, False
    weight, width = int.from_bytes(data[4:6], "big"), int.from_bytes(data[6:8], "big")
    selection = int.from_bytes(data[62:64], "big")
    stretch = _STRETCHES[width - 1] if 1 <= width <= 9 else 100.0
    return (weight if 1 <= weight <= 1000 else 400), stretch, bool(selection & (_ITALIC | _OBLIQUE))


def choose(faces: Sequence[FoundFace], family: str, weight: int, stretch: float = 100.0, italic: bool = False) -> FaceRecord | None:
    """The face of *family* that is nearest to what is wanted: upright or italic first, then its width, then its weight.

    None where none of *faces* is of that family, by any of its names or by its full name.
    """
    wanted = family.casefold()
    own = [face for face in faces if any(name.casefold() == wanted for name in face.names)]
    full = [face for face in faces if any(name.casefold() == wanted for name in face.full)]

    def away(face: FoundFace) -> tuple[bool, bool, float, float, int]:
        leans = face.italic or (italic and ("ital" in face.axes or "slnt" in face.axes))
        wide = face.axes["wdth"].within(stretch) if "wdth" in face.axes else face.stretch
        heavy = face.axes["wght"].within(weight) if "wght" in face.axes else face.weight
        return not may_be_embedded(face.rights), leans is not italic, abs(wide - stretch), abs(heavy - weight), -face.weight

    if not own and not full:
        return None
    return min(own or full, key=away).record(family, weight, stretch, italic)
