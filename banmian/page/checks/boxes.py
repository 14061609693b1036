"""The room that a line of type takes on its page."""

from __future__ import annotations

from banmian.plan.geometry import EM_ASCENT, EM_DESCENT, Rect
from banmian.text.lines.line import SetLine


def line_box(line: SetLine) -> Rect:
    """The em boxes of a line of type, from its first glyph to its last."""
    first, last = line.runs[0], line.runs[-1]
    along = min(last.x + len(last.text) * last.size * last.width + sum(last.adjust), line.x + line.measure + line.size)
    if line.vertical:
        half = (EM_ASCENT + EM_DESCENT) / 2 * line.size
        return Rect(line.baseline - half, first.x, 2 * half, along - first.x)
    return Rect(first.x, line.baseline - EM_ASCENT * line.size, along - first.x, (EM_ASCENT + EM_DESCENT) * line.size)
