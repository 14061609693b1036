"""A picture as a PDF holds it: coded samples, their colours, their transparency (ISO 32000-2 §8.9.5).

A JPEG goes in as it is, without what is said about it, where nothing has to change. Everything else is decoded and coded again:
without loss where its file has none, else as a JPEG whose loss is not seen.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from banmian.colour.condition import Condition
from banmian.pictures.kind import PictureError
from banmian.pictures.limits import MIB
from banmian.pictures.photos.coded import Samples, flate
from banmian.pictures.photos.decode import Decoded, decode
from banmian.pictures.photos.profile import usable
from banmian.pictures.photos.said import xmp_of
from banmian.pictures.photos.source import Source, failing, look_at
from banmian.pictures.photos.treat import Treatment, treated

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 92  # of a JPEG that is coded again; ours: what that loses is not seen at 200 ppi
_MOST_KEPT = 96 * MIB  # of coded pictures in memory


def samples_of(path: str, treatment: Treatment) -> Samples:
    """The picture at *path*, treated; made once while it is in use. Raises PictureError and OSError."""
    stamp = Path(path).stat()
    key: object = (path, stamp.st_mtime_ns, stamp.st_size, treatment)
    if treatment.condition is not None:  # converting takes long: the same picture under other names is the same
        key = _digest(path, stamp.st_mtime_ns, stamp.st_size), treatment
    found = _kept.get(key)
    if found is None:
        found = _kept.put(key, _made(look_at(path), treatment))
    return found


@lru_cache(maxsize=1024)
def _digest(path: str, _changed: int, _size: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
        space, palette, inks = treatment.palette()
        return msgspec.structs.replace(found, space=space, palette=palette, inks=inks, mask=mask, said=said)
    if treatment.condition is not None:
        image, profile = _converted(image, profile, treatment.condition), None
        if image.mode == "CMYK":
            from banmian.pictures.photos.inkjpeg import inked

            found = inked(image, treatment.condition.limit, source.lossy)
            return msgspec.structs.replace(found, mask=mask, said=said)
    found = _jpeg(image) if source.lossy and image.mode != "1" else flate(image)
    return msgspec.structs.replace(found, profile=profile, mask=mask, said=said)


def _converted(image: Image, profile: bytes | None, condition: Condition) -> Image:
    """*image* in the colours of *condition*. Raises PictureError."""
    from banmian.colour.conversion import conversion
    from banmian.colour.profile import ProfileError

    try:
        with failing():
            return conversion(condition).picture(image, profile)
    except ProfileError as error:
        raise PictureError(f"its colours cannot be converted: {error}") from None


def _jpeg(image: Image) -> Samples:
    target = io.BytesIO()
    with failing():
        if image.mode == "RGB":
            image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
        else:
            image.save(target, "JPEG", quality=_QUALITY)
    space = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
    return Samples(*image.size, space, 8, "DCTDecode", target.getvalue(), reversed=image.mode == "CMYK")
