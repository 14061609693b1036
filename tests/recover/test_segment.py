"""A page taken apart: glyphs once, lines without gutters, blocks, roles, reading order; in both directions."""

from __future__ import annotations

import random

import msgspec
import pytest

from banmian.recover.segment.order import in_reading_order
from banmian.recover.segment.page import Segmented, segmented
from banmian.recover.segment.spans import Item, widened
from banmian.recover.segment.type.faces import family_of, weight_of
from banmian.recover.segment.type.glyphs import page_glyphs
from banmian.tree.tree import Tree, TreeRun
from tests.recover.support import HEI, KAI, SONG, column, picture, rule, run, tint, tree

BODY = "天地玄黄宇宙洪荒日月"


def texts(found: Segmented) -> list[str]:
    return [block.text.replace("\n", "/") for block in found.blocks]


def rows(words: list[str], x: float, y: float, pitch: float = 14.0) -> list[TreeRun]:
    return [run(text, x, y + at * pitch) for at, text in enumerate(words)]


def test_text_drawn_twice_stands_once() -> None:
    bold = [run("标题", 50, 50, 30), run("标题", 50.4, 50.2, 30), run("正文", 50, 80)]
    found = page_glyphs(tree(bold).pages[0])
    assert "".join(glyph.text for glyph in found.horizontal) == "标题正文"
    assert found.doubled == 2


def test_the_same_character_twice_in_a_word_stands_twice() -> None:
    found = page_glyphs(tree([run("天天", 50, 50)]).pages[0])
    assert len(found.horizontal) == 2


def test_invisible_words_count_only_where_there_are_no_others() -> None:
    hidden = run("看不见", 50, 80, colour="none")
    mixed = page_glyphs(tree([run("看得见的字", 50, 50), hidden]).pages[0])
    assert "".join(glyph.text for glyph in mixed.horizontal) == "看得见的字"
    assert mixed.hidden == 3
    scan = page_glyphs(tree([hidden]).pages[0])
    assert "".join(glyph.text for glyph in scan.horizontal) == "看不见"


def test_single_glyphs_one_under_another_are_a_vertical_line() -> None:
    placed = [run(char, 300 - 16 * line, 50 + 10 * at) for line in range(3) for at, char in enumerate(BODY)]
    found = page_glyphs(tree(placed).pages[0])
    assert not found.horizontal
    assert texts(segmented(tree(placed), 0)) == ["/".join([BODY] * 3)]


def test_figures_at_the_ends_of_lines_that_follow_each_other_stay_in_them() -> None:
    lines = [run(BODY[:6], 50, 100 + 15 * at) for at in range(4)] + [run(str(at), 110, 100 + 15 * at) for at in range(4)]
    assert texts(segmented(tree(lines), 0)) == ["/".join(f"{BODY[:6]}{at}" for at in range(4))]


def test_single_glyphs_side_by_side_are_a_horizontal_line() -> None:
    placed = [run(char, 50 + 10 * at, 50 + 15 * line) for line in range(3) for at, char in enumerate(BODY)]
    assert not page_glyphs(tree(placed).pages[0]).vertical


def test_figures_in_one_square_of_a_vertical_line_are_read_in_it() -> None:
    line = [column("共有", 300, 50), run("28", 295.5, 79, 10, step=4.5), column("人参加活动", 300, 80)]
    assert texts(segmented(tree(line), 0)) == ["共有28人参加活动"]


def test_figures_side_by_side_in_neighbouring_lines_stay_in_their_own() -> None:
    def figures(text: str, middle: float, step: float) -> TreeRun:
        along = tuple(middle - len(text) * step / 2 + at * step for at in range(len(text)))
        return TreeRun(text, SONG, 10.0, "cmyk 0 0 0 1", along, 98.8, advances=(step,) * len(text))

    right = [column("共有五六", 300, 50), figures("112", 300, 3.3), column("人参加活动的", 300, 100)]
    left = [column("七八九十", 287, 50), figures("28", 287, 4.5), column("项目也在今天", 287, 100)]
    assert texts(segmented(tree(right + left), 0)) == ["共有五六112人参加活动的/七八九十28项目也在今天"]


def test_a_gutter_parts_lines_and_a_spread_line_does_not() -> None:
    left = rows([BODY] * 4, 50, 100)
    right = rows([BODY] * 4, 165, 100)
    assert texts(segmented(tree(left + right), 0)) == ["/".join([BODY] * 4)] * 2
    spread = [run(BODY, 50, 100), run(BODY[:4], 50, 114), run(BODY[4:9], 97, 114), run(BODY, 50, 128)]
    assert texts(segmented(tree(spread), 0)) == [f"{BODY}/{BODY[:9]}/{BODY}"]


def test_a_printed_rule_parts_lines_however_close_they_stand() -> None:
    close = rows([BODY] * 3, 50, 100) + rows([BODY] * 3, 156, 100)
    assert len(segmented(tree(close), 0).blocks) == 1
    assert len(segmented(tree(close, [rule(152.5, 90, 0.5, 60)]), 0).blocks) == 2


def test_a_heading_of_other_type_is_a_block_of_its_own() -> None:
    page = [run("各地迎新春", 50, 100, 15, HEI), *rows([BODY] * 4, 50, 120)]
    found = segmented(tree(page), 0)
    assert [(block.role, len(block.lines)) for block in found.blocks] == [("display", 1), ("text", 4)]


def test_what_stands_under_a_picture_in_small_type_is_its_caption() -> None:
    page = [*rows([BODY] * 6, 50, 300), run("图为现场", 52, 212, 8, KAI)]
    found = segmented(tree(page, pictures=[picture((50, 100, 100, 100))]), 0)
    assert [block.text for block in found.blocks if block.role == "caption"] == ["图为现场"]


def test_furniture_stands_over_the_rule_under_the_running_head() -> None:
    page = [run("要闻", 50, 30), run("2020年1月9日", 250, 30, step=6), *rows([BODY] * 6, 50, 100)]
    found = segmented(tree(page, [rule(50, 40, 300, 1)]), 0)
    assert [block.text for block in found.blocks if block.role == "furniture"] == ["要闻", "2020年1月9日"]


def test_jump_lines_stand_alone() -> None:
    page = [*rows([BODY] * 5, 50, 100), run("（下转第3版）", 90, 170, step=8)]
    found = segmented(tree(page), 0)
    assert [block.role for block in found.blocks] == ["text", "jump"]


def columns_page() -> Tree:
    """A headline over three columns, a second story under it in two, a box at the right."""
    page = [run("第一个大标题在此", 60, 60, 30, HEI)]
    for at in range(3):
        page += rows([f"甲{at}" + BODY[:6]] * 6, 40 + at * 100, 100)
    page += [run("第二个大标题", 70, 240, 26, HEI)]
    for at in range(2):
        page += rows([f"乙{at}" + BODY[:6]] * 5, 40 + at * 100, 280)
    page += rows([f"丙{BODY[:7]}"] * 4, 250, 300)
    return tree(page, [tint(244, 285, 92, 70)])


ORDER = ["第一个大标题在此", "甲0", "甲1", "甲2", "第二个大标题", "乙0", "乙1", "丙天"]


def test_columns_are_read_one_after_another_under_their_headline() -> None:
    found = [block.text for block in segmented(columns_page(), 0).blocks]
    assert [text[: len(start)] for text, start in zip(found, ORDER, strict=True)] == ORDER


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_content_stream_does_not_matter(seed: int) -> None:
    page = columns_page()
    lines = list(page.pages[0].lines)
    glyphs = [  # every glyph by itself, in any order
        msgspec.structs.replace(line.runs[0], text=char, along=(place,), advances=(line.runs[0].size,))
        for line in lines
        for char, place in zip(line.runs[0].text, line.runs[0].along, strict=True)
    ]
    random.Random(seed).shuffle(glyphs)
    again = segmented(tree(glyphs, page.pages[0].paths), 0)
    assert texts(again) == texts(segmented(page, 0))


def test_vertical_tiers_are_read_from_the_top_down_and_from_right_to_left() -> None:
    page = [column(f"上{at}" + BODY[:8], 350 - 16 * at, 60) for at in range(4)]
    page += [column(f"下{at}" + BODY[:8], 350 - 16 * at, 200) for at in range(4)]
    found = segmented(tree(page), 0)
    assert [[line.text[:2] for line in block.lines] for block in found.blocks] == [
        [f"{tier}{at}" for at in range(4)] for tier in "上下"
    ]


def test_figures_a_little_off_the_baseline_stay_in_their_line_whatever_stands_level_in_another_column() -> None:
    line = [run("天地玄黄", 50, 100), TreeRun("25", SONG, 10.0, "cmyk 0 0 0 1", (90.0, 95.0), 100.6, advances=(5.0, 5.0))]
    line += [run("宇宙洪荒", 100, 100), *rows([BODY] * 3, 50, 114)]
    beside = [run("小字说明", 300, 98.7, 8.0)]
    assert texts(segmented(tree([*line, *beside]), 0))[0] == "/".join(["天地玄黄25宇宙洪荒", BODY, BODY, BODY])


def test_a_rule_across_the_whole_parts_what_stands_over_and_under_it() -> None:
    over = rows([BODY] * 4, 50, 100) + rows([BODY] * 4, 170, 100)
    under = rows([BODY[::-1]] * 4, 50, 200) + rows([BODY[::-1]] * 4, 170, 200)
    forward, back = "/".join([BODY] * 4), "/".join([BODY[::-1]] * 4)
    assert texts(segmented(tree(over + under, [rule(45, 170, 230, 0.5)]), 0)) == [forward, forward, back, back]
    assert texts(segmented(tree(over + under, [rule(45, 170, 110, 0.5)]), 0)) == [forward, back, forward, back]


def test_a_part_whose_text_runs_down_is_read_from_the_right_each_column_with_the_heading_over_it() -> None:
    across = [*rows([BODY] * 6, 50, 100), *rows([BODY] * 6, 170, 100)]
    heads = [run("左题", 50, 230, 14, HEI), run("右题", 170, 230, 14, HEI)]
    down = [column(BODY, x - 16 * at, 250) for x in (130, 250) for at in range(5)]
    found = texts(segmented(tree([*across, *heads, *down]), 0))
    assert [text[:2] for text in found] == ["天地", "天地", "右题", "天地", "左题", "天地"]
    assert found[3] == "/".join([BODY] * 5)


def test_a_box_under_columns_that_go_on_beside_it_is_read_after_them() -> None:
    above = [*rows([BODY] * 4, 50, 100), *rows([BODY] * 4, 170, 100), *rows(["续" * 10] * 4, 290, 100)]
    inside = [run("框题", 60, 200, 14, HEI), *rows(["框" * 9] * 3, 60, 220)]
    found = texts(segmented(tree([*above, *inside], [tint(48, 180, 235, 90)], size=(420.0, 400.0)), 0))
    assert [text[:2] for text in found] == ["天地", "天地", "续续", "框题", "框框"]


def test_a_box_at_the_foot_of_columns_is_read_when_the_column_beside_it_has_been() -> None:
    above = [*rows([BODY] * 4, 50, 100), *rows([BODY] * 4, 170, 100), *rows(["续" * 10] * 11, 290, 100)]
    inside = [run("框题", 60, 200, 14, HEI), *rows(["框" * 9] * 3, 60, 220)]
    found = texts(segmented(tree([*above, *inside], [tint(48, 180, 235, 90)], size=(420.0, 400.0)), 0))
    assert [text[:2] for text in found] == ["天地", "天地", "续续", "框题", "框框"]
    higher = [*rows(["续" * 10] * 14, 290, 58), *rows([BODY] * 4, 50, 100), *rows([BODY] * 4, 170, 100)]
    found = texts(segmented(tree([*higher, *inside], [tint(48, 180, 235, 90)], size=(420.0, 400.0)), 0))
    assert [text[:2] for text in found] == ["天地", "天地", "框题", "框框", "续续"]  # another story's column


def test_a_line_of_western_words_alone_goes_on_in_the_type_of_its_block() -> None:
    mixed = [run("天地玄", 50, 100), run("PDF", 80, 100, font=KAI, step=6), run("黄宇宙", 98, 100)]
    western = TreeRun("office", KAI, 10.0, "cmyk 0 0 0 1", tuple(50.0 + 5 * at for at in range(6)), 114, advances=(5.0,) * 6)
    assert texts(segmented(tree([*mixed, western, run("洪荒日月", 50, 128)]), 0)) == ["天地玄PDF黄宇宙/office/洪荒日月"]
    other = [run("天地玄黄宇宙", 50, 100), western]
    assert len(texts(segmented(tree(other), 0))) == 2


def test_interlocked_blocks_are_read_column_by_column() -> None:
    # The left column reaches under the right one's story: no cut goes through.
    items = [
        Item((0, 0, 100, 300), 0),
        Item((110, 0, 210, 200), 1),
        Item((50, 310, 210, 400), 2),
        Item((0, 310, 40, 600), 3),
        Item((50, 210, 105, 305), 4),
    ]
    assert in_reading_order(items, vertical=False)[0] == 0


def test_a_large_first_character_belongs_to_its_paragraph() -> None:
    page = [run("山", 50, 117, 24), run(BODY[:7], 76, 103), run(BODY[:7], 76, 117), *rows([BODY] * 4, 50, 131)]
    (block,) = segmented(tree(page), 0).blocks
    assert block.cap is not None
    assert block.cap.text == "山"


@pytest.mark.parametrize(
    ("name", "family", "weight"),
    [
        ("NotoSerifCJKsc-Black", "song", 900), ("SourceHanSansSC-Bold", "hei", 700), ("BanmianKai-Regular", "kai", 400),
        ("SimSun", "song", 400), ("STFangsong", "fangsong", 400), ("MicrosoftYaHei-Bold", "hei", 700), ("FZDBSK--GBK1-0", "song", 900),
        ("KaiTi_GB2312", "kai", 400), ("Arial-BoldMT", "hei", 700), ("TimesNewRomanPSMT", "song", 400), ("FZKTK--GBK1-0", "song", 400),
    ],
)  # fmt: skip
def test_faces_are_known_by_their_names(name: str, family: str, weight: int) -> None:
    assert (family_of(name), weight_of(name)) == (family, weight)


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        segmented(tree([]), 0)


def test_hints_say_what_a_block_is() -> None:
    page = [*rows([BODY] * 6, 50, 100), run("广告", 50, 300, font=SONG)]
    assert segmented(tree(page), 0, {"广告": "caption"}).blocks[-1].role == "caption"


def test_a_huge_glyph_is_held_against_the_glyphs_that_there_are() -> None:
    """A size in the thousands of points, as damage makes it, does not look through empty paper."""
    found = segmented(tree([run("天地玄黄宇宙洪荒", 50, 100 + 14 * at) for at in range(6)] + [run("日", 50, 300, 90_000.0)]), 0)
    assert sum(len(line.glyphs) for block in found.blocks for line in block.lines) == 49


def test_a_glyph_that_tells_a_control_character_is_marked_as_unreadable() -> None:
    found = segmented(tree([run("天地\x12黄", 50, 100), run("宇宙洪荒", 50, 114)]), 0)
    assert "天地〓黄" in found.blocks[0].text


def test_a_page_without_running_text_has_its_longest_words_as_text() -> None:
    blocks = segmented(
        tree([run("二〇二〇年一月九日 星期四", 50, 20, 8.0), run("电话 010", 300, 20, 8.0)], [rule(40, 30, 320, 1)]), 0
    ).blocks
    assert [block.role for block in blocks].count("text") == 1


def test_a_gutter_of_one_em_parts_beside_marks_that_keep_their_square() -> None:
    """Marks that end a line reach half an em into the gutter with their square, though not with their ink."""
    left = ["天地玄黄宇宙洪荒，", "日月盈昃辰宿列张寒", "来暑往秋收冬藏闰余", "成岁律吕调阳云腾致"]
    page = [run(text, 50, 100 + 14 * at) for at, text in enumerate(left)]
    page[0] = msgspec.structs.replace(page[0], along=(*page[0].along[:-1], page[0].along[-1] + 5))
    page += [run(BODY[:9], 150, 100 + 14 * at) for at in range(4)]
    found = segmented(tree(page), 0)
    assert [block.lines[0].text[:4] for block in found.blocks] == ["天地玄黄", BODY[:4]]
    assert [len(block.lines) for block in found.blocks] == [4, 4]


def test_marks_one_under_another_are_no_gutter() -> None:
    page = rows(["问：天地玄黄宇宙洪荒", "问：日月盈昃辰宿列张", "问：寒来暑往秋收冬藏", "问：闰余成岁律吕调阳"], 50, 100)
    (block,) = segmented(tree(page), 0).blocks
    assert [line.text[:2] for line in block.lines] == ["问："] * 4


def test_a_centred_heading_governs_all_columns_that_begin_level_under_it() -> None:
    """Its ink stands over the two in the middle only; the first column is read after it all the same."""
    items = [Item((105, 0, 205, 20), 0, display=True), *(Item((80 * at, 40, 80 * at + 70, 300), at + 1) for at in range(4))]
    assert widened(items)[0].edges == (0, 0, 310, 20)
    assert in_reading_order(items, vertical=False) == [0, 1, 2, 3, 4]


def test_two_headings_side_by_side_govern_their_own_columns() -> None:
    heads = [Item((20, 0, 130, 20), 0, display=True), Item((180, 0, 290, 20), 1, display=True)]
    items = [*heads, *(Item((80 * at, 40, 80 * at + 70, 300), at + 2) for at in range(4))]
    assert [item.edges[::2] for item in widened(items)[:2]] == [(0, 150), (160, 310)]
    assert in_reading_order(items, vertical=False) == [0, 2, 3, 1, 4, 5]


TABLE = [["区", "厘米", "气温"], ["城区", "11", "-7℃"], ["北山", "23", "-12℃"], ["东湖", "9", "-6℃"]]


def table_page(rules: list[float]) -> Tree:
    """Body type, and a table of four rows from y 200 down, ruled at *rules*."""
    page = rows([BODY * 3] * 6, 50, 60)
    page += [run(cell, 60 + 70 * column, 214 + 16 * row, 9, HEI if not row else SONG) for row, cells in enumerate(TABLE) for column, cell in enumerate(cells)]  # fmt: skip
    page += [run("各区积雪深度", 110, 195, 11, HEI), run("市气象台实测", 50, 275, 8, KAI)]
    return tree(page, [rule(50, y, 220, 0.5) for y in rules])


@pytest.mark.parametrize("rules", [[200, 218, 266], [200, 218, 234, 250, 266], [40, 200, 218, 234, 250, 266]])
def test_cells_between_rules_of_one_width_are_a_table(rules: list[float]) -> None:
    found = segmented(table_page(rules), 0)
    (table,) = found.tables
    assert [["".join(line.text for line in cell) for cell in row] for row in table.rows] == TABLE
    assert table.heads == 1
    assert table.title is not None
    assert table.title.text == "各区积雪深度"
    assert table.note is not None
    assert table.note.text == "市气象台实测"
    assert [block.lines[0].text[:4] for block in found.blocks] == [BODY[:4]]
    assert len(found.shapes.rules) == len([y for y in rules if y < 100])


def test_columns_of_text_between_rules_are_no_table() -> None:
    page = [run(BODY * 2, 50 + 220 * side, 100 + 14 * at) for side in range(2) for at in range(8)]
    assert segmented(tree(page, [rule(50, y, 420, 0.5) for y in (85, 160, 215)], size=(600, 400)), 0).tables == ()


def test_glyphs_of_no_width_are_not_seen() -> None:
    flat = msgspec.structs.replace(run("看不见", 50, 80), width=0.0)
    assert "".join(glyph.text for glyph in page_glyphs(tree([run("看得见", 50, 50), flat]).pages[0]).horizontal) == "看得见"
