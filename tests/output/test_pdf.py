"""The PDF: text that comes out as it went in, glyphs where the page has them, the same in every viewer."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from banmian.output.pdf import pdf_bytes
from tests.square_font import make_square_font
from tests.support import ROOT, compose_file, needs_tool

Write = Callable[[str, str], Path]

TEXT = "山东省第9批援疆干部——“挑山工”，2017—2019年投入40.99亿元……（组团式）阿卜杜·艾尼ABC，fi AV。"
HEAD = "page: {trim: 300pt x 200pt, margins: 20pt, grid: {size: 10pt, leading: 15pt}}\n"


def make(write: Write, text: str, style: str = "", extra: str = "") -> Path:
    content = f"content: {{stories: {{snow: {{text: {text!r}}}}}}}\n"
    frame = "frames:\n  - {id: a, at: {column: 1, line: 1}, size: {lines: 10}, flow: snow}\n"
    styles = f"styles: {{body: {{indent: 0pt{style}}}}}\n"
    composed = compose_file(write("layout/page.yaml", HEAD + content + styles + frame + extra))
    path = write("out.pdf", "")
    path.write_bytes(pdf_bytes(composed))
    return path


def square_project(write: Write, kind: str) -> None:
    """A project whose only font is the square one."""
    catalogue = write(
        "fonts/fonts.yaml",
        "families: {song: {name: Square, role: 宋}, hei: {name: Square, role: 黑}, kai: {name: Square, role: 楷}}\ncharset: c\nfaces:\n"
        + "".join(
            f"  - {{file: Square.{kind}, family: {family}, weight: 400, version: '1', source: x, upstream: x, source_file: x,\n"
            "     source_name: x, licence: x, licence_file: x, sha256: x}\n"
            for family in ("song", "hei", "kai")
        ),
    )
    make_square_font(catalogue.parent / f"Square.{kind}", kind)


@pytest.mark.parametrize("family", ["song", "hei", "kai"])
def test_text_comes_out_as_it_went_in(write: Write, family: str) -> None:
    path = make(write, TEXT, f", family: {family}")
    with pdfplumber.open(path) as pdf:
        glyphs = "".join(char["text"] for char in pdf.pages[0].chars)
    assert "".join(glyphs.split()) == "".join(TEXT.split())


@pytest.mark.parametrize("family", ["song", "hei", "kai"])
def test_poppler_reads_the_text_as_it_went_in(write: Write, family: str) -> None:
    tool = needs_tool("pdftotext")
    path = make(write, TEXT, f", family: {family}")
    out = subprocess.run([tool, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    assert "".join(out.split()) == "".join(TEXT.split())


@pytest.mark.parametrize("kind", ["ttf", "cff"])
def test_characters_that_share_a_glyph_come_out_apart(write: Write, kind: str) -> None:
    tool = needs_tool("pdftotext")
    square_project(write, kind)
    path = make(write, "山东好。一．")
    out = subprocess.run([tool, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    assert "".join(out.split()) == "山东好。一．"


@pytest.mark.parametrize("kind", ["ttf", "cff"])
def test_glyphs_stand_where_the_composed_page_has_them(write: Write, kind: str) -> None:
    square_project(write, kind)
    path = make(write, "一二三四五六七八九十" * 2 + "一二三四五六，七12.5万人（二）三四五")
    with pdfplumber.open(path) as pdf:
        first = [char for char in pdf.pages[0].chars if abs(char["matrix"][5] - pdf.pages[0].chars[0]["matrix"][5]) < 1]
    origins = [char["matrix"][4] - 20 for char in first]
    assert len(first) == 25  # 六 is pushed out of a measure of 26 em with its comma
    steps = [b - a for a, b in pairwise(origins)]
    assert steps == pytest.approx([steps[0]] * len(steps), abs=0.02)
    assert origins[-1] + 10 == pytest.approx(260, abs=0.05)


def test_one_type_0_font_a_face_with_one_subset(write: Write) -> None:
    data = make(write, TEXT).read_bytes()
    assert len(re.findall(rb"/Subtype /Type0", data)) == 1
    assert len(re.findall(rb"/FontFile[23] ", data)) == 1
    assert b"Helvetica" not in data
    assert b"/Encoding /Identity-H" in data


def test_a_cff_face_is_embedded_raw_and_a_truetype_one_as_a_file(write: Write) -> None:
    cff = make(write, TEXT).read_bytes()
    assert b"/Subtype /CIDFontType0C" in cff
    assert b"/Subtype /CIDFontType0" in cff
    truetype = make(write, TEXT, ", family: kai").read_bytes()
    assert b"/FontFile2" in truetype
    assert b"/CIDToGIDMap /Identity" in truetype


def test_widths_are_the_glyphs_own(write: Write) -> None:
    data = make(write, "国A").read_bytes()
    (widths,) = re.findall(rb"/W (\[[^/]*\])", data)
    assert b"[718 ]" in widths  # A; 国 is an em wide, which /DW says
    assert b"/DW 1000" in data


def test_an_outline_leaves_the_text_standing_once(write: Write) -> None:
    effects = ", effects: [{colour: black, weight: 2pt}, {colour: white, weight: 1pt}, {colour: k 30, dx: 1pt, dy: 1pt}]"
    path = make(write, "推动", effects)
    with pdfplumber.open(path) as pdf:
        assert "".join(char["text"] for char in pdf.pages[0].chars) == "推动"
        assert len(pdf.pages[0].curves) >= 6  # each letter drawn three times under its text


def test_no_path_of_this_machine_enters_the_file(write: Write) -> None:
    path = make(write, TEXT)
    data = path.read_bytes()
    for stream in re.findall(rb"stream\n(.*?)endstream", data, re.DOTALL):
        try:
            data += zlib.decompress(stream)
        except zlib.error:
            continue
    assert str(ROOT).encode() not in data
    assert str(path.parent).encode() not in data


def ink(image: Image.Image) -> Image.Image:
    """Ink as black and white, thinned to a coverage map of 8-pixel tiles."""
    flat = image.convert("L").point(lambda level: 0 if level < 150 else 255)
    return flat.resize((flat.width // 8, flat.height // 8), Image.Resampling.BOX)


def test_the_same_glyphs_show_in_four_viewers(write: Write, tmp_path: Path) -> None:
    import pypdfium2

    tools = {name: needs_tool(name) for name in ("pdftoppm", "mutool", "gs")}
    rows = "".join(
        f"  - {{id: f{at}, at: {{column: 1, line: {2 * at + 1}}}, size: {{lines: 2}}, flow: s{at}, roles: {{body: b{at}}}}}\n"
        for at in range(5)
    )
    stories = ", ".join(f"s{at}: {{text: '山东援疆，“挑山工”——AB12……（组）'}}" for at in range(5))
    kinds = ["family: song", "family: song, weight: 900", "family: hei, weight: 700", "family: kai", "family: hei, weight: 900"]
    styles = ", ".join(f"b{at}: {{indent: 0pt, {kind}}}" for at, kind in enumerate(kinds))
    composed = compose_file(
        write("layout/p.yaml", f"{HEAD}content: {{stories: {{{stories}}}}}\nstyles: {{{styles}}}\nframes:\n{rows}")
    )
    pdf = tmp_path / "viewers.pdf"
    pdf.write_bytes(pdf_bytes(composed))
    subprocess.run(
        [tools["pdftoppm"], "-r", "144", "-png", "-singlefile", str(pdf), str(tmp_path / "poppler")],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [tools["mutool"], "draw", "-r", "144", "-o", str(tmp_path / "mupdf.png"), str(pdf)], check=True, capture_output=True
    )
    subprocess.run(
        [tools["gs"], "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=png16m", "-r144", "-dTextAlphaBits=4", f"-sOutputFile={tmp_path / 'gs.png'}", str(pdf)],
        check=True, capture_output=True,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    document[0].render(scale=2).to_pil().save(tmp_path / "pdfium.png")
    document.close()
    maps = {name: ink(Image.open(tmp_path / f"{name}.png")) for name in ("pdfium", "poppler", "mupdf", "gs")}
    reference = maps.pop("pdfium")
    for name, other in maps.items():
        assert other.size == reference.size
        pairs = zip(reference.tobytes(), other.tobytes(), strict=True)
        worst = max(abs(a - b) for a, b in pairs)
        assert worst < 90, f"{name} shows other glyphs than pdfium"  # a wrong or absent glyph moves a tile by 120 and more


def test_the_viewers_judge_sees_one_other_glyph(write: Write) -> None:
    import pypdfium2

    def shown(text: str) -> Image.Image:
        document = pypdfium2.PdfDocument(make(write, text).read_bytes())
        image = document[0].render(scale=2).to_pil()
        document.close()
        return ink(image)

    pairs = zip(shown("山东援疆").tobytes(), shown("山东一疆").tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) > 90


VERTICAL = "山东省第9批援疆干部“组团式”帮扶，投入40.99亿元——实施296个项目……阿卜杜·艾尼（完）"


def make_vertical(write: Write, family: str) -> Path:
    content = f"content: {{stories: {{snow: {{text: {VERTICAL!r}}}}}}}\nstyles: {{body: {{indent: 0pt, family: {family}}}}}\n"
    frame = "frames:\n  - {id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 150pt}, flow: snow, direction: vertical}\n"
    path = write("out.pdf", "")
    path.write_bytes(pdf_bytes(compose_file(write("layout/page.yaml", HEAD + content + frame))))
    return path


@pytest.mark.parametrize("family", ["song", "kai"])
def test_v1_vertical_text_comes_out_as_it_went_in(write: Write, family: str) -> None:
    path = make_vertical(write, family)
    assert b"/Encoding /Identity-V" in path.read_bytes()
    with pdfplumber.open(path) as pdf:
        glyphs = "".join(char["text"] for char in pdf.pages[0].chars)
    assert "".join(glyphs.split()) == VERTICAL


def test_v1_vertical_text_shows_alike_in_four_viewers(write: Write, tmp_path: Path) -> None:
    import pypdfium2

    tools = {name: needs_tool(name) for name in ("pdftoppm", "mutool", "gs")}
    pdf = make_vertical(write, "song")
    commands = {
        "poppler": [tools["pdftoppm"], "-r", "144", "-png", "-singlefile", str(pdf), str(tmp_path / "poppler")],
        "mupdf": [tools["mutool"], "draw", "-r", "144", "-o", str(tmp_path / "mupdf.png"), str(pdf)],
        "gs": [tools["gs"], "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=png16m", "-r144", "-dTextAlphaBits=4", f"-sOutputFile={tmp_path / 'gs.png'}", str(pdf)],
    }  # fmt: skip
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    reference = ink(document[0].render(scale=2).to_pil())
    document.close()
    for name, command in commands.items():
        subprocess.run(command, check=True, capture_output=True)
        other = ink(Image.open(tmp_path / f"{name}.png"))
        worst = max(abs(a - b) for a, b in zip(reference.tobytes(), other.tobytes(), strict=True))
        assert worst < 90, f"{name} shows other glyphs than pdfium"


def test_v1_spread_vertical_lines_reach_their_measure(write: Write) -> None:
    with pdfplumber.open(make_vertical(write, "song")) as pdf:
        chars = pdf.pages[0].chars
    first = [char for char in chars if abs(char["matrix"][4] - chars[0]["matrix"][4]) < 1 and char["text"] != "9"]
    tops = [char["matrix"][5] for char in first]
    assert tops[0] - tops[-1] == pytest.approx(140, abs=1.0)  # the last character ends at 150 pt
