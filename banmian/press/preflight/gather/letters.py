"""Fonts by what is shown of them: whether Unicode is told for every code, whether .notdef is shown (ISO 19005-2 §6.2.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banmian.press.preflight.gather.archivefacts import Letters
from banmian.press.preflight.gather.content import Scan
from banmian.press.preflight.gather.objects import resolved

_EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_FORBIDDEN = {"\u0000", "\ufeff", "\ufffe"}
_MOST_RANGE = 70_000


def letters(scan: Scan) -> Iterator[Letters]:
    """The fonts of a scan."""
    for page, font, codes in scan.fonts.values():
        kind = str(font.get("/Subtype", "/"))[1:]
        descendants = resolved(font.get("/DescendantFonts")) or []
        inner = resolved(descendants[0]) if descendants else font
        descriptor: Any = resolved(inner.get("/FontDescriptor")) if hasattr(inner, "get") else None
        embedded = kind == "Type3" or (hasattr(descriptor, "keys") and bool(_EMBEDDED & set(descriptor)))
        told = unicode_of(font)
        encoded = _encoding_tells(font, kind)
        unmapped = sum(1 for code in codes if not told.get(code) and not encoded)
        identity = str(resolved(font.get("/Encoding"))).startswith("/Identity")
        glyphs = str(inner.get("/Subtype")) != "/CIDFontType2" or inner.get("/CIDToGIDMap") is not None or not embedded
        yield Letters(
            page=page,
            name=re.sub(r"^/?([A-Z]{6}\+)?", "", str(font.get("/BaseFont", ""))),
            kind=kind,
            embedded=embedded,
            unmapped=unmapped,
            forbidden=sum(1 for code in codes if _FORBIDDEN & set(told.get(code, ""))),
            notdef=kind == "Type0" and identity and 0 in codes,
            mapped_glyphs=glyphs,
        )


def _encoding_tells(font: Any, kind: str) -> bool:
    """Whether a simple font's encoding tells its characters by the names of their glyphs."""
    if kind == "Type0":
        return False
    encoding = resolved(font.get("/Encoding"))
    if isinstance(encoding, str):
        return encoding in ("/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding")
    return hasattr(encoding, "get") and kind != "Type3"


def unicode_of(font: Any) -> dict[int, str]:
    """What a font's ToUnicode says of its codes (ISO 32000-1 §9.10.3)."""
    stream = resolved(font.get("/ToUnicode"))
    if not hasattr(stream, "get_data"):
        return {}
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(stream.get_data()):
        tokens = list(_HEX.findall(body))
        if kind == b"bfchar":
            values = [_value(token[0]) for token in tokens]
            for code, text in zip(values[::2], values[1::2], strict=False):
                found[int.from_bytes(code, "big")] = _text(text)
        else:
            _ranges(tokens, found)
    return found


def _ranges(tokens: list[tuple[bytes, bytes, bytes]], found: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        first, last = (int.from_bytes(_value(token[0]), "big") for token in tokens[at : at + 2])
        last = min(last, first + _MOST_RANGE)
        at += 2
        if tokens[at][1]:
            at += 1
            code = first
            while at < len(tokens) and not tokens[at][2]:
                found[code] = _text(_value(tokens[at][0]))
                code, at = code + 1, at + 1
            at += 1
            continue
        start = _value(tokens[at][0])
        at += 1
        for code in range(first, last + 1):
            value = (int.from_bytes(start, "big") + code - first).to_bytes(max(len(start), 2), "big", signed=False)
            found[code] = _text(value)


def _value(token: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", token)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(value: bytes) -> str:
    return value.decode("utf-16-be", "replace")
