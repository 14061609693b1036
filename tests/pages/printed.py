"""Hold a PDF against the printed page: line ends, whole paragraphs, headings. Reads by pdfplumber, none of the project's code.

A printed paragraph counts as found when its text stands whole, once, in content order; each of its printed lines
counts as kept when a rendered line ends at the same character.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

import pdfplumber
import yaml

TRUTH_FILE = Path(__file__).with_name("printed-page.yaml")


def truth() -> dict[str, Any]:
    """The printed page."""
    found: dict[str, Any] = yaml.safe_load(TRUTH_FILE.read_text(encoding="utf-8"))
    return found


def score(path: Path) -> list[str]:
    """What of the printed page a PDF keeps, a figure a row; what is lost is named first."""
    page = truth()
    text, ends = _stream(path)
    blocks = [page["lead"], *page["sections"], *page["sidebar"]["stories"]]
    paragraphs = [(block["id"], lines) for block in blocks for lines in block["paragraphs"]]
    told: list[str] = []
    kept = whole = 0
    for block, lines in paragraphs:
        body = _plain("".join(lines))
        at = text.find(body)
        if at < 0 or text.find(body, at + 1) >= 0:
            told.append(f"{block}: {body[:12]}… stands {'twice' if at >= 0 else 'nowhere whole'}")
            continue
        whole += 1
        for line, end in zip(lines, accumulate(len(_plain(line)) for line in lines), strict=True):
            if at + end in ends:
                kept += 1
            else:
                told.append(f"{block}: printed line lost: {line}")
    single = [*page["headline"], page["sidebar"]["title"], page["folio"], page["contact"]]
    single += ["".join(section["heading"]) for section in page["sections"]]
    single += [story["heading"] for story in page["sidebar"]["stories"]]
    single += [photo["caption"] for photo in page["photos"]]
    once = sum(text.count(_plain(words)) == 1 for words in single)
    told += [f"not once: {words}" for words in single if text.count(_plain(words)) != 1]
    total = sum(len(lines) for _, lines in paragraphs)
    return [
        *told,
        f"paragraphs whole {whole}/{len(paragraphs)}",
        f"headline, headings, captions, folio once {once}/{len(single)}",
        f"printed line ends kept {kept}/{total}",
    ]


def _stream(path: Path) -> tuple[str, set[int]]:
    """The text of all pages in content order, and at which characters a rendered line ends."""
    text: list[str] = []
    ends: set[int] = set()
    last: tuple[int, float, float] | None = None
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                if not char["text"].strip():
                    continue
                x, y = char["matrix"][4:]
                if last and (page.page_number != last[0] or abs(y - last[2]) > 2 or x < last[1] - 2):
                    ends.add(len(text))
                text.extend(char["text"])
                last = page.page_number, x, y
    ends.add(len(text))
    return "".join(text), ends


def _plain(text: str) -> str:
    return "".join(text.split())
