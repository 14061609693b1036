"""Other scripts break as UAX 14 says (L15), held to Unicode's own cases."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.spec.types.profile import Strictness
from banmian.text.ends.breaks import break_flags
from banmian.text.ends.scripts import is_other
from tests.support import Typesetter, said

Write = Callable[[str, str], Path]
UNICODE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")

# Unicode 16 changed these, and the file at hand may be of Unicode 15: a hyphen that starts a word no longer breaks before
# its letters (LB20a); a hyphen between two Hebrew letters is a break again (LB21a).
CHANGED_IN_16 = {("002D 0E01", 1), ("002D 0308 0E01", 2), ("05D0 002D 05D0", 2)}


def cases() -> list[tuple[str, list[int]]]:
    if not UNICODE.exists():
        pytest.skip("unicode-data is not installed")
    found = []
    for row in UNICODE.read_text(encoding="utf-8").splitlines():
        marks = row.partition("#")[0].split()
        if marks:
            text = "".join(chr(int(code, 16)) for code in marks[1::2])
            found.append((text, [at for at, mark in enumerate(marks[2::2], 1) if mark == "÷"]))
    return found


def test_l15_unicode_s_cases_beside_other_scripts() -> None:
    """Every place of LineBreakTest.txt that lies beside a character of another script.

    Not claimed: places between Chinese and Western characters, which the rules L1 to L17 decide; hard line ends, which a
    paragraph does not hold.
    """
    checked, wrong = 0, []
    for text, expected in cases():
        if any(char in "\n\r\x0b\x0c\x85\u2028\u2029" for char in text):
            continue
        flags = break_flags(text, Strictness.NONE)
        for at in range(1, len(text)):
            if not (is_other(text[at - 1]) or is_other(text[at])):
                continue
            checked += 1
            if bool(flags[at]) != (at in expected):
                wrong.append((" ".join(f"{ord(char):04X}" for char in text), at))
    assert checked > 4000
    assert set(wrong) <= CHANGED_IN_16


@pytest.mark.parametrize(
    ("text", "at", "allowed"),
    [
        ("カッコ", 1, False),  # small kana, class CJ as NS
        ("カメラー", 3, False),  # the long mark
        ("カメラ", 1, True),
        ("한국", 1, True),
        ("שלום", 2, False),
        ("สวัสดี", 2, False),
        ("中한", 1, True),
        ("👩\u200d🚀", 1, False),
        ("🇨🇳🇨🇳", 1, False),
        ("🇨🇳🇨🇳", 2, True),
    ],
)
def test_l15_breaks_of_other_scripts(text: str, at: int, allowed: bool) -> None:
    assert bool(break_flags(text, Strictness.BASIC)[at]) is allowed


def test_l15_l16_prohibition_wins(typesetter: Typesetter) -> None:
    assert not break_flags("カ。", Strictness.BASIC)[1]
    assert not break_flags("（カ", Strictness.BASIC)[1]


@pytest.mark.parametrize("glue", ["\u00a0", "\u202f", "\u2011", "\u2060"])
def test_l15_glue_holds_both_sides(glue: str) -> None:
    assert list(break_flags(f"一{glue}二", Strictness.NONE)) == [0, 0, 0, 1]
    assert list(break_flags("一x二", Strictness.NONE)) == [0, 1, 1, 1]


def test_a_line_separator_ends_its_line(typesetter: Typesetter) -> None:
    assert [line.rstrip("\u2028") for line in typesetter.lines("一二\u2028三四", 9)] == ["一二", "三四"]


def test_another_script_without_its_package_is_an_error(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uniseg.linebreak", None)
    frame = "frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 8}, flow: s}]\n"
    page = write("page.yaml", "page: {trim: a5}\ncontent: {stories: {s: {text: 한국}}}\n" + frame)
    assert "page.yaml:2:31: error: breaking lines beside 한 (U+D55C) needs the package uniseg" in said(page)
