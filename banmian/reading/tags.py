"""The logical structure of a PDF (ISO 32000-2 §14.7): what each element is and which words it holds, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name

from banmian.reading.interpret import Placed, Reader, Shown
from banmian.reading.values import pdf_text
from banmian.tree.tree import TreeMark

_SHOWN = 24  # characters of an element's words that are kept
_DEPTH = 100


def page_tags(document: PDFDocument, pages: Sequence[PDFPage], readers: Sequence[Reader]) -> list[tuple[str, ...]]:
    """For each page its elements, such as "H1 勇做新时代泰山"; empty where the file has no structure."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    found: list[list[str]] = [[] for _ in pages]
    if not isinstance(root, dict):
        return [() for _ in pages]
    numbers = {page.pageid: at for at, page in enumerate(pages)}
    words = [marked_words(reader) for reader in readers]
    for kind, owned in _elements(root.get("K"), None, 0):
        for page in dict.fromkeys(page for page, _ in owned):
            at = numbers.get(page)
            if at is not None:
                text = "".join(words[at].get(mcid, "") for owner, mcid in owned if owner == page)
                found[at].append(f"{kind} {text[:_SHOWN]}".strip())
    return [tuple(items) for items in found]


def page_marks(document: PDFDocument, pages: Sequence[PDFPage], readers: Sequence[Reader]) -> list[tuple[TreeMark, ...]]:
    """For each page what its tags say of what it shows; nothing where the file has no structure."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return [() for _ in pages]
    walk = _Logic(roles_of(root))
    walk.kids(root.get("K"), None, _Here("", 0, 0), 0)
    return [
        tuple(
            TreeMark(shown.order, told.element, told.kind, told.article, told.alt)
            for shown in _marked(reader)
            if shown.tag >= 0 and (told := walk.owners.get((page.pageid, shown.tag))) is not None
        )
        for page, reader in zip(pages, readers, strict=True)
    ]


def _marked(reader: Reader) -> Iterator[Shown | Placed]:
    """What a page shows that may be tagged."""
    yield from reader.shown
    yield from reader.placed


def roles_of(root: dict[str, Any]) -> dict[str, str]:
    """What kinds of a maker's own are among the standard's."""
    told = resolve1(root.get("RoleMap"))
    return {key: literal_name(resolve1(value)) for key, value in told.items()} if isinstance(told, dict) else {}


class _Here(NamedTuple):
    """Where in the structure one is."""

    kind: str
    element: int
    article: int
    alt: str = ""


# Kinds that hold words which are read on as one (ISO 32000-2 §14.8.4); what stands within them is of them.
_BLOCKS = frozenset("P H H1 H2 H3 H4 H5 H6 Title Caption TD TH Lbl LBody Figure Formula TOCI BlockQuote".split())
_MOST_ELEMENTS = 200_000


class _Logic:
    """Goes through a structure tree in logical order."""

    def __init__(self, roles: dict[str, str]) -> None:
        self.roles = roles
        self.owners: dict[tuple[Any, int], _Here] = {}
        self.elements = self.articles = self.met = 0

    def kids(self, value: Any, page: Any, here: _Here, depth: int) -> None:
        if depth > _DEPTH or self.met > _MOST_ELEMENTS:
            return
        for part in listed(value):
            content = content_of(part, page)
            if content is not None:
                self.owners[content] = here
                continue
            element = resolve1(part)
            if isinstance(element, dict) and "S" in element:
                self.met += 1
                self.element(element, getattr(element.get("Pg"), "objid", page), here, depth)

    def element(self, told: dict[str, Any], page: Any, here: _Here, depth: int) -> None:
        kind = literal_name(resolve1(told["S"]))
        kind = self.roles.get(kind, kind)
        if kind == "Art":
            self.articles += 1
            here = here._replace(article=self.articles)
        elif kind in _BLOCKS:
            self.elements += 1
            here = here._replace(kind=kind, element=self.elements, alt=pdf_text(resolve1(told.get("Alt"))))
        self.kids(told.get("K"), page, here, depth + 1)


def marked_words(reader: Reader) -> dict[int, str]:
    """The words of a page's marked content, by its id."""
    words: dict[int, str] = {}
    for shown in reader.shown:
        if shown.tag >= 0:
            words[shown.tag] = words.get(shown.tag, "") + "".join(shown.texts)
    return words


def _elements(kids: Any, page: Any, depth: int) -> Iterator[tuple[str, list[tuple[Any, int]]]]:
    """Each element that owns marked content: its kind and the content, as page and id."""
    if depth > _DEPTH:
        return
    for kid in listed(kids):
        element = resolve1(kid)
        if not isinstance(element, dict) or "S" not in element:
            continue
        here = getattr(element.get("Pg"), "objid", page)
        owned = [item for item in (content_of(part, here) for part in listed(element.get("K"))) if item]
        kind = literal_name(resolve1(element["S"]))
        if owned:
            yield kind, owned
        yield from _elements(element.get("K"), here, depth + 1)


def content_of(part: Any, page: Any) -> tuple[Any, int] | None:
    """Marked content among the kids of an element: its page and its id."""
    if isinstance(part, int):
        return page, part
    part = resolve1(part)
    if isinstance(part, int):
        return page, part
    if isinstance(part, dict) and "MCID" in part and "S" not in part:
        return getattr(part.get("Pg"), "objid", page), int(resolve1(part["MCID"]))
    return None


def listed(value: Any) -> list[Any]:
    """A value that may be one thing or several."""
    value = value if isinstance(value, list) else resolve1(value)
    return value if isinstance(value, list) else [] if value is None else [value]
