"""Pages for programs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import banmian
from banmian.cli.main import main
from tests.support import ROOT

Write = Callable[[str, str], Path]

WORDS = "济南今冬第一场雪。"
PAGE: dict[str, Any] = {
    "page": {"trim": "a5", "grid": {"columns": 2}},
    "content": {"stories": {"snow": {"headline": "下雪了", "text": WORDS}}},
    "frames": [
        {"id": "head", "at": {"column": 1, "line": 1}, "size": {"columns": 2, "lines": 4}, "headline": "snow"},
        {"id": "text", "at": {"column": 1, "line": 5}, "size": {"columns": 1, "lines": 2}, "flow": "snow"},
    ],
}
TEXT = """\
page: {trim: a5, grid: {columns: 2}}
content: {stories: {snow: {headline: 下雪了, text: 济南今冬第一场雪。}}}
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 2, lines: 4}, headline: snow}
  - {id: text, at: {column: 1, line: 5}, size: {columns: 1, lines: 2}, flow: snow}
"""


@pytest.fixture
def page() -> banmian.Page:
    return banmian.load(PAGE)


def test_a_page_from_a_mapping_a_text_and_a_file_is_one(page: banmian.Page, write: Write) -> None:
    write("snow.yaml", TEXT)
    made = {banmian.load(source).pdf() for source in ("snow.yaml", Path("snow.yaml"), TEXT, PAGE)}
    assert made == {page.pdf()}
    assert main(["render", "snow.yaml", "-q", "-o", "snow.pdf"]) == 0
    assert made == {Path("snow.pdf").read_bytes()}


def test_a_page_that_comes_with_banmian() -> None:
    page = banmian.load("special-page")
    assert page.title == "勇做新时代泰山“挑山工”"
    assert [round(side / 72 * 25.4) for side in page.size] == [390, 545]
    assert page.overset == 0
    assert page.warnings == ()
    assert len([line for line in page.lines if line.address == "main.s3" and line.paragraph == 1]) > 2


def test_names_in_a_mapping_are_relative_to_its_folder(write: Write) -> None:
    write("there/words.yaml", "stories: {snow: {headline: 下雪了, text: 济南今冬第一场雪。}}")
    page = banmian.load({**PAGE, "content": "words.yaml"}, folder="there")
    assert WORDS in page.text


def test_what_stands_on_it(page: banmian.Page) -> None:
    assert list(page.frames) == ["head", "text"]
    frame = page.frames["text"]
    assert (frame.text, frame.overset, frame.overset_lines, frame.page) == (WORDS, 0, 0, 1)
    assert frame.lines == tuple(line for line in page.lines if line.frame == "text")
    (line,) = frame.lines
    assert (line.text, line.address, line.paragraph, line.role) == (WORDS, "snow.text", 1, "body")
    assert frame.x <= line.x < frame.x + frame.width
    assert frame.y < line.baseline < frame.y + frame.height
    assert page.text == "下雪了\n" + WORDS


def test_what_frames_cannot_hold() -> None:
    page = banmian.load(TEXT.replace(WORDS, WORDS * 20))
    assert page.frames["text"].overset_lines > 3
    assert page.overset == page.frames["text"].overset == 180 - sum(len(line.text) for line in page.frames["text"].lines)
    assert [str(item.span) for item in page.warnings] == ["(page):5:10"]
    assert page.warnings[0].message.startswith("overset: frame text lacks room for")


def test_a_variant_is_as_a_file_that_extends(page: banmian.Page, write: Write) -> None:
    write("snow.yaml", TEXT)
    write("other.yaml", "extends: snow.yaml\npage: {trim: a4}\nframes: [{id: text, size: {lines: 3}}]\n")
    other = page.with_(page={"trim": "a4"}, frames=[{"id": "text", "size": {"lines": 3}}])
    assert other.pdf() == banmian.load("other.yaml").pdf()
    assert other.pdf() != page.pdf()
    third = other.with_({"frames": [{"id": "head", "drop": True}]}, page={"allow": ["unused-content"]})
    assert list(third.frames) == ["text"]
    assert third.size == other.size
    assert third.frames["text"].height == other.frames["text"].height


def test_a_variant_of_a_file_writes_nothing(write: Write) -> None:
    write("snow.yaml", TEXT)
    banmian.load("snow.yaml").with_(page={"trim": "a4"})
    assert [path.name for path in Path().iterdir()] == ["snow.yaml"]


def test_texts_stand_for_files(write: Write) -> None:
    write("snow.yaml", TEXT.replace("{stories: {snow: {headline: 下雪了, text: 济南今冬第一场雪。}}}", "words.yaml"))
    words = "stories: {snow: {headline: 下雪了, text: 一。}}"
    page = banmian.load("snow.yaml", files={"words.yaml": words})
    assert page.frames["text"].text == "一。"
    assert page.with_files({"words.yaml": words.replace("一", "二")}).frames["text"].text == "二。"
    write("words.yaml", words.replace("一", "三"))
    assert banmian.load("snow.yaml").frames["text"].text == "三。"


def test_a_page_is_read_again(write: Write) -> None:
    write("snow.yaml", TEXT)
    page = banmian.load("snow.yaml")
    write("snow.yaml", TEXT.replace(WORDS, "一。"))
    assert page.frames["text"].text == WORDS
    assert page.reload().frames["text"].text == "一。"


def test_all_errors_come_in_one_exception() -> None:
    frame = {"id": "x", "at": {"column": 1, "line": 9}, "size": {"lines": 2}, "flow": "rain"}
    page = {"trim": "a5", "grid": {"columns": 2}, "bleed": "3 miles"}
    with pytest.raises(banmian.PageError) as told:
        banmian.load({**PAGE, "page": page, "frames": [*PAGE["frames"], frame]})
    said = [str(item) for item in told.value.diagnostics]
    assert [item.partition(": ")[0] for item in said] == ["(page):5:10", "(page):34:9"]
    assert all(isinstance(item, banmian.Diagnostic) for item in told.value.diagnostics)


def test_what_no_page_file_holds() -> None:
    with pytest.raises(TypeError, match="no function"):
        banmian.load({"page": test_what_no_page_file_holds})


def test_pictures_have_the_size_that_is_asked_for(page: banmian.Page) -> None:
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(page.png(ppi=72))) as image:
        assert image.size == (420, 596)
    with Image.open(BytesIO(page._repr_png_())) as image:
        assert 700 < image.height <= 830
    with pytest.raises(IndexError, match="there is no page 2: there is one"):
        page.png(number=2)


def test_files_are_written_by_their_ending(page: banmian.Page, write: Write) -> None:
    write("here", "")
    for name, head in (("a.pdf", b"%PDF"), ("a.png", b"\x89PNG"), ("a.txt", b"page"), ("a.json", b"{")):
        assert page.render(name) == [Path(name)]
        assert Path(name).read_bytes().startswith(head)
    assert Path("a.pdf").read_bytes() == page.pdf()
    assert page.tree()["pages"][0]["frames"][1]["id"] == "text"
    with pytest.raises(banmian.PageError, match=r"a\.doc ends in none of \.pdf"):
        page.render("a.doc")


def test_a_standard_is_kept(page: banmian.Page) -> None:
    judged = banmian.preflight(page.pdf(standard="pdf/a-2u,pdf/ua-1"))
    assert judged.name == "pdf/a-2u and pdf/ua-1"
    assert judged.findings == ()
    assert banmian.preflight(page.pdf(), standard="pdf/a-2u").errors > 0
    assert page.pdf(standard=["pdf/a-2u", "pdf/ua-1"]) == page.pdf(standard="pdf/a-2u, pdf/ua-1")
    with pytest.raises(banmian.PageError, match="there is no standard pdf/b"):
        page.pdf(standard="pdf/b")


def test_marks_and_curves(page: banmian.Page) -> None:
    assert b"/FontFile" not in page.pdf(curves=True)
    assert len({page.pdf(), page.pdf(marks=["crop"]), page.pdf(marks=["crop", "slug"])}) == 3


def test_pages_pdfs_and_files_are_compared(page: banmian.Page, write: Write) -> None:
    write("snow.yaml", TEXT)
    assert banmian.compare(page, "snow.yaml").same
    assert banmian.compare(page.pdf(), page).same
    other = banmian.load(TEXT.replace("济南", "北京"))
    found = banmian.compare(page, other)
    assert [item.kind.value for item in found.findings] == ["text"]
    assert banmian.compare(page, other, ignore=["text"]).same


def test_a_pdf_is_imported(page: banmian.Page, write: Write) -> None:
    write("here", "")
    page.render("snow.pdf")
    found = banmian.import_page("snow.pdf", "again")
    assert found.folder == Path("again")
    assert WORDS in banmian.load("again").text
    with pytest.raises(banmian.PageError):
        banmian.import_page("snow.pdf", "again")


def test_nothing_is_printed(page: banmian.Page, capfd: pytest.CaptureFixture[str]) -> None:
    banmian.load(TEXT.replace(WORDS, WORDS * 20)).pdf(standard="pdf/a-2u")
    page.png()
    assert capfd.readouterr() == ("", "")


def test_import_alone_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import banmian; print(sorted(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == "['banmian']\n"


def test_every_public_name_is_there() -> None:
    assert sorted(banmian.__all__) == list(banmian.__all__)
    for name in banmian.__all__:
        assert getattr(banmian, name).__doc__, name
        assert name in dir(banmian)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(banmian, "nothing")  # noqa: B009 - the type checker knows too


def test_threads_make_the_same_bytes() -> None:
    interval = sys.getswitchinterval()
    variants = ["print", "vertical", "mono", "phone"]

    def made(name: str) -> tuple[str, bytes, bytes, bytes]:
        page = banmian.load(ROOT / f"layout/special-page/{name}.yaml")
        return name, page.pdf(), page.pdf(standard="pdf/x-4"), page.png(ppi=30)

    alone = {name: made(name) for name in variants}
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(found == alone[found[0]] for found in pool.map(made, variants * 3))
    finally:
        sys.setswitchinterval(interval)
