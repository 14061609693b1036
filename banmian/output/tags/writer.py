"""Paint pages with their logical structure: every mark on the page is content of an element, or an artifact.

ISO 32000-2 §14.6 to §14.8, ISO 14289-1 §7.1. Painting itself is the painter's own; here is said what each painted thing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from banmian.output.colours.code import number
from banmian.output.letters.effects import line_effects
from banmian.output.letters.marks import line_marks
from banmian.output.letters.operators import TextWriter, is_spread
from banmian.output.painter import Painter
from banmian.output.sheet.attachments import Attachment, attach
from banmian.output.sheet.rewriting import rewritten
from banmian.output.sheet.standard import Keeping
from banmian.output.tags.element import Element, Place
from banmian.output.tags.furniture import furniture_kind
from banmian.output.tags.logic import Owned
from banmian.output.tags.navigation import Ways
from banmian.output.tags.segments import LineTags, Segment
from banmian.output.tags.stories import structure_of
from banmian.output.tags.structure import Tagging
from banmian.output.tags.text import TaggedText, spaced
from banmian.page.composed import ComposedPage, Disc, Picture, Placeholder, Tint
from banmian.text.lines.line import SetLine

if TYPE_CHECKING:
    from banmian.pictures.drawings.drawing import Drawing as Drawn

_LAYOUT = "/Artifact<</Type/Layout>>BDC"


class TaggedPainter(Painter):
    """Writes pages as a file that knows what is on them, or that only keeps to a standard."""

    def __init__(self, pages: Sequence[ComposedPage], keeping: Keeping, attachments: Sequence[Attachment]) -> None:
        told = tuple(pages)
        if keeping.tagged:
            told = spaced(told, _same_headline)
        super().__init__(told, keeping)
        self.tags = Tagging(structure_of(told, keeping.version >= (2, 0))) if keeping.tagged else None
        self.inks.colorants = keeping.archive is not None
        self.attachments = attachments
        self.at = 0  #: the number of the page that is being painted
        self.page_numbers: list[int] = []  #: of their objects
        self.opened: object = None  #: the element or the kind of artifact whose content is being painted

    # What is painted

    def write_page(self, page: ComposedPage) -> None:
        """Paint one page."""
        super().write_page(page)
        shown = self.canvas._doc.Pages.pages[-1]
        if self.tags is not None:
            shown.__NoDefault__ = [*shown.__NoDefault__, "StructParents", "Tabs"]
            shown.StructParents = self.at
            shown.Tabs = pdfdoc.PDFName("S")
        self.page_numbers.append(self.canvas._doc.idToObjectNumberAndVersion[shown.__InternalName__][0])
        self.at += 1

    def paint(self, page: ComposedPage, here: Callable[[str], bool]) -> None:
        """What stands in the frames of one layer."""
        super().paint(page, here)
        self.close()

    def marks_round(self, page: ComposedPage) -> None:
        """Marks round the page."""
        self.artifact("/Artifact<</Type/Page>>BDC")
        super().marks_round(page)
        self.close()

    def item(self, item: Any, paint: Callable[[Any], None]) -> None:
        """One item as what it is."""
        figure = self.tags.structure.figures.get(item.frame) if self.tags else None
        if isinstance(item, Picture | Placeholder | Disc) and figure is not None:
            self.content(figure, (self.at, 0))
            if not isinstance(item, Disc):
                self.note_place(figure, item)
        elif isinstance(item, Tint):
            box = self.rect(item.rect).split()[:4]
            left, bottom, wide, high = (float(value) for value in box)
            corners = " ".join(number(value) for value in (left, bottom, left + wide, bottom + high))
            self.artifact(f"/Artifact<</Type/Background/BBox[{corners}]>>BDC")
        else:
            self.artifact(_LAYOUT)
        super().item(item, paint)

    def shown_drawing(self, picture: Picture) -> tuple[Drawn, str]:
        """A drawing without the marks of its old document."""
        drawing, name = super().shown_drawing(picture)
        if self.tags is None:
            return drawing, name
        from banmian.pictures.drawings.unmarked import unmarked

        return unmarked(drawing), name

    def note_place(self, figure: Element, item: Picture | Placeholder) -> None:
        """Where a picture stands on its page."""
        left, bottom, wide, high = (float(value) for value in self.rect(item.rect).split()[:4])
        corners = " ".join(number(value) for value in (left, bottom, left + wide, bottom + high))
        figure.attributes = f"<</O/Layout/BBox[{corners}]>>"

    def text(self, lines: Iterable[SetLine]) -> None:
        """Lines of type as content of their elements."""
        if self.tags is None:
            super().text(lines)
            return
        for line in lines:
            if line.effects:
                self.knock_out()
                self.artifact(_LAYOUT)
                self.code.append(line_effects(line, self.inks, self.height, self.shift))
            self.line(line)
            if line.annotations:
                self.artifact(_LAYOUT)
                self.code.append(line_marks(line, self.inks, self.height, self.shift))
        self.knock_out()

    def line(self, line: SetLine) -> None:
        """One line, in the marked content of each of its parts, and its readings."""
        tags = self.tags.structure.lines.get(id(line)) if self.tags else None
        retold, over = any(id(run) in self.retold for run in line.runs), self.overprint.line(line)
        if tags is None:
            self.artifact(self.furniture(line))
            self.code.append(self.writer.line(line, retold, over))
            if line.readings:
                self.code.append(self.writer.readings(line))
            return
        if not isinstance(self.writer, TaggedText):
            self.curves(line, tags, over)
            return
        retold = retold or is_spread(line)
        if isinstance(tags, tuple) and not retold:
            self.content(tags[0], (tags[1],))
            self.code.append(self.writer.plain_line(line, over))
        else:  # what says its own text says it as marked content of its element: Poppler takes no other within
            self.close()
            segments = tags.segments if isinstance(tags, LineTags) else [Segment(0, len(line.text), tags[0], (tags[1],))]
            self.code.append(self.writer.parted(line, segments, retold, over, self.begun))
        if isinstance(tags, LineTags):
            self.readings(line, tags.readings)
        elif line.readings:
            self.content(tags[0], (tags[1],))
            self.code.append(self.writer.readings(line))

    def curves(self, line: SetLine, tags: Owned | LineTags, over: bool) -> None:
        """A line of outlines, whose words are told with them."""
        self.close()
        element, place = (tags.segments[0].element, tags.segments[0].place) if isinstance(tags, LineTags) else (tags[0], (tags[1],))
        self.content(element, place, line.text)
        self.code.append(self.writer.line(line, False, over))
        if line.readings:
            self.artifact(_LAYOUT)
            self.code.append(self.writer.readings(line))

    def readings(self, line: SetLine, elements: Sequence[Element]) -> None:
        """Ruby and zhuyin, each as what it is of."""
        assert isinstance(self.writer, TaggedText)
        first = 0
        for element, (_, _, count) in zip(elements, line.read, strict=True):
            self.content(element, (self.at, 0))
            self.code.append(self.writer.reading(line, first, count))
            first += count

    def furniture(self, line: SetLine) -> str:
        """As what artifact a line stands that is not read."""
        frame = next((name for name, other in zip(self.page.line_frames, self.page.lines, strict=True) if other is line), "")
        kind = furniture_kind(self.page, frame) if line.role == "furniture" else ""
        if not kind:
            return _LAYOUT
        return f"/Artifact<</Type/Pagination/Subtype/{kind}/Attached[/{'Top' if kind == 'Header' else 'Bottom'}]>>BDC"

    # Marked content

    def new_writer(self, page: ComposedPage) -> Any:
        """What writes the page's type."""
        writer = super().new_writer(page)
        if isinstance(writer, TextWriter):
            writer.__class__ = TaggedText
        return writer

    def content(self, element: Element, place: Place, read_as: str = "") -> None:
        """What follows is content of *element*."""
        if self.tags is None or self.opened is element:
            return
        self.close()
        self.code.append(self.begun(element, place, read_as))
        self.opened = element

    def begun(self, element: Element, place: Place, read_as: str = "") -> str:
        """The operator that begins marked content of *element*."""
        assert self.tags is not None
        mark = self.tags.mark(self.at, element, place)
        told = f"/ActualText<FEFF{read_as.encode('utf-16-be').hex().upper()}>" if read_as else ""
        return f"/{element.kind}<</MCID {mark}{told}>>BDC"

    def artifact(self, operator: str) -> None:
        """What follows is an artifact, which *operator* begins."""
        if self.tags is None or self.opened == operator:
            return
        self.close()
        self.code.append(operator)
        self.opened = operator

    def close(self) -> None:
        """End marked content, where there is any."""
        if self.opened is not None:
            self.code.append("EMC")
            self.opened = None

    # The file

    def finished(self) -> bytes:
        """The file, once all pages are painted."""
        assert self.keeping is not None
        document = self.canvas._doc
        document.Catalog.Outlines = None  # ReportLab's own, which has none
        if self.tags is not None:
            structured = self.keeping.version >= (2, 0)
            ways = Ways(document, self.pages, self.tags.structure, self.page_numbers, self.corner, structured)
            self.tags.write(document, self.keeping, self.page_numbers, ways.prepare(self.keeping.press is None))
            ways.write()
        attach(document, self.attachments)
        from banmian.output.sheet.standard import say

        say(document, self.keeping)
        return rewritten(document, self.keeping)

    def corner(self, page: ComposedPage) -> tuple[float, float]:
        """Left edge and head of a page's trim in its PDF, where y counts upwards."""
        self.turn_to(page)
        return self.shift, self.height


def _same_headline(line: SetLine, after: SetLine) -> bool:
    """Whether two lines are of one headline: what is read on needs a space between them."""
    return line.role == after.role == "headline" and line.address == after.address and line.paragraph != after.paragraph
