"""Type and lines of a page as they are seen: their sizes, their inks, the ground of white type."""

from __future__ import annotations

from collections.abc import Sequence

from banmian.press.preflight.gather.facts import Box, Line, Type
from banmian.tree.tree import TreePage, TreePath, TreeRun

_THIN = 6.0  # points; what is thicker is no line
_SHOWN = 24  # characters


def inks_of(colour: str) -> tuple[float, ...]:
    """A colour of the tree as shares of cyan, magenta, yellow, black and of one spot colour; of a screen's colour all three."""
    words = colour.split()
    try:
        parts = [float(word) for word in words[1:]]
    except ValueError:
        return ()
    space = words[0] if words else ""
    if space == "cmyk" and len(parts) == 4:
        return tuple(parts)
    if space == "gray" and len(parts) == 1:
        return 0.0, 0.0, 0.0, 1 - parts[0]
    if space == "rgb" and len(parts) == 3:
        if max(parts) - min(parts) < 0.004:
            return 0.0, 0.0, 0.0, 1 - parts[0]
        return 1 - parts[0], 1 - parts[1], 1 - parts[2], 0.0
    if space in ("Separation", "DeviceN"):
        return (0.0, 0.0, 0.0, 0.0, *parts)
    return ()


def count(inks: Sequence[float]) -> int:
    """How many inks a colour prints."""
    return sum(part > 0.004 for part in inks)


def type_of(page: TreePage) -> tuple[Type, ...]:
    """The page's type, by size and colour; each with the first of its words."""
    grounds = [path for path in page.paths if path.fill and path.rect[2] * path.rect[3] > 0]
    found: dict[tuple[float, tuple[float, ...], int], Type] = {}
    for line in page.lines:
        for run in line.runs:
            inks = inks_of(run.colour)
            text = run.text.strip()
            if not text or run.colour == "none" or not inks:
                continue
            box = run_box(run)
            white = count(inks) == 0
            under = _ground(grounds, box, line.order) if white else 0
            key = (round(run.size, 2), inks, under)
            if key not in found:
                found[key] = Type(round(run.size, 2), inks, text[:_SHOWN], box, under)
    return tuple(found.values())


def run_box(run: TreeRun) -> Box:
    """What a run covers, roughly."""
    start, end = min(run.along), max(run.along)
    if run.vertical:
        return run.across - run.size / 2, start, run.size, end - start + run.size
    return start, run.across - run.size, end - start + run.size, run.size


def _ground(grounds: Sequence[TreePath], box: Box, order: int) -> int:
    """Of how many inks the uppermost area is that lies under the middle of a box."""
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    under = [path for path in grounds if path.order < order and _holds(path.rect, x, y)]
    return count(inks_of(max(under, key=lambda path: path.order).fill)) if under else 0


def _holds(rect: Box, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


def lines_of(page: TreePage) -> tuple[Line, ...]:
    """The page's thin lines, by weight and colour: strokes, and filled rectangles that are as thin."""
    found: dict[tuple[float, tuple[float, ...]], Line] = {}
    for path in page.paths:
        for weight, colour in _weights(path):
            inks = inks_of(colour)
            key = (round(weight, 2), inks)
            if inks and count(inks) and 0 < weight <= _THIN and key not in found:
                found[key] = Line(round(weight, 2), inks, path.rect)
    return tuple(found.values())


def _weights(path: TreePath) -> list[tuple[float, str]]:
    found = []
    if path.stroke and path.weight:
        found.append((path.weight, path.stroke))
    thin = min(path.rect[2], path.rect[3])
    if path.fill and max(path.rect[2], path.rect[3]) > 4 * thin > 0 and path.area >= 0.9 * path.rect[2] * path.rect[3]:
        found.append((thin, path.fill))
    return found
