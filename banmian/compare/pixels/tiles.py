"""Judge two pictures of a page tile by tile, as eyes would.

Colours are compared in L*a*b*. An edge that lies up to a pixel beside where it was, or is smoothed otherwise, is
explained by its neighbours; ink that is missing or new is not, and weighs in the mean over a character's room,
at any resolution. An even tint that changed is seen where both pictures are even. Nothing is averaged over a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import numpy as np
from PIL import Image, ImageChops

from banmian.tree.tree import Box, box

TILE = 32  #: pixels
_ROOM = 8.0  # points: the room over which ink is weighed, a small character's
HALO = 24  #: pixels round a band that its neighbours lend
# Ours: how much more than the mean a single pixel may differ, and how even a tint is and may differ.
_PIXEL, _EVEN, _TINT = 2.5, 1.5, 0.14
#: Between two rasterisers edges are smoothed otherwise and hairlines lie elsewhere: measured on the special page, pdfium
#: against Poppler at 100 ppi, single pixels differ by up to 32 and means by up to 16 beside what their neighbours explain.
OTHER_RASTERISER = 2.2

Array = Any


class Tile(msgspec.Struct, frozen=True):
    """A place where the pictures differ, points from the trim box's corner."""

    place: Box
    worst: float  #: ΔE


def differing(
    before: Image.Image,
    after: Image.Image,
    ppi: float,
    corner: tuple[float, float],
    limit: Callable[[Box], float],
    factor: float = 1.0,
    core: tuple[int, int] | None = None,
    tints: bool = True,
) -> list[Tile]:
    """The tiles in which two RGB pictures differ.

    *corner* is where the pictures begin, in points. *limit* says for a place how far means may differ (ΔE; 0: as it
    likes); *factor* widens that. *core*: the rows that are judged, where the others only lend their neighbourhood.
    *tints*: even tints must be the same, which only one rasteriser and all levels can give.
    """
    if before.size != after.size:
        before, after = _same_size(before, after)
    if ImageChops.difference(before, after).getbbox() is None:
        return []
    found: list[Tile] = []
    unit = 72 / ppi
    for x, y, wide, high, worst, flat in _judged(np.asarray(before), np.asarray(after), ppi, core or (0, before.height)):
        place = box(corner[0] + x * unit, corner[1] + y * unit, wide * unit, high * unit)
        allowed = limit(place)
        if allowed and (worst > allowed * factor or (tints and flat > _TINT * allowed)):
            found.append(Tile(place, round(max(worst, flat), 1)))
    return found


def _same_size(before: Image.Image, after: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Both on a sheet that holds either."""
    size = max(before.width, after.width), max(before.height, after.height)
    sheets = []
    for image in (before, after):
        sheet = Image.new("RGB", size, "white")
        sheet.paste(image, (0, 0))
        sheets.append(sheet)
    return sheets[0], sheets[1]


def _judged(before: Array, after: Array, ppi: float, core: tuple[int, int]) -> Iterator[tuple[int, int, int, int, float, float]]:
    """Each tile that is not the same: its place in pixels, how far it differs, how far even tints in it do."""
    rows, columns = before.shape[:2]
    same = (before == after).all(axis=2)
    room = max(3, round(_ROOM * ppi / 72))
    for top in range(core[0], core[1], TILE):
        bottom = min(core[1], top + TILE)
        row_same = same[top:bottom]
        if row_same.all():
            continue
        changed = [at for at in range(0, columns, TILE) if not row_same[:, at : at + TILE].all()]
        for left, right in _runs(changed, columns):
            y1, y2 = max(0, top - HALO), min(rows, bottom + HALO)
            x1, x2 = max(0, left - HALO), min(columns, right + HALO)
            worst, flat = _measures(_lab(before[y1:y2, x1:x2]), _lab(after[y1:y2, x1:x2]), room)
            for x in range(left, right, TILE):
                part = (slice(top - y1, bottom - y1), slice(x - x1, min(x + TILE, right) - x1))
                yield x, top, min(TILE, columns - x), bottom - top, float(worst[part].max()), float(flat[part].max())


def _runs(tiles: list[int], columns: int) -> Iterator[tuple[int, int]]:
    """Neighbouring tiles together."""
    start = None
    for at, left in enumerate(tiles):
        if start is None:
            start = left
        if at + 1 == len(tiles) or tiles[at + 1] != left + TILE:
            yield start, min(columns, left + TILE)
            start = None


def _measures(before: Array, after: Array, room: int) -> tuple[Array, Array]:
    """For each pixel: how far it differs beyond what explains it; how far an even tint differs there."""
    step = before - after
    mean = np.sqrt(sum(_mean(step[..., part], room) ** 2 for part in range(3)))
    beyond = np.zeros(before.shape[:2], np.float32)
    even = np.ones(before.shape[:2], bool)
    for part in range(3):
        one, two = before[..., part], after[..., part]
        low1, high1, low2, high2 = (
            _around(one, np.minimum),
            _around(one, np.maximum),
            _around(two, np.minimum),
            _around(two, np.maximum),
        )
        apart = np.maximum(np.maximum(low2 - one, one - high2), np.maximum(low1 - two, two - high1))
        beyond = np.maximum(beyond, apart)
        even &= (high1 - low1 < _EVEN) & (high2 - low2 < _EVEN)
    flat = np.where(even, np.sqrt((step**2).sum(axis=2)), 0.0)
    return np.maximum(mean, beyond / _PIXEL), flat


def _mean(values: Array, size: int) -> Array:
    """The mean over a square round each pixel."""
    before = size // 2
    padded = np.pad(values, ((before + 1, size - before - 1), (before + 1, size - before - 1)), mode="edge").astype(np.float64)
    sums = padded.cumsum(0).cumsum(1)
    return (sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]) / size**2


def _around(values: Array, choose: Any) -> Array:
    """The least or most of each pixel and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows = choose(choose(padded[:-2], padded[1:-1]), padded[2:])
    return choose(choose(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])


_LINEAR = np.array([v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in np.arange(256) / 255], np.float32)
_XYZ = np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]], np.float32) / np.array(
    [0.95047, 1.0, 1.08883], np.float32
)


def _lab(pixels: Array) -> Array:
    """Pixels in sRGB to CIE L*a*b* under D65."""
    xyz = _LINEAR[pixels] @ _XYZ
    roots = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    fx, fy, fz = roots[..., 0], roots[..., 1], roots[..., 2]
    return np.stack([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)], axis=-1)


def joined(tiles: Iterable[Tile]) -> list[Tile]:
    """Tiles that touch, as one."""
    areas: list[Tile] = []
    for tile in sorted(tiles, key=lambda item: (item.place[1], item.place[0])):
        grown = tile
        while True:
            near = next((other for other in areas if _touch(grown.place, other.place)), None)
            if near is None:
                break
            areas.remove(near)
            grown = Tile(_round_both(grown.place, near.place), max(grown.worst, near.worst))
        areas.append(grown)
    return areas


def _touch(one: Box, two: Box) -> bool:
    slack = 0.5
    return (
        one[0] <= two[0] + two[2] + slack
        and two[0] <= one[0] + one[2] + slack
        and one[1] <= two[1] + two[3] + slack
        and two[1] <= one[1] + one[3] + slack
    )


def _round_both(one: Box, two: Box) -> Box:
    left, top = min(one[0], two[0]), min(one[1], two[1])
    right, bottom = max(one[0] + one[2], two[0] + two[2]), max(one[1] + one[3], two[1] + two[3])
    return box(left, top, right - left, bottom - top)
