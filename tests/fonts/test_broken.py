"""Broken and hostile fonts: refused with file and table, or told; never a crash, never a word about nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.fonts.face import Face
from banmian.fonts.file import FontError
from banmian.fonts.subset import make_subset
from banmian.spec.catalogue import FaceRecord
from tests.fonts.made import KINDS, TEXT, make

Change = Callable[[bytearray, int], None]


def face_of(path: Path, index: int = 0) -> Face:
    return Face(FaceRecord(str(path), index, "x", 400))


def entry(data: bytes | bytearray, table: bytes) -> int:
    """Where a table's entry stands in the directory."""
    return data.index(table, 12)


def field(data: bytearray, at: int, value: int, size: int = 4) -> None:
    data[at : at + size] = value.to_bytes(size, "big")


def start(data: bytes | bytearray, table: bytes) -> int:
    at = entry(data, table)
    return int.from_bytes(data[at + 8 : at + 12], "big")


@pytest.mark.parametrize(
    ("kind", "table", "change", "said"),
    [
        ("ttf", b"glyf", lambda data, at: field(data, at + 8, 10**8), "its table glyf breaks off"),
        ("ttf", b"hmtx", lambda data, at: field(data, at + 12, 2), "its table hmtx breaks off"),
        ("ttf", b"loca", lambda data, at: field(data, at + 12, 4), "its table loca breaks off"),
        ("ttf", b"cmap", lambda data, at: data.__setitem__(slice(at, at + 4), b"cmaq"), "its table cmap is missing"),
        (
            "ttf",
            b"glyf",
            lambda data, at: data.__setitem__(slice(at, at + 4), b"glyg"),
            "its table glyf is missing, and so are CFF and CFF2",
        ),
        ("ttf", b"head", lambda data, at: field(data, start(data, b"head") + 12, 0), "its table head is damaged"),
        (
            "ttf",
            b"head",
            lambda data, at: field(data, start(data, b"head") + 18, 3, 2),
            "its table head says that an em has 3 units",
        ),
        (
            "ttf",
            b"head",
            lambda data, at: field(data, start(data, b"head") + 50, 7, 2),
            "its table head does not say how loca is written",
        ),
        (
            "ttf",
            b"maxp",
            lambda data, at: field(data, start(data, b"maxp") + 4, 0, 2),
            "its table maxp says that there are no glyphs",
        ),
        ("ttf", b"hhea", lambda data, at: field(data, start(data, b"hhea") + 34, 900, 2), "its table hhea says that 900 of"),
        ("ttf", b"cmap", lambda data, at: field(data, start(data, b"cmap"), 0xFFFF0000), "its table cmap maps no characters"),
        ("cid", b"CFF ", lambda data, at: field(data, start(data, b"CFF "), 9, 1), "its table CFF is damaged in its head"),
        ("cid", b"CFF ", lambda data, at: field(data, start(data, b"CFF ") + 4, 2**32 - 1), "its table CFF holds no outlines"),
        ("ttf", b"cmap", lambda data, at: field(data, 4, 900, 2), "its directory of tables breaks off"),
    ],
)
def test_a_broken_table_is_named(kind: str, table: bytes, change: Change, said: str, tmp_path: Path) -> None:
    path, _ = make(kind, tmp_path)
    data = bytearray(path.read_bytes())
    change(data, entry(data, table))
    path.write_bytes(data)
    with pytest.raises(FontError, match=rf"the font file .*{path.name} (is broken|cannot be used): {said}"):
        face_of(path)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "it is empty"),
        (b"%!PS-AdobeFont-1.0", "it is a Type 1 font; convert it to OpenType"),
        (b"STARTFONT 2.1", "it is a bitmap font"),
        (b"<html>", "it is a web page"),
        (b"hello", "it is no font"),
    ],
)
def test_what_is_no_font_says_what_it_is(head: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(head)
    with pytest.raises(FontError, match=f"own.ttf cannot be used: {said}"):
        face_of(tmp_path / "own.ttf")


@pytest.mark.parametrize("kind", ["woff", "woff2"])
def test_a_woff_that_breaks_off_or_lies_is_refused(kind: str, tmp_path: Path) -> None:
    path, _ = make(kind, tmp_path)
    data = path.read_bytes()
    for broken in (data[: len(data) // 2], data[:-600] + bytes(300) + data[-300:]):
        path.write_bytes(broken)
        with pytest.raises(FontError, match=rf"the font file .*{path.name} is broken"):
            face_of(path)


def test_a_table_that_is_not_as_its_checksum_says_is_told(tmp_path: Path) -> None:
    path, _ = make("ttf", tmp_path)
    assert face_of(path).doubts == ()
    data = bytearray(path.read_bytes())
    data[start(data, b"glyf") + 30] ^= 0x10
    path.write_bytes(data)
    (doubt,) = face_of(path).doubts
    assert doubt.endswith("ttf.ttf may be damaged: its table glyf is not as its directory says")
    first, second = entry(data, b"glyf"), entry(data, b"head")
    data[first : first + 16], data[second : second + 16] = data[second : second + 16], data[first : first + 16]
    path.write_bytes(data)
    assert any("its directory of tables is out of order" in doubt for doubt in face_of(path).doubts)


def test_a_glyph_that_is_not_there_is_told(tmp_path: Path) -> None:
    path, _ = make("ttf", tmp_path)
    face = face_of(path)
    with pytest.raises(FontError, match=r"its table cmap names glyphs that are not there \(60000\)"):
        make_subset(face, [60_000])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("woff")])
def test_mutated_fonts_are_refused_or_told_or_set(kind: str, tmp_path: Path) -> None:
    """Seeded mutations: whatever happens to a font, it is used whole, told, or refused by name."""
    path, index = make(kind, tmp_path)
    data, draw = path.read_bytes(), random.Random(kind)
    refused = told = 0
    for number in range(60):
        made = bytearray(data)
        if number % 4 == 0:
            made = made[: draw.randrange(len(made))]
        for _ in range(draw.randrange(1, 9)):
            if made:
                made[draw.randrange(len(made))] = draw.randrange(256)
        broken = tmp_path / f"{number}{path.suffix}"
        broken.write_bytes(made)
        try:
            face = face_of(broken, index)
            glyphs = [face.glyphs[char] for char in TEXT]
            for char, glyph in zip(TEXT, glyphs, strict=True):
                face.shape(char, vertical=True)
                face.outline(glyph)
                face.vertical_metrics(glyph)
            make_subset(face, glyphs)
            told += bool(face.doubts)
        except FontError as error:
            assert broken.name in str(error)
            refused += 1
    assert refused > 15
    assert refused + told > 30
