"""Say where a frame stands as a person would: in columns and lines where it lies on the grid, else in points."""

from __future__ import annotations

import msgspec

from banmian.recover.infer.layout.grid import InferredGrid
from banmian.recover.write.yamltext import em, flow, number, pt
from banmian.tree.tree import Box

_EDGE = 0.45  # points; what lies so near a column's edge lies on it


class FrameDraft(msgspec.Struct, eq=False):
    """A frame of the page file; values are written already."""

    id: str
    page: int  #: from 0
    rect: Box
    at: dict[str, str]
    size: dict[str, str]
    rest: dict[str, str]
    note: str = ""

    def text(self, several: bool) -> str:
        """As one line of the list of frames."""
        at = {"page": str(self.page + 1), **self.at} if several and self.page else self.at
        entries = {"id": self.id, "at": flow(at)} | ({"size": flow(self.size)} if self.size else {}) | self.rest
        return (f"  # {self.note}\n" if self.note else "") + f"  - {flow(entries)}"


def across(grid: InferredGrid, left: float, width: float, em_size: float = 0.0) -> tuple[dict[str, str], dict[str, str]]:
    """The parts of at and size across: columns, a column and a measure in ems of *em_size*, or points."""
    first = next((at for at, (x, _) in enumerate(grid.columns, 1) if abs(x - left) <= _EDGE), None)
    last = next((at for at, (x, own) in enumerate(grid.columns, 1) if abs(x + own - left - width) <= _EDGE), None)
    if first is not None and last is not None and first <= last:
        return {"column": str(first)}, {"columns": str(last - first + 1)}
    size = {"measure": em(width / em_size)} if em_size else {"width": pt(width)}
    if first is not None and abs(grid.columns[first - 1][0] - left) <= 0.02:
        return {"column": str(first)}, size
    return {"x": pt(left - grid.area[0])}, size


def down(grid: InferredGrid, top: float, height: float) -> tuple[dict[str, str], dict[str, str]]:
    """The parts of at and size down: grid lines, or points."""
    line = grid.line_at(top)
    lines = height / grid.leading
    inside = line is not None and line >= 1 and line + round(lines) - 1 <= grid.lines
    if line is not None and inside and abs(grid.line_top(line) - top) <= 0.3:
        if abs(lines - round(lines)) * grid.leading <= 0.3:
            return {"line": number(line)}, {"lines": str(round(lines))}
        return {"line": number(line)}, {"height": pt(height)}
    return {"y": pt(top - grid.area[1])}, {"height": pt(height)}


def placed(grid: InferredGrid, frame_id: str, page: int, rect: Box, rest: dict[str, str], em_size: float = 0.0) -> FrameDraft:
    """A frame at *rect*; *em_size*: its width is told as the measure of type of that size."""
    at_x, size_x = across(grid, rect[0], rect[2], em_size)
    at_y, size_y = down(grid, rect[1], rect[3])
    return FrameDraft(frame_id, page, rect, at_x | at_y, size_x | size_y, rest)


def picture_placed(grid: InferredGrid, frame_id: str, page: int, rect: Box, rest: dict[str, str]) -> FrameDraft:
    """A picture's frame: on lines it reaches from the head of the first one's characters to the foot of the last one's."""
    white = (grid.leading - grid.size) / 2
    line = (rect[1] - white - grid.area[1]) / grid.leading + 1
    lines = (rect[3] + 2 * white) / grid.leading
    at_x, size_x = across(grid, rect[0], rect[2])
    half = round(line * 2) / 2
    half_lines = round(lines * 2) / 2
    fits = abs(line - half) * grid.leading <= 0.3 and abs(lines - half_lines) * grid.leading <= 0.3
    if fits and half >= 1 and half + half_lines - 1 <= grid.lines:
        return FrameDraft(frame_id, page, rect, at_x | {"line": number(half)}, size_x | {"lines": number(half_lines)}, rest)
    at_y, size_y = {"y": pt(rect[1] - grid.area[1])}, {"height": pt(rect[3])}
    return FrameDraft(frame_id, page, rect, at_x | at_y, size_x | size_y, rest)


def within_sheet(frame: FrameDraft, grid: InferredGrid, size: tuple[float, float], bleed: float) -> FrameDraft:
    """*frame*, cut where it leaves the sheet: what is drawn beyond that was never printed, and no page file may ask for it."""
    left, top, right, bottom = frame.rect[0], frame.rect[1], frame.rect[0] + frame.rect[2], frame.rect[1] + frame.rect[3]
    if left >= -bleed and top >= -bleed and right <= size[0] + bleed and bottom <= size[1] + bleed:
        return frame
    left, right = _kept(left, right, -bleed, size[0] + bleed)
    top, bottom = _kept(top, bottom, -bleed, size[1] + bleed)
    cut = placed(grid, frame.id, frame.page, (left, top, right - left, bottom - top), frame.rest)
    cut.note = frame.note
    return cut


def _kept(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """What of a stretch lies between two bounds; at least a point of it."""
    low = min(max(low, least), most - 1)
    return low, max(min(high, most), low + 1)
