"""The printing plates of a PDF, each as a PDF in greys: what the press prints in cyan, magenta, yellow and black.

Colours in inks are taken as they are; grey is black ink, and RGB is its complements without black, as a page that
was never separated has no other plates. Gradients and patterns keep their colours.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, FloatObject, NameObject, NumberObject, StreamObject

from banmian.compare.side import Pdf

PLATES = ("cyan", "magenta", "yellow", "black")
_BLACK = 3
_SPACES = {b"cs", b"CS"}
_COLOURS = {b"k", b"K", b"rg", b"RG", b"g", b"G", b"sc", b"SC", b"scn", b"SCN"}
_DEPTH = 20

Operation = tuple[list[Any], bytes]


def plate(data: bytes, number: int) -> Pdf:
    """Plate *number* (0 to 3) of a PDF."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    done: set[int] = set()
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page[NameObject("/Contents")] = writer._add_object(_rewritten(contents, writer, number))
        _resources(page.get("/Resources"), writer, number, done, 0)
    target = io.BytesIO()
    writer.write(target)
    return Pdf(target.getvalue())


def _resources(resources: Any, writer: PdfWriter, number: int, done: set[int], depth: int) -> None:
    """Forms and pictures that a page or a form uses."""
    resources = resources.get_object() if resources is not None else {}
    objects = resources.get("/XObject")
    if objects is None or depth > _DEPTH:
        return
    objects = objects.get_object()
    for name in list(objects):
        item = objects[name].get_object()
        key = id(item)
        if key in done:
            continue
        done.add(key)
        if item.get("/Subtype") == "/Form":
            _resources(item.get("/Resources"), writer, number, done, depth + 1)
            item.set_data(_rewritten(item, writer, number).get_data())
        elif item.get("/Subtype") == "/Image" and not item.get("/ImageMask"):
            grey = _grey_picture(item, number)
            done.add(id(grey))
            objects[name] = writer._add_object(grey)


def _rewritten(contents: Any, writer: PdfWriter, number: int) -> Any:
    stream = ContentStream(contents, writer)
    stream.operations = [item for operation in stream.operations for item in _operation(operation, number)]
    plain = DecodedStreamObject()
    plain.set_data(stream.get_data())
    return plain


def _operation(operation: Any, number: int) -> list[Operation]:
    """An operator in greys; colour spaces are left out, for every colour is grey."""
    values, name = operation
    if name in _SPACES:
        return []
    stroke = name[:1].isupper()
    if name not in _COLOURS:
        return [(values, name)]
    parts = [float(value) for value in values if isinstance(value, int | float)]
    if len(parts) != len(values):
        return [(values, name)]  # a pattern
    return [([FloatObject(round(_white(parts, number), 4))], b"G" if stroke else b"g")]


def _white(parts: list[float], number: int) -> float:
    """How light a colour is on a plate, by its number of parts."""
    if len(parts) == 4:
        return 1 - parts[number]
    if len(parts) == 3:
        return 1.0 if number == _BLACK else parts[number]
    if len(parts) == 1:
        return parts[0] if number == _BLACK else 1.0
    return 1.0


def _grey_picture(item: StreamObject, number: int) -> StreamObject:
    """A picture as one plate has it; white where it has nothing, as it is where it cannot be read."""
    try:
        image: Image.Image = item.decode_as_image()
    except (ValueError, NotImplementedError, OSError, KeyError):
        return item
    if image.mode == "CMYK":
        band = image.getchannel(number).point([255 - level for level in range(256)])
    elif image.mode in ("L", "1", "LA"):
        band = image.convert("L") if number == _BLACK else Image.new("L", image.size, 255)
    else:
        band = Image.new("L", image.size, 255) if number == _BLACK else image.convert("RGB").getchannel(number)
    grey = DecodedStreamObject()
    grey.set_data(band.tobytes())
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/ColorSpace", "/DeviceGray")):
        grey[NameObject(key)] = NameObject(value)
    for key, size in (("/Width", image.width), ("/Height", image.height), ("/BitsPerComponent", 8)):
        grey[NameObject(key)] = NumberObject(size)
    if "/SMask" in item:
        grey[NameObject("/SMask")] = item.raw_get("/SMask")
    return grey
