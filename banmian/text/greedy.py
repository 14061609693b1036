"""Find the end of a line by first fit, pushing out what may not start the next one (J4, L14).

The widest line is found by bisecting the paragraph's running sums; then one step back to the last place
where a line may end.
"""

from __future__ import annotations

from bisect import bisect_right

from banmian.text.marks import SPACES
from banmian.text.paragraph import Paragraph

# Rounding of sums of ems: a thousandth of a point is not a difference in width.
SLACK = 1e-5


def line_end(paragraph: Paragraph, start: int, measure: float) -> tuple[int, bool]:
    """Where the line from *start* ends in *measure* ems, and whether it ends there legally.

    A unit that is wider than the measure is cut where the measure ends, which the caller reports.
    """
    sums = paragraph.sums
    length = len(paragraph.text)
    room = measure - (paragraph.indent if start == 0 else 0.0)
    limit = sums[start] + room + SLACK
    widest = bisect_right(sums, limit, lo=start) - 1
    forced = paragraph.breaks.find(2, start + 1, widest + 1)
    if forced > 0:
        return forced, True
    if widest >= length:
        return length, True
    while widest < length and paragraph.text[widest] in SPACES:
        widest += 1  # spaces past the measure have no width there
    if widest >= length:
        return length, True
    end = paragraph.breaks.rfind(1, start + 1, widest + 1)
    if end > start:
        return end, True
    return max(widest, start + 1), False


def line_ends(paragraph: Paragraph, measure: float) -> list[int]:
    """The ends of all lines of the paragraph in one *measure*."""
    ends = [0]
    while ends[-1] < len(paragraph.text):
        ends.append(line_end(paragraph, ends[-1], measure)[0])
    return ends[1:]
