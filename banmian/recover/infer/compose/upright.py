"""Find what stands upright in vertical lines and what is turned: figures (V3) and quotes (V2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from banmian.recover.segment.type.glyph import Glyph
from banmian.recover.segment.type.lines import Line

_SQUARE = 3  # figures that share a square at most


def vertical_settings(lines: Iterable[Line]) -> dict[str, Any]:
    """Settings over a profile that the vertical ones of *lines* tell."""
    turned: dict[int, list[bool]] = {}
    quotes: list[bool] = []
    for line in lines:
        if not line.vertical:
            continue
        quotes += (glyph.turned for glyph in line.glyphs if glyph.text in "“”‘’")
        for run in _figures(line.glyphs):
            turned.setdefault(len(run), []).append(run[0].turned)
    found: dict[str, Any] = {}
    short = [value for length in range(1, _SQUARE + 1) for value in turned.get(length, [])]
    if _most(short):
        found["square_figures"] = 0
    elif _most(turned.get(_SQUARE, [])):
        found["square_figures"] = _SQUARE - 1
    if _most(quotes):
        found["corner_quotes"] = False
    return found


def _figures(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Figures side by side, with no letter or point beside them."""
    run: list[Glyph] = []
    western = False
    for glyph in (*glyphs, None):
        if glyph is not None and glyph.text[:1].isascii() and glyph.text.strip():
            run.append(glyph)
            western = western or not glyph.text.isdigit()
            continue
        if run and not western:
            yield run
        run, western = [], False


def _most(values: list[bool]) -> bool:
    return 2 * sum(values) > len(values)
