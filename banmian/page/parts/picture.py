"""Look at the file of a slot, and say how its picture lies there: what is seen of it, how sharp it is, what is done to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from banmian.page.composed import Picture
from banmian.page.parts.placing import Placing, along, cut_by, place
from banmian.pictures.kind import Kind, PictureError, kind_of
from banmian.pictures.photos.source import Source, look_at
from banmian.pictures.photos.treat import Sharpening, Treatment
from banmian.plan.geometry import Rect
from banmian.plan.plan import FramePlan, PhotoFilling, PictureLook
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, Span
from banmian.spec.files.project import shown
from banmian.spec.types.frame import WrapShape
from banmian.spec.types.picture import ClipShape, PictureFit

if TYPE_CHECKING:
    from banmian.pictures.drawings.drawing import Drawing

KEYLINE = 0.25  # points, hairline round a photograph
LEAST_PPI = 200  # press: 200 to 250 pixels an inch
_FEWEST_PPI = 100  # below which a picture is seen to consist of pixels
_DRAWINGS = {Kind.PDF, Kind.SVG}


@contextmanager
def usable(frame: FramePlan, path: str) -> Iterator[None]:
    """Why a picture file cannot be used, said at its frame."""
    try:
        yield
    except (PictureError, OSError) as error:
        raise PageError([cannot_be_used(frame.span, path, error)]) from None


def cannot_be_used(span: Span | None, path: str, error: Exception) -> Diagnostic:
    """The complaint at *span* that the picture at *path* cannot be used, with the reason."""
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    hint = "save it again from its source, as JPEG, PNG, TIFF, SVG or PDF"
    return Diagnostic(span, f"the picture {shown(Path(path))} cannot be used: {reason}", hint)


def picture_in(frame: FramePlan, filling: PhotoFilling, slot: Rect, report: Report) -> Picture:
    """The picture of *filling* in *slot*. Raises PageError where its file cannot be used."""
    look = filling.look
    with usable(frame, filling.path):
        drawing = drawing_of(filling)
        if drawing is not None:
            return _drawn(frame, filling, slot, drawing, report)
        source = look_at(filling.path)
        placing, keyline = placed(frame, filling, slot, source)
    pixels = 72 * source.size[0] / placing.image.width
    _check_resolution(frame, filling, pixels, report)
    treatment = Treatment(_fewer(source, pixels, look), False, look.tone, _sharpening(look), look.keeps_said)
    weight = keyline if filling.keyline is None else filling.keyline
    return Picture(
        frame.id,
        filling.name,
        placing.rect,
        placing.image,
        filling.path,
        weight,
        turned=placing.turned,
        shape=placing.shape,
        treatment=treatment,
        shadow=look.shadow,
        span=frame.span,
    )


def placed(frame: FramePlan, filling: PhotoFilling, slot: Rect, source: Source) -> tuple[Placing, float]:
    """Where a picture of pixels lies in *slot*, and the line that is usual round it. Raises PictureError, OSError."""
    look = filling.look
    placing = place(slot, source.size, filling.focus, look)
    keyline = 0.0 if frame.wrap is not None and frame.wrap.shape is WrapShape.OUTLINE else KEYLINE
    if look.clip is None:
        return placing, 0.0 if look.shadow is not None or placing.shape else keyline
    if look.clip.shape is ClipShape.PATH:
        from banmian.pictures.photos.paths import file_path

        return msgspec.structs.replace(placing, shape=along(file_path(source, look.clip.name), placing)), 0.0
    if look.clip.shape is ClipShape.ALPHA:
        if not source.alpha:
            raise PictureError("it has no transparency to be cut out by")
        return placing, 0.0
    return msgspec.structs.replace(placing, shape=cut_by(look.clip, slot)), 0.0 if look.clip.shape is ClipShape.POLYGON else keyline


def shown_size(frame: FramePlan, filling: PhotoFilling) -> tuple[float, float]:
    """How wide and how high what is shown of a picture is, as one to the other. Raises PageError."""
    with usable(frame, filling.path):
        drawing = drawing_of(filling)
        width, height = (drawing.width, drawing.height) if drawing else look_at(filling.path).size
    look = filling.look
    top, bottom, left, right = look.crop
    width, height = width * (1 - left - right), height * (1 - top - bottom)
    if not look.rotate:
        return width, height
    c, s = abs(cos(radians(look.rotate))), abs(sin(radians(look.rotate)))
    return width * c + height * s, width * s + height * c


def drawing_of(filling: PhotoFilling) -> Drawing | None:
    """The page of a PDF, or the vectors, that a slot shows; None for a picture of pixels. Raises PictureError, OSError."""
    if kind_of(filling.path) not in _DRAWINGS:
        return None
    from banmian.pictures.drawings.drawing import open_drawing

    return open_drawing(filling.path, filling.page)


def _drawn(frame: FramePlan, filling: PhotoFilling, slot: Rect, drawing: Drawing, report: Report) -> Picture:
    look = filling.look
    for what, said in (("tone", look.tone), ("sharpen", look.sharpen), ("shadow", look.shadow)):
        if said is not None:
            report.warning(frame.span, f"{filling.name} is a drawing: it has no {what}", f"leave {what} out")
    if look.clip is not None and look.clip.shape in (ClipShape.PATH, ClipShape.ALPHA):
        report.warning(frame.span, f"{filling.name} is a drawing: it has no {look.clip.shape.value}", "leave clip out")
    fit = look.fit or PictureFit.WHOLE
    placing = place(slot, (drawing.width, drawing.height), filling.focus, msgspec.structs.replace(look, fit=fit))
    shape = cut_by(look.clip, slot) if look.clip is not None else placing.shape
    image, weight = placing.image, filling.keyline or 0.0
    return Picture(
        frame.id, filling.name, placing.rect, image, filling.path, weight,
        page=filling.page, turned=placing.turned, shape=shape, span=frame.span,
    )  # fmt: skip


def _check_resolution(frame: FramePlan, filling: PhotoFilling, ppi: float, report: Report) -> None:
    if ppi >= LEAST_PPI - 0.5:
        return
    message = f"the photograph {filling.name} has {ppi:.0f} ppi in frame {frame.id}; the press wants {LEAST_PPI}"
    report.warning(frame.span, message, "use a larger file, or a smaller frame", grave=ppi < _FEWEST_PPI - 0.5)


def _fewer(source: Source, ppi: float, look: PictureLook) -> tuple[int, int] | None:
    """The pixels that a picture is scaled down to; None where it stays as it is."""
    wanted = look.ppi
    if wanted is None or ppi <= look.spare * wanted:
        return None
    return ceil(source.size[0] * wanted / ppi), ceil(source.size[1] * wanted / ppi)


def _sharpening(look: PictureLook) -> Sharpening | None:
    told = look.sharpen
    return Sharpening(told.radius, 100 * told.amount.value, told.threshold) if told else None
