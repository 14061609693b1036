"""Fit copy: find the setting closest to its style in which a thread's last line is the last line of its last frame.

Means are tried alone, each from the style on until the text just fills its frames, then all in proportion, then in
pairs; the cheapest that fills exactly is taken. What is cheap is what readers do not see: costs below are ours. Where
the limits do not allow it, the text is set as its style has it, and the refusal says how far off it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from banmian.page.fit.change import STEPS, Change, changed_style, is_heading, stepped, told
from banmian.page.flow.legs import meet
from banmian.page.flow.thread import SetThread
from banmian.page.settle import Thread
from banmian.plan.geometry import Rect
from banmian.plan.plan import Block, FramePlan, Limits
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report

_LOOSE = 0.12  # em a gap; ours: a paragraph drawn out further than this is seen
_MOST_TRIED = 12  # paragraphs tried for a line more or less
_SHARES = ("width", "size", "leading")


class FittedThread(msgspec.Struct, frozen=True):
    """A thread that fills its frames, the frames that were changed for it, and what was changed."""

    thread: SetThread
    frames: tuple[FramePlan, ...]
    changes: tuple[str, ...]


def fit_thread(thread: Thread, frames: Sequence[FramePlan], limits: Limits, report: Report) -> FittedThread:
    """*thread* set as close to its style as *limits* let it fill its frames; refused, and said, where they do not."""
    fitter = _Fitter(thread, frames, limits)
    change = fitter.best()
    if change is None:
        _refuse(fitter, report)
        return FittedThread(thread.set(frames, thread.blocks, report), (), ())
    blocks, moved = fitter.applied(change)
    final = thread.set(moved, blocks, report, leading=1 + change.leading)
    changed = tuple(new for new, old in zip(moved, frames, strict=True) if new is not old)
    return FittedThread(final, changed, told(change, thread.blocks))


class _Fitter:
    def __init__(self, thread: Thread, frames: Sequence[FramePlan], limits: Limits) -> None:
        self.thread = thread
        self.frames = list(frames)
        self.limits = limits
        self.seen: dict[Change, int] = {}
        self.bases: dict[Change, list[Block]] = {}
        self.loose = 0.0  #: the widest gap of the text as its style has it, ems

    # The means

    def reach(self, key: str, tighter: bool) -> float:
        """How far *key* may go from the style, tighter or looser."""
        if key == "photos":
            grid = self.thread.plan.grid
            rooms = [
                (low - frame.rect.height if tighter else high - frame.rect.height) / grid.leading
                for frame in self.frames
                if frame.id in self.limits.photos
                for low, high in (self.limits.photos[frame.id],)
            ]
            return min(0.0, min(rooms, default=0.0)) if tighter else max(0.0, max(rooms, default=0.0))
        pair = getattr(self.limits, key)
        if pair is None:
            return 0.0
        end: float = pair[0] if tighter else pair[1]
        end -= 1.0 if key in _SHARES else 0.0
        return min(end, 0.0) if tighter else max(end, 0.0)

    def applied(self, change: Change) -> tuple[list[Block], list[FramePlan]]:
        """The thread's blocks and all frames as *change* has them."""
        blocks = list(self.changed(msgspec.structs.replace(change, longer=(), shorter=(), photos=0.0)))
        for at in (*change.longer, *change.shorter):
            wish = 1 if at in change.longer else -1
            blocks[at] = msgspec.structs.replace(blocks[at], wish=wish, wish_span=self.limits.span)
        return blocks, [self.resized(frame, change.photos) for frame in self.frames] if change.photos else self.frames

    def changed(self, change: Change) -> list[Block]:
        """The blocks in their changed styles, made once for each change."""
        if change in self.bases:
            return self.bases[change]
        styles: dict[ParagraphStyle, ParagraphStyle] = {}
        blocks = []
        for at, block in enumerate(self.thread.blocks):
            if not is_heading(block) and (change.only is None or at in change.only) and change != Change():
                if block.style not in styles:
                    styles[block.style] = changed_style(block.style, change)
                parts = tuple(msgspec.structs.replace(part, style=changed_style(part.style, change)) for part in block.parts)
                block = msgspec.structs.replace(block, style=styles[block.style], parts=parts)
            blocks.append(block)
        self.bases[change] = blocks
        return blocks

    def resized(self, frame: FramePlan, lines: float) -> FramePlan:
        """A picture so many grid lines higher, within its limits; the edge nearer its text's edge stays."""
        if frame.id not in self.limits.photos:
            return frame
        low, high = self.limits.photos[frame.id]
        leading = self.thread.plan.grid_of(frame).leading
        more = max(low, min(high, frame.rect.height + lines * leading)) - frame.rect.height
        if abs(more) < 0.01:
            return frame
        around = next(
            (text.rect for text in self.thread.frames if text.page == frame.page and meet(text.rect, frame.rect)), frame.rect
        )
        at_foot = around.bottom - frame.rect.bottom < frame.rect.y - around.y
        grown = [
            Rect(rect.x, rect.y - (more if at_foot else 0.0), rect.width, rect.height + more) for rect in (frame.rect, frame.inner)
        ]
        return msgspec.structs.replace(frame, rect=grown[0], inner=grown[1])

    # The search

    def gap(self, change: Change) -> int:
        """Lines that stay empty under *change*, or, negative, that are overset."""
        if change not in self.seen:
            blocks, frames = self.applied(change)
            report = Report()
            done = self.thread.set(frames, blocks, report, leading=1 + change.leading)
            lost = bool(change.longer or change.shorter) and any(item.span == self.limits.span for item in report.warnings)
            loose = max((line.spread / line.size for _, line in done.lines), default=0.0)
            self.loose = loose if change == Change() else self.loose
            most = _LOOSE if change.longer else self.thread.blocks[-1].style.profile.spread_limit
            lost = lost or loose > max(self.loose, most)
            gap = -max(1, done.overset.lines) if done.overset else done.free
            self.seen[change] = gap or (1 if lost else 0)
        return self.seen[change]

    def best(self) -> Change | None:
        """The cheapest change that fills the frames exactly; None: there is none."""
        style = Change()
        gap = self.gap(style)
        if gap == 0:
            return style
        tighter = gap < 0
        reaches = {key: self.reach(key, tighter) for key in STEPS}
        reaches = {key: reach for key, reach in reaches.items() if abs(reach) >= STEPS[key]}
        if not reaches and not self.limits.paragraphs:
            return None
        found = [change for key in reaches if (change := self.along({key: reaches[key]}, style, tighter))]
        if self.limits.paragraphs >= abs(gap):
            found += self.by_paragraphs(style)
        if len(reaches) > 1 and (change := self.along(reaches, style, tighter)):
            found.append(change)
        if not found:
            found = list(self.in_pairs(reaches, tighter))
        if not found and self.limits.paragraphs:
            found = self.with_paragraphs(reaches, tighter)
        if not found:
            found = self.in_part(reaches, tighter)
        return min(found, key=lambda change: change.cost, default=None)

    def along(self, reaches: dict[str, float], start: Change, tighter: bool) -> Change | None:
        """From *start* all *reaches* in proportion, as little as fills exactly; None where no step does."""
        steps = max(int(abs(reach) / STEPS[key] + 1e-9) for key, reach in reaches.items())

        def at(step: int) -> Change:
            values = {key: getattr(start, key) + stepped(key, reach * step / steps) for key, reach in reaches.items()}
            return msgspec.structs.replace(start, **values)

        def passed(step: int) -> bool:
            gap = self.gap(at(step))
            return gap >= 0 if tighter else gap <= 0

        if not passed(steps):
            return None
        low, high = 0, steps
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if passed(middle) else (middle, high)
        # Just past the step the text may jump by two lines, where widows are kept off: look a little further.
        for step in range(high, min(high + 4, steps) + 1):
            if self.gap(at(step)) == 0:
                return at(step)
        return None

    def with_paragraphs(self, reaches: dict[str, float], tighter: bool) -> list[Change]:
        """All means part of their way, and paragraphs a line longer or shorter for the rest, not against it."""
        found = []
        for share in (0.2, 0.4, 0.6, 0.8, 1.0):
            values = {key: stepped(key, reach * share) for key, reach in reaches.items()}
            start = msgspec.structs.replace(Change(), **values)
            if (self.gap(start) < 0) is tighter:
                found += self.by_paragraphs(start)
        return found

    def by_paragraphs(self, start: Change) -> list[Change]:
        """*start* with paragraphs a line longer or shorter, one after another, as long as each brings it nearer."""
        gap = self.gap(start)
        key = "longer" if gap > 0 else "shorter"
        change = start
        for at in self.paragraphs[:_MOST_TRIED]:
            if gap == 0 or len(getattr(change, key)) >= self.limits.paragraphs:
                break
            more = msgspec.structs.replace(change, **{key: (*getattr(change, key), at)})
            nearer = self.gap(more)
            if abs(nearer) < abs(gap):
                change, gap = more, nearer
        return [change] if gap == 0 and change is not start else []

    @property
    def paragraphs(self) -> list[int]:
        """The blocks that may come out longer or shorter, the longest first: in them it shows least."""
        blocks = self.thread.blocks
        running = [at for at, block in enumerate(blocks) if not (is_heading(block) or block.locked or block.held)]
        return sorted(running, key=lambda at: -len(blocks[at].text))

    def in_part(self, reaches: dict[str, float], tighter: bool) -> list[Change]:
        """Tracking or glyph width of some paragraphs only: where a measure holds whole ems, all lines change at once."""
        found = []
        for key in ("tracking", "width"):
            reach = reaches.get(key, 0.0)
            steps = int(abs(reach) / STEPS[key] + 1e-9)
            for step in sorted({steps, steps // 2, steps // 4, min(8, steps), min(2, steps)} - {0}):
                change = msgspec.structs.replace(Change(), **{key: stepped(key, reach * step / steps)}, only=())
                gap = self.gap(Change())
                for at in self.paragraphs[:_MOST_TRIED]:
                    more = msgspec.structs.replace(change, only=(*(change.only or ()), at))
                    nearer = self.gap(more)
                    if abs(nearer) < abs(gap) or (nearer == gap and (gap < 0) is tighter):
                        change, gap = more, nearer
                    if gap == 0:
                        break
                found += [change] if gap == 0 else self.by_paragraphs(change)
        return found

    def in_pairs(self, reaches: dict[str, float], tighter: bool) -> Iterator[Change]:
        """Each means part of its way, another from there on; the first hit of each."""
        for first, reach in reaches.items():
            for share in (0.2, 0.4, 0.6, 0.8, 1.0):
                start = msgspec.structs.replace(Change(), **{first: stepped(first, reach * share)})
                gap = self.gap(start)
                if gap == 0:
                    yield start
                    break
                hit = None
                for second in reaches:
                    if second == first:
                        continue
                    still = (gap < 0) is tighter
                    back = self.reach(second, not tighter)
                    way = reaches[second] if still else back
                    if abs(way) >= STEPS[second]:
                        hit = self.along({second: way}, start, tighter if still else not tighter)
                    if hit:
                        yield hit
                        break
                if hit:
                    break


def _refuse(fitter: _Fitter, report: Report) -> None:
    """Say how far off the text is, at its style and at the limits."""
    limits, thread = fitter.limits, fitter.thread
    gap = fitter.gap(Change())
    tighter = gap < 0
    reaches = {key: stepped(key, fitter.reach(key, tighter)) for key in STEPS}
    most = msgspec.structs.replace(Change(), **reaches)
    blocks, frames = fitter.applied(most)
    done = thread.set(frames, blocks, Report(), leading=1 + most.leading)
    name = thread.frames[0].id
    if tighter and done.overset:
        over = done.overset
        lines = f"{over.lines} line{'s' if over.lines > 1 else ''}"
        much = f"{lines}, {over.characters} characters (超 {over.characters} 字)"
        message = f"the text of {name} does not fit: at the limits {much} are over"
        report.warning(limits.span, message, "widen the limits, cut the text, or enlarge its last frame")
    elif not tighter and done.free:
        style = blocks[-1].style
        measure = thread.frames[-1].inner.width / style.size / (1 + style.tracking)
        lack = round(done.free * measure)
        lines = f"{done.free} line{'s' if done.free > 1 else ''}"
        much = f"{lines}, about {lack} characters (缺 {lack} 字)"
        message = f"the text of {name} does not fill its frames: at the limits {much}, stay empty"
        report.warning(limits.span, message, "widen the limits, add text, or make its last frame smaller")
    else:
        nearest = min(fitter.seen.values(), key=abs)
        far = f"{abs(nearest)} line{'s' if abs(nearest) > 1 else ''} {'over' if nearest < 0 else 'empty'}"
        message = f"no setting within the limits ends the text of {name} in its last line; the nearest has {far}"
        report.warning(limits.span, message, "allow more means, such as tracking, or some paragraphs a line longer or shorter")
