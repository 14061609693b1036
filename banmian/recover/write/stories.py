"""Write stories: their words, their headline groups and threads as frames."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from banmian.recover.infer.layout.headings import Taken
from banmian.recover.infer.layout.story import Item, Story
from banmian.recover.infer.layout.threads import Chunk, Thread, laid_out, with_jumps
from banmian.recover.infer.look.styles import Look
from banmian.recover.infer.look.type import alignment, display_look, room_of, text_look
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.infer.text.words import Words, joined
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import Shapes
from banmian.recover.segment.type.lines import Line
from banmian.recover.write.boxes import Boxes
from banmian.recover.write.content import SectionWords, StoryWords
from banmian.recover.write.draft import Draft
from banmian.recover.write.headlines import HeadlineWriter
from banmian.recover.write.place import FrameDraft, placed
from banmian.recover.write.yamltext import flow

_DIGITS = re.compile(r"\d+")


class StoryWriter:
    """Writes the stories of a document into a draft."""

    def __init__(self, draft: Draft, shapes: Sequence[Shapes], blocks: Sequence[Sequence[Block]]) -> None:
        """*shapes* and *blocks* by page."""
        self.draft = draft
        self.boxes = Boxes(draft, shapes, blocks)
        self.headlines = HeadlineWriter(draft, shapes, self.boxes)
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
            self.headlines.write(part)
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

    # Threads

    def _thread(self, thread: Thread, words: StoryWords) -> None:
        pieces = [piece for chunk in thread.chunks for piece in chunk.pieces()]
        role = "lead" if thread.part == "lead" else "body"
        draft = self.draft
        leading = 0.0 if abs(thread.leading - draft.grid.leading) < 1e-6 else thread.leading
        off_grid = not leading and not thread.on_grid
        look = text_look(pieces, draft.names, thread.leading if off_grid else leading, off_grid, draft.page_digit)
        roles = {role: draft.styles.name(role, look)}
        sections = [section.paragraphs for section in words.sections]
        opened = {"lead": [words.lead], "text": [words.text], "sections": sections}.get(thread.part, [words.text, *sections])
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
        box = self.boxes.own(chunk.page, [item.block for item, _ in chunk.entries])
        if box is not None:
            self.boxes.fill(frame, box, inner)
        return frame

    def _heading_style(self, role: str, heads: Sequence[tuple[Item, Taken, Chunk]]) -> str:
        """The style of a thread's headings of one role; what a heading of so many lines takes is gathered from all."""
        item, _, chunk = heads[0]
        align = alignment([room_of(line) for line in item.block.lines], chunk.left, chunk.right)
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
    own: list[list[bool]] = []
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
                own.append([])
            if at == 0 and piece.block.cap is not None:
                line = msgspec.structs.replace(line, glyphs=(*piece.block.cap.glyphs, *line.glyphs))
            found[-1][0].append(line)
            # Beside a large first character lines are shorter; how they end is not told by the measure.
            found[-1][1].append(0.0 if at < piece.beside else piece.measure_of(at))
            own[-1].append(at in piece.rooms)
            found[-1][2].append(piece)
        before = piece
    made = []
    for (lines, measures, homes), rooms in zip(found, own, strict=True):
        words = joined(lines, measures, names)
        words.homes, words.beside = homes, rooms
        made.append(words)
    return made
