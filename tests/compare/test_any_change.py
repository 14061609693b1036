"""Properties: any change of words is told as text; nothing is told of the same page; both ways round are as many."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian.compare.finding import Kind
from banmian.compare.rules import Rules
from banmian.compare.structure import compare_trees
from banmian.tree.maketree import tree_of
from banmian.tree.tree import Tree
from tests.compare.support import CONTENT, project
from tests.support import compose_pages

TEXT = CONTENT[CONTENT.index("1月5日清晨") : CONTENT.index("六趟列车。") + 5]
WORDS = st.text("的一是了我不人在他有这来到时大地，。、：2019Ab", min_size=1, max_size=40)


def tree(*edits: tuple[str, str]) -> Tree:
    with TemporaryDirectory() as folder:
        return tree_of(*compose_pages(project(Path(folder), *edits), None))


def edited(at: int, gone: int, new: str) -> str:
    """The first paragraph with some characters taken out and others put in."""
    first, second = TEXT.split("\n", 1)
    at = min(at, len(first) - 1)
    return f"{first[:at]}{new}{first[at + gone :]}\n{second}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 60), st.integers(0, 12), WORDS)
def test_changed_words_are_told_as_text(at: int, gone: int, new: str) -> None:
    before, after = tree(), tree((TEXT, edited(at, gone, new)))
    same = [line.text for line in before.pages[0].lines] == [line.text for line in after.pages[0].lines]
    for one, two in ((before, after), (after, before)):
        found = compare_trees(one, two, Rules()).findings
        assert (not found) == same
        if found:
            kinds = {item.kind for item in found}
            assert kinds & {Kind.TEXT, Kind.BREAK}
            ids = {item.id for item in found}
            assert all(item.follows in ids for item in found if item.follows)
            assert all(item.message and item.places for item in found)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([10, 10.3, 10.5, 11]), st.sampled_from(["1.4em", "1.5em"]), st.sampled_from(["10mm", "11mm", "12.5mm"]))
def test_any_setting_compares_without_fault(size: float, leading: str, margin: str) -> None:
    changed = tree(
        (
            "margins: 10mm, grid: {columns: 2, leading: 1.5em}",
            f"margins: {margin}, grid: {{columns: 2, leading: {leading}, size: {size}pt}}",
        )
    )
    found = compare_trees(tree(), changed, Rules()).findings
    assert (not found) == ((size, leading, margin) == (10.5, "1.5em", "10mm"))
    again = compare_trees(tree(), changed, Rules()).findings
    assert [item.id for item in found] == [item.id for item in again]
