"""One glyph of a page, in the direction in which its line runs, and what belongs beside it.

Places are told along the line and across it: of a horizontal line x and the baseline's y; of a vertical one y of the
glyph's head and, so that lines follow each other by growing numbers in both directions, minus the x of its middle.
"""

from __future__ import annotations

import msgspec

from banmian.plan.geometry import EM_ASCENT


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a glyph and belongs to it: a reading, or a mark."""

    kind: str  #: ruby, zhuyin, dots, name, book or death, as markup calls them
    group: int  #: glyphs that share one reading or one line have the same
    reading: str = ""
    font: int = -1  #: of a reading, in the tree's fonts
    size: float = 0.0  #: of a reading, times that of its base
    colour: str = ""


class Glyph(msgspec.Struct, frozen=True, eq=False):
    """One glyph, in points from the trim box's corner."""

    text: str
    along: float  #: where its room begins in the line
    across: float  #: the baseline; in a vertical line minus the middle's x
    size: float
    advance: float
    font: int  #: in the tree's fonts
    colour: str
    width: float  #: horizontal scaling
    order: int  #: in the paint order
    vertical: bool = False
    turned: bool = False  #: in a vertical line
    shift: float = 0.0  #: how far it is raised over the baseline; in a vertical line to the right
    beside: tuple[Beside, ...] = ()

    @property
    def end(self) -> float:
        """Where its room ends."""
        return self.along + self.advance

    @property
    def origin(self) -> tuple[float, float]:
        """On the baseline at its left; of an upright glyph in a vertical line the middle of its head."""
        across = self.across - self.shift
        return (-across, self.along) if self.vertical else (self.along, across)

    @property
    def head(self) -> float:
        """Where its em box begins across the line: at its top, in a vertical line at its right."""
        return self.across - self.shift - (0.5 if self.vertical else EM_ASCENT) * self.size

    @property
    def foot(self) -> float:
        """Where its em box ends across the line."""
        return self.head + self.size


def is_wide(text: str) -> bool:
    """Whether a character takes a whole em as a rule: Han, kana, Hangul, full-width marks."""
    code = ord(text[0]) if text else 0
    return 0x2E80 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFF60 or code >= 0x20000 or text in "“”‘’…—⸺·"


def is_han(text: str) -> bool:
    """Whether a character is a Han ideograph."""
    code = ord(text[0]) if text else 0
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000
