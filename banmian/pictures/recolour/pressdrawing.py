"""A drawing in the inks of a print condition: other colours are converted, spot colours stay, the limit of ink is kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from banmian.colour.condition import Condition
from banmian.colour.conversion import conversion, most_ink
from banmian.pictures.drawings.drawing import Drawing, DrawingError, failing
from banmian.pictures.photos.coded import Samples
from banmian.pictures.photos.inkjpeg import inked
from banmian.pictures.recolour.change import KEPT, Kept, Written
from banmian.pictures.recolour.functions import function
from banmian.pictures.recolour.pixels import pixels
from banmian.pictures.recolour.recolour import Recolour
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Name, Reference, Stream, Value
from banmian.spec.types.colour import Colour

if TYPE_CHECKING:
    from PIL.Image import Image

# Of graphics states: what hangs on the device, and no press file may say.
_OF_DEVICES = {"TR", "TR2", "HT", "HTP", "BG", "BG2", "UCR", "UCR2"}
_STEPS = {1: 256, 2: 33}  # of a gradient's colours, by the number of its inputs


@lru_cache(maxsize=16)
def _in_condition(digest: str, condition: Condition, kept: _Held) -> Drawing:
    drawing = kept.drawing
    change = _Press(condition)
    spot = _Alternates(drawing, condition).run()
    found = Recolour(spot, change).run()
    if change.white_over:
        change.works_overprint_in = True
        found = Recolour(spot, change).run()
    return msgspec.structs.replace(found, digest=digest)


class _Held:
    """A drawing as an argument that is not compared."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


def in_condition(drawing: Drawing, condition: Condition) -> Drawing:
    """*drawing* in the colours of *condition*. Raises DrawingError for what cannot be converted."""
    with failing():
        return _in_condition(drawing.digest, condition, _Held(drawing))


class _Press:
    """What colours become."""

    def __init__(self, condition: Condition) -> None:
        self.press = conversion(condition)
        self.condition = condition
        self.white_over = False  #: white that would be printed over others, which then is no white
        self.works_overprint_in = False

    def colour(self, space: Space, parts: tuple[float, ...], over: bool, mode: int) -> Written | Kept | None:
        """A colour in inks, or for screens in RGB."""
        if over and space.kind == "cmyk" and not any(parts):
            self.white_over = True
        if space.kind == "ink" and not self.condition.for_screens:
            return KEPT
        colour = self.colour_of(space, parts)
        if colour.space == "rgb":
            return b"rg", colour.parts
        same = space.kind == "cmyk" and space.device and colour.parts == parts
        return KEPT if same else (b"k", colour.parts)

    def colour_of(self, space: Space, parts: Sequence[float]) -> Colour:
        """A colour of any space in the condition's."""
        if space.kind == "indexed" and space.base is not None:
            at = int(parts[0]) * space.base.parts if parts else 0
            table = space.table[at : at + space.base.parts].ljust(space.base.parts, b"\0")
            limits = space.base.limits
            return self.colour_of(
                space.base,
                [limits[2 * i] + value / 255 * (limits[2 * i + 1] - limits[2 * i]) for i, value in enumerate(table)],
            )
        if space.kind == "ink":
            if space.tint is None or space.base is None:
                raise DrawingError("it has a spot colour that does not say what it looks like")
            return self.colour_of(space.base, space.tint(parts))
        if space.kind == "gray" and space.device and not self.condition.for_screens:
            return Colour("cmyk", (0.0, 0.0, 0.0, round(1 - (parts[0] if parts else 0.0), 4)))
        limited = tuple(parts) if space.kind == "lab" else tuple(min(max(part, 0.0), 1.0) for part in parts)
        if len(limited) != space.parts:
            raise DrawingError("it has a colour with too few parts")
        return self.press.colour(Colour(space.kind, limited))

    def picture(self, stream: Stream, space: Space, spaces: Spaces, over: bool) -> Stream | Kept | None:
        """An image in inks."""
        if space.kind == "ink" and not self.condition.for_screens:
            return KEPT
        if space.kind == "gray" and space.device and not _of_later_pdf(stream):
            return KEPT
        found = self._image(pixels(stream, space, spaces), space)
        under = space.kind == "cmyk" and space.device and most_ink(found) <= self.condition.limit
        if under and not self.condition.for_screens and not _of_later_pdf(stream):
            return KEPT
        profile = space.profile if space.kind in ("gray", "rgb", "cmyk") else None
        made = self.press.picture(found, profile)
        if isinstance(spaces.resolve(stream.entries.get("Mask")), list):
            raise DrawingError("it has a picture that is transparent by its colours")
        return _coded(made, self.condition.limit, stream)

    def _image(self, found: Any, space: Space) -> Image:
        from PIL import Image

        if space.kind == "indexed" and space.base is not None:
            colours = [self.colour_of(space, (at,)) for at in range(max(len(space.table) // space.base.parts, 1))]
            mode = "RGB" if self.condition.for_screens else "CMYK"
            table = np.zeros((256, len(mode)), np.uint8)
            for at, colour in enumerate(colours[:256]):
                table[at] = [round(255 * part) for part in colour.parts]
            return Image.fromarray(np.ascontiguousarray(table[found[:, :, 0]]), mode)
        if space.kind == "ink":
            raise DrawingError("it has a picture in spot colours")
        mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK", "lab": "LAB"}[space.kind]
        return Image.frombytes(mode, (found.shape[1], found.shape[0]), np.ascontiguousarray(found).tobytes())

    def shading(self, entries: Mapping[str, Value], space: Space, spaces: Spaces, over: bool) -> dict[str, Value] | Kept | None:
        """A gradient whose colours are sampled along it."""
        if (space.kind in ("ink", "cmyk", "gray") and space.device) and not self.condition.for_screens:
            return KEPT
        kind = spaces.resolve(entries.get("ShadingType"))
        if "Function" not in entries or kind not in (1, 2, 3):
            raise DrawingError("it has a gradient over a mesh")
        inputs = 2 if kind == 1 else 1
        domain = spaces.resolve(entries.get("Domain")) or [0, 1] * inputs
        steps = function(entries["Function"], spaces.resolve, spaces.unpacked)
        made = _sampled(domain, inputs, lambda given: self.colour_of(space, steps(given)).parts)
        name = "DeviceRGB" if self.condition.for_screens else "DeviceCMYK"
        return {**entries, "ColorSpace": Name(name), "Function": made}


def _of_later_pdf(stream: Stream) -> bool:
    """Whether an image is coded as PDF 1.3 does not know."""
    coding = repr(stream.entries.get("Filter"))
    return "JPX" in coding or "JBIG2" in coding or stream.entries.get("BitsPerComponent") == 16


def _sampled(domain: Value, inputs: int, colour: Callable[[Sequence[float]], tuple[float, ...]]) -> Stream:
    """A sampled function of colours (ISO 32000-2 §7.10.2)."""
    limits = [float(item) for item in domain if isinstance(item, int | float)] if isinstance(domain, list) else []
    if len(limits) != 2 * inputs:
        raise DrawingError("it has a gradient without its limits")
    grid, data, parts = _STEPS[inputs], bytearray(), 4
    for corner in product(range(grid), repeat=inputs):
        places = [step / (grid - 1) for step in reversed(corner)]
        given = [limits[2 * at] + share * (limits[2 * at + 1] - limits[2 * at]) for at, share in enumerate(places)]
        found = colour(given)
        parts = len(found)
        data += bytes(int(255 * part + 1e-6) for part in found)
    told: dict[str, Value] = {
        "FunctionType": 0,
        "Domain": list[Value](limits),
        "Range": [0, 1] * parts,
        "Size": [grid] * inputs,
        "BitsPerSample": 8,
    }
    return Stream(told, bytes(data))


def _coded(image: Image, limit: float, stream: Stream) -> Stream:
    """An image of the condition's colours, with the mask of *stream*."""
    from banmian.pictures.photos.coded import flate

    lossy = "DCT" in repr(stream.entries.get("Filter")) or "JPX" in repr(stream.entries.get("Filter"))
    samples: Samples = inked(image, limit, lossy) if image.mode == "CMYK" else flate(image)
    entries: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": samples.width,
        "Height": samples.height,
        "BitsPerComponent": samples.bits,
        "ColorSpace": Name(samples.space),
        "Filter": Name(samples.coding),
    }
    if samples.predicted:
        told = {"Predictor": 15, "Colors": samples.predicted, "BitsPerComponent": samples.bits, "Columns": samples.width}
        entries["DecodeParms"] = dict[str, Value](told)
    if samples.reversed:
        entries["Decode"] = [1, 0] * 4
    for key in ("SMask", "Mask"):
        if isinstance(stream.entries.get(key), Reference):
            entries[key] = stream.entries[key]
    return Stream(entries, samples.data)


class _Alternates:
    """Spot colours whose stand-in is no ink, shown by inks: the colour on the plate stays."""

    def __init__(self, drawing: Drawing, condition: Condition) -> None:
        self.drawing = drawing
        self.press = _Press(condition)
        self.spaces = Spaces(drawing.objects)
        self.new: dict[int, Value] = {}

    def run(self) -> Drawing:
        if self.press.condition.for_screens:
            return self.drawing
        objects = {number: self.value(value) for number, value in self.drawing.objects.items()}
        resources = self.value(self.drawing.resources)
        return msgspec.structs.replace(self.drawing, objects={**objects, **self.new}, resources=resources)

    def value(self, value: Value) -> Value:
        if isinstance(value, list):
            if len(value) >= 4 and value[0] in (Name("Separation"), Name("DeviceN")):
                return self.space(value)
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items() if key not in _OF_DEVICES}
        if isinstance(value, Stream):
            entries = {key: self.value(item) for key, item in value.entries.items()}
            return self.recoded(Stream(entries, value.data))
        return value

    def recoded(self, stream: Stream) -> Stream:
        """A stream whose coding PDF/X does not know, coded anew."""
        if "LZW" not in repr(stream.entries.get("Filter")):
            return stream
        plain = self.spaces.unpacked(stream)
        if plain is None:
            raise DrawingError("it has data coded by LZW together with another coding")
        kept = {key: item for key, item in stream.entries.items() if key not in ("Filter", "DecodeParms")}
        return Stream({**kept, "Filter": Name("FlateDecode")}, zlib.compress(plain))

    def space(self, array: list[Value]) -> Value:
        space = self.spaces.space(array)
        base = space.base
        if base is not None and base.kind in ("cmyk", "gray") and base.device:
            return array
        if space.parts > 2:
            raise DrawingError("it has mixtures of spot colours that are shown by no inks")
        made = _sampled([0.0, 1.0] * space.parts, space.parts, lambda given: self.press.colour_of(space, given).parts)
        number = max([*self.drawing.objects, *self.new], default=0) + 1
        self.new[number] = made
        return [array[0], array[1], Name("DeviceCMYK"), Reference(number)]
