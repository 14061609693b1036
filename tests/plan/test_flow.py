"""Content addresses, and where a paragraph stands in its file."""

from __future__ import annotations

import pytest

from banmian.plan.flow import UnknownAddressError, find_words, place_of
from banmian.spec.files.diagnostics import SourceFile, Span
from banmian.spec.types.content import ContentFile, PhotoContent, SectionContent, StoryContent

CONTENT = ContentFile(
    stories={
        "main": StoryContent(
            headline=("一", "二"),
            kicker="引",
            lead="甲\n\n乙",
            sections=(SectionContent("s1", "丙\n丁", heading="题"), SectionContent("s2", "戊", name="名", heading="目")),
        )
    },
    photos={"bus": PhotoContent(number="①", caption="车"), "park": PhotoContent()},
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("main", "lead:甲 lead:乙 heading:题 body:丙 body:丁 name:名 heading:目 body:戊"),
        ("main.lead", "lead:甲 lead:乙"),
        ("main.title", "headline:一 headline:二"),
        ("main.s2", "name:名 heading:目 body:戊"),
        ("main.headline", "kicker:引 headline:一 headline:二"),
        ("captions", "caption:①车"),
    ],
)
def test_addresses(address: str, expected: str) -> None:
    assert " ".join(f"{words.role}:{words.text}" for words in find_words(CONTENT, address)) == expected


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("mian", "the content has no story mian", "did you mean main?"),
        ("main.s3", "the story main has no s3", "known parts: headline, title, lead, sections, kicker, s1, s2"),
        ("main.text", "main.text has no words", "write some under it in the content"),
    ],
)
def test_unknown_addresses(address: str, message: str, hint: str) -> None:
    with pytest.raises(UnknownAddressError) as error:
        find_words(CONTENT, address)
    assert (str(error.value), error.value.hint) == (message, hint)


def test_a_paragraph_of_a_block_text_stands_in_its_own_line() -> None:
    source = SourceFile("content.yaml", "text: |\n  甲\n\n  乙\n")
    words = find_words(ContentFile(stories={"a": StoryContent(text="甲\n\n乙\n")}), "a")
    assert [str(place_of(item, Span(source, 1, 7))) for item in words] == ["content.yaml:2:3", "content.yaml:4:3"]
