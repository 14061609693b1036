"""Compose a PagePlan into a ComposedPage: the stage's one entry, `make_page`.

Frames are filled in the order of the file, which is the reading order; captions are read after all other
text, as archives keep them. What goes wrong on the way is reported; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from banmian.fonts.face import FontError
from banmian.page.checks import check_layout
from banmian.page.composed import ComposedPage, Disc, FrameBox, Overset, Picture, Placeholder, Rule, Tint
from banmian.page.display import set_furniture, set_headline
from banmian.page.dress import border_rules, rule_along
from banmian.page.photo import set_photo
from banmian.page.thread import set_thread
from banmian.plan.markup import Mark
from banmian.plan.plan import (
    Block,
    FramePlan,
    HeadlineFilling,
    LineFilling,
    PagePlan,
    PhotoFilling,
    RuleFilling,
    StyledPart,
    TextFilling,
)
from banmian.spec.diagnostics import Diagnostic, PageError, Report
from banmian.text.compose import Composer
from banmian.text.line import SetLine
from banmian.text.scripts import ScriptsError


def make_page(plan: PagePlan, report: Report) -> ComposedPage:
    """The composed page of *plan*; warnings go into *report*. Raises PageError."""
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
        self.plan = plan
        self.report = report
        self.composer = Composer(plan.system_fonts)
        self.by_id = {frame.id: frame for frame in plan.frames}
        self.tints: list[Tint] = []
        self.pictures: list[Picture | Placeholder] = []
        self.discs: list[Disc] = []
        self.rules: list[Rule] = []
        self.lines: list[tuple[str, SetLine]] = []
        self.captions: list[tuple[str, SetLine]] = []
        self.overset: list[Overset] = []

    def make(self) -> ComposedPage:
        for frame in self.plan.frames:
            if frame.fill:
                self.tints.append(Tint(frame.id, frame.rect, frame.fill))
            self.rules += border_rules(frame)
            self.fill(frame)
        self.report_missing()
        lines = [*self.lines, *self.captions]
        page = ComposedPage(
            trim=self.plan.trim,
            bleed=self.plan.bleed,
            title=self.plan.title,
            author=self.plan.author,
            frames=tuple(FrameBox(frame.id, frame.rect, frame.inner) for frame in self.plan.frames),
            tints=tuple(self.tints),
            pictures=tuple(self.pictures),
            discs=tuple(self.discs),
            rules=tuple(self.rules),
            lines=tuple(line for _, line in lines),
            line_frames=tuple(frame for frame, _ in lines),
            overset=tuple(self.overset),
        )
        check_layout(page, self.plan, self.report)
        return page

    def fill(self, frame: FramePlan) -> None:
        filling = frame.filling
        if isinstance(filling, TextFilling):
            self.pour(frame, filling)
        elif isinstance(filling, HeadlineFilling):
            self.add(frame, set_headline(filling.blocks, frame.inner, self.composer, self.report))
        elif isinstance(filling, LineFilling):
            self.add(frame, set_furniture(filling.parts, frame.inner, self.composer, self.report))
        elif isinstance(filling, RuleFilling):
            self.rules += rule_along(frame.id, filling.rule, frame.inner)
        elif isinstance(filling, PhotoFilling):
            photo = set_photo(frame, filling, self.plan.grid, self.composer, self.report)
            self.pictures.append(photo.picture)
            self.captions += [(frame.id, line) for line in photo.caption]
            if photo.disc:
                self.discs.append(photo.disc)

    def pour(self, frame: FramePlan, filling: TextFilling) -> None:
        """Set the thread that starts in *frame*, if one does."""
        if not filling.blocks:
            return
        frames = [frame]
        while isinstance(here := frames[-1].filling, TextFilling) and here.next and self.by_id[here.next] not in frames:
            frames.append(self.by_id[here.next])
        blocks = run_in(filling.blocks) if filling.run_in else filling.blocks
        thread = set_thread(frames, blocks, self.plan.grid, self.composer, self.report)
        target = self.captions if blocks[0].role == "caption" else self.lines
        target += thread.lines
        self.rules += thread.marks
        if thread.overset:
            over = thread.overset
            self.overset.append(over)
            amount = (
                f"{over.lines} line{'s' if over.lines > 1 else ''}, {over.characters} character{'s' if over.characters > 1 else ''}"
            )
            message = f"overset: frame {over.frame} lacks room for {amount}, from {over.text}…"
            self.report.warning(self.by_id[over.frame].span, message, "enlarge the frame, go on in a next: frame, or cut the text")

    def add(self, frame: FramePlan, lines: Iterable[SetLine]) -> None:
        self.lines += [(frame.id, line) for line in lines]

    def report_missing(self) -> None:
        """Say which characters no font has, where each stands first."""
        missing = self.composer.missing()
        if not missing:
            return
        import unicodedata

        for block in self.blocks():
            for char in sorted(set(block.text) & missing.get(block.style.name, set())):
                missing[block.style.name].discard(char)
                name = unicodedata.name(char, "a character without a name")
                message = f"no font has {char} (U+{ord(char):04X} {name}); an empty box is set"
                families = ", ".join(face.family for face in block.style.faces)
                self.report.warning(block.span, message, f"style {block.style.name} looks in: {families}")

    def blocks(self) -> Iterable[Block]:
        for frame in self.plan.frames:
            filling = frame.filling
            if isinstance(filling, TextFilling | HeadlineFilling):
                yield from filling.blocks
            elif isinstance(filling, LineFilling):
                yield from (block for block, _ in filling.parts)
            elif isinstance(filling, PhotoFilling) and filling.caption:
                yield filling.caption


def run_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """All *blocks* as one paragraph, half an em apart."""
    marks: list[Mark] = []
    parts: list[StyledPart] = []
    at = 0
    for block in blocks:
        marks += (msgspec.structs.replace(mark, start=mark.start + at, end=mark.end + at) for mark in block.marks)
        parts += (StyledPart(part.start + at, part.end + at, part.style) for part in block.parts)
        at += len(block.text) + 1
    reading_styles = {kind: style for block in blocks for kind, style in block.reading_styles.items()}
    text = "\u2002".join(block.text for block in blocks)
    return (msgspec.structs.replace(blocks[0], text=text, marks=tuple(marks), parts=tuple(parts), reading_styles=reading_styles),)
