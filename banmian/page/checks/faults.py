"""Look for the faults that a newspaper's editor circles: 背题, 碰题, 孤行, 孤字, 通腔, rivers, doubtful reading order.

Each is said with its frame and place; nothing is moved. What the page's profile allows (a last line of one character)
is no fault, nor is what its `checks` turn off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from banmian.page.checks.boxes import line_box
from banmian.page.composed import ComposedPage
from banmian.page.flow.thread import LegLines, SetThread
from banmian.plan.geometry import Rect
from banmian.plan.plan import FramePlan, HeadlineFilling, LineFilling, OrnamentFilling, RuleFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.schema import Check
from banmian.text.lines.line import SetLine
from banmian.text.widths.marks import CLOSING, PAUSES, STOPS

_HEADINGS = frozenset({"heading", "headline", "name"})
_RIVER_GAP = 0.2  # em; ours: a gap that justification opened this far is seen in the line
_RIVER_LINES = 4  # lines in which such gaps stand under each other
_RIVER_SHIFT = 0.6  # em by which they may wander from line to line
_LEAST_COLUMNS = 3  # a page of one or two columns has its gutter from head to foot by design
_WHOLE = 0.85  # of the type area's height that frames on both sides take; ours: less is no wall of columns
_SIDE_BY_SIDE = 3.0  # em between headings that touch for the eye, ours


def look_for_faults(
    pages: Sequence[ComposedPage],
    frames: Mapping[str, FramePlan],
    threads: Sequence[SetThread],
    off: frozenset[Check],
    report: Report,
) -> None:
    """Warn of the faults that are not turned *off*."""
    for thread in threads:
        if Check.HEADING_AT_FOOT not in off:
            _headings_at_feet(thread.legs, frames, report)
        if Check.WIDOW not in off:
            _widows(thread, frames, report)
        if Check.READING_ORDER not in off:
            others = [leg for other in threads if other is not thread for leg in other.legs]
            _reading_order(thread.legs, frames, others, report)
        if Check.RIVER not in off:
            _rivers(thread.legs, frames, report)
    for number, page in enumerate(pages):
        here = {name: frame for name, frame in frames.items() if frame.page == number}
        if Check.THROUGH_GUTTER not in off:
            _through_gutters(page, here, report)
        if Check.HEADINGS_SIDE_BY_SIDE not in off:
            _side_by_side(page, here, report)


def _headings_at_feet(legs: Sequence[LegLines], frames: Mapping[str, FramePlan], report: Report) -> None:
    """背题: a heading that is the last thing in its column, its text in the next."""
    for leg, following in pairwise(legs):
        if leg.lines and following.lines and leg.lines[-1].role in _HEADINGS:
            line = leg.lines[-1]
            message = f"背题: the heading {line.text} stands at the foot of a column in {leg.frame}, its text in {following.frame}"
            report.warning(frames[leg.frame].span, message, "move a line or two, or fit: the thread")


def _widows(thread: SetThread, frames: Mapping[str, FramePlan], report: Report) -> None:
    """孤行: a paragraph's last line alone at a column's head; 孤字: one character alone in a line."""
    before: SetLine | None = None
    room = 0  # lines in the column before; in one of a single line there was no choice
    for leg in thread.legs:
        first = next((line for line in leg.lines if line.role != "jump"), None)
        if first and before and room > 1 and first.ends_paragraph and first.role not in _HEADINGS and _same(before, first):
            message = f"孤行: the last line of a paragraph stands alone at the head of a column in {leg.frame}: {first.text}"
            report.warning(frames[leg.frame].span, message, "move a line, or let the paragraph come out shorter")
        for line in leg.lines:
            alone = line.ends_paragraph and len(line.text.rstrip(PAUSES + STOPS + CLOSING)) == 1
            if alone and not thread.lone_allowed and before and _same(before, line):
                message = f"孤字: one character stands alone in a line of {leg.frame}: {line.text}"
                report.warning(frames[leg.frame].span, message, "let the paragraph come out a line shorter: paragraphs, or fit:")
            before = line
        room = len(leg.lines)


def _same(one: SetLine, other: SetLine) -> bool:
    return (one.address, one.paragraph, one.role) == (other.address, other.paragraph, other.role)


def _reading_order(legs: Sequence[LegLines], frames: Mapping[str, FramePlan], others: Sequence[LegLines], report: Report) -> None:
    """A column that goes on where no reader looks: before the one it comes from, or behind another story's."""
    own = {leg.frame for leg in legs}
    for leg, following in pairwise(legs):
        one, other = leg.area, following.area
        if not (leg.lines and following.lines) or leg.frame == following.frame:
            continue
        if frames[leg.frame].page != frames[following.frame].page:
            continue
        vertical = frames[leg.frame].vertical
        beside = other.right <= one.x + 1 if vertical else other.x >= one.right - 1
        if not beside and other.y < one.bottom - 1:
            message = f"reading order: {leg.frame} goes on in {following.frame}, which stands before it"
            report.warning(frames[following.frame].span, message, "let threads go on below, or at the next column's head")
            continue
        left, right = (other.right, one.x) if vertical else (one.right, other.x)
        top, bottom = max(one.y, other.y), min(one.bottom, other.bottom)
        for story in others:
            area = story.area
            between = area.x >= left - 1 and area.right <= right + 1 and area.y < bottom - 1 and area.bottom > top + 1
            if beside and between and story.frame not in own and frames[story.frame].page == frames[leg.frame].page:
                message = f"reading order: {leg.frame} goes on in {following.frame}, behind {story.frame} of another story"
                report.warning(frames[following.frame].span, message, "let threads go on in the next column")
                break


def _rivers(legs: Sequence[LegLines], frames: Mapping[str, FramePlan], report: Report) -> None:
    """Gaps that stand under each other through several lines."""
    for leg in legs:
        open_at: list[tuple[float, int]] = []
        told = False
        for line in leg.lines:
            gaps = _wide_gaps(line)
            found = []
            for place in gaps:
                run = max((count for x, count in open_at if abs(x - place) <= _RIVER_SHIFT * line.size), default=0) + 1
                found.append((place, run))
                if run >= _RIVER_LINES and not told:
                    told = True
                    message = f"a river runs through {run} lines of {leg.frame}, down to: {line.text}"
                    report.warning(frames[leg.frame].span, message, "widen the measure, or set it smaller")
            open_at = found


def _wide_gaps(line: SetLine) -> list[float]:
    """Where justification opened a gap that is seen, along the line; only in lines whose gaps are not all alike."""
    if line.spread < _RIVER_GAP * line.size:
        return []
    found = []
    for run in line.runs:
        if not run.adjust:
            continue
        x = run.x
        for adjust in run.adjust:
            x += run.size * run.width + adjust
            if adjust >= _RIVER_GAP * run.size:
                found.append(x)
    return found if len(found) <= len(line.text) / 3 else []


def _covered(area: Rect, rects: Sequence[Rect]) -> float:
    """The share of the type area's height that *rects* take together."""
    taken, reached = 0.0, area.y
    for rect in sorted(rects, key=lambda rect: rect.y):
        taken += max(0.0, min(rect.bottom, area.bottom) - max(rect.y, reached))
        reached = max(reached, rect.bottom)
    return taken / area.height


def _through_gutters(page: ComposedPage, frames: Mapping[str, FramePlan], report: Report) -> None:
    """通腔: a gutter, or another gap, that nothing crosses from the head of the type area to its foot."""
    if len(page.grid.columns) < _LEAST_COLUMNS:
        return
    skipped = (LineFilling, RuleFilling, OrnamentFilling)
    solid = [frame.rect for frame in frames.values() if frame.filling is not None and not isinstance(frame.filling, skipped)]
    reached = None
    for rect in sorted(solid, key=lambda rect: rect.x):
        if reached is not None and rect.x > reached + 1:
            left = [other for other in solid if other.right <= reached + 1]
            right = [other for other in solid if other.x >= rect.x - 1]
            if all(_covered(page.grid.area, side) > _WHOLE for side in (left, right)):
                middle = (reached + rect.x) / 2
                number = next((at for at, column in enumerate(page.grid.columns) if column.x > middle), 0)
                message = f"通腔: a gap before column {number + 1} runs through the whole page {page.number}; nothing crosses it"
                report.warning(next(iter(frames.values())).span, message, "let a headline or a picture stand across it")
        reached = max(reached or 0.0, rect.right)


def _side_by_side(page: ComposedPage, frames: Mapping[str, FramePlan], report: Report) -> None:
    """碰题: headings of two columns in the same height, side by side."""
    found = [
        (line.baseline, name, line)
        for name, line in zip(page.line_frames, page.lines, strict=True)
        if line.role in ("heading", "headline") and not line.vertical and line.runs
    ]
    found.sort(key=lambda item: item[0])
    told: set[tuple[str, str]] = set()
    for at, (baseline, name, line) in enumerate(found):
        for other_baseline, other_name, other in found[at + 1 :]:
            if other_baseline - baseline > 0.5 * max(line.size, other.size):
                break
            if _same(line, other) or (name == other_name and isinstance(frames[name].filling, HeadlineFilling)):
                continue
            box, other_box = line_box(line), line_box(other)
            apart = max(line.x, other.x) - min(line.x + line.measure, other.x + other.measure)
            level = min(box.bottom, other_box.bottom) - max(box.y, other_box.y)
            near = _SIDE_BY_SIDE * max(line.size, other.size)
            if 0 < apart < near and level > 0.5 * min(box.height, other_box.height) and (line.address, other.address) not in told:
                told.add((line.address, other.address))
                message = f"碰题: {line.text} and {other.text} stand side by side, {apart:.0f} pt apart"
                report.warning(frames[other_name].span, message, "move one of them up or down by a few lines")
