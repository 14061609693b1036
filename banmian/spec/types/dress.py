"""The schema of a frame's dress: printed rules, tints and gradients, insets. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum
from typing import Self

import msgspec

from banmian.spec.types.colour import Colour
from banmian.spec.types.units import Length


class RuleStyle(Enum):
    """Printed rules: 正线 thin, 反线 thick, 双线 double, 文武线 thick-thin and thin-thick, 点线 dotted.

    Ornamented (花边): wavy 波浪线, beads 连珠, diamonds 菱花, meander 回纹.
    """

    THIN = "thin"
    THICK = "thick"
    DOUBLE = "double"
    THICK_THIN = "thick-thin"
    THIN_THICK = "thin-thick"
    DOTTED = "dotted"
    WAVY = "wavy"
    BEADS = "beads"
    DIAMONDS = "diamonds"
    MEANDER = "meander"


ORNAMENTS = ("diamond", "diamonds", "disc", "discs", "star", "wave")  #: that a frame can show
_WEIGHTS = {"thin": 0.5, "thick": 2.0, "double": 2.5, "thick-thin": 4.0, "thin-thick": 4.0, "dotted": 1.0}
_WEIGHTS |= {"wavy": 3.0, "beads": 4.0, "diamonds": 5.0, "meander": 6.0}
_BLACK = Colour("cmyk", (0.0, 0.0, 0.0, 1.0))


class RuleSpec(msgspec.Struct, frozen=True):
    """A printed rule: its kind, its whole weight in points, its colour."""

    style: RuleStyle
    weight: float
    colour: Colour

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `hairline`, `thin`, `0.5pt`, `thick-thin 4pt cmyk 0 95 90 10`: kind, weight, colour, each optional."""
        words = text.split()
        style, weight = RuleStyle.THIN, None
        if words and words[0] == "hairline":
            words, weight = words[1:], 0.25
        elif words and words[0] in _WEIGHTS:
            style, words = RuleStyle(words[0]), words[1:]
        if (words and words[0][:1].isdigit()) or (words and words[0].startswith(".")):
            length = Length.parse(words[0])
            if length.unit in ("em", "lines") or length.value <= 0:
                raise ValueError(f"{words[0]!r} is not a rule's weight; write it in pt or mm, above zero")
            weight, words = length.points(0, 0), words[1:]
        try:
            colour = Colour.parse(" ".join(words)) if words else _BLACK
        except ValueError as error:
            kinds = ", ".join(["hairline", *_WEIGHTS])
            raise ValueError(f"{text!r} is not a rule; write a kind ({kinds}), a weight and a colour; {error}") from None
        return cls(style, _WEIGHTS[style.value] if weight is None else weight, colour)


class Sides(msgspec.Struct, frozen=True):
    """A length a side; one length stands for all four."""

    top: Length = Length(0, "pt")
    bottom: Length = Length(0, "pt")
    left: Length = Length(0, "pt")
    right: Length = Length(0, "pt")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one length for all sides."""
        length = Length.parse(text)
        return cls(length, length, length, length)


class RuleSides(msgspec.Struct, frozen=True):
    """A printed rule a side, where one is wanted; one rule stands for a border all round."""

    top: RuleSpec | None = None
    bottom: RuleSpec | None = None
    left: RuleSpec | None = None
    right: RuleSpec | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one rule for all sides."""
        rule = RuleSpec.parse(text)
        return cls(rule, rule, rule, rule)


class FillSpec(msgspec.Struct, frozen=True):
    """A tint (底纹) of one colour, or a gradient from *start* to *end*; *angle* 0 runs to the right, 90 downwards."""

    start: Colour
    end: Colour | None = None
    angle: float = 90.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one colour."""
        return cls(Colour.parse(text))
