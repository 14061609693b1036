"""Say what is wrong with a line as it is set: spread too far, cut where it has no place to break, marks without room."""

from __future__ import annotations

from banmian.plan.plan import Block
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.style import Align
from banmian.text.ends.greedy import is_remedial
from banmian.text.lines.line import SetLine
from banmian.text.lines.reading import sides
from banmian.text.paragraph import Paragraph

_EDGE = 0.01  # points
_ROOM_FOR_MARKS, _ROOM_ON_BOTH_SIDES = 0.5, 0.625  # em between lines (A4)


def say_cut(paragraph: Paragraph, block: Block, end: int, measure: float, frame: str, report: Report) -> None:
    """Report a line of *measure* ems that ends at *end*, where none may."""
    piece = paragraph.text[max(0, end - 8) : end]
    where = f"a line of {measure:.2f} em in frame {frame}"
    message = f"{where} has no place to break; it is cut after {piece}"
    if is_remedial(paragraph, end):
        message = f"{where} has no other way than that {paragraph.text[end]} starts the next one, after {piece}"
    report.warning(block.span, message, "widen the measure, or set the text smaller")


def look_at_line(line: SetLine, block: Block, frame: str, cramped: set[Block], report: Report) -> None:
    """Report a line that is spread too far (J2), and, once a block, marks without room between lines (A4)."""
    style = block.style
    if line.spread > style.profile.spread_limit * style.size + _EDGE and style.align is not Align.DISTRIBUTE:
        what = "a locked line" if line.locked else "a line"
        message = f"{what} in frame {frame} is spread by {line.spread / style.size:.2f} em a gap: {line.text}"
        report.warning(block.span, message, "widen the measure, reword, or allow more with spread_limit")
    if not (line.annotations or line.readings) or block in cramped:
        return
    gap = style.leading - style.size
    twice = sides({mark.kind for mark in block.marks}, style.vertical) > 1
    wanted = (_ROOM_ON_BOTH_SIDES if twice else _ROOM_FOR_MARKS) * style.size
    if gap < wanted - _EDGE:
        cramped.add(block)
        share = "⅝ of an em" if twice else "half an em"
        message = f"the white between lines is {gap:.1f} pt; marks beside them want {wanted:.1f} pt, {share}"
        report.warning(block.span, message, "give the style more leading, or take the marks out")
