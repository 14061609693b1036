"""Choose all breaks of a paragraph together: total fit (J4), lines saved or added (J5), balanced headings.

Total fit looks for the most even lines, however many; the other two for the best of a given number of lines.
Squeezing prefers the least narrowing, balancing a break after a mark, then lines of equal length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from banmian.spec.types.profile import Fit
from banmian.text.ends.greedy import line_ends
from banmian.text.ends.hyphen import WITH_HYPHEN
from banmian.text.ends.phrases import phrase_ends
from banmian.text.paragraph import SLACK, Paragraph
from banmian.text.widths.marks import PAUSES, STOPS

# Ours: narrowing a line by all that it has costs as much as ten lines that each lack an em.
_NARROWING_COST = 10.0
# Ours: a heading broken inside a clause is worse than one whose lines differ by this many ems.
_INSIDE_CLAUSE = 8.0
# Ours: where phrases are known, a break inside one is worse than lines that differ by half their measure.
_AT_PHRASE, _INSIDE_PHRASE = 5.0, 16.0

_STRETCH = 0.1  # em; ours: a gap that grew by this much looks spread
_MOST_SLACK = 6.0  # em; no line of Chinese lacks more unless a unit of that width was pushed out
_RUNT, _RUNT_COST = 2.05, 60.0  # ours: a last line of one character and its mark is as bad as a line spread by .084 em a gap
_HYPHEN_COST = 25.0  # ours: a hyphen is as bad as a line spread by .063 em a gap
_EDGES = 2.0  # em; what a line's narrowed edges and a hanging mark may take beyond its measure

_LineCost = Callable[[int, int], float | None]


class RefusedError(Exception):
    """A wish that the limits do not allow; the message says why."""


def squeezed_ends(paragraph: Paragraph, measure: float, wish: int) -> list[int]:
    """Line ends with *wish* lines more (or fewer) than first fit gives; raises RefusedError."""
    natural = len(line_ends(paragraph, measure))
    count = natural + wish
    if count < 1:
        raise RefusedError(f"it has {natural} lines, and {-wish} cannot be saved")
    length = len(paragraph.text)
    limit = paragraph.setting.style.profile.squeeze_limit
    # A line may lack what one pushed-out unit leaves free; a wish for more lines shares more out.
    loosest = 2.0 if wish <= 0 else max(2.0, measure * wish / natural + 2.0)

    def cost(start: int, end: int) -> float | None:
        over = paragraph.width(start, end) - measure
        if over > SLACK:
            room = min(paragraph.narrowable(start, end), limit)
            return None if over > room + SLACK else _NARROWING_COST * (over / room) ** 2
        if end == length:
            return _RUNT_COST if start and paragraph.width(start, end) < _RUNT else 0.0
        return None if -over > loosest else over * over

    ends = _total_fit(paragraph, count, cost, measure - loosest)
    if ends is None:
        raise RefusedError(f"in {count} lines one would have to give more than {limit:g} em, or more than its marks hold")
    return ends


def balanced_ends(paragraph: Paragraph, measure: float) -> list[int]:
    """Line ends of a heading: as few lines as fit, broken after a mark where there is one, else evenly."""
    ends = line_ends(paragraph, measure)
    if len(ends) < 2:
        return ends
    mean = paragraph.sums[-1] / len(ends)
    length = len(paragraph.text)
    style = paragraph.setting.style
    phrases = phrase_ends(paragraph.text, style.profile.language) if style.phrases else None

    def cost(start: int, end: int) -> float | None:
        width = paragraph.width(start, end)
        if width > measure + SLACK:
            return None
        inside = end < length and paragraph.text[end - 1] not in PAUSES + STOPS
        price = _INSIDE_CLAUSE**2 if inside else 0.0
        if inside and phrases is not None:
            price = _AT_PHRASE**2 if end in phrases else _INSIDE_PHRASE**2
        return (width - mean) ** 2 / len(ends) + price

    return _total_fit(paragraph, len(ends), cost) or ends


def optimal_ends(paragraph: Paragraph, measure: float, start: int = 0) -> list[int]:
    """Line ends from *start* that make all lines together as even as they can be (J4, after Knuth and Plass).

    Linear in the text: from each place only the ends that one line reaches are looked at. Falls back on first
    fit where no legal breaks keep every line within its limits.
    """
    length = len(paragraph.text)
    places = [start, *(at for at in range(start + 1, length + 1) if paragraph.breaks[at])]
    best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
    active = [start]
    reach = measure + paragraph.setting.style.profile.squeeze_limit + _EDGES + max(paragraph.tracked or (0.0,))
    for end in places[1:]:
        found: tuple[float, int] | None = None
        for origin in list(active):
            if paragraph.sums[end] - paragraph.sums[origin] > reach:
                active.remove(origin)
                continue
            price = line_cost(paragraph, origin, end, measure)
            if price is not None and (found is None or best[origin][0] + price < found[0]):
                found = (best[origin][0] + price, origin)
        if paragraph.breaks[end] == 2:
            active.clear()
        if found:
            best[end] = found
            active.append(end)
    if length not in best:
        return line_ends(paragraph, measure, start)
    ends = [length]
    while (origin := best[ends[-1]][1]) > start:
        ends.append(origin)
    return ends[::-1]


def line_cost(paragraph: Paragraph, start: int, end: int, measure: float) -> float | None:
    """How bad text[start:end] is as a line of the paragraph; None: it cannot be one.

    The cube of how much of its room a line uses, as Knuth and Plass have it; a last line costs only when it is
    short of two ems, and one that must be narrowed.
    """
    if paragraph.setting.style.profile.fit is Fit.NARROW:
        return _narrow_first_cost(paragraph, start, end, measure)
    over = paragraph.width(start, end) - measure
    if over > SLACK and not paragraph.hangs(start, end, measure):
        room = min(paragraph.narrowable(start, end), paragraph.setting.style.profile.squeeze_limit)
        return 1.0 + 100 * (over / room) ** 3 if over <= room + SLACK else None
    length = len(paragraph.text)
    if end == length or paragraph.breaks[end] == 2:
        runt = end == length and start > 0 and paragraph.width(start, end) < _RUNT
        return _RUNT_COST if runt else 0.0
    gaps = paragraph.stretch.count(1, start, max(start, end - 1))
    room = max(gaps * _STRETCH, 0.01)
    slack = max(-over, 0.0)
    hyphen = _HYPHEN_COST if paragraph.breaks[end] == WITH_HYPHEN else 0.0
    return 1.0 + hyphen + 100 * (slack / room) ** 3 if slack <= _MOST_SLACK else None


def _narrow_first_cost(paragraph: Paragraph, start: int, end: int, measure: float) -> float | None:
    """How bad a line is where narrowing is better than spreading: by all that can be narrowed as bad as by no more than is spread.

    As Typst weighs its lines: the square of one and a hundred times the cube of how much of its room a line uses, a spread one
    using all of it and what its gaps grew by, in halves of an em.
    """
    over = paragraph.width(start, end) - measure
    if over > SLACK and not paragraph.hangs(start, end, measure):
        room = min(paragraph.narrowable(start, end), paragraph.setting.style.profile.squeeze_limit)
        return (1.0 + 100 * (over / room) ** 3) ** 2 if over <= room + SLACK else None
    length = len(paragraph.text)
    if end == length or paragraph.breaks[end] == 2:
        runt = end == length and start > 0 and paragraph.width(start, end) < _RUNT
        return (1.0 + 100.0) ** 2 if runt else 1.0
    gaps = max(paragraph.stretch.count(1, start, max(start, end - 1)), 1)
    slack = max(-over, 0.0)
    spread = 1.0 + slack / gaps / 0.5 if slack > SLACK else 0.0
    return (1.0 + 100 * min(spread, 10.0) ** 3) ** 2


def _total_fit(paragraph: Paragraph, count: int, cost: _LineCost, least: float = 0.0) -> list[int] | None:
    """The cheapest *count* lines, or None when no legal breaks allow that many.

    No line but the last is shorter than *least* ems: what is need not be looked at.
    """
    length, sums = len(paragraph.text), paragraph.sums
    places = [at for at in range(1, length + 1) if paragraph.breaks[at]]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        last = line == count - 1
        for start, (total, ends) in best.items():
            fitted = False
            forced = paragraph.breaks.find(2, start + 1)
            white = _EDGES + (paragraph.indent if start == 0 else 0.0)
            near = bisect_left(sums, sums[start] + least - white, lo=start + 1) if least > white else start + 1
            for end in (length,) if last else places[bisect_left(places, min(near, forced) if forced > 0 else near) :]:
                if not last and end == length:
                    break
                if 0 < forced < end:
                    break
                price = cost(start, end)
                if price is None:
                    if fitted:
                        break
                    continue
                fitted = True
                if end not in reached or total + price < reached[end][0]:
                    reached[end] = (total + price, (*ends, end))
        best = reached
    found = best.get(length)
    return list(found[1]) if found else None
