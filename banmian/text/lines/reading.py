"""Readings beside words: ruby over them, zhuyin right of each character (A3).

clreq #positioning_of_romanization, #positioning_of_zhuyin. Ruby is set solid over its base and centred on it;
where two readings would come nearer than a Western space their bases are moved apart, and one that is wider
than its base stays within the line. In horizontal lines zhuyin takes half an em behind its character. Nothing
of this moves a line (A4).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from banmian.fonts.face import Face
from banmian.plan.geometry import EM_ASCENT, EM_DESCENT
from banmian.plan.markup import MarkKind
from banmian.text.lines.line import Mode, Run
from banmian.text.lines.runs import line_runs
from banmian.text.paragraph import Paragraph, Reading
from banmian.text.widths.spacing import Edges

_ZHUYIN_ROOM = 0.5  # em behind the base in horizontal lines
_ZHUYIN_AWAY = 0.04  # em between base and symbols, ours
_LIGHT_TONE, _LIGHT_HEIGHT = "˙", 1 / 3  # of a symbol's size: .1 em of the base
_TONES, _CHECKED_TONES = "ˊˇˋ˪˫", "ㆴㆵㆶㆷ"
_CENTRE = (EM_ASCENT - EM_DESCENT) / 2  # of the em box over the baseline


def make_room(paragraph: Paragraph, readings: Sequence[Reading]) -> None:
    """Widen what stands before readings that would come too near, and keep each on one line with its base."""
    size, vertical = paragraph.setting.style.size, paragraph.setting.style.vertical
    paragraph.readings = tuple(readings)
    paragraph.opened = True
    edges = paragraph.edges or Edges([0.0] * len(paragraph.text), [0.0] * len(paragraph.text))
    advances = list(paragraph.advances)
    previous: Reading | None = None
    for reading in readings:
        paragraph.breaks[reading.start + 1 : reading.end] = bytes(reading.end - reading.start - 1)
        last = reading.end - 1
        if reading.kind is MarkKind.ZHUYIN:
            if not vertical:
                paragraph.rooms[last] = paragraph.rooms.get(last, 0.0) + _ZHUYIN_ROOM
                advances[last] += _ZHUYIN_ROOM
            continue
        beyond = max(0.0, -_inside(paragraph, reading))
        edges.heads[reading.start] += beyond
        edges.tails[last] += beyond
        if previous is not None:
            between = sum(advances[previous.end : reading.start])
            free = between + _inside(paragraph, previous) + _inside(paragraph, reading)
            lacking = max(previous.apart, reading.apart) / size - free
            if lacking > 0:
                before = reading.start - 1
                paragraph.rooms[before] = paragraph.rooms.get(before, 0.0) + lacking
                advances[before] += lacking
                edges.tails[before] -= lacking
        previous = reading
    paragraph.advances = advances
    paragraph.sums = list(accumulate(advances, initial=0.0))
    if paragraph.edges or any(edges.heads) or any(edges.tails):
        paragraph.edges = edges


def _inside(paragraph: Paragraph, reading: Reading) -> float:
    """How far within its base a reading begins and ends, ems; below 0 where it is wider."""
    base = sum(paragraph.advances[reading.start : reading.end])
    return (base - reading.width) / 2


def reading_runs(
    paragraph: Paragraph, start: int, edges: list[tuple[float, float]]
) -> tuple[tuple[Run, ...], tuple[tuple[int, int, int], ...]]:
    """The readings of a line whose characters from *start* have these two *edges* each, in points.

    Their runs; and of each reading the characters of the line that it stands beside, from and up to, and how many runs it has.
    """
    runs: list[Run] = []
    read: list[tuple[int, int, int]] = []
    end = start + len(edges)
    for reading in paragraph.readings:
        if reading.start < start or reading.end > end:
            continue
        begin, stop = edges[reading.start - start][0], edges[reading.end - 1 - start][1]
        if reading.kind is MarkKind.ZHUYIN:
            own = _zhuyin(paragraph, reading, begin, stop)
        else:
            own = _ruby(paragraph, reading, (begin + stop) / 2)
        runs += own
        read.append((reading.start - start, reading.end - start, len(own)))
    return tuple(runs), tuple(read)


def _ruby(paragraph: Paragraph, reading: Reading, middle: float) -> list[Run]:
    """Over the base, set solid: the reading's em box stands on the base's; in vertical lines right of it."""
    style = paragraph.setting.style
    at = middle - reading.width * style.size / 2
    if style.vertical:
        away = (EM_ASCENT + EM_DESCENT) / 2 * (style.size + reading.size)
    else:
        away = -(EM_ASCENT * style.size + EM_DESCENT * reading.size)
    runs = line_runs(reading.words, 0, len(reading.words.text), None, at)
    return [msgspec.structs.replace(run, across=run.across + away) for run in runs]


def _zhuyin(paragraph: Paragraph, reading: Reading, begin: float, stop: float) -> list[Run]:
    """The symbols one under another right of the base, the tone at the last one's upper right, the light tone on top."""
    style, size = paragraph.setting.style, reading.size
    setting = reading.words.setting
    text = reading.words.text
    light = _LIGHT_TONE in text
    symbols = [char for char in text if char not in _TONES + _CHECKED_TONES + _LIGHT_TONE]
    height = (len(symbols) + (_LIGHT_HEIGHT if light else 0.0)) * size
    if style.vertical:
        left, top = style.size / 2 + _ZHUYIN_AWAY * style.size, (begin + stop - height) / 2
    else:
        left, top = stop + _ZHUYIN_AWAY * style.size, -_CENTRE * style.size - height / 2
    middle = left + size / 2
    runs = []

    def put(char: str, ink_x: float, y: float, by_ink: bool) -> None:
        face = next((face for face in setting.faces if face.has(char)), setting.faces[0])
        glyph = face.glyphs[char]
        x, baseline = ink_x - face.advance(glyph) * size / 2, y + EM_ASCENT * size
        if by_ink:
            ink_left, bottom, right, up = face.ink((glyph,))
            x, baseline = ink_x - (ink_left + right) / 2 * size, y + (bottom + up) / 2 * size
        runs.append(_upright(face, char, glyph, size, (x, baseline), style.vertical))

    if light:
        put(_LIGHT_TONE, middle, top + _LIGHT_HEIGHT / 2 * size, by_ink=True)
        top += _LIGHT_HEIGHT * size
    for number, char in enumerate(symbols):
        put(char, middle, top + number * size, by_ink=False)
    for char in text:
        if char in _TONES and symbols:
            # Half of the mark stands over the head of the last symbol.
            put(char, left + size + 0.08 * style.size, top + (len(symbols) - 1) * size + 0.1 * size, by_ink=True)
        elif char in _CHECKED_TONES and symbols:
            put(char, left + 1.5 * size, top + len(symbols) * size - 0.5 * size, by_ink=False)
    return runs


def _upright(face: Face, char: str, glyph: int, size: float, place: tuple[float, float], vertical: bool) -> Run:
    """One glyph at *place*: where its origin stands along and beside the line, or in a vertical one beside and along it."""
    x, baseline = place
    if vertical:
        return Run(baseline - EM_ASCENT * size, char, face.record, size, 1.0, (glyph,), (), Mode.SQUARE, x)
    return Run(x, char, face.record, size, 1.0, (glyph,), (), Mode.HORIZONTAL, baseline)


def sides(kinds: set[MarkKind], vertical: bool) -> int:
    """On how many sides of a line marks of these *kinds* stand (A4)."""
    readings = {MarkKind.RUBY, MarkKind.ZHUYIN} if vertical else {MarkKind.RUBY}
    lines = {MarkKind.NAME, MarkKind.BOOK}
    if MarkKind.DOTS in kinds and not (vertical and not kinds & readings):
        lines.add(MarkKind.DOTS)  # alone in vertical lines, dots stand where readings would
    return bool(kinds & (readings | {MarkKind.DOTS} - lines)) + bool(kinds & lines)
