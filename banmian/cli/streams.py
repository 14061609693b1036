"""Pages from standard input, files to standard output: both are named `-`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from banmian.spec.files.diagnostics import Diagnostic, PageError

if TYPE_CHECKING:
    from banmian.spec.load import Texts

STANDARD_OUTPUT = Path("-")
_STANDARD_INPUT = Path("(standard input)")


def given_page(name: str) -> tuple[Path, Texts]:
    """The page file that is meant by *name*; of standard input, its text. Files that it names are of the working folder."""
    from banmian.spec.files.project import find_page

    if name != "-":
        return find_page(name), {}
    data = sys.stdin.buffer.read() if sys.stdin is not None else b""
    try:
        return _STANDARD_INPUT, {_STANDARD_INPUT: data.decode("utf-8-sig")}
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"{_STANDARD_INPUT}:{line}: byte {data[error.start]:#04x} is not UTF-8"
        raise PageError([Diagnostic(None, message, "send the page as UTF-8")]) from None


def write_out(data: bytes) -> None:
    """Write *data* to standard output. Raises OSError."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
