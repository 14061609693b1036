"""Place a frame: from columns, lines, ems and millimetres to a rectangle in points.

Reports a frame that leaves the grid (when it is given in cells) or the sheet, and one whose place or size
is not said or said twice.
"""

from __future__ import annotations

from banmian.plan.geometry import Grid, Rect
from banmian.spec.decode import Spans
from banmian.spec.diagnostics import Report
from banmian.spec.schema import Direction, FrameSpec


def frame_rect(
    frame: FrameSpec, grid: Grid, trim: tuple[float, float], em: float, picture: bool, spans: Spans, at: int, report: Report
) -> Rect:
    """The outer edge of *frame*, the *at*-th of its file.

    *em* is the type size that a measure in ems is of. A picture placed on lines reaches from the head of its
    first line's characters to the foot of its last line's, not over the white between lines.
    """
    placer = _Placer(frame, grid, em, spans, at, report)
    x, width = placer.across()
    y, height = placer.down(picture)
    rect = Rect(x, y, width, height)
    if placer.wrong:
        return rect
    if rect.x < -0.01 or rect.y < -0.01 or rect.right > trim[0] + 0.01 or rect.bottom > trim[1] + 0.01:
        report.error(spans.at("frames", at, "at"), f"the frame {frame.id} leaves the sheet", "move it, or make it smaller")
    return rect


class _Placer:
    def __init__(self, frame: FrameSpec, grid: Grid, em: float, spans: Spans, at: int, report: Report) -> None:
        self.frame = frame
        self.grid = grid
        self.em = em
        self.spans = spans
        self.at = at
        self.report = report
        self.wrong = False  #: whether an error was found already

    def error(self, message: str, hint: str, *path: str) -> None:
        self.wrong = True
        self.report.error(self.spans.at("frames", self.at, *path), message, hint)

    def across(self) -> tuple[float, float]:
        """X and width."""
        place, grid = self.frame.at, self.grid
        count = len(grid.columns)
        said = [key for key in ("column", "gutter", "x") if getattr(place, key) is not None]
        if len(said) != 1:
            self.error(f"the frame {self.frame.id} needs one of column, gutter and x", "write at: {column: 1, line: 1}", "at")
            return grid.area.x, grid.area.width
        if place.gutter is not None:
            if not 1 <= place.gutter < count:
                gutters = f"gutters 1 to {count - 1}" if count > 1 else "no gutter"
                self.error(f"gutter {place.gutter} is outside the {count}-column grid", f"this grid has {gutters}", "at", "gutter")
                return grid.area.x, 0.0
            return grid.gutter_middle(place.gutter), 0.0
        if place.x is not None:
            x = grid.area.x + place.x.points(grid.size, grid.leading)
            return x, self.width(None)
        assert place.column is not None
        if not 1 <= place.column <= count:
            self.outside_columns(place.column, "at", "column")
            return grid.area.x, grid.area.width
        return grid.columns[place.column - 1].x, self.width(place.column)

    def width(self, column: int | None) -> float:
        size, grid, inset = self.frame.size, self.grid, self.frame.inset
        said = [key for key in ("columns", "measure", "width") if getattr(size, key) is not None]
        if not said and column is not None:
            return grid.columns[column - 1].width
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
            sides = inset.left.points(grid.size, grid.leading) + inset.right.points(grid.size, grid.leading)
            return size.measure.points(self.em, grid.leading) + sides
        if size.width is not None:
            return size.width.points(grid.size, grid.leading)
        assert size.columns is not None
        if column is None:
            self.error(f"the frame {self.frame.id} spans columns but stands at x", "write at: {column: ...}", "size", "columns")
            return grid.area.width
        last = column + size.columns - 1
        if size.columns < 1 or last > len(grid.columns):
            self.outside_columns(last, "size", "columns")
            return grid.area.width
        end = grid.columns[last - 1]
        return end.x + end.width - grid.columns[column - 1].x

    def outside_columns(self, column: int, *path: str) -> None:
        count = len(self.grid.columns)
        message = f"the frame {self.frame.id} reaches column {column}, outside the {count}-column grid"
        columns = f"columns 1 to {count}" if count > 1 else "one column"
        self.error(message, f"this grid has {columns}", *path)

    def down(self, picture: bool) -> tuple[float, float]:
        """Y and height."""
        place, size, grid = self.frame.at, self.frame.size, self.grid
        if (place.line is None) == (place.y is None):
            self.error(f"the frame {self.frame.id} needs one of line and y", "write at: {column: 1, line: 1}", "at")
            return grid.area.y, grid.area.height
        if (size.lines is None) == (size.height is None):
            self.error(f"the frame {self.frame.id} needs one of lines and height", "write size: {columns: 1, lines: 20}", "size")
            return grid.area.y, grid.area.height
        if place.y is not None:
            y = grid.area.y + place.y.points(grid.size, grid.leading)
        else:
            assert place.line is not None
            y = grid.line_top(place.line)
            last = place.line + (size.lines or 0) - 1
            if place.line < 1 or last > grid.lines + 1e-6:
                row, path = (place.line, ("at", "line")) if place.line < 1 else (last, ("size", "lines"))
                message = f"the frame {self.frame.id} reaches line {row:g}, outside the grid of {grid.lines} lines"
                self.error(message, f"this grid has lines 1 to {grid.lines}", *path)
        if size.height is not None:
            return y, size.height.points(grid.size, grid.leading)
        assert size.lines is not None
        height = size.lines * grid.leading
        white = (grid.leading - grid.size) / 2 if picture and place.line is not None else 0.0
        return y + white, height - 2 * white
