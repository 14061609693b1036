"""JPEGs are looked through without being decoded: what is in them, and what a decoder would stop at."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from banmian.pictures.kind import PictureError
from banmian.pictures.photos.jpeg import read_jpeg, with_profile
from tests.pictures.photo_support import ADOBE_LIKE, photograph


def coded(mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    photograph(mode, (64, 48)).save(target, "JPEG", **options)
    return target.getvalue()


FILES = [coded(), coded(progressive=True), coded(subsampling=0), coded(restart_marker_blocks=4), coded("L"), coded("CMYK")]


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def test_what_a_jpeg_says_of_itself() -> None:
    found = read_jpeg(FILES[0])
    assert (found.width, found.height, found.parts, found.progressive, found.adobe) == (64, 48, 3, False, None)
    assert read_jpeg(FILES[1]).progressive
    assert read_jpeg(FILES[4]).parts == 1
    assert read_jpeg(FILES[5]).reversed
    assert found.bare(FILES[0]) == FILES[0]


def test_what_is_said_about_it_can_be_left_out() -> None:
    data = FILES[0]
    more = [
        segment(0xE1, b"Exif\0\0II*\0"), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\0"), segment(0xE2, b"MPF\0more"),
    ]  # fmt: skip
    said = data[:2] + b"".join(more) + data[2:]
    found = read_jpeg(said)
    assert (found.exif, found.xmp, found.photoshop[:4]) == (b"II*\0", b"<x/>", b"8BIM")
    assert found.bare(said) == data
    assert read_jpeg(data + b"a film behind it").bare(data + b"a film behind it") == data


def test_a_comment_and_the_heads_of_jfif_and_adobe_stay() -> None:
    data = FILES[5][:2] + segment(0xFE, b"a comment") + FILES[5][2:]
    assert read_jpeg(data).bare(data) == data


def test_a_profile_in_parts_is_put_together() -> None:
    parts = [segment(0xE2, b"ICC_PROFILE\0" + bytes((number, 2)) + body) for number, body in ((2, b"second"), (1, b"first "))]
    data = FILES[0][:2] + b"".join(parts) + FILES[0][2:]
    assert read_jpeg(data).profile == b"first second"
    data = FILES[0][:2] + parts[0] + FILES[0][2:]
    assert read_jpeg(data).profile is None  # its first part is missing


def test_a_profile_is_put_in_without_touching_the_rest() -> None:
    large = ADOBE_LIKE + bytes(70_000)
    made = with_profile(FILES[0], large)
    found = read_jpeg(made)
    assert found.profile == large
    assert found.bare(made) == FILES[0]
    with Image.open(io.BytesIO(made)) as image:
        assert image.info["icc_profile"] == large


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[:900], "it breaks off"),
        (lambda data: data[:-2], "its end is missing"),
        (lambda data: data[:200], "it breaks off"),
        (lambda data: data[:2] + data[-2:], "it holds no picture"),
        (lambda data: data.replace(b"\xff\xc0", b"\xff\xc3"), "it is coded in a way that is not read"),
        (lambda data: data.replace(b"\xff\xc0", b"\xff\xc9"), "it is coded in a way that is not read"),
        (lambda data: data.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc0\x00\x11\x0c"), "it has 12 bits a colour; save it with 8"),
        (lambda data: data.replace(b"\xff\xdb", b"\xff\xfe"), "a table is missing"),
        (lambda data: data.replace(b"\xff\xc4", b"\xff\xfe"), "a table is missing"),
        (lambda data: data.replace(b"\x08\x00\x30\x00\x40", b"\x08\x00\x00\x00\x40"), "it has no size"),
        (lambda data: data[:2] + b"\xff\xd8" + data[2:], "a second picture begins within it"),
        (lambda data: data[:2] + b"\xff\x05\x00\x02" + data[2:], "a part that JPEG does not know"),
        (lambda data: b"\xff\xd8\x00" + data[3:], "it is no JPEG"),
    ],
)
def test_what_a_decoder_stops_at_is_told_by_name(change: object, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        read_jpeg(change(FILES[0]))  # type: ignore[operator]


def test_a_table_with_too_many_codes_is_damaged() -> None:
    at = FILES[0].index(b"\xff\xc4") + 5
    with pytest.raises(PictureError, match="it is damaged"):
        read_jpeg(FILES[0][:at] + b"\x03" + FILES[0][at + 1 :])


def test_not_all_colours_are_there() -> None:
    data = FILES[1]  # progressive: one scan after another
    at = data.index(b"\xff\xda")
    alone = data[:at] + b"\xff\xda\x00\x08\x01" + data[at + 5 : at + 7] + b"\x00\x00\x00"
    with pytest.raises(PictureError, match="not all of its colours are there"):
        read_jpeg(alone + b"\x00\x00\xff\xd9")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_what_is_taken_pillow_decodes(data: bytes, changes: list[tuple[float, int]], share: float) -> None:
    """Nothing goes into a PDF as it is that a decoder would refuse."""
    made = bytearray(data)
    head = made.index(b"\xff\xda") + 12
    for at, value in changes:
        made[int(at * (head if share < 0.7 else len(made)))] = value
    if share < 0.2:
        del made[int(len(made) * share * 5) :]
    try:
        read_jpeg(bytes(made))
    except PictureError:
        return
    with Image.open(io.BytesIO(bytes(made)), formats=["JPEG"]) as image:
        image.load()
