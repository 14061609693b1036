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
    found = read_markup(text)
    assert not found.mistakes
    marked = "".join(f" {mark.kind.value}:{found.text[mark.start : mark.end]}{mark.reading}" for mark in found.marks)
    return found.text + marked + "".join(f" {span.start}-{span.end}" for span in found.spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三", "一二三"),
        ("[必须]{.dots}读", "必须读 dots:必须"),
        ("[鲁迅]{.name}写[呐喊]{.book}", "鲁迅写呐喊 name:鲁迅 book:呐喊"),
        ("[要]{.dots .name}", "要 dots:要 name:要"),
        ("注[1]，见[2]。", "注[1]，见[2]。"),  # brackets without marks
        ("集合{一}", "集合{一}"),
        (r"\[必须]\{.dots}", "[必须]{.dots}"),
        ("[外[内]{.sup}外]{weight=700 colour='k 60'}", "外内外 0-3 1-2"),  # spans nest
        ("[[1]]{.sup}", "[1] 0-3"),
        ("[漢字]{ruby='hàn zì'}", "漢字 ruby:漢hàn ruby:字zì"),
        ('[中国人]{ruby="China\'s people"}', "中国人 ruby:中国人China's people"),
        ("[漢字]{zhuyin='ㄏㄢˋ ㄗˋ'}", "漢字 zhuyin:漢ㄏㄢˋ zhuyin:字ㄗˋ"),
        (r"一\\二", "一\\二"),
    ],
)
def test_spans(text: str, expected: str) -> None:
    assert read(text) == expected


HEAD = "page: {trim: a5, grid: {columns: 1, leading: 2em}}\ncontent: content.yaml\nframes: [{id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s}]\n"


EXAMPLE = "write [words]{.dots} or [words]{weight=700}"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("好[必须]{.dot}读", "4:13", "unknown mark .dot", "did you mean .dots?"),
        ("好[必须]{}读", "4:8", "a span without words or without a mark", EXAMPLE),
        ("好[]{.dots}读", "4:8", "a span without words or without a mark", EXAMPLE),
        ("好[必须]{.dots读", "4:12", "a mark without its }", EXAMPLE),
        ("好[必须]{weight=bold}读", "4:20", "'bold' is not a weight; write 400 to 900", ""),
        ("好[必须]{size=2}读", "4:18", "'2' has no unit; write 2pt, 2mm, 2em or 2 lines", ""),
        ("好[必须]{sise=2em}读", "4:13", "unknown key sise", "did you mean size?"),
        ("好[必须]{color=red}读", "4:13", "unknown key color", "did you mean colour?"),
        ("好[必须]{features=on}读", "4:22", "'on' is not a feature; write four letters, such as onum or -liga", ""),
        ("好[必须]{style=nome}读", "4:13", "there is no style nome", "did you mean name?"),
        (
            "好[必须]{family=nome}读",
            "4:13",
            "there is no font family nome",
            "known families: song, hei, kai; font files lie in fonts/ or beside the page",
        ),
        ("好[必须]{size=0pt}读", "4:13", "type of 0 pt cannot be set", ""),
        ("好[必须]{width=0%}读", "4:13", "glyphs of 0% of their width cannot be set", ""),
        ("好[必须]{zhuyin=ㄅ}读", "4:20", "1 reading for 2 characters", "write one a character, with spaces between them"),
        ("好[必须]{ruby=''}读", "4:19", "ruby without a reading", 'write [字]{ruby="…"}'),
        ("好]{.dots}读", "4:8", "a ] with marks that no [ belongs to", EXAMPLE),
        ("好[必须]{dots}读", "4:13", "dots is no mark", EXAMPLE),
    ],
)
def test_mistakes_have_their_place(write: Write, text: str, place: str, message: str, hint: str) -> None:
    write("content.yaml", f"stories:\n  s:\n    text: |\n      {text}\n")
    told = said(write("page.yaml", HEAD))
    assert told.startswith(f"content.yaml:{place}: error: {message}\n")
    assert told.endswith(f"   help: {hint}" if hint else "^")


def test_a_quoted_text_counts_from_behind_its_quotation_mark(write: Write) -> None:
    write("content.yaml", 'stories: {s: {text: "好[要]{.dot}"}}\n')
    assert said(write("page.yaml", HEAD)).startswith("content.yaml:1:27: error: unknown mark .dot\n")


def test_markup_is_no_text_of_the_page(write: Write) -> None:
    write("content.yaml", "stories: {s: {text: '好[必须]{.dots}读'}}\n")
    assert [line.text for line in compose_file(write("page.yaml", HEAD)).lines] == ["好必须读"]


@given(st.lists(st.sampled_from([*"一二[]{} \\'=", "]{", ".dots", ".sup", "size=2em", "ruby='a b'"]), max_size=40).map("".join))
def test_any_text_is_read_and_marks_lie_within_it(text: str) -> None:
    found = read_markup(text)
    places = [(mark.start, mark.end) for mark in found.marks] + [(span.start, span.end) for span in found.spans]
    assert all(0 <= start < end <= len(found.text) for start, end in places)
    assert all(0 <= mistake.at <= len(text) for mistake in found.mistakes)


@given(st.text(alphabet="一二[]{}.dots \\'=", max_size=40))
def test_an_escaped_text_is_itself(text: str) -> None:
    escaped = "".join(f"\\{char}" if char in "[]{}\\" else char for char in text)
    found = read_markup(escaped)
    assert (found.text, found.marks, found.spans, found.mistakes) == (text, (), (), ())
