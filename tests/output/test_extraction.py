"""What readers get out of a file: the words as they were written, with tags and without."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Keeping
from banmian.page.composed import ComposedPage
from tests.output.tagged_support import pages_of
from tests.support import ROOT, needs_tool

Read = Callable[[Path], str]

# Soft hyphens, ruby, zhuyin, vertical forms, figures in a square, narrowed figures, an outlined headline, a spread line.
PAGE = """
page:
  trim: 200mm x 200mm
  margins: 15mm
  grid: {columns: 4, gutter: 2em, size: 10.5pt, leading: 1.5em}
  allow: [widow, empty-frame, unused-content, through-gutter, reading-order, headings-side-by-side]
content:
  stories:
    head: {headline: 勾边的“大标题”}
    hyphens: {text: "The extra\u00adordinary news\u00adpaper set long words in nar\u00adrow columns."}
    ruby: {text: '[汉语]{ruby="hàn yǔ"}和[注音]{zhuyin="ㄓㄨˋ ㄧㄣ"}，[必须]{.dots}着重。'}
    down: {text: 他说：“这是第12版（2020年）……”PDF和YAML，3.5%。再写一行，好让它换行。}
    narrow: {text: 2019年，第9批援疆干部共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。}
    spread: {text: 散开的一行}
styles:
  outlined: {based_on: headline, size: 30pt, effects: [{colour: white, weight: 2pt}, {colour: k 60, dx: 2pt, dy: 2pt}]}
  narrow: {based_on: body, composition: {digit_width: .45em}}
  spread: {based_on: body, align: distribute, indent: 0em}
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 4, lines: 4}, headline: head, styles: [outlined]}
  - {id: hyphens, at: {column: 1, line: 6}, size: {columns: 1, lines: 8}, flow: hyphens}
  - {id: ruby, at: {column: 2, line: 6}, size: {columns: 1, lines: 6}, flow: ruby}
  - {id: narrow, at: {column: 3, line: 6}, size: {columns: 1, lines: 6}, flow: narrow, roles: {body: narrow}}
  - {id: spread, at: {column: 4, line: 6}, size: {columns: 1, lines: 2}, flow: spread, roles: {body: spread}}
  - {id: down, at: {column: 1, line: 16}, size: {columns: 1, lines: 12}, flow: down, direction: vertical}
"""
WORDS = [
    "勾边的“大标题”",
    "The extraordinary newspaper set long words in narrow columns.",
    "他说：“这是第12版（2020年）……”PDF和YAML，3.5%。再写一行，好让它换行。",
    "2019年，第9批援疆干部共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。",
    "散开的一行",
]


def plain(text: str) -> str:
    """Words without what stands between lines: white space, and hyphens that a line's end brought."""
    return re.sub(r"\s", "", text.replace("\u00ad", "").replace("\ufffe", "").replace("\x02", ""))


def pdfium(path: Path) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def poppler(path: Path) -> str:
    return said("pdftotext", "-raw", str(path), "-")


def mupdf(path: Path) -> str:
    return said("mutool", "draw", "-q", "-F", "text", str(path))


def ghostscript(path: Path) -> str:
    """Its txtwrite sorts words across columns; so told operator by operator."""
    told = said("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=txtwrite", "-dTextFormat=0", "-o", "-", str(path))
    return unescape("".join(re.findall(r'<char [^>]*c="([^"]*)"', told)))


def said(name: str, *arguments: str) -> str:
    tool = needs_tool(name)
    return subprocess.run([tool, *arguments], capture_output=True, check=True).stdout.decode("utf-8", "replace")


READERS: dict[str, Read] = {"pdfium": pdfium, "poppler": poppler, "mupdf": mupdf, "ghostscript": ghostscript}
TAGGED = {"tagged": True, "untagged": False}


@pytest.fixture(scope="module", params=TAGGED)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[ComposedPage, ...]]:
    folder = tmp_path_factory.mktemp("extraction")
    (folder / "page.yaml").write_text(PAGE, encoding="utf-8")
    pages = pages_of(folder / "page.yaml")
    path = folder / "page.pdf"
    path.write_bytes(pdf_bytes(*pages, standard=Keeping((), TAGGED[request.param])))
    return path, pages


@pytest.mark.parametrize("reader", ["pdfium", "poppler", "mupdf"])
@pytest.mark.parametrize("words", WORDS)
def test_words_come_out_as_they_went_in(words: str, reader: str, file: tuple[Path, tuple[ComposedPage, ...]]) -> None:
    assert plain(words) in plain(READERS[reader](file[0]))


def test_ghostscript_gives_every_character(file: tuple[Path, tuple[ComposedPage, ...]]) -> None:
    wanted = "".join(run.text for page in file[1] for line in page.lines for run in (*line.runs, *line.readings))
    assert sorted(plain(ghostscript(file[0]))) == sorted(plain(wanted))


@pytest.mark.parametrize("reader", READERS)
def test_readings_and_what_they_stand_beside_come_out_once(reader: str, file: tuple[Path, tuple[ComposedPage, ...]]) -> None:
    told = plain(READERS[reader](file[0]))
    for char in ("汉", "语", "ㄓ", "ㄨ", "ㄣ", "à", "ǔ"):
        assert told.count(char) == 1


def test_a_headline_with_an_outline_and_a_shadow_comes_out_once(file: tuple[Path, tuple[ComposedPage, ...]]) -> None:
    for read in READERS.values():
        assert plain(read(file[0])).count("勾") == 1


@pytest.mark.parametrize("name", ["vertical", "print", "traditional"])
def test_pages_come_out_paragraph_by_paragraph(name: str, tmp_path: Path) -> None:
    """pdfium sorts what begins at one height; vertical lines of archived and tagged files stay apart all the same."""
    pages = pages_of(ROOT / "layout" / "special-page" / f"{name}.yaml")
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_bytes(*pages, standard=Keeping((), True)))
    told = {reader: plain(READERS[reader](path)) for reader in ("pdfium", "poppler", "mupdf")}
    parts: dict[tuple[str, str, int], str] = {}
    for page in pages:
        for frame, line in zip(page.line_frames, page.lines, strict=True):
            if line.role not in ("furniture", "caption"):
                parts[frame, line.address, line.paragraph] = parts.get((frame, line.address, line.paragraph), "") + line.text
    for reader, text in told.items():
        assert [words[:12] for words in parts.values() if plain(words) not in text] == [], reader


def test_paragraphs_of_tags_are_one_line_of_text(file: tuple[Path, tuple[ComposedPage, ...]]) -> None:
    """As programs that go by tags take them: what Poppler says of the structure, and what we read aloud."""
    from banmian.reading.aloud import read_aloud

    if not (lines := read_aloud(file[0].read_bytes())):
        return  # the untagged file
    for words in WORDS:
        assert words in [re.sub(r"^heading \d: ", "", line) for line in lines]
    told = re.sub(r'"\n +"', "", said("pdfinfo", "-struct-text", str(file[0])))  # a string for each marked content
    for words in WORDS:
        assert f'"{words}"' in told.replace("\u00ad", "")
