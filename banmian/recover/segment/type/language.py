"""Tell Simplified from Traditional Chinese by characters that only one of them writes."""

from __future__ import annotations

from collections.abc import Iterable

_SIMPLIFIED = frozenset("这个们国会时来对发说为学过动开关实与进现业东问门间经济义务农书车马长乐习乡买卖电话线级红")
_TRADITIONAL = frozenset("這個們國會時來對發說為學過動開關實與進現業東問門間經濟義務農書車馬長樂習鄉買賣電話線級紅")


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether *texts* are in Traditional Chinese."""
    simplified = traditional = 0
    for text in texts:
        for char in text:
            simplified += char in _SIMPLIFIED
            traditional += char in _TRADITIONAL
    return traditional > simplified
