"""Score a remade page against its original: characters, line ends, places of glyphs, reading order.

Both are layout trees. Glyphs are matched by their character, each to the nearest one of the same character that is free;
a line end counts as kept when a line of the remade page ends with the same characters before the same next line.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from banmian.recover.segment.page import Segmented
from banmian.recover.segment.type.glyph import Glyph
from banmian.recover.segment.type.glyphs import page_glyphs
from banmian.tree.tree import Tree, TreePage

MM = 72 / 25.4
_CELL = 6.0  # points; glyphs are looked for in cells of this size
_CONTEXT = 4  # characters on either side of a line's end


class Elsewhere(msgspec.Struct, frozen=True):
    """A glyph that fell elsewhere, or nowhere."""

    page: int
    text: str
    x: float
    y: float
    off: float  #: points; -1: it is not there


class Score(msgspec.Struct, frozen=True):
    """How near a remade document comes to its original; shares from 0 to 1."""

    characters: int
    found: float  #: of the characters
    near: float  #: of the glyph origins, within .5 mm
    close: float  #: of the glyph origins, within .2 mm
    line_ends: int
    kept: float  #: of the line ends
    order: float  #: Kendall's tau of the reading order, from -1 to 1
    pictures: int
    same_pictures: float  #: of the pictures, with the same bytes
    elsewhere: tuple[Elsewhere, ...] = ()


def score_of(before: Tree, after: Tree, pages: Sequence[Segmented]) -> Score:
    """The score of *after* against *before*, which was taken apart into *pages*."""
    characters = found = near = close = ends = kept = pictures = same = 0
    elsewhere: list[Elsewhere] = []
    ranks: list[int] = []
    for number, (one, two) in enumerate(zip(before.pages, after.pages, strict=False)):
        old, new = list(_glyphs(one)), list(_glyphs(two))
        characters += len(old)
        found += sum((Counter(glyph.text for glyph in old) & Counter(glyph.text for glyph in new)).values())
        for glyph, off in _matched(old, new):
            near += 0 <= off <= 0.5 * MM
            close += 0 <= off <= 0.2 * MM
            if not 0 <= off <= 0.2 * MM:
                elsewhere.append(Elsewhere(number + 1, glyph.text, *glyph.origin, round(off, 2)))
        old_ends, new_ends = Counter(_line_ends(pages[number])), Counter(_told_ends(two))
        ends += sum(old_ends.values())
        kept += sum((old_ends & new_ends).values())
        old_pictures = Counter(picture.digest for picture in one.pictures)
        pictures += sum(old_pictures.values())
        same += sum((old_pictures & Counter(picture.digest for picture in two.pictures)).values())
        ranks += (number * 1_000_000 + rank for rank in _ranks(pages[number], two))
    return Score(
        characters,
        found / max(characters, 1),
        near / max(characters, 1),
        close / max(characters, 1),
        ends,
        kept / max(ends, 1),
        kendall(ranks),
        pictures,
        same / max(pictures, 1) if pictures else 1.0,
        tuple(elsewhere),
    )


def _glyphs(page: TreePage) -> Iterator[Glyph]:
    found = page_glyphs(page)
    return (glyph for glyph in (*found.horizontal, *found.vertical) if not glyph.text.isspace())


def _matched(old: Sequence[Glyph], new: Sequence[Glyph]) -> Iterator[tuple[Glyph, float]]:
    """Each old glyph, and how far from it the nearest free new one of its character stands; -1 for none within 3 cells."""
    cells: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in new:
        x, y = glyph.origin
        cells.setdefault((glyph.text, int(x // _CELL), int(y // _CELL)), []).append(glyph)
    for glyph in old:
        x, y = glyph.origin
        column, row = int(x // _CELL), int(y // _CELL)
        best: tuple[float, list[Glyph], Glyph] | None = None
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                cell = cells.get((glyph.text, column + i, row + j))
                for other in cell or ():
                    u, v = other.origin
                    off = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
                    if best is None or off < best[0]:
                        assert cell is not None
                        best = off, cell, other
        if best is None:
            yield glyph, -1.0
        else:
            best[1].remove(best[2])
            yield glyph, best[0]


def _line_ends(page: Segmented) -> Iterator[str]:
    """Each line's end as the characters before it and those after it."""
    for block in page.blocks:
        yield from _ends([line.text for line in block.lines])


def _told_ends(page: TreePage) -> Iterator[str]:
    """The same of a composed page, by what stands in one frame; readings stand beside their lines."""
    groups: dict[str, list[str]] = {}
    for line in page.lines:
        if line.role != "reading":
            groups.setdefault(line.frame, []).append(line.text)
    for texts in groups.values():
        yield from _ends(texts)


def _ends(texts: Sequence[str]) -> Iterator[str]:
    plain = ["".join(text.split()) for text in texts]
    for before, after in itertools.pairwise(plain):
        yield f"{before[-_CONTEXT:]}|{after[:_CONTEXT]}"


def _ranks(page: Segmented, after: TreePage) -> list[int]:
    """For the blocks in reading order, where the first of their lines that comes but once stands in the remade page's order."""
    text = "".join("".join(line.text.split()) for line in sorted(after.lines, key=lambda line: line.order))
    found = []
    for block in page.blocks:
        if block.role in ("furniture", "caption", "quote"):
            continue
        for line in block.lines:  # words that stand elsewhere too tell nothing of the order
            words = "".join(line.text.split())
            if len(words) > 3 and text.count(words) == 1:
                found.append(text.find(words))
                break
    return found


def kendall(ranks: Sequence[int]) -> float:
    """Kendall's tau of a sequence against its sorted one; 1 for fewer than two."""
    pairs = len(ranks) * (len(ranks) - 1) // 2
    if not pairs:
        return 1.0
    seen: list[int] = []
    wrong = 0
    for rank in ranks:
        wrong += len(seen) - bisect_left(seen, rank + 1)
        insort(seen, rank)
    return 1 - 2 * wrong / pairs


def score_table(score: Score) -> str:
    """The score as a table for the terminal."""
    rows = [
        ("characters", f"{score.found:.1%}", f"of {score.characters:,}"),
        ("line ends", f"{score.kept:.1%}", f"of {score.line_ends:,}"),
        ("glyphs within .5 mm", f"{score.near:.1%}", ""),
        ("glyphs within .2 mm", f"{score.close:.1%}", ""),
        ("reading order", f"{score.order:.3f}", "Kendall's tau"),
        ("pictures, same bytes", f"{score.same_pictures:.0%}", f"of {score.pictures}"),
    ]
    return "\n".join(f"{name:<22}{value:>8}  {note}".rstrip() for name, value, note in rows)
