"""Look at a finished page as an editor would, and say what would not print well.

Type that stands over other type or over a picture, type that overflows its frame beyond the trim, frames that stay
empty. Nothing is moved; under --strict a warning stops the page. Frames beyond the sheet are errors of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from banmian.page.checks.boxes import line_box
from banmian.page.checks.contrast import look_at_contrast
from banmian.page.composed import ComposedPage
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Rect
from banmian.plan.plan import FramePlan, HeadlineFilling, PhotoFilling, QuoteFilling, TableFilling, TextFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.schema import Check
from banmian.text.lines.line import SetLine

_OUTSIDE = 1.0  # points out of the type area that are not seen
_NEAR = 30.0  # points between a picture and a frame of its story: a gutter and a line
_TOUCHING = 0.5  # points; rounding and the free edge of an em box are no overlap


def check_layout(pages: Sequence[ComposedPage], frames: Sequence[FramePlan], off: frozenset[Check], report: Report) -> None:
    """Warn of what stands in the way of something else, leaves its sheet or type area, is empty or stands apart."""
    for number, page in enumerate(pages):
        _check_page(page, {frame.id: frame for frame in frames if frame.page == number}, off, report)


def _check_page(page: ComposedPage, frames: dict[str, FramePlan], off: frozenset[Check], report: Report) -> None:
    lines = _by_frame(page)
    pictures = {picture.frame: picture for picture in page.pictures}
    if Check.OVERLAP not in off:
        _overlaps(frames, lines, {name: picture.rect for name, picture in pictures.items()}, report)
    if Check.CONTRAST not in off:
        look_at_contrast(frames, lines, pictures, report)
    if Check.PICTURE_APART not in off:
        _pictures_apart(frames, lines, report)
    for name, frame in frames.items():
        if Check.TYPE_AREA not in off:
            _leaves_type_area(frame, page, report)
        if name in lines and Check.BEYOND_TRIM not in off:
            _leaves_sheet(frame, lines[name], page, report)
        if name not in lines and isinstance(frame.filling, TextFilling) and Check.EMPTY_FRAME not in off:
            report.warning(frame.span, f"the frame {name} stays empty", "end the thread before it, or give it more text")


def _by_frame(page: ComposedPage) -> dict[str, list[SetLine]]:
    lines: dict[str, list[SetLine]] = {}
    for name, line in zip(page.line_frames, page.lines, strict=True):
        if line.runs:
            lines.setdefault(name, []).append(line)
    return lines


def _leaves_type_area(frame: FramePlan, page: ComposedPage, report: Report) -> None:
    """A text, headline or picture outside the type area, unless it reaches the trim, as what bleeds does."""
    if not isinstance(frame.filling, TextFilling | HeadlineFilling | PhotoFilling | QuoteFilling | TableFilling):
        return
    rect, area, (width, height) = frame.rect, page.grid.area, page.trim
    bleeds = rect.x <= 0.5 or rect.y <= 0.5 or rect.right >= width - 0.5 or rect.bottom >= height - 0.5
    beyond = max(area.x - rect.x, area.y - rect.y, rect.right - area.right, rect.bottom - area.bottom)
    if beyond > _OUTSIDE and not bleeds:
        message = f"the frame {frame.id} reaches {beyond:.1f} pt out of the type area, and not to the trim"
        report.warning(frame.span, message, "move it inwards, or let it bleed")


def _pictures_apart(frames: dict[str, FramePlan], lines: dict[str, list[SetLine]], report: Report) -> None:
    """A picture whose story, where the content names it, stands on this page but not beside it."""
    for frame in frames.values():
        if not isinstance(frame.filling, PhotoFilling) or not frame.filling.story:
            continue
        story = frame.filling.story
        texts = [
            frames[name].rect
            for name, found in lines.items()
            if any(line.address == story or line.address.startswith(f"{story}.") for line in found)
        ]
        near = frame.rect.shrunk(-_NEAR, -_NEAR, -_NEAR, -_NEAR)
        if texts and not any(_meet(near, rect) for rect in texts):
            message = f"the picture in {frame.id} is parted from its story {story}"
            report.warning(frame.span, message, "stand it beside a frame in which the story is set")


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
    for first, second in combinations(pictures, 2):
        if frames[first].z == frames[second].z and _meet(pictures[first], pictures[second]):
            message = f"the pictures of {first} and {second} overlap by {_shared(pictures[first], pictures[second])}"
            report.warning(frames[second].span, message, f"move {second}, or give it a higher z")
    for name, picture in pictures.items():
        for other, reach in reaches.items():
            filling = frames[other].filling
            kept_off = isinstance(filling, TextFilling) and frames[name].wrap is not None
            kept_off = kept_off or frames[other].z > frames[name].z  # meant to stand over it: contrast is looked at
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
