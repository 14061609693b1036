"""A drawing in other colours: every colour of its content streams, forms, patterns and pictures, one by one.

What they become a `Change` says: the tints of one plate, or a press's inks. Masks are left as they are: they are no colours.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from banmian.pictures.drawings.drawing import Drawing, DrawingError
from banmian.pictures.recolour.change import Change, Kept
from banmian.pictures.recolour.content import Content
from banmian.pictures.recolour.paintstate import PaintState
from banmian.pictures.recolour.spaces import Spaces
from banmian.pictures.values import Name, Reference, Stream, Value

_MOST_DEPTH = 24


class Recolour:
    """One drawing on its way into other colours."""

    def __init__(self, drawing: Drawing, change: Change, parsed: dict[bytes, list[Any]] | None = None) -> None:
        self.parsed = {} if parsed is None else parsed  #: content streams as operations, for those that change them again
        self.drawing = drawing
        self.change = change
        self.spaces = Spaces(drawing.objects)
        self.objects: dict[int, Value] = dict(drawing.objects)
        self.made: dict[Any, Value] = {}

    def run(self) -> Drawing:
        """The drawing, recoloured. Raises DrawingError."""
        content, resources = self.content(self.drawing.content, self.drawing.resources, PaintState(), 0)
        return msgspec.structs.replace(self.drawing, content=content, resources=resources, objects=self.objects)

    def content(self, data: bytes, resources: Value, state: PaintState, depth: int) -> tuple[bytes, Value]:
        """A content stream and its resources."""
        if depth > _MOST_DEPTH:
            raise DrawingError("its forms lie in one another without end")
        return Content(self, resources, state, depth).run(data)

    def add(self, value: Value) -> Reference:
        """A new object."""
        number = len(self.objects) + 1
        while number in self.objects:
            number += 1
        self.objects[number] = value
        return Reference(number)

    def apart(self, value: Value) -> Value:
        """*value*, its streams objects of their own, as all streams are."""
        if isinstance(value, Stream):
            return self.add(Stream({key: self.apart(item) for key, item in value.entries.items()}, value.data))
        if isinstance(value, list):
            return [self.apart(item) for item in value]
        return value

    def form(self, number: int, stream: Stream, resources: Value, state: PaintState, depth: int) -> Reference:
        """A form as it is painted in a state."""
        key = "form", number, state.key
        if key not in self.made:
            place = self.made[key] = self.add(None)
            plain = self.spaces.unpacked(stream)
            if plain is None:
                raise DrawingError("it has a form in a coding that is not read here")
            content, used = self.content(plain, stream.entries.get("Resources", resources), state, depth + 1)
            entries = {name: item for name, item in stream.entries.items() if name not in ("Filter", "DecodeParms")}
            made = Stream({**entries, "Resources": used, "Filter": Name("FlateDecode")}, zlib.compress(content, 1))
            self.objects[place.number] = made
        found = self.made[key]
        assert isinstance(found, Reference)
        return found

    def picture(self, number: int, stream: Stream, named: Value, over: bool) -> Value:
        """An image; None where it is not painted."""
        key = "picture", number, over
        if key not in self.made:
            self.made[key] = self._picture(stream, named, over, number)
        return self.made[key]

    def _picture(self, stream: Stream, named: Value, over: bool, number: int) -> Value:
        space = self.spaces.space(stream.entries.get("ColorSpace"), named)
        found = self.change.picture(stream, space, self.spaces, over)
        if isinstance(found, Kept):
            return Reference(number) if number > 0 else self.add(stream)
        return None if found is None else self.apart(found)
