"""The logical structure of a PDF (ISO 32000-2 §14.7): what each element is and which words it holds, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name

from banmian.reading.interpret import Reader

_SHOWN = 24  # characters of an element's words that are kept
_DEPTH = 100


def page_tags(document: PDFDocument, pages: Sequence[PDFPage], readers: Sequence[Reader]) -> list[tuple[str, ...]]:
    """For each page its elements, such as "H1 勇做新时代泰山"; empty where the file has no structure."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    found: list[list[str]] = [[] for _ in pages]
    if not isinstance(root, dict):
        return [() for _ in pages]
    numbers = {page.pageid: at for at, page in enumerate(pages)}
    words = [_marked_words(reader) for reader in readers]
    for kind, owned in _elements(root.get("K"), None, 0):
        for page in dict.fromkeys(page for page, _ in owned):
            at = numbers.get(page)
            if at is not None:
                text = "".join(words[at].get(mcid, "") for owner, mcid in owned if owner == page)
                found[at].append(f"{kind} {text[:_SHOWN]}".strip())
    return [tuple(items) for items in found]


def _marked_words(reader: Reader) -> dict[int, str]:
    words: dict[int, str] = {}
    for shown in reader.shown:
        if shown.tag >= 0:
            words[shown.tag] = words.get(shown.tag, "") + "".join(shown.texts)
    return words


def _elements(kids: Any, page: Any, depth: int) -> Iterator[tuple[str, list[tuple[Any, int]]]]:
    """Each element that owns marked content: its kind and the content, as page and id."""
    if depth > _DEPTH:
        return
    for kid in _list(kids):
        element = resolve1(kid)
        if not isinstance(element, dict) or "S" not in element:
            continue
        here = getattr(element.get("Pg"), "objid", page)
        owned = [item for item in (_content(part, here) for part in _list(element.get("K"))) if item]
        kind = literal_name(resolve1(element["S"]))
        if owned:
            yield kind, owned
        yield from _elements(element.get("K"), here, depth + 1)


def _content(part: Any, page: Any) -> tuple[Any, int] | None:
    if isinstance(part, int):
        return page, part
    part = resolve1(part)
    if isinstance(part, int):
        return page, part
    if isinstance(part, dict) and "MCID" in part and "S" not in part:
        return getattr(part.get("Pg"), "objid", page), int(resolve1(part["MCID"]))
    return None


def _list(value: Any) -> list[Any]:
    value = value if isinstance(value, list) else resolve1(value)
    return value if isinstance(value, list) else [] if value is None else [value]
