"""What a font's ToUnicode says of its codes."""

from __future__ import annotations

import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from banmian.press.preflight.gather.letters import unicode_of


def told(body: str) -> dict[int, str]:
    stream = DecodedStreamObject()
    stream.set_data(body.encode("ascii"))
    return unicode_of(DictionaryObject({NameObject("/ToUnicode"): stream}))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("2 beginbfchar <0001> <4E00> <0002> <00660069> endbfchar", {1: "一", 2: "fi"}),
        ("1 beginbfrange <0010> <0012> <4E00> endbfrange", {16: "一", 17: "丁", 18: "丂"}),
        ("2 beginbfrange <01> <02> [<4E00> <4E01>] <05> <06> <0041> endbfrange", {1: "一", 2: "丁", 5: "A", 6: "B"}),
        ("1 beginbfchar <0001> <D842DFB7> endbfchar 1 beginbfchar <00 02> <4E 00> endbfchar", {1: "\U00020bb7", 2: "一"}),
        ("nothing", {}),
    ],
)
def test_codes_and_what_they_stand_for(body: str, wanted: dict[int, str]) -> None:
    assert told(body) == wanted


def test_a_font_that_tells_nothing() -> None:
    assert unicode_of(DictionaryObject()) == {}
