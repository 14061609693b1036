"""Rasterise a finished PDF: the PNG shows what the PDF shows. Needs the extra `png` (pypdfium2)."""

from __future__ import annotations

import io

from banmian.output.raster import Raster


def png_bytes(pdf: bytes, ppi: int) -> list[bytes]:
    """Each page of *pdf* as PNG at *ppi* pixels an inch. Raises PageError without pypdfium2."""
    with Raster(pdf) as raster:
        images = [raster.render(number, ppi, raster.area(number)) for number in range(len(raster))]
    found = []
    for image in images:
        target = io.BytesIO()
        image.save(target, "PNG", dpi=(ppi, ppi), optimize=True)
        found.append(target.getvalue())
    return found
