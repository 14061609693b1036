"""First fit with push-out (J4, L14), and what a line that cannot break does."""

from __future__ import annotations

from banmian.text.ends.greedy import line_end
from tests.support import Typesetter


def test_j4_a_line_takes_all_that_fits(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四五六七", 3) == ["一二三", "四五六", "七"]


def test_l14_push_out_takes_the_whole_unit_to_the_next_line(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四，五", 4) == ["一二三", "四，五"]


def test_p1_the_first_line_is_indented(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四五六", 4, indent=2.0) == ["一二", "三四五六"]


def test_the_measure_may_be_met_exactly(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四" * 6 + "完", 24) == ["一二三四" * 6, "完"]
    assert typesetter.lines("3年40.99亿", 4.7) == ["3年40.99亿"]  # 0.45 + 1 + 5 x 0.45 + 1


def test_spaces_at_a_lines_end_have_no_width(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三 四五", 3) == ["一二三", "四五"]


def test_a_unit_wider_than_the_measure_is_cut_and_said(typesetter: Typesetter) -> None:
    style = typesetter.style(digit_width=None)
    from banmian.text.compose import Composer

    paragraph = Composer().paragraph("12345678901234567890", style)
    assert line_end(paragraph, 0, 4.0) == (8, False)


def test_a_paragraph_of_one_character_is_one_line(typesetter: Typesetter) -> None:
    assert typesetter.lines("一", 0.5) == ["一"]
