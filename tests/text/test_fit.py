"""Paragraph squeeze (J5) and balanced headings."""

from __future__ import annotations

import pytest

from banmian.text.compose import Composer
from banmian.text.ends.fit import RefusedError, balanced_ends, squeezed_ends
from banmian.text.ends.greedy import line_ends
from banmian.text.paragraph import Paragraph
from tests.support import Typesetter

# The third paragraph of section s6 on the printed page, whose second line holds 23 ems in a measure of 22.
SQUEEZED = [
    "全体援疆干部人才凝心聚力、团结协作，坚持",
    "“一盘棋”、拧成“一股绳”。大家在基层一线勇挑",
    "重担，磨炼意志品质，增强党性修养，提升能力素",
    "质，打造出一支忠诚担当、作风过硬的援疆铁军。",
]


def lines_of(paragraph: Paragraph, ends: list[int]) -> list[str]:
    return [paragraph.text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_j5_the_printed_pages_squeezed_paragraph(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("".join(SQUEEZED), typesetter.style(indent=2.0))
    assert len(line_ends(paragraph, 22.1)) == 5
    assert lines_of(paragraph, squeezed_ends(paragraph, 22.1, -1)) == SQUEEZED


def test_j5_one_line_more(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一二三四五六七八九十", typesetter.style())
    ends = squeezed_ends(paragraph, 5, 1)
    assert len(ends) == 3
    assert ends[-1] == 10


def test_j5_refuses_when_the_marks_do_not_hold_enough(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一二三四五六", typesetter.style())
    with pytest.raises(RefusedError, match="in 1 lines one would have to give more than 2 em, or more than its marks hold"):
        squeezed_ends(paragraph, 5, -1)


def test_j5_refuses_to_save_every_line(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一二三", typesetter.style())
    with pytest.raises(RefusedError, match="it has 1 lines, and 1 cannot be saved"):
        squeezed_ends(paragraph, 5, -1)


def test_j5_obeys_the_limit_per_line(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("".join(SQUEEZED), typesetter.style(indent=2.0, squeeze_limit=0.5))
    with pytest.raises(RefusedError):
        squeezed_ends(paragraph, 22.1, -1)


def test_a_heading_breaks_after_its_comma(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("聚焦民族团结，坚定不移深化两地交往", typesetter.style())
    assert lines_of(paragraph, balanced_ends(paragraph, 14)) == ["聚焦民族团结，", "坚定不移深化两地交往"]


def test_a_heading_without_a_mark_breaks_evenly(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一二三四五六七八九十", typesetter.style())
    assert lines_of(paragraph, balanced_ends(paragraph, 8)) == ["一二三四五", "六七八九十"]


def test_a_heading_that_fits_stays_whole(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("我们都喜欢上国学课", typesetter.style())
    assert balanced_ends(paragraph, 9) == [9]
