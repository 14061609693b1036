"""Draw a headline's outline and shadow as paths under it, so that its text stands once in the PDF.

An effect with a weight is a line round each letter; one with an offset is a shadow. Effects are painted in
the order they are written, the text itself last and over them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from banmian.fonts.face import open_face
from banmian.output.operators import fill_colour, number, stroke_colour
from banmian.plan.style import Effect
from banmian.text.line import Mode, Run, SetLine


def line_effects(line: SetLine, height: float, shift: float) -> str:
    """The operators of a line's effects; *height* and *shift* as for TextWriter."""
    outlines: dict[tuple[float, float], list[str]] = {}
    parts: list[str] = []
    for effect in line.effects:
        offset = (effect.dx, effect.dy)
        if offset not in outlines:
            if line.vertical:
                outlines[offset] = [path for run in line.runs for path in _upright_outlines(run, line, effect, height, shift)]
            else:
                y = height - line.baseline - effect.dy
                outlines[offset] = [path for run in line.runs for path in run_outlines(run, y, shift + effect.dx)]
        parts.append(f"q {fill_colour(effect.colour)}")
        paint = "f"
        if effect.weight > 0:
            # The stroke lies half inside the letter, where the text covers it.
            parts.append(f"{stroke_colour(effect.colour)} {number(2 * effect.weight)} w 1 j 1 J")
            paint = "B"
        for path in outlines[offset]:
            parts += (path, paint)
        parts.append("Q")
    return "\n".join(parts)


def _upright_outlines(run: Run, line: SetLine, effect: Effect, height: float, shift: float) -> Iterator[str]:
    """The outlines of a vertical line's upright glyphs; turned runs and squares are left without an effect."""
    if run.mode is not Mode.UPRIGHT:
        return
    face, down = open_face(run.face), run.x
    for at, glyph in enumerate(run.glyphs):
        advance, x, y = face.vertical_metrics(glyph)
        alone = Run(line.baseline - x * run.size, run.text, run.face, run.size, 1.0, (glyph,), ())
        yield from run_outlines(alone, height - down - y * run.size - effect.dy, shift + effect.dx)
        down += advance * run.size + (run.adjust[at] if run.adjust else 0.0)


# A path's steps as format strings, by their operator.
_STEPS = {"m": "%.2f %.2f m", "l": "%.2f %.2f l", "c": "%.2f %.2f %.2f %.2f %.2f %.2f c", "h": "h"}


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
