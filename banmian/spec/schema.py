"""The page file's schema: what an author may write, field by field.

Types only; decode.py reads nodes into them. Field names are the file's keys. A field that may be left out
has a default; what None means is said beside it. Content has its own schema in content.py.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Self

import msgspec

from banmian.spec.composition import CompositionSpec
from banmian.spec.units import Colour, Extent, Length, Ratio


class Align(Enum):
    """Where lines stand in their measure (J3 for the last line of `justify`)."""

    JUSTIFY = "justify"
    JUSTIFY_ALL = "justify-all"  #: the last line too
    DISTRIBUTE = "distribute"  #: 均排: every line spread to its measure, each gap alike
    START = "start"
    CENTRE = "centre"
    END = "end"


class Anchor(Enum):
    """Where a photograph's number stands."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"
    NONE = "none"


class Direction(Enum):
    """Which way lines of type run; vertical ones follow each other from right to left."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Caption(Enum):
    """Where a photograph's caption stands; `none` when a group caption carries it."""

    BELOW = "below"
    NONE = "none"


class RuleStyle(Enum):
    """Printed rules: 正线 thin, 反线 thick, 双线 double, 文武线 thick-thin and thin-thick, 点线 dotted."""

    THIN = "thin"
    THICK = "thick"
    DOUBLE = "double"
    THICK_THIN = "thick-thin"
    THIN_THICK = "thin-thick"
    DOTTED = "dotted"


_WEIGHTS = {"thin": 0.5, "thick": 2.0, "double": 2.5, "thick-thin": 4.0, "thin-thick": 4.0, "dotted": 1.0}
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


class Side(Enum):
    """Which side of the spread a page lies on: it turns inner and outer margins into left and right."""

    LEFT = "left"
    RIGHT = "right"


_MARGIN = Length(20, "mm")


class Margins(msgspec.Struct, frozen=True):
    """From the trim edge to the type area (版心). Left and right may be said as inner and outer."""

    top: Length = _MARGIN
    bottom: Length = _MARGIN
    left: Length | None = None
    right: Length | None = None
    inner: Length | None = None
    outer: Length | None = None

    def across(self, side: Side) -> tuple[Length, Length]:
        """The left and the right margin of a page on *side*."""
        first, last = (self.outer, self.inner) if side is Side.LEFT else (self.inner, self.outer)
        return self.left or first or _MARGIN, self.right or last or _MARGIN

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one length for all margins."""
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


class GridSpec(msgspec.Struct, frozen=True):
    """The type area's columns and body lines. Columns are a number (equal) or a list of measures."""

    columns: int | tuple[Length, ...] = 1
    gutter: Length = Length(2, "em")
    size: Length = Length(10.5, "pt")  #: 五号
    leading: Length = Length(1.5, "em")


class PageSetup(msgspec.Struct, frozen=True):
    """The sheet, its type area and how text is composed on it."""

    EXAMPLES: ClassVar[dict[str, str]] = {"trim": "trim: 390mm x 545mm, or trim: a4"}

    trim: Extent
    bleed: Length = Length(0, "mm")
    margins: Margins = Margins()
    side: Side = Side.RIGHT
    grid: GridSpec = GridSpec()
    profile: str = "newspaper"
    composition: CompositionSpec = CompositionSpec()
    system_fonts: tuple[str, ...] = ()  #: fonts of the machine that may stand in for a missing character, in this order
    title: str | None = None  #: of the document; None: the first headline


class AtSpec(msgspec.Struct, frozen=True):
    """A frame's top left corner: in grid cells, or from the type area's top left corner."""

    column: int | None = None
    gutter: int | None = None  #: the middle of the gutter after this column, for column rules
    x: Length | None = None
    line: float | None = None
    y: Length | None = None


class SizeSpec(msgspec.Struct, frozen=True):
    """A frame's extent. `measure` is the length of its lines: the frame is wider by its insets."""

    columns: int | None = None
    measure: Length | None = None
    width: Length | None = None
    lines: float | None = None
    height: Length | None = None


class LinePartSpec(msgspec.Struct, frozen=True):
    """One part of a furniture line (folio, running head, contact)."""

    EXAMPLES: ClassVar[dict[str, str]] = {"text": "text: page, a name under furniture: in the content"}

    text: str
    align: Align = Align.START
    style: str = "furniture"


class FrameSpec(msgspec.Struct, frozen=True):
    """One frame: where it stands, what fills it, how it is dressed. At most one kind of filling."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "id": "id: lead, a name of your own for this frame",
        "at": "at: {column: 1, line: 1}",
        "size": "size: {columns: 1, lines: 20}",
    }

    id: str
    at: AtSpec
    size: SizeSpec
    flow: str | None = None  #: content that starts a thread here: main, main.lead, main.sections, main.s1, captions
    next: str | None = None  #: the frame that this thread goes on in
    headline: str | None = None  #: a story whose headline group is set here
    photo: str | None = None
    line: tuple[LinePartSpec, ...] | None = None
    rule: RuleSpec | None = None
    caption: Caption = Caption.BELOW
    number: Anchor = Anchor.TOP_LEFT
    focus_x: Ratio = Ratio(0.5)  #: what part of a cropped photograph is kept in sight
    focus_y: Ratio = Ratio(0.5)
    direction: Direction = Direction.HORIZONTAL
    composition: CompositionSpec | None = None  #: over the styles' settings, for the thread that starts here (L17)
    balance: bool = False  #: P4: the frames of the thread that starts here end level
    run_in: bool = False  #: paragraphs one after another in the same line
    inset: Sides = Sides()
    fill: Colour | None = None
    border: RuleSides = RuleSides()
    roles: dict[str, str] = {}  #: style names by role (body, lead, heading, name, caption, ...)
    styles: tuple[str, ...] = ()  #: style names of a headline's lines, in order
    drop: bool = False


class EffectSpec(msgspec.Struct, frozen=True):
    """A line round each letter, or a shadow under it, drawn so that the text stands once."""

    colour: Colour
    weight: Length = Length(0, "pt")
    dx: Length = Length(0, "pt")
    dy: Length = Length(0, "pt")


class StyleSpec(msgspec.Struct, frozen=True):
    """A named style; None leaves what `based_on` says."""

    based_on: str | None = None
    family: str | None = None
    fallback: tuple[str, ...] | None = None  #: families to look in for missing characters; None: the catalogue's
    weight: int | None = None
    size: Length | None = None
    leading: Length | None = None
    indent: Length | None = None
    inset_start: Length | None = None  #: white before every line, as quotations and verse have it
    inset_end: Length | None = None
    align: Align | None = None
    colour: Colour | None = None
    tracking: Length | None = None
    width: Ratio | None = None  #: of the glyphs: 长体 under 100 %, 扁体 over
    shift: Length | None = None  #: of the baseline, upwards
    features: tuple[str, ...] | None = None  #: OpenType features of Western runs: onum, -liga
    takes: tuple[int, ...] | None = None  #: 占行: grid lines taken by one line, by two lines, ...
    before: int | None = None  #: empty grid lines before, not at a frame's head
    keep_with_next: bool | None = None
    balance: bool | None = None  #: lines of about equal length
    mark: Colour | None = None  #: a small square before the first line
    rule: RuleSpec | None = None  #: across the measure, in the empty lines before
    effects: tuple[EffectSpec, ...] | None = None
    composition: CompositionSpec | None = None


class LockedLine(msgspec.Struct, frozen=True):
    """J6: how many characters a line holds, spaces and marks counted; with *tracking* it is not justified."""

    EXAMPLES: ClassVar[dict[str, str]] = {"characters": "characters: 22, of which this line consists"}

    characters: int
    tracking: Length | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number of characters alone."""
        if not text.strip().isdigit():
            raise ValueError(f"{text!r} is not a number of characters")
        return cls(int(text))


class ParagraphSetting(msgspec.Struct, frozen=True):
    """Settings of one paragraph: some lines shorter or longer (J5), lines locked (J6), or composed in its own way."""

    EXAMPLES: ClassVar[dict[str, str]] = {"of": "of: main.s6", "paragraph": "paragraph: 3"}

    of: str
    paragraph: int
    lines: int = 0
    locked: tuple[LockedLine, ...] = ()  #: J6: every line of the paragraph
    composition: CompositionSpec | None = None


class PageFile(msgspec.Struct, frozen=True):
    """A page file after `extends`, `content` and `styles` were taken in."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "page": "page: {trim: a4, grid: {columns: 2}}",
        "frames": "frames:, a list of frames, each with id, at, size and what fills it",
    }

    page: PageSetup
    frames: tuple[FrameSpec, ...]
    paragraphs: tuple[ParagraphSetting, ...] = ()
