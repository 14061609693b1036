"""Find the drawings of a page: logos, charts, maps, letters drawn as curves - what is painted as paths and is no rule, no tint, no
border and no effect of type.

Paths that lie close together are one drawing, with the small type, the rules and the pictures in it. Where larger type or a text
stands on it, it is a ground, and is taken without words.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from banmian.pictures.drawings.cutting import begins_in
from banmian.recover.segment.drawn.shapes import DrawnBox, Shapes, within
from banmian.recover.segment.type.lines import Line
from banmian.tree.tree import Box, TreePage, TreePath, TreeRun

_NEAR = 8.0  # points between two paths of one drawing
_LEAST = 6.0  # points; smaller than this is a mark, not a drawing
_MOST_SHARE = 0.6  # of the page
_LEAST_SHARE = 0.01  # of the page, of an advertisement
_MOST_WORDS = 80  # characters of labels
_LABEL = 8  # characters of a label beside a drawing at most
_BESIDE = 0.75  # em; dots and lines so near to a line of type are its marks
_WHITE = {"cmyk 0 0 0 0", "gray 1", "rgb 1 1 1"}


class Region(msgspec.Struct, frozen=True):
    """Where a drawing lies, and whether the type within is part of it."""

    rect: Box
    words: bool


def drawn_regions(
    page: TreePage,
    lines: Sequence[Line],
    shapes: Shapes,
    body: float,
    forms: Sequence[Box] = (),
    told: Sequence[Box] = (),
    tilted: Sequence[TreeRun] = (),
) -> list[Region]:
    """The drawings of a page; *body* is the size of its running text, *forms* are where something was placed as a whole.

    What is *told* to be a drawing is one.
    """
    most = _MOST_SHARE * page.size[0] * page.size[1]
    placed = [form for form in forms if form[2] * form[3] <= most and _words_in(form, lines) <= _MOST_WORDS]
    whole = [*told, *(box.rect for box in shapes.boxes if _is_advertisement(box, page, lines, shapes, body))]
    found = [Region(_grown(rect, 0.5), True) for rect in whole]
    found += [Region(_on_sheet(rect, page), True) for rect in _turned_lines(tilted, lines)]
    seeds = [path.rect for path in (*shapes.drawings, *_bars(shapes, page, lines)) if _is_part(path, page, lines)]
    rules = [rule.rect for rule in shapes.rules]
    for cluster in _joined(_clusters([_placed_whole(seed, placed) for seed in seeds]), rules):
        if any(within(cluster, rect, 2.0) for rect in whole):
            continue
        rect = _with_labels(_with_rules(cluster, rules), lines, body)
        if max(rect[2:]) < _LEAST or min(_on_sheet(rect, page)[2:]) <= 0 or rect[2] * rect[3] > most:
            continue
        inside = [line for line in lines if _begins_in(line, rect)]
        large = any(line.size > 1.05 * body for line in inside)
        in_form = any(within(rect, form, 1.0) for form in placed)
        words = in_form or (not large and _words_in(rect, lines) <= _MOST_WORDS)
        if words:
            rect = _hull([rect, *(_sides(line.box) for line in inside)])
        found.append(Region(_on_sheet(_grown(rect, 0.5), page), words))
    return found


def _is_advertisement(box: DrawnBox, page: TreePage, lines: Sequence[Line], shapes: Shapes, body: float) -> bool:
    """Whether a box is set as an advertisement is: with art in it, in many sizes, and hardly any of it as running text."""
    if not _LEAST_SHARE <= box.rect[2] * box.rect[3] / (page.size[0] * page.size[1]) <= _MOST_SHARE:
        return False
    sizes: Counter[float] = Counter()
    for line in lines:
        if _middle_in(line.box, box.rect):
            sizes[round(line.size * 2) / 2] += len(line.glyphs)
    art = any(within(path.rect, box.rect, 1.0) for path in shapes.drawings)
    art = art or any(within(picture.rect, box.rect, 1.0) for picture in page.pictures)
    running = sum(number for size, number in sizes.items() if abs(size - body) <= 0.5)
    return art and len(sizes) >= 3 and max(sizes) >= 1.8 * body and running <= 0.4 * sizes.total()


def _turned_lines(tilted: Sequence[TreeRun], lines: Sequence[Line]) -> list[Box]:
    """Where type stands in lines at other angles, or mirrored: it is kept as a drawing, for no frame of text is turned."""
    rects = [(run.along[0] - 1.1 * run.size, run.across - 1.1 * run.size, 2.2 * run.size, 2.2 * run.size) for run in tilted]
    return [rect for rect in _clusters(rects, 0.0) if not any(_begins_in(line, rect) for line in lines)]


def _on_sheet(rect: Box, page: TreePage) -> Box:
    """What of a drawing lies on the trimmed page."""
    left, top = max(rect[0], 0.0), max(rect[1], 0.0)
    right, bottom = min(rect[0] + rect[2], page.size[0]), min(rect[1] + rect[3], page.size[1])
    return left, top, right - left, bottom - top


def _words_in(rect: Box, lines: Sequence[Line]) -> int:
    return sum(len(line.glyphs) for line in lines if _middle_in(line.box, rect))


def _placed_whole(seed: Box, forms: Sequence[Box]) -> Box:
    """A path with all that was placed together with it."""
    return next((form for form in sorted(forms, key=lambda form: -form[2] * form[3]) if within(seed, form, 1.0)), seed)


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


def _clusters(rects: Sequence[Box], near: float = _NEAR) -> list[Box]:
    """Rectangles near to one another put together."""
    found: list[Box] = []
    for rect in rects:
        while True:
            beside = [other for other in found if _meet(_grown(rect, near), other)]
            if not beside:
                break
            rect = _hull([rect, *beside])
            found = [other for other in found if other not in beside]
        found.append(rect)
    return found


def _joined(clusters: Sequence[Box], rules: Sequence[Box]) -> list[Box]:
    """Clusters that stand on one rule put together: the bars over an axis."""
    found = list(clusters)
    for rule in rules:
        touched = [cluster for cluster in found if _meet(_grown(rule, 3.0), cluster)]
        if len(touched) > 1 and max(rule[2:]) <= 1.6 * max(_hull(touched)[2:]):
            found = [cluster for cluster in found if cluster not in touched] + [_hull([rule, *touched])]
    return found


def _with_rules(cluster: Box, rules: Sequence[Box]) -> Box:
    """A drawing with the rules that touch it and are not much longer than it: axes, frames, leaders."""
    longest = 1.5 * max(cluster[2:])
    while True:
        taken = [rule for rule in rules if _meet(_grown(cluster, 3.0), rule) and max(rule[2:]) <= longest]
        whole = _hull([cluster, *taken])
        if whole == cluster:
            return whole
        cluster = whole


def _with_labels(rect: Box, lines: Sequence[Line], body: float) -> Box:
    """A drawing with the labels along its edges: short small lines that stand level with others, or edge to edge."""
    near = [
        line
        for line in lines
        if line.size <= 0.95 * body and not line.vertical and _meet(_grown(rect, _NEAR), _sides(line.box))
        if within(_sides(line.box), _grown(rect, 4 * _NEAR))
    ]
    labels = [
        line.box for line in near if _is_row(line) or (len(line.glyphs) <= _LABEL and any(_in_line(line, other) for other in near))
    ]
    return _hull([rect, *(_sides(label) for label in labels)])


def _is_row(line: Line) -> bool:
    """Whether a line is several labels side by side."""
    steps = (after.along - before.end for before, after in itertools.pairwise(line.glyphs))
    return any(step > 1.2 * line.size for step in steps)


def _in_line(one: Line, other: Line) -> bool:
    """Whether two labels stand level, or edge under edge."""
    return one is not other and (abs(one.across - other.across) <= 1.0 or abs(one.box[2] - other.box[2]) <= 1.0)


def _sides(edges: Box) -> Box:
    return edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1]


def _begins_in(line: Line, rect: Box) -> bool:
    """Whether a line's first glyph has its origin in *rect*: by that it is taken along, or left."""
    x, y = line.glyphs[0].origin
    return begins_in((x, -y), (rect[0], -rect[1] - rect[3], rect[0] + rect[2], -rect[1]))


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
