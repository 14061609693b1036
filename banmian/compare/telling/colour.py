"""Colours as eyes and as presses tell them apart: CIE 1976 L*a*b* (ISO/CIE 11664-4) under D65, and inks."""

from __future__ import annotations

from functools import lru_cache
from math import dist

Lab = tuple[float, float, float]
_WHITE = 0.95047, 1.0, 1.08883
_INK = 0.006  #: a change of ink that is told even where eyes see none, such as black alone to four inks


@lru_cache(maxsize=4096)
def lab(colour: str) -> Lab | None:
    """A colour of the tree in L*a*b*; None where its space is not known. Inks are taken as ideal."""
    rgb = _rgb(colour)
    return _lab(rgb) if rgb else None


def _rgb(colour: str) -> list[float] | None:
    space, *words = colour.split()
    try:
        parts = [float(word) for word in words]
    except ValueError:
        return None
    if space == "cmyk" and len(parts) == 4:
        return [(1 - ink) * (1 - parts[3]) for ink in parts[:3]]
    if space == "gray" and len(parts) == 1:
        return parts * 3
    if space == "rgb" and len(parts) == 3:
        return parts
    if space == "Separation" and len(parts) == 1:
        return [1 - parts[0]] * 3
    return None


def screen_colour(colour: str) -> str:
    """A colour for a screen, as hexadecimal RGB; grey where its space is not known."""
    rgb = _rgb(colour)
    if rgb is None and colour.startswith("gradient "):
        rgb = _rgb(colour.removeprefix("gradient ").split(" to ")[0])
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in rgb or [0.5, 0.5, 0.5])


def _lab(rgb: list[float]) -> Lab:
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b, 0.2126 * r + 0.7152 * g + 0.0722 * b, 0.0193 * r + 0.1192 * g + 0.9505 * b)
    fx, fy, fz = (_root(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else float(7.787 * value + 16 / 116)


def difference(before: str, after: str) -> float | None:
    """ΔE (CIE 1976) between two colours of the tree; None where one is not known."""
    first, second = lab(before), lab(after)
    return dist(first, second) if first and second else None


def differ(before: str, after: str, limit: float) -> bool:
    """Whether two colours differ: for eyes by *limit* and more, or in their inks."""
    if before == after:
        return False
    found = difference(before, after)
    if found is None or found >= limit:
        return True
    first, second = before.split(), after.split()
    if first[0] != second[0]:
        return True
    return any(abs(float(one) - float(other)) > _INK for one, other in zip(first[1:], second[1:], strict=True))


def told(before: str, after: str) -> str:
    """Two colours in words, with their ΔE."""
    found = difference(before, after)
    distance = f" (ΔE {found:.1f})" if found is not None else ""
    return f"{_shown(before)} → {_shown(after)}{distance}"


def _shown(colour: str) -> str:
    """A colour as page files have it, in per cent of ink."""
    space, *parts = colour.split()
    if space in ("cmyk", "gray") and not colour.startswith("gradient"):
        return " ".join([space, *(f"{float(part) * 100:g}" for part in parts)])
    return colour or "none"
