"""Compare two layout trees: the entry is `compare_trees`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from banmian.compare.finding import Finding, Kind, Place
from banmian.compare.pairing.lines import Line, all_lines, place_of
from banmian.compare.pairing.match import Pairing, pair_lines
from banmian.compare.pairing.pages import Match, match_pages
from banmian.compare.pairing.reflow import Reflow, reflow
from banmian.compare.rules import Rules
from banmian.compare.telling.causes import findings
from banmian.compare.telling.document import page_drafts, tree_drafts
from banmian.compare.telling.drafts import Draft, change_draft, edit_draft, rebreak_draft
from banmian.compare.telling.drawn import matched, path_drafts, picture_drafts
from banmian.compare.telling.framediff import frame_drafts
from banmian.compare.telling.shapes import Program
from banmian.compare.telling.stacking import Laid, reading_drafts, stacking_drafts
from banmian.compare.telling.typediff import line_changes
from banmian.reading.regroup import page_in_lines
from banmian.tree.tree import Tree, TreePage

Programs = tuple[tuple[Program, ...], tuple[Program, ...]]


class Structure(msgspec.Struct, frozen=True, eq=False):
    """What comparing two trees found."""

    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    masked: int  #: differences in places that may differ


def compare_trees(before: Tree, after: Tree, rules: Rules, programs: Programs = ((), ())) -> Structure:
    """The differences between two documents. *programs*: the fonts that each embeds, where they were read from PDFs."""
    matches = match_pages(before.pages, after.pages)
    if before.recovered != after.recovered:  # group both sides' glyphs by one rule
        before, after = (tree if tree.recovered else in_lines(tree) for tree in (before, after))
    drafts = list(tree_drafts(before, after, programs))
    drafts += _page_changes(matches, before, after)
    shared = {match.before: at for at, match in enumerate(matches) if match.before is not None and match.after is not None}
    drafts += _type(before, after, matches, shared, rules)
    kept, masked = [], 0
    for draft in drafts:
        if _masked(draft, matches, rules):
            masked += 1
        else:
            kept.append(draft)
    return Structure(tuple(matches), tuple(findings(kept, rules.ppi)), masked)


def in_lines(tree: Tree) -> Tree:
    """Our own tree with its glyphs grouped as those of a PDF are; lines keep their frames and addresses."""
    return msgspec.structs.replace(tree, pages=tuple(page_in_lines(page, labelled=True) for page in tree.pages))


def _masked(draft: Draft, matches: Sequence[Match], rules: Rules) -> bool:
    place = draft.place.after or draft.place.before
    match = matches[draft.page] if draft.page < len(matches) else None
    if place is None or match is None:
        return False
    page = match.after if match.after is not None else match.before
    return page is not None and rules.masked(page, place)


def _page_changes(matches: Sequence[Match], before: Tree, after: Tree) -> Iterator[Draft]:
    """Pages that came or went, and what each matched page has beside its lines."""
    for at, match in enumerate(matches):
        if match.before is None and match.after is not None:
            yield Draft(Kind.PAGES, at, Place(), "page", told=f"page {match.after + 1} is new{_begins(after.pages[match.after])}")
        elif match.after is None and match.before is not None:
            yield Draft(
                Kind.PAGES, at, Place(), "page", told=f"page {match.before + 1} is gone{_begins(before.pages[match.before])}"
            )
        elif match.before is not None and match.after is not None:
            old, new = before.pages[match.before], after.pages[match.after]
            yield from page_drafts(old, new, at, tags=before.recovered == after.recovered)


def _begins(page: TreePage) -> str:
    return f", from “{page.lines[0].text[:12]}”" if page.lines else ""


def _type(before: Tree, after: Tree, matches: Sequence[Match], shared: dict[int, int], rules: Rules) -> Iterator[Draft]:
    """Lines, frames, pictures, what is drawn, and their order."""
    labelled = not before.recovered and not after.recovered
    pages = {match.before: match.after for match in matches if match.before is not None and match.after is not None}
    at_after = {match.after: at for at, match in enumerate(matches) if match.after is not None}
    at_before = {match.before: at for at, match in enumerate(matches) if match.before is not None}
    first = [line for line in all_lines(before) if line.page in pages]
    wanted = set(pages.values())
    second = [line for line in all_lines(after) if line.page in wanted]

    def placed(draft: Draft, lost: bool = False) -> Draft:
        """Pages of lines are numbered by document; findings count matches."""
        draft.page = (at_before if lost else at_after).get(draft.page, 0)
        return draft

    pairing = pair_lines(first, second, pages, labelled)
    flows = [reflow(stream, rules) for stream in pairing.streams]
    for draft, lost in _line_drafts(pairing, flows, pages, rules):
        yield placed(draft, lost)
    for at, match in enumerate(matches):
        if match.before is None or match.after is None:
            continue
        old, new = before.pages[match.before], after.pages[match.after]
        if labelled:
            yield from frame_drafts(old, new, at, rules)
        yield from picture_drafts(old, new, at, labelled, rules)
        yield from path_drafts(old, new, at, labelled, rules)
        yield from _orders(old, new, pairing, flows, match, at, labelled)


def _line_drafts(pairing: Pairing, flows: Sequence[Reflow], pages: dict[int, int], rules: Rules) -> Iterator[tuple[Draft, bool]]:
    """What changed of the lines; with it, whether the page is one of the first document's."""
    for before, after in pairing.pairs:
        glyphs = [(at, at) for at in range(min(len(before.texts), len(after.texts)))]
        if pages.get(before.page) != after.page:
            told = f"moved to page {after.page + 1}"
            yield Draft(Kind.BREAK, after.page, place_of(before, after), "line", told=told, em=before.em, reflows=True), False
            continue
        for change in line_changes(before, after, glyphs, rules):
            yield change_draft(change), False
    for flow in flows:
        edits = [edit_draft(edit) for edit in flow.edits]
        for edit, draft in zip(flow.edits, edits, strict=True):
            yield draft, edit.after is None
        for change in flow.changes:
            shifted = change.kind in (Kind.SPACING, Kind.MOVE)
            yield change_draft(change, _edit_before(edits, change.after) if shifted else None), False
        for rebreak in flow.rebreaks:
            yield rebreak_draft(rebreak, _edit_before(edits, rebreak.after)), False


def _edit_before(edits: Sequence[Draft], line: Line) -> Draft | None:
    """The last change of words in the paragraph of *line*, at or before it."""
    address, _ = line.number()
    found = [
        edit
        for edit in edits
        if edit.page == line.page and edit.place.order <= line.at and (line.tree.recovered or edit.place.address == address)
    ]
    return found[-1] if found else None


def _orders(
    old: TreePage, new: TreePage, pairing: Pairing, flows: Sequence[Reflow], match: Match, at: int, labelled: bool
) -> Iterator[Draft]:
    """Paint order and reading order of what stands on both pages."""
    here = [
        (before, after)
        for before, after in (*pairing.pairs, *_kept_lines(flows))
        if before.page == match.before and after.page == match.after
    ]
    items = [
        Laid(before.tree_line.order, after.tree_line.order, after.box, f"“{after.text[:12]}”", after.frame, text=True)
        for before, after in here
    ]
    by_frame = [(lambda item: (item.frame, item.name), 1e9)] if labelled else [(lambda item: item.digest, 1e9)]
    pictures, _, _ = matched(old.pictures, new.pictures, by_frame)
    for one, two in pictures:
        items.append(Laid(one.order, two.order, two.rect, f"picture {two.frame or two.name}".strip(), two.frame))
    paths, _, _ = matched(
        old.paths,
        new.paths,
        [
            (lambda item: (item.frame, item.what, item.fill, item.stroke, item.rect), 0.0),
            (lambda item: (item.frame, item.what, item.fill, item.stroke), 1e9 if labelled else 30.0),
        ],
    )
    for first, second in paths:
        items.append(
            Laid(
                first.order,
                second.order,
                second.rect,
                f"the {second.what} of {second.frame}" if second.frame else second.what,
                second.frame,
            )
        )
    yield from stacking_drafts(items, at)
    yield from reading_drafts(here, at)


def _kept_lines(flows: Sequence[Reflow]) -> Iterator[tuple[Line, Line]]:
    """Lines that changed their words and still start alike."""
    taken: set[int] = set()
    for flow in flows:
        for before, after in flow.lines:
            if before is not None and after is not None and id(after) not in taken:
                taken.add(id(after))
                yield before, after
