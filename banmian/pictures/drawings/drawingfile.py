"""A drawing as a PDF of one page."""

from __future__ import annotations

import zlib

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.values import Name, Reference, Stream, Value, written

_OWN = 4  # objects before those of the drawing: catalogue, pages, page, content


def drawing_file(drawing: Drawing) -> bytes:
    """The file; `open_drawing` gives the same drawing again, with the same digest."""
    page: dict[str, Value] = {
        "Type": Name("Page"),
        "Parent": Reference(2 - _OWN),
        "MediaBox": list(drawing.box),
        "Resources": drawing.resources,
        "Contents": Reference(4 - _OWN),
    }
    if drawing.turned:
        page["Rotate"] = drawing.turned
    if drawing.unit != 1:
        page["UserUnit"] = drawing.unit
    if drawing.group is not None:
        page["Group"] = drawing.group
    objects: list[Value] = [
        {"Type": Name("Catalog"), "Pages": Reference(2 - _OWN)},
        {"Type": Name("Pages"), "Kids": [Reference(3 - _OWN)], "Count": 1},
        page,
        Stream({"Filter": Name("FlateDecode")}, zlib.compress(drawing.content)),
        *(drawing.objects[number] for number in sorted(drawing.objects)),
    ]
    made = bytearray(b"%PDF-1.7\n%\xe7\x89\x88\xe9\x9d\xa2\n")
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, written(value, lambda at: b"%d 0 R" % (at + _OWN)))
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)
