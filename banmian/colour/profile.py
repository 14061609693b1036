"""Colour profiles (ICC.1:2022): whole, of the kind that is wanted, or one clear reason why not."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

MOST_PROFILE_BYTES = 8 * 1024 * 1024
_MOST_TAGS = 1000
_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_KINDS = {b"mntr": "a screen's", b"scnr": "a camera's or scanner's", b"prtr": "a press's", b"spac": "a colour space's"}
_OTHERS = {b"link": "a device link", b"abst": "an abstract profile", b"nmcl": "a list of named colours"}
_TABLES = {b"mft1": (48, 1), b"mft2": (52, 2)}  # where their data begin, bytes a value


class ProfileError(Exception):
    """A profile that cannot be used, with the reason."""


class Profile(msgspec.Struct, frozen=True):
    """An ICC profile as its file holds it."""

    data: bytes
    name: str  #: its description
    space: str  #: GRAY, RGB, CMYK
    kind: str  #: prtr, mntr, scnr, spac
    version: int

    @property
    def parts(self) -> int:
        """Of a colour: 1, 3 or 4."""
        return {"GRAY": 1, "RGB": 3, "CMYK": 4}[self.space]

    @property
    def digest(self) -> str:
        """Of its data."""
        return hashlib.sha256(self.data).hexdigest()

    def littlecms(self) -> Any:
        """As Pillow takes it. Raises ProfileError."""
        from PIL import ImageCms

        try:
            return _littlecms_profile()(self.data)
        except (OSError, ImageCms.PyCMSError, ValueError) as error:
            raise ProfileError(f"littleCMS cannot open it ({error})") from None


@lru_cache(maxsize=1)
def _littlecms_profile() -> Any:
    """Pillow's class of profiles, one that does not write itself anew for every picture that is converted: that takes 3 ms."""
    from PIL import ImageCms

    class Quick(ImageCms.ImageCmsProfile):
        def __init__(self, data: bytes) -> None:
            super().__init__(io.BytesIO(data))
            self.data = data

        def tobytes(self) -> bytes:
            return self.data

    return Quick


def read_profile(data: bytes) -> Profile:
    """The profile in *data*. Raises ProfileError."""
    if len(data) < 132 or data[36:40] != b"acsp":
        raise ProfileError("it is no ICC profile")
    if len(data) > MOST_PROFILE_BYTES:
        raise ProfileError(f"it is larger than {MOST_PROFILE_BYTES // 1024 // 1024} MiB")
    told = int.from_bytes(data[:4], "big")
    if told > len(data):
        raise ProfileError(f"it breaks off: {len(data):,} of {told:,} bytes are there")
    kind, space = data[12:16], data[16:20]
    if kind not in _KINDS:
        raise ProfileError(f"it is {_OTHERS.get(kind, f'of an unknown class ({_plain(kind)})')}, and no profile of a device")
    if space not in _SPACES:
        raise ProfileError(f"its colours are of {_plain(space)}; a profile here is of CMYK, RGB or GRAY")
    if data[8] not in (2, 4):
        raise ProfileError(f"it is of version {data[8]}; PDF knows versions 2 and 4")
    tags = dict(tags_of(data))
    if tags is None or not tags:
        raise ProfileError("its table of contents is damaged")
    for tag, value in tags.items():
        _check_table(tag, value)
    return Profile(data, _description(tags.get(b"desc", b"")) or "unnamed", _plain(space), _plain(kind), data[8])


def tags_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The tags of a profile with what they hold. Raises ProfileError."""
    count = int.from_bytes(data[128:132], "big")
    if not 0 < count <= _MOST_TAGS or 132 + 12 * count > len(data):
        raise ProfileError("its table of contents is damaged")
    for at in range(132, 132 + 12 * count, 12):
        name, start, size = data[at : at + 4], *struct.unpack(">2I", data[at + 4 : at + 12])
        if start < 128 or start + size > len(data):
            raise ProfileError(f"its part {_plain(name)} lies outside the file")
        yield name, data[start : start + size]


def _check_table(tag: bytes, value: bytes) -> None:
    """Whether a table of colours is as large as it says (ICC.1:2022 §10.10, §10.11)."""
    found = _TABLES.get(value[:4])
    if found is None:
        return
    begins, width = found
    if len(value) < begins:
        raise ProfileError(f"its table {_plain(tag)} breaks off")
    inputs, outputs, grid = value[8], value[9], value[10]
    entries = struct.unpack(">2H", value[48:52]) if width == 2 else (256, 256)
    needed = inputs * entries[0] + outputs * entries[1]
    needed += outputs * grid**inputs if inputs <= 4 else len(value)
    if not (0 < inputs <= 4 and 0 < outputs <= 4 and grid > 1 and min(entries) > 1) or begins + width * needed > len(value):
        raise ProfileError(f"its table {_plain(tag)} is damaged")


def _description(tag: bytes) -> str:
    """A profile's name for people, of version 2 or 4."""
    if tag[:4] == b"desc":
        size = int.from_bytes(tag[8:12], "big")
        return tag[12 : 12 + min(size, 200)].split(b"\0")[0].decode("latin-1").strip()
    if tag[:4] == b"mluc" and len(tag) >= 28:
        size, start = struct.unpack(">2I", tag[20:28])
        return tag[start : start + min(size, 400)].decode("utf-16-be", "replace").strip()
    return ""


def _plain(name: bytes) -> str:
    return name.decode("latin-1").strip()


def open_profile(path: str) -> Profile:
    """The profile at *path*. Raises ProfileError and OSError."""
    stamp = Path(path).stat()
    return _opened(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=8)
def _opened(path: str, _changed: int, size: int) -> Profile:
    if size > MOST_PROFILE_BYTES:
        raise ProfileError(f"it is larger than {MOST_PROFILE_BYTES // 1024 // 1024} MiB")
    return read_profile(Path(path).read_bytes())


def press_profile(path: str) -> Profile:
    """The profile of a press at *path*: of its four inks, or of black alone. Raises ProfileError and OSError."""
    found = open_profile(path)
    if found.kind != "prtr":
        raise ProfileError(f"it is {_KINDS[found.kind.encode()]} profile ({found.kind}); a page is printed by a press's (prtr)")
    if found.space == "RGB":
        raise ProfileError("it is of a printer that takes RGB; a press's is of CMYK, or of GRAY for black alone")
    tags = {name for name, _ in tags_of(found.data)}
    if found.space == "CMYK" and not {b"A2B0", b"B2A0"} <= tags:
        raise ProfileError("it tells one direction only; a press's profile has tables from ink to colour and back (A2B0, B2A0)")
    if found.space == "GRAY" and b"kTRC" not in tags:
        raise ProfileError("it does not tell how dark black is (kTRC)")
    found.littlecms()
    return found
