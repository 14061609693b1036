"""Where a line may end: the prohibitions and units of L1 to L9, L16 and L17."""

from __future__ import annotations

from itertools import pairwise

import pytest

from banmian.spec.types.profile import Strictness
from banmian.text.ends.breaks import LINE_END_PROHIBITED, LINE_START_PROHIBITED, break_flags
from tests.support import Typesetter


@pytest.mark.parametrize(
    ("strictness", "expected"),
    [
        (Strictness.BASIC, ["他说：", "「好。」"]),
        (Strictness.NONE, ["他说：「", "好。」"]),  # Taiwan, Hong Kong newspapers
    ],
)
def test_l3_opening_bracket_may_not_end_a_line(typesetter: Typesetter, strictness: Strictness, expected: list[str]) -> None:
    assert typesetter.lines("他说：「好。」", 4, strictness=strictness) == expected


@pytest.mark.parametrize("mark", [*"、，。．；：！？”’」』）〕］｝〉》】〗–～·,.;:!?)]}%％‰°℃℉々"])
def test_l2_l9_l17_mark_may_not_start_a_line(typesetter: Typesetter, mark: str) -> None:
    text = "一二三四" + mark + "五六"
    for line in typesetter.lines(text, 4)[1:]:
        assert not line.startswith(mark)
    assert break_flags(text, Strictness.NONE)[4] == 1  # the rule, and nothing else, keeps it back


@pytest.mark.parametrize("mark", [*"“‘「『（〔［｛〈《【〖([{￥¥$€£№"])
def test_l3_l9_l17_mark_may_not_end_a_line(typesetter: Typesetter, mark: str) -> None:
    text = "一二三" + mark + "四五六"
    for line in typesetter.lines(text, 4)[:-1]:
        assert not line.endswith(mark)
    assert break_flags(text, Strictness.NONE)[4] == 1


def test_l4_gb_keeps_the_solidus_off_line_ends() -> None:
    assert break_flags("一／二", Strictness.BASIC)[2] == 1
    assert break_flags("一／二", Strictness.GB)[2] == 0


def test_l5_strict_keeps_dash_and_ellipsis_off_line_starts(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三——四五", 3, strictness=Strictness.BASIC) == ["一二三", "——四", "五"]
    assert typesetter.lines("一二三——四五", 4, strictness=Strictness.STRICT) == ["一二", "三——四", "五"]


@pytest.mark.parametrize("unit", ["——", "……", "⋯⋯"])
def test_l6_two_em_marks_are_not_parted(unit: str) -> None:
    assert break_flags(f"一{unit}二", Strictness.NONE)[2] == 0


def test_l6_a_doubled_ellipsis_stands_on_a_line_of_its_own(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三…………四五六", 20) == ["一二三", "…………", "四五六"]
    assert typesetter.lines("“一…………”二", 20) == ["“一", "…………”二"]  # the quote may not start a line
    first = typesetter.set("一二三…………四", 20)[0]
    assert typesetter.origins(first) == [0.0, 1.0, 2.0]  # not spread: nothing was pushed out


@pytest.mark.parametrize("number", ["40.99", "3,000", "-5%", "18:30", "￥40.99", "№7", "±0.5", "25℃", "1,234.5‰"])
def test_l7_a_number_is_not_parted_from_its_signs(typesetter: Typesetter, number: str) -> None:
    for measure in (5, 6, 7, 8):
        assert any(number in line for line in typesetter.lines(f"一二三四{number}五六", measure))


def test_l7_a_digit_and_its_measure_word_may_part(typesetter: Typesetter) -> None:
    assert typesetter.lines("派出医生12名", 5) == ["派出医生12", "名"]


def test_l8_a_western_word_is_not_parted(typesetter: Typesetter) -> None:
    assert typesetter.lines("请看ReportLab好", 6, digit_width=None) == ["请看", "ReportLab好"]
    assert typesetter.lines("它是don't而已", 5) == ["它是don't", "而已"]


def test_l2_a_dash_between_numbers_may_not_start_a_line(typesetter: Typesetter) -> None:
    assert typesetter.lines("在2017—2019年", 2.9) == ["在", "2017—", "2019年"]


def test_l9_straight_quotes_open_and_close_by_turns(typesetter: Typesetter) -> None:
    assert typesetter.lines('一二"三四"五', 3) == ["一二", '"三四"', "五"]


@pytest.mark.parametrize("text", ["引用(0000)，然后", "引用（0000），然后"])
def test_l16_a_comma_after_a_bracketed_number_may_not_start_a_line(typesetter: Typesetter, text: str) -> None:
    for measure in range(5, 9):
        assert not any(line.startswith("，") for line in typesetter.lines(text, measure))


@pytest.mark.parametrize("reference", ["[1]", "〔12〕", "²"])
def test_l10_a_notes_reference_stays_with_what_it_follows(typesetter: Typesetter, reference: str) -> None:
    for measure in range(4, 8):
        lines = typesetter.lines(f"一二三四{reference}五六", measure)
        assert any("四" + reference in line for line in lines)
    assert break_flags(f"四{reference}", Strictness.NONE)[1] == 1


def test_l11_the_third_of_three_closing_marks_may_start_a_line_where_there_is_no_other_way(typesetter: Typesetter) -> None:
    assert typesetter.lines("一。』」二三", 3) == ["一。』", "」二三"]
    assert typesetter.lines("零一。』」二三", 4) == ["零", "一。』」", "二三"]  # another way


def test_a_line_may_end_after_a_space_and_not_before_it(typesetter: Typesetter) -> None:
    assert typesetter.lines("one two three", 3.5) == ["one two", "three"]


def test_l1_strictness_only_ever_adds_marks() -> None:
    order = [Strictness.NONE, Strictness.BASIC, Strictness.GB, Strictness.STRICT]
    for looser, stricter in pairwise(order):
        assert LINE_START_PROHIBITED[looser] <= LINE_START_PROHIBITED[stricter]
        assert LINE_END_PROHIBITED[looser] <= LINE_END_PROHIBITED[stricter]


def test_l9_quotes_stay_with_what_stands_on_both_sides_where_the_setting_says_so(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二“三四”五六七", 3, glued_quotes=True) == ["一", "二“三", "四”五", "六七"]
    assert typesetter.lines("一二“三四”五六七", 3) == ["一二", "“三", "四”五", "六七"]  # off
