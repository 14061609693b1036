"""Coded samples of a picture, as a PDF holds them (ISO 32000-2 §8.9.5), and samples coded without loss."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING

import msgspec

from banmian.spec.types.colour import Ink

if TYPE_CHECKING:
    from PIL.Image import Image


class Samples(msgspec.Struct, frozen=True):
    """Coded samples. *space* is a device's, unless *profile* or *palette* says more."""

    width: int
    height: int
    space: str  #: DeviceGray, DeviceRGB, DeviceCMYK; of a palette's colours, where there is one
    bits: int
    coding: str  #: DCTDecode, FlateDecode
    data: bytes
    predicted: int = 0  #: of PNG's predictors: the parts of a sample; 0 for none
    reversed: bool = False  #: inks are told in reverse
    profile: bytes | None = None
    palette: bytes | None = None  #: 256 colours of *space*, which the samples number
    inks: tuple[Ink, ...] = ()  #: of the palette's colours, where they are spot colours
    mask: Samples | None = None  #: their transparency
    said: bytes | None = None  #: XMP that goes with it
    stands: int = 1  #: EXIF's orientation, in which they still are

    @property
    def digest(self) -> str:
        """Of all that a reader sees."""
        told = hashlib.sha256(self.data)
        for name, part in (
            ("profile", self.profile),
            ("palette", self.palette),
            ("inks", repr(self.inks).encode() if self.inks else None),
            ("said", self.said),
            ("mask", self.mask and self.mask.data),
        ):
            if part:
                told.update(f"|{name}|".encode() + part)
        return told.hexdigest()


def flate(image: Image) -> Samples:
    """The samples without loss; Pillow's PNG writer finds the predictor of each row."""
    if image.mode == "CMYK":
        return Samples(*image.size, "DeviceCMYK", 8, "FlateDecode", zlib.compress(image.tobytes(), 6))
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=6)
    made, at, parts = target.getvalue(), 8, []
    while at < len(made):
        size = int.from_bytes(made[at : at + 4], "big")
        if made[at + 4 : at + 8] == b"IDAT":
            parts.append(made[at + 8 : at + 8 + size])
        at += 12 + size
    space = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
    bits = 1 if image.mode == "1" else 8
    return Samples(*image.size, space, bits, "FlateDecode", b"".join(parts), predicted=3 if image.mode == "RGB" else 1)
