"""How much room fonts take in a PDF, against Typst's for the same words in the same faces.

    python3 benchmarks/font_sizes.py        (needs: python3 -m pip install -e '.[bench,drawings]')

Counted is every object that a page's fonts consist of: programs, descriptors, widths, ToUnicode.
"""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path
from typing import Any

import pypdf
import typst

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page

ROOT = Path(__file__).resolve().parent.parent
FACES = (("song", "Noto Serif CJK SC"), ("hei", "Noto Sans CJK SC"), ("kai", "Banmian Kai"))
LENGTHS = 6000, 400, 60
PAGE = """\
page: {{trim: 400mm x 600mm, margins: 20mm, grid: {{columns: 1, size: 8pt, leading: 12pt}}, profile: none}}
styles: {{body: {{family: {family}}}}}
content: {{stories: {{s: {{text: "{text}"}}}}}}
frames: [{{id: a, at: {{x: 0mm, y: 0mm}}, size: {{width: 360mm, height: 560mm}}, flow: s}}]
"""


def words() -> str:
    """The special page's words, without what either program reads as markup."""
    text = (ROOT / "layout" / "special-page" / "content.yaml").read_text(encoding="utf-8")
    return "".join(char for char in text if char > " " and char not in "#[]*_@$<>\\`~=-+/\"'{}:|")


def font_bytes(data: bytes) -> int:
    """The bytes of all objects of a PDF's fonts."""
    seen: dict[int, int] = {}

    def walk(item: Any) -> None:
        if isinstance(item, pypdf.generic.IndirectObject):
            if item.idnum not in seen:
                found = item.get_object()
                target = io.BytesIO()
                found.write_to_stream(target)
                seen[item.idnum] = len(target.getvalue())
                walk(found)
        elif isinstance(item, dict):
            for key in item:
                if key != "/Parent":
                    walk(item.raw_get(key))  # type: ignore[attr-defined]
        elif isinstance(item, list):
            for part in item:
                walk(part)

    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        walk(page["/Resources"].raw_get("/Font"))  # type: ignore[attr-defined]
    return sum(seen.values())


def main() -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    text = words()
    for family, name in FACES:
        for length in LENGTHS:
            part = text[:length]
            source = f'#set page(width: 400mm, height: 600mm)\n#set text(font: "{name}", size: 8pt, fallback: false)\n{part}'
            fonts = typst.Fonts(include_system_fonts=False, font_paths=[ROOT / "fonts"])
            theirs = font_bytes(typst.compile(source.encode(), format="pdf", font_paths=fonts))
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "page.yaml"
                path.write_text(PAGE.format(family=family, text=part), encoding="utf-8")
                report = Report()
                ours = font_bytes(pdf_bytes(*make_pages(make_plan(load_page(path, report), report), report)))
            count = len(set(part))
            print(f"{name}, {count} characters: Typst {theirs:,} bytes, banmian {ours:,}, {ours / theirs:.3f}")


if __name__ == "__main__":
    main()
