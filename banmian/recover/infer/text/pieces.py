"""Find the measure of each block of running text, how its lines are aligned, and where its paragraphs begin.

A column's edges are those of most of its lines: a first line is set in, a last line ends short, a mark at a line's end
may be narrowed. What is too short to show its edges has those of its neighbours of the same type.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from banmian.recover.infer.text.around import Cut, Room, cut_lines
from banmian.recover.segment.around import Obstacle
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.type.glyph import is_han, is_wide
from banmian.recover.segment.type.lines import Line
from banmian.text.widths.marks import OPENING, TRAILING

_ON_EDGE = 0.45  # points; what stands so near a column's edge stands in it
_ROUNDED = 0.02  # points; places in a PDF are rounded so far
_SAME = 0.35  # points; edges of one column
_FOOTLESS = "，。、；：？！”’）》」』】…—·）"  # a mark at a line's end may be narrowed or hang
_SET_IN = 0.75  # em; a line that begins so far in opens a paragraph
_FARTHEST = 4.2  # em; what begins further in is centred or ranged right
_FLUSH = 0.08  # em; how far a spread line may end from its measure
_ROUGH = 0.25  # em; some makers round as they spread, so that lines end so far from their measure
_ALONE = 0.1  # em of room behind a single line
_UNSPREAD, _LEAST_SHORT = 0.3, 2  # em by which lines end short that are not spread, and how many tell
_GROWN = 0.004  # em between Han by which a line was spread
_MOSTLY = 0.8  # of the lines that end flush where text is justified
_ROOM = 2.2  # em; a ragged line with so much room behind it ends its paragraph
_SHORT = 1.3  # em; a justified line that ends so far before the measure ends its paragraph


class Piece(msgspec.Struct, eq=False):
    """A stretch of running text in one column of type; places as lines tell them."""

    block: Block
    page: int  #: from 0
    left: float
    right: float
    justified: bool
    begins: list[bool]  #: by line, whether a paragraph begins there
    indent: float  #: of first lines, ems; 0 where none is set in
    beside: int = 0  #: lines that stand beside a large first character
    frame: str = ""  #: that it is set in, once it is written
    rooms: dict[int, Room] = {}  #: by line, the room of those that run round something

    @property
    def lines(self) -> list[Line]:
        """Its lines."""
        return self.block.lines

    @property
    def measure(self) -> float:
        """The length of a line of it, points."""
        return round(self.right - self.left, 3)

    def measure_of(self, line: int) -> float:
        """The length of one line."""
        start, end = self.rooms.get(line, (None, None))
        return round((self.right if end is None else end) - (self.left if start is None else start), 3)


def pieces_of(blocks: Sequence[Block], page: int, obstacles: Sequence[Obstacle] = ()) -> tuple[list[Piece], list[Cut]]:
    """The blocks of running text of one page as pieces, in their order; how *obstacles* cut their lines."""
    kin: dict[tuple[int, float, bool], list[Block]] = {}
    for block in blocks:
        kin.setdefault((block.font, round(block.size, 1), block.vertical), []).append(block)
    own = {id(block): _own_left(block) for block in blocks}
    lefts = {id(block): _left(block, kin[block.font, round(block.size, 1), block.vertical], own) for block in blocks}
    rights = {id(block): _own_right(block) for block in blocks}
    edges: dict[int, tuple[float, float]] = {}
    for block in blocks:
        left = lefts[id(block)]
        near = [
            other for other in kin[block.font, round(block.size, 1), block.vertical] if abs(lefts[id(other)] - left) <= 2 * _SAME
        ]
        edges[id(block)] = left, _right(block, near, rights)
    ragged = {kind for kind, same in kin.items() if _is_ragged(same, edges)}
    made: dict[tuple[int, float, bool], list[Piece]] = {}
    found: list[Piece] = []
    cuts: list[Cut] = []
    for block in blocks:
        kind = block.font, round(block.size, 1), block.vertical
        rooms, cut = cut_lines(block, *edges[id(block)], obstacles)
        cuts += cut
        found.append(_piece(block, page, *edges[id(block)], kind in ragged, rooms))
        if not found[-1].justified:
            made.setdefault(kind, []).append(found[-1])
    for same in made.values():
        _in_one_measure(same)
    return found, cuts


def _is_ragged(blocks: Sequence[Block], edges: dict[int, tuple[float, float]]) -> bool:
    """Whether type of one kind is set without spreading: none of its lines was spread, and some end short within a sentence."""
    lines = [(line, edges[id(block)][1]) for block in blocks for line in block.lines[:-1]]
    short = [line for line, right in lines if line.end < right - _UNSPREAD * line.size and not _ends_sentence(line.text)]
    return len(short) >= _LEAST_SHORT and not any(_spread(line) for line, _ in lines)


def _clusters(values: Sequence[float]) -> list[tuple[float, int]]:
    """Values that are the same within a hair, smallest first, each with how many they are."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _SAME:
            found[-1].append(value)
        else:
            found.append([value])
    return [(sorted(group)[len(group) // 2], len(group)) for group in found]


def _own_left(block: Block) -> float | None:
    """Where most of a block's lines begin; None where too few say so. Of an opening mark half may stand before it."""
    if len(block.lines) < 3:
        return None
    groups = _clusters([line.start for line in block.lines if line.text[0] not in OPENING] or [line.start for line in block.lines])
    enough = max(2, round(0.15 * len(block.lines)))
    return next((value for value, count in groups if count >= enough), None)


def _left(block: Block, kin: Sequence[Block], own: dict[int, float | None]) -> float:
    known = own[id(block)]
    if known is not None:
        return known
    start = block.start
    for other in sorted(kin, key=lambda other: abs(other.lines[0].across - block.lines[0].across)):
        value = own[id(other)]
        if value is not None and -0.6 * block.size <= start - value <= 2.6 * block.size:
            return value
    return start


def _own_right(block: Block) -> float | None:
    """Where most of a block's full lines end."""
    ends = [line.end for line in block.lines if is_wide(line.text[-1]) and line.text[-1] not in _FOOTLESS]
    groups = [(count, value) for value, count in _clusters(ends) if value >= block.end - 1.1 * block.size]
    if not groups:
        return None
    count, value = max(groups)
    return value if count >= 2 else None


def _right(block: Block, near: Sequence[Block], rights: dict[int, float | None]) -> float:
    """A piece's right edge: its own, else that of the nearest piece of its column and type that has one."""
    known = rights[id(block)]
    if known is not None:
        return known
    # A mark at a line's end may hang.
    reach = max(line.end - (line.size if line.text[-1] in _FOOTLESS else 0.0) for line in block.lines)
    for other in sorted(near, key=lambda other: abs(other.lines[0].across - block.lines[0].across)):
        value = rights[id(other)]
        if value is not None and value >= reach - 0.6 * block.size:
            return value
    wide = [line.end for line in block.lines if line.text[-1] not in _FOOTLESS]
    return max(wide, default=block.end)


def settled(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> None:
    """Give pieces the exact edges of the grid's *columns* where they stand in them, else a measure in neat ems."""
    for piece in pieces:
        if len(piece.lines) == 1:  # nothing tells its measure; what fitted fits
            piece.right += _ALONE * piece.block.size
        if piece.block.vertical:
            piece.right = piece.left + _neat(piece.right - piece.left, piece.block.size)
            continue
        first = next((x for x, _ in columns if abs(x - piece.left) <= _ON_EDGE), None)
        last = next((x + width for x, width in columns if abs(x + width - piece.right) <= _ON_EDGE), None)
        if first is not None and last is not None and last > first:
            piece.left, piece.right = first, last
        else:
            piece.right = piece.left + _neat(piece.right - piece.left, piece.block.size)


def _neat(measure: float, size: float) -> float:
    """A measure in tenths of an em where it is one but for rounding; else a hair more, so that what fitted fits."""
    ems = round(measure / size, 1)
    return ems * size if abs(ems * size - measure) <= _ROUNDED else measure + _ROUNDED


def _piece(block: Block, page: int, left: float, right: float, ragged: bool = False, rooms: dict[int, Room] | None = None) -> Piece:
    size = block.size
    rooms = rooms or {}
    beside = 0
    if block.cap is not None:
        left = min(left, block.cap.start)
        beside = next((at for at, line in enumerate(block.lines) if line.start < block.cap.end - 0.2 * size), len(block.lines))
    lefts = [left if (own := rooms.get(at, (None, None))[0]) is None else own for at in range(len(block.lines))]
    rights = [right if (own := rooms.get(at, (None, None))[1]) is None else own for at in range(len(block.lines))]
    offsets = [(line.start - lefts[at]) / size if at >= beside else 0.0 for at, line in enumerate(block.lines)]
    set_in = [_SET_IN <= offset <= _FARTHEST for offset in offsets]
    inner = [at for at, after in enumerate(set_in[1:]) if not after]
    if not any(set_in):  # paragraphs that are not set in are told by their short last lines
        inner = [
            at for at in inner if block.lines[at].end >= rights[at] - _SHORT * size or not _ends_sentence(block.lines[at].text)
        ]
    lines = [(block.lines[at], rights[at]) for at in inner]
    full = [line for line, end in lines if abs(line.end - end) <= _FLUSH * size or _hangs(line, end)]
    near = [line for line, end in lines if abs(line.end - end) <= _ROUGH * size or _hangs(line, end, _ROUGH)]
    justified = len(inner) < 2 or len(full) >= _MOSTLY * len(inner)
    justified = justified or (len(near) >= _MOSTLY * len(inner) and any(_spread(line) for line, _ in lines))
    justified = justified and not ragged
    begins = list(set_in)
    if justified:
        for at, (before, _) in enumerate(pairwise(block.lines), 1):
            if before.end < rights[at - 1] - _SHORT * size and _ends_sentence(before.text):
                begins[at] = True
    else:
        least = _least(block.lines, left)
        for at, (before, _) in enumerate(pairwise(block.lines), 1):
            if before.end - left < least - _ROOM * size and at - 1 not in rooms and _ends_sentence(before.text):
                begins[at] = True
        right = left + sum(_bounds(block.lines, left, begins, size)) / 2 if not rooms else right
    indents = [offset for offset, opens in zip(offsets, set_in, strict=True) if opens]
    indent = _indent(indents)
    if beside:
        begins[0] = True
    return Piece(block, page, left, right, justified, begins, indent, beside, rooms=rooms)


def _hangs(line: Line, right: float, rough: float = 0.0) -> bool:
    """Whether a line ends with a mark that reaches over the measure by what of it is free."""
    return line.text[-1] in _FOOTLESS and -0.1 * line.size <= line.end - right <= (1.05 + rough) * line.size


def _spread(line: Line) -> bool:
    """Whether a line was spread: its characters stand further apart than they are wide."""
    gaps = [
        (after.along - before.end) / line.size
        for before, after in pairwise(line.glyphs)
        if before.size == after.size == line.size and is_han(before.text) and is_han(after.text)
    ]
    return bool(gaps) and sum(gaps) > _GROWN * len(gaps)


def _bounds(lines: Sequence[Line], left: float, begins: Sequence[bool], size: float) -> tuple[float, float]:
    """The least and the greatest measure of lines that are not spread: no line is longer, and none could have taken what the
    next begins with.
    """
    least = _least(lines, left)
    most = min(
        (line.end - left + _unit(after) for line, after, opens in zip(lines, lines[1:], begins[1:], strict=False) if not opens),
        default=least + size / 2,
    )
    return least, max(least, min(most, least + size))


def _unit(line: Line) -> float:
    """How long the first part of a line is that no line end parts: a character or a word, and marks that stay with it."""
    last = line.glyphs[0]
    for glyph in line.glyphs[1:]:
        word = last.text.isalnum() and glyph.text.isalnum() and not is_wide(last.text) and not is_wide(glyph.text)
        # Some makers part no line at a quote on either side.
        stays = last.text in OPENING + "”’" or glyph.text in TRAILING or glyph.text in "“‘"
        if not (word or stays or not (glyph.text.isalnum() or is_wide(glyph.text))):
            break
        last = glyph
    return last.end - line.start


def _in_one_measure(pieces: Sequence[Piece]) -> None:
    """Give pieces of one type that are not spread the measure that fits them all, where there is one."""
    told = sorted(
        (_bounds(piece.lines, piece.left, piece.begins, piece.block.size), at) for at, piece in enumerate(pieces) if not piece.rooms
    )
    group: list[int] = []
    least, most = 0.0, 0.0
    for (low, high), at in [*told, ((float("inf"), 0.0), -1)]:
        if group and low > most:
            for known in group:
                pieces[known].right = pieces[known].left + (least + most) / 2
            group = []
        if not group:
            least, most = low, high
        least, most = max(least, low), min(most, high)
        group.append(at)


def _least(lines: Sequence[Line], left: float) -> float:
    """How far the longest of lines reaches that are not spread; of a mark at a line's end half may be left out."""
    return max(line.end - left - (0.5 * line.size if line.text[-1] in _FOOTLESS else 0.0) for line in lines)


def _ends_sentence(text: str) -> bool:
    return text[-1] in "。！？…”’）)」』.!?：:；"


def _indent(offsets: Sequence[float]) -> float:
    """How far first lines are set in, in half ems."""
    if not offsets:
        return 0.0
    middle = sorted(offsets)[len(offsets) // 2]
    return round(middle * 2) / 2
