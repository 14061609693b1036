"""Compose a PagePlan into its ComposedPages: the stage's one entry, `make_pages`.

Frames are filled in the order of the file, which is the reading order; captions are read after all other
text, as archives keep them. What goes wrong on the way is reported; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from banmian.fonts.file import FontError
from banmian.page.checks.faults import look_for_faults
from banmian.page.checks.places import check_layout
from banmian.page.composed import ComposedPage, Disc, Drawing, Fitted, FrameBox, Overset, Picture, Placeholder, Rule, Tint
from banmian.page.fit.copyfit import fit_thread
from banmian.page.fit.headfit import fitted_headline
from banmian.page.flow.thread import SetThread
from banmian.page.ink import in_black, in_condition
from banmian.page.parts.display import set_furniture, set_headline
from banmian.page.parts.dress import border_rules, rule_along, without
from banmian.page.parts.ornament import draw_ornament
from banmian.page.parts.photo import set_photo
from banmian.page.parts.table import set_table
from banmian.page.settle import Thread, settled, starts_thread, thread_frames
from banmian.plan.geometry import Rect
from banmian.plan.plan import (
    Block,
    FramePlan,
    HeadlineFilling,
    LineFilling,
    OrnamentFilling,
    PagePlan,
    PhotoFilling,
    QuoteFilling,
    RuleFilling,
    TableFilling,
    TextFilling,
)
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.types.schema import Check
from banmian.text.compose import Composer
from banmian.text.ends.scripts import ScriptsError
from banmian.text.lines.line import SetLine


def make_pages(plan: PagePlan, report: Report) -> tuple[ComposedPage, ...]:
    """The composed pages of *plan*, one a sheet; warnings go into *report*. Raises PageError."""
    try:
        return _Maker(plan, report).make()
    except ScriptsError as error:
        raise PageError([Diagnostic(error.span, str(error), "python3 -m pip install 'banmian[scripts]'")]) from None
    except FontError as error:
        raise PageError(
            [Diagnostic(None, str(error), "build or copy the font file again; fonts.yaml says where it comes from")]
        ) from None


class _Maker:
    def __init__(self, plan: PagePlan, report: Report) -> None:
        self.report = report
        self.composer = Composer(plan.system_fonts)
        self.plan = settled(plan, self.composer)
        self.frames = {frame.id: frame for frame in self.plan.frames}
        self.tints: list[Tint] = []
        self.pictures: list[Picture | Placeholder] = []
        self.discs: list[Disc] = []
        self.rules: list[Rule] = []
        self.drawings: list[Drawing] = []
        self.lines: list[tuple[str, SetLine]] = []
        self.captions: list[tuple[str, SetLine]] = []
        self.overset: list[Overset] = []
        self.fitted: list[Fitted] = []

    def make(self) -> tuple[ComposedPage, ...]:
        threads = {frame.id: self.set_thread(frame) for frame in self.plan.frames if starts_thread(frame)}
        for frame in self.plan.frames:
            frame = self.frames[frame.id]
            if frame.fill:
                self.tints.append(Tint(frame.id, frame.rect, frame.fill, frame.radius))
            self.draw(border_rules(frame))
            if frame.id in threads:
                self.place_thread(frame, threads[frame.id])
            else:
                self.fill(frame)
        for frame in self.frames.values():
            ends = [rect for thread in threads.values() for name, rect in thread.ends if name == frame.id]
            self.column_rules(frame, ends, [span for thread in threads.values() for span in thread.spans])
        self.legs = [end for thread in threads.values() for end in thread.ends]
        self.holes = [hole for thread in threads.values() for hole in thread.holes]
        self.copy = tuple((block.address, block.number, str(block.span)) for block in self.blocks())
        self.report_missing()
        for doubt in self.composer.doubts():
            self.report.warning(None, doubt, "copy the font file again from where it comes from")
        pages = tuple(self.page(number) for number in range(len(self.plan.sheets)))
        self.check(pages, list(threads.values()))
        return pages

    def check(self, pages: Sequence[ComposedPage], threads: Sequence[SetThread]) -> None:
        """Look at the finished pages as an editor would."""
        off = self.plan.allow
        check_layout(pages, list(self.frames.values()), off, self.report)
        look_for_faults(pages, self.frames, threads, off, self.report)
        if self.plan.unused and Check.UNUSED_CONTENT not in off:
            names = ", ".join(name for name, _ in self.plan.unused)
            message = f"no frame sets {names}"
            self.report.warning(self.plan.unused[0][1], message, "give it a frame, or write allow: [unused-content]")

    def page(self, number: int) -> ComposedPage:
        """What stands on one sheet."""
        sheet = self.plan.sheets[number]
        here = {name: frame for name, frame in self.frames.items() if frame.page == number}
        lines = [*self.lines, *self.captions]
        if len(self.plan.sheets) > 1:
            lines = [item for item in lines if item[0] in here]
        page = ComposedPage(
            trim=sheet.trim,
            bleed=sheet.bleed,
            number=sheet.number,
            grid=sheet.grid,
            title=self.plan.title,
            author=self.plan.author,
            frames=tuple(FrameBox(name, frame.rect, frame.inner, frame.z, str(frame.span)) for name, frame in here.items()),
            tints=tuple(item for item in self.tints if item.frame in here),
            pictures=tuple(item for item in self.pictures if item.frame in here),
            discs=tuple(item for item in self.discs if item.frame in here),
            rules=tuple(item for item in self.rules if item.frame in here),
            drawings=tuple(item for item in self.drawings if item.frame in here),
            lines=tuple(line for _, line in lines),
            line_frames=tuple(frame for frame, _ in lines),
            overset=tuple(item for item in self.overset if item.frame in here),
            fitted=tuple(item for item in self.fitted if item.frame in here),
            holes=tuple(hole for hole in self.holes if hole[0] in here),
            language=self.plan.language,
            compare=self.plan.compare,
            marks=self.plan.marks,
            curves=self.plan.curves,
            copy=self.copy,
            articles=self.plan.articles,
            legs=tuple(leg for leg in self.legs if leg[0] in here),
            told=tuple(said for name, said in self.plan.synthetic.items() if name in self.composer.styles()),
        )
        page = in_black(page) if self.plan.black else page
        return page if self.plan.condition is None else in_condition(page, self.plan.condition)

    def draw(self, dress: Iterable[Rule | Drawing]) -> None:
        for item in dress:
            if isinstance(item, Rule):
                self.rules.append(item)
            else:
                self.drawings.append(item)

    def column_rules(self, frame: FramePlan, ends: list[Rect], spans: list[Rect]) -> None:
        """Rules in the gutters between a frame's own columns, as far as the text of both reaches.

        A heading or a shape that stands across a gutter breaks its rule.
        """
        columns = frame.columns
        if columns is None or columns.rule is None or not ends:
            return
        gap = self.plan.grid.leading / 2
        broken = [span.shrunk(0, gap, 0, 0) for span in spans]
        broken += [other.rect.shrunk(-gap, -gap, 0, 0) for other in self.frames.values() if other.wrap and other.page == frame.page]
        inner, along = frame.inner, 0.0
        foot, far = max(rect.bottom for rect in ends), min(rect.x for rect in ends)
        for width in columns.widths[:-1]:
            middle = along + width + columns.gutter / 2
            place = Rect(inner.x + middle, inner.y, 0.0, foot - inner.y)
            if frame.vertical:
                place = Rect(far, inner.y + middle, inner.right - far, 0.0)
            for part in without(place, broken):
                self.draw(rule_along(frame.id, columns.rule, part))
            along += width + columns.gutter

    def fill(self, frame: FramePlan) -> None:
        filling = frame.filling
        if isinstance(filling, HeadlineFilling):
            blocks, changes = fitted_headline(filling, frame, self.composer, self.report)
            if changes:
                self.fitted.append(Fitted(frame.id, changes))
            self.add(frame, set_headline(blocks, frame.inner, self.composer, self.report))
        elif isinstance(filling, QuoteFilling):
            self.add(frame, set_headline(filling.blocks, frame.inner, self.composer, self.report))
        elif isinstance(filling, LineFilling):
            self.add(frame, set_furniture(filling.parts, frame.inner, self.composer, self.report))
        elif isinstance(filling, PhotoFilling):
            self.place_photo(frame, filling)
        else:
            self.draw_filling(frame)

    def draw_filling(self, frame: FramePlan) -> None:
        """What is drawn rather than set."""
        filling = frame.filling
        if isinstance(filling, RuleFilling):
            self.draw(rule_along(frame.id, filling.rule, frame.inner))
        elif isinstance(filling, OrnamentFilling):
            style = filling.style
            self.drawings.append(draw_ornament(frame.id, filling.name, frame.inner, style.size, style.colour))
        elif isinstance(filling, TableFilling):
            self.place_table(frame, filling)

    def place_photo(self, frame: FramePlan, filling: PhotoFilling) -> None:
        """A photograph with its number and caption."""
        photo = set_photo(frame, filling, self.plan.grid_of(frame), self.composer, self.report)
        self.pictures.append(photo.picture)
        self.captions += [(frame.id, line) for line in photo.caption]
        if photo.disc:
            self.discs.append(photo.disc)
        if photo.band:
            self.drawings.append(photo.band)

    def place_table(self, frame: FramePlan, filling: TableFilling) -> None:
        table = set_table(frame.id, filling, frame.inner, self.composer)
        over = table.height - frame.inner.height
        if over > 0.01:
            message = f"the table in frame {frame.id} is {over:.1f} pt higher than its frame"
            self.report.warning(frame.span, message, "make the frame higher, or write lines: auto")
        self.add(frame, table.lines)
        self.rules += table.rules

    def set_thread(self, frame: FramePlan) -> SetThread:
        """Set the thread that starts in *frame*, fitted to its frames if it is to be."""
        filling = frame.filling
        assert isinstance(filling, TextFilling)
        thread = Thread(thread_frames(frame, self.frames), self.plan, self.composer)
        lone = thread.blocks[0].style.profile.lone_character
        if filling.limits is None:
            found = thread.set(list(self.frames.values()), thread.blocks, self.report)
            return msgspec.structs.replace(found, lone_allowed=lone)
        fitted = fit_thread(thread, list(self.frames.values()), filling.limits, self.report)
        self.frames |= {changed.id: changed for changed in fitted.frames}
        if fitted.changes:
            self.fitted.append(Fitted(frame.id, fitted.changes))
        return msgspec.structs.replace(fitted.thread, lone_allowed=lone)

    def place_thread(self, frame: FramePlan, thread: SetThread) -> None:
        filling = frame.filling
        assert isinstance(filling, TextFilling)
        target = self.captions if filling.blocks[0].role == "caption" else self.lines
        target += thread.lines
        self.rules += (mark for mark in thread.marks if isinstance(mark, Rule))
        self.drawings += (mark for mark in thread.marks if isinstance(mark, Drawing))
        if thread.overset:
            over = thread.overset
            self.overset.append(over)
            amount = (
                f"{over.lines} line{'s' if over.lines > 1 else ''}, {over.characters} character{'s' if over.characters > 1 else ''}"
            )
            message = f"overset: frame {over.frame} lacks room for {amount} (超 {over.characters} 字), from {over.text}…"
            self.report.warning(self.frames[over.frame].span, message, "enlarge the frame, go on in a next: frame, or cut the text")

    def add(self, frame: FramePlan, lines: Iterable[SetLine]) -> None:
        self.lines += [(frame.id, line) for line in lines]

    def report_missing(self) -> None:
        """Say which characters no font has, and where."""
        missing = self.composer.missing()
        if missing:
            from banmian.page.checks.rare import say_missing

            say_missing(list(self.blocks()), missing, self.report)

    def blocks(self) -> Iterable[Block]:
        for frame in self.plan.frames:
            filling = frame.filling
            if isinstance(filling, TextFilling | HeadlineFilling | QuoteFilling):
                yield from filling.blocks
            elif isinstance(filling, LineFilling):
                yield from (block for block, _ in filling.parts)
            elif isinstance(filling, PhotoFilling) and filling.caption:
                yield filling.caption
            elif isinstance(filling, TableFilling):
                yield from (cell for row in filling.rows for cell in row)
                yield from (block for block in (filling.title, filling.note) if block)
