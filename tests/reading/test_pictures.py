"""Which pictures of a PDF are files by themselves, and which show what only their page tells."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from PIL import Image

from banmian.reading.pictures import stands_alone

GREY, RGB, CMYK = LIT("DeviceGray"), LIT("DeviceRGB"), LIT("DeviceCMYK")
PROFILE = PDFStream({"N": 3}, b"a profile")


def jpeg(mode: str) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (8, 8)).save(target, "JPEG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("told", "alone"),
    [
        ({"ColorSpace": GREY}, True),
        ({"ColorSpace": RGB, "Decode": [0, 1, 0, 1, 0, 1]}, True),
        ({"ColorSpace": CMYK}, True),
        ({"ColorSpace": [LIT("ICCBased"), PROFILE]}, True),
        ({"ColorSpace": GREY, "BitsPerComponent": 1}, True),
        ({"ColorSpace": [LIT("Indexed"), RGB, 1, b"\0" * 6]}, True),
        ({"ColorSpace": GREY, "Decode": [1, 0]}, False),
        ({"ColorSpace": GREY, "BitsPerComponent": 16}, False),
        ({"ColorSpace": RGB, "BitsPerComponent": 4}, False),
        ({"ColorSpace": GREY, "Mask": [0, 9]}, False),
        ({"ImageMask": True, "BitsPerComponent": 1}, False),
        ({"ColorSpace": [LIT("Separation"), LIT("Spot"), CMYK, {}]}, False),
        ({"ColorSpace": [LIT("Lab"), {}]}, False),
        ({"ColorSpace": [LIT("Indexed"), CMYK, 1, b"\0" * 8]}, False),
        ({"ColorSpace": [LIT("Indexed"), RGB, 1, b"\0" * 6], "Decode": [255, 0]}, False),
    ],
)
def test_samples_in_plain_colours_stand_alone(told: dict[str, Any], alone: bool) -> None:
    stream = PDFStream({"Width": 8, "Height": 8, "BitsPerComponent": 8, **told}, b"")
    assert stands_alone(stream) is alone


@pytest.mark.parametrize(
    ("mode", "told", "alone"),
    [
        ("RGB", {"ColorSpace": RGB}, True),
        ("L", {"ColorSpace": GREY}, True),
        ("L", {"ColorSpace": GREY, "Decode": [1, 0]}, False),
        ("CMYK", {"ColorSpace": CMYK, "Decode": [1, 0] * 4}, True),
        ("CMYK", {"ColorSpace": CMYK}, False),  # its file has Adobe's marker, and would be read in reverse
        ("L", {"ColorSpace": [LIT("Indexed"), RGB, 1, b"\0" * 6]}, False),
    ],
)
def test_jpegs_stand_alone_that_are_read_as_the_page_reads_them(mode: str, told: dict[str, Any], alone: bool) -> None:
    stream = PDFStream({"Width": 8, "Height": 8, "BitsPerComponent": 8, "Filter": LIT("DCTDecode"), **told}, jpeg(mode))
    assert stands_alone(stream) is alone
