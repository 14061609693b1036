"""One plate of a page: every colour as how much of that plate's ink it prints, overprint worked in (ISO 32000-2 §8.6.7, §11.7.4).

Tints of a plate are greys, white for no ink: what is half transparent mixes on each plate for itself, as a press's inks do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from banmian.colour.condition import Condition
from banmian.colour.conversion import Conversion, conversion
from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.recolour.change import Kept, Written
from banmian.pictures.recolour.pixels import pixels
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Name, Reference, Stream, Value
from banmian.spec.types.colour import PROCESS, Colour

ALL, NONE = "All", "None"
_GRIDS = {1: 256, 2: 33, 3: 17, 4: 9}
_MOST_INKS = 6  # of a gradient
Greys = NDArray[np.uint8]


class Separation:
    """What colours become on the plate of *ink*; RGB and Lab go through the condition *condition*.

    *decoded* holds the pixels of images for the plates that follow.
    """

    works_overprint_in = True

    def __init__(self, ink: str, condition: Condition, decoded: dict[int, Greys] | None = None) -> None:
        self.decoded = {} if decoded is None else decoded
        self.ink = ink
        self.at = PROCESS.index(ink) if ink in PROCESS else -1
        self.press: Conversion = conversion(condition)
        self._tables: dict[int, tuple[Space, Value]] = {}

    # Single colours

    def colour(self, space: Space, parts: tuple[float, ...], over: bool, mode: int) -> Written | Kept | None:
        """A colour as a grey; None where it leaves this plate as it is."""
        share = self.share(space, parts)
        if share is None:
            return None if over else (b"g", (1.0,))
        if over and mode == 1 and share == 0 and space.kind == "cmyk" and space.device:
            return None
        return b"g", (1 - share,)

    def share(self, space: Space, parts: Sequence[float]) -> float | None:
        """How much of this ink a colour prints; None where its space is of other inks."""
        if space.kind == "indexed":
            space, parts = _looked_up(space, parts)
        if space.kind == "ink":
            return self._of_inks(space, parts)
        if self.at < 0:
            return None
        found = self._process(space, tuple(parts))
        return min(max(found[self.at], 0.0), 1.0)

    def _of_inks(self, space: Space, parts: Sequence[float]) -> float | None:
        shares = [part for name, part in zip(space.names, parts, strict=False) if name in (self.ink, ALL)]
        return min(max(max(shares), 0.0), 1.0) if shares else None

    def _process(self, space: Space, parts: tuple[float, ...]) -> tuple[float, ...]:
        if space.kind == "gray":
            return 0.0, 0.0, 0.0, 1 - (parts[0] if parts else 0.0)
        if space.kind == "cmyk":
            return parts if len(parts) == 4 else (0.0, 0.0, 0.0, 1.0)
        limited = tuple(min(max(part, 0.0), 1.0) for part in parts) if space.kind == "rgb" else parts
        found = self.press.colour(Colour(space.kind, limited))
        return found.parts if found.space == "cmyk" else (0.0, 0.0, 0.0, 1.0)

    # Images

    def picture(self, stream: Stream, space: Space, spaces: Spaces, over: bool) -> Stream | Kept | None:
        """An image in greys; None where its inks are others and it is printed over."""
        whole = space.base if space.kind == "indexed" and space.base is not None else space
        if self.share(whole, whole.first) is None:
            if over:
                return None
            return _image(stream, np.full((1, 1), 255, np.uint8))
        try:
            found = self.decoded[id(stream)] if id(stream) in self.decoded else pixels(stream, space, spaces)
            self.decoded[id(stream)] = found
        except DrawingError:
            kept = {key: value for key, value in stream.entries.items() if key not in ("Intent", "Metadata")}
            return Stream({**kept, "ColorSpace": self.wrapped(space)}, stream.data)
        mask = spaces.resolve(stream.entries.get("Mask"))
        made = _image(stream, 255 - self._shares(found, space))
        if isinstance(mask, list):
            made.entries.pop("Mask", None)
        return made

    def _shares(self, found: Greys, space: Space) -> Greys:
        """How much of this ink each pixel prints, 0 to 255."""
        if space.kind == "cmyk":
            return found[:, :, self.at]
        if space.kind == "gray":
            return 255 - found[:, :, 0] if self.ink == "Black" else np.zeros(found.shape[:2], np.uint8)
        if space.kind in ("rgb", "lab"):
            return _converted(self.press, found, space)[:, :, self.at]
        if space.kind == "ink":
            layers = [found[:, :, at] for at, name in enumerate(space.names) if name in (self.ink, ALL)]
            return np.asarray(np.maximum.reduce(layers))
        steps = min(256, len(space.table) // max(space.base.parts if space.base else 1, 1))
        table = np.zeros(256, np.uint8)
        for at in range(steps):
            table[at] = round(255 * (self.share(space, (at,)) or 0.0))
        return table[found[:, :, 0]]

    # Gradients, and images whose coding is left to the viewer

    def shading(self, entries: Mapping[str, Value], space: Space, spaces: Spaces, over: bool) -> dict[str, Value] | Kept | None:
        """A gradient's colours as greys; None where its inks are others and it is printed over."""
        if self.share(space, space.first) is None and over:
            return None
        return {**entries, "ColorSpace": self.wrapped(space)}

    def wrapped(self, space: Space) -> Value:
        """A space of as many parts whose colours are the greys of this plate."""
        known = self._tables.get(id(space))
        if known is None:
            known = self._tables[id(space)] = space, self._wrapped(space)
        return known[1]

    def _wrapped(self, space: Space) -> Value:
        if space.kind == "indexed" and space.base is not None:
            steps = range(len(space.table) // space.base.parts)
            greys = bytes(round(255 * (1 - (self.share(space, (at,)) or 0.0))) for at in steps)
            return [Name("Indexed"), Name("DeviceGray"), max(len(greys) - 1, 0), greys]
        if space.parts > _MOST_INKS:
            raise DrawingError(f"it has a gradient of {space.parts} inks")
        grid = _GRIDS.get(space.parts, 5)
        limits = space.limits
        samples = bytearray()
        for corner in product(range(grid), repeat=space.parts):
            shares = [step / (grid - 1) for step in reversed(corner)]  # the first part runs fastest
            parts = [limits[2 * at] + share * (limits[2 * at + 1] - limits[2 * at]) for at, share in enumerate(shares)]
            samples.append(round(255 * (1 - (self.share(space, parts) or 0.0))))
        domain: list[Value] = [float(limit) for limit in limits]
        told: dict[str, Value] = {
            "FunctionType": 0,
            "Domain": domain,
            "Range": [0, 1],
            "Size": [grid] * space.parts,
            "BitsPerSample": 8,
        }
        return [Name("DeviceN"), [Name(f"Part{at}") for at in range(space.parts)], Name("DeviceGray"), Stream(told, bytes(samples))]


def _looked_up(space: Space, parts: Sequence[float]) -> tuple[Space, tuple[float, ...]]:
    """The colour that a number of an indexed space stands for."""
    base = space.base
    assert base is not None
    at = int(parts[0]) * base.parts if parts else 0
    found = space.table[at : at + base.parts].ljust(base.parts, b"\0")
    limits = base.limits
    return base, tuple(limits[2 * i] + value / 255 * (limits[2 * i + 1] - limits[2 * i]) for i, value in enumerate(found))


@lru_cache(maxsize=8)
def _kept_conversion(press: Conversion, digest: bytes, shape: tuple[int, ...], kind: str, profile: bytes | None) -> Greys:
    from PIL import Image

    image = Image.frombytes("RGB" if kind == "rgb" else "LAB", (shape[1], shape[0]), digest)
    return np.asarray(press.picture(image, profile))


def _converted(press: Conversion, found: Greys, space: Space) -> Greys:
    """The four inks of an image in RGB or Lab."""
    data = found.tobytes()
    if space.kind == "lab":
        low_a, high_a, low_b, high_b = space.span
        spread = found.astype(np.float64)
        spread[:, :, 1] = low_a + spread[:, :, 1] / 255 * (high_a - low_a) + 128
        spread[:, :, 2] = low_b + spread[:, :, 2] / 255 * (high_b - low_b) + 128
        data = np.clip(np.rint(spread), 0, 255).astype(np.uint8).tobytes()
    return _kept_conversion(press, data, found.shape, space.kind, space.profile)


def _image(stream: Stream, greys: Greys) -> Stream:
    """An image of greys with the masks of *stream*."""
    entries: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": greys.shape[1],
        "Height": greys.shape[0],
        "BitsPerComponent": 8,
        "ColorSpace": Name("DeviceGray"),
    }
    for key in ("SMask", "Mask", "Interpolate"):
        value = stream.entries.get(key)
        if value is not None and (isinstance(value, Reference | bool | list)):
            entries[key] = value
    return Stream(entries, greys.tobytes())
