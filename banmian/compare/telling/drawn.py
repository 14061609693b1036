"""Pictures and what is drawn - rules, tints, borders, ornaments: which is which, and what changed of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from banmian.compare.finding import Kind, Place, told_length
from banmian.compare.rules import Rules
from banmian.compare.telling import colour
from banmian.compare.telling.drafts import Draft
from banmian.tree.tree import Box, TreePage, TreePath, TreePicture

_FAR = 60.0  #: points; ours: something drawn farther away is another thing, unless its frame says otherwise
_ALIKE = 6.0  #: mean difference of 8-bit colours up to which a picture is the same one, compressed anew
_SHAPE = 0.02  #: share of an outline's length or area that is another shape

Item = TypeVar("Item", TreePath, TreePicture)


def picture_drafts(before: TreePage, after: TreePage, page: int, labelled: bool, rules: Rules) -> Iterator[Draft]:
    """What changed of the pictures."""
    keys: list[Callable[[TreePicture], Hashable]] = [lambda item: (item.frame, item.digest, item.rect)]
    keys += [lambda item: (item.frame, item.name), lambda item: item.frame] if labelled else []
    keys += [lambda item: item.digest, lambda _: ()]
    limits = [0.0, *([1e9, 1e9] if labelled else []), 1e9, _FAR]
    pairs, lost, new = matched(before.pictures, after.pictures, list(zip(keys, limits, strict=True)))
    for item, other in pairs:
        yield from _picture_changes(item, other, page, rules)
    for item in lost:
        yield Draft(Kind.PICTURE, page, _place(item, None), "picture", told=f"picture {_called(item)} is gone", layer=item.layer)
    for item in new:
        yield Draft(Kind.PICTURE, page, _place(None, item), "picture", told=f"picture {_called(item)} is new", layer=item.layer)


def _called(item: TreePicture) -> str:
    return item.name or f"{item.pixels[0]} x {item.pixels[1]}"


def _picture_changes(item: TreePicture, other: TreePicture, page: int, rules: Rules) -> Iterator[Draft]:
    place = _place(item, other)
    near = rules.position_at(page, other.rect)
    yield from _moved(item.rect, other.rect, near, page, place, "picture")
    if item.digest != other.digest:
        yield Draft(Kind.PICTURE, page, place, "picture", told=_told_content(item, other))
    inner = tuple(one - two for one, two in zip(_within(item), _within(other), strict=True))
    sizes_kept = abs(item.rect[2] - other.rect[2]) <= near and abs(item.rect[3] - other.rect[3]) <= near
    if max(map(abs, inner)) > max(near, 0.1) and (sizes_kept or item.digest == other.digest):
        scale = other.image[2] / item.image[2] if item.image[2] else 1.0
        told = f"scaled to {scale:.1%} of what it was" if abs(scale - 1) > 0.001 else "cropped otherwise"
        yield Draft(Kind.PICTURE, page, place, "picture", told=told)


def _within(item: TreePicture) -> tuple[float, float, float, float]:
    """The whole picture from the corner of what is seen of it."""
    return item.image[0] - item.rect[0], item.image[1] - item.rect[1], item.image[2], item.image[3]


def _told_content(item: TreePicture, other: TreePicture) -> str:
    sizes = f"{item.pixels[0]} x {item.pixels[1]} → {other.pixels[0]} x {other.pixels[1]}"
    if not item.look or not other.look:
        return f"other data ({sizes} pixels)"
    first, second = bytes.fromhex(item.look), bytes.fromhex(other.look)
    apart = sum(abs(one - two) for one, two in zip(first, second, strict=True)) / len(first)
    if apart > _ALIKE:
        return f"another picture ({sizes} pixels)"
    if item.pixels != other.pixels:
        return f"the same picture at another resolution ({sizes} pixels)"
    return f"the same picture, compressed or coloured anew (mean difference {apart:.1f} of 255)"


def path_drafts(before: TreePage, after: TreePage, page: int, labelled: bool, rules: Rules) -> Iterator[Draft]:
    """What changed of what is drawn."""

    def kind(item: TreePath) -> Hashable:
        return (item.frame, item.what) if labelled else ()

    def paint(item: TreePath) -> Hashable:
        return item.fill, item.stroke, item.weight, item.opacity

    def shape(item: TreePath) -> Hashable:
        return round(item.rect[2], 1), round(item.rect[3], 1)

    far = 1e9 if labelled else _FAR
    steps: list[tuple[Callable[[TreePath], Hashable], float]] = [
        (lambda item: (kind(item), paint(item), item.rect), 0.0),
        (lambda item: (kind(item), paint(item), shape(item)), far),
        (lambda item: (kind(item), paint(item)), far),
        (lambda item: (kind(item), bool(item.fill), bool(item.stroke)), far),
    ]
    pairs, lost, new = matched(before.paths, after.paths, steps)
    for item, other in pairs:
        yield from _path_changes(item, other, page, rules)
    for item in lost:
        yield Draft(Kind.DRAWN, page, _place(item, None), item.what, told="is gone", layer=item.layer)
    for item in new:
        yield Draft(Kind.DRAWN, page, _place(None, item), item.what, told="is new", layer=item.layer)


def _path_changes(item: TreePath, other: TreePath, page: int, rules: Rules) -> Iterator[Draft]:
    place = _place(item, other)
    near = rules.position_at(page, other.rect)
    yield from _moved(item.rect, other.rect, near, page, place, item.what)
    for before, after in ((item.fill, other.fill), (item.stroke, other.stroke)):
        if before != after and (_gradient(before, after) or colour.differ(before, after, rules.colour)):
            yield Draft(Kind.COLOUR, page, place, item.what, change=(before, after), told=colour.told(before, after))
    if abs(item.weight - other.weight) > 0.01:
        told = f"weight {item.weight:g} pt → {other.weight:g} pt"
        yield Draft(Kind.DRAWN, page, place, item.what, change=(str(item.weight), str(other.weight)), told=told)
    if abs(item.opacity - other.opacity) > 0.004:
        told = f"opacity {item.opacity:.0%} → {other.opacity:.0%}"
        yield Draft(Kind.DRAWN, page, place, item.what, told=told)
    size_kept = abs(item.rect[2] - other.rect[2]) <= near and abs(item.rect[3] - other.rect[3]) <= near
    if size_kept and (_apart(item.length, other.length, near * 8) or _apart(item.area, other.area, near * item.length)):
        yield Draft(Kind.DRAWN, page, place, item.what, told="has another shape")


def _gradient(before: str, after: str) -> bool:
    """Whether one is a gradient, whose colours are told but not measured, of other colours."""
    shown = [text.split(" at ")[0] for text in (before, after)]
    return any(text.startswith("gradient") for text in shown) and shown[0] != shown[1]


def _apart(first: float, second: float, slack: float) -> bool:
    return abs(first - second) > max(_SHAPE * max(first, second), slack, 0.3)


def _moved(before: Box, after: Box, near: float, page: int, place: Place, what: str) -> Iterator[Draft]:
    """A move, or another size."""
    dx, dy = after[0] - before[0], after[1] - before[1]
    wide, high = after[2] - before[2], after[3] - before[3]
    if max(abs(wide), abs(high)) <= near:
        if max(abs(dx), abs(dy)) > near:
            yield Draft(Kind.MOVE, page, place, what, move=(dx, dy))
        return
    thin = min(before[2], before[3])
    if what in ("rule", "path") and 0 < thin <= 8 and min(after[2], after[3]) <= 12:
        weights = min(before[2], before[3]), min(after[2], after[3])
        lengths = max(before[2], before[3]), max(after[2], after[3])
        if abs(weights[0] - weights[1]) > 0.01:
            told = f"weight {weights[0]:g} pt → {weights[1]:g} pt"
            yield Draft(Kind.DRAWN, page, place, what, change=(str(weights[0]), str(weights[1])), told=told)
        if abs(lengths[0] - lengths[1]) > near:
            told = f"{told_length(abs(lengths[1] - lengths[0]), 0.0)} {'longer' if lengths[1] > lengths[0] else 'shorter'}"
            yield Draft(Kind.DRAWN, page, place, what, told=told)
        return
    parts = [
        f"{told_length(abs(value), 0.0)} {more if value > 0 else less}"
        for value, more, less in ((wide, "wider", "narrower"), (high, "taller", "shorter"))
        if abs(value) > near
    ]
    yield Draft(Kind.PICTURE if what == "picture" else Kind.DRAWN, page, place, what, told=" and ".join(parts))


def _place(before: TreePath | TreePicture | None, after: TreePath | TreePicture | None) -> Place:
    shown = after or before
    assert shown is not None
    named = next((item.frame for item in (after, before) if item and item.frame), "")
    text = getattr(shown, "name", "")
    return Place(
        frame=named,
        text=text,
        before=before.rect if before else None,
        after=after.rect if after else None,
        order=shown.order,
    )


def matched(
    before: Sequence[Item], after: Sequence[Item], steps: Iterable[tuple[Callable[[Item], Hashable], float]]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs, what is only before and what is only after. Each step pairs, nearest first, what shares its key."""
    pairs: list[tuple[Item, Item]] = []
    lost, new = list(before), list(after)
    for key, far in steps:
        if not lost or not new:
            break
        found = _matched_once(lost, new, key, far)
        pairs += found
        taken = {id(item) for pair in found for item in pair}
        lost = [item for item in lost if id(item) not in taken]
        new = [item for item in new if id(item) not in taken]
    return pairs, lost, new


def _matched_once(
    before: Sequence[Item], after: Sequence[Item], key: Callable[[Item], Hashable], far: float
) -> list[tuple[Item, Item]]:
    groups: dict[Hashable, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((before, after)):
        for item in items:
            groups[key(item)][side].append(item)
    pairs = []
    for first, second in groups.values():
        if len(first) == len(second) == 1:
            if distance(first[0].rect, second[0].rect) <= far:
                pairs.append((first[0], second[0]))
            continue
        if len(first) * len(second) > 250_000:  # a map or a table of thousands of strokes: in their order
            pairs += zip(first, second, strict=False)
            continue
        near = sorted(
            (found, at, to)
            for at, item in enumerate(first)
            for to, other in enumerate(second)
            if (found := distance(item.rect, other.rect)) <= far
        )
        taken: tuple[set[int], set[int]] = (set(), set())
        for _, at, to in near:
            if at not in taken[0] and to not in taken[1]:
                taken[0].add(at)
                taken[1].add(to)
                pairs.append((first[at], second[to]))
    return pairs


def distance(first: Box, second: Box) -> float:
    """How far two boxes are apart: the largest difference of a side."""
    return max(
        abs(first[0] - second[0]),
        abs(first[1] - second[1]),
        abs(first[0] + first[2] - second[0] - second[2]),
        abs(first[1] + first[3] - second[1] - second[3]),
    )
