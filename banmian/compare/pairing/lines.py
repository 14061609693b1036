"""A line of type as comparisons take it: its glyphs in flat lists, its box, its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from banmian.compare.finding import Place
from banmian.plan.geometry import EM_ASCENT
from banmian.tree.tree import Box, Tree, TreeLine, TreeRun, box


class Line:
    """A line of one side of a comparison, on its page."""

    def __init__(self, line: TreeLine, page: int, at: int, tree: Tree) -> None:
        self.tree_line = line
        self.page = page
        self.at = at  #: among the lines of its page, in reading order
        self.tree = tree
        self.text = line.text
        self.frame = line.frame
        self.key = (line.address, line.role)

    @cached_property
    def texts(self) -> list[str]:
        """What each glyph stands for."""
        return [text for run in self.tree_line.runs for text in run.glyphs()]

    @cached_property
    def along(self) -> list[float]:
        """Where each glyph stands in the direction of the line."""
        return [place for run in self.tree_line.runs for place in run.along]

    @cached_property
    def across(self) -> list[float]:
        """Each glyph's baseline, or middle in a vertical line."""
        return [run.across for run in self.tree_line.runs for _ in run.along]

    @cached_property
    def runs(self) -> list[TreeRun]:
        """The run of each glyph."""
        return [run for run in self.tree_line.runs for _ in run.along]

    @property
    def vertical(self) -> bool:
        """Whether the line runs down the page."""
        return bool(self.tree_line.runs) and self.tree_line.runs[0].vertical

    @property
    def em(self) -> float:
        """The size of its type."""
        return max((run.size for run in self.tree_line.runs), default=0.0)

    @property
    def start(self) -> tuple[float, float]:
        """Where its first glyph stands on the page."""
        if not self.along:
            return 0.0, 0.0
        return (self.across[0], self.along[0]) if self.vertical else (self.along[0], self.across[0])

    def font(self, at: int) -> str:
        """The face of glyph *at*."""
        return self.tree.fonts[self.runs[at].font].name

    def glyph_box(self, at: int) -> Box:
        """The em box of glyph *at*."""
        run = self.runs[at]
        return _em_box(run, self.along[at], self.along[at])

    @cached_property
    def box(self) -> Box:
        """The room of the line."""
        boxes = [_em_box(run, run.along[0], run.along[-1]) for run in self.tree_line.runs if run.along]
        return union(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)

    def number(self) -> tuple[str, int]:
        """What it is called: the address of its content, or its frame, and its number there."""
        line = self.tree_line
        return line.address or line.frame, line.number


def _em_box(run: TreeRun, first: float, last: float) -> Box:
    em = run.size
    long = last - first + em * (1.0 if run.vertical else run.width)
    if run.vertical:
        return box(run.across - em / 2, first, em, long)
    return box(first, run.across - EM_ASCENT * em, long, em)


def union(boxes: list[Box]) -> Box:
    """The box round all of them."""
    left, top = min(item[0] for item in boxes), min(item[1] for item in boxes)
    right, bottom = max(item[0] + item[2] for item in boxes), max(item[1] + item[3] for item in boxes)
    return box(left, top, right - left, bottom - top)


def place_of(before: Line | None, after: Line | None, glyph: int = -1, after_glyph: int = -1, note: str = "") -> Place:
    """The place of a line on both sides, or of a glyph in it (from 0)."""
    shown = after or before
    assert shown is not None
    named = next((line for line in (after, before) if line and not line.tree.recovered), shown)
    address, number = named.number()
    text = shown.text
    boxes: list[Box | None] = []
    for line, at in ((before, glyph), (after, after_glyph if after_glyph >= 0 else glyph)):
        boxes.append(None if line is None else line.glyph_box(at) if 0 <= at < len(line.along) else line.box)
    if glyph >= 0 and before is not None and glyph < len(before.texts):
        text = before.texts[glyph]
    return Place(
        frame=named.frame,
        address=address,
        role=named.tree_line.role,
        line=number,
        glyph=glyph + 1,
        text=text,
        before=boxes[0],
        after=boxes[1],
        source=source_of(named),
        note=note,
        order=shown.at,
    )


def source_of(line: Line) -> str:
    """Where the words of a line are written, else its frame."""
    tree = line.tree
    found = tree.sources.get(f"{line.tree_line.address} {line.tree_line.paragraph}", "")
    if found or tree.recovered:
        return found
    return next((item.source for page in tree.pages for item in page.frames if item.id == line.frame), "")


def all_lines(tree: Tree) -> Iterator[Line]:
    """Every line of a tree, page by page."""
    for number, page in enumerate(tree.pages):
        for at, line in enumerate(page.lines):
            yield Line(line, number, at, tree)
