"""Say what each block of a page is: running text, headings, captions, furniture.

Type says it before place does: running text is what most of the page is in. Display type is larger, or heavier, or of
another family in a few lines; captions are small and beside a picture; furniture stands at the head and foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from banmian.recover.segment.blocks import JUMP, Block
from banmian.recover.segment.drawn.shapes import DrawnRule
from banmian.recover.segment.type.faces import family_of, weight_of
from banmian.recover.segment.type.lines import dominant
from banmian.tree.tree import Box, TreePicture

_SMALL = 0.97  # of the body's size; a caption is no larger
_NEAR_PICTURE = 2.6  # em between a picture and its caption
_HEAD, _FOOT = 0.11, 0.91  # of the page's height; furniture stands beyond
_WIDE_RULE = 0.6  # of the page's width; such a rule parts furniture from the page
_MARKED = re.compile(r"^[①-⑳▲▼◀▶△◆■●]|^(图|照片|摄影)[：:为]|（?本报记者.{0,12}摄）?$|[图文]/|摄$")
_FURNITURE = re.compile(
    r"\d{4}\s*年\d{1,2}月\d{1,2}日|星期[一二三四五六日天]|^第?\s*[A-Z]?\d{1,3}\s*版?$|责任?编辑?|电话|邮箱|E-?mail|版式|校对|专版$",
    re.IGNORECASE,
)


# What stands about the name of a newspaper on its first page (报头): date, number, issue.
_MASTHEAD = re.compile(r"刊号|出版物号|CN\s?\d\d-\d{4}|第\s?\d{3,6}\s?期|农历|星期[一二三四五六日天]|\d{4}\s*年\d{1,2}月\d{1,2}日")
_NAMEPLATE_FOOT = 0.42  # of the page's height; the rule under a nameplate and its ears stands above
_NAME = 2.5, 30.0  # times the body's size, points; a newspaper's name is so large at least


class BodyType(msgspec.Struct, frozen=True):
    """What most of a page's running text is in."""

    font: int
    size: float
    family: str
    weight: int
    vertical: bool


def body_type(blocks: Sequence[Block], names: Sequence[str]) -> BodyType:
    """The font and size of running text: most glyphs in blocks of several lines, display sizes left out."""
    weighted = [
        ((block.font, round(block.size, 1), block.vertical), float(sum(len(line.glyphs) for line in block.lines)))
        for block in blocks
        if len(block.lines) > 1
    ] or [((block.font, round(block.size, 1), block.vertical), float(len(block.text))) for block in blocks]
    if not weighted:
        raise ValueError("it holds no words that make a line")
    font, size, vertical = dominant(weighted)
    return BodyType(font, size, family_of(names[font]), weight_of(names[font]), vertical)


def give_roles(
    blocks: Sequence[Block],
    names: Sequence[str],
    rules: Sequence[DrawnRule],
    pictures: Sequence[TreePicture],
    size: tuple[float, float],
) -> BodyType:
    """Note the role of each block in it: furniture, caption, display, text, jump."""
    body = body_type(blocks, names)
    head, foot = _margins(blocks, rules, size)
    nameplate = _nameplate(blocks, rules, size, body)
    rects = [picture.rect for picture in pictures]
    for block in blocks:
        block.role, block.confidence = _role(block, body, names, (head, foot), rects, size)
        if block.rect[3] <= nameplate:
            block.role, block.confidence = "furniture", 0.85
    _captions_together(blocks)
    if not any(block.role == "text" for block in blocks):  # a page of a few words has its longest as its text
        longest = max(blocks, key=lambda block: len(block.text))
        longest.role, longest.confidence = "text", 0.3
    return body


def _role(
    block: Block,
    body: BodyType,
    names: Sequence[str],
    margins: tuple[float, float],
    pictures: Sequence[Box],
    size: tuple[float, float],
) -> tuple[str, float]:
    _, top, _, bottom = block.rect
    text = block.text
    if len(block.lines) <= 2:
        if JUMP.match(text):
            return "jump", 0.98
        if block.vertical:
            pass  # lines of furniture run across; what runs down stands in a frame of its own
        elif bottom <= margins[0] or top >= margins[1]:
            return "furniture", 0.95 if _FURNITURE.search(text) else 0.8
        elif (bottom <= _HEAD / 2 * size[1] or top >= (1 - (1 - _FOOT) / 2) * size[1]) and _FURNITURE.search(text):
            return "furniture", 0.8
    small = block.size < _SMALL * body.size
    if _MARKED.search(block.lines[0].text) and block.size <= body.size * 1.02 and len(block.lines) <= 8:
        return "caption", 0.95
    if block.size <= body.size and (small or block.font != body.font) and _near_picture(block, pictures):
        return "caption", 0.85
    like_body = block.font == body.font and 0.8 < block.size / body.size < 1.06
    if like_body and block.vertical == body.vertical:
        return "text", 0.95
    heavier = weight_of(names[block.font]) >= max(600, body.weight + 200)
    larger = block.size >= 1.06 * body.size
    other = family_of(names[block.font]) != body.family
    few = len(block.lines) <= 4 and not _runs_on(block)
    if few and (heavier or larger or (other and len(block.lines) == 1 and not small)):
        return "display", 0.9 if heavier or block.size >= 1.3 * body.size else 0.7
    return "text", 0.6 if small else 0.8


def _runs_on(block: Block) -> bool:
    """Whether a block is running text: full lines that end in the middle of a sentence, or a paragraph's stop at its end."""
    full = sum(line.end >= block.end - 1.2 * block.size for line in block.lines[:-1])
    return len(block.lines) >= 3 and full >= 0.7 * (len(block.lines) - 1) and block.text[-1:] in "。！？”…）"


def _margins(blocks: Sequence[Block], rules: Sequence[DrawnRule], size: tuple[float, float]) -> tuple[float, float]:
    """Above which line, and below which, furniture stands: wide rules near the head and the foot say so."""
    wide = [rule.rect for rule in rules if rule.across and rule.rect[2] >= _WIDE_RULE * size[0]]
    heads = [rect[1] for rect in wide if rect[1] < _HEAD * size[1]]
    feet = [rect[1] + rect[3] for rect in wide if rect[1] > _FOOT * size[1]]
    head, foot = min(heads, default=0.0), max(feet, default=size[1])
    # A rule over nothing but the trim is a border, not the line under a running head.
    above = [block for block in blocks if block.rect[3] <= head + 1]
    below = [block for block in blocks if block.rect[1] >= foot - 1]
    return (head + 1 if above else 0.0), (foot - 1 if below else size[1])


def _nameplate(blocks: Sequence[Block], rules: Sequence[DrawnRule], size: tuple[float, float], body: BodyType) -> float:
    """Where the head of a first page ends - the newspaper's name, its ears, the line with the date; 0 for other pages."""
    wide = [rule.rect for rule in rules if rule.across and rule.rect[2] >= _WIDE_RULE * size[0]]
    for _, y, _, height in sorted(wide, key=lambda rect: -rect[1]):
        above = [block for block in blocks if block.rect[3] <= y + 1]
        named = any(block.size >= max(_NAME[0] * body.size, _NAME[1]) and len(block.lines) <= 2 for block in above)
        dated = any(_MASTHEAD.search(block.text) for block in above)
        running = any(len(block.lines) >= 4 and block.font == body.font for block in above)
        if y < _NAMEPLATE_FOOT * size[1] and named and dated and not running:
            return y + height + 1
    return 0.0


def _near_picture(block: Block, pictures: Sequence[Box]) -> bool:
    left, top, right, bottom = block.rect
    reach = _NEAR_PICTURE * block.size
    for x, y, width, height in pictures:
        beside = min(bottom, y + height) - max(top, y)
        over = min(right, x + width) - max(left, x)
        if (
            over >= 0.5 * (right - left)
            and right - left <= 1.15 * width
            and (0 <= top - (y + height) + 2 <= reach or 0 <= y - bottom + 2 <= reach)
        ):
            return True
        if (
            beside >= 0.6 * (bottom - top)
            and right - left <= 0.8 * width
            and (0 <= left - (x + width) <= reach or 0 <= x - right <= reach)
        ):
            return True
    return False


def _captions_together(blocks: Sequence[Block]) -> None:
    """What goes on in a caption's type under a caption is a caption."""
    captions = [block for block in blocks if block.role == "caption"]
    for block in blocks:
        if block.role != "text":
            continue
        for caption in captions:
            near = abs(block.rect[1] - caption.rect[3]) <= 1.5 * block.size and abs(block.start - caption.start) <= block.size
            if near and block.font == caption.font and abs(block.size - caption.size) < 0.05:
                block.role, block.confidence = "caption", 0.7
