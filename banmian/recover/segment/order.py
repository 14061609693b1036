"""Put what stands on a page into the order in which a newspaper's reader goes through it.

A page is cut where white runs through it: into columns from left to right (of vertical type: into tiers from the top
down, and within a tier from right to left), and where something stands across the columns, above and below that. A box
is read as a whole. Where no cut goes through, as where blocks interlock (咬合), one block comes before another that
stands below it in the same columns or in the columns after it (Breuel 2003).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import msgspec

from banmian.recover.segment.spans import Direction, Edges, Item, widened

_GUTTER = 3.0  # points of white at least that part columns
_BAND = 1.0  # points of white at least that part what stands above from what stands below
_SPANS = 0.55  # of the whole's width; what is wider stands across its columns
_ACROSS = 1.3  # times as wide as most text: a headline across columns
_OFF_CENTRE = 6.0  # points; ink lies that far beside the middle of its room
_GAP = 30.0  # points of white at most between what stands in one column
_BESIDE = 12.0  # points; columns that begin so level are of one band
_LEVEL, _BOXED = 5.0, 24.0  # points under the head of a band where its headline begins, or a box beside headlines
_RULED = 6.0  # points; a rule that parts the whole ends no further within it
_TOUCH = 1.5  # points by which rectangles may overlap and still lie apart: ink leaves its room


def in_reading_order(
    items: Sequence[Item], vertical: bool, pictures: Sequence[Edges] = (), rules: Sequence[Edges] = ()
) -> list[int]:
    """The numbers of *items* in the order in which they are read; *vertical*: most of the type runs down.

    Printed *rules* from one side of the whole to the other part it.
    """
    if parts := _ruled_off(items, rules):
        return [number for part in parts for number in in_reading_order(part, vertical, pictures, rules)]
    if sections := _sections(items):
        return [number for down, part in sections for number in in_reading_order(part, down, pictures, rules)]
    directions = {item.direction for item in items if item.direction is not Direction.NONE}
    if directions == {Direction.DOWN} or (vertical and directions != {Direction.ACROSS}):
        # Lie the page on its side: tiers become columns, and what stands right comes first.
        items = [msgspec.structs.replace(item, edges=_aside(item.edges)) for item in items]
        pictures = [_aside(edges) for edges in pictures]
    else:
        items = [msgspec.structs.replace(item, over=False) for item in items]
    return [item.number for item in _ordered(widened(items, pictures))]


def _ruled_off(items: Sequence[Item], rules: Sequence[Edges]) -> list[list[Item]]:
    """What stands above and below the first printed rule that runs across the whole of *items*; none where none does."""
    left, right = min((item.edges[0] for item in items), default=0.0), max((item.edges[2] for item in items), default=0.0)
    for rule in sorted(rules, key=lambda rule: rule[1]):
        if rule[2] - rule[0] <= rule[3] - rule[1] or rule[0] > left + _RULED or rule[2] < right - _RULED:
            continue
        middle = (rule[1] + rule[3]) / 2
        above = [item for item in items if item.edges[3] <= middle + _TOUCH]
        below = [item for item in items if item.edges[1] >= middle - _TOUCH]
        if above and below and len(above) + len(below) == len(items):
            return [above, below]
    return []


def _sections(items: Sequence[Item]) -> list[tuple[bool, list[Item]]]:
    """The parts of a page whose text runs across and whose text runs down, from the top; none where they lie side by side.

    Headings belong to what stands under them.
    """
    found: list[tuple[bool, list[Item]]] = []
    waiting: list[Item] = []
    for band in _cut(items, 1, _BAND):
        directions = {item.direction for item in band if item.direction is not Direction.NONE}
        if len(directions) > 1:
            return []
        waiting += band
        if directions:
            down = directions == {Direction.DOWN}
            if found and found[-1][0] == down:
                found[-1][1].extend(waiting)
            else:
                found.append((down, waiting))
            waiting = []
    if len(found) < 2:
        return []
    found[-1][1].extend(waiting)
    return found


def _aside(edges: Edges) -> Edges:
    return edges[1], -edges[2], edges[3], -edges[0]


def _ordered(items: list[Item]) -> list[Item]:
    if len(items) < 2:
        return items
    if (box := _under_its_band(items)) is not None:
        return [*_ordered([item for item in items if item is not box]), box]
    parts = _with_headings(_cut(items, 0, _GUTTER))
    if len(parts) > 1 and (centred := _centred_over(items)):
        return _ordered(centred[0]) + _ordered(centred[1])
    over = _over_headline(items) if len(parts) > 1 else None
    if over is not None:
        return _ordered(over[0]) + _ordered(over[1])
    if len(parts) > 1:
        return [item for part in parts for item in _ordered(part)]
    bands = _cut(items, 1, _BAND)
    if len(bands) > 1:
        head, foot = _parted(items, bands)
        return _ordered(head) + _ordered(foot)
    return _interlocked(items)


def _under_its_band(items: Sequence[Item]) -> Item | None:
    """A box at the foot of some columns, beside others that begin level with those: it is read when they have been."""
    for box in (item for item in items if item.box):
        over = [item for item in items if _share(item, box) and item.edges[3] <= box.edges[1] + _TOUCH and not item.display]
        under = any(_share(item, box) and item.edges[1] >= box.edges[3] - _TOUCH for item in items)
        beside = [item for item in items if item.edges[0] >= box.edges[2] - _TOUCH and item.edges[3] > box.edges[1] + _TOUCH]
        if not over or under or not beside:
            continue
        last = max(over, key=lambda item: item.edges[3])
        first = min(beside, key=lambda item: item.edges[0])
        if abs(_top_of_column(last, items) - _top_of_column(first, items)) <= _BESIDE:
            return box
    return None


def _top_of_column(item: Item, items: Sequence[Item]) -> float:
    """Where the column begins that an item stands in, without wide gaps over it."""
    while True:
        over = [other for other in items if _share(other, item) and -_GAP <= other.edges[3] - item.edges[1] <= _TOUCH]
        over = [other for other in over if other.edges[2] - other.edges[0] <= _ACROSS * (item.edges[2] - item.edges[0])]
        if not over:
            return item.edges[1]
        item = min(over, key=lambda other: other.edges[1])


def _share(item: Item, box: Item) -> bool:
    """Whether an item stands in the columns of a box."""
    return item is not box and min(item.edges[2], box.edges[2]) - max(item.edges[0], box.edges[0]) > _TOUCH


def _with_headings(parts: Sequence[list[Item]]) -> list[list[Item]]:
    """Parts of a page that lies on its side, headings that run across together with the tier of type under them."""
    found: list[list[Item]] = []
    waiting: list[Item] = []
    for part in parts:
        waiting += part
        if not all(item.over for item in part):
            found.append(waiting)
            waiting = []
    if waiting:
        found.append(waiting)
    return found


def _centred_over(items: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
    """A narrow line, as a byline is, in the middle over columns that all begin below it; and the columns."""
    first, *rest = _cut(items, 1, _BAND)
    below = [item for band in rest for item in band]
    if not below or not all(item.display for item in first):
        return None
    left, right = min(item.edges[0] for item in below), max(item.edges[2] for item in below)
    middles = [(item.edges[0] + item.edges[2]) / 2 for item in first]
    inside = all(left < item.edges[0] and item.edges[2] < right for item in first)
    return (first, below) if inside and all(abs(middle - (left + right) / 2) <= _OFF_CENTRE for middle in middles) else None


def _over_headline(items: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
    """What stands over a headline or a box across columns, and the rest, where a column beside it goes on from before it.

    White runs down beside such a headline too; but the column there, which has no heading of its own, belongs to the
    story above, and is read before the one below.
    """
    bands = _cut(items, 1, _BAND)
    widths = sorted(item.edges[2] - item.edges[0] for item in items if not item.display)
    if len(bands) < 2 or not widths:
        return None
    usual = widths[len(widths) // 2]
    for at in range(1, len(bands)):
        top = min(item.edges[1] for item in bands[at])
        heads = [
            item
            for item in bands[at]
            if (item.display and item.edges[1] <= top + _LEVEL) or (item.box and item.edges[1] <= top + _BOXED)
        ]
        wide = next((item for item in heads if item.edges[2] - item.edges[0] > _ACROSS * usual), None)
        if wide is None:
            continue
        above = [item for band in bands[:at] for item in band]
        beside = [item for item in above if item.edges[0] >= wide.edges[2] - _TOUCH]
        first = min(beside, key=lambda item: item.edges[1], default=None)
        under = [item for item in above if item.edges[0] < wide.edges[2] and not item.display]
        if first is not None and not first.display and under:
            return above, [item for band in bands[at:] for item in band]
    return None


def _cut(items: Sequence[Item], side: int, white: float) -> list[list[Item]]:
    """Parts between which white runs through: *side* 0 from left to right, 1 from the top down."""
    parts: list[list[Item]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.edges[side]):
        low, high = item.edges[side], item.edges[side + 2]
        if parts and low < reach + white - _TOUCH:
            parts[-1].append(item)
            reach = max(reach, high)
        else:
            parts.append([item])
            reach = high
    return parts


def _parted(items: Sequence[Item], bands: Sequence[Sequence[Item]]) -> tuple[list[Item], list[Item]]:
    """Above and below the first band of white that lies beside something across the columns; else the widest one."""
    left, right = min(item.edges[0] for item in items), max(item.edges[2] for item in items)

    def across(item: Item) -> bool:
        return item.edges[2] - item.edges[0] >= _SPANS * (right - left)

    # Two headings side by side stand across nothing, however wide one of them is.
    wide = [any(across(item) for item in band) and sum(item.display for item in band) < 2 for band in bands]
    whites = [
        min(item.edges[1] for item in after) - max(item.edges[3] for item in before) for before, after in itertools.pairwise(bands)
    ]
    beside = [at for at in range(len(whites)) if wide[at] or wide[at + 1]]
    at = beside[0] if beside else max(range(len(whites)), key=whites.__getitem__)
    return [item for band in bands[: at + 1] for item in band], [item for band in bands[at + 1 :] for item in band]


def _interlocked(items: Sequence[Item]) -> list[Item]:
    """By what must come before what; of those that nothing holds back, the highest in the leftmost column."""
    waiting = sorted(items, key=lambda item: (item.edges[0], item.edges[1]))
    before = _precedence(waiting)
    done: list[Item] = []
    while waiting:
        free = [item for item in waiting if not any(other in waiting for other in before[item.number])]
        best = free[0] if free else waiting[0]
        waiting.remove(best)
        done.append(best)
    return done


def _precedence(items: Sequence[Item]) -> dict[int, list[Item]]:
    """By the number of an item, those that come before it."""
    above: Callable[[Item, Item], bool] = lambda one, two: (  # noqa: E731
        min(one.edges[2], two.edges[2]) - max(one.edges[0], two.edges[0]) > _TOUCH and one.edges[1] < two.edges[1]
    )
    found: dict[int, list[Item]] = {item.number: [] for item in items}
    for one in items:
        for two in items:
            if one is two:
                continue
            if above(one, two) or (one.edges[2] <= two.edges[0] + _TOUCH and not _between(one, two, items)):
                found[two.number].append(one)
    return found


def _between(one: Item, two: Item, items: Sequence[Item]) -> bool:
    """Whether something reaches over the columns of both, between them in height: then the left one is not first for its place."""
    top, bottom = min(one.edges[1], two.edges[1]), max(one.edges[3], two.edges[3])
    return any(
        item.edges[0] < one.edges[2] - _TOUCH
        and item.edges[2] > two.edges[0] + _TOUCH
        and item.edges[0] < two.edges[0]
        and top < item.edges[1] < bottom
        and two.edges[1] < item.edges[1] < one.edges[1]
        for item in items
        if item is not one and item is not two
    )
