"""Settle the frames of a plan: those that grow get the height of their filling, and what stands below them moves.

A frame grows with its text, its picture, its table or its headline (`lines: auto`); a sheet with its frames
(`trim: 100mm x auto`). Widths never change, so one look at each filling tells its height.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil

import msgspec

from banmian.page.flow.legs import thread_legs
from banmian.page.flow.thread import SetThread, set_thread
from banmian.page.parts.display import headline_height
from banmian.page.parts.photo import photo_height
from banmian.page.parts.table import set_table
from banmian.plan.geometry import Grid, Rect, Sheet
from banmian.plan.markup import Mark
from banmian.plan.plan import (
    Block,
    FramePlan,
    HeadlineFilling,
    PagePlan,
    PhotoFilling,
    QuoteFilling,
    StyledPart,
    TableFilling,
    TextFilling,
)
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.frame import Auto
from banmian.text.compose import Composer
from banmian.text.paragraph import Paragraph

_ENDLESS = 1e6  # points; the room that a growing frame has until its height is known


def starts_thread(frame: FramePlan) -> bool:
    """Whether a thread starts in *frame*."""
    return isinstance(frame.filling, TextFilling) and bool(frame.filling.blocks)


def thread_frames(frame: FramePlan, frames: Mapping[str, FramePlan]) -> list[FramePlan]:
    """The frames of the thread that starts in *frame*, in order."""
    found = [frame]
    while isinstance(here := found[-1].filling, TextFilling) and here.next and frames[here.next] not in found:
        found.append(frames[here.next])
    return found


class Thread:
    """A thread ready to be set, once or in several ways."""

    def __init__(self, frames: Sequence[FramePlan], plan: PagePlan, composer: Composer) -> None:
        filling = frames[0].filling
        assert isinstance(filling, TextFilling)
        self.frames = list(frames)
        self.plan = plan
        self.composer = composer
        self.blocks = list(run_in(filling.blocks) if filling.run_in else filling.blocks)
        self.jump_style = filling.jump_style
        self.paragraphs: dict[Block, Paragraph] = {}  #: made ready once, however often they are set

    def set(self, all_frames: Sequence[FramePlan], blocks: Sequence[Block], report: Report, leading: float = 1.0) -> SetThread:
        """*blocks* poured through the thread's frames as they stand among *all_frames*; *leading* stretches the grid."""
        known = {frame.id: frame for frame in all_frames}
        legs = thread_legs([known[frame.id] for frame in self.frames], self.plan.sheets, all_frames, report)
        if leading != 1.0:
            legs = [leg.stretched(leading) for leg in legs]
        pages = [leg.frame.page for leg in legs]
        jumps: list[Block] = []
        for before, after in pairwise(pages):
            if before != after and self.jump_style:
                jumps += self.jump(self.jump_style, before, after)
        return set_thread(legs, blocks, self.composer, report, jumps, self.paragraphs)

    def jump(self, style: ParagraphStyle, before: int, after: int) -> list[Block]:
        """下转 with the number of the page after, 上接 with that of the page before."""
        sheets, first = self.plan.sheets, self.blocks[0]
        vertical = self.frames[0].vertical
        style = msgspec.structs.replace(style, vertical=vertical)
        return [
            Block(text.replace("{page}", str(sheets[page].number)), style, "jump", first.address, 0, first.span)
            for text, page in zip(self.plan.jump, (after, before), strict=True)
        ]


def settled(plan: PagePlan, composer: Composer) -> PagePlan:
    """*plan* with the height of everything that grows; the same plan where nothing does."""
    if not any(frame.grows for frame in plan.frames) and not any(sheet.grows for sheet in plan.sheets):
        return plan
    heights: dict[str, float] = {}
    frames = {frame.id: frame for frame in plan.frames}
    for frame in plan.frames:
        if frame.grows:
            rects = plan.placer.rects(plan.sheets, heights, Report())
            here = {other.id: _moved(other, rects[other.id]) for other in plan.frames}
            heights[frame.id] = _height(here[frame.id], here, plan, composer)
    rects = plan.placer.rects(plan.sheets, heights, Report())
    sheets = tuple(_grown(sheet, number, plan, rects) for number, sheet in enumerate(plan.sheets))
    rects = plan.placer.rects(sheets, heights, Report())
    moved = tuple(_moved(frame, rects[frame.id]) for frame in frames.values())
    return msgspec.structs.replace(plan, sheets=sheets, frames=moved)


def _moved(frame: FramePlan, rect: Rect) -> FramePlan:
    """*frame* at *rect*, its insets kept."""
    old, inner = frame.rect, frame.inner
    inside = rect.shrunk(inner.y - old.y, old.bottom - inner.bottom, inner.x - old.x, old.right - inner.right)
    return msgspec.structs.replace(frame, rect=rect, inner=inside)


def _height(frame: FramePlan, frames: Mapping[str, FramePlan], plan: PagePlan, composer: Composer) -> float:
    """How high *frame* must be for its filling, its insets with it."""
    insets = frame.rect.height - frame.inner.height
    grid = plan.grid_of(frame)
    filling = frame.filling
    if isinstance(filling, PhotoFilling):
        return photo_height(frame, filling, grid, composer) + insets
    if isinstance(filling, TableFilling):
        return _whole(set_table(frame.id, filling, frame.inner, composer).height, grid) + insets
    if isinstance(filling, HeadlineFilling | QuoteFilling):
        return _whole(headline_height(filling.blocks, frame.inner.width, composer), grid) + insets
    if not isinstance(filling, TextFilling):
        return grid.leading
    return _text_height(frame, frames, plan, composer)


def _whole(height: float, grid: Grid) -> float:
    return ceil(height / grid.leading - 1e-3) * grid.leading


def _text_height(frame: FramePlan, frames: Mapping[str, FramePlan], plan: PagePlan, composer: Composer) -> float:
    """The height at which the end of a thread just fits *frame*, its columns level."""
    start = next((other for other in frames.values() if starts_thread(other) and frame in thread_frames(other, frames)), None)
    if start is None:
        return plan.grid_of(frame).leading
    below = frame.rect.bottom - frame.inner.bottom
    thread = Thread(thread_frames(start, frames), plan, composer)
    leading = plan.grid_of(frame).leading

    def poured(height: float) -> SetThread:
        tall = _moved(frame, Rect(frame.rect.x, frame.rect.y, frame.rect.width, height))
        return thread.set([tall if other.id == frame.id else other for other in frames.values()], thread.blocks, Report())

    whole = poured(_ENDLESS)
    bottom = max((rect.bottom for name, rect in whole.ends if name == frame.id), default=frame.inner.y)
    own = [line for name, line in whole.lines if name == frame.id]
    if not own:
        return leading
    height = bottom - frame.rect.y + below
    count = len(frame.columns.widths) if frame.columns else 1
    if count == 1:
        return height
    first = frame.inner.y - frame.rect.y
    height = first + _whole((height - first - below) / count, plan.grid_of(frame)) + below
    while poured(height).overset is not None:
        height += leading
    return height


def _grown(sheet: Sheet, number: int, plan: PagePlan, rects: Mapping[str, Rect]) -> Sheet:
    """A growing sheet as long as its frames need, with its lower margin."""
    if not sheet.grows:
        return sheet
    specs = plan.placer.frames
    inside = [
        rects[spec.id].bottom
        for spec in specs
        if spec.at.page == number + 1 and spec.at.bottom is None and spec.size.lines is not Auto.REST
    ]
    area = sheet.grid.area
    height = max([area.y + sheet.grid.leading, *inside]) - area.y
    grid = msgspec.structs.replace(sheet.grid, area=Rect(area.x, area.y, area.width, height))
    return msgspec.structs.replace(sheet, trim=(sheet.trim[0], area.y + height + plan.foot), grid=grid)


def run_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """All *blocks* as one paragraph, half an em apart."""
    marks: list[Mark] = []
    parts: list[StyledPart] = []
    at = 0
    for block in blocks:
        marks += (msgspec.structs.replace(mark, start=mark.start + at, end=mark.end + at) for mark in block.marks)
        parts += (StyledPart(part.start + at, part.end + at, part.style) for part in block.parts)
        at += len(block.text) + 1
    reading_styles = {kind: style for block in blocks for kind, style in block.reading_styles.items()}
    text = "\u2002".join(block.text for block in blocks)
    return (msgspec.structs.replace(blocks[0], text=text, marks=tuple(marks), parts=tuple(parts), reading_styles=reading_styles),)
