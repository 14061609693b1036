"""Find fonts of this machine by name, for pages that allow it: as a family, and as the last resort for a missing character.

A page that names system fonts may look different on another machine; nothing else in a page does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from banmian.fonts.library import FoundFace, choose, faces_in
from banmian.spec.catalogue import FaceRecord


def find_system_font(
    name: str, folders: Sequence[Path] | None = None, weight: int = 400, stretch: float = 100.0, italic: bool = False
) -> FaceRecord | None:
    """The face of the family or with the full name *name* that is nearest to what is wanted; None where there is none."""
    return choose(_faces(tuple(folders) if folders else font_folders()), name, weight, stretch, italic)


@lru_cache
def _faces(folders: tuple[Path, ...]) -> tuple[FoundFace, ...]:
    return tuple(face for folder in folders for face in faces_in(folder))


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
