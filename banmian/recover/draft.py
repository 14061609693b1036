"""From a tree taken apart to a first draft of page files: the entry is `drafted`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.grid import infer_grid, shifted
from banmian.recover.infer.pieces import Piece, pieces_of
from banmian.recover.infer.stories import PageBlocks, stories_of
from banmian.recover.infer.styles import StyleSheet
from banmian.recover.infer.type import page_digit_width
from banmian.recover.segment.page import Segmented
from banmian.recover.write.draft import Draft
from banmian.recover.write.furniture import write_boxes, write_captions, write_furniture, write_photos, write_rules
from banmian.recover.write.stories import StoryWriter
from banmian.tree.tree import Box, Tree


def drafted(tree: Tree, pages: Sequence[Segmented], files: dict[str, str]) -> Draft:
    """The page files of *pages*, which are of one size; *files* by the digest of their picture."""
    texts = [pieces_of([block for block in page.blocks if block.role == "text"], at) for at, page in enumerate(pages)]
    pieces = [piece for page in texts for piece in page]
    size = pages[0].page.size
    offsets = _offsets(texts)
    grid = infer_grid(
        [_moved(piece, -offsets[piece.page]) for piece in pieces],
        [(x - offsets[at], y, width, height) for at, page in enumerate(pages) for x, y, width, height in _edges(page)],
        size,
        [(box[0] - offsets[at], *box[1:]) for at, page in enumerate(pages) for box in (item.rect for item in page.shapes.boxes)],
    )
    draft = Draft(
        grids=[shifted(grid, offset) for offset in offsets],
        size=size,
        bleed=_bleed(pages[0]),
        pages=len(pages),
        names=[font.name for font in tree.fonts],
        styles=StyleSheet(grid.size),
        page_digit=page_digit_width(pieces),
    )
    writer = StoryWriter(draft, [page.shapes for page in pages], [page.blocks for page in pages])
    stories = stories_of([_page_blocks(at, page, texts[at], grid.size) for at, page in enumerate(pages)])
    for at, page in enumerate(pages):
        furniture = [block for block in page.blocks if block.role == "furniture"]
        write_furniture(draft, furniture, at)
        write_rules(draft, page.shapes.rules, at, ())
    for story in stories:
        writer.write(story)
    for at, page in enumerate(pages):
        places = write_photos(draft, page, at, files)
        write_captions(draft, page, at, places)
    bare = [frame for at, page in enumerate(pages) for frame in write_boxes(draft, at, page, writer.boxed)]
    draft.frames[:0] = bare
    return draft


def _offsets(texts: Sequence[Sequence[Piece]]) -> list[float]:
    """How far right of the first page's each page's type stands: inner and outer margins change sides."""
    lefts = [[piece.left for piece in page if not piece.block.vertical] for page in texts]
    first = min(lefts[0], default=0.0) if lefts else 0.0
    found = [round(min(page, default=first) - first, 2) for page in lefts]
    usual = {offset for offset in found if abs(offset) > 0.3}
    return [offset if offset in usual and abs(offset) <= 60 else 0.0 for offset in found]


def _moved(piece: Piece, by: float) -> Piece:
    return piece if not by else msgspec.structs.replace(piece, left=piece.left + by, right=piece.right + by)


def _edges(page: Segmented) -> list[Box]:
    """What stands in the type area: text, boxes and pictures; furniture stands beyond it.

    Of display type the edges across do not count, for it is centred or overhangs.
    """
    found: list[Box] = []
    for block in page.blocks:
        if block.role != "furniture":
            left, top, right, bottom = block.rect
            wide = block.role != "display"
            found.append((left if wide else (left + right) / 2, top, right - left if wide else 0.0, bottom - top))
    width, height = page.page.size
    for box in [*(picture.rect for picture in page.pictures), *(box.rect for box in page.shapes.boxes)]:
        if box[0] > 1 and box[1] > 1 and box[0] + box[2] < width - 1 and box[1] + box[3] < height - 1:
            found.append(box)
    return found


def _page_blocks(at: int, page: Segmented, pieces: Sequence[Piece], body: float) -> PageBlocks:
    return PageBlocks(at, page.blocks, {id(piece.block): piece for piece in pieces}, page.shapes.boxes, body)


def _bleed(page: Segmented) -> float:
    boxes = page.page.boxes
    trim, bleed = boxes.get("trim"), boxes.get("bleed")
    if trim is None or bleed is None:
        return 0.0
    return max(0.0, round(trim[0] - bleed[0], 2))
