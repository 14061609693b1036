"""Pieces of a content stream: numbers, paths, names of graphics states (ISO 32000-2 §7.3.3, §8.5.2)."""

from __future__ import annotations

from collections.abc import Iterable

from banmian.page.composed import Segment

#: Graphics states: what is printed over other inks, and what is left out of them.
OVER, KNOCK = "gOver", "gKnock"


def number(value: float) -> str:
    """A number for a content stream: to a thousandth, without trailing noughts."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path_code(path: Iterable[Segment], height: float, shift: float) -> str:
    """The operators of a path of the page, whose y counts down from *height*."""
    words = []
    for segment in path:
        operator, *values = segment
        places = [number(height - value if at % 2 else value + shift) for at, value in enumerate(values)]
        words.append(" ".join([*places, operator]))
    return " ".join(words)
