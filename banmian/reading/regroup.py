"""Glyphs in the order in which they are shown to lines of type, and lines to blocks.

A PDF does not say what a line is: glyphs that go on along one baseline are one. Both sides of a comparison
with a PDF are grouped by the same rule, so that it cannot make a difference by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from banmian.tree.tree import TreeLine, TreePage, TreeRun

# Ours, in ems of the type in use.
_BACK, _GAP = 0.6, 2.6  #: how far the next glyph may stand back, and how far ahead
_SHIFT = 0.45  #: how far parts of one line may leave its baseline
_STEPS = 0.8, 2.6  #: how far apart the lines of one block may stand


def page_in_lines(page: TreePage, labelled: bool = False) -> TreePage:
    """*page* with its glyphs grouped into lines and blocks anew; *labelled*: those with a frame keep it."""
    groups: list[tuple[list[TreeRun], TreeLine]] = []
    for line in page.lines:
        for run in line.runs:
            last = groups[-1] if groups else None
            if last and last[1].layer == line.layer and goes_on(last[0], run):
                last[0].append(run)
            else:
                groups.append(([run], line))
    lines = [_line(runs, line) for runs, line in groups]
    return msgspec.structs.replace(page, lines=tuple(lines if labelled else in_blocks(lines)))


def goes_on(runs: Sequence[TreeRun], run: TreeRun) -> bool:
    """Whether *run* goes on in the line of *runs*."""
    last = runs[-1]
    if (last.vertical, last.turned and not run.vertical) != (run.vertical, False):
        return False
    em = max(last.size, run.size)
    ahead = run.along[0] - last.along[-1]
    return abs(run.across - last.across) <= _SHIFT * em and -_BACK * em <= ahead <= _GAP * em


def _line(runs: list[TreeRun], like: TreeLine) -> TreeLine:
    runs = _without_space(runs)
    text = "".join(run.text for run in runs)
    measure = round(runs[-1].along[-1] - runs[0].along[0] + runs[-1].size, 2)
    return msgspec.structs.replace(like, text=text, runs=tuple(runs), measure=measure, ends=False)


def _without_space(runs: list[TreeRun]) -> list[TreeRun]:
    """Runs without the spaces at the end of their line, which nobody sees; a line of spaces alone stays."""
    kept = list(runs)
    while kept and (glyphs := kept[-1].glyphs()) and glyphs[-1] == " ":
        last = kept[-1]
        if len(glyphs) == 1:
            kept.pop()
            continue
        kept[-1] = msgspec.structs.replace(
            last, text=last.text[:-1], along=last.along[:-1], texts=last.texts[:-1], advances=last.advances[:-1]
        )
    return kept or runs


def in_blocks(lines: Iterable[TreeLine]) -> Iterator[TreeLine]:
    """The lines with the number of their block, and their number in it."""
    block, number = 0, 0
    before: TreeLine | None = None
    for line in lines:
        if before is not None and follows(before, line):
            number += 1
        else:
            block, number = block + 1, 1
        before = line
        name = f"block {block}"
        yield msgspec.structs.replace(line, frame=name, address=name, paragraph=1, number=number, role="")


def follows(before: TreeLine, line: TreeLine) -> bool:
    """Whether *line* stands under *before* (or, of vertical lines, beside it) as the next line of one block."""
    first, last = before.runs[0], line.runs[0]
    if first.vertical != last.vertical or abs(first.size - last.size) > 0.5:
        return False
    step = (first.across - last.across) if first.vertical else (last.across - first.across)
    em = first.size
    beside = last.along[0] < first.along[0] + before.measure and first.along[0] < last.along[0] + line.measure
    return _STEPS[0] * em <= step <= _STEPS[1] * em and beside
