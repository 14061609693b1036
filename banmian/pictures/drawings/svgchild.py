"""The process that draws one SVG: from standard input to a PDF on standard output, within its own limits."""

from __future__ import annotations

import sys
from pathlib import Path

from banmian.pictures.limits import MOST_SVG_MEMORY
from banmian.spec.files.child import NO_TOOLS, limit_memory

_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'


def main() -> int:
    """Draw; exit status 0, 1 where the SVG cannot be drawn, or that of a missing Typst."""
    limit_memory(MOST_SVG_MEMORY)
    try:
        import typst
    except ImportError:
        return NO_TOOLS
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        print("it is not written in UTF-8", file=sys.stderr)
        return 1
    try:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(sys.argv[1])])
        made = typst.compile(_PAGE, sys_inputs={"svg": text}, format="pdf", font_paths=fonts)
    except Exception as error:  # Typst's own, with what its reader says
        print(str(error).replace("\n", " "), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
