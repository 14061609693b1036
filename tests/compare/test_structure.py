"""Structure of our own pages: what changed, in which terms, and what only follows from it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from banmian.compare.finding import Kind
from banmian.compare.inputs import made_side, pdf_side
from banmian.compare.pairing.pages import Match, match_pages
from banmian.compare.result import compare
from banmian.compare.rules import Rules
from banmian.compare.structure import compare_trees
from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Keeping
from banmian.tree.maketree import tree_of
from banmian.tree.readtree import read_tree
from banmian.tree.tree import Tree, TreePage, tree_json
from tests.compare.support import compared, roots, said
from tests.output.tagged_support import reader_pages
from tests.support import ROOT, compose_pages

PAGES = [*sorted((ROOT / "layout").glob("special-page/*.yaml")), ROOT / "layout" / "specimens" / "composition.yaml"]


@pytest.mark.parametrize("path", [path for path in PAGES if path.stem != "content"], ids=lambda path: str(path.stem))
def test_a_page_and_the_pdf_made_of_it_are_the_same(path: Path) -> None:
    side = made_side(str(path))
    assert said(compare(side, pdf_side("its PDF", side.pdf), Rules(), pixels=False)) == []


def test_the_layout_tree_goes_through_json_whole() -> None:
    tree = tree_of(*compose_pages(ROOT / "layout" / "special-page" / "vertical.yaml"))
    assert read_tree("tree", tree_json(tree)) == tree


def test_words_push_the_lines_after_them(tmp_path: Path) -> None:
    assert said(compared(tmp_path, ("公交车照常", "公交照常"))) == [
        "text: bus.text line 1, character 3: “车” is gone after “公交”",
        "  break: bus.text line 1: “提” moved up from the next line; the 3 lines after it follow",
    ]


def test_every_line_that_follows_is_a_place_of_the_break(tmp_path: Path) -> None:
    (finding,) = [item for item in compared(tmp_path, ("公交车照常", "公交照常")).findings if item.kind is Kind.BREAK]
    assert {place.line for place in finding.places} == {1, 2, 3, 4}


def test_a_frame_takes_along_what_stands_in_it(tmp_path: Path) -> None:
    assert said(compared(tmp_path, ("{column: 2, line: 4}", "{column: 2, line: 5}"))) == [
        "frame: frame right 15.75 pt (5.56 mm) lower (21.9 px at 100 ppi), with 5 lines, 1 tint"
    ]


def test_a_frame_that_is_too_small_spills_its_words(tmp_path: Path) -> None:
    found = compared(tmp_path, ("lines: 8}, flow: bus", "lines: 3}, flow: bus"))
    (root,) = roots(found)
    assert root.message.startswith("frame right: height 126.00 → 47.25 pt")
    assert {item.kind for item in found.findings} == {Kind.FRAME, Kind.OVERSET, Kind.TEXT, Kind.DRAWN}


def test_a_measure_makes_its_lines_break(tmp_path: Path) -> None:
    found = compared(tmp_path, ("size: {columns: 1, lines: 8}", "size: {measure: 11em, lines: 8}"))
    (root,) = roots(found)
    assert root.kind is Kind.FRAME
    assert "measure 1" in root.message
    assert any(item.kind is Kind.BREAK and item.follows for item in found.findings)


def test_type_is_told_by_line_and_value(tmp_path: Path) -> None:
    found = compared(tmp_path, ("grid: {columns: 2, leading: 1.5em}", "grid: {columns: 2, leading: 1.5em, size: 10.4pt}"))
    assert any("size 10.5 pt → 10.4 pt" in item.message for item in roots(found))


def test_the_place_in_the_yaml_is_told(tmp_path: Path) -> None:
    moved = compared(tmp_path, ("{column: 2, line: 4}", "{column: 2, line: 5}"))
    assert moved.findings[0].places[0].source.endswith("page.yaml:6:10")
    worded = compared(tmp_path, ("公交车照常", "公交照常"))
    assert "content.yaml:10:" in worded.findings[0].places[0].source


def test_another_picture_is_told(tmp_path: Path) -> None:
    assert said(compared(tmp_path, picture="red")) == ["picture: picture photo: another picture (600 x 500 → 600 x 500 pixels)"]


def test_a_frame_that_may_differ_is_not_told(tmp_path: Path) -> None:
    changed = ("1月9日", "1月8日")
    assert len(compared(tmp_path, changed, pixels=True).findings) == 1
    found = compared(tmp_path, changed, ("page: {trim", "compare: {ignore: [date]}\npage: {trim"), pixels=True)
    assert found.same
    assert found.masked == 1


def test_a_region_may_be_compared_less_closely(tmp_path: Path) -> None:
    moved = ("{column: 1, line: 17}", "{column: 1, line: 17.05}")
    assert not compared(tmp_path, moved).same
    assert compared(tmp_path, moved, ("page: {trim", "compare: {regions: [{frame: photo, position: 1pt}]}\npage: {trim")).same
    assert not compared(tmp_path, moved, ("page: {trim", "compare: {regions: [{frame: left, position: 1pt}]}\npage: {trim")).same


def tree_page(*texts: str) -> TreePage:
    (first,) = compose_pages(ROOT / "layout" / "special-page" / "print.yaml")
    page = tree_of(first).pages[0]
    lines = tuple(msgspec.structs.replace(page.lines[at], text=text) for at, text in enumerate(texts))
    return msgspec.structs.replace(page, lines=lines)


NEWS = ["济南迎来今冬第一场雪", "公交车照常开行司机扫雪", "学校推迟半小时上课老师迎接", "大棚蔬菜供应充足价格平稳"]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ([0, 1, 2], [0, 1, 2], [(0, 0), (1, 1), (2, 2)]),
        ([0, 1, 2], [0, 3, 1, 2], [(0, 0), (None, 1), (1, 2), (2, 3)]),
        ([0, 1, 2], [0, 2], [(0, 0), (1, None), (2, 1)]),
        ([0, 1], [3, 0, 1], [(None, 0), (0, 1), (1, 2)]),
        ([0, 1], [2, 3], [(0, 0), (1, 1)]),
    ],
)
def test_pages_are_matched_by_their_words(before: list[int], after: list[int], wanted: list[tuple[int | None, int | None]]) -> None:
    pages = [tree_page(text) for text in NEWS]
    found = match_pages([pages[at] for at in before], [pages[at] for at in after])
    assert found == [Match(*pair) for pair in wanted]


def test_an_inserted_page_is_told_and_the_others_are_compared() -> None:
    pages = compose_pages(ROOT / "layout" / "special-page" / "magazine.yaml")
    whole, part = tree_of(*pages), tree_of(pages[0], *pages[2:])

    def against(before: Tree, after: Tree) -> list[str]:
        return [item.message for item in compare_trees(before, after, Rules()).findings]

    assert len(against(part, whole)) == 1
    assert against(part, whole)[0].startswith("page 2 is new, from “")
    assert against(whole, part)[0].startswith("page 2 is gone, from “")


def test_another_file_of_a_font_is_told(tmp_path: Path) -> None:
    tree = tree_of(*compose_pages(ROOT / "layout" / "special-page" / "magazine.yaml"))
    other = msgspec.structs.replace(tree, fonts=(msgspec.structs.replace(tree.fonts[0], digest="f" * 64), *tree.fonts[1:]))
    assert [item.message for item in compare_trees(tree, other, Rules()).findings] == [
        "NotoSerifCJKsc-Black comes from another font file"
    ]


def test_a_page_and_its_tagged_pdf_are_the_same(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path)
    side = made_side(str(tmp_path / "page.yaml"))
    tagged = pdf_side("its PDF", pdf_bytes(*pages, standard=Keeping((), True)))
    assert said(compare(side, tagged, Rules(), pixels=False)) == []
