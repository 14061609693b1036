"""What changed in a line whose words are the same: its place, its spacing, its face, size, width and colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from banmian.compare.finding import Kind, told_length
from banmian.compare.pairing.lines import Line
from banmian.compare.rules import Rules
from banmian.compare.telling import colour

_FEW = 3  #: glyphs that are told one by one


class Change(msgspec.Struct, frozen=True, eq=False):
    """One change in a line. *first* and *last* are glyphs (from 0) where only a part is meant."""

    kind: Kind
    before: Line
    after: Line
    move: tuple[float, float] | None = None
    values: tuple[str, str] | None = None
    told: str = ""  #: what happened, in words, where values do not say it
    first: int = -1
    last: int = -1


Glyph = tuple[int, int]  #: the same glyph's place in both lines


def line_changes(before: Line, after: Line, glyphs: Sequence[Glyph], rules: Rules, moved: bool = True) -> Iterator[Change]:
    """The changes between two lines whose *glyphs* are pairs. *moved*: its place on the page is of interest."""
    if before.tree_line.runs == after.tree_line.runs and before.tree.fonts == after.tree.fonts:
        return
    yield from _type_changes(before, after, glyphs, rules)
    yield from _places(before, after, glyphs, rules, moved)


def _type_changes(before: Line, after: Line, glyphs: Sequence[Glyph], rules: Rules) -> Iterator[Change]:
    """Changes of face, size, width and colour, each for the glyphs that share it."""
    open_changes: dict[Kind, tuple[tuple[str, str], int, int]] = {}

    def ended(kind: Kind) -> Change:
        values, first, last = open_changes.pop(kind)
        whole = last - first + 1 == len(glyphs)
        return Change(kind, before, after, None, values, "", -1 if whole else first, -1 if whole else last)

    for at, to in glyphs:
        here = dict(_glyph_changes(before, after, at, to, rules))
        for kind in list(open_changes):
            if here.get(kind) != open_changes[kind][0]:
                yield ended(kind)
        for kind, values in here.items():
            known = open_changes.get(kind)
            open_changes[kind] = (values, known[1] if known else at, at)
    for kind in list(open_changes):
        yield ended(kind)


def _glyph_changes(before: Line, after: Line, at: int, to: int, rules: Rules) -> Iterator[tuple[Kind, tuple[str, str]]]:
    first, second = before.runs[at], after.runs[to]
    if first.size != second.size and abs(first.size - second.size) >= 0.02:
        yield Kind.SIZE, (f"{first.size:g} pt", f"{second.size:g} pt")
    if abs(first.width - second.width) > 0.002:
        yield Kind.WIDTH, (f"{first.width * 100:g} %", f"{second.width * 100:g} %")
    if colour.differ(first.colour, second.colour, rules.colour):
        yield Kind.COLOUR, (first.colour, second.colour)
    faces = before.font(at), after.font(to)
    if faces[0] != faces[1]:
        yield Kind.FONT, faces


def _places(before: Line, after: Line, glyphs: Sequence[Glyph], rules: Rules, moved: bool) -> Iterator[Change]:
    """Where the glyphs went: the line as a whole, one glyph, all of them by tracking."""
    if not glyphs or before.vertical != after.vertical:
        return
    near = rules.position_at(after.page, after.box)
    along = [after.along[to] - before.along[at] for at, to in glyphs]
    across = [after.across[to] - before.across[at] for at, to in glyphs]
    base, told = _spacing(before, glyphs, along, near)
    level = _usual(across)
    off = [at for (at, _), value in zip(glyphs, across, strict=True) if abs(value - level) > near]
    move = (level, base) if before.vertical else (base, level)
    if moved and max(abs(part) for part in move) > near:
        yield Change(Kind.MOVE, before, after, move)
    for kind, text, first, last, shift in told:
        step = (0.0, shift) if before.vertical else (shift, 0.0)
        yield Change(kind, before, after, step, None, text, first, last)
    if off:
        shift = next(value - level for (at, _), value in zip(glyphs, across, strict=True) if at == off[0])
        step = (shift, 0.0) if before.vertical else (0.0, shift)
        what = f"“{before.texts[off[0]]}” stands" if len(off) == 1 else f"{len(off)} glyphs stand"
        yield Change(
            Kind.SPACING,
            before,
            after,
            step,
            None,
            f"{what} {told_length(abs(shift), before.em)} off its baseline",
            off[0],
            off[-1],
        )


def _usual(values: Sequence[float]) -> float:
    """The value that most of them share, to a hundredth."""
    return Counter(round(value, 2) for value in values).most_common(1)[0][0]


Told = tuple[Kind, str, int, int, float]


def _spacing(line: Line, glyphs: Sequence[Glyph], along: Sequence[float], near: float) -> tuple[float, list[Told]]:
    """The line's own move along itself, and what changed between its glyphs."""
    if max(along) - min(along) <= near:
        return sum(along) / len(along), []
    em, count = line.em, len(along)
    usual = _usual(along)
    aside = [at for at in range(count) if abs(along[at] - usual) > near]
    if count >= 4 and len(aside) <= _FEW and not _at_an_end(aside, count):
        return usual, [
            (
                Kind.SPACING,
                f"“{line.texts[glyphs[at][0]]}” stands {told_length(abs(along[at] - usual), em)} {_way(line, along[at] - usual)}",
                glyphs[at][0],
                glyphs[at][0],
                along[at] - usual,
            )
            for at in aside
        ]
    slope = (along[-1] - along[0]) / (count - 1)
    if count >= 3 and all(abs(value - along[0] - slope * at) <= near for at, value in enumerate(along)):
        return along[0], [(Kind.SPACING, f"tracking {slope / em:+.4f} em ({slope:+.3f} pt a glyph)", -1, -1, slope)]
    steps = [(at, along[at + 1] - along[at]) for at in range(count - 1) if abs(along[at + 1] - along[at]) > near]
    if len(steps) <= _FEW:
        return along[0], [
            (
                Kind.SPACING,
                f"{told_length(abs(step), em)} {'more' if step > 0 else 'less'} after “{line.texts[glyphs[at][0]]}”",
                glyphs[at][0],
                glyphs[at][0],
                step,
            )
            for at, step in steps
        ]
    widest = max((along[at + 1] - along[at] for at in range(count - 1)), key=abs)
    last = told_length(abs(along[-1]), em)
    text = f"spaced otherwise: gaps differ by up to {told_length(abs(widest), em)}, its last glyph stands {last} off"
    return along[0], [(Kind.SPACING, text, -1, -1, widest)]


def _at_an_end(aside: Sequence[int], count: int) -> bool:
    """Whether all glyphs aside are the line's last ones: then a gap before them changed."""
    return len(aside) > 1 and aside == list(range(count - len(aside), count))


def _way(line: Line, value: float) -> str:
    if line.vertical:
        return "lower" if value > 0 else "higher"
    return "to the right" if value > 0 else "to the left"
