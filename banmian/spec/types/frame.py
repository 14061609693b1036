"""The schema of frames: where they stand, what fills them, how they are dressed. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Self

import msgspec

from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.dress import FillSpec, RuleSides, RuleSpec, Sides
from banmian.spec.types.picture import PictureSpec
from banmian.spec.types.style import Align
from banmian.spec.types.units import Length, Ratio


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
    ABOVE = "above"
    LEFT = "left"
    RIGHT = "right"
    OVER = "over"  #: on a dark band at the picture's foot
    NONE = "none"


class Auto(Enum):
    """An extent that follows from what fills the frame, or from where it stands."""

    AUTO = "auto"  #: as high as its text, its picture, its table
    REST = "rest"  #: down to the foot of the type area


class AtSpec(msgspec.Struct, frozen=True):
    """A frame's place: in grid cells, from the type area, from other frames' edges, or from the sheet's."""

    page: int = 1
    column: int | None = None
    gutter: int | None = None  #: the middle of the gutter after this column, for column rules
    x: Length | None = None
    line: float | None = None
    y: Length | None = None
    below: str | None = None
    above: str | None = None
    right_of: str | None = None
    left_of: str | None = None
    inside: str | None = None  #: x and y are from that frame's inside, which it fills unless it has a size
    gap: Length | None = None  #: between this frame and those it is anchored to
    top: Length | None = None  #: from the sheet's edges
    bottom: Length | None = None
    left: Length | None = None
    right: Length | None = None


class ReadAs(Enum):
    """As what a frame is read aloud, where its filling does not say it."""

    CONTENTS = "contents"  #: 导读: each paragraph is an entry of a table of contents
    QUOTE = "quote"
    NONE = "none"  #: it is not read: an ornament, an advertisement of no words


class SizeSpec(msgspec.Struct, frozen=True):
    """A frame's extent. `measure` is the length of its lines: the frame is wider by its insets."""

    columns: int | None = None
    measure: Length | None = None
    width: Length | None = None
    lines: float | Auto | None = None
    height: Length | None = None


class LinePartSpec(msgspec.Struct, frozen=True):
    """One part of a furniture line (folio, running head, contact)."""

    EXAMPLES: ClassVar[dict[str, str]] = {"text": "text: page, a name under furniture: in the content"}

    text: str
    align: Align = Align.START
    style: str = "furniture"


class WrapShape(Enum):
    """What text runs round: the frame's rectangle, an ellipse within it, a polygon, a cut-out picture's outline."""

    BOX = "box"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    OUTLINE = "outline"


class WrapSide(Enum):
    """On which side of the shape lines stand; `largest` is the wider one, `none` leaves its whole height empty."""

    BOTH = "both"
    START = "start"
    END = "end"
    LARGEST = "largest"
    NONE = "none"


class WrapSpec(msgspec.Struct, frozen=True):
    """Runaround: how text of other frames runs round this one."""

    shape: WrapShape = WrapShape.BOX
    gap: Length = Length(1, "em")
    side: WrapSide = WrapSide.LARGEST
    least: Length = Length(5, "em")  #: no line is shorter than this
    points: tuple[tuple[Ratio, ...], ...] = ()  #: of a polygon: shares of the frame's width and height

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a shape alone."""
        for shape in WrapShape:
            if shape.value == text:
                return cls(shape)
        raise ValueError(f"{text!r} is not one of {', '.join(shape.value for shape in WrapShape)}")


class FitSpec(msgspec.Struct, frozen=True):
    """Copyfitting: within which limits a thread or a headline may leave its style to fill its frames.

    Limits are pairs, least and most: shares of the style's own, *tracking* in ems added to it.
    """

    size: tuple[Ratio, ...] = ()
    tracking: tuple[Length, ...] = ()
    leading: tuple[Ratio, ...] = ()
    width: tuple[Ratio, ...] = ()  #: of the glyphs
    paragraphs: int = 0  #: how many of them may come out a line shorter or longer (J5)
    photos: dict[str, tuple[Length, ...]] = {}  #: heights of frames that the text runs round


class ColumnsSpec(msgspec.Struct, frozen=True):
    """Columns inside a frame: a number (equal) or a list of measures (破栏: three base columns into two)."""

    count: int | tuple[Length, ...] = 1
    gutter: Length | None = None  #: None: the grid's
    rule: RuleSpec | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number of equal columns."""
        if not text.isdigit():
            raise ValueError(f"{text!r} is not a number of columns")
        return cls(int(text))


class FrameSpec(msgspec.Struct, frozen=True):
    """One frame: where it stands, what fills it, how it is dressed. At most one kind of filling."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "id": "id: lead, a name of your own for this frame",
        "at": "at: {column: 1, line: 1}",
        "size": "size: {columns: 1, lines: 20}",
    }

    id: str
    at: AtSpec
    size: SizeSpec = SizeSpec()  #: none, where anchors say it all
    flow: str | None = None  #: content that starts a thread here: main, main.lead, main.sections, main.s1, captions
    next: str | None = None  #: the frame that this thread goes on in
    headline: str | None = None  #: a story whose headline group is set here
    photo: str | None = None
    picture: PictureSpec = PictureSpec()  #: how the photograph stands in its slot
    quote: str | None = None  #: a pull quote of the content
    table: str | None = None  #: a table of the content
    ornament: str | None = None  #: a drawn ornament, by its name
    line: tuple[LinePartSpec, ...] | None = None
    rule: RuleSpec | None = None
    caption: Caption = Caption.BELOW
    caption_width: Length = Length(8, "em")  #: of a caption beside its picture
    keyline: Length | None = None  #: weight of the line round a picture; None: a hairline, and none round a cut-out
    number: Anchor = Anchor.TOP_LEFT
    focus_x: Ratio = Ratio(0.5)  #: what part of a cropped photograph is kept in sight
    focus_y: Ratio = Ratio(0.5)
    direction: Direction = Direction.HORIZONTAL
    composition: CompositionSpec | None = None  #: over the styles' settings, for the thread that starts here (L17)
    balance: bool = False  #: P4: the frames of the thread that starts here end level
    run_in: bool = False  #: paragraphs one after another in the same line
    inset: Sides = Sides()
    fill: FillSpec | None = None
    radius: Length = Length(0, "pt")  #: of rounded corners
    z: int = 0  #: frames of a higher number are painted over those of a lower one
    wrap: WrapSpec | None = None  #: None: text does not run round this frame
    fit: FitSpec | None = None
    columns: ColumnsSpec | None = None
    jump: bool = True  #: whether 下转 and 上接 are set where the thread goes to another page
    border: RuleSides = RuleSides()
    roles: dict[str, str] = {}  #: style names by role (body, lead, heading, name, caption, ...)
    styles: tuple[str, ...] = ()  #: style names of a headline's lines, in order
    read_as: ReadAs | None = None  #: None: as what fills it is read
    drop: bool = False
