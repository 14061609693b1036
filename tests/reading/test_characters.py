"""Characters that only a code table knows are turned back into those that were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from banmian.reading.fonts.characters import quotes, written

UNICODE = Path("/usr/share/unicode/EquivalentUnifiedIdeograph.txt")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("\u2f00", "一"), ("⻅", "见"), ("\uf900", "豈"), ("︒", "。"), ("︐", "，"), ("︵甲︶", "（甲）"), ("中国abc，。", "中国abc，。"),
        ("﹃", "﹃"), ("①", "①"), ("ﬁ", "ﬁ"), ("㎡", "㎡"),
    ],
)  # fmt: skip
def test_what_was_written(read: str, text: str) -> None:
    assert written(read) == text


def test_vertical_quotes_are_those_of_the_region() -> None:
    assert quotes("﹃甲﹁乙﹂﹄", traditional=False) == "“甲‘乙’”"
    assert quotes("﹁甲﹃乙﹄﹂", traditional=True) == "「甲『乙』」"


def test_radicals_are_unicode_s() -> None:
    if not UNICODE.is_file():
        pytest.skip("Debian's unicode-data is not installed")
    for row in UNICODE.read_text(encoding="utf-8").splitlines():
        codes, _, rest = row.partition("#")[0].partition(";")
        if not rest:
            continue
        first, _, last = codes.strip().partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2E80 <= code <= 0x2FDF:
                assert written(chr(code)) == chr(int(rest.strip(), 16))
