"""A tagged PDF as it is read aloud: its elements in logical order, each with what a screen reader says of it.

Takes a file's structure (ISO 32000-2 §14.7, §14.8) and the words of its marked content. Artifacts are not read.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name

from banmian.reading.fonts.codes import FontSet
from banmian.reading.interpret import Interpreter, Reader
from banmian.reading.pdf import DAMAGE, UnreadablePdfError
from banmian.reading.tags import content_of, listed, marked_words, roles_of
from banmian.reading.values import pdf_text

_DEPTH = 100
_HEADINGS = {"H": 1, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "Title": 1}
_GROUPS = frozenset(
    "Document DocumentFragment Part Art Sect Div Aside NonStruct Private BlockQuote TOC TOCI L LI LBody Reference".split()
)
_SAID = {"Art": "article", "BlockQuote": "quotation", "TOC": "contents", "L": "list", "Aside": "aside"}


def read_aloud(data: bytes) -> list[str]:
    """What is said of a PDF, a line each; empty where it is not tagged. Raises UnreadablePdfError."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return _Voice(data).lines()
    except DAMAGE as error:
        raise UnreadablePdfError(f"it is damaged or no PDF ({type(error).__name__}: {error})") from error


class _Voice:
    def __init__(self, data: bytes) -> None:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        self.root = resolve1(document.catalog.get("StructTreeRoot"))
        self.title = pdf_text((document.info[0] if document.info else {}).get("Title"))
        self.words: dict[Any, dict[int, str]] = {}
        fonts = FontSet()
        for page in PDFPage.create_pages(document):
            page.rotate = 0
            reader = Reader(fonts)
            Interpreter(fonts, reader).process_page(page)
            self.words[page.pageid] = marked_words(reader)

    def lines(self) -> list[str]:
        if not isinstance(self.root, dict):
            return []
        self.roles = roles_of(self.root)
        found = [f"document: {self.title}"] if self.title else []
        return found + list(self.kids(self.root.get("K"), None, 0))

    def kids(self, value: Any, page: Any, depth: int) -> Iterator[str]:
        if depth > _DEPTH:
            return
        for part in listed(value):
            element = resolve1(part)
            if isinstance(element, dict) and "S" in element:
                yield from self.element(element, getattr(element.get("Pg"), "objid", page), depth)
            elif (content := content_of(part, page)) is not None and (text := self.text_of(content)):
                yield text

    def element(self, told: dict[str, Any], page: Any, depth: int) -> Iterator[str]:
        kind = self.kind(told)
        alt = pdf_text(told.get("Alt"))
        if kind == "Figure" or kind == "Formula":
            yield f"picture: {alt}" if alt else "picture without words"
            yield from (line for line in self.captions(told, page, depth))
        elif kind == "Table":
            yield from self.table(told, page, depth)
        elif kind in _GROUPS:
            title = pdf_text(told.get("T"))
            if kind == "Part" and title:
                yield f"part {title}"
            elif kind in _SAID:
                yield f"{_SAID[kind]}: {title}" if title and kind == "Art" else _SAID[kind]
            yield from self.kids(told.get("K"), page, depth + 1)
        else:
            words = self.words_of(told, page, depth)
            if kind in _HEADINGS:
                yield f"heading {_HEADINGS[kind]}: {words}"
            elif kind in ("Caption", "Link"):
                yield f"{kind.lower()}: {words}"
            elif words:
                yield words

    def captions(self, told: dict[str, Any], page: Any, depth: int) -> Iterator[str]:
        """Captions within a picture."""
        for part in listed(told.get("K")):
            element = resolve1(part)
            if isinstance(element, dict) and "S" in element:
                yield from self.element(element, getattr(element.get("Pg"), "objid", page), depth + 1)

    def table(self, told: dict[str, Any], page: Any, depth: int) -> Iterator[str]:
        """A table row by row, each cell with the head of its column."""
        rows = list(self.rows(told, page, depth))
        cells = [row for kind, row in rows if kind == "row"]
        yield f"table of {len(cells)} rows, {max((len(row) for row in cells), default=0)} columns"
        heads: list[str] = []
        for kind, row in rows:
            if kind == "caption":
                yield f"caption: {' '.join(words for _, words in row)}"
            elif all(cell == "TH" for cell, _ in row) and not heads:
                heads = [words for _, words in row]
            else:
                named = [
                    f"{head} {words}" if head else words for head, (_, words) in zip([*heads, *[""] * len(row)], row, strict=False)
                ]
                yield "row: " + "; ".join(named)

    def rows(self, told: dict[str, Any], page: Any, depth: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for part in listed(told.get("K")):
            element = resolve1(part)
            if not isinstance(element, dict) or "S" not in element or depth > _DEPTH:
                continue
            here = getattr(element.get("Pg"), "objid", page)
            kind = self.kind(element)
            if kind == "TR":
                cells = [resolve1(cell) for cell in listed(element.get("K"))]
                own = [cell for cell in cells if isinstance(cell, dict) and "S" in cell]
                yield "row", [(self.kind(cell), self.words_of(cell, getattr(cell.get("Pg"), "objid", here), depth)) for cell in own]
            elif kind == "Caption":
                yield "caption", [("", self.words_of(element, here, depth))]
            else:
                yield from self.rows(element, here, depth + 1)

    def words_of(self, told: dict[str, Any], page: Any, depth: int) -> str:
        """The words of an element and of all within it; a reading stands behind what it is of."""
        actual = pdf_text(told.get("ActualText"))
        if actual:
            return actual
        found = []
        for part in listed(told.get("K")):
            element = resolve1(part)
            if isinstance(element, dict) and "S" in element:
                if depth < _DEPTH:
                    words = self.words_of(element, getattr(element.get("Pg"), "objid", page), depth + 1)
                    found.append(f"（{words}）" if self.kind(element) in ("RT", "WT") else words)
            elif (content := content_of(part, page)) is not None:
                found.append(self.text_of(content))
        return "".join(found).replace("\u00ad", "").strip()

    def text_of(self, content: tuple[Any, int]) -> str:
        return self.words.get(content[0], {}).get(content[1], "")

    def kind(self, told: dict[str, Any]) -> str:
        kind = literal_name(resolve1(told["S"]))
        return self.roles.get(kind, kind)
