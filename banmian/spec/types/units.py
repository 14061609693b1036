"""Read lengths, type sizes and shares as newspapers write them.

A length keeps the author's unit until the plan knows the type size and the grid that give it points.
Inside the engine every length is a float in points (1/72 inch); a unit is named only in the YAML.
"""

from __future__ import annotations

import re
from typing import Self

import msgspec

POINTS_PER_MM = 72 / 25.4

_ABSOLUTE = {"pt": 1.0, "mm": POINTS_PER_MM, "cm": 10 * POINTS_PER_MM, "in": 72.0}

# 字号, word processors' values; metal type's differ by up to 2 pt and are not offered by name.
TYPE_SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0,
    "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5, "七号": 5.5,
}  # fmt: skip

# Trim sizes by name, in mm, width by height (GB/T 788 papers and the two newspaper formats).
TRIM_SIZES = {"a3": (297.0, 420.0), "a4": (210.0, 297.0), "a5": (148.0, 210.0), "对开": (390.0, 550.0), "四开": (275.0, 390.0)}

_LENGTH = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(pt|mm|cm|in|em|lines?|%)?$")


class Length(msgspec.Struct, frozen=True):
    """A length in the author's unit: pt, mm, cm, in, em (of the type size in use) or lines (of the grid)."""

    value: float
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `10.5pt`, `390mm`, `2em`, `3 lines`, `五号` or `0`; raises ValueError with the reason."""
        if text in TYPE_SIZES:
            return cls(TYPE_SIZES[text], "pt")
        found = _LENGTH.match(text.strip())
        if not found or found[2] == "%":
            raise ValueError(f"{text!r} is not a length; write a number and a unit: 12pt, 5mm, 2em, 3 lines, 五号")
        value, unit = float(found[1]), found[2] or ""
        if not unit and value:
            raise ValueError(f"{text!r} has no unit; write {text}pt, {text}mm, {text}em or {text} lines")
        return cls(value, "lines" if unit == "line" else unit or "pt")

    def __str__(self) -> str:
        return f"{self.value:g}{' lines' if self.unit == 'lines' else self.unit}"

    def points(self, em: float, line: float) -> float:
        """In points, for a type size of *em* points and a grid line of *line* points."""
        if self.unit == "em":
            return self.value * em
        if self.unit == "lines":
            return self.value * line
        return self.value * _ABSOLUTE[self.unit]


class Width(msgspec.Struct, frozen=True):
    """How wide a character stands: a length, or as its font has it."""

    length: Length | None  #: None: as the font has it

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `.5em` or `font`; raises ValueError with the reason."""
        if text.strip() == "font":
            return cls(None)
        try:
            return cls(Length.parse(text))
        except ValueError as error:
            raise ValueError(f"{error}; or font, as the font has it") from None


class Extent(msgspec.Struct, frozen=True):
    """Width by height, such as `390mm x 545mm` or `100mm x auto`, or a format's name such as `a4`."""

    width: Length
    height: Length | None  #: None: as long as it needs

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a trim size; raises ValueError with the reason."""
        named = TRIM_SIZES.get(text.strip().lower())
        if named:
            return cls(Length(named[0], "mm"), Length(named[1], "mm"))
        parts = re.split(r"\s*[x×]\s*", text.strip())
        if len(parts) != 2:
            raise ValueError(
                f"{text!r} is not a size; write width x height, such as 390mm x 545mm, or one of {', '.join(TRIM_SIZES)}"
            )
        width = Length.parse(parts[0])
        height = None if parts[1] == "auto" else Length.parse(parts[1])
        for length in (width, height):
            if length and length.unit in ("em", "lines"):
                raise ValueError(f"{text!r} is measured in type; a trim size is in mm, cm, in or pt")
        if width.value <= 0 or (height and height.value <= 0):
            raise ValueError(f"{text!r} has no area; width and height are above zero")
        return cls(width, height)


class Ratio(msgspec.Struct, frozen=True):
    """A share, written as a percentage (`90%`) or a plain number (`.9`)."""

    value: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a ratio; raises ValueError with the reason."""
        found = _LENGTH.match(text.strip())
        if not found or found[2] not in (None, "%"):
            raise ValueError(f"{text!r} is not a share; write 90% or .9")
        return cls(float(found[1]) / (100 if found[2] else 1))
