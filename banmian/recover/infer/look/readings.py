"""Find how readings are set: the face, size and colour of most ruby and most zhuyin."""

from __future__ import annotations

from collections.abc import Iterable

from banmian.recover.infer.look.styles import Look
from banmian.recover.segment.type.faces import set_family, weight_of
from banmian.recover.segment.type.lines import Line, dominant

_NEAT = 0.01  # em; sizes so near to a twentieth of an em are one


def reading_looks(lines: Iterable[Line], names: list[str]) -> dict[str, Look]:
    """The looks of ruby and zhuyin, where there are any; sizes in ems of what they stand beside."""
    told: dict[str, list[tuple[tuple[int, float, str], float]]] = {}
    for line in lines:
        for glyph in line.glyphs:
            for beside in glyph.beside:
                if beside.reading:
                    told.setdefault(beside.kind, []).append(((beside.font, _neat(beside.size), beside.colour), 1.0))
    found = {}
    for kind, readings in sorted(told.items()):
        font, size, colour = dominant(readings)
        found[kind] = Look(set_family(names[font]), weight_of(names[font]), size, colour=colour)
    return found


def _neat(size: float) -> float:
    neat = round(size * 20) / 20
    return neat if abs(size - neat) <= _NEAT else round(size, 2)
