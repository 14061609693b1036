"""Breaks beside characters of other scripts than Chinese and Western: as UAX #14 says (L15), through uniseg.

The library is loaded when a text has such characters, and only places beside them take its word; where it
allows a break that prohibition forbids, prohibition wins (L16).
"""

from __future__ import annotations

import re

# Everything but Western letters, general punctuation and symbols, Han, bopomofo, CJK marks and full-width forms.
OTHER = re.compile(
    "[^\x00-\u058f\u1ab0-\u1aff\u1d00-\u218f\u2190-\u23ff\u2460-\u27bf\u2900-\u2bff\u2c60-\u2c7f\u2e00-\u303f\u3100-\u312f"
    "\u3190-\u31ef\u3200-\u4dbf\u4e00-\u9fff\ua700-\ua7ff\ue000-\uf8ff\uf900-\ufaff\ufe00-\ufe6f\uff01-\uff60\uffe0-\ufff0"
    "\U00020000-\U0010ffff]"
)


class ScriptsError(Exception):
    """A text in another script, and the package that breaks it is not installed."""


def break_scripts(text: str, flags: bytearray) -> None:
    """Set the flags beside characters of other scripts; raises ScriptsError where uniseg is missing."""
    places = {at + beside for found in OTHER.finditer(text) for at in (found.start(),) for beside in (0, 1)}
    if not places:
        return
    try:
        from uniseg.linebreak import line_break_breakables
    except ImportError:
        char = OTHER.search(text)
        assert char
        raise ScriptsError(f"breaking lines beside {char[0]} (U+{ord(char[0]):04X}) needs the package uniseg") from None
    allowed = [bool(flag) for flag in line_break_breakables(text)]
    for at in places:
        if 0 < at < len(text):
            flags[at] = allowed[at]
