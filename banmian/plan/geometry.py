"""The page's geometry: rectangles in points from the trim box's top left corner, and the grid they lie on.

x grows to the right, y downwards. The grid divides the type area (版心) into columns and body lines; a
body line is a cell `leading` points high, and its baseline is where type of the grid's size stands when
its em box is centred in the cell.
"""

from __future__ import annotations

from math import ceil

import msgspec

# The em box of Chinese type over and under the baseline, in ems; the CJK fonts in use are all drawn to it.
EM_ASCENT = 0.88
EM_DESCENT = 0.12


class Rect(msgspec.Struct, frozen=True):
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def shrunk(self, top: float, bottom: float, left: float, right: float) -> Rect:
        """The rectangle inside, so far from each edge."""
        return Rect(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)


class Column(msgspec.Struct, frozen=True):
    """One column of the grid, in points from the trim's left edge."""

    x: float
    width: float


class Grid(msgspec.Struct, frozen=True):
    """The type area's columns and body lines."""

    area: Rect  #: the type area
    columns: tuple[Column, ...]
    size: float  #: body type, points
    leading: float  #: of a body line, points

    @property
    def lines(self) -> int:
        """How many body lines the type area holds."""
        return int(self.area.height / self.leading + 1e-6)

    def line_top(self, line: float) -> float:
        """The upper edge of the cell of *line*, counted from 1."""
        return self.area.y + (line - 1) * self.leading

    @property
    def baseline_in_cell(self) -> float:
        """How far under a cell's top its baseline lies; smaller and larger body type shares it (P2)."""
        return (self.leading - self.size) / 2 + EM_ASCENT * self.size

    def below(self, y: float) -> float:
        """The top of the first cell at or below *y*."""
        return self.area.y + ceil((y - self.area.y) / self.leading - 1e-3) * self.leading

    def gutter_middle(self, after: int) -> float:
        """X of the middle of the gutter after column *after*, counted from 1."""
        left, right = self.columns[after - 1], self.columns[after]
        return (left.x + left.width + right.x) / 2


class Sheet(msgspec.Struct, frozen=True):
    """One page's paper and grid."""

    trim: tuple[float, float]  #: width and height, points
    bleed: float
    grid: Grid
    number: int  #: as its folio has it
    grows: bool = False  #: as long as what stands on it needs
