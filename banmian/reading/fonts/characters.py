"""Turn characters that only a file's code table knows back into those that were written.

A reverse character map gives the radical ⼀ for 一, a compatibility form for its character, and the presentation form ︒
where a vertical glyph of 。 was drawn (ISO 32000-2 §9.10.3 leaves the choice to the writer). What is drawn is the same.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

# Presentation forms for vertical text (U+FE10 to U+FE19, U+FE30 to U+FE48) and what is written for them.
_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹇﹈", "，、。：；！？〖〗…：—–（）｛｝〔〕【】《》〈〉［］", strict=True
    )
)
_VERTICAL_QUOTES = {"﹁": "‘", "﹂": "’", "﹃": "“", "﹄": "”"}  # as the mainland writes them
_CORNER_QUOTES = {"﹁": "「", "﹂": "」", "﹃": "『", "﹄": "』"}  # as Taiwan and Hong Kong do
# Radicals of the supplement and the characters of their shape: Unicode 15.0, EquivalentUnifiedIdeograph.txt.
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
        "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
        "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)


# Controls, halves of a pair, and what Unicode keeps free of characters: a code map that gives them gives nothing.
NO_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

DOUBTFUL = 0.95  # likeness below which a glyph known by its shape should be looked at


class Guess(msgspec.Struct, frozen=True):
    """A glyph that was known by its shape only."""

    font: str
    text: str  #: empty where it is not known at all
    likeness: float
    count: int  #: how often it is shown


def written(text: str) -> str:
    """*text* with the characters that were written; quotes of vertical lines stay as they are, see `quotes`."""
    if all("\u3000" <= char <= "\u9fff" or char < "\u2e80" for char in text):
        return text
    return "".join(_written(char) for char in text)


def _written(char: str) -> str:
    if char in _VERTICAL:
        return _VERTICAL[char]
    if char in _RADICALS:
        return _RADICALS[char]
    code = ord(char)
    if 0x2F00 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", char)
    if 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
        return unicodedata.normalize("NFC", char)
    return char


def quotes(text: str, traditional: bool) -> str:
    """*text* with the quotes that are written for the presentation forms of vertical ones."""
    table = _CORNER_QUOTES if traditional else _VERTICAL_QUOTES
    return "".join(table.get(char, char) for char in text)
