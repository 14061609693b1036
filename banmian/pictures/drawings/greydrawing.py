"""A drawing in greys: the colours of its content streams and its pictures, for pages that are printed in black only.

Gradients and spot colours stay as they are: what they look like is not told by their numbers alone.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.greys import grey, grey_picture
from banmian.pictures.values import Name, Reference, Stream, Value
from banmian.spec.types.colour import Colour

_DEVICE = {"rg": "g", "RG": "G", "k": "g", "K": "G"}
_SPACES = {"DeviceRGB": 3, "DeviceCMYK": 4, "DeviceGray": 1, "CalRGB": 3, "CalGray": 1}


def in_greys(drawing: Drawing) -> Drawing:
    """*drawing* with grey for every plain colour."""
    objects = {number: _grey(value, drawing) for number, value in drawing.objects.items()}
    return msgspec.structs.replace(drawing, content=_content(drawing.content, drawing.resources, drawing), objects=objects)


def _grey(value: Value, drawing: Drawing) -> Value:
    if not isinstance(value, Stream):
        return value
    kind = value.entries.get("Subtype")
    if kind == Name("Form"):
        plain = _decoded(value)
        if plain is None:
            return value
        entries = {key: item for key, item in value.entries.items() if key not in ("Filter", "DecodeParms")}
        content = _content(plain, value.entries.get("Resources"), drawing)
        return Stream({**entries, "Filter": Name("FlateDecode")}, zlib.compress(content))
    if kind == Name("Image"):
        return _image(value, drawing)
    return value


def _decoded(stream: Stream) -> bytes | None:
    """A stream's data, where its coding is plain: deflated, or in letters; None for others."""
    coding = stream.entries.get("Filter")
    steps = coding if isinstance(coding, list) else [] if coding is None else [coding]
    if stream.entries.get("DecodeParms"):
        return None
    data = stream.data
    try:
        for step in steps:
            if step == Name("FlateDecode"):
                data = zlib.decompress(data)
            elif step == Name("ASCII85Decode"):
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            else:
                return None
    except (zlib.error, ValueError):
        return None
    return data


def _image(stream: Stream, drawing: Drawing) -> Value:
    """A JPEG, or samples of 8 bits, in greys; others stay."""
    coding = stream.entries.get("Filter")
    if coding == Name("DCTDecode") or coding == [Name("DCTDecode")]:
        try:
            data = grey_picture(stream.data)
        except (OSError, ValueError):
            return stream
        kept = {key: item for key, item in stream.entries.items() if key not in ("ColorSpace", "Decode")}
        return Stream({**kept, "ColorSpace": Name("DeviceGray")}, data)
    parts = _parts(stream.entries.get("ColorSpace"), drawing)
    plain = _decoded(stream)
    width, height = stream.entries.get("Width"), stream.entries.get("Height")
    if parts not in (3, 4) or plain is None or stream.entries.get("BitsPerComponent") != 8:
        return stream
    if not isinstance(width, int) or not isinstance(height, int) or len(plain) < parts * width * height:
        return stream
    from PIL import Image

    image = Image.frombytes("RGB" if parts == 3 else "CMYK", (width, height), plain)
    kept = {key: item for key, item in stream.entries.items() if key not in ("ColorSpace", "DecodeParms", "Filter", "Decode")}
    entries: dict[str, Value] = {**kept, "ColorSpace": Name("DeviceGray"), "Filter": Name("FlateDecode")}
    return Stream(entries, zlib.compress(image.convert("L").tobytes()))


def _resolved(value: Value, drawing: Drawing) -> Value:
    for _ in range(8):
        if not isinstance(value, Reference):
            return value
        value = drawing.objects.get(value.number)
    return None


def _parts(space: Value, drawing: Drawing) -> int:
    """How many parts a colour of *space* has; 0 for spot colours and what else is not plain."""
    space = _resolved(space, drawing)
    if isinstance(space, Name):
        return _SPACES.get(space.text, 0)
    if isinstance(space, list) and space and isinstance(space[0], Name):
        if space[0].text == "ICCBased":
            profile = _resolved(space[1], drawing)
            count = profile.entries.get("N") if isinstance(profile, Stream) else 0
            return count if isinstance(count, int) else 0
        return _SPACES.get(space[0].text, 0)
    return 0


def _content(data: bytes, resources: Value, drawing: Drawing) -> bytes:
    """A content stream with its colours in greys."""
    from pypdf.generic import ContentStream, DecodedStreamObject

    source = DecodedStreamObject()
    source.set_data(data)
    stream = ContentStream(source, None)
    spaces = _named_spaces(resources, drawing)
    filling, stroking = 1, 1
    changed: list[tuple[Any, bytes]] = []
    for operands, operator in stream.operations:
        name = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
        if name in ("cs", "CS"):
            parts = spaces.get(str(operands[0])[1:], 0) if operands else 0
            filling, stroking = (parts, stroking) if name == "cs" else (filling, parts)
            if parts in (3, 4):
                changed.append((_black(), b"g" if name == "cs" else b"G"))
                continue
        elif name in _DEVICE and len(operands) in (3, 4):
            changed.append((_tint(operands), _DEVICE[name].encode()))
            continue
        elif name in ("sc", "scn", "SC", "SCN"):
            parts = filling if name.islower() else stroking
            if parts in (3, 4) and len(operands) == parts:
                changed.append((_tint(operands), b"g" if name.islower() else b"G"))
                continue
        changed.append((operands, operator))
    stream.operations = changed
    return bytes(stream.get_data())


def _named_spaces(resources: Value, drawing: Drawing) -> dict[str, int]:
    found = dict(_SPACES)
    named = _resolved(resources, drawing)
    spaces = _resolved(named.get("ColorSpace"), drawing) if isinstance(named, dict) else None
    for name, space in spaces.items() if isinstance(spaces, dict) else ():
        found[name] = _parts(space, drawing)
    return found


def _black() -> list[Any]:
    from pypdf.generic import FloatObject

    return [FloatObject(0)]


def _tint(operands: Sequence[Any]) -> list[Any]:
    from pypdf.generic import FloatObject

    parts = tuple(min(1.0, max(0.0, float(part))) for part in operands)
    black = grey(Colour("rgb" if len(parts) == 3 else "cmyk", parts)).parts[3]
    return [FloatObject(round(1 - black, 3))]
