"""What is said on any terminal and into any pipe.

Where standard output cannot show a character (cp1252, ASCII), something else is shown for it; and whoever reads may
stop reading: the work goes on, and the exit status is that of the work.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import Any, TextIO

_HANDLER = "banmian"
_NOBODY_READS = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}
_INSTEAD = {"→": "->", "←": "<-", "—": "--", "–": "-", "…": "...", "×": "x", "±": "+-", "−": "-", "·": ".", "•": "*",
            "“": '"', "”": '"', "‘": "'", "’": "'", "°": " deg", "≤": "<=", "≥": ">=", "½": "1/2", "⅝": "5/8",
            "\u3000": " " * 6, "\u2002": "   "}  # fmt: skip
# An ideographic space stands under a Han character in what points at a place, which is shown as six characters.


def _shown(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is no character
        return f"\\x{code - 0xDC00:02x}"
    return _INSTEAD.get(char) or char.encode("ascii", "backslashreplace").decode("ascii")


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_shown, error.object[error.start : error.end])), error.end


class _Pipe(io.RawIOBase):
    """A stream that goes nowhere once nobody reads it any more."""

    def __init__(self, raw: io.RawIOBase, forgiving: bool) -> None:
        self.raw = raw
        self.forgiving = forgiving  #: of whatever else is wrong: there is nowhere left to complain

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self.raw.isatty()

    def fileno(self) -> int:
        return self.raw.fileno()

    def write(self, data: Any, /) -> int | None:
        try:
            return self.raw.write(data)
        except OSError as error:
            if error.errno not in _NOBODY_READS and not self.forgiving:
                raise
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.raw.fileno())
            os.close(nowhere)
            return len(data)


def _made_ready(stream: TextIO | None, forgiving: bool) -> Any:
    """*stream* as above; as it is where it is none of the system's."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # unbuffered, it is the buffer itself
    if stream is None or not isinstance(raw, io.RawIOBase):
        return stream
    stream.flush()
    lines, through = getattr(stream, "line_buffering", False), getattr(stream, "write_through", False)
    return io.TextIOWrapper(
        io.BufferedWriter(_Pipe(raw, forgiving)), stream.encoding, _HANDLER, line_buffering=lines or through, write_through=through
    )


def make_ready() -> None:
    """Make standard output and standard error ready for whatever is to be said."""
    codecs.register_error(_HANDLER, _instead)
    sys.stdout, sys.stderr = _made_ready(sys.stdout, False), _made_ready(sys.stderr, True)


def flushed() -> int:
    """Write out what was said; the exit status of that: 1 where it cannot be written."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError as error:
        print(f"error: standard output cannot be written: {error.strerror or error}", file=sys.stderr, flush=True)
        return 1
    return 0
