"""List the fonts that a page may use: families, weights, what of a text each lacks, licence and rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import uharfbuzz as hb

from banmian.fonts.file import FontError, open_font
from banmian.fonts.library import FoundFace, faces_of, font_files
from banmian.fonts.rights import may_be_embedded, told
from banmian.spec.catalogue import Catalogue
from banmian.spec.files.project import shown

_TOLD = 8  # characters that are named of those that a face lacks


class ListedFace(msgspec.Struct, frozen=True):
    """One face of a family. *lacks* are the characters of the text that it does not have."""

    file: str
    index: int
    style: str
    weights: tuple[int, int]  #: the least and the most, which differ for a variable font
    widths: tuple[float, float]  #: per cent
    italic: bool
    glyphs: int
    embedding: str  #: what its maker allows, in words
    usable: bool
    lacks: str


class ListedFamily(msgspec.Struct, frozen=True):
    """A family under the name that styles write."""

    family: str
    names: tuple[str, ...]  #: by which it is known besides
    source: str  #: where it comes from: fonts.yaml, a folder, the machine
    licence: str
    faces: tuple[ListedFace, ...]


class Listing(msgspec.Struct, frozen=True):
    """What there is, and the files that cannot be used, with the reason."""

    families: tuple[ListedFamily, ...]
    broken: tuple[str, ...]


def list_fonts(catalogue: Catalogue, folders: Sequence[tuple[Path, bool]], machine: Sequence[Path], text: str) -> Listing:
    """The catalogue's families, those in *folders* (each with the folders in it, or without) and those of the *machine*."""
    wanted = sorted({char for char in text if not char.isspace()})
    broken: list[str] = []
    families: list[ListedFamily] = []
    listed: set[str] = set()
    for name, family in catalogue.families.items():
        faces = []
        for record in catalogue.faces:
            if record.family == name:
                found = _looked_into(Path(record.path), broken)
                faces += [(face, record.weight) for face in found if face.index == record.index]
        listed |= {face.path for face, _ in faces}
        if faces:
            families.append(_family(name, (family.name, *faces[0][0].names), "fonts.yaml", faces, wanted))
    places = [(folder, deep, shown(folder)) for folder, deep in folders] + [(folder, True, "this machine") for folder in machine]
    for folder, deep, source in places:
        grouped: dict[str, list[tuple[FoundFace, int]]] = {}
        for path in font_files(folder, deep):
            if str(path) not in listed:
                listed.add(str(path))
                for face in _looked_into(path, broken):
                    grouped.setdefault(face.family, []).append((face, face.weight))
        families += [_family(name, faces[0][0].names, source, faces, wanted) for name, faces in sorted(grouped.items())]
    return Listing(tuple(families), tuple(broken))


def _looked_into(path: Path, broken: list[str]) -> tuple[FoundFace, ...]:
    try:
        return faces_of(path)
    except (FontError, OSError) as error:
        broken.append(str(error))
        return ()


def _family(
    name: str, names: Iterable[str], source: str, faces: Sequence[tuple[FoundFace, int]], wanted: Sequence[str]
) -> ListedFamily:
    others = tuple(other for other in dict.fromkeys(names) if other != name)
    licence = next((face.licence for face, _ in faces if face.licence), "")
    made = [_face(face, weight, wanted) for face, weight in faces]
    made.sort(key=lambda face: (face.italic, face.widths, face.weights))
    return ListedFamily(name, others, source, licence, tuple(made))


def _face(face: FoundFace, weight: int, wanted: Sequence[str]) -> ListedFace:
    heavy, wide = face.axes.get("wght"), face.axes.get("wdth")
    has = hb.Face(open_font(face.path).blob, face.index).unicodes
    return ListedFace(
        shown(Path(face.path)),
        face.index,
        face.style,
        (round(heavy.least), round(heavy.most)) if heavy else (weight, weight),
        (wide.least, wide.most) if wide else (face.stretch, face.stretch),
        face.italic,
        face.glyphs,
        told(face.rights),
        may_be_embedded(face.rights),
        "".join(char for char in wanted if ord(char) not in has),
    )


def listing_text(listing: Listing, text: str) -> str:
    """The listing as people read it."""
    count = len({char for char in text if not char.isspace()})
    rows: list[str] = []
    for family in listing.families:
        known = f" ({', '.join(family.names)})" if family.names else ""
        rows.append(f"{family.family}{known} - {family.source}")
        if family.licence:
            rows.append(f"    {family.licence[:100]}{'…' if len(family.licence) > 100 else ''}")
        for face in family.faces:
            rows.append(f"    {_weights(face):<14} {_widths(face)}{face.file}{_number(face)}: {_about(face, count)}")
    rows += [f"cannot be used: {reason}" for reason in listing.broken]
    return "\n".join(rows)


def _weights(face: ListedFace) -> str:
    least, most = face.weights
    return f"{least} to {most}" if least != most else str(least)


def _widths(face: ListedFace) -> str:
    least, most = face.widths
    wide = f"{least:g}% to {most:g}% wide " if least != most else f"{least:g}% wide " if least != 100 else ""
    return f"{wide}{'italic ' if face.italic else ''}"


def _number(face: ListedFace) -> str:
    return f" [{face.index}]" if face.index else ""


def _about(face: ListedFace, count: int) -> str:
    parts = [f"{face.glyphs:,} glyphs", f"{'' if face.usable else 'may not be embedded: '}{face.embedding}"]
    if count and face.lacks:
        named = f"{face.lacks[:_TOLD]}{'…' if len(face.lacks) > _TOLD else ''}"
        parts.append(f"lacks {len(face.lacks)} of {count:,} characters: {named}")
    elif count:
        parts.append(f"has all {count:,} characters")
    return ", ".join(parts)
