"""Judge two pictures of a page tile by tile: a page-wide mean would let whole glyphs vanish.

A tile of 12 pixels holds about one glyph of body type at 60 ppi: a lost one moves its mean by some forty
levels, while another build of the rasteriser moves it by one or two.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageStat

TILE = 12  # pixels
THRESHOLD = 8.0  # levels of 255, mean over a tile


def worst_tile(first: Image.Image, second: Image.Image) -> tuple[float, tuple[int, int]]:
    """The largest mean difference of a tile, and the tile's left upper pixel."""
    assert first.size == second.size, f"{first.size} is not {second.size}"
    difference = ImageChops.difference(first.convert("L"), second.convert("L"))
    worst, place = 0.0, (0, 0)
    for y in range(0, difference.height, TILE):
        for x in range(0, difference.width, TILE):
            mean = ImageStat.Stat(difference.crop((x, y, min(x + TILE, difference.width), min(y + TILE, difference.height)))).mean[
                0
            ]
            if mean > worst:
                worst, place = mean, (x, y)
    return worst, place


def same_page(first: Image.Image, second: Image.Image) -> bool:
    """Whether no tile differs by more than the threshold."""
    return worst_tile(first, second)[0] <= THRESHOLD
