"""Give readings to the words that they stand beside (ruby, 注音), and dots that are set as type to their characters.

A reading is small type set solid over its base and centred on it, in vertical lines right of it; zhuyin stands right of
each character, its symbols one under another (clreq #positioning_of_romanization, #positioning_of_zhuyin).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from unicodedata import normalize

import msgspec

from banmian.recover.segment.type.glyph import Beside, Glyph, is_han, is_wide

_SIZES = 0.25, 0.65  # times the size of its base
_RUNNING = 0.72  # times the page's type; larger type is no reading
_SOLID = -0.18, 0.36  # em of the base between the em boxes of both
_CENTRED = 0.13  # em of the base; how far the middles of both lie apart
_WORD = 0.18  # em of a reading; wider white parts its words
_PHRASE = 2.0  # em of a reading; wider white parts readings
_LINE = 0.9  # em; characters of one base stand so near
_MOST = 10  # characters of one base
_ROW = 0.12  # em; glyphs of one row of readings
_DOTS = "•●·﹅﹆○◦▲△‧・˙"
_TONES = "ˊˇˋ˙˪˫"
_LAST, _FIRST = "ˊˇˋ˪˫ㆴㆵㆶㆷ", "˙"  # symbols of zhuyin that are told behind and before the others
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|uo|ui|ue|ve|er|[aoeiuv])r?$"
)

Marks = dict[int, list[Beside]]  #: by the id of the glyph that they belong to


class _Row(msgspec.Struct, eq=False):
    """Glyphs on one baseline, in order."""

    across: float
    glyphs: list[Glyph]


def take_zhuyin(glyphs: Sequence[Glyph], groups: count[int]) -> tuple[list[Glyph], Marks]:
    """Those of *glyphs* that are no zhuyin, and which zhuyin belongs beside which of them.

    Glyphs of both directions are among them, for symbols are upright in both.
    """
    symbols = [glyph for glyph in glyphs if _is_zhuyin(glyph.text)]
    marks: Marks = {}
    if not any(symbol.text not in _TONES for symbol in symbols):
        return list(glyphs), marks
    gone = _take_zhuyin(symbols, [glyph for glyph in glyphs if is_wide(glyph.text)], groups, marks)
    return [_with_room(glyph, marks) for glyph in glyphs if id(glyph) not in gone], marks


def take_ruby(glyphs: Sequence[Glyph], body: float, groups: count[int]) -> tuple[list[Glyph], Marks]:
    """Those of *glyphs* that are no readings, and what belongs beside which of them; *body* is the size of most type."""
    small = [glyph for glyph in glyphs if glyph.size < _RUNNING * body and not glyph.shift]
    marks: Marks = {}
    gone: set[int] = set()
    if not small:
        return list(glyphs), marks
    least = min(glyph.size for glyph in small) / _SIZES[1]
    for vertical in (False, True):
        rows = list(_rows([base for base in glyphs if base.vertical == vertical and base.size > least and base.text.strip()]))
        own = _rows([glyph for glyph in small if glyph.vertical == vertical])
        phrases = [phrase for row in own for phrase in _parted(row.glyphs, _PHRASE)]
        for phrase in phrases:
            if not any(_runs_on(phrase, other) for other in phrases):
                _take_phrase(phrase, rows, groups, marks, gone)
    return [glyph for glyph in glyphs if id(glyph) not in gone], marks


def _with_room(glyph: Glyph, marks: Marks) -> Glyph:
    """A glyph of a horizontal line with the half em that its zhuyin takes behind it."""
    known = marks.get(id(glyph))
    if known is None or glyph.vertical:
        return glyph
    wider = msgspec.structs.replace(glyph, advance=glyph.advance + 0.5 * glyph.size)
    marks[id(wider)] = known
    return wider


# Zhuyin


def _is_zhuyin(text: str) -> bool:
    return bool(text) and all("\u3105" <= char <= "\u312f" or "\u31a0" <= char <= "\u31bf" or char in _TONES for char in text)


def _take_zhuyin(symbols: Sequence[Glyph], bases: Sequence[Glyph], groups: count[int], marks: Marks) -> set[int]:
    found: dict[int, list[Glyph]] = {}
    by_top = sorted(((_corner(base), at) for at, base in enumerate(bases)), key=lambda item: item[0][1])
    tops = [corner[1] for corner, _ in by_top]
    for symbol in symbols:
        left, top = _corner(symbol)
        middle = top + symbol.size / 2
        best: tuple[float, int] | None = None
        for at in range(bisect_left(tops, middle - 6 * symbol.size), bisect_right(tops, middle + 2 * symbol.size)):
            (x, y), number = by_top[at]
            size = bases[number].size
            if not _SIZES[0] <= symbol.size / size <= _SIZES[1]:
                continue
            beside, down = (left - x - size) / size, (middle - y) / size
            if -0.12 <= beside <= (0.75 if symbol.text in _TONES else 0.3) and -0.25 <= down <= 1.25:
                off = abs(down - 0.5)
                if best is None or off < best[0]:
                    best = off, number
        if best is not None:
            found.setdefault(best[1], []).append(symbol)
    gone: set[int] = set()
    for number, own in found.items():
        if all(symbol.text in _TONES for symbol in own):
            continue
        own.sort(key=lambda symbol: (symbol.text in _LAST, symbol.text not in _FIRST, _corner(symbol)[1]))
        reading = "".join(symbol.text for symbol in own)
        marks.setdefault(id(bases[number]), []).append(_reading("zhuyin", groups, reading, own[0], bases[number]))
        gone.update(id(symbol) for symbol in own)
    return gone


def _reading(kind: str, groups: count[int], text: str, glyph: Glyph, base: Glyph) -> Beside:
    return Beside(kind, next(groups), text, glyph.font, round(glyph.size / base.size, 3), glyph.colour)


def _corner(glyph: Glyph) -> tuple[float, float]:
    """The left upper corner of its em box on the page."""
    return (-glyph.foot, glyph.along) if glyph.vertical else (glyph.along, glyph.head)


# Ruby


def _rows(glyphs: Sequence[Glyph]) -> Iterator[_Row]:
    row: _Row | None = None
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.across, glyph.along)):
        if row is None or glyph.across - row.across > _ROW * glyph.size:
            if row is not None:
                row.glyphs.sort(key=lambda glyph: glyph.along)
                yield row
            row = _Row(glyph.across, [])
        row.glyphs.append(glyph)
    if row is not None:
        row.glyphs.sort(key=lambda glyph: glyph.along)
        yield row


def _runs_on(phrase: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether *other* stands right over or under small type of its size: both are lines of a text, no readings."""
    size = phrase[0].size
    if not 0.5 * size < abs(other[0].across - phrase[0].across) < 1.7 * size or abs(other[0].size - size) > 0.1 * size:
        return False
    return other[0].along < phrase[-1].end and other[-1].end > phrase[0].along


def _take_phrase(phrase: list[Glyph], rows: Sequence[_Row], groups: count[int], marks: Marks, gone: set[int]) -> None:
    """Give the words of small type to what they stand beside."""
    dots = all(glyph.text in _DOTS or glyph.text.isspace() for glyph in phrase)
    for line in _beside(phrase[0], rows, dots):
        words = list(_words(phrase))
        found = [_base(word, line) for word in words]
        if len(words) > 1 and not all(found):
            words, found = [phrase], [_base(phrase, line)]
        if not all(found):
            continue
        for word, base in zip(words, found, strict=True):
            text = "".join(glyph.text for glyph in word).strip()
            beside = Beside("dots", next(groups)) if dots else _reading("ruby", groups, text, word[0], base[0])
            for glyph in base:
                marks.setdefault(id(glyph), []).append(beside)
        gone.update(id(glyph) for glyph in phrase)
        break


def _beside(reading: Glyph, rows: Sequence[_Row], dots: bool) -> Iterator[list[Glyph]]:
    """The rows of type that a reading stands solid to: below it, or right of it; dots stand on either side."""
    first = bisect_left(rows, reading.across - 6 * reading.size, key=lambda row: row.across)
    last = bisect_right(rows, reading.across + 6 * reading.size, key=lambda row: row.across)
    for row in rows[first:last]:
        fitting = []
        for glyph in row.glyphs:
            gaps = [(glyph.head - reading.foot) / glyph.size] + ([(reading.head - glyph.foot) / glyph.size] if dots else [])
            if _SIZES[0] <= reading.size / glyph.size <= _SIZES[1] and any(_SOLID[0] <= gap <= _SOLID[1] for gap in gaps):
                fitting.append(glyph)
        if fitting:
            yield fitting


def _parted(glyphs: Sequence[Glyph], white: float) -> Iterator[list[Glyph]]:
    """Glyphs parted where more white than so many ems stands between them."""
    part: list[Glyph] = []
    for glyph in glyphs:
        if part and glyph.along - part[-1].end > white * glyph.size:
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def _words(phrase: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in phrase:
        if glyph.text.isspace():
            continue
        parts = glyph.text in _DOTS or (word and glyph.along - word[-1].end > _WORD * glyph.size)
        if word and parts:
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _base(word: Sequence[Glyph], line: Sequence[Glyph]) -> list[Glyph]:
    """The characters that *word* is the reading of: it stands on their middle; none where it stands on none."""
    text = "".join(glyph.text for glyph in word).strip()
    if any(is_han(char) for char in text):
        return []  # a gloss in Chinese is a line of its own
    start, end = word[0].along, word[-1].end
    middle = (start + end) / 2
    found: list[list[Glyph]] = []
    at = bisect_left(line, middle, key=lambda glyph: glyph.end)
    for first in range(max(0, at - _MOST // 2), min(len(line), at + 2)):
        for last in range(max(first, at - 1), min(len(line), first + _MOST)):
            base = list(line[first : last + 1])
            if any(after.along - before.end > _LINE * before.size for before, after in pairwise(base)):
                break
            if abs((base[0].along + base[-1].end) / 2 - middle) <= _CENTRED * base[0].size and is_wide(base[0].text):
                found.append(base)
    if not found:
        return []
    found.sort(key=lambda base: (len(base), abs((base[0].along + base[-1].end) / 2 - middle)))
    if (len(word) == 1 and text in _DOTS) or _is_syllable(text):
        return found[0] if len(found[0]) == 1 else []
    covering = [base for base in found if base[-1].end - base[0].along >= end - start - 0.3 * base[0].size]
    return covering[0] if covering else found[-1]


def _is_syllable(text: str) -> bool:
    """Whether a reading is one syllable of pinyin, which belongs to one character."""
    plain = normalize("NFD", text.lower()).replace("u\u0308", "v")
    return bool(_SYLLABLE.match("".join(char for char in plain if char.isascii() and char.isalpha())))
