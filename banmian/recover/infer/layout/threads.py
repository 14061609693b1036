"""Lay each story out as threads: chunks of running text with the headings that stand in them, a chunk a frame.

A chunk is what stands in one column without a gap. Headings stand in a chunk where they take whole grid lines; where
they do not, the story is parted there, and they become a headline with a frame of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.infer.layout.grid import InferredGrid
from banmian.recover.infer.layout.headings import Taken, head_of_frame, taken_lines
from banmian.recover.infer.layout.story import Item, Section, Story
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.type.lines import dominant

_SAME = 0.6  # points; edges of one column
_AWAY = 3.4  # lines between a text and its jump line; headings and widows leave some empty
_UNEVEN = 0.4  # points; lines that stand further off equal steps stand unevenly
_LEVEL = 0.12  # of the leading; how far apart those lie that one place is given
_PITCH = 0.012  # of the leading; a pitch so near it is the grid's


class Chunk(msgspec.Struct, eq=False):
    """What stands in one frame: headings with the lines that they take, and pieces of text."""

    page: int
    left: float
    right: float
    top: float  #: across, where its first line's cell begins
    bottom: float
    entries: list[tuple[Item, Taken | None]]

    @property
    def vertical(self) -> bool:
        """Whether its lines run down."""
        return self.entries[0][0].block.vertical

    def pieces(self) -> Iterator[Piece]:
        """Its pieces of text."""
        for item, _ in self.entries:
            if item.piece is not None:
                yield item.piece

    def heads(self) -> Iterator[tuple[Item, Taken]]:
        """Its headings."""
        for item, taken in self.entries:
            if taken is not None:
                yield item, taken


class Thread(msgspec.Struct, eq=False):
    """A thread of a story: its chunks, how its text stands on lines."""

    story: Story
    part: str  #: lead, text, sections, or empty for all but the lead
    chunks: list[Chunk]
    leading: float
    on_grid: bool
    jumps: tuple[str, str] = ("", "")  #: what its jump lines say, onward and back; empty where it has none


def with_jumps(thread: Thread, jumps: Sequence[tuple[int, Block]]) -> Thread:
    """The thread with a line more at the foot and the head of its chunks for the jump lines that stand there."""
    said = ["", ""]
    for before, after in pairwise(thread.chunks):
        if before.page == after.page:
            continue
        onward = _jump_at(before, before.bottom, thread.leading, jumps)
        back = _jump_at(after, after.top, -thread.leading, jumps)
        if onward is not None and back is not None:
            said = [onward[0].text, back[0].text]
            before.bottom += onward[1] * thread.leading
            after.top -= back[1] * thread.leading
    return msgspec.structs.replace(thread, jumps=(said[0], said[1]))


def _jump_at(chunk: Chunk, edge: float, leading: float, jumps: Sequence[tuple[int, Block]]) -> tuple[Block, int] | None:
    """The jump line over (for a negative *leading*) or under the *edge* of a chunk in its column, and how many lines it is away."""
    for page, block in jumps:
        line = block.lines[0]
        if page != chunk.page or line.start < chunk.left - 1 or line.end > chunk.right + line.size:
            continue
        middle = line.across - (0.0 if block.vertical else 0.38 * line.size)
        away = (middle - edge) / leading + 0.5
        if 0.5 <= away <= _AWAY:
            return block, round(away)
    return None


def laid_out(story: Story, grid: InferredGrid) -> list[tuple[Story, list[Thread]]]:
    """The story with its threads; several stories where headings stand off the grid."""
    threads: list[Thread] = []
    for part, items in _parts(story):
        if not any(item.piece for item in items):
            continue
        leading, on_grid = _lines_of(items, grid)
        chunks, parted = _chunks(items, grid, leading, on_grid)
        if parted is not None:
            return _parted(story, parted, grid)
        threads.append(Thread(story, part, chunks, leading, on_grid))
    return [(story, threads)]


def _parts(story: Story) -> list[tuple[str, list[Item]]]:
    """What a story's threads hold: its lead, then its text and its sections; each alone where a lead stands before both."""
    lead = [item for item in story.items() if item.role == "lead"]
    rest = [item for item in story.items() if item.role != "lead"]
    first, *later = story.sections or [Section([])]
    text = [item for item in first.items if item.role != "lead"]
    if lead and later and not first.heads() and any(item.piece for item in text):
        return [("lead", lead), ("text", text), ("sections", [item for section in later for item in section.items])]
    return [("lead", lead), ("", rest)]


def _parted(story: Story, head: Item, grid: InferredGrid) -> list[tuple[Story, list[Thread]]]:
    """The story up to a heading that stands off the grid, and what follows as a story of its own."""
    at = next(number for number, section in enumerate(story.sections) if head in section.items)
    section = story.sections[at]
    heads = section.heads()
    roles = ["kicker", "headline"] if len(heads) == 2 else ["headline"] * len(heads)
    if not story.headline and not at:
        # Nothing stands before it: it is this story's own headline.
        first = Story(story.id, [], [], story.region)
        second = story
    else:
        first = Story(story.id, story.headline, story.sections[:at], story.region)
        second = Story(f"{story.id}-{at + 1}" if at else f"{story.id}-text", [], [], story.region)
    headline = [(item.block, item.page, role) for item, role in zip(heads, roles, strict=True)]
    rest = Story(second.id, headline, [Section(section.texts()), *story.sections[at + 1 :]], story.region)
    found = laid_out(first, grid) if first.headline or first.sections else []
    taken = {known.id for known, _ in found}
    while rest.id in taken:
        rest.id += "x"
    return found + laid_out(rest, grid)


def _lines_of(items: Sequence[Item], grid: InferredGrid) -> tuple[float, bool]:
    """The leading of a thread's text, and whether it stands on the grid's lines."""
    pieces = [item.piece for item in items if item.piece is not None]
    several = [piece for piece in pieces if len(piece.lines) > 1]
    if not several:
        leading = grid.leading
    else:
        pitch = dominant((round(piece.block.pitch, 1), float(len(piece.lines) - 1)) for piece in several)
        like = [piece for piece in several if abs(piece.block.pitch - pitch) <= 0.15]
        spans = [(piece.lines[-1].across - piece.lines[0].across, len(piece.lines) - 1) for piece in like]
        leading = sum(span * count for span, count in spans) / sum(count * count for _, count in spans)
        leading = round(leading, 1) if abs(round(leading, 1) - leading) < 0.03 else round(leading, 2)  # as styles have it
    if abs(leading - grid.leading) > _PITCH * grid.leading:
        return leading, False
    level = [piece for piece in pieces if not piece.block.vertical]
    return grid.leading, all(grid.on_lines(piece.lines[0].across) for piece in level)


def _cell(piece: Piece, line: int, leading: float) -> float:
    """Where the cell of a line begins."""
    placed = piece.lines[line]
    across = placed.across + _uneven(piece, leading)
    if piece.block.vertical:
        return across - leading / 2
    return across - (leading - placed.size) / 2 - EM_ASCENT * placed.size


def _on_grid(top: float, grid: InferredGrid) -> float:
    """The head of the grid line that a cell stands on; makers round."""
    line = grid.line_at(top)
    return top if line is None else grid.line_top(line)


def _uneven(piece: Piece, leading: float) -> float:
    """How far the most lines of a piece stand off the places that its first line gives them, where they stand unevenly."""
    first = piece.lines[0].across
    off = sorted(line.across - first - leading * round((line.across - first) / leading) for line in piece.lines)
    if off[-1] - off[0] <= _UNEVEN:
        return 0.0
    groups = [[other for other in off if 0 <= other - low <= _LEVEL * leading] for low in off]
    most = max(groups, key=len)
    return (most[0] + most[-1]) / 2


def _chunks(items: Sequence[Item], grid: InferredGrid, leading: float, on_grid: bool) -> tuple[list[Chunk], Item | None]:
    """The chunks of a thread; else a heading that does not stand in any."""
    chunks: list[Chunk] = []
    waiting: list[Item] = []
    for item in items:
        if item.piece is None:
            waiting.append(item)
            continue
        piece = item.piece
        # On the grid type of another size shares the grid's baseline.
        shares = on_grid and not piece.block.vertical
        top = _on_grid(piece.lines[0].across - grid.baseline_in_cell, grid) if shares else _cell(piece, 0, leading)
        bottom = top + leading * (1 + round((piece.lines[-1].across - piece.lines[0].across) / leading))
        last = chunks[-1] if chunks else None
        if last is not None and _goes_on(last, item, waiting):
            taken = taken_lines(waiting, last.bottom, top, leading, at_head=False) if waiting and on_grid else None
            if taken is not None or (not waiting and abs(top - last.bottom) <= 0.5):
                last.entries += [*zip(waiting, taken or [], strict=False), (item, None)]
                last.bottom = bottom
                waiting = []
                continue
        at_head: list[Taken] | None = []
        if waiting:
            at_head = head_of_frame(waiting, top, leading) if on_grid and _over(waiting, piece) else None
            if at_head is None:
                return [], waiting[0]
        head = top - sum(taken.takes for taken in at_head or ()) * leading
        chunks.append(
            Chunk(item.page, piece.left, piece.right, head, bottom, [*zip(waiting, at_head or [], strict=True), (item, None)])
        )
        waiting = []
    return chunks, waiting[0] if waiting else None


def _goes_on(chunk: Chunk, item: Item, waiting: Sequence[Item]) -> bool:
    """Whether a piece goes on in the column of a chunk."""
    piece, first = item.piece, chunk.entries[0][0]
    assert piece is not None
    return (
        chunk.page == item.page
        and chunk.vertical == piece.block.vertical
        and first.block.box == piece.block.box
        and abs(chunk.left - piece.left) <= _SAME
        and abs(chunk.right - piece.right) <= _SAME
        and piece.lines[0].across > chunk.bottom - 2
        and all(
            head.page == item.page and chunk.bottom - 2 < head.block.lines[0].across < piece.lines[0].across for head in waiting
        )
    )


def _over(heads: Sequence[Item], piece: Piece) -> bool:
    """Whether heads stand over a piece, in its column."""
    return all(
        head.block.vertical == piece.block.vertical
        and head.block.start >= piece.left - 0.6 * head.block.size
        and head.block.end <= piece.right + 0.6 * head.block.size
        and head.block.lines[-1].across < piece.lines[0].across
        for head in heads
    )
