"""The finished page: the whole truth that outputs, tests and comparisons read.

Paint order is by z, then tints, pictures, numbers, rules and drawings, then lines of type, each in the order
given; lines are in reading order. Positions are in points from the trim box's top left corner, y downwards.
"""

from __future__ import annotations

from math import cos, radians, sin

import msgspec

from banmian.colour.condition import Condition
from banmian.pictures.photos.treat import Treatment
from banmian.plan.geometry import Grid, Rect
from banmian.plan.plan import Shadow
from banmian.plan.reading import Article
from banmian.spec.files.diagnostics import Span
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import FillSpec, RuleStyle
from banmian.spec.types.press import PressMark
from banmian.spec.types.profile import Language
from banmian.spec.types.schema import CompareSpec
from banmian.text.lines.line import Run, SetLine

Segment = tuple[str, float, float] | tuple[str, float, float, float, float, float, float] | tuple[str]


class Tint(msgspec.Struct, frozen=True):
    """A filled rectangle (底纹), of one colour or a gradient, its corners rounded or not."""

    frame: str
    rect: Rect
    fill: FillSpec
    radius: float = 0.0


class Drawing(msgspec.Struct, frozen=True):
    """A drawn path: m and l with a point, c with three, h; for ornaments, borders and bands."""

    frame: str
    path: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None = None
    weight: float = 0.0
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        """The box round its points, without the weight of its line."""
        points = [segment[at : at + 2] for segment in self.path for at in range(1, len(segment), 2)]
        across, down = [float(point[0]) for point in points], [float(point[1]) for point in points]
        return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))


class Rule(msgspec.Struct, frozen=True):
    """A printed rule as a filled rectangle or, dotted, a row of round dots along its longer side."""

    frame: str
    rect: Rect
    colour: Colour
    dotted: bool = False


class Picture(msgspec.Struct, frozen=True):
    """A photograph or a drawing in its slot. *image* is where the whole picture lies; what leaves *rect* is cropped."""

    frame: str
    name: str
    rect: Rect
    image: Rect
    path: str
    keyline: float  #: weight of the line round it, points; 0 for a cut-out
    grey: bool = False  #: printed in black only
    page: int = 0  #: of a PDF, whose vectors are kept; 0 for a picture of pixels
    turned: float = 0.0  #: degrees, clockwise, round the middle of *image*
    shape: tuple[Segment, ...] = ()  #: that it is cut out by, within *rect*; none: *rect* itself
    treatment: Treatment = Treatment()  #: of a picture of pixels
    shadow: Shadow | None = None
    span: Span | None = None  #: of its frame, for complaints about its data

    @property
    def treated(self) -> Treatment:
        """All that is done to its samples."""
        return msgspec.structs.replace(self.treatment, grey=True) if self.grey else self.treatment

    @property
    def whole(self) -> Rect:
        """What the whole picture takes up on the page: *image*, or the rectangle round it where it is turned."""
        if not self.turned:
            return self.image
        c, s = abs(cos(radians(self.turned))), abs(sin(radians(self.turned)))
        wide, high = self.image.width * c + self.image.height * s, self.image.width * s + self.image.height * c
        middle = self.image.x + self.image.width / 2, self.image.y + self.image.height / 2
        return Rect(middle[0] - wide / 2, middle[1] - high / 2, wide, high)


class Placeholder(msgspec.Struct, frozen=True):
    """A photo slot whose file is missing: a labelled grey box."""

    frame: str
    name: str
    rect: Rect
    label: tuple[Run, ...]
    baseline: float


class Disc(msgspec.Struct, frozen=True):
    """A number on a photograph: a dark disc with a light figure, drawn and not part of the text."""

    frame: str
    x: float  #: of its centre
    y: float
    radius: float
    figure: Run
    baseline: float


class Overset(msgspec.Struct, frozen=True):
    """What a thread's frames could not hold."""

    frame: str  #: the thread's last frame
    lines: int
    characters: int
    text: str  #: its first words


class Fitted(msgspec.Struct, frozen=True):
    """What copyfitting changed so that a text fills its frames."""

    frame: str  #: where the text starts
    changes: tuple[str, ...]  #: such as "tracking +0.012 em"


class FrameBox(msgspec.Struct, frozen=True):
    """Where a frame stands, for the layout tree."""

    id: str
    rect: Rect
    inner: Rect
    z: int = 0  #: painted over those of a lower one
    source: str = ""  #: where it is written: file, line and column


class ComposedPage(msgspec.Struct, frozen=True):
    """A page, final."""

    trim: tuple[float, float]
    bleed: float
    number: int  #: as its folio has it
    grid: Grid
    title: str
    author: str
    frames: tuple[FrameBox, ...]
    tints: tuple[Tint, ...]
    pictures: tuple[Picture | Placeholder, ...]
    discs: tuple[Disc, ...]
    rules: tuple[Rule, ...]
    drawings: tuple[Drawing, ...]
    lines: tuple[SetLine, ...]
    line_frames: tuple[str, ...]  #: the frame of each line
    overset: tuple[Overset, ...]
    fitted: tuple[Fitted, ...] = ()
    told: tuple[str, ...] = ()  #: of the whole file, what its reader should know
    holes: tuple[tuple[str, Rect], ...] = ()  #: parts of text frames in which no line stands, with the frame of each
    language: Language = Language.HANS
    compare: CompareSpec = CompareSpec()
    condition: Condition | None = None  #: that its colours are made for; None: as they are written
    marks: tuple[PressMark, ...] = ()  #: round the page
    curves: bool = False  #: letters stand in the PDF as outlines
    articles: tuple[Article, ...] = ()  #: of the whole file: what is read, in reading order
    legs: tuple[tuple[str, Rect], ...] = ()  #: what is filled of each column of running text, thread by thread, with its frame
    copy: tuple[tuple[str, int, str], ...] = ()  #: address and number of each paragraph, and where it is written


STRIPES: dict[RuleStyle, tuple[tuple[float, float], ...]] = {
    # (from, to) as shares of the whole weight, from the upper or left edge.
    RuleStyle.THIN: ((0.0, 1.0),),
    RuleStyle.THICK: ((0.0, 1.0),),
    RuleStyle.DOTTED: ((0.0, 1.0),),
    RuleStyle.DOUBLE: ((0.0, 0.25), (0.75, 1.0)),
    RuleStyle.THICK_THIN: ((0.0, 0.55), (0.85, 1.0)),
    RuleStyle.THIN_THICK: ((0.0, 0.15), (0.45, 1.0)),
}
