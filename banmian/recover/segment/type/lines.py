"""Put glyphs together to lines, whatever the order in which they are painted.

Glyphs on one baseline are parted where white stands between them; what is parted belongs together again where a line
above or below runs over that white without a gap, for a gutter is white in all its lines. Printed rules part always.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from banmian.recover.segment.type.glyph import Glyph, is_wide
from banmian.text.widths.marks import OPENING, TRAILING

T = TypeVar("T")
_Cover = tuple[float, float, float, float, float]  # of a piece: its ink from where to where, its size, its room likewise

_LEVEL = 0.18  # em; how far glyphs of one line may leave its baseline
_PARTED = 0.55  # em of white that parts, until the neighbours are asked
_PARTED_INK = 0.4  # em of white between the ink of two glyphs that parts, until the neighbours are asked
_ROWS, _LEAST_ROWS = 4, 1  # lines that are asked on each side about a gutter, and how many must have answered
_SPREAD = 0.8  # em; a spread line may hold so much white, and no gutter is so narrow
_OTHER = 1.6  # times as large: a large first character is no part of the line beside it
_WIDEST = 3.2  # em; no line goes on behind more white than this
_DISPLAY_GAP = 1.3  # em; white within a line of display type
_AROUND = 2.6  # em; how far away a neighbouring line may lie
_WORDS = 0.16  # em of white between Western letters or figures that is a space


class Line(msgspec.Struct, frozen=True, eq=False):
    """A line of type; glyphs in order along it."""

    glyphs: tuple[Glyph, ...]
    across: float
    start: float
    end: float
    size: float
    font: int
    colour: str
    vertical: bool

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def length(self) -> float:
        """From head to end."""
        return self.end - self.start

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the page."""
        if self.vertical:
            half = self.size / 2
            return -self.across - half, self.start, -self.across + half, self.end
        return self.start, self.across - 0.88 * self.size, self.end, self.across + 0.12 * self.size


class Barrier(msgspec.Struct, frozen=True):
    """A printed rule across the way of lines: at *along*, from *first* to *last* across."""

    along: float
    first: float
    last: float


def lines_of(glyphs: Sequence[Glyph], barriers: Sequence[Barrier] = ()) -> list[Line]:
    """The lines of glyphs that all run in one direction, by their place across."""
    visible = [glyph for glyph in glyphs if not glyph.text.isspace()]
    spaces = sorted((glyph for glyph in glyphs if glyph.text.isspace()), key=lambda glyph: glyph.across)
    levels = [glyph.across for glyph in spaces]
    rows = [_pieces(row, barriers) for row in _rows(visible)]
    rows = _with_strays(rows)
    joined = _joined(rows, barriers)
    made = [_line(piece, _within(piece, spaces, levels)) for row in joined for piece in row]
    return sorted(made, key=lambda line: (line.across, line.start))


def _within(piece: list[Glyph], spaces: Sequence[Glyph], levels: Sequence[float]) -> list[Glyph]:
    """The spaces that are painted between the glyphs of a line."""
    first, last = piece[0], piece[-1]
    slack = _LEVEL * first.size
    near = spaces[bisect_left(levels, first.across - slack) : bisect_right(levels, first.across + slack)]
    return [space for space in near if first.along < space.along < last.along]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, whichever column they stand in."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.across):
        if row and glyph.across - row[0].across > _LEVEL * min(glyph.size, row[0].size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _pieces(row: list[Glyph], barriers: Sequence[Barrier]) -> list[list[Glyph]]:
    """A row parted at its white."""
    row.sort(key=lambda glyph: (glyph.along, -glyph.across))
    pieces: list[list[Glyph]] = []
    for glyph in row:
        last = pieces[-1][-1] if pieces else None
        if last is None or _apart(last, glyph, barriers):
            pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
    return pieces


def _with_strays(rows: Sequence[list[list[Glyph]]]) -> list[list[list[Glyph]]]:
    """Rows with pieces put back that stand a little off their baseline, and were counted to what is level in another column."""
    found = [list(row) for row in rows]
    for at in range(len(found) - 1):
        for one, other in ((at, at + 1), (at + 1, at)):
            for piece in list(found[one]):
                beside = [line for line in found[other] if _is_level(piece, line) and _adjoins(piece, line)]
                if beside:
                    found[one].remove(piece)
                    found[other] = [line for line in found[other] if not any(line is taken for taken in beside)]
                    whole = [glyph for part in (piece, *beside) for glyph in part]
                    found[other].append(sorted(whole, key=lambda glyph: glyph.along))
                    found[other].sort(key=lambda line: line[0].along)
    return [row for row in found if row]


def _is_level(piece: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    first = piece[0]
    near = min(line, key=lambda glyph: abs(glyph.along - first.along))
    return abs(first.size - near.size) <= 0.05 * first.size and abs(first.across - near.across) <= _LEVEL * first.size


def _adjoins(piece: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    """Whether *piece* fills a hole in a line, or stands right before or behind it."""
    first, last = piece[0], piece[-1]
    before = max((glyph.end for glyph in line if glyph.along < first.along), default=None)
    after = min((glyph.along for glyph in line if glyph.along >= first.along), default=None)
    slack = _PARTED * first.size
    behind = before is not None and abs(first.along - before) <= slack
    ahead = after is not None and abs(after - last.end) <= slack
    return (behind or before is None) and (ahead or after is None) and (behind or ahead)


def _apart(last: Glyph, glyph: Glyph, barriers: Sequence[Barrier]) -> bool:
    em = min(last.size, glyph.size)
    white = glyph.along - last.end
    if last.shift or glyph.shift:
        return white > _PARTED * max(last.size, glyph.size)
    if max(last.size, glyph.size) > _OTHER * em or _ink_start(glyph) - _ink_end(last) > _PARTED_INK * em:
        return True
    if white > _PARTED * em or (max(last.size, glyph.size) > 1.25 * em and white > 0.3 * em):
        return True
    return white > 0.05 * em and _barred(last.end, glyph.along, glyph.across, barriers)


def _barred(start: float, end: float, across: float, barriers: Sequence[Barrier]) -> bool:
    return any(start - 0.5 <= bar.along <= end + 0.5 and bar.first <= across <= bar.last for bar in barriers)


def _joined(rows: Sequence[list[list[Glyph]]], barriers: Sequence[Barrier]) -> list[list[list[Glyph]]]:
    """Rows whose pieces are joined over white that no gutter is."""
    heights = [row[0][0].across for row in rows]
    cover = [
        [(_ink_start(piece[0]), _ink_end(piece[-1]), piece[0].size, piece[0].along, piece[-1].end) for piece in row] for row in rows
    ]
    body = _body_size(rows)
    made = []
    for at, row in enumerate(rows):
        joined = [row[0]]
        for piece in row[1:]:
            before = joined[-1]
            em = min(before[-1].size, piece[0].size)
            white = piece[0].along - before[-1].end
            inked = _ink_end(before[-1]), _ink_start(piece[0])
            like = max(before[-1].size, piece[0].size) <= 1.25 * em
            display = em > 1.3 * body and white <= _DISPLAY_GAP * em
            if (
                like
                and white <= _WIDEST * em
                and not _barred(before[-1].end, piece[0].along, piece[0].across, barriers)
                and not (white <= _SPREAD * em and _is_gutter(*inked, em, at, (heights, cover)))
                and (white <= _SPREAD * em or _run_over(before[-1].end, piece[0].along, em, at, (heights, cover), display))
            ):
                joined[-1] = before + piece
            else:
                joined.append(piece)
        made.append(joined)
    return made


def _body_size(rows: Sequence[list[list[Glyph]]]) -> float:
    sizes = Counter(round(glyph.size, 1) for row in rows for piece in row for glyph in piece)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _run_over(
    start: float,
    end: float,
    em: float,
    at: int,
    around: tuple[Sequence[float], Sequence[list[_Cover]]],
    display: bool,
) -> bool:
    """Whether the nearest line of this size above or below runs over the white from *start* to *end*.

    In display type it is enough that neither has white there too.
    """
    heights, cover = around
    first = bisect_left(heights, heights[at] - _AROUND * em)
    last = bisect_right(heights, heights[at] + _AROUND * em)
    above = next((found for row in range(at - 1, first - 1, -1) if (found := _over(cover[row], start, end, em)) is not None), None)
    below = next((found for row in range(at + 1, last) if (found := _over(cover[row], start, end, em)) is not None), None)
    return above is not False and below is not False if display else above is True or below is True


def _is_gutter(start: float, end: float, em: float, at: int, around: tuple[Sequence[float], Sequence[list[_Cover]]]) -> bool:
    """Whether white that may be a mark's own is a gutter: no line above or below runs over it, as far as is looked.

    A mark at a column's end may keep half of its square, and in a gutter of one em that leaves as little as within a line.
    """
    heights, cover = around
    asked, plain = 0, False
    for rows in (range(at - 1, -1, -1), range(at + 1, len(heights))):
        seen = 0
        for row in rows:
            if seen == _ROWS or abs(heights[row] - heights[at]) > _ROWS * _AROUND * em:
                break
            if _over(cover[row], start, end, em):
                return False
            white = _white_at(cover[row], start, end, em)
            seen += white is not None
            plain = plain or (white or 0.0) > _SPREAD * em
        asked += seen
    return plain and asked >= _LEAST_ROWS


def _white_at(row: Sequence[_Cover], start: float, end: float, em: float) -> float | None:
    """How wide the white of *row* is at a place, marks counted with their squares; None where type stands on one side only."""
    before = max(((piece[1], piece[4]) for piece in row if start - em < piece[1] <= end and _is_like(piece[2], em)), default=None)
    after = min(((piece[0], piece[3]) for piece in row if start <= piece[0] < end + em and _is_like(piece[2], em)), default=None)
    return None if before is None or after is None else after[1] - before[1]


def _is_like(size: float, em: float) -> bool:
    return 0.85 < size / em < 1.18


def _ink_end(glyph: Glyph) -> float:
    """Where a glyph's ink ends: a closing mark has its second half empty, and may leave it out at a line's end."""
    return glyph.end - 0.5 * glyph.size if glyph.text in TRAILING and glyph.advance > 0.9 * glyph.size else glyph.end


def _ink_start(glyph: Glyph) -> float:
    return glyph.along + 0.5 * glyph.size if glyph.text in OPENING and glyph.advance > 0.9 * glyph.size else glyph.along


def _over(row: Sequence[_Cover], start: float, end: float, em: float) -> bool | None:
    """Whether a piece of *row* runs over the white; None where nothing of this size stands on both sides of it."""
    near = [piece for piece in row if piece[0] < end + em and piece[1] > start - em and _is_like(piece[2], em)]
    if not near:
        return None
    return any(piece[0] < start + 0.1 * em and piece[1] > end - 0.1 * em for piece in near)


def _line(glyphs: list[Glyph], spaces: Sequence[Glyph]) -> Line:
    size = dominant((glyph.size, glyph.advance) for glyph in glyphs)
    body = [glyph for glyph in glyphs if abs(glyph.size - size) <= 0.005]
    font = dominant((glyph.font, glyph.advance) for glyph in [glyph for glyph in body if glyph.text[0] >= "\u2e80"] or body)
    colour = dominant((glyph.colour, glyph.advance) for glyph in glyphs)
    across = dominant((glyph.across, glyph.advance) for glyph in body)
    spaced = tuple(_with_spaces(sorted([*glyphs, *spaces], key=lambda glyph: glyph.along) if spaces else glyphs))
    return Line(spaced, across, glyphs[0].along, max(glyph.end for glyph in glyphs), size, font, colour, glyphs[0].vertical)


def _with_spaces(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs with a space wherever Western letters stand apart, as words do, and no space is painted."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and not last.text.isspace() and not glyph.text.isspace():
            white = glyph.along - last.end
            western = _is_word(last.text) and _is_word(glyph.text)
            if western and white > _WORDS * glyph.size:
                yield msgspec.structs.replace(last, text=" ", along=last.end, advance=white)
        yield glyph
        last = glyph


def _is_word(text: str) -> bool:
    return text[0].isalnum() and not is_wide(text)


def dominant(weighted: Iterable[tuple[T, float]]) -> T:
    """The value of the greatest weight; of equals the one that comes first."""
    sums: dict[T, float] = {}
    for value, weight in weighted:
        sums[value] = sums.get(value, 0.0) + weight
    return max(sums, key=sums.__getitem__)
