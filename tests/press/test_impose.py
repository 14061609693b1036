"""Pages on sheets: where they stand, what is cut off at the fold, what the file says of itself."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from banmian.cli.main import main
from banmian.colour.condition import newsprint
from banmian.output.plates.plates import Separations
from banmian.press.impose import ImposeError, Imposition, imposed
from banmian.press.signature import Bound, Layout
from banmian.spec.types.press import PressMark

WIDE, HIGH, BLEED = 200.0, 300.0, 9.0
Plate = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def section(count: int, size: tuple[float, float] = (WIDE, HIGH), turned: int = 0) -> bytes:
    """Pages that are told apart by their tint: page n prints n per cent of magenta, in its bleed too."""
    target = io.BytesIO()
    canvas: Any = Canvas(target, invariant=1)
    for number in range(1, count + 1):
        canvas.setPageSize((size[0] + 2 * BLEED, size[1] + 2 * BLEED))
        canvas.setTrimBox((BLEED, BLEED, BLEED + size[0], BLEED + size[1]))
        canvas.setBleedBox((0, 0, size[0] + 2 * BLEED, size[1] + 2 * BLEED))
        canvas.setPageRotation(turned)
        canvas.setFillColorCMYK(0, 4 * number / 100, 0, 0)
        canvas.rect(0, 0, size[0] + 2 * BLEED, size[1] + 2 * BLEED, stroke=0, fill=1)
        canvas.drawString(50, 50, f"page {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def magenta(pdf: bytes, side: int) -> Plate:
    return Separations(pdf, newsprint()).plates(side, 72).plates["Magenta"]


def page_at(plate: Plate, x: float, y: float) -> int:
    return round(float(plate[round(y), round(x)]) / 2.55 / 4)


def test_pages_stand_beside_one_another() -> None:
    made = imposed([section(8)], Imposition())
    sheet = PdfReader(io.BytesIO(made.pdf)).pages[0]
    assert [float(value) for value in sheet.trimbox] == pytest.approx([BLEED, BLEED, BLEED + 2 * WIDE, BLEED + HIGH])
    assert float(sheet.mediabox.width) == pytest.approx(2 * WIDE + 2 * BLEED)
    plate = magenta(made.pdf, 0)
    assert page_at(plate, BLEED + 100, 150) == 8
    assert page_at(plate, BLEED + WIDE + 100, 150) == 1
    assert page_at(magenta(made.pdf, 1), BLEED + 100, 150) == 2


def test_at_the_fold_no_page_goes_over_to_its_neighbour_and_outside_the_bleed_stays() -> None:
    plate = magenta(imposed([section(4)], Imposition()).pdf, 0)
    assert page_at(plate, BLEED + WIDE - 3, 150) == 4
    assert page_at(plate, BLEED + WIDE + 3, 150) == 1
    assert page_at(plate, 3, 150) == 4
    assert page_at(plate, 2 * WIDE + 2 * BLEED - 3, 150) == 1
    assert page_at(plate, BLEED + 50, 3) == 4


def test_a_gutter_is_white_but_for_the_bleed() -> None:
    plate = magenta(imposed([section(4)], Imposition(gutter=40.0)).pdf, 0)
    assert page_at(plate, BLEED + WIDE + 20 - 1, 150) == 0
    assert page_at(plate, BLEED + WIDE + 5, 150) == 4
    assert page_at(plate, BLEED + WIDE + 40 + 100, 150) == 1


def test_pages_of_inner_sheets_move_towards_the_fold() -> None:
    made = imposed([section(12)], Imposition(creep=10.0, gutter=100.0))
    edges = [int(np.nonzero(magenta(made.pdf, side)[150, :260])[0][-1]) for side in (0, 2, 4)]
    assert [edge - edges[0] for edge in edges] == [0, 10, 20]


def test_bound_at_the_right_the_first_page_stands_at_the_left() -> None:
    plate = magenta(imposed([section(4)], Imposition(bound=Bound.RIGHT)).pdf, 0)
    assert page_at(plate, BLEED + 100, 150) == 1
    assert page_at(plate, BLEED + WIDE + 100, 150) == 4


def test_pages_of_several_files_follow_one_another() -> None:
    made = imposed([section(2), section(3)], Imposition(layout=Layout.TWO_UP))
    assert [page_at(magenta(made.pdf, 1), BLEED + x, 150) for x in (100, WIDE + 100)] == [1, 2]
    assert len(made.sheets) == 3


def test_marks_stand_round_the_sheet() -> None:
    made = imposed([section(4)], Imposition(marks=tuple(PressMark)), "section")
    found = Separations(made.pdf, newsprint()).plates(0, 144).plates
    assert found["Cyan"].max() == 255
    sheet = PdfReader(io.BytesIO(made.pdf)).pages[0]
    assert float(sheet.trimbox.width) == pytest.approx(2 * WIDE, abs=0.01)
    assert float(sheet.mediabox.width) > 2 * WIDE + 2 * BLEED + 60
    x = float(sheet.trimbox.left) + WIDE
    y = float(sheet.mediabox.height) - float(sheet.trimbox.top) - BLEED
    column = found["Black"][: round(y * 2), round(x * 2) - 1 : round(x * 2) + 2]
    assert column.max() > 100  # the fold mark


def test_words_go_along() -> None:
    text = PdfReader(io.BytesIO(imposed([section(4)], Imposition()).pdf)).pages[0].extract_text()
    assert "page 4" in text
    assert "page 1" in text


def test_shared_fonts_are_in_the_file_once() -> None:
    made = imposed([section(24)], Imposition())
    assert made.pdf.count(b"/BaseFont") == 1


def test_the_output_intent_goes_along(tmp_path: Path) -> None:
    from banmian.output.pdf import pdf_bytes
    from banmian.output.sheet.standard import Standard
    from tests.output.press_support import press_page

    page = press_page(tmp_path)
    made = imposed([pdf_bytes(page, page, standard=Standard.X4)], Imposition(layout=Layout.TWO_UP))
    root: Any = PdfReader(io.BytesIO(made.pdf)).trailer["/Root"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFX"


def test_the_same_pages_give_the_same_bytes() -> None:
    told = Imposition(marks=tuple(PressMark), creep=1.0)
    assert imposed([section(8)], told, "a").pdf == imposed([section(8)], told, "a").pdf


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ([section(2), section(1, (210.0, 300.0))], r"page 3 is 74\.1 x 105\.8 mm, and page 1 is 70\.6 x 105\.8 mm"),
        ([section(1, turned=90)], "page 1 is turned"),
    ],
)
def test_pages_that_do_not_go_together(files: list[bytes], reason: str) -> None:
    with pytest.raises(ImposeError, match=reason):
        imposed(files, Imposition())


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("section.pdf").write_bytes(section(6))
    assert main(["impose", "section.pdf", "-o", "sheets.pdf", "--marks", "crop,fold", "--gutter", "4mm"]) == 0
    told = capsys.readouterr().out
    assert "side 1: - | 1" in told
    assert "wrote sheets.pdf: 4 sides, 2 places empty at the end" in told
    assert len(PdfReader("sheets.pdf").pages) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.pdf"], "missing.pdf cannot be read"),
        (["broken.pdf"], "the pages cannot be put on sheets: it is damaged"),
        (["broken.pdf", "-o", "x.png"], "x.png does not end in .pdf"),
    ],
)
def test_the_command_says_what_is_wrong(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert main(["impose", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not Path("out").exists()
