"""A picture of where ink lies: the page in grey, what is over the limit in red."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from banmian.colour.condition import Condition
from banmian.output.plates.plates import Plates, Separations
from banmian.output.plates.proof import seen_plates
from banmian.press.preflight.gather.read import ROUNDING

if TYPE_CHECKING:
    from PIL.Image import Image

_RED, _AMBER = (200, 0, 30), (230, 150, 20)
_NEAR = 0.9  # of the limit


def pictures(pdf: bytes, condition: Condition, number: int, ppi: float, limit: float) -> tuple[Image, Image]:
    """Page *number* (from 0) as it comes off the press, and its ink over *limit*. Raises DrawingError."""
    separations = Separations(pdf, condition)
    plates = separations.plates(number, ppi)
    return seen_plates(plates, separations.looks(number), condition, paper=False), ink_map(plates, limit)


def ink_map(plates: Plates, limit: float) -> Image:
    """The sum of the plates in light greys; red where it is over *limit*, amber where it comes near."""
    from PIL import Image

    total = plates.total()
    grey = np.clip(255 - total / max(limit, 0.01) * 110, 120, 255).astype(np.uint8)
    seen = np.stack([grey] * 3, axis=-1)
    seen[total > _NEAR * limit] = _AMBER
    seen[total > limit + ROUNDING] = _RED
    return Image.fromarray(seen, "RGB")
