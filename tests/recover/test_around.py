"""Text that runs round something: what it is, where lines are cut, and that page files say so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from banmian.recover.infer.text.pieces import pieces_of
from banmian.recover.segment.page import Segmented, segmented
from banmian.tree.tree import TreePath, TreePicture, TreeRun
from tests.recover.support import HEI, KAI, column, imported, picture, rule, run, tint, tree
from tests.support import ROOT

TEXT = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def beside(cut: range, start: float = 50.0, end: float = 250.0, lines: int = 12) -> list[TreeRun]:
    """A column from 50 to 250 with lines of 20 characters; those *cut* go from *start* to *end*."""
    made = []
    for at in range(lines):
        left, right = (start, end) if at in cut else (50.0, 250.0)
        made.append(run(TEXT[: round((right - left) / 10)], left, 100 + 15 * at))
    return made


def quote(x: float, y: float, *words: str) -> list[TreeRun]:
    return [run(text, x, y + 20 * at, 14.0, HEI) for at, text in enumerate(words)]


def taken_apart(runs: list[TreeRun], paths: tuple[TreePath, ...] = (), pictures: tuple[TreePicture, ...] = ()) -> Segmented:
    return segmented(tree(runs, paths, pictures), 0)


def rooms(found: Segmented) -> dict[int, tuple[float | None, float | None]]:
    (piece, *_), _ = pieces_of([block for block in found.blocks if block.role == "text"], 0, found.obstacles)
    return piece.rooms


def test_words_in_a_column_s_room_are_a_quote() -> None:
    found = taken_apart(beside(range(3, 7), end=160) + quote(175, 152, "一年就盼", "这一场雪"))
    assert [block.role for block in found.blocks] == ["text", "quote"]
    assert found.blocks[1].text == "一年就盼\n这一场雪"


def test_a_heading_between_columns_of_one_width_is_none() -> None:
    over = [run(TEXT[:20], 50, 100 + 15 * at) for at in range(5)]
    under = [run(TEXT[:20], 50, 230 + 15 * at) for at in range(5)]
    found = taken_apart([*over, *quote(50, 200, "一年就盼这一场雪"), *under])
    assert "quote" not in [block.role for block in found.blocks]
    assert not found.obstacles


def test_hints_say_what_a_quote_is_and_what_is_none() -> None:
    page = tree(beside(range(3, 7), end=160) + quote(175, 152, "一年就盼", "这一场雪"))
    assert [block.role for block in segmented(page, 0, {"一年就盼": "display"}).blocks] == ["text", "display"]
    apart = tree([*beside(range(0)), *quote(50, 400, "一年就盼")])
    assert [block.role for block in segmented(apart, 0, {"一年就盼": "quote"}).blocks] == ["text", "quote"]


def test_who_said_it_and_the_rules_belong_to_the_quote() -> None:
    said = [*quote(175, 152, "一年就盼"), run("李阿姨", 180, 172, 9.0, KAI)]
    rules = (rule(170, 135, 75, 0.5), rule(170, 182, 75, 0.5))
    found = taken_apart(beside(range(2, 7), end=160) + said, rules)
    (obstacle,) = found.obstacles
    assert [block.text for block in obstacle.blocks] == ["一年就盼", "李阿姨"]
    assert obstacle.edges == (170, 135, 245, 182.5)
    assert not found.shapes.rules


def test_lines_end_before_what_stands_right_of_them() -> None:
    found = taken_apart(beside(range(3, 7), end=160) + quote(175, 152, "一年就盼", "这一场雪"))
    assert rooms(found) == dict.fromkeys(range(3, 7), (None, 160))


def test_lines_begin_behind_what_stands_left_of_them_indents_and_all() -> None:
    lines = beside(range(3, 7), start=140)
    lines[4] = run(TEXT[:9], 160, 160)  # a paragraph begins
    assert rooms(taken_apart(lines + quote(60, 152, "一年就盼", "这一场雪"))) == dict.fromkeys(range(3, 7), (140, None))


def test_lines_over_and_under_it_that_end_there_are_cut_too() -> None:
    found = taken_apart(beside(range(2, 8), end=160) + quote(175, 152, "一年就盼", "这一场雪"))
    assert rooms(found) == dict.fromkeys(range(2, 8), (None, 160))


def test_text_runs_round_pictures_and_boxes() -> None:
    lines = beside(range(3, 7), end=160)
    assert rooms(taken_apart(lines, pictures=(picture((170, 138, 80, 55)),))) == dict.fromkeys(range(3, 7), (None, 160))
    sidebar = [run("小字一行", 178, 165, 9.0, KAI)]
    assert rooms(taken_apart(lines + sidebar, (tint(170, 138, 80, 55),))) == dict.fromkeys(range(3, 7), (None, 160))


def test_lines_keep_clear_of_a_narrow_quote_that_stands_in_the_column_beside() -> None:
    """Its words do not reach into this column; the white round it does."""
    other = [run(TEXT[: 14 if 3 <= at < 7 else 20], 270.0, 100 + 15 * at) for at in range(12)]
    own = beside(range(3, 7), end=190)
    moved = [
        msgspec.structs.replace(line, along=tuple(x + 60 for x in line.along)) if len(line.along) == 14 else line for line in other
    ]
    found = taken_apart(own + moved + quote(215, 152, "盼", "雪"))
    pieces, _ = pieces_of([block for block in found.blocks if block.role == "text"], 0, found.obstacles)
    assert [piece.rooms for piece in pieces] == [dict.fromkeys(range(3, 7), (None, 190)), dict.fromkeys(range(3, 7), (330, None))]


def test_a_picture_over_a_column_cuts_nothing() -> None:
    found = taken_apart(beside(range(0)), pictures=(picture((50, 20, 200, 60)),))
    assert not found.obstacles


def test_vertical_lines_run_round_too() -> None:
    lines = [column(TEXT[: 12 if 3 <= at < 7 else 20], 380 - 16 * at, 50) for at in range(12)]
    found = taken_apart(lines, pictures=(picture((280, 180, 56, 70)),))
    assert rooms(found) == dict.fromkeys(range(3, 7), (None, 170))


PAGE = """\
page: {{trim: 200mm x 200mm, margins: 15mm, grid: {{columns: 2, gutter: 2em, size: 10.5pt, leading: 15pt}}}}
content:
  quotes: {{li: {{text: 一年就盼这一场雪, source: 李阿姨}}}}
  photos: {{one: {{file: {file}, caption: 雪}}}}
  stories:
    main:
      headline: 雪
      text: |
        {text}
        {text}
styles: {{quote: {{size: 14pt, leading: 20pt}}, quote-source: {{size: 9pt, leading: 16pt}}}}
frames:
  - {{id: head, at: {{column: 1, line: 1}}, size: {{columns: 2, lines: 3}}, headline: main}}
  - {{id: text, at: {{column: {first}, line: 4}}, size: {{columns: 1, lines: 24}}, flow: main.text, direction: {direction}, next: more}}
  - {{id: more, at: {{column: {second}, line: 4}}, size: {{columns: 1, lines: 24}}, direction: {direction}}}
  - {{{around}}}
"""
STORY = (ROOT / "layout" / "special-page" / "content.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
@pytest.mark.parametrize("around", [
    "id: q, at: {x: 150pt, line: 10}, size: {width: 130pt, lines: 5}, quote: li, wrap: {shape: box, gap: 8pt}",
    "id: p, at: {x: 120pt, line: 9}, size: {width: 150pt, lines: 8}, photo: one, caption: none, wrap: {shape: box, gap: 6pt}",
], ids=["quote", "picture"])  # fmt: skip
def test_a_page_with_a_runaround_comes_back(direction: str, around: str, tmp_path: Path) -> None:
    words = yaml.safe_load(STORY)["stories"]["main"]["sections"]
    text = words[0]["text"].strip().split("\n")[0]
    (tmp_path / "park.jpg").write_bytes((ROOT / "assets" / "special-page" / "park.jpg").read_bytes())
    page = tmp_path / "page.yaml"
    first, second = (1, 2) if direction == "horizontal" else (2, 1)
    said = {"text": text, "direction": direction, "around": around, "file": "park.jpg", "first": first, "second": second}
    page.write_text(PAGE.format(**said), encoding="utf-8")
    found = imported(page, tmp_path)
    frames = yaml.safe_load((found.folder / "print.yaml").read_text(encoding="utf-8"))["frames"]
    assert [frame["id"] for frame in frames if "wrap" in frame]
    assert found.refined.by_rule == found.refined.lines
    assert found.score.found == 1.0
    assert found.score.near >= 0.97


@pytest.mark.parametrize("align", ["start", "justify"])
def test_a_quote_whose_lines_begin_level_is_set_so_and_its_coloured_rules_stay(align: str, tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    around = (
        "id: q, at: {x: 150pt, line: 10}, size: {width: 132pt, lines: 8}, quote: li, roles: {quote: flush, quote-source: flush2}, "
        "border: {top: '1pt #b00020', bottom: '1pt #b00020'}, wrap: {shape: box, gap: 8pt}"
    )
    text = yaml.safe_load(STORY)["stories"]["main"]["sections"][0]["text"].strip().split("\n")[0]
    said = {"text": text, "direction": "horizontal", "around": around, "file": "park.jpg", "first": 1, "second": 2}
    flush = f"styles: {{flush: {{based_on: quote, align: {align}, size: 14pt, leading: 20pt, balance: false}}, "
    flush += "flush2: {based_on: quote-source, align: start, size: 9pt, leading: 16pt}, "
    words = (
        PAGE.format(**said)
        .replace("styles: {", flush)
        .replace("text: 一年就盼这一场雪", "text: 一年就盼这一场雪冷是冷，心里热乎大家都说好")
    )
    page.write_text(words, encoding="utf-8")
    found = imported(page, tmp_path)
    frames = yaml.safe_load((found.folder / "print.yaml").read_text(encoding="utf-8"))["frames"]
    (frame,) = [frame for frame in frames if "quote" in frame]
    assert frame["border"] == {"top": "1pt #b00020", "bottom": "1pt #b00020"}
    styles = yaml.safe_load((found.folder / "styles.yaml").read_text(encoding="utf-8"))
    assert styles["quote"]["align"] == align
    assert "tracking" not in styles["quote"]
    assert found.score.close == 1.0


def test_quotes_in_different_type_have_styles_of_their_own(tmp_path: Path) -> None:
    text = yaml.safe_load(STORY)["stories"]["main"]["sections"][0]["text"].strip().split("\n")[0]
    around = (
        "id: q, at: {x: 150pt, line: 6}, size: {width: 130pt, lines: 4}, quote: li, wrap: {shape: box, gap: 8pt}}\n"
        "  - {id: r, at: {x: 150pt, line: 14}, size: {width: 130pt, lines: 4}, quote: wu, roles: {quote: big}, "
        "wrap: {shape: box, gap: 8pt}"
    )
    said = {"text": text, "direction": "horizontal", "around": around, "file": "park.jpg", "first": 1, "second": 2}
    words = PAGE.format(**said).replace("quotes: {li:", "quotes: {wu: {text: 冷是冷}, li:")
    words = words.replace("styles: {", "styles: {big: {based_on: quote, family: hei, size: 20pt, leading: 26pt}, ")
    (tmp_path / "page.yaml").write_text(words, encoding="utf-8")
    found = imported(tmp_path / "page.yaml", tmp_path)
    frames = yaml.safe_load((found.folder / "print.yaml").read_text(encoding="utf-8"))["frames"]
    roles = [frame.get("roles") for frame in frames if "quote" in frame]
    assert roles == [None, {"quote": "quote-2"}]
    assert found.score.found == 1.0
    assert found.refined.by_rule == found.refined.lines
