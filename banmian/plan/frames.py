"""Place frames: from columns, lines, ems, millimetres and other frames' edges to rectangles in points.

Reports a frame that leaves the grid (when it is given in cells) or the sheet, one whose place or size is not said
or said twice, and anchors that go round in a circle. A frame whose height is `auto` is placed once for its width;
the page stage, which knows how high its filling is, places all frames again with the heights that it found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from banmian.plan.geometry import Grid, Rect, Sheet
from banmian.plan.sizes import check_size
from banmian.spec.files.decode import Spans
from banmian.spec.files.diagnostics import Report, suggestion
from banmian.spec.types.frame import AtSpec, Auto, Direction, FrameSpec
from banmian.spec.types.units import Length

_ACROSS = ("column", "gutter", "x", "right_of", "left_of", "left", "right")
_DOWN = ("line", "y", "below", "above", "top", "bottom")
_ANCHORS = ("below", "above", "right_of", "left_of", "inside")


class Placer(msgspec.Struct, frozen=True, eq=False):
    """What is needed to place the frames of a file, once or again."""

    frames: tuple[FrameSpec, ...]
    ems: Mapping[str, float]  #: by frame, the type size that a measure in ems is of
    spans: Spans

    def rects(self, sheets: Sequence[Sheet], heights: Mapping[str, float], report: Report) -> dict[str, Rect]:
        """The outer edge of each frame, from its sheet's top left corner; *heights* are of `auto` frames."""
        return _Run(self, sheets, heights, report).rects()


class _Run:
    def __init__(self, placer: Placer, sheets: Sequence[Sheet], heights: Mapping[str, float], report: Report) -> None:
        self.placer = placer
        self.sheets = sheets
        self.heights = heights
        self.report = report
        self.by_id = {frame.id: frame for frame in placer.frames}
        self.done: dict[str, Rect] = {}
        self.open: list[str] = []

    def rects(self) -> dict[str, Rect]:
        for frame in self.placer.frames:
            self.rect(frame)
        return self.done

    def rect(self, frame: FrameSpec) -> Rect:
        if frame.id not in self.done:
            self.open.append(frame.id)
            self.done[frame.id] = _Placing(frame, self).rect()
            self.open.pop()
        return self.done[frame.id]


class _Placing:
    """One frame on its way to its rectangle."""

    def __init__(self, frame: FrameSpec, run: _Run) -> None:
        self.frame = frame
        self.run = run
        self.sheet = run.sheets[min(max(frame.at.page, 1), len(run.sheets)) - 1]
        self.grid: Grid = self.sheet.grid
        at = run.placer.spans.path_of(frame)[-1]
        self.number = int(at)
        self.path = ("frames", at)
        self.wrong = False  #: whether an error was found already
        self.anchors = {key: rect for key in _ANCHORS if (rect := self.anchor(key)) is not None}

    def error(self, message: str, hint: str, *path: str) -> None:
        self.wrong = True
        self.run.report.error(self.run.placer.spans.at(*self.path, *path), message, hint)

    def points(self, length: Length) -> float:
        return length.points(self.grid.size, self.grid.leading)

    def anchor(self, key: str) -> Rect | None:
        """The frame that this one is anchored to by *key*."""
        name = getattr(self.frame.at, key)
        if name is None:
            return None
        other = self.run.by_id.get(name)
        if other is None:
            self.error(f"there is no frame {name}", suggestion(name, list(self.run.by_id), "frames"), "at", key)
        elif name in self.run.open:
            circle = " stands by ".join([*self.run.open[self.run.open.index(name) :], name])
            self.error(f"frames are anchored in a circle: {circle}", "give one of them a place of its own", "at", key)
        elif other.at.page != self.frame.at.page:
            self.error(
                f"{name} stands on page {other.at.page}, {self.frame.id} on page {self.frame.at.page}",
                "anchor it to a frame of its own page",
                "at",
                key,
            )
        else:
            rect = self.run.rect(other)
            inset = other.inset
            sides = (self.points(side) for side in (inset.top, inset.bottom, inset.left, inset.right))
            return rect.shrunk(*sides) if key == "inside" else rect
        return None

    @property
    def gap(self) -> float:
        return self.points(self.frame.at.gap) if self.frame.at.gap else 0.0

    def rect(self) -> Rect:
        if not check_size(self.frame, self.number, self.run.placer.spans, self.run.report):
            return self.grid.area
        x, width = self.across()
        y, height = self.down()
        rect = Rect(x, y, width, height)
        if self.wrong:
            return rect
        bleed, (sheet_width, sheet_height) = self.sheet.bleed, self.sheet.trim
        beyond = max(-rect.x, -rect.y, rect.right - sheet_width, rect.bottom - sheet_height)
        if beyond > bleed + 0.01 and not self.sheet.grows:
            self.error(f"the frame {self.frame.id} leaves the sheet", "move it, or make it smaller", "at")
        return rect

    # Across

    def across(self) -> tuple[float, float]:
        """X and width."""
        place, grid = self.frame.at, self.grid
        said = [key for key in _ACROSS if getattr(place, key) is not None]
        pair = said in (["right_of", "left_of"], ["left", "right"])
        if len(said) > 1 and not pair:
            keys = " and ".join(said)
            self.error(f"the frame {self.frame.id} is told its place across by {keys}", "leave one", "at")
            return grid.area.x, grid.area.width
        if "inside" in self.anchors:
            return self.across_inside(self.anchors["inside"])
        if pair or not said or said[0] in ("right_of", "left_of", "left", "right"):
            return self.across_by_edges(said)
        if place.gutter is not None:
            return self.at_gutter(place.gutter)
        if place.x is not None:
            return grid.area.x + self.points(place.x), self.width(None)
        assert place.column is not None
        if not 1 <= place.column <= len(grid.columns):
            self.outside_columns(place.column, "at", "column")
            return grid.area.x, grid.area.width
        return grid.columns[place.column - 1].x, self.width(place.column)

    def across_inside(self, outer: Rect) -> tuple[float, float]:
        x = outer.x + (self.points(self.frame.at.x) if self.frame.at.x else 0.0)
        return x, self.width(None, outer.right - x)

    def across_by_edges(self, said: list[str]) -> tuple[float, float]:
        """By other frames' edges, or the sheet's; without any word, as the frame above or below."""
        place, anchors = self.frame.at, self.anchors
        gap = self.points(place.gap) if place.gap else self.gutter()
        near = anchors.get("right_of")
        first = near.right + gap if near else self.points(place.left) if place.left else None
        near = anchors.get("left_of")
        last = near.x - gap if near else self.sheet.trim[0] - self.points(place.right) if place.right else None
        if first is not None and last is not None:
            return first, last - first
        if first is not None:
            return first, self.width(None)
        if last is not None:
            width = self.width(None)
            return last - width, width
        like = anchors.get("below") or anchors.get("above")
        if like:
            return like.x, self.width(None, like.width)
        if not self.wrong:
            self.error(f"the frame {self.frame.id} needs one of column, gutter and x", "write at: {column: 1, line: 1}", "at")
        return self.grid.area.x, self.grid.area.width

    def gutter(self) -> float:
        columns = self.grid.columns
        return columns[1].x - columns[0].x - columns[0].width if len(columns) > 1 else 0.0

    def at_gutter(self, gutter: int) -> tuple[float, float]:
        count = len(self.grid.columns)
        if not 1 <= gutter < count:
            gutters = f"gutters 1 to {count - 1}" if count > 1 else "no gutter"
            self.error(f"gutter {gutter} is outside the {count}-column grid", f"this grid has {gutters}", "at", "gutter")
            return self.grid.area.x, 0.0
        return self.grid.gutter_middle(gutter), 0.0

    def width(self, column: int | None, default: float | None = None) -> float:
        """As the size says it; *default*, or the width of *column*, when it says nothing."""
        size, grid, inset = self.frame.size, self.grid, self.frame.inset
        said = [key for key in ("columns", "measure", "width") if getattr(size, key) is not None]
        if not said and column is not None:
            return grid.columns[column - 1].width
        if not said and default is not None:
            return default
        if len(said) != 1:
            self.error(
                f"the frame {self.frame.id} needs one of columns, measure and width", "write size: {columns: 1, lines: 20}", "size"
            )
            return grid.area.width
        if size.measure is not None and self.frame.direction is Direction.VERTICAL:
            hint = "write columns or width, and lines or height"
            self.error(f"the lines of the vertical frame {self.frame.id} are as long as it is high", hint, "size", "measure")
            return grid.area.width
        if size.measure is not None:
            sides = self.points(inset.left) + self.points(inset.right)
            return size.measure.points(self.run.placer.ems[self.frame.id], grid.leading) + sides
        if size.width is not None:
            return self.points(size.width)
        assert size.columns is not None
        first = column or 1
        if column is None and default is None and self.frame.at.x is not None:
            self.error(f"the frame {self.frame.id} spans columns but stands at x", "write at: {column: ...}", "size", "columns")
            return grid.area.width
        last = first + size.columns - 1
        if size.columns < 1 or last > len(grid.columns):
            self.outside_columns(last, "size", "columns")
            return grid.area.width
        end = grid.columns[last - 1]
        return end.x + end.width - grid.columns[first - 1].x

    def outside_columns(self, column: int, *path: str) -> None:
        count = len(self.grid.columns)
        message = f"the frame {self.frame.id} reaches column {column}, outside the {count}-column grid"
        columns = f"columns 1 to {count}" if count > 1 else "one column"
        self.error(message, f"this grid has {columns}", *path)

    # Down

    def down(self) -> tuple[float, float]:
        """Y and height."""
        place = self.frame.at
        said = [key for key in _DOWN if getattr(place, key) is not None]
        pair = said in (["below", "above"], ["top", "bottom"])
        if len(said) > 1 and not pair:
            keys = " and ".join(said)
            self.error(f"the frame {self.frame.id} is told its place down by {keys}", "leave one", "at")
            return self.grid.area.y, self.grid.area.height
        if "inside" in self.anchors:
            outer = self.anchors["inside"]
            y = outer.y + (self.points(place.y) if place.y else 0.0)
            return y, self.height(y, outer.bottom - y)
        if place.y is not None:
            y = self.grid.area.y + self.points(place.y)
            return y, self.height(y)
        if place.line is not None:
            return self.down_on_lines(place)
        return self.down_by_edges()

    def down_by_edges(self) -> tuple[float, float]:
        place, anchors = self.frame.at, self.anchors
        near = anchors.get("below")
        first = near.bottom + self.gap if near else self.points(place.top) if place.top else None
        near = anchors.get("above")
        last = near.y - self.gap if near else self.sheet.trim[1] - self.points(place.bottom) if place.bottom else None
        if first is not None and last is not None:
            return first, last - first
        if first is not None:
            return first, self.height(first)
        if last is not None:
            height = self.height(self.grid.area.y)
            return last - height, height
        like = anchors.get("right_of") or anchors.get("left_of")
        if like:
            return like.y, self.height(like.y, like.height)
        if not self.wrong:
            self.error(f"the frame {self.frame.id} needs one of line and y", "write at: {column: 1, line: 1}", "at")
        return self.grid.area.y, self.grid.area.height

    def down_on_lines(self, place: AtSpec) -> tuple[float, float]:
        """On the grid's lines; a picture reaches from the head of its first line's characters to the foot of its last's."""
        size, grid = self.frame.size, self.grid
        assert place.line is not None
        y = grid.line_top(place.line)
        lines = size.lines if isinstance(size.lines, float | int) else 0.0
        last = place.line + lines - 1
        if not self.sheet.grows and (place.line < 1 or last > grid.lines + 1e-6):
            row, path = (place.line, ("at", "line")) if place.line < 1 else (last, ("size", "lines"))
            message = f"the frame {self.frame.id} reaches line {row:g}, outside the grid of {grid.lines} lines"
            self.error(message, f"this grid has lines 1 to {grid.lines}", *path)
        height = self.height(y)
        if self.frame.photo is None or not lines:
            return y, height
        white = (grid.leading - grid.size) / 2
        return y + white, height - 2 * white

    def height(self, y: float, default: float | None = None) -> float:
        """As the size says it, for a frame whose head is at *y*; *default* when it says nothing."""
        size, grid = self.frame.size, self.grid
        if size.lines is not None and size.height is not None:
            self.error(f"the frame {self.frame.id} needs one of lines and height", "write size: {columns: 1, lines: 20}", "size")
            return grid.area.height
        if size.lines is Auto.AUTO:
            inset = self.frame.inset
            return self.run.heights.get(self.frame.id, grid.leading + self.points(inset.top) + self.points(inset.bottom))
        if size.lines is Auto.REST:
            return max(grid.area.bottom - y, grid.leading)
        if size.height is not None:
            return self.points(size.height)
        if size.lines is not None:
            assert not isinstance(size.lines, Auto)
            return size.lines * grid.leading
        if default is None:
            self.error(f"the frame {self.frame.id} needs one of lines and height", "write size: {columns: 1, lines: 20}", "size")
            return grid.area.height
        return default
