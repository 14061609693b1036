"""Drafts to findings: what changed alike becomes one, and what only follows from another stands under it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import msgspec

from banmian.compare.finding import Finding, Kind
from banmian.compare.telling.drafts import Draft
from banmian.compare.telling.reasons import alike, give_reasons
from banmian.compare.telling.words import message

_MANY = 3  # lines of a frame spaced otherwise that are told together


def findings(drafts: Sequence[Draft], ppi: int) -> list[Finding]:
    """The differences, page by page, each cause followed by what comes of it."""
    give_reasons(drafts)
    return _Merger(drafts, ppi).result()


class _Group(msgspec.Struct, eq=False):
    """Drafts that are one finding."""

    drafts: list[Draft]
    cause: _Group | None = None
    carried: list[Draft] = []  #: what moved with a frame
    follow: list[_Group] = []


class _Merger:
    def __init__(self, drafts: Sequence[Draft], ppi: int) -> None:
        self.ppi = ppi
        self.drafts = drafts
        self.crowded = _crowded(drafts)
        self.groups: dict[Hashable, _Group] = {}
        self.of: dict[int, _Group] = {}
        self.vectors: list[tuple[float, float]] = []

    def result(self) -> list[Finding]:
        for draft in self.drafts:
            self.group(draft, ())
        roots = [group for group in self.groups.values() if group.cause is None]
        made: list[Finding] = []
        for root in sorted(roots, key=_order):
            self.tell(root, "", made)
        return made

    def group(self, draft: Draft, open_: tuple[int, ...]) -> _Group:
        """The group of a draft; those of its causes are made first."""
        known = self.of.get(id(draft))
        if known is not None:
            return known
        cause = draft.cause
        parent = None
        if cause is not None and id(cause) not in open_:
            parent = self.group(cause, (*open_, id(draft)))
            known = self.of.get(id(draft))
            if known is not None:
                return known
        if (
            parent is not None
            and draft.kind is Kind.MOVE
            and parent.drafts[0].kind is Kind.FRAME
            and cause
            and alike(draft.move, cause.move)
        ):
            parent.carried.append(draft)
            self.of[id(draft)] = parent
            return parent
        key = (id(parent), self.key(draft, parent is not None))
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = _Group([], parent)
            if parent is not None:
                parent.follow.append(group)
        group.drafts.append(draft)
        self.of[id(draft)] = group
        return group

    def key(self, draft: Draft, follows: bool) -> Hashable:
        """What drafts must share to be one finding."""
        if follows and draft.what in ("effect", "mark"):
            return "beside", draft.page, draft.place.frame
        if follows and draft.kind in (Kind.MOVE, Kind.SPACING, Kind.BREAK):
            return draft.kind, draft.page
        if draft.kind in (Kind.FONT, Kind.SIZE, Kind.WIDTH, Kind.COLOUR):
            return draft.kind, draft.change, draft.what
        if draft.kind is Kind.SPACING and (draft.page, draft.place.frame) in self.crowded:
            return draft.kind, draft.page, draft.place.frame
        if draft.move and draft.kind in (Kind.MOVE, Kind.FRAME):
            return draft.kind, draft.page, self.vector(draft.move)
        if draft.kind is Kind.DRAWN:
            return draft.kind, draft.page, draft.what, draft.told, draft.place.frame
        return id(draft)

    def vector(self, move: tuple[float, float]) -> tuple[float, float]:
        """The first move that was like this one."""
        near = next((vector for vector in self.vectors if alike(vector, move)), None)
        if near is None:
            self.vectors.append(near := move)
        return near

    def tell(self, group: _Group, follows: str, made: list[Finding]) -> None:
        """A finding, then what follows from it."""
        finding = message(group.drafts, group.carried, self.ppi, follows)
        made.append(finding)
        for other in sorted(group.follow, key=_order):
            self.tell(other, finding.id, made)


_FIRST = [Kind.PAGES, Kind.METADATA, Kind.LAYER, Kind.PAGE_BOX, Kind.FONT_FILE, Kind.FRAME, Kind.PICTURE, Kind.TEXT, Kind.BREAK]


def _order(group: _Group) -> tuple[int, int, int]:
    first = group.drafts[0]
    return first.page, _FIRST.index(first.kind) if first.kind in _FIRST else len(_FIRST), first.place.order


def _crowded(drafts: Iterable[Draft]) -> set[tuple[int, str]]:
    """Frames in which many lines are spaced otherwise."""
    counts: dict[tuple[int, str], int] = {}
    for draft in drafts:
        if draft.kind is Kind.SPACING:
            place = draft.page, draft.place.frame
            counts[place] = counts.get(place, 0) + 1
    return {place for place, count in counts.items() if count > _MANY}
