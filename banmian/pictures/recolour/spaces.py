"""Colour spaces of a PDF as plain values: which inks or light their parts are (ISO 32000-2 §8.6)."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.recolour.functions import Function, function
from banmian.pictures.values import Name, Reference, Stream, Value

_DEVICES = {
    "DeviceGray": "gray", "G": "gray", "CalGray": "gray", "DeviceRGB": "rgb", "RGB": "rgb", "CalRGB": "rgb",
    "DeviceCMYK": "cmyk", "CMYK": "cmyk", "CalCMYK": "cmyk",
}  # fmt: skip
_PARTS = {"gray": 1, "rgb": 3, "cmyk": 4, "lab": 3}
_MOST_DEPTH = 8


class Space(msgspec.Struct, frozen=True, eq=False):
    """A colour space. *kind*: gray, rgb, cmyk, lab, ink (Separation, DeviceN), indexed, pattern."""

    kind: str
    parts: int
    device: bool = True  #: a device's own, not said by a profile
    names: tuple[str, ...] = ()  #: of inks
    base: Space | None = None  #: of an indexed space, of a pattern; what stands for inks
    tint: Function | None = None  #: from inks to *base*
    table: bytes = b""  #: of an indexed space: the colours, 8 bits a part
    profile: bytes | None = None
    span: tuple[float, ...] = ()  #: of Lab: least and most of a and b

    @property
    def first(self) -> tuple[float, ...]:
        """The colour that is set when the space is (ISO 32000-2 §8.6.8)."""
        if self.kind == "ink":
            return (1.0,) * self.parts
        return (0.0, 0.0, 0.0, 1.0) if self.kind == "cmyk" else (0.0,) * self.parts

    @property
    def limits(self) -> tuple[float, ...]:
        """What the least and the most sample of an image stand for, a pair a part (Table 88)."""
        return (0.0, 100.0, *self.span) if self.kind == "lab" else (0.0, 1.0) * self.parts


GRAY, RGB, CMYK = Space("gray", 1), Space("rgb", 3), Space("cmyk", 4)
_PLAIN = {"gray": GRAY, "rgb": RGB, "cmyk": CMYK}


class Spaces:
    """Reads the colour spaces of a drawing's *objects*, each once."""

    def __init__(self, objects: Mapping[int, Value]) -> None:
        self.objects = objects
        self._known: dict[int, Space] = {}

    def resolve(self, value: Value) -> Value:
        """What a reference stands for."""
        for _ in range(_MOST_DEPTH):
            if not isinstance(value, Reference):
                return value
            value = self.objects.get(value.number)
        return None

    def space(self, value: Value, named: Value = None, depth: int = 0) -> Space:
        """The space that *value* says; *named* are those of the resources. Raises DrawingError."""
        if isinstance(value, Reference):
            known = self._known.get(value.number)
            if known is None:
                known = self._known[value.number] = self.space(self.resolve(value), named, depth + 1)
            return known
        if depth > _MOST_DEPTH:
            raise DrawingError("its colour spaces lie in one another without end")
        if isinstance(value, Name):
            return self._named(value.text, named, depth)
        if isinstance(value, list) and value and isinstance(value[0], Name):
            return self._array(value[0].text, value, named, depth)
        raise DrawingError("it has a colour space of an unknown kind")

    def _named(self, name: str, named: Value, depth: int) -> Space:
        if name in _DEVICES:
            return _PLAIN[_DEVICES[name]]
        if name == "Pattern":
            return Space("pattern", 0)
        listed = self.resolve(named)
        if isinstance(listed, dict) and name in listed:
            return self.space(listed[name], None, depth + 1)
        raise DrawingError(f"it has no colour space {name}")

    def _array(self, kind: str, value: list[Value], named: Value, depth: int) -> Space:
        if kind in _DEVICES:
            return Space(_DEVICES[kind], _PARTS[_DEVICES[kind]], device=len(value) == 1)
        if kind == "ICCBased":
            return self._profiled(self.resolve(value[1]))
        if kind == "Lab":
            told = self.resolve(value[1])
            span = self.resolve(told.get("Range")) if isinstance(told, dict) else None
            found = tuple(float(item) for item in span if isinstance(item, int | float)) if isinstance(span, list) else ()
            return Space("lab", 3, device=False, span=found if len(found) == 4 else (-100.0, 100.0, -100.0, 100.0))
        if kind in ("Indexed", "I"):
            table = self.resolve(value[3])
            data = self.unpacked(table) if isinstance(table, Stream) else table
            base = self.space(value[1], named, depth + 1)
            return Space("indexed", 1, base=base, table=data if isinstance(data, bytes) else b"")
        if kind in ("Separation", "DeviceN"):
            names = self.resolve(value[1])
            told_names = [self.resolve(name) for name in names] if isinstance(names, list) else [names]
            plain = tuple(name.text for name in told_names if isinstance(name, Name))
            tint = function(value[3], self.resolve, self.unpacked)
            return Space("ink", len(plain), names=plain, base=self.space(value[2], named, depth + 1), tint=tint)
        if kind == "Pattern":
            return Space("pattern", 0, base=self.space(value[1], named, depth + 1) if len(value) > 1 else None)
        raise DrawingError(f"it has a colour space of an unknown kind ({kind})")

    def _profiled(self, stream: Value) -> Space:
        count = self.resolve(stream.entries.get("N")) if isinstance(stream, Stream) else None
        kind = {1: "gray", 3: "rgb", 4: "cmyk"}.get(count) if isinstance(count, int) else None
        if kind is None or not isinstance(stream, Stream):
            raise DrawingError("it has a colour profile of an unknown kind")
        return Space(kind, _PARTS[kind], device=False, profile=self.unpacked(stream))

    def unpacked(self, stream: Stream) -> bytes | None:
        """A stream's data where its coding is plain; None for others."""
        coding = self.resolve(stream.entries.get("Filter"))
        steps = coding if isinstance(coding, list) else [] if coding is None else [coding]
        told = self.resolve(stream.entries.get("DecodeParms"))
        parms = told if isinstance(told, list) else [told] * max(len(steps), 1)
        data = stream.data
        try:
            for at, step in enumerate(steps):
                name = self.resolve(step)
                data = self._step(name.text if isinstance(name, Name) else "", self.resolve(parms[at]), data)
        except (zlib.error, ValueError, NotImplementedError, IndexError, TypeError, KeyError):
            return None
        return data

    def _step(self, name: str, parms: Value, data: bytes) -> bytes:
        from pypdf import filters
        from pypdf.generic import DictionaryObject, NameObject, NumberObject

        told = DictionaryObject()
        for key, value in parms.items() if isinstance(parms, dict) else ():
            plain = self.resolve(value)
            if isinstance(plain, int):
                told[NameObject(f"/{key}")] = NumberObject(plain)
        if name in ("FlateDecode", "Fl"):
            if not told or told.get("/Predictor", 1) == 1:
                return _inflated(data)
            return bytes(filters.FlateDecode.decode(data, told))
        if name in ("LZWDecode", "LZW"):
            return _bytes(filters.LZWDecode.decode(data, told))
        if name in ("ASCII85Decode", "A85"):
            return base64.a85decode(data.strip().removesuffix(b"~>"))
        if name in ("ASCIIHexDecode", "AHx"):
            return _bytes(filters.ASCIIHexDecode.decode(data))
        if name in ("RunLengthDecode", "RL"):
            return _bytes(filters.RunLengthDecode.decode(data))
        raise NotImplementedError(name)


def _inflated(data: bytes) -> bytes:
    """Inflated data, as far as they go."""
    return zlib.decompressobj().decompress(data)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("latin-1")
