"""Numbers on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def within(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from *least* to *most*, for argparse."""

    def whole_number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is outside {least} to {most}")
        return value

    return whole_number
