"""`banmian fonts`: what a page may use, what each face lacks, and a specimen sheet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from banmian.cli.main import main
from tests.fonts.made import cut, make, named

Write = Callable[[str, str], Path]
PAGE = """\
page: {trim: a5}
content: {stories: {s: {text: '大众国é'}}}
frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 8}, flow: s}]
"""


def test_families_weights_rights_and_what_they_lack(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("page.yaml", PAGE)
    make("variable", tmp_path)
    named(cut("BanmianKai-Regular.ttf"), "Closed", rights=2).save(tmp_path / "closed.ttf")
    (tmp_path / "no.otf").write_bytes(b"nothing")
    assert main(["fonts", str(path)]) == 1
    text = capsys.readouterr().out
    assert "song (Noto Serif SC, Noto Serif CJK SC) - fonts.yaml" in text
    assert "has all 4 characters" in text
    assert "    100 to 900     75% to 100% wide variable.ttf: " in text
    assert "lacks 1 of 4 characters: 国" in text
    assert "closed.ttf: 17 glyphs, may not be embedded: restricted" in text
    assert "cannot be used: the font file no.otf cannot be used: it is no font" in text
    assert "SIL Open Font License" in text


def test_the_list_as_json_and_of_a_text_of_its_own(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make("ttc", tmp_path)
    assert main(["fonts", str(write("page.yaml", PAGE)), "--json", "--text", "大国"]) == 0
    families = {family["family"]: family for family in json.loads(capsys.readouterr().out)["families"]}
    assert families["Made"]["faces"][0] | {"glyphs": 0} == {
        "file": "ttc.ttc", "index": 1, "style": "Regular", "weights": [400, 400], "widths": [100.0, 100.0], "italic": False,
        "glyphs": 0, "embedding": "installable", "usable": True, "lacks": "国",
    }  # fmt: skip
    assert families["Made"]["source"] == "."
    (tmp_path / "words.txt").write_text("鿿", encoding="utf-8")
    assert main(["fonts", str(write("page.yaml", PAGE)), "--text", "words.txt"]) == 0
    assert "lacks 1 of 1 characters: 鿿" in capsys.readouterr().out


def test_the_machines_fonts_are_listed_where_asked(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = tmp_path / "machine"
    machine.mkdir()
    make("ttf", machine)
    monkeypatch.setattr("banmian.fonts.system.font_folders", lambda: (machine,))
    path = write("here/page.yaml", PAGE)
    assert main(["fonts", str(path)]) == 0
    assert "Made" not in capsys.readouterr().out
    assert main(["fonts", str(path), "--machine"]) == 0
    assert "Made - this machine" in capsys.readouterr().out


def test_the_specimen_sheet_shows_every_face(write: Write, tmp_path: Path) -> None:
    make("variable", tmp_path)
    path = write("page.yaml", PAGE)
    assert main(["fonts", str(path), "-o", "sheet.pdf"]) == 0
    document = pdfium.PdfDocument(tmp_path / "sheet.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for label in (
        "NotoSerifSC-Black.otf",
        "NotoSansSC-Regular.otf",
        "BanmianKai-Regular.ttf",
        "Regular, 300",
        "Regular, 900",
        "variable.ttf",
    ):
        assert label in text
    assert "一页报纸有约四千个字" in text
    first = (tmp_path / "sheet.pdf").read_bytes()
    assert main(["fonts", str(path), "-o", "sheet.pdf"]) == 0
    assert (tmp_path / "sheet.pdf").read_bytes() == first


def test_without_a_page_it_lists_what_lies_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fonts").mkdir()
    make("ttf", tmp_path / "fonts")
    assert main(["fonts"]) == 0
    text = capsys.readouterr().out
    assert "Made - fonts" in text
    assert "song" in text
    assert main(["fonts", "-o", "sheet.png"]) == 2
