"""Put blocks together to stories: headline groups, leads, sections with their headings, running text in its threads.

A headline governs the text that follows it in the columns that it spans; a heading stands in one column over its text and
has the type of other headings. Each box holds stories of its own, and what stands round it goes on behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from banmian.recover.infer.layout.story import Item, PageBlocks, Section, Story
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.blocks import Block

_NEAR = 4.0  # em of the heading's size between a heading and its text
_GAP = 0.5  # em; how far a heading of the next column may reach into this one's
_WIDE = 1.5  # columns; a box as wide is none that a text goes on past
_EDGE = 3.0  # points by which type may reach over a box's edge
_HEADING = 2.4  # of the body's size; larger is a headline


def stories_of(pages: Sequence[PageBlocks]) -> list[Story]:
    """The stories of all pages in reading order."""
    builder = _Builder()
    for page in pages:
        builder.page(page)
    return builder.named()


class _Builder:
    def __init__(self) -> None:
        self.stories: list[Story] = []
        self.open: dict[int, Story] = {}  #: by box, the story that goes on there
        self.tagged: dict[int, Story] = {}  #: by the number of the article, as tags tell it
        self.onward: Story | None = None  #: the story that a jump line sends to another page
        self.back = False

    def page(self, page: PageBlocks) -> None:
        """Take in a page."""
        self.open = {}
        self.here = page
        self.types = Counter(_type(block) for block in page.blocks if block.role == "display")
        self.regions = _regions(page)
        self.titles = _titles(page)
        heads: list[Block] = []
        for block in page.blocks:
            if block.role == "jump":
                self._jump(block)
            elif block.role == "display":
                if heads and not self._together(heads[-1], block):
                    self._headline(heads)
                    heads = []
                heads.append(block)
            elif block.role == "text":
                self._text(heads, block)
                heads = []
        if heads:
            self._headline(heads)

    def _together(self, head: Block, block: Block) -> bool:
        """Whether two heads may be of one group: as tags tell it, else of one region."""
        if head.article and block.article:
            return head.article == block.article
        return self.regions[block.box] == self.regions[head.box]

    def _jump(self, block: Block) -> None:
        if "接" in block.text[:3]:
            self.back = True
        else:
            self.onward = self.open.get(self.regions[block.box]) or (self.stories[-1] if self.stories else None)

    def _headline(self, heads: Sequence[Block]) -> None:
        """Heads without text under them: a headline group of its own."""
        region = self.regions[heads[0].box]
        story = self.open.get(region)
        if story is None or story.sections or not _close(story.headline[-1][0], heads[0]):
            story = self._new(region, heads[0].article)
        story.headline += [(block, self.here.page, "headline") for block in heads]

    def _new(self, region: int, article: int = 0) -> Story:
        story = Story("", [], [], (self.here.page, region))
        self.stories.append(story)
        self.open[region] = story
        if article:
            self.tagged[article] = story
        return story

    def _text(self, heads: list[Block], block: Block) -> None:
        """A piece of running text with the heads over it."""
        region = self.regions[block.box]
        if heads and not self._together(heads[0], block):
            self._headline(heads)
            heads = []
        piece = self.here.pieces[id(block)]
        story = self._open_for(region, heads, piece)
        over, under = self._parted(heads, piece, story)
        if over:
            if story is None or story.sections or not story.headline:
                story = self._new(region, block.article)
            story.headline += [(head, self.here.page, "headline") for head in over]
        if story is None:
            story = self._resumed(region, heads, piece)
        if block.article:
            self.tagged.setdefault(block.article, story)
        if under or not story.sections:
            story.sections.append(Section([]))
        section = story.sections[-1]
        roles = ["name", "heading"] if len(under) == 2 else ["heading"] * len(under)
        section.items += [Item(head, self.here.page, role) for head, role in zip(under, roles, strict=True)]
        section.items.append(Item(block, self.here.page, "body", piece))

    def _open_for(self, region: int, heads: Sequence[Block], piece: Piece) -> Story | None:
        """The story that is open in a region and can hold a piece, or one that goes on here; None where none can."""
        if piece.block.article:  # the tags tell it
            story = self.tagged.get(piece.block.article)
            if story is not None:
                self.open[region] = story
            return story
        story = self.open.get(region)
        if story is None and heads and not self._titled(heads):
            story = self._unfinished(region, heads, piece)
        elif story is None and not heads and self._leads_on(region, piece.block):
            story = self.stories[-1]
        if story is not None:
            self.open[region] = story
            if not self._of_one_kind(story, piece) or (heads and _ended(story, heads[0], self.here.page)):
                story = None if heads else self._new(region)
            elif not heads and self._past_a_box(story, piece):
                story = self._new(region)
        return story

    def _past_a_box(self, story: Story, piece: Piece) -> bool:
        """Whether a box wider than a column, with words of its own, parts a text from the story before it, which has ended."""
        pieces = [item.piece for item in story.items() if item.piece is not None and item.page == self.here.page]
        if not pieces:
            return False
        last, block = pieces[-1].block, piece.block
        if not piece.begins[0] and last.lines[-1].end > pieces[-1].right - last.size:
            return False
        for number, box in enumerate(self.here.boxes):
            if self.regions[number] == story.region[1] or not any(other.box == number for other in self.here.blocks):
                continue
            x, y, width, height = box.rect
            if block.vertical:
                between = last.rect[0] >= x + width - _EDGE and block.rect[2] <= x + _EDGE
            else:
                between = last.rect[3] <= y + _EDGE and block.rect[1] >= y + height - _EDGE
            if between and (height if block.vertical else width) > _WIDE * (last.end - last.start):
                return True
        return False

    @staticmethod
    def _of_one_kind(story: Story, piece: Piece) -> bool:
        """Whether a piece can go on in a story's thread: of its direction, and its type; only a lead may be of another."""
        texts = [item.block for item in story.items() if item.piece is not None]
        if not texts:
            return True
        if texts[-1].vertical != piece.block.vertical:
            return False
        like = [abs(text.size - piece.block.size) <= 0.04 * text.size and text.font == piece.block.font for text in texts]
        lead_only = len(story.sections) == 1 and not story.sections[0].heads() and not any(like)
        return like[-1] or lead_only

    def _titled(self, heads: Sequence[Block]) -> bool:
        """Whether heads are too large to stand in a column over a part of a story."""
        return any(block.size > _HEADING * self.here.body_size for block in heads)

    def _leads_on(self, region: int, block: Block) -> bool:
        """Whether a box without a heading holds the lead of the headline before it."""
        last = self.stories[-1] if self.stories else None
        if last is None or last.sections or not last.headline or last.region[0] != self.here.page:
            return False
        inside = [other for other in self.here.blocks if other.box == block.box]
        return region >= 0 and all(other.role == "text" for other in inside)

    def _resumed(self, region: int, heads: Sequence[Block], piece: Piece) -> Story:
        """The story that goes on here from another page, else a new one."""
        story = self.onward if self.back and self.onward else self._unfinished(region, heads, piece)
        self.back = False
        if piece.block.article:
            story = None
        if story is None:
            return self._new(region)
        self.onward = None
        self.open[region] = story
        return story

    def _unfinished(self, region: int, heads: Sequence[Block], piece: Piece) -> Story | None:
        """The last story of the page before, where it breaks off, or goes on under another heading of its kind."""
        last = self.stories[-1] if self.stories else None
        if last is None or last.region[1] != region or last.last_page != self.here.page - 1:
            return None
        if heads:
            known = {_type(item.block) for item in last.items() if item.piece is None}
            return last if not known or _type(heads[-1]) in known else None
        texts = [item for item in last.items() if item.piece is not None]
        if not texts:
            return last
        end = texts[-1]
        like = end.block.font == piece.block.font and abs(end.block.size - piece.block.size) <= 0.05 * piece.block.size
        return last if like and not piece.begins[0] else None

    def _parted(self, heads: Sequence[Block], piece: Piece, story: Story | None) -> tuple[list[Block], list[Block]]:
        """Which of the heads over a text are the story's headline, and which are its heading in the column."""
        under: list[Block] = []
        for block in reversed(heads):
            below = under[0] if under else piece.block
            if len(under) == 2 or not self._is_heading(block, piece, story, below):
                break
            under.insert(0, block)
        if len(under) == 2 and _type(under[0]) == _type(under[1]):
            under = under[1:]
        titles = [at for at, block in enumerate(under, 1) if block.element in self.titles]
        under = under[titles[-1] :] if titles else under  # the tags tell that it is the story's headline
        return list(heads[: len(heads) - len(under)]), under

    def _is_heading(self, block: Block, piece: Piece, story: Story | None, below: Block) -> bool:
        in_column = block.start >= piece.left - block.size and block.end <= piece.right + block.size
        if block.vertical != piece.block.vertical or not in_column or block.size > _HEADING * self.here.body_size:
            return False
        gap = below.lines[0].across - block.lines[-1].across
        if not 0 < gap <= _NEAR * max(block.size, below.size):
            return False
        # The first type of its kind in a region is a headline, unless other headings of its type stand elsewhere.
        return self.types[_type(block)] > 1 or (story is not None and bool(story.headline or story.sections))

    def named(self) -> list[Story]:
        """The stories with their ids and the roles of their parts."""
        found = [story for story in self.stories if story.headline or story.sections]
        sizes = [max((block.size for block, _, _ in story.headline), default=0.0) for story in found]
        main = max(range(len(found)), key=lambda at: (found[at].region[1] < 0, sizes[at]), default=0)
        boxed = others = 0
        for at, story in enumerate(found):
            if at == main:
                story.id = "main"
            elif story.region[1] >= 0:
                boxed += 1
                story.id = "sidebar" if boxed == 1 else f"sidebar-{boxed}"
            else:
                others += 1
                story.id = f"story-{others + 1}"
            story.headline = _group(story.headline)
            _give_leads(story)
        return found


def _regions(page: PageBlocks) -> dict[int, int]:
    """By box, the box whose stories it holds: a small box that only titles the one under it belongs to that one."""
    found = {-1: -1} | {at: at for at in range(len(page.boxes))}
    for at, box in enumerate(page.boxes):
        if any(block.role == "text" and block.box == at for block in page.blocks):
            continue
        x, y, width, height = box.rect
        for other, under in enumerate(page.boxes):
            ux, uy, under_width, under_height = under.rect
            below = abs(uy - (y + height)) <= 6 and abs(ux - x) <= 3 and abs(under_width - width) <= 6
            beside = abs(ux + under_width - x) <= 6 and abs(uy - y) <= 3 and abs(under_height - height) <= 6
            if other != at and (below or beside):
                found[at] = other
    return found


def _titles(page: PageBlocks) -> set[int]:
    """The elements that tags tell as the one heading of the first level in their article on a page."""
    found: dict[int, set[int]] = {}
    for block in page.blocks:
        if block.article and block.kind == "H1":
            found.setdefault(block.article, set()).add(block.element)
    return {element for elements in found.values() if len(elements) == 1 for element in elements}


def _ended(story: Story, head: Block, page: int) -> bool:
    """Whether a story has ended before a heading at another column's head: its last column ends before the one beside it."""
    texts = [item.piece for item in story.items() if item.piece is not None and item.page == page]
    if len(texts) < 2 or texts[-1].left <= texts[-2].left + texts[-1].block.size:
        return False
    before, last = texts[-2], texts[-1]
    beyond = head.start >= last.right - _GAP * last.block.size
    short = before.lines[-1].across - last.lines[-1].across
    return beyond and short >= 2 * (last.block.pitch or last.block.size) and last.lines[-1].end < last.right - last.block.size


def _type(block: Block) -> tuple[int, float]:
    return block.font, round(block.size, 1)


def _close(one: Block, other: Block) -> bool:
    """Whether two display blocks belong to one group: near each other, sharing their measure."""
    if one.vertical != other.vertical:
        return False
    gap = abs(other.lines[0].across - one.lines[-1].across)
    return gap <= 2.5 * max(one.size, other.size) and min(one.end, other.end) > max(one.start, other.start)


def _group(headline: Sequence[tuple[Block, int, str]]) -> list[tuple[Block, int, str]]:
    """The parts of a headline group by their size: a smaller line before the headline is its kicker, after it its deck."""
    if not headline:
        return []
    largest = max(block.size for block, _, _ in headline)
    big = [at for at, (block, _, _) in enumerate(headline) if block.size >= 0.7 * largest]
    made = []
    for at, (block, page, _) in enumerate(headline):
        role = "headline"
        if at < big[0]:
            role = "kicker"
        elif at > big[-1]:
            role = "byline" if block.size <= 0.35 * largest and len(block.text) <= 30 and at == len(headline) - 1 else "deck"
        made.append((block, page, role))
    return made


def _give_leads(story: Story) -> None:
    """Text of another type before the story's first heading is its lead."""
    texts = [item for section in story.sections for item in section.texts()]
    common = Counter(_type(item.block) for item in texts for _ in item.block.lines)
    if not common:
        return
    body = common.most_common(1)[0][0]
    first = story.sections[0]
    later = len(texts) > len(first.texts())
    for item in first.texts():
        if first.heads() or _type(item.block) == body or not (later or any(_type(other.block) == body for other in first.texts())):
            break
        item.role = "lead"
