"""UAX 50's table (V1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banmian.fonts.face import open_face
from banmian.spec.catalogue import FaceRecord
from banmian.text.compose import Composer
from banmian.text.lines.line import Mode
from banmian.text.widths.orientation import Orientation, orientation
from tests.support import ROOT, make_style

UNICODE = Path("/usr/share/unicode/VerticalOrientation.txt")


@pytest.mark.parametrize(
    ("char", "value"), [("中", "U"), ("a", "R"), ("（", "Tr"), ("。", "Tu"), ("①", "U"), ("ー", "Tr"), ("😀", "U")]
)
def test_v1_orientation_by_character(char: str, value: str) -> None:
    assert orientation(char).value == value


def test_v1_the_table_is_unicode_s() -> None:
    if not UNICODE.exists():
        pytest.skip("unicode-data is not installed")
    text = UNICODE.read_text(encoding="utf-8")
    if "15.0" not in text.partition("\n")[0]:
        pytest.skip("unicode-data is of another Unicode version")
    checked = 0
    for first, last, value in re.findall(r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; (\w+)", text, re.MULTILINE):
        for code in {int(first, 16), int(last or first, 16)}:
            assert orientation(chr(code)) is Orientation(value), f"U+{code:04X}"
            checked += 1
    assert checked > 2000


@pytest.mark.parametrize(
    ("text", "mode"),
    [("中", Mode.UPRIGHT), ("（", Mode.UPRIGHT), ("。", Mode.UPRIGHT), ("①", Mode.UPRIGHT), ("：", Mode.UPRIGHT), ("·", Mode.UPRIGHT),
     ("“", Mode.UPRIGHT), ("—", Mode.UPRIGHT), ("Ω", Mode.TURNED), ("→", Mode.TURNED), ("℃", Mode.UPRIGHT), ("½", Mode.UPRIGHT)],
)  # fmt: skip
def test_v1_how_a_character_stands(text: str, mode: Mode) -> None:
    face = FaceRecord(str(ROOT / "fonts/NotoSerifSC-Regular.otf"), 0, "song", 400)
    assert open_face(face).has(text)
    style = make_style(face, vertical=True)
    setting = Composer().setting(style)
    _ = setting.advances[text]
    assert setting.kind_of[setting.kinds[ord(text)]].mode is mode
