"""The look of a picture in a PDF, from its stream."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import msgspec
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name
from PIL import Image, UnidentifiedImageError

from banmian.pictures.photos.jpeg import with_profile
from banmian.pictures.photos.profile import usable
from banmian.reading.values import drawing_told
from banmian.tree.look import Look, look_of, numbered, predicted, samples_look


class PictureFile(msgspec.Struct, frozen=True):
    """A picture as a file of its own."""

    data: bytes
    suffix: str  #: jpg, png, jp2, tif


_FILES = {"DCTDecode", "DCT", "JPXDecode"}
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}


def picture_look(stream: PDFStream) -> Look:
    """The look of *stream*; without colours where its coding is not known, and for drawings."""
    told = drawing_told(stream)
    if told is not None:
        return Look((round(told[1][0]), round(told[1][1])), told[0], "")
    size = int(resolve1(stream.get_any(("W", "Width"), 0))), int(resolve1(stream.get_any(("H", "Height"), 0)))
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    try:
        if filters and filters[-1] in _FILES:
            # pdfminer takes off the filters before the last one and leaves the file itself.
            return look_of(stream.get_data())
        image = samples(stream, size)
        if image is not None:
            return samples_look(_with_mask(image, stream))
    except (UnidentifiedImageError, OSError, ValueError):
        pass
    try:
        data = stream.get_data() or b""
    except IndexError:
        data = stream.rawdata or b""
    return Look(size, hashlib.sha256(data).hexdigest(), "")


def samples(stream: PDFStream, size: tuple[int, int]) -> Image.Image | None:
    """A picture held as samples of 8 bits, or of 1 bit in grey; None for others."""
    if size[0] * size[1] > 200_000_000:
        return None
    bits = resolve1(stream.get_any(("BPC", "BitsPerComponent"), 8))
    space = resolve1(stream.get_any(("CS", "ColorSpace")))
    try:
        data = stream.get_data()
    except IndexError:  # pdfminer's, at rows of single bits that are predicted
        return predicted(stream.rawdata, size, bits, 1) if bits < 8 and stream.rawdata else None
    if bits == 1 and len(data) >= (size[0] + 7) // 8 * size[1]:
        return Image.frombytes("1", size, data).convert("L")
    if bits != 8:
        return None
    if isinstance(space, list) and literal_name(space[0]) in ("Indexed", "I"):
        return _indexed(space, size, data)
    mode = _MODES.get(_parts(space))
    if mode is None or len(data) < len(mode.replace("RGB", "123").replace("CMYK", "1234")) * size[0] * size[1]:
        return None
    return Image.frombytes(mode, size, data)


def stands_alone(stream: PDFStream) -> bool:
    """Whether a picture's data show by themselves what the page shows of it: no colours that only the page tells.

    Spot colours, samples told in reverse, colours that are masked out, and stencils are of the page.
    """
    if drawing_told(stream) is not None:
        return True
    if resolve1(stream.get_any(("IM", "ImageMask"))) or stream.get("Mask") is not None:
        return False
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    coded = filters[-1] if filters and filters[-1] in _FILES else ""
    space = resolve1(stream.get_any(("CS", "ColorSpace")))
    decode = resolve1(stream.get_any(("D", "Decode")))
    if coded == "JPXDecode":
        return (space is None or _parts(space) > 0) and decode is None
    bits = resolve1(stream.get_any(("BPC", "BitsPerComponent"), 8))
    kind = literal_name(space[0]) if isinstance(space, list) else ""
    if kind in ("Indexed", "I"):
        return not coded and bits == 8 and _parts(resolve1(space[1])) == 3 and decode is None
    parts = _parts(space)
    if not parts or kind == "Separation" or not (coded or bits == 8 or (bits == 1 and parts == 1)):
        return False
    told = [float(resolve1(value)) for value in decode] if decode is not None else [0.0, 1.0] * parts
    if coded and parts == 4:  # programs take the inks of a JPEG file as reversed where Adobe's marker stands in it
        return told == ([1.0, 0.0] if b"Adobe\0" in stream.get_data()[:4096] else [0.0, 1.0]) * 4
    return told == [0.0, 1.0] * parts


def _parts(space: Any) -> int:
    """How many parts a colour of *space* has; 0 where it is not known."""
    if isinstance(space, list):
        if literal_name(space[0]) == "ICCBased":
            return int(resolve1(resolve1(space[1]).get("N", 0)))
        return {"CalRGB": 3, "CalGray": 1, "Separation": 1}.get(literal_name(space[0]), 0)
    return {"DeviceRGB": 3, "RGB": 3, "DeviceGray": 1, "G": 1, "DeviceCMYK": 4, "CMYK": 4}.get(literal_name(space), 0)


def _indexed(space: list[Any], size: tuple[int, int], data: bytes) -> Image.Image | None:
    base, table = resolve1(space[1]), resolve1(space[3])
    colours = table.get_data() if isinstance(table, PDFStream) else table
    parts = _parts(base)
    if parts not in (3, 4) or not isinstance(colours, bytes) or len(data) < size[0] * size[1]:
        return None
    return numbered(Image.frombytes("L", size, data), colours, parts)


def _with_mask(image: Image.Image, stream: PDFStream) -> Image.Image:
    """The picture with its soft mask as alpha, where it has one."""
    mask = resolve1(stream.get("SMask")) if isinstance(stream.get("SMask"), PDFObjRef | PDFStream) else None
    if not isinstance(mask, PDFStream):
        return image
    size = int(resolve1(mask["Width"])), int(resolve1(mask["Height"]))
    alpha = samples(mask, size)
    if alpha is None or size != image.size or image.mode == "CMYK":
        return image
    found = image.convert("LA" if image.mode == "L" else "RGBA")
    found.putalpha(alpha.convert("L"))
    return found


def picture_file(stream: PDFStream) -> PictureFile | None:
    """*stream* as a file: coded pictures as they are, samples as PNG (of inks as TIFF); None where it cannot be read."""
    size = int(resolve1(stream.get_any(("W", "Width"), 0))), int(resolve1(stream.get_any(("H", "Height"), 0)))
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    masked = isinstance(resolve1(stream.get("SMask")), PDFStream)
    try:
        if filters and filters[-1] in _FILES:
            data = stream.get_data()
            with Image.open(io.BytesIO(data)):
                pass  # what is no picture file raises
            if not masked:
                return _coded_file(data, filters[-1], _profile(stream))
            with Image.open(io.BytesIO(data)) as opened:
                image: Image.Image | None = opened.convert("RGB") if opened.mode == "CMYK" else opened.copy()
        else:
            image = samples(stream, size)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    if image is None:
        return None
    image = _with_mask(image, stream)
    target, profile = io.BytesIO(), _profile(stream)
    if image.mode == "CMYK":
        image.save(target, "TIFF", compression="tiff_adobe_deflate", icc_profile=profile)
        return PictureFile(target.getvalue(), "tif")
    image.save(target, "PNG", optimize=False, icc_profile=profile)
    return PictureFile(target.getvalue(), "png")


def _coded_file(data: bytes, coding: str, profile: bytes | None) -> PictureFile:
    """A coded picture as it is; a JPEG with the profile that its page gives it, where it has none of its own."""
    if coding == "JPXDecode":
        return PictureFile(data, "jp2")
    return PictureFile(with_profile(data, profile) if profile and b"ICC_PROFILE\0" not in data[:65_536] else data, "jpg")


def _profile(stream: PDFStream) -> bytes | None:
    """The colour profile by which a page shows a picture; None for none, and for one that no file can hold."""
    space = resolve1(stream.get_any(("CS", "ColorSpace")))
    if isinstance(space, list) and literal_name(space[0]) in ("Indexed", "I"):
        space = resolve1(space[1])
    if not isinstance(space, list) or literal_name(space[0]) != "ICCBased":
        return None
    profile: bytes = resolve1(space[1]).get_data()
    return profile if usable(profile, _parts(space)) else None
