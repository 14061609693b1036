"""The types of recovered stories: sections of heads and pieces of text, in the order of their threads."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import DrawnBox


class Item(msgspec.Struct, eq=False):
    """A heading or a piece of running text, in the order of its thread."""

    block: Block
    page: int
    role: str  #: body, lead, name, heading
    piece: Piece | None = None


class Section(msgspec.Struct, eq=False):
    """A part of a story under a heading of its own; the first one may have none."""

    items: list[Item]

    def heads(self) -> list[Item]:
        """Its name and heading."""
        return [item for item in self.items if item.piece is None]

    def texts(self) -> list[Item]:
        """Its pieces of running text."""
        return [item for item in self.items if item.piece is not None]


class Story(msgspec.Struct, eq=False):
    """A story: what stands in its headline, and its sections in order."""

    id: str
    headline: list[tuple[Block, int, str]]  #: block, page, role: kicker, headline, deck, byline
    sections: list[Section]
    region: tuple[int, int]  #: page and box

    @property
    def last_page(self) -> int:
        """The page that it reaches."""
        pages = [item.page for item in self.items()] + [page for _, page, _ in self.headline]
        return max(pages, default=self.region[0])

    def items(self) -> Iterator[Item]:
        """All that runs."""
        for section in self.sections:
            yield from section.items


class PageBlocks(msgspec.Struct, frozen=True, eq=False):
    """The blocks of one page in reading order, with its pieces and boxes."""

    page: int
    blocks: tuple[Block, ...]
    pieces: dict[int, Piece]  #: by the id of their block
    boxes: tuple[DrawnBox, ...]
    body_size: float
