"""What a file's tags say of its blocks: their order, their kind, their article. Where a file is not tagged, nothing."""

from __future__ import annotations

from collections.abc import Sequence

from banmian.recover.segment.blocks import Block
from banmian.recover.segment.type.glyph import Glyph
from banmian.tree.tree import TreeMark

_TOLD = 0.9  # of a page's words; tags that tell less do not tell its order


def tag_blocks(blocks: Sequence[Block], marks: Sequence[TreeMark]) -> None:
    """Note in *blocks* what *marks* say of them: headings and captions are what they are tagged as."""
    told = {mark.order: mark for mark in marks}
    for block in blocks:
        first = next((told[glyph.order] for glyph in _glyphs(block) if glyph.order in told), None)
        if first is None:
            continue
        block.element, block.kind, block.article = first.element, first.kind, first.article
        if block.role in ("text", "display") and first.kind == "Caption":
            block.role, block.confidence = "caption", 1.0


def _glyphs(block: Block) -> list[Glyph]:
    return [glyph for line in block.lines for glyph in line.glyphs]


def in_tagged_order(blocks: Sequence[Block]) -> list[Block]:
    """*blocks*, which stand in the order that their places tell, in that of their tags where these tell it of nearly all words.

    What the tags do not tell stays behind what it stood behind, and so do jump lines, which are told at the end of their story.
    """
    count = sum(len(_glyphs(block)) for block in blocks)
    tagged = sum(len(_glyphs(block)) for block in blocks if block.element or block.role == "jump")
    if not blocks or tagged < _TOLD * count:
        return list(blocks)
    keys, last = [], 0
    for block in blocks:
        last = (block.element if block.role != "jump" else 0) or last
        keys.append(last)
    return [block for _, block in sorted(zip(keys, blocks, strict=True), key=lambda item: item[0])]
