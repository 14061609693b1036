"""What copyfitting may change of a text: how much, what it costs, how it is told."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle

# What a change costs: as much of it as is just noticed costs 1.
_NOTICED = {"tracking": 0.02, "width": 0.025, "size": 0.02, "leading": 0.02, "photos": 4.0}
_PARAGRAPH = 0.5  # what a paragraph a line longer or shorter costs
STEPS = {"tracking": 0.0005, "width": 0.001, "size": 0.001, "leading": 0.001, "photos": 1.0}


class Change(msgspec.Struct, frozen=True):
    """How a fitted text leaves its style; zero is the style's own."""

    tracking: float = 0.0  #: ems added
    width: float = 0.0  #: share added to the glyphs' width
    size: float = 0.0  #: share added to the size
    leading: float = 0.0  #: share added to the leading
    photos: float = 0.0  #: grid lines added to the pictures' heights
    longer: tuple[int, ...] = ()  #: the blocks that come out a line longer
    shorter: tuple[int, ...] = ()
    only: tuple[int, ...] | None = None  #: the blocks that are changed; None: all

    @property
    def cost(self) -> float:
        """How much of it is seen."""
        changed = (abs(getattr(self, key)) / noticed for key, noticed in _NOTICED.items())
        return float(sum(share**1.3 for share in changed)) + _PARAGRAPH * (len(self.longer) + len(self.shorter))


def is_heading(block: Block) -> bool:
    """Whether a block keeps its style when its thread is fitted."""
    return bool(block.style.takes or block.style.keep_with_next)


def stepped(key: str, value: float) -> float:
    """*value* in whole steps, so that what is told is what is set."""
    return round(round(value / STEPS[key]) * STEPS[key], 6)


def changed_style(style: ParagraphStyle, change: Change) -> ParagraphStyle:
    """*style* as *change* has it."""
    leading = style.leading * (1 + change.leading) if style.on_grid else style.leading
    return msgspec.structs.replace(
        style,
        size=style.size * (1 + change.size),
        tracking=style.tracking + change.tracking,
        width=style.width * (1 + change.width),
        leading=leading,
    )


def told(change: Change, blocks: Sequence[Block]) -> tuple[str, ...]:
    """What was changed and by how much, as an editor would say it."""
    style = next(block.style for block in blocks if not is_heading(block))
    found = []
    for count, how in ((len(change.longer), "longer"), (len(change.shorter), "shorter")):
        if count:
            found.append(f"{count} paragraph{'s' if count > 1 else ''} a line {how}")
    if change.tracking:
        found.append(f"tracking {change.tracking:+.4g} em")
    if change.width:
        found.append(f"glyph width {style.width * (1 + change.width):.1%}")
    if change.size:
        found.append(f"size {style.size:g} to {style.size * (1 + change.size):.2f} pt")
    if change.leading:
        found.append(f"leading {style.leading:g} to {style.leading * (1 + change.leading):.2f} pt")
    if change.only is not None and found:
        found[-1] += f" in {len(change.only)} paragraph{'s' if len(change.only) > 1 else ''}"
    if change.photos:
        found.append(f"pictures {change.photos:+g} line{'s' if abs(change.photos) != 1 else ''}")
    return tuple(found)
