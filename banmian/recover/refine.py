"""Make a draft true: infer the composition, grant wishes, lock what no rule explains, and hold all against print.

The draft is written into a folder of its own and read back as any page is, so that what is judged is what a person will
render.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.plan.plan import Block, HeadlineFilling, PagePlan, PhotoFilling, TextFilling
from banmian.recover.infer.compose.composition import Composition, infer_composition
from banmian.recover.infer.compose.trial import Sample, held_lines, wish_of
from banmian.recover.infer.look.measures import Spreading
from banmian.recover.infer.text.words import Words
from banmian.recover.segment.type.language import is_traditional
from banmian.recover.ways import caption_ways, own_stories, own_ways
from banmian.recover.wishes import Key, Wish, tracked, written
from banmian.recover.write.content import content_text
from banmian.recover.write.draft import Draft
from banmian.recover.write.settings import told
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from banmian.text.compose import Composer

_ROUNDS = 4  # of locking: a line that moves may move others
_LIMITS_ALIKE = 0.015  # em; limits that move no glyph by more than rounding does


class Locks(Enum):
    """Which lines are locked (J6)."""

    NEEDED = "needed"  #: those that no rule explains
    ALL = "all"
    NONE = "none"


class LockedLine(msgspec.Struct, frozen=True):
    """A line that is locked, for the report."""

    address: str
    paragraph: int
    number: int
    text: str


class Refined(msgspec.Struct, frozen=True, eq=False):
    """A draft that holds, the page that it makes, and how it was composed."""

    draft: Draft
    pages: tuple[ComposedPage, ...]
    report: Report
    composition: Composition
    lines: int  #: of running text, headings and captions, whose ends are known
    wishes: dict[Key, Wish]
    locked: tuple[LockedLine, ...]

    @property
    def by_rule(self) -> int:
        """How many lines end by rule."""
        return self.lines - len(self.locked)


class Source(msgspec.Struct, frozen=True):
    """What was imported: its name, and the newspaper's."""

    name: str
    newspaper: str


def refined(draft: Draft, folder: Path, source: Source, locks: Locks = Locks.NEEDED) -> Refined:
    """*draft*, written into *folder*, with the composition that explains it."""
    return _Refining(draft, folder, source).refined(locks)


class _Refining:
    def __init__(self, draft: Draft, folder: Path, source: Source) -> None:
        self.draft = draft
        self.folder = folder
        self.source = source
        self.words: dict[Key, Words] = {(address, number): words for address, number, words in draft.addressed()}
        self.wishes: dict[Key, Wish] = {}

    def refined(self, locks: Locks) -> Refined:
        blocks = self.blocks()
        self.measures()
        running = {key: blocks[key] for key in self.words if self.tells(key, blocks)}
        self.sizes(running)
        samples = [Sample(block, self.words[key]) for key, block in running.items() if len(self.words[key].ends) > 1]
        composition = infer_composition(
            samples, self.measured(), is_traditional(words.text for words in self.words.values()), self.natural()
        )
        composition = _with_western_limit(composition, self.draft.spreading)
        self.draft.profile, self.draft.composition = composition.base, told(composition)
        own_ways(self.draft, samples, composition, frozenset(self.measured()))
        own_stories(self.draft, running, self.words, composition, dict.fromkeys(self.natural()))
        caption_ways(self.draft, blocks, self.words, composition.profile)
        if locks is Locks.ALL:
            self.wishes = {key: Wish(whole=True) for key, words in self.words.items() if len(words.ends) > 1}
        else:
            self.wish(locks)
        pages, report = self.made(locks)
        if misplaced := self.misplaced(pages):
            # What stands alone at a column's head or foot in print may do so here.
            self.draft.composition["widow_control"] = "false"
            wishes, self.wishes = self.wishes, {key: wish for key, wish in self.wishes.items() if not wish.whole}
            freely, said = self.made(locks)
            if self.misplaced(freely) < misplaced:
                pages, report = freely, said
            else:
                del self.draft.composition["widow_control"]
                self.wishes = wishes
                self.write()
        lines = sum(len(words.ends) for words in self.words.values())
        return Refined(self.draft, pages, report, composition, lines, self.wishes, tuple(self.locked()))

    def write(self) -> None:
        """The page files as they stand."""
        draft = self.draft
        draft.wishes = [written(key, wish, self.words[key]) for key, wish in self.wishes.items() if wish != Wish()]
        content = content_text(
            draft.stories, draft.photos, draft.furniture, self.source.newspaper, self.source.name, draft.tables, draft.quotes
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in (("content.yaml", content), ("styles.yaml", draft.styles.text()), ("print.yaml", draft.page_text())):
            (self.folder / name).write_text(text, encoding="utf-8")

    def plan(self) -> tuple[PagePlan, Report]:
        """What the page files say."""
        self.write()
        report = Report()
        return make_plan(load_page(self.folder / "print.yaml", report), report), report

    def blocks(self) -> dict[Key, Block]:
        """The blocks of the plan by address and number."""
        found: dict[Key, Block] = {}
        for frame in self.plan()[0].frames:
            filling = frame.filling
            if isinstance(filling, TextFilling | HeadlineFilling):
                found.update({(block.address, block.number): block for block in filling.blocks})
            elif isinstance(filling, PhotoFilling) and filling.caption:
                found[filling.caption.address, filling.caption.number] = filling.caption
        return found

    def measures(self) -> None:
        """Give each line the measure of the frame that it will stand in, to the last digit."""
        frames = {frame.id: frame for frame in self.plan()[0].frames}
        for words in self.words.values():
            for at, home in enumerate(words.homes):
                frame = frames.get(home.frame)
                if frame is not None and words.measures[at] and not words.beside[at]:
                    words.measures[at] = frame.inner.height if frame.vertical else frame.inner.width

    def tells(self, key: Key, blocks: dict[Key, Block]) -> bool:
        """Whether a paragraph is running text whose measures are known."""
        return key in blocks and all(self.words[key].measures) and blocks[key].role in ("body", "lead")

    def sizes(self, running: dict[Key, Block]) -> None:
        """Take trade sizes back where the exact size explains more lines: copyfitting sets type a tenth of a point smaller."""
        composer = Composer()
        by_style: dict[str, list[Key]] = {}
        for key, block in running.items():
            by_style.setdefault(block.style.name, []).append(key)
        for name, keys in by_style.items():
            look = self.draft.styles.looks.get(name)
            if look is None or not look.exact or look.exact == look.size:
                continue
            trade = exact = 0
            for key in keys:
                block = running[key]
                finer = msgspec.structs.replace(block, style=msgspec.structs.replace(block.style, size=look.exact))
                trade += len(held_lines(composer.block(block), self.words[key]))
                exact += len(held_lines(composer.block(finer), self.words[key]))
                if exact < trade:
                    running[key] = finer
            if exact < trade:
                for like, other in self.draft.styles.looks.items():
                    if other.exact == look.exact:
                        self.draft.styles.looks[like] = msgspec.structs.replace(other, size=look.exact)

    def measured(self) -> dict[str, Any]:
        """Settings that are told by where glyphs stand."""
        digit, spreading = self.draft.page_digit, self.draft.spreading
        found: dict[str, Any] = {}
        if digit is not None:
            found["digit_width"] = 0.45 if abs(digit - 0.45) <= 0.012 else round(digit, 3)
        if spreading.marks:
            found["spread_marks"] = True
        if spreading.signs:
            found["gap_beside_signs"] = True
        if spreading.line_end is not None:
            found["line_end"] = spreading.line_end
        return found | self.draft.upright

    def natural(self) -> dict[str, Any]:
        """Widths that are the font's own: said only where a profile has others."""
        found = {"digit_width": self.draft.natural_digit, "ascii_bracket_width": self.draft.spreading.ascii_bracket}
        return {field: width for field, width in found.items() if width is not None}

    def wish(self, locks: Locks) -> None:
        """What single paragraphs need: lines saved or added, a little tracking, lines held."""
        blocks, composer = self.blocks(), Composer()
        for key, words in self.words.items():
            if not self.tells(key, blocks):
                continue
            block = blocks[key]
            paragraph = composer.block(block)
            held = held_lines(paragraph, words)
            if not held:
                continue
            lines = wish_of(paragraph, words)
            if lines:
                self.wishes[key] = Wish(lines=lines)
                continue
            wish = tracked(block, words, held, composer)
            self.wishes[key] = wish if locks is Locks.NEEDED else Wish(lines=wish.lines, tracking=wish.tracking)

    def made(self, locks: Locks) -> tuple[tuple[ComposedPage, ...], Report]:
        """The pages of the draft; paragraphs whose lines still end elsewhere are locked, round after round."""
        for _ in range(_ROUNDS):
            plan, report = self.plan()
            pages = make_pages(plan, report)
            wrong = self.elsewhere(pages) if locks is Locks.NEEDED else []
            if not wrong:
                break
            for key in wrong:
                self.wishes[key] = Wish(whole=True)
        return pages, report

    def elsewhere(self, pages: Sequence[ComposedPage]) -> list[Key]:
        """Paragraphs that come out in other lines than in print, and are not locked."""
        found: dict[Key, list[str]] = {}
        for page in pages:
            for line in page.lines:
                found.setdefault((line.address, line.paragraph), []).append(_plain(line.text))
        wrong = []
        for key, words in self.words.items():
            printed = [_plain(words.text[start:end]) for start, end in zip([0, *words.ends], words.ends, strict=False)]
            if words.capped and len(found.get(key, ())) > 1:
                found[key][:2] = ["".join(found[key][:2])]
            if key in found and found[key] != printed and not self.wishes.get(key, Wish()).whole:
                wrong.append(key)
        return wrong

    def misplaced(self, pages: Sequence[ComposedPage]) -> int:
        """How many lines of running text stand in another frame than in print."""
        found: dict[Key, list[str]] = {}
        for page in pages:
            for frame, line in zip(page.line_frames, page.lines, strict=True):
                found.setdefault((line.address, line.paragraph), []).append(frame)
        wrong = 0
        for key, words in self.words.items():
            homes = [home.frame for home in words.homes]
            if words.capped:
                homes.insert(0, homes[0])
            if homes:
                wrong += sum(one != two for one, two in zip_longest(homes, found.get(key, ())))
        return wrong

    def locked(self) -> list[LockedLine]:
        """Every line that is locked."""
        found = []
        for (address, paragraph), wish in self.wishes.items():
            words = self.words[address, paragraph]
            for number, (start, end) in enumerate(zip([0, *words.ends], words.ends, strict=False), 1):
                if wish.whole or number in wish.held:
                    found.append(LockedLine(address, paragraph, number, words.text[start:end]))
        return found


def _with_western_limit(composition: Composition, spreading: Spreading) -> Composition:
    """The limit up to which gaps beside Western words grow before the others do, from how far they grew in print."""
    if spreading.western is None:
        return composition
    limit = max(0.0, round(spreading.western - composition.profile.han_western_gap, 2))
    if abs(limit - composition.profile.han_western_limit) <= _LIMITS_ALIKE:
        return composition
    settings = composition.settings | {"han_western_limit": limit}
    profile = msgspec.structs.replace(composition.profile, han_western_limit=limit)
    return msgspec.structs.replace(composition, settings=settings, profile=profile)


def _plain(text: str) -> str:
    return "".join(text.split())
