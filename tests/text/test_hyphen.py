"""Western words at a line's end: hyphens, soft hyphens, URLs (L8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.output.pdf import pdf_bytes
from banmian.plan.plan import StyledPart
from banmian.spec.types.profile import Breaker, Hyphenation
from banmian.text.compose import Composer
from banmian.text.paragraph import SLACK
from tests.support import Typesetter, compose_file, said

Write = Callable[[str, str], Path]
EN = Hyphenation.EN_US
SHY = "\u00ad"


def test_l8_a_word_breaks_where_the_dictionary_allows_and_only_when_it_is_asked_for(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四representation", 6, hyphenation=EN) == [f"一二三四rep{SHY}", "resentation"]
    assert typesetter.lines("一二三四representation", 7.5) == ["一二三四", "representation"]


def test_l8_the_hyphen_stands_within_the_measure(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四representation", 6, hyphenation=EN)[0] == f"一二三四rep{SHY}"  # 4 + 4 x .5
    assert typesetter.lines("一二三四representation", 5.9, hyphenation=EN)[0] == "一二三四"


def test_l8_a_hyphen_is_drawn_at_the_line_s_end(typesetter: Typesetter) -> None:
    line = typesetter.set("一二三四representation", 6.2, hyphenation=EN)[0]
    assert line.runs[-1].text == SHY
    assert line.runs[-1].x == pytest.approx(62 - 5)


def test_l8_the_other_english(typesetter: Typesetter) -> None:
    assert (
        typesetter.lines("一二organization", 4.5, hyphenation=EN)[0]
        != typesetter.lines("一二organization", 4.5, hyphenation=Hyphenation.EN_GB)[0]
    )


def test_l8_an_author_s_soft_hyphen_counts_always_and_shows_only_at_a_line_s_end(typesetter: Typesetter) -> None:
    assert typesetter.lines(f"一二三four{SHY}teen", 6) == [f"一二三four{SHY}", "teen"]
    (line,) = typesetter.set(f"一二三four{SHY}teen", 12)
    assert "-" not in "".join(run.text for run in line.runs)
    assert typesetter.lines(f"一二三four{SHY}teen", 5) == ["一二三", f"four{SHY}teen"]


@pytest.mark.parametrize(
    ("measure", "first"),
    [(8.9, "见www.example."), (9, "见www.example.com/"), (12.9, "见www.example.com/one-"), (13, "见www.example.com/one-two_")],
)
def test_l8_a_url_breaks_after_its_marks_without_a_hyphen(typesetter: Typesetter, measure: float, first: str) -> None:
    assert typesetter.lines("见www.example.com/one-two_three", measure)[0] == first


def test_l8_a_url_s_scheme_stays_whole(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二见https://a.com/b", 6)[0] == "一二见"


def test_l8_an_optimal_paragraph_takes_a_hyphen_only_where_it_pays(typesetter: Typesetter) -> None:
    text = "一二三四五六七八representation一二三四五六七八九十"
    assert typesetter.lines(text, 15, hyphenation=EN, breaker=Breaker.OPTIMAL)[0].endswith("representation")
    assert SHY in typesetter.lines(text, 12, hyphenation=EN, breaker=Breaker.OPTIMAL)[0]


def test_l8_the_hyphen_of_a_larger_word_stands_within_the_measure_too(typesetter: Typesetter) -> None:
    style = typesetter.style(hyphenation=EN)
    part = StyledPart(2, 16, msgspec.structs.replace(style, size=20.0))
    paragraph = Composer().paragraph("一二representation", style, [part])
    assert paragraph.width(0, 5) == pytest.approx(2 + 3 * 1 + 1)  # rep- in twice the size
    assert Composer.ends(paragraph, 0, 60.0)[0][0] == 5
    assert Composer.ends(paragraph, 0, 59.0)[0][0] == 2


def test_a_soft_hyphen_is_the_text_of_a_hyphen(write: Write) -> None:
    import pdfplumber

    head = "page: {trim: 100pt x 200pt, margins: 20pt, grid: {size: 10pt}, composition: {hyphenation: en-US}}\n"
    content = "content: {stories: {s: {text: 'the representation of an organisation'}}}\n"
    frame = (
        "frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 8}, flow: s, roles: {body: b}}]\nstyles: {b: {align: start}}\n"
    )
    path = write("out.pdf", "")
    path.write_bytes(pdf_bytes(compose_file(write("page.yaml", head + content + frame))))
    with pdfplumber.open(path) as pdf:
        text = "".join(char["text"] for char in pdf.pages[0].chars)
    assert SHY in text
    assert text.replace(SHY, "").replace(" ", "") == "therepresentationofanorganisation"


def test_hyphenation_without_its_package_is_an_error(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banmian.plan.style.find_spec", lambda name: None)
    page = write("page.yaml", "page: {trim: a5, composition: {hyphenation: en-US}}\nframes: []\n")
    assert "page.yaml:1:45: error: hyphenation needs the package pyphen, which is not installed" in said(page)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(["representation ", "中国", "，", "office ", "hyphen\u00adation", "20", "（"]), min_size=1, max_size=20
    ),
    st.floats(min_value=8, max_value=20),
    st.sampled_from(list(Breaker)),
)
def test_hyphenated_lines_keep_their_text_and_measure(
    typesetter: Typesetter, words: list[str], measure: float, breaker: Breaker
) -> None:
    text = "".join(words).strip()
    lines = typesetter.lines(text, measure, hyphenation=EN, breaker=breaker)
    plain = str.maketrans("", "", SHY + " ")
    assert "".join(lines).translate(plain) == text.translate(plain)
    paragraph = Composer().paragraph(text, typesetter.style(hyphenation=EN, breaker=breaker))
    ends, cut = Composer.ends(paragraph, 0, measure * 10)
    for start, end in zip([0, *ends], ends, strict=False):
        assert end in cut or paragraph.width(start, end) - paragraph.narrowable(start, end) <= measure + SLACK
