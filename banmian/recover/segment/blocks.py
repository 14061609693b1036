"""Put lines together to blocks: lines of one type that follow each other in one column, at one pitch.

A change of size or family, a printed rule across, the edge of a box or more white than a pitch ends a block. Headings
are blocks of their own, and so is what stands on either side of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import msgspec

from banmian.recover.segment.drawn.shapes import DrawnBox, DrawnRule
from banmian.recover.segment.type.lines import Line

JUMP = re.compile(r"^[（(【]?(?:▶|►)?\s*(?:[紧下]转|上接|接)第?\s*[A-Z]?[0-9一二三四五六七八九十]+\s*版.{0,12}[）)】]?$")
_STEPS = 0.85, 2.1  # em; how far apart the lines of one block may stand
_PITCH = 0.09  # of a pitch; how much the steps of one block differ
_UNEVEN, _RUNNING = 0.25, 16.0  # of the pitch, of lines so many ems long


class Block(msgspec.Struct, eq=False):
    """Lines of one type in one column."""

    lines: list[Line]
    box: int = -1  #: the number of the box that it stands in, -1 for none
    role: str = ""
    number: int = 0  #: in reading order
    confidence: float = 1.0  #: of the role
    cap: Line | None = None  #: a large first character (首字下沉), set over its first lines
    element: int = 0  #: of the file's tags, the number of the paragraph that it begins with; 0 where they do not tell
    kind: str = ""  #: and its kind
    article: int = 0  #: and the number of its article

    @property
    def size(self) -> float:
        """Type size."""
        return self.lines[0].size

    @property
    def font(self) -> int:
        """In the tree's fonts."""
        return self.lines[0].font

    @property
    def vertical(self) -> bool:
        """Whether its lines run down."""
        return self.lines[0].vertical

    @property
    def start(self) -> float:
        """Where its lines begin."""
        return min(line.start for line in self.lines)

    @property
    def end(self) -> float:
        """Where its longest line ends."""
        return max(line.end for line in self.lines)

    @property
    def pitch(self) -> float:
        """From one line to the next; 0 where there is only one."""
        steps = [after.across - before.across for before, after in zip(self.lines, self.lines[1:], strict=False)]
        return median(steps) if steps else 0.0

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the page."""
        boxes = [line.box for line in self.lines]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    @property
    def text(self) -> str:
        """What stands in it, a line after another."""
        return "\n".join(line.text for line in self.lines)


def blocks_of(lines: Sequence[Line], rules: Sequence[DrawnRule], boxes: Sequence[DrawnBox]) -> list[Block]:
    """The blocks of lines that run in one direction."""
    made: list[Block] = []
    waiting: list[Block] = []
    for line in sorted(lines, key=lambda line: (line.across, line.start)):
        place = box_of(line, boxes)
        near = [block for block in waiting if line.across - block.lines[-1].across <= _STEPS[1] * max(line.size, block.size)]
        waiting = [block for block in waiting if line.across - block.lines[-1].across <= 60]
        best = min(
            (block for block in near if block.box == place and _goes_on(block, line, rules)),
            key=lambda block: (line.across - block.lines[-1].across, abs(line.start - block.start)),
            default=None,
        )
        if best is None:
            best = Block([], place)
            made.append(best)
            waiting.append(best)
        best.lines.append(line)
    return made


def _goes_on(block: Block, line: Line, rules: Sequence[DrawnRule]) -> bool:
    last = block.lines[-1]
    step = line.across - last.across
    if not _in_its_type(block, line) or abs(line.size - block.size) > 0.03 * block.size or line.colour != last.colour:
        return False
    if JUMP.match(line.text) or JUMP.match(last.text):
        return False  # 下转 and 上接 stand alone
    if not _STEPS[0] * line.size <= step <= _STEPS[1] * line.size:
        return False
    # Some makers set running text on uneven leading, as the faces in a line ask for.
    uneven = _UNEVEN if min(line.length, last.length) >= _RUNNING * line.size else _PITCH
    if len(block.lines) > 1 and abs(step - block.pitch) > uneven * block.pitch:
        return False
    shared = min(line.end, block.end) - max(line.start, block.start)
    if shared < 0.5 * min(line.length, block.end - block.start):
        return False
    return not any(_between(rule, last, line) for rule in rules)


def _in_its_type(block: Block, line: Line) -> bool:
    """Whether a line is in a block's font; one of Western words alone is, where such words stand in the block."""
    if line.font == block.font:
        return True
    western = not any(glyph.text[0] >= "\u2e80" for glyph in line.glyphs)
    return western and any(glyph.font == line.font for known in block.lines for glyph in known.glyphs)


def _between(rule: DrawnRule, before: Line, line: Line) -> bool:
    """Whether a printed rule runs between two lines that follow each other."""
    x, y, width, height = rule.rect
    if line.vertical:
        return not rule.across and -line.across < x < -before.across and y < line.end and y + height > line.start
    return rule.across and before.across < y + height / 2 < line.across and x < line.end and x + width > line.start


def box_of(line: Line, boxes: Sequence[DrawnBox]) -> int:
    """The number of the smallest box that a line stands in; -1 for none."""
    left, top, right, bottom = line.box
    x, y = (left + right) / 2, (top + bottom) / 2
    found = [
        (box.rect[2] * box.rect[3], at)
        for at, box in enumerate(boxes)
        if box.rect[0] - 1 <= x <= box.rect[0] + box.rect[2] + 1
        and box.rect[1] - 1 <= y <= box.rect[1] + box.rect[3] + 1
        and right - left <= box.rect[2] + 2
    ]
    return min(found)[1] if found else -1
