"""What is read on a page, and in which order: stories as articles, each with what belongs to it.

A story's parts are read as its content has them - headline, lead, text, sections - then its tables and quotations, then its
pictures. Stories come as `reading:` says, else by weight: the larger its headline, the sooner; alike, as the file has them.
Pictures of no story are read last on their page, as archives keep them; where a story goes on over pages, behind the last of them.
Takes frames and their fillings; places do not matter but for the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

import msgspec

from banmian.plan.markup import MarkKind, read_markup
from banmian.plan.plan import (
    Block,
    Filling,
    FramePlan,
    HeadlineFilling,
    PhotoFilling,
    QuoteFilling,
    TableFilling,
    TextFilling,
)
from banmian.plan.reading import Article, Inline, InlineKind, Part, PartKind, Words
from banmian.spec.files.diagnostics import Report, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.types.content import StoryContent
from banmian.spec.types.frame import FrameSpec, ReadAs
from banmian.spec.types.profile import Language

# A cell of figures, with its sign and its unit.
_FIGURES = re.compile(r"\s*[+\-−]?[\d,.]+\s*[%％‰°℃]?\s*|[-—–]*")
_ORDER = ("kicker", "headline", "deck", "byline", "lead", "text")  # of a story's parts, its sections behind them
_BOLDER = 200  # ours: so much more weight is emphasis
_WEIGHT = 1.0  # points of a headline that are no difference of weight


class _Of(Enum):
    """Which part of a story comes before which."""

    WORDS = 0
    TABLES = 1
    QUOTES = 2
    PICTURES = 3


class _Item(msgspec.Struct):
    """A part on its way into its article."""

    part: Part
    story: str
    pages: tuple[int, ...]
    rank: tuple[int, float, int]
    weight: float
    is_headline: bool


def articles(
    spec: PageSpec, frames: Sequence[FramePlan], report: Report, language: Language, convert: Callable[[str], str] = str
) -> tuple[Article, ...]:
    """The articles of the file's *frames*, in reading order; *convert* brings words into the page's Chinese, its *language*."""
    return _Reader(spec, frames, language, convert).articles(_wished(spec, report))


def _wished(spec: PageSpec, report: Report) -> Sequence[str]:
    """The stories of `reading:`; reported where there is no such story."""
    for at, name in enumerate(spec.file.reading):
        if name not in spec.content.stories:
            hint = suggestion(name, list(spec.content.stories), "stories")
            report.error(spec.spans.at("reading", at), f"the content has no story {name}", hint)
    return spec.file.reading


class _Reader:
    """Goes through the frames of one file."""

    def __init__(self, spec: PageSpec, frames: Sequence[FramePlan], language: Language, convert: Callable[[str], str]) -> None:
        self.spec = spec
        self.frames = {frame.id: frame for frame in frames}
        self.written = {frame.id: frame for frame in spec.file.frames}
        self.language = language
        self.convert = convert

    def articles(self, wished: Sequence[str]) -> tuple[Article, ...]:
        """All articles, in the order in which they are read."""
        items = list(self.items())
        stories: dict[str, list[_Item]] = {}
        for item in items:
            stories.setdefault(item.story, []).append(item)
        first = {name: at for at, name in enumerate(wished)}
        order = {name: at for at, name in enumerate(stories)}

        def key(article: Article) -> tuple[int, bool, float, float, int]:
            weight = _weight(stories[article.story])
            return article.page, not article.story, first.get(article.story, len(first)), -weight, order[article.story]

        ends = _ends([item for item in items if item.story])
        made = [article for name, own in stories.items() for article in self.made(name, own, ends)]
        return tuple(sorted(made, key=key))

    def made(self, name: str, items: list[_Item], ends: Mapping[int, int]) -> Iterable[Article]:
        """A story as one article, where it begins; what belongs to none as one a page, or for several that stories go on over."""
        if name:
            ordered = sorted(items, key=lambda item: item.rank)
            content = self.spec.content.stories.get(name)
            first = min(page for item in items for page in item.pages)
            yield Article(name, self.convert(_title(content)), first, tuple(item.part for item in ordered))
            return
        read_on = {item.pages[0]: ends.get(item.pages[0], item.pages[0]) for item in items}
        for page in sorted(set(read_on.values())):
            here = sorted((item for item in items if read_on[item.pages[0]] == page), key=lambda item: item.rank)
            yield Article("", "", page, tuple(item.part for item in here))

    def items(self) -> Iterable[_Item]:
        """What is read in each frame, and to which story it belongs."""
        last, heads = "", set[tuple[str, ...]]()
        for at, frame in enumerate(self.frames.values()):
            filling, own = frame.filling, self.written[frame.id]
            if filling is None or own.read_as is ReadAs.NONE or not _is_read(filling):
                continue
            story = self.story(own, filling)
            if isinstance(filling, HeadlineFilling):
                words = tuple(block.address for block in filling.blocks)
                if words in heads:  # a head that is set again where its story goes on
                    continue
                heads.add(words)
            if story is None:
                story = last
            elif story and own.read_as is not ReadAs.CONTENTS:
                last = story
            through = self.through(frame)
            yield _Item(
                part=self.part(own, filling, through),
                story=story,
                pages=tuple(self.frames[name].page for name in through),
                rank=(_place_of(filling).value, self.rank(story, filling), at),
                weight=max((block.style.size for block in _heads(filling)), default=0.0),
                is_headline=isinstance(filling, HeadlineFilling),
            )

    def through(self, frame: FramePlan) -> tuple[str, ...]:
        """The frames of the thread that starts in *frame*."""
        found = [frame.id]
        while isinstance(here := self.frames[found[-1]].filling, TextFilling) and here.next and here.next not in found:
            if here.next not in self.frames:
                break
            found.append(here.next)
        return tuple(found)

    def story(self, frame: FrameSpec, filling: Filling) -> str | None:
        """The story that a frame belongs to; none for pictures by themselves; None: the one before it in the file."""
        if isinstance(filling, PhotoFilling):
            return self.known(filling.story)
        name = frame.flow or frame.headline
        if name is None:
            return None
        return "" if name.partition(".")[0] == "captions" and "captions" not in self.spec.content.stories else self.known(name)

    def known(self, address: str) -> str:
        """The story of an address, where there is one."""
        name = address.partition(".")[0]
        return name if name in self.spec.content.stories else ""

    def rank(self, story: str, filling: Filling) -> float:
        """Where a filling's words stand in its story."""
        if isinstance(filling, PhotoFilling):
            return float(self.number(filling))
        blocks = filling.blocks if isinstance(filling, HeadlineFilling | TextFilling) else ()
        content = self.spec.content.stories.get(story)
        if not blocks or content is None:
            return 0.0
        part = blocks[0].address.partition(".")[2].partition(".")[0]
        if part in _ORDER:
            return float(_ORDER.index(part))
        sections = [section.id for section in content.sections]
        return float(len(_ORDER) + (sections.index(part) if part in sections else 0))

    def part(self, own: FrameSpec, filling: Filling, through: tuple[str, ...]) -> Part:
        """What is read in a frame and those that it goes on in."""
        if isinstance(filling, PhotoFilling):
            return self.picture(filling, through)
        if isinstance(filling, TableFilling):
            return self.table(filling, through)
        assert isinstance(filling, TextFilling | HeadlineFilling | QuoteFilling)
        run_in = isinstance(filling, TextFilling) and filling.run_in
        return Part(_kind(own, filling), through, tuple(self.words(filling.blocks, run_in)), run_in)

    def picture(self, filling: PhotoFilling, through: tuple[str, ...]) -> Part:
        """A picture, with what is said of it."""
        photo = self.spec.content.photos[filling.name]
        return Part(
            PartKind.PICTURE,
            through,
            tuple(self.words([filling.caption], False)) if filling.caption else (),
            name=filling.name,
            alt=None if photo.alt is None else self.convert(photo.alt.strip()),
            caption=self.number(filling),
            span=self.spec.spans.at("content", "photos", filling.name),
        )

    def number(self, filling: PhotoFilling) -> int:
        """The number of a picture among those of its content, which is its caption's too."""
        return list(self.spec.content.photos).index(filling.name) + 1

    def table(self, filling: TableFilling, through: tuple[str, ...]) -> Part:
        """A table; its first column is what its rows are of where it holds words and all the others figures."""
        blocks = [*([filling.title] if filling.title else ()), *(cell for row in filling.rows for cell in row)]
        blocks += [filling.note] if filling.note else []
        body = filling.rows[filling.heads :]
        figures = [[bool(_FIGURES.fullmatch(cell.text)) for cell in row] for row in body]
        sides = bool(body) and len(body[0]) > 1 and not any(row[0] for row in figures) and all(all(row[1:]) for row in figures)
        columns = len(filling.rows[0]) if filling.rows else 0
        words = tuple(self.words(blocks, False))
        size = len(filling.rows), columns, filling.heads
        return Part(PartKind.TABLE, through, words, rows=size[0], columns=size[1], heads=size[2], sides=sides)

    def words(self, blocks: Sequence[Block], run_in: bool) -> Iterable[Words]:
        """Of those that need it, what is within their words; of all that are set one after another, where each stands."""
        at = 0
        for block in blocks:
            inside = tuple(_inline(block))
            own = block.style.profile.language
            language = own.value if own is not self.language else ""
            if inside or language or run_in:
                yield Words(block.address, block.number, block.role, inside, language, at, at + len(block.text))
            at += len(block.text) + 1 if run_in else 0


def _weight(items: Iterable[_Item]) -> float:
    """How large a story's headline is set; without one, its words. Whole points."""
    told = list(items)
    heads = [item.weight for item in told if item.is_headline] or [item.weight for item in told]
    return round(max(heads, default=0.0) / _WEIGHT)


def _ends(items: Sequence[_Item]) -> dict[int, int]:
    """By page, the last one that is reached from it by stories that go on."""
    reach: dict[int, int] = {}
    stories: dict[str, set[int]] = {}
    for item in items:
        stories.setdefault(item.story, set()).update(item.pages)
    for pages in stories.values():
        for page in range(min(pages), max(pages) + 1):
            reach[page] = max(reach.get(page, page), max(pages))
    for page in sorted(reach, reverse=True):
        reach[page] = max(reach[page], reach.get(reach[page], 0))
    return reach


def _title(content: StoryContent | None) -> str:
    return " ".join(read_markup(line).text for line in content.headline) if content is not None else ""


def _is_read(filling: Filling) -> bool:
    if isinstance(filling, TextFilling):
        return bool(filling.blocks)
    return isinstance(filling, HeadlineFilling | QuoteFilling | TableFilling | PhotoFilling)


def _place_of(filling: Filling) -> _Of:
    if isinstance(filling, TableFilling):
        return _Of.TABLES
    if isinstance(filling, QuoteFilling):
        return _Of.QUOTES
    return _Of.PICTURES if isinstance(filling, PhotoFilling) else _Of.WORDS


def _heads(filling: Filling) -> Sequence[Block]:
    if isinstance(filling, HeadlineFilling):
        return [block for block in filling.blocks if block.role == "headline"] or filling.blocks
    return filling.blocks if isinstance(filling, TextFilling) else ()


def _kind(own: FrameSpec, filling: Filling) -> PartKind:
    if own.read_as is ReadAs.CONTENTS:
        return PartKind.CONTENTS
    if own.read_as is ReadAs.QUOTE or isinstance(filling, QuoteFilling):
        return PartKind.QUOTE
    captions = isinstance(filling, TextFilling) and filling.blocks[0].role == "caption"
    return PartKind.CAPTIONS if captions else PartKind.WORDS


def _inline(block: Block) -> Iterable[Inline]:
    """The marked parts of a block, outer ones before inner ones."""
    found = []
    for mark in block.marks:
        if mark.reading:
            found.append(Inline(mark.start, mark.end, InlineKind.RUBY, mark.reading))
        elif mark.kind is MarkKind.DOTS:
            found.append(Inline(mark.start, mark.end, InlineKind.EMPHASIS))
    for part in block.parts:
        if part.style.lang != block.style.lang:
            found.append(Inline(part.start, part.end, InlineKind.LANGUAGE, part.style.lang))
        look, usual = part.style.look, block.style.look
        if look.weight >= usual.weight + _BOLDER:
            found.append(Inline(part.start, part.end, InlineKind.STRONG))
        elif look.italic and not usual.italic:
            found.append(Inline(part.start, part.end, InlineKind.EMPHASIS))
    return sorted(found, key=lambda item: (item.start, -item.end))
