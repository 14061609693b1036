"""Set text: from a style and its words to lines of type. The stage's entries: `Composer` and what it returns.

`Composer.paragraph` makes a paragraph ready; `ends` finds its breaks; `set_line` gives every
glyph of one line its place. The page stage calls them line by line, since a frame may change the measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from banmian.plan.markup import Mark
from banmian.plan.plan import Block, StyledPart
from banmian.plan.style import ParagraphStyle
from banmian.spec.types.profile import Breaker
from banmian.spec.types.style import Align
from banmian.text.ends.fit import optimal_ends
from banmian.text.ends.greedy import line_end
from banmian.text.ends.hyphen import WITH_HYPHEN
from banmian.text.ends.scripts import ScriptsError
from banmian.text.lines.annotate import annotate
from banmian.text.lines.justify import distribute, narrow, widen
from banmian.text.lines.line import Annotation, Run, SetLine
from banmian.text.lines.reading import make_room, reading_runs
from banmian.text.lines.runs import hyphen_run, line_runs
from banmian.text.lines.vertical import VerticalSetting
from banmian.text.paragraph import SLACK, Paragraph, Reading
from banmian.text.widths.marks import SOFT_HYPHEN
from banmian.text.widths.setting import Setting

_SPREAD = frozenset({Align.JUSTIFY, Align.JUSTIFY_ALL, Align.DISTRIBUTE})


class Place(msgspec.Struct, frozen=True):
    """Where a line is to stand: the start of its measure, its baseline, its measure; points."""

    x: float
    baseline: float
    measure: float


class Composer:
    """Sets paragraphs; keeps one Setting a style."""

    def __init__(self, system_fonts: Sequence[str] = ()) -> None:
        """*system_fonts* of this machine may stand in for characters that no face of a style has."""
        self._settings: dict[ParagraphStyle, Setting] = {}
        self._system_fonts = system_fonts

    def setting(self, style: ParagraphStyle) -> Setting:
        """The look-ups of *style*, made once."""
        known = self._settings.get(style)
        if known is None:
            kind = VerticalSetting if style.vertical else Setting
            known = self._settings[style] = kind(style, self._system_fonts)
        return known

    def missing(self) -> dict[str, set[str]]:
        """By style name, the characters that were asked for and that no font has."""
        found: dict[str, set[str]] = {}
        for style, setting in self._settings.items():
            if setting.missing:
                found.setdefault(style.name, set()).update(setting.missing)
        return found

    def styles(self) -> set[str]:
        """The names of the styles that were set in."""
        return {style.name for style in self._settings}

    def doubts(self) -> list[str]:
        """What is odd about the font files that were looked into."""
        return list(dict.fromkeys(doubt for setting in self._settings.values() for face in setting.faces for doubt in face.doubts))

    def paragraph(self, text: str, style: ParagraphStyle, parts: Sequence[StyledPart] = ()) -> Paragraph:
        """*text* ready to break; *parts* of it are set in styles of their own."""
        if not parts:
            return Paragraph(text, self.setting(style))
        return Paragraph(text, self.setting(style), [(part.start, part.end, self.setting(part.style)) for part in parts])

    def block(self, block: Block) -> Paragraph:
        """A block ready to break: its parts in their styles, its readings with the room that they need."""
        try:
            paragraph = self.paragraph(block.text, block.style, block.parts)
        except ScriptsError as error:
            raise ScriptsError(str(error), block.span) from None
        if block.reading_styles:
            make_room(paragraph, [self._reading(mark, block) for mark in block.marks if mark.reading])
        return paragraph

    def _reading(self, mark: Mark, block: Block) -> Reading:
        style = block.reading_styles[mark.kind]
        words = self.paragraph(mark.reading, style)
        width = words.width(0, len(mark.reading)) * style.size / block.style.size
        return Reading(mark.start, mark.end, mark.kind, words, width, style.size)

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

    @classmethod
    def held_ends(cls, paragraph: Paragraph, start: int, measure: float, held: Mapping[int, int], number: int) -> list[int]:
        """Where lines from *start* end when some hold a given number of characters (J6): by *number*, of lines set before.

        Between those that are held, lines end by rule.
        """
        ends: list[int] = []
        while start < len(paragraph.text):
            number += 1
            if number in held:
                start = min(len(paragraph.text), start + held[number])
                ends.append(start)
                continue
            ruled, _ = cls.ends(paragraph, start, measure)
            until = min((line for line in held if line > number), default=number + len(ruled))
            ends += ruled[: until - number]
            number, start = number + len(ruled[: until - number]) - 1, ends[-1]
        return ends

    def set_line(self, paragraph: Paragraph, block: Block, start: int, end: int, place: Place) -> SetLine:
        """The line text[start:end] at *place*, justified or aligned as its style says."""
        style = paragraph.setting.style
        visible = paragraph.visible_end(start, end)
        measure = place.measure / style.size
        width = paragraph.width(start, visible)
        if style.align in _SPREAD and visible > start and paragraph.hangs(start, visible, measure):
            width -= paragraph.last_advance(visible)
        ends = end >= len(paragraph.text) or paragraph.breaks[end] == 2
        tracking = dict(block.locked).get(end) if block.locked else None
        gaps: list[float] | None
        if tracking is not None:
            gaps, shift = [tracking] * (visible - start), 0.0
        else:
            gaps, shift = self._gaps(paragraph, start, visible, measure - width, ends)
        head = shift + (paragraph.indent if start == 0 else 0.0)
        if paragraph.edges and visible > start:
            head += paragraph.edges.heads[start]
        runs = line_runs(paragraph, start, visible, gaps, place.x + head * style.size)
        text = paragraph.text[start:visible]
        if paragraph.hyphenated and paragraph.breaks[end] == WITH_HYPHEN:
            tracked = paragraph.tracked[end - 1] if paragraph.tracked else 0.0
            behind = place.x + (shift + width - paragraph.hyphen(end) + tracked + sum(gaps or ())) * style.size
            runs += hyphen_run(paragraph, end, behind)
            text = text.removesuffix(SOFT_HYPHEN) + SOFT_HYPHEN
        marked: tuple[Annotation, ...] = ()
        readings: tuple[Run, ...] = ()
        read: tuple[tuple[int, int, int], ...] = ()
        if block.marks:
            edges = _edges(paragraph, start, visible, gaps, place.x + head * style.size)
            readings, read = reading_runs(paragraph, start, edges)
            marked = annotate(paragraph.text, start, edges, block.marks, place.baseline, style.size, style.vertical)
        return SetLine(
            text=text,
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
            locked=bool(block.locked),
            spread=max(gaps, default=0.0) * style.size if gaps else 0.0,
            vertical=style.vertical,
            annotations=marked,
            readings=readings,
            start=start,
            read=read,
        )

    @staticmethod
    def plain_runs(paragraph: Paragraph, x: float) -> tuple[Run, ...]:
        """The whole paragraph as runs from *x*, at natural widths: for labels that are no line of the page."""
        return line_runs(paragraph, 0, len(paragraph.text), None, x)

    @staticmethod
    def _gaps(paragraph: Paragraph, start: int, end: int, slack: float, ends: bool) -> tuple[list[float] | None, float]:
        """The gap after each character, or None where all are 0, and how far the head of the line moves."""
        align = paragraph.setting.style.align
        if slack < -SLACK and paragraph.narrowable(start, end) > 0:
            gaps, head = narrow(paragraph, start, end, -slack)
            return gaps, -head
        if align not in _SPREAD:
            return None, {Align.START: 0.0, Align.CENTRE: slack / 2, Align.END: slack}[align]
        if slack < SLACK or (ends and align is Align.JUSTIFY):
            return None, 0.0
        spread = distribute if align is Align.DISTRIBUTE else widen
        return spread(paragraph, start, end, slack), 0.0


def _edges(paragraph: Paragraph, start: int, end: int, gaps: list[float] | None, x: float) -> list[tuple[float, float]]:
    """Where each character of a line begins and ends along it, the gap and the room after it left out; points."""
    size = paragraph.setting.style.size
    edges = []
    for at in range(start, end):
        width = paragraph.advances[at] * size
        edges.append((x, x + width - paragraph.rooms.get(at, 0.0) * size))
        x += width + (gaps[at - start] * size if gaps else 0.0)
    return edges
