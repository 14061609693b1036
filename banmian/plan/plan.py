"""The plan's types: a page with nothing left to look up. `make_plan` in makeplan.py builds it.

Frames stand in the order of the file, which is the order in which they are painted and read; captions
are read after everything else that flows.
"""

from __future__ import annotations

import msgspec

from banmian.colour.condition import Condition
from banmian.plan.frames import Placer
from banmian.plan.geometry import Grid, Rect, Sheet
from banmian.plan.markup import Mark, MarkKind
from banmian.plan.reading import Article
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Span
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import FillSpec, RuleSides, RuleSpec
from banmian.spec.types.frame import Anchor, Caption, WrapShape, WrapSide
from banmian.spec.types.picture import ClipSpec, PictureFit, SharpenSpec
from banmian.spec.types.press import PressMark
from banmian.spec.types.profile import Language
from banmian.spec.types.schema import Check, CompareSpec
from banmian.spec.types.style import Align


class StyledPart(msgspec.Struct, frozen=True):
    """Characters *start* up to *end* of a block in a style of their own; parts do not overlap."""

    start: int
    end: int
    style: ParagraphStyle


class Block(msgspec.Struct, frozen=True, eq=False):
    """One paragraph of whatever role, with its complete style."""

    text: str
    style: ParagraphStyle
    role: str
    address: str  #: such as main.s6
    number: int  #: of the paragraph at that address, from 1
    span: Span
    marks: tuple[Mark, ...] = ()  #: in *text*, which is plain
    parts: tuple[StyledPart, ...] = ()  #: of *text*, in order, where its style changes
    reading_styles: dict[MarkKind, ParagraphStyle] = {}  #: of ruby and zhuyin, where there are any
    locked: tuple[tuple[int, float | None], ...] = ()  #: J6: where each line ends, and its tracking in ems
    held: dict[int, int] = {}  #: J6: by the number of a line, from 1, how many characters it holds; the others end by rule
    wish: int = 0  #: J5: lines to be saved (negative) or added
    wish_span: Span | None = None


class Limits(msgspec.Struct, frozen=True, eq=False):
    """Within which limits a fitted text may leave its style: pairs, least and most; None where it may not."""

    size: tuple[float, float] | None  #: shares of the style's size
    tracking: tuple[float, float] | None  #: ems added to the style's
    leading: tuple[float, float] | None  #: shares of the style's leading
    width: tuple[float, float] | None  #: shares of the glyphs' width
    paragraphs: int  #: that may come out a line shorter or longer
    photos: dict[str, tuple[float, float]]  #: heights in points of frames that the text runs round
    span: Span


class TextFilling(msgspec.Struct, frozen=True, eq=False):
    """A thread's start (with blocks) or a place where one goes on (without)."""

    blocks: tuple[Block, ...]
    next: str | None
    run_in: bool
    balance: bool = False
    limits: Limits | None = None
    jump_style: ParagraphStyle | None = None  #: of 下转 and 上接; None: none are set


class HeadlineFilling(msgspec.Struct, frozen=True, eq=False):
    """Lines of display type, stacked and centred in the frame's height."""

    blocks: tuple[Block, ...]
    limits: Limits | None = None


class QuoteFilling(msgspec.Struct, frozen=True, eq=False):
    """A pull quote and who said it, stacked as a headline is."""

    blocks: tuple[Block, ...]


class TableFilling(msgspec.Struct, frozen=True, eq=False):
    """A table: its title, its cells row by row (heads first, where it has any), its note."""

    title: Block | None
    rows: tuple[tuple[Block, ...], ...]
    heads: int  #: how many of the rows are heads
    note: Block | None


class OrnamentFilling(msgspec.Struct, frozen=True, eq=False):
    """A drawn ornament in the middle of its frame."""

    name: str
    style: ParagraphStyle  #: its size and colour


class Wrap(msgspec.Struct, frozen=True, eq=False):
    """How text runs round a frame. *points* are of a polygon, as shares of the frame."""

    shape: WrapShape
    gap: float
    side: WrapSide
    least: float
    points: tuple[tuple[float, float], ...]


class Columns(msgspec.Struct, frozen=True):
    """Columns within a frame: their measures and the gutter, points."""

    widths: tuple[float, ...]
    gutter: float
    rule: RuleSpec | None


class Shadow(msgspec.Struct, frozen=True):
    """A soft shadow, points: how far it lies to the right and down, over which length it fades."""

    x: float
    y: float
    blur: float
    colour: Colour
    opacity: float


class PictureLook(msgspec.Struct, frozen=True):
    """How a picture stands in its slot and what is done to it."""

    fit: PictureFit | None = None  #: None: a photograph covers its slot, a drawing is shown whole
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  #: shares cut off: top, bottom, left, right
    rotate: float = 0.0  #: degrees, clockwise
    sharpen: SharpenSpec | None = None
    tone: tuple[Colour, Colour] | None = None  #: of its blacks and its whites
    clip: ClipSpec | None = None
    shadow: Shadow | None = None
    ppi: int | None = 300  #: to which it is scaled down where it has more
    spare: float = 1.5  #: times as much as *ppi*, that it is left
    keeps_said: bool = False  #: what it says of itself goes into the PDF


class PhotoFilling(msgspec.Struct, frozen=True, eq=False):
    """A photograph, cropped to cover its slot. *path* is empty when the content names no file."""

    name: str
    path: str
    focus: tuple[float, float]
    number: str
    anchor: Anchor
    caption: Block | None
    caption_at: Caption
    caption_width: float  #: of a caption beside its picture, points
    number_style: ParagraphStyle
    story: str = ""  #: the story or section that it belongs to
    page: int = 1  #: of a PDF
    keyline: float | None = None  #: weight of the line round it, points; None: as usual
    look: PictureLook = PictureLook()


class LineFilling(msgspec.Struct, frozen=True, eq=False):
    """Parts of one furniture line, in reading order, each at its end of the frame."""

    parts: tuple[tuple[Block, Align], ...]


class RuleFilling(msgspec.Struct, frozen=True, eq=False):
    """A printed rule, along the frame's longer side."""

    rule: RuleSpec


Filling = TextFilling | HeadlineFilling | PhotoFilling | LineFilling | RuleFilling | QuoteFilling | TableFilling | OrnamentFilling


class FramePlan(msgspec.Struct, frozen=True, eq=False):
    """A frame: its outer edge, the rectangle within its insets, its dress and its filling."""

    id: str
    page: int  #: from 0
    rect: Rect
    inner: Rect
    fill: FillSpec | None
    border: RuleSides
    filling: Filling | None
    span: Span
    vertical: bool = False
    radius: float = 0.0
    z: int = 0
    wrap: Wrap | None = None
    columns: Columns | None = None
    grows: bool = False  #: as high as its filling


class PagePlan(msgspec.Struct, frozen=True, eq=False):
    """A page, or several that share their threads, resolved."""

    sheets: tuple[Sheet, ...]
    frames: tuple[FramePlan, ...]
    placer: Placer  #: places the frames again, once the heights of those that grow are known
    foot: float  #: the lower margin of sheets that grow, points
    jump: tuple[str, str]  #: what jump lines say, onward and back
    title: str
    author: str  #: the newspaper
    system_fonts: tuple[str, ...] = ()
    language: Language = Language.HANS
    allow: frozenset[Check] = frozenset()  #: faults that are not looked for
    unused: tuple[tuple[str, Span], ...] = ()  #: content that no frame sets, by address
    black: bool = False  #: printed in black only
    synthetic: dict[str, str] = {}  #: by style, what is slanted or emboldened
    compare: CompareSpec = CompareSpec()
    condition: Condition | None = None  #: that its colours are made for; None: as they are written
    marks: tuple[PressMark, ...] = ()  #: round the page
    curves: bool = False  #: letters stand in the PDF as outlines
    articles: tuple[Article, ...] = ()  #: what is read, in reading order

    @property
    def grid(self) -> Grid:
        """The first page's grid."""
        return self.sheets[0].grid

    def grid_of(self, frame: FramePlan) -> Grid:
        """The grid of the page that *frame* stands on."""
        return self.sheets[frame.page].grid
