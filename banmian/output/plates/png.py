"""Plates and proofs as PNG files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from banmian.colour.condition import Condition
from banmian.output.plates.plates import Separations
from banmian.output.plates.proof import proof, without_plates
from banmian.pictures.drawings.drawing import DrawingError

if TYPE_CHECKING:
    from PIL.Image import Image


def proof_png(pdf: bytes, condition: Condition, number: int, ppi: int, paper: bool) -> bytes:
    """Page *number* (from 0) as it comes off the press. Raises PageError."""
    return _png(proof(pdf, condition, number, ppi, paper), ppi)


def plate_pngs(pdf: bytes, condition: Condition, number: int, ppi: int) -> Iterator[tuple[str, bytes]]:
    """Each plate of page *number* (from 0) that prints anything, by its ink's name as files can bear it. Raises PageError."""
    from PIL import Image

    try:
        plates = Separations(pdf, condition).plates(number, ppi).plates
    except DrawingError as error:
        raise without_plates(number, error) from None
    for ink, plate in plates.items():
        if plate.any():
            yield re.sub(r"[^\w-]+", "-", ink).strip("-").lower(), _png(Image.fromarray(255 - plate), ppi)


def _png(image: Image, ppi: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG", dpi=(ppi, ppi), optimize=True)
    return target.getvalue()
