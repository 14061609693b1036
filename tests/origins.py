"""Read a PDF's content stream back: where each glyph's origin stands, and each path, as any viewer would place them.

Knows nothing of how banmian writes: text state, TJ, horizontal scaling, both writing modes, W and W2, ToUnicode
(ISO 32000-2 §9.4.4, §9.7.4.3, §9.10.3). Enough for pages with one content stream and two-byte fonts.
"""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1, stream_value
from pdfminer.psparser import PSEOF, PSKeyword


class Glyph(NamedTuple):
    """One shown glyph: its text, its origin in points from the page's lower left corner, its size."""

    text: str
    x: float
    y: float
    size: float
    vertical: bool
    turned: bool


class Path(NamedTuple):
    """The box of one painted path."""

    left: float
    bottom: float
    right: float
    top: float


class Origins(NamedTuple):
    """A page's text objects in order, each a list of glyphs, and its paths."""

    lines: list[list[Glyph]]
    paths: list[Path]


class _Font:
    def __init__(self, font: Any) -> None:
        spec = resolve1(font)
        self.vertical = resolve1(spec["Encoding"]).name == "Identity-V"
        descendant = resolve1(resolve1(spec["DescendantFonts"])[0])
        self.default = float(descendant.get("DW", 1000))
        self.widths = _by_code(resolve1(descendant.get("W", [])), 1)
        origin, advance = resolve1(descendant.get("DW2", [880, -1000]))
        self.default_vertical = (float(advance), None, float(origin))
        self.verticals = _by_code(resolve1(descendant.get("W2", [])), 3)
        cmap = stream_value(spec["ToUnicode"]).get_data().decode("ascii")
        self.texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"^<(\w+)> <(\w+)>$", cmap, re.MULTILINE)
        }

    def advance(self, code: int) -> float:
        """Along the line, in thousandths of the size; downwards is negative."""
        if self.vertical:
            return float(self.verticals.get(code, self.default_vertical)[0])
        return float(self.widths.get(code, (self.default,))[0])


def _by_code(entries: Any, each: int) -> dict[int, tuple[float, ...]]:
    found: dict[int, tuple[float, ...]] = {}
    entries = [resolve1(entry) for entry in entries]
    at = 0
    while at < len(entries):
        first, values = entries[at], entries[at + 1]
        assert isinstance(values, list)  # the other form, with ranges, is not read
        for number in range(len(values) // each):
            found[first + number] = tuple(float(value) for value in values[number * each : number * each + each])
        at += 2
    return found


def read_origins(data: bytes) -> Origins:
    """The first page's glyphs and paths."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    page = next(PDFPage.create_pages(document))
    fonts = {name: _Font(font) for name, font in resolve1(page.resources["Font"]).items()}
    parser = PDFContentParser(page.contents)
    reader = _Reader(fonts)
    arguments: list[Any] = []
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            return Origins(reader.lines, reader.paths)
        if isinstance(token, PSKeyword):
            reader.run(token.name.decode("ascii"), arguments)
            arguments = []
        else:
            arguments.append(token)


class _Reader:
    def __init__(self, fonts: dict[str, _Font]) -> None:
        self.fonts = fonts
        self.lines: list[list[Glyph]] = []
        self.paths: list[Path] = []
        self.points: list[tuple[float, float]] = []
        self.matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self.font = next(iter(fonts.values()), None)
        self.size = 0.0
        self.scale = 1.0

    def run(self, name: str, arguments: list[Any]) -> None:
        if name == "BT":
            self.lines.append([])
        elif name == "Tf":
            self.font, self.size = self.fonts[arguments[0].name], float(arguments[1])
        elif name == "Tz":
            self.scale = arguments[0] / 100
        elif name == "Tm":
            self.matrix = tuple(map(float, arguments))  # type: ignore[assignment]
        elif name == "Tj":
            self.show(arguments)
        elif name == "TJ":
            self.show(arguments[0])
        elif name in ("m", "l", "c"):
            self.points += zip(arguments[::2], arguments[1::2], strict=True)
        elif name == "re":
            x, y, width, height = arguments
            self.points += [(x, y), (x + width, y + height)]
        elif name in ("f", "S", "s", "B"):
            if self.points:
                across, up = zip(*self.points, strict=True)
                self.paths.append(Path(min(across), min(up), max(across), max(up)))
            self.points = []
        elif name == "n":
            self.points = []

    def show(self, items: list[Any]) -> None:
        font = self.font
        assert font is not None
        for item in items:
            if not isinstance(item, bytes):
                self.move(-item)
                continue
            for at in range(0, len(item), 2):
                code = int.from_bytes(item[at : at + 2], "big")
                a, b, _, _, x, y = self.matrix
                self.lines[-1].append(Glyph(font.texts.get(code, ""), x, y, self.size, font.vertical, (a, b) == (0.0, -1.0)))
                self.move(font.advance(code))

    def move(self, thousandths: float) -> None:
        assert self.font is not None
        a, b, c, d, x, y = self.matrix
        step = thousandths / 1000 * self.size
        dx, dy = (0.0, step) if self.font.vertical else (step * self.scale, 0.0)
        self.matrix = (a, b, c, d, x + dx * a + dy * c, y + dx * b + dy * d)
