"""Take the drawings of a PDF out as small PDF files of their own, and put a picture in the tree where each of them was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from banmian.pictures.drawings.cutting import begins_in, belongs, cut_each, form_drawing
from banmian.pictures.drawings.drawing import Drawing, DrawingError
from banmian.pictures.drawings.drawingfile import drawing_file
from banmian.reading.pdf import ReadPdf
from banmian.reading.pictures import PictureFile
from banmian.reading.values import drawing_told
from banmian.recover.hints import Hints
from banmian.recover.segment.drawn.drawings import Region, drawn_regions
from banmian.recover.segment.drawn.shapes import shapes_of, within
from banmian.recover.segment.page import barriers
from banmian.recover.segment.type.glyphs import page_glyphs
from banmian.recover.segment.type.lines import lines_of
from banmian.tree.tree import Box, TreeLine, TreePage, TreePicture

_TOUCH = 0.25  # points; tiles of one picture lie no further apart
_TO_SCALE = 0.015  # by which a picture may be stretched one way
_CROPPED = 0.004  # of its slot; a picture that is larger by more in both ways is enlarged beyond what fills it


def with_drawings(
    read: ReadPdf, data: bytes, numbers: Sequence[int], password: str, hints: Hints
) -> tuple[ReadPdf, dict[str, PictureFile]]:
    """*read* with a picture for each drawing, and the files of all drawings by digest; *numbers* are those of its pages."""
    files: dict[str, PictureFile] = {}
    for digest, stream in read.pictures.items():
        if drawing_told(stream) is None or not stream.objid:
            continue
        try:
            drawing = form_drawing(data, stream.objid, _turned(stream.get("Matrix") or []), password)
        except DrawingError:
            continue
        files[digest] = PictureFile(drawing_file(drawing), "pdf")
    pages = []
    for page, number, forms in zip(read.tree.pages, numbers, read.forms, strict=True):
        regions = _regions(page, forms, hints.drawings(page.number))
        made, found = _page_with_drawings(page, regions, data, number, password)
        pages.append(made)
        files.update(found)
    return msgspec.structs.replace(read, tree=msgspec.structs.replace(read.tree, pages=tuple(pages))), files


def _turned(matrix: Sequence[object]) -> int:
    """How a form is turned clockwise, by its matrix."""
    signs = [(float(value) > 0) - (float(value) < 0) for value in matrix[:4] if isinstance(value, int | float)]
    return 90 if signs == [0, -1, 1, 0] else 180 if signs == [-1, 0, 0, -1] else 270 if signs == [0, 1, -1, 0] else 0


def _page_with_drawings(
    page: TreePage, regions: Sequence[Region], data: bytes, number: int, password: str
) -> tuple[TreePage, dict[str, PictureFile]]:
    files: dict[str, PictureFile] = {}
    try:
        parts = [(_from_below(region.rect, page), region.words) for region in regions]
        drawings = cut_each(data, number, parts, password) if parts else []
    except DrawingError:
        return page, files
    for region, drawing in zip(regions, drawings, strict=True):
        if isinstance(drawing, Drawing):
            files[drawing.digest] = PictureFile(drawing_file(drawing), "pdf")
            page = _put(page, region, drawing)
    return page, files


def _regions(page: TreePage, forms: Sequence[Box], told: Sequence[Box]) -> list[Region]:
    found = _drawn(page, forms, told)
    tiled = _tiled([picture.rect for picture in page.pictures])
    odd = [picture.rect for picture in page.pictures if not _fits_a_slot(picture) and min(picture.rect[2:]) > 0]
    for rect in [*tiled, *odd]:
        if not any(within(rect, region.rect, 2.0) for region in found):
            found.append(Region(rect, False))
    return found


def _tiled(rects: Sequence[Box]) -> list[Box]:
    """Where one picture was parted into strips or tiles that lie edge to edge, as flattening does."""
    groups: list[list[Box]] = []
    for rect in rects:
        beside = [group for group in groups if any(_edge_to_edge(rect, other) for other in group)]
        groups = [group for group in groups if group not in beside]
        groups.append([rect, *(other for group in beside for other in group)])
    found = []
    for group in groups:
        left, top = min(rect[0] for rect in group), min(rect[1] for rect in group)
        right, bottom = max(rect[0] + rect[2] for rect in group), max(rect[1] + rect[3] for rect in group)
        if len(group) > 1:
            found.append((left, top, right - left, bottom - top))
    return found


def _edge_to_edge(one: Box, other: Box) -> bool:
    """Whether two rectangles share a whole side."""
    for along, across in ((0, 1), (1, 0)):
        level = abs(one[along] - other[along]) <= _TOUCH and abs(one[along + 2] - other[along + 2]) <= _TOUCH
        first, second = sorted((one, other), key=lambda rect: rect[across])
        if level and abs(first[across] + first[across + 2] - second[across]) <= _TOUCH:
            return True
    return False


def _fits_a_slot(picture: TreePicture) -> bool:
    """Whether a photo slot can show a picture as it stands: upright, to scale, and cropped on two sides at most.

    What cannot be shown so becomes a drawing, for that keeps how a picture is turned, cropped and cut.
    """
    (_, _, width, height), (_, _, whole, high) = picture.rect, picture.image
    pixels = picture.pixels
    if not picture.plain or min(*pixels, whole, high) <= 0:
        return picture.plain
    to_scale = abs(whole / pixels[0] * pixels[1] / high - 1) <= _TO_SCALE
    covers = whole - width <= _CROPPED * width + 0.5 or high - height <= _CROPPED * height + 0.5
    return to_scale and covers


def _drawn(page: TreePage, forms: Sequence[Box], told: Sequence[Box]) -> list[Region]:
    plain = shapes_of(page, ())
    turned = any(run.angle for line in page.lines for run in line.runs)
    if not (told or turned or plain.drawings or plain.boxes):
        return []
    glyphs = page_glyphs(page)
    rules = shapes_of(page, ()).rules
    lines = lines_of(glyphs.horizontal, barriers(rules, vertical=False)) + lines_of(glyphs.vertical, barriers(rules, vertical=True))
    sizes = Counter(round(glyph.size, 1) for glyph in (*glyphs.horizontal, *glyphs.vertical))
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    return drawn_regions(page, lines, shapes_of(page, lines), body, forms, told, glyphs.tilted)


def _from_below(rect: Box, page: TreePage) -> tuple[float, float, float, float]:
    """A rectangle of the tree from the media box's lower left corner: left, bottom, right, top."""
    media = page.boxes["media"]
    trim = page.boxes.get("trim") or page.boxes.get("crop") or (0.0, 0.0, media[2], media[3])
    left, top = rect[0] + trim[0], media[3] - trim[1] - rect[1]
    return left, top - rect[3], left + rect[2], top


def _put(page: TreePage, region: Region, drawing: Drawing) -> TreePage:
    """*page* with a picture for what the drawing takes along."""
    x, y, width, height = region.rect

    def inside(rect: Box) -> bool:
        return belongs((rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]), (x, y, x + width, y + height))

    gone = [path for path in page.paths if inside(path.rect)]
    order = min((path.order for path in gone), default=0)
    size = round(drawing.width), round(drawing.height)
    picture = TreePicture("", "", region.rect, region.rect, size, drawing.digest, "", order)
    return msgspec.structs.replace(
        page,
        paths=tuple(path for path in page.paths if not inside(path.rect)),
        pictures=(*(old for old in page.pictures if not inside(old.rect)), picture),
        lines=tuple(line for line in page.lines if not (region.words and _stands_in(line, region.rect))),
    )


def _stands_in(line: TreeLine, rect: Box) -> bool:
    run = line.runs[0]
    x, y = (run.across, run.along[0]) if run.vertical else (run.along[0], run.across)
    return begins_in((x, -y), (rect[0], -rect[1] - rect[3], rect[0] + rect[2], -rect[1]))
