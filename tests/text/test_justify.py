"""Sharing out slack (J1 to J3, S12), in ems measured at the glyphs' origins."""

from __future__ import annotations

import pytest

from banmian.spec.types.profile import WayOut
from banmian.spec.types.style import Align
from banmian.text.compose import Composer
from banmian.text.lines.justify import narrow, widen
from tests.support import Typesetter


def test_j2_every_gap_gets_the_same(typesetter: Typesetter) -> None:
    first = typesetter.set("一二三四，五六七八", 4.5)[0]  # ， is pushed out with 四
    assert first.text == "一二三"
    assert typesetter.origins(first) == pytest.approx([0.0, 1.75, 3.5])


def test_j2_the_last_character_reaches_the_measure(typesetter: Typesetter) -> None:
    for line in typesetter.set("一二三，四五六七八九十", 5.3)[:-1]:
        assert typesetter.origins(line)[-1] == pytest.approx(4.3)


def test_s12_no_gap_before_a_closing_mark_or_after_an_opening_one(typesetter: Typesetter) -> None:
    first = typesetter.set("一“二”，三四五六七", 6.5)[0]
    assert first.text == "一“二”，三"
    gaps = [b - a - 1 for a, b in zip(typesetter.origins(first), typesetter.origins(first)[1:], strict=False)]
    assert gaps == pytest.approx([0.25, 0, 0, 0, 0.25])


def test_j2_gaps_beside_marks_grow_too_where_the_setting_says_so(typesetter: Typesetter) -> None:
    first = typesetter.set("一“二”，三四五六七", 6.5, spread_marks=True)[0]
    gaps = [b - a - 1 for a, b in zip(typesetter.origins(first), typesetter.origins(first)[1:], strict=False)]
    assert gaps == pytest.approx([0.1] * 5)
    number = typesetter.set("一1234二——三四五六", 6.9, han_western_limit=0.0, spread_marks=True)[0]
    assert typesetter.origins(number)[1:5] == pytest.approx([1.025, 1.475, 1.925, 2.375], abs=0.001)


def test_s12_no_gap_within_a_number_or_a_dash(typesetter: Typesetter) -> None:
    first = typesetter.set("一1234二——三四五六", 6.9, han_western_limit=0.0)[0]
    assert first.text == "一1234二——三"
    assert typesetter.origins(first)[1:5] == pytest.approx([1.025, 1.475, 1.925, 2.375], abs=0.001)


def test_j2_gaps_between_han_and_western_come_first_up_to_their_limit(typesetter: Typesetter) -> None:
    first = typesetter.set("一12二三四五六七", 5.2, han_western_limit=0.5)[0]
    assert first.text == "一12二三四"
    # 0.3 em of slack: all of it beside the number
    assert typesetter.origins(first) == pytest.approx([0.0, 1.15, 1.6, 2.2, 3.2, 4.2], abs=0.001)


def test_j2_word_spaces_come_before_all(typesetter: Typesetter) -> None:
    style = typesetter.style(word_space_limit=0.9)
    from banmian.text.compose import Composer

    paragraph = Composer().paragraph("ab cd ef", style)
    assert widen(paragraph, 0, 8, 0.6) == pytest.approx([0, 0, 0.3, 0, 0, 0.3, 0, 0])


def test_j3_the_last_line_keeps_natural_widths(typesetter: Typesetter) -> None:
    last = typesetter.set("一二三四五六", 4)[-1]
    assert typesetter.origins(last) == [0.0, 1.0]


@pytest.mark.parametrize(("align", "first"), [(Align.START, 0.0), (Align.CENTRE, 1.5), (Align.END, 3.0)])
def test_j3_other_alignments(typesetter: Typesetter, align: Align, first: float) -> None:
    (line,) = typesetter.set("一二", 5, align=align)
    assert typesetter.origins(line) == pytest.approx([first, first + 1])


def test_j3_justify_all_spreads_the_last_line_too(typesetter: Typesetter) -> None:
    last = typesetter.set("一二三四五六，七", 5, align=Align.JUSTIFY_ALL)[-1]
    assert typesetter.origins(last) == pytest.approx([0.0, 1.0, 4.0])  # 六，七: no gap before the comma (S12)
    assert typesetter.origins(typesetter.set("一二三四五六，七", 5)[-1]) == [0.0, 1.0, 2.0]


def test_j3_s14_distribute_shares_every_gap_alike(typesetter: Typesetter) -> None:
    (line,) = typesetter.set("张三", 5, align=Align.DISTRIBUTE)
    assert typesetter.origins(line) == pytest.approx([0.0, 4.0])
    (line,) = typesetter.set("欧阳修。", 7, align=Align.DISTRIBUTE)
    assert typesetter.origins(line) == pytest.approx([0.0, 2.0, 4.0, 6.0])


def test_j1_the_mark_at_the_lines_end_gives_first(typesetter: Typesetter) -> None:
    from banmian.text.compose import Composer

    paragraph = Composer().paragraph("“一”，二。", typesetter.style())
    assert narrow(paragraph, 0, 6, 0.5) == ([0, 0, 0, 0, 0, -0.5], 0.0)


def test_j1_brackets_give_on_their_outer_sides_alike(typesetter: Typesetter) -> None:
    from banmian.text.compose import Composer

    paragraph = Composer().paragraph("一“二”，三", typesetter.style())
    gaps, head = narrow(paragraph, 0, 6, 0.6)
    assert gaps == pytest.approx([-0.3, 0, 0, -0.3, 0, 0])
    assert head == 0
    gaps, head = narrow(paragraph, 1, 6, 0.6)  # “ stands at the line's head now: the head moves out
    assert (gaps[2], head) == pytest.approx((-0.3, 0.3))


def test_j1_pauses_give_before_stops(typesetter: Typesetter) -> None:
    from banmian.text.compose import Composer

    paragraph = Composer().paragraph("一。二，三四", typesetter.style())
    assert narrow(paragraph, 0, 6, 0.5)[0] == pytest.approx([0, 0, 0, -0.5, 0, 0])
    assert narrow(paragraph, 0, 6, 0.8)[0] == pytest.approx([0, -0.3, 0, -0.5, 0, 0])


@pytest.mark.parametrize("align", [Align.START, Align.CENTRE, Align.END])
def test_j1_l14_a_ragged_line_that_takes_a_mark_in_is_narrowed_too(typesetter: Typesetter, align: Align) -> None:
    first = typesetter.set("一，二三四，五六七", 5, way_out=WayOut.PULL_IN, align=align)[0]
    assert first.text == "一，二三四，"
    assert typesetter.origins(first) == pytest.approx([0, 1, 1.5, 2.5, 3.5, 4.5])


def test_s14_a_line_s_last_character_carries_no_tracking(typesetter: Typesetter) -> None:
    justified, _ = typesetter.set("一二三四五六七八", 5.4, tracking=0.1)
    assert justified.text == "一二三四五"  # 5 ems and four gaps of .1
    assert typesetter.origins(justified)[-1] == pytest.approx(4.4)
    (centred,) = typesetter.set("一二三", 5.2, tracking=0.1, align=Align.CENTRE)
    assert typesetter.origins(centred) == pytest.approx([1, 2.1, 3.2])  # an em of white on either side
    (ended,) = typesetter.set("一二三", 5.2, tracking=0.1, align=Align.END)
    assert typesetter.origins(ended)[-1] == pytest.approx(4.2)


def test_j1_all_that_can_be_narrowed_gives_in_proportion_where_the_setting_says_so(typesetter: Typesetter) -> None:
    """Marks of different kinds give alike, and the gaps beside the figure a quarter of what they do."""
    settings = {"han_western_gap": 0.25, "han_western_least": 0.125, "narrow_alike": True}
    paragraph = Composer().paragraph("一，二。三4五、六（七）", typesetter.style(**settings))
    room = 5 * 0.5 + 2 * 0.125
    assert paragraph.narrowable(0, 12) == pytest.approx(room)
    gaps, head = narrow(paragraph, 0, 12, room / 2)
    assert head == 0
    assert [round(gap, 4) for gap in gaps] == [0, -0.25, 0, -0.25, -0.0625, -0.0625, 0, -0.25, -0.25, 0, 0, -0.25]
    in_order = Composer().paragraph("一，二。三4五、六（七）", typesetter.style(**{**settings, "narrow_alike": False}))
    assert [round(gap, 4) for gap in narrow(in_order, 0, 12, 0.5)[0]] == [0] * 11 + [-0.5]  # the mark at the line's end first


def test_j1_a_gap_beside_western_gives_last_and_to_its_least(typesetter: Typesetter) -> None:
    settings = {"way_out": WayOut.PULL_IN, "han_western_gap": 0.25, "han_western_least": 0.125}
    text = "一二三4五，六七八九"
    paragraph = Composer().paragraph(text, typesetter.style(**settings))
    wide = paragraph.width(0, 8)
    gaps, _ = narrow(paragraph, 0, 8, 0.5)
    assert gaps[2] == gaps[3] == 0  # the mark alone gives half an em
    gaps, _ = narrow(paragraph, 0, 8, 0.7)
    assert gaps[2] == gaps[3] == pytest.approx(-0.1)
    assert paragraph.narrowable(0, 8) == pytest.approx(0.75)
    assert wide > 0
    plain = Composer().paragraph(text, typesetter.style(han_western_gap=0.25))
    assert plain.narrowable(0, 8) == pytest.approx(0.5)
