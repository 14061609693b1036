"""How pictures stand in their slots and what is done to them: shares checked, lengths in points, captions from the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from banmian.pictures.kind import Kind, PictureError
from banmian.plan.geometry import Grid
from banmian.plan.markup import escaped
from banmian.plan.plan import PictureLook, Shadow
from banmian.spec.files.diagnostics import Report
from banmian.spec.files.project import inside, is_address, is_file, shown
from banmian.spec.load import PageSpec
from banmian.spec.types.colour import Colour
from banmian.spec.types.content import PhotoContent
from banmian.spec.types.frame import FrameSpec
from banmian.spec.types.picture import AsIs, ClipShape, ClipSpec, CropSpec, Kept, ShadowSpec, SharpenSpec, ToneSpec

if TYPE_CHECKING:
    from banmian.pictures.photos.said import Said

FROM_PICTURE = "from-picture"
_PARTS = ("caption", "credit", "rights")
_BETWEEN = "\u3000"  # caption, credit and rights
_PPI = 72, 2400
USUAL_PPI, PRESS_PPI = 300, 200
_MOST_CROPPED = 0.95


class PictureLooks:
    """Reads what frames say of their pictures."""

    def __init__(self, spec: PageSpec, grid: Grid, report: Report, on_press: bool = False) -> None:
        self.spec = spec
        self.grid = grid
        self.report = report
        setup = spec.file.page.pictures
        # Ours: twice the screen of newsprint. What is converted for a press is coded again anyway, so that little is spared.
        usual, self.spare = (PRESS_PPI, 1.1) if on_press and setup.ppi is None else (USUAL_PPI, 1.5)
        self.ppi = None if isinstance(setup.ppi, AsIs) else setup.ppi or usual
        if self.ppi is not None and not _PPI[0] <= self.ppi <= _PPI[1]:
            span = spec.spans.at("page", "pictures", "ppi")
            report.error(span, f"{self.ppi} pixels an inch is outside {_PPI[0]} to {_PPI[1]}", "write 300, or as-is")
        self.keeps_said = setup.data is Kept.KEEP

    def file(self, name: str, photo: PhotoContent) -> tuple[str, int]:
        """The file of a photograph, empty where there is none to look for, and the page of a PDF that is shown."""
        where = ("content", "photos", name)
        path = ""
        if photo.file and is_address(photo.file):
            message = f"{photo.file[:80]} is a web address; a page shows files"
            self.report.error(self.spec.spans.at(*where, "file"), message, "save the picture in the project and name its file")
        elif photo.file:
            try:
                path = str(inside(self.spec.project, self.spec.content_folder, photo.file))
            except ValueError as error:
                hint = "name a file inside the project, relative to the content file"
                self.report.error(self.spec.spans.at(*where, "file"), str(error), hint)
        page = 1 if photo.page is None else photo.page
        if page < 1 or (path and photo.page is not None and not path.lower().endswith((".pdf", ".ai"))):
            problem = f"page: {page} is not there; pages count from 1" if page < 1 else "page: is for pages of a PDF"
            self.report.error(self.spec.spans.at(*where, "page"), problem, "name a page of a PDF, or leave it out")
            page = 1
        return path, page

    def look(self, at: int, frame: FrameSpec) -> PictureLook:
        """How the picture of *frame*, which stands at *at* in its file, is shown."""
        spec = frame.picture
        where = ("frames", at, "picture")
        tone = self._tone(where, spec.tone)
        shadow = self._shadow(where, spec.shadow)
        self._check_sharpening(where, spec.sharpen)
        clip = self._clip(where, spec.clip)
        crop = self._crop(where, spec.crop)
        return PictureLook(
            spec.fit, crop, spec.rotate % 360, spec.sharpen, tone, clip, shadow, self.ppi, self.spare, self.keeps_said
        )

    def _crop(self, where: tuple[str | int, ...], crop: CropSpec) -> tuple[float, float, float, float]:
        sides = crop.top.value, crop.bottom.value, crop.left.value, crop.right.value
        if min(sides) < 0 or sides[0] + sides[1] > _MOST_CROPPED or sides[2] + sides[3] > _MOST_CROPPED:
            message = "what is cut off at an edge is a share from 0% on, and leaves 5% of the picture"
            self.report.error(self.spec.spans.at(*where, "crop"), message, "write crop: {left: 10%, top: 5%}")
            return 0.0, 0.0, 0.0, 0.0
        return sides

    def _tone(self, where: tuple[str | int, ...], tone: ToneSpec | None) -> tuple[Colour, Colour] | None:
        if tone is None:
            return None
        paper = tone.dark.tint(0)
        light = paper if tone.light is None else tone.light
        if light.space != tone.dark.space:
            message = "a tone goes from ink to ink, or from a screen's colour to a screen's colour"
            self.report.error(self.spec.spans.at(*where, "tone"), message, "write both as cmyk, or both as '#rrggbb'")
            return None
        return tone.dark, light

    def _shadow(self, where: tuple[str | int, ...], shadow: ShadowSpec | None) -> Shadow | None:
        if shadow is None:
            return None
        x, y, blur = (length.points(self.grid.size, self.grid.leading) for length in (shadow.x, shadow.y, shadow.blur))
        if blur < 0 or not 0 <= shadow.opacity.value <= 1:
            message = "a shadow fades over a length from 0 on, and its opacity is from 0% to 100%"
            self.report.error(self.spec.spans.at(*where, "shadow"), message, "write shadow: soft")
        return Shadow(x, y, max(blur, 0.0), shadow.colour, min(max(shadow.opacity.value, 0.0), 1.0))

    def _check_sharpening(self, where: tuple[str | int, ...], told: SharpenSpec | None) -> None:
        if told and not (0 < told.amount.value <= 10 and 0 < told.radius <= 50 and 0 <= told.threshold <= 255):
            message = "sharpening has an amount to 1000%, a radius to 50 pixels, a threshold to 255"
            self.report.error(self.spec.spans.at(*where, "sharpen"), message, "write sharpen: newsprint")

    def _clip(self, where: tuple[str | int, ...], clip: ClipSpec | None) -> ClipSpec | None:
        if clip is None:
            return None
        if clip.points and clip.shape is not ClipShape.POLYGON:
            self.report.error(self.spec.spans.at(*where, "clip"), f"points are a polygon's, not of {clip.shape.value}")
        elif clip.shape is ClipShape.POLYGON and (len(clip.points) < 3 or any(len(point) != 2 for point in clip.points)):
            message = "a polygon has at least three points, each a share of the slot's width and one of its height"
            self.report.error(self.spec.spans.at(*where, "clip"), message, "write points: [[0%, 0%], [100%, 0%], [50%, 100%]]")
            return None
        return clip


def with_words_of_pictures(spec: PageSpec, report: Report) -> PageSpec:
    """*spec* with what photographs say of themselves where the content asks for it, credit and rights behind the captions."""
    photos = spec.content.photos
    found = {
        name: _worded(spec, name, photo, report) if any(getattr(photo, part) for part in _PARTS) else photo
        for name, photo in photos.items()
    }
    if found == photos:
        return spec
    return msgspec.structs.replace(spec, content=msgspec.structs.replace(spec.content, photos=found))


def _worded(spec: PageSpec, name: str, photo: PhotoContent, report: Report) -> PhotoContent:
    if not (photo.credit or photo.rights or photo.caption == FROM_PICTURE):
        return photo
    asked = [part for part in _PARTS if getattr(photo, part) == FROM_PICTURE]
    said = _said(spec, name, photo, report) if asked else None
    words = []
    for part in _PARTS:
        text = getattr(photo, part) or ""
        if part in asked:
            text = escaped(getattr(said, part)) if said else ""
            if said and not text:
                message = f"the photograph {name} says nothing of its {part}"
                report.warning(spec.spans.at("content", "photos", name, part), message, f"write its {part} in the content")
        words.append(text)
    return msgspec.structs.replace(photo, caption=_BETWEEN.join(filter(None, words)) or None, credit=None, rights=None)


def _said(spec: PageSpec, name: str, photo: PhotoContent, report: Report) -> Said | None:
    """What a photograph says; None where it cannot be asked, which is told where it is placed."""
    if not photo.file or is_address(photo.file):
        return None
    from banmian.pictures.photos.said import Said, said_by
    from banmian.pictures.photos.source import look_at

    try:
        path = inside(spec.project, spec.content_folder, photo.file)
        if not is_file(path):
            return None
        source = look_at(str(path))
        return Said() if source.kind in (Kind.PDF, Kind.SVG) else said_by(source)
    except ValueError:
        return None
    except (PictureError, OSError) as error:
        message = f"the picture {shown(path)} cannot be read: {error}"
        report.warning(spec.spans.at("content", "photos", name, "file"), message, "write its caption in the content")
        return None
