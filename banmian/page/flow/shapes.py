"""The outline of a frame that text runs round: its rectangle, an ellipse, a polygon, a cut-out picture's."""

from __future__ import annotations

from math import cos, pi, sin

from banmian.page.flow.cutout import outline
from banmian.page.flow.runaround import Point
from banmian.plan.plan import FramePlan, PhotoFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.frame import WrapShape

_CORNERS = 72  # of the polygon that stands for an ellipse: off by a thousandth of its radius


def shape_points(frame: FramePlan, report: Report) -> tuple[Point, ...]:
    """The outline of a frame that text runs round, on its page."""
    assert frame.wrap is not None
    rect, shape = frame.rect, frame.wrap.shape
    if shape is WrapShape.ELLIPSE:
        cx, cy = rect.x + rect.width / 2, rect.y + rect.height / 2
        turns = [2 * pi * at / _CORNERS for at in range(_CORNERS)]
        return tuple((cx + rect.width / 2 * cos(turn), cy + rect.height / 2 * sin(turn)) for turn in turns)
    if shape is WrapShape.POLYGON:
        return tuple((rect.x + across * rect.width, rect.y + down * rect.height) for across, down in frame.wrap.points)
    if shape is WrapShape.OUTLINE and isinstance(frame.filling, PhotoFilling):
        found = outline(frame, frame.filling, report)
        if found:
            return found
    return (rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)
