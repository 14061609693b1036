"""Resolve a PageSpec into a PagePlan: the stage's one entry, `make_plan`.

Turns columns, lines, ems and millimetres into points, addresses into blocks and names into styles, and
reports every frame that does not fit the grid or asks for what is not there.
"""

from __future__ import annotations

import msgspec

from banmian.plan.flow import UnknownAddressError, Words, caption_words, find_words, place_of, within
from banmian.plan.frames import frame_rect
from banmian.plan.geometry import Column, Grid, Rect
from banmian.plan.markup import Mark, Markup, read_markup
from banmian.plan.plan import (
    Block,
    Filling,
    FramePlan,
    HeadlineFilling,
    LineFilling,
    PagePlan,
    PhotoFilling,
    RuleFilling,
    StyledPart,
    TextFilling,
)
from banmian.plan.style import ParagraphStyle, StyleBook
from banmian.spec.composition import CompositionSpec
from banmian.spec.diagnostics import Report, Span, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.project import inside
from banmian.spec.schema import Caption, Direction, FrameSpec, ParagraphSetting

_MOST_COLUMNS = 100  # ours; a broadsheet has eight base columns


def make_plan(spec: PageSpec, report: Report) -> PagePlan:
    """The plan of *spec*; warnings go into *report*, and PageError is raised after all errors are found."""
    return _Planner(spec, report).plan()


class _Planner:
    def __init__(self, spec: PageSpec, report: Report) -> None:
        self.spec = spec
        self.report = report
        page = spec.file.page
        self.trim = (page.trim.width.points(0, 0), page.trim.height.points(0, 0))
        self.grid = self.make_grid()
        self.book = StyleBook(spec, self.grid.size, self.grid.leading, report)
        self.by_id = {frame.id: frame for frame in spec.file.frames}
        self.granted: set[tuple[str, int]] = set()  #: the paragraphs that some frame sets
        self.wishes = {(item.of, item.paragraph): item for item in spec.file.paragraphs}

    def plan(self) -> PagePlan:
        self.check_threads()
        self.thread_of = self.thread_starts()
        frames = tuple(self.frame(self.position(frame), frame) for frame in self.spec.file.frames)
        for name in self.spec.styles:
            self.book.style(name)  # a style that nothing uses yet is looked at too
        for (address, number), item in self.wishes.items():
            if (address, number) in self.granted:
                continue
            message = f"no frame sets paragraph {number} of {address}"
            self.report.error(
                self.spec.spans.at("paragraphs", self.position(item)), message, "of: names a story or section, as in flow:"
            )
        self.report.stop_on_errors()
        page = self.spec.file.page
        title = page.title or next((line for story in self.spec.content.stories.values() for line in story.headline), "")
        return PagePlan(
            self.trim, page.bleed.points(0, 0), self.grid, frames, title, self.spec.content.newspaper or "", page.system_fonts
        )

    def position(self, item: FrameSpec | ParagraphSetting) -> int:
        """Where *item* stands in the list of its file."""
        at = self.spec.spans.path_of(item)[-1]
        assert isinstance(at, int)
        return at

    def make_grid(self) -> Grid:
        """The grid in points; reported when the columns do not fit the type area."""
        page, spans = self.spec.file.page, self.spec.spans
        size = page.grid.size.points(10.5, 0)
        leading = page.grid.leading.points(size, 0)
        left, right = (margin.points(size, leading) for margin in page.margins.across(page.side))
        top, bottom = page.margins.top.points(size, leading), page.margins.bottom.points(size, leading)
        area = Rect(left, top, self.trim[0] - left - right, self.trim[1] - top - bottom)
        if area.width <= 0 or area.height <= 0 or size <= 0 or leading <= 0:
            self.report.error(spans.at("page"), "the margins leave no type area", "make them smaller, or the trim larger")
            self.report.stop_on_errors()
        gutter = page.grid.gutter.points(size, leading)
        said = page.grid.columns
        if not 1 <= (said if isinstance(said, int) else len(said)) <= _MOST_COLUMNS:
            how_many = said if isinstance(said, int) else len(said)
            self.report.error(
                spans.at("page", "grid", "columns"), f"a grid of {how_many} columns cannot be", f"write 1 to {_MOST_COLUMNS}"
            )
            said = 1
        if isinstance(said, int):
            widths = [(area.width - (said - 1) * gutter) / said] * said
        else:
            widths = [length.points(size, leading) for length in said]
        over = sum(widths) + (len(widths) - 1) * gutter - area.width
        if over > 0.01 or min(widths) <= 0:
            message = f"the columns and gutters are {over:.2f} pt wider than the type area of {area.width:.2f} pt"
            self.report.error(spans.at("page", "grid", "columns"), message, "narrow the columns, the gutter or the margins")
        columns, x = [], area.x
        for width in widths:
            columns.append(Column(x, width))
            x += width + gutter
        return Grid(area, tuple(columns), size, leading)

    def check_threads(self) -> None:
        """`next` names a text frame that no other thread uses and that starts none itself."""
        used: dict[str, str] = {}
        for frame in self.spec.file.frames:
            at = self.position(frame)
            if frame.next is None:
                continue
            span = self.spec.spans.at("frames", at, "next")
            target = self.by_id.get(frame.next)
            if target is None:
                self.report.error(span, f"there is no frame {frame.next}", suggestion(frame.next, list(self.by_id), "frames"))
            elif target.direction is not frame.direction:
                self.report.error(
                    span, f"{frame.id} is {frame.direction.value} and {frame.next} is not", "a thread keeps its direction"
                )
            elif frame.next in used:
                self.report.error(span, f"{frame.next} already goes on from {used[frame.next]}")
            elif _filling_keys(target):
                self.report.error(
                    span, f"{frame.next} has a {_filling_keys(target)[0]} of its own", "a thread goes on in an empty frame"
                )
            used[frame.next] = frame.id
        names: set[str] = set()
        for frame in self.spec.file.frames:
            if frame.id in names:
                self.report.error(self.spec.spans.at("frames", self.position(frame), "id"), f"two frames have the id {frame.id}")
            names.add(frame.id)

    def thread_starts(self) -> dict[str, FrameSpec]:
        """By the id of each frame that a thread goes on in, the frame that the thread starts in."""
        starts: dict[str, FrameSpec] = {}
        for start in self.spec.file.frames:
            here: FrameSpec | None = start if start.flow else None
            while here and here.next and here.next not in starts:
                starts[here.next] = start
                here = self.by_id.get(here.next)
        return starts

    def frame(self, at: int, frame: FrameSpec) -> FramePlan:
        kinds = _filling_keys(frame)
        if len(kinds) > 1:
            span = self.spec.spans.at("frames", at, kinds[1], "key")
            self.report.error(
                span, f"the frame {frame.id} has both {kinds[0]} and {kinds[1]}", "one frame, one filling; make two frames"
            )
        filling = self.filling(at, frame)
        em = self.measure_em(frame)
        is_picture = frame.photo is not None
        rect = frame_rect(frame, self.grid, self.trim, em, is_picture, self.spec.spans, at, self.report)
        inset = frame.inset
        sides = (side.points(self.grid.size, self.grid.leading) for side in (inset.top, inset.bottom, inset.left, inset.right))
        inner = rect.shrunk(*sides)
        if frame.rule is None and (inner.width <= 0 or inner.height <= 0):
            self.report.error(self.spec.spans.at("frames", at, "inset"), f"the insets leave nothing of the frame {frame.id}")
        span = self.spec.spans.at("frames", at, "id")
        return FramePlan(frame.id, rect, inner, frame.fill, frame.border, filling, span, frame.direction is Direction.VERTICAL)

    def measure_em(self, frame: FrameSpec) -> float:
        """The type size that a measure in ems is of: that of the thread's running text."""
        start = self.thread_of.get(frame.id, frame)
        if not start.flow:
            return self.grid.size
        role = "caption" if start.flow == "captions" else "lead" if start.flow.endswith(".lead") else "body"
        name = start.roles.get(role, role)
        return self.book.style(name if name in self.spec.styles else "body").size

    def filling(self, at: int, frame: FrameSpec) -> Filling | None:
        if frame.flow is not None:
            return TextFilling(self.blocks(at, frame, frame.flow, "flow"), frame.next, frame.run_in, frame.balance)
        if frame.headline is not None:
            return HeadlineFilling(self.headline(at, frame, frame.headline))
        if frame.photo is not None:
            return self.photo(at, frame, frame.photo)
        if frame.line is not None:
            return self.furniture(at, frame)
        if frame.rule is not None:
            return RuleFilling(frame.rule)
        return TextFilling((), frame.next, False) if frame.id in self.thread_of else None

    def blocks(self, at: int, frame: FrameSpec, address: str, key: str) -> tuple[Block, ...]:
        try:
            words = find_words(self.spec.content, address)
        except UnknownAddressError as error:
            self.report.error(self.spec.spans.at("frames", at, key), str(error), error.hint)
            return ()
        return tuple(self.block(at, frame, item) for item in words)

    def block(self, at: int, frame: FrameSpec, words: Words, style: str = "") -> Block:
        name = style or frame.roles.get(words.role, words.role)
        path = ("frames", at, "styles") if style else ("frames", at, "roles", words.role)
        dressed = self.book.style(name, *path)
        if frame.direction is Direction.VERTICAL:
            dressed = msgspec.structs.replace(dressed, vertical=True)
        if frame.composition:
            dressed = self.recomposed(dressed, frame.composition, "frames", at)
        wish = self.wishes.get((words.address, words.number))
        self.granted.add((words.address, words.number))
        if wish and wish.composition:
            dressed = self.recomposed(dressed, wish.composition, "paragraphs", self.position(wish))
        place = place_of(words, self.spec.spans.at(*words.path))
        markup = read_markup(words.text)
        for mistake in markup.mistakes:
            self.report.error(within(place, mistake.at), mistake.message, mistake.hint)
        return Block(
            text=markup.text,
            style=dressed,
            role=words.role,
            address=words.address,
            number=words.number,
            span=place,
            marks=self.in_order(markup.marks, place),
            reading_styles=self.book.reading_styles(dressed, {mark.kind for mark in markup.marks if mark.reading}, place),
            parts=self.parts(markup, dressed, place) if markup.spans else (),
            locked=self.locked(wish, markup.text) if wish and wish.locked else (),
            wish=wish.lines if wish else 0,
            wish_span=self.spec.spans.at("paragraphs", self.position(wish)) if wish else None,
        )

    def locked(self, setting: ParagraphSetting, text: str) -> tuple[tuple[int, float | None], ...]:
        """J6: the ends of locked lines; reported where they are not those of the paragraph."""
        ends, end = [], 0
        for line in setting.locked:
            end += line.characters
            ends.append((end, line.tracking.points(1.0, 1.0) if line.tracking else None))
        faulty = [line.characters for line in setting.locked if line.characters < 1]
        if end != len(text) or faulty:
            span = self.spec.spans.at("paragraphs", self.position(setting), "locked")
            message = f"the locked lines hold {end} characters, the paragraph has {len(text)}"
            self.report.error(span, message, "count every character, marks and spaces too")
            return ()
        if setting.lines:
            span = self.spec.spans.at("paragraphs", self.position(setting), "lines")
            self.report.error(span, "locked lines cannot come out shorter or longer", "take lines or locked out")
        return tuple(ends)

    def in_order(self, marks: tuple[Mark, ...], place: Span) -> tuple[Mark, ...]:
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

    def parts(self, markup: Markup, style: ParagraphStyle, place: Span) -> tuple[StyledPart, ...]:
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

    def recomposed(self, style: ParagraphStyle, settings: CompositionSpec, *at: str | int) -> ParagraphStyle:
        """*style* with composition *settings* of a frame or a paragraph over its own."""
        return msgspec.structs.replace(style, profile=self.book.composed(style.profile, settings, (*at, "composition")))

    def headline(self, at: int, frame: FrameSpec, story: str) -> tuple[Block, ...]:
        """A story's headline group; *styles* of the frame dress its headline lines in order."""
        blocks = self.blocks(at, frame, f"{story}.headline" if "." not in story else story, "headline")
        if not frame.styles:
            return blocks
        words = find_words(self.spec.content, f"{story}.headline") if blocks else ()
        lines = [item for item in words if item.role == "headline"]
        styles = {item.number: style for item, style in zip(lines, frame.styles, strict=False)}
        return tuple(self.block(at, frame, item, styles.get(item.number, "") if item.role == "headline" else "") for item in words)

    def photo(self, at: int, frame: FrameSpec, name: str) -> PhotoFilling | None:
        photo = self.spec.content.photos.get(name)
        if photo is None:
            hint = suggestion(name, list(self.spec.content.photos), "photographs")
            self.report.error(self.spec.spans.at("frames", at, "photo"), f"the content has no photograph {name}", hint)
            return None
        path = ""
        if photo.file:
            span = self.spec.spans.at("content", "photos", name, "file")
            try:
                path = str(inside(self.spec.project, self.spec.content_folder, photo.file))
            except ValueError as error:
                self.report.error(span, str(error), "name a file inside the project, relative to the content file")
        caption = None
        if frame.caption is Caption.BELOW and photo.caption:
            caption = self.block(at, frame, caption_words(self.spec.content, name))
        focus = (frame.focus_x.value, frame.focus_y.value)
        number = self.book.style(frame.roles.get("number", "number"), "frames", at, "roles", "number")
        return PhotoFilling(name, path, focus, photo.number or "", frame.number, caption, number)

    def furniture(self, at: int, frame: FrameSpec) -> LineFilling:
        parts = []
        furniture = self.spec.content.furniture
        for number, part in enumerate(frame.line or ()):
            path = ("frames", at, "line", number)
            if part.text not in furniture:
                hint = suggestion(part.text, list(furniture), "furniture")
                self.report.error(self.spec.spans.at(*path, "text"), f"the content has no furniture {part.text}", hint)
                continue
            style = self.book.style(part.style, *path, "style")
            span = self.spec.spans.at("content", "furniture", part.text)
            block = Block(furniture[part.text], style, "furniture", f"furniture.{part.text}", 1, span)
            parts.append((block, part.align))
        return LineFilling(tuple(parts))


def _filling_keys(frame: FrameSpec) -> list[str]:
    return [key for key in ("flow", "headline", "photo", "line", "rule") if getattr(frame, key) is not None]
