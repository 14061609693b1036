"""Every kind of font on a plain canvas and in Platypus: drawn alike by all viewers, extracted exactly."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from banmian.fonts import FontError, PdfFont, ShapedLine
from tests.fonts.made import KINDS, TEXT, make
from tests.support import ROOT, needs_tool

SONG = ROOT / "fonts" / "NotoSerifSC-Regular.otf"
SIZE = (320, 260)


def font(kind: str, folder: Path, weight: float = 400) -> PdfFont:
    path, index = make(kind, folder)
    return PdfFont(path, index, {"wght": weight} if "variable" in kind else None)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], Path]:
    """A page in each kind of font and each direction."""
    folder = tmp_path_factory.mktemp("kinds")
    found = {}
    for kind in KINDS:
        made = font(kind, folder)
        for vertical in (False, True):
            path = folder / f"{kind}-{vertical}.pdf"
            canvas = Canvas(str(path), pagesize=SIZE, invariant=1)
            made.draw(canvas, 20 if not vertical else 60, 220 if not vertical else 250, TEXT, 17, vertical=vertical)
            canvas.save()
            found[kind, vertical] = path
    return found


def seen(path: Path, tool: str, folder: Path) -> Image.Image:
    """A page as a viewer shows it, at 36 pixels an inch by 4, so that half a pixel is nothing."""
    if tool == "pdfium":
        document = pdfium.PdfDocument(path)
        image: Image.Image = document[0].render(scale=2).to_pil().convert("L")
        document.close()
        return image.reduce(4)
    program = needs_tool(tool)
    target = folder / "seen.png"
    command = {
        "pdftoppm": [program, "-r", "144", "-png", "-singlefile", str(path), str(target.with_suffix(""))],
        "mutool": [program, "draw", "-q", "-r", "144", "-o", str(target), str(path)],
        "gs": [
            program,
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dTextAlphaBits=4",
            "-sDEVICE=png16m",
            "-r144",
            f"-sOutputFile={target}",
            str(path),
        ],
    }
    subprocess.run(command[tool], check=True, capture_output=True)
    with Image.open(target) as image:
        return image.convert("L").reduce(4)


def text_of(path: Path, tool: str) -> str:
    if tool == "pdfium":
        document = pdfium.PdfDocument(path)
        text: str = document[0].get_textpage().get_text_range()
        document.close()
        return text
    program = needs_tool(tool)
    command = {
        "pdftotext": [program, "-enc", "UTF-8", str(path), "-"],
        "mutool": [program, "draw", "-q", "-F", "txt", "-o", "-", str(path)],
        "gs": [program, "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=txtwrite", "-sOutputFile=-", str(path)],
    }
    return subprocess.run(command[tool], check=True, capture_output=True).stdout.decode("utf-8")


@pytest.mark.parametrize("tool", ["pdftoppm", "mutool", "gs"])
def test_all_viewers_draw_every_kind_alike(tool: str, pages: dict[tuple[str, bool], Path], tmp_path: Path) -> None:
    for (kind, vertical), path in pages.items():
        one, other = seen(path, "pdfium", tmp_path), seen(path, tool, tmp_path)
        ink = ImageStat.Stat(ImageChops.invert(one)).sum[0]
        assert ink > 10_000, (kind, vertical)
        assert ImageStat.Stat(ImageChops.difference(one, other)).sum[0] < 0.25 * ink, (kind, vertical)


@pytest.mark.parametrize("tool", ["pdfium", "pdftotext", "mutool", "gs"])
def test_all_readers_extract_every_kind_exactly(tool: str, pages: dict[tuple[str, bool], Path]) -> None:
    for (kind, vertical), path in pages.items():
        assert "".join(text_of(path, tool).split()) == TEXT, (kind, vertical)


@pytest.mark.parametrize("kind", ["variable", "variable-cff2"])
def test_a_variable_font_is_pinned_where_it_is_wanted(kind: str, tmp_path: Path) -> None:
    """The heavy master of the test's font is wider; what lies between is in the PDF's widths and in its outlines."""
    light, middle, heavy = (font(kind, tmp_path, weight) for weight in (400, 650, 900))
    widths = [made.width(TEXT, 10) for made in (light, middle, heavy)]
    assert widths[0] < widths[1] < widths[2]
    assert widths[1] == pytest.approx((widths[0] + widths[2]) / 2, rel=0.01)
    ink = []
    for made in (light, middle, heavy):
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=SIZE)
        made.draw(canvas, 20, 100, TEXT, 17)
        canvas.save()
        document = pdfium.PdfDocument(target.getvalue())
        box = ImageChops.invert(document[0].render(scale=4).to_pil().convert("L")).getbbox()
        document.close()
        assert box is not None
        ink.append(box[2] - box[0])
    assert ink[0] < ink[1] < ink[2]
    assert PdfFont(make(kind, tmp_path)[0], axes={"wght": 400, "wdth": 75}).width(TEXT, 10) < widths[0]


def test_an_axis_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="has no axis slnt; its axes: wght, wdth"):
        PdfFont(make("variable", tmp_path)[0], axes={"slnt": 3})
    with pytest.raises(FontError, match="has 2 faces; number 7 is not there"):
        PdfFont(make("ttc", tmp_path)[0], index=7)


def test_kerning_and_marks_stand_where_shaping_puts_them(tmp_path: Path) -> None:
    song = PdfFont(SONG)
    alone = sum(song.width(char, 10) for char in "AVATAR")
    assert song.width("AVATAR", 10) < alone - 0.5
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=SIZE)
    assert song.draw(canvas, 20, 100, "AVATAR", 10) == pytest.approx(song.width("AVATAR", 10))
    canvas.save()
    document = pdfium.PdfDocument(tmp_path / "page.pdf")
    ink = ImageChops.invert(document[0].render(scale=4).to_pil().convert("L")).getbbox()
    document.close()
    assert ink is not None
    assert (ink[2] - ink[0]) / 4 == pytest.approx(song.width("AVATAR", 10), abs=0.6)
    assert song.width("e\u0301", 10) == pytest.approx(song.width("é", 10))


def test_a_document_has_one_subset_a_face(tmp_path: Path) -> None:
    song = PdfFont(SONG)
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=SIZE)
    for page in range(2):
        song.draw(canvas, 20, 100 + page, "版面，横排", 10)
        song.draw(canvas, 90, 200, "版面，竖排", 10, vertical=True)
        canvas.showPage()
    canvas.save()
    assert (tmp_path / "page.pdf").read_bytes().count(b"/FontFile3") == 1


def test_two_documents_do_not_mix(tmp_path: Path) -> None:
    song, made = PdfFont(SONG), []
    canvases = [Canvas(str(tmp_path / f"{name}.pdf"), pagesize=SIZE, invariant=1) for name in "ab"]
    for canvas, text in zip(canvases, ("大众日报", "勇做新时代"), strict=True):
        song.draw(canvas, 20, 100, text, 10)
    for name, canvas in zip("ab", canvases, strict=True):
        canvas.save()
        made.append(text_of(tmp_path / f"{name}.pdf", "pdfium"))
    assert made == ["大众日报", "勇做新时代"]


def test_platypus_sets_paragraphs_and_lines_of_both_directions(tmp_path: Path) -> None:
    song = PdfFont(SONG)
    song.register("TestSong")
    style = ParagraphStyle("body", fontName="TestSong", fontSize=10, leading=15, wordWrap="CJK")
    words = Paragraph("大众日报<b>第六版</b>，勇做新时代泰山挑山工，共两行。", style)
    lines = [ShapedLine(song, "一行 AV", 12), PageBreak(), ShapedLine(song, "竖排，一行", 12, vertical=True)]
    SimpleDocTemplate(str(tmp_path / "page.pdf"), pagesize=(220, 400)).build([words, *lines])
    document = pdfium.PdfDocument(tmp_path / "page.pdf")
    texts = ["".join(document[at].get_textpage().get_text_range().split()) for at in range(2)]
    document.close()
    assert texts == ["大众日报第六版，勇做新时代泰山挑山工，共两行。一行AV", "竖排，一行"]


def test_the_ten_lines_of_the_documentation_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import banmian.fonts.pdffont as module

    assert module.__doc__ is not None
    lines = [line[4:] for line in module.__doc__.splitlines() if line.startswith("    ")]
    assert len(lines) <= 10
    monkeypatch.chdir(tmp_path)
    path, _ = make("variable", tmp_path)
    code = "\n".join(lines).replace("SourceHanSerif-VF.otf", str(path))
    exec(compile(code, "example", "exec"), {})
    assert text_of(tmp_path / "page.pdf", "pdfium").split()[0].startswith("版面")


def test_the_same_calls_give_the_same_bytes() -> None:
    def made() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=SIZE, invariant=1)
        PdfFont(SONG).draw(canvas, 20, 100, "版面 Page", 10)
        canvas.save()
        return target.getvalue()

    assert made() == made()
