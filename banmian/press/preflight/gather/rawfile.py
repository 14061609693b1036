"""How a PDF is written, byte by byte: header, ends of streams (ISO 19005-2 §6.1)."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_STREAM = re.compile(rb"(?<![A-Za-z])stream(\r\n|\n|\r)")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_REFERENCE = re.compile(rb"/Length\s+(\d+)\s+\d+\s+R")


class RawFacts(msgspec.Struct, frozen=True):
    """What the bytes say."""

    comment: bool
    after_end: bool
    stream_ends: int
    stream_lengths: int


def raw_facts(pdf: bytes, reader: Any) -> RawFacts:
    """How *pdf*, opened by *reader*, is written."""
    ends = lengths = 0
    at = 0
    while found := _STREAM.search(pdf, at):
        start = found.end()
        length = _length(pdf, found.start(), reader)
        if length is None or start + length > len(pdf):
            at = start
            continue
        tail = pdf[start + length : start + length + 12]
        if tail.startswith((b"\r\nendstream", b"\nendstream", b"\rendstream")):
            pass
        elif tail.startswith(b"endstream"):
            ends += 1
        else:
            lengths += 1
        at = start + length
    return RawFacts(_has_comment(pdf), _goes_on(pdf), ends, lengths)


def _length(pdf: bytes, at: int, reader: Any) -> int | None:
    """What the dictionary before a stream says of its length."""
    head = pdf[max(0, at - 4096) : at]
    head = head[head.rfind(b" obj") + 1 :]
    referred = _REFERENCE.findall(head)
    if referred:
        try:
            return int(reader.get_object(int(referred[-1])))
        except (TypeError, ValueError):
            return None
    told = _LENGTH.findall(head)
    return int(told[-1]) if told else None


def _has_comment(pdf: bytes) -> bool:
    lines = re.match(rb"%PDF-\d\.\d(\r\n|\n|\r)(%[^\r\n]*)", pdf)
    return lines is not None and len(lines[2]) >= 5 and all(byte > 127 for byte in lines[2][1:5])


def _goes_on(pdf: bytes) -> bool:
    end = pdf.rfind(b"%%EOF")
    return end < 0 or bool(pdf[end + 5 :].strip(b"\r\n"))
