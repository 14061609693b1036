"""The elements of composed pages: a part a page, articles in reading order, and which line of type belongs to which element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from banmian.output.tags.contents import resolve
from banmian.output.tags.element import Element
from banmian.output.tags.furniture import furniture_ahead
from banmian.output.tags.logic import Entry, Story, Structure
from banmian.output.tags.segments import ParagraphTags, joined
from banmian.output.tags.tables import table_cells
from banmian.page.composed import ComposedPage
from banmian.plan.reading import Article, Part, PartKind, Words
from banmian.text.lines.line import SetLine

_HEADS = ("heading", "name")
_Made = Callable[[tuple[str, int, str], SetLine], Element]  #: of a paragraph, as address, number and role, and its first line


def structure_of(pages: Sequence[ComposedPage], nested: bool = False) -> Structure:
    """What *pages*, of one file, hold for those who listen; captions are *nested* in their pictures, or stand beside them."""
    return _Builder(pages, nested).build()


class _Builder:
    def __init__(self, pages: Sequence[ComposedPage], nested: bool) -> None:
        self.nested = nested
        self.ahead: dict[str, list[SetLine]] = {}  #: lines of furniture, by the frame of what is read behind them
        self.pages = pages
        self.of_frame: dict[str, list[tuple[int, SetLine]]] = {}
        for at, page in enumerate(pages):
            for frame, line in zip(page.line_frames, page.lines, strict=True):
                self.of_frame.setdefault(frame, []).append((at, line))
        root = Element("Document")
        parts = [Element("Part", root) for _ in pages]
        self.made = Structure(root, [], {}, {}, [], parts)

    def build(self) -> Structure:
        articles = self.pages[0].articles
        starts = {part.frames[0] for article in articles for part in article.parts}
        left: list[tuple[int, SetLine]] = []
        for at, page in enumerate(self.pages):
            self.made.pages[at].title = str(page.number)
            ahead, rest = furniture_ahead(page, starts)
            self.ahead |= ahead
            left += [(at, line) for line in rest]
        pictures = [part for article in articles for part in article.parts if part.kind is PartKind.PICTURE]
        groups = {part.frames[0]: self.picture(part) for part in pictures}
        for article in articles:
            self.article(article, groups, {part.caption: groups[part.frames[0]] for part in reversed(pictures)})
        for at, line in left:
            self.own(line, Element("P", self.made.pages[at]))
        resolve(self.made.entries, self.made.stories, self.pages, self.made.pages)
        if self.nested and any(entry.target is None for entry in self.made.entries):
            for entry in self.made.entries:  # PDF 2.0 wants every entry to lead somewhere (ISO 14289-2 §8.2.5.8)
                entry.element.kind = "Div"
                if entry.element.parent is not None:
                    entry.element.parent.kind = "Div"
        return self.made

    def own(self, line: SetLine, element: Element) -> None:
        """A whole line is of one element."""
        self.made.lines[id(line)] = element, line.start

    def picture(self, part: Part) -> Element:
        """What holds a picture and its caption.

        They stand beside one another, for readers take an alternate description for all that an element holds (ISO 32000-1
        §14.9.3); PDF 2.0 wants a caption within its picture (§14.8.4.8.2).
        """
        if part.alt == "":  # nothing that matters is to be seen
            return Element("Div")
        group = Element("Figure" if self.nested else "Div")
        figure = self.made.figures[part.frames[0]] = group if self.nested else Element("Figure", group, (0,))
        figure.alt = part.alt
        return group

    def article(self, article: Article, groups: dict[str, Element], captions: dict[int, Element]) -> None:
        page = self.made.pages[min(article.page, len(self.pages) - 1)]
        is_story = bool(article.story) and any(part.kind is not PartKind.CONTENTS for part in article.parts)
        element = Element("Art", page) if is_story else page
        element.title = (article.title if is_story else "") or element.title
        story = Story(article, element)
        teller = _Teller(self, story, groups, captions)
        for part in article.parts:
            teller.part(part)
        teller.jump_lines()
        if is_story:
            self.made.stories.append(story)

    def lines(self, part: Part) -> Iterator[tuple[str, int, SetLine]]:
        """The lines of a part as they are read, with the frame and the page of each."""
        for frame in part.frames:
            for at, line in self.of_frame.get(frame, ()):
                yield frame, at, line


class _Teller:
    """Tells one article."""

    def __init__(self, builder: _Builder, story: Story, groups: dict[str, Element], captions: dict[int, Element]) -> None:
        self.builder = builder
        self.story = story
        self.groups = groups  #: of pictures, by their frames
        self.captions = captions  #: the same, by the numbers of their captions
        self.element = story.element
        self.base = 1 if any(line.role == "headline" for part in story.article.parts for _, _, line in builder.lines(part)) else 0
        self.named = ""  #: the section whose name was told last
        self.jumps: list[tuple[str, int, SetLine]] = []

    def part(self, part: Part) -> None:
        for line in self.builder.ahead.get(part.frames[0], ()):
            self.builder.own(line, Element("P", self.element))
        if part.kind is PartKind.PICTURE:
            self.picture(part)
        elif part.kind is PartKind.TABLE:
            self.table(part)
        elif part.kind is PartKind.QUOTE:
            self.words(part, Element("BlockQuote", self.element))
        elif part.kind is PartKind.CONTENTS:
            self.words(part, Element("TOC", self.element))
        else:
            self.words(part, self.element)

    def picture(self, part: Part) -> None:
        group = self.groups[part.frames[0]]
        _hang(group, self.element)
        self.paragraphs(part, lambda words, line: self.caption(group))

    def caption(self, group: Element) -> Element:
        """A picture's caption; of a picture that is passed over, words like others."""
        return Element("Caption" if group.kind == "Figure" or group.kids else "P", group, (10**9,))

    def table(self, part: Part) -> None:
        table = Element("Table", self.element)
        cells = table_cells(part, table)
        note: list[Element] = []

        def element(words: tuple[str, int, str], line: SetLine) -> Element:
            if words[2] == "table-title":
                return Element("Caption", table, (-1,))
            if words[2] == "table-note" or words[1] not in cells:
                note.append(Element("P", self.element))
                return note[-1]
            return cells[words[1]]

        self.paragraphs(part, element)

    def words(self, part: Part, inside: Element) -> None:
        """A headline group or a thread of text."""

        def element(words: tuple[str, int, str], line: SetLine) -> Element:
            role = words[2]
            if inside.kind == "TOC":
                entry = Element("TOCI", inside)
                self.builder.made.entries.append(Entry(entry, Element("Span", Element("P", entry)), []))
                return self.builder.made.entries[-1].words
            if role == "caption":
                group = self.captions.get(words[1])
                if group is None:
                    return Element("P", inside)
                _hang(group, self.element)
                return self.caption(group)
            level = self.level(role, words[0])
            return Element(f"H{level}" if level else "P", inside)

        self.paragraphs(part, element)

    def level(self, role: str, address: str) -> int:
        """Of a heading; 0 of what is none. A section that begins with somebody's name has its heading under it."""
        if role == "headline":
            return 1
        if role not in _HEADS:
            return 0
        section = address.rpartition(".")[0]
        if role == "name":
            self.named = section
            return self.base + 1
        return self.base + 2 if section == self.named else self.base + 1

    def paragraphs(self, part: Part, element: _Made) -> None:
        """Give each line of a part to its paragraph, whose element is made when it is met."""
        known = {(words.address, words.number, words.role): words for words in part.words}
        for _, group in groupby(self.told(part), key=lambda item: _key(item[2])):
            lines = list(group)
            if part.run_in and part.words:
                self.run_in(part.words, lines, element)
                continue
            first = lines[0][2]
            own = element((first.address, first.paragraph, first.role), first)
            if own.kind[0] == "H" and own.kind[1:].isdigit():
                self.story.heads.append((int(own.kind[1:]), own, lines[0][1], first))
            self.own_lines(own, lines, known)

    def own_lines(self, own: Element, lines: list[tuple[str, int, SetLine]], known: dict[tuple[str, int, str], Words]) -> None:
        """Give lines to their element; those of a headline are of several paragraphs, one behind another."""
        owners = self.builder.made.lines
        entry = next((item for item in self.builder.made.entries[-1:] if item.words is own), None)
        if entry is not None:
            entry.lines += [(page, line) for _, page, line in lines]
        base = 0
        for _, group in groupby(lines, key=lambda item: item[2].paragraph):
            told = list(group)
            first = told[0][2]
            words = known.get((first.address, first.paragraph, first.role))
            if words is None or self.builder.pages[0].curves:  # of outlines only whole lines are told
                for _, _, line in told:
                    owners[id(line)] = own, base + line.start
            else:
                tags = ParagraphTags(_said(own, words), words.inside, base=base)
                for _, _, line in told:
                    owners[id(line)] = tags.line(line, 0, len(line.text))
            base += told[-1][2].start + len(told[-1][2].text) + 1

    def run_in(self, pieces: Sequence[Words], lines: list[tuple[str, int, SetLine]], element: _Made) -> None:
        """Lines in which paragraphs stand one after another."""
        first = lines[0][2]
        made = [
            ParagraphTags(_said(element((own.address, own.number, own.role), first), own), own.inside, own.start) for own in pieces
        ]
        ends = [words.start for words in pieces[1:]] + [10**9]
        for _, _, line in lines:
            found = []
            for words, tags, end in zip(pieces, made, ends, strict=True):
                begin, stop = max(words.start - line.start, 0), min(end - line.start, len(line.text))
                if begin < stop:
                    found.append(tags.line(line, begin, stop))
            self.builder.made.lines[id(line)] = joined(found)

    def told(self, part: Part) -> Iterator[tuple[str, int, SetLine]]:
        """The lines of a part, but for those that say where it goes on."""
        for item in self.builder.lines(part):
            if item[2].role == "jump":
                self.jumps.append(item)
            else:
                yield item

    def jump_lines(self) -> None:
        """Where the story goes on is told at its end: nobody who listens needs it before."""
        for frame, page, line in self.jumps:
            link = Element("Link", Element("P", self.element))
            self.builder.own(line, link)
            self.builder.made.jumps.append((link, page, line, frame))


def _key(line: SetLine) -> tuple[str, int, str]:
    """What tells a paragraph from the next; the lines of a headline are one."""
    return (line.address, 0, line.role) if line.role == "headline" else (line.address, line.paragraph, line.role)


def _said(element: Element, words: Words | None) -> Element:
    if words is not None and words.language:
        element.lang = words.language
    return element


def _hang(group: Element, parent: Element) -> None:
    """Hang a picture's group into an article, once."""
    if group.parent is None:
        group.parent = parent
        parent.kids.append(((len(parent.kids),), group))
