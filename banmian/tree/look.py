"""How a picture looks, in a few bytes: enough to tell a recompressed photograph from another one."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import msgspec

from banmian.pictures.greys import grey_picture

if TYPE_CHECKING:
    from PIL.Image import Image

_GRID = 8


class Look(msgspec.Struct, frozen=True):
    """A picture's size, the digest of its data and its colours on a grid of 8 by 8."""

    pixels: tuple[int, int]
    digest: str  #: sha256 of a JPEG's file, of other pictures' samples
    colours: str  #: hexadecimal RGB; empty where the picture's data break off


def look_of(data: bytes, grey: bool = False) -> Look:
    """The look of a picture file as the PDF holds it."""
    from PIL import Image

    if grey:
        data = grey_picture(data)
    with Image.open(io.BytesIO(data)) as image:
        size = image.size
        if data[:2] == b"\xff\xd8":
            image.draft("RGB", (16 * _GRID, 16 * _GRID))
            return Look(size, hashlib.sha256(data).hexdigest(), _colours(image))
        return samples_look(image)


def samples_look(image: Image) -> Look:
    """The look of a picture that is held as samples."""
    alpha = image.getchannel("A").tobytes() if "A" in image.getbands() else b""
    plain = image.convert("L" if image.mode in ("L", "LA", "1") else "CMYK" if image.mode == "CMYK" else "RGB")
    digest = hashlib.sha256(plain.tobytes() + (alpha if alpha.strip(b"\xff") else b"")).hexdigest()
    return Look(image.size, digest, _colours(plain))


def _colours(image: Image) -> str:
    from PIL import Image as Images

    try:
        return image.convert("RGB").resize((_GRID, _GRID), Images.Resampling.BOX).tobytes().hex()
    except OSError:  # a JPEG that breaks off, which viewers show as far as it goes
        return ""
