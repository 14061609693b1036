"""What a difference comes from.

A frame that moved takes its lines, pictures and rules along; words that changed, a size or a measure make lines
break elsewhere, and those push the lines after them. A difference without such a reason is a cause itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from banmian.compare.finding import Kind
from banmian.compare.telling.drafts import Draft

NEAR = 0.06  # points; ours: moves that differ by less are one move
_TYPE = (Kind.SIZE, Kind.WIDTH, Kind.FONT)
_RANK = [Kind.FRAME, Kind.TEXT, *_TYPE, Kind.BREAK, Kind.SPACING]

Spot = tuple[int, str]  #: page and frame


def give_reasons(drafts: Sequence[Draft]) -> None:
    """Set the cause of each draft that has one among *drafts*."""
    _Reasons(drafts).give()


def alike(one: tuple[float, float] | None, two: tuple[float, float] | None) -> bool:
    """Whether two moves are the same."""
    return one is not None and two is not None and abs(one[0] - two[0]) <= NEAR and abs(one[1] - two[1]) <= NEAR


class _Reasons:
    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.sized: dict[Spot, Draft] = {}
        self.moved: dict[Spot, Draft] = {}
        self.came_or_went: dict[Spot, Draft] = {}
        self.overset: dict[Spot, Draft] = {}
        self.type: dict[Spot, Draft] = {}  #: the first change of size, face or width in a frame
        self.layers: dict[str, Draft] = {}
        self.lines: dict[Spot, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.sort(draft)

    def sort(self, draft: Draft) -> None:
        spot = draft.page, draft.place.frame
        if draft.kind is Kind.FRAME:
            kept = self.moved if draft.move else self.sized if draft.change else self.came_or_went
            kept[spot] = draft
        elif draft.kind is Kind.LAYER:
            self.layers[draft.place.text] = draft
        elif draft.kind is Kind.OVERSET:
            self.overset[spot] = draft
        elif draft.what == "line":
            self.lines[spot].append(draft)
            if draft.kind in _TYPE:
                self.type.setdefault(spot, draft)

    def give(self) -> None:
        for draft in self.drafts:
            if draft.cause is None:
                draft.cause = next((cause for cause in self.reasons(draft) if cause is not draft), None)

    def reasons(self, draft: Draft) -> Iterator[Draft]:
        """What may be the reason, the likeliest first."""
        spot = draft.page, draft.place.frame
        kind = draft.kind
        if draft.layer:
            yield from _known(self.layers.get(draft.layer))
        if draft.what == "frame":
            yield from self.frame_reasons(draft, spot)
            return
        if not draft.place.frame and not draft.story:
            return
        moved = self.moved.get(spot)
        if kind is Kind.MOVE and moved is not None and alike(draft.move, moved.move):
            yield moved
        if kind in (Kind.TEXT, Kind.PICTURE, Kind.DRAWN) and ("is gone" in draft.told or "is new" in draft.told):
            yield from _known(self.came_or_went.get(spot))
        if kind is Kind.TEXT and draft.change and not draft.change[1]:
            yield from _known(self.overset.get(spot))
        if draft.what == "line":
            yield from self.spacing_reasons(draft, spot)
        elif draft.what in ("effect", "mark"):
            yield from (other for other in self.lines[spot] if other.kind in (*_RANK, Kind.MOVE, Kind.COLOUR))
        else:
            yield from _known(self.sized.get(spot) if kind is not Kind.MOVE else None)
        if kind is Kind.MOVE:
            yield from self.pushes(draft)

    def spacing_reasons(self, draft: Draft, spot: Spot) -> Iterator[Draft]:
        """Of a line that breaks elsewhere or is spaced otherwise."""
        if draft.kind not in (Kind.BREAK, Kind.SPACING):
            return
        yield from _known(self.type.get(spot))
        yield from _known(self.sized.get(spot))
        if draft.kind is Kind.BREAK:
            spaced = [other for other in self.lines[spot] if other.kind is Kind.SPACING and other.cause is None]
            if len(spaced) > 1:
                yield spaced[0]

    def frame_reasons(self, draft: Draft, spot: Spot) -> Iterator[Draft]:
        """Of a frame: type in which it is measured, a frame above it that grew; of overset: what pushed the words out."""
        if draft.kind is Kind.OVERSET:
            yield from self.spilled(draft)
        elif draft.kind is Kind.FRAME and draft.move:
            yield from (other for other in self.sized.values() if other is not draft and _pushed(draft, other))
        elif draft.kind is Kind.FRAME and draft.change:
            type_change = self.type.get(spot)
            if type_change is not None and type_change.kind is Kind.SIZE:
                yield type_change

    def spilled(self, draft: Draft) -> Iterator[Draft]:
        """What made words overset: the nearest change in the frame or in the story that ends in it."""
        spot = draft.page, draft.place.frame
        stories = {other.story for other in self.lines[spot]}
        fits = [
            other
            for other in self.drafts
            if other.reflows and (other.place.frame == spot[1] or (other.story and other.story in stories))
        ]
        fits = [other for other in fits if not (other.kind is Kind.TEXT and other.change and not other.change[1])]
        yield from sorted(fits, key=_likely)

    def pushes(self, draft: Draft) -> Iterator[Draft]:
        """What may have pushed a line: a change in its frame or its story, at or before it; the nearest first."""
        place = draft.place
        centred = place.role == "headline"  # a headline's lines stand in the middle of their frame together
        fits = []
        for cause in self.drafts:
            if not cause.reflows or cause is draft:
                continue
            here = bool(place.frame) and cause.place.frame == place.frame and cause.page == draft.page
            same_story = bool(draft.story) and cause.story == draft.story and cause.page <= draft.page
            earlier = cause.place.order <= place.order or cause.page < draft.page or cause.kind is Kind.FRAME
            if (here and (earlier or centred or draft.what != "line")) or (same_story and earlier and draft.what == "line"):
                fits.append(cause)
        yield from sorted(fits, key=_likely)


def _likely(cause: Draft) -> tuple[int, int]:
    return _RANK.index(cause.kind) if cause.kind in _RANK else len(_RANK), -cause.place.order


def _known(draft: Draft | None) -> Iterator[Draft]:
    if draft is not None:
        yield draft


def _pushed(draft: Draft, sized: Draft) -> bool:
    """Whether a frame moved as far down, or to the right, as another one grew."""
    if draft.page != sized.page or draft.place.before is None or sized.place.before is None or sized.place.after is None:
        return False
    before, after = sized.place.before, sized.place.after
    grown = (after[0] + after[2] - before[0] - before[2], after[1] + after[3] - before[1] - before[3])
    below = draft.place.before[1] >= before[1] + before[3] - NEAR and alike(draft.move, (0.0, grown[1]))
    beside = draft.place.before[0] >= before[0] + before[2] - NEAR and alike(draft.move, (grown[0], 0.0))
    return below or beside
