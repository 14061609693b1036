"""Frames of two pages: which came, which went, which stand elsewhere or have another size."""

from __future__ import annotations

from collections.abc import Iterator

from banmian.compare.finding import Kind, Place, told_length
from banmian.compare.rules import Rules
from banmian.compare.telling.drafts import Draft
from banmian.tree.tree import TreeFrame, TreePage


def frame_drafts(before: TreePage, after: TreePage, page: int, rules: Rules) -> Iterator[Draft]:
    """What changed of the frames."""
    old, new = ({frame.id: frame for frame in side.frames} for side in (before, after))
    em = after.grid[0] or before.grid[0]
    for name, frame in old.items():
        other = new.get(name)
        place = _place(frame, other)
        if other is None:
            lines = f", with its {frame.lines} lines" if frame.lines > 1 else ""
            yield Draft(Kind.FRAME, page, place, "frame", told=f"is gone{lines}", reflows=True)
        else:
            yield from _changes(frame, other, page, place, em, rules)
    for name, frame in new.items():
        if name not in old:
            yield Draft(Kind.FRAME, page, _place(None, frame), "frame", told="is new", reflows=True)


def _changes(frame: TreeFrame, other: TreeFrame, page: int, place: Place, em: float, rules: Rules) -> Iterator[Draft]:
    near = rules.position_at(page, other.rect)
    dx, dy = other.rect[0] - frame.rect[0], other.rect[1] - frame.rect[1]
    if max(abs(dx), abs(dy)) > near:
        yield Draft(Kind.FRAME, page, place, "frame", move=(dx, dy), em=em, reflows=True)
    parts = []
    for at, name in ((2, "measure" if frame.lines and other.lines else "width"), (3, "height")):
        one, two = frame.rect[at], other.rect[at]
        if abs(one - two) > near:
            parts.append(f"{name} {one:.2f} → {two:.2f} pt ({told_length(abs(two - one), em)} {'more' if two > one else 'less'})")
    if not parts:
        for at, name in ((2, "measure"), (3, "height within its insets")):
            one, two = frame.inner[at], other.inner[at]
            if abs(one - two) > near:
                parts.append(
                    f"{name} {one:.2f} → {two:.2f} pt ({told_length(abs(two - one), em)} {'more' if two > one else 'less'})"
                )
    if parts:
        change = tuple(f"{box[2]:.2f} x {box[3]:.2f}" for box in (frame.rect, other.rect))
        yield Draft(Kind.FRAME, page, place, "frame", told=", ".join(parts), change=change, em=em, reflows=True)  # type: ignore[arg-type]
    if frame.z != other.z:
        yield Draft(Kind.STACKING, page, place, "frame", told=f"z {frame.z} → {other.z}")


def _place(before: TreeFrame | None, after: TreeFrame | None) -> Place:
    shown = after or before
    assert shown is not None
    return Place(
        frame=shown.id,
        before=before.rect if before else None,
        after=after.rect if after else None,
        source=(after.source if after else "") or (before.source if before else ""),
        order=-1,
    )
