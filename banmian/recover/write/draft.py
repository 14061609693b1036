"""What is gathered on the way to page files: words, frames, styles; the page file put together from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from banmian.recover.infer.layout.grid import InferredGrid
from banmian.recover.infer.look.measures import Spreading
from banmian.recover.infer.look.styles import StyleSheet
from banmian.recover.infer.text.words import Words
from banmian.recover.write.content import PhotoWords, QuoteWords, StoryWords, TableWords
from banmian.recover.write.place import FrameDraft
from banmian.recover.write.yamltext import em, flow, flow_list, number, pt, scalar
from banmian.tree.tree import Box

_MM = 72 / 25.4


class Draft(msgspec.Struct, eq=False):
    """Page files on their way."""

    grids: list[InferredGrid]  #: by page; they differ in their margins only
    size: tuple[float, float]  #: of the trimmed sheet
    bleed: float
    pages: int
    names: Sequence[str]  #: of the tree's fonts
    styles: StyleSheet
    page_digit: float | None  #: how wide figures stand, where it is not their font's own width
    natural_digit: float | None  #: where it is
    spreading: Spreading = Spreading()
    upright: dict[str, Any] = {}  #: settings that vertical lines tell
    frames: list[FrameDraft] = []
    stories: list[StoryWords] = []
    photos: list[PhotoWords] = []
    tables: list[TableWords] = []
    quotes: list[QuoteWords] = []
    furniture: dict[str, str] = {}
    captions: list[tuple[str, int, Words]] = []  #: address and number of each caption
    heads: list[tuple[str, int, Words]] = []  #: headings in columns
    composition: dict[str, str] = {}
    profile: str = "newspaper"
    wishes: list[str] = []  #: of the list of paragraphs, written
    notes: list[str] = []  #: comments at the head of the page file
    page_number: int = 1
    sharp: bool = False  #: some picture has more pixels than are kept unless the page says so
    jump: tuple[str, str] = ("", "")  #: what jump lines say, {page} for the number

    @property
    def grid(self) -> InferredGrid:
        """The first page's grid."""
        return self.grids[0]

    def frame_id(self, wanted: str) -> str:
        """An id that no frame has yet."""
        taken = {frame.id for frame in self.frames}
        if wanted not in taken:
            return wanted
        return next(name for at in range(2, 10_000) if (name := f"{wanted}-{at}") not in taken)

    def addressed(self) -> list[tuple[str, int, Words]]:
        """Every paragraph of running text, heading and caption with its address and number."""
        return [item for story in self.stories for item in story.addressed()] + self.heads + self.captions

    def page_text(self) -> str:
        """The page file."""
        rows = [f"# {note}" for note in self.notes]
        rows += ["page:", f"  trim: {_trim(self.size)}"]
        if self.bleed:
            rows.append(f"  bleed: {_length(self.bleed)}")
        if self.page_number != 1:
            rows.append(f"  number: {self.page_number}")
        rows.append(f"  margins: {flow(_margins(self.grid.area, self.size))}")
        rows.append(f"  grid: {flow(self._grid())}")
        if self.jump != ("", ""):
            rows.append(f"  jump: {flow({'onward': scalar(self.jump[0]), 'back': scalar(self.jump[1])})}")
        rows.append(f"  profile: {self.profile}")
        if self.composition:
            rows.append(f"  composition: {flow(self.composition)}")
        if self.sharp:
            rows.append("  pictures: {ppi: as-is}")
        rows += self._other_pages()
        rows += ["content: content.yaml", "styles: styles.yaml", "frames:"]
        rows += [frame.text(self.pages > 1) for frame in self.frames]
        if self.wishes:
            rows += ["paragraphs:", *(f"  - {wish}" for wish in self.wishes)]
        return "\n".join(rows) + "\n"

    def _other_pages(self) -> list[str]:
        """What differs on the pages after the first."""
        if all(grid.area[0] == self.grid.area[0] for grid in self.grids):
            return []
        rows = ["pages:"]
        for grid in self.grids:
            margins = flow(_margins(grid.area, self.size))
            rows.append(f"  - {{margins: {margins}}}")
        return rows

    def _grid(self) -> dict[str, str]:
        grid = self.grid
        found = {}
        if grid.equal:
            found["columns"] = str(len(grid.columns))
        else:
            found["columns"] = flow_list(em(width / grid.size) for _, width in grid.columns)
        if len(grid.columns) > 1:
            found["gutter"] = em(grid.gutter / grid.size)
        found["size"] = f"{number(grid.size, 3)}pt"
        found["leading"] = f"{number(grid.leading, 4)}pt"
        return found


def _trim(size: tuple[float, float]) -> str:
    return " x ".join(_length(value) for value in size)


def _length(value: float) -> str:
    """Whole and half millimetres as such, else points."""
    millimetres = round(value / _MM * 2) / 2
    return f"{number(millimetres)}mm" if abs(millimetres * _MM - value) <= 0.012 else pt(value)


def _margins(area: Box, size: tuple[float, float]) -> dict[str, str]:
    left, top, width, height = area
    return {
        "top": _length(top),
        "bottom": _length(max(0.0, size[1] - top - height)),
        "left": _length(left),
        "right": _length(max(0.0, size[0] - left - width)),
    }
