"""One content stream in other colours, operator by operator (ISO 32000-2 §8.4 to §8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.recolour.change import Kept, Whole
from banmian.pictures.recolour.paintstate import Paint, PaintState, painted, path_operators
from banmian.pictures.recolour.spaces import CMYK, GRAY, RGB
from banmian.pictures.values import Name, Reference, Stream, Value

_DEVICE = {b"g": GRAY, b"rg": RGB, b"k": CMYK, b"G": GRAY, b"RG": RGB, b"K": CMYK}
_LETTERS = {b"Tj", b"TJ", b"'", b'"'}
_PATHS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
_INLINE = {
    "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height",
    "IM": "ImageMask", "I": "Interpolate", "W": "Width",
}  # fmt: skip
_OVERPRINT = {"OP", "op", "OPM"}


class Content:
    """One content stream."""

    def __init__(self, whole: Whole, resources: Value, state: PaintState, depth: int) -> None:
        self.whole = whole
        self.spaces = whole.spaces
        self.change = whole.change
        self.depth = depth
        told = self.spaces.resolve(resources)
        self.resources: dict[str, Value] = dict(told) if isinstance(told, dict) else {}
        self.state = state
        self.stack: list[PaintState] = []
        self.new: list[tuple[Any, bytes]] = []
        self.inline = 0

    def run(self, data: bytes) -> tuple[bytes, Value]:
        from pypdf.generic import ContentStream

        if data not in self.whole.parsed:
            self.whole.parsed[data] = operations_of(data)
        self.colour_again()
        for operands, operator in self.whole.parsed[data]:
            self.operation(operands, operator)
        stream = ContentStream(None, None)
        stream.operations = self.new
        return bytes(stream.get_data()), self._without_overprint()

    def operation(self, operands: Any, operator: bytes) -> None:
        state = self.state
        if operator in _PATHS:
            self.tell(operator, *painted(operator))
            for word in path_operators(operator, state):
                self.new.append((operands if word == operator else [], word))
        elif operator in _DEVICE:
            self.set_colour(Paint(_DEVICE[operator], _floats(operands)), stroke=operator.isupper())
        elif operator in (b"cs", b"CS"):
            space = self.spaces.space(Name(str(operands[0])[1:]), self.resources.get("ColorSpace"))
            self.set_colour(Paint(space, space.first, [operands[0]]), stroke=operator == b"CS")
        elif operator in (b"sc", b"scn", b"SC", b"SCN"):
            self.numbers(operands, stroke=operator.isupper())
        elif operator == b"q":
            self.stack.append(state.copied())
            self.new.append((operands, operator))
        elif operator == b"Q":
            if self.stack:
                self.state = self.stack.pop()
                self.new.append((operands, operator))
        else:
            self.other(operands, operator)

    def tell(self, operator: bytes, fills: bool, strokes: bool) -> None:
        """Tell those who only look what is painted here."""
        told = getattr(self.change, "painted", None)
        if told is not None:
            told(operator, self.state, fills, strokes)

    def other(self, operands: Any, operator: bytes) -> None:
        if operator == b"Tr":
            self.state.letters = int(operands[0])
            self.letters(always=True)
        elif operator == b"gs":
            self.graphics_state(str(operands[0])[1:])
            self.new.append((operands, operator))
        elif operator == b"Do":
            self.paint_object(operands)
        elif operator == b"sh":
            self.shade(operands)
        elif operator == b"INLINE IMAGE":
            self.inline_image(operands)
        else:
            if operator in _LETTERS:
                self.tell(operator, self.state.letters % 4 in (0, 2), self.state.letters % 4 in (1, 2))
            self.new.append((operands, operator))

    # Colours

    def set_colour(self, paint: Paint, stroke: bool) -> None:
        if stroke:
            self.state.stroke = paint
        else:
            self.state.fill = paint
        self.write(paint, stroke)

    def numbers(self, operands: Any, stroke: bool) -> None:
        before = self.state.stroke if stroke else self.state.fill
        if before.space.kind == "pattern":
            self.set_colour(Paint(before.space, _floats(operands[:-1]), [*before.operands[:1], operands[-1]]), stroke)
        else:
            self.set_colour(Paint(before.space, _floats(operands), before.operands[:1]), stroke)

    def colour_again(self) -> None:
        """Both colours as the state has them: a form may be painted in colours that were set before it."""
        if self.depth:
            self.write(self.state.fill, stroke=False)
            self.write(self.state.stroke, stroke=True)

    def write(self, paint: Paint, stroke: bool) -> None:
        """The operators of a colour, or that what is painted with it is hidden."""
        if paint.space.kind == "pattern":
            self.pattern(paint, stroke)
        else:
            over = self.state.over_stroke if stroke else self.state.over_fill
            found = self.change.colour(paint.space, paint.parts, over, self.state.mode)
            paint.hidden = found is None
            if isinstance(found, Kept):
                self.write_kept(paint, stroke)
            elif found is not None:
                self.new.append((_objects(found[1]), found[0].upper() if stroke else found[0]))
        self.letters()

    def write_kept(self, paint: Paint, stroke: bool) -> None:
        device = {"gray": b"g", "rgb": b"rg", "cmyk": b"k"}.get(paint.space.kind) if not paint.operands else None
        if device is not None:
            self.new.append((_objects(paint.parts), device.upper() if stroke else device))
            return
        self.new.append(([paint.operands[0]], b"CS" if stroke else b"cs"))
        self.new.append((_objects(paint.parts), b"SCN" if stroke else b"scn"))

    def pattern(self, paint: Paint, stroke: bool) -> None:
        if len(paint.operands) < 2:
            return  # the space alone: its pattern follows
        name = str(paint.operands[1])[1:]
        listed = self.spaces.resolve(self.resources.get("Pattern"))
        number = listed.get(name) if isinstance(listed, dict) else None
        found = self.recoloured_pattern(number, paint)
        parts: Any = []
        space = b"/Pattern"
        if paint.parts and paint.space.base is not None:
            told = self.change.colour(paint.space.base, paint.parts, False, 0)
            paint.hidden = told is None
            if told is None:
                return
            if not isinstance(told, Kept):
                parts = _objects(told[1])
                device = {b"g": "DeviceGray", b"k": "DeviceCMYK", b"rg": "DeviceRGB"}[told[0]]
                space = b"/" + self.listed("ColorSpace", [Name("Pattern"), Name(device)]).encode()
        from pypdf.generic import NameObject

        self.new.append(([NameObject(space.decode())], b"CS" if stroke else b"cs"))
        shown = NameObject("/" + self.listed("Pattern", found)) if found is not None else paint.operands[1]
        self.new.append(([*parts, shown], b"SCN" if stroke else b"scn"))

    def recoloured_pattern(self, value: Value, paint: Paint) -> Value:
        plain = self.spaces.resolve(value)
        if isinstance(plain, Stream):
            number = value.number if isinstance(value, Reference) else -1
            return self.whole.form(number, plain, {}, _pattern_state(paint), self.depth)
        if isinstance(plain, dict) and "Shading" in plain:
            shading = self.recoloured_shading(plain["Shading"], over=False)
            return value if shading is None else self.whole.add({**plain, "Shading": shading})
        return value

    def letters(self, always: bool = False) -> None:
        """How letters are shown, where that changes."""
        wanted = self.state.wanted_letters
        if always or wanted != self.state.shown_letters:
            self.state.shown_letters = wanted
            self.new.append((_objects((float(wanted),)), b"Tr"))

    # What stands in the resources

    def entry(self, kind: str, name: str) -> Value:
        listed = self.spaces.resolve(self.resources.get(kind))
        return listed.get(name) if isinstance(listed, dict) else None

    def listed(self, kind: str, value: Value) -> str:
        """The name of a new resource."""
        listed = self.spaces.resolve(self.resources.get(kind))
        entries: dict[str, Value] = dict(listed) if isinstance(listed, dict) else {}
        for name, item in entries.items():
            if item == value:
                return name
        name = f"Re{len(entries)}"
        while name in entries:
            name += "x"
        entries[name] = value
        self.resources[kind] = entries
        return name

    def graphics_state(self, name: str) -> None:
        told = self.spaces.resolve(self.entry("ExtGState", name))
        if not isinstance(told, dict):
            return
        state = self.state
        both, fill, mode = (self.spaces.resolve(told.get(key)) for key in ("OP", "op", "OPM"))
        if isinstance(both, bool):
            state.over_stroke = both
            state.over_fill = both if not isinstance(fill, bool) else fill
        elif isinstance(fill, bool):
            state.over_fill = fill
        if isinstance(mode, int):
            state.mode = mode
        if _OVERPRINT & set(told):
            state.fill, state.stroke = copy(state.fill), copy(state.stroke)
            self.write(state.fill, stroke=False)
            self.write(state.stroke, stroke=True)

    def paint_object(self, operands: Any) -> None:
        from pypdf.generic import NameObject

        name = str(operands[0])[1:]
        value = self.entry("XObject", name)
        stream = self.spaces.resolve(value)
        if not isinstance(stream, Stream):
            return
        number = value.number if isinstance(value, Reference) else -1
        kind = self.spaces.resolve(stream.entries.get("Subtype"))
        if kind == Name("Form"):
            made: Value = self.whole.form(number, stream, self.resources, self.state.copied(), self.depth)
        elif self.spaces.resolve(stream.entries.get("ImageMask")) is True:
            if not self.state.fill.hidden:
                self.new.append((operands, b"Do"))
            return
        else:
            made = self.whole.picture(number, stream, self.resources.get("ColorSpace"), self.state.over_fill)
        if made is not None:
            self.new.append(([NameObject("/" + self.listed("XObject", made))], b"Do"))

    def inline_image(self, operands: Any) -> None:
        from pypdf.generic import NameObject

        if str(operands["settings"].get("/IM", operands["settings"].get("/ImageMask", ""))).lower() == "true":
            if not self.state.fill.hidden:
                self.new.append((operands, b"INLINE IMAGE"))
            return
        entries = inline_entries(operands["settings"])
        self.inline += 1
        stream = Stream(entries, bytes(operands["data"]))
        made = self.whole.picture(-1000 * id(self) - self.inline, stream, self.resources.get("ColorSpace"), self.state.over_fill)
        if made is not None:
            self.new.append(([NameObject("/" + self.listed("XObject", made))], b"Do"))

    def shade(self, operands: Any) -> None:
        from pypdf.generic import NameObject

        found = self.recoloured_shading(self.entry("Shading", str(operands[0])[1:]), self.state.over_fill)
        if found is not None:
            self.new.append(([NameObject("/" + self.listed("Shading", found))], b"sh"))

    def recoloured_shading(self, value: Value, over: bool) -> Value:
        told = self.spaces.resolve(value)
        entries = told.entries if isinstance(told, Stream) else told
        if not isinstance(entries, dict):
            return None
        space = self.spaces.space(entries.get("ColorSpace"), self.resources.get("ColorSpace"))
        found = self.change.shading(entries, space, self.spaces, over)
        if found is None:
            return None
        if isinstance(found, Kept):
            return value
        changed = {key: self.whole.apart(item) for key, item in found.items() if key != "Background"}
        return self.whole.add(Stream(changed, told.data) if isinstance(told, Stream) else changed)

    def _without_overprint(self) -> Value:
        """The resources, their graphics states without overprint where it was worked in."""
        if not getattr(self.change, "works_overprint_in", False):
            return self.resources
        states = self.spaces.resolve(self.resources.get("ExtGState"))
        if isinstance(states, dict):
            plain: dict[str, Value] = {}
            for name, state in states.items():
                told = self.spaces.resolve(state)
                kept = {key: item for key, item in told.items() if key not in _OVERPRINT} if isinstance(told, dict) else {}
                plain[name] = kept
            self.resources["ExtGState"] = plain
        return self.resources


def operations_of(data: bytes) -> list[Any]:
    """The operations of a content stream. Raises DrawingError."""
    from pypdf.errors import PyPdfError
    from pypdf.generic import ContentStream, DecodedStreamObject

    source = DecodedStreamObject()
    source.set_data(data)
    try:
        return list(ContentStream(source, None).operations)
    except (PyPdfError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise DrawingError(f"it is damaged ({type(error).__name__}: {error})") from None


def inline_entries(settings: Any) -> dict[str, Value]:
    """The dictionary of an inline image, its keys written out (ISO 32000-2 §8.9.7)."""
    found: dict[str, Value] = {"Type": Name("XObject"), "Subtype": Name("Image")}
    for key, item in settings.items():
        found[_INLINE.get(key[1:], key[1:])] = _value(item)
    return found


def _pattern_state(paint: Paint) -> PaintState:
    """What a tiling pattern begins with."""
    state = PaintState()
    state.fill = state.stroke = Paint(paint.space.base or GRAY, paint.parts or (0.0,))
    return state


def _floats(operands: Any) -> tuple[float, ...]:
    try:
        return tuple(float(item) for item in operands)
    except (TypeError, ValueError):
        return ()


def _objects(values: Sequence[float]) -> list[Any]:
    from pypdf.generic import FloatObject

    return [FloatObject(f"{value:.4f}".rstrip("0").rstrip(".") or "0") for value in values]


def _value(item: Any) -> Value:
    """An entry of an inline image as a plain value."""
    from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, FloatObject, NameObject, NumberObject

    if isinstance(item, NameObject):
        return Name(str(item)[1:])
    if isinstance(item, BooleanObject):
        return bool(item.value)
    if isinstance(item, NumberObject):
        return int(item)
    if isinstance(item, FloatObject):
        return float(item)
    if isinstance(item, ArrayObject):
        return [_value(part) for part in item]
    if isinstance(item, DictionaryObject):
        return {key[1:]: _value(part) for key, part in item.items()}
    return getattr(item, "original_bytes", None)
