"""Breaks beside characters of other scripts than Chinese and Western: as UAX #14 says (L15), through uniseg.

The library is loaded when a text has such characters, and only places beside them take its word; where it
allows a break that prohibition forbids, prohibition wins (L16).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from banmian.spec.files.diagnostics import Span

# Everything but Western letters, general punctuation and symbols, Han, bopomofo, CJK marks and full-width forms: first
# and last code points in turn. A pattern of these would take longer to compile than a page takes to compose.
_RANGES = (
    0x590, 0x1AAF, 0x1B00, 0x1CFF, 0x2400, 0x245F, 0x27C0, 0x28FF, 0x2C00, 0x2C5F, 0x2C80, 0x2DFF, 0x3040, 0x30FF,
    0x3130, 0x318F, 0x31F0, 0x31FF, 0x4DC0, 0x4DFF, 0xA000, 0xA6FF, 0xA800, 0xD7FF, 0xFB00, 0xFDFF, 0xFE70, 0xFF00,
    0xFF61, 0xFFDF, 0xFFF1, 0x1FFFF,
)  # fmt: skip


def is_other(char: str) -> bool:
    """Whether *char* belongs to another script than Chinese and Western."""
    at = bisect_right(_RANGES, ord(char))
    return bool(at % 2) or (at > 0 and _RANGES[at - 1] == ord(char))


class ScriptsError(Exception):
    """A text in another script, and the package that breaks it is not installed; *span* is the text's place, if known."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


def break_scripts(text: str, flags: bytearray) -> None:
    """Set the flags beside characters of other scripts; raises ScriptsError where uniseg is missing."""
    others = [at for at, char in enumerate(text) if is_other(char)]
    if not others:
        return
    try:
        import uniseg.linebreak  # noqa: F401
    except ImportError:
        char = text[others[0]]
        raise ScriptsError(f"breaking lines beside {char} (U+{ord(char):04X}) needs the package uniseg") from None
    allowed = _breakables(text)
    for at in {place for other in others for place in (other, other + 1)}:
        if 0 < at < len(text):
            flags[at] = allowed[at]


@lru_cache(maxsize=256)
def _breakables(text: str) -> bytes:
    """Where a line may end by UAX #14; the library takes a while, and a text may be composed in many ways."""
    from uniseg.linebreak import line_break_breakables

    return bytes(bool(flag) for flag in line_break_breakables(text))
