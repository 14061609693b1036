"""How much is read of a PDF before it is refused: a bomb, a book, a wall."""

from __future__ import annotations

MOST_BYTES = 512 * 1024 * 1024  # of a file
MOST_PAGES = 400  # read at once
MOST_SIDE = 20_000.0  # points: 7 m; the phone variant of a broadsheet is 2 m long
MOST_OBJECTS = 400_000  # painted on one page: glyphs count by the operator that shows them
MOST_SHAPES = 12_000  # letters of one font that are known by their shape; the rest stays unknown
MOST_UNPACKED = 256 * 1024 * 1024  # bytes of one stream


class TooMuchError(Exception):
    """More than is read; the message says of what."""
