"""The images of a page where they are shown, forms within forms included: their resolution and their place."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.recolour.content import inline_entries, operations_of
from banmian.pictures.recolour.spaces import Spaces
from banmian.pictures.values import Matrix, Name, Stream, Value, product
from banmian.press.preflight.gather.facts import Box, Image

_MOST_DEPTH = 24
_MOST_IMAGES = 20_000
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_KEYS = ("Intent", "Interpolate", "OPI", "Alternates")


def placed_images(drawing: Drawing, corner: tuple[float, float]) -> tuple[Image, ...]:
    """The images that *drawing* shows; their boxes from *corner*, the trim's upper left in its coordinates. Raises DrawingError."""
    found = []
    for stream, matrix in _Places(drawing).all():
        found.append(_image(stream, matrix, drawing, corner))
        if len(found) >= _MOST_IMAGES:
            break
    return tuple(found)


class _Places:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.spaces = Spaces(drawing.objects)
        self._operations: dict[int, Any] = {}

    def all(self) -> Iterator[tuple[Stream, Matrix]]:
        yield from self.content(self.drawing.content, -1, self.drawing.resources, _UNIT, 0)

    def content(self, data: bytes, number: int, resources: Value, matrix: Matrix, depth: int) -> Iterator[tuple[Stream, Matrix]]:
        if depth > _MOST_DEPTH:
            return
        stack: list[Matrix] = []
        for operands, operator in self.operations(data, number):
            if operator == b"q":
                stack.append(matrix)
            elif operator == b"Q" and stack:
                matrix = stack.pop()
            elif operator == b"cm" and len(operands) == 6:
                a, b, c, d, e, f = (float(value) for value in operands)
                matrix = product((a, b, c, d, e, f), matrix)
            elif operator == b"INLINE IMAGE":
                yield Stream(inline_entries(operands["settings"]), b""), matrix
            elif operator == b"Do" and operands:
                yield from self.shown(str(operands[0])[1:], resources, matrix, depth)

    def operations(self, data: bytes, number: int) -> Any:
        if number not in self._operations:
            self._operations[number] = operations_of(data)
        return self._operations[number]

    def shown(self, name: str, resources: Value, matrix: Matrix, depth: int) -> Iterator[tuple[Stream, Matrix]]:
        told = self.spaces.resolve(resources)
        listed = self.spaces.resolve(told.get("XObject")) if isinstance(told, dict) else None
        value = listed.get(name) if isinstance(listed, dict) else None
        stream = self.spaces.resolve(value)
        if not isinstance(stream, Stream):
            return
        if self.spaces.resolve(stream.entries.get("Subtype")) == Name("Image"):
            yield stream, matrix
            return
        plain = self.spaces.unpacked(stream)
        if plain is None or self.spaces.resolve(stream.entries.get("Subtype")) != Name("Form"):
            return
        own = self.spaces.resolve(stream.entries.get("Matrix"))
        if isinstance(own, list) and len(own) == 6:
            a, b, c, d, e, f = (float(item) if isinstance(item, int | float) else 0.0 for item in own)
            matrix = product((a, b, c, d, e, f), matrix)
        yield from self.content(plain, id(stream), stream.entries.get("Resources", resources), matrix, depth + 1)


def _image(stream: Stream, matrix: Matrix, drawing: Drawing, corner: tuple[float, float]) -> Image:
    spaces = Spaces(drawing.objects)
    told = {key: spaces.resolve(value) for key, value in stream.entries.items()}
    wide, high = _whole(told.get("Width")), _whole(told.get("Height"))
    a, b, c, d, e, f = matrix
    sides = hypot(a, b) * drawing.unit, hypot(c, d) * drawing.unit
    ppi = min(wide / sides[0], high / sides[1]) * 72 if min(sides) > 0 else 0.0
    across = [e, e + a, e + c, e + a + c]
    up = [f, f + b, f + d, f + b + d]
    box: Box = (min(across) - corner[0], corner[1] - max(up), max(across) - min(across), max(up) - min(up))
    coding = told.get("Filter")
    names = [spaces.resolve(item) for item in coding] if isinstance(coding, list) else [coding]
    filters = tuple(item.text for item in names if isinstance(item, Name))
    stencil = told.get("ImageMask") is True
    bits = 1 if stencil else _whole(told.get("BitsPerComponent")) or 8
    space = "stencil" if stencil else space_name(stream.entries.get("ColorSpace"), spaces)
    return Image((wide, high), bits, space, filters, ppi, box, tuple(key for key in _KEYS if key in told))


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0


def space_name(value: Value, spaces: Spaces, depth: int = 0) -> str:
    """A colour space in a word or two, such as DeviceCMYK, ICCBased RGB, Indexed DeviceRGB, Separation."""
    told = spaces.resolve(value)
    if isinstance(told, Name):
        return {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}.get(told.text, told.text)
    if not isinstance(told, list) or not told or depth > 4:
        return "none"
    first = spaces.resolve(told[0])
    kind = first.text if isinstance(first, Name) else "none"
    if kind == "ICCBased" and len(told) > 1:
        profile = spaces.resolve(told[1])
        count = _whole(spaces.resolve(profile.entries.get("N"))) if isinstance(profile, Stream) else 0
        return f"ICCBased {({1: 'Gray', 3: 'RGB', 4: 'CMYK'}).get(count, '?')}"
    if kind in ("Indexed", "I") and len(told) > 1:
        return f"Indexed {space_name(told[1], spaces, depth + 1)}"
    return kind
