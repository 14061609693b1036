"""Fill frames: content addresses to blocks of styled words, photographs, furniture, tables, quotes.

Reports every address, photograph, furniture line or style that is not there, and what is wrong in inline markup.
"""

from __future__ import annotations

import msgspec

from banmian.plan.convert import converter
from banmian.plan.flow import UnknownAddressError, Words, caption_words, find_words, place_of, quote_words, table_words, within
from banmian.plan.geometry import Sheet
from banmian.plan.markup import Mark, Markup, read_markup
from banmian.plan.picture import PictureLooks
from banmian.plan.plan import (
    Block,
    Filling,
    HeadlineFilling,
    Limits,
    LineFilling,
    OrnamentFilling,
    PhotoFilling,
    QuoteFilling,
    RuleFilling,
    StyledPart,
    TableFilling,
    TextFilling,
)
from banmian.plan.style import ParagraphStyle, StyleBook
from banmian.spec.files.diagnostics import Report, Span, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.dress import ORNAMENTS
from banmian.spec.types.frame import Caption, Direction, FitSpec, FrameSpec
from banmian.spec.types.schema import ParagraphSetting


class Filler:
    """Fills the frames of one file."""

    def __init__(self, spec: PageSpec, book: StyleBook, sheets: tuple[Sheet, ...], report: Report, on_press: bool) -> None:
        self.spec = spec
        self.book = book
        self.sheets = sheets
        self.grid = sheets[0].grid
        self.report = report
        self.convert = converter(spec.file.page.convert, spec.spans.at("page", "convert"), report)
        self.looks = PictureLooks(spec, self.grid, report, on_press)
        self.granted: set[tuple[str, int]] = set()  #: the paragraphs that some frame sets
        self.wishes = {(item.of, item.paragraph): item for item in spec.file.paragraphs}

    def position_of(self, item: FrameSpec | ParagraphSetting) -> int:
        """Where *item* stands in the list of its file."""
        at = self.spec.spans.path_of(item)[-1]
        assert isinstance(at, int)
        return at

    def filling(self, frame: FrameSpec, goes_on: bool) -> Filling | None:
        """What fills *frame*; *goes_on* when a thread reaches it."""
        at = self.position_of(frame)
        if frame.flow is not None:
            blocks = self._blocks(at, frame, frame.flow, "flow")
            jump = self.book.style(frame.roles.get("jump", "jump"), "frames", at, "roles", "jump") if frame.jump else None
            return TextFilling(blocks, frame.next, frame.run_in, frame.balance, self._limits(at, frame.fit), jump)
        if frame.headline is not None:
            return HeadlineFilling(self._headline(at, frame, frame.headline), self._limits(at, frame.fit))
        if frame.photo is not None:
            return self._photo(at, frame, frame.photo)
        if frame.quote is not None:
            return QuoteFilling(self._named(at, frame, frame.quote, "quote"))
        if frame.table is not None:
            return self._table(at, frame, frame.table)
        if frame.ornament is not None:
            if frame.ornament not in ORNAMENTS:
                span = self.spec.spans.at("frames", at, "ornament")
                self.report.error(
                    span, f"there is no ornament {frame.ornament}", suggestion(frame.ornament, list(ORNAMENTS), "ornaments")
                )
            return OrnamentFilling(frame.ornament, self.book.style(frame.roles.get("ornament", "ornament"), "frames", at, "roles"))
        if frame.line is not None:
            return self._furniture(at, frame)
        if frame.rule is not None:
            return RuleFilling(frame.rule)
        return TextFilling((), frame.next, False) if goes_on else None

    def _limits(self, at: int, fit: FitSpec | None) -> Limits | None:
        """The limits of copyfitting in points and shares; reported where a pair is none."""
        if fit is None:
            return None
        pairs: dict[str, tuple[float, float] | None] = {}
        for key in ("size", "tracking", "leading", "width"):
            said = getattr(fit, key)
            values = [item.points(1.0, 1.0) if key == "tracking" else item.value for item in said]
            pairs[key] = self._pair(values, "frames", at, "fit", key) if said else None
        photos = {}
        for name, heights in fit.photos.items():
            points = [height.points(self.grid.size, self.grid.leading) for height in heights]
            pair = self._pair(points, "frames", at, "fit", "photos", name)
            if not any(other.id == name for other in self.spec.file.frames):
                known = [other.id for other in self.spec.file.frames]
                span = self.spec.spans.at("frames", at, "fit", "photos", name)
                self.report.error(span, f"there is no frame {name}", suggestion(name, known, "frames"))
            elif pair:
                photos[name] = pair
        span = self.spec.spans.at("frames", at, "fit")
        return Limits(pairs["size"], pairs["tracking"], pairs["leading"], pairs["width"], fit.paragraphs, photos, span)

    def _pair(self, values: list[float], *path: str | int) -> tuple[float, float] | None:
        if len(values) == 2 and values[0] <= values[1]:
            return values[0], values[1]
        self.report.error(self.spec.spans.at(*path), "limits are two values, the least and the most", "write [95%, 103%]")
        return None

    def _blocks(self, at: int, frame: FrameSpec, address: str, key: str) -> tuple[Block, ...]:
        try:
            words = find_words(self.spec.content, address)
        except UnknownAddressError as error:
            self.report.error(self.spec.spans.at("frames", at, key), str(error), error.hint)
            return ()
        return tuple(self.block(at, frame, item) for item in words)

    def block(self, at: int, frame: FrameSpec, words: Words, style: str = "") -> Block:
        """One block in the style of its role."""
        role = words.role
        if words.number == 1 and role in ("body", "lead") and "opening" in frame.roles:
            role = "opening"
        name = style or frame.roles.get(role, role)
        path = ("frames", at, "styles") if style else ("frames", at, "roles", role)
        dressed = self.book.style(name, *path)
        if frame.direction is Direction.VERTICAL:
            dressed = msgspec.structs.replace(dressed, vertical=True)
        if frame.composition:
            dressed = self._recomposed(dressed, frame.composition, "frames", at)
        wish = self.wishes.get((words.address, words.number))
        self.granted.add((words.address, words.number))
        if wish and wish.composition:
            dressed = self._recomposed(dressed, wish.composition, "paragraphs", self.position_of(wish))
        if wish and wish.tracking:
            dressed = msgspec.structs.replace(dressed, tracking=dressed.tracking + wish.tracking.points(1.0, 1.0))
        place = place_of(words, self.spec.spans.at(*words.path))
        markup = read_markup(self.convert(words.text))
        for mistake in markup.mistakes:
            self.report.error(within(place, mistake.at), mistake.message, mistake.hint)
        return Block(
            text=markup.text,
            style=dressed,
            role=words.role,
            address=words.address,
            number=words.number,
            span=place,
            marks=self._in_order(markup.marks, place),
            reading_styles=self.book.reading_styles(dressed, {mark.kind for mark in markup.marks if mark.reading}, place),
            parts=self._parts(markup, dressed, place) if markup.spans else (),
            locked=self._locked(wish, markup.text) if wish and wish.locked and wish.locked[0].line is None else (),
            held=self._held(wish, markup.text) if wish and wish.locked and wish.locked[0].line is not None else {},
            wish=wish.lines if wish else 0,
            wish_span=self.spec.spans.at("paragraphs", self.position_of(wish)) if wish else None,
        )

    def _locked(self, setting: ParagraphSetting, text: str) -> tuple[tuple[int, float | None], ...]:
        """J6: the ends of locked lines; reported where they are not those of the paragraph."""
        ends, end = [], 0
        for line in setting.locked:
            end += line.characters
            ends.append((end, line.tracking.points(1.0, 1.0) if line.tracking else None))
        faulty = [line.characters for line in setting.locked if line.characters < 1]
        if end != len(text) or faulty:
            span = self.spec.spans.at("paragraphs", self.position_of(setting), "locked")
            message = f"the locked lines hold {end} characters, the paragraph has {len(text)}"
            self.report.error(span, message, "count every character, marks and spaces too")
            return ()
        if setting.lines:
            span = self.spec.spans.at("paragraphs", self.position_of(setting), "lines")
            self.report.error(span, "locked lines cannot come out shorter or longer", "take lines or locked out")
        return tuple(ends)

    def _held(self, setting: ParagraphSetting, text: str) -> dict[int, int]:
        """J6: single locked lines by their number; reported where one is told twice, or cannot be."""
        found: dict[int, int] = {}
        span = self.spec.spans.at("paragraphs", self.position_of(setting), "locked")
        for line in setting.locked:
            if line.line is None or line.line in found or line.line < 1:
                self.report.error(span, "some locked lines have no number, or the same", "give each its line, or lock all lines")
            elif line.tracking is not None:
                self.report.error(span, "a single locked line is justified", "take tracking out, or lock all lines")
            elif not 1 <= line.characters <= len(text):
                message = f"the locked line {line.line} holds {line.characters} characters, the paragraph has {len(text)}"
                self.report.error(span, message, "count every character, marks and spaces too")
            else:
                found[line.line] = line.characters
        if setting.lines:
            self.report.error(span, "locked lines cannot come out shorter or longer", "take lines or locked out")
        return found

    def _in_order(self, marks: tuple[Mark, ...], place: Span) -> tuple[Mark, ...]:
        """The marks by their places; of two readings of the same characters the second is reported and left out."""
        found: list[Mark] = []
        read_to = 0
        for mark in sorted(marks, key=lambda mark: mark.start):
            if mark.reading and mark.start < read_to:
                message = f"{mark.reading} stands beside characters that have a reading already"
                self.report.error(place, message, "one reading a character; take one of them out")
                continue
            read_to = mark.end if mark.reading else read_to
            found.append(mark)
        return tuple(found)

    def _parts(self, markup: Markup, style: ParagraphStyle, place: Span) -> tuple[StyledPart, ...]:
        """The parts of a text that its spans set in another way, inner spans over outer ones."""
        at = [style] * len(markup.text)
        for span in markup.spans:
            wrong = within(place, span.at)
            dressed: dict[ParagraphStyle, ParagraphStyle] = {}
            for index in range(span.start, span.end):
                if at[index] not in dressed:
                    dressed[at[index]] = self.book.inline(at[index], span.style, wrong)
                at[index] = dressed[at[index]]
        found, start = [], 0
        for end in range(1, len(at) + 1):
            if end == len(at) or at[end] is not at[start]:
                if at[start] is not style:
                    found.append(StyledPart(start, end, at[start]))
                start = end
        return tuple(found)

    def _recomposed(self, style: ParagraphStyle, settings: CompositionSpec, *at: str | int) -> ParagraphStyle:
        """*style* with composition *settings* of a frame or a paragraph over its own."""
        return msgspec.structs.replace(style, profile=self.book.composed(style.profile, settings, (*at, "composition")))

    def _headline(self, at: int, frame: FrameSpec, story: str) -> tuple[Block, ...]:
        """A story's headline group; *styles* of the frame dress its headline lines in order."""
        address = story if "." in story else f"{story}.headline"
        blocks = self._blocks(at, frame, address, "headline")
        if not frame.styles or not blocks:
            return blocks
        words = find_words(self.spec.content, address)
        lines = [item for item in words if item.role == "headline"]
        styles = {item.number: style for item, style in zip(lines, frame.styles, strict=False)}
        return tuple(self.block(at, frame, item, styles.get(item.number, "") if item.role == "headline" else "") for item in words)

    def _photo(self, at: int, frame: FrameSpec, name: str) -> PhotoFilling | None:
        photo = self.spec.content.photos.get(name)
        if photo is None:
            hint = suggestion(name, list(self.spec.content.photos), "photographs")
            self.report.error(self.spec.spans.at("frames", at, "photo"), f"the content has no photograph {name}", hint)
            return None
        path, page = self.looks.file(name, photo)
        caption = None
        if frame.caption is not Caption.NONE and photo.caption:
            caption = self.block(at, frame, caption_words(self.spec.content, name))
        focus = (frame.focus_x.value, frame.focus_y.value)
        number = self.book.style(frame.roles.get("number", "number"), "frames", at, "roles", "number")
        width = frame.caption_width.points(self.grid.size, self.grid.leading)
        keyline = None if frame.keyline is None else frame.keyline.points(self.grid.size, self.grid.leading)
        if keyline is not None and keyline < 0:
            span = self.spec.spans.at("frames", at, "keyline")
            self.report.error(span, "a line has no negative weight", "write its weight, or 0pt for no line")
        caption_at = frame.caption, width
        look = self.looks.look(at, frame)
        story = photo.story or ""
        return PhotoFilling(
            name, path, focus, photo.number or "", frame.number, caption, *caption_at, number, story, page, keyline, look
        )

    def _furniture(self, at: int, frame: FrameSpec) -> LineFilling:
        parts = []
        furniture = self.spec.content.furniture
        for number, part in enumerate(frame.line or ()):
            path = ("frames", at, "line", number)
            text = furniture.get(part.text)
            if text is None and part.text == "folio":
                text = str(self.sheets[min(max(frame.at.page, 1), len(self.sheets)) - 1].number)
            if text is None:
                hint = suggestion(part.text, list(furniture), "furniture")
                self.report.error(self.spec.spans.at(*path, "text"), f"the content has no furniture {part.text}", hint)
                continue
            style = self.book.style(part.style, *path, "style")
            span = self.spec.spans.at("content", "furniture", part.text)
            block = Block(self.convert(text), style, "furniture", f"furniture.{part.text}", 1, span)
            parts.append((block, part.align))
        return LineFilling(tuple(parts))

    def _named(self, at: int, frame: FrameSpec, name: str, kind: str) -> tuple[Block, ...]:
        """The blocks of a quote, by its name."""
        known = self.spec.content.quotes
        if name not in known:
            span = self.spec.spans.at("frames", at, kind)
            self.report.error(span, f"the content has no {kind} {name}", suggestion(name, list(known), f"{kind}s"))
            return ()
        return tuple(self.block(at, frame, words) for words in quote_words(self.spec.content, name))

    def _table(self, at: int, frame: FrameSpec, name: str) -> TableFilling | None:
        """A table; reported when its rows are of unequal length."""
        known = self.spec.content.tables
        if name not in known:
            span = self.spec.spans.at("frames", at, "table")
            self.report.error(span, f"the content has no table {name}", suggestion(name, list(known), "tables"))
            return None
        counts = {len(row) for row in (known[name].heads, *known[name].rows) if row}
        if len(counts) != 1:
            span = self.spec.spans.at("content", "tables", name, "rows")
            self.report.error(
                span, f"the rows of the table {name} are not of one length", "write as many cells in each, '' for an empty one"
            )
            return None
        title, heads, rows, note = table_words(self.spec.content, name)
        cells = tuple(tuple(self.block(at, frame, cell) for cell in row) for row in (*((heads,) if heads else ()), *rows))
        return TableFilling(
            self.block(at, frame, title) if title else None, cells, 1 if heads else 0, self.block(at, frame, note) if note else None
        )
