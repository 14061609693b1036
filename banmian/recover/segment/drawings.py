"""Find the drawings of a page: logos, charts, maps, letters drawn as curves - what is painted as paths and is no rule, no tint, no
border and no effect of type.

Paths that lie close together are one drawing, with the small type, the rules and the pictures in it. Where larger type or a text
stands on it, it is a ground, and is taken without words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from banmian.recover.segment.lines import Line
from banmian.recover.segment.shapes import Shapes, within
from banmian.tree.tree import Box, TreePage, TreePath

_NEAR = 8.0  # points between two paths of one drawing
_LEAST = 6.0  # points; smaller than this is a mark, not a drawing
_MOST_SHARE = 0.6  # of the page
_MOST_WORDS = 80  # characters of labels
_BESIDE = 0.75  # em; dots and lines so near to a line of type are its marks
_WHITE = {"cmyk 0 0 0 0", "gray 1", "rgb 1 1 1"}


class Region(msgspec.Struct, frozen=True):
    """Where a drawing lies, and whether the type within is part of it."""

    rect: Box
    words: bool


def drawn_regions(page: TreePage, lines: Sequence[Line], shapes: Shapes, body: float) -> list[Region]:
    """The drawings of a page; *body* is the size of its running text."""
    seeds = [path.rect for path in (*shapes.drawings, *_bars(shapes, page, lines)) if _is_part(path, page, lines)]
    rules = [rule.rect for rule in shapes.rules]
    found = []
    for cluster in _clusters(seeds):
        rect = _with_rules(cluster, rules)
        if max(rect[2:]) < _LEAST or rect[2] * rect[3] > _MOST_SHARE * page.size[0] * page.size[1]:
            continue
        inside = [line for line in lines if _middle_in(line.box, rect)]
        large = any(line.size > 1.05 * body for line in inside)
        words = not large and sum(len(line.glyphs) for line in inside) <= _MOST_WORDS
        found.append(Region(_grown(rect, 0.5), words))
    return found


def _is_part(path: TreePath, page: TreePage, lines: Sequence[Line]) -> bool:
    """Whether a path is of a drawing: no mark of a line of type, nothing in a picture, not round a text."""
    if any(within(path.rect, picture.rect, 1.0) for picture in page.pictures):
        return False
    x, y, width, height = path.rect
    for line in lines:
        slack = _BESIDE * line.size
        left, top, right, bottom = line.box
        beside = x >= left - slack and y >= top - slack and x + width <= right + slack and y + height <= bottom + slack
        if beside and min(width, height) <= 0.5 * line.size:
            return False
    return True


def _bars(shapes: Shapes, page: TreePage, lines: Sequence[Line]) -> Iterator[TreePath]:
    """Filled rectangles without type on them: the bars of a chart, blocks of colour."""
    for box in shapes.boxes:
        holds = any(_middle_in(line.box, box.rect) for line in lines)
        holds = holds or any(within(picture.rect, box.rect, 1.5) for picture in page.pictures)
        if box.fill and box.fill not in _WHITE and not holds:
            yield TreePath("", "path", box.rect, box.fill, "", 0.0, 0.0, 0.0, box.order)


def _clusters(rects: Sequence[Box]) -> list[Box]:
    """Rectangles near to one another put together."""
    found: list[Box] = []
    for rect in rects:
        while True:
            near = [other for other in found if _meet(_grown(rect, _NEAR), other)]
            if not near:
                break
            rect = _hull([rect, *near])
            found = [other for other in found if other not in near]
        found.append(rect)
    return found


def _with_rules(cluster: Box, rules: Sequence[Box]) -> Box:
    """A drawing with the rules that touch it and are not much longer than it: axes, frames, leaders."""
    longest = 1.5 * max(cluster[2:])
    taken = [rule for rule in rules if _meet(_grown(cluster, 3.0), rule) and max(rule[2:]) <= longest]
    return _hull([cluster, *taken])


def _middle_in(edges: Box, rect: Box) -> bool:
    x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


def _meet(one: Box, other: Box) -> bool:
    across = one[0] <= other[0] + other[2] and other[0] <= one[0] + one[2]
    return across and one[1] <= other[1] + other[3] and other[1] <= one[1] + one[3]


def _grown(rect: Box, by: float) -> Box:
    return rect[0] - by, rect[1] - by, rect[2] + 2 * by, rect[3] + 2 * by


def _hull(rects: Sequence[Box]) -> Box:
    left, top = min(rect[0] for rect in rects), min(rect[1] for rect in rects)
    right, bottom = max(rect[0] + rect[2] for rect in rects), max(rect[1] + rect[3] for rect in rects)
    return left, top, right - left, bottom - top
