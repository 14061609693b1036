"""Narrow marks where two meet and at line edges, and open gaps beside Western runs (S1 to S4, S6, S8, S9).

Takes a paragraph's text and the advance of each character; returns advances with what adjacency takes out and
what a gap puts in, and how much narrower or wider a line is for starting or ending with a character. Never
chooses a break: clreq wants this done before prohibition is judged (L13), since a narrowed mark changes
where lines end. clreq #punctuation_width_adjustment; GB/T 15834 5.1.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Protocol

import msgspec

from banmian.spec.types.profile import Profile
from banmian.text.widths.marks import CLOSING, FULL_WIDTH, OPENING, PAUSES, STOPS, TRAILING, WESTERN, WITH_SIGNS, is_ideographic

_OPENING = frozenset(OPENING) & FULL_WIDTH
_CLOSING = frozenset(CLOSING) & FULL_WIDTH
_POINTS = frozenset(PAUSES + STOPS) & FULL_WIDTH
_MARKS = re.compile("[" + re.escape("".join(sorted(_OPENING | _CLOSING | _POINTS))) + "]")
_SHOUTS = re.compile("[！？]{2,3}")  # S6
_WESTERN_RUN = re.compile(f"{WESTERN.pattern}(?:[ .,:%'’&/+-]*{WESTERN.pattern})*[%]?")
_HALF, _QUARTER = 0.5, 0.25
UPRIGHT_POINTS = frozenset("：；！？")  # S5
_THREE_HALVES = 1.5  # em, S1: what `chws` makes of two marks
_FULL = 0.9  # a mark narrower than this has no half left to give


class Edges(msgspec.Struct, frozen=True):
    """By character: what a line that starts (`heads`) or ends (`tails`) with it adds to its width, mostly below 0."""

    heads: list[float]
    tails: list[float]


def is_spaced(profile: Profile) -> bool:
    """Whether the profile asks for any of this; most newspaper work does not."""
    return (
        profile.adjacent_marks < 2
        or profile.line_end < 1
        or profile.line_start < 1
        or profile.han_western_gap > 0
        or profile.western_grid
    )


def space_marks(
    text: str, boxes: list[float], profile: Profile, vertical: bool = False, font: MarkFont | None = None
) -> tuple[list[float], Edges]:
    """The advances of *text*, whose characters stand in *boxes*, and what its line edges change.

    *font* says what it leaves free beside its marks; without it the region's custom counts.
    """
    advances = list(boxes)
    heads, tails = [0.0] * len(text), [0.0] * len(text)
    place = Placing(profile.language.centres_marks, vertical, font)
    if not place.centred and not vertical:  # S5: ！ and ？ keep their em in Taiwan and Hong Kong, and in vertical lines
        _narrow_shouts(text, advances)
    for found in _MARKS.finditer(text):
        at = found.start()
        opens = text[at] in _OPENING
        if opens and boxes[at] > _FULL:
            heads[at] = profile.line_start - 1.0
        taken = _taken_between(text, at, boxes, profile, place)
        advances[at] -= taken
        if not opens and advances[at] + taken > _FULL:
            # A mark in the middle of its square can give up only what lies behind it; beyond that it hangs.
            least = max(profile.line_end, 0.5, 1.0 - place.free_behind(text[at]))
            tails[at] = least - max(0.0, 0.5 - profile.line_end) - advances[at]
        elif taken:
            tails[at] = taken  # the pair is parted: what was taken out between them comes back
    if profile.western_grid:
        _pad_to_grid(text, advances)
    elif profile.han_western_gap:
        _open_gaps(text, advances, tails, profile)
    return advances, Edges(heads, tails)


class MarkFont(Protocol):
    """What a font says of its marks (S13)."""

    def free_space(self, char: str) -> tuple[float, float] | None:
        """The free space before and behind a mark."""

    def pair_narrowing(self, first: str, second: str) -> float | None:
        """What it takes out itself between two marks that are 1.5 em together."""


class Placing(msgspec.Struct, frozen=True):
    """Where marks stand in their squares (S7): as the font has them, else in the middle in Taiwan and Hong Kong and at the
    corner where they follow what is before them elsewhere. In Taiwan and Hong Kong ！ ？ keep their em, and in vertical
    lines ： ； ！ ？ do everywhere (S5).
    """

    centred: bool
    vertical: bool
    font: MarkFont | None = None

    def free_before(self, char: str) -> float:
        """The free space before a mark's ink along the line, in ems."""
        if self._keeps(char):
            return 0.0
        found = self.font.free_space(char) if self.font else None
        if found:
            return found[0]
        if char in _OPENING:
            return _HALF
        return _QUARTER if self.centred and char in _POINTS else 0.0

    def free_behind(self, char: str) -> float:
        """The free space behind a mark's ink along the line, in ems."""
        if self._keeps(char):
            return 0.0
        found = self.font.free_space(char) if self.font else None
        if found:
            return found[1]
        if char in _CLOSING:
            return _HALF
        if char in _POINTS:
            return _QUARTER if self.centred else _HALF
        return 0.0

    def _keeps(self, char: str) -> bool:
        return (self.vertical and char in UPRIGHT_POINTS) or (self.centred and char in "！？")


def _taken_between(text: str, at: int, boxes: list[float], profile: Profile, place: Placing) -> float:
    """S1: what is taken out between the mark at *at* and a mark after it: free space where the two face each other."""
    after = at + 1
    if after >= len(text) or boxes[at] < _FULL or boxes[after] < _FULL:
        return 0.0
    shouts = not place.centred and not place.vertical and _SHOUTS.match(text, at)
    if shouts or text[after] not in _OPENING | _CLOSING | _POINTS:
        return 0.0
    if place.font and profile.adjacent_marks == _THREE_HALVES:
        told = place.font.pair_narrowing(text[at], text[after])
        if told is not None:
            return told
    return min(2.0 - profile.adjacent_marks, place.free_behind(text[at]) + place.free_before(text[after]))


def _narrow_shouts(text: str, advances: list[float]) -> None:
    """S6: two of ！ ？ take an em together, three in a row two."""
    for found in _SHOUTS.finditer(text):
        each = 1.0 / 2 if len(found[0]) == 2 else 2.0 / 3
        advances[found.start() : found.end()] = [each] * len(found[0])


def _open_gaps(text: str, advances: list[float], tails: list[float], profile: Profile) -> None:
    for at in gaps_beside_western(text, profile):
        advances[at] += profile.han_western_gap
        tails[at] -= profile.han_western_gap


def gaps_beside_western(text: str, profile: Profile) -> Iterator[int]:
    """S8: behind which characters a gap between Han and Western stands: none beside a mark or the author's own space.

    Where signs of ASCII have gaps too, brackets and points have them on their outer sides.
    """
    signs = profile.gap_beside_signs
    for found in (WITH_SIGNS if signs else WESTERN).finditer(text):
        start, end = found.span()
        if start and is_han(text[start - 1]) and not (signs and text[start] in TRAILING):
            yield start - 1
        if end < len(text) and is_han(text[end]) and not (signs and text[end - 1] in OPENING):
            yield end - 1


def _pad_to_grid(text: str, advances: list[float]) -> None:
    """S9: a Western run takes whole ems, its white before and behind alike; at the paragraph's head all of it behind."""
    for found in _WESTERN_RUN.finditer(text):
        start, end = found.span()
        width = sum(advances[start:end])
        pad = ceil(width - 1e-6) - width
        before = pad / 2 if start else 0.0
        if start:
            advances[start - 1] += before
        advances[end - 1] += pad - before


def is_han(char: str) -> bool:
    """Whether *char* is ideographic and no mark."""
    return is_ideographic(char) and char not in FULL_WIDTH
