"""Write what text runs round: pull quotes as quotes, and the room that lines leave free as the wrap of a frame."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.look.type import display_look
from banmian.recover.infer.text.around import Cut, Span
from banmian.recover.segment.around import Obstacle
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.page import Segmented
from banmian.recover.segment.type.lines import Line
from banmian.recover.write.boxes import Boxes
from banmian.recover.write.content import QuoteWords
from banmian.recover.write.draft import Draft
from banmian.recover.write.furniture import write_rules
from banmian.recover.write.place import FrameDraft, placed
from banmian.recover.write.yamltext import flow, pt
from banmian.recover.write.yamltext import rule as rule_text
from banmian.tree.tree import Box

_ALIKE = 0.35  # points; gaps on both sides that are one
_CENTRED = 0.3  # points; words stand so near to the middle of their rules
_FLUSH = 1.0  # points; lines that begin so near to each other are flush
_SPARE = 0.05  # em beside a quote's longest line
_SAME = 0.3  # points; edges of a frame
_LEAST = 1.0  # points; a smaller room is none


class _Room(msgspec.Struct, frozen=True):
    """What lines leave free, as they see it, and how far its head and foot may move without another line being cut."""

    first: float
    last: float
    head: Span
    foot: Span


def write_runarounds(draft: Draft, page: Segmented, number: int, cuts: Sequence[Cut], boxes: Boxes) -> None:
    """Quotes of page *number*, and a wrap for all that lines run round."""
    for obstacle in page.obstacles:
        own = [cut for cut in cuts if cut.obstacle is obstacle]
        frame = _quote(draft, obstacle, number) if obstacle.blocks else _frame_of(draft, obstacle, number, page, boxes)
        if not own:
            continue
        vertical = any(block.vertical for block in page.blocks if block.role == "text")
        edges = obstacle.edges
        room = _room(own, (edges[1], -edges[2], edges[3], -edges[0]) if vertical else edges)
        gap = _gap(_along(frame.rect, vertical), room) if frame is not None else None
        if frame is not None and gap is not None:
            frame.rest["wrap"] = flow({"shape": "box", "gap": pt(gap)})
            continue
        head, foot = sum(room.head) / 2, sum(room.foot) / 2
        if room.last - room.first < _LEAST or foot - head < _LEAST:
            continue  # nothing that text could run round
        rect = (room.first, head, room.last - room.first, foot - head)
        if vertical:
            rect = (-foot, room.first, foot - head, room.last - room.first)
        free = placed(draft.grids[number], draft.frame_id("room"), number, rect, {"wrap": flow({"shape": "box", "gap": "0pt"})})
        draft.frames.append(free)


def _along(rect: Box, vertical: bool) -> tuple[float, float, float, float]:
    left, top, right, bottom = rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]
    return (top, -right, bottom, -left) if vertical else (left, top, right, bottom)


def _room(cuts: Sequence[Cut], edges: tuple[float, float, float, float]) -> _Room:
    """The room that *cuts* leave free round what has these *edges*."""
    first = min((cut.edge for cut in cuts if cut.before), default=edges[0])
    last = max((cut.edge for cut in cuts if not cut.before), default=edges[2])
    highest, lowest = min(cut.bands[0][1] for cut in cuts), max(cut.bands[-1][0] for cut in cuts)
    middle = (highest + lowest) / 2
    over = [band[1] for cut in cuts for band in cut.others if band[1] <= highest and band[0] < middle]
    under = [band[0] for cut in cuts for band in cut.others if band[0] >= lowest and band[1] > middle]
    top, bottom = max(over, default=min(edges[1], highest) - 2), min(under, default=max(edges[3], lowest) + 2)
    return _Room(first, last, (min(top, highest - 0.2), highest), (lowest, max(bottom, lowest + 0.2)))


def _gap(frame: tuple[float, float, float, float], room: _Room) -> float | None:
    """The white round a frame that gives this room; None where no one white does."""
    left, right = frame[0] - room.first, room.last - frame[2]
    gap = left if left > _SAME else right
    alike = abs(left - right) <= _ALIKE or min(left, right) <= 0.01
    holds = room.head[0] - 0.01 <= frame[1] - gap < room.head[1] and room.foot[0] < frame[3] + gap <= room.foot[1] + 0.01
    return max(0.0, gap) if alike and holds and gap >= -0.01 else None


def _frame_of(draft: Draft, obstacle: Obstacle, number: int, page: Segmented, boxes: Boxes) -> FrameDraft | None:
    """The frame of a picture or a box that text runs round."""
    rect = obstacle.picture.rect if obstacle.picture is not None else page.shapes.boxes[obstacle.box].rect
    if obstacle.picture is None and (number, obstacle.box) not in boxes.brought:
        return None
    for frame in draft.frames:
        if frame.page == number and all(abs(one - other) <= _SAME for one, other in zip(frame.rect, rect, strict=True)):
            return frame
    return None


# Quotes


def _quote(draft: Draft, obstacle: Obstacle, number: int) -> FrameDraft:
    """A pull quote's words, styles and frame."""
    blocks = list(obstacle.blocks)
    source = blocks.pop() if len(blocks) > 1 and len(blocks[-1].lines) == 1 and blocks[-1].size < blocks[0].size else None
    lines = [line for block in blocks for line in block.lines]
    every = [*lines, *(source.lines if source else ())]
    name = f"quote-{len(draft.quotes) + 1}"
    flush = max(line.start for line in every) - min(line.start for line in every) <= _FLUSH
    lengths = max(line.length for line in every) - min(line.length for line in every)
    align = "start" if flush and lengths > 2 * _FLUSH else "centre"
    full = len(lines) > 2 and all(abs(line.end - lines[0].end) <= _FLUSH for line in lines[:-1])
    if flush and full and any(line.length - sum(glyph.advance for glyph in line.glyphs) > _FLUSH for line in lines):
        align = "justify"
    text = ("" if align == "justify" else "\u2028").join(line.text for line in lines)
    draft.quotes.append(QuoteWords(name, text, source.text if source else ""))
    roles = _roles(draft, blocks, source, align)
    rest = {"quote": name} | ({"roles": flow(roles)} if roles else {}) | ({"direction": "vertical"} if lines[0].vertical else {})
    rect, dress = _ruled(obstacle, every, align)
    if rect is None:
        write_rules(draft, obstacle.rules, number, ())
        rect = _tight(every, align)
    frame = placed(draft.grids[number], draft.frame_id(name), number, rect, rest | dress)
    draft.frames.append(frame)
    return frame


def _tight(lines: Sequence[Line], align: str) -> Box:
    """The frame that lines stand in as they do: as high as they are, and a hair longer than the longest."""
    boxes = [line.box for line in lines]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    length = max(line.length for line in lines) + 2 * _SPARE * lines[0].size
    begins = min(line.start for line in lines)
    if align == "centre":
        begins = sum((line.start + line.end) / 2 for line in lines) / len(lines) - length / 2
    return (left, begins, right - left, length) if lines[0].vertical else (begins, top, length, bottom - top)


def _middle(line: Line) -> float:
    """Where a line stands across, in its middle."""
    return line.across if line.vertical else (line.box[1] + line.box[3]) / 2


def _roles(draft: Draft, blocks: Sequence[Block], source: Block | None, align: str) -> dict[str, str]:
    """Styles of a quote's words, where they are not those of all quotes."""
    lines = [line for block in blocks for line in block.lines]
    middles = [_middle(line) for line in lines]
    pitch = (middles[-1] - middles[0]) / (len(lines) - 1) if len(lines) > 1 else 1.45 * lines[0].size
    leading = round(max(pitch, lines[0].size), 2)  # words side by side have none
    look = display_look(blocks, draft.names, align, draft.page_digit)
    if align == "justify":  # its characters stand apart because its lines are spread
        look = msgspec.structs.replace(look, tracking=0.0)
    roles = {"quote": draft.styles.name("quote", msgspec.structs.replace(look, leading=leading))}
    if source is not None:
        below = max(2 * (_middle(source.lines[0]) - middles[-1]) - leading, source.size)
        look = display_look([source], draft.names, align, draft.page_digit)
        roles["quote-source"] = draft.styles.name("quote-source", msgspec.structs.replace(look, leading=round(below, 2)))
    return {role: style for role, style in roles.items() if role != style}


def _ruled(obstacle: Obstacle, lines: Sequence[Line], align: str) -> tuple[Box | None, dict[str, str]]:
    """The frame that the rules over and under a quote are the border of, where its words stand in their middle."""
    middle = (lines[0].box[1] + lines[-1].box[3]) / 2
    over = [rule for rule in obstacle.rules if rule.rect[1] < middle]
    under = [rule for rule in obstacle.rules if rule.rect[1] >= middle]
    if not obstacle.rules or len(over) > 1 or len(under) > 1 or lines[0].vertical:
        return None, {}
    rects = [rule.rect for rule in obstacle.rules]
    left, right = min(rect[0] for rect in rects), max(rect[0] + rect[2] for rect in rects)
    top = min((rule.rect[1] for rule in over), default=2 * middle - max(rect[1] + rect[3] for rect in rects))
    bottom = max((rule.rect[1] + rule.rect[3] for rule in under), default=2 * middle - top)
    if align != "centre":
        stands = all(abs(line.start - left) <= _FLUSH and line.end <= right + _FLUSH for line in lines)
    else:
        stands = all(abs((line.start + line.end) / 2 - (left + right) / 2) <= _FLUSH for line in lines)
    if not stands or abs((top + bottom) / 2 - middle) > _CENTRED:
        return None, {}
    border = {side: rule_text(pt(rules[0].rect[3]), rules[0].colour) for side, rules in (("top", over), ("bottom", under)) if rules}
    return (left, top, right - left, bottom - top), {"border": flow(border)}
