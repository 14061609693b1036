"""One line of type, with every glyph at its final place: what outputs, tests and comparisons read."""

from __future__ import annotations

from enum import Enum

import msgspec

from banmian.plan.markup import MarkKind
from banmian.plan.style import Effect
from banmian.spec.catalogue import FaceRecord
from banmian.spec.types.colour import Colour


class Mode(Enum):
    """How a run's glyphs stand in their line."""

    HORIZONTAL = "horizontal"
    UPRIGHT = "upright"  #: in a vertical line, by the font's vertical metrics
    TURNED = "turned"  #: in a vertical line, turned clockwise
    SQUARE = "square"  #: in a vertical line, side by side within one square (tate-chu-yoko)


class Run(msgspec.Struct, frozen=True):
    """Glyphs of one face and one horizontal scale, set one after another from *x*."""

    x: float  #: of the first glyph's origin, points from the trim's left edge; in a vertical line from its top
    text: str  #: the copy that the glyphs stand for
    face: FaceRecord
    size: float  #: points
    width: float  #: horizontal scaling, 1 = as drawn
    glyphs: tuple[int, ...]  #: glyph ids in the face
    adjust: tuple[float, ...]  #: points added after each glyph's own advance; empty when all are 0
    mode: Mode = Mode.HORIZONTAL
    across: float = 0.0  #: from the baseline down to the first glyph's; in a vertical line, from its middle to the right
    colour: Colour | None = None  #: None: the line's
    texts: tuple[str, ...] = ()  #: what each glyph stands for; empty where each stands for one character


class Annotation(msgspec.Struct, frozen=True):
    """A mark beside a line of type: a dot, or a straight or wavy line. Points, as the line's own."""

    kind: MarkKind
    start: float  #: along the line
    end: float
    across: float  #: its middle: from the trim's top, of a vertical line from the trim's left
    weight: float  #: a dot's width, a line's thickness


class SetLine(msgspec.Struct, frozen=True):
    """One line of type. Positions are final and in points from the trim box's top left corner."""

    text: str
    x: float  #: where the measure begins: from the left, in a vertical line from the top
    baseline: float  #: from the top; of a vertical line its middle, from the left
    measure: float
    size: float
    role: str
    address: str  #: of the content, such as main.s6
    paragraph: int  #: its number at that address, from 1
    ends_paragraph: bool
    runs: tuple[Run, ...]
    colour: Colour
    effects: tuple[Effect, ...] = ()
    locked: bool = False  #: its end, and perhaps its tracking, are given (J6)
    spread: float = 0.0  #: the widest gap that justification opened, points
    vertical: bool = False
    annotations: tuple[Annotation, ...] = ()
    readings: tuple[Run, ...] = ()  #: ruby and zhuyin, beside the line
    start: int = 0  #: of its paragraph's characters, the number of its first
    read: tuple[
        tuple[int, int, int], ...
    ] = ()  #: of each reading: from and up to which characters of *text*, how many of *readings*

    def __post_init__(self) -> None:
        if self.measure <= 0:
            raise ValueError(f"measure must be positive, got {self.measure:g} pt")
