"""Colour profiles: which ones a PDF can hold, what a PNG's gamma means, what a picture looks like on a screen (ICC.1:2022)."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from banmian.pictures.limits import MOST_PROFILE_BYTES

if TYPE_CHECKING:
    from PIL import ImageCms
    from PIL.Image import Image

_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_CLASSES = {b"mntr", b"scnr", b"prtr", b"spac"}
_MATRIX = {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
_WHITE = (0.9642, 1.0, 0.8249)  # of the profile connection space, D50
_SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)  # white, red, green, blue: x and y of each
_GAMMA = 1 / 2.2  # that a PNG for screens tells
# From one white to another, by the cones of Bradford (ICC.1:2022 Annex E).
_CONES = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
Matrix = tuple[tuple[float, float, float], ...]


def usable(profile: bytes, parts: int) -> bool:
    """Whether a PDF can hold *profile* for pictures of so many *parts*: of their space, whole, and of a version that PDF knows."""
    if not 132 <= len(profile) <= MOST_PROFILE_BYTES or profile[36:40] != b"acsp":
        return False
    if _SPACES.get(profile[16:20]) != parts or profile[12:16] not in _CLASSES or profile[8] not in (2, 4):
        return False
    count = int.from_bytes(profile[128:132], "big")
    if not 0 < count <= 1000 or 132 + 12 * count > len(profile):
        return False
    tags = set()
    for at in range(132, 132 + 12 * count, 12):
        name, start, size = profile[at : at + 4], *struct.unpack(">2I", profile[at + 4 : at + 12])
        if start + size > len(profile):
            return False
        tags.add(name)
    return b"A2B0" in tags or (parts == 3 and tags >= _MATRIX) or (parts == 1 and b"kTRC" in tags)


def told_profile(gamma: float | None, colours: Sequence[float] | None, parts: int = 3) -> bytes | None:
    """The profile that a PNG's gamma and its primaries say (PNG 3rd edition §11.3.2); None where they say what screens do.

    *gamma* is the exponent of the file, .45455 for screens; *colours* x and y of white, red, green, blue, of three *parts*.
    """
    usual = parts == 1 or colours is None or max(abs(one - other) for one, other in zip(colours, _SRGB, strict=True)) < 0.002
    if gamma is None or not 0.05 <= gamma <= 5 or (abs(gamma - _GAMMA) < 0.003 and usual):
        return None
    if parts == 1:
        return _profile(b"GRAY", {b"kTRC": _exponent(1 / gamma)})
    told = tuple(colours) if colours is not None and not usual else _SRGB
    try:
        return _matrix_profile(1 / gamma, told)
    except (ZeroDivisionError, struct.error):
        return None


@lru_cache(maxsize=8)
def _matrix_profile(exponent: float, colours: tuple[float, ...]) -> bytes:
    """A profile of three colours and one exponent, of version 2.4."""
    (wx, wy), *primaries = zip(colours[::2], colours[1::2], strict=True)
    white = _light(wx, wy)
    columns = [_light(x, y) for x, y in primaries]
    shares = _times(_inverse(_turned(columns)), white)
    adapted = _adaptation(white)
    tags: dict[bytes, bytes] = {}
    for name, column, share in zip(b"rgb", columns, shares, strict=True):
        tags[bytes([name]) + b"XYZ"] = _point(_times(adapted, [value * share for value in column]))
        tags[bytes([name]) + b"TRC"] = _exponent(exponent)
    return _profile(b"RGB ", tags)


def _exponent(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def _profile(space: bytes, said: dict[bytes, bytes]) -> bytes:
    """A profile of a screen, of version 2.4, with its tags."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"told\0" + bytes(12 + 67),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": _point(_WHITE),
        **said,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 132 + 12 * len(tags)
    for tag, value in tags.items():
        table += tag + struct.pack(">2I", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02400000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + struct.pack(">3i", *map(_fixed, _WHITE)) + bytes(48)
    return head + table + body


def _light(x: float, y: float) -> list[float]:
    return [x / y, 1.0, (1 - x - y) / y]


def _adaptation(white: Sequence[float]) -> Matrix:
    source, target = _times(_CONES, white), _times(_CONES, _WHITE)
    scaled = tuple(tuple(target[row] / source[row] * value for value in _CONES[row]) for row in range(3))
    inverse = _inverse(_CONES)
    return _turned([_times(inverse, column) for column in _turned(scaled)])


def _turned(rows: Sequence[Sequence[float]]) -> Matrix:
    return tuple((row[0], row[1], row[2]) for row in zip(*rows, strict=True))


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def _inverse(rows: Sequence[Sequence[float]]) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = rows
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    found = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return tuple((row[0] / det, row[1] / det, row[2] / det) for row in found)


def _fixed(value: float) -> int:
    return round(value * 65536)


def _point(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *map(_fixed, values))


def on_screen(image: Image, profile: bytes | None) -> Image:
    """*image* in sRGB, as its *profile* says, by littleCMS; without one as it is read everywhere."""
    from PIL import ImageCms

    if profile is None:
        return image if image.mode in ("RGB", "L", "1") else image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        plain = image.convert("L") if image.mode == "1" else image
        found = ImageCms.profileToProfile(plain, source, _screen(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return found if found is not None else image.convert("RGB")


@lru_cache(maxsize=1)
def _screen() -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
