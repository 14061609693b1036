"""The plates of a page of any PDF, as pictures of how much ink each prints: `plates_of`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from banmian.colour.condition import Condition
from banmian.output.plates.separation import ALL, NONE, Separation
from banmian.output.raster import Raster
from banmian.pictures.drawings.drawing import Drawing, DrawingError, drawn, failing, opened
from banmian.pictures.drawings.drawingfile import drawing_file
from banmian.pictures.recolour.recolour import Recolour
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Name, Stream, Value
from banmian.spec.types.colour import PROCESS

Plate = NDArray[np.uint8]
Box = tuple[float, float, float, float]


class Plates(msgspec.Struct, frozen=True):
    """The plates of one page: by the name of the ink how much of it is printed, 0 to 255, shape (height, width)."""

    plates: dict[str, Plate]
    ppi: float

    def total(self) -> NDArray[np.float64]:
        """How much ink lies at each pixel, 1 is a whole layer of one."""
        return np.asarray(np.add.reduce([plate.astype(np.float64) for plate in self.plates.values()]) / 255)


class Separations:
    """A PDF whose pages are taken apart into plates. Raises PageError, DrawingError."""

    def __init__(self, pdf: bytes, condition: Condition, password: str = "") -> None:
        self.pdf = pdf
        self.condition = condition
        self.password = password

    def page(self, number: int) -> Drawing:
        """Page *number*, from 0, with all that lies in its media box."""
        with opened(self.pdf, self.password) as reader:
            if not 0 <= number < len(reader.pages):
                raise DrawingError(f"it has {len(reader.pages)} pages; page {number + 1} is not there")
            return whole_page(reader.pages[number])

    def looks(self, number: int) -> dict[str, Space]:
        """By its name, the space of each spot colour of a page, which says what it looks like."""
        return spot_spaces(self.page(number))

    def plates(self, number: int, ppi: float, box: Box | None = None) -> Plates:
        """The plates of page *number* at *ppi*.

        *box* is a part of it, in points from its media box's upper left corner: left, top, width, height.
        """
        with failing():
            return self._plates(self.page(number), ppi, box)

    def _plates(self, drawing: Drawing, ppi: float, box: Box | None) -> Plates:
        found, parsed, decoded = {}, dict[bytes, list[Any]](), dict[int, NDArray[np.uint8]]()
        for ink in (*PROCESS, *spots(drawing)):
            single = drawing_file(Recolour(drawing, Separation(ink, self.condition, decoded), parsed).run())
            with Raster(single) as raster:
                greys = np.asarray(raster.render(0, ppi, box or raster.area(0)).getchannel("R"))
            found[ink] = 255 - greys
        return Plates(found, ppi)


def whole_page(page: Any) -> Drawing:
    """A page of pypdf's as a drawing of its whole media box, upright as it is shown."""
    contents = page.get_contents()
    box = page.mediabox
    sides = (float(box.left), float(box.bottom), float(box.right), float(box.top))
    content = contents.get_data() if contents is not None else b""
    turned, unit = int(page.get("/Rotate", 0)) % 360, float(page.get("/UserUnit", 1))
    return drawn(content, page.get("/Resources"), page.get("/Group"), sides, turned, unit)


def spots(drawing: Drawing) -> tuple[str, ...]:
    """The spot colours that a drawing names, in order."""
    return tuple(sorted(spot_spaces(drawing)))


def spot_spaces(drawing: Drawing) -> dict[str, Space]:
    """The spot colours that a drawing names, and the space of each: its own alone, where it has one."""
    spaces = Spaces(drawing.objects)
    found: dict[str, Space] = {}
    for value in (drawing.resources, *drawing.objects.values()):
        for array in _arrays(value):
            names = [name for name in _names(array, spaces) if name not in (*PROCESS, ALL, NONE)]
            for name in names:
                if name not in found or found[name].parts > len(names):
                    found[name] = spaces.space(array)
    return found


def _arrays(value: Value) -> Iterator[list[Value]]:
    """All arrays in a value that begin with a name."""
    inner: Any = value.entries if isinstance(value, Stream) else value
    if isinstance(inner, list):
        if inner and isinstance(inner[0], Name):
            yield inner
        for item in inner:
            yield from _arrays(item)
    elif isinstance(inner, dict):
        for item in inner.values():
            yield from _arrays(item)


def _names(array: list[Value], spaces: Spaces) -> Iterator[str]:
    first = array[0]
    if len(array) < 4 or not isinstance(first, Name) or first.text not in ("Separation", "DeviceN"):
        return
    told = spaces.resolve(array[1])
    for item in told if isinstance(told, list) else [told]:
        plain = spaces.resolve(item)
        if isinstance(plain, Name):
            yield plain.text
