"""Measure whether type that stands over a picture can be read on it: the contrast of its colour with what is under it.

Contrast is that of the Web Content Accessibility Guidelines (1.4.3): 3 to 1 for type of 18 pt and more, or bold of
14 pt; 4.5 to 1 for smaller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banmian.colour.seen import seen
from banmian.page.checks.boxes import line_box
from banmian.page.composed import Picture, Placeholder
from banmian.pictures.kind import PictureError
from banmian.plan.geometry import Rect
from banmian.plan.plan import FramePlan, PhotoFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import SetLine

_LARGE = 18.0  # points
_FOR_LARGE, _FOR_SMALL = 3.0, 4.5
_SHARE = 0.1  # of the ground under a line that may be worse: its tenth is where an eye stumbles


def look_at_contrast(
    frames: Mapping[str, FramePlan],
    lines: Mapping[str, Sequence[SetLine]],
    pictures: Mapping[str, Picture | Placeholder],
    report: Report,
) -> None:
    """Warn of lines without contrast over a picture under them; captions over their own have their band."""
    for name, found in lines.items():
        frame = frames[name]
        if isinstance(frame.filling, PhotoFilling) or frame.fill is not None:
            continue
        for picture in pictures.values():
            below = frames[picture.frame]
            if not isinstance(picture, Picture) or picture.page or below.z >= frame.z or below.page != frame.page:
                continue
            worst = min((_contrast(line, picture) for line in found if line.runs), default=None)
            if worst is not None and worst[0] < worst[1]:
                where = f"type of {name} over the picture of {picture.frame}"
                message = f"{where} has a contrast of {worst[0]:.1f} to 1; {worst[1]:g} is wanted"
                report.warning(frame.span, message, "lighten or darken the type, give its frame a fill, or move it")


def _contrast(line: SetLine, picture: Picture) -> tuple[float, float]:
    """The contrast of a line with the picture under it, and what is wanted; far above it where none is under it."""
    wanted = _FOR_LARGE if line.size >= _LARGE else _FOR_SMALL
    if line.effects:
        return 99.0, wanted  # outlines and shadows set it off
    box = line_box(line)
    ground = _ground(picture, box)
    if not ground:
        return 99.0, wanted
    ink = luminance(line.colour)
    ratios = sorted((max(ink, under) + 0.05) / (min(ink, under) + 0.05) for under in ground)
    return ratios[int(len(ratios) * _SHARE)], wanted


def _ground(picture: Picture, box: Rect) -> list[float]:
    """The luminance of the picture's pixels under *box*."""
    from PIL import Image

    from banmian.pictures.photos.decode import decode
    from banmian.pictures.photos.source import look_at

    rect, image = picture.rect, picture.image
    left, top = max(box.x, rect.x), max(box.y, rect.y)
    right, bottom = min(box.right, rect.right), min(box.bottom, rect.bottom)
    if right - left < 1 or bottom - top < 1:
        return []
    try:
        file = decode(look_at(picture.path), (600, 600)).on_screen().convert("RGB")
    except (PictureError, OSError):
        return []  # said where it is written
    across, down = file.width / image.width, file.height / image.height
    part = ((left - image.x) * across, (top - image.y) * down, (right - image.x) * across, (bottom - image.y) * down)
    part = max(part[0], 0.0), max(part[1], 0.0), min(part[2], file.width), min(part[3], file.height)
    if part[2] - part[0] < 1 or part[3] - part[1] < 1:
        return []
    small = file.resize((48, 12), Image.Resampling.BOX, box=part)
    data = small.tobytes()
    return [_linear(data[at] / 255, data[at + 1] / 255, data[at + 2] / 255) for at in range(0, len(data), 3)]


def luminance(colour: Colour) -> float:
    """The relative luminance of a colour, 0 to 1; inks are taken as what they leave of the light."""
    colour = seen(colour)
    if colour.space == "rgb":
        return _linear(*colour.parts)
    cyan, magenta, yellow, black = colour.parts
    return _linear((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))


def _linear(red: float, green: float, blue: float) -> float:
    parts = [part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
