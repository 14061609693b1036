"""A drawing without the marked content of its old document, whose structure it has left (ISO 32000-2 §14.6).

As a picture it is one thing with one description; marks within it would be artifacts within an element, or content of none.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.recolour.content import operations_of
from banmian.pictures.recolour.spaces import Spaces
from banmian.pictures.values import Name, Stream, Value

_BEGIN, _POINTS = (b"BDC", b"BMC"), (b"MP", b"DP")
_MARKS = (*_BEGIN, b"EMC", *_POINTS)


def unmarked(drawing: Drawing) -> Drawing:
    """*drawing* with nothing marked but its layers; itself where nothing is. Raises DrawingError."""
    spaces = Spaces(drawing.objects)
    objects: dict[int, Value] = {}
    for number, value in drawing.objects.items():
        if isinstance(value, Stream) and _has_content(value):
            plain = spaces.unpacked(value)
            made = None if plain is None else _without_marks(plain)
            if made is not None:
                entries = {key: item for key, item in value.entries.items() if key not in ("Filter", "DecodeParms")}
                objects[number] = Stream({**entries, "Filter": Name("FlateDecode")}, zlib.compress(made))
    content = _without_marks(drawing.content)
    if content is None and not objects:
        return drawing
    return msgspec.structs.replace(drawing, content=content or drawing.content, objects={**drawing.objects, **objects})


def _has_content(stream: Stream) -> bool:
    """Whether a stream is a form or a tiling pattern."""
    kind = stream.entries.get("Subtype")
    return (isinstance(kind, Name) and kind.text == "Form") or stream.entries.get("PatternType") == 1


def _without_marks(data: bytes) -> bytes | None:
    """A content stream without its marks; None where it has none. Layers are marked content too, and stay."""
    if not any(mark in data for mark in _MARKS):
        return None
    from pypdf.generic import ContentStream

    kept: list[tuple[Any, bytes]] = []
    open_: list[bool] = []  #: of each mark, whether it stays
    for operands, operator in operations_of(data):
        if operator in _BEGIN:
            stays = bool(operands) and str(operands[0]) == "/OC"
            open_.append(stays)
        elif operator == b"EMC":
            stays = open_.pop() if open_ else False
        else:
            stays = operator not in _POINTS
        if stays:
            kept.append((operands, operator))
    stream = ContentStream(None, None)
    stream.operations = kept
    return bytes(stream.get_data())
