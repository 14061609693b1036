"""Measure type as it stands: tracking, the widths of figures, brackets and interpuncts, in ems of the type.

Lines that were spread or narrowed to their measure tell too much: of running text the last lines of paragraphs are
measured, of display type all lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from banmian.recover.segment.type.glyph import Glyph, is_han, is_wide
from banmian.recover.segment.type.lines import Line

OPENING, CLOSING = "“‘「『（《〈【〔", "”’」』）》〉】〕"
_AGREE = 0.008  # em; values that are the same
_MARKS = "，。、；：！？"
_PARTLY = 0.08  # em; marks differ by so much in how far they hang
_NARROW = 0.46  # em; a narrower quote is neither an em wide nor half of one
_ROUGHLY = 0.02  # em; the same as some makers round it
_PLAIN = 4  # gaps between Han that tell how far a line was spread
_GROWN = 0.015  # em; a line whose gaps grew by more was spread
_TELLING = 4  # places that must say the same
_TRACKED = 0.0012  # em; less is rounding, unless many characters agree
_MANY = 12
_JITTERY = 0.5  # of the gaps; where fewer are alike, each was rounded for itself
_NEAT = 0.0002  # em; so near to half a thousandth it is one
_BRACKET = 0.04  # em; the white on a side of a bracket that stands in half an em
_GAP = 0.12  # em; as much white is no mark's own
_LEAST = 2  # how often a width must be seen


class Measures(msgspec.Struct, frozen=True):
    """Widths in ems; None where nothing tells."""

    tracking: float = 0.0
    digit: float | None = None
    bracket: float | None = None
    interpunct: float | None = None
    gap: float | None = None  #: between Han and Western, at rest
    digits_natural: bool = True  #: whether figures have their font's own width


def measures_of(lines: Sequence[Line], tracking: float | None = None) -> Measures:
    """The widths that *lines* show, which were neither spread nor narrowed; *tracking*, where it is known."""
    steps = [step for line in lines for step in _steps(line)]
    if tracking is None:
        tracking = _tracking([step.width - step.scale for step in steps if step.han])
    figures = [step for step in steps if step.one.isdigit() and step.two.isdigit()]
    digit = _usual(step.width - tracking for step in figures if not step.vertical)
    scaled = any(abs(step.scale - 1) > 0.01 for step in figures)
    # Many faces have a narrower 1: each figure is held against its own width.
    beyond = _usual(step.width - tracking - step.natural for step in figures if not step.vertical)
    return Measures(
        tracking=tracking,
        digit=digit,
        bracket=_brackets(lines, tracking),
        interpunct=_usual((step.width - tracking for step in steps if step.one == "·" and is_wide(step.two)), least=1),
        gap=_gap(steps, tracking),
        digits_natural=digit is None or (not scaled and beyond is not None and abs(beyond) < 0.006),
    )


def _tracking(between: Sequence[float]) -> float:
    """What is added between Han, of the gaps beyond their widths; where hardly two agree, what they come to on the mean."""
    usual = _usual(between, least=1) or 0.0
    if sum(abs(value - usual) <= _AGREE for value in between) < _JITTERY * len(between):
        mean = sum(between) / len(between)
        return round(mean, 3) if abs(mean) >= _AGREE else 0.0
    return 0.0 if abs(usual) < (_TRACKED if len(between) < _MANY else _TRACKED / 4) else usual


class _Step(msgspec.Struct, frozen=True):
    """From one glyph's origin to the next one's, in ems."""

    one: str
    two: str
    width: float
    natural: float  #: the first one's advance
    scale: float  #: its horizontal scaling
    han: bool  #: both are Han
    vertical: bool = False


def _steps(line: Line) -> Iterator[_Step]:
    for one, two in zip(line.glyphs, line.glyphs[1:], strict=False):
        if one.size != two.size or one.vertical != two.vertical:
            continue
        width = (two.along - one.along) / one.size
        if width < 0.05:
            continue  # figures that share a square of a vertical line
        han = is_han(one.text) and is_han(two.text)
        yield _Step(one.text, two.text, width, one.advance / one.size, one.width, han, one.vertical)


def _usual(values: Iterable[float], least: int = _LEAST, alike: float = _AGREE) -> float | None:
    """The value that most agree on, to a thousandth of an em; values are *alike* that are no further apart."""
    found = sorted(values)
    if len(found) < least:
        return None
    best: list[float] = []
    start = 0
    for at, value in enumerate(found):
        while value - found[start] > alike:
            start += 1
        if at + 1 - start > len(best):
            best = found[start : at + 1]
    if len(best) < least:
        return None
    mean = sum(best) / len(best)
    neat = round(mean * 2000) / 2000
    return neat if abs(mean - neat) <= _NEAT else round(mean, 4)


def _brackets(lines: Sequence[Line], tracking: float) -> float | None:
    """How wide full-width brackets stand, when that is not an em."""
    widths: list[float] = []
    for line in lines:
        glyphs = line.glyphs
        for at, glyph in enumerate(glyphs):
            em = glyph.size * glyph.width
            if glyph.text in OPENING and at and is_han(glyphs[at - 1].text):
                before = glyphs[at - 1]
                widths.append((glyph.along - before.along) / em - tracking)
            elif glyph.text in CLOSING and at + 1 < len(glyphs) and is_han(glyphs[at + 1].text):
                widths.append((glyphs[at + 1].along - glyph.along) / em - tracking)
    usual = _usual(widths, least=1)
    return usual if usual is not None and usual < 0.97 else None


def _gap(steps: Sequence[_Step], tracking: float) -> float | None:
    """The white between Han and a figure or letter behind it."""
    return _usual(step.width - step.scale - tracking for step in steps if is_han(step.one) and _begins_western(step.two))


def _is_full(text: str) -> bool:
    """Whether a character takes an em before an opening quote: Han, and a pause that is not narrowed there."""
    return is_han(text) or text in "、，。；："


def _begins_western(text: str) -> bool:
    """Whether a glyph begins a Western run and fills its room; a 1 often stands in its middle."""
    return text[0].isalnum() and not is_wide(text) and text[0] != "1"


def _is_sign(text: str) -> bool:
    return text[0] in "([{+-=<#&@/"


class Spreading(msgspec.Struct, frozen=True):
    """How lines were spread; None where nothing tells."""

    marks: bool | None = None  #: whether gaps beside marks grow as all others do
    western: float | None = None  #: gaps beside figures and letters beyond what all gaps grew by, the gap at rest included
    signs: bool = False  #: whether a gap stands beside ( ) + and other ASCII marks as beside letters
    ascii_bracket: float | None = None  #: how wide ( ) stand, where that is their font's own width
    quote: float | None = None  #: how wide “ ” stand, where that is neither an em nor half of one
    line_end: float | None = None  #: how much of a mark at a line's end stands within the measure, where it hangs by a part


def hanging_by(ends: Sequence[tuple[Line, float]]) -> float | None:
    """How much of a mark at a line's end stands within the measure, where it hangs by a part; *ends*: lines, and where they end."""
    rooms = sorted((right - line.glyphs[-1].along) / line.size for line, right in ends if line.text[-1] in _MARKS)
    if len(rooms) < _TELLING:
        return None
    middle = rooms[len(rooms) // 2]
    alike = [room for room in rooms if abs(room - middle) <= _PARTLY]
    if not _PARTLY <= middle <= 0.5 - _PARTLY or len(alike) < 0.7 * len(rooms):
        return None
    return round(sum(alike) / len(alike), 2)


def spreading_of(lines: Sequence[Line], tracking: float = 0.0) -> Spreading:
    """How *lines* that fill their measure were spread."""
    beside: list[bool] = []
    western: list[float] = []
    quotes: list[float] = []
    plain_quotes: list[float] = []
    signs: list[bool] = []
    brackets: list[float] = []
    for line in lines:
        steps = list(_steps(line))
        plain = sorted(step.width - step.scale for step in steps if step.han)
        if len(plain) < _PLAIN:
            continue
        grown = plain[len(plain) // 2] - tracking
        # From the Han before an opening quote to the one behind it: where in its room the quote is drawn does not count.
        around = [(one, two) for one, two in pairwise(steps) if two.one in "“‘" and _is_full(one.one) and is_han(two.two)]
        quotes += (one.width + two.width - 1 - 2 * (grown + tracking) for one, two in around)
        plain_quotes += (two.natural if _stands_plain(one, two, grown + tracking) else 0.0 for one, two in around)
        signs += (step.width - step.scale - tracking - grown > _GAP for step in steps if is_han(step.one) and _is_sign(step.two))
        if grown < _BRACKET:
            around_text = [step for step in steps if step.one in "()" and is_wide(step.two) and not step.vertical]
            beyond = [(step, step.width - step.natural - tracking) for step in around_text]
            brackets += (step.natural if -_AGREE <= white <= grown + _AGREE else 0.0 for step, white in beyond)
        if grown > _GROWN:
            beside += (
                step.width - step.scale - tracking > grown / 2 for step in steps if is_han(step.one) and step.two in "，。、；："
            )
            western += (
                step.width - step.scale - tracking - grown for step in steps if is_han(step.one) and _begins_western(step.two)
            )
    quote = _quote_width(quotes, plain_quotes)
    return Spreading(
        marks=sum(beside) * 2 > len(beside) if len(beside) >= _TELLING else None,
        western=_usual(western, least=_TELLING),
        signs=len(signs) >= _LEAST and sum(signs) >= 0.7 * len(signs),
        ascii_bracket=_own_width(brackets),
        quote=quote if quote is not None and quote < _NARROW else None,
    )


def _stands_plain(one: _Step, two: _Step, grown: float) -> bool:
    """Whether a narrow quote stands right behind a character, as wide as its face has it; behind it lines may not grow."""
    before = one.width - 1 - grown  # a pause may be narrowed
    if two.natural > _NARROW or before > _GROWN or (before < -_GROWN and is_han(one.one)):
        return False
    return -_AGREE <= two.width - two.natural <= grown + _AGREE


def _quote_width(quotes: Sequence[float], plain: Sequence[float]) -> float | None:
    """How wide “ ” stand: as their face has them, where they stand so, else what most agree on."""
    own = _own_width(plain)
    if own is not None:
        return own
    # Two or three tell as much as many do, where they all say the same.
    few = max(_LEAST, len(quotes))
    quote = _usual(quotes, least=min(_TELLING, few))
    if quote is None and max(quotes, default=0.0) - min(quotes, default=0.0) <= _ROUGHLY:
        quote = _usual(quotes, few, _ROUGHLY)
    return quote


def _own_width(widths: Sequence[float]) -> float | None:
    """What most of *widths* agree on, of which those are 0 that are not their font's own; None where many are not."""
    own = [width for width in widths if width]
    return _usual(own) if len(own) >= _LEAST and len(own) >= 0.7 * len(widths) else None


def last_lines(lines: Sequence[Line], begins: Sequence[bool], right: float) -> list[Line]:
    """Those of a piece's lines that end a paragraph short of the measure, and so keep their natural widths."""
    found = []
    for at, line in enumerate(lines):
        ends = at + 1 < len(lines) and begins[at + 1]
        if line.end < right - 1.1 * line.size and (ends or at + 1 == len(lines)):
            found.append(line)
    return found


def usual_text(values: Iterable[str]) -> str:
    """The value that comes most."""
    return Counter(values).most_common(1)[0][0]


def scale_of(glyphs: Iterable[Glyph]) -> float:
    """The horizontal scaling of most Han glyphs: 长体 under 1, 扁体 over."""
    counts = Counter(round(glyph.width, 3) for glyph in glyphs if is_wide(glyph.text))
    return counts.most_common(1)[0][0] if counts else 1.0
