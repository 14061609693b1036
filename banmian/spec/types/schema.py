"""The page file's schema: what an author may write, field by field.

Types only; decode.py reads nodes into them. Field names are the file's keys. A field that may be left out
has a default; what None means is said beside it. Content has its own schema in content.py.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Self

import msgspec

from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.dress import FillSpec
from banmian.spec.types.frame import FrameSpec
from banmian.spec.types.picture import PicturesSpec
from banmian.spec.types.press import Lettering, PressMark, PressSpec
from banmian.spec.types.units import Extent, Length


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


class GridSpec(msgspec.Struct, frozen=True):
    """The type area's columns and body lines. Columns are a number (equal) or a list of measures."""

    columns: int | tuple[Length, ...] = 1
    gutter: Length = Length(2, "em")
    size: Length = Length(10.5, "pt")  #: 五号
    leading: Length = Length(1.5, "em")


class JumpSpec(msgspec.Struct, frozen=True):
    """What jump lines say where a thread goes to another page; {page} is that page's number."""

    onward: str = "（下转第{page}版）"
    back: str = "（上接第{page}版）"


class Conversion(Enum):
    """Into which Traditional Chinese the words are converted, by OpenCC's tables."""

    TAIWAN = "taiwan"
    TAIWAN_WORDS = "taiwan-words"  #: and Taiwan's words for things
    HONG_KONG = "hong-kong"


class Check(Enum):
    """What is looked for on a finished page; a page's `allow` turns some of them off."""

    OVERLAP = "overlap"  #: type over type, type over a picture
    CONTRAST = "contrast"  #: type over a picture that it can hardly be read on
    BEYOND_TRIM = "beyond-trim"
    TYPE_AREA = "type-area"  #: a frame outside the type area that does not bleed
    EMPTY_FRAME = "empty-frame"
    HEADING_AT_FOOT = "heading-at-foot"  #: 背题
    HEADINGS_SIDE_BY_SIDE = "headings-side-by-side"  #: 碰题
    WIDOW = "widow"  #: 孤行, 孤字
    THROUGH_GUTTER = "through-gutter"  #: 通腔
    RIVER = "river"
    READING_ORDER = "reading-order"
    PICTURE_APART = "picture-apart"  #: a picture away from its story
    UNUSED_CONTENT = "unused-content"


class Ink(Enum):
    """What a page is printed in."""

    FULL = "full"  #: in the colours that it names
    BLACK = "black"  #: every colour as a tint of black, pictures in greys


class OtherPage(msgspec.Struct, frozen=True):
    """What differs on one page of a file of several; None leaves what `page` says, sides alternate."""

    side: Side | None = None
    margins: Margins | None = None
    columns: int | tuple[Length, ...] | None = None


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
    number: int = 1  #: of the first page, as its folio has it
    jump: JumpSpec = JumpSpec()
    allow: tuple[Check, ...] = ()  #: faults that are not looked for on this page
    ink: Ink = Ink.FULL
    colour: PressSpec | None = None  #: what its colours are made for; None: they stay as they are written
    marks: tuple[PressMark, ...] = ()  #: round the page, outside its bleed
    text: Lettering = Lettering.TYPE
    pictures: PicturesSpec = PicturesSpec()
    convert: Conversion | None = None
    title: str | None = None  #: of the document; None: the first headline


class LockedLine(msgspec.Struct, frozen=True):
    """J6: how many characters a line holds, spaces and marks counted; with *tracking* it is not justified.

    With *line*, from 1, only that line is given, and the others end by rule.
    """

    EXAMPLES: ClassVar[dict[str, str]] = {"characters": "characters: 22, of which this line consists"}

    characters: int
    tracking: Length | None = None
    line: int | None = None

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
    locked: tuple[LockedLine, ...] = ()  #: J6: every line of the paragraph, or single ones by their number
    composition: CompositionSpec | None = None
    tracking: Length | None = None  #: added to the style's, in em


class SidebarSpec(msgspec.Struct, frozen=True):
    """A sidebar that `banmian propose` places: a story with its title."""

    EXAMPLES: ClassVar[dict[str, str]] = {"story": "story: voices"}

    story: str
    title: str | None = None  #: the style of its title; None: no title
    title_fill: FillSpec | None = None
    fill: FillSpec | None = None
    roles: dict[str, str] = {}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a story alone."""
        return cls(text)


class ProposeSpec(msgspec.Struct, frozen=True):
    """What `banmian propose` places, and in which order of weight."""

    EXAMPLES: ClassVar[dict[str, str]] = {"story": "story: main"}

    story: str  #: the main story
    headline_styles: tuple[str, ...] = ()
    lead_fill: FillSpec | None = None
    sidebars: tuple[SidebarSpec, ...] = ()
    pictures: tuple[str, ...] = ()  #: the largest first


class RegionSpec(msgspec.Struct, frozen=True):
    """How closely a frame or a page is compared, where that differs from the rest."""

    frame: str | None = None  #: None: everything on the page
    page: int | None = None  #: as its folio has it; None: every page
    position: Length | None = None
    pixels: float | None = None


class CompareSpec(msgspec.Struct, frozen=True):
    """How `banmian compare` judges this page."""

    ignore: tuple[str, ...] = ()  #: frames that may differ, such as a date or an advertisement
    ppi: int = 100  #: of the pixels compared, and in which moves are told
    position: Length = Length(0.05, "pt")  #: a smaller move is none
    colour: float = 0.5  #: a smaller colour difference is none, ΔE (CIE 1976)
    pixels: float = 8.0  #: how far the mean of a few pixels may differ, ΔE
    regions: tuple[RegionSpec, ...] = ()


class PageFile(msgspec.Struct, frozen=True):
    """A page file after `extends`, `content` and `styles` were taken in."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "page": "page: {trim: a4, grid: {columns: 2}}",
        "frames": "frames:, a list of frames, each with id, at, size and what fills it",
    }

    page: PageSetup
    frames: tuple[FrameSpec, ...]
    pages: tuple[OtherPage, ...] = ()  #: of a spread or a section, in order
    paragraphs: tuple[ParagraphSetting, ...] = ()
    propose: ProposeSpec | None = None
    compare: CompareSpec = CompareSpec()
    reading: tuple[str, ...] = ()  #: stories in the order in which they are read; others follow by their weight
