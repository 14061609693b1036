"""Say what the drawn things of a page are: printed rules, tints, borders, effects of type, or drawings.

A rule is a thin rectangle, filled or stroked; a border a stroked rectangle, or four rules round the same ground; a
tint a filled rectangle. A border and its tint are one box. What has the shape of letters and lies under them is an
effect of theirs (an outline, a shadow). Everything else is a drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.segment.type.lines import Line
from banmian.tree.tree import Box, TreePage, TreePath

_RULE = 7.0  # points; a thicker one is a bar or a tint
_HAIRLINE = 0.1  # points; a line of no weight is as thin as its device can draw it
_LONG = 5.0  # times its weight is a rule long at least
_WHITE = {"cmyk 0 0 0 0", "gray 1", "rgb 1 1 1"}


class DrawnRule(msgspec.Struct, frozen=True, eq=False):
    """A printed rule: its rectangle and its colour; *parts* of several lines close together."""

    rect: Box
    colour: str
    order: int

    @property
    def across(self) -> bool:
        """Whether it runs across the page rather than down."""
        return self.rect[2] >= self.rect[3]


class DrawnBox(msgspec.Struct, frozen=True, eq=False):
    """A tint, a border, or both, round what stands in it."""

    rect: Box
    fill: str = ""
    stroke: str = ""
    weight: float = 0.0
    order: int = 0


class Shapes(msgspec.Struct, frozen=True, eq=False):
    """What is drawn on a page, by what it is."""

    rules: tuple[DrawnRule, ...]
    boxes: tuple[DrawnBox, ...]
    effects: tuple[TreePath, ...]
    drawings: tuple[TreePath, ...]
    keylines: tuple[TreePath, ...] = ()  #: lines round pictures


def shapes_of(page: TreePage, lines: Sequence[Line]) -> Shapes:
    """The drawn things of a page by what they are."""
    rules: list[DrawnRule] = []
    boxes: list[DrawnBox] = []
    effects: list[TreePath] = []
    drawings: list[TreePath] = []
    keylines: list[TreePath] = []
    display = [line for line in lines if line.size >= 14]
    pictures = [picture.rect for picture in page.pictures]
    for path in page.paths:
        if not within(path.rect, (0.0, 0.0, *page.size), 40.0):
            continue
        if _is_rule(path):
            rules.append(_rule(path))
        elif _is_rectangle(path):
            if path.fill in _WHITE and not path.stroke:
                continue
            if not path.fill and any(lies_round(path, picture) for picture in pictures):
                keylines.append(path)
            else:
                boxes.append(DrawnBox(path.rect, "" if path.fill in _WHITE else path.fill, path.stroke, path.weight, path.order))
        elif any(_under(path, line) for line in display):
            effects.append(path)
        else:
            drawings.append(path)
    return Shapes(tuple(rules), tuple(_one_box(boxes)), tuple(effects), tuple(drawings), tuple(keylines))


def _is_rule(path: TreePath) -> bool:
    width, height = path.rect[2:]
    thin, long = min(width, height), max(width, height)
    if path.fill:
        return thin <= _RULE and long >= max(6.0, _LONG * thin) and abs(path.area - width * height) <= 0.03 * width * height + 0.2
    return thin <= 0.1 and long >= 6.0


def _rule(path: TreePath) -> DrawnRule:
    x, y, width, height = path.rect
    if path.fill:
        return DrawnRule((x, y, max(width, _HAIRLINE), max(height, _HAIRLINE)), path.fill, path.order)
    weight = max(path.weight, _HAIRLINE)
    rect = (x, y - weight / 2, width, weight) if width >= height else (x - weight / 2, y, weight, height)
    return DrawnRule(rect, path.stroke, path.order)


def _is_rectangle(path: TreePath) -> bool:
    """Whether a path is a rectangle, its corners a little rounded or not."""
    width, height = path.rect[2:]
    if min(width, height) < 8:
        return False
    around = 2 * (width + height)
    if path.fill:
        return path.area >= 0.985 * width * height and path.length <= around * 1.01
    return abs(path.length - around) <= 0.012 * around


def lies_round(path: TreePath, picture: Box) -> bool:
    """Whether a path is drawn along the edges of a picture."""
    return all(abs(one - other) <= 1.0 for one, other in zip(path.rect, picture, strict=True))


def _under(path: TreePath, line: Line) -> bool:
    """Whether a path lies where letters of *line* stand, and is painted under them."""
    left, top, right, bottom = line.box
    slack = 0.3 * line.size
    x, y, width, height = path.rect
    inside = x >= left - slack and y >= top - slack and x + width <= right + slack and y + height <= bottom + slack
    return inside and path.order < line.glyphs[0].order and max(width, height) <= 1.5 * line.size


def _one_box(boxes: Sequence[DrawnBox]) -> list[DrawnBox]:
    """Boxes, a tint and the border round it put together."""
    made: list[DrawnBox] = []
    for item in boxes:
        for at, known in enumerate(made):
            if all(abs(one - other) <= 1.5 for one, other in zip(item.rect, known.rect, strict=True)):
                if bool(item.fill) != bool(known.fill) or bool(item.stroke) != bool(known.stroke):
                    fill, stroke = known.fill or item.fill, known.stroke or item.stroke
                    weight = known.weight or item.weight
                    made[at] = DrawnBox(known.rect, fill, stroke, weight, min(known.order, item.order))
                break
        else:
            made.append(item)
    return made


def within(inner: Box, outer: Box, slack: float = 0.5) -> bool:
    """Whether a box lies in another one."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[0] + inner[2] <= outer[0] + outer[2] + slack
        and inner[1] + inner[3] <= outer[1] + outer[3] + slack
    )
