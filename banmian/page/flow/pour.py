"""Pour text into legs, line by line: the grid, headings, widows, runaround, first lines and drop caps.

Body type stands on the baseline grid (P2). A heading takes whole lines of it (占行), is never the last thing in a
column, and at least two lines of a paragraph follow it (P3). A paragraph's last line does not stand alone at a
column's head. Beside a shape lines are as long as what is free there.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import msgspec

from banmian.page.composed import Drawing, Rule
from banmian.page.flow.legs import Leg
from banmian.page.flow.lookout import look_at_line, say_cut
from banmian.page.flow.opening import drop_cap_block, with_first_line
from banmian.page.flow.runaround import Shape, Span, free_spans
from banmian.page.parts.display import baseline_in
from banmian.page.parts.dress import rule_along
from banmian.plan.geometry import EM_ASCENT, Rect
from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.frame import WrapSide
from banmian.text.compose import Composer, Place
from banmian.text.ends.fit import RefusedError, balanced_ends, squeezed_ends
from banmian.text.ends.greedy import line_ends
from banmian.text.lines.line import SetLine
from banmian.text.paragraph import Paragraph

_EDGE = 0.01  # points; rounding at a frame's foot is not overset
_FOLLOWING = 2  # lines of a paragraph that stay with its heading (P3)
_LEAST_BESIDE = 4.0  # em of running text beside a drop cap, at least; ours
_BESIDE = 0.2  # em of running text between a drop cap and the lines beside it, at least; ours
_MARK = 1.0  # em taken by a heading's mark: a square of half an em, and half an em of white


class Poured(msgspec.Struct, frozen=True, eq=False):
    """What was poured: lines with the leg of each, marks of headings, where it ended, what was left over."""

    lines: tuple[tuple[int, SetLine], ...]  #: with the number of the leg of each
    marks: tuple[Rule | Drawing, ...]
    leg: int  #: the last one reached
    y: float  #: where text ended in it
    left: tuple[int, int] | None  #: the block and the character that no leg held any more


class Pourer:
    """Pours blocks through legs; one use each."""

    def __init__(
        self, legs: Sequence[Leg], composer: Composer, report: Report, paragraphs: dict[Block, Paragraph] | None = None
    ) -> None:
        """*paragraphs* that were made ready before are used again, and new ones kept there."""
        self.legs = legs
        self.composer = composer
        self.report = report
        self.at = 0
        self.lines: list[tuple[int, SetLine]] = []
        self.marks: list[Rule | Drawing] = []
        self.cramped: set[Block] = set()
        self.paragraphs = {} if paragraphs is None else paragraphs
        self.headings: dict[tuple[Block, float], list[int]] = {}
        self._enter_leg()

    def pour(self, blocks: Sequence[Block]) -> Poured:
        """All blocks, or as many as fit."""
        left = None
        for at, block in enumerate(blocks):
            if block.style.takes or block.style.keep_with_next:
                done = self._set_heading(block, self._room_after(blocks, at))
                rest = 0
            else:
                rest = self._set_paragraph(block)
                done = rest == len(block.text)
            if not done:
                left = (at, rest)
                break
        self._finish_band()
        return Poured(tuple(self.lines), tuple(self.marks), self.at, self.y, left)

    # Where the next line may stand

    def _enter_leg(self) -> None:
        """Start at the head of the leg."""
        self.leg = self.legs[self.at]
        self.area, self.grid, self.shapes = self.leg.area, self.leg.grid, self.leg.shapes
        self.y = self.area.y
        self.empty = True
        self.waiting: list[Span] = []  # parts of a band beside a shape that are not filled yet

    def _next_leg(self) -> bool:
        """Go on in the next leg; False when there is none."""
        if self.at + 1 >= len(self.legs):
            return False
        self.at += 1
        self._enter_leg()
        return True

    def _fits(self, top: float, height: float) -> bool:
        return top + height <= self.area.bottom + _EDGE

    def _slot(self, style: ParagraphStyle) -> tuple[float, float, float] | None:
        """Top, start and measure of the next line of running text here; None: the leg is full."""
        top = self.grid.below(self.y) if style.on_grid else self.y
        if not self.shapes:
            area = self.area
            return (top, area.x, area.width) if top + style.leading <= area.y + area.height + _EDGE else None
        white = (style.leading - style.size) / 2
        while not self.waiting:
            if not self._fits(top, style.leading):
                return None
            self.waiting = free_spans(self.area, self.shapes, top + white, top + style.leading - white)
            self.y = top
            top += style.leading
        return (self.grid.below(self.y) if style.on_grid else self.y, *self.waiting[0])

    def _used(self, top: float, leading: float) -> None:
        """A slot holds its line now."""
        if self.waiting:
            self.waiting.pop(0)
        if not self.waiting:
            self.y = top + leading

    def _finish_band(self) -> None:
        """Leave what is free beside a shape empty, and go on under it."""
        if self.waiting:
            self.waiting = []
            self.y = self.grid.below(self.y) + self.grid.leading

    def _widest(self, top: float, height: float) -> Span | None:
        """The widest free part of a band."""
        if not self.shapes:
            return self.area.x, self.area.width
        return max(free_spans(self.area, self.shapes, top, top + height), key=lambda span: span[1], default=None)

    # Headings

    def _room_after(self, blocks: Sequence[Block], at: int) -> float:
        """Height that must be free under the heading at *at*: headings that follow it, and two lines of text."""
        height = 0.0
        if not blocks[at].style.profile.widow_control:
            return height
        for block in blocks[at + 1 :]:
            style = block.style
            if not (style.takes or style.keep_with_next):
                needed = min(_FOLLOWING, len(line_ends(self._paragraph(block), self._measure(style, self.area.width) / style.size)))
                return height + needed * style.leading
            height += self._heading_height(style, len(self._heading_ends(block, self.area.width)))
        return height

    def _heading_height(self, style: ParagraphStyle, lines: int) -> float:
        return style.lines_taken(lines) * self.grid.leading if style.takes else lines * style.leading

    def _heading_ends(self, block: Block, width: float) -> list[int]:
        known = self.headings.get((block, width))
        if known is None:
            paragraph, style = self._paragraph(block), block.style
            measure = (width - (_MARK * style.size if style.mark else 0.0)) / style.size
            known = [end for end, _ in block.locked] or (
                balanced_ends(paragraph, measure) if style.balance else line_ends(paragraph, measure)
            )
            self.headings[block, width] = known
        return known

    def _heading_place(self, block: Block, room_after: float) -> tuple[float, Span, list[int], float] | None:
        """Top, span, line ends and height of a heading in this leg; None: it goes to the next."""
        style, leading = block.style, self.grid.leading
        top = self.grid.below(self.y) if self.empty else self.grid.below(self.y) + style.before * leading
        height = self._heading_height(style, 1)
        while True:
            span = self._widest(top, height)
            ends = self._heading_ends(block, span[1]) if span else []
            needed = self._heading_height(style, len(ends))
            if span and needed > height + _EDGE:
                height = needed
                continue
            if not (self._fits(top, height + room_after) or (self.empty and self._fits(top, height))):
                return None
            if span:
                return top, span, ends, height
            top += leading

    def _set_heading(self, block: Block, room_after: float) -> bool:
        """Set a heading, in this leg if what must follow it fits there too; False when no leg holds it."""
        style = block.style
        self._finish_band()
        while (found := self._heading_place(block, room_after)) is None:
            if not self._next_leg():
                return False
        top, (x, width), ends, height = found
        stack = (len(ends) - 1) * style.leading + style.size
        baseline = top + (height - stack) / 2 + EM_ASCENT * style.size
        if style.rule and style.before and not self.empty:
            before = style.before * self.grid.leading
            self.marks += rule_along(self.leg.frame.id, style.rule, self.leg.upright(Rect(x, top - before, width, before)))
        indent = _MARK * style.size if style.mark else 0.0
        if style.mark:
            side = 0.5 * style.size
            square = Rect(x, baseline - 0.38 * style.size - side / 2, side, side)
            self.marks.append(Rule(self.leg.frame.id, self.leg.upright(square), style.mark))
        start, paragraph = 0, self._paragraph(block)
        for number, end in enumerate(ends):
            place = Place(x + indent, baseline + number * style.leading, width - indent)
            self._add(paragraph, block, start, end, place)
            start = end
        self.y = top + height
        return True

    # Running text

    @staticmethod
    def _measure(style: ParagraphStyle, width: float) -> float:
        """The measure of running text in *width*: less the style's insets."""
        return width - (style.inset_start + style.inset_end) * style.size

    def _set_paragraph(self, block: Block) -> int:
        """Set a paragraph line by line, through as many legs as it needs; returns how much of it is set."""
        style = block.style
        block, start = self._open(block)
        measure = -1.0
        paragraph = self._paragraph(block)
        ends: list[int] = []
        cut: list[int] = []
        number = 0
        while start < len(paragraph.text):
            slot = self._slot(style)
            if slot:
                top, x, width = slot
                if abs(width - measure) > _EDGE:
                    measure = width
                    ends, cut = self._ends(block, paragraph, start, self._measure(style, width), number)
            widow = style.profile.widow_control and slot is not None and self._leaves_widow(ends, start, top, style.leading)
            if slot is None or widow:
                if not self._next_leg():
                    break
                continue
            end = ends.pop(0)
            if end in cut:
                say_cut(paragraph, block, end, self._measure(style, width) / style.size, self.leg.frame.id, self.report)
            baseline = top + (self.grid.baseline_in_cell if style.on_grid else baseline_in(style))
            place = Place(x + style.inset_start * style.size, baseline, self._measure(style, width))
            number += 1
            self._add(paragraph, block, start, end, place, held=number in block.held)
            self._used(top, style.leading)
            start = end
        self.shapes = self.leg.shapes
        return start

    def _open(self, block: Block) -> tuple[Block, int]:
        """The white before a paragraph, its drop cap, its first line's style; what is left to set, and from where."""
        style = block.style
        if style.before and not self.empty:
            self._finish_band()
            self.y = self.grid.below(self.y) + style.before * self.grid.leading
        if style.keep_together:
            self._keep_together(block)
        start = 0
        if style.drop_cap > 1 and len(block.text) > 1:
            start = self._set_drop_cap(block)
        if style.first_line and (slot := self._slot(style)):
            block = with_first_line(block, start, self._measure(style, slot[2]), self.composer)
        return block, start

    def _keep_together(self, block: Block) -> None:
        """Go on in the next leg where this one holds only a part of the paragraph, and the next one all of it."""
        style = block.style
        if self.empty or self.at + 1 >= len(self.legs):
            return
        count = len(line_ends(self._paragraph(block), self._measure(style, self.area.width) / style.size))
        top = self.grid.below(self.y) if style.on_grid else self.y
        if not self._fits(top, count * style.leading) and self.legs[self.at + 1].area.height >= count * style.leading:
            self._next_leg()

    def _set_drop_cap(self, block: Block) -> int:
        """Set the first character over several lines of its paragraph; what it takes is a shape for them."""
        style, lines = block.style, block.style.drop_cap
        self._finish_band()
        while not self._fits(self.grid.below(self.y), lines * style.leading):
            if not self._next_leg():
                return 0
        cap = drop_cap_block(block, lines)
        top = self.grid.below(self.y) if style.on_grid else self.y
        paragraph = self._paragraph(cap)
        width = paragraph.width(0, len(cap.text)) * cap.style.size
        span = self._widest(top, lines * style.leading)
        if span is None or span[1] < width + _LEAST_BESIDE * style.size or (self.shapes and span[0] > self.area.x + _EDGE):
            return 0  # no room for it beside a shape: the paragraph opens without
        x = span[0] + style.inset_start * style.size
        # It stands from the head of the first line's characters to the foot of the last line's.
        baseline = top + (style.leading - style.size) / 2 + EM_ASCENT * cap.style.size
        self._add(paragraph, cap, 0, len(cap.text), Place(x, baseline, width))
        # Whole ems of running text are taken, so that the lines beside it keep to their squares.
        right, bottom = x + ceil(width / style.size + _BESIDE) * style.size, top + lines * style.leading - 0.1
        corners = ((x, top), (right, top), (right, bottom), (x, bottom))
        self.shapes = (*self.shapes, Shape(corners, 0.0, WrapSide.END, 2 * style.size))
        return len(cap.text)

    def _leaves_widow(self, ends: list[int], start: int, top: float, leading: float) -> bool:
        """Whether the line now due is the last here, with only the paragraph's last line to follow elsewhere."""
        last_here = not self._fits(top + leading, leading)
        return last_here and len(ends) == 2 and self.at + 1 < len(self.legs) and not self.empty

    def _ends(self, block: Block, paragraph: Paragraph, start: int, width: float, number: int) -> tuple[list[int], list[int]]:
        """Where lines from *start* end in *width* points, a wish (J5) granted if it can be; and which have no place to.

        *number* lines of the paragraph are set already.
        """
        measure = width / block.style.size
        if block.locked:
            return [end for end, _ in block.locked if end > start], []
        if block.held:
            return self.composer.held_ends(paragraph, start, width, block.held, number), []
        if block.wish and start == 0:
            try:
                return squeezed_ends(paragraph, measure, block.wish), []
            except RefusedError as reason:
                what = f"{block.wish:+d} line" + ("" if abs(block.wish) == 1 else "s")
                message = f"paragraph {block.number} of {block.address} cannot come out {what}: {reason}"
                self.report.warning(block.wish_span, message, "take the wish back, or allow more with squeeze_limit")
        elif block.wish:
            message = (
                f"paragraph {block.number} of {block.address} goes on in {self.leg.frame.id}, of another measure: its wish is lost"
            )
            self.report.warning(block.wish_span, message, "give the frames one measure, or move the paragraph into one of them")
        return self.composer.ends(paragraph, start, width)

    def _paragraph(self, block: Block) -> Paragraph:
        known = self.paragraphs.get(block)
        if known is None:
            known = self.paragraphs[block] = self.composer.block(block)
        return known

    def _add(self, paragraph: Paragraph, block: Block, start: int, end: int, place: Place, held: bool = False) -> None:
        line = self.composer.set_line(paragraph, block, start, end, self.leg.standing(place, block.style))
        if held:
            line = msgspec.structs.replace(line, locked=True)
        self.lines.append((self.at, line))
        self.empty = False
        look_at_line(line, block, self.leg.frame.id, self.cramped, self.report)
