"""Take the glyphs of a page from its tree: each once, each in the direction in which its line runs.

Places are told along the line and across it: of a horizontal line x and the baseline's y; of a vertical one y of the
glyph's head and, so that lines follow each other by growing numbers in both directions, minus the x of its middle. What
is drawn twice (outlined or bold by doubling) stands once, what is painted invisibly (under a scan) is told apart, and
vertical text that its maker set as single placed glyphs of a horizontal font is known by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from unicodedata import category

import msgspec

from banmian.plan.geometry import EM_ASCENT, EM_DESCENT
from banmian.reading.fonts.characters import quotes, written
from banmian.recover.segment.type.language import is_traditional
from banmian.tree.tree import TreePage, TreeRun

UNREADABLE = "〓"  # stands for a glyph whose character is not told, as on a galley for a sort that is out
_MIDDLE = (EM_ASCENT - EM_DESCENT) / 2  # em from the baseline to the middle of the em box
_DOUBLED = 0.12  # em; the same character so near is drawn twice: ours
_CERTAIN = 3  # glyphs that one operator shows side by side are a horizontal line
_SQUARE = 4  # figures or letters at most that share the square of one character in a vertical line
_REACH = 2.2  # em; how far the next glyph of a line, or of the next line, is looked for
_SEEN = 0.01  # points, and of the natural width; what is drawn smaller is not seen
_STEP = 0.001  # points; keeps the figures of a square in order
_BESIDE = 0.35  # em; how far it may leave the line


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a glyph and belongs to it: a reading, or a mark."""

    kind: str  #: ruby, zhuyin, dots, name, book or death, as markup calls them
    group: int  #: glyphs that share one reading or one line have the same
    reading: str = ""
    font: int = -1  #: of a reading, in the tree's fonts
    size: float = 0.0  #: of a reading, times that of its base
    colour: str = ""


class Glyph(msgspec.Struct, frozen=True, eq=False):
    """One glyph, in points from the trim box's corner."""

    text: str
    along: float  #: where its room begins in the line
    across: float  #: the baseline; in a vertical line minus the middle's x
    size: float
    advance: float
    font: int  #: in the tree's fonts
    colour: str
    width: float  #: horizontal scaling
    order: int  #: in the paint order
    vertical: bool = False
    turned: bool = False  #: in a vertical line
    shift: float = 0.0  #: how far it is raised over the baseline; in a vertical line to the right
    beside: tuple[Beside, ...] = ()

    @property
    def end(self) -> float:
        """Where its room ends."""
        return self.along + self.advance

    @property
    def origin(self) -> tuple[float, float]:
        """On the baseline at its left; of an upright glyph in a vertical line the middle of its head."""
        across = self.across - self.shift
        return (-across, self.along) if self.vertical else (self.along, across)

    @property
    def head(self) -> float:
        """Where its em box begins across the line: at its top, in a vertical line at its right."""
        return self.across - self.shift - (0.5 if self.vertical else EM_ASCENT) * self.size

    @property
    def foot(self) -> float:
        """Where its em box ends across the line."""
        return self.head + self.size


class PageGlyphs(msgspec.Struct, frozen=True, eq=False):
    """The glyphs of a page by their direction."""

    horizontal: tuple[Glyph, ...]
    vertical: tuple[Glyph, ...]
    doubled: int = 0  #: characters that were drawn more than once
    hidden: int = 0  #: characters that are painted invisibly, as under a scan
    tilted: tuple[TreeRun, ...] = ()  #: glyphs in lines at other angles


def page_glyphs(page: TreePage) -> PageGlyphs:
    """The glyphs of a page. Where all of them are invisible, they count as the words of the scan above them."""
    hidden = sum(len(run.along) for line in page.lines for run in line.runs if run.colour == "none")
    count = sum(len(run.along) for line in page.lines for run in line.runs)
    scan = hidden > count / 2
    found: list[tuple[Glyph, bool]] = []
    tilted: list[TreeRun] = []
    for line in page.lines:
        for run in line.runs:
            if (run.colour == "none") != scan or run.width < _SEEN or run.size < _SEEN:
                continue
            if run.angle:
                tilted.append(run)
                continue
            # Up to four figures or letters may share a square of a vertical line.
            square = len(run.along) <= _SQUARE and not any(is_wide(text) for text in run.glyphs())
            certain = run.vertical or (len(run.along) >= _CERTAIN and not square)
            found += ((glyph, certain) for glyph in _of_run(run, line.order))
    found = _as_written(found)
    single, doubled = _once(found)
    single = _in_their_direction(single)
    return PageGlyphs(
        tuple(glyph for glyph, _ in single if not glyph.vertical),
        tuple(glyph for glyph, _ in single if glyph.vertical),
        doubled,
        hidden,
        tuple(tilted),
    )


def _of_run(run: TreeRun, order: int) -> Iterator[Glyph]:
    advances = run.advances or _told_by_places(run)
    across = run.across
    if run.vertical:
        across = -(run.across + (_MIDDLE * run.size if run.turned else 0.0))
    for text, along, advance in zip(run.glyphs(), run.along, advances, strict=True):
        if text in ("", "\u00ad"):
            continue
        if any(category(char) == "Cc" for char in text):
            text = " " if text.isspace() else UNREADABLE
        yield Glyph(text, along, across, run.size, advance, run.font, run.colour, run.width, order, run.vertical, run.turned)


def _as_written(found: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
    """Glyphs with the characters that were written, not those that a reverse code table gives."""
    odd = {glyph.text for glyph, _ in found} - {""}
    told = {text: plain for text in odd if (plain := written(text)) != text}
    marks = {text for text in odd if quotes(text, traditional=False) != text}
    if marks:
        traditional = is_traditional(glyph.text for glyph, _ in found)
        told |= {text: quotes(text, traditional) for text in marks}
    if not told:
        return found
    return [(msgspec.structs.replace(glyph, text=told.get(glyph.text, glyph.text)), certain) for glyph, certain in found]


def _told_by_places(run: TreeRun) -> tuple[float, ...]:
    """Advances of a run that does not tell them: an em for Han, half of one for others."""
    return tuple(run.size * (1.0 if run.vertical or is_wide(text) else 0.5) * run.width for text in run.glyphs())


def is_wide(text: str) -> bool:
    """Whether a character takes a whole em as a rule: Han, kana, Hangul, full-width marks."""
    code = ord(text[0]) if text else 0
    return 0x2E80 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFF60 or code >= 0x20000 or text in "“”‘’…—⸺·"


def is_han(text: str) -> bool:
    """Whether a character is a Han ideograph."""
    code = ord(text[0]) if text else 0
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def _once(found: Sequence[tuple[Glyph, bool]]) -> tuple[list[tuple[Glyph, bool]], int]:
    """Each glyph once: of the same character at the same place the one painted last counts."""
    cells: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[tuple[Glyph, bool]] = []
    for glyph, certain in reversed(found):
        near = _DOUBLED * glyph.size
        x, y = int(glyph.along // 4), int(glyph.across // 4)
        again = not glyph.text.isspace() and any(
            abs(other.along - glyph.along) <= near and abs(other.across - glyph.across) <= near and other.vertical == glyph.vertical
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for other in cells.get((glyph.text, x + i, y + j), ())
        )
        if not again:
            cells.setdefault((glyph.text, x, y), []).append(glyph)
            kept.append((glyph, certain))
    kept.reverse()
    return kept, len(found) - len(kept)


def _in_their_direction(found: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
    """Glyphs that stand one by one, in the direction in which most of their neighbours follow each other."""
    doubtful = [at for at, (glyph, certain) in enumerate(found) if not certain and not glyph.text.isspace()]
    if not doubtful:
        return found
    places = _Neighbours([glyph for glyph, _ in found if not glyph.vertical and not glyph.text.isspace()])
    columns = _Neighbours([_lying(glyph) for glyph, _ in found if glyph.vertical])
    votes = places.groups({id(found[at][0]) for at in doubtful})
    made = [glyph for glyph, _ in found]
    turned = [at for at in doubtful if votes.get(id(found[at][0]), 0) > 0 or columns.in_column(found[at][0])]
    for at in turned:
        made[at] = standing(made[at])
    # What is lowered beside letters that stand in a column stands in it too.
    columns = _Neighbours([_lying(made[at]) for at in turned])
    small = [at for at in doubtful if not made[at].vertical and columns.in_column(made[at], larger=True)] if turned else []
    for at in small:
        made[at] = standing(made[at])
    in_square = {at for at in turned if not is_wide(made[at].text)}
    if in_square:
        columns = _Neighbours([_lying(made[at]) for at in range(len(made)) if made[at].vertical and at not in in_square])
        _share_squares(made, sorted(in_square), columns)
    return [(glyph, certain) for glyph, (_, certain) in zip(made, found, strict=True)]


def _share_squares(glyphs: list[Glyph], at: Sequence[int], columns: _Neighbours) -> None:
    """Give figures that stand side by side in one square of a vertical line its middle, one behind the other."""
    groups: list[list[int]] = []
    home = {number: columns.middle_at(glyphs[number].across, glyphs[number].along, glyphs[number].size) for number in at}
    for number in sorted(at, key=lambda number: (round(glyphs[number].along, 1), -glyphs[number].across)):
        glyph = glyphs[number]
        last = groups[-1][-1] if groups else number
        level = abs(glyph.along - glyphs[last].along) < 0.3 * glyph.size
        near = level and 0 <= glyphs[last].across - glyph.across < 0.9 * glyph.size
        in_columns = home[number] != glyph.across and home[last] != glyphs[last].across
        if groups and near and not (in_columns and abs(home[number] - home[last]) > 0.3 * glyph.size):
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups:
        middle = sum(glyphs[number].across for number in group) / len(group)
        head = glyphs[group[0]].along
        middle = columns.middle_at(middle, head, glyphs[group[0]].size)
        for place, number in enumerate(group):
            glyphs[number] = msgspec.structs.replace(
                glyphs[number],
                across=middle,
                along=head + place * _STEP,
                advance=glyphs[number].size if number == group[-1] else _STEP,
            )


def standing(glyph: Glyph) -> Glyph:
    """A glyph of a horizontal font as one of a vertical line."""
    return msgspec.structs.replace(
        glyph,
        along=round(glyph.across - EM_ASCENT * glyph.size, 2),
        across=-round(glyph.along + glyph.advance / 2, 2),
        advance=glyph.size,
        vertical=True,
    )


def _lying(glyph: Glyph) -> Glyph:
    """A glyph of a vertical line by its place in a horizontal one, for its neighbours' sake."""
    return msgspec.structs.replace(
        glyph, along=-glyph.across - glyph.size / 2, across=glyph.along + EM_ASCENT * glyph.size, vertical=False
    )


class _Neighbours:
    """Which glyphs stand right of and under which."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self.cell = max(4.0, sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2] * _REACH) if glyphs else 10.0
        self.glyphs = glyphs
        self.cells: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            self.cells.setdefault(self._cell(glyph), []).append(glyph)
        self.filled = sorted(self.cells)

    def _cell(self, glyph: Glyph) -> tuple[int, int]:
        return int(glyph.along // self.cell), int(glyph.across // self.cell)

    def near(self, glyph: Glyph) -> Iterator[Glyph]:
        x, y = self._cell(glyph)
        most = ceil(_REACH * glyph.size / self.cell)
        if (2 * most + 1) ** 2 > len(self.cells):  # of a huge glyph most cells are empty
            for i, j in self.filled:
                if abs(i - x) <= most and abs(j - y) <= most:
                    yield from self.cells[i, j]
            return
        for i in range(-most, most + 1):
            for j in range(-most, most + 1):
                yield from self.cells.get((x + i, y + j), ())

    def next(self, glyph: Glyph) -> tuple[Glyph | None, float, Glyph | None, float]:
        """The nearest glyph to the right and its distance, the nearest one below and its distance, in ems."""
        right: Glyph | None = None
        below: Glyph | None = None
        far_right = far_below = _REACH
        for other in self.near(glyph):
            if other is glyph or not 0.6 < other.size / glyph.size < 1.6:
                continue
            dx, dy = (other.along - glyph.along) / glyph.size, (other.across - glyph.across) / glyph.size
            if abs(dy) < _BESIDE and 0.2 < dx < far_right:
                right, far_right = other, dx
            elif abs(dx) < _BESIDE and 0.2 < dy < far_below:
                below, far_below = other, dy
        return right, far_right, below, far_below

    def groups(self, doubtful: set[int]) -> dict[int, int]:
        """By glyph, by how many votes its group runs down rather than across; a group hangs together by nearest neighbours."""
        parent = {id(glyph): id(glyph) for glyph in self.glyphs}

        def find(key: int) -> int:
            while parent[key] != key:
                parent[key] = key = parent[parent[key]]
            return key

        vote: dict[int, int] = {}
        for glyph in self.glyphs:
            if id(glyph) not in doubtful:
                vote[id(glyph)] = -1
                continue
            right, far_right, below, far_below = self.next(glyph)
            # Lines lie further apart than the characters in them.
            vote[id(glyph)] = (far_below < 0.95 * far_right) - (far_right < 0.95 * far_below)
            nearest = below if far_below < far_right else right
            if nearest is not None:
                parent[find(id(glyph))] = find(id(nearest))
        sums: dict[int, int] = {}
        for key, value in vote.items():
            sums[find(key)] = sums.get(find(key), 0) + value
        return {key: sums[find(key)] for key in parent}

    def in_column(self, glyph: Glyph, larger: bool = False) -> bool:
        """Whether *glyph* stands over or under one of these, in the same column of type; *larger*: under one of larger type."""
        middle = glyph.along + glyph.advance / 2
        return any(
            abs(other.along + other.size / 2 - middle) < 0.6 * other.size and abs(other.across - glyph.across) < _REACH * other.size
            for other in self.near(glyph)
            if not larger or glyph.size < 0.85 * other.size
        )

    def middle_at(self, across: float, along: float, size: float) -> float:
        """The middle of the column of type that runs past a place of a vertical line; the place's own where none does."""
        probe = Glyph("", -across - size / 2, along + EM_ASCENT * size, size, size, 0, "", 1.0, 0)
        found = [-(other.along + other.size / 2) for other in self.near(probe) if other.size < 1.18 * size]
        return min(
            (middle for middle in found if abs(middle - across) < 0.5 * size),
            key=lambda middle: abs(middle - across),
            default=across,
        )
