"""Numbers, marks and lengths of paper on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable

MARKS = ("crop", "fold", "registration", "bars", "slug")  #: that are printed round a page


def within(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from *least* to *most*, for argparse."""

    def whole_number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is outside {least} to {most}")
        return value

    return whole_number


def marks(text: str) -> tuple[str, ...]:
    """The marks of a list with commas; all; none. Raises ArgumentTypeError."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if names in (["all"], ["none"]):
        return MARKS if names == ["all"] else ()
    for name in names:
        if name not in MARKS:
            raise argparse.ArgumentTypeError(f"there is no mark {name}; write some of {', '.join(MARKS)}, all or none")
    return tuple(name for name in MARKS if name in names)
