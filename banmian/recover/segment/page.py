"""One page taken apart: the entry of this step is `segmented`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from banmian.recover.segment.around import Obstacle, obstacles_of
from banmian.recover.segment.blocks import Block, blocks_of, box_of
from banmian.recover.segment.drawn.shapes import DrawnBox, DrawnRule, Shapes, shapes_of
from banmian.recover.segment.drawn.tables import Table, tables_of
from banmian.recover.segment.order import in_reading_order
from banmian.recover.segment.roles import BodyType, give_roles
from banmian.recover.segment.spans import Direction, Edges, Item
from banmian.recover.segment.tagged import in_tagged_order, tag_blocks
from banmian.recover.segment.type.beside import in_their_lines
from banmian.recover.segment.type.faces import one_number
from banmian.recover.segment.type.glyphs import PageGlyphs, page_glyphs
from banmian.recover.segment.type.lines import Barrier, Line, lines_of
from banmian.tree.tree import Box, Tree, TreePage, TreePicture

_RUNNING = 3  # lines that tell in which direction text runs


class Segmented(msgspec.Struct, frozen=True, eq=False):
    """A page's blocks in reading order, and what else stands on it."""

    page: TreePage
    blocks: tuple[Block, ...]
    shapes: Shapes
    body: BodyType
    glyphs: PageGlyphs
    tables: tuple[Table, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()  #: what text runs round

    @property
    def pictures(self) -> tuple[TreePicture, ...]:
        """The page's pictures."""
        return self.page.pictures


def segmented(tree: Tree, number: int, told: Mapping[str, str] | None = None) -> Segmented:
    """Page *number* (from 0) of a raw tree, taken apart; *told* are roles by the words that a block begins with.

    ValueError where it holds no type.
    """
    names = [font.name for font in tree.fonts]
    page = _with_one_number(tree.pages[number], one_number(names))
    glyphs = page_glyphs(page)
    if not glyphs.horizontal and not glyphs.vertical:
        raise ValueError("it holds no words")
    glyphs, page = in_their_lines(glyphs, page)
    rules = shapes_of(page, ()).rules
    across = lines_of(glyphs.horizontal, barriers(rules, vertical=False))
    down = lines_of(glyphs.vertical, barriers(rules, vertical=True))
    shapes = shapes_of(page, across + down)
    boxes = [box for box in shapes.boxes if _holds(box, [*across, *down], page)]
    tables = tables_of(across, shapes.rules)
    taken = {id(line) for table in tables for line in table.lines}
    across = [line for line in across if id(line) not in taken]
    rules_of_tables = {id(rule) for table in tables for rule in table.rules}
    left = tuple(rule for rule in shapes.rules if id(rule) not in rules_of_tables)
    shapes = msgspec.structs.replace(shapes, boxes=tuple(boxes), rules=left)
    blocks = blocks_of(across, shapes.rules, boxes) + blocks_of(down, shapes.rules, boxes)
    blocks = _with_caps(blocks)
    body = give_roles(blocks, names, shapes.rules, page.pictures, page.size)
    tag_blocks(blocks, page.marks)
    for words, role in (told or {}).items():
        for block in blocks:
            if _plain(block.text).startswith(_plain(words)):
                block.role, block.confidence = role, 1.0
    obstacles = obstacles_of(blocks, boxes, page.pictures, shapes.rules)
    quoted = {id(rule) for obstacle in obstacles for rule in obstacle.rules}
    shapes = msgspec.structs.replace(shapes, rules=tuple(rule for rule in shapes.rules if id(rule) not in quoted))
    rects = [*(picture.rect for picture in page.pictures), *(table.box for table in tables)]
    around = _Around(boxes, [_edges(rect) for rect in rects], [_edges(rule.rect) for rule in shapes.rules])
    return Segmented(page, tuple(_in_order(blocks, body.vertical, around)), shapes, body, glyphs, tuple(tables), tuple(obstacles))


def _with_one_number(page: TreePage, numbers: Sequence[int]) -> TreePage:
    """A page whose runs in one face have one font."""
    if list(numbers) == list(range(len(numbers))):
        return page
    lines = []
    for line in page.lines:
        runs = tuple(msgspec.structs.replace(run, font=numbers[run.font]) for run in line.runs)
        lines.append(msgspec.structs.replace(line, runs=runs))
    return msgspec.structs.replace(page, lines=tuple(lines))


def _plain(text: str) -> str:
    return "".join(text.split())


def _with_caps(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the large first characters that stand beside their first lines (首字下沉)."""
    caps = [block for block in blocks if len(block.lines) == 1 and len(block.lines[0].glyphs) <= 2]
    gone: set[int] = set()
    for cap in caps:
        line = cap.lines[0]
        for block in blocks:
            if block is cap or block.vertical != cap.vertical or block.cap or len(block.lines) < 3 or block.box != cap.box:
                continue
            if not 1.7 * block.size <= cap.size <= 8 * block.size:
                continue
            head = block.lines[0].across - line.across + 0.88 * (cap.size - block.size)
            beside = [
                other for other in block.lines if other.start >= line.end - 0.2 * block.size and other.across <= line.across + 1
            ]
            left = min(other.start for other in block.lines[len(beside) :]) if len(beside) < len(block.lines) else line.start
            if (
                beside
                and beside == block.lines[: len(beside)]
                and abs(head) <= 0.3 * block.size
                and abs(line.start - left) <= 0.5 * block.size
            ):
                block.cap = line
                gone.add(id(cap))
                break
    return [block for block in blocks if id(block) not in gone]


def barriers(rules: Sequence[DrawnRule], vertical: bool) -> list[Barrier]:
    """Printed rules that stand in the way of lines."""
    found = []
    for rule in rules:
        x, y, width, height = rule.rect
        if not vertical and not rule.across:
            found.append(Barrier(x + width / 2, y, y + height))
        elif vertical and rule.across:
            found.append(Barrier(y + height / 2, -x - width, -x))
    return found


def _holds(box: DrawnBox, lines: Sequence[Line], page: TreePage) -> bool:
    """Whether a box holds type, and is not the ground of the whole page."""
    if box.rect[2] * box.rect[3] > 0.9 * page.size[0] * page.size[1]:
        return False
    return any(box_of(line, [box]) == 0 for line in lines)


class _Around(msgspec.Struct, frozen=True, eq=False):
    """What parts and holds blocks."""

    boxes: Sequence[DrawnBox]
    pictures: Sequence[Edges]
    rules: Sequence[Edges]


def _edges(rect: Box) -> Edges:
    return rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]


def _in_order(blocks: Sequence[Block], vertical: bool, around: _Around) -> list[Block]:
    """Blocks as they are read: furniture at the head, the page, its captions, furniture at the foot."""
    words = [block for block in blocks if block.role not in ("furniture", "caption", "quote")]
    inside: dict[int, list[Block]] = {}
    for block in words:
        inside.setdefault(block.box, []).append(block)
    found = in_tagged_order(_boxed(inside, -1, vertical, around))
    middle = (min(block.rect[1] for block in words) + max(block.rect[3] for block in words)) / 2 if words else 0.0
    furniture = sorted((block for block in blocks if block.role == "furniture"), key=lambda block: (block.rect[1], block.rect[0]))
    captions = sorted((block for block in blocks if block.role == "caption"), key=_caption_order)
    head = [block for block in furniture if block.rect[1] < middle]
    quotes = sorted((block for block in blocks if block.role == "quote"), key=lambda block: (block.rect[1], block.rect[0]))
    order = [*head, *found, *captions, *quotes, *(block for block in furniture if block.rect[1] >= middle)]
    for number, block in enumerate(order, 1):
        block.number = number
    return order


def _caption_order(block: Block) -> tuple[int, float, float]:
    first = block.lines[0].text[:1]
    numbered = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".find(first)
    return (numbered if numbered >= 0 else 99, block.rect[1], block.rect[0])


def _boxed(inside: dict[int, list[Block]], place: int, vertical: bool, around: _Around) -> list[Block]:
    """What stands directly in box *place* (-1: in none), and the boxes in it, each as a whole."""
    own = inside.get(place, [])
    vertical = _runs_down(own, vertical)
    items = [Item(block.rect, at, block.role == "display", _direction(block), over=_is_over(block)) for at, block in enumerate(own)]
    children = [at for at in inside if at >= 0 and at != place and _parent(at, around.boxes, inside) == place]
    items += (Item(_edges(around.boxes[at].rect), -1 - at, box=True) for at in children)
    found: list[Block] = []
    for number in in_reading_order(items, vertical, around.pictures, around.rules):
        found += [own[number]] if number >= 0 else _boxed(inside, -1 - number, vertical, around)
    return found


def _direction(block: Block) -> Direction:
    if block.role != "text" or len(block.lines) < _RUNNING:
        return Direction.NONE
    return Direction.DOWN if block.vertical else Direction.ACROSS


def _is_over(block: Block) -> bool:
    """Whether a block may be a heading that runs across over type that runs down."""
    return not block.vertical and len(block.lines) < _RUNNING


def _runs_down(blocks: Sequence[Block], otherwise: bool) -> bool:
    """Whether most of the running text among *blocks* runs down."""
    down, across = (
        sum(len(line.glyphs) for block in blocks if _direction(block) is way for line in block.lines)
        for way in (Direction.DOWN, Direction.ACROSS)
    )
    return down > across if down or across else otherwise


def _parent(at: int, boxes: Sequence[DrawnBox], inside: dict[int, list[Block]]) -> int:
    """The smallest box round box *at*, among those that hold type; -1 for none."""
    x, y, width, height = boxes[at].rect
    round_it = [
        (other.rect[2] * other.rect[3], number)
        for number, other in enumerate(boxes)
        if number != at
        and number in inside
        and other.rect[2] * other.rect[3] > width * height
        and other.rect[0] - 1 <= x
        and other.rect[1] - 1 <= y
        and other.rect[0] + other.rect[2] + 1 >= x + width
        and other.rect[1] + other.rect[3] + 1 >= y + height
    ]
    return min(round_it)[1] if round_it else -1
