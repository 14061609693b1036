"""Plates seen together, as the paper shows them: overprint is in them, inks through the press's profile (a soft proof)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from banmian.colour.condition import Condition
from banmian.colour.conversion import conversion
from banmian.output.plates.plates import Plates, Separations
from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.recolour.spaces import Space
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.colour import PROCESS, Colour

if TYPE_CHECKING:
    from PIL.Image import Image


def proof(pdf: bytes, condition: Condition, number: int, ppi: float, paper: bool = False) -> Image:
    """Page *number* (from 0) of *pdf* as it comes off the press; *paper*: its own grey too. Raises PageError."""
    separations = Separations(pdf, condition)
    try:
        return seen_plates(separations.plates(number, ppi), separations.looks(number), condition, paper)
    except DrawingError as error:
        raise without_plates(number, error) from None


def without_plates(number: int, error: DrawingError) -> PageError:
    """What to say where a page cannot be taken apart."""
    return PageError([Diagnostic(None, f"the plates of page {number + 1} cannot be made: {error}")])


def seen_plates(plates: Plates, looks: dict[str, Space], condition: Condition, paper: bool) -> Image:
    """The four inks through the profile of *condition*, each spot colour over them as its space says what it looks like."""
    from PIL import Image

    inks = np.stack([plates.plates[name] for name in PROCESS], axis=-1)
    seen = conversion(condition).seen(Image.fromarray(np.ascontiguousarray(inks), "CMYK"), paper)
    light = np.asarray(seen).astype(np.float64)
    for name, space in looks.items():
        plate = plates.plates.get(name)
        if plate is not None and plate.any():
            light *= _through(space, name, condition)[plate] / 255
    return Image.fromarray(np.rint(light).astype(np.uint8), "RGB")


def _through(space: Space, name: str, condition: Condition) -> NDArray[np.float64]:
    """What light comes through each tint of a spot colour, 0 to 255: shape (256, 3)."""
    table = np.full((256, 3), 255.0)
    at = space.names.index(name)
    for step in range(256):
        shares = tuple(step / 255 if other == at else 0.0 for other in range(space.parts))
        base = space.base
        if space.tint is None or base is None or base.kind not in ("gray", "rgb", "cmyk", "lab"):
            table[step] = 255 - step
            continue
        table[step] = [255 * part for part in _screen(Colour(base.kind, space.tint(shares)), condition)]
    return table


@lru_cache(maxsize=4096)
def _screen(colour: Colour, condition: Condition) -> tuple[float, ...]:
    return conversion(condition).on_screen(colour)
