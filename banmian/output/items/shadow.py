"""A soft shadow: what a picture covers, blurred, as a mask through which a colour is printed."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, cos, radians, sin
from typing import TYPE_CHECKING

import msgspec

from banmian.colour.seen import seen
from banmian.page.composed import Picture, Segment
from banmian.page.flow.cutout import flattened
from banmian.pictures.photos.coded import Samples, flate
from banmian.pictures.photos.decode import decode
from banmian.pictures.photos.source import look_at
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour

if TYPE_CHECKING:
    from PIL.Image import Image

_PPI = 200  # nothing in a shadow is sharp; as many as newspapers ask of pictures
_REACH = 1.5  # times the length over which it fades, beyond its edge


class SetShadow(msgspec.Struct, frozen=True):
    """A shadow's samples, and where they lie."""

    samples: Samples
    rect: Rect


@lru_cache(maxsize=64)
def shadow_of(picture: Picture) -> SetShadow | None:
    """The shadow that *picture* throws; None for none. Raises PictureError and OSError."""
    told = picture.shadow
    if told is None or picture.page:
        return None
    from PIL import ImageFilter

    reach = _REACH * told.blur
    rect = picture.rect.shrunk(-reach, -reach, -reach, -reach)
    size = ceil(rect.width * _PPI / 72), ceil(rect.height * _PPI / 72)
    covered = _covered(picture, rect, size)
    faded = covered.filter(ImageFilter.GaussianBlur(told.blur / 2 * _PPI / 72))
    mask = faded.point([round(told.opacity * value) for value in range(256)])
    samples = msgspec.structs.replace(_plain(told.colour, size), mask=flate(mask))
    return SetShadow(samples, Rect(rect.x + told.x, rect.y + told.y, rect.width, rect.height))


def _plain(colour: Colour, size: tuple[int, int]) -> Samples:
    """An image of one colour; a spot colour is the only one of a palette."""
    from PIL import Image as Images

    if colour.space == "ink":
        space = "Separation" if len(colour.inks) == 1 else "DeviceN"
        steps = bytes(round(255 * part) for part in colour.parts) * 256
        return msgspec.structs.replace(flate(Images.new("L", size)), space=space, palette=steps, inks=colour.inks)
    plain = seen(colour)
    parts = tuple(round(255 * part) for part in plain.parts)
    if plain.space == "cmyk" and not any(parts[:3]):
        return flate(Images.new("L", size, 255 - parts[3]))
    return flate(Images.new("RGB" if plain.space == "rgb" else "CMYK", size, parts))


def _covered(picture: Picture, rect: Rect, size: tuple[int, int]) -> Image:
    """What the picture covers of *rect*, white on black."""
    from PIL import Image as Images
    from PIL import ImageChops, ImageDraw

    found = Images.new("L", size)
    shape = picture.shape or _corners(picture.rect)
    scale = size[0] / rect.width, size[1] / rect.height
    for part in _parts(shape):
        ImageDraw.Draw(found).polygon([((x - rect.x) * scale[0], (y - rect.y) * scale[1]) for x, y in part], fill=255)
    source = look_at(picture.path)
    if not source.alpha:
        return found
    return ImageChops.multiply(found, _seen_through(picture, decode(source).image, rect, size))


def _corners(rect: Rect) -> tuple[Segment, ...]:
    return (("m", rect.x, rect.y), ("l", rect.right, rect.y), ("l", rect.right, rect.bottom), ("l", rect.x, rect.bottom), ("h",))


def _parts(shape: tuple[Segment, ...]) -> list[tuple[tuple[float, float], ...]]:
    """The closed parts of a path, as polygons."""
    starts = [at for at, segment in enumerate(shape) if segment[0] == "m"]
    ends = [*starts[1:], len(shape)]
    return [part for start, end in zip(starts, ends, strict=True) if len(part := flattened(shape[start:end])) > 2]


def _seen_through(picture: Picture, image: Image, rect: Rect, size: tuple[int, int]) -> Image:
    """The picture's alpha channel as it lies in *rect*."""
    from PIL.Image import Resampling, Transform

    alpha = image.getchannel("A") if "A" in image.getbands() else image.convert("L").point([255] * 256)
    place, c, s = picture.image, cos(radians(picture.turned)), sin(radians(picture.turned))
    middle = place.x + place.width / 2, place.y + place.height / 2
    across, down = alpha.width / place.width, alpha.height / place.height
    step = rect.width / size[0], rect.height / size[1]
    # From a pixel of the mask over the page into the picture, turned back round its middle.
    x0, y0 = rect.x - middle[0], rect.y - middle[1]
    matrix = (
        c * step[0] * across, s * step[1] * across, (c * x0 + s * y0 + place.width / 2) * across,
        -s * step[0] * down, c * step[1] * down, (-s * x0 + c * y0 + place.height / 2) * down,
    )  # fmt: skip
    return alpha.transform(size, Transform.AFFINE, matrix, Resampling.BILINEAR)
