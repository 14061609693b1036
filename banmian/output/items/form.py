"""A drawing as a form of ReportLab's document: its vectors, fonts and pictures as they are in their own file.

The form says in its page-piece dictionary (ISO 32000-2 §14.5) which drawing it is, so that it is known again as one picture.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from banmian.page.composed import Picture
from banmian.page.parts.picture import cannot_be_used
from banmian.pictures.drawings.drawing import Drawing, DrawingError, open_drawing
from banmian.pictures.drawings.greydrawing import in_greys
from banmian.pictures.values import Name, Stream, Value, written
from banmian.spec.files.diagnostics import PageError

MADE = "D:20000101000000Z"  # the same on any day: it only says that the private part is of this version


def shown_drawing(picture: Picture) -> tuple[Drawing, str]:
    """The drawing of a picture in its page's colours, and the name of its form. Raises PageError."""
    drawing = open_drawing(picture.path, picture.page)
    name = f"drawing{drawing.digest[:16]}{'-grey' if picture.grey else ''}"
    drawing = in_greys(drawing) if picture.grey else drawing
    condition = picture.treatment.condition
    if condition is None:
        return drawing, name
    from banmian.pictures.recolour.pressdrawing import in_condition

    try:
        return in_condition(drawing, condition), name
    except DrawingError as error:
        raise PageError([cannot_be_used(picture.span, picture.path, error)]) from None


class _Part(pdfdoc.PDFObject):
    """One object of a drawing."""

    def __init__(self, value: Value, drawing: Drawing, name: str) -> None:
        self.value = value
        self.drawing = drawing
        self.name = name

    def format(self, document: Any) -> bytes:
        return written(self.value, lambda number: self.refer(document, number))

    def refer(self, document: Any, number: int) -> bytes:
        name = f"{self.name}.{number}"
        if name not in document.idToObject:
            document.Reference(_Part(self.drawing.objects.get(number), self.drawing, self.name), name)
        found: bytes = pdfdoc.PDFObjectReference(name).format(document)
        return found


def drawing_form(drawing: Drawing, name: str) -> _Part:
    """The form, drawn into the unit square as pictures are."""
    entries: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": list(drawing.box),
        "Matrix": list(drawing.matrix),
        "Resources": drawing.resources,
        "Filter": Name("FlateDecode"),
        "LastModified": MADE.encode(),
        "PieceInfo": {
            "Banmian": {
                "LastModified": MADE.encode(),
                "Private": {
                    "Drawing": drawing.digest.encode(),
                    "Size": [round(drawing.width, 2), round(drawing.height, 2)],
                },
            }
        },
    }
    if drawing.group is not None:
        entries["Group"] = drawing.group
    return _Part(Stream(entries, zlib.compress(drawing.content)), drawing, name)
