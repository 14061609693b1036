"""Faces: glyphs, advances, the forms that Chinese wants, and files that are no fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from banmian.fonts.face import Face, open_face
from banmian.fonts.file import FontError
from banmian.spec.catalogue import FaceRecord, read_catalogue
from banmian.text.widths.spacing import Placing
from tests.support import ROOT, square_face

SONG = FaceRecord(str(ROOT / "fonts" / "NotoSerifSC-Regular.otf"), 0, "song", 400)


def test_advances_are_in_ems(tmp_path: Path) -> None:
    face = Face(square_face(tmp_path))
    assert face.advance(face.glyphs["国"]) == 1.0
    assert face.advance(face.glyphs["a"]) == 0.5
    assert face.has("国")
    assert not face.has("𠀀")


def test_s13_the_dash_is_the_chinese_one() -> None:
    face = open_face(SONG)
    assert face.advance(face.glyphs["—"]) == 1.0  # .89 em by the character map alone
    assert face.shape("——").advances == (2.0,)  # one glyph


def test_the_ink_box_of_a_run(tmp_path: Path) -> None:
    face = Face(square_face(tmp_path))
    left, bottom, right, top = face.ink((face.glyphs["国"], face.glyphs["国"]))
    assert (left, bottom, top) == pytest.approx((0.051, -0.07, 0.83), abs=0.002)
    assert right == pytest.approx(1.95, abs=0.002)


def test_an_outline_is_in_ems(tmp_path: Path) -> None:
    face = Face(square_face(tmp_path))
    steps = face.outline(face.glyphs["国"])
    assert (steps[0][0], steps[-1][0]) == ("m", "h")
    assert {step for step, _ in steps} == {"m", "l", "h"}
    assert max(value for _, values in steps for value in values) == pytest.approx(0.95)


@pytest.mark.parametrize("data", [b"", b"not a font at all", b"\0\1\0\0" + b"\0" * 40])
def test_a_file_that_is_no_font(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(data)
    with pytest.raises(FontError, match="broken"):
        Face(FaceRecord(str(path), 0, "x", 400))


def test_a_font_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="cannot be read"):
        Face(FaceRecord(str(tmp_path / "nowhere.otf"), 0, "x", 400))


def test_the_nearest_weight_is_chosen_and_families_fall_back() -> None:
    catalogue = read_catalogue(ROOT / "fonts" / "fonts.yaml", "fonts.yaml")
    assert Path(catalogue.choose("song", 500).path).name == "NotoSerifSC-Regular.otf"
    assert Path(catalogue.choose("song", 800).path).name == "NotoSerifSC-Black.otf"
    assert [face.family for face in catalogue.chain("kai", 700)] == ["kai", "song", "hei"]


MARKS = "、，；：。．！？（）［］｛｝〈〉《》「」『』【】〔〕〖〗"


@pytest.mark.parametrize("file", ["NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf", "BanmianKai-Regular.ttf"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"])
@pytest.mark.parametrize("vertical", [False, True])
def test_s13_our_narrowed_widths_are_the_font_s_halt_and_vhal(file: str, language: str, vertical: bool) -> None:
    """Within a thousandth of an em, wherever the font has them; LXGW's marks stand as on the mainland in every language."""
    face = Face(FaceRecord(str(ROOT / "fonts" / file), 0, "x", 400), language)
    custom = Placing(language != "zh-Hans" and "Kai" not in file, vertical)
    told = 0
    for mark in MARKS:
        free = face.free_space(mark, vertical)
        if free is None or custom.free_before(mark) + custom.free_behind(mark) == 0:
            continue
        told += 1
        assert free == pytest.approx((custom.free_before(mark), custom.free_behind(mark)), abs=0.001), mark
    assert told >= (0 if "Kai" in file and vertical else 24 if vertical else 26)


def test_s13_a_mark_stands_where_its_ink_is_and_not_where_its_region_says() -> None:
    kai = Face(FaceRecord(str(ROOT / "fonts/BanmianKai-Regular.ttf"), 0, "kai", 400), "zh-Hant-TW")
    song = Face(FaceRecord(str(ROOT / "fonts/NotoSerifSC-Regular.otf"), 0, "song", 400), "zh-Hant-TW")
    assert (kai.free_space("，"), song.free_space("，")) == ((0.0, 0.5), (0.25, 0.25))
