"""Lines whose words changed or broke elsewhere: aligned glyph by glyph, told as one change and what follows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from banmian.compare.finding import Kind
from banmian.compare.pairing.lines import Line
from banmian.compare.pairing.match import Stream
from banmian.compare.rules import Rules
from banmian.compare.telling.typediff import Change, line_changes

_SHOWN = 16  # characters of a text that are told
_LARGEST = 60_000  # glyphs of a stream that are aligned; more are told as other words


class Edit(msgspec.Struct, frozen=True, eq=False):
    """Words that are lost, new or others. Lines are None where that side has nothing there."""

    before: Line | None
    after: Line | None
    old: str
    new: str
    glyph: int  #: from 0, in the line before
    glyph_after: int
    lines: tuple[Line, ...] = ()  #: whole lines that came or went with it
    context: str = ""  #: the words before it


class Rebreak(msgspec.Struct, frozen=True, eq=False):
    """A line that ends elsewhere; the lines after it follow."""

    before: Line
    after: Line
    moved: str  #: the words that changed lines
    down: bool  #: to the next line; else up from it
    follow: int  #: lines after it that changed with it
    lines: tuple[tuple[Line | None, Line | None], ...] = ()  #: those lines, before and after


class Reflow(msgspec.Struct, frozen=True, eq=False):
    """What happened in one stream."""

    name: tuple[str, str]
    edits: tuple[Edit, ...]
    rebreaks: tuple[Rebreak, ...]
    changes: tuple[Change, ...]  #: of type, and of spacing in lines that kept their breaks
    lines: tuple[tuple[Line | None, Line | None], ...]  #: all lines of the stream: which one became which


def reflow(stream: Stream, rules: Rules) -> Reflow:
    """Align the two sides of *stream*."""
    return _Alignment(stream, rules).found()


class _Alignment:
    def __init__(self, stream: Stream, rules: Rules) -> None:
        self.stream, self.rules = stream, rules
        self.before = [(line, at) for line in stream.before for at in range(len(line.texts))]
        self.after = [(line, at) for line in stream.after for at in range(len(line.texts))]

    def found(self) -> Reflow:
        edits, equal = self.aligned()
        lines = self.line_pairs(equal)
        rebreaks = [msgspec.structs.replace(item, lines=_after(item, lines)) for item in self.rebreaks(equal)]
        return Reflow(self.stream.name, tuple(edits), tuple(rebreaks), tuple(self.changes(equal)), lines)

    def aligned(self) -> tuple[list[Edit], list[tuple[int, int]]]:
        """The edits, and the glyphs that are the same, as places in both lists."""
        first = [line.texts[at] for line, at in self.before]
        second = [line.texts[at] for line, at in self.after]
        edits, equal = [], list[tuple[int, int]]()
        if len(first) + len(second) > _LARGEST:
            return [self.edit(0, len(first), 0, len(second))], []
        for kind, a1, a2, b1, b2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            if kind == "equal":
                equal += zip(range(a1, a2), range(b1, b2), strict=True)
            else:
                edits.append(self.edit(a1, a2, b1, b2))
        return edits, equal

    def edit(self, a1: int, a2: int, b1: int, b2: int) -> Edit:
        old, new = (_words(side[start:end]) for side, start, end in ((self.before, a1, a2), (self.after, b1, b2)))
        before = self.before[a1] if a1 < len(self.before) else self.before[-1] if self.before else None
        after = self.after[b1] if b1 < len(self.after) else self.after[-1] if self.after else None
        if not self.after:
            after = None
        if not self.before:
            before = None
        glyph, glyph_after = before[1] if before else 0, after[1] if after else 0
        side, start, end = (self.before, a1, a2) if a2 > a1 else (self.after, b1, b2)
        inside = {id(line): line for line, _ in side[start:end]}.values()
        whole = [line for line in inside if sum(1 for other, _ in side[start:end] if other is line) == len(line.texts)]
        context = _words(self.before[max(0, a1 - 6) : a1]) if self.before else ""
        return Edit(before[0] if before else None, after[0] if after else None, old, new, glyph, glyph_after, tuple(whole), context)

    def rebreaks(self, equal: Sequence[tuple[int, int]]) -> Iterator[Rebreak]:
        """The first line of each paragraph that ends elsewhere, and how many lines follow it."""
        place = dict(equal)
        ends_before, ends_after = _line_ends(self.before), _line_ends(self.after)
        told: set[tuple[str, int]] = set()
        for at, to in equal:
            line, other = self.before[at][0], self.after[to][0]
            paragraph = line.tree_line.address, line.tree_line.paragraph
            ends_here = at == ends_before[id(line)], to == ends_after[id(other)]
            if paragraph in told or ends_here[0] == ends_here[1]:
                continue
            if not (at + 1 in place and place[at + 1] == to + 1):
                continue  # an edit stands at the end of the line: the words tell it
            told.add(paragraph)
            if ends_here[1]:  # the line ends here now, before: later
                end = ends_before[id(line)]
                moved = _words(self.before[at + 1 : end + 1])
                follow = self.following(self.stream.after, other)
                yield Rebreak(line, other, moved, True, follow)
            else:
                end = ends_after[id(other)]
                moved = _words(self.after[to + 1 : end + 1])
                yield Rebreak(line, other, moved, False, self.following(self.stream.after, other))

    def following(self, lines: Sequence[Line], first: Line) -> int:
        """How many lines of the same paragraph come after *first*."""
        like = first.tree_line.address, first.tree_line.paragraph
        start = next(at for at, line in enumerate(lines) if line is first)
        return sum(1 for line in lines[start + 1 :] if (line.tree_line.address, line.tree_line.paragraph) == like)

    def changes(self, equal: Sequence[tuple[int, int]]) -> Iterator[Change]:
        """Changes of type in glyphs that are the same; of place in lines that start with the same glyph."""
        lines: dict[tuple[int, int], tuple[Line, Line, list[tuple[int, int]]]] = {}
        for at, to in equal:
            (line, i), (other, j) = self.before[at], self.after[to]
            lines.setdefault((id(line), id(other)), (line, other, []))[2].append((i, j))
        for line, other, glyphs in lines.values():
            kept = glyphs[0] == (0, 0) and glyphs[-1] == (len(line.texts) - 1, len(other.texts) - 1)
            for change in line_changes(line, other, glyphs, self.rules, moved=kept):
                if change.kind not in (Kind.MOVE, Kind.SPACING) or kept:
                    yield change

    def line_pairs(self, equal: Sequence[tuple[int, int]]) -> tuple[tuple[Line | None, Line | None], ...]:
        """Which line became which: by the most glyphs that both have."""
        shared: dict[int, Counter[int]] = {}
        lines = {id(line): line for line in self.stream.after}
        for at, to in equal:
            shared.setdefault(id(self.before[at][0]), Counter())[id(self.after[to][0])] += 1
        found = {key: lines[counts.most_common(1)[0][0]] for key, counts in shared.items()}
        pairs: list[tuple[Line | None, Line | None]] = [(line, found.get(id(line))) for line in self.stream.before]
        taken = {id(line) for line in found.values()}
        return (*pairs, *((None, line) for line in self.stream.after if id(line) not in taken))


def _after(rebreak: Rebreak, lines: Sequence[tuple[Line | None, Line | None]]) -> tuple[tuple[Line | None, Line | None], ...]:
    """The other lines of the same paragraph that changed."""
    like = rebreak.before.tree_line.address, rebreak.before.tree_line.paragraph
    first = rebreak.before.page, rebreak.before.at
    found = []
    for before, after in lines:
        line = before or after
        if line is None or line is rebreak.before or (line.tree_line.address, line.tree_line.paragraph) != like:
            continue
        if before is None or (before.page, before.at) > first:
            found.append((before, after))
    return tuple(found)


def _line_ends(glyphs: Sequence[tuple[Line, int]]) -> dict[int, int]:
    """The place of each line's last glyph."""
    return {id(line): at for at, (line, _) in enumerate(glyphs)}


def _words(glyphs: Sequence[tuple[Line, int]]) -> str:
    return "".join(line.texts[at] for line, at in glyphs)


def short(text: str) -> str:
    """The first words of a text."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
