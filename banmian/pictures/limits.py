"""How much of a picture is taken in before it is refused. What a newspaper is given lies far below; bombs lie above."""

from __future__ import annotations

MIB = 1024 * 1024

MOST_FILE_BYTES = 512 * MIB  # of any picture file
MOST_SIDE = 65_535  # pixels; what a JPEG can be wide
MOST_DECODED_BYTES = 320 * MIB  # of samples at 8 bits: 112 million pixels in RGB; a JPEG that goes in as it is has no such limit
MOST_PROFILE_BYTES = 8 * MIB  # of an ICC profile
MOST_SEGMENTS = 20_000  # of a JPEG; it has some dozens
MOST_SAID_BYTES = 16 * MIB  # of XMP, IPTC and EXIF together
MOST_PATH_KNOTS = 20_000  # of a clipping path

MOST_PDF_BYTES = 128 * MIB  # of a PDF that a drawing is taken from
MOST_PDF_OBJECTS = 50_000  # that one page draws with
MOST_PDF_DEPTH = 200  # of values within values
MOST_PDF_SIDE = 20_000.0  # points

MOST_SVG_BYTES = 32 * MIB
MOST_SVG_ELEMENTS = 200_000
MOST_SVG_SECONDS = 5
MOST_SVG_MEMORY = 1024 * MIB  # address space of the process that draws it
MOST_SVG_DEPTH = 200  # of elements within elements
