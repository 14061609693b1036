"""Drawings on an imported page: found, taken out as small PDFs, set again as they were."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from reportlab.pdfgen.canvas import Canvas

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.recover.importing import Imported, ImportOptions, import_pdf
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from tests.pictures.support import alike, drawn, logo, seen
from tests.recover.support import made

WORDS = "1月5日清晨，济南市民推开窗户，发现屋顶和树梢都白了。气象部门说，这场雪从凌晨三点下到早晨七点，市区积雪两厘米。"
PAGE = f"""\
page: {{trim: 200mm x 150mm, margins: 10mm, grid: {{columns: 2, gutter: 2em, size: 10pt, leading: 15pt}}}}
content:
  stories:
    snow:
      headline: 济南迎来今冬第一场雪
      text: |
        {WORDS}
        {WORDS}
frames:
  - {{id: head, at: {{column: 1, line: 1}}, size: {{columns: 2, lines: 3}}, headline: snow}}
  - {{id: left, at: {{column: 1, line: 4}}, size: {{columns: 1, lines: 11}}, flow: snow}}
"""
HIGH = 150 / 25.4 * 72  # points of the page


def with_drawing(folder: Path, draw: Callable[[Canvas], None], x: float, y: float, page: str = PAGE) -> Path:
    """The page with a drawing, its lower left corner *x* and *y* from the page's, in points."""
    (folder / "page.yaml").write_text(page, encoding="utf-8")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made(folder / "page.yaml"))))
    other = PdfReader(io.BytesIO(drawn(draw))).pages[0]
    writer.pages[0].merge_transformed_page(other, Transformation().translate(x, y))
    writer.write(folder / "source.pdf")
    return folder / "source.pdf"


def imported(source: Path, **options: object) -> Imported:
    return import_pdf(source, source.parent / "found", ImportOptions(report=False, overwrite=True, **options))  # type: ignore[arg-type]


def remade(folder: Path) -> bytes:
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(folder / "print.yaml", report), report), report))


def assets(found: Imported) -> list[str]:
    return sorted(path.name for path in (found.folder / "assets").iterdir()) if (found.folder / "assets").is_dir() else []


def words_in(path: Path) -> str:
    return PdfReader(path).pages[0].extract_text().strip()


def chart(canvas: Canvas) -> None:
    """Bars over an axis, with labels under it."""
    for at, height in enumerate((40, 70, 30)):
        canvas.setFillColorRGB(0.2 + 0.3 * at, 0.3, 0.6)
        canvas.rect(20 + 40 * at, 20, 25, height, fill=1, stroke=0)
    canvas.line(10, 20, 140, 20)
    canvas.line(10, 20, 10, 100)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Kai", 7)
    for at in range(3):
        canvas.drawString(24 + 40 * at, 8, f"{2017 + at}")


def test_a_logo_and_a_chart_are_set_again_as_they_were(tmp_path: Path) -> None:
    for draw in (logo, chart):
        source = with_drawing(tmp_path, draw, 290, 100)
        found = imported(source)
        assert assets(found) == ["picture-1.pdf"]
        assert found.score.found == found.score.close == found.score.same_pictures == 1.0
        assert found.refined.by_rule == found.refined.lines
        part = (285, HIGH - 225, 565, HIGH - 95)
        assert alike(seen(source.read_bytes(), part, ppi=144), seen(remade(found.folder), part, ppi=144))


def test_labels_go_with_a_chart_and_stay_type(tmp_path: Path) -> None:
    found = imported(with_drawing(tmp_path, chart, 290, 100))
    assert words_in(found.folder / "assets" / "picture-1.pdf").split() == ["2017", "2018", "2019"]
    assert "2018" not in (found.folder / "content.yaml").read_text(encoding="utf-8")


def test_a_line_that_stands_over_a_drawing_s_upper_edge_stays_text(tmp_path: Path) -> None:
    page = PAGE.replace("size: {columns: 1, lines: 11}", "size: {columns: 1, lines: 3}")
    source = with_drawing(
        tmp_path, logo, 30, HIGH - 28.35 - 15 * 6 - 2 - 112, page
    )  # its disc begins right under the last baseline
    found = imported(source)
    assert assets(found) == ["picture-1.pdf"]
    assert found.score.found == 1.0
    assert "晨，济南市民推开窗户" in (found.folder / "content.yaml").read_text(encoding="utf-8")


def test_a_text_on_a_drawn_ground_stays_text(tmp_path: Path) -> None:
    def ground(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.95, 1)
        path = canvas.beginPath()
        path.moveTo(0, 0)
        path.curveTo(60, 60, 200, 60, 260, 0)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Kai", 24)
        canvas.drawString(80, 12, "冬日速写")

    found = imported(with_drawing(tmp_path, ground, 290, 120))
    assert assets(found) == ["picture-1.pdf"]
    assert words_in(found.folder / "assets" / "picture-1.pdf") == ""
    assert "冬日速写" in (found.folder / "content.yaml").read_text(encoding="utf-8")


def test_rules_tints_and_effects_are_no_drawings(tmp_path: Path) -> None:
    def dress(canvas: Canvas) -> None:
        canvas.line(0, 110, 250, 110)
        canvas.setFillColorRGB(0.9, 0.9, 0.8)
        canvas.rect(0, 20, 250, 80, fill=1, stroke=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Kai", 10)
        for at in range(4):
            canvas.drawString(10, 80 - 15 * at, "济南市民推开窗户发现屋顶和树梢都白")

    assert assets(imported(with_drawing(tmp_path, dress, 290, 100))) == []


def test_dots_beside_type_are_no_drawings(tmp_path: Path) -> None:
    def dotted(canvas: Canvas) -> None:
        canvas.setFont("Kai", 10)
        canvas.drawString(0, 60, "济南市民推开窗户")
        for at in range(8):
            canvas.circle(5 + 10 * at, 56, 1, fill=1)

    assert assets(imported(with_drawing(tmp_path, dotted, 290, 100))) == []


def advertisement(canvas: Canvas) -> None:
    """A framed advertisement: art, a large name, small print in several sizes."""
    canvas.rect(0, 0, 250, 110)
    canvas.circle(40, 70, 25, fill=1)
    canvas.setFont("Kai", 28)
    canvas.drawString(90, 70, "泉城茶馆")
    canvas.setFont("Kai", 14)
    canvas.drawString(90, 46, "新春品茗会")
    canvas.setFont("Kai", 8)
    canvas.drawString(90, 20, "地址：泉城路1号 电话：12345678")


def test_an_advertisement_is_one_block(tmp_path: Path) -> None:
    source = with_drawing(tmp_path, advertisement, 290, 100)
    found = imported(source)
    assert assets(found) == ["picture-1.pdf"]
    content = (found.folder / "content.yaml").read_text(encoding="utf-8")
    assert "茶馆" not in content
    assert "电话" not in content
    assert "泉城茶馆" in words_in(found.folder / "assets" / "picture-1.pdf")
    part = (285, HIGH - 215, 545, HIGH - 95)
    assert alike(seen(source.read_bytes(), part, ppi=144), seen(remade(found.folder), part, ppi=144))


def test_a_hint_says_what_is_one_drawing(tmp_path: Path) -> None:
    def plain(canvas: Canvas) -> None:
        canvas.setFont("Kai", 10)
        canvas.drawString(10, 60, "济南市民推开窗户")
        canvas.drawString(10, 45, "发现屋顶和树梢都白")

    source = with_drawing(tmp_path, plain, 290, 100)
    assert assets(imported(source)) == []
    (tmp_path / "found" / "import.yaml").write_text(
        f"drawings: [{{x: 295pt, y: {HIGH - 180:.0f}pt, width: 200pt, height: 50pt}}]\n", encoding="utf-8"
    )
    found = imported(source)
    assert assets(found) == ["picture-1.pdf"]
    assert "树梢都白" in words_in(found.folder / "assets" / "picture-1.pdf")


def test_a_drawing_of_our_own_pages_comes_back_the_same(tmp_path: Path) -> None:
    (tmp_path / "logo.pdf").write_bytes(drawn(logo))
    page = PAGE.replace("content:\n", "content:\n  photos: {logo: {file: logo.pdf, caption: 报社的标志}}\n")
    page += "  - {id: logo, at: {column: 2, line: 4}, size: {columns: 1, lines: 12}, photo: logo}\n"
    (tmp_path / "page.yaml").write_text(page, encoding="utf-8")
    (tmp_path / "source.pdf").write_bytes(made(tmp_path / "page.yaml"))
    found = imported(tmp_path / "source.pdf")
    assert assets(found) == ["picture-1.pdf"]
    assert (found.score.pictures, found.score.same_pictures) == (1, 1.0)
    again = imported_again(found)
    assert (again.score.pictures, again.score.same_pictures) == (1, 1.0)


def imported_again(found: Imported) -> Imported:
    source = found.folder.parent / "again.pdf"
    source.write_bytes(remade(found.folder))
    return import_pdf(source, found.folder.parent / "again", ImportOptions(report=False))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_drawing_of_our_own_comes_back_turned(tmp_path: Path, turned: int) -> None:
    (tmp_path / "logo.pdf").write_bytes(drawn(logo, turned=turned))
    page = PAGE.replace("content:\n", "content:\n  photos: {logo: {file: logo.pdf}}\n")
    page += "  - {id: logo, at: {column: 2, line: 4}, size: {columns: 1, lines: 12}, photo: logo}\n"
    (tmp_path / "page.yaml").write_text(page, encoding="utf-8")
    (tmp_path / "source.pdf").write_bytes(made(tmp_path / "page.yaml"))
    found = imported(tmp_path / "source.pdf")
    assert found.score.same_pictures == 1.0
    assert PdfReader(found.folder / "assets" / "picture-1.pdf").pages[0].get("/Rotate") == turned


@pytest.mark.parametrize(
    "matrix", [(0.94, 0.34, -0.34, 0.94), (0, 1, -1, 0), (-1, 0, 0, 1)], ids=["slanting", "upwards", "mirrored"]
)
def test_type_that_no_frame_can_turn_is_kept_as_a_drawing(tmp_path: Path, matrix: tuple[float, float, float, float]) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.transform(*matrix, 150, 40)
        canvas.setFont("Kai", 16)
        canvas.drawString(0, 0, "独家报道")

    source = with_drawing(tmp_path, turned, 290, 100)
    found = imported(source)
    assert assets(found) == ["picture-1.pdf"]
    assert sorted(words_in(found.folder / "assets" / "picture-1.pdf").replace("\n", "")) == sorted("独家报道")
    assert "独家" not in (found.folder / "content.yaml").read_text(encoding="utf-8")
    part = (340, HIGH - 270, 560, HIGH - 60)
    assert alike(seen(source.read_bytes(), part, ppi=144), seen(remade(found.folder), part, ppi=144))


def test_type_that_is_clipped_away_is_not_read(tmp_path: Path) -> None:
    def clipped(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(0, 0, 100, 40)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("Kai", 10)
        canvas.drawString(0, 20, "看得见的字")
        canvas.drawString(0, 90, "看不见的字")

    found = imported(with_drawing(tmp_path, clipped, 290, 100))
    content = (found.folder / "content.yaml").read_text(encoding="utf-8")
    assert "看得见的字" in content
    assert "看不见的字" not in content
