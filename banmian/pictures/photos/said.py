"""What a photograph says about itself: caption, credit, rights, by XMP and IPTC (IPTC Photo Metadata Standard 2023.2; IIM 4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import msgspec

from banmian.pictures.kind import Kind, PictureError
from banmian.pictures.limits import MOST_SAID_BYTES
from banmian.pictures.photos.source import Source, failing, opened

_DC, _PHOTOSHOP, _RDF = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://ns.adobe.com/photoshop/1.0/}",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CAPTION, _CREATOR, _CREDIT, _RIGHTS = 120, 80, 110, 116  # datasets of IIM's record 2
_IPTC = 0x0404  # Photoshop's resource
_TIFF_XMP, _TIFF_IPTC, _TIFF_PHOTOSHOP = 700, 33723, 34377
_UTF8 = b"\x1b%G"  # IIM's 1:90 for UTF-8
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298  # of EXIF


class Said(msgspec.Struct, frozen=True):
    """What a photograph says; empty where it says nothing."""

    caption: str = ""
    credit: str = ""
    rights: str = ""


class Resource(msgspec.Struct, frozen=True):
    """One of the resources that Photoshop writes into a file."""

    number: int
    name: str
    data: bytes


def said_by(source: Source) -> Said:
    """Caption, credit and rights: by XMP, else by IPTC, else by EXIF. Raises PictureError and OSError."""
    xmp, resources, iptc, exif = _parts(source)
    told = next((item.data for item in photoshop_resources(resources) if item.number == _IPTC), b"")
    found = [_of_xmp(xmp), _of_iptc(iptc or told), exif]
    return Said(*(next((text for one in found if (text := getattr(one, key))), "") for key in ("caption", "credit", "rights")))


def xmp_of(source: Source) -> bytes | None:
    """The XMP packet of a picture, where it has a sound one."""
    xmp = _parts(source)[0]
    return xmp if xmp and _parsed(xmp) is not None else None


def photoshop_resources(data: bytes) -> Iterator[Resource]:
    """Photoshop's image resources (Adobe Photoshop File Formats, Image Resources)."""
    at = 0
    while at + 12 <= len(data) and data[at : at + 4] in (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR"):
        number, named = int.from_bytes(data[at + 4 : at + 6], "big"), data[at + 6]
        name = data[at + 7 : at + 7 + named].decode("utf-8", "replace")
        at += 6 + (named + 2) // 2 * 2
        size = int.from_bytes(data[at : at + 4], "big")
        yield Resource(number, name, data[at + 4 : at + 4 + size])
        at += 4 + (size + 1) // 2 * 2


def resources_of(source: Source) -> bytes:
    """Photoshop's image resources of a JPEG or a TIFF; empty for none."""
    return _parts(source)[1]


def _parts(source: Source) -> tuple[bytes, bytes, bytes, Said]:
    """XMP, Photoshop's resources, IPTC alone, and what EXIF says."""
    if source.jpeg is not None:
        jpeg = source.jpeg
        return (jpeg.xmp or b"")[:MOST_SAID_BYTES], jpeg.photoshop[:MOST_SAID_BYTES], b"", _of_exif(_loaded(jpeg.exif))
    with opened(source.path, source.kind) as image:
        xmp = image.info.get("xmp", b"")
        if source.kind is Kind.PNG and not xmp:
            xmp = image.info.get("XML:com.adobe.xmp", "")
        tags: Any = getattr(image, "tag_v2", {})
        if source.kind is Kind.TIFF:
            xmp = xmp or tags.get(_TIFF_XMP, b"")
        found = [_bytes(value) for value in (xmp, tags.get(_TIFF_PHOTOSHOP, b""), tags.get(_TIFF_IPTC, b""))]
        exif = _of_exif(image.getexif())
    if any(len(part) > MOST_SAID_BYTES for part in found):
        return b"", b"", b"", exif
    return found[0], found[1], found[2], exif


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, tuple):
        return b"".join(item for item in value if isinstance(item, bytes))
    return value if isinstance(value, bytes) else b""


def _loaded(exif: bytes | None) -> Any:
    if not exif:
        return {}
    from PIL import Image

    found = Image.Exif()
    try:
        with failing():
            found.load(b"Exif\0\0" + exif)
    except PictureError:
        return {}
    return found


def _of_exif(exif: Any) -> Said:
    def text(tag: int) -> str:
        value = exif.get(tag, "")
        # EXIF has no Chinese; what cameras write instead is in bytes of their own.
        return _tidy(value) if isinstance(value, str) and value.isascii() else ""

    return Said(text(_DESCRIPTION), text(_ARTIST), text(_COPYRIGHT))


def _of_xmp(data: bytes) -> Said:
    root = _parsed(data)
    if root is None:
        return Said()
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            found.setdefault(key, _tidy(value))
        for child in description:
            found.setdefault(child.tag, _property(child))
    creator, credit = found.get(f"{_DC}creator", ""), found.get(f"{_PHOTOSHOP}Credit", "")
    return Said(found.get(f"{_DC}description", ""), _together(creator, credit), found.get(f"{_DC}rights", ""))


def _property(element: ElementTree.Element) -> str:
    """A property's text: of a language alternative Chinese or the default, of a list all of it."""
    items = list(element.iter(f"{_RDF}li"))
    if not items:
        return _tidy(element.text or "")
    if element.find(f"{_RDF}Alt") is None:
        return "、".join(text for item in items if (text := _tidy(item.text or "")))
    chosen = next((item for item in items if item.get(_LANGUAGE, "").lower().startswith("zh")), items[0])
    return _tidy(chosen.text or "")


def _parsed(data: bytes) -> ElementTree.Element | None:
    """An XMP packet as a tree; None where it is broken or declares entities, which no packet needs."""
    if not data or b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        return None
    try:
        return ElementTree.fromstring(data.strip(b"\0 \r\n\t"))
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError):
        return None


def _of_iptc(data: bytes) -> Said:
    """IIM's application record: a dataset after the other, each marked by 1C."""
    found: dict[int, list[bytes]] = {}
    coding, at = "", 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, number, size = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000:
            break  # an extended dataset, of a size that no caption has
        value = data[at + 5 : at + 5 + size]
        if record == 1 and number == 90 and value == _UTF8:
            coding = "utf-8"
        elif record == 2:
            found.setdefault(number, []).append(value)
        at += 5 + size

    def text(number: int) -> str:
        return "、".join(_tidy(_read(value, coding)) for value in found.get(number, []))

    return Said(text(_CAPTION), _together(text(_CREATOR), text(_CREDIT)), text(_RIGHTS))


def _read(value: bytes, coding: str) -> str:
    """A dataset's text; where its file does not say how it is coded, as UTF-8, else as Chinese agencies write."""
    for name in (coding or "utf-8", "utf-8", "gb18030"):
        try:
            return value.decode(name)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def _together(creator: str, credit: str) -> str:
    """Who made a photograph, behind whom it came from."""
    return creator if not credit or credit in creator else credit if creator in credit else f"{credit} {creator}".strip()


def _tidy(text: str) -> str:
    """One line, without controls."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
