"""How a picture looks, in a few bytes: enough to tell a recompressed photograph from another one."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from typing import TYPE_CHECKING

import msgspec

from banmian.colour.seen import seen
from banmian.pictures.photos.coded import Samples
from banmian.spec.types.colour import Colour

if TYPE_CHECKING:
    from PIL.Image import Image

_GRID = 8


class Look(msgspec.Struct, frozen=True):
    """A picture's size, the digest of its data and its colours on a grid of 8 by 8."""

    pixels: tuple[int, int]
    digest: str  #: sha256 of a JPEG's file, of other pictures' samples
    colours: str  #: hexadecimal RGB; empty where the picture's data break off


def look_of(data: bytes) -> Look:
    """The look of a picture file as it lies in a PDF."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        size = image.size
        if data[:2] == b"\xff\xd8":
            image.draft("RGB", (16 * _GRID, 16 * _GRID))
            return Look(size, hashlib.sha256(data).hexdigest(), _colours(image))
        return samples_look(image)


def look_of_samples(samples: Samples) -> Look:
    """The look of a picture as a PDF is to hold it."""
    if samples.coding == "DCTDecode":
        return look_of(samples.data)
    image = _decoded(samples)
    if samples.palette is not None:
        if samples.inks:
            return samples_look(numbered(image, _shown_palette(samples), 4))
        return samples_look(numbered(image, samples.palette, 4 if samples.space == "DeviceCMYK" else 3))
    if samples.mask is not None and image.mode != "CMYK":
        image = image.convert("LA" if image.mode in ("L", "1") else "RGBA")
        image.putalpha(_decoded(samples.mask).convert("L"))
    return samples_look(image)


def _shown_palette(samples: Samples) -> bytes:
    """The colours of a palette of spot colours as what they are shown by, in four inks."""
    count, told = len(samples.inks), samples.palette or b""
    steps = bytearray()
    for at in range(0, len(told), count):
        shown = seen(Colour("ink", tuple(part / 255 for part in told[at : at + count]), samples.inks))
        inks = shown.parts if shown.space == "cmyk" else (*(1 - part for part in shown.parts), 0.0)
        steps += bytes(round(255 * part) for part in inks)
    return bytes(steps)


def numbered(image: Image, palette: bytes, parts: int) -> Image:
    """An image whose samples number the colours of a *palette*, each of so many *parts*, in these colours."""
    from PIL import Image as Images

    room = palette.ljust(256 * parts, b"\0")
    return Images.merge("RGB" if parts == 3 else "CMYK", [image.point(list(room[at : 256 * parts : parts])) for at in range(parts)])


def _decoded(samples: Samples) -> Image:
    """Samples that are coded without loss, as an image."""
    from PIL import Image as Images

    size = samples.width, samples.height
    if not samples.predicted:
        return Images.frombytes("CMYK", size, zlib.decompress(samples.data))
    return predicted(samples.data, size, samples.bits, samples.predicted)


def predicted(data: bytes, size: tuple[int, int], bits: int, parts: int) -> Image:
    """Deflated samples of so many *parts*, each row predicted as in a PNG: read as one. Raises OSError."""
    from PIL import Image as Images

    head = struct.pack(">2I5B", *size, bits, 2 if parts == 3 else 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
    made = b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in chunks
    )
    with Images.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + made), formats=["PNG"]) as image:
        image.load()
        return image


def samples_look(image: Image) -> Look:
    """The look of a picture that is held as samples."""
    alpha = image.getchannel("A").tobytes() if "A" in image.getbands() else b""
    plain = image.convert("L" if image.mode in ("L", "LA", "1") else "CMYK" if image.mode == "CMYK" else "RGB")
    digest = hashlib.sha256(plain.tobytes() + (alpha if alpha.strip(b"\xff") else b"")).hexdigest()
    return Look(image.size, digest, _colours(plain))


def _colours(image: Image) -> str:
    from PIL import Image as Images

    try:
        return image.convert("RGB").resize((_GRID, _GRID), Images.Resampling.BOX).tobytes().hex()
    except OSError:  # a JPEG that breaks off, which viewers show as far as it goes
        return ""
