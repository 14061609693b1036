"""The pixels of an image of a PDF, as its colour space has them (ISO 32000-2 §8.9.5)."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.limits import MOST_DECODED_BYTES
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Name, Stream, Value

Pixels = NDArray[np.uint8]


def pixels(stream: Stream, space: Space, spaces: Spaces) -> Pixels:
    """Samples of shape (height, width, parts), 0 to 255 for the least to the most of each part; of an indexed space, numbers.

    Raises DrawingError for a coding that is not read here.
    """
    told = {key: spaces.resolve(value) for key, value in stream.entries.items()}
    width, height = told.get("Width"), told.get("Height")
    if not isinstance(width, int) or not isinstance(height, int) or not 0 < width * height * space.parts <= MOST_DECODED_BYTES:
        raise DrawingError("it has a picture without a size, or one that is too large")
    coding = told.get("Filter")
    last = spaces.resolve(coding[-1]) if isinstance(coding, list) and coding else coding
    name = last.text if isinstance(last, Name) else ""
    if name in ("DCTDecode", "DCT", "JPXDecode"):
        found = _compressed(stream, coding, name, spaces)
    else:
        found = _plain(stream, told, (height, width, space.parts), spaces)
    if found.shape[2] != space.parts:
        raise DrawingError(f"it has a picture of {found.shape[2]} parts where {space.parts} are told")
    return _decoded(found, told.get("Decode"), space, told)


def _compressed(stream: Stream, coding: Value, name: str, spaces: Spaces) -> Pixels:
    from PIL import Image

    data: bytes | None = stream.data
    if isinstance(coding, list) and len(coding) > 1:
        before: dict[str, Value] = {**stream.entries, "Filter": coding[:-1]}
        data = spaces.unpacked(Stream(before, stream.data))
    try:
        with Image.open(io.BytesIO(data or b"")) as image:
            image.load()
            found = np.asarray(image)
            if image.mode == "CMYK" and "adobe" in image.info:
                found = 255 - found  # Pillow turns Adobe's inks round, and a PDF says itself whether they are
            if image.mode not in ("L", "RGB", "CMYK"):
                found = np.asarray(image.convert("RGB"))
    except (OSError, ValueError) as error:
        raise DrawingError(f"it has a picture that cannot be read ({error})") from None
    return found[:, :, None] if found.ndim == 2 else found


def _plain(stream: Stream, told: dict[str, Value], shape: tuple[int, int, int], spaces: Spaces) -> Pixels:
    height, width, parts = shape
    bits = 1 if told.get("ImageMask") is True else told.get("BitsPerComponent", 8)
    data = spaces.unpacked(stream)
    if data is None or bits not in (1, 2, 4, 8, 16):
        raise DrawingError("it has a picture in a coding that is not read here")
    assert isinstance(bits, int)
    row = (width * parts * bits + 7) // 8
    filled = np.frombuffer(data[: row * height].ljust(row * height, b"\0"), np.uint8).reshape(height, row)
    if bits == 16:
        return np.ascontiguousarray(filled.reshape(height, width, parts, 2)[..., 0])
    if bits < 8:
        each = np.unpackbits(filled, axis=1)[:, : row * 8].reshape(height, -1, bits)
        filled = (each * (1 << np.arange(bits - 1, -1, -1))).sum(axis=2).astype(np.uint8)[:, : width * parts]
        scale = 1 if _indexed(told, spaces) else 255 // ((1 << bits) - 1)
        filled = (filled * scale).astype(np.uint8)
    return filled[:, : width * parts].reshape(height, width, parts)


def _indexed(told: dict[str, Value], spaces: Spaces) -> bool:
    space = told.get("ColorSpace")
    first = spaces.resolve(space[0]) if isinstance(space, list) and space else None
    return isinstance(first, Name) and first.text in ("Indexed", "I")


def _decoded(found: Pixels, decode: Value, space: Space, told: dict[str, Value]) -> Pixels:
    if not isinstance(decode, list) or len(decode) != 2 * space.parts or space.kind == "indexed":
        return found
    limits = space.limits
    wanted = [float(value) for value in decode if isinstance(value, int | float)]
    if len(wanted) != len(limits) or wanted == list(limits):
        return found
    steps = np.arange(256) / 255
    changed = np.empty_like(found)
    for part in range(space.parts):
        low, high = limits[2 * part : 2 * part + 2]
        values = wanted[2 * part] + steps * (wanted[2 * part + 1] - wanted[2 * part])
        table: Any = np.clip(np.rint((values - low) / (high - low) * 255), 0, 255).astype(np.uint8)
        changed[:, :, part] = table[found[:, :, part]]
    return changed
