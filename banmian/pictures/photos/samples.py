"""A picture as a PDF holds it: coded samples, their colours, their transparency (ISO 32000-2 §8.9.5).

A JPEG goes in as it is, without what is said about it, where nothing has to change. Everything else is decoded and coded again:
without loss where its file has none, else as a JPEG whose loss is not seen.
"""

from __future__ import annotations

import hashlib
import io
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from banmian.pictures.limits import MIB
from banmian.pictures.photos.decode import Decoded, decode
from banmian.pictures.photos.profile import usable
from banmian.pictures.photos.said import xmp_of
from banmian.pictures.photos.source import Source, failing, look_at
from banmian.pictures.photos.treat import Treatment, treated

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 92  # of a JPEG that is coded again; ours: what that loses is not seen at 200 ppi
_MOST_KEPT = 96 * MIB  # of coded pictures in memory


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
            ("said", self.said),
            ("mask", self.mask and self.mask.data),
        ):
            if part:
                told.update(f"|{name}|".encode() + part)
        return told.hexdigest()


def samples_of(path: str, treatment: Treatment) -> Samples:
    """The picture at *path*, treated; made once while it is in use. Raises PictureError and OSError."""
    stamp = Path(path).stat()
    key = path, stamp.st_mtime_ns, stamp.st_size, treatment
    found = _kept.get(key)
    if found is None:
        found = _kept.put(key, _made(look_at(path), treatment))
    return found


class _Kept:
    """The pictures that were coded last, as many as there is room for."""

    def __init__(self) -> None:
        self.found: OrderedDict[object, Samples] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()

    def get(self, key: object) -> Samples | None:
        with self.lock:
            found = self.found.get(key)
            if found is not None:
                self.found.move_to_end(key)
            return found

    def put(self, key: object, made: Samples) -> Samples:
        with self.lock:
            if key not in self.found:
                self.found[key] = made
                self.size += _weight(made)
            while self.size > _MOST_KEPT and len(self.found) > 1:
                self.size -= _weight(self.found.popitem(last=False)[1])
            return made


_kept = _Kept()


def _weight(samples: Samples) -> int:
    return len(samples.data) + (len(samples.mask.data) if samples.mask else 0)


def _made(source: Source, treatment: Treatment) -> Samples:
    passed = _as_it_is(source, treatment)
    if passed is not None:
        return passed
    said = xmp_of(source) if treatment.keeps_said else None
    return _coded(treated(decode(source, treatment.size), treatment), source, treatment, said)


def _as_it_is(source: Source, treatment: Treatment) -> Samples | None:
    """A JPEG whose data go in untouched; None where something has to change."""
    jpeg = source.jpeg
    if jpeg is None or treatment.changes(jpeg.parts):
        return None
    data = Path(source.path).read_bytes()
    return Samples(
        jpeg.width,
        jpeg.height,
        {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[jpeg.parts],
        8,
        "DCTDecode",
        data if treatment.keeps_said else jpeg.bare(data),
        reversed=jpeg.reversed,
        profile=jpeg.profile if jpeg.profile and usable(jpeg.profile, jpeg.parts) else None,
        said=xmp_of(source) if treatment.keeps_said else None,
        stands=source.stands,
    )


def _coded(decoded: Decoded, source: Source, treatment: Treatment, said: bytes | None) -> Samples:
    image, profile = decoded.image, decoded.profile
    mask = None
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        image = image.convert("L" if image.mode == "LA" else "RGB")
        if alpha.getextrema() != (255, 255):
            mask = flate(alpha)
    if treatment.tone is not None:
        found = flate(image)
        space, palette = treatment.palette()
        return msgspec.structs.replace(found, space=space, palette=palette, mask=mask, said=said)
    found = _jpeg(image) if source.lossy and image.mode != "1" else flate(image)
    return msgspec.structs.replace(found, profile=profile, mask=mask, said=said)


def _jpeg(image: Image) -> Samples:
    target = io.BytesIO()
    with failing():
        if image.mode == "RGB":
            image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
        else:
            image.save(target, "JPEG", quality=_QUALITY)
    space = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
    return Samples(*image.size, space, 8, "DCTDecode", target.getvalue(), reversed=image.mode == "CMYK")


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
