"""Composition profiles: named sets of the settings that the composer obeys.

A rule that is a matter of style is a setting here, and a profile is one row of the table at the foot of
composition-rules.md. Widths are in ems of the type size in use; None means: as the font has it.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class Strictness(Enum):
    """How strictly marks are kept off line heads and tails (L1; clreq #prohibition_rules_for_line_start_end)."""

    NONE = "none"
    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class Profile(msgspec.Struct, frozen=True):
    """The settings of one way of composing."""

    name: str
    strictness: Strictness = Strictness.BASIC
    digit_width: float | None = None  #: S11; figures and the marks within a number
    ascii_bracket_width: float | None = None  #: ( ) [ ] in Chinese text
    bracket_width: float | None = None  #: full-width brackets and quotes; None: an em. Display type sets them at half
    interpunct_width: float | None = 1.0  #: S5, GB/T 15834 5.1.7
    word_space_limit: float = 0.5  #: J2, what a word space may grow to
    han_western_limit: float = 0.5  #: J2, what a gap between Han and Western may grow to
    squeeze_limit: float = 2.0  #: J5, most that one line may be shortened
    squeeze_stops: bool = True  #: J1, whether 。？！ may be narrowed last


# han_western_limit .08 is ours: with no gap at rest, newspapers set figures close, and a whole slack of up
# to an em heaped beside one number would tear a hole into a narrow column.
PROFILES: dict[str, Profile] = {
    "newspaper": Profile(
        name="newspaper",
        digit_width=0.45,
        ascii_bracket_width=0.5,
        interpunct_width=1.0,
        han_western_limit=0.08,
    ),
    "none": Profile(name="none", strictness=Strictness.NONE, interpunct_width=None),
}
