"""What is transparent on a page as opaque pictures, for standards that know no transparency (ISO 15930-1 and -4)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from math import ceil, floor

import msgspec

from banmian.output.colours.pagecolours import spot_inks
from banmian.output.items.picturedata import Key, picture_shadow
from banmian.page.composed import ComposedPage, Disc, Drawing, Picture, Placeholder, Rule, Tint
from banmian.pictures.drawings.drawing import DrawingError, open_drawing
from banmian.pictures.photos.coded import Samples, flate
from banmian.pictures.recolour.transparent import see_through
from banmian.plan.geometry import Rect
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.colour import PROCESS, PROCESS_INKS, Colour, Ink
from banmian.text.lines.line import SetLine

_PPI, _PPI_OF_TYPE = 300, 600  # of photographs and shadows, and of drawings, in which there may be type
Item = Tint | Picture | Placeholder | Disc | Rule | Drawing


class Flat(msgspec.Struct, frozen=True):
    """An item made opaque: its picture, where it lies, what to say of it."""

    samples: Samples
    rect: Rect
    told: str


class Flattener:
    """Follows how a page is painted. *write* makes the PDF of a page that holds what was painted so far."""

    def __init__(self, page: ComposedPage, samples: dict[Key, Samples], write: Callable[[ComposedPage], bytes]) -> None:
        self.page = page
        self.samples = samples
        self.write = write
        self.items: list[Item] = []
        self.lines: list[tuple[str, SetLine]] = []

    def flat(self, item: Item) -> Flat | None:
        """*item*, which is painted next, with what lies under it; None where it is opaque. Raises PageError."""
        self.items.append(item)
        why = transparent(item, self.samples)
        if not why:
            return None
        rect = reach(item, self.page)
        samples = flat_samples(self.write(self.so_far()), self.page, rect, resolution(item))
        return Flat(samples, rect, f"frame {item.frame}: {why} was made opaque, with what lies under it")

    def so_far(self) -> ComposedPage:
        """The page with nothing but what was painted."""
        kinds = {"tints": Tint, "discs": Disc, "rules": Rule, "drawings": Drawing}
        found = {name: tuple(item for item in self.items if isinstance(item, kind)) for name, kind in kinds.items()}
        return msgspec.structs.replace(
            self.page,
            **found,
            marks=(),
            pictures=tuple(item for item in self.items if isinstance(item, Picture | Placeholder)),
            lines=tuple(line for _, line in self.lines),
            line_frames=tuple(name for name, _ in self.lines),
        )


def transparent(item: Item, samples: dict[Key, Samples]) -> str:
    """What of an item lets through what lies under it; empty for nothing."""
    if isinstance(item, Drawing):
        return "a tint that is not opaque" if item.opacity < 1 else ""
    if not isinstance(item, Picture):
        return ""
    if item.page:
        return "a drawing with transparency" if see_through(open_drawing(item.path, item.page)) else ""
    if samples[item.path, item.treated].mask is not None:
        return "a picture with transparency"
    return "a soft shadow" if item.shadow is not None else ""


def reach(item: Item, page: ComposedPage) -> Rect:
    """Where an item may paint, on whole pixels, within the bleed."""
    if isinstance(item, Drawing):
        around = item.bounds.shrunk(-item.weight, -item.weight, -item.weight, -item.weight)
        sides = [around.x, around.y, around.right, around.bottom]
    else:
        assert isinstance(item, Picture)
        shadow = picture_shadow(item)
        rects = [item.rect, *([shadow.rect] if shadow is not None else [])]
        weight = item.keyline
        sides = [
            min(rect.x for rect in rects) - weight,
            min(rect.y for rect in rects) - weight,
            max(rect.right for rect in rects) + weight,
            max(rect.bottom for rect in rects) + weight,
        ]
    step = 72 / resolution(item)
    left, top = max(sides[0], -page.bleed), max(sides[1], -page.bleed)
    right, bottom = min(sides[2], page.trim[0] + page.bleed), min(sides[3], page.trim[1] + page.bleed)
    x, y = floor(left / step) * step, floor(top / step) * step
    return Rect(x, y, max(ceil((right - x) / step), 1) * step, max(ceil((bottom - y) / step), 1) * step)


def resolution(item: Item) -> int:
    """Pixels an inch of what is made opaque."""
    return _PPI_OF_TYPE if isinstance(item, Picture) and item.page else _PPI


def flat_samples(pdf: bytes, page: ComposedPage, rect: Rect, ppi: int) -> Samples:
    """What the plates of *pdf* print within *rect* of its only page, *page*. Raises PageError."""
    from banmian.output.plates.plates import Separations

    assert page.condition is not None
    try:
        box = (rect.x + page.bleed, rect.y + page.bleed, rect.width, rect.height)
        plates = Separations(pdf, page.condition).plates(0, ppi, box).plates
    except DrawingError as error:
        message = f"what is transparent on page {page.number} cannot be made opaque: {error}"
        raise PageError([Diagnostic(None, message, "take the transparency out, or write --standard pdf/x-4")]) from None
    import numpy as np
    from PIL import Image

    inks = np.stack([plates[name] for name in PROCESS], axis=-1)
    spots = [name for name in plates if name not in PROCESS and plates[name].any()]
    if not spots:
        return flate(Image.fromarray(np.ascontiguousarray(inks), "CMYK"))
    whole = np.concatenate([inks, np.stack([plates[name] for name in spots], axis=-1)], axis=-1)
    shown = (*PROCESS_INKS, *(_spot(name, page) for name in spots))
    return Samples(whole.shape[1], whole.shape[0], "DeviceN", 8, "FlateDecode", zlib.compress(whole.tobytes(), 6), inks=shown)


def _spot(name: str, page: ComposedPage) -> Ink:
    """A spot colour of the page by its name; one that only a drawing names looks black."""
    return next((ink for ink in spot_inks(page) if ink.name == name), Ink(name, Colour("cmyk", (0.0, 0.0, 0.0, 1.0))))
