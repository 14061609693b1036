"""Pour a thread of blocks through its frames, on the grid, and report what does not fit.

Body lines stand on the page's baseline grid (P2). A heading takes whole lines of it, keeps with its text,
and is never the last thing in a column: two lines of the paragraph follow it (P3). A paragraph's last line
does not stand alone at a column's head. What the frames cannot hold is overset, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import msgspec

from banmian.page.composed import Overset, Rule
from banmian.page.dress import rule_along
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Grid, Rect
from banmian.plan.plan import Block, FramePlan, TextFilling
from banmian.plan.style import ParagraphStyle
from banmian.spec.diagnostics import Report
from banmian.spec.schema import Align
from banmian.text.compose import Composer, Place
from banmian.text.fit import RefusedError, balanced_ends, squeezed_ends
from banmian.text.greedy import is_remedial, line_ends
from banmian.text.line import SetLine
from banmian.text.paragraph import Paragraph
from banmian.text.reading import sides

_EDGE = 0.01  # points; rounding at a frame's foot is not overset
_FOLLOWING = 2  # lines of a paragraph that stay with its heading (P3)
_ROOM_FOR_MARKS, _ROOM_ON_BOTH_SIDES = 0.5, 0.625  # em between lines (A4)
_MARK = 1.0  # em taken by a heading's mark: a square of half an em, and half an em of white


class SetThread(msgspec.Struct, frozen=True):
    """A poured thread: its lines with the frame of each, marks of headings, and what was left over."""

    lines: tuple[tuple[str, SetLine], ...]
    marks: tuple[Rule, ...]
    overset: Overset | None


def set_thread(frames: Sequence[FramePlan], blocks: Sequence[Block], grid: Grid, composer: Composer, report: Report) -> SetThread:
    """Pour *blocks* through *frames* in order; warnings go into *report*.

    A balanced thread (P4) is poured into ever more lines of each frame, from the fewest that could hold it, until it fits.
    """
    filling = frames[0].filling
    if isinstance(filling, TextFilling) and filling.balance and len(frames) > 1:
        whole = _Pourer(frames, grid, composer, Report()).pour(blocks)
        most = max(_depth(frame, grid) for frame in frames)
        for depth in range(max(1, len(whole.lines) // len(frames)), most if whole.overset is None else 0):
            if _Pourer(frames, grid, composer, Report(), depth).pour(blocks).overset is None:
                return _Pourer(frames, grid, composer, report, depth).pour(blocks)
    return _Pourer(frames, grid, composer, report).pour(blocks)


def _depth(frame: FramePlan, grid: Grid) -> int:
    """How many lines of the grid a frame holds."""
    return int(((frame.inner.width if frame.vertical else frame.inner.height) + _EDGE) / grid.leading)


class _Pourer:
    def __init__(
        self, frames: Sequence[FramePlan], grid: Grid, composer: Composer, report: Report, depth: int | None = None
    ) -> None:
        """*depth* is how many lines of the grid each frame may hold; None: as many as there is room for."""
        self.frames = frames
        self.depth = depth
        self.vertical = frames[0].vertical
        # A vertical thread is poured lying on its side: down is leftwards from its frame's right edge.
        self.grid = Grid(Rect(0.0, 0.0, 0.0, 0.0), (), grid.size, grid.leading) if self.vertical else grid
        self.composer = composer
        self.report = report
        self.at = 0
        self.lines: list[tuple[str, SetLine]] = []
        self.marks: list[Rule] = []
        self.cramped: set[Block] = set()
        self.paragraphs: dict[Block, Paragraph] = {}  # a heading is looked at before it is set
        self.y = 0.0
        self.empty = True
        self.enter_frame()

    @property
    def frame(self) -> FramePlan:
        return self.frames[self.at]

    @property
    def area(self) -> Rect:
        """The frame's inside as lines see it: a vertical one lies on its side."""
        inner = self.frame.inner
        area = Rect(0.0, 0.0, inner.height, inner.width) if self.vertical else inner
        if self.depth is None:
            return area
        return Rect(area.x, area.y, area.width, min(area.height, self.depth * self.grid.leading))

    def upright(self, rect: Rect) -> Rect:
        """A rectangle of `area` as it stands on the page."""
        if not self.vertical:
            return rect
        inner = self.frame.inner
        return Rect(inner.right - rect.bottom, inner.y + rect.x, rect.height, rect.width)

    def standing(self, place: Place, style: ParagraphStyle) -> Place:
        """Where a line stands on the page; a vertical one is placed by its middle."""
        if not self.vertical:
            return place
        inner = self.frame.inner
        size = self.grid.size if style.on_grid and not style.takes else style.size
        middle = place.baseline - (EM_ASCENT - EM_DESCENT) / 2 * size
        return Place(inner.y + place.x, inner.right - middle, place.measure)

    def pour(self, blocks: Sequence[Block]) -> SetThread:
        """All blocks, or as many as fit."""
        for at, block in enumerate(blocks):
            if block.style.takes or block.style.keep_with_next:
                done = self.set_heading(block, self.room_after(blocks, at))
                rest = 0
            else:
                rest = self.set_paragraph(block)
                done = rest == len(block.text)
            if not done:
                return SetThread(tuple(self.lines), tuple(self.marks), self.left_over(blocks[at:], rest))
        return SetThread(tuple(self.lines), tuple(self.marks), None)

    def enter_frame(self) -> None:
        """Start at the head of the frame."""
        self.y = self.area.y
        self.empty = True

    def next_frame(self) -> bool:
        """Go on in the next frame; False when there is none."""
        if self.at + 1 >= len(self.frames):
            return False
        self.at += 1
        self.enter_frame()
        return True

    def snap(self, y: float) -> float:
        """The top of the first grid cell at or below *y*."""
        cells = (y - self.grid.area.y) / self.grid.leading
        return self.grid.area.y + ceil(cells - 1e-3) * self.grid.leading

    def fits(self, top: float, height: float) -> bool:
        return top + height <= self.area.bottom + _EDGE

    # Headings

    def room_after(self, blocks: Sequence[Block], at: int) -> float:
        """Height that must be free under the heading at *at*: headings that follow it, and two lines of text."""
        height = 0.0
        for block in blocks[at + 1 :]:
            style = block.style
            if not (style.takes or style.keep_with_next):
                needed = min(_FOLLOWING, len(line_ends(self.paragraph(block), self.width(style) / style.size)))
                return height + needed * style.leading
            height += style.lines_taken(len(self.heading_ends(block)[1])) * self.grid.leading
        return height

    def heading_ends(self, block: Block) -> tuple[Paragraph, list[int]]:
        paragraph = self.paragraph(block)
        style = block.style
        measure = (self.area.width - (_MARK * style.size if style.mark else 0.0)) / style.size
        return paragraph, balanced_ends(paragraph, measure) if style.balance else line_ends(paragraph, measure)

    def set_heading(self, block: Block, room_after: float) -> bool:
        """Set a heading, in this frame if what must follow it fits there too; False when no frame holds it."""
        style, leading = block.style, self.grid.leading
        while True:
            paragraph, ends = self.heading_ends(block)
            top = self.snap(self.y) if self.empty else self.snap(self.y) + style.before * leading
            height = style.lines_taken(len(ends)) * leading if style.takes else len(ends) * style.leading
            if self.fits(top, height + room_after) or (self.empty and self.fits(top, height)):
                break
            if not self.next_frame():
                return False
        stack = (len(ends) - 1) * style.leading + style.size
        baseline = top + (height - stack) / 2 + EM_ASCENT * style.size
        if style.rule and style.before and not self.empty:
            gap = Rect(self.area.x, top - style.before * leading, self.area.width, style.before * leading)
            self.marks += rule_along(self.frame.id, style.rule, self.upright(gap))
        indent = _MARK * style.size if style.mark else 0.0
        if style.mark:
            side = 0.5 * style.size
            square = Rect(self.area.x, baseline - 0.38 * style.size - side / 2, side, side)
            self.marks.append(Rule(self.frame.id, self.upright(square), style.mark))
        start = 0
        for number, end in enumerate(ends):
            place = Place(self.area.x + indent, baseline + number * style.leading, self.area.width - indent)
            self.add(paragraph, block, start, end, place)
            start = end
        self.y = top + height
        return True

    # Running text

    def width(self, style: ParagraphStyle) -> float:
        """The measure of running text in *style*: the frame's, less the style's insets."""
        return self.area.width - (style.inset_start + style.inset_end) * style.size

    def set_paragraph(self, block: Block) -> int:
        """Set a paragraph line by line, through as many frames as it needs; returns how much of it is set."""
        paragraph = self.paragraph(block)
        style = block.style
        if style.before and not self.empty:
            self.y = self.snap(self.y) + style.before * self.grid.leading
        start = 0
        ends = self.ends(block, paragraph, start)
        measure = self.width(style)
        while start < len(paragraph.text):
            top = self.snap(self.y) if style.on_grid else self.y
            if not self.fits(top, style.leading) or self.leaves_widow(ends, start, top, style.leading):
                if not self.next_frame():
                    return start
                if abs(self.width(style) - measure) > _EDGE:
                    measure = self.width(style)
                    ends = self.ends(block, paragraph, start)
                continue
            end = ends.pop(0)
            if style.on_grid:
                baseline = top + self.grid.baseline_in_cell
            else:
                baseline = top + (style.leading - style.size) / 2 + EM_ASCENT * style.size
            self.add(paragraph, block, start, end, Place(self.area.x + style.inset_start * style.size, baseline, self.width(style)))
            self.y = top + style.leading
            start = end
        return start

    def leaves_widow(self, ends: list[int], start: int, top: float, leading: float) -> bool:
        """Whether the line now due is the last here, with only the paragraph's last line to follow elsewhere."""
        last_here = not self.fits(top + leading, leading)
        return last_here and len(ends) == 2 and start > 0 and self.at + 1 < len(self.frames) and not self.empty

    def ends(self, block: Block, paragraph: Paragraph, start: int) -> list[int]:
        """Where the paragraph's lines from *start* end in this frame's measure, its wish (J5) granted if it can be."""
        measure = self.width(block.style) / block.style.size
        if block.locked:
            return [end for end, _ in block.locked if end > start]
        if block.wish and start == 0:
            try:
                return squeezed_ends(paragraph, measure, block.wish)
            except RefusedError as reason:
                what = f"{block.wish:+d} line" + ("" if abs(block.wish) == 1 else "s")
                message = f"paragraph {block.number} of {block.address} cannot come out {what}: {reason}"
                self.report.warning(block.wish_span, message, "take the wish back, or allow more with squeeze_limit")
        elif block.wish:
            message = (
                f"paragraph {block.number} of {block.address} goes on in {self.frame.id}, of another measure: its wish is lost"
            )
            self.report.warning(block.wish_span, message, "give the frames one measure, or move the paragraph into one of them")
        ends, cut = self.composer.ends(paragraph, start, self.width(block.style))
        for end in cut:
            piece = paragraph.text[max(0, end - 8) : end]
            where = f"a line of {measure:.2f} em in frame {self.frame.id}"
            message = f"{where} has no place to break; it is cut after {piece}"
            if is_remedial(paragraph, end):
                message = f"{where} has no other way than that {paragraph.text[end]} starts the next one, after {piece}"
            self.report.warning(block.span, message, "widen the measure, or set the text smaller")
        return ends

    def paragraph(self, block: Block) -> Paragraph:
        known = self.paragraphs.get(block)
        if known is None:
            known = self.paragraphs[block] = self.composer.block(block)
        return known

    def add(self, paragraph: Paragraph, block: Block, start: int, end: int, place: Place) -> None:
        self.lines.append((self.frame.id, self.composer.set_line(paragraph, block, start, end, self.standing(place, block.style))))
        self.empty = False
        self.look_at(self.lines[-1][1], block)

    def look_at(self, line: SetLine, block: Block) -> None:
        """Report a line that is spread too far (J2), and marks without room between lines (A4)."""
        style = block.style
        if line.spread > style.profile.spread_limit * style.size + _EDGE and style.align is not Align.DISTRIBUTE:
            what = "a locked line" if line.locked else "a line"
            message = f"{what} in frame {self.frame.id} is spread by {line.spread / style.size:.2f} em a gap: {line.text}"
            self.report.warning(block.span, message, "widen the measure, reword, or allow more with spread_limit")
        if not (line.annotations or line.readings) or block in self.cramped:
            return
        gap = style.leading - style.size
        twice = sides({mark.kind for mark in block.marks}, style.vertical) > 1
        wanted = (_ROOM_ON_BOTH_SIDES if twice else _ROOM_FOR_MARKS) * style.size
        if gap < wanted - _EDGE:
            self.cramped.add(block)
            share = "⅝ of an em" if twice else "half an em"
            message = f"the white between lines is {gap:.1f} pt; marks beside them want {wanted:.1f} pt, {share}"
            self.report.warning(block.span, message, "give the style more leading, or take the marks out")

    def left_over(self, blocks: Sequence[Block], start: int) -> Overset:
        """What is left from character *start* of the first of *blocks*."""
        lines = characters = 0
        for number, block in enumerate(blocks):
            paragraph = self.paragraph(block)
            position = start if number == 0 else 0
            characters += len(block.text) - position
            lines += len(self.composer.ends(paragraph, position, self.width(block.style))[0])
        return Overset(self.frame.id, lines, characters, blocks[0].text[start : start + 12])
