"""Share out what a line has too much or too little: the gap after each character (J1-J3, S12).

Takes a paragraph and the two ends of a line, returns one number a character, in ems. Never moves a break.
"""

from __future__ import annotations

from banmian.text.paragraph import Paragraph
from banmian.text.widths.marks import OPENING, PAUSES, STOPS


def widen(paragraph: Paragraph, start: int, end: int, slack: float) -> list[float]:
    """Share *slack* ems over the line's gaps: word spaces, Han-Western gaps, then every other alike (J2)."""
    text, profile = paragraph.text, paragraph.setting.style.profile
    gaps = [0.0] * (end - start)
    last = end - 1  # the last character carries no gap
    spaces = [at - start for at in range(start, last) if text[at] == " "] if " " in text[start:last] else []
    if spaces:
        room = max(0.0, profile.word_space_limit - paragraph.advances[start + spaces[0]])
        slack = _share(gaps, spaces, slack, room)
    western = paragraph.western_gaps
    if slack > 0 and profile.han_western_limit > 0 and western.find(1, start, last) >= 0:
        slack = _share(gaps, [at - start for at in range(start, last) if western[at]], slack, profile.han_western_limit)
    if slack > 0:
        others = [at for at, flag in enumerate(paragraph.stretch[start:last]) if flag] or list(range(last - start))
        if others:
            each = slack / len(others)
            for at in others:
                gaps[at] += each
    return gaps


def distribute(paragraph: Paragraph, start: int, end: int, slack: float) -> list[float]:
    """Share *slack* over every gap of the line alike (J3, S14): 均排, for headings and lists of names.

    Characters that share a place, such as a letter and its accent, have no gap between them.
    """
    places = [at - start for at in range(start, end - 1) if paragraph.advances[at + 1] != 0]
    gaps = [0.0] * (end - start)
    if places:
        _share(gaps, places, slack, slack)
    return gaps


def _share(gaps: list[float], places: list[int], slack: float, limit: float) -> float:
    """Give each of *places* the same, up to *limit*; returns what is left of *slack*."""
    each = min(slack / len(places), limit)
    for at in places:
        gaps[at] += each
    return slack - each * len(places)


def narrow(paragraph: Paragraph, start: int, end: int, excess: float) -> tuple[list[float], float]:
    """Take *excess* ems out of the line's marks in J1's order; also how far the line's head moves left.

    The mark at the line's end gives first; within a step all give alike.
    """
    gaps = [0.0] * (end - start)
    head = 0.0
    steps = paragraph.giving()
    edges = paragraph.trimmed_edges(start, end)
    marks = [[at for at in range(start, end) if step[at] and at not in edges] for step in steps]
    tail = [at for places in marks for at in places if at == end - 1]
    # Interpuncts, and marks in the middle of their square, give on both sides alike (J1, S7).
    both = {*marks[0]}
    if paragraph.setting.style.profile.language.centres_marks:
        both.update(at for at in range(start, end) if paragraph.text[at] in PAUSES + STOPS)
    opening = {at for at in marks[1] if paragraph.text[at] in OPENING}
    alike = paragraph.setting.style.profile.narrow_alike
    western = [at for at in range(start, end - 1) if paragraph.western_gaps[at]] if paragraph.western_give else []
    if western and alike:
        share = min(1.0, excess / paragraph.narrowable(start, end))
        excess -= _narrow_western(gaps, start, western, share * paragraph.western_give)
    order = [tail, *([at for at in step if at not in tail] for step in marks)]
    for places in [[at for step in marks for at in step]] if alike else order:
        if not places or excess <= 0:
            continue
        each = min(excess / len(places), 0.5)
        excess -= each * len(places)
        for at in places:
            before = each if at in opening else each / 2 if at in both else 0.0
            gaps[at - start] -= each - before
            if at == start:
                head += before
            elif before:
                gaps[at - start - 1] -= before
    if western and not alike and excess > 0:
        _narrow_western(gaps, start, western, min(excess / len(western), paragraph.western_give))
    return gaps, head


def _narrow_western(gaps: list[float], start: int, places: list[int], each: float) -> float:
    """Take *each* out of the gaps between Han and Western; how much that is together."""
    for at in places:
        gaps[at - start] -= each
    return each * len(places)
