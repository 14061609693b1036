"""Where the phrases of a headline end, by BudouX's models: better places to break than inside a word.

Needs the extra `phrases`; the plan asks for it, so that a page without it is told and not set another way.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from banmian.spec.types.profile import Language


@cache
def _parser(language: Language) -> Any:
    import budoux

    if language is Language.HANS:
        return budoux.load_default_simplified_chinese_parser()
    return budoux.load_default_traditional_chinese_parser()


@cache
def phrase_ends(text: str, language: Language) -> frozenset[int]:
    """The places in *text* at which a phrase ends."""
    ends, at = set(), 0
    for phrase in _parser(language).parse(text):
        at += len(phrase)
        ends.add(at)
    return frozenset(ends)
