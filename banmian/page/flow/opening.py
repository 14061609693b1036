"""Set a paragraph's opening apart: its first character over several lines (首字下沉), its first line in a style of its own."""

from __future__ import annotations

import msgspec

from banmian.plan.plan import Block, StyledPart
from banmian.spec.types.style import Align
from banmian.text.compose import Composer
from banmian.text.ends.greedy import line_end
from banmian.text.widths.marks import OPENING


def drop_cap_block(block: Block, lines: int) -> Block:
    """The first character of *block*, with an opening mark before it, as high as *lines* of its lines."""
    style = block.style
    size = (lines - 1) * style.leading + style.size
    length = 2 if block.text[0] in OPENING and len(block.text) > 2 else 1
    plain = msgspec.structs.replace(style, size=size, indent=0.0, align=Align.START, drop_cap=0, first_line=None)
    return msgspec.structs.replace(block, text=block.text[:length], style=plain, marks=(), parts=(), reading_styles={}, wish=0)


def with_first_line(block: Block, start: int, measure: float, composer: Composer) -> Block:
    """*block* with the characters of its first line, from *start*, in the style of first lines."""
    style = block.style.first_line
    if style is None:
        return block
    # As far as the line could reach, set in that style, tells where it ends.
    reach = min(len(block.text), start + int(measure / style.size * 3) + 8)
    tried = composer.block(_with_part(block, start, reach))
    end, _ = line_end(tried, start, measure / block.style.size)
    return _with_part(block, start, end)


def _with_part(block: Block, start: int, end: int) -> Block:
    assert block.style.first_line is not None
    later = tuple(msgspec.structs.replace(part, start=max(part.start, end)) for part in block.parts if part.end > end)
    return msgspec.structs.replace(block, parts=(StyledPart(start, end, block.style.first_line), *later))
