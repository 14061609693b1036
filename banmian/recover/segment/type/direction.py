"""Find in which direction glyphs that stand one by one follow each other, as vertical text that was placed glyph by glyph does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.segment.type.glyph import Glyph, is_wide

_REACH = 2.2  # em; how far the next glyph of a line, or of the next line, is looked for
_LEVEL, _GAP, _SURE = 0.1, 0.6, 4  # em off the baseline, em of white in a line, votes of what follows a horizontal line
_STEP = 0.001  # points; keeps the figures of a square in order
_BESIDE = 0.35  # em; how far it may leave the line


def in_their_direction(found: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
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

    def follows(self, glyph: Glyph, doubtful: set[int]) -> bool:
        """Whether a glyph goes on in a line that is surely a horizontal one."""
        for other in self.near(glyph):
            if id(other) in doubtful or not 0.6 < other.size / glyph.size < 1.6:
                continue
            level = abs(other.across - glyph.across) < _LEVEL * glyph.size
            if level and -0.1 <= (glyph.along - other.end) / glyph.size <= _GAP:
                return True
        return False

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
            if self.follows(glyph, doubtful):
                vote[id(glyph)] = -_SURE
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
