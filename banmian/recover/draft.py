"""From a tree taken apart to a first draft of page files: the entry is `drafted`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from banmian.recover.hints import Hints
from banmian.recover.infer.compose.upright import vertical_settings
from banmian.recover.infer.layout.grid import infer_grid, shifted
from banmian.recover.infer.layout.stories import stories_of
from banmian.recover.infer.layout.story import PageBlocks
from banmian.recover.infer.look.readings import reading_looks
from banmian.recover.infer.look.styles import StyleSheet
from banmian.recover.infer.look.type import page_digit_width, spreading
from banmian.recover.infer.text.pieces import Piece, pieces_of, settled
from banmian.recover.segment.page import Segmented
from banmian.recover.segment.type.lines import Line
from banmian.recover.write.around import write_runarounds
from banmian.recover.write.draft import Draft
from banmian.recover.write.furniture import write_boxes, write_captions, write_furniture, write_photos, write_rules
from banmian.recover.write.place import within_sheet
from banmian.recover.write.stories import StoryWriter
from banmian.recover.write.tables import write_tables
from banmian.text.widths.marks import OPENING, TRAILING
from banmian.tree.tree import Box, Tree

_FOLIO = re.compile(r"^第?\s*\d{1,3}\s*版?$")
_MIRRORED = 60.0  # points by which inner and outer margins may differ


def drafted(tree: Tree, pages: Sequence[Segmented], files: dict[str, str], hints: Hints | None = None) -> Draft:
    """The page files of *pages*, which are of one size; *files* by the digest of their picture."""
    hints = hints or Hints()
    pages = [_threaded(page, hints.file.threads) for page in pages]
    found = [
        pieces_of([block for block in page.blocks if block.role == "text"], at, page.obstacles) for at, page in enumerate(pages)
    ]
    texts = [own for own, _ in found]
    pieces = [piece for page in texts for piece in page]
    size = pages[0].page.size
    offsets = _offsets([_edges(page) for page in pages])
    grid = infer_grid(
        [_moved(piece, -offsets[piece.page]) for piece in pieces],
        [(x - offsets[at], y, width, height) for at, page in enumerate(pages) for x, y, width, height in _edges(page)],
        size,
        [(box[0] - offsets[at], *box[1:]) for at, page in enumerate(pages) for box in (item.rect for item in page.shapes.boxes)],
        hints.file.grid.columns,
    )
    for at, own in enumerate(texts):
        settled(own, shifted(grid, offsets[at]).columns)
    lines = [line for page in pages for block in page.blocks for line in block.lines]
    digit, natural = page_digit_width(pieces)
    draft = Draft(
        grids=[shifted(grid, offset) for offset in offsets],
        size=size,
        bleed=_bleed(pages[0]),
        pages=len(pages),
        names=[font.name for font in tree.fonts],
        styles=StyleSheet(grid.size),
        page_digit=digit if not natural else None,
        natural_digit=digit if natural else None,
        spreading=spreading(pieces),
        upright=vertical_settings(lines),
    )
    draft.styles.readings = reading_looks(lines, list(draft.names))
    writer = StoryWriter(draft, [page.shapes for page in pages], [page.blocks for page in pages])
    stories = stories_of([_page_blocks(at, page, texts[at], grid.size) for at, page in enumerate(pages)])
    for at, page in enumerate(pages):
        furniture = [block for block in page.blocks if block.role == "furniture"]
        write_furniture(draft, furniture, at)
        write_rules(draft, page.shapes.rules, at, ())
        write_tables(draft, page.tables, at)
    draft.page_number = _page_number(pages)
    for story in stories:
        writer.write(story)
    for at, page in enumerate(pages):
        places = write_photos(draft, page, at, files)
        write_captions(draft, page, at, places)
    for at, page in enumerate(pages):
        write_runarounds(draft, page, at, found[at][1], writer.boxes)
    bare = [frame for at, page in enumerate(pages) for frame in write_boxes(draft, at, page, writer.boxes.brought)]
    draft.frames[:0] = bare
    draft.frames = [within_sheet(frame, draft.grids[frame.page], size, draft.bleed) for frame in draft.frames]
    return draft


def _threaded(page: Segmented, threads: Sequence[Sequence[str]]) -> Segmented:
    """A page whose blocks stand in the order in which hints thread them."""
    blocks = list(page.blocks)
    for thread in threads:
        named = [block for words in thread for block in blocks if "".join(block.text.split()).startswith("".join(words.split()))]
        for before, after in itertools.pairwise(named):
            blocks.remove(after)
            blocks.insert(blocks.index(before) + 1, after)
            after.role = "text"
    return msgspec.structs.replace(page, blocks=tuple(blocks))


def _offsets(edges: Sequence[Sequence[Box]]) -> list[float]:
    """How far right of the first page's each page's type area stands: inner and outer margins change sides."""
    lefts = [min((box[0] for box in page if box[2]), default=None) for page in edges]
    first = lefts[0] if lefts else None
    if first is None:
        return [0.0 for _ in lefts]
    found = [round(left - first, 2) if left is not None else 0.0 for left in lefts]
    return [offset if 0.3 < abs(offset) <= _MIRRORED else 0.0 for offset in found]


def _moved(piece: Piece, by: float) -> Piece:
    return piece if not by else msgspec.structs.replace(piece, left=piece.left + by, right=piece.right + by)


def _edges(page: Segmented) -> list[Box]:
    """What stands in the type area: text, boxes and pictures; furniture stands beyond it.

    Display type overhangs by what its marks leave free: it counts an em less.
    """
    found: list[Box] = []
    for block in page.blocks:
        if block.role != "furniture":
            left, top, right, bottom = block.rect
            if block.role == "text" and not block.vertical:
                left, right = min(_inked_start(line) for line in block.lines), max(_inked_end(line) for line in block.lines)
            free = block.size if block.role == "display" and not block.vertical else 0.0
            found.append((left + free, top, max(0.0, right - left - 2 * free), bottom - top))
    width, height = page.page.size
    for box in [*(picture.rect for picture in page.pictures), *(box.rect for box in page.shapes.boxes)]:
        if box[0] > 1 and box[1] > 1 and box[0] + box[2] < width - 1 and box[1] + box[3] < height - 1:
            found.append(box)
    return found


def _inked_start(line: Line) -> float:
    """Where a line begins but for the half of a mark that may stand before its measure."""
    return line.start + (0.5 * line.size if line.text[0] in OPENING else 0.0)


def _inked_end(line: Line) -> float:
    """Where a line ends but for the half of a mark that may hang over its measure."""
    return line.end - (0.5 * line.size if line.text[-1] in TRAILING else 0.0)


def _page_blocks(at: int, page: Segmented, pieces: Sequence[Piece], body: float) -> PageBlocks:
    return PageBlocks(at, page.blocks, {id(piece.block): piece for piece in pieces}, page.shapes.boxes, body)


def _page_number(pages: Sequence[Segmented]) -> int:
    """The first page's number, as the folios have it."""
    found = []
    for at, page in enumerate(pages):
        folios = [block.text for block in page.blocks if block.role == "furniture" and _FOLIO.match(block.text)]
        if folios:
            found.append(int("".join(char for char in folios[0] if char.isdigit())) - at)
    return found[0] if found and len(set(found)) == 1 and found[0] > 0 else 1


def _bleed(page: Segmented) -> float:
    boxes = page.page.boxes
    trim, bleed = boxes.get("trim"), boxes.get("bleed")
    if trim is None or bleed is None:
        return 0.0
    return max(0.0, round(trim[0] - bleed[0], 2))
