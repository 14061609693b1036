"""Convert words into Traditional Chinese by OpenCC's tables, and their quotation marks into corner brackets.

Needs the extra `traditional`; a page that asks for it without having it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from banmian.spec.files.diagnostics import Report, Span
from banmian.spec.types.schema import Conversion

_TABLES = {Conversion.TAIWAN: "s2tw", Conversion.TAIWAN_WORDS: "s2twp", Conversion.HONG_KONG: "s2hk"}
_QUOTES = str.maketrans("“”‘’", "「」『』")  # clreq: Taiwan and Hong Kong quote with corner brackets


def converter(conversion: Conversion | None, place: Span, report: Report) -> Callable[[str], str]:
    """What converts a text; the text itself where nothing is asked for, or where OpenCC is not installed, which is said."""
    if conversion is None:
        return str
    if find_spec("opencc") is None:
        message = "converting into Traditional Chinese needs the package opencc, which is not installed"
        report.error(place, message, "python3 -m pip install 'banmian[traditional]'")
        return str
    return _loaded(conversion)


@cache
def _loaded(conversion: Conversion) -> Callable[[str], str]:
    from opencc import OpenCC

    tables = OpenCC(_TABLES[conversion])

    def convert(text: str) -> str:
        return str(tables.convert(text)).translate(_QUOTES)

    return convert
