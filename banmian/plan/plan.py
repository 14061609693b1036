"""The plan's types: a page with nothing left to look up. `make_plan` in makeplan.py builds it.

Frames stand in the order of the file, which is the order in which they are painted and read; captions
are read after everything else that flows.
"""

from __future__ import annotations

import msgspec

from banmian.plan.geometry import Grid, Rect
from banmian.plan.markup import Mark, MarkKind
from banmian.plan.style import ParagraphStyle
from banmian.spec.diagnostics import Span
from banmian.spec.schema import Align, Anchor, RuleSides, RuleSpec
from banmian.spec.units import Colour


class StyledPart(msgspec.Struct, frozen=True):
    """Characters *start* up to *end* of a block in a style of their own; parts do not overlap."""

    start: int
    end: int
    style: ParagraphStyle


class Block(msgspec.Struct, frozen=True, eq=False):
    """One paragraph of whatever role, with its complete style."""

    text: str
    style: ParagraphStyle
    role: str
    address: str  #: such as main.s6
    number: int  #: of the paragraph at that address, from 1
    span: Span
    marks: tuple[Mark, ...] = ()  #: in *text*, which is plain
    parts: tuple[StyledPart, ...] = ()  #: of *text*, in order, where its style changes
    reading_styles: dict[MarkKind, ParagraphStyle] = {}  #: of ruby and zhuyin, where there are any
    locked: tuple[tuple[int, float | None], ...] = ()  #: J6: where each line ends, and its tracking in ems
    wish: int = 0  #: J5: lines to be saved (negative) or added
    wish_span: Span | None = None


class TextFilling(msgspec.Struct, frozen=True, eq=False):
    """A thread's start (with blocks) or a place where one goes on (without)."""

    blocks: tuple[Block, ...]
    next: str | None
    run_in: bool
    balance: bool = False


class HeadlineFilling(msgspec.Struct, frozen=True, eq=False):
    """Lines of display type, stacked and centred in the frame's height."""

    blocks: tuple[Block, ...]


class PhotoFilling(msgspec.Struct, frozen=True, eq=False):
    """A photograph, cropped to cover its slot. *path* is empty when the content names no file."""

    name: str
    path: str
    focus: tuple[float, float]
    number: str
    anchor: Anchor
    caption: Block | None
    number_style: ParagraphStyle


class LineFilling(msgspec.Struct, frozen=True, eq=False):
    """Parts of one furniture line, in reading order, each at its end of the frame."""

    parts: tuple[tuple[Block, Align], ...]


class RuleFilling(msgspec.Struct, frozen=True, eq=False):
    """A printed rule, along the frame's longer side."""

    rule: RuleSpec


Filling = TextFilling | HeadlineFilling | PhotoFilling | LineFilling | RuleFilling


class FramePlan(msgspec.Struct, frozen=True, eq=False):
    """A frame: its outer edge, the rectangle within its insets, its dress and its filling."""

    id: str
    rect: Rect
    inner: Rect
    fill: Colour | None
    border: RuleSides
    filling: Filling | None
    span: Span
    vertical: bool = False


class PagePlan(msgspec.Struct, frozen=True, eq=False):
    """A page, resolved."""

    trim: tuple[float, float]  #: width and height, points
    bleed: float
    grid: Grid
    frames: tuple[FramePlan, ...]
    title: str
    author: str  #: the newspaper
    system_fonts: tuple[str, ...] = ()
