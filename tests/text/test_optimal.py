"""Total fit over the paragraph (J4): all lines together, in time linear in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.spec.types.profile import Breaker, Fit
from banmian.text.compose import Composer
from banmian.text.ends.fit import line_cost, optimal_ends
from banmian.text.ends.greedy import line_ends
from banmian.text.paragraph import Paragraph
from tests.support import Typesetter

TEXTS = st.text(alphabet="中国人民山东援疆" * 3 + "、，。；“”（）12Ab", min_size=20, max_size=160)


def lines(paragraph: Paragraph, ends: list[int]) -> list[str]:
    return [paragraph.text[start:end] for start, end in pairwise([0, *ends])]


def cost(paragraph: Paragraph, ends: list[int], measure: float) -> float:
    prices = [line_cost(paragraph, start, end, measure) for start, end in pairwise([0, *ends])]
    return float("inf") if None in prices else sum(price for price in prices if price is not None)


def test_slack_is_shared_between_lines(typesetter: Typesetter) -> None:
    # First fit leaves the second line two ems short; total fit lets the first give one of its characters.
    text = "一二三四五六七八“九十一二三四五”六七八九十"
    paragraph = Composer().paragraph(text, typesetter.style(adjacent_marks=1.5))
    greedy, optimal = line_ends(paragraph, 8.4), optimal_ends(paragraph, 8.4)
    assert cost(paragraph, optimal, 8.4) <= cost(paragraph, greedy, 8.4)


def test_a_last_line_of_one_character_is_avoided(typesetter: Typesetter) -> None:
    paragraph = Composer().paragraph("一二，三四五六，七八九十，一二三四，五六七八。九", typesetter.style(line_end=0.5))
    assert len(lines(paragraph, line_ends(paragraph, 12))[-1]) == 1
    assert len(lines(paragraph, optimal_ends(paragraph, 12))[-1]) > 1


def test_the_profile_chooses_the_breaker(typesetter: Typesetter) -> None:
    composer = Composer()
    text = "一二，三四五六，七八九十，一二三四，五六七八。九"
    paragraph = composer.paragraph(text, typesetter.style(breaker=Breaker.OPTIMAL, line_end=0.5))
    assert composer.ends(paragraph, 0, 120.0)[0] == optimal_ends(paragraph, 12)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(min_value=8, max_value=30))
def test_total_fit_is_never_worse_than_first_fit_by_its_own_measure(typesetter: Typesetter, text: str, measure: float) -> None:
    paragraph = Composer().paragraph(text, typesetter.style(profile="book"))
    assert (
        cost(paragraph, optimal_ends(paragraph, measure), measure) <= cost(paragraph, line_ends(paragraph, measure), measure) + 1e-6
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.floats(min_value=8, max_value=30))
def test_total_fit_loses_no_text_and_breaks_where_it_may(typesetter: Typesetter, text: str, measure: float) -> None:
    paragraph = Composer().paragraph(text, typesetter.style(profile="gb"))
    ends = optimal_ends(paragraph, measure)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)


def test_work_grows_in_step_with_the_text(typesetter: Typesetter) -> None:
    def calls(times: int) -> int:
        paragraph = Composer().paragraph("山东省第9批援疆干部人才进疆以来，深入学习贯彻。" * times, typesetter.style())
        count = 0
        width = Paragraph.width

        def counted(self: Paragraph, start: int, end: int) -> float:
            nonlocal count
            count += 1
            return width(self, start, end)

        Paragraph.width = counted  # type: ignore[method-assign]
        try:
            optimal_ends(paragraph, 22)
        finally:
            Paragraph.width = width  # type: ignore[method-assign]
        return count

    assert calls(40) < 2.3 * calls(20)


def test_a_paragraph_may_rather_be_narrowed_than_spread(typesetter: Typesetter) -> None:
    """Where even lines are wanted a line is spread by little; where narrowing goes first, its mark gives its half."""
    text = "一二三四，五六七八九十一二三四五六七八"
    even = Composer().paragraph(text, typesetter.style(squeeze_limit=9.0))
    narrow = Composer().paragraph(text, typesetter.style(squeeze_limit=9.0, fit=Fit.NARROW))
    assert lines(even, optimal_ends(even, 8.5))[0] == "一二三四，五六七"
    assert lines(narrow, optimal_ends(narrow, 8.5))[0] == "一二三四，五六七八"


@pytest.mark.parametrize(("measure", "price"), [(9.0, 1.0), (8.75, (1 + 100 * 0.5**3) ** 2), (9.4, (1 + 100 * 1.1**3) ** 2)])
def test_narrow_first_weighs_lines_as_typst_does(typesetter: Typesetter, measure: float, price: float) -> None:
    """A full line costs 1; one narrowed by half of what it can give, and one spread by .05 em a gap, what its formula says."""
    paragraph = Composer().paragraph("一二三四，五六七八九", typesetter.style(squeeze_limit=9.0, fit=Fit.NARROW, spread_marks=True))
    assert line_cost(paragraph, 0, 9, measure) == pytest.approx(price)
    assert line_cost(paragraph, 0, 9, 8.4) is None
    assert line_cost(paragraph, 0, 10, 12.0) == 1.0
