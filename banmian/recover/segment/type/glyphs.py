"""Take the glyphs of a page from its tree: each once, each in the direction in which its line runs.

What is drawn twice (outlined or bold by doubling) stands once, what is painted invisibly (under a scan) is told apart, and vertical
text that its maker set as single placed glyphs of a horizontal font is known by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category

import msgspec

from banmian.plan.geometry import EM_ASCENT, EM_DESCENT
from banmian.reading.fonts.characters import quotes, written
from banmian.recover.segment.type.direction import in_their_direction
from banmian.recover.segment.type.glyph import Glyph, is_wide
from banmian.recover.segment.type.language import is_traditional
from banmian.tree.tree import TreePage, TreeRun

UNREADABLE = "〓"  # stands for a glyph whose character is not told, as on a galley for a sort that is out
_MIDDLE = (EM_ASCENT - EM_DESCENT) / 2  # em from the baseline to the middle of the em box
_DOUBLED = 0.12  # em; the same character so near is drawn twice: ours
_CERTAIN = 3  # glyphs that one operator shows side by side are a horizontal line
_SQUARE = 4  # figures or letters at most that share the square of one character in a vertical line
_SEEN = 0.01  # points, and of the natural width; what is drawn smaller is not seen


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
    single = in_their_direction(single)
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
