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


class WayOut(Enum):
    """What first fit does where a line may not end (L14; clreq #line_adjustment): the unit goes to the next line, or
    the line is narrowed to take it where its marks allow.
    """

    PUSH_OUT = "push-out"
    PULL_IN = "pull-in"


class Breaker(Enum):
    """How the lines of a paragraph are found (J4): each by first fit, or all together."""

    GREEDY = "greedy"
    OPTIMAL = "optimal"


class Fit(Enum):
    """What total fit holds to be a good paragraph (J4): even lines, or lines that are rather narrowed than spread."""

    EVEN = "even"
    NARROW = "narrow-first"


class Hyphenation(Enum):
    """By which dictionary Western words are parted at a line's end (L8)."""

    NONE = "none"
    EN_US = "en-US"
    EN_GB = "en-GB"


class Language(Enum):
    """The Chinese that is set: which forms the fonts give (S13), and where the free space of a mark lies (S7)."""

    HANS = "zh-Hans"
    HANT_TW = "zh-Hant-TW"
    HANT_HK = "zh-Hant-HK"

    @property
    def centres_marks(self) -> bool:
        """Whether pauses and stops stand in the middle of their square, as in Taiwan and Hong Kong."""
        return self is not Language.HANS


class Profile(msgspec.Struct, frozen=True):
    """The settings of one way of composing."""

    name: str
    language: Language = Language.HANS
    strictness: Strictness = Strictness.BASIC
    way_out: WayOut = WayOut.PUSH_OUT
    breaker: Breaker = Breaker.GREEDY
    fit: Fit = Fit.EVEN
    adjacent_marks: float = 2.0  #: S1; what two full-width marks take together: 2, 1.5 or 1
    line_end: float = 1.0  #: S2; width of a full-width mark at a line's end; below .5 it hangs by as much
    line_start: float = 1.0  #: S3, S4; width of an opening bracket at a line's start
    han_western_gap: float = 0.0  #: S8; at rest
    gap_beside_signs: bool = False  #: S8; whether the gap stands beside ( ) + and all other ASCII marks too
    western_grid: bool = False  #: S9; Western runs padded to whole ems, so that Han stays in its squares
    hanging: bool = False  #: S10; whether a single mark may stand outside the measure
    glued_quotes: bool = False  #: L9; whether no line ends on either side of “ ” ‘ ’, as by UAX 14 LB19
    widow_control: bool = True  #: P3; off: headings and last lines stand alone at a column's foot and head, as they fall
    lone_character: bool = True  #: L12; whether a paragraph may end in a line of one character and its mark
    hyphenation: Hyphenation = Hyphenation.NONE  #: L8
    digit_width: float | None = None  #: S11; figures and the marks within a number
    ascii_bracket_width: float | None = None  #: ( ) [ ] in Chinese text
    bracket_width: float | None = None  #: full-width brackets and quotes; None: an em. Display type sets them at half
    quote_width: float | None = None  #: “ ” ‘ ’; None: as brackets. Browsers set them as wide as in Western text
    interpunct_width: float | None = 1.0  #: S5, GB/T 15834 5.1.7
    square_figures: int = 3  #: V3; figures that share a square of a vertical line at most; 0: all that is Western is turned
    corner_quotes: bool = True  #: V2; whether “ ” ‘ ’ become 『 』 「 」 in vertical lines
    connector_width: float | None = None  #: S5; the solidus and the short connector
    word_space_limit: float = 0.5  #: J2, what a word space may grow to
    han_western_limit: float = 0.5  #: J2, by how much a gap between Han and Western may grow
    spread_marks: bool = False  #: J2; whether gaps beside marks grow as all others do
    spread_limit: float = 0.5  #: J2; a line whose gaps grow by more is reported
    squeeze_limit: float = 2.0  #: J5, L14; most that one line may be shortened
    squeeze_stops: bool = True  #: J1, whether 。？！ may be narrowed last
    narrow_alike: bool = False  #: J1, whether all that can be narrowed is, in proportion, instead of one kind after another
    han_western_least: float | None = None  #: J1, to what a gap between Han and Western may be narrowed; None: it is not


# han_western_limit .08 is ours: with no gap at rest, newspapers set figures close, and a whole slack of up
# to an em heaped beside one number would tear a hole into a narrow column. The books' .25 lets a gap grow
# from a quarter to a half (J2).
_NEWSPAPER = Profile(name="newspaper", digit_width=0.45, ascii_bracket_width=0.5, connector_width=0.5, han_western_limit=0.08)
_GB = Profile(
    name="gb",
    strictness=Strictness.GB,
    way_out=WayOut.PULL_IN,
    breaker=Breaker.OPTIMAL,
    adjacent_marks=1.5,
    line_end=0.5,
    line_start=0.5,
    han_western_gap=0.25,
    interpunct_width=0.5,
    connector_width=0.5,
    han_western_limit=0.25,
)
_BOOK = msgspec.structs.replace(_GB, name="book", strictness=Strictness.STRICT)
_TRADITIONAL = Profile(
    name="traditional", language=Language.HANT_TW, connector_width=0.5, han_western_gap=0.25, han_western_limit=0.25
)
_NONE = Profile(name="none", strictness=Strictness.NONE, interpunct_width=None)

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (_NEWSPAPER, _GB, _BOOK, _TRADITIONAL, _NONE)}
