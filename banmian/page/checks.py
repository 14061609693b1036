"""Look at a finished page as an editor would, and say what would not print well.

Type that stands over other type or over a picture, type that overflows its frame beyond the trim, frames that stay
empty. Nothing is moved; under --strict a warning stops the page. Frames beyond the sheet are errors of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from banmian.page.composed import ComposedPage
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Rect
from banmian.plan.plan import FramePlan, PhotoFilling, TextFilling
from banmian.spec.diagnostics import Report
from banmian.text.line import SetLine

_TOUCHING = 0.5  # points; rounding and the free edge of an em box are no overlap


def check_layout(pages: Sequence[ComposedPage], frames: Sequence[FramePlan], report: Report) -> None:
    """Warn of what stands in the way of something else, leaves the sheet, or is empty."""
    for number, page in enumerate(pages):
        _check_page(page, {frame.id: frame for frame in frames if frame.page == number}, report)


def _check_page(page: ComposedPage, frames: dict[str, FramePlan], report: Report) -> None:
    lines: dict[str, list[SetLine]] = {}
    for name, line in zip(page.line_frames, page.lines, strict=True):
        if line.runs:
            lines.setdefault(name, []).append(line)
    _overlaps(frames, lines, {picture.frame: picture.rect for picture in page.pictures}, report)
    for name, frame in frames.items():
        if name in lines:
            _leaves_sheet(frame, lines[name], page, report)
        elif isinstance(frame.filling, TextFilling):
            report.warning(frame.span, f"the frame {name} stays empty", "end the thread before it, or give it more text")


def _leaves_sheet(frame: FramePlan, lines: list[SetLine], page: ComposedPage, report: Report) -> None:
    hull, (width, height) = _reach(lines), page.trim
    if min(hull.x, hull.y) >= -_TOUCHING and hull.right <= width + _TOUCHING and hull.bottom <= height + _TOUCHING:
        return
    hull = _hull([line_box(line) for line in lines])
    beyond = max(-hull.x, -hull.y, hull.right - width, hull.bottom - height)
    if beyond > _TOUCHING:
        message = f"the type of frame {frame.id} stands {beyond:.1f} pt beyond the trim, where it is cut off"
        report.warning(frame.span, message, "make the type smaller, or move the frame inwards")


def _reach(lines: list[SetLine]) -> Rect:
    """A rectangle that holds every line's type, at little cost: it may be a little larger."""
    size, vertical = max([line.size for line in lines]), lines[0].vertical
    bases = [line.baseline for line in lines]
    along = min([line.x for line in lines])
    far = max([max(line.x + line.measure, line.runs[-1].x + line.size) for line in lines])
    before = (EM_ASCENT + EM_DESCENT) / 2 if vertical else EM_ASCENT
    first, last = min(bases) - before * size, max(bases) + (before if vertical else EM_DESCENT) * size
    return Rect(first, along, last - first, far - along) if vertical else Rect(along, first, far - along, last - first)


def line_box(line: SetLine) -> Rect:
    """The em boxes of a line of type, from its first glyph to its last."""
    first, last = line.runs[0], line.runs[-1]
    along = min(last.x + len(last.text) * last.size * last.width + sum(last.adjust), line.x + line.measure + line.size)
    if line.vertical:
        half = (EM_ASCENT + EM_DESCENT) / 2 * line.size
        return Rect(line.baseline - half, first.x, 2 * half, along - first.x)
    return Rect(first.x, line.baseline - EM_ASCENT * line.size, along - first.x, (EM_ASCENT + EM_DESCENT) * line.size)


def _overlaps(frames: dict[str, FramePlan], lines: dict[str, list[SetLine]], pictures: dict[str, Rect], report: Report) -> None:
    """Type over type, and type over another frame's picture; each pair of frames once."""
    reaches = {name: _reach(found) for name, found in lines.items()}
    for first, second in combinations(reaches, 2):
        if not _meet(reaches[first], reaches[second]):
            continue
        shared = _meeting([line_box(line) for line in lines[first]], [line_box(line) for line in lines[second]])
        if shared:
            message = f"the type of frames {first} and {second} overlaps by {shared}"
            report.warning(frames[second].span, message, f"move {second}, or make {first} smaller")
    for name, picture in pictures.items():
        for other, reach in reaches.items():
            filling = frames[other].filling
            kept_off = isinstance(filling, TextFilling) and frames[name].wrap
            if other == name or isinstance(filling, PhotoFilling) or kept_off or not _meet(reach, picture):
                continue
            shared = _meeting([line_box(line) for line in lines[other]], [picture])
            if shared:
                message = f"the type of frame {other} stands over the picture of {name}, by {shared}"
                report.warning(frames[other].span, message, "move one of them")


def _meeting(boxes: list[Rect], others: list[Rect]) -> str:
    """How far the first of *boxes* that meets one of *others* does; empty where none does."""
    hull = _hull(others)
    near = [box for box in boxes if _meet(box, hull)]
    return next((_shared(box, other) for box in near for other in others if _meet(box, other)), "")


def _hull(boxes: list[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _meet(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > _TOUCHING and down > _TOUCHING


def _shared(one: Rect, other: Rect) -> str:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return f"{across:.1f} x {down:.1f} pt"
