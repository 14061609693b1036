"""Where a Western word may be parted with a hyphen, and a URL without one (L8).

The dictionaries are pyphen's (the same Hunspell patterns as LibreOffice's), loaded when a style asks for hyphenation.
An author's soft hyphen counts always.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from banmian.spec.types.profile import Hyphenation
from banmian.text.widths.marks import SOFT_HYPHEN
from banmian.text.widths.western import LETTER

WITH_HYPHEN = 3  # a break flag: a line may end here, with a hyphen
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|[\w.+-]+@)[!-~]+", re.ASCII)
_AFTER = frozenset("/.-_?")


def may_hyphenate(text: str, language: Hyphenation, flags: bytearray) -> bool:
    """Set the flags where words may be parted, within words that may not be parted otherwise; whether there are any."""
    if language is not Hyphenation.NONE:
        dictionary = _dictionary(language.value)
        for found in re.finditer(f"[{LETTER}]{{5,}}", text):
            for at in dictionary.positions(found[0]):
                if not flags[found.start() + at]:
                    flags[found.start() + at] = WITH_HYPHEN
    at = text.find(SOFT_HYPHEN)
    while at >= 0:
        flags[at] = 0
        if 0 < at < len(text) - 1 and text[at + 1] not in " \u3000":
            flags[at + 1] = WITH_HYPHEN
        at = text.find(SOFT_HYPHEN, at + 1)
    return WITH_HYPHEN in flags


def part_urls(text: str, flags: bytearray) -> None:
    """Let URLs and addresses be parted after / . - _ ? and nowhere else."""
    if "://" not in text and "www." not in text and "@" not in text:
        return
    for found in _URL.finditer(text):
        start, end = found.span()
        for at in range(start + 1, end):
            inside = text[at - 1] in _AFTER and text[at] not in _AFTER
            # Three letters before and behind keep scheme and ending whole.
            flags[at] = inside and at - start > 3 and end - at > 1


@lru_cache
def _dictionary(language: str) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=language.replace("-", "_"))
