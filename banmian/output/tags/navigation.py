"""The ways through a file: bookmarks, article threads, page labels, destinations by frame, links of jump lines.

ISO 32000-2 §12.3 (destinations, outlines), §12.4.2 (page labels), §12.4.3 (articles), §12.5.6.5 (links).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from reportlab.pdfbase import pdfdoc

from banmian.output.colours.code import number
from banmian.output.sheet.attachments import name_key
from banmian.output.sheet.raw import Raw, allotted, pdf_text
from banmian.output.tags.element import Element
from banmian.output.tags.logic import Story, Structure
from banmian.output.tags.structure import Annotated
from banmian.page.composed import ComposedPage
from banmian.plan.geometry import Rect
from banmian.plan.reading import Article, PartKind
from banmian.text.lines.line import SetLine

Corner = Callable[[ComposedPage], tuple[float, float]]  #: of a page: its trim's left edge and head in its PDF
_LOW, _HIGH = 0.12, 0.88  # of a line's size: how far it reaches under and over its baseline


class Link(msgspec.Struct):
    """A link from a line of type to a place."""

    item: Annotated
    annotation: Raw
    line: SetLine
    frame: str  #: that it leads to; empty for a page as a whole
    page: int


class Ways:
    """What leads through a file, prepared before its elements have numbers and written when they have."""

    def __init__(
        self,
        document: Any,
        pages: Sequence[ComposedPage],
        structure: Structure,
        numbers: Sequence[int],
        corner: Corner,
        structured: bool,
    ) -> None:
        """*numbers* are of the pages' objects; *structured*: destinations lead to elements too (ISO 14289-2 §8.8)."""
        self.document = document
        self.pages = pages
        self.structure = structure
        self.numbers = numbers
        self.corner = corner
        self.structured = structured
        self.links: list[Link] = []
        self.page_of = {frame.id: at for at, page in enumerate(pages) for frame in page.frames}
        self.lines_of: dict[str, list[SetLine]] = {}
        for page in pages:
            for frame, line in zip(page.line_frames, page.lines, strict=True):
                self.lines_of.setdefault(frame, []).append(line)

    def prepare(self, linked: bool) -> list[Annotated]:
        """Make room for links, where they may stand on a page; they are content of their elements."""
        if linked:
            for element, page, line, frame in self.structure.jumps:
                if target := self.other_side(frame, line):
                    annotation, count = allotted(self.document)
                    self.links.append(Link(Annotated(element, page, count), annotation, line, target, self.page_of[target]))
            for entry in self.structure.entries:
                for page, line in entry.lines if entry.target is not None else ():
                    annotation, count = allotted(self.document)
                    self.links.append(Link(Annotated(entry.words, page, count), annotation, line, entry.frame, entry.page))
        return [link.item for link in self.links]

    def write(self) -> None:
        """Write everything."""
        self.write_links()
        self.destinations()
        self.outlines()
        self.threads()
        self.labels()

    # Places

    def box(self, page: int, rect: Rect) -> str:
        """A rectangle in a page's PDF."""
        left, head = self.corner(self.pages[page])
        sides = (rect.x + left, head - rect.bottom, rect.right + left, head - rect.y)
        return f"[{' '.join(number(side) for side in sides)}]"

    def target(self, page: int, x: float, y: float, element: Element | None) -> str:
        """A destination, as entries of a dictionary: a place on a page, and the element that stands there."""
        left, head = self.corner(self.pages[page])
        place = f"/XYZ {number(x + left)} {number(head - y)} null]"
        told = f"/SD[{element.number} 0 R{place}" if self.structured and element is not None else ""
        return f"/D[{self.numbers[page]} 0 R{place}{told}"

    def first_element(self, frame: str) -> Element | None:
        """The element that begins in a frame, or goes on there."""
        if frame in self.structure.figures:
            return self.structure.figures[frame]
        told = (self.structure.parts(line) for line in self.lines_of.get(frame, ()))
        return next((parts[0][0] for parts in told if parts), None)

    # Links

    def other_side(self, frame: str, line: SetLine) -> str:
        """The frame that a jump line leads to: the one behind its own where it stands at the foot, else the one before."""
        chain = next((part.frames for article in self.articles() for part in article.parts if frame in part.frames), ())
        if len(chain) < 2:
            return ""
        at = chain.index(frame)
        own = self.lines_of[frame]
        place = next(number for number, other in enumerate(own) if other is line)
        onward = place >= len(own) / 2 if len(own) > 1 else at + 1 < len(chain)
        order = range(at + 1, len(chain)) if onward else range(at - 1, -1, -1)
        return next((chain[other] for other in order if self.page_of[chain[other]] != self.page_of[frame]), "")

    def articles(self) -> Sequence[Article]:
        return self.pages[0].articles

    def write_links(self) -> None:
        by_page: dict[int, list[Raw]] = {}
        for at, link in enumerate(self.links):
            rect = next((box.rect for box in self.pages[link.page].frames if box.id == link.frame), Rect(0.0, 0.0, 0.0, 0.0))
            element = self.first_element(link.frame) if link.frame else self.structure.pages[link.page]
            place = self.box(link.item.page, line_rect(link.line))
            link.annotation.text = (
                f"<</Type/Annot/Subtype/Link/Rect{place}/Border[0 0 0]/F 4/Contents{pdf_text(link.line.text.strip())}"
                f"/StructParent {len(self.pages) + at}/A<</S/GoTo{self.target(link.page, rect.x, rect.y, element)}>>>>"
            )
            by_page.setdefault(link.item.page, []).append(link.annotation)
        for page, notes in by_page.items():
            self.shown(page).Annots = pdfdoc.PDFArray([self.document.Reference(item) for item in notes])

    def shown(self, page: int) -> Any:
        """A page's object."""
        return self.document.Pages.pages[page]

    # Destinations and outlines

    def destinations(self) -> None:
        """One a frame, by its id (§12.3.2.4)."""
        rows = []
        for at, page in enumerate(self.pages):
            for frame in page.frames:
                element = self.first_element(frame.id)
                rows.append((frame.id, f"<<{self.target(at, frame.rect.x, frame.rect.y, element)}>>"))
        told = "".join(f"{pdf_text(name)}{where}" for name, where in sorted(rows, key=lambda row: name_key(row[0])))
        if told:
            self.document.Catalog.Names = Raw(f"<</Dests<</Names[{told}]>>>>")

    def outlines(self) -> None:
        """Bookmarks: stories with their headings, under their pages where there are several."""
        self.head_words = self.words({id(element) for story in self.structure.stories for _, element, _, _ in story.heads})
        root = _Outline("", "")
        for at, page in enumerate(self.pages):
            own = [story for story in self.structure.stories if story.article.page == at]
            above = root
            if len(self.pages) > 1 and own:
                above = _Outline(_page_name(page), self.target(at, 0.0, 0.0, self.structure.pages[at]), root)
            for story in own:
                self.story_outline(story, above)
        if root.kids:
            self.document.Catalog.Outlines = root.write(self.document)

    def story_outline(self, story: Story, above: _Outline) -> None:
        levels = {0: above}
        heads = list(story.heads)
        if not heads or heads[0][0] > 1:
            page, x, y = self.beginning(story)
            title = story.article.title or story.article.story
            levels[1] = _Outline(title, self.target(page, x, y, story.element), above)
        for level, element, page, line in heads:
            rect = line_rect(line)
            title = story.article.title if level == 1 and story.article.title else self.head_words.get(id(element), "")
            upper = levels[max(item for item in levels if item < level)]
            levels = {item: known for item, known in levels.items() if item < level}
            levels[level] = _Outline(title, self.target(page, rect.x, rect.y, element), upper)

    def beginning(self, story: Story) -> tuple[int, float, float]:
        frame = story.article.parts[0].frames[0]
        page = self.page_of[frame]
        rect = next((item.rect for item in self.pages[page].frames if item.id == frame), Rect(0.0, 0.0, 0.0, 0.0))
        return page, rect.x, rect.y

    def words(self, elements: set[int]) -> dict[int, str]:
        """The words of headings, line after line, by the identity of their elements."""
        found: dict[int, str] = {}
        for page in self.pages:
            for line in page.lines:
                for element, words in self.structure.parts(line):
                    if id(element) in elements:
                        found[id(element)] = found.get(id(element), "") + words
        return {key: " ".join(words.replace("\u00ad", "").split()) for key, words in found.items()}

    # Articles

    def threads(self) -> None:
        """Each story as an article (§12.4.3): its headline, then its text column by column, over pages."""
        threads, beads_of = [], dict[int, list[tuple[Raw, int]]]()
        for story in self.structure.stories:
            places = list(self.beads(story.article))
            if not places:
                continue
            thread, count = allotted(self.document)
            beads = [allotted(self.document) for _ in places]
            for at, ((page, rect), (bead, own)) in enumerate(zip(places, beads, strict=True)):
                after, before = beads[(at + 1) % len(beads)][1], beads[at - 1][1]
                first = f"/T {count} 0 R" if at == 0 else ""
                bead.text = f"<</Type/Bead{first}/N {after} 0 R/V {before} 0 R/P {self.numbers[page]} 0 R/R{self.box(page, rect)}>>"
                beads_of.setdefault(page, []).append((bead, own))
            title = story.article.title or story.article.story
            thread.text = f"<</Type/Thread/F {beads[0][1]} 0 R/I<</Title{pdf_text(title)}>>>>"
            threads.append(count)
        if threads:
            self.document.Catalog.Threads = Raw(f"[{' '.join(f'{count} 0 R' for count in threads)}]")
        for page, beads in beads_of.items():
            self.shown(page).B = Raw(f"[{' '.join(f'{own} 0 R' for _, own in beads)}]")

    def beads(self, article: Article) -> Iterator[tuple[int, Rect]]:
        """Where an article is read, one rectangle after another."""
        for part in article.parts:
            if part.kind in (PartKind.PICTURE, PartKind.TABLE, PartKind.QUOTE, PartKind.CAPTIONS):
                continue
            for frame in part.frames:
                page = self.page_of[frame]
                legs = [rect for name, rect in self.pages[page].legs if name == frame]
                if not legs:
                    own = [line_rect(line) for line in self.lines_of.get(frame, ())]
                    legs = [round_all(own)] if own else []
                yield from ((page, rect) for rect in legs)

    def labels(self) -> None:
        """The pages' numbers, as their folios have them (§12.4.2)."""
        rows, expected = [], None
        for at, page in enumerate(self.pages):
            if page.number != expected:
                rows.append(f"{at}<</S/D/St {page.number}>>" if page.number > 0 else f"{at}<</P({page.number})>>")
            expected = page.number + 1 if page.number > 0 else None
        self.document.Catalog.PageLabels = Raw(f"<</Nums[{''.join(rows)}]>>")


class _Outline:
    """A bookmark and those under it."""

    def __init__(self, title: str, target: str, above: _Outline | None = None) -> None:
        self.title = title
        self.target = target
        self.kids: list[_Outline] = []
        if above is not None:
            above.kids.append(self)

    def write(self, document: Any) -> Raw:
        """Write the tree under this root."""
        made, count = allotted(document)
        made.text = f"<</Type/Outlines{self._kids(document, count)}/Count {len(self.kids)}>>"
        return made

    def _kids(self, document: Any, above: int) -> str:
        objects = [allotted(document) for _ in self.kids]
        for at, (kid, (made, count)) in enumerate(zip(self.kids, objects, strict=True)):
            before = f"/Prev {objects[at - 1][1]} 0 R" if at else ""
            after = f"/Next {objects[at + 1][1]} 0 R" if at + 1 < len(objects) else ""
            under = f"{kid._kids(document, count)}/Count -{len(kid.kids)}" if kid.kids else ""
            made.text = f"<</Title{pdf_text(kid.title)}/Parent {above} 0 R{before}{after}{under}/A<</S/GoTo{kid.target}>>>>"
        return f"/First {objects[0][1]} 0 R/Last {objects[-1][1]} 0 R" if objects else ""


def _page_name(page: ComposedPage) -> str:
    return f"第{page.number}版"


def line_rect(line: SetLine) -> Rect:
    """The room of a line of type."""
    if line.vertical:
        return Rect(line.baseline - line.size / 2, line.x, line.size, line.measure)
    return Rect(line.x, line.baseline - _HIGH * line.size, line.measure, (_LOW + _HIGH) * line.size)


def round_all(rects: Sequence[Rect]) -> Rect:
    """The rectangle round some."""
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(left, top, max(rect.right for rect in rects) - left, max(rect.bottom for rect in rects) - top)
