"""Draw a headline's outline and shadow as paths under it, so that its text stands once in the PDF.

An effect with a weight is a line round each letter; one with an offset is a shadow. Effects are painted in
the order they are written, the text itself last and over them all.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from banmian.fonts.face import open_face
from banmian.output.colours.code import number
from banmian.output.colours.inks import Inks
from banmian.plan.geometry import EM_ASCENT
from banmian.text.lines.line import Mode, Run, SetLine


def line_effects(line: SetLine, inks: Inks, height: float, shift: float) -> str:
    """The operators of a line's effects; *height* and *shift* as for TextWriter."""
    outlines: dict[tuple[float, float], list[str]] = {}
    parts: list[str] = []
    for effect in line.effects:
        offset = (effect.dx, effect.dy)
        if offset not in outlines:
            outlines[offset] = [path for run in line.runs for path in placed_outlines(run, line, height, shift, offset)]
        parts.append(f"q {inks.fill(effect.colour)}")
        paint = "f"
        if effect.weight > 0:
            # The stroke lies half inside the letter, where the text covers it.
            parts.append(f"{inks.stroke(effect.colour)} {number(2 * effect.weight)} w 1 j 1 J")
            paint = "B"
        for path in outlines[offset]:
            parts += (path, paint)
        parts.append("Q")
    return "\n".join(parts)


def placed_outlines(run: Run, line: SetLine, height: float, shift: float, moved: tuple[float, float] = (0.0, 0.0)) -> Iterator[str]:
    """The outlines of a run where it stands in its line, *moved* to the right and down."""
    dx, dy = shift + moved[0], -moved[1]
    if not line.vertical:
        yield from run_outlines(run, height - line.baseline - run.across + dy, dx)
    elif run.mode is Mode.SQUARE:
        upright = msgspec.structs.replace(run, x=line.baseline + run.across)
        yield from run_outlines(upright, height - run.x - EM_ASCENT * run.size + dy, dx)
    elif run.mode is Mode.TURNED:
        yield from _turned_outlines(run, line.baseline + run.across + dx, height - run.x + dy)
    else:
        yield from _upright_outlines(run, line.baseline + run.across + dx, height - run.x + dy)


def _upright_outlines(run: Run, middle: float, y: float) -> Iterator[str]:
    """The outlines of a vertical line's upright glyphs, the first one's head at *y* (PDF's, upwards)."""
    upright = msgspec.structs.replace(run.face, slant=0.0)
    face = open_face(upright)
    for at, glyph in enumerate(run.glyphs):
        advance, across, up = face.vertical_metrics(glyph)
        alone = Run(middle - across * run.size * run.width, run.text, upright, run.size, run.width, (glyph,), ())
        yield from run_outlines(alone, y - up * run.size, 0.0)
        y -= advance * run.size + (run.adjust[at] if run.adjust else 0.0)


def _turned_outlines(run: Run, x: float, y: float) -> Iterator[str]:
    """The outlines of glyphs turned clockwise: their baseline runs down at *x*, from *y*."""
    face = open_face(run.face)
    along, up = run.size * run.width, run.size
    for at, glyph in enumerate(run.glyphs):
        steps = []
        for step, values in face.outline(glyph):
            turned: list[float] = []
            for forward, rise in zip(values[::2], values[1::2], strict=True):
                turned += (x + rise * up, y - forward * along)
            steps.append(_STEPS[step] % tuple(turned) if turned else step)
        if steps:
            yield "\n".join(steps)
        y -= face.advance(glyph) * along + (run.adjust[at] if run.adjust else 0.0)


# A path's steps as format strings, by their operator. A thousandth of a point is a hundredth of a pixel of a platesetter.
_STEPS = {"m": "%.3f %.3f m", "l": "%.3f %.3f l", "c": "%.3f %.3f %.3f %.3f %.3f %.3f c", "h": "h"}


def run_outlines(run: Run, y: float, shift: float) -> Iterator[str]:
    """Each glyph of *run* as a path on the baseline *y* (PDF's, upwards), not painted yet."""
    face = open_face(run.face)
    x = run.x + shift
    across, up = run.size * run.width, run.size
    for at, glyph in enumerate(run.glyphs):
        steps = []
        for step, values in face.outline(glyph):
            if step == "c":
                x1, y1, x2, y2, x3, y3 = values
                placed = (x + x1 * across, y + y1 * up, x + x2 * across, y + y2 * up, x + x3 * across, y + y3 * up)
                steps.append(_STEPS["c"] % placed)
            elif step == "h":
                steps.append("h")
            else:
                steps.append(_STEPS[step] % (x + values[0] * across, y + values[1] * up))
        if steps:
            yield "\n".join(steps)
        x += face.advance(glyph) * across + (run.adjust[at] if run.adjust else 0.0)
