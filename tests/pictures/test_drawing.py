"""A page of a PDF in a photo slot: shown whole, kept as vectors with its fonts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage, Picture
from banmian.page.makepage import make_pages
from banmian.pictures.drawings.drawing import open_drawing
from banmian.pictures.drawings.drawingfile import drawing_file
from banmian.plan.makeplan import make_plan
from banmian.reading.pdf import read_pdf
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page
from banmian.tree.maketree import tree_of
from tests.pictures.support import alike, drawn, logo, seen

PAGE = """\
page: {{trim: 120mm x 80mm, margins: 10mm{ink}, grid: {{columns: 1, gutter: 2em, size: 10pt, leading: 15pt}}}}
content: {{photos: {{logo: {{file: logo.pdf{which}}}}}}}
frames:
  - {{id: one, at: {{column: 1, line: 1}}, size: {{columns: 1, lines: 10}}, photo: logo}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logo.pdf").write_bytes(drawn(logo, lambda canvas: canvas.rect(20, 20, 60, 60, fill=1)))
    return tmp_path


def pages_of(folder: Path, which: str = "", ink: str = "") -> tuple[ComposedPage, ...]:
    (folder / "page.yaml").write_text(PAGE.format(which=which, ink=ink), encoding="utf-8")
    report = Report()
    plan = make_plan(load_page(folder / "page.yaml", report), report)
    report.stop_on_errors()
    pages = make_pages(plan, report)
    assert not report.diagnostics
    return pages


def picture_of(pages: tuple[ComposedPage, ...]) -> Picture:
    picture = pages[0].pictures[0]
    assert isinstance(picture, Picture)
    return picture


def place_of(picture: Picture) -> tuple[float, float, float, float]:
    rect = picture.image
    return rect.x, rect.y, rect.right, rect.bottom


def test_a_drawing_is_shown_whole_and_in_the_middle_of_its_slot(folder: Path) -> None:
    pages = pages_of(folder)
    picture, frame = picture_of(pages), pages[0].frames[0].inner
    assert picture.image.width / picture.image.height == pytest.approx(300 / 120)
    assert picture.image.width == pytest.approx(frame.width)
    assert picture.image.y - frame.y == pytest.approx(frame.bottom - picture.image.bottom)
    assert picture.rect == picture.image
    assert picture.keyline == 0


def test_it_looks_as_its_own_file_does(folder: Path) -> None:
    pages = pages_of(folder)
    place = place_of(picture_of(pages))
    ppi = 144.0
    assert alike(seen(drawn(logo), ppi=ppi * (place[2] - place[0]) / 300), seen(pdf_bytes(*pages), place, ppi=ppi))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_turned_for_reading_is_shown_so(folder: Path, turned: int) -> None:
    data = drawn(logo, turned=turned)
    (folder / "logo.pdf").write_bytes(data)
    pages = pages_of(folder)
    place = place_of(picture_of(pages))
    wide, high = seen(data).size
    assert (place[2] - place[0]) / (place[3] - place[1]) == pytest.approx(wide / high)
    assert alike(seen(data, ppi=144 * (place[2] - place[0]) / wide), seen(pdf_bytes(*pages), place, ppi=144))


def test_its_type_stays_type(folder: Path) -> None:
    page = PdfReader(io.BytesIO(pdf_bytes(*pages_of(folder)))).pages[0]
    assert "大众日报" in page.extract_text()
    form = next(iter(page["/Resources"]["/XObject"].values())).get_object()  # type: ignore[index]
    fonts = {font.get_object()["/BaseFont"] for font in form["/Resources"]["/Font"].values()}
    assert any(name.endswith("BanmianKai-Regular") for name in fonts)


def test_resources_that_nothing_uses_stay_behind(folder: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(folder / "logo.pdf"))
    resources = writer.pages[0]["/Resources"]
    resources["/Font"][NameObject("/Unused")] = next(iter(resources["/Font"].values()))  # type: ignore[index]
    writer.write(folder / "logo.pdf")
    drawing = open_drawing(str(folder / "logo.pdf"), 1)
    assert isinstance(drawing.resources, dict)
    fonts = drawing.resources["Font"]
    assert isinstance(fonts, dict)
    assert "Unused" not in fonts


def test_another_page_of_the_file(folder: Path) -> None:
    assert picture_of(pages_of(folder, ", page: 2")).page == 2
    assert "大众日报" not in PdfReader(io.BytesIO(pdf_bytes(*pages_of(folder, ", page: 2")))).pages[0].extract_text()


def test_the_page_s_tree_agrees_with_its_pdf(folder: Path) -> None:
    pages = pages_of(folder)
    told, read = tree_of(*pages).pages[0], read_pdf(pdf_bytes(*pages)).tree.pages[0]
    assert [(item.digest, item.pixels) for item in told.pictures] == [(item.digest, item.pixels) for item in read.pictures]
    assert told.pictures[0].rect == pytest.approx(read.pictures[0].rect, abs=0.02)
    assert read.lines == ()
    assert read.paths == ()


def test_the_same_bytes_every_time(folder: Path) -> None:
    assert pdf_bytes(*pages_of(folder)) == pdf_bytes(*pages_of(folder))


def test_a_drawing_keeps_its_digest_in_a_file_of_its_own(folder: Path) -> None:
    for number, turned in ((1, 0), (2, 0), (1, 90)):
        (folder / "one.pdf").write_bytes(drawn(logo, logo, turned=turned))
        drawing = open_drawing(str(folder / "one.pdf"), number)
        (folder / "again.pdf").write_bytes(drawing_file(drawing))
        again = open_drawing(str(folder / "again.pdf"), 1)
        assert again.digest == drawing.digest
        assert (again.width, again.height) == (drawing.width, drawing.height)
        assert alike(seen((folder / "one.pdf").read_bytes(), number=number - 1), seen((folder / "again.pdf").read_bytes()))
    (folder / "other.pdf").write_bytes(drawn(lambda canvas: canvas.rect(1, 1, 9, 9)))
    assert open_drawing(str(folder / "other.pdf"), 1).digest != drawing.digest


def test_a_page_in_black_only_has_its_drawings_in_greys(folder: Path) -> None:
    def coloured_picture(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        logo(canvas)
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), (200, 30, 30))), 240, 80, 40, 30)

    (folder / "logo.pdf").write_bytes(drawn(coloured_picture))
    image = seen(pdf_bytes(*pages_of(folder, ink=", ink: black")), ppi=100)
    assert all(max(colour) - min(colour) <= 2 for _, colour in image.getcolors(1 << 24) or [])  # type: ignore[arg-type]
    assert image.convert("L").getextrema()[0] < 30  # type: ignore[operator]


@pytest.mark.parametrize(("which", "told"), [
    (", page: 3", "it has 2 pages; page 3 is not there"),
    (", page: 0", "pages count from 1"),
])  # fmt: skip
def test_a_page_that_is_not_there(folder: Path, which: str, told: str) -> None:
    with pytest.raises(PageError, match=told):
        pages_of(folder, which)


def test_a_page_of_a_photograph_is_refused(folder: Path) -> None:
    (folder / "page.yaml").write_text(PAGE.format(which=", page: 1", ink="").replace("logo.pdf", "logo.jpg"), encoding="utf-8")
    report = Report()
    with pytest.raises(PageError, match="page: is for pages of a PDF"):
        make_plan(load_page(folder / "page.yaml", report), report)


def test_what_is_no_drawing_says_why(folder: Path) -> None:
    data = (folder / "logo.pdf").read_bytes()
    (folder / "logo.pdf").write_bytes(data[:700])
    with pytest.raises(PageError, match=r"the picture .*logo\.pdf cannot be used: it is damaged"):
        pages_of(folder)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("word", "owner", algorithm="RC4-128")
    writer.write(folder / "logo.pdf")
    with pytest.raises(PageError, match="it opens with a password only"):
        pages_of(folder)


def test_objects_that_lie_in_themselves_end(folder: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(folder / "logo.pdf"))
    form = StreamObject()
    form.set_data(b"/X Do")
    own = writer._add_object(form)
    resources = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/X"): own})})
    form.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Resources"): resources})
    page = writer.pages[0]
    page[NameObject("/Contents")] = writer._add_object(form)
    page[NameObject("/Resources")] = resources
    writer.write(folder / "logo.pdf")
    assert len(open_drawing(str(folder / "logo.pdf"), 1).objects) == 1
