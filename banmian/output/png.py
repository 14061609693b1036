"""Rasterise a finished PDF: the PNG shows what the PDF shows. Needs the extra `png` (pypdfium2)."""

from __future__ import annotations

import io

from banmian.spec.diagnostics import Diagnostic, PageError


def png_bytes(pdf: bytes, ppi: int) -> list[bytes]:
    """Each page of *pdf* as PNG at *ppi* pixels an inch. Raises PageError without pypdfium2."""
    try:
        import pypdfium2
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[png]'"
        raise PageError([Diagnostic(None, "a PNG needs pypdfium2, which is not installed", hint)]) from None
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [page.render(scale=ppi / 72).to_pil() for page in document]
    finally:
        document.close()
    found = []
    for image in images:
        target = io.BytesIO()
        image.save(target, "PNG", dpi=(ppi, ppi), optimize=True)
        found.append(target.getvalue())
    return found
