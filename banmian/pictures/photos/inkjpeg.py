"""Pictures of four inks coded as JPEG, none of their pixels over a limit of ink.

The three colours are coded as lightness and two differences, black beside them (YCCK, as the marker of Adobe says: ISO 32000-2
§7.4.8), which takes a third less than four inks each for itself.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from banmian.colour.conversion import held_under, most_ink
from banmian.pictures.photos.coded import Samples, flate
from banmian.pictures.photos.source import failing

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 87  # ours: what that loses is not seen on newsprint, whose screen is far coarser
_TRIES = 4
_MARGIN = 0.005  # of ink
_TURNED = bytes(255 - value for value in range(256))
_YCCK = 2  # the transform in the marker of Adobe


def inked(image: Image, limit: float, lossy: bool) -> Samples:
    """A picture of inks, none of its pixels over *limit*: what coding with loss adds is taken off before, or it is left without."""
    room = limit
    for _ in range(_TRIES if lossy else 0):
        found = _jpeg(held_under(image, room))
        excess = most_ink(_read_back(found)) - limit
        if excess <= 0:
            return found
        room -= excess + _MARGIN
    return flate(held_under(image, limit))


def _jpeg(image: Image) -> Samples:
    from PIL import Image as Images

    cyan, magenta, yellow, black = image.split()
    parts = Images.merge("RGB", (cyan, magenta, yellow)).convert("YCbCr").split()
    # Pillow writes inks turned round; what is no ink is turned before.
    coded = Images.merge("CMYK", [*(part.point(list(_TURNED)) for part in parts), black])
    light, colour = _tables()
    target = io.BytesIO()
    with failing():
        coded.save(target, "JPEG", qtables=[light, colour, colour, light], optimize=True)
    made = bytearray(target.getvalue())
    made[made.index(b"Adobe\0") + 11] = _YCCK
    return Samples(*image.size, "DeviceCMYK", 8, "DCTDecode", bytes(made), reversed=True)


@lru_cache(maxsize=1)
def _tables() -> tuple[list[int], list[int]]:
    """The quantisation of lightness and of colour at our quality."""
    from PIL import Image as Images

    target = io.BytesIO()
    Images.new("RGB", (8, 8)).save(target, "JPEG", quality=_QUALITY)
    with Images.open(target) as image:
        tables: dict[int, list[int]] = image.quantization  # type: ignore[attr-defined]
        return list(tables[0]), list(tables[1])


def _read_back(samples: Samples) -> Image:
    """A JPEG of inks as every reader decodes it."""
    from PIL import Image as Images

    with Images.open(io.BytesIO(samples.data), formats=["JPEG"]) as found:
        found.load()
        return found


def most_colour(samples: Samples) -> float:
    """The most ink but black in any pixel, 1 is a whole layer of one ink; of what is not in inks, all three."""
    import numpy as np

    if samples.space in ("DeviceGray", "DeviceRGB"):
        return 0.0 if samples.space == "DeviceGray" else 3.0
    if samples.palette is not None:
        parts = len(samples.inks) or 4
        steps = np.frombuffer(samples.palette, np.uint8).reshape(-1, parts)
        kept = [at for at in range(parts) if (samples.inks[at].name != "Black" if samples.inks else at < 3)]
        return float(steps[:, kept].sum(axis=1, dtype=int).max()) / 255
    if samples.coding == "DCTDecode":
        inks = np.asarray(_read_back(samples))
    else:
        inks = np.frombuffer(zlib.decompress(samples.data), np.uint8).reshape(-1, 4)
    return float(inks[..., :3].sum(axis=-1, dtype=np.uint16).max()) / 255
