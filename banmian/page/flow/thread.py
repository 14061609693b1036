"""Set a thread through its frames: pour it, level its columns, stand headings across them, say what is overset.

A heading that spans its frame's columns parts the thread: what is before it ends level above it (P4), what is after
it goes on below. Where the thread goes to another page, jump lines (下转, 上接) say so. What the frames cannot hold is
overset, and said.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.page.composed import Drawing, Overset, Rule
from banmian.page.flow.legs import Leg
from banmian.page.flow.pour import Poured, Pourer
from banmian.plan.geometry import Rect
from banmian.plan.plan import Block, TextFilling
from banmian.spec.files.diagnostics import Report
from banmian.text.compose import Composer, Place
from banmian.text.lines.line import SetLine
from banmian.text.paragraph import Paragraph


class LegLines(msgspec.Struct, frozen=True):
    """The lines of one column of type, and where it stands on the page."""

    frame: str
    area: Rect
    lines: tuple[SetLine, ...]


class SetThread(msgspec.Struct, frozen=True):
    """A poured thread: its lines with the frame of each, marks of headings, and what was left over."""

    lines: tuple[tuple[str, SetLine], ...]
    marks: tuple[Rule | Drawing, ...]
    overset: Overset | None
    free: int  #: lines of the grid that its legs could still hold
    legs: tuple[LegLines, ...] = ()  #: those that hold text
    lone_allowed: bool = True  #: whether its profile lets a paragraph end in a line of one character
    spans: tuple[Rect, ...] = ()  #: what headings across columns take, on the page
    ends: tuple[tuple[str, Rect], ...] = ()  #: what is filled of each leg that holds text, on the page, with its frame
    holes: tuple[tuple[str, Rect], ...] = ()  #: what stays empty of each leg


def set_thread(
    legs: Sequence[Leg],
    blocks: Sequence[Block],
    composer: Composer,
    report: Report,
    jumps: Sequence[Block] = (),
    paragraphs: dict[Block, Paragraph] | None = None,
) -> SetThread:
    """Pour *blocks* through *legs* in order; warnings go into *report*.

    A balanced thread (P4) is poured into ever more lines of each leg, from the fewest that could hold it, until it
    fits. *jumps* are set in turn, 下转 at the foot and 上接 at the head, at each step to another page.
    """
    ready = {} if paragraphs is None else paragraphs
    if jumps and _pages(legs) > 1:
        # Most threads fill all their pages: then one pour is enough. What the jump lines themselves may have
        # pushed over is looked at without them.
        every, said = _crossings(legs, legs[-1]), Report()
        passage = _pour_with_jumps(legs, blocks, every, composer, said, ready)
        behind = sum(leg.frame.page == legs[-1].frame.page for leg, _ in passage.lines)
        if _crossings(legs, passage.reached) == every and behind > 2 * len(every) + 1:
            report.diagnostics += said.diagnostics
            return _add_jumps(passage, legs, every, jumps, composer)
        crossings = _crossings(legs, _Threader(legs, composer, Report(), ready).set(blocks).reached)
        if crossings:
            passage = _pour_with_jumps(legs, blocks, crossings, composer, report, ready)
            return _add_jumps(passage, legs, crossings, jumps, composer)
    filling = legs[0].frame.filling
    threader = _Threader(legs, composer, report, ready)
    if isinstance(filling, TextFilling) and filling.balance and len(legs) > 1:
        return threader.set_level(blocks)
    return threader.set(blocks).thread()


class _Passage(msgspec.Struct):
    """A thread as far as it is set; *legs* may be parts of the thread's own."""

    legs: list[Leg]
    lines: list[tuple[Leg, SetLine]]
    marks: list[Rule | Drawing]
    reached: Leg  #: the last leg that was entered
    bottoms: dict[int, float]  #: by the number of a leg, where its text ends
    overset: Overset | None = None
    free: int = 0
    spans: list[Rect] = []
    leading: float = 0.0  #: of the text that was set last

    def thread(self) -> SetThread:
        lines = tuple((leg.frame.id, line) for leg, line in self.lines)
        ends, holes = [], []
        for number, leg in enumerate(self.legs):
            area = leg.area
            bottom = self.bottoms.get(number, area.y)
            if number in self.bottoms:
                ends.append((leg.frame.id, leg.upright(Rect(area.x, area.y, area.width, max(0.0, bottom - area.y)))))
            # Less than a line at the foot is no hole: no line could stand there.
            foot = area.bottom if leg.foot is None else leg.foot
            if foot - bottom >= max(leg.grid.leading, self.leading) - 0.01:
                holes.append((leg.frame.id, leg.upright(Rect(area.x, bottom, area.width, foot - bottom))))
        return SetThread(
            lines=lines,
            marks=tuple(self.marks),
            overset=self.overset,
            free=self.free,
            legs=self.leg_lines(),
            spans=tuple(self.spans),
            ends=tuple(ends),
            holes=tuple(holes),
        )

    def leg_lines(self) -> tuple[LegLines, ...]:
        """The lines of each leg, in order; a heading across columns counts to the first of them."""
        found: list[tuple[Leg, list[SetLine]]] = []
        for leg, line in self.lines:
            if not found or found[-1][0].frame is not leg.frame or found[-1][0].column != leg.column:
                found.append((leg, []))
            found[-1][1].append(line)
        return tuple(LegLines(leg.frame.id, leg.upright(leg.area), tuple(lines)) for leg, lines in found)


class _Threader:
    def __init__(self, legs: Sequence[Leg], composer: Composer, report: Report, paragraphs: dict[Block, Paragraph]) -> None:
        self.legs = list(legs)
        self.composer = composer
        self.report = report
        self.paragraphs = paragraphs

    def pourer(self, legs: Sequence[Leg], report: Report) -> Pourer:
        return Pourer(legs, self.composer, report, self.paragraphs)

    def other(self, legs: Sequence[Leg], report: Report) -> _Threader:
        return _Threader(legs, self.composer, report, self.paragraphs)

    def set_level(self, blocks: Sequence[Block]) -> SetThread:
        """With all legs filled alike (P4), where that can be."""
        whole = self.other(self.legs, Report()).set(blocks)
        if whole.overset is None:
            most = max(leg.lines for leg in self.legs)
            for depth in range(max(1, len(whole.lines) // len(self.legs)), most):
                level = [leg.shortened(depth) for leg in self.legs]
                if self.other(level, Report()).set(blocks).overset is None:
                    return self.other(level, self.report).set(blocks).thread()
        return self.set(blocks).thread()

    def set(self, blocks: Sequence[Block]) -> _Passage:
        """All blocks; a heading that spans columns parts what is before it from what is after it."""
        passage = _Passage(self.legs, [], [], self.legs[0], {}, spans=[])
        legs, start = self.legs, 0
        for at, block in enumerate(blocks):
            if not block.style.span or len(_of_frame(legs, legs[0])) < 2:
                continue
            if at > start:
                legs = self._pour(passage, legs, blocks[start:at], level=True)
            start = at
            if passage.overset is None and legs:
                spanned = self._span(passage, legs, blocks[at:])
                if spanned is not None:
                    legs, start = spanned, at + 1
            if passage.overset is not None or not legs:
                break
        if passage.overset is None and start < len(blocks):
            self._pour(passage, legs, blocks[start:], level=False)
        elif passage.overset is not None:
            passage.overset = _more_overset(passage.overset, blocks, passage)
        return passage

    def _pour(self, passage: _Passage, legs: list[Leg], blocks: Sequence[Block], level: bool) -> list[Leg]:
        """Pour into *legs*, the columns of the last frame reached filled alike if *level*; what is left of them."""
        poured = self.pourer(legs, Report() if level else self.report).pour(blocks)
        if level:
            legs, poured = self._levelled(legs, blocks, poured)
        passage.lines += ((legs[at], line) for at, line in poured.lines)
        passage.marks += poured.marks
        last = legs[poured.leg]
        passage.reached = last
        for at, leg in enumerate(legs[: poured.leg]):
            passage.bottoms[self._number(leg)] = _bottom(poured, at, leg)
        passage.bottoms[self._number(last)] = poured.y
        if poured.left is not None:
            passage.overset = _overset(last, blocks, poured.left, self.composer)
            return []
        if level:
            columns = _of_frame(legs, last)
            foot = max((_bottom(poured, legs.index(leg), leg) for leg in columns), default=poured.y)
            own = [leg for leg in self.legs if leg.frame is last.frame]
            return [leg.from_head(foot) for leg in own] + self.legs[self.legs.index(own[-1]) + 1 :]
        rest = [last.from_head(min(poured.y, last.area.bottom)), *legs[poured.leg + 1 :]]
        style = blocks[-1].style
        leading = last.grid.leading if style.on_grid else style.leading
        passage.free = sum(leg.lines_of(leading) for leg in rest)
        passage.leading = leading
        return rest

    def _number(self, leg: Leg) -> int:
        return next(at for at, own in enumerate(self.legs) if own.frame is leg.frame and own.column == leg.column)

    def _levelled(self, legs: list[Leg], blocks: Sequence[Block], poured: Poured) -> tuple[list[Leg], Poured]:
        """The legs of the last frame reached shortened as far as *blocks* still end in it."""
        columns = _of_frame(legs, legs[poured.leg])
        first = legs.index(columns[0])
        if poured.left is None:
            for depth in range(1, max(leg.lines for leg in columns) + 1):
                tried = [*legs[:first], *(leg.shortened(depth) for leg in columns)]
                if self.pourer(tried, Report()).pour(blocks).left is None:
                    return tried, self.pourer(tried, self.report).pour(blocks)
        return legs, self.pourer(legs, self.report).pour(blocks)

    def _span(self, passage: _Passage, legs: list[Leg], blocks: Sequence[Block]) -> list[Leg] | None:
        """Set the first of *blocks* across the columns of its frame; the legs below it, or None where it cannot stand."""
        columns = _of_frame(legs, legs[0])
        while columns:
            first, last = columns[0], columns[-1]
            area = Rect(first.area.x, first.area.y, last.area.right - first.area.x, first.area.height)
            across = msgspec.structs.replace(first, area=area)
            body = next((block.style for block in blocks[1:] if not block.style.takes), blocks[0].style)
            poured = self.pourer([across], self.report).pour(blocks[:1])
            if poured.left is None and area.bottom - poured.y > 2 * body.leading:
                passage.lines += ((across, line) for _, line in poured.lines)
                passage.marks += poured.marks
                passage.spans.append(across.upright(Rect(area.x, area.y, area.width, poured.y - area.y)))
                rest = legs[legs.index(last) + 1 :]
                return [leg.from_head(poured.y) for leg in columns] + rest
            legs = legs[legs.index(last) + 1 :]
            columns = _of_frame(legs, legs[0]) if legs else []
        return None


def _of_frame(legs: Sequence[Leg], leg: Leg) -> list[Leg]:
    return [other for other in legs if other.frame is leg.frame]


def _bottom(poured: Poured, at: int, leg: Leg) -> float:
    """Where the text of the *at*-th leg ends, as its lines see it."""
    if at == poured.leg:
        return poured.y
    last = next((line for number, line in reversed(poured.lines) if number == at), None)
    if last is None:
        return leg.area.y
    down = leg.frame.inner.right - last.baseline if leg.frame.vertical else last.baseline
    cells = int((down - leg.grid.area.y) / leg.grid.leading) + 1
    return leg.grid.area.y + cells * leg.grid.leading


def _overset(leg: Leg, blocks: Sequence[Block], left: tuple[int, int], composer: Composer) -> Overset:
    """What is left of *blocks*, in lines of the last leg."""
    first, start = left
    lines = characters = 0
    for number, block in enumerate(blocks[first:]):
        paragraph = composer.block(block)
        position = start if number == 0 else 0
        characters += len(block.text) - position
        inset = (block.style.inset_start + block.style.inset_end) * block.style.size
        lines += len(composer.ends(paragraph, position, leg.area.width - inset)[0])
    return Overset(leg.frame.id, lines, characters, blocks[first].text[start : start + 12])


def _more_overset(overset: Overset, blocks: Sequence[Block], passage: _Passage) -> Overset:
    """*overset* with the blocks that were not come to."""
    set_characters = sum(len(line.text) for _, line in passage.lines)
    whole = sum(len(block.text) for block in blocks)
    return msgspec.structs.replace(overset, characters=max(overset.characters, whole - set_characters))


# Jump lines


def _pages(legs: Sequence[Leg]) -> int:
    return len({leg.frame.page for leg in legs})


def _crossings(legs: Sequence[Leg], reached: Leg) -> list[int]:
    """The legs behind which the thread goes to another page, as far as it was *reached*."""
    last = next(at for at, leg in enumerate(legs) if leg.frame is reached.frame and leg.column == reached.column)
    return [at for at in range(last) if legs[at].frame.page != legs[at + 1].frame.page]


def _pour_with_jumps(
    legs: Sequence[Leg],
    blocks: Sequence[Block],
    crossings: Sequence[int],
    composer: Composer,
    report: Report,
    ready: dict[Block, Paragraph],
) -> _Passage:
    """The thread with a line kept free for each jump line; what it says counts only if it is kept."""
    kept = list(legs)
    for at in crossings:
        kept[at] = msgspec.structs.replace(kept[at].shortened(kept[at].lines - 1), foot=None)
        after = kept[at + 1]
        kept[at + 1] = after.from_head(after.grid.below(after.area.y) + after.grid.leading)
    return _Threader(kept, composer, report, ready).set(blocks)


def _add_jumps(
    passage: _Passage, legs: Sequence[Leg], crossings: Sequence[int], jumps: Sequence[Block], composer: Composer
) -> SetThread:
    """The thread with its jump lines."""
    for number, at in enumerate(crossings):
        onward, back = jumps[2 * number : 2 * number + 2]
        before, after = legs[at], legs[at + 1]
        foot = before.grid.below(before.area.y) + (before.lines - 1) * before.grid.leading
        first = next(
            (place for place, (leg, _) in enumerate(passage.lines) if leg.frame is after.frame and leg.column == after.column),
            len(passage.lines),
        )
        passage.lines[first:first] = [
            (before, _jump_line(onward, before, foot, composer)),
            (after, _jump_line(back, after, after.grid.below(after.area.y), composer)),
        ]
    return passage.thread()


def _jump_line(block: Block, leg: Leg, top: float, composer: Composer) -> SetLine:
    style = block.style
    place = Place(leg.area.x, top + leg.grid.baseline_in_cell, leg.area.width)
    return composer.set_line(composer.block(block), block, 0, len(block.text), leg.standing(place, style))
