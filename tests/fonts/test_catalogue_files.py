"""Every font and every picture has its source, its licence and its hash."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import Any

import pytest
import yaml

from banmian.fonts.face import Face
from banmian.spec.catalogue import FaceRecord
from tests.support import ROOT

FONTS, ASSETS = ROOT / "fonts", ROOT / "assets"
CATALOGUE: dict[str, Any] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))
FACES: list[dict[str, Any]] = CATALOGUE["faces"]


@cache
def charset() -> frozenset[int]:
    codes: set[int] = set()
    for line in (FONTS / "charset.txt").read_text(encoding="utf-8").splitlines():
        for item in [] if line.startswith("#") else line.split():
            first, _, last = item.partition("-")
            codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def test_every_font_file_is_in_the_catalogue() -> None:
    on_disk = {path.name for path in FONTS.iterdir() if path.suffix in (".otf", ".ttf", ".ttc", ".woff", ".woff2")}
    assert on_disk == {face["file"] for face in FACES}


@pytest.mark.parametrize("face", FACES, ids=lambda face: str(face["file"]))
def test_a_face_is_what_its_record_says(face: dict[str, Any]) -> None:
    data = (FONTS / face["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face["sha256"]
    assert face["source"].startswith("Debian ")
    assert face["upstream"].startswith("https://")
    assert face["licence"] == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE" in (FONTS / face["licence_file"]).read_text(encoding="utf-8")
    assert len(data) < 6_500_000


@pytest.mark.parametrize("face", FACES, ids=lambda face: str(face["file"]))
def test_a_face_has_the_characters_that_newspapers_set(face: dict[str, Any]) -> None:
    opened = Face(FaceRecord(str(FONTS / face["file"]), 0, face["family"], face["weight"]))
    gb2312 = [bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)]
    wanted = "".join(gb2312) + "，。、；：？！“”‘’（）《》〈〉【】—…·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + "ABCabc0123456789"
    assert not [char for char in wanted if not opened.has(char)]
    covered = sum(1 for code in charset() if opened.hb_font.get_nominal_glyph(code))
    assert covered / len(charset()) > 0.96


def test_a_face_with_a_reserved_name_goes_by_another() -> None:
    (kai,) = [face for face in FACES if face["family"] == "kai"]
    opened = Face(FaceRecord(str(FONTS / kai["file"]), 0, "kai", 400))
    assert opened.name == "BanmianKai-Regular"


def test_faces_keep_layout_and_vertical_metrics() -> None:
    for face in FACES:
        tags = set(Face(FaceRecord(str(FONTS / face["file"]), 0, face["family"], 400)).hb_face.table_tags)
        assert {"GSUB", "vhea", "vmtx"} <= tags


def test_every_picture_is_listed_with_licence_and_hash() -> None:
    listed = dict(
        re.findall(
            r"^\| (\S+\.(?:jpg|icc|xml)) \|.*\| ([0-9a-f]{64}) \|$",
            (ASSETS / "README.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    on_disk = {
        path.relative_to(ASSETS).as_posix(): path for path in ASSETS.rglob("*") if path.suffix in (".jpg", ".png", ".icc", ".xml")
    }
    assert set(listed) == set(on_disk)
    for name, path in on_disk.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[name]
