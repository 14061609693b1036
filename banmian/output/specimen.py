"""A specimen sheet: every face that a page may use, in sizes from captions to banners, as a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from banmian import __version__
from banmian.fonts.file import FontError
from banmian.fonts.listing import ListedFace, ListedFamily, Listing
from banmian.fonts.pdffont import PdfFont
from banmian.spec.files.project import bundled

_PAGE = 595.28, 841.89  # A4
_MARGIN, _GUTTER, _LABELS = 42.0, 14.0, 118.0
_SIZES = ((42.0, "永东国酬爱 Aag 6"), (24.0, "新时代泰山“挑山工” 1949"), (14.0, "推动山东援疆工作走在前列，2020年1月9日"))
_BODY = "一页报纸有约四千个字。天地玄黄，宇宙洪荒；日月盈昃，辰宿列张。The quick brown fox, 0123456789."
_BODY_SIZE, _BODY_LEADING = 10.5, 15.75
_LABEL_SIZE, _LABEL_LEADING = 7.5, 10.5
_WEIGHTS_SHOWN = (300, 400, 500, 700, 900)


def specimen_pdf(listing: Listing, text: str = "") -> bytes:
    """The sheet; *text*, such as a page's own, takes the place of the words in body size."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=_PAGE, pageCompression=1, invariant=1)
    canvas.setTitle("Fonts")
    canvas.setCreator(f"banmian {__version__}")
    label = PdfFont(bundled("fonts", "NotoSansSC-Regular.otf"))
    sheet = _Sheet(canvas, label, text or _BODY)
    for family in listing.families:
        for face in family.faces:
            for weight in _shown_weights(face):
                sheet.show(family, face, weight)
    canvas.save()
    return target.getvalue()


def _shown_weights(face: ListedFace) -> Sequence[int]:
    least, most = face.weights
    return [least] if least == most else [weight for weight in _WEIGHTS_SHOWN if least <= weight <= most] or [least]


class _Sheet:
    def __init__(self, canvas: Canvas, label: PdfFont, body: str) -> None:
        self.canvas = canvas
        self.label = label
        self.body = " ".join(body.split())
        self.y = _PAGE[1] - _MARGIN
        self.measure = _PAGE[0] - 2 * _MARGIN - _LABELS - _GUTTER

    def show(self, family: ListedFamily, face: ListedFace, weight: int) -> None:
        """One face at one weight: its label, and beside it the samples."""
        axes = {"wght": weight} if face.weights[0] != face.weights[1] else None
        try:
            font = PdfFont(face.file, face.index, axes)
        except FontError as error:
            self.block([family.family, *_wrapped(self.label, str(error), _LABELS, _LABEL_SIZE)], None)
            return
        self.block(self.labels(family, face, weight), font)

    def labels(self, family: ListedFamily, face: ListedFace, weight: int) -> list[str]:
        """What stands beside the samples: the family, the face, its file, what its maker allows."""
        rows = [family.family, f"{face.style}, {weight}{', italic' if face.italic else ''}"]
        for text in (f"{Path(face.file).name}{f' [{face.index}]' if face.index else ''}", face.embedding):
            rows += _wrapped(self.label, text, _LABELS, _LABEL_SIZE)
        return rows

    def block(self, labels: Sequence[str], font: PdfFont | None) -> None:
        samples = list(self.samples(font)) if font else []
        height = max(sum(leading for *_, leading in samples), len(labels) * _LABEL_LEADING) + 16
        if self.y - height < _MARGIN:
            self.canvas.showPage()
            self.y = _PAGE[1] - _MARGIN
        self.canvas.setLineWidth(0.25)
        self.canvas.line(_MARGIN, self.y, _PAGE[0] - _MARGIN, self.y)
        y = self.y - 12
        for row in labels:
            self.label.draw(self.canvas, _MARGIN, y, row, _LABEL_SIZE)
            y -= _LABEL_LEADING
        y = self.y - 2
        for size, text, leading in samples:
            y -= leading
            assert font is not None
            font.draw(self.canvas, _MARGIN + _LABELS + _GUTTER, y + 0.24 * size, text, size)
        self.y -= height

    def samples(self, font: PdfFont) -> Iterator[tuple[float, str, float]]:
        """Size, words and leading of each line; what is too long is cut."""
        for size, text in _SIZES:
            yield size, _cut(font, text, self.measure, size), 1.3 * size
        for line in _wrapped(font, self.body, self.measure, _BODY_SIZE)[:3]:
            yield _BODY_SIZE, line, _BODY_LEADING


def _cut(font: PdfFont, text: str, measure: float, size: float) -> str:
    while text and font.width(text, size) > measure:
        text = text[:-1]
    return text


def _wrapped(font: PdfFont, text: str, measure: float, size: float) -> list[str]:
    """A text in lines, broken at spaces where there are some, else anywhere."""
    found = []
    while text:
        line = _cut(font, text[: int(measure / size * 3) + 1], measure, size) or text[0]
        space = line.rfind(" ")
        if len(line) < len(text) and space > len(line) // 2:
            line = line[: space + 1]
        found.append(line.rstrip())
        text = text[len(line) :].lstrip()
    return found
