"""Write a paragraph's glyphs as text with markup: spans in another type than most of it, readings and marks beside words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from banmian.plan.markup import escaped
from banmian.recover.segment.type.faces import set_family, weight_of
from banmian.recover.segment.type.glyph import Beside, Glyph, is_han
from banmian.recover.segment.type.lines import dominant
from banmian.recover.write.yamltext import colour, em

_SIZES = 0.015  # of the size; nearer ones are one
_SHIFTS = 0.03  # em
_WIDTHS = 0.012
_SUP, _SUB = (0.6, 0.34), (0.6, -0.14)  # of the size, and ems of shift, as markup has them


_Key = tuple[tuple[str, int], ...]  # kinds of what stands beside, and in which group; 0 for what goes on from glyph to glyph


class Kind(msgspec.Struct, frozen=True):
    """The type that a glyph is in."""

    family: str
    weight: int
    size: float
    colour: str
    width: float = 1.0
    shift: float = 0.0


def marked_up(glyphs: Sequence[Glyph], names: Sequence[str]) -> str:
    """The text with spans round what is set in another type than most of it, and round what something stands beside."""
    if not glyphs:
        return ""
    kinds = list(_kinds(glyphs, names))
    usual = dominant((kind, glyph.advance) for kind, glyph in zip(kinds, glyphs, strict=True))
    for at in range(len(glyphs) - 2, -1, -1):
        if glyphs[at].text.isspace() and kinds[at + 1] == usual:
            kinds[at] = usual  # spans end with words
    keys = list(_keys(glyphs))
    spans = any(kind != usual for kind in kinds) or any(keys)
    made = []
    at = 0
    for key, same in groupby(keys):
        count = sum(1 for _ in same)
        part = slice(at, at + count)
        at += count
        made.append(_part(glyphs[part], kinds[part], usual, key, spans))
    return "".join(made)


def _part(glyphs: Sequence[Glyph], kinds: Sequence[Kind], usual: Kind, key: _Key, spans: bool) -> str:
    """Glyphs that have the same things beside them."""
    said = list(_beside(glyphs)) if key else []
    runs = [(kind, "".join(glyph.text for _, glyph in run)) for kind, run in _runs(kinds, glyphs)]
    if len(runs) == 1:
        kind, text = runs[0]
        return _span(escaped(text, spans), [*said, *_styles(kind, usual)])
    return _span("".join(_span(escaped(text, spans), list(_styles(kind, usual))) for kind, text in runs), said)


def _runs(kinds: Sequence[Kind], glyphs: Sequence[Glyph]) -> Iterator[tuple[Kind, list[tuple[Kind, Glyph]]]]:
    for kind, run in groupby(zip(kinds, glyphs, strict=True), key=lambda pair: pair[0]):
        yield kind, list(run)


def _span(text: str, said: Sequence[str]) -> str:
    return f"[{text}]{{{' '.join(said)}}}" if said and text.strip() else text


# Type


def _kinds(glyphs: Sequence[Glyph], names: Sequence[str]) -> Iterator[Kind]:
    """Each glyph's kind; a space has that of what stands before it, and only Han tell their width."""
    last: Kind | None = None
    usual = dominant((round(glyph.width, 3), glyph.advance) for glyph in glyphs)
    for glyph in glyphs:
        if last is None or not glyph.text.isspace():
            name = names[glyph.font]
            width = round(glyph.width, 3)
            if not is_han(glyph.text) and (last is None or abs(width - last.width) > _WIDTHS):
                width = usual
            shift = round(glyph.shift, 2)
            last = Kind(set_family(name), weight_of(name), round(glyph.size, 1), glyph.colour, width, shift)
        yield last


def _styles(kind: Kind, usual: Kind) -> Iterator[str]:
    """What of *kind* differs from the usual one, as attributes."""
    if kind.family != usual.family:
        yield f"family={kind.family}"
    if kind.weight != usual.weight:
        yield f"weight={kind.weight}"
    size, shift = kind.size / usual.size, (kind.shift - usual.shift) / usual.size
    named = {".sup": _SUP, ".sub": _SUB}
    name = next((name for name, told in named.items() if abs(size - told[0]) <= 0.02 and abs(shift - told[1]) <= _SHIFTS), "")
    if name:
        yield name
    else:
        if abs(kind.size - usual.size) > max(0.15, _SIZES * usual.size):
            yield f"size={em(size)}"
        if abs(shift) > _SHIFTS:
            yield f"shift={em(shift)}"
    if abs(kind.width - usual.width) > _WIDTHS:
        yield f"width={round(kind.width * 100)}%"
    if kind.colour != usual.colour:
        value = colour(kind.colour).strip("'")
        yield f'colour="{value}"' if " " in value else f"colour={value}"


# What stands beside


def _keys(glyphs: Sequence[Glyph]) -> Iterator[_Key]:
    """What tells glyphs apart by what stands beside them: readings of single characters go on in one span, as dots do."""
    sizes: dict[int, int] = {}
    for glyph in glyphs:
        for beside in glyph.beside:
            sizes[beside.group] = sizes.get(beside.group, 0) + 1
    last: _Key = ()
    for at, glyph in enumerate(glyphs):
        key: _Key = tuple(sorted(_key(beside, sizes[beside.group]) for beside in glyph.beside))
        if glyph.text.isspace() and at + 1 < len(glyphs):
            after: _Key = tuple(sorted(_key(beside, sizes[beside.group]) for beside in glyphs[at + 1].beside))
            key = last if last == after and all(group for _, group in last) else ()
        last = key
        yield key


def _key(beside: Beside, size: int) -> tuple[str, int]:
    single = beside.kind in ("dots", "zhuyin") or (beside.kind == "ruby" and size == 1)
    return beside.kind, 0 if single else beside.group


def _beside(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """The attributes for what stands beside *glyphs*."""
    for kind in ("dots", "name", "book", "death"):
        if any(beside.kind == kind for beside in glyphs[0].beside):
            yield f".{kind}"
    for kind in ("ruby", "zhuyin"):
        told: dict[int, str] = {}
        for glyph in glyphs:
            told.update((beside.group, beside.reading) for beside in glyph.beside if beside.kind == kind)
        if told:
            reading = " ".join(told.values()).replace('"', "”")
            yield f'{kind}="{reading}"'
