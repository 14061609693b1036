"""Which pages stand together: every page once, and the folded section reads in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.press.signature import Bound, Layout, Side, blank_pages, sides


def folded(found: tuple[Side, ...]) -> list[int | None]:
    """The pages as a reader turns them: each sheet lies in the one before it, and all are folded once."""
    outer, inner = found[::2], found[1::2]
    first_half = [page for front, back in zip(outer, inner, strict=True) for page in (front.right, back.left)]
    second_half = [page for front, back in zip(outer, inner, strict=True) for page in (front.left, back.right)]
    return first_half + second_half[::-1]


@given(st.integers(1, 200))
def test_a_folded_booklet_reads_in_order(count: int) -> None:
    read = folded(sides(count, Layout.BOOKLET, Bound.LEFT))
    assert read[:count] == list(range(count))
    assert read[count:] == [None] * blank_pages(count, Layout.BOOKLET)


@given(st.integers(1, 200), st.sampled_from(list(Layout)), st.sampled_from(list(Bound)))
def test_every_page_stands_on_a_sheet_once(count: int, layout: Layout, bound: Bound) -> None:
    found = [page for side in sides(count, layout, bound) for page in (side.left, side.right) if page is not None]
    assert sorted(found) == list(range(count))


@given(st.integers(1, 60), st.sampled_from(list(Layout)))
def test_bound_at_the_right_left_and_right_change_places(count: int, layout: Layout) -> None:
    left, right = (sides(count, layout, bound) for bound in Bound)
    assert [(side.right, side.left) for side in right] == [(side.left, side.right) for side in left]


def test_a_section_of_24_pages() -> None:
    found = [(side.left, side.right) for side in sides(24, Layout.BOOKLET, Bound.LEFT)]
    assert found[:4] == [(23, 0), (1, 22), (21, 2), (3, 20)]
    assert found[-1] == (11, 12)
    assert len(found) == 12


@pytest.mark.parametrize(
    ("layout", "wanted"),
    [
        (Layout.TWO_UP, [(0, 1), (2, 3), (4, None)]),
        (Layout.SPREADS, [(None, 0), (1, 2), (3, 4)]),
        (Layout.BOOKLET, [(None, 0), (1, None), (None, 2), (3, 4)]),
    ],
)
def test_five_pages(layout: Layout, wanted: list[tuple[int | None, int | None]]) -> None:
    assert [(side.left, side.right) for side in sides(5, layout, Bound.LEFT)] == wanted
