"""Objects of a PDF as plain values, of no library: numbers, strings, names, arrays, dictionaries, streams; matrices."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

Matrix = tuple[float, float, float, float, float, float]


class Name(msgspec.Struct, frozen=True):
    """A name, without its slash."""

    text: str


class Reference(msgspec.Struct, frozen=True):
    """Another object of the same drawing."""

    number: int


class Stream(msgspec.Struct, frozen=True):
    """A stream: its dictionary and its data, coded as the dictionary says."""

    entries: dict[str, Value]
    data: bytes


Value = bool | int | float | bytes | Name | Reference | list["Value"] | dict[str, "Value"] | Stream | None
_PLAIN = re.compile(r"[^A-Za-z0-9+\-_.*@']")


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """First *inner*, then *outer* (ISO 32000-2 §8.3.4)."""
    a1, b1, c1, d1, e1, f1 = inner
    a0, b0, c0, d0, e0, f0 = outer
    return (
        a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0,
    )  # fmt: skip


def written(value: Value, refer: Callable[[int], bytes]) -> bytes:
    """*value* in PDF's syntax (ISO 32000-2 §7.3); *refer* writes a reference."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if value is None:
        return b"null"
    if isinstance(value, int):
        return str(value).encode()
    if isinstance(value, float):
        # Never in powers of ten, which PDF does not know; small numbers of matrices keep their places.
        return f"{value:.12f}".rstrip("0").rstrip(".").encode()
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    if isinstance(value, Name):
        return _name(value.text)
    if isinstance(value, Reference):
        return refer(value.number)
    if isinstance(value, list):
        return b"[" + b" ".join(written(item, refer) for item in value) + b"]"
    if isinstance(value, Stream):
        entries = {**value.entries, "Length": len(value.data)}
        return written(entries, refer) + b"\nstream\n" + value.data + b"\nendstream"
    return b"<<" + b" ".join(_name(key) + b" " + written(value[key], refer) for key in sorted(value)) + b">>"


def _name(text: str) -> bytes:
    return b"/" + _PLAIN.sub(lambda found: "".join(f"#{byte:02x}" for byte in found[0].encode("utf-8")), text).encode()
