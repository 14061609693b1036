"""The layout tree: everything that stands on a page, at its place, as JSON and as what comparisons read.

Points from the trim box's top left corner, y downwards, to a hundredth. A glyph's place is its origin in the
PDF: on the baseline at its left, of an upright glyph in a vertical line the middle of its head. Items carry
their place in the paint order. `tree_of` in maketree.py builds the tree of composed pages.
"""

from __future__ import annotations

import msgspec

from banmian.spec.types.colour import Colour
from banmian.spec.types.schema import CompareSpec

FORMAT = 1  #: of the JSON; a reader refuses a later one

Box = tuple[float, float, float, float]  #: x, y, width, height


class TreeFont(msgspec.Struct, frozen=True):
    """A face in use."""

    name: str  #: its PostScript name, without a subset's tag
    digest: str = ""  #: sha256 of the font file; in a tree read from a PDF, of the embedded program


class TreeRun(msgspec.Struct, frozen=True, omit_defaults=True):
    """Glyphs of one face, size and colour, one after another."""

    text: str
    font: int  #: in the tree's fonts
    size: float
    colour: str  #: its space and parts, such as "cmyk 0 0 0 1"
    along: tuple[float, ...]  #: each glyph's place in the direction of the line
    across: float  #: the baseline's y; in a vertical line the x
    width: float = 1.0  #: horizontal scaling
    vertical: bool = False
    turned: bool = False  #: in a vertical line, turned clockwise
    texts: tuple[str, ...] = ()  #: what each glyph stands for, where that is not one character each
    advances: tuple[float, ...] = ()  #: how far each glyph moves the pen, points; where a reader was asked for it
    angle: float = 0.0  #: of a line that is neither upright nor turned as vertical lines are: degrees, clockwise

    def glyphs(self) -> tuple[str, ...] | str:
        """What each glyph stands for."""
        return self.texts or self.text


class TreeLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of type."""

    text: str
    frame: str
    role: str
    address: str  #: of the content, such as main.s3
    paragraph: int
    number: int  #: of the line in what stands at that address, from 1; of a line of another role, in its frame
    measure: float
    order: int
    runs: tuple[TreeRun, ...]
    ends: bool = False  #: the paragraph
    layer: str = ""  #: an optional-content group of the PDF


class TreePicture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture: *rect* is what is seen of it, *image* where the whole of it lies."""

    frame: str
    name: str
    rect: Box
    image: Box
    pixels: tuple[int, int]
    digest: str
    look: str  #: its colours on a grid of 8 by 8, as hexadecimal RGB; empty where it could not be read
    order: int
    layer: str = ""
    plain: bool = True  #: its file shows it: upright, in a rectangle, in its own colours; told only where a PDF is read raw


class TreePath(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something drawn. Its shape is told by its box, the length of its outline and the area within."""

    frame: str
    what: str  #: rule, tint, keyline, drawing, disc, effect, mark; path in a tree read from a PDF
    rect: Box
    fill: str
    stroke: str
    weight: float
    length: float
    area: float
    order: int
    opacity: float = 1.0
    layer: str = ""


class TreeFrame(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frame of the page file."""

    id: str
    rect: Box
    inner: Box
    z: int = 0
    source: str = ""  #: file, line and column
    lines: int = 0  #: of type that stand in it


class TreeMark(msgspec.Struct, frozen=True):
    """What a PDF's tags say of something painted."""

    order: int  #: in the paint order
    element: int  #: the number of its paragraph, heading, cell in logical order, from 1
    kind: str  #: P, H1, Caption, …
    article: int  #: the number of its article, from 1; 0 for none
    alt: str = ""  #: an alternate description


class TreePage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page."""

    number: int
    size: tuple[float, float]  #: of the trimmed page
    boxes: dict[str, Box]  #: media, crop, bleed, trim, art: each from the media box's top left corner
    lines: tuple[TreeLine, ...]
    frames: tuple[TreeFrame, ...] = ()
    pictures: tuple[TreePicture, ...] = ()
    paths: tuple[TreePath, ...] = ()
    tags: tuple[str, ...] = ()  #: the logical structure in reading order: kind and words
    overset: tuple[str, ...] = ()
    grid: tuple[float, float] = (0.0, 0.0)  #: size and leading of the body; 0 where it is not known
    rotate: int = 0
    marks: tuple[TreeMark, ...] = ()  #: what tags say; told only where a PDF is read raw


class Tree(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document."""

    format: int
    engine: str  #: what made it
    fonts: tuple[TreeFont, ...]
    pages: tuple[TreePage, ...]
    title: str = ""
    author: str = ""
    producer: str = ""
    language: str = ""
    layers: tuple[tuple[str, bool], ...] = ()  #: optional-content groups, and whether each is shown
    recovered: bool = False  #: read back from a PDF
    compare: CompareSpec = CompareSpec()
    sources: dict[str, str] = {}  #: where each paragraph is written: by address and number


def colour_text(colour: Colour) -> str:
    """A colour as the tree has it."""
    space = {"lab": "Lab", "ink": "Separation" if len(colour.inks) == 1 else "DeviceN"}.get(colour.space, colour.space)
    return " ".join([space, *(f"{part:.3g}" for part in colour.parts)])


def box(x: float, y: float, width: float, height: float) -> Box:
    """A box to a hundredth of a point."""
    return round(x, 2), round(y, 2), round(width, 2), round(height, 2)


def tree_json(tree: Tree) -> bytes:
    """The tree as JSON."""
    return msgspec.json.encode(tree) + b"\n"
