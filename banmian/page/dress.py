"""Draw a frame's dress and its printed rules: tints, borders, double and thick-thin rules, as rectangles."""

from __future__ import annotations

from banmian.page.composed import STRIPES, Rule
from banmian.plan.geometry import Rect
from banmian.plan.plan import FramePlan
from banmian.spec.schema import RuleSpec, RuleStyle


def rule_along(frame: str, rule: RuleSpec, rect: Rect) -> list[Rule]:
    """*rule* along the longer side of *rect*, centred across it (a rect of no width is a line)."""
    if rect.width >= rect.height:
        top = rect.y + (rect.height - rule.weight) / 2
        return _stripes(frame, rule, Rect(rect.x, top, rect.width, rule.weight), across=True)
    left = rect.x + (rect.width - rule.weight) / 2
    return _stripes(frame, rule, Rect(left, rect.y, rule.weight, rect.height), across=False)


def border_rules(frame: FramePlan) -> list[Rule]:
    """The frame's border: each rule inside its edge, a thick stripe outermost."""
    rect, found = frame.rect, []
    border = frame.border
    if border.top:
        found += _stripes(frame.id, border.top, Rect(rect.x, rect.y, rect.width, border.top.weight), across=True)
    if border.bottom:
        rule = _mirrored(border.bottom)
        found += _stripes(frame.id, rule, Rect(rect.x, rect.bottom - rule.weight, rect.width, rule.weight), across=True)
    if border.left:
        found += _stripes(frame.id, border.left, Rect(rect.x, rect.y, border.left.weight, rect.height), across=False)
    if border.right:
        rule = _mirrored(border.right)
        found += _stripes(frame.id, rule, Rect(rect.right - rule.weight, rect.y, rule.weight, rect.height), across=False)
    return found


def _mirrored(rule: RuleSpec) -> RuleSpec:
    """The rule for the opposite edge."""
    swap = {RuleStyle.THICK_THIN: RuleStyle.THIN_THICK, RuleStyle.THIN_THICK: RuleStyle.THICK_THIN}
    return RuleSpec(swap.get(rule.style, rule.style), rule.weight, rule.colour)


def _stripes(frame: str, rule: RuleSpec, rect: Rect, across: bool) -> list[Rule]:
    dotted = rule.style is RuleStyle.DOTTED
    found = []
    for first, last in STRIPES[rule.style]:
        if across:
            part = Rect(rect.x, rect.y + first * rect.height, rect.width, (last - first) * rect.height)
        else:
            part = Rect(rect.x + first * rect.width, rect.y, (last - first) * rect.width, rect.height)
        found.append(Rule(frame, part, rule.colour, dotted))
    return found
