"""What is done to a picture on its way onto the page: fewer pixels, greys, a tone, sharpening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from banmian.colour.condition import Condition
from banmian.colour.seen import seen
from banmian.pictures.photos.decode import Decoded
from banmian.spec.types.colour import Colour, Ink

if TYPE_CHECKING:
    from PIL.Image import Image


class Sharpening(msgspec.Struct, frozen=True):
    """An unsharp mask: its radius in pixels, its strength in per cent, the difference from 0 to 255 that it passes over."""

    radius: float
    amount: float
    threshold: float


class Treatment(msgspec.Struct, frozen=True):
    """What is done to a picture; as it stands, nothing. Two treatments that are equal make the same samples."""

    size: tuple[int, int] | None = None  #: pixels to scale it down to, as it is shown
    grey: bool = False
    tone: tuple[Colour, Colour] | None = None  #: the colours of its blacks and of its whites, of one space
    sharpening: Sharpening | None = None
    keeps_said: bool = False  #: what is said about it (EXIF, XMP, IPTC) goes into the PDF
    condition: Condition | None = None  #: that its colours are brought into; None: they stay

    def changes(self, parts: int) -> bool:
        """Whether anything is done to the samples of a picture with so many parts."""
        done = self.size is not None or self.tone is not None or self.sharpening is not None
        return done or self.condition is not None or (self.grey and parts > 1)

    def palette(self) -> tuple[str, bytes, tuple[Ink, ...]]:
        """The colours of its tone from black to white, 256 of them, their space, and the inks they are of."""
        assert self.tone is not None
        dark, light = (colour if colour.space == "ink" else seen(colour) for colour in self.tone)
        steps = bytearray()
        for step in range(256):
            for one, other in zip(dark.parts, light.parts, strict=True):
                steps.append(round(255 * (one + (other - one) * step / 255)))
        space = {"cmyk": "DeviceCMYK", "rgb": "DeviceRGB", "ink": "Separation" if len(dark.inks) == 1 else "DeviceN"}[dark.space]
        return space, bytes(steps), dark.inks


def treated(decoded: Decoded, treatment: Treatment) -> Decoded:
    """*decoded*, treated; its tone is left to its palette, for which it comes in greys."""
    image, profile = decoded.image, decoded.profile
    if treatment.size is not None and (treatment.size[0] < image.width or treatment.size[1] < image.height):
        image = _scaled(image, treatment.size)
    if treatment.grey or treatment.tone is not None:
        image, profile = _in_greys(image, profile)
    if treatment.sharpening is not None:
        image = _sharpened(image, treatment.sharpening)
    return Decoded(image, profile)


def _scaled(image: Image, size: tuple[int, int]) -> Image:
    from PIL.Image import Resampling

    plain = image.convert("L") if image.mode == "1" else image
    return plain.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _in_greys(image: Image, profile: bytes | None) -> tuple[Image, bytes | None]:
    if image.mode in ("1", "L", "LA"):
        return (image.convert("L") if image.mode == "1" else image), profile
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    found = Decoded(image, profile).on_screen().convert("L")
    if alpha is not None:
        found.putalpha(alpha)
    return found, None


def _sharpened(image: Image, told: Sharpening) -> Image:
    from PIL import ImageFilter

    plain = image.convert("L") if image.mode == "1" else image
    mask = ImageFilter.UnsharpMask(told.radius, round(told.amount), round(told.threshold))
    if plain.mode not in ("LA", "RGBA"):
        return plain.filter(mask)
    alpha = plain.getchannel("A")
    found = plain.convert("L" if plain.mode == "LA" else "RGB").filter(mask)
    found.putalpha(alpha)
    return found
