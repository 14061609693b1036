"""The ways through a file: bookmarks, article threads, destinations, links, page labels."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage
from tests.output.tagged_support import kept, pages_of, reader_pages, tagged
from tests.support import ROOT


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[ComposedPage, ...]:
    return reader_pages(tmp_path_factory.mktemp("ways"))


@pytest.fixture(scope="module")
def reader(pages: tuple[ComposedPage, ...]) -> PdfReader:
    return PdfReader(io.BytesIO(tagged(pages, "ua-1")))


def titles(told: Any) -> list[Any]:
    return [titles(item) if isinstance(item, list) else item.title for item in told]


def page_of(reader: PdfReader, reference: Any) -> int:
    return next(at for at, page in enumerate(reader.pages) if page.indirect_reference == reference)


def test_bookmarks_are_stories_and_their_headings_under_their_pages(reader: PdfReader) -> None:
    assert titles(reader.outline) == ["第4版", ["大标题第一行 第二行标题", ["小标题一", "某人", ["某人说的话"]], "小消息"]]


def test_a_file_of_one_page_has_its_stories_at_the_top() -> None:
    reader = PdfReader(io.BytesIO(tagged(pages_of(ROOT / "layout" / "special-page" / "print.yaml"))))
    told = titles(reader.outline)
    assert [item for item in told if isinstance(item, str)] == ["勇做新时代泰山“挑山工” 推动山东援疆工作走在前列", "群众说“援疆”"]
    assert told[1][0] == "聚焦扩大就业，坚定不移推进产业援疆"


def test_a_bookmark_leads_to_its_heading(reader: PdfReader, pages: tuple[ComposedPage, ...]) -> None:
    (line,) = (line for line in pages[0].lines if line.text == "小标题一")
    item: Any = reader.outline[1][1][0]  # type: ignore[index]
    shift, height = pages[0].bleed, pages[0].trim[1] + pages[0].bleed
    assert float(item.left) == pytest.approx(line.x + shift, abs=0.01)
    assert float(item.top) == pytest.approx(height - line.baseline + 0.88 * line.size, abs=0.01)


def threads(reader: PdfReader) -> list[tuple[str, list[tuple[int, list[float]]]]]:
    """Each article's title and its beads: page and rectangle."""
    found = []
    for item in reader.trailer["/Root"]["/Threads"]:  # type: ignore[index]
        told = item.get_object()
        first = bead = told["/F"].get_object()
        beads = []
        while True:
            rect = [float(value) for value in bead["/R"]]
            beads.append((page_of(reader, bead.raw_get("/P")), rect))
            after = bead["/N"].get_object()
            assert after["/V"].get_object() is bead
            bead = after
            if bead is first:
                break
        assert first["/T"].get_object() is told
        found.append((told["/I"]["/Title"], beads))
    return found


def test_an_article_runs_from_its_headline_through_all_columns_and_pages(
    reader: PdfReader, pages: tuple[ComposedPage, ...]
) -> None:
    (main, small) = threads(reader)
    assert main[0] == "大标题第一行 第二行标题"
    assert [page for page, _ in main[1]] == [0, 0, 0, 0, 1]  # headline, lead, two columns, the next page
    assert small[0] == "小消息"
    inside = next(frame.rect for frame in pages[1].frames if frame.id == "on")
    shift, height = pages[1].bleed, pages[1].trim[1] + pages[1].bleed
    left, bottom, right, top = main[1][-1][1]
    assert inside.x + shift - 0.01 <= left < right <= inside.right + shift + 0.01
    assert height - inside.bottom - 0.01 <= bottom < top <= height - inside.y + 0.01


def test_pages_know_their_beads(reader: PdfReader) -> None:
    assert [len(page["/B"]) for page in reader.pages] == [6, 1]  # type: ignore[arg-type]


def test_every_frame_is_a_destination_by_its_id(reader: PdfReader, pages: tuple[ComposedPage, ...]) -> None:
    named = reader.named_destinations
    frames = {frame.id: (at, frame) for at, page in enumerate(pages) for frame in page.frames}
    assert set(named) == set(frames)
    for name, (at, frame) in frames.items():
        told: Any = named[name]
        assert page_of(reader, told.page) == at
        assert float(told.left) == pytest.approx(frame.rect.x + pages[at].bleed, abs=0.01)


def test_names_in_chinese_are_found_too(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path, change=("{id: bus,", "{id: 巴士,"))
    reader = PdfReader(io.BytesIO(tagged(pages)))
    assert "巴士" in reader.named_destinations
    told = reader.trailer["/Root"]["/Names"]["/Dests"]["/Names"][::2]  # type: ignore[index]
    keys = [item.original_bytes for item in told]
    assert keys == sorted(keys)


def test_page_labels_are_the_folios(reader: PdfReader) -> None:
    assert reader.page_labels == ["4", "5"]


def links(reader: PdfReader, page: int) -> list[tuple[str, int, Any]]:
    """Words of each link, and the page and height that it leads to."""
    found = []
    for item in reader.pages[page].get("/Annots", []):
        told = item.get_object()
        place = told["/A"]["/D"]
        found.append((str(told["/Contents"]), page_of(reader, place[0]), float(place[3])))
    return found


def test_jump_lines_lead_on_and_back(reader: PdfReader, pages: tuple[ComposedPage, ...]) -> None:
    onward: Any = next(item for item in links(reader, 0) if item[0] == "（下转第5版）")
    back: Any = next(item for item in links(reader, 1) if item[0] == "（上接第4版）")
    tops = {frame.id: page.trim[1] + page.bleed - frame.rect.y for page in pages for frame in page.frames}
    assert onward[1:] == (1, pytest.approx(tops["on"], abs=0.01))
    assert back[1:] == (0, pytest.approx(tops["text"], abs=0.01))


def test_a_link_lies_on_its_words(reader: PdfReader, pages: tuple[ComposedPage, ...]) -> None:
    (line,) = (line for line in pages[1].lines if line.role == "jump")
    notes: Any = reader.pages[1]["/Annots"]
    rect = next(item.get_object()["/Rect"] for item in notes)
    baseline = pages[1].trim[1] + pages[1].bleed - line.baseline
    assert float(rect[1]) < baseline < float(rect[3])
    assert float(rect[3]) - float(rect[1]) == pytest.approx(line.size, abs=0.01)


def test_entries_of_a_table_of_contents_lead_to_what_they_name(reader: PdfReader, pages: tuple[ComposedPage, ...]) -> None:
    tops = {frame.id: page.trim[1] + page.bleed - frame.rect.y for page in pages for frame in page.frames}
    found: dict[str, Any] = {words: (page, top) for words, page, top in links(reader, 0)}
    assert found["大标题第一行 4版"] == (0, pytest.approx(tops["head"], abs=0.01))
    assert found["小消息 5版"] == (0, pytest.approx(tops["small-head"], abs=0.01))  # its headline, not the number


def test_an_entry_of_no_story_leads_to_its_page(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path, change=("        小消息 5版", "        广告 第5版"))
    reader = PdfReader(io.BytesIO(tagged(pages)))
    assert ("广告 第5版", 1) in [item[:2] for item in links(reader, 0)]


def test_an_entry_that_leads_nowhere_is_words_alone(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path, change=("        小消息 5版", "        广告"))
    reader = PdfReader(io.BytesIO(tagged(pages, "ua-1")))
    assert "广告" not in [item[0] for item in links(reader, 0)]


def test_no_link_stands_on_a_page_for_the_press(tmp_path: Path) -> None:
    made = pdf_bytes(*reader_pages(tmp_path, press=True), standard=kept("x-4", "ua-1"))
    reader = PdfReader(io.BytesIO(made))
    assert not any("/Annots" in page for page in reader.pages)
    assert threads(reader)
    assert reader.outline


def test_in_pdf_2_places_are_elements_too(tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(tagged(reader_pages(tmp_path), "ua-2")))
    notes: Any = reader.pages[1]["/Annots"]
    (told,) = (item.get_object()["/A"] for item in notes)
    assert str(told["/SD"][0].get_object()["/S"]) == "/H2"
    first = reader.trailer["/Root"]["/Outlines"]["/First"]["/First"]  # type: ignore[index]
    assert str(first["/A"]["/SD"][0].get_object()["/S"]) == "/H1"


def test_without_tags_there_are_none(tmp_path: Path) -> None:
    made = pdf_bytes(*reader_pages(tmp_path, press=True), standard=kept("a-2u", tagged=False))
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert not {"/Threads", "/Outlines", "/Names", "/PageLabels"} & set(root)
