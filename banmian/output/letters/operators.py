"""Write lines of type as PDF text operators (ISO 32000-2 §9.4): hexadecimal codes and one join a run."""

from __future__ import annotations

from collections.abc import Mapping
from math import radians, tan

from banmian.output.colours.code import KNOCK, OVER, number
from banmian.output.colours.inks import Inks
from banmian.plan.geometry import EM_ASCENT
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Mode, Run, SetLine

FontKey = tuple[str, int, bool, tuple[tuple[str, float], ...]]


def font_key(run: Run) -> FontKey:
    """What one embedded font serves: a face, for horizontal or for vertical lines."""
    return run.face.path, run.face.index, run.mode is Mode.UPRIGHT, run.face.variations


# Ours: readers take a gap of a tenth of an em for a space between words (Poppler's minWordBreakSpace), which
# a spread line of Chinese is full of; such a line says what it reads as (ISO 32000-2 §14.9.4).
_READ_AS_SPACE = 0.06


def is_spread(line: SetLine) -> bool:
    """Whether a line is spread so far that readers would find spaces in it."""
    return any(max(run.adjust, default=0.0) > _READ_AS_SPACE * run.size for run in line.runs)


class TextWriter:
    """Writes runs, saying face, size, scale and colour only where they change.

    *resources* and *codes* are by `font_key`: the font's resource name, and the hexadecimal code
    of each glyph. *height* is the page's, for PDF counts upwards; *shift* is the bleed.
    """

    def __init__(
        self,
        resources: Mapping[FontKey, str],
        codes: Mapping[FontKey, dict[int, str]],
        inks: Inks,
        height: float,
        shift: float,
    ) -> None:
        self.resources = resources
        self.codes = codes
        self.inks = inks
        self.height = height
        self.shift = shift
        self._font: tuple[str, float] | None = None
        self._width = 1.0
        self._colour: Colour | None = None
        self._bolder = 0.0
        self._over = False  #: what is set is printed over other inks
        self._black_over = False  #: black of this line is
        self._rounded: dict[float, str] = {}

    def line(self, line: SetLine, retold: bool, over: bool = False) -> str:
        """One line as a text object; *retold*: its glyphs do not tell its text; *over*: its black is printed over other inks."""
        self._black_over = over
        parts = ["BT"]
        retold = retold or is_spread(line)
        if retold:
            parts.append(f"/Span<</ActualText<FEFF{line.text.encode('utf-16-be').hex().upper()}>>>BDC")
        self._runs(line, line.runs, parts)
        if retold:
            parts.append("EMC")
        parts.append("ET")
        return "\n".join(parts)

    def plain_line(self, line: SetLine, over: bool = False) -> str:
        """One line whose glyphs tell its text, as a text object."""
        self._black_over = over
        parts = ["BT"]
        self._runs(line, line.runs, parts)
        parts.append("ET")
        return "\n".join(parts)

    def readings(self, line: SetLine) -> str:
        """A line's ruby and zhuyin as a text object of their own, after it."""
        parts = ["BT"]
        self._runs(line, line.readings, parts)
        parts.append("ET")
        return "\n".join(parts)

    def _runs(self, line: SetLine, runs: tuple[Run, ...], parts: list[str]) -> None:
        y = number(self.height - line.baseline)
        for run in runs:
            colour = run.colour or line.colour
            if (self._black_over and colour.black_only) != self._over:
                self._over = not self._over
                parts.append(f"/{OVER if self._over else KNOCK} gs")
            if colour != self._colour:
                self._colour = colour
                parts.append(self.inks.fill(colour))
            if line.vertical:
                self._vertical_run(run, line.baseline, parts)
            elif run.across:
                self._run(run, f"1 0 0 1 {number(run.x + self.shift)} {number(self.height - line.baseline - run.across)} Tm", parts)
            else:
                self._run(run, f"1 0 0 1 {number(run.x + self.shift)} {y} Tm", parts)

    def knocked_out(self) -> str:
        """The operator after which nothing is printed over other inks; none where that is so already."""
        if not self._over:
            return ""
        self._over = False
        return f"/{KNOCK} gs"

    def label(self, runs: tuple[Run, ...], baseline: float, colour: Colour) -> str:
        """Runs that are no line of the page, such as a placeholder's label."""
        self._colour = colour
        parts = ["BT", self.inks.fill(colour)]
        for run in runs:
            self._run(run, f"1 0 0 1 {number(run.x + self.shift)} {number(self.height - baseline)} Tm", parts)
        parts.append("ET")
        return "\n".join(parts)

    def _vertical_run(self, run: Run, middle: float, parts: list[str]) -> None:
        """A run of a vertical line: its place depends on how it stands."""
        x = number(middle + run.across + self.shift)
        if run.mode is Mode.TURNED:
            place = f"0 -1 1 0 {x} {number(self.height - run.x)} Tm"
        elif run.mode is Mode.SQUARE:
            place = f"1 0 0 1 {x} {number(self.height - run.x - EM_ASCENT * run.size)} Tm"
        else:
            place = f"1 0 0 1 {x} {number(self.height - run.x)} Tm"
        self._run(run, place, parts)

    def _embolden(self, run: Run, parts: list[str]) -> None:
        """A line of the run's colour round each letter, or none any more (§9.3.6)."""
        self._bolder = run.face.bolder
        if self._bolder and self._colour is not None:
            parts.append(f"2 Tr 1 j {number(self._bolder * run.size)} w {self.inks.stroke(self._colour)}")
        else:
            parts.append("0 Tr")

    def _run(self, run: Run, place: str, parts: list[str]) -> None:
        key = font_key(run)
        font = (self.resources[key], run.size)
        if font != self._font:
            self._font = font
            parts.append(f"/{font[0]} {number(run.size)} Tf")
        if run.width != self._width:
            self._width = run.width
            parts.append(f"{number(run.width * 100)} Tz")
        if run.face.bolder or self._bolder:
            self._embolden(run, parts)
        # What stands upright in vertical lines is not slanted: it would leave its line.
        parts.append(_slanted(place, run.face.slant) if run.face.slant and run.mode is not Mode.UPRIGHT else place)
        self._show(run, self.codes[key], parts)

    def _show(self, run: Run, codes: dict[int, str], parts: list[str]) -> None:
        """The operators that show a run's glyphs, where the text matrix has brought them."""
        parts.append(self._shown(run, codes))

    def _shown(self, run: Run, codes: dict[int, str]) -> str:
        """The operator that shows a run's glyphs."""
        if not run.adjust:
            return f"<{''.join([codes[glyph] for glyph in run.glyphs])}>Tj"
        # TJ moves left by thousandths of the size, and Tz scales that too; in vertical mode it moves down (§9.4.4).
        unit = 1000 / run.size if run.mode is Mode.UPRIGHT else -1000 / (run.size * run.width)
        rounded = self._rounded
        shown: list[str] = []
        for glyph, adjust in zip(run.glyphs, run.adjust, strict=True):
            shown.append(codes[glyph])
            if adjust:
                move = adjust * unit
                text = rounded.get(move)
                if text is None:
                    text = rounded[move] = f">{number(move)}<"
                shown.append(text)
        if shown[-1][0] == ">":
            shown.pop()
        return f"[<{''.join(shown)}>]TJ"


def _slanted(place: str, slant: float) -> str:
    """The text matrix of a run whose letters are slanted."""
    a, b, c, d, x, y = (float(value) for value in place.split()[:6])
    lean = tan(radians(slant))
    return f"{' '.join(number(value) for value in (a, b, c + lean * a, d + lean * b, x, y))} Tm"
