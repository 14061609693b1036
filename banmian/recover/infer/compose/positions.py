"""Find the settings that show within lines only: what line ends leave open, the places of glyphs tell.

Lines are set to end as they do in print, and their glyphs are held against it. A setting is taken where it brings them nearer and
leaves no more line ends unexplained.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from banmian.plan.plan import Block
from banmian.recover.infer.text.words import Words
from banmian.text.compose import Composer, Place
from banmian.text.paragraph import Paragraph
from banmian.tree.maketree import run_places

_MOST_LINES = 48  # that are held against print
_NEAR = 0.004  # em; so near on the mean that nothing is looked for
_BETTER = 0.96  # of the error before, and
_LEAST = 0.001  # em less: what a setting must bring
_FAR = 0.6  # em; no glyph counts as farther off
_ROUNDS = 2

# What is tried, in this order; values are of the profile.
_TRIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("adjacent_marks", (2.0, 1.5, 1.0)),
    ("line_end", (1.0, 0.5)),
    ("line_start", (1.0, 0.5)),
    ("han_western_gap", (0.0, 0.125, 0.2, 0.25)),
    ("gap_beside_signs", (False, True)),
    ("han_western_limit", (0.0, 0.08, 0.25, 0.5)),
    ("spread_marks", (False, True)),
    ("word_space_limit", (0.25, 0.5, 1.0)),
    ("ascii_bracket_width", (None, 0.5)),
    ("interpunct_width", (1.0, 0.5, None)),
    ("connector_width", (0.5, None)),
    ("squeeze_stops", (True, False)),
    ("narrow_alike", (False, True)),
    ("han_western_least", (None, 0.125, 0.2)),
)

Printed = tuple[Block, Words]


def nearest(
    settings: dict[str, Any],
    fixed: frozenset[str],
    value_of: Callable[[dict[str, Any], str], Any],
    error: Callable[[dict[str, Any]], float],
    allowed: Callable[[dict[str, Any]], bool],
) -> dict[str, Any]:
    """*settings* with those changed that bring glyphs nearer, where that is *allowed*; those *fixed* stay.

    *value_of* tells what settings give a field, *error* how far off the glyphs are, in em.
    """
    best = error(settings)
    for _ in range(_ROUNDS):
        before = settings
        for field, values in _TRIED:
            if best <= _NEAR:
                return settings
            for value in values if field not in fixed else ():
                if value_of(settings, field) == value:
                    continue
                changed = settings | {field: value}
                off = error(changed)
                if off < best * _BETTER and off < best - _LEAST and allowed(changed):
                    settings, best = changed, off
        if settings == before:
            break
    return settings


def chosen_lines(printed: Sequence[Printed]) -> list[tuple[int, int]]:
    """Paragraph and line of those that are held against print: full lines first, evenly over the page."""
    every = [
        (at, line)
        for at, (_, words) in enumerate(printed)
        for line in range(min(len(words.ends) - 1, len(words.lines)))
        if words.measures[line]
    ]
    step = max(1, len(every) // _MOST_LINES)
    return every[::step][:_MOST_LINES]


def line_error(paragraph: Paragraph, block: Block, words: Words, line: int) -> tuple[float, int]:
    """How far the glyphs of a line lie from their places in print, in em together, and how many they are."""
    start = words.ends[line - 1] if line else 0
    size = paragraph.setting.style.size
    made = Composer().set_line(paragraph, block, start, words.ends[line], Place(0.0, 0.0, words.measures[line]))
    found = [
        (text, place)
        for run in made.runs
        for text, place in zip(run.texts or run.text, run_places(run, run.x), strict=True)
        if not text.isspace() and text
    ]
    print_ = [(glyph.text, glyph.along) for glyph in words.lines[line].glyphs if not glyph.text.isspace()]
    if len(found) != len(print_) or any(one[0] != two[0] for one, two in zip(found, print_, strict=True)):
        return 0.0, 0
    off = [one[1] - two[1] for one, two in zip(found, print_, strict=True)]
    middle = median(off)
    return sum(min(_FAR, abs(value - middle) / size) for value in off), len(off)
