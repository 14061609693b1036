"""The schema of how a picture stands in its slot and what is done to it. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum
from typing import Self

import msgspec

from banmian.spec.types.colour import Colour
from banmian.spec.types.units import Length, Ratio

_SOFT = "soft"


class PictureFit(Enum):
    """How a picture of pixels takes up its slot."""

    COVER = "cover"  #: fills it, and is cropped
    WHOLE = "whole"  #: all of it is shown, in the middle


class Kept(Enum):
    """What a PDF takes over of what a photograph says about itself (EXIF, XMP, IPTC)."""

    DROP = "drop"
    KEEP = "keep"


class AsIs(Enum):
    """Pictures stay as large as they are."""

    AS_IS = "as-is"


class PicturesSpec(msgspec.Struct, frozen=True):
    """What is done to all pictures of a page."""

    ppi: int | AsIs | None = None  #: to which pictures are scaled down that have more; None: 300, for a press 200
    data: Kept = Kept.DROP


class CropSpec(msgspec.Struct, frozen=True):
    """What is cut off at each edge of a picture, as shares of its width and height; one share stands for all four."""

    top: Ratio = Ratio(0)
    bottom: Ratio = Ratio(0)
    left: Ratio = Ratio(0)
    right: Ratio = Ratio(0)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one share for all edges."""
        share = Ratio.parse(text)
        return cls(share, share, share, share)


class SharpenSpec(msgspec.Struct, frozen=True):
    """An unsharp mask, for paper that softens: newsprint wants more of it than a screen."""

    amount: Ratio = Ratio(1.5)
    radius: float = 1.0  #: pixels
    threshold: int = 4  #: of 255; smaller differences stay, such as grain

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `newsprint`, for what it wants, or an amount alone."""
        if text == "newsprint":
            return cls()
        try:
            return cls(Ratio.parse(text))
        except ValueError:
            raise ValueError(f"{text!r} is no sharpening; write newsprint, or an amount such as 120%") from None


class ToneSpec(msgspec.Struct, frozen=True):
    """Colours for a picture's greys: from *dark*, where it is black, to *light*, where it is white."""

    dark: Colour
    light: Colour | None = None  #: None: paper

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one colour, which the picture is then printed in."""
        return cls(Colour.parse(text))


class ClipShape(Enum):
    """What a picture is seen within."""

    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    PATH = "path"  #: a clipping path of the file's own, drawn in Photoshop
    ALPHA = "alpha"  #: the file's own transparency


class ClipSpec(msgspec.Struct, frozen=True):
    """A shape that a picture is cut out by."""

    shape: ClipShape = ClipShape.POLYGON
    points: tuple[tuple[Ratio, ...], ...] = ()  #: of a polygon: shares of the slot's width and height
    name: str | None = None  #: of the file's path; None: the one that it is to be clipped by, else its first

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a shape alone."""
        for shape in ClipShape:
            if shape.value == text and shape is not ClipShape.POLYGON:
                return cls(shape)
        raise ValueError(f"{text!r} is not one of ellipse, path, alpha; a polygon has points: [[0%, 0%], …]")


class ShadowSpec(msgspec.Struct, frozen=True):
    """A soft shadow under a picture or a cut-out."""

    x: Length = Length(0.6, "mm")
    y: Length = Length(0.6, "mm")
    blur: Length = Length(1.2, "mm")  #: how far it fades
    colour: Colour = Colour("cmyk", (0.0, 0.0, 0.0, 1.0))
    opacity: Ratio = Ratio(0.45)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `soft`, for a shadow as it is here."""
        if text != _SOFT:
            raise ValueError(f"{text!r} is no shadow; write {_SOFT}, or its keys: x, y, blur, colour, opacity")
        return cls()


class PictureSpec(msgspec.Struct, frozen=True):
    """How a picture stands in its frame, and what is done to it there."""

    fit: PictureFit | None = None  #: None: a photograph covers its slot, a drawing is shown whole
    crop: CropSpec = CropSpec()
    rotate: float = 0.0  #: degrees, clockwise
    sharpen: SharpenSpec | None = None
    tone: ToneSpec | None = None
    clip: ClipSpec | None = None
    shadow: ShadowSpec | None = None
