"""Open a font file of any kind: TrueType, OpenType, collections, WOFF and WOFF2.

WOFF and WOFF2 are unpacked by fontTools, in a process that may use so much time and memory and no more.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import uharfbuzz as hb

from banmian.fonts.limits import MIB, MOST_BYTES, MOST_FACES, UNPACK_SECONDS
from banmian.spec.files.child import NO_TOOLS, reason, run_child
from banmian.spec.files.project import bundled, shown

_SFNT = {b"\0\1\0\0", b"OTTO", b"true", b"typ1"}
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%!PS-AdobeFont", "it is a Type 1 font; convert it to OpenType"),
    (b"%!FontType1", "it is a Type 1 font; convert it to OpenType"),
    (b"\x80\x01", "it is a Type 1 font; convert it to OpenType"),
    (b"\0\0\1\0\0\0", "it is a Macintosh suitcase; convert it to OpenType"),
    (b"STARTFONT", "it is a bitmap font; a page needs outlines"),
    (b"\1fcp", "it is a bitmap font; a page needs outlines"),
    (b"PK\x03\x04", "it is a packed file; unpack it first"),
    (b"<", "it is a web page or XML, and no font"),
)


class FontError(Exception):
    """A font file that cannot be used; says which, where in it, and why."""


class FontFile(msgspec.Struct, frozen=True, eq=False):
    """A font file, opened. *data* is there where it had to be unpacked."""

    path: str
    blob: hb.Blob
    size: int
    data: bytes | None = None

    def read(self, start: int, length: int) -> bytes:
        """A part of it."""
        if self.data is not None:
            return self.data[start : start + length]
        with Path(self.path).open("rb") as file:
            file.seek(start)
            return file.read(length)


def open_font(path: str) -> FontFile:
    """The font file at *path*, opened once while it stays the same. Raises FontError."""
    try:
        told = Path(path).stat()
    except OSError as error:
        raise FontError(f"the font file {shown(Path(path))} cannot be read: {error.strerror}") from None
    return _opened(path, (told.st_mtime_ns, told.st_size))


@lru_cache(maxsize=32)
def _opened(path: str, stamp: tuple[int, int]) -> FontFile:
    name = shown(Path(path))
    if stamp[1] > MOST_BYTES:
        raise FontError(f"the font file {name} is larger than {MOST_BYTES // MIB} MiB")
    try:
        with Path(path).open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise FontError(f"the font file {name} cannot be read: {error.strerror}") from None
    if head[:4] in (b"wOFF", b"wOF2"):
        data = _unpacked(path, name)
        return FontFile(path, hb.Blob(data), len(data), data)
    if head[:4] not in _SFNT and head[:4] != b"ttcf":
        told = next((said for beginning, said in _OTHERS if head.startswith(beginning)), "it is no font")
        raise FontError(f"the font file {name} cannot be used: {'it is empty' if not head else told}")
    try:
        return FontFile(path, hb.Blob.from_file_path(path), stamp[1])
    except (OSError, hb.HarfBuzzError) as error:
        raise FontError(f"the font file {name} cannot be read: {error}") from None


def _unpacked(path: str, name: str) -> bytes:
    """A WOFF or WOFF2 as it was before."""
    try:
        made = run_child("banmian.fonts.unpack", [str(Path(path).resolve())], b"", UNPACK_SECONDS)
    except TimeoutError:
        raise FontError(f"the font file {name} takes longer than {UNPACK_SECONDS} seconds to unpack") from None
    if made.returncode == NO_TOOLS:
        raise FontError(f"the font file {name} needs fontTools and Brotli: python3 -m pip install 'banmian[woff]'")
    if made.returncode or not made.stdout:
        raise FontError(f"the font file {name} is broken: {reason(made)}")
    return made.stdout


def face_count(font: FontFile) -> int:
    """How many faces a file holds. Raises FontError."""
    head = font.read(0, 12)
    if head[:4] != b"ttcf":
        return 1
    count = int.from_bytes(head[8:12], "big")
    if not 0 < count <= MOST_FACES:
        raise FontError(f"the font file {shown(Path(font.path))} is broken: it says that it holds {count:,} faces")
    return count


def is_bundled(path: str) -> bool:
    """Whether a font file is one that comes with banmian, and was looked at when it was built."""
    return Path(path).parent == _bundled()


@lru_cache(maxsize=1)
def _bundled() -> Path:
    return bundled("fonts")
