"""Write ReportLab's document by ourselves, where a standard wants what its own writer does not do.

Stream data ends before an end of line (ISO 19005-2 §6.1.7.1); objects are gathered in object streams and found by a cross-reference
stream (ISO 32000-2 §7.5.7, §7.5.8), which makes a structure tree small; a file of PDF 2.0 has no document information.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from banmian.output.sheet.standard import Keeping

_TOGETHER = 200  # objects in one stream: what a viewer takes apart to find one of them
_HEADER = b"%%PDF-%d.%d\n%%\xe7\x89\x88\xe9\x9d\xa2\n"  # 版面 in UTF-8: bytes over 127, as §7.5.2 recommends
_LENGTH = re.compile(rb"/Length (\d+)")


def rewritten(document: Any, keeping: Keeping) -> bytes:
    """The whole file of a *document* that everything was put into."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.invariant = document.invariant
    document.info.digest(document.signature)
    document.encrypt.prepare(document)
    root = _number(document, document.Catalog)
    info = None if keeping.version >= (2, 0) else _number(document, document.info)
    objects = _objects(document)
    if info is None and hasattr(document.info, "__InternalName__"):
        objects.pop(_number(document, document.info), None)
    digest = document.signature.digest().hex().upper()
    trailer = f"/Root {root} 0 R/ID[<{digest}><{digest}>]" + (f"/Info {info} 0 R" if info else "")
    if keeping.press is not None:
        return _plain(objects, keeping, trailer)
    return _gathered(objects, keeping, trailer)


def _number(document: Any, item: Any) -> int:
    document.Reference(item)
    return int(document.idToObjectNumberAndVersion[item.__InternalName__][0])


def _objects(document: Any) -> dict[int, bytes]:
    """Every object by its number; formatting one may bring others in."""
    found: dict[int, bytes] = {}
    number = 1
    while number in document.numberToId:
        item = document.idToObject[document.numberToId[number]]
        found[number] = _ended(pdfdoc.format(item, document, toplevel=1))
        number += 1
    return found


def _ended(written: bytes) -> bytes:
    """An object whose stream, if it has one, ends with an end of line before `endstream`."""
    if not _is_stream(written):
        return written.rstrip(b"\n")
    start = written.index(b"stream\n") + 7
    end = start + int(_LENGTH.findall(written, 0, start)[-1])
    return b"%s\nendstream" % written[:end]


def _is_stream(written: bytes) -> bool:
    return written.endswith((b"endstream\n", b"endstream"))


def _body(objects: dict[int, bytes], keeping: Keeping) -> tuple[list[bytes], dict[int, int], int]:
    """Header and objects, where each begins, and how long that is."""
    parts = [_HEADER % keeping.version]
    at, places = len(parts[0]), {}
    for number, written in objects.items():
        head = b"%d 0 obj\n" % number
        places[number] = at
        parts += (head, written, b"\nendobj\n")
        at += len(head) + len(written) + 8
    return parts, places, at


def _plain(objects: dict[int, bytes], keeping: Keeping, trailer: str) -> bytes:
    """With a cross-reference table, as every press reads it."""
    parts, places, at = _body(objects, keeping)
    size = max(places) + 1
    rows = [b"0000000000 65535 f \n" if number not in places else b"%010d 00000 n \n" % places[number] for number in range(size)]
    parts += [b"xref\n0 %d\n" % size, *rows]
    parts.append(f"trailer\n<</Size {size}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode("ascii"))
    return b"".join(parts)


def _gathered(objects: dict[int, bytes], keeping: Keeping, trailer: str) -> bytes:
    """With object streams and a cross-reference stream."""
    streams = {number: written for number, written in objects.items() if _is_stream(written)}
    others = [(number, written) for number, written in objects.items() if number not in streams]
    rows: dict[int, tuple[int, int, int]] = {}
    count = max(objects)
    for first in range(0, len(others), _TOGETHER):
        count += 1
        group = others[first : first + _TOGETHER]
        streams[count] = _object_stream(group)
        rows |= {number: (2, count, at) for at, (number, _) in enumerate(group)}
    parts, places, at = _body(streams, keeping)
    count += 1
    rows |= {number: (1, place, 0) for number, place in places.items()}
    rows |= {0: (0, 0, 65535), count: (1, at, 0)}
    table = b"".join(
        bytes((kind,)) + one.to_bytes(4, "big") + two.to_bytes(2, "big")
        for kind, one, two in (rows.get(number, (0, 0, 65535)) for number in range(count + 1))
    )
    data = zlib.compress(table, 9)
    head = f"<</Type/XRef/Size {count + 1}/W[1 4 2]{trailer}/Filter/FlateDecode/Length {len(data)}>>"
    parts.append(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (count, head.encode("ascii"), data, at))
    return b"".join(parts)


def _object_stream(group: list[tuple[int, bytes]]) -> bytes:
    """Objects as the content of one stream (§7.5.7)."""
    places, at = [], 0
    for number, written in group:
        places.append(f"{number} {at}")
        at += len(written) + 1
    head = (" ".join(places) + "\n").encode("ascii")
    data = zlib.compress(head + b"\n".join(written for _, written in group), 9)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(group),
        len(head),
        len(data),
        data,
    )
