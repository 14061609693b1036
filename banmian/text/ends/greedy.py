"""Find the end of a line by first fit; where a line may not end, push out or pull in (J4, L14, S10).

The widest line is found by bisecting the paragraph's running sums; then one step back to the last place
where a line may end. Where marks are narrowed at line edges, the few ends near it are tried by their width.
"""

from __future__ import annotations

from bisect import bisect_right

from banmian.spec.types.profile import WayOut
from banmian.text.ends.hyphen import WITH_HYPHEN
from banmian.text.paragraph import SLACK, Paragraph
from banmian.text.widths.marks import SPACES, TRAILING


def line_end(paragraph: Paragraph, start: int, measure: float) -> tuple[int, bool]:
    """Where the line from *start* ends in *measure* ems, and whether it ends there legally.

    A unit that is wider than the measure is cut where the measure ends, which the caller reports.
    """
    widest = _widest(paragraph, start, measure)
    breaks = paragraph.breaks
    forced = breaks.find(2, start + 1, widest + 1)
    if forced > 0:
        return forced, True
    if widest >= len(paragraph.text):
        return len(paragraph.text), True
    end = breaks.rfind(1, start + 1, widest + 1)
    if paragraph.hyphenated:
        end = max(end, _hyphenated(paragraph, start, widest, measure))
    if end < widest:
        pulled = _pulled_in(paragraph, start, widest, measure)
        if pulled:
            return pulled, True
    if end > start:
        return end, True
    end = _remedial_end(paragraph, start, widest) or max(widest, start + 1)
    while breaks[end] == WITH_HYPHEN and end > start + 1:
        end -= 1  # no room for the hyphen
    return end, False


def _hyphenated(paragraph: Paragraph, start: int, widest: int, measure: float) -> int:
    """The last place up to *widest* where a word may be parted and its hyphen fits too (L8); -1: no such place."""
    end = paragraph.breaks.rfind(WITH_HYPHEN, start + 1, widest + 1)
    while end > 0 and paragraph.width(start, end) > measure + SLACK:
        end = paragraph.breaks.rfind(WITH_HYPHEN, start + 1, end)
    return end


def _remedial_end(paragraph: Paragraph, start: int, widest: int) -> int:
    """L11: where three closing marks meet and the line has no other way, the third may start the next; 0: no such place."""
    for end in range(min(widest, len(paragraph.text) - 1), start + 2, -1):
        if is_remedial(paragraph, end):
            return end
    return 0


def is_remedial(paragraph: Paragraph, end: int) -> bool:
    """Whether a line that ends at *end* leaves the third of three closing marks to the next (L11)."""
    return end >= 2 and all(char in TRAILING for char in paragraph.text[end - 2 : end + 1])


def _widest(paragraph: Paragraph, start: int, measure: float) -> int:
    """How far a line from *start* reaches in *measure*, prohibitions aside; spaces past it have no width."""
    sums, text = paragraph.sums, paragraph.text
    room = measure - (paragraph.indent if start == 0 else 0.0)
    if paragraph.edges is None and paragraph.tracked is None:
        widest = bisect_right(sums, sums[start] + room + SLACK, lo=start) - 1
    else:
        # Edges give back at most an em between them, the last character its tracking.
        most = 1.0 + max(paragraph.tracked or (0.0,))
        widest = bisect_right(sums, sums[start] + room + most + SLACK, lo=start) - 1
        while widest > start + 1 and paragraph.width(start, widest) > measure + SLACK:
            widest -= 1
    while widest < len(text) and text[widest] in SPACES:
        widest += 1
    return widest


def _pulled_in(paragraph: Paragraph, start: int, widest: int, measure: float) -> int:
    """The end of a line that takes what may not start the next one: hanging, or narrowed; 0 when there is none."""
    profile = paragraph.setting.style.profile
    if not profile.hanging and profile.way_out is not WayOut.PULL_IN:
        return 0
    places = [at for at in (paragraph.breaks.find(flag, widest + 1) for flag in (1, 2)) if at > 0]
    if not places:
        return 0
    end = min(places)
    if paragraph.hangs(start, end, measure):
        return end
    if profile.way_out is WayOut.PULL_IN:
        over = paragraph.width(start, end) - measure
        if over <= min(paragraph.narrowable(start, end), profile.squeeze_limit) + SLACK:
            return end
    return 0


def line_ends(paragraph: Paragraph, measure: float, start: int = 0) -> list[int]:
    """The ends of all lines of the paragraph from *start* in one *measure*."""
    ends = [start]
    while ends[-1] < len(paragraph.text):
        ends.append(line_end(paragraph, ends[-1], measure)[0])
    return ends[1:]
