"""Drawings for tests: small PDFs made by another maker."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from reportlab.lib.colors import CMYKColor, Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.support import ROOT

Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, size: tuple[float, float] = (300.0, 120.0), turned: int = 0) -> bytes:
    """A PDF with one page for each of *pages*."""
    if "Kai" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Kai", str(ROOT / "fonts" / "BanmianKai-Regular.ttf")))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for page in pages:
        canvas.setPageSize(size)
        if turned:
            canvas.setPageRotation(turned)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def logo(canvas: Canvas) -> None:
    """A disc, a bar, a hill and a name."""
    canvas.setFillColor(Color(0.8, 0.1, 0.1))
    canvas.circle(60, 60, 50, fill=1, stroke=0)
    canvas.setFillColor(CMYKColor(1, 0.3, 0, 0))
    canvas.rect(118, 30, 40, 70, fill=1, stroke=0)
    hill = canvas.beginPath()
    hill.moveTo(164, 30)
    hill.curveTo(200, 120, 260, 120, 290, 30)
    hill.close()
    canvas.setFillColor(Color(0, 0.5, 0.2))
    canvas.drawPath(hill, fill=1)
    canvas.setFillColor(Color(0, 0, 0))
    canvas.setFont("Kai", 20)
    canvas.drawString(130, 6, "大众日报")


def seen(pdf: bytes, part: tuple[float, float, float, float] | None = None, number: int = 0, ppi: float = 72.0) -> Image.Image:
    """What pdfium shows of a page, or of a part of it (left, top, right, bottom in points)."""
    document = pdfium.PdfDocument(pdf)
    image: Image.Image = document[number].render(scale=ppi / 72).to_pil().convert("RGB")
    document.close()
    return image.crop(tuple(round(side * ppi / 72) for side in part)) if part else image  # type: ignore[arg-type]


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures look the same, but for the shade of their edges."""
    size = one.width // 4, one.height // 4
    small, like = (image.resize(size, Image.Resampling.BOX) for image in (one, other))
    far = sum(ImageChops.difference(small, like).convert("L").histogram()[60:])
    return far <= 0.01 * size[0] * size[1]
