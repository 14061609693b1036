"""Draw a frame's dress and its printed rules: tints, borders, double and thick-thin rules, patterns, round corners."""

from __future__ import annotations

from collections.abc import Sequence

from banmian.page.composed import STRIPES, Drawing, Rule
from banmian.page.parts.ornament import PATTERNS, pattern, rounded
from banmian.plan.geometry import Rect
from banmian.plan.plan import FramePlan
from banmian.spec.types.dress import RuleSpec, RuleStyle

Dress = list[Rule | Drawing]


def rule_along(frame: str, rule: RuleSpec, rect: Rect) -> Dress:
    """*rule* along the longer side of *rect*, centred across it (a rect of no width is a line)."""
    if rect.width >= rect.height:
        top = rect.y + (rect.height - rule.weight) / 2
        return _edge(frame, rule, Rect(rect.x, top, rect.width, rule.weight), across=True)
    left = rect.x + (rect.width - rule.weight) / 2
    return _edge(frame, rule, Rect(left, rect.y, rule.weight, rect.height), across=False)


def border_rules(frame: FramePlan) -> Dress:
    """The frame's border: each rule inside its edge, a thick stripe outermost; one line round, where corners are round."""
    border = frame.border
    top, bottom, left, right = border.top, border.bottom, border.left, border.right
    if frame.radius and top and top == bottom == left == right and top.style not in PATTERNS:
        return _round_border(frame, top)
    rect = frame.rect
    found: Dress = []
    if top:
        found += _edge(frame.id, top, Rect(rect.x, rect.y, rect.width, top.weight), across=True)
    if bottom:
        rule = _mirrored(bottom)
        found += _edge(frame.id, rule, Rect(rect.x, rect.bottom - rule.weight, rect.width, rule.weight), across=True)
    # A pattern's upright sides stand between its level ones, so that corners are drawn once.
    head = top.weight if top and top.style in PATTERNS else 0.0
    foot = bottom.weight if bottom and bottom.style in PATTERNS else 0.0
    if left:
        found += _edge(frame.id, left, Rect(rect.x, rect.y + head, left.weight, rect.height - head - foot), across=False)
    if right:
        rule = _mirrored(right)
        side = Rect(rect.right - rule.weight, rect.y + head, rule.weight, rect.height - head - foot)
        found += _edge(frame.id, rule, side, across=False)
    return found


def _round_border(frame: FramePlan, rule: RuleSpec) -> Dress:
    found: Dress = []
    for first, last in STRIPES.get(rule.style, ((0.0, 1.0),)):
        middle, weight = (first + last) / 2 * rule.weight, (last - first) * rule.weight
        path = rounded(frame.rect.shrunk(middle, middle, middle, middle), frame.radius - middle)
        found.append(Drawing(frame.id, path, None, rule.colour, weight))
    return found


def _mirrored(rule: RuleSpec) -> RuleSpec:
    """The rule for the opposite edge."""
    swap = {RuleStyle.THICK_THIN: RuleStyle.THIN_THICK, RuleStyle.THIN_THICK: RuleStyle.THICK_THIN}
    return RuleSpec(swap.get(rule.style, rule.style), rule.weight, rule.colour)


def _edge(frame: str, rule: RuleSpec, rect: Rect, across: bool) -> Dress:
    if rule.style in PATTERNS:
        return list(pattern(frame, rule, rect))
    dotted = rule.style is RuleStyle.DOTTED
    found: Dress = []
    for first, last in STRIPES[rule.style]:
        if across:
            part = Rect(rect.x, rect.y + first * rect.height, rect.width, (last - first) * rect.height)
        else:
            part = Rect(rect.x + first * rect.width, rect.y, (last - first) * rect.width, rect.height)
        found.append(Rule(frame, part, rule.colour, dotted))
    return found


def without(line: Rect, broken: Sequence[Rect]) -> list[Rect]:
    """What is left of a line (a rect of no width or no height) outside the rectangles that break it."""
    upright = line.width == 0
    parts = [(line.y, line.bottom) if upright else (line.x, line.right)]
    for rect in broken:
        across = rect.x < line.x < rect.right if upright else rect.y < line.y < rect.bottom
        if not across:
            continue
        first, last = (rect.y, rect.bottom) if upright else (rect.x, rect.right)
        parts = [
            piece for start, end in parts for piece in ((start, min(end, first)), (max(start, last), end)) if piece[1] > piece[0]
        ]
    return [Rect(line.x, start, 0.0, end - start) if upright else Rect(start, line.y, end - start, 0.0) for start, end in parts]
