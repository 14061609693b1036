"""Marks narrowed where they meet and at line edges, gaps beside Western runs, hanging marks (S1-S4, S6, S8, S10).

Each test states its own negative control: the same text with the rule switched off.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from banmian.spec.types.profile import Language, Profile, Strictness, WayOut
from banmian.text.compose import Composer
from banmian.text.ends.breaks import break_flags
from banmian.text.lines.justify import narrow
from tests.support import Typesetter, make_style, square_face


def origins(typesetter: Typesetter, text: str, measure: float = 30, **changes: object) -> list[float]:
    return typesetter.origins(typesetter.set(text, measure, **changes)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一”，二", [0, 1, 1.5, 2.5]),  # closing and pause
        ("一。”二", [0, 1, 1.5, 2.5]),
        ("一，“二", [0, 1, 1.5, 2.5]),  # the space between
        ("《“一", [0, 0.5, 1.5]),  # two opening: the second moves up to the first
        ("一”“二", [0, 1, 1.5, 2.5]),
        ("一”。“二", [0, 1, 1.5, 2, 3]),  # three: each pair
    ],
)
def test_s1_two_marks_together_take_an_em_and_a_half(typesetter: Typesetter, text: str, expected: list[float]) -> None:
    assert origins(typesetter, text, adjacent_marks=1.5) == pytest.approx(expected)
    assert origins(typesetter, text) == list(range(len(text)))  # off: every mark an em


def test_s1_an_em_for_two_where_both_free_halves_face(typesetter: Typesetter) -> None:
    assert origins(typesetter, "一”“二", adjacent_marks=1.0) == pytest.approx([0, 1, 1, 2])
    assert origins(typesetter, "一”，二", adjacent_marks=1.0) == pytest.approx([0, 1, 1.5, 2.5])  # one free half only


def test_s1_a_bracket_keeps_its_distance_from_han(typesetter: Typesetter) -> None:
    assert origins(typesetter, "一（二）三", adjacent_marks=1.5) == [0, 1, 2, 3, 4]


def test_s1_a_pair_parted_by_a_line_end_gets_its_half_back(typesetter: Typesetter) -> None:
    first, second = typesetter.set("一二三，“四五”", 4, adjacent_marks=1.5)
    assert (first.text, second.text) == ("一二三，", "“四五”")
    assert typesetter.origins(first) == pytest.approx([0, 1, 2, 3])  # full at the end: nothing to spread


def test_s2_a_mark_at_a_lines_end_is_half_as_wide(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三，四五", 3.5, line_end=0.5) == ["一二三，", "四五"]
    assert typesetter.lines("一二三，四五", 3.5) == ["一二", "三，四", "五"]


def test_s2_below_half_an_em_the_mark_reaches_over_the_measure(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三，四五", 3.25, line_end=0.25) == ["一二三，", "四五"]
    assert typesetter.lines("一二三，四五", 3.25, line_end=0.5) == ["一二", "三，四", "五"]
    assert typesetter.lines("一二三，四五", 3.2, line_end=0.25) == ["一二", "三，四", "五"]


def test_s2_the_line_ends_flush(typesetter: Typesetter) -> None:
    first = typesetter.set("一二三，四五六", 4.5, line_end=0.5)[0]
    assert first.text == "一二三，"  # 3.5 em: an em is shared out, and the half mark stands at the end
    assert typesetter.origins(first)[-1] == pytest.approx(4.0)


def test_s3_an_opening_bracket_at_a_lines_start_stands_flush(typesetter: Typesetter) -> None:
    second = typesetter.set("一二三四“五六”七", 4, line_start=0.5)[1]
    assert typesetter.origins(second)[:2] == pytest.approx([-0.5, 0.5], abs=0.2)
    assert typesetter.origins(typesetter.set("一二三四“五六”七", 4)[1])[0] == 0


def test_s4_after_an_indent_too(typesetter: Typesetter) -> None:
    assert origins(typesetter, "“一二", indent=2.0, line_start=0.5) == pytest.approx([1.5, 2.5, 3.5])
    assert origins(typesetter, "“一二", indent=2.0) == pytest.approx([2, 3, 4])


@pytest.mark.parametrize(("text", "after"), [("好？！一", 2.0), ("好！！一", 2.0), ("好！！！一", 3.0)])
def test_s6_shouts_share_ems(typesetter: Typesetter, text: str, after: float) -> None:
    assert origins(typesetter, text, adjacent_marks=1.5)[-1] == pytest.approx(after)
    assert origins(typesetter, text)[-1] == len(text) - 1


def test_s8_a_quarter_em_between_han_and_western(typesetter: Typesetter) -> None:
    assert origins(typesetter, "有12人", digit_width=None, han_western_gap=0.25) == pytest.approx([0, 1.25, 1.75, 2.5])
    assert origins(typesetter, "有12人", digit_width=None) == pytest.approx([0, 1, 1.5, 2])


def test_s8_a_gap_beside_signs_of_ascii_where_the_setting_says_so(typesetter: Typesetter) -> None:
    """On the outer sides of brackets and behind points; never within brackets or before what belongs to the text before it."""
    settings: dict[str, Any] = {"digit_width": None, "ascii_bracket_width": None, "han_western_gap": 0.25}
    for text, gaps in (("有(好)人", {1, 4}), ("有+人", {1, 2}), ("有.人", {2}), ("有)人", {2}), ("有(人", {1})):
        plain = origins(typesetter, text, **settings)
        found = origins(typesetter, text, **settings, gap_beside_signs=True)
        assert {at for at in range(1, len(text)) if found[at] - plain[at] - (found[at - 1] - plain[at - 1]) > 0.2} == gaps


def test_s8_none_beside_a_mark_or_a_space_or_at_an_edge(typesetter: Typesetter) -> None:
    for text in ("，12。", "“AB”", "好 AB 好"):
        plain = origins(typesetter, text, digit_width=None)
        assert origins(typesetter, text, digit_width=None, han_western_gap=0.25) == pytest.approx(plain)
    assert typesetter.lines("有12", 2, digit_width=None, han_western_gap=0.25) == ["有", "12"]
    assert typesetter.lines("一二有12", 3, digit_width=None, han_western_gap=0.25)[0] == "一二有"  # no gap at its end


def test_s9_a_western_run_is_padded_to_whole_ems(typesetter: Typesetter) -> None:
    text = "用PDF和Y编12.5版"
    on = origins(typesetter, text, digit_width=None, western_grid=True)
    han = [on[text.index(char)] for char in "和编版"]
    assert han == pytest.approx([3, 5, 8])  # 1.5 em to 2, .5 to 1, 2 stay 2
    off = origins(typesetter, text, digit_width=None)
    assert [off[text.index(char)] for char in "和编版"] == pytest.approx([2.5, 4.0, 7.0])


def test_s10_a_mark_hangs_where_it_would_start_the_next_line(typesetter: Typesetter) -> None:
    first = typesetter.set("一二三四，五六", 4, hanging=True)[0]
    assert first.text == "一二三四，"
    assert typesetter.origins(first) == pytest.approx([0, 1, 2, 3, 4])
    assert typesetter.lines("一二三四，五六", 4)[0] == "一二三"


def test_s10_a_single_mark_only(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四。”五六", 4, hanging=True)[0] == "一二三"


def test_l12_no_last_line_of_one_character(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四五。", 4, lone_character=False) == ["一二三", "四五。"]
    assert typesetter.lines("一二三四五。", 4) == ["一二三四", "五。"]


def test_l13_narrowing_comes_before_prohibition(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二”，三四", 3.5, adjacent_marks=1.5) == ["一二”，", "三四"]
    assert typesetter.lines("一二”，三四", 3.5) == ["一", "二”，", "三四"]


def test_l14_pull_in_narrows_a_line_to_take_the_mark(typesetter: Typesetter) -> None:
    text = "一，二“三”四，五六七八"
    assert typesetter.lines(text, 7, way_out=WayOut.PULL_IN)[0] == "一，二“三”四，"
    assert typesetter.lines(text, 7, way_out=WayOut.PUSH_OUT)[0] == "一，二“三”"


def test_l14_pull_in_pushes_out_where_the_marks_do_not_hold_enough(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四？”五", 4, way_out=WayOut.PULL_IN)[0] == "一二三"


def test_l14_pull_in_leaves_legal_breaks_alone(typesetter: Typesetter) -> None:
    assert typesetter.lines("一，二，三四五六", 4, way_out=WayOut.PULL_IN)[0] == "一，二，"


def test_profiles_are_the_table(typesetter: Typesetter) -> None:
    from banmian.spec.types.profile import PROFILES

    fields = (
        "strictness",
        "way_out",
        "adjacent_marks",
        "line_end",
        "line_start",
        "han_western_gap",
        "digit_width",
        "interpunct_width",
        "breaker",
    )

    def row(profile: Profile) -> list[object]:
        values = (getattr(profile, field) for field in fields)
        return [getattr(value, "value", value) for value in values]

    assert row(PROFILES["newspaper"]) == ["basic", "push-out", 2.0, 1.0, 1.0, 0.0, 0.45, 1.0, "greedy"]
    assert row(PROFILES["gb"]) == ["gb", "pull-in", 1.5, 0.5, 0.5, 0.25, None, 0.5, "optimal"]
    assert row(PROFILES["book"]) == ["strict", "pull-in", 1.5, 0.5, 0.5, 0.25, None, 0.5, "optimal"]
    assert row(PROFILES["traditional"]) == ["basic", "push-out", 2.0, 1.0, 1.0, 0.25, None, 1.0, "greedy"]
    assert row(PROFILES["none"])[0] == "none"


@pytest.mark.parametrize("profile", ["gb", "book"])
def test_no_line_of_a_book_is_wider_than_its_measure(typesetter: Typesetter, profile: str) -> None:
    text = "“好！”他说：“第9批援疆干部（共277人），来自（山东、济南）等地；投入40.99亿元……”" * 4
    composer = Composer()
    paragraph = composer.paragraph(text, typesetter.style(profile=profile))
    for measure in range(8, 30):
        ends, cut = composer.ends(paragraph, 0, measure * 10.0)
        assert not cut
        for start, end in zip([0, *ends], ends, strict=False):
            assert paragraph.width(start, end) - paragraph.narrowable(start, end) <= measure + 1e-4


def test_s7_marks_in_the_middle_give_a_quarter_em_a_side(typesetter: Typesetter) -> None:
    # ，「: a quarter behind the comma and half an em before the bracket face each other.
    assert origins(typesetter, "一，「二", language=Language.HANT_TW, adjacent_marks=1.5) == pytest.approx([0, 1, 1.5, 2.5])
    # 」，: half an em behind the bracket, a quarter before the comma.
    assert origins(typesetter, "一」，二", language=Language.HANT_TW, adjacent_marks=1.0) == pytest.approx([0, 1, 1.25, 2.25])
    # ，。 in the middle: two quarters.
    assert origins(typesetter, "一，。二", language=Language.HANT_TW, adjacent_marks=1.0) == pytest.approx([0, 1, 1.5, 2.5])


def test_s7_a_mark_in_the_middle_is_narrowed_on_both_sides(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一，二三", typesetter.style(language=Language.HANT_TW))
    assert narrow(paragraph, 0, 4, 0.5)[0] == pytest.approx([-0.25, -0.25, 0, 0])
    paragraph = Composer().paragraph("一，二三", typesetter.style())
    assert narrow(paragraph, 0, 4, 0.5)[0] == pytest.approx([0, -0.5, 0, 0])


def test_s5_shouts_keep_their_em_in_taiwan(typesetter: Typesetter) -> None:
    assert origins(typesetter, "好！！一", language=Language.HANT_TW, adjacent_marks=1.5)[2:] == pytest.approx([2, 3])


def test_s10_no_mark_hangs_in_traditional_chinese(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四，五六", 4, hanging=True, language=Language.HANT_TW)[0] == "一二三"


def test_s13_the_language_chooses_the_form() -> None:
    from banmian.fonts.face import Face
    from banmian.spec.catalogue import FaceRecord
    from tests.support import ROOT

    record = FaceRecord(str(ROOT / "fonts" / "NotoSerifSC-Regular.otf"), 0, "song", 400)
    hans, taiwan = Face(record, "zh-Hans"), Face(record, "zh-Hant-TW")
    left, _, right, _ = hans.ink((hans.glyphs["，"],))
    assert (left + right) / 2 < 0.3  # lower left
    left, _, right, _ = taiwan.ink((taiwan.glyphs["，"],))
    assert 0.4 < (left + right) / 2 < 0.6  # the middle
    assert hans.glyphs["骨"] != taiwan.glyphs["骨"]


@pytest.mark.parametrize(
    "text", ["葛\U000e0100城", "e\u0301", "👨\u200d👩\u200d👧", "1\ufe0f\u20e3", "\u0301一", "\U0002000b\u3099"]
)
def test_attached_characters_stay_with_what_they_follow(typesetter: Typesetter, text: str) -> None:
    for measure in (1, 2, 5):
        lines = typesetter.lines("好" + text + "好", measure)
        assert "".join(lines) == "好" + text + "好"
    flags = break_flags("好" + text, Strictness.NONE)
    for at, char in enumerate(text[1:], 2):
        if char in "\u0301\u200d\ufe0f\u20e3\U000e0100":
            assert flags[at] == 0


def test_s13_a_font_s_own_contextual_spacing_is_used_and_used_once(typesetter: Typesetter, tmp_path: Path) -> None:
    """`chws`: where the font says what two marks take, that counts, equal to our own widths; a pair it leaves out stays."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
    from fontTools.ttLib import TTFont

    from banmian.spec.catalogue import FaceRecord

    font = TTFont(square_face(tmp_path).path)
    addOpenTypeFeaturesFromString(font, "languagesystem DFLT dflt; feature chws { pos uni201D uniFF0C -500; } chws;")
    font.save(tmp_path / "Chws.ttf")
    contextual = FaceRecord(str(tmp_path / "Chws.ttf"), 0, "chws", 400)
    for text, with_chws in (("一”，二", [1, 0.5, 1, 1]), ("一”。二", [1, 1, 1, 1])):
        ours = Composer().paragraph(text, make_style(typesetter.face, adjacent_marks=1.5)).advances
        its = Composer().paragraph(text, make_style(contextual, adjacent_marks=1.5)).advances
        assert ours == [1, 0.5, 1, 1]
        assert its == with_chws
