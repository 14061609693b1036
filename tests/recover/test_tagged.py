"""Recovery goes by tags where a file has them, and finds the same stories as without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Keeping
from banmian.reading.pdf import read_pdf
from banmian.recover.importing import ImportOptions, import_pdf
from banmian.tree.tree import TreeMark
from tests.output.tagged_support import pages_of, reader_pages
from tests.support import ROOT

PAGES = ["special-page/print", "special-page/large-print", "guide/step-10"]


def imported(pdf: bytes, folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True)
    (folder / "page.pdf").write_bytes(pdf)
    import_pdf(folder / "page.pdf", folder / "page", ImportOptions(report=False))
    told: dict[str, Any] = yaml.safe_load((folder / "page" / "content.yaml").read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("name", PAGES)
def test_the_stories_are_the_same_with_tags_and_without(name: str, tmp_path: Path) -> None:
    pages = pages_of(ROOT / "layout" / f"{name}.yaml")
    plain = imported(pdf_bytes(*pages), tmp_path / "plain")
    tagged = imported(pdf_bytes(*pages, standard=Keeping((), True)), tmp_path / "tagged")
    assert tagged["stories"] == plain["stories"]
    for photo in tagged["photos"].values():
        assert photo.pop("alt", "示意图：").startswith("示意图：")
    assert tagged["photos"] == plain["photos"]


def test_marks_tell_element_kind_and_article(tmp_path: Path) -> None:
    pdf = pdf_bytes(*reader_pages(tmp_path), standard=Keeping((), True))
    (first, second) = read_pdf(pdf, raw=True).tree.pages
    kinds = {mark.kind for page in (first, second) for mark in page.marks}
    assert kinds >= {"P", "H1", "H2", "H3", "Figure", "Caption", "TD", "TH", "TOCI"}
    assert [mark.article for mark in first.marks if mark.kind == "H1"][:1] == [2]  # the short story stands first in the file
    assert any(mark.alt == "同一辆巴士" for mark in second.marks)
    assert all(isinstance(mark, TreeMark) for mark in first.marks)


def test_a_comparison_is_told_nothing_of_marks(tmp_path: Path) -> None:
    pdf = pdf_bytes(*reader_pages(tmp_path), standard=Keeping((), True))
    assert all(page.marks == () for page in read_pdf(pdf).tree.pages)


SIDE_BY_SIDE = """
page:
  trim: 200mm x 150mm
  margins: 10mm
  grid: {columns: 3, gutter: 1.2em, size: 10.5pt, leading: 1.5em}
  allow: [widow, empty-frame, unused-content, through-gutter, reading-order, headings-side-by-side, river]
content:
  stories:
    one: {headline: 第一条消息, text: ONE}
    two: {headline: 第二条消息, text: TWO}
styles:
  headline: {size: 18pt, leading: 24pt}
frames:
  - {id: h1, at: {column: 1, line: 1}, size: {columns: 1, lines: 2}, headline: one}
  - {id: t1, at: {column: 1, line: 3}, size: {columns: 1, lines: 8}, flow: one.text, next: t1b}
  - {id: t1b, at: {column: 3, line: 14}, size: {columns: 1, lines: 8}}
  - {id: h2, at: {column: 2, line: 1}, size: {columns: 1, lines: 2}, headline: two}
  - {id: t2, at: {column: 2, line: 3}, size: {columns: 1, lines: 8}, flow: two.text}
"""


def test_tags_tell_what_places_do_not(tmp_path: Path) -> None:
    """A story that goes on at the far side of the page, under another one, is found whole by its tags."""
    path = tmp_path / "page.yaml"
    one, two = "春风又绿江南岸明月何时照我还" * 12, "两个黄鹂鸣翠柳一行白鹭上青天" * 7
    path.write_text(SIDE_BY_SIDE.replace("ONE", one).replace("TWO", two), encoding="utf-8")
    pages = pages_of(path)
    wanted = {"第一条消息": one, "第二条消息": two}

    def stories(pdf: bytes, name: str) -> dict[str, str]:
        told = imported(pdf, tmp_path / name)["stories"].values()
        return {str(story.get("headline", "")): "".join(str(story.get("text", "")).split()) for story in told}

    assert stories(pdf_bytes(*pages, standard=Keeping((), True)), "tagged") == wanted
    assert stories(pdf_bytes(*pages), "plain") != wanted
