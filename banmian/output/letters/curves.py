"""Lines of type as outlines (转曲): no font is needed to print them, and no word can be read out of them."""

from __future__ import annotations

from banmian.output.colours.code import KNOCK, OVER, number
from banmian.output.colours.inks import Inks
from banmian.output.letters.effects import placed_outlines, run_outlines
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Run, SetLine


class CurveWriter:
    """Writes what TextWriter writes, each letter as a path; *height* and *shift* as there."""

    def __init__(self, inks: Inks, height: float, shift: float) -> None:
        self.inks = inks
        self.height = height
        self.shift = shift
        self._colour: Colour | None = None
        self._over = False

    def line(self, line: SetLine, retold: bool, over: bool = False) -> str:
        """One line; *over*: its black is printed over other inks."""
        return "\n".join(part for run in line.runs for part in self._run(run, line, over))

    def readings(self, line: SetLine) -> str:
        """A line's ruby and zhuyin."""
        return "\n".join(part for run in line.readings for part in self._run(run, line, self._over))

    def label(self, runs: tuple[Run, ...], baseline: float, colour: Colour) -> str:
        """Runs that are no line of the page."""
        self._colour = colour
        paths = [f"{path} f" for run in runs for path in run_outlines(run, self.height - baseline, self.shift)]
        return "\n".join([self.inks.fill(colour), *paths])

    def knocked_out(self) -> str:
        """As TextWriter's."""
        if not self._over:
            return ""
        self._over = False
        return f"/{KNOCK} gs"

    def _run(self, run: Run, line: SetLine, over: bool) -> list[str]:
        colour = run.colour or line.colour
        parts = []
        if (over and colour.black_only) != self._over:
            self._over = not self._over
            parts.append(f"/{OVER if self._over else KNOCK} gs")
        if colour != self._colour:
            self._colour = colour
            parts.append(self.inks.fill(colour))
        paint = "f"
        if run.face.bolder:
            parts.append(f"{self.inks.stroke(colour)} {number(run.face.bolder * run.size)} w 1 j")
            paint = "B"
        for path in placed_outlines(run, line, self.height, self.shift):
            parts += (path, paint)
        return parts
