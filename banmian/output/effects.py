"""Draw a headline's outline and shadow as paths under it, so that its text stands once in the PDF.

An effect with a weight is a line round each letter; one with an offset is a shadow. Effects are painted in
the order they are written, the text itself last and over them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from banmian.fonts.face import open_face
from banmian.output.operators import fill_colour, number, stroke_colour
from banmian.plan.style import Effect
from banmian.text.line import Run, SetLine


def line_effects(line: SetLine, height: float, shift: float) -> str:
    """The operators of a line's effects; *height* and *shift* as for TextWriter."""
    return "\n".join(_effect(line, effect, height, shift) for effect in line.effects)


def _effect(line: SetLine, effect: Effect, height: float, shift: float) -> str:
    parts = ["q", fill_colour(effect.colour)]
    if effect.weight > 0:
        # The stroke lies half inside the letter, where the text covers it.
        parts += [stroke_colour(effect.colour), f"{number(2 * effect.weight)} w 1 j 1 J"]
    for run in line.runs:
        parts += run_outlines(run, height - line.baseline - effect.dy, shift + effect.dx, "B" if effect.weight > 0 else "f")
    parts.append("Q")
    return "\n".join(parts)


def run_outlines(run: Run, y: float, shift: float, paint: str) -> Iterator[str]:
    """Each glyph of *run* as a path on the baseline *y* (PDF's, upwards), painted by operator *paint*."""
    face = open_face(run.face)
    x = run.x + shift
    across, up = run.size * run.width, run.size
    for at, glyph in enumerate(run.glyphs):
        steps = []
        for step, values in face.outline(glyph):
            points = [
                number(x + value * across) if place % 2 == 0 else number(y + value * up) for place, value in enumerate(values)
            ]
            steps.append(" ".join([*points, step]))
        if steps:
            yield "\n".join([*steps, paint])
        x += face.advance(glyph) * across + (run.adjust[at] if run.adjust else 0.0)
