"""Put a photograph into its slot: crop it to cover, caption it, number it, mark a slot whose file is missing."""

from __future__ import annotations

import unicodedata
from math import ceil
from pathlib import Path

import msgspec

from banmian.page.composed import Disc, Drawing, Picture, Placeholder
from banmian.page.parts.display import caption_height, set_caption
from banmian.page.parts.ornament import rounded
from banmian.page.parts.picture import picture_in, shown_size
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Grid, Rect
from banmian.plan.plan import Block, FramePlan, PhotoFilling
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report
from banmian.spec.files.project import is_file, shown
from banmian.spec.types.colour import Colour
from banmian.spec.types.frame import Anchor, Caption
from banmian.text.compose import Composer
from banmian.text.lines.line import Run, SetLine

_CAPTION_GAP = 2.5  # points between picture and caption, ours
_BAND = 4.0  # points between a caption over the picture and the edges of its band, ours
_BAND_COLOUR, _BAND_OPACITY = Colour("cmyk", (0.0, 0.0, 0.0, 1.0)), 0.62
_PAPER = Colour("cmyk", (0.0, 0.0, 0.0, 0.0))
_LEAST_SLOT = 20.0  # points; what a caption beside it leaves of a picture
_DISC = 1.1  # radius of a number's disc in ems of its figure, ours


class SetPhoto(msgspec.Struct, frozen=True):
    """A photo frame's parts."""

    picture: Picture | Placeholder
    disc: Disc | None
    caption: tuple[SetLine, ...]
    band: Drawing | None = None  #: dark, under a caption over the picture


def set_photo(frame: FramePlan, filling: PhotoFilling, grid: Grid, composer: Composer, report: Report) -> SetPhoto:
    """The picture, its number and its caption in *frame*; a missing or coarse file is reported."""
    slot = frame.inner
    caption: tuple[SetLine, ...] = ()
    band = None
    if filling.caption:
        slot, caption = _with_caption(filling, filling.caption, frame.inner, grid, composer)
        if filling.caption_at is Caption.OVER:
            top = caption[0].baseline - EM_ASCENT * caption[0].size - _BAND if caption else slot.bottom
            path = rounded(Rect(slot.x, top, slot.width, slot.bottom - top), 0)
            band = Drawing(frame.id, path, _BAND_COLOUR, opacity=_BAND_OPACITY)
    picture = _picture(frame, filling, slot, composer, report)
    disc = None
    if filling.number and filling.anchor is not Anchor.NONE:
        disc = _disc(frame.id, filling, slot, composer)
    return SetPhoto(picture, disc, caption, band)


def photo_height(frame: FramePlan, filling: PhotoFilling, grid: Grid, composer: Composer) -> float:
    """How high a photo frame is that shows its whole picture, with its caption, in whole grid lines."""
    probe = Rect(frame.inner.x, frame.inner.y, frame.inner.width, 1e5)
    slot = _with_caption(filling, filling.caption, probe, grid, composer)[0] if filling.caption else probe
    width, height = shown_size(frame, filling) if filling.path and is_file(Path(filling.path)) else (3.0, 2.0)
    whole = probe.height - slot.height + slot.width * height / width
    return round(whole / grid.leading) * grid.leading or grid.leading


def _with_caption(
    filling: PhotoFilling, block: Block, area: Rect, grid: Grid, composer: Composer
) -> tuple[Rect, tuple[SetLine, ...]]:
    """The slot beside, over or under a caption, and the caption's lines; over and under it they take whole grid lines."""
    where = filling.caption_at
    if where in (Caption.LEFT, Caption.RIGHT):
        width = min(filling.caption_width, area.width - _LEAST_SLOT)
        gap = block.style.size
        ends, height = caption_height(block, width - gap, composer)
        slot = Rect(area.x + (width if where is Caption.LEFT else 0.0), area.y, area.width - width, area.height)
        x = area.x if where is Caption.LEFT else slot.right + gap
        beside = Rect(x, area.bottom - height, width - gap, height)
        return slot, tuple(set_caption(block, ends, beside, composer))
    if where is Caption.OVER:
        reversed_out = msgspec.structs.replace(block, style=msgspec.structs.replace(block.style, colour=_PAPER))
        inside = area.width - 2 * block.style.size
        ends, height = caption_height(reversed_out, inside, composer)
        over = Rect(area.x + block.style.size, area.bottom - height - _BAND, inside, height)
        return area, tuple(set_caption(reversed_out, ends, over, composer))
    ends, height = caption_height(block, area.width, composer)
    taken = ceil((height + _CAPTION_GAP) / grid.leading) * grid.leading
    white = (taken - height) / 2
    if where is Caption.ABOVE:
        slot = Rect(area.x, area.y + taken, area.width, area.height - taken)
        at = Rect(area.x, area.y + min(white, taken - height - _CAPTION_GAP), area.width, height)
    else:
        slot = Rect(area.x, area.y, area.width, area.height - taken)
        at = Rect(area.x, slot.bottom + max(_CAPTION_GAP, white), area.width, height)
    return slot, tuple(set_caption(block, ends, at, composer))


def _picture(frame: FramePlan, filling: PhotoFilling, slot: Rect, composer: Composer, report: Report) -> Picture | Placeholder:
    if not filling.path or not is_file(Path(filling.path)):
        missing = f"there is no file {shown(Path(filling.path))}" if filling.path else "the content names no file"
        message = f"the photograph {filling.name} in frame {frame.id} is missing: {missing}"
        report.warning(frame.span, message, "a labelled placeholder stands in its place")
        return _placeholder(frame.id, filling, slot, composer)
    return picture_in(frame, filling, slot, report)


def _placeholder(frame: str, filling: PhotoFilling, slot: Rect, composer: Composer) -> Placeholder:
    label = composer.paragraph(f"{filling.number}{filling.name}", filling.number_style)
    width = label.width(0, len(label.text)) * filling.number_style.size
    runs = composer.plain_runs(label, slot.x + (slot.width - width) / 2)
    baseline = slot.y + slot.height / 2 + (EM_ASCENT - EM_DESCENT) / 2 * filling.number_style.size
    return Placeholder(frame, filling.name, slot, runs, baseline)


def _disc(frame: str, filling: PhotoFilling, slot: Rect, composer: Composer) -> Disc:
    """A number in its corner, its figure centred by its ink."""
    style = filling.number_style
    radius = _DISC * style.size * 0.62
    away = radius + 0.45 * style.size
    left = filling.anchor in (Anchor.TOP_LEFT, Anchor.BOTTOM_LEFT)
    top = filling.anchor in (Anchor.TOP_LEFT, Anchor.TOP_RIGHT)
    x = slot.x + away if left else slot.right - away
    y = slot.y + away if top else slot.bottom - away
    run, middle = _figure(filling.number, style, composer, x)
    return Disc(frame, x, y, radius, run, y + middle)


def _figure(number: str, style: ParagraphStyle, composer: Composer, x: float) -> tuple[Run, float]:
    """The run of a circled number's figure centred on *x*, and how far its baseline is under its ink's middle."""
    text = unicodedata.normalize("NFKC", number)
    face = composer.setting(style).faces[0]
    glyphs = tuple(face.glyphs[char] for char in text)
    left, bottom, right, top = face.ink(glyphs)
    run = Run(x - (left + right) / 2 * style.size, text, face.record, style.size, 1.0, glyphs, ())
    return run, (bottom + top) / 2 * style.size
