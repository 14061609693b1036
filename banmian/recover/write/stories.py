"""Write stories: their words, their headline groups and threads as frames."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from banmian.plan.geometry import EM_ASCENT
from banmian.recover.infer.headings import Taken
from banmian.recover.infer.measures import measures_of
from banmian.recover.infer.pieces import Piece
from banmian.recover.infer.stories import Item, Section, Story
from banmian.recover.infer.styles import Look
from banmian.recover.infer.threads import Chunk, Thread, laid_out, with_jumps
from banmian.recover.infer.type import alignment, display_look, effects_of, room_of, text_look
from banmian.recover.infer.words import Words, joined
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.lines import Line
from banmian.recover.segment.shapes import DrawnBox, Shapes
from banmian.recover.write.content import SectionWords, StoryWords
from banmian.recover.write.draft import Draft
from banmian.recover.write.place import FrameDraft, placed
from banmian.recover.write.yamltext import colour, flow, flow_list, pt
from banmian.tree.tree import Box

_HAIR = 0.02  # points; more than places are rounded by
_DIGITS = re.compile(r"\d+")
_SPARE = 0.02  # em; a line set alone in its measure is given so much room, so that rounding does not break it


class StoryWriter:
    """Writes the stories of a document into a draft."""

    def __init__(self, draft: Draft, shapes: Sequence[Shapes], blocks: Sequence[Sequence[Block]]) -> None:
        """*shapes* and *blocks* by page."""
        self.draft = draft
        self.shapes = shapes
        self.blocks = blocks
        self.boxed: set[tuple[int, int]] = set()  #: page and box of those that a frame of text brings
        self.heading_looks: list[_HeadingLook] = []
        self.jumps = [(page, block) for page, own in enumerate(blocks) for block in own if block.role == "jump"]

    def write(self, story: Story) -> None:
        """One story: its words, its frames."""
        for part, threads in laid_out(story, self.draft.grid):
            taken = {known.id for known in self.draft.stories}
            if part.id in taken:
                part.id = next(name for at in range(2, 9999) if (name := f"{part.id}-{at}") not in taken)
            words = self._words(part)
            self.draft.stories.append(words)
            self._headline(part)
            for thread in threads:
                self._thread(with_jumps(thread, self.jumps), words)

    # Words

    def _words(self, story: Story) -> StoryWords:
        names = self.draft.names
        by_role: dict[str, list[str]] = {"headline": [], "kicker": [], "deck": [], "byline": []}
        for block, _, role in story.headline:
            lines = [line.text for line in block.lines]
            by_role[role] += lines if role == "headline" else ["".join(lines)]
        lead: list[Words] = []
        text: list[Words] = []
        sections: list[SectionWords] = []
        number = 0
        for section in story.sections:
            led = [item for item in section.texts() if item.role == "lead"]
            rest = [item for item in section.texts() if item.role != "lead"]
            lead += paragraphs_of(led, names)
            heads = section.heads()
            if not heads and not sections:
                text += paragraphs_of(rest, names)
                continue
            number += 1
            named = {item.role: "".join(line.text for line in item.block.lines) for item in heads}
            made = SectionWords(f"s{number}", named.get("name", ""), named.get("heading", ""), paragraphs_of(rest, names))
            sections.append(made)
            for item in heads:
                words = joined(item.block.lines, [0.0] * len(item.block.lines), names)
                if len(item.block.lines) > 1:
                    self.draft.heads.append((f"{story.id}.s{number}.{item.role}", 1, words))
        group = {role: "".join(lines) for role, lines in by_role.items() if role != "headline"}
        return StoryWords(story.id, by_role["headline"], group["kicker"], group["deck"], group["byline"], lead, text, sections)

    # Headline groups

    def _headline(self, story: Story) -> None:
        """A frame for each role of the headline group, its lines centred in it as they stand."""
        groups: dict[tuple[int, str, bool], list[Block]] = {}
        for block, page, role in story.headline:
            groups.setdefault((page, role, block.vertical), []).append(block)
        for (page, role, vertical), blocks in groups.items():
            self._display(story, page, role, blocks, vertical)

    def _display(self, story: Story, page: int, role: str, blocks: Sequence[Block], vertical: bool) -> None:
        grid = self.draft.grids[page]
        lines = [line for block in blocks for line in block.lines]
        bracket = measures_of(lines).bracket
        rooms = [room_of(line, bracket) for line in lines]
        rect = self._home(page, blocks, rooms)
        start, end = (rect[1], rect[1] + rect[3]) if vertical else (rect[0], rect[0] + rect[2])
        align = alignment(lines, start, end, bracket)
        if align == "start":
            start = min(first for first, _ in rooms)
            end = max(end, max(last for _, last in rooms))
        middles = [line.across - (0.0 if vertical else (EM_ASCENT - 0.5) * line.size) for line in lines]
        steps = [after - before for before, after in itertools.pairwise(middles)]
        leading = sum(steps) / len(steps) if steps else 0.0
        styles = []
        for block in blocks:
            look = display_look([block], self.draft.names, align, self.draft.page_digit)
            own = [effects_of(line, self.shapes[page].effects) for line in block.lines]
            look = msgspec.structs.replace(
                look, leading=round(leading or 1.3 * look.size, 2), effects=own[0] if len(set(own)) == 1 else ()
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
        place = (-foot, start, foot - head, end - start) if vertical else (start, head, end - start, foot - head)
        alone = {kind for _, _, kind in story.headline} == {"headline"}
        rest = {"headline": story.id if alone else f"{story.id}.{'title' if role == 'headline' else role}"}
        if vertical:
            rest["direction"] = "vertical"
        if role == "headline" and set(styles) != {"headline"}:
            rest["styles"] = flow_list(styles)
        elif role != "headline" and styles[0] != role:
            rest["roles"] = flow({role: styles[0]})
        box = self._own_box(page, blocks)
        wanted = (
            "banner"
            if story.id == "main" and role == "headline"
            else f"{story.id}-{role}"
            if role != "headline"
            else f"{story.id}-title"
        )
        frame = placed(grid, self.draft.frame_id(wanted), page, place, rest)
        if box is not None:
            self._in_box(frame, box, place)
        self.draft.frames.append(frame)

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

    # Boxes

    def _own_box(self, page: int, blocks: Sequence[Block]) -> DrawnBox | None:
        """The box that holds these blocks and no others."""
        number = blocks[0].box
        if number < 0 or (page, number) in self.boxed:
            return None
        inside = [block for block in self.blocks[page] if block.box == number]
        if len(inside) != len({id(block) for block in blocks} & {id(block) for block in inside}):
            return None
        self.boxed.add((page, number))
        return self.shapes[page].boxes[number]

    def _in_box(self, frame: FrameDraft, box: DrawnBox, inner: Box) -> None:
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

    # Threads

    def _thread(self, thread: Thread, words: StoryWords) -> None:
        pieces = [piece for chunk in thread.chunks for piece in chunk.pieces()]
        role = "lead" if thread.part == "lead" else "body"
        draft = self.draft
        leading = 0.0 if abs(thread.leading - draft.grid.leading) < 1e-6 else thread.leading
        off_grid = not leading and not thread.on_grid
        look = text_look(pieces, draft.names, thread.leading if off_grid else leading, off_grid, draft.page_digit)
        roles = {role: draft.styles.name(role, look)}
        opened = [words.lead] if thread.part else [words.text, *(section.paragraphs for section in words.sections)]
        if pieces[0].beside and sum(bool(paragraphs) for paragraphs in opened) == 1:
            opening = msgspec.structs.replace(look, indent=0.0, drop_cap=pieces[0].beside)
            roles["opening"] = draft.styles.name("opening", opening)
        for kind in ("name", "heading"):
            heads = [(item, taken, chunk) for chunk in thread.chunks for item, taken in chunk.heads() if item.role == kind]
            if heads:
                roles[kind] = self._heading_style(kind, heads)
        base = thread.story.id
        wanted = f"{base}-lead" if role == "lead" else f"{base}-text"
        wanted = "lead" if wanted == "main-lead" else wanted.removeprefix("main-") if base == "main" else wanted
        ids: list[str] = []
        for chunk in thread.chunks:
            frame = self._chunk(chunk, look, draft.frame_id(wanted))
            ids.append(frame.id)
            if chunk is thread.chunks[0]:
                said = {key: value for key, value in roles.items() if value != key or key == "opening"}
                frame.rest = {"flow": self._address(thread, words), **frame.rest} | ({"roles": flow(said)} if said else {})
                if len({other.page for other in thread.chunks}) > 1:
                    self._jump_lines(thread, frame)
            draft.frames.append(frame)
        for frame, after in zip(draft.frames[-len(ids) :], ids[1:], strict=False):
            first = dict(list(frame.rest.items())[:1]) if "flow" in frame.rest else {}
            frame.rest = {**first, "next": after, **frame.rest}

    def _jump_lines(self, thread: Thread, frame: FrameDraft) -> None:
        """What the thread's jump lines say, or that it has none."""
        onward, back = (_DIGITS.sub("{page}", text, count=1) for text in thread.jumps)
        if not onward or (self.draft.jump != ("", "") and self.draft.jump != (onward, back)):
            frame.rest["jump"] = "false"
        else:
            self.draft.jump = onward, back

    @staticmethod
    def _address(thread: Thread, words: StoryWords) -> str:
        if thread.part:
            return f"{words.id}.{thread.part}"
        if words.lead:
            return f"{words.id}.sections" if words.sections and not words.text else f"{words.id}.text"
        return words.id

    def _chunk(self, chunk: Chunk, look: Look, frame_id: str) -> FrameDraft:
        grid = self.draft.grids[chunk.page]
        measure = chunk.right - chunk.left
        if chunk.vertical:
            inner = (-chunk.bottom, chunk.left, chunk.bottom - chunk.top, measure)
            frame = placed(grid, frame_id, chunk.page, inner, {"direction": "vertical"})
        else:
            inner = (chunk.left, chunk.top, measure, chunk.bottom - chunk.top)
            frame = placed(grid, frame_id, chunk.page, inner, {}, look.size)
        for piece in chunk.pieces():
            piece.frame = frame.id
        box = self._own_box(chunk.page, [item.block for item, _ in chunk.entries])
        if box is not None:
            self._in_box(frame, box, inner)
        return frame

    def _heading_style(self, role: str, heads: Sequence[tuple[Item, Taken, Chunk]]) -> str:
        """The style of a thread's headings of one role; what a heading of so many lines takes is gathered from all."""
        item, _, chunk = heads[0]
        align = alignment(item.block.lines, chunk.left, chunk.right)
        blocks = [head.block for head, _, _ in heads]
        look = display_look(blocks, self.draft.names, align, self.draft.page_digit)
        takes: dict[int, int] = {}
        before = 0
        for head, taken, at in heads:
            takes[len(head.block.lines)] = taken.takes
            if at.entries[0][0] is not head:
                before = max(before, taken.before)
        most = max(takes)
        counts: list[int] = []
        for lines in range(1, most + 1):
            counts.append(takes.get(lines, counts[-1] + 1 if counts else max(1, min(takes.values()) - (min(takes) - 1))))
        look = msgspec.structs.replace(
            look, takes=tuple(counts), before=before, keeps=True, leading=look.leading or round(1.3 * look.size, 2)
        )
        for known in self.heading_looks:
            if known.role == role and known.merged(look):
                return known.name
        name = self.draft.styles.name(role, look)
        self.heading_looks.append(_HeadingLook(role, name, look))
        return name


class _HeadingLook(msgspec.Struct, eq=False):
    """A heading's style that further threads may share."""

    role: str
    name: str
    look: Look

    def merged(self, other: Look) -> bool:
        """Whether *other* is the same style."""
        return self.look == other


def paragraphs_of(items: Sequence[Item], names: Sequence[str]) -> list[Words]:
    """The paragraphs of pieces of text that follow each other."""
    found: list[tuple[list[Line], list[float], list[Piece]]] = []
    before: Piece | None = None
    for item in items:
        piece = item.piece
        assert piece is not None
        for at, line in enumerate(piece.lines):
            begins = piece.begins[at] or not found
            if at == 0 and before is not None and not begins and before.justified and not piece.indent:
                last = before.lines[-1]
                begins = last.end < before.right - 1.3 * last.size and last.text[-1] in "。！？…”"
            if begins:
                found.append(([], [], []))
            if at == 0 and piece.block.cap is not None:
                line = msgspec.structs.replace(line, glyphs=(*piece.block.cap.glyphs, *line.glyphs))
            found[-1][0].append(line)
            # Beside a large first character lines are shorter; how they end is not told by the measure.
            found[-1][1].append(0.0 if at < piece.beside else piece.measure)
            found[-1][2].append(piece)
        before = piece
    made = []
    for lines, measures, homes in found:
        words = joined(lines, measures, names)
        words.homes = homes
        made.append(words)
    return made


def box_dress(box: DrawnBox) -> dict[str, str]:
    """A box's tint and border as a frame has them."""
    found = {}
    if box.fill:
        found["fill"] = colour(box.fill)
    if box.stroke:
        found["border"] = f"{pt(box.weight or 0.25)} {colour(box.stroke)}"
    return found


def sections_with_text(story: Story) -> list[Section]:
    """The sections of a story that hold text."""
    return [section for section in story.sections if section.texts()]
