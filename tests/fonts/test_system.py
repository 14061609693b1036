"""Fonts of the machine, for pages that allow them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.fonts.system import find_system_font
from tests.square_font import make_square_font
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

PAGE = (
    "page: {{trim: a5, system_fonts: [{fonts}]}}\ncontent: {{stories: {{s: {{text: '一♞二'}}}}}}\n"
    "frames: [{{id: a, at: {{column: 1, line: 1}}, size: {{lines: 8}}, flow: s}}]\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "machine" / "fonts"
    found.mkdir(parents=True)
    monkeypatch.setattr("banmian.fonts.system.font_folders", lambda: (found,))
    make_square_font(found / "Square.ttf", "ttf", extra="♞")
    (found / "Broken.ttf").write_bytes(b"no font")
    return found


def test_a_font_is_found_by_its_family(folder: Path) -> None:
    record = find_system_font("square")
    assert record is not None
    assert record.path == str(folder / "Square.ttf")
    assert find_system_font("Nothing") is None


def test_a_missing_character_is_looked_for_in_named_system_fonts(folder: Path, write: Write) -> None:
    line = compose_file(write("page.yaml", PAGE.format(fonts="Nothing, Square"))).lines[0]
    assert [(run.text, run.face.family) for run in line.runs] == [("一", "song"), ("♞", "Square"), ("二", "song")]


def test_no_system_font_is_used_unless_it_is_named(folder: Path, write: Write) -> None:
    assert "no font has ♞ (U+265E BLACK CHESS KNIGHT); an empty box is set" in said(write("page.yaml", PAGE.format(fonts="")))
