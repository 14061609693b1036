"""Say once which characters no font has, and where each of them stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from banmian.plan.plan import Block
from banmian.spec.files.diagnostics import Report, Span

_MARKUP = 3  # times as long as its words a paragraph may be in its file, with its markup


def say_missing(blocks: Sequence[Block], missing: Mapping[str, set[str]], report: Report) -> None:
    """Report the characters of *blocks* that are *missing*, by the name of their style."""
    found: dict[str, list[Span]] = {}
    styles: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        for style in {style.name: style for style in (block.style, *(part.style for part in block.parts))}.values():
            for char, span in _standing(block, missing.get(style.name, set())):
                found.setdefault(char, []).append(span)
                styles[style.name] = tuple(face.family for face in style.faces)
    if not found:
        return
    places = sorted(found.items(), key=lambda item: _order(item[1][0]))
    rows = tuple((_named(char), tuple(sorted(spans, key=_order))) for char, spans in places)
    if len(rows) == 1:
        message = f"no font has {rows[0][0]}; an empty box is set"
    else:
        message = f"no font has {len(rows)} characters: {''.join(_shown(char) for char, _ in places)}; empty boxes are set"
    looked = {families: [name for name, own in styles.items() if own == families] for families in styles.values()}
    hint = "; ".join(f"{_styles(names)} in {', '.join(families)}" for families, names in looked.items())
    several = len(rows) > 1 or len(rows[0][1]) > 1
    report.warning(rows[0][1][0], message, f"{hint}; name a family that has it as fallback:", places=rows if several else ())


def _styles(names: Sequence[str]) -> str:
    return f"style {names[0]} looks" if len(names) == 1 else f"styles {', '.join(names)} look"


def _shown(char: str) -> str:
    return char if char.isprintable() else f"[U+{ord(char):04X}]"


def _named(char: str) -> str:
    return f"{_shown(char)} (U+{ord(char):04X} {unicodedata.name(char, 'a character without a name')})"


def _order(span: Span) -> tuple[str, int, int]:
    return span.source.name, span.line, span.column


def _standing(block: Block, chars: set[str]) -> Iterator[tuple[str, Span]]:
    """Where each of *chars* stands in the file of *block*; where it is written otherwise there, where the block begins."""
    for char in sorted(set(block.text) & chars):
        places = _places(block, char)
        yield from ((char, place) for place in places or [block.span])


def _places(block: Block, char: str) -> list[Span]:
    wanted, left = block.text.count(char), _MARKUP * len(block.text) + 80
    found: list[Span] = []
    line, column = block.span.line, block.span.column
    rows = block.span.source.text.splitlines()
    while len(found) < wanted and left > 0 and line <= len(rows):
        row = rows[line - 1]
        at = row.find(char, column - 1)
        while at >= 0 and len(found) < wanted:
            found.append(Span(block.span.source, line, at + 1))
            at = row.find(char, at + 1)
        left -= len(row) - column + 1
        line, column = line + 1, 1
    return found
