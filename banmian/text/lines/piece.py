"""A piece of a line: characters of one setting and one kind, with the room that each has, before they become runs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.fonts.face import Face
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Mode, Run
from banmian.text.widths.setting import Kind, Setting


class Piece(msgspec.Struct, frozen=True, eq=False):
    """Lists hold one number a character, in ems of the setting's size; places are points."""

    setting: Setting
    kind: Kind
    text: str
    boxes: list[float]
    steps: list[float]  #: from one character to the next: advance and gap
    along: float  #: where the first character stands along the line
    across: float  #: how far beside it: down, in vertical lines to the right
    colour: Colour | None  #: None: the line's

    @property
    def face(self) -> Face:
        """The face that the piece is set from."""
        return self.setting.faces[self.kind.face]

    @property
    def size(self) -> float:
        """Points."""
        return self.setting.style.size

    def run(self, glyphs: Sequence[int], adjust: Sequence[float], texts: tuple[str, ...] = (), **places: float) -> Run:
        """A run of the whole piece; *places* may say another `x` or `across`. Adjustments that are all 0 are left out."""
        return Run(
            x=places.get("x", self.along),
            text=self.text,
            face=self.face.record,
            size=self.size,
            width=self.kind.width,
            glyphs=tuple(glyphs),
            adjust=tuple(adjust) if any(adjust) else (),
            mode=self.kind.mode,
            across=places.get("across", self.across),
            colour=self.colour,
            texts=texts,
        )

    def offset_run(self, glyphs: Sequence[int], drawn: list[float], offsets: list[float], across: float | None = None) -> Run:
        """A run whose glyphs, *drawn* so long, each stand at an offset from the head of its step."""
        size, following = self.size, [*offsets[1:], 0.0]
        adjust = [
            (step - length + after - before) * size
            for step, length, before, after in zip(self.steps, drawn, offsets, following, strict=True)
        ]
        return self.run(glyphs, adjust, x=self.along + offsets[0] * size, across=self.across if across is None else across)

    def cluster_run(self) -> Run:
        """Characters shaped together, their room behind the last glyph.

        A joiner or selector without a form of its own is shaped as an empty glyph that takes no room.
        """
        face, upright = self.face, self.kind.mode is Mode.UPRIGHT
        width = 1.0 if upright else self.kind.width
        cluster = face.shape(self.text, vertical=upright)
        own = [face.vertical_metrics(glyph)[0] if upright else face.advance(glyph) for glyph in cluster.glyphs]
        moves = [(step - length) * width * self.size for step, length in zip(cluster.advances, own, strict=True)]
        moves[-1] += (sum(self.steps) - sum(cluster.advances) * width) * self.size
        return self.run(cluster.glyphs, moves, cluster.texts)
