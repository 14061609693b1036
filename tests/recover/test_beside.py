"""What stands beside lines goes to its characters - readings, dots, lines, frames - and raised type into its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from banmian.plan.markup import read_markup
from banmian.recover.infer.text.markup import marked_up
from banmian.recover.segment.page import segmented
from banmian.tree.tree import TreePath, TreeRun
from tests.recover.support import FONTS, HEI, SONG, column, imported, rule, run, tree

NAMES = [font.name for font in FONTS]
BODY = "天地玄黄宇宙洪荒日月"
INK = "cmyk 0 0 0 1"


def words(runs: list[TreeRun], paths: tuple[TreePath, ...] = ()) -> list[str]:
    """The lines of the page's first block as markup; ten lines of body type below tell what most type is."""
    below = [run(BODY, 50, 300 + 15 * at) for at in range(10)]
    found = segmented(tree([*runs, *below], paths), 0)
    return [marked_up(line.glyphs, NAMES) for line in found.blocks[0].lines]


def upright(words: list[str], runs: list[TreeRun], paths: tuple[TreePath, ...] = ()) -> list[str]:
    """The same of vertical lines, from the right."""
    lines = [column(text, 380 - 20 * at, 50) for at, text in enumerate(words)]
    found = segmented(tree([*lines, *runs], paths), 0)
    return [marked_up(line.glyphs, NAMES) for line in found.blocks[0].lines]


def ruby(text: str, middle: float, y: float, size: float = 5.0) -> TreeRun:
    """A reading whose letters are half an em wide, over *middle*."""
    step = size / 2
    along = tuple(middle - len(text) * step / 2 + at * step for at in range(len(text)))
    return TreeRun(text, HEI, size, INK, along, y, advances=(step,) * len(text))


def dot(x: float, y: float) -> TreePath:
    return TreePath("", "path", (x - 0.7, y - 0.7, 1.4, 1.4), INK, "", 0.0, 4.4, 1.54, 0)


def wave(x: float, y: float, width: float) -> TreePath:
    return TreePath("", "path", (x, y - 0.8, width, 1.6), "", INK, 0.45, 1.35 * width, 0.0, 0)


def frame(x: float, y: float, width: float, height: float) -> TreePath:
    return TreePath("", "path", (x, y, width, height), "", INK, 0.5, 2 * (width + height), 0.0, 0)


# On the base's em box: its top is .88 em over the baseline, the reading's foot .12 of its own em under that.
SOLID = 100 - 8.8 - 0.6


def test_a_syllable_stands_over_one_character() -> None:
    line = [run(BODY, 50, 100), ruby("tiān", 55, SOLID), ruby("huáng", 85, SOLID)]
    assert words(line) == ['[天]{ruby="tiān"}地玄[黄]{ruby="huáng"}宇宙洪荒日月']


def test_syllables_over_neighbours_are_one_span() -> None:
    line = [run(BODY, 50, 100), ruby("tiān", 55, SOLID), ruby("dì", 65, SOLID)]
    assert words(line) == ['[天地]{ruby="tiān dì"}玄黄宇宙洪荒日月']


def test_a_gloss_stands_over_as_many_characters_as_it_reaches_over() -> None:
    line = [run(BODY, 50, 100), ruby("Internet", 85, SOLID)]
    assert words(line) == ['天地[玄黄宇]{ruby="Internet"}宙洪荒日月'.replace("玄黄宇", "玄黄宇")]


def test_a_gloss_of_two_words_stands_over_the_whole() -> None:
    phrase = TreeRun("Great Wall", HEI, 5.0, INK, tuple(62.5 + 2.5 * at for at in range(10)), SOLID, advances=(2.5,) * 10)
    assert words([run(BODY, 50, 100), phrase]) == ['天[地玄黄]{ruby="Great Wall"}宇宙洪荒日月']


@pytest.mark.parametrize("off", [-3.5, 5.0])
def test_small_type_that_does_not_stand_solid_is_no_reading(off: float) -> None:
    found = words([run(BODY, 50, 100), ruby("tiān", 55, SOLID - off)])
    assert not any("ruby" in line for line in found)


def test_small_type_beside_the_middle_is_no_reading() -> None:
    assert not any("ruby" in line for line in words([run(BODY, 50, 100), ruby("tiān", 57.5, SOLID)]))


def test_small_type_in_lines_is_no_reading() -> None:
    small = [ruby("tiān", 55, SOLID), ruby("tiān", 55, SOLID - 6)]
    assert not any("ruby" in line for line in words([run(BODY, 50, 100), *small]))


def test_a_line_of_small_han_is_no_reading() -> None:
    small = TreeRun("记者摄影", SONG, 5.0, INK, (50.0, 55.0, 60.0, 65.0), SOLID, advances=(5.0,) * 4)
    assert not any("ruby" in line for line in words([run(BODY, 50, 100), small]))


def test_a_reading_stands_right_of_a_vertical_line() -> None:
    reading = TreeRun("よむ", SONG, 5.0, INK, (50.0, 55.0), 387.5, vertical=True, advances=(5.0, 5.0))
    assert upright([BODY, BODY, BODY], [reading])[0] == '[天]{ruby="よむ"}地玄黄宇宙洪荒日月'


def test_zhuyin_is_told_from_the_head_with_its_tone_last() -> None:
    placed = [run("天", 50, 100), run("地玄黄宇宙洪荒日月", 65, 100)]
    symbols = [run(char, 60.4, 92 + 3 * at + 2.6, 3.0) for at, char in enumerate("ㄊㄧㄢ")]
    tone = run("ˋ", 63.4, 96.0, 3.0)
    assert words([*placed, tone, *symbols[::-1]]) == ['[天]{zhuyin="ㄊㄧㄢˋ"}地玄黄宇宙洪荒日月']


def test_the_light_tone_is_told_first() -> None:
    placed = [run("的", 50, 100), run("地玄黄宇宙洪荒日月", 65, 100)]
    symbols = [run(char, 60.4, 92 + 3 * at + 2.6, 3.0) for at, char in enumerate("˙ㄉㄜ")]
    assert words([*placed, *symbols]) == ['[的]{zhuyin="˙ㄉㄜ"}地玄黄宇宙洪荒日月']


def test_zhuyin_beside_vertical_lines_goes_to_its_character() -> None:
    symbols = [run(char, 385.4, 60.5 + 3 * at + 2.6, 3.0) for at, char in enumerate("ㄉㄧ")]
    assert upright([BODY, BODY, BODY], symbols)[0] == '天[地]{zhuyin="ㄉㄧ"}玄黄宇宙洪荒日月'


def test_dots_under_characters_are_emphasis() -> None:
    line = [run(BODY, 50, 100)]
    assert words(line, (dot(65, 102.8), dot(75, 102.8))) == ["天[地玄]{.dots}黄宇宙洪荒日月"]


def test_dots_set_as_type_are_emphasis() -> None:
    marks = TreeRun("••", SONG, 5.0, INK, (62.5, 72.5), 107.0, advances=(5.0, 5.0))
    assert words([run(BODY, 50, 100), marks]) == ["天[地玄]{.dots}黄宇宙洪荒日月"]


def test_dots_right_of_vertical_lines_are_emphasis() -> None:
    assert upright([BODY, BODY, BODY], [], (dot(386.6, 65),))[0] == "天[地]{.dots}玄黄宇宙洪荒日月"


def test_a_line_under_words_is_a_name_s() -> None:
    assert words([run(BODY, 50, 100)], (rule(60.6, 101.8, 18.8, 0.5),)) == ["天[地玄]{.name}黄宇宙洪荒日月"]


def test_lines_that_part_between_characters_are_two_names() -> None:
    lines = (rule(60.6, 101.8, 18.8, 0.5), rule(80.6, 101.8, 18.8, 0.5))
    assert words([run(BODY, 50, 100)], lines) == ["天[地玄]{.name}[黄宇]{.name}宙洪荒日月"]


@pytest.mark.parametrize(
    "drawn",
    [rule(65.0, 101.8, 18.8, 0.5), rule(60.6, 106.0, 18.8, 0.5), rule(60.6, 101.8, 18.8, 2.5)],
    ids=["between characters", "too far", "too thick"],
)
def test_other_rules_are_none(drawn: TreePath) -> None:
    assert words([run(BODY, 50, 100)], (drawn,)) == [BODY]


def test_a_wavy_line_under_words_is_a_title_s() -> None:
    assert words([run(BODY, 50, 100)], (wave(60.6, 102.2, 18.8),)) == ["天[地玄]{.book}黄宇宙洪荒日月"]


def test_lines_stand_left_of_vertical_lines() -> None:
    drawn = rule(374.0, 60.6, 0.5, 18.8)
    assert upright([BODY, BODY, BODY], [], (drawn,))[0] == "天[地玄]{.name}黄宇宙洪荒日月"


def test_a_frame_round_words_in_a_line_is_of_the_dead() -> None:
    assert words([run(BODY, 50, 100)], (frame(60, 90.7, 20, 11),)) == ["天[地玄]{.death}黄宇宙洪荒日月"]


def test_a_frame_round_a_whole_line_is_a_box() -> None:
    found = segmented(tree([run(BODY, 50, 100), run(BODY, 50, 300)], (frame(50, 90.7, 100, 11),)), 0)
    assert len(found.shapes.boxes) == 1


def test_marks_are_no_rules_and_no_drawings_of_the_page() -> None:
    marks = (rule(60.6, 101.8, 18.8, 0.5), wave(80.6, 102.2, 18.8), dot(105, 102.8), frame(110, 90.7, 20, 11))
    found = segmented(tree([run(BODY, 50, 100)], marks), 0)
    assert not found.shapes.rules
    assert not found.shapes.drawings
    assert not found.shapes.boxes


@pytest.mark.parametrize(("rise", "said"), [(3.4, "{.sup}"), (-1.4, "{.sub}"), (2.0, "{size=0.6em shift=0.2em}")])
def test_raised_and_lowered_type_stands_in_its_line(rise: float, said: str) -> None:
    raised = run("2", 80, 100 - rise, 6.0)
    line = [run("天地玄", 50, 100), raised, run("宇宙洪荒日月", 86, 100)]
    assert words(line) == [f"天地玄[2]{said}宇宙洪荒日月"]


def test_raised_type_goes_on_as_it_began() -> None:
    line = [run("天地玄", 50, 100), run("黄日", 80, 96.6, 6.0), run("宇宙洪荒日月", 92, 100)]
    assert words(line) == ["天地玄[黄日]{.sup}宇宙洪荒日月"]


def test_raised_type_stands_right_of_the_middle_of_a_vertical_line() -> None:
    line = [column("天地玄", 380, 50), column("黄", 383.4, 80, 6.0), column("宇宙洪荒日月", 380, 86)]
    below = [column(BODY, 360 - 20 * at, 50) for at in range(3)]
    found = segmented(tree([*line, *below]), 0)
    assert marked_up(found.blocks[0].lines[0].glyphs, NAMES) == "天地玄[黄]{.sup}宇宙洪荒日月"


def test_small_type_over_a_line_is_not_raised() -> None:
    found = words([run(BODY, 50, 100), run("2", 80, 95, 6.0)])
    assert not any("[2]" in line for line in found)


def test_other_widths_are_told() -> None:
    wide = TreeRun("玄黄", SONG, 10.0, INK, (70.0, 77.0), 100, width=0.7, advances=(7.0, 7.0))
    assert words([run("天地", 50, 100), wide, run("宇宙洪荒日月", 84, 100)]) == ["天地[玄黄]{width=70%}宇宙洪荒日月"]


PAGE = """\
page: {{trim: 200mm x 150mm, margins: 15mm, grid: {{columns: 2, size: 10.5pt, leading: 21pt}}}}
content:
  stories:
    main: {{text: "{text}"}}
styles:
  body: {{size: 10.5pt, align: justify, indent: 2em, composition: {{profile: gb}}}}
frames:
  - {{id: text, at: {{column: 1, line: 1}}, size: {{columns: 2, lines: 10}}, flow: main, direction: {direction}}}
"""
MARKED = (
    "北京的[春天]{ruby='chūn tiān'}很短，[鲁迅]{.name}在[呐喊]{.book}里写过[故乡]{.dots}，也写过[孔乙己]{ruby='Kong Yiji'}。"
    "水的化学式是H[2]{.sub}O，面积有五平方米，记作5m[2]{.sup}；[张三]{.death}先生生前最爱这里的[風]{zhuyin='ㄈㄥ'}和[雨]{zhuyin='ㄩˇ'}。"
)


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_what_is_marked_on_a_page_comes_back(tmp_path: Path, direction: str) -> None:
    text = MARKED * 4
    page = tmp_path / "page.yaml"
    page.write_text(PAGE.format(text=text, direction=direction), encoding="utf-8")
    found = imported(page, tmp_path)
    assert found.refined.by_rule == found.refined.lines
    assert found.score.near > 0.99
    [story] = [words for story in found.refined.draft.stories for words in story.text]
    wanted, got = read_markup(text), read_markup(story.markup)
    assert got.text == wanted.text
    assert sorted(got.marks, key=repr) == sorted(wanted.marks, key=repr)
