"""Tell a typeface by its name: which kind of Chinese type it is (宋, 黑, 楷, 仿宋) and how heavy."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The names of families, Chinese and Western, that tell which kind they are; 方正's are known by their letters.
_KAI = "kai|楷"
_FANGSONG = r"fang\s*-?song|仿宋|fzfs|stfang"
_SONG = "serif|song|ming|sun|宋|明|mincho|batang|fzss|fzbs|fzdbs|fzxbs|fzxss|times|roman|garamond|georgia|cambria"
_HEI = "sans|hei|gothic|黑|pingfang|dengxian|fzht|fzdh|fzzh|fzlth|arial|helvetica|dejavu|calibri|verdana|roboto"
_FAMILIES = tuple(
    (family, re.compile(names, re.IGNORECASE))
    for family, names in (("kai", _KAI), ("fangsong", _FANGSONG), ("song", _SONG), ("hei", _HEI))
)
_STANDS_IN = {"fangsong": "kai"}
# The names of weights, longest first, by OpenType's scale; 方正 and 汉仪 name them 细 to 特粗, or by letters.
_WEIGHTS = (
    (re.compile(r"extra\s*-?light|ultra\s*-?light|特细|EL\b", re.IGNORECASE), 200),
    (re.compile(r"semi\s*-?bold|demi\s*-?bold|demi\b|中粗", re.IGNORECASE), 600),
    (re.compile(r"extra\s*-?bold|ultra\s*-?bold|特粗|EB\b", re.IGNORECASE), 800),
    (re.compile(r"black|heavy|超粗|大标宋|fzdbs|fzxbs|小标宋", re.IGNORECASE), 900),
    (re.compile(r"bold|粗|fzdh|fzcy|\bB\b", re.IGNORECASE), 700),
    (re.compile(r"medium|中等|\bM\b", re.IGNORECASE), 500),
    (re.compile(r"light|细|\bL\b|fzxh", re.IGNORECASE), 300),
    (re.compile(r"thin", re.IGNORECASE), 100),
)
WEIGHT_NAMES = {
    100: "Thin", 200: "ExtraLight", 300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold",
    800: "ExtraBold", 900: "Black",
}  # fmt: skip


def family_of(name: str) -> str:
    """song, hei, kai or fangsong; song where the name does not tell."""
    return next((family for family, pattern in _FAMILIES if pattern.search(name)), "song")


def set_family(name: str) -> str:
    """The family that a font of this name is set in: of one that banmian has no face of, what stands in."""
    family = family_of(name)
    return _STANDS_IN.get(family, family)


def weight_of(name: str) -> int:
    """From 100 to 900; 400 where the name does not tell."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("-", " ").replace(",", " "))
    return next((weight for pattern, weight in _WEIGHTS if pattern.search(words)), 400)


_ENCODED = re.compile(r"-(?:Identity|Uni[A-Z][\w-]*?|[A-Za-z0-9]+-EUC|[A-Za-z0-9]+-RKSJ|VKana)(?:-[HV])?$")


def one_number(names: Sequence[str]) -> list[int]:
    """For each font, the number of the first of its name: makers split a face of many characters into several fonts."""
    first: dict[str, int] = {}
    return [first.setdefault(_ENCODED.sub("", name), at) if name else at for at, name in enumerate(names)]
