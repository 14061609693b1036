"""Inline markup: spans in brackets, their marks in braces; mistakes with their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.plan.markup import read_markup
from tests.support import compose_file, said

Write = Callable[[str, str], Path]


def read(text: str) -> str:
    plain, marks, mistakes = read_markup(text)
    assert not mistakes
    return plain + "".join(f" {mark.kind.value}:{plain[mark.start : mark.end]}" for mark in marks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三", "一二三"),
        ("[必须]{.dots}读", "必须读 dots:必须"),
        ("[鲁迅]{.name}写[呐喊]{.book}", "鲁迅写呐喊 name:鲁迅 book:呐喊"),
        ("[要]{.dots .name}", "要 dots:要 name:要"),
        ("注[1]，见[2]。", "注[1]，见[2]。"),  # brackets without marks
        ("集合{一}", "集合{一}"),
        (r"\[必须]{.dots}", "[必须]{.dots}"),
        (r"一\\二", "一\\二"),
    ],
)
def test_spans(text: str, expected: str) -> None:
    assert read(text) == expected


HEAD = "page: {trim: a5, grid: {columns: 1, leading: 2em}}\ncontent: content.yaml\nframes: [{id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s}]\n"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("好[必须]{.dot}读", "4:13", "unknown mark .dot", "did you mean .dots?"),
        ("好[必须]{}读", "4:8", "a span without words or without a mark", "write [words]{.dots}"),
        ("好[]{.dots}读", "4:8", "a span without words or without a mark", "write [words]{.dots}"),
        ("好[必须]{.dots读", "4:12", "a mark without its }", "write [words]{.dots}"),
    ],
)
def test_mistakes_have_their_place(write: Write, text: str, place: str, message: str, hint: str) -> None:
    write("content.yaml", f"stories:\n  s:\n    text: |\n      {text}\n")
    told = said(write("page.yaml", HEAD))
    assert told.startswith(f"content.yaml:{place}: error: {message}\n")
    assert told.endswith(f"   help: {hint}")


def test_a_quoted_text_counts_from_behind_its_quotation_mark(write: Write) -> None:
    write("content.yaml", 'stories: {s: {text: "好[要]{.dot}"}}\n')
    assert said(write("page.yaml", HEAD)).startswith("content.yaml:1:27: error: unknown mark .dot\n")


def test_markup_is_no_text_of_the_page(write: Write) -> None:
    write("content.yaml", "stories: {s: {text: '好[必须]{.dots}读'}}\n")
    assert [line.text for line in compose_file(write("page.yaml", HEAD)).lines] == ["好必须读"]


@given(st.text(alphabet="一二[]{}.dots \\name", max_size=40))
def test_any_text_is_read_and_marks_lie_within_it(text: str) -> None:
    plain, marks, _ = read_markup(text)
    assert all(0 <= mark.start < mark.end <= len(plain) for mark in marks)
