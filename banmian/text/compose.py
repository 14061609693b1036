"""Set text: from a style and its words to lines of type. The stage's entries: `Composer` and what it returns.

`Composer.paragraph` makes a paragraph ready; `ends` finds its breaks; `set_line` gives every
glyph of one line its place. The page stage calls them line by line, since a frame may change the measure.
"""

from __future__ import annotations

import re

import msgspec

from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle
from banmian.spec.profile import Breaker
from banmian.spec.schema import Align
from banmian.text.annotate import annotate
from banmian.text.fit import optimal_ends
from banmian.text.greedy import line_end
from banmian.text.justify import distribute, narrow, widen
from banmian.text.line import Annotation, Mode, Run, SetLine
from banmian.text.paragraph import SLACK, Paragraph
from banmian.text.setting import Kind, Setting
from banmian.text.vertical import VerticalSetting
from banmian.text.verticalruns import vertical_runs

_SPREAD = frozenset({Align.JUSTIFY, Align.JUSTIFY_ALL, Align.DISTRIBUTE})
_SAME_KIND = re.compile(r"(.)\1*", re.DOTALL)


class Place(msgspec.Struct, frozen=True):
    """Where a line is to stand: the start of its measure, its baseline, its measure; points."""

    x: float
    baseline: float
    measure: float


class Composer:
    """Sets paragraphs; keeps one Setting a style."""

    def __init__(self) -> None:
        self._settings: dict[ParagraphStyle, Setting] = {}

    def setting(self, style: ParagraphStyle) -> Setting:
        """The look-ups of *style*, made once."""
        known = self._settings.get(style)
        if known is None:
            known = self._settings[style] = VerticalSetting(style) if style.vertical else Setting(style)
        return known

    def missing(self) -> dict[str, set[str]]:
        """By style name, the characters that were asked for and that no font has."""
        return {style.name: set(setting.missing) for style, setting in self._settings.items() if setting.missing}

    def paragraph(self, text: str, style: ParagraphStyle) -> Paragraph:
        """*text* ready to break."""
        return Paragraph(text, self.setting(style))

    @staticmethod
    def ends(paragraph: Paragraph, start: int, measure: float) -> tuple[list[int], list[int]]:
        """Where all lines from *start* end in *measure* points, by the profile's breaker; and those that end where none may."""
        ems = measure / paragraph.setting.style.size
        if paragraph.setting.style.profile.breaker is Breaker.OPTIMAL:
            ends = optimal_ends(paragraph, ems, start)
            return ends, [end for end in ends if not paragraph.breaks[end]]
        ends, cut = [], []
        while start < len(paragraph.text):
            start, legal = line_end(paragraph, start, ems)
            ends.append(start)
            if not legal:
                cut.append(start)
        return ends, cut

    def set_line(self, paragraph: Paragraph, block: Block, start: int, end: int, place: Place) -> SetLine:
        """The line text[start:end] at *place*, justified or aligned as its style says."""
        style = paragraph.setting.style
        visible = paragraph.visible_end(start, end)
        measure = place.measure / style.size
        width = paragraph.width(start, visible)
        if style.align in _SPREAD and visible > start and paragraph.hangs(start, visible, measure):
            width -= paragraph.last_advance(visible)
        ends = end >= len(paragraph.text) or paragraph.breaks[end] == 2
        gaps, shift = self._gaps(paragraph, start, visible, measure - width, ends)
        head = shift + (paragraph.indent if start == 0 else 0.0)
        if paragraph.edges and visible > start:
            head += paragraph.edges.heads[start]
        runs = _runs(paragraph, start, visible, gaps, place.x + head * style.size)
        marked: tuple[Annotation, ...] = ()
        if block.marks:
            edges = _edges(paragraph, start, visible, gaps, place.x + head * style.size)
            marked = annotate(paragraph.text, start, edges, block.marks, place.baseline, style.size, style.vertical)
        return SetLine(
            text=paragraph.text[start:visible],
            x=place.x,
            baseline=place.baseline,
            measure=place.measure,
            size=style.size,
            role=block.role,
            address=block.address,
            paragraph=block.number,
            ends_paragraph=ends,
            runs=runs,
            colour=style.colour,
            effects=style.effects,
            spread=max(gaps, default=0.0) * style.size if gaps else 0.0,
            vertical=style.vertical,
            annotations=marked,
        )

    @staticmethod
    def plain_runs(paragraph: Paragraph, x: float) -> tuple[Run, ...]:
        """The whole paragraph as runs from *x*, at natural widths: for labels that are no line of the page."""
        return _runs(paragraph, 0, len(paragraph.text), None, x)

    @staticmethod
    def _gaps(paragraph: Paragraph, start: int, end: int, slack: float, ends: bool) -> tuple[list[float] | None, float]:
        """The gap after each character, or None where all are 0, and how far the head of the line moves."""
        align = paragraph.setting.style.align
        if align not in _SPREAD:
            return None, {Align.START: 0.0, Align.CENTRE: slack / 2, Align.END: slack}[align]
        if slack < -SLACK:
            gaps, head = narrow(paragraph, start, end, -slack)
            return gaps, -head
        if slack < SLACK or (ends and align is Align.JUSTIFY):
            return None, 0.0
        spread = distribute if align is Align.DISTRIBUTE else widen
        return spread(paragraph, start, end, slack), 0.0


def _edges(paragraph: Paragraph, start: int, end: int, gaps: list[float] | None, x: float) -> list[tuple[float, float]]:
    """Where each character of a line begins and ends along it, the gap after it left out; points."""
    size = paragraph.setting.style.size
    edges = []
    for at in range(start, end):
        width = paragraph.advances[at] * size
        edges.append((x, x + width))
        x += width + (gaps[at - start] * size if gaps else 0.0)
    return edges


def _runs(paragraph: Paragraph, start: int, end: int, gaps: list[float] | None, x: float) -> tuple[Run, ...]:
    """Split a line where face, scale or box change, and place each part."""
    setting = paragraph.setting
    size, tracking = setting.style.size, setting.style.tracking
    plain_moves = paragraph.edges is not None  # a plain character may stand nearer to the next than its box
    runs: list[Run] = []
    at = start
    for found in _SAME_KIND.finditer(paragraph.kinds, start, end):
        kind = setting.kind_of[found[1]]
        stop = found.end()
        part = gaps[at - start : stop - start] if gaps else None
        text = paragraph.text[at:stop]
        advances = paragraph.advances[at:stop]
        if kind.mode is not Mode.HORIZONTAL:
            runs += vertical_runs(setting, kind, text, (paragraph.boxes[at:stop], advances), part, x)
        elif kind.plain:
            glyphs = tuple(map(setting.faces[kind.face].glyphs.__getitem__, text))
            if plain_moves:
                moved = zip(part or [0.0] * len(text), advances, paragraph.boxes[at:stop], strict=True)
                adjust = tuple((gap + advance - box) * size for gap, advance, box in moved)
                adjust = adjust if any(adjust) else ()
            elif tracking:
                adjust = tuple((gap + tracking) * size for gap in part or [0.0] * len(text))
            else:
                adjust = tuple(gap * size for gap in part) if part else ()
            runs.append(Run(x, text, setting.faces[kind.face].record, size, kind.width, glyphs, adjust))
        else:
            runs.append(_boxed_run(setting, kind, text, paragraph.boxes[at:stop], advances, part, x))
        x += (sum(advances) + (sum(part) if part else 0.0)) * size
        at = stop
    return tuple(runs)


def _boxed_run(
    setting: Setting, kind: Kind, text: str, boxes: list[float], advances: list[float], gaps: list[float] | None, x: float
) -> Run:
    """A run whose glyphs stand in boxes of their own: each is brought to its place in its box."""
    face, size = setting.faces[kind.face], setting.style.size
    if kind.cluster:
        cluster = face.shape(text)
        over = sum(advances) - sum(cluster.advances) * kind.width + (sum(gaps) if gaps else 0.0)
        return Run(x, text, face.record, size, kind.width, cluster.glyphs, (*[0.0] * (len(cluster.glyphs) - 1), over * size))
    glyphs = tuple(face.glyphs[char] for char in text)
    drawn = [face.advance(glyph) * kind.width for glyph in glyphs]
    offsets = [
        setting.offsets[char] if abs(setting.advances[char] - box) < SLACK else (box - width) / 2
        for char, box, width in zip(text, boxes, drawn, strict=True)
    ]
    if setting.style.profile.digit_width is not None and text[0].isdigit():
        # Figures share one scale, so a narrow one such as 1 is centred in its box.
        offsets = [(box - width) / 2 for box, width in zip(boxes, drawn, strict=True)]
    following = [*offsets[1:], 0.0]
    spare = gaps or [0.0] * len(text)
    adjust = tuple(
        (advance + gap - width + after - before) * size
        for advance, gap, width, before, after in zip(advances, spare, drawn, offsets, following, strict=True)
    )
    return Run(x + offsets[0] * size, text, face.record, size, kind.width, glyphs, adjust)
