"""Fit headlines: find the size, tracking and glyph width closest to the style at which the lines fill their measure.

Lines of one role share a setting. They are broken as their style says (balanced, at phrases); a headline that is
higher than its frame at every setting within the limits is refused, with the amount.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.page.parts.display import headline_rows, headline_stack
from banmian.plan.plan import Block, FramePlan, HeadlineFilling, Limits
from banmian.spec.files.diagnostics import Report
from banmian.text.compose import Composer

_STEP = 0.0025  # of the size; finer is not seen
_UNFILLED = 60.0  # ours: filling the measure comes before keeping to the size
_COSTS = {"size": 5.0, "tracking": 8.0, "width": 8.0}


class _Try(msgspec.Struct, frozen=True):
    cost: float
    blocks: tuple[Block, ...]
    size: float = 1.0
    tracking: float = 0.0
    width: float = 1.0


def fitted_headline(
    filling: HeadlineFilling, frame: FramePlan, composer: Composer, report: Report
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The headline's blocks as they fill *frame*, and what was changed; the blocks unchanged where nothing fits."""
    limits, blocks = filling.limits, filling.blocks
    if limits is None or not blocks:
        return blocks, ()
    inner = frame.inner
    length, room = (inner.height, inner.width) if frame.vertical else (inner.width, inner.height)
    roles = list(dict.fromkeys(block.role for block in blocks))
    best: _Try | None = None
    # The main lines are fitted; where the group is too high, all its roles shrink together.
    main = "headline" if "headline" in roles else roles[0]
    for size in _sizes(limits):
        tried = _at_size(blocks, main, size, length, limits, composer)
        if headline_stack(headline_rows(tried.blocks, length, composer)) <= room + 0.01 and (
            best is None or tried.cost < best.cost
        ):
            best = tried
    if best is None:
        least = limits.size[0] if limits.size else 1.0
        small = _at_size(blocks, main, least, length, limits, composer)
        over = headline_stack(headline_rows(small.blocks, length, composer)) - room
        message = f"the headline of {frame.id} does not fit: at the limits it is {over:.1f} pt higher than its frame"
        report.warning(limits.span, message, "widen the limits, shorten the headline, or enlarge its frame")
        return blocks, ()
    first = next(block.style for block in blocks if block.role == main)
    changes = []
    if abs(best.size - 1) > 1e-6:
        changes.append(f"size {first.size:g} to {first.size * best.size:.2f} pt")
    if abs(best.tracking) > 1e-6:
        changes.append(f"tracking {best.tracking:+.3f} em")
    if abs(best.width - 1) > 1e-6:
        changes.append(f"glyph width {first.width * best.width:.1%}")
    return best.blocks, tuple(changes)


def _sizes(limits: Limits) -> list[float]:
    """Shares of the size to try, the style's own first."""
    low, high = limits.size or (1.0, 1.0)
    count = round((high - low) / _STEP)
    return sorted((low + (high - low) * at / max(count, 1) for at in range(count + 1)), key=lambda share: (abs(share - 1), share))


def _at_size(blocks: Sequence[Block], main: str, size: float, length: float, limits: Limits, composer: Composer) -> _Try:
    """The headline at a share of its size, its longest main line brought to the measure by tracking, then by width."""
    shrunk = [_styled(block, size if block.role == main else min(size, 1.0), 0.0, 1.0) for block in blocks]
    rows = [row for row in headline_rows(shrunk, length, composer) if row[0].role == main]
    slack, gaps, wide = min(
        (length - composer.block(block).width(start, end) * block.style.size, max(end - start - 1, 1) * block.style.size, length)
        for block, start, end in rows
    )
    tracking = _within(slack / gaps, limits.tracking or (0.0, 0.0))
    slack -= tracking * gaps
    width = _within(1 + slack / max(wide - slack, 1.0), limits.width or (1.0, 1.0))
    slack -= (width - 1) * (wide - slack)
    tried = tuple(_styled(block, 1.0, tracking, width) if block.role == main else block for block in shrunk)
    after = [row for row in headline_rows(tried, length, composer) if row[0].role == main]
    if len(after) != len(rows):  # it would break elsewhere: leave what the size alone gives
        tried, tracking, width, slack = tuple(shrunk), 0.0, 1.0, slack + tracking * gaps
    wanted = _COSTS["size"] * abs(size - 1) + _COSTS["tracking"] * abs(tracking) + _COSTS["width"] * abs(width - 1)
    return _Try(_UNFILLED * max(slack, 0.0) / length + wanted, tried, size, tracking, width)


def _within(value: float, pair: tuple[float, float]) -> float:
    return max(pair[0], min(pair[1], value))


def _styled(block: Block, size: float, tracking: float, width: float) -> Block:
    style = block.style
    changed = msgspec.structs.replace(
        style, size=style.size * size, leading=style.leading * size, tracking=style.tracking + tracking, width=style.width * width
    )
    return msgspec.structs.replace(block, style=changed)
