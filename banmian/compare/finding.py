"""What a comparison finds, told in the trade's terms."""

from __future__ import annotations

import hashlib
from enum import Enum

import msgspec

from banmian.spec.types.units import POINTS_PER_MM
from banmian.tree.tree import Box


class Kind(Enum):
    """What differs."""

    TEXT = "text"
    BREAK = "break"
    MOVE = "move"
    SPACING = "spacing"  #: tracking, a gap, one glyph aside
    FONT = "font"
    FONT_FILE = "font file"  #: the same face of another version
    SIZE = "size"
    WIDTH = "width"  #: of the glyphs
    COLOUR = "colour"
    FRAME = "frame"
    PICTURE = "picture"
    DRAWN = "drawn"  #: rules, tints, borders, ornaments
    STACKING = "stacking"  #: what lies over what
    READING = "reading order"
    TAGS = "tags"
    LAYER = "layer"
    PAGE_BOX = "page box"
    PAGES = "pages"
    OVERSET = "overset"
    METADATA = "metadata"
    PIXELS = "pixels"


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something differs: a frame, a line, a glyph. Boxes are of the two pages, None where there is nothing."""

    frame: str = ""
    address: str = ""  #: of the content, or the block of a foreign page
    role: str = ""
    line: int = 0  #: from 1; 0 for none
    glyph: int = 0  #: from 1; 0 for the whole line
    text: str = ""
    before: Box | None = None
    after: Box | None = None
    source: str = ""  #: file, line and column
    note: str = ""  #: what happened just here, where places differ
    order: int = 0

    def name(self) -> str:
        """As an editor says it."""
        name = self.address or self.frame
        if self.address and self.role not in ("", "body", "lead", "label"):
            name = f"{name} {self.role}"
        return f"{name} line {self.line}" if self.line else name


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One difference."""

    kind: Kind
    page: int  #: of the match, from 0
    message: str
    places: tuple[Place, ...] = ()
    move: tuple[float, float] | None = None  #: points to the right and down
    follows: str = ""  #: the id of the difference that this one comes from
    change: tuple[str, str] | None = None  #: before and after
    plates: tuple[str, ...] = ()  #: the printing plates that show it

    @property
    def id(self) -> str:
        """Eight characters that stand for this difference and stay the same from run to run."""
        first = self.places[0] if self.places else Place()
        told = "|".join([self.kind.value, str(self.page), first.frame, first.address, str(first.line), self.message])
        return hashlib.sha256(told.encode("utf-8")).hexdigest()[:8]


def told_move(dx: float, dy: float, em: float, ppi: int) -> str:
    """A move in words: in points, ems or millimetres, and in pixels."""
    parts = []
    for value, ahead, back in ((dx, "to the right", "to the left"), (dy, "lower", "higher")):
        if abs(value) >= 0.005:
            parts.append(f"{told_length(abs(value), em)} {ahead if value > 0 else back}")
    pixels = max(abs(dx), abs(dy)) * ppi / 72
    return f"{' and '.join(parts) or 'not moved'} ({pixels:.1f} px at {ppi} ppi)"


def told_length(points: float, em: float) -> str:
    """A length in points, and in ems of the type where it is small or millimetres where it is not."""
    if em and points < 2 * em:
        return f"{points:.2f} pt ({points / em:.3f} em)"
    return f"{points:.2f} pt ({points / POINTS_PER_MM:.2f} mm)"
