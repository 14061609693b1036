"""Marks round a sheet of several pages, as a PDF of one page that is laid over it."""

from __future__ import annotations

import io
from typing import Any

import msgspec
from reportlab.pdfgen.canvas import Canvas

from banmian.colour.condition import newsprint
from banmian.output.colours.inks import Inks
from banmian.output.sheet.pressmarks import MARGIN, Sheet, SheetMarks
from banmian.spec.types.press import PressMark


class DrawnMarks(msgspec.Struct, frozen=True):
    """The marks of a sheet: how much room they take round its trim, and a PDF of them; empty for none."""

    around: float
    pdf: bytes = b""


def sheet_marks(size: tuple[float, float], bleed: float, marks: tuple[PressMark, ...], fold: float, slug: str) -> DrawnMarks:
    """The marks of a sheet of *size*, folded at *fold* from its left."""
    if not marks:
        return DrawnMarks(bleed)
    around = bleed + MARGIN
    target = io.BytesIO()
    canvas: Any = Canvas(target, pagesize=(size[0] + 2 * around, size[1] + 2 * around), pageCompression=1, invariant=1)
    canvas._preamble = "1 0 0 1 0 0 cm"
    inks = Inks(canvas._doc, newsprint())
    inks.spaces = canvas._colorsUsed
    sheet = Sheet(size, bleed, marks, slug, fold=fold)
    canvas._code.append("\n".join(SheetMarks(sheet, inks, ()).code()))
    canvas.showPage()
    canvas.save()
    return DrawnMarks(around, target.getvalue())
