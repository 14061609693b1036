"""Every kind of picture is shown as Pillow and littleCMS read it: whichever way it stands, with a profile and without."""

from __future__ import annotations

import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from banmian.pictures.kind import Kind, PictureError, kind_of, kind_of_head
from banmian.pictures.photos.decode import decode
from banmian.pictures.photos.samples import samples_of
from banmian.pictures.photos.source import look_at
from banmian.pictures.photos.treat import Treatment
from banmian.spec.files.diagnostics import PageError
from banmian.spec.files.project import is_address
from tests.pictures.photo_support import (
    ADOBE_LIKE,
    GREY,
    INKS,
    KINDS,
    MARGIN,
    TURNS,
    error,
    page_file,
    pdf_of,
    photograph,
    read_by_pillow,
    saved,
    shown,
)  # fmt: skip
from tests.support import needs_tool

_UPRIGHT_ONLY = {"GIF", "BMP", "JPEG 2000"}
_OF_A_DEVICE = 20  # unlike other kinds, inks without a profile look as each viewer wants


def profile_for(kind: str) -> bytes | None:
    mode = KINDS[kind][1]
    if mode == "CMYK":
        return INKS.read_bytes() if INKS.is_file() else None
    return {"RGB": ADOBE_LIKE, "RGBA": ADOBE_LIKE, "P": ADOBE_LIKE, "L": GREY, "LA": GREY, "I;16": GREY}.get(mode)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_shown_as_it_is_read(kind: str, tmp_path: Path) -> None:
    profiles = [None] if kind in _UPRIGHT_ONLY else [None, profile_for(kind)]
    for stands in [1] if kind in _UPRIGHT_ONLY else range(1, 9):
        for profile in dict.fromkeys(profiles):
            path = saved(tmp_path, kind, stands, profile)
            wanted = read_by_pillow(path)
            found = shown(pdf_of(page_file(path, wanted.size)), wanted.size)
            limit = _OF_A_DEVICE if KINDS[kind][1] == "CMYK" and profile is None else 3
            assert error(found, wanted) <= limit, (stands, profile is not None)


@pytest.mark.parametrize("kind", ["JPEG, inks", "TIFF, inks"])
def test_inks_without_a_profile_are_printed_as_they_are_read(kind: str, tmp_path: Path) -> None:
    """What they look like on a screen is each viewer's own; on paper they are these inks."""
    program = needs_tool("mutool")
    for stands in range(1, 9):
        path = saved(tmp_path, kind, stands)
        with path.open("rb") as file, Image.open(file) as opened:
            opened.load()
            wanted = opened.transpose(TURNS[stands]) if stands in TURNS and path.suffix != ".tif" else opened.copy()
        pdf = tmp_path / "page.pdf"
        pdf.write_bytes(pdf_of(page_file(path, wanted.size)))
        plates = subprocess.run(
            [program, "draw", "-q", "-r", "72", "-c", "cmyk", "-F", "pam", "-o", "-", str(pdf)], check=True, capture_output=True
        ).stdout
        width, height = wanted.width + 2 * MARGIN, wanted.height + 2 * MARGIN
        seen = Image.frombytes("CMYK", (width, height), plates[-4 * width * height :])
        found = seen.crop((MARGIN, MARGIN, MARGIN + wanted.width, MARGIN + wanted.height))
        assert sum(ImageStat.Stat(ImageChops.difference(found, wanted)).mean) / 4 <= 3, stands


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("parts", "photometric"), [(1, 1), (3, 2), (4, 5)])
def test_tiff_of_sixteen_bits(parts: int, photometric: int, order: str, tmp_path: Path) -> None:
    """Greys, RGB and inks, in either order of bytes; each part a ramp of its own."""
    samples = [(at * 4000 + part * 9000) % 65536 for at in range(16 * 16) for part in range(parts)]
    data = struct.pack(f"{order}{len(samples)}H", *samples)
    bits_at = 8 + len(data)
    tags = [
        (256, 4, 1, 16), (257, 4, 1, 16), (258, 3, parts, bits_at if parts > 2 else 16), (259, 3, 1, 1), (262, 3, 1, photometric),
        (273, 4, 1, 8), (277, 3, 1, parts), (278, 4, 1, 16), (279, 4, 1, len(data)), (284, 3, 1, 1),
    ]  # fmt: skip
    directory = struct.pack(f"{order}H", len(tags))
    for tag, kind, count, value in tags:
        short = kind == 3 and count == 1
        directory += struct.pack(f"{order}HHI", tag, kind, count) + struct.pack(
            f"{order}{'HH' if short else 'I'}", *([value, 0] if short else [value])
        )
    head = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, bits_at + 2 * parts)
    path = tmp_path / "deep.tif"
    path.write_bytes(head + data + struct.pack(f"{order}{parts}H", *[16] * parts) + directory + bytes(4))
    found = decode(look_at(str(path))).image
    assert found.mode == {1: "L", 3: "RGB", 4: "CMYK"}[parts]
    assert list(found.tobytes()) == pytest.approx([value / 257 for value in samples], abs=1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG, alpha", "PNG, palette", "PNG, grey of 16 bits", "TIFF, Lab", "WebP"])
@pytest.mark.parametrize("tool", ["pdftoppm", "mutool", "gs"])
def test_viewers_agree(kind: str, tool: str, tmp_path: Path) -> None:
    """Turned by a quarter, on a tint, in every program that archives and presses use."""
    program = needs_tool(tool)
    path = saved(tmp_path, kind, 6 if not kind.startswith("TIFF") else 1)
    wanted = read_by_pillow(path)
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(pdf_of(page_file(path, wanted.size)))
    commands = {
        "pdftoppm": [program, "-r", "288", "-png", "-singlefile", str(pdf), str(tmp_path / "seen")],
        "mutool": [program, "draw", "-q", "-r", "288", "-o", str(tmp_path / "seen.png"), str(pdf)],
        "gs": [
            program,
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=png16m",
            "-r288",
            f"-sOutputFile={tmp_path / 'seen.png'}",
            str(pdf),
        ],
    }
    subprocess.run(commands[tool], check=True, capture_output=True)
    with Image.open(tmp_path / "seen.png") as seen:
        whole = seen.convert("RGB").reduce(4)  # programs place pictures on whole pixels
        box = (MARGIN, MARGIN, MARGIN + wanted.width, MARGIN + wanted.height)
        assert error(whole.crop(box), wanted) <= 4


def test_alpha_is_composited_over_a_tint(tmp_path: Path) -> None:
    path = saved(tmp_path, "PNG, alpha")
    size = (120, 72)
    tint = "  - {id: tint, at: {left: 0mm, right: 0mm, top: 0mm, bottom: 0mm}, fill: '#3060c0'}\n"
    found = shown(pdf_of(page_file(path, size, page="pictures: {ppi: as-is}, allow: [type-area]", more=tint)), size)
    with Image.open(path) as image:
        wanted = Image.alpha_composite(Image.new("RGBA", size, (0x30, 0x60, 0xC0, 255)), image.convert("RGBA")).convert("RGB")
    assert error(found, wanted) <= 3


def png(
    bits: int, colour: int, rows: list[bytes], size: tuple[int, int], *chunks: tuple[bytes, bytes], interlaced: bool = False
) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = b"".join(value.to_bytes(4, "big") for value in size) + bytes((bits, colour, 0, 0, interlaced))
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = [(b"IHDR", head), *chunks, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.mark.parametrize(
    ("bits", "colour", "row", "wanted"),
    [
        (1, 0, b"\x0f", [0] * 4 + [255] * 4),
        (2, 0, b"\x1b\xe4", [0, 85, 170, 255, 255, 170, 85, 0]),
        (4, 0, b"\x08\xf0\x08\xf0", [0, 136, 255, 0, 0, 136, 255, 0]),
        (
            16,
            0,
            b"".join(bytes((step * 32, 200)) for step in range(8)),
            [round((step * 32 * 256 + 200) / 257) for step in range(8)],
        ),
    ],
)
def test_png_of_every_depth(bits: int, colour: int, row: bytes, wanted: list[int], tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    path.write_bytes(png(bits, colour, [row] * 8, (8, 8)))
    found = shown(pdf_of(page_file(path, (8, 8))), (8, 8)).convert("L")
    assert [found.getpixel((at, 4)) for at in range(8)] == pytest.approx(wanted, abs=1)


def test_sixteen_bits_of_three_colours(tmp_path: Path) -> None:
    path = tmp_path / "colour.png"
    path.write_bytes(png(16, 2, [b"\x80\x00\x40\x00\xff\xff" * 8] * 8, (8, 8)))
    assert shown(pdf_of(page_file(path, (8, 8))), (8, 8)).getpixel((3, 3)) == pytest.approx((128, 64, 255), abs=1)


def test_a_png_without_gamma_is_as_it_is_and_one_with_it_is_lighter(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    rows = [b"\x40\x40\x40" * 8] * 8
    path.write_bytes(png(8, 2, rows, (8, 8), (b"gAMA", (45455).to_bytes(4, "big"))))
    assert shown(pdf_of(page_file(path, (8, 8))), (8, 8)).getpixel((3, 3)) == (64, 64, 64)
    for colour, data in ((2, rows), (0, [b"\x40" * 8] * 8)):  # linear light: .25 is .537 on a screen
        path.write_bytes(png(8, colour, data, (8, 8), (b"gAMA", (100000).to_bytes(4, "big"))))
        assert shown(pdf_of(page_file(path, (8, 8))), (8, 8)).getpixel((3, 3)) == pytest.approx((137, 137, 137), abs=2)


def test_primaries_of_a_png_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    wide = b"".join(value.to_bytes(4, "big") for value in (31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600))
    chunks = [(b"gAMA", (45455).to_bytes(4, "big")), (b"cHRM", wide)]
    path.write_bytes(png(8, 2, [b"\x60\xa0\x60" * 8] * 8, (8, 8), *chunks))
    red, green, blue = shown(pdf_of(page_file(path, (8, 8))), (8, 8)).getpixel((3, 3))  # type: ignore[misc]
    assert green > 160
    assert red < 80
    assert blue < 100


def test_an_interlaced_png(tmp_path: Path) -> None:
    """One pixel of the first pass, which fills all of a 1 x 1 picture; larger ones are Pillow's business."""
    path = tmp_path / "one.png"
    path.write_bytes(png(8, 0, [b"\x7b"], (1, 1), interlaced=True))
    assert shown(pdf_of(page_file(path, (8, 8))), (8, 8)).getpixel((4, 4)) == (123, 123, 123)


def test_inks_of_a_jpeg_are_reversed_where_adobes_marker_says_so(tmp_path: Path) -> None:
    Image.new("CMYK", (16, 16), (0, 230, 200, 0)).save(tmp_path / "marked.jpg", quality=95)
    data = (tmp_path / "marked.jpg").read_bytes()
    at = data.index(b"\xff\xee")
    bare = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]
    (tmp_path / "bare.jpg").write_bytes(bare)
    marked = samples_of(str(tmp_path / "marked.jpg"), Treatment())
    assert marked.reversed
    assert not samples_of(str(tmp_path / "bare.jpg"), Treatment()).reversed
    seen = shown(pdf_of(page_file(tmp_path / "marked.jpg", (16, 16))), (16, 16)).getpixel((8, 8))
    assert seen[0] > 200 > 100 > seen[1]  # type: ignore[index]
    # What is told in reverse and read as it is: red becomes what is left of it, dark cyan and all black.
    assert max(shown(pdf_of(page_file(tmp_path / "bare.jpg", (16, 16))), (16, 16)).getpixel((8, 8))) < 60  # type: ignore[arg-type]


def test_a_jpegs_data_go_in_untouched(tmp_path: Path) -> None:
    path = saved(tmp_path, "JPEG", 6, ADOBE_LIKE)
    samples = samples_of(str(path), Treatment())
    data = path.read_bytes()
    assert samples.coding == "DCTDecode"
    scan = data.index(b"\xff\xda")
    assert data[scan:] == samples.data[samples.data.index(b"\xff\xda") :]
    assert samples.profile == ADOBE_LIKE
    assert samples.stands == 6
    assert b"Exif" not in samples.data
    assert samples_of(str(path), Treatment(keeps_said=True)).data == data
    plain = saved(tmp_path, "JPEG")
    assert samples_of(str(plain), Treatment()).data == plain.read_bytes()


def test_lossless_kinds_stay_lossless(tmp_path: Path) -> None:
    for kind in ("PNG", "TIFF, LZW", "WebP, alpha"):
        path = saved(tmp_path, kind)
        assert samples_of(str(path), Treatment()).coding == "FlateDecode"
        wanted = read_by_pillow(path)
        assert error(shown(pdf_of(page_file(path, wanted.size)), wanted.size), wanted) <= 1.5  # of compositing


# What is refused, by name


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "it is empty"),
        (b"8BPS\0\1", "a Photoshop file; save it as TIFF or JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript; save it as PDF"),
        (b"<!DOCTYPE html><html><svg>", "a web page, not a picture"),
        (b"PK\x03\x04", "take the picture out first"),
        (b"II*\0\x10\0\0\0CR\2\0", "a camera's raw file; develop it"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "a film"),
        (b"hello, world", "it is not a picture that can be read"),
    ],
)
def test_what_is_no_picture_says_what_it_is(head: bytes, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        kind_of_head(head)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1", Kind.AVIF),
        (b"\0\0\0\x20ftypmif1\0\0\0\0mif1avif", Kind.AVIF),
        (b"\0\0\0\x20ftypheic\0\0\0\0mif1heic", Kind.HEIC),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Kind.WEBP),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- drawn -->\n<svg xmlns='http://www.w3.org/2000/svg'>", Kind.SVG),
        (b"<ns:svg xmlns:ns='http://www.w3.org/2000/svg'>", Kind.SVG),
        (b"MM\0*\0\0\0\x08", Kind.TIFF),
        (b"\r\n%PDF-1.4", Kind.PDF),
    ],
)
def test_kinds_are_known_by_how_they_begin(head: bytes, kind: Kind) -> None:
    assert kind_of_head(head) is kind


def test_a_file_named_as_another_kind_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "PNG").rename(tmp_path / "photo.jpg")
    with pytest.raises(PictureError, match=r"it is a PNG file named \.jpg; name it \.png"):
        kind_of(str(path))
    assert kind_of(str(path.rename(tmp_path / "photo"))) is Kind.PNG


@pytest.mark.parametrize(
    "name", ["https://example.org/a.jpg", "//example.org/a.jpg", "data:image/png;base64,AAAA", "file:///a.jpg"]
)
def test_a_web_address_is_called_one(name: str, tmp_path: Path) -> None:
    assert is_address(name)
    assert not is_address("assets/a.jpg")
    path = page_file(tmp_path / "a.jpg", (50, 50))
    path.write_text(path.read_text(encoding="utf-8").replace("file: a.jpg", f"file: '{name}'"), encoding="utf-8")
    with pytest.raises(PageError, match=r"page\.yaml:2:\d+: error: .* is a web address; a page shows files"):
        pdf_of(path)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("BMP", "GIF")])
def test_a_file_that_breaks_off_is_refused(kind: str, tmp_path: Path) -> None:
    path = saved(tmp_path, kind)
    data = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(PageError, match=rf"page\.yaml:4:10: error: the picture .*{path.name} cannot be used: "):
            pdf_of(page_file(path, (50, 50)))


def test_every_broken_picture_is_told_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        photograph("RGB").save(tmp_path / f"{name}.png")
        data = (tmp_path / f"{name}.png").read_bytes()
        (tmp_path / f"{name}.png").write_bytes(data[:-600])
    path = page_file(tmp_path / "a.png", (60, 60))
    text = path.read_text(encoding="utf-8").replace("{a: {file: a.png}}", "{a: {file: a.png}, b: {file: b.png}}")
    path.write_text(text + text.splitlines()[-1].replace("id: a", "id: b").replace("photo: a", "photo: b") + "\n", encoding="utf-8")
    with pytest.raises(PageError) as told:
        pdf_of(path)
    assert [str(item).split(": ")[0].split(":")[-2] for item in told.value.diagnostics] == ["4", "5"]


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png(8, 2, [b""], (60_000, 60_000)))
    with pytest.raises(PageError, match="too many"):
        pdf_of(page_file(path, (50, 50)))
    path.write_bytes(png(1, 0, [b""], (100_000, 4)))
    with pytest.raises(PageError, match="a side has at most"):
        pdf_of(page_file(path, (50, 50)))


@pytest.mark.parametrize("mode", ["F", "I"])
def test_samples_that_no_page_prints_are_refused(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.tif"
    Image.new(mode, (8, 8), 100_000).save(path)
    with pytest.raises(PageError, match="save it with 8 or 16"):
        pdf_of(page_file(path, (50, 50)))
