"""Find fonts of this machine by name, for pages that allow it: the last resort for a missing character.

A page that names system fonts may look different on another machine; nothing else in a page does. Folders are
searched in a fixed order, files by name, and the first match counts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from banmian.spec.catalogue import FaceRecord

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_UPRIGHT = {"regular", "book", "roman", "medium", ""}


def find_system_font(name: str, folders: Sequence[Path] | None = None) -> FaceRecord | None:
    """The face whose full name, or whose family's upright regular face, is *name*; None where there is none to embed."""
    wanted, family = name.casefold(), None
    for path, index, full, own_family, style, embeddable in _named_faces(tuple(folders) if folders else font_folders()):
        if not embeddable:
            continue
        record = FaceRecord(str(path), index, name, 400)
        if full.casefold() == wanted:
            return record
        if own_family.casefold() == wanted and (family is None or style.casefold() == "regular") and style.casefold() in _UPRIGHT:
            family = family or record
    return family


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return local, Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return own / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared.split(":") if folder)


@lru_cache
def _named_faces(folders: tuple[Path, ...]) -> tuple[tuple[Path, int, str, str, str, bool], ...]:
    """File, index, full name, family, style of every face, and whether it has outlines."""
    return tuple(face for folder in folders for face in _faces_in(folder))


def _faces_in(folder: Path) -> Iterator[tuple[Path, int, str, str, str, bool]]:
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS):
        try:
            blob = hb.Blob.from_file_path(str(path))
        except (OSError, hb.HarfBuzzError):
            continue
        for index in range(blob_faces(blob)):
            face = hb.Face(blob, index)
            names = [
                str(face.get_name(item) or "")
                for item in (
                    hb.OTNameIdPredefined.FULL_NAME,
                    hb.OTNameIdPredefined.FONT_FAMILY,
                    hb.OTNameIdPredefined.FONT_SUBFAMILY,
                )
            ]
            tags = set(face.table_tags)
            yield path, index, names[0], names[1], names[2], bool(tags & {"glyf", "CFF "}) and {"cmap", "hmtx"} <= tags


def blob_faces(blob: hb.Blob) -> int:
    """How many faces a font file holds."""
    head = bytes(blob.data[:12])
    return int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1
