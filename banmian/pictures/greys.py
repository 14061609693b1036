"""Colours and pictures as greys, for pages that are printed in black only."""

from __future__ import annotations

import io

from banmian.colour.seen import seen
from banmian.spec.types.colour import Colour

# How much of the light each ink takes away, by the luminance of press inks (ISO 12647-2, uncoated, rounded).
_CYAN, _MAGENTA, _YELLOW = 0.40, 0.52, 0.11
_QUALITY = 92  # of the JPEG; ours: what a second compression loses is not seen at 200 ppi


def grey(colour: Colour) -> Colour:
    """The tint of black that looks as light as *colour*."""
    colour = seen(colour)
    if colour.space == "rgb":
        red, green, blue = (part**2.2 for part in colour.parts)
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    else:
        cyan, magenta, yellow, black = colour.parts
        if not (cyan or magenta or yellow):
            return colour
        light = (1 - _CYAN * cyan) * (1 - _MAGENTA * magenta) * (1 - _YELLOW * yellow) * (1 - black)
        light **= 1.6  # ours: tints look darker than their share of ink
    return Colour("cmyk", (0.0, 0.0, 0.0, round(1 - light ** (1 / 2.2), 3)))


def grey_picture(data: bytes) -> bytes:
    """A picture file in greys: a JPEG, or a PNG where it is transparent; one in greys already stays as it is."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        if image.mode == "L":
            return data
        target = io.BytesIO()
        if "A" in image.getbands():
            image.convert("LA").save(target, "PNG")
        else:
            image.convert("L").save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
