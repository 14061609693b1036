"""Put marks beside a line of type: emphasis dots, name lines, book-title lines, death marks (A1, A2, A5).

They stand in the white between lines and move nothing (A4): the line is set before they are looked at.
clreq #handling_interlinear_punctuation.
"""

from __future__ import annotations

from banmian.plan.geometry import EM_ASCENT, EM_DESCENT
from banmian.plan.markup import Mark, MarkKind
from banmian.text.lines.line import Annotation
from banmian.text.widths.spacing import is_han

# Ours, in ems: how far from the em box's edge a mark's middle stands, and how heavy it is.
_AWAY = {MarkKind.DOTS: 0.16, MarkKind.NAME: 0.08, MarkKind.BOOK: 0.1, MarkKind.DEATH: 0.0}
_WEIGHT = {MarkKind.DOTS: 0.14, MarkKind.NAME: 0.05, MarkKind.BOOK: 0.045, MarkKind.DEATH: 0.05}
_SHORT = 0.06  # ems that a line ends before its words do, so that neighbours are seen apart (A2)


def annotate(
    text: str, start: int, edges: list[tuple[float, float]], marks: tuple[Mark, ...], baseline: float, size: float, vertical: bool
) -> tuple[Annotation, ...]:
    """The marks of the line text[start:start + len(edges)]; *edges* are each character's two ends along it, in points."""
    found: list[Annotation] = []
    # In vertical lines a reading takes the dots' side, and they take the other.
    read = {at for mark in marks if mark.reading for at in range(mark.start, mark.end)} if vertical else set[int]()
    for mark in marks:
        first, last = max(mark.start - start, 0), min(mark.end - start, len(edges))
        if first >= last or mark.reading:
            continue
        across = baseline + _across(mark.kind, vertical) * size
        weight = _WEIGHT[mark.kind] * size
        if mark.kind is MarkKind.DOTS:
            for at in range(first, last):
                if is_han(text[start + at]):
                    middle = (edges[at][0] + edges[at][1]) / 2
                    aside = 2 * baseline - across if vertical and start + at in read else across
                    found.append(Annotation(mark.kind, middle, middle, aside, weight))
        else:
            short = 0.0 if mark.kind is MarkKind.DEATH else _SHORT * size
            found.append(Annotation(mark.kind, edges[first][0] + short, edges[last - 1][1] - short, across, weight))
    return tuple(found)


def _across(kind: MarkKind, vertical: bool) -> float:
    """From the line's baseline (or middle) to the mark's middle, in ems: under it; right of it for dots, left for lines.

    A frame's middle is that of the characters.
    """
    if kind is MarkKind.DEATH:
        return 0.0 if vertical else -(EM_ASCENT - EM_DESCENT) / 2
    if not vertical:
        return EM_DESCENT + _AWAY[kind]
    side = (EM_ASCENT + EM_DESCENT) / 2 + _AWAY[kind]
    return side if kind is MarkKind.DOTS else -side
