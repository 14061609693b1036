"""Read which CID each glyph of a CFF table has.

A PDF addresses a CID-keyed CFF font by CID, any other by glyph id (ISO 32000-2 §9.7.4.2), so the writer of
a content stream must know the charset of the very subset that it embeds. Follows Adobe Technical Note
5176, The Compact Font Format Specification: headers and INDEXes (§4-5), DICTs (§4), charsets (§13).
"""

from __future__ import annotations

from itertools import pairwise

_ROS = 1230  # operator 12 30, present in CID-keyed fonts only
_CHARSET = 15


def glyph_cids(table: bytes, glyph_count: int) -> list[int] | None:
    """CID by glyph id, or None when the font is not CID-keyed. *table* is a whole CFF table."""
    _, at = _index(table, table[2])
    tops, _ = _index(table, at)
    top = _dict(tops[0])
    if _ROS not in top:
        return None
    offset = int(top.get(_CHARSET, [0])[0])
    if offset <= 2:  # predefined charsets: identity for a CID-keyed font
        return list(range(glyph_count))
    return _charset(table, offset, glyph_count)


def _charset(table: bytes, at: int, glyph_count: int) -> list[int]:
    layout = table[at]
    at += 1
    cids = [0]
    if layout == 0:
        cids += [int.from_bytes(table[at + 2 * n : at + 2 * n + 2]) for n in range(glyph_count - 1)]
        return cids
    left_size = 1 if layout == 1 else 2
    while len(cids) < glyph_count:
        first = int.from_bytes(table[at : at + 2])
        left = int.from_bytes(table[at + 2 : at + 2 + left_size])
        cids += range(first, first + left + 1)
        at += 2 + left_size
    return cids[:glyph_count]


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of the INDEX at *at*, and the offset after it."""
    count = int.from_bytes(table[at : at + 2])
    if not count:
        return [], at + 2
    size = table[at + 2]
    base = at + 3
    offsets = [int.from_bytes(table[base + size * n : base + size * (n + 1)]) for n in range(count + 1)]
    data = base + size * (count + 1) - 1
    return [table[data + first : data + last] for first, last in pairwise(offsets)], data + offsets[-1]


def _dict(data: bytes) -> dict[int, list[float]]:
    """Operands by operator; two-byte operators are 1200 plus the second byte. Real numbers read as 0."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte, at = 1200 + data[at], at + 1
            found[byte] = operands
            operands = []
        elif byte == 28:
            operands.append(int.from_bytes(data[at : at + 2], signed=True))
            at += 2
        elif byte == 29:
            operands.append(int.from_bytes(data[at : at + 4], signed=True))
            at += 4
        elif byte == 30:
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
            operands.append(0.0)
        elif byte <= 246:
            operands.append(byte - 139)
        elif byte <= 250:
            operands.append((byte - 247) * 256 + data[at] + 108)
            at += 1
        else:
            operands.append(-(byte - 251) * 256 - data[at] - 108)
            at += 1
    return found
