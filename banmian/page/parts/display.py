"""Set what does not flow: headline groups, furniture lines, captions under their pictures."""

from __future__ import annotations

from collections.abc import Sequence

from banmian.plan.geometry import EM_ASCENT, Rect
from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.style import Align
from banmian.text.compose import Composer, Place
from banmian.text.ends.fit import balanced_ends
from banmian.text.ends.greedy import line_ends
from banmian.text.lines.line import SetLine


def set_headline(blocks: Sequence[Block], area: Rect, composer: Composer, report: Report) -> list[SetLine]:
    """Stack the group's lines and centre the stack in *area*; vertical lines stand side by side, from the right.

    Too long a line breaks; too high (or wide) a stack is reported.
    """
    vertical = bool(blocks) and blocks[0].style.vertical
    length, room = (area.height, area.width) if vertical else (area.width, area.height)
    rows = headline_rows(blocks, length, composer)
    if not rows:
        return []
    stack = headline_stack(rows)
    if stack > room + 0.01:
        higher = "wider" if vertical else "higher"
        message = f"the headline is {stack - room:.1f} pt {higher} than its frame"
        report.warning(rows[0][0].span, message, f"make the frame {higher}, or the type smaller")
    # Each row stands in the middle of its own leading; `down` is where that begins, leftwards in vertical lines.
    first = rows[0][0].style
    down = (room - stack) / 2 - (first.leading - first.size) / 2
    lines = []
    for block, start, end in rows:
        style = block.style
        if vertical:
            place = Place(area.y, area.right - down - style.leading / 2, length)
        else:
            place = Place(area.x, area.y + down + baseline_in(style), length)
        lines.append(composer.set_line(composer.block(block), block, start, end, place))
        down += style.leading
    return lines


def headline_stack(rows: Sequence[tuple[Block, int, int]]) -> float:
    """How high rows stand together, from the head of the first one's characters to the foot of the last one's."""
    if not rows:
        return 0.0
    first, last = rows[0][0].style, rows[-1][0].style
    outside = (first.leading - first.size) / 2 + (last.leading - last.size) / 2
    return sum(block.style.leading for block, _, _ in rows) - outside


def headline_rows(blocks: Sequence[Block], length: float, composer: Composer) -> list[tuple[Block, int, int]]:
    """The lines of a headline group in a measure of *length* points: their block, start and end."""
    rows: list[tuple[Block, int, int]] = []
    for block in blocks:
        paragraph, measure = composer.block(block), length / block.style.size
        start = 0
        for end in balanced_ends(paragraph, measure) if block.style.balance else line_ends(paragraph, measure):
            rows.append((block, start, end))
            start = end
    return rows


def headline_height(blocks: Sequence[Block], width: float, composer: Composer) -> float:
    """How high a headline group stands in a measure of *width* points, with the white that its leading gives it."""
    return sum(block.style.leading for block, _, _ in headline_rows(blocks, width, composer))


def set_furniture(parts: Sequence[tuple[Block, Align]], area: Rect, composer: Composer, report: Report) -> list[SetLine]:
    """Set the parts of one furniture line, each at its end of *area*, on one baseline centred in its height."""
    size = max((block.style.size for block, _ in parts), default=0.0)
    baseline = area.y + (area.height - size) / 2 + EM_ASCENT * size
    lines = []
    taken = {Align.START: 0.0, Align.CENTRE: 0.0, Align.END: 0.0, Align.JUSTIFY: 0.0}
    for block, align in parts:
        if not block.text.strip():
            continue
        paragraph = composer.block(block)
        width = paragraph.width(0, len(block.text)) * block.style.size
        if width > area.width + 0.01:
            report.warning(block.span, f"{block.text} is {width - area.width:.1f} pt longer than its line", "widen the frame")
        x = area.x + taken[align]
        if align is Align.CENTRE:
            x = area.x + (area.width - width) / 2
        elif align is Align.END:
            x = area.right - taken[align] - width
        taken[align] += width + block.style.size
        lines.append(composer.set_line(paragraph, block, 0, len(block.text), Place(x, baseline, width)))
    return lines


def caption_height(block: Block, width: float, composer: Composer) -> tuple[list[int], float]:
    """Where a caption's lines end in *width* points, and how high they stand together."""
    paragraph = composer.block(block)
    ends = line_ends(paragraph, width / block.style.size)
    return ends, len(ends) * block.style.leading


def set_caption(block: Block, ends: Sequence[int], area: Rect, composer: Composer) -> list[SetLine]:
    """Set a caption's lines from the head of *area*."""
    paragraph = composer.block(block)
    lines = []
    start = 0
    for number, end in enumerate(ends):
        baseline = area.y + number * block.style.leading + baseline_in(block.style)
        lines.append(composer.set_line(paragraph, block, start, end, Place(area.x, baseline, area.width)))
        start = end
    return lines


def baseline_in(style: ParagraphStyle) -> float:
    """How far under the head of its own leading a line's baseline lies."""
    return (style.leading - style.size) / 2 + EM_ASCENT * style.size
