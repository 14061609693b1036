"""What kind of picture a file holds, by how it begins."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

_HEAD = 4096  # bytes that are looked at


class PictureError(Exception):
    """A picture file that cannot be used, with the reason."""


class Kind(Enum):
    """Kinds of pictures that a page can show, by the name that people know."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    WEBP = "WebP"
    AVIF = "AVIF"
    HEIC = "HEIC"
    GIF = "GIF"
    BMP = "BMP"
    JPEG_2000 = "JPEG 2000"
    SVG = "SVG"
    PDF = "PDF"


_ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    Kind.PNG: (".png", ".apng"),
    Kind.TIFF: (".tif", ".tiff"),
    Kind.WEBP: (".webp",),
    Kind.AVIF: (".avif",),
    Kind.HEIC: (".heic", ".heif", ".hif"),
    Kind.GIF: (".gif",),
    Kind.BMP: (".bmp", ".dib"),
    Kind.JPEG_2000: (".jp2", ".j2k", ".jpf", ".jpx", ".j2c"),
    Kind.SVG: (".svg",),
    Kind.PDF: (".pdf", ".ai"),
}
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"BM", Kind.BMP),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Kind.JPEG_2000),
    (b"\xff\x4f\xff\x51", Kind.JPEG_2000),
)
# What is often handed in and cannot be shown, and what to do about it.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"8BPS", "a Photoshop file; save it as TIFF or JPEG"),
    (b"%!PS", "PostScript; save it as PDF"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file; save it as PDF"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"PK\x03\x04", "a packed file (ZIP, Word, Excel); take the picture out first"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file; take the picture out first"),
    (b"Rar!", "a packed file; unpack it first"),
    (b"FUJIFILM", "a camera's raw file; develop it to TIFF or JPEG"),
    (b"\0\0\x01\0", "an icon; save it as PNG"),
    (b"icns", "an icon; save it as PNG"),
    (b"\xff\x0a", "JPEG XL; save it as JPEG or TIFF"),
    (b"\0\0\0\x0cJXL ", "JPEG XL; save it as JPEG or TIFF"),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_SVG = re.compile(rb"<(\w+:)?svg[\s>]")
_WEB = re.compile(rb"^(\xef\xbb\xbf)?\s*(<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)


def kind_of(path: str) -> Kind:
    """The kind of the picture file at *path*. Raises PictureError for what no page can show, and where the name says another kind.

    OSError where the file cannot be read.
    """
    with Path(path).open("rb") as file:
        head = file.read(_HEAD)
    kind = kind_of_head(head)
    ending = Path(path).suffix.lower()
    meant = next((other for other, endings in _ENDINGS.items() if ending in endings), kind)
    if meant is not kind:
        raise PictureError(f"it is a {kind.value} file named {ending}; name it {_ENDINGS[kind][0]}")
    return kind


def kind_of_head(head: bytes) -> Kind:
    """The kind of a picture by its first few thousand bytes. Raises PictureError."""
    found = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)
    if found is not None:
        if found is Kind.TIFF and (head[8:10] == b"CR" or head[4:8] == b"IIRS"):
            raise PictureError("it is a camera's raw file; develop it to TIFF or JPEG")
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if not _WEB.match(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _SVG.search(head):
        return Kind.SVG
    raise PictureError(_unknown(head))


def _boxed(head: bytes) -> Kind:
    """AVIF or HEIC, by the brands of its `ftyp` box (ISO 14496-12 §4.3)."""
    size = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return Kind.AVIF
    if any(brand in _HEIC_BRANDS for brand in brands):
        return Kind.HEIC
    if brands[0] in (b"crx ", b"crx\0"):
        raise PictureError("it is a camera's raw file; develop it to TIFF or JPEG")
    raise PictureError("it is a film, or of a kind that is not known; save a picture of it as JPEG")


def _unknown(head: bytes) -> str:
    if not head:
        return "it is empty"
    for beginning, what in _OTHERS:
        if head.startswith(beginning):
            return f"it is {what}"
    if _WEB.match(head):
        return "it is a web page, not a picture: what was saved is the page round it"
    return "it is not a picture that can be read"
