"""The composition settings that an author may write over a profile's, on a page, a style, a frame or a paragraph."""

from __future__ import annotations

import msgspec

from banmian.spec.types.profile import Breaker, Fit, Hyphenation, Language, Strictness, WayOut
from banmian.spec.types.units import Length, Width


class CompositionSpec(msgspec.Struct, frozen=True):
    """Composition settings over a profile; None leaves the profile's."""

    profile: str | None = None
    language: Language | None = None
    strictness: Strictness | None = None
    way_out: WayOut | None = None
    breaker: Breaker | None = None
    fit: Fit | None = None
    adjacent_marks: Length | None = None
    line_end: Length | None = None
    line_start: Length | None = None
    han_western_gap: Length | None = None
    gap_beside_signs: bool | None = None
    western_grid: bool | None = None
    hanging: bool | None = None
    glued_quotes: bool | None = None
    widow_control: bool | None = None
    lone_character: bool | None = None
    hyphenation: Hyphenation | None = None
    digit_width: Width | None = None
    ascii_bracket_width: Width | None = None
    bracket_width: Length | None = None
    quote_width: Length | None = None
    interpunct_width: Width | None = None
    connector_width: Width | None = None
    square_figures: int | None = None
    corner_quotes: bool | None = None
    word_space_limit: Length | None = None
    han_western_limit: Length | None = None
    spread_marks: bool | None = None
    spread_limit: Length | None = None
    squeeze_limit: Length | None = None
    squeeze_stops: bool | None = None
    narrow_alike: bool | None = None
    han_western_least: Length | None = None
