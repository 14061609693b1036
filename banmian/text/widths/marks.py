"""Which characters are which marks: the sets that the rules of composition speak of.

clreq #categories_and_usage_of_punctuation_marks; GB/T 15834-2011. ASCII marks stand beside their
full-width kin (L9). Whether a mark may start or end a line is breaks.py's table, built from these.
"""

from __future__ import annotations

import re

PAUSES = "、，；：,;:"  # 点号 within a sentence, clreq #h-pause-or-stop-punctuation-marks
STOPS = "。．！？.!?"  # 点号 at its end
OPENING = "“‘「『（〔［｛〈《【〖([{"
CLOSING = "”’」』）〕］｝〉》】〗)]}"
TRAILING = frozenset(PAUSES + STOPS + CLOSING)  # marks that belong to what is before them
QUOTES = "“”‘’"
INTERPUNCTS = "·・•‧"  # between the parts of a name; U+00B7 is mainland's
RANGES = "–～~"  # connectors that are one wherever they stand
ITERATION = "々"
SOLIDI = "/／"
UNIT_SUFFIXES = "％%‰°℃℉"
UNIT_PREFIXES = "￥¥$€£№"
DIGITS = "0123456789"
SOFT_HYPHEN = "\u00ad"
SILENT = SOFT_HYPHEN + "\u200b\u2028"  # places where a line may end, and nothing else
SPACES = " \u2002\u2003\u3000"  # a line may end after them, and there they have no width
ASCII_BRACKETS = "()[]"

# Marks that are one em wide by rule, whatever the font says (design.md: raw advances are not the composer's).
FULL_WIDTH = frozenset("、，；：。．！？“”‘’「」『』（）〔〕［］｛｝〈〉《》【】〖〗—…⋯～／％￥々　")


def is_ideographic(char: str) -> bool:
    """Whether *char* is set in the square of an em: Han, kana, bopomofo, CJK symbols and full-width forms."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF01 <= code <= 0xFF60
        or 0xFFE0 <= code <= 0xFFE6
        or 0x20000 <= code <= 0x3FFFD
        or 0x2460 <= code <= 0x24FF
    )


# Characters that have no place of their own: combining marks, joiners, variation selectors. They are shaped with
# what they follow, and no line ends before them.
ATTACHED = (
    "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f"  # combining marks
    "\u200c\u200d\u2060\ufeff"  # joiners
    "\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff"  # variation selectors, skin tones
)
IS_ATTACHED = re.compile(f"[{ATTACHED}]")
WITH_ATTACHED = re.compile(f"[^{ATTACHED}](?:[{ATTACHED}]|(?<=\u200d)[^{ATTACHED}])+")

# Western letters and digits, as the gap between Han and Western means them (S8).
WESTERN = re.compile(r"[0-9A-Za-z\u00aa-\u00ff\u0100-\u052f]+")
WITH_SIGNS = re.compile(r"[!-~\u00aa-\u00ff\u0100-\u052f]+")  # and the marks of ASCII
