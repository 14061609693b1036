"""The process that unpacks one WOFF or WOFF2 file: its name as argument, the OpenType font on standard output."""

from __future__ import annotations

import io
import sys

from banmian.fonts.limits import MOST_BYTES, UNPACK_MEMORY
from banmian.spec.files.child import NO_TOOLS, limit_memory


def main() -> int:
    """Unpack; exit status 0, 1 where the file is broken, or that of missing tools."""
    limit_memory(UNPACK_MEMORY)
    try:
        from fontTools.ttLib import TTFont
    except ImportError:
        return NO_TOOLS
    try:
        with TTFont(sys.argv[1], lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            if sum(getattr(entry, "origLength", 0) for entry in font.reader.tables.values()) > MOST_BYTES:
                print("it is too large when it is unpacked", file=sys.stderr)
                return 1
            font.flavor = None
            target = io.BytesIO()
            font.save(target, reorderTables=False)
    except ImportError:  # Brotli
        return NO_TOOLS
    except MemoryError:
        print("it takes too much memory", file=sys.stderr)
        return 1
    except Exception as error:  # fontTools raises whatever it stumbles over
        print(f"{type(error).__name__}: {error}".replace("\n", " "), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(target.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
