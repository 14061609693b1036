"""How much of a font file is taken in before it is refused."""

from __future__ import annotations

MIB = 1024 * 1024

MOST_BYTES = 256 * MIB  # of a font file; the largest collections of Chinese faces have some 150
MOST_FACES = 256  # of a collection
MOST_TABLES = 512  # of a face
MOST_FILES = 4000  # that are looked at in a folder of fonts, in search of a family
MOST_DEPTH = 8  # of folders within folders
UNPACK_SECONDS = 5  # of a WOFF or WOFF2
UNPACK_MEMORY = 1024 * MIB  # address space of the process that unpacks it
EM_SIZES = 16, 16_384  # units of an em (OpenType, head)
EOF_SLACK = 3  # bytes by which the last table may be padded beyond a file's end
