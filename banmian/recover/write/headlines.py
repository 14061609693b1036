"""Write headline groups: a frame for each role, its lines where they stand."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.infer.layout.story import Story
from banmian.recover.infer.look.measures import measures_of
from banmian.recover.infer.look.type import alignment, display_look, effects_of, room_of
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import Shapes
from banmian.recover.segment.type.lines import Line
from banmian.recover.write.boxes import Boxes
from banmian.recover.write.draft import Draft
from banmian.recover.write.place import placed
from banmian.recover.write.yamltext import flow, flow_list
from banmian.tree.tree import Box

_SPARE = 0.02  # em; a line set alone in its measure is given so much room, so that rounding does not break it


_TRIMMED = (("line_start", "0.5em"), ("line_end", "0.5em"))


class _Standing(msgspec.Struct, frozen=True):
    """How lines stand: where each begins and ends, in which way, and from where to where."""

    rooms: list[tuple[float, float]]
    align: str
    start: float
    end: float
    trimmed: bool


class HeadlineWriter:
    """Writes the headline groups of a document into a draft."""

    def __init__(self, draft: Draft, shapes: Sequence[Shapes], boxes: Boxes) -> None:
        self.draft = draft
        self.shapes = shapes
        self.boxes = boxes

    def write(self, story: Story) -> None:
        """A frame for each role of the headline group, its lines centred in it as they stand."""
        groups: dict[tuple[int, str, bool], list[Block]] = {}
        for block, page, role in story.headline:
            groups.setdefault((page, role, block.vertical), []).append(block)
        for (page, role, vertical), blocks in groups.items():
            self._display(story, page, role, blocks, vertical)

    def _display(self, story: Story, page: int, role: str, blocks: Sequence[Block], vertical: bool) -> None:
        grid = self.draft.grids[page]
        lines = [line for block in blocks for line in block.lines]
        standing = self._standing(page, blocks, lines)
        rooms, align, start, end = standing.rooms, standing.align, standing.start, standing.end
        if align == "start":
            start = min(first for first, _ in rooms)
            end = max(end, max(last for _, last in rooms))
        middles = [line.across - (0.0 if vertical else (EM_ASCENT - 0.5) * line.size) for line in lines]
        steps = [after - before for before, after in itertools.pairwise(middles)]
        # Lines that were put together though they stand side by side have no leading.
        leading = max(sum(steps) / len(steps), 0.6 * lines[0].size) if steps else 0.0
        styles = []
        for block in blocks:
            look = display_look([block], self.draft.names, align, self.draft.page_digit)
            own = [effects_of(line, self.shapes[page].effects) for line in block.lines]
            look = msgspec.structs.replace(
                look,
                leading=round(leading or 1.3 * look.size, 2),
                effects=own[0] if len(set(own)) == 1 else (),
                own=_TRIMMED if standing.trimmed else (),
            )
            styles += [self.draft.styles.name(role, look)] * len(block.lines)
        need = max(last - first for first, last in rooms) + _SPARE * lines[0].size
        if align != "centre" and end - start < need:
            end = start + need
        elif end - start < need:
            middle = (start + end) / 2
            start, end = middle - need / 2, middle + need / 2
        head = middles[0] - lines[0].size / 2
        foot = middles[-1] + lines[-1].size / 2
        head, foot = min(head, foot - lines[0].size), max(foot, head + lines[0].size)
        place = (-foot, start, foot - head, end - start) if vertical else (start, head, end - start, foot - head)
        alone = {kind for _, _, kind in story.headline} == {"headline"}
        rest = {"headline": story.id if alone else f"{story.id}.{'title' if role == 'headline' else role}"}
        if vertical:
            rest["direction"] = "vertical"
        if role == "headline" and set(styles) != {"headline"}:
            rest["styles"] = flow_list(styles)
        elif role != "headline" and styles[0] != role:
            rest["roles"] = flow({role: styles[0]})
        box = self.boxes.own(page, blocks)
        wanted = (
            "banner"
            if story.id == "main" and role == "headline"
            else f"{story.id}-{role}"
            if role != "headline"
            else f"{story.id}-title"
        )
        frame = placed(grid, self.draft.frame_id(wanted), page, place, rest)
        if box is not None:
            self.boxes.fill(frame, box, place)
        self.draft.frames.append(frame)

    def _standing(self, page: int, blocks: Sequence[Block], lines: Sequence[Line]) -> _Standing:
        """How the lines stand in their ground; marks at their ends may leave half of their squares out."""
        bracket = measures_of(lines).bracket
        found = []
        for trimmed in (False, True):
            rooms = [room_of(line, bracket, trimmed) for line in lines]
            x, y, width, height = self._home(page, blocks, rooms)
            start, end = (y, y + height) if lines[0].vertical else (x, x + width)
            found.append(_Standing(rooms, alignment(rooms, start, end), start, end, trimmed))
            if found[-1].align != "start":
                return found[-1]
        return found[0]

    def _home(self, page: int, blocks: Sequence[Block], rooms: Sequence[tuple[float, float]]) -> Box:
        """The ground that a headline may be centred on: its box, the type area, or its own extent on the columns."""
        box = self.shapes[page].boxes[blocks[0].box].rect if blocks[0].box >= 0 else None
        lines = [line for block in blocks for line in block.lines]
        left, right = min(first for first, _ in rooms), max(last for _, last in rooms)
        top, bottom = min(line.box[1] for line in lines), max(line.box[3] for line in lines)
        if box is not None:
            return box
        area = self.draft.grids[page].area
        if blocks[0].vertical:
            return (
                min(line.box[0] for line in lines),
                left,
                max(line.box[2] for line in lines) - min(line.box[0] for line in lines),
                right - left,
            )
        if all(abs((first + last) / 2 - (area[0] + area[2] / 2)) <= 1.4 for first, last in rooms):
            return area
        columns = self.draft.grids[page].columns
        best = (left, top, right - left, bottom - top)
        for first in range(len(columns)):
            for last in range(first, len(columns)):
                x, end = columns[first][0], columns[last][0] + columns[last][1]
                if x <= left + 1 and end >= right - 1 and abs((x + end) / 2 - (left + right) / 2) <= 1.4:
                    return (x, top, end - x, bottom - top)
        return best
