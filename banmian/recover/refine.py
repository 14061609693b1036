"""Make a draft true: infer the composition, grant wishes, lock what no rule explains, and hold all against print.

The draft is written into a folder of its own and read back as any page is, so that what is judged is what a person will
render.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.plan.plan import Block, HeadlineFilling, PagePlan, PhotoFilling, TextFilling
from banmian.recover.infer.composition import Composition, Sample, held_lines, infer_composition, wish_of
from banmian.recover.infer.language import is_traditional
from banmian.recover.infer.words import Words
from banmian.recover.write.content import content_text
from banmian.recover.write.draft import Draft
from banmian.recover.write.yamltext import em, flow, flow_list
from banmian.spec.diagnostics import Report
from banmian.spec.load import load_page
from banmian.spec.profile import PROFILES
from banmian.text.compose import Composer

_ROUNDS = 4  # of locking: a line that moves may move others


class Refined(msgspec.Struct, frozen=True, eq=False):
    """A draft that holds, the page that it makes, and how it was composed."""

    draft: Draft
    pages: tuple[ComposedPage, ...]
    report: Report
    composition: Composition
    by_rule: int  #: line ends of running text, headings and captions
    locked: int
    locked_lines: tuple[tuple[str, int, str], ...]  #: address, paragraph and words of each locked line


def refined(draft: Draft, folder: Path, title: str, source: str, locks: str = "needed") -> Refined:
    """*draft*, written into *folder*, with the composition that explains it; *locks*: needed, all or none."""
    _write(draft, folder, title, source)
    plan = make_plan(load_page(folder / "print.yaml", report := Report()), report)
    blocks = _blocks(plan)
    addressed = {(address, number): words for address, number, words in draft.addressed()}
    running = [
        Sample(blocks[key], words)
        for key, words in addressed.items()
        if key in blocks and all(words.measures) and blocks[key].role in ("body", "lead")
    ]
    # A paragraph of one line tells nothing.
    telling = [sample for sample in running if len(sample.words.ends) > 1]
    traditional = is_traditional(words.text for words in addressed.values())
    composition = infer_composition(telling, _measured(draft), traditional)
    draft.profile, draft.composition = composition.base, _told(composition, draft)
    locked: dict[tuple[str, int], Words] = {}
    held: dict[tuple[str, int], dict[int, int]] = {}
    wishes: dict[tuple[str, int], int] = {}
    if locks == "all":
        locked = {key: words for key, words in addressed.items() if len(words.ends) > 1}
    elif locks == "needed":
        _wish(draft, folder, title, source, addressed, wishes, held)
    pages, report = _made(draft, folder, title, source, (wishes, held, locked), addressed if locks == "needed" else {})
    lines = sum(len(words.ends) for words in addressed.values())
    told = tuple(
        (address, paragraph, words.text[start:end])
        for (address, paragraph), words in addressed.items()
        for number, (start, end) in enumerate(zip([0, *words.ends], words.ends, strict=False), 1)
        if (address, paragraph) in locked or number in held.get((address, paragraph), ())
    )
    return Refined(draft, pages, report, composition, lines - len(told), len(told), told)


def _write(draft: Draft, folder: Path, title: str, source: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "content.yaml").write_text(content_text(draft.stories, draft.photos, draft.furniture, title, source), encoding="utf-8")
    (folder / "styles.yaml").write_text(draft.styles.text(), encoding="utf-8")
    (folder / "print.yaml").write_text(draft.page_text(), encoding="utf-8")


def _blocks(plan: PagePlan) -> dict[tuple[str, int], Block]:
    """The blocks of a plan by address and number."""
    found: dict[tuple[str, int], Block] = {}
    for frame in plan.frames:
        filling = frame.filling
        if isinstance(filling, TextFilling | HeadlineFilling):
            found.update({(block.address, block.number): block for block in filling.blocks})
        elif isinstance(filling, PhotoFilling) and filling.caption:
            found[filling.caption.address, filling.caption.number] = filling.caption
    return found


def _measured(draft: Draft) -> dict[str, object]:
    """Settings that are told by where glyphs stand."""
    found: dict[str, object] = {}
    if draft.page_digit is not None:
        near = 0.45 if abs(draft.page_digit - 0.45) <= 0.012 else round(draft.page_digit, 3)
        found["digit_width"] = near
    # What stands alone at a column's head or foot in print may do so here.
    return found


def _told(composition: Composition, draft: Draft) -> dict[str, str]:
    """The settings as a page file has them."""
    found = {}
    start = PROFILES[composition.base]
    for key, value in composition.settings.items():
        if getattr(start, key) == value:
            continue
        if hasattr(value, "value"):
            found[key] = str(value.value)
        elif isinstance(value, bool):
            found[key] = str(value).lower()
        elif value is not None:
            found[key] = em(value)
    found["widow_control"] = "false"
    return found


def _wish(
    draft: Draft,
    folder: Path,
    title: str,
    source: str,
    addressed: dict[tuple[str, int], Words],
    wishes: dict[tuple[str, int], int],
    held: dict[tuple[str, int], dict[int, int]],
) -> None:
    """Wishes and locks for paragraphs whose lines end elsewhere under the settings found."""
    _write(draft, folder, title, source)
    report = Report()
    blocks = _blocks(make_plan(load_page(folder / "print.yaml", report), report))
    composer = Composer()
    for key, words in addressed.items():
        block = blocks.get(key)
        if block is None or not all(words.measures) or block.role not in ("body", "lead"):
            continue
        paragraph = composer.block(block)
        lines = held_lines(paragraph, words)
        if not lines:
            continue
        wish = wish_of(paragraph, words)
        if wish:
            wishes[key] = wish
        else:
            held[key] = lines


def _made(
    draft: Draft,
    folder: Path,
    title: str,
    source: str,
    settings: tuple[dict[tuple[str, int], int], dict[tuple[str, int], dict[int, int]], dict[tuple[str, int], Words]],
    addressed: dict[tuple[str, int], Words],
) -> tuple[tuple[ComposedPage, ...], Report]:
    """The pages of the draft; paragraphs whose lines still end elsewhere are locked, round after round."""
    wishes, held, locked = settings
    for _ in range(_ROUNDS):
        draft.wishes = _settings(wishes, held, locked)
        _write(draft, folder, title, source)
        report = Report()
        pages = make_pages(make_plan(load_page(folder / "print.yaml", report), report), report)
        wrong = _elsewhere(pages, addressed, locked)
        if not wrong:
            break
        for key in wrong:
            locked[key] = addressed[key]
            wishes.pop(key, None)
            held.pop(key, None)
    return pages, report


def _elsewhere(
    pages: Sequence[ComposedPage], addressed: dict[tuple[str, int], Words], locked: dict[tuple[str, int], Words]
) -> list[tuple[str, int]]:
    """Paragraphs that come out in other lines than in print."""
    found: dict[tuple[str, int], list[str]] = {}
    for page in pages:
        for line in page.lines:
            found.setdefault((line.address, line.paragraph), []).append(_plain(line.text))
    wrong = []
    for key, words in addressed.items():
        printed = [_plain(words.text[start:end]) for start, end in zip([0, *words.ends], words.ends, strict=False)]
        if key in found and found[key] != printed and key not in locked:
            wrong.append(key)
    return wrong


def _plain(text: str) -> str:
    return "".join(text.split())


def _settings(
    wishes: dict[tuple[str, int], int], held: dict[tuple[str, int], dict[int, int]], locked: dict[tuple[str, int], Words]
) -> list[str]:
    """The list of paragraphs with their wishes and locks, written."""
    rows = []
    for (address, number), wish in wishes.items():
        rows.append(flow({"of": address, "paragraph": str(number), "lines": str(wish)}))
    for (address, number), lines in held.items():
        told = flow_list(flow({"line": str(line), "characters": str(count)}) for line, count in lines.items())
        rows.append(flow({"of": address, "paragraph": str(number), "locked": told}))
    for (address, number), words in locked.items():
        counts = [end - start for start, end in zip([0, *words.ends], words.ends, strict=False)]
        rows.append(flow({"of": address, "paragraph": str(number), "locked": flow_list(map(str, counts))}))
    return rows
