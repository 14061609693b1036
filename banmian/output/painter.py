"""Paint ComposedPages on ReportLab's canvas: everything has its place already, and is only said in PDF.

The same page gives the same bytes: no clock, no path and no hash order enters the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from banmian import __version__
from banmian.output.colours.code import OVER, number, path_code
from banmian.output.colours.inks import STATES, Inks
from banmian.output.colours.overprint import Overprint
from banmian.output.colours.pagecolours import spot_inks
from banmian.output.items.gradient import gradient
from banmian.output.items.image import placed, put_image
from banmian.output.items.picturedata import all_samples, picture_shadow
from banmian.output.letters.effects import line_effects, run_outlines
from banmian.output.letters.fontsubsets import embed_fonts
from banmian.output.letters.marks import line_marks
from banmian.output.letters.operators import TextWriter
from banmian.output.paintorder import DISC_COLOUR, KEYLINE_COLOUR, LABEL_COLOUR, SLOT_COLOUR, WHITE, layers
from banmian.output.sheet.pressmarks import has_art_box, margin, press_marks
from banmian.page.composed import ComposedPage, Disc, Drawing, Picture, Placeholder, Rule, Tint
from banmian.page.parts.ornament import rounded
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import SetLine

if TYPE_CHECKING:
    from banmian.output.letters.curves import CurveWriter
    from banmian.output.sheet.flatten import Flattener
    from banmian.output.sheet.standard import Keeping
    from banmian.pictures.drawings.drawing import Drawing as Drawn


class PageCanvas(Canvas):
    """A canvas whose pages do not start by naming Helvetica, which would stay unembedded."""

    states: Mapping[str, str] = {}  #: graphics states of ours that a page may name

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"

    def _setExtGState(self, page: Any) -> None:  # noqa: N802 - ReportLab's hook
        super()._setExtGState(page)
        if self.states:
            page.ExtGState = page.ExtGState or pdfdoc.PDFDictionary()
            page.ExtGState.dict.update(self.states)


class Painter:
    """Writes pages as one file; *keeping* to standards where there are any."""

    def __init__(self, pages: Sequence[ComposedPage], keeping: Keeping | None) -> None:
        self.keeping = keeping
        self.pages = pages
        self.told: list[str] = []
        self.turn_to(pages[0])
        self.target = io.BytesIO()
        self.canvas = PageCanvas(
            self.target, pagesize=self.size, pageCompression=1, invariant=1, lang=pages[0].language.value, pdfVersion=(1, 7)
        )
        if keeping is not None:
            from banmian.output.sheet.standard import keep_to

            keep_to(self.canvas._doc, keeping, pages[0].condition)
        self.inks = Inks(self.canvas._doc, pages[0].condition)
        self.fonts, self.retold = embed_fonts(self.canvas._doc, pages)
        self.samples = all_samples(pages)
        if self.inks.on_press:
            self.canvas.states = STATES

    def turn_to(self, page: ComposedPage) -> None:
        """Measure up for *page*."""
        self.page = page
        self.shift = around = page.bleed + margin(page)
        self.size = (page.trim[0] + 2 * around, page.trim[1] + 2 * around)
        self.height = self.size[1] - around  # y of the trim's top edge, counted upwards

    def write(self) -> bytes:
        """The file."""
        self.say_what_it_is()
        for page in self.pages:
            self.turn_to(page)
            self.write_page(page)
        return self.finished()

    def say_what_it_is(self) -> None:
        """Title, newspaper and maker."""
        canvas = self.canvas
        first = self.pages[0]  # a press file has a title, and a page without a headline none of its own
        canvas.setTitle(first.title if first.title or self.keeping is None else f"{first.author}第{first.number}版")
        canvas.setCreator(f"banmian {__version__}")
        canvas.setAuthor(self.page.author)
        canvas.setSubject("")

    def finished(self) -> bytes:
        """The file, once all pages are painted."""
        if self.keeping is not None:
            from banmian.output.sheet.standard import say

            say(self.canvas._doc, self.keeping)
        self.canvas.save()
        return self.target.getvalue()

    def write_page(self, page: ComposedPage) -> None:
        """Paint one page."""
        canvas = self.canvas
        canvas.setPageSize(self.size)
        self.code: list[str] = canvas._code
        self.writer = self.new_writer(page)
        self.overprint = Overprint(page, self.samples, self.inks.on_press)
        self.inks.spaces = canvas._colorsUsed
        self.flattener = self.new_flattener(page)
        self.set_boxes(page)
        bleed = Rect(-page.bleed, -page.bleed, page.trim[0] + 2 * page.bleed, page.trim[1] + 2 * page.bleed)
        if page.marks:
            self.code.append(f"q {self.rect(bleed)} W n")
        for here in layers(page):
            self.paint(page, here)
        if page.marks:
            self.code.append("Q")
            self.marks_round(page)
        canvas.showPage()

    def marks_round(self, page: ComposedPage) -> None:
        """Marks for those who cut and print the page."""
        self.code.append(press_marks(page, self.inks, spot_inks(page)))

    def new_writer(self, page: ComposedPage) -> TextWriter | CurveWriter:
        """What writes the page's type."""
        if page.curves:
            from banmian.output.letters.curves import CurveWriter

            return CurveWriter(self.inks, self.height, self.shift)
        resources = {key: name for key, (name, _) in self.fonts.items()}
        codes = {key: font.hex_codes for key, (_, font) in self.fonts.items()}
        return TextWriter(resources, codes, self.inks, self.height, self.shift)

    def set_boxes(self, page: ComposedPage) -> None:
        """Trim, bleed and, of a page for the press, the type area as art box, where no standard forbids it (§14.11.2)."""
        around, extra = self.shift, self.shift - page.bleed
        self.canvas.setTrimBox((around, around, around + page.trim[0], around + page.trim[1]))
        self.canvas.setBleedBox((extra, extra, self.size[0] - extra, self.size[1] - extra))
        if self.keeping is None and has_art_box(page):
            area = page.grid.area
            self.canvas.setArtBox((area.x + around, self.height - area.bottom, area.right + around, self.height - area.y))

    def paint(self, page: ComposedPage, here: Callable[[str], bool]) -> None:
        """What stands in the frames of one layer."""
        paints: tuple[tuple[Sequence[Any], Callable[[Any], None]], ...] = (
            (page.tints, self.tint),
            (page.pictures, self.picture),
            (page.discs, self.disc),
            (page.rules, self.rule),
            (page.drawings, self.drawing),
        )
        for items, paint in paints:
            for item in items:
                if here(item.frame):
                    self.item(item, paint)
        lines = [(name, line) for name, line in zip(page.line_frames, page.lines, strict=True) if here(name)]
        if self.flattener is not None:
            self.flattener.lines += lines
        self.text([line for _, line in lines])

    def new_flattener(self, page: ComposedPage) -> Flattener | None:
        """What makes opaque what is transparent, where the standard wants it."""
        if self.keeping is None or not self.keeping.flat:
            return None
        from banmian.output.sheet.flatten import Flattener

        return Flattener(page, self.samples, lambda so_far: Painter([so_far], None).write())

    def item(self, item: Any, paint: Callable[[Any], None]) -> None:
        """One item; where nothing may be transparent, with what lies under it as one picture."""
        flat = self.flattener.flat(item) if self.flattener is not None else None
        if flat is None:
            paint(item)
            return
        name = put_image(self.canvas, self.inks, flat.samples)
        self.code.append(f"q {placed(flat.rect, 0.0, 1, self.height, self.shift)}")
        self.canvas.doForm(name)
        self.code.append("Q")
        self.told.append(flat.told)

    # Drawing

    def text(self, lines: Iterable[SetLine]) -> None:
        for line in lines:
            if line.effects:
                self.knock_out()
                self.code.append(line_effects(line, self.inks, self.height, self.shift))
            self.code.append(self.writer.line(line, any(id(run) in self.retold for run in line.runs), self.overprint.line(line)))
            if line.readings:
                self.code.append(self.writer.readings(line))
            if line.annotations:
                self.code.append(line_marks(line, self.inks, self.height, self.shift))

        self.knock_out()

    def knock_out(self) -> None:
        """Nothing that follows is printed over other inks."""
        if code := self.writer.knocked_out():
            self.code.append(code)

    def rect(self, rect: Rect) -> str:
        x, y = number(rect.x + self.shift), number(self.height - rect.bottom)
        return f"{x} {y} {number(rect.width)} {number(rect.height)} re"

    def fill(self, rect: Rect, colour: Colour) -> None:
        self.code.append(f"q {self.inks.fill(colour)} {self.rect(rect)} f Q")

    def tint(self, tint: Tint) -> None:
        fill = tint.fill
        if fill.end is None and not tint.radius:
            self.fill(tint.rect, fill.start)
            return
        path = path_code(rounded(tint.rect, tint.radius), self.height, self.shift)
        if fill.end is None:
            self.code.append(f"q {self.inks.fill(fill.start)} {path} f Q")
            return
        self.code.append(f"q {path} W n")
        self.canvas.shade(gradient(tint.rect, fill, self.inks, self.height, self.shift))
        self.code.append("Q")

    def drawing(self, drawing: Drawing) -> None:
        path = path_code(drawing.path, self.height, self.shift)
        colours = [self.inks.fill(drawing.fill)] if drawing.fill else []
        if drawing.stroke:
            colours.append(f"{self.inks.stroke(drawing.stroke)} {number(drawing.weight)} w")
        paint = "B" if drawing.fill and drawing.stroke else "f" if drawing.fill else "S"
        if drawing.opacity < 1:
            self.canvas.saveState()
            self.canvas.setFillAlpha(drawing.opacity)
            self.code.append(f"{' '.join(colours)} {path} {paint}")
            self.canvas.restoreState()
            return
        self.code.append(f"q {' '.join(colours)} {path} {paint} Q")

    def rule(self, rule: Rule) -> None:
        over = f"/{OVER} gs " if self.overprint.rule(rule) else ""
        if not rule.dotted:
            self.code.append(f"q {over}{self.inks.fill(rule.colour)} {self.rect(rule.rect)} f Q")
            return
        rect = rule.rect
        weight = min(rect.width, rect.height)
        across = rect.width >= rect.height
        x1, y1 = (rect.x, rect.y + weight / 2) if across else (rect.x + weight / 2, rect.y)
        x2, y2 = (rect.right, y1) if across else (x1, rect.bottom)
        ends = " ".join(number(value) for value in (x1 + self.shift, self.height - y1))
        last = " ".join(number(value) for value in (x2 + self.shift, self.height - y2))
        dash = f"{number(weight)} w 1 J [0 {number(2.5 * weight)}] 0 d"
        self.code.append(f"q {over}{self.inks.stroke(rule.colour)} {dash} {ends} m {last} l S Q")

    def picture(self, picture: Picture | Placeholder) -> None:
        if isinstance(picture, Placeholder):
            self.fill(picture.rect, SLOT_COLOUR)
            self.keyline(picture.rect, 0.5)
            self.code.append(self.writer.label(picture.label, picture.baseline, LABEL_COLOUR))
            return
        if (shadow := picture_shadow(picture)) is not None:
            shade = put_image(self.canvas, self.inks, shadow.samples)
            self.code.append(f"q {placed(shadow.rect, 0.0, 1, self.height, self.shift)}")
            self.canvas.doForm(shade)
            self.code.append("Q")
        samples = None if picture.page else self.samples[picture.path, picture.treated]
        name = self.form(picture) if samples is None else put_image(self.canvas, self.inks, samples)
        place = placed(picture.image, picture.turned, samples.stands if samples else 1, self.height, self.shift)
        outline = path_code(picture.shape, self.height, self.shift) if picture.shape else ""
        cut = f"{outline} W*" if outline else f"{self.rect(picture.rect)} W"
        self.code.append(f"q {cut} n {place}")
        self.canvas.doForm(name)
        self.code.append("Q")
        if picture.keyline and outline:
            self.code.append(f"q {self.inks.stroke(KEYLINE_COLOUR)} {number(picture.keyline)} w {outline} S Q")
        elif picture.keyline:
            self.keyline(picture.rect, picture.keyline)

    def form(self, picture: Picture) -> str:
        """The name of the form of a drawing, made once. Raises PageError where it cannot be brought into the page's colours."""
        from banmian.output.items.form import drawing_form

        drawing, name = self.shown_drawing(picture)
        document = self.canvas._doc
        if document.getXObjectName(name) not in document.idToObject:
            document.addForm(name, drawing_form(drawing, name))
        return name

    def shown_drawing(self, picture: Picture) -> tuple[Drawn, str]:
        """The drawing of a picture as this file shows it, and the name of its form."""
        from banmian.output.items.form import shown_drawing

        return shown_drawing(picture)

    def keyline(self, rect: Rect, weight: float) -> None:
        self.code.append(f"q {self.inks.stroke(KEYLINE_COLOUR)} {number(weight)} w {self.rect(rect)} S Q")

    def disc(self, disc: Disc) -> None:
        x, y, radius = disc.x + self.shift, self.height - disc.y, disc.radius
        self.canvas.saveState()
        self.code.append(f"{self.inks.fill(DISC_COLOUR)} {self.inks.stroke(WHITE)} .8 w")
        self.canvas.circle(x, y, radius, stroke=1, fill=1)
        self.code.append(self.inks.fill(WHITE))
        for path in run_outlines(disc.figure, self.height - disc.baseline, self.shift):
            self.code += (path, "f")
        self.canvas.restoreState()
