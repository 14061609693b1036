"""How closely two documents are compared: tolerances of the whole, of pages, of frames; frames that may differ."""

from __future__ import annotations

import msgspec

from banmian.spec.types.schema import CompareSpec
from banmian.tree.tree import Box, Tree, TreePage


class Rules(msgspec.Struct, frozen=True):
    """Tolerances in points, ΔE and pixels an inch, and where others hold."""

    position: float = 0.05
    colour: float = 0.5
    pixels: float = 8.0
    ppi: int = 100
    masks: tuple[tuple[int, Box], ...] = ()  #: places that may differ: page (from 0) and box
    regions: tuple[tuple[int, Box, float, float], ...] = ()  #: page, box, position, pixels

    def masked(self, page: int, place: Box) -> bool:
        """Whether the middle of *place* lies where pages may differ."""
        return any(number == page and _holds(mask, place) for number, mask in self.masks)

    def position_at(self, page: int, place: Box) -> float:
        """How far what stands at *place* may move, points."""
        return next((found for number, area, found, _ in self.regions if number == page and _holds(area, place)), self.position)

    def pixels_at(self, page: int, place: Box) -> float:
        """How far the pixels at *place* may differ, ΔE."""
        return next((found for number, area, _, found in self.regions if number == page and _holds(area, place)), self.pixels)


def _holds(area: Box, place: Box) -> bool:
    x, y = place[0] + place[2] / 2, place[1] + place[3] / 2
    return area[0] - 0.01 <= x <= area[0] + area[2] + 0.01 and area[1] - 0.01 <= y <= area[1] + area[3] + 0.01


def rules_of(spec: CompareSpec, trees: tuple[Tree, ...], ppi: int = 0) -> Rules:
    """The rules of a page file, its frames found on the pages of *trees*."""
    pages = [(number, page) for tree in trees for number, page in enumerate(tree.pages)]
    grid = next((page.grid for _, page in pages if page.grid[0]), (10.5, 14.0))
    position = spec.position.points(*grid)
    masks = [(number, frame.rect) for number, page in pages for frame in page.frames if frame.id in spec.ignore]
    regions: list[tuple[int, Box, float, float]] = []
    for item in spec.regions:
        near = item.position.points(*grid) if item.position else position
        pixels = spec.pixels if item.pixels is None else item.pixels
        for number, page in pages:
            if item.page in (None, page.number):
                regions += [(number, area, near, pixels) for area in _areas(page, item.frame)]
    return Rules(position, spec.colour, spec.pixels, ppi or spec.ppi, tuple(masks), tuple(regions))


def _areas(page: TreePage, frame: str | None) -> list[Box]:
    if frame is None:
        return [(0.0, 0.0, *page.size)]
    return [item.rect for item in page.frames if item.id == frame]
