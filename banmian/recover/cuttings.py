"""Take the drawings of a PDF out as small PDF files of their own, and put a picture in the tree where each of them was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from banmian.pictures.cutting import belongs, cut_out, form_drawing
from banmian.pictures.drawing import Drawing, DrawingError
from banmian.pictures.drawingfile import drawing_file
from banmian.reading.pdf import ReadPdf
from banmian.reading.pictures import PictureFile
from banmian.reading.values import drawing_told
from banmian.recover.hints import Hints
from banmian.recover.segment.drawn.drawings import Region, drawn_regions
from banmian.recover.segment.drawn.shapes import shapes_of
from banmian.recover.segment.page import barriers
from banmian.recover.segment.type.glyphs import page_glyphs
from banmian.recover.segment.type.lines import lines_of
from banmian.tree.tree import Box, TreeLine, TreePage, TreePicture


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
    for region in regions:
        try:
            drawing = cut_out(data, number, _from_below(region.rect, page), region.words, password)
        except DrawingError:
            continue
        files[drawing.digest] = PictureFile(drawing_file(drawing), "pdf")
        page = _put(page, region, drawing)
    return page, files


def _regions(page: TreePage, forms: Sequence[Box], told: Sequence[Box]) -> list[Region]:
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
    return belongs((x, y, x, y), (rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]))
