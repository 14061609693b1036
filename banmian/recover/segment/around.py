"""Find what text runs round: pull quotes, pictures and boxes that stand in a column of running text, whose lines are cut there.

Nothing else stands within the room of a column: where another block, a picture or a box does, lines run beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import DrawnBox, DrawnRule
from banmian.recover.segment.spans import Edges
from banmian.tree.tree import TreePicture

_LEAST = 4  # lines; a shorter text runs round nothing
_MOST = 8  # lines of a quote
_OVERLAP = 0.4  # em; how far something must stand in a column on either side
_WITHIN = 1.2  # em; it begins no further over the text's head, and ends no further under its foot
_TOGETHER = 2.2  # em between the parts of one quote
_RULES = 2.5  # em between a quote and the rules over and under it


class Obstacle(msgspec.Struct, frozen=True, eq=False):
    """What text runs round, and how far it reaches."""

    edges: Edges
    blocks: tuple[Block, ...] = ()  #: of a quote
    rules: tuple[DrawnRule, ...] = ()  #: over and under a quote
    box: int = -1  #: the number of a box
    picture: TreePicture | None = None


def obstacles_of(
    blocks: Sequence[Block], boxes: Sequence[DrawnBox], pictures: Sequence[TreePicture], rules: Sequence[DrawnRule]
) -> list[Obstacle]:
    """What running text runs round; the words of quotes get their role, where a hint has not given it."""
    texts = [block for block in blocks if block.role == "text" and len(block.lines) >= _LEAST]
    found = []
    standing = [block for block in blocks if block.role == "quote" or (_may_be(block) and _in(block, texts))]
    for group in _groups(standing):
        for block in group:
            if block.role != "quote":
                block.role, block.confidence = "quote", 0.8
        found.append(_quote(group, rules))
    for number, box in enumerate(boxes):
        edges = _edges(box.rect)
        if _stands_in(edges, [text for text in texts if text.box != number and not _holds(edges, text.rect)]):
            found.append(Obstacle(edges, box=number))
    for picture in pictures:
        edges = _edges(picture.rect)
        if _stands_in(edges, [text for text in texts if not _holds(edges, text.rect)]):
            found.append(Obstacle(edges, picture=picture))
    return found


def _may_be(block: Block) -> bool:
    """Whether a block may be a quote's words; what a hint says of it stays."""
    return block.role in ("display", "text") and block.confidence < 1


def _edges(rect: tuple[float, float, float, float]) -> Edges:
    return rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]


def _in(block: Block, texts: Sequence[Block]) -> bool:
    """Whether a block of other type stands in the columns of *texts*."""
    others = [text for text in texts if text is not block and text.box == block.box and _is_other(block, text)]
    return len(block.lines) <= _MOST and _stands_in(block.rect, others)


def _is_other(block: Block, text: Block) -> bool:
    one, two = ((each.font, each.lines[0].colour) for each in (block, text))
    return one != two or abs(block.size - text.size) > 0.03 * text.size


def _stands_in(edges: Edges, texts: Sequence[Block]) -> bool:
    """Whether something overlaps columns of text, and lies between their first and their last lines."""
    over = [text for text in texts if _overlaps(edges, text)]
    if not over:
        return False
    em = over[0].size
    if over[0].vertical:
        first, last = min(text.rect[0] for text in over), max(text.rect[2] for text in over)
        return edges[0] >= first - _WITHIN * em and edges[2] <= last + _WITHIN * em
    first, last = min(text.rect[1] for text in over), max(text.rect[3] for text in over)
    return edges[1] >= first - _WITHIN * em and edges[3] <= last + _WITHIN * em


def _overlaps(edges: Edges, text: Block) -> bool:
    left, top, right, bottom = text.rect
    across = min(edges[2], right) - max(edges[0], left)
    return min(across, min(edges[3], bottom) - max(edges[1], top)) > _OVERLAP * text.size


def _holds(outer: Edges, inner: Edges) -> bool:
    return outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that stand one under another."""
    groups: list[list[Block]] = []
    for block in sorted(blocks, key=lambda block: block.rect[1]):
        for group in groups:
            last = group[-1]
            near = block.rect[1] - last.rect[3] <= _TOGETHER * max(last.size, block.size)
            if near and block.rect[0] < last.rect[2] and block.rect[2] > last.rect[0]:
                group.append(block)
                break
        else:
            groups.append([block])
    yield from groups


def _quote(group: Sequence[Block], rules: Sequence[DrawnRule]) -> Obstacle:
    left, top = min(block.rect[0] for block in group), min(block.rect[1] for block in group)
    right, bottom = max(block.rect[2] for block in group), max(block.rect[3] for block in group)
    reach = _RULES * group[0].size
    own = []
    for rule in rules:
        x, y, width, height = rule.rect
        over = x <= left + 1 and x + width >= right - 1 and width <= 2.2 * (right - left)
        if rule.across and over and (0 <= top - y - height <= reach or 0 <= y - bottom <= reach):
            own.append(rule)
    edges = [(left, top, right, bottom), *(_edges(rule.rect) for rule in own)]
    hull = min(e[0] for e in edges), min(e[1] for e in edges), max(e[2] for e in edges), max(e[3] for e in edges)
    return Obstacle(hull, tuple(group), tuple(own))
