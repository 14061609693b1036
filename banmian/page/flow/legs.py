"""Lay out the legs of a thread: the columns of type (栏) that it is poured through, in order.

A frame is one leg, or as many as it has columns. A vertical frame's legs lie on their side, so that pouring knows
lines that run across and follow each other downwards only: down is leftwards from the frame's right edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.page.flow.runaround import Point, Shape, free_spans
from banmian.page.flow.shapes import shape_points
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Grid, Rect, Sheet
from banmian.plan.plan import FramePlan
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report
from banmian.text.compose import Place

_EDGE = 0.01  # points; rounding at a frame's foot is not overset


class Leg(msgspec.Struct, frozen=True, eq=False):
    """One column of type: its room, grid and shapes as its lines see them."""

    frame: FramePlan
    column: int  #: within the frame, from 0
    area: Rect
    grid: Grid
    shapes: tuple[Shape, ...] = ()
    foot: float | None = None  #: where it ended before it was shortened

    @property
    def lines(self) -> int:
        """How many lines of the grid it holds."""
        return int((self.area.bottom - self.grid.below(self.area.y) + _EDGE) / self.grid.leading)

    def lines_of(self, leading: float) -> int:
        """How many lines of *leading* it holds, on the grid or off it."""
        head = self.grid.below(self.area.y) if leading == self.grid.leading else self.area.y
        count = max(0, int((self.area.bottom - head + _EDGE) / leading))
        if not self.shapes:
            return count
        white = max(0.0, leading - self.grid.size) / 2
        tops = (head + at * leading for at in range(count))
        return sum(bool(free_spans(self.area, self.shapes, top + white, top + leading - white)) for top in tops)

    def from_head(self, y: float) -> Leg:
        """What is left of it from *y* on."""
        return msgspec.structs.replace(self, area=Rect(self.area.x, y, self.area.width, self.area.bottom - y))

    def shortened(self, lines: int) -> Leg:
        """It, with room for so many lines of the grid at most."""
        height = self.grid.below(self.area.y) - self.area.y + lines * self.grid.leading
        area = Rect(self.area.x, self.area.y, self.area.width, min(self.area.height, height))
        return msgspec.structs.replace(self, area=area, foot=self.area.bottom if self.foot is None else self.foot)

    def stretched(self, share: float) -> Leg:
        """It, on a baseline grid of its own, from its head on, whose leading is a share of the page's."""
        head = self.grid.below(self.area.y)
        area = self.grid.area
        own = Grid(Rect(area.x, head, area.width, area.height), self.grid.columns, self.grid.size, self.grid.leading * share)
        return msgspec.structs.replace(self, grid=own)

    def upright(self, rect: Rect) -> Rect:
        """A rectangle of `area` as it stands on the page."""
        if not self.frame.vertical:
            return rect
        inner = self.frame.inner
        return Rect(inner.right - rect.bottom, inner.y + rect.x, rect.height, rect.width)

    def standing(self, place: Place, style: ParagraphStyle) -> Place:
        """Where a line stands on the page; a vertical one is placed by its middle."""
        if not self.frame.vertical:
            return place
        inner = self.frame.inner
        size = self.grid.size if style.on_grid and not style.takes else style.size
        middle = place.baseline - (EM_ASCENT - EM_DESCENT) / 2 * size
        return Place(inner.y + place.x, inner.right - middle, place.measure)


def thread_legs(frames: Sequence[FramePlan], sheets: Sequence[Sheet], all_frames: Sequence[FramePlan], report: Report) -> list[Leg]:
    """The legs of a thread's *frames*; *all_frames* may hold some that its text runs round."""
    legs = []
    for frame in frames:
        round_these = [
            (other, shape_points(other, report))
            for other in all_frames
            if other.wrap and other.page == frame.page and other not in frames and meet(other.rect, frame.inner)
        ]
        legs += frame_legs(frame, sheets[frame.page].grid, [(other, points) for other, points in round_these])
    return legs


def frame_legs(frame: FramePlan, grid: Grid, round_these: Sequence[tuple[FramePlan, tuple[Point, ...]]] = ()) -> list[Leg]:
    """The legs of one frame."""
    inner = frame.inner
    area = Rect(0.0, 0.0, inner.height, inner.width) if frame.vertical else inner
    if frame.vertical:
        grid = Grid(Rect(0.0, 0.0, 0.0, 0.0), (), grid.size, grid.leading)
    shapes = tuple(_shape(frame, other, points) for other, points in round_these)
    if frame.columns is None:
        return [Leg(frame, 0, area, grid, shapes)]
    legs, x = [], area.x
    for at, width in enumerate(frame.columns.widths):
        column = Rect(x, area.y, width, area.height)
        legs.append(Leg(frame, at, column, grid, shapes))
        x += width + frame.columns.gutter
    return legs


def _shape(frame: FramePlan, other: FramePlan, points: tuple[Point, ...]) -> Shape:
    """What text of *frame* runs round, as its lines see it."""
    assert other.wrap is not None
    if frame.vertical:
        points = tuple((y - frame.inner.y, frame.inner.right - x) for x, y in points)
    return Shape(points, other.wrap.gap, other.wrap.side, other.wrap.least)


def meet(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share any ground."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
