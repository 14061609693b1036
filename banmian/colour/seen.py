"""What colours look like on a screen, roughly and without a profile: for greys, contrast and previews."""

from __future__ import annotations

from banmian.spec.types.colour import Colour

# From XYZ of D50 to linear sRGB, Bradford's adaptation in it (IEC 61966-2-1, ICC.1:2022 Annex E).
_LINEAR = ((3.1339, -1.6169, -0.4906), (-0.9788, 1.9161, 0.0335), (0.0719, -0.229, 1.4052))
_WHITE = (0.9642, 1.0, 0.8249)


def seen(colour: Colour) -> Colour:
    """*colour* as rgb or cmyk: greys and Lab as a screen's, spot colours as what they are shown by."""
    if colour.space == "gray":
        return Colour("rgb", colour.parts * 3)
    if colour.space == "lab":
        return Colour("rgb", _of_lab(*colour.parts))
    if colour.space != "ink":
        return colour
    shown = [seen(ink.shown) for ink in colour.inks]
    if all(item.space == "cmyk" for item in shown):
        sums = (min(1.0, sum(item.parts[at] * part for item, part in zip(shown, colour.parts, strict=True))) for at in range(4))
        return Colour("cmyk", tuple(sums))
    left = [1.0, 1.0, 1.0]
    for item, part in zip(shown, colour.parts, strict=True):
        light = item.parts if item.space == "rgb" else tuple(1 - min(1.0, ink + item.parts[3]) for ink in item.parts[:3])
        left = [so_far * (1 - part * (1 - one)) for so_far, one in zip(left, light, strict=True)]
    return Colour("rgb", tuple(left))


def _of_lab(lightness: float, a: float, b: float) -> tuple[float, ...]:
    y = (lightness + 16) / 116
    xyz = [white * _cube(value) for white, value in zip(_WHITE, (y + a / 500, y, y - b / 200), strict=True)]
    return tuple(_screens(sum(row * value for row, value in zip(line, xyz, strict=True))) for line in _LINEAR)


def _cube(value: float) -> float:
    return value**3 if value > 6 / 29 else (value - 16 / 116) * 108 / 841


def _screens(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
