"""Decode a picture: upright, at eight bits a colour, in greys, RGB or the four inks, its transparency as alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from banmian.pictures.kind import Kind, PictureError
from banmian.pictures.photos.profile import on_screen, told_profile, usable
from banmian.pictures.photos.source import Source, opened

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT = {"1", "L", "LA", "RGB", "RGBA", "CMYK"}
_PARTS = {"1": 1, "L": 1, "LA": 1, "RGB": 3, "RGBA": 3, "CMYK": 4}
_INTO = {"P": "RGB", "PA": "RGBA", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}
_OF_16_BITS = 1 / 257


class Decoded(msgspec.Struct, frozen=True, eq=False):
    """A picture's samples, in Pillow: `1`, `L`, `LA`, `RGB`, `RGBA` or `CMYK`; *profile* says what their colours mean."""

    image: Image
    profile: bytes | None

    def on_screen(self) -> Image:
        """The picture in sRGB, without its alpha."""
        return on_screen(self.image.convert({"LA": "L", "RGBA": "RGB"}.get(self.image.mode, self.image.mode)), self.profile)


def decode(source: Source, least: tuple[int, int] | None = None) -> Decoded:
    """*source* decoded; a JPEG that is larger than *least* both ways may come out smaller, but not below it.

    Raises PictureError where its data are broken, and OSError.
    """
    with opened(source.path, source.kind) as image:
        if least is not None and source.kind is Kind.JPEG:
            image.draft(None, (least[1], least[0]) if source.stands >= 5 else least)
        image.load()
        found = _plain(image)
        profile = _profile(image, source, found.mode)
        if found.mode == "CMYK" and source.jpeg is not None and not source.jpeg.reversed:
            from PIL import ImageChops

            found = ImageChops.invert(found)  # Pillow takes all inks of a JPEG as reversed
        if image.mode == "LAB":
            profile = None
        return Decoded(_upright(found, source.stands), profile)


def _plain(image: Image) -> Image:
    """The picture in one of the modes that are kept."""
    mode = image.mode
    if mode == "LAB":
        return _of_lab(image)
    if mode.startswith("I;16") or mode == "I":
        return _of_16_bits(image)
    if mode == "F":
        raise PictureError("it holds floating-point samples; save it with 8 or 16 bits a colour")
    if "transparency" in image.info and mode in ("1", "L", "RGB", "P"):
        if mode in ("1", "L"):
            return image.convert("LA")
        return image.convert("RGBA")
    if mode in _KEPT:
        return image.copy()
    if mode not in _INTO:
        raise PictureError(f"its colours are of a kind that is not read ({mode}); save it in RGB or CMYK")
    return image.convert(_INTO[mode])


def _of_16_bits(image: Image) -> Image:
    whole = image.convert("I")
    if not 0 <= whole.getextrema()[0] <= whole.getextrema()[1] <= 0xFFFF:  # type: ignore[operator]
        raise PictureError("it has 32 bits a colour; save it with 8 or 16")
    return whole.point(lambda value: value * _OF_16_BITS + 0.5).convert("L")


def _of_lab(image: Image) -> Image:
    """CIE Lab as sRGB, by littleCMS."""
    from PIL import ImageCms

    lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    found = ImageCms.profileToProfile(image, lab, screen, outputMode="RGB")
    if found is None:
        raise PictureError("its colours cannot be converted")
    return found


def _profile(image: Image, source: Source, mode: str) -> bytes | None:
    """The colour profile that goes with the samples; None for none, and for one that no PDF can hold."""
    profile: Any = source.jpeg.profile if source.jpeg is not None else image.info.get("icc_profile")
    if profile and usable(bytes(profile), _PARTS[mode]):
        return bytes(profile)
    if source.kind is Kind.PNG and not profile and "srgb" not in image.info and mode != "1":
        return told_profile(image.info.get("gamma"), image.info.get("chromaticity"), _PARTS[mode])
    return None


def _upright(image: Image, stands: int) -> Image:
    """*image* turned and mirrored as EXIF's orientation says."""
    from PIL.Image import Transpose

    steps = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(steps[stands]) if stands in steps else image
