"""What a content stream paints with at one place: colours, overprint, how letters are shown (ISO 32000-2 §8.4)."""

from __future__ import annotations

from copy import copy
from typing import Any

from banmian.pictures.recolour.spaces import GRAY, Space


class Paint:
    """A colour as it was set."""

    __slots__ = ("hidden", "operands", "parts", "space")

    def __init__(self, space: Space, parts: tuple[float, ...], operands: Any = ()) -> None:
        self.space = space
        self.parts = parts
        self.operands = operands  #: as they stood, of a pattern
        self.hidden = False  #: it leaves this plate as it is

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from others."""
        return id(self.space), self.parts, str(self.operands)


class PaintState:
    """The graphics state, as far as it says what is painted."""

    def __init__(self) -> None:
        self.fill = Paint(GRAY, (0.0,))
        self.stroke = Paint(GRAY, (0.0,))
        self.over_fill = False
        self.over_stroke = False
        self.mode = 0  #: overprint mode
        self.letters = 0  #: text rendering mode, as it was set
        self.shown_letters = 0  #: as it is now written

    def copied(self) -> PaintState:
        """For q, and for a form."""
        return copy(self)

    @property
    def key(self) -> tuple[Any, ...]:
        """What a form's content depends on that does not set it itself."""
        return self.fill.key, self.stroke.key, self.over_fill, self.over_stroke, self.mode, self.letters

    @property
    def wanted_letters(self) -> int:
        """The text rendering mode without what is hidden (§9.3.6, Table 104)."""
        fills, strokes = self.letters % 4 in (0, 2), self.letters % 4 in (1, 2)
        fills, strokes = fills and not self.fill.hidden, strokes and not self.stroke.hidden
        plain = 2 if fills and strokes else 0 if fills else 1 if strokes else 3
        return plain + (4 if self.letters >= 4 else 0)


_PAINTED = {
    b"f": (True, False), b"F": (True, False), b"f*": (True, False), b"B": (True, True), b"B*": (True, True),
    b"b": (True, True), b"b*": (True, True), b"S": (False, True), b"s": (False, True),
}  # fmt: skip


def painted(operator: bytes) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    return _PAINTED[operator]


def path_operators(operator: bytes, state: PaintState) -> list[bytes]:
    """How a path is painted without what is hidden: the operators that stand for *operator*."""
    fills, strokes = _PAINTED[operator]
    shown = fills and not state.fill.hidden, strokes and not state.stroke.hidden
    if shown == (fills, strokes):
        return [operator]
    closes = [b"h"] if operator in (b"b", b"b*", b"s") else []
    if shown == (False, False):
        return [*closes, b"n"]
    if shown[1]:
        return [*closes, b"S"]
    return [*closes, b"f*" if operator.endswith(b"*") else b"f"]
