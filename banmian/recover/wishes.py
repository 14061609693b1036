"""What is asked for single paragraphs of a draft: lines saved or added, a little tracking, lines held."""

from __future__ import annotations

import msgspec

from banmian.plan.plan import Block
from banmian.recover.infer.compose.trial import held_lines, wish_of
from banmian.recover.infer.text.words import Words
from banmian.recover.write.yamltext import em, flow, flow_list
from banmian.text.compose import Composer

_TRACKINGS = (0.0005, 0.001, -0.0005, -0.001)  # em; what copyfitting adds to single paragraphs, besides what is measured
_SETTING_COST = 0.6  # lines; as for settings of the whole page
Key = tuple[str, int]  # an address and the number of a paragraph there


class Wish(msgspec.Struct, eq=False):
    """What is asked for a single paragraph."""

    lines: int = 0  #: J5
    tracking: float = 0.0  #: em, added to the style's
    held: dict[int, int] = {}  #: J6: single lines by their number
    whole: bool = False  #: J6: every line


def tracked(block: Block, words: Words, held: dict[int, int], composer: Composer) -> Wish:
    """The tracking under which the fewest lines must be held, and those lines."""
    best = Wish(held=held)
    cost = float(len(held))
    for tracking in _TRACKINGS:
        style = msgspec.structs.replace(block.style, tracking=block.style.tracking + tracking)
        paragraph = composer.block(msgspec.structs.replace(block, style=style))
        tried = held_lines(paragraph, words)
        if tried and (lines := wish_of(paragraph, words)):
            return Wish(lines=lines, tracking=tracking)
        if len(tried) + _SETTING_COST < cost - 1e-9:
            best, cost = Wish(tracking=tracking, held=tried), len(tried) + _SETTING_COST
    return best


def written(key: Key, wish: Wish, words: Words) -> str:
    """A wish as an entry of the list of paragraphs."""
    entries = {"of": key[0], "paragraph": str(key[1])}
    if wish.lines:
        entries["lines"] = str(wish.lines)
    if wish.tracking:
        entries["tracking"] = em(wish.tracking, 4)
    if wish.whole:
        counts = [end - start for start, end in zip([0, *words.ends], words.ends, strict=False)]
        entries["locked"] = flow_list(map(str, counts))
    elif wish.held:
        told = (flow({"line": str(line), "characters": str(count)}) for line, count in wish.held.items())
        entries["locked"] = flow_list(told)
    return flow(entries)
