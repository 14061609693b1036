"""Draw the marks beside lines of type: dots, straight and wavy lines, in the colour of the text."""

from __future__ import annotations

from banmian.output.colours.code import number
from banmian.output.colours.inks import Inks
from banmian.plan.markup import MarkKind
from banmian.text.lines.line import Annotation, SetLine

_WAVE = 0.18  # em; ours: half a wave's length
_FRAME = 0.55  # em from the middle of the characters to a frame's side, ours
_KAPPA = 0.5523  # a quarter circle as a Bezier curve


def line_marks(line: SetLine, inks: Inks, height: float, shift: float) -> str:
    """The operators of a line's annotations; *height* and *shift* as for TextWriter."""
    parts = [f"q {inks.fill(line.colour)} {inks.stroke(line.colour)}"]
    for mark in line.annotations:
        place = _Placer(line.vertical, mark.across, height, shift)
        if mark.kind is MarkKind.DOTS:
            parts.append(_dot(mark, place))
        elif mark.kind is MarkKind.NAME:
            parts.append(f"{number(mark.weight)} w {place.point(mark.start)} m {place.point(mark.end)} l S")
        elif mark.kind is MarkKind.DEATH:
            parts.append(_frame(mark, place, line.size))
        else:
            parts.append(_wave(mark, place, line.size))
    return "\n".join([*parts, "Q"])


class _Placer:
    """Turns a place along and beside a line into PDF's coordinates."""

    def __init__(self, vertical: bool, across: float, height: float, shift: float) -> None:
        self.vertical, self.across, self.height, self.shift = vertical, across, height, shift

    def point(self, along: float, beside: float = 0.0) -> str:
        """The operands of a point *along* the line, *beside* the mark's middle (down, or to the right)."""
        x, y = (self.across + beside, along) if self.vertical else (along, self.across + beside)
        return f"{number(x + self.shift)} {number(self.height - y)}"


def _dot(mark: Annotation, place: _Placer) -> str:
    radius = mark.weight / 2
    bend = _KAPPA * radius
    at, parts = mark.start, [f"{place.point(mark.start + radius)} m"]
    quarters = [((radius, bend), (bend, radius), (0, radius)), ((-bend, radius), (-radius, bend), (-radius, 0)),
                ((-radius, -bend), (-bend, -radius), (0, -radius)), ((bend, -radius), (radius, -bend), (radius, 0))]  # fmt: skip
    for curve in quarters:
        parts.append(" ".join(place.point(at + along, beside) for along, beside in curve) + " c")
    return " ".join([*parts, "f"])


def _frame(mark: Annotation, place: _Placer, size: float) -> str:
    half = _FRAME * size
    corners = [
        place.point(along, side) for along, side in ((mark.start, -half), (mark.end, -half), (mark.end, half), (mark.start, half))
    ]
    return f"{number(mark.weight)} w {corners[0]} m {' l '.join(corners[1:])} l s"


def _wave(mark: Annotation, place: _Placer, size: float) -> str:
    length = mark.end - mark.start
    count = max(2, round(length / (_WAVE * size)))
    step, rise = length / count, 0.11 * size
    parts = [f"{number(mark.weight)} w {place.point(mark.start)} m"]
    for at in range(count):
        begin, side = mark.start + at * step, rise if at % 2 else -rise
        parts.append(f"{place.point(begin + step / 2, side)} {place.point(begin + step / 2, side)} {place.point(begin + step)} c")
    return " ".join([*parts, "S"])
