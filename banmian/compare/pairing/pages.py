"""Which page of one document is which page of the other, when some were inserted, taken out or moved on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from banmian.tree.tree import TreePage

_ALIKE = 0.2  # share of the words that two pages must have in common; ours


class Match(msgspec.Struct, frozen=True):
    """A page and its counterpart, from 0; None where it has none."""

    before: int | None
    after: int | None


def match_pages(before: Sequence[TreePage], after: Sequence[TreePage]) -> list[Match]:
    """The pages in order. Pages without words are matched by their place."""
    first, second = ([_words(page) for page in side] for side in (before, after))
    head = 0
    while head < min(len(first), len(second)) and (first[head] == second[head] or len(first) == len(second) == 1):
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    middle = _aligned(first[head : len(first) - tail], second[head : len(second) - tail])
    matches = [Match(at, at) for at in range(head)]
    matches += [Match(None if one is None else one + head, None if two is None else two + head) for one, two in middle]
    matches += [Match(len(first) - tail + at, len(second) - tail + at) for at in range(tail)]
    return matches


def _words(page: TreePage) -> Counter[str]:
    """Pairs of neighbouring characters, so that another break changes little."""
    text = "".join(line.text for line in page.lines)
    return Counter(text[at : at + 2] for at in range(len(text)))


def _aligned(first: Sequence[Counter[str]], second: Sequence[Counter[str]]) -> list[tuple[int | None, int | None]]:
    """The alignment with the most words in common (Needleman and Wunsch); equally many pages match by place at least."""
    rows, columns = len(first), len(second)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + _share(first[i], second[j], rows == columns))
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < rows or j < columns:
        if (
            i < rows
            and j < columns
            and best[i][j] == best[i + 1][j + 1] + (share := _share(first[i], second[j], rows == columns))
            and share
        ):
            found.append((i, j))
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found


def _share(first: Counter[str], second: Counter[str], as_many: bool) -> float:
    """How much two pages have in common, 0 to 1; 0 for strangers."""
    total = max(first.total(), second.total())
    if not total:
        return 0.5
    share = (first & second).total() / total
    return share if share >= _ALIKE else 0.01 if as_many else 0.0
