"""One line of type, with every glyph at its final place: what outputs, tests and comparisons read."""

from __future__ import annotations

import msgspec

from banmian.plan.style import Effect
from banmian.spec.catalogue import FaceRecord
from banmian.spec.units import Colour


class Run(msgspec.Struct, frozen=True):
    """Glyphs of one face and one horizontal scale, set one after another from *x*."""

    x: float  #: of the first glyph's origin, points from the trim's left edge
    text: str  #: the copy that the glyphs stand for
    face: FaceRecord
    size: float  #: points
    width: float  #: horizontal scaling, 1 = as drawn
    glyphs: tuple[int, ...]  #: glyph ids in the face
    adjust: tuple[float, ...]  #: points added after each glyph's own advance; empty when all are 0


class SetLine(msgspec.Struct, frozen=True):
    """One line of type. Positions are final and in points from the trim box's top left corner."""

    text: str
    x: float  #: where the measure begins
    baseline: float
    measure: float
    size: float
    role: str
    address: str  #: of the content, such as main.s6
    paragraph: int  #: its number at that address, from 1
    ends_paragraph: bool
    runs: tuple[Run, ...]
    colour: Colour
    effects: tuple[Effect, ...] = ()

    def __post_init__(self) -> None:
        if self.measure <= 0:
            raise ValueError(f"measure must be positive, got {self.measure:g} pt")
