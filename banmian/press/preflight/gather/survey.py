"""How things are painted on a page: the colours, and what is printed over what."""

from __future__ import annotations

from collections.abc import Mapping

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.recolour.change import KEPT, Kept
from banmian.pictures.recolour.paintstate import Paint, PaintState
from banmian.pictures.recolour.recolour import Recolour
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Stream, Value
from banmian.press.preflight.gather.facts import Painted

_LETTERS = {b"Tj", b"TJ", b"'", b'"'}


class Survey:
    """Changes nothing and notes what is painted."""

    def __init__(self) -> None:
        self.found: dict[Painted, None] = {}

    def colour(self, space: Space, parts: tuple[float, ...], over: bool, mode: int) -> Kept:
        """Every colour stays."""
        return KEPT

    def picture(self, stream: Stream, space: Space, spaces: Spaces, over: bool) -> Kept:
        """So does every image."""
        return KEPT

    def shading(self, entries: Mapping[str, Value], space: Space, spaces: Spaces, over: bool) -> Kept:
        """A gradient is noted by its space."""
        self.found[Painted("gradient", space.kind, space.device, space.names, (), over, 0)] = None
        return KEPT

    def painted(self, operator: bytes, state: PaintState, fills: bool, strokes: bool) -> None:
        """A path or letters."""
        what = "type" if operator in _LETTERS else "path"
        if fills:
            self._note(what, state.fill, state.over_fill, state.mode)
        if strokes:
            self._note(what, state.stroke, state.over_stroke, state.mode)

    def _note(self, what: str, paint: Paint, over: bool, mode: int) -> None:
        space = paint.space
        if space.kind != "pattern":
            self.found[Painted(what, space.kind, space.device, space.names, paint.parts, over, mode)] = None


def surveyed(drawing: Drawing) -> tuple[Painted, ...]:
    """How everything on a page is painted. Raises DrawingError."""
    survey = Survey()
    Recolour(drawing, survey).run()
    return tuple(survey.found)
