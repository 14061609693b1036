"""A gradient as an axial shading (ISO 32000-2 §8.7.4.5.3) in the space of its colours."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

from reportlab.pdfbase import pdfdoc

from banmian.colour.seen import seen
from banmian.output.colours.inks import Inks
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import FillSpec


class _Shading(pdfdoc.PDFAxialShading):
    """ReportLab's, in any colour space."""

    def Dict(self, document: Any) -> Any:  # noqa: N802 - ReportLab's hook
        told = {**self.otherkw, "ShadingType": 2, "ColorSpace": self.ColorSpace, "Coords": pdfdoc.PDFArrayCompact(self.Coords)}
        return self.ShadingDict(**told, Function=document.Reference(self.Function))


def gradient(rect: Rect, fill: FillSpec, inks: Inks, height: float, shift: float) -> Any:
    """The shading of *rect*; its ends are where the rectangle's corners lie farthest along its direction."""
    turn = radians(fill.angle)
    reach = (abs(rect.width * cos(turn)) + abs(rect.height * sin(turn))) / 2
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    ends = [(x + step * reach * cos(turn) + shift, height - y - step * reach * sin(turn)) for step in (-1, 1)]
    start, end = _of_one_space(inks.painted(fill.start), inks.painted(fill.end or fill.start))
    steps = pdfdoc.PDFExponentialFunction([round(part, 4) for part in start.parts], [round(part, 4) for part in end.parts], 1)
    return _Shading(*ends[0], *ends[1], Function=steps, ColorSpace=inks.space(start), Extend="[true true]")


def _of_one_space(start: Colour, end: Colour) -> tuple[Colour, Colour]:
    """Both colours in one space: their own, or the four inks, or a screen's where one is a screen's."""
    if (start.space, start.inks) == (end.space, end.inks):
        return start, end
    if end.space == "ink" and not any(_as_inks(start)):
        return end.tint(0), end
    if start.space == "ink" and not any(_as_inks(end)):
        return start, start.tint(0)
    start, end = seen(start), seen(end)
    if start.space == end.space:
        return start, end
    return _on_screen(start), _on_screen(end)


def _as_inks(colour: Colour) -> tuple[float, ...]:
    return seen(colour).parts if seen(colour).space == "cmyk" else tuple(1 - part for part in seen(colour).parts)


def _on_screen(colour: Colour) -> Colour:
    if colour.space == "rgb":
        return colour
    return Colour("rgb", tuple((1 - part) * (1 - colour.parts[3]) for part in colour.parts[:3]))
