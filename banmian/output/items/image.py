"""A picture of pixels as an image of ReportLab's document: its samples as they are coded, each profile once a document."""

from __future__ import annotations

import hashlib
import zlib
from math import cos, radians, sin
from typing import Any

from reportlab.pdfbase import pdfdoc

from banmian.output.colours.code import number
from banmian.output.colours.inks import Inks
from banmian.pictures.photos.coded import Samples
from banmian.pictures.values import Matrix, product
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour

_PARTS = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}
# From the unit square in which stored samples lie into the one that is seen, by EXIF's orientation (Exif 3.0 §4.6.5).
_STANDS: dict[int, Matrix] = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


class ImageObject(pdfdoc.PDFObject):
    """An image (ISO 32000-2 §8.9.5), written when the document is."""

    __RefOnly__ = 1

    def __init__(self, name: str, samples: Samples, entries: dict[str, Any]) -> None:
        self.name = name
        self.samples = samples
        self.entries = entries

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """ReportLab's hook."""
        samples = self.samples
        stream = pdfdoc.PDFStream(content=samples.data)
        entries = stream.dictionary
        entries["Type"], entries["Subtype"] = pdfdoc.PDFName("XObject"), pdfdoc.PDFName("Image")
        entries["Width"], entries["Height"], entries["BitsPerComponent"] = samples.width, samples.height, samples.bits
        entries["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName(samples.coding)])
        if samples.predicted:
            told = {"Predictor": 15, "Colors": samples.predicted, "BitsPerComponent": samples.bits, "Columns": samples.width}
            entries["DecodeParms"] = pdfdoc.PDFArray([pdfdoc.PDFDictionary(told)])
        if samples.reversed:
            entries["Decode"] = pdfdoc.PDFArray([1, 0] * 4)
        for key, value in self.entries.items():
            entries[key] = value
        found: bytes = stream.format(document)
        return found


def put_image(canvas: Any, inks: Inks, samples: Samples) -> str:
    """The name of the image object of *samples*, made once a document; named by its content, so that no path enters the file."""
    document = canvas._doc
    name = f"img{samples.digest[:16]}"
    registered = document.getXObjectName(name)
    if registered not in document.idToObject:
        image = ImageObject(name, samples, _entries(document, inks, samples))
        canvas._setXObjects(image)
        document.Reference(image, registered)
        document.addForm(name, image)
    canvas._currentPageHasImages = 1
    return name


def _entries(document: pdfdoc.PDFDocument, inks: Inks, samples: Samples) -> dict[str, Any]:
    found: dict[str, Any] = {"ColorSpace": _space(document, inks, samples)}
    if samples.mask is not None:
        mask = samples.mask
        name = f"mask{mask.digest[:16]}"
        found["SMask"] = document.Reference(ImageObject(name, mask, {"ColorSpace": pdfdoc.PDFName(mask.space)}), name)
    if samples.said is not None:
        said = pdfdoc.PDFStream(content=samples.said, filters=[])
        said.dictionary["Type"], said.dictionary["Subtype"] = pdfdoc.PDFName("Metadata"), pdfdoc.PDFName("XML")
        found["Metadata"] = document.Reference(said, f"said{hashlib.sha256(samples.said).hexdigest()[:16]}")
    return found


def _space(document: pdfdoc.PDFDocument, inks: Inks, samples: Samples) -> Any:
    """The colour space of *samples*: a device's, by a profile, or of a palette (ISO 32000-2 §8.6.5.5, §8.6.6.3)."""
    base: Any = pdfdoc.PDFName(samples.space)
    if samples.inks:  # of a palette, or of the samples themselves
        base = inks.space(Colour("ink", (1.0,) * len(samples.inks), samples.inks))
    if samples.profile is not None:
        name = f"profile{hashlib.sha256(samples.profile).hexdigest()[:16]}"
        if name not in document.idToObject:
            profile = pdfdoc.PDFStream(content=zlib.compress(samples.profile, 6), filters=[])
            profile.dictionary["N"] = _PARTS[samples.space]
            profile.dictionary["Alternate"] = pdfdoc.PDFName(samples.space)
            profile.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
            document.Reference(profile, name)
        base = pdfdoc.PDFArray([pdfdoc.PDFName("ICCBased"), pdfdoc.PDFObjectReference(name)])
    if samples.palette is None:
        return base
    colours = pdfdoc.PDFStream(content=zlib.compress(samples.palette, 6), filters=[])
    colours.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    name = f"tone{hashlib.sha256(samples.palette).hexdigest()[:16]}"
    return pdfdoc.PDFArray([pdfdoc.PDFName("Indexed"), base, 255, document.Reference(colours, name)])


def placed(image: Rect, turned: float, stands: int, height: float, shift: float) -> str:
    """The matrix that brings a picture's samples onto the page, as an operator: *image* is where it lies, *turned* clockwise."""
    x, y = image.x + shift, height - image.bottom
    if not turned and stands == 1:
        return f"{number(image.width)} 0 0 {number(image.height)} {number(x)} {number(y)} cm"
    matrix = product(_STANDS.get(stands, (1, 0, 0, 1, 0, 0)), (image.width, 0, 0, image.height, 0, 0))
    if turned:
        middle = (1, 0, 0, 1, -image.width / 2, -image.height / 2)
        c, s = cos(radians(turned)), sin(radians(turned))
        matrix = product(product(matrix, middle), (c, -s, s, c, image.width / 2, image.height / 2))
    return f"{' '.join(number(value) for value in product(matrix, (1, 0, 0, 1, x, y)))} cm"
