"""What PDF/UA asks of a file: tags for all that is read, in an order that can be followed (ISO 14289-1, -2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banmian.press.preflight.gather.archivefacts import Element
from banmian.press.preflight.rules.afile import facts
from banmian.press.preflight.rules.rule import UA, Asked, Finding, rule
from banmian.spec.types.house import Wanted


@rule("ua-name", "XMP says that a file keeps to PDF/UA, and to which part", "ISO 14289-1 §5; ISO 14289-2 §6.1", standards=UA)
def name(asked: Asked) -> Iterator[Finding]:
    part = "2" if asked.standard is Wanted.UA2 else "1"
    told = (asked.facts.metadata or {}).get("pdfuaid:part")
    if told != part:
        yield Finding("ua-name", f"its XMP says part {told or 'nothing'} of PDF/UA, and not {part}")


@rule(
    "ua-tagged",
    "a file has a structure tree, and says that it is tagged",
    "ISO 14289-1 §6.2, §7.1; ISO 14289-2 §8.2.1",
    standards=UA,
)
def tagged(asked: Asked) -> Iterator[Finding]:
    told = facts(asked).structure
    if not told.there:
        yield Finding("ua-tagged", "it has no structure tree")
    if not told.marked:
        yield Finding("ua-tagged", "it does not say that it is tagged (MarkInfo)")
    if told.suspects:
        yield Finding("ua-tagged", "it says itself that its tags are in doubt (Suspects)")


@rule(
    "ua-content",
    "all that is painted is content of an element, or an artifact, and not both",
    "ISO 14289-1 §7.1; ISO 14289-2 §8.2.2",
    standards=UA,
)
def content(asked: Asked) -> Iterator[Finding]:
    for page, what in facts(asked).untagged:
        yield Finding("ua-content", f"{what} is neither tagged nor an artifact", page)
    for page, what in facts(asked).crossed:
        yield Finding("ua-content", f"there is {what}", page)


@rule(
    "ua-roles",
    "elements are of the standard's kinds, or mapped to them without going round",
    "ISO 14289-1 §7.1; ISO 14289-2 §8.2.5.2",
    standards=UA,
)
def roles(asked: Asked) -> Iterator[Finding]:
    told = facts(asked).structure
    for kind in told.circles:
        yield Finding("ua-roles", f"the kind {kind} is mapped to itself, round and round")
    for kind in dict.fromkeys(item.kind for item in told.elements if not item.role and item.kind not in told.circles):
        yield Finding("ua-roles", f"there is no kind {kind}, and it is not mapped to one")
    for kind in told.remapped:
        yield Finding("ua-roles", f"the standard's kind {kind} is mapped to another")


@rule("ua-title", "a file has a title, and shows it", "ISO 14289-1 §7.1; ISO 14289-2 §8.11.1, §8.11.2", standards=UA)
def title(asked: Asked) -> Iterator[Finding]:
    if not facts(asked).titled:
        yield Finding("ua-title", "its XMP has no title (dc:title)")
    if not facts(asked).shows_title:
        yield Finding("ua-title", "it does not show its title (DisplayDocTitle)")


@rule("ua-language", "a file says in which language it is", "ISO 14289-1 §7.2; ISO 14289-2 §8.4.4", standards=UA)
def language(asked: Asked) -> Iterator[Finding]:
    if not facts(asked).lang.strip():
        yield Finding("ua-language", "it does not say in which language it is (Lang)")


@rule("ua-figures", "figures have an alternate description", "ISO 14289-1 §7.3; ISO 14289-2 §8.2.5.28", standards=UA)
def figures(asked: Asked) -> Iterator[Finding]:
    told = [item for item in facts(asked).structure.elements if item.role in ("Figure", "Formula")]
    for count, item in enumerate(told, 1):
        if not item.alt.strip() and not item.actual.strip():
            yield Finding("ua-figures", f"an element {item.kind}, number {count}, has no alternate description (Alt)", item.page)


@rule("ua-headings", "headings begin with H1 and leave no level out", "ISO 14289-1 §7.4.2, §7.4.4", standards=(Wanted.UA1,))
def headings(asked: Asked) -> Iterator[Finding]:
    last, kinds = 0, set()
    for item in facts(asked).structure.elements:
        if item.role == "H":
            kinds.add("H")
        elif item.role[:1] == "H" and item.role[1:].isdigit():
            kinds.add("Hn")
            level = int(item.role[1:])
            if level > last + 1:
                told = f"H{last}" if last else "nothing"
                yield Finding("ua-headings", f"a heading {item.role} follows {told}", item.page)
            last = level
    if len(kinds) > 1:
        yield Finding("ua-headings", "there are headings with levels and without")


@rule(
    "ua-tables",
    "tables are made of rows of cells of one number, and their heads say of what they are heads",
    "ISO 14289-1 §7.2, §7.5; ISO 14289-2 §8.2.5.26",
    standards=UA,
)
def tables(asked: Asked) -> Iterator[Finding]:
    elements = facts(asked).structure.elements
    below = _below(elements)
    for at, item in enumerate(elements):
        above = elements[item.above].role if item.above >= 0 else ""
        if item.role == "TR" and above not in ("Table", "THead", "TBody", "TFoot"):
            yield Finding("ua-tables", f"a row stands in {above or 'nothing'}", item.page)
        elif item.role in ("TH", "TD") and above != "TR":
            yield Finding("ua-tables", f"a cell stands in {above or 'nothing'}", item.page)
        elif item.role in ("THead", "TBody", "TFoot") and above != "Table":
            yield Finding("ua-tables", f"a part of a table stands in {above or 'nothing'}", item.page)
        elif item.role == "Table":
            yield from _table(at, elements, below)


def _below(elements: Sequence[Element]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at, item in enumerate(elements):
        found.setdefault(item.above, []).append(at)
    return found


def _table(at: int, elements: Sequence[Element], below: dict[int, list[int]]) -> Iterator[Finding]:
    """What is wrong with one table."""
    rows: list[int] = []
    for kid in below.get(at, ()):
        role = elements[kid].role
        if role == "TR":
            rows.append(kid)
        elif role in ("THead", "TBody", "TFoot"):
            rows += [row for row in below.get(kid, ()) if elements[row].role == "TR"]
        elif role != "Caption":
            yield Finding("ua-tables", f"an element {elements[kid].kind} stands in a table", elements[kid].page)
    widths, waiting = [], list[int]()
    for row in rows:
        cells = [elements[cell] for cell in below.get(row, ()) if elements[cell].role in ("TH", "TD")]
        widths.append(sum(cell.spans[1] for cell in cells) + sum(1 for left in waiting if left > 0))
        waiting = [left - 1 for left in waiting if left > 1]
        waiting += [cell.spans[0] - 1 for cell in cells for _ in range(cell.spans[1]) if cell.spans[0] > 1]
    if len(set(widths)) > 1:
        yield Finding("ua-tables", f"the rows of a table have {min(widths)} to {max(widths)} cells", elements[at].page)
    heads = [elements[cell] for row in rows for cell in below.get(row, ()) if elements[cell].role == "TH"]
    cells = [elements[cell] for row in rows for cell in below.get(row, ()) if elements[cell].role == "TD"]
    if heads and not any(item.headers for item in cells) and any(not item.scope for item in heads):
        yield Finding("ua-tables", "a head of a table does not say of what it is the head (Scope)", elements[at].page)


_INSIDE = {
    "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",), "RB": ("Ruby",), "RT": ("Ruby",), "RP": ("Ruby",),
    "WT": ("Warichu",), "WP": ("Warichu",),
}  # fmt: skip
_HOLDS = {"L": ("L", "LI", "Caption"), "TOC": ("TOC", "TOCI", "Caption")}


@rule(
    "ua-nesting",
    "entries stand in their lists and tables of contents, readings in their Ruby",
    "ISO 14289-1 §7.2; ISO 14289-2 §8.2.4",
    standards=UA,
)
def nesting(asked: Asked) -> Iterator[Finding]:
    elements = facts(asked).structure.elements
    for item in elements:
        above = elements[item.above].role if item.above >= 0 else ""
        if item.role in _INSIDE and above not in _INSIDE[item.role]:
            yield Finding("ua-nesting", f"an element {item.kind} stands in {above or 'nothing'}", item.page)
        elif above in _HOLDS and item.role not in _HOLDS[above]:
            yield Finding("ua-nesting", f"an element {item.kind} stands in {above}", item.page)


@rule(
    "ua-annotations",
    "annotations are content of elements, links of links, and have words for them; the tab key follows the structure",
    "ISO 14289-1 §7.18; ISO 14289-2 §8.9",
    standards=UA,
)
def notes(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).annotations:
        if item.hidden or item.kind in ("Popup", "PrinterMark"):
            continue
        if item.kind == "TrapNet":
            yield Finding("ua-annotations", "there is an annotation of the kind TrapNet", item.page)
        elif item.kind == "Link" and item.element not in ("Link", "Reference"):
            yield Finding("ua-annotations", f"a link is content of {item.element or 'no element'}, and not of Link", item.page)
        elif not item.element:
            yield Finding("ua-annotations", f"an annotation ({item.kind}) is content of no element", item.page)
        elif not item.contents:
            yield Finding("ua-annotations", f"an annotation ({item.kind}) has no words for it (Contents)", item.page)
    for page in facts(asked).untabbed:
        yield Finding("ua-annotations", "the tab key does not follow the structure (Tabs)", page)


@rule("ua-places", "links and bookmarks lead to elements", "ISO 14289-2 §8.8", standards=(Wanted.UA2,))
def places(asked: Asked) -> Iterator[Finding]:
    if count := facts(asked).plain_places:
        what = "link or bookmark leads" if count == 1 else "links and bookmarks lead"
        yield Finding("ua-places", f"{count} {what} to places on pages, and to no element (SD)")


@rule(
    "ua-letters",
    "fonts are embedded, their characters are told in Unicode, and none is missing",
    "ISO 14289-1 §7.21; ISO 14289-2 §8.4.5",
    standards=UA,
)
def letters(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).letters:
        if not item.embedded:
            yield Finding("ua-letters", f"the font {item.name} is not embedded", item.page)
        if item.unmapped or item.forbidden:
            count = item.unmapped + item.forbidden
            yield Finding("ua-letters", f"{count} glyphs of the font {item.name} do not say what they are", item.page)
        if item.notdef:
            yield Finding("ua-letters", f"the font {item.name} shows its glyph for missing ones (.notdef)", item.page)
