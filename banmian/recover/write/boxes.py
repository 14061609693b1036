"""Give the tints and borders of a page to the frames that fill them; the others become frames of their own."""

from __future__ import annotations

from collections.abc import Sequence

from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import DrawnBox, Shapes
from banmian.recover.write.draft import Draft
from banmian.recover.write.place import FrameDraft, placed
from banmian.recover.write.yamltext import colour, flow, pt, rule
from banmian.tree.tree import Box

_HAIR = 0.02  # points; more than places are rounded by


class Boxes:
    """The boxes of a document's pages, and which of them a frame of text or headline brings."""

    def __init__(self, draft: Draft, shapes: Sequence[Shapes], blocks: Sequence[Sequence[Block]]) -> None:
        """*shapes* and *blocks* by page."""
        self.draft = draft
        self.shapes = shapes
        self.blocks = blocks
        self.brought: set[tuple[int, int]] = set()  #: page and box

    def own(self, page: int, blocks: Sequence[Block]) -> DrawnBox | None:
        """The box that holds these blocks and no others."""
        number = blocks[0].box
        if number < 0 or (page, number) in self.brought:
            return None
        inside = [block for block in self.blocks[page] if block.box == number]
        if len(inside) != len({id(block) for block in blocks} & {id(block) for block in inside}):
            return None
        self.brought.add((page, number))
        return self.shapes[page].boxes[number]

    def fill(self, frame: FrameDraft, box: DrawnBox, inner: Box) -> None:
        """Make *frame* as large as its box, its filling where it was."""
        outer = placed(self.draft.grids[frame.page], frame.id, frame.page, box.rect, {})
        x, y, width, height = box.rect
        sides = {
            "top": inner[1] - y,
            "bottom": y + height - inner[1] - inner[3],
            "left": inner[0] - x,
            "right": x + width - inner[0] - inner[2],
        }
        # Insets are rounded in favour of the measure, so that what fitted fits.
        far = "bottom" if "direction" in frame.rest else "right"
        if sides[far] > 2 * _HAIR:
            sides[far] -= _HAIR
        frame.at, frame.size, frame.rect = outer.at, outer.size, box.rect
        inset = {side: pt(value) for side, value in sides.items() if abs(value) > 0.01}
        if inset:
            frame.rest["inset"] = flow(inset)
        frame.rest |= box_dress(box)


def box_dress(box: DrawnBox) -> dict[str, str]:
    """A box's tint and border as a frame has them."""
    found = {}
    if box.fill:
        found["fill"] = colour(box.fill)
    if box.stroke:
        found["border"] = rule(pt(box.weight or 0.25), box.stroke)
    return found
