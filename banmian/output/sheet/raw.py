"""Objects of a PDF that are written out already, in ReportLab's document."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class Raw(pdfdoc.PDFObject):
    """An object's text, which may be set until the document is written."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """ReportLab's hook."""
        return self.text.encode("latin-1")


def allotted(document: Any) -> tuple[Raw, int]:
    """A new object of *document*, empty yet, and its number."""
    made = Raw()
    document.Reference(made)
    return made, document.idToObjectNumberAndVersion[made.__InternalName__][0]


def pdf_text(text: str) -> str:
    """A text string (ISO 32000-2 §7.9.2): plain where it is ASCII, else UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
