"""Subsets: the same bytes every time, and each glyph addressed as its kind of font wants."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from banmian.fonts.face import Face, open_face
from banmian.fonts.subset import make_subset
from banmian.spec.catalogue import FaceRecord
from tests.support import ROOT, square_face

FONTS = ROOT / "fonts"
WORDS = "勇做新时代泰山挑山工"


def record(name: str) -> FaceRecord:
    return FaceRecord(str(FONTS / name), 0, "x", 400)


@pytest.mark.parametrize("name", ["NotoSerifSC-Regular.otf", "NotoSansSC-Black.otf", "BanmianKai-Regular.ttf"])
def test_the_same_glyphs_give_the_same_bytes_in_any_order(name: str) -> None:
    face = open_face(record(name))
    glyphs = [face.glyphs[char] for char in WORDS]
    assert make_subset(face, glyphs).data == make_subset(face, glyphs[::-1]).data


def test_a_cid_keyed_face_is_addressed_by_the_numbers_of_its_glyphs() -> None:
    face = open_face(record("NotoSerifSC-Regular.otf"))
    glyphs = [face.glyphs[char] for char in WORDS]
    subset = make_subset(face, glyphs)
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(subset.data), None)
    assert hasattr(fonts[0], "ROS")
    assert [name.removeprefix("cid") for name in fonts[0].charset[1:]] == [f"{at:05d}" for at in range(1, len(fonts[0].charset))]
    assert sorted(subset.codes.values()) == list(range(len(fonts[0].charset)))


def test_a_name_keyed_cff_face_is_addressed_by_glyph_id(tmp_path: Path) -> None:
    face = Face(square_face(tmp_path, "cff"))
    subset = make_subset(face, [face.glyphs["国"], face.glyphs["a"]])
    assert subset.is_cff
    assert sorted(subset.codes.values()) == [0, 1, 2]
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(subset.data), None)
    assert not hasattr(fonts[0], "ROS")


def test_a_truetype_face_is_addressed_by_glyph_id_and_keeps_its_widths() -> None:
    face = open_face(record("BanmianKai-Regular.ttf"))
    subset = make_subset(face, [face.glyphs[char] for char in "国a"])
    font = TTFont(io.BytesIO(subset.data))
    for char in "国a":
        name = font.getGlyphOrder()[subset.codes[face.glyphs[char]]]
        assert font["hmtx"][name][0] / font["head"].unitsPerEm == face.advance(face.glyphs[char])


def test_a_subset_holds_no_glyph_that_was_not_asked_for() -> None:
    face = open_face(record("NotoSerifSC-Regular.otf"))
    subset = make_subset(face, [face.glyphs["—"]])
    assert len(subset.codes) == 2  # .notdef and the dash, not its alternates
