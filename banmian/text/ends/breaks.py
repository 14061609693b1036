"""Where a line may end: prohibitions and unbreakable units (L1-L9, L15-L17), as flags over a paragraph.

Never chooses a break. Tables first, by strictness; then the units that a regular expression finds; then
one pass that clears the flags. Order does not matter: a flag is only ever cleared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from banmian.spec.types.profile import Strictness
from banmian.text.ends.scripts import break_scripts
from banmian.text.widths.marks import (
    CLOSING,
    INTERPUNCTS,
    ITERATION,
    OPENING,
    PAUSES,
    RANGES,
    SOLIDI,
    SPACES,
    STOPS,
    UNIT_PREFIXES,
    UNIT_SUFFIXES,
    WITH_ATTACHED,
)

# clreq #prohibition_rules_for_line_start_end, with L9's ASCII kin and L17's signs from `basic` up.
_BASIC_START = frozenset(PAUSES + STOPS + CLOSING + INTERPUNCTS + RANGES + ITERATION + UNIT_SUFFIXES)
_BASIC_END = frozenset(OPENING + UNIT_PREFIXES)

LINE_START_PROHIBITED: Final[Mapping[Strictness, frozenset[str]]] = {
    Strictness.NONE: frozenset(),
    Strictness.BASIC: _BASIC_START,
    Strictness.GB: _BASIC_START,
    Strictness.STRICT: _BASIC_START | frozenset("—…⋯⸺"),  # L5
}
LINE_END_PROHIBITED: Final[Mapping[Strictness, frozenset[str]]] = {
    Strictness.NONE: frozenset(),
    Strictness.BASIC: _BASIC_END,
    Strictness.GB: _BASIC_END | frozenset(SOLIDI),  # L4
    Strictness.STRICT: _BASIC_END | frozenset(SOLIDI),
}

# L7: a number with its sign or currency, decimal point, grouping, time colon and unit sign.
NUMBER: Final = re.compile(r"(?:(?<![0-9A-Za-z])[-+−±])?[￥¥$€£№]?\d+(?:[.,:]\d+)*[％%‰°℃℉]?")
# L8, without hyphenation: a Western word with its apostrophes and figures.
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff][A-Za-z0-9\u00c0-\u024f\u0370-\u04ff'’]*")
# L6: two-em marks, and the doubled ellipsis, which stands on a line of its own (GB/T 15834 4.11.3.5).
_DOUBLED_ELLIPSIS = re.compile(r"…{4}|⋯{4}")
_TWO_EM = re.compile(r"…{4}|⋯{4}|——|……|⋯⋯")
# L2: a dash or hyphen is a connector when it stands alone between numbers or names.
_CONNECTOR = re.compile(r"(?<![—\s])—(?!—)|(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])")
# L10: a note's reference stays with what it follows, and whole; so does a sign of a unit (L7's suffixes).
_NOTE_REFERENCE = re.compile(r"[\[〔［]\d+[\]〕］]|[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_SPACE = re.compile(f"[{SPACES}]+")
_SOME_SPACE = frozenset(SPACES)
_GLUE = re.compile("[\u00a0\u202f\u2007\u2011\u2060\ufeff]")  # UAX 14 GL and WJ: no break on either side
_QUOTE = re.compile("[“”‘’]")
_STRAIGHT_QUOTE = re.compile("[\"']")


def units(text: str) -> list[tuple[int, int]]:
    """The unbreakable units of *text* (L6-L8) as (start, end), in order of kind."""
    if text.isalpha() and not _WORD.search(text):
        return []
    return [
        found.span() for pattern in (NUMBER, _WORD, _TWO_EM, WITH_ATTACHED) for found in pattern.finditer(text) if len(found[0]) > 1
    ]


def break_flags(
    text: str, strictness: Strictness, scripts: bool = True, whole: Sequence[tuple[int, int]] | None = None
) -> bytearray:
    """One flag a position: 1 where a line may end before the character there, 2 where it must. Length is len(text) + 1.

    *scripts*: the text may have characters of other scripts than Chinese and Western; *whole* are its `units`, if known.
    """
    flags = bytearray(b"\1") * (len(text) + 1)
    flags[0] = 0
    for start, end in units(text) if whole is None else whole:
        flags[start + 1 : end] = bytes(end - start - 1)
    if scripts:
        break_scripts(text, flags)
    for found in _SPACE.finditer(text):
        flags[found.start() : found.end()] = bytes(len(found[0]))  # spaces stay at the end of their line
    for found in _GLUE.finditer(text):
        flags[found.start()] = flags[found.end()] = 0
    if strictness is Strictness.NONE:
        return _with_forced_ends(text, flags)
    starts = LINE_START_PROHIBITED[strictness]
    for found in _prohibited(strictness).finditer(text):
        at = found.start()
        if found[0] not in starts:
            at += 1
            while text[at : at + 1] in _SOME_SPACE:
                at += 1  # nor does a line end with the mark and a space behind it
        flags[at] = 0
    for found in (*_CONNECTOR.finditer(text), *_NOTE_REFERENCE.finditer(text)):
        flags[found.start() : found.end()] = bytes(found.end() - found.start())
    _forbid_straight_quotes(text, flags)
    flags[len(text)] = 1
    return _with_forced_ends(text, flags)


@lru_cache
def _prohibited(strictness: Strictness) -> re.Pattern[str]:
    """Any mark that may not start or not end a line."""
    return re.compile(f"[{re.escape(''.join(sorted(LINE_START_PROHIBITED[strictness] | LINE_END_PROHIBITED[strictness])))}]")


def glue_quotes(text: str, flags: bytearray) -> None:
    """Keep quotes with what stands on both sides of them (UAX 14 LB19), as engines do that do not know Chinese."""
    for found in _QUOTE.finditer(text):
        for at in found.span():
            if 0 < at < len(text) and flags[at] == 1:
                flags[at] = 0


def _with_forced_ends(text: str, flags: bytearray) -> bytearray:
    """L6: a line ends before and after a doubled ellipsis, unless what follows may not start one; and where its author says."""
    if "\u2028" in text:
        for at, char in enumerate(text):
            if char == "\u2028":
                flags[at : at + 2] = b"\0\2"  # an author's own line end
    if "…………" in text or "⋯⋯⋯⋯" in text:
        for found in _DOUBLED_ELLIPSIS.finditer(text):
            for at in found.span():
                if 0 < at < len(text) and flags[at]:
                    flags[at] = 2
    return flags


def _forbid_straight_quotes(text: str, flags: bytearray) -> None:
    """L9: straight quotes open and close by turns; an apostrophe within a word is neither."""
    inside = {'"': False, "'": False}
    for found in _STRAIGHT_QUOTE.finditer(text):
        at, quote = found.start(), found[0]
        if (
            0 < at < len(text) - 1
            and text[at - 1].isascii()
            and text[at - 1].isalnum()
            and text[at + 1].isascii()
            and text[at + 1].isalnum()
        ):
            continue
        flags[at if inside[quote] else at + 1] = 0
        inside[quote] = not inside[quote]
