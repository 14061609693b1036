"""Measure what stays empty in the type area, beyond the white that the design gives.

The design's white is what surrounds frames, up to a gutter or a line and a half, what insets leave, and the leading of
headings. Empty are lines of text frames that hold no text, and ground that no frame stands on.
"""

from __future__ import annotations

from math import ceil

from banmian.page.composed import ComposedPage
from banmian.plan.geometry import Rect

_CELLS = 4  # to a line, across and down


def empty_share(page: ComposedPage) -> float:
    """The share of the page's type area that stays empty: 0 to 1."""
    grid = page.grid
    side = grid.leading / _CELLS
    area = grid.area
    columns, rows = max(1, ceil(area.width / side - 1e-6)), max(1, ceil(area.height / side - 1e-6))
    taken = [bytearray(columns) for _ in range(rows)]
    gutter = grid.columns[1].x - grid.columns[0].x - grid.columns[0].width if len(grid.columns) > 1 else 2 * grid.size
    across, down = max(gutter, 1.5 * grid.size) / 2 + side, 0.75 * grid.leading + side / 2
    for frame in page.frames:
        _mark(taken, frame.rect.shrunk(-down, -down, -across, -across), area, side, 1)
    for _, rect in page.holes:
        _mark(taken, rect, area, side, 0)
    return 1 - sum(sum(row) for row in taken) / (columns * rows)


def _mark(taken: list[bytearray], rect: Rect, area: Rect, side: float, value: int) -> None:
    first, last = max(0, round((rect.x - area.x) / side)), min(len(taken[0]), round((rect.right - area.x) / side))
    if last <= first:
        return
    stretch = bytes([value]) * (last - first)
    for row in range(max(0, round((rect.y - area.y) / side)), min(len(taken), round((rect.bottom - area.y) / side))):
        taken[row][first:last] = stretch
