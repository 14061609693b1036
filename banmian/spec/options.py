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


STANDARDS = (
    "pdf/x-4", "pdf/x-1a:2001", "pdf/x-1a:2003", "pdf/a-2u", "pdf/a-3u", "pdf/a-4", "pdf/a-4f", "pdf/ua-1", "pdf/ua-2",
)  # fmt: skip
CARRIED = ("pictures", "fonts")  #: that ride along with a recipe on request


def standards(text: str) -> tuple[str, ...]:
    """The standards of a list with commas. Raises ArgumentTypeError."""
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    for name in names:
        if name not in STANDARDS:
            raise argparse.ArgumentTypeError(f"there is no standard {name}; choose from {', '.join(STANDARDS)}")
    return tuple(dict.fromkeys(names))


def carried(text: str) -> tuple[str, ...]:
    """What rides along, of a list with commas; all; none. Raises ArgumentTypeError."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if names in (["all"], ["none"]):
        return CARRIED if names == ["all"] else ()
    for name in names:
        if name not in CARRIED:
            raise argparse.ArgumentTypeError(f"{name} cannot ride along; write some of {', '.join(CARRIED)}, all or none")
    return tuple(name for name in CARRIED if name in names)


def marks(text: str) -> tuple[str, ...]:
    """The marks of a list with commas; all; none. Raises ArgumentTypeError."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if names in (["all"], ["none"]):
        return MARKS if names == ["all"] else ()
    for name in names:
        if name not in MARKS:
            raise argparse.ArgumentTypeError(f"there is no mark {name}; write some of {', '.join(MARKS)}, all or none")
    return tuple(name for name in MARKS if name in names)
