"""Our own pages and pages drawn at random keep what they name, and what newspapers ask; what drawings bring is told."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from pypdf.generic import NumberObject
from reportlab.pdfgen.canvas import Canvas

from banmian.cli.main import main
from banmian.colour.condition import newsprint
from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import PRESS, Standard
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.press.preflight.keeping import check_kept
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.house import load_house
from banmian.spec.load import load_page
from benchmarks.random_pages import Drawer
from tests.press.preflight.planted import YES, Change, both, font_outside, image, judgement, name, painting, rewritten, state
from tests.support import ROOT

HOUSE = load_house("daily-240")
FOLDER = ROOT / "layout" / "special-page"


def for_press(path: Path) -> tuple[ComposedPage, ...]:
    report = Report()
    return make_pages(make_plan(load_page(path, report), report, newsprint()), report)


@pytest.mark.parametrize("variant", sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "content"))
@pytest.mark.parametrize("standard", [Standard.X4, Standard.X1A_2001])
def test_nothing_is_named_on_the_special_page_and_its_variants(variant: str, standard: Standard) -> None:
    pages = for_press(FOLDER / f"{variant}.yaml")
    assert judgement(pdf_bytes(*pages, standard=standard), HOUSE).findings == ()


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_named_on_pages_drawn_at_random(seed: int, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for photo in (ROOT / "assets" / "special-page").glob("*.jpg"):
        shutil.copy(photo, tmp_path / "assets")
    page = tmp_path / "page.yaml"
    page.write_text(yaml.safe_dump(Drawer(seed).page(), allow_unicode=True, sort_keys=False), encoding="utf-8")
    made = pdf_bytes(*for_press(page), standard=PRESS[seed % 3])
    found = judgement(made, HOUSE, ink=seed % 4 == 0).findings
    assert [item for item in found if item.rule != "picture-resolution"] == []  # pictures are drawn for any size of slot


# What drawings bring with them

LZW = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"


def advertisement(folder: Path, change: Change | None = None) -> Path:
    """A page that shows an advertisement of another maker, with something of its own."""
    target = io.BytesIO()
    canvas: Any = Canvas(target, pagesize=(200, 120), invariant=1)
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(10, 10, 80, 80, stroke=0, fill=1)
    canvas._preamble = "1 0 0 1 0 0 cm"
    canvas.showPage()
    canvas.save()
    (folder / "ad.pdf").write_bytes(rewritten(target.getvalue(), change) if change else target.getvalue())
    page = folder / "page.yaml"
    page.write_text(
        "page: {trim: 120mm x 120mm, margins: 10mm, title: 广告}\n"
        "content: {photos: {ad: {file: ad.pdf}}}\n"
        "frames: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 15}, photo: ad}]\n",
        encoding="utf-8",
    )
    return page


@pytest.mark.parametrize(
    "change",
    [
        None,
        state(TR=name("Identity"), HT=name("Default")),
        state(BG=name("Identity"), UCR=name("Identity")),
        image(name("DeviceGray"), LZW, coding="LZWDecode", shown=0.5),
        image(name("DeviceGray"), bytes(8), bits=16, shown=0.5),
    ],
    ids=["plain", "transfer", "black-generation", "lzw", "16-bits"],
)
@pytest.mark.parametrize("standard", PRESS)
def test_what_can_be_mended_in_a_drawing_is(change: Change | None, standard: Standard, tmp_path: Path) -> None:
    made = pdf_bytes(*for_press(advertisement(tmp_path, change)), standard=standard)
    check_kept(made, standard)
    assert judgement(made, HOUSE).findings == ()


def test_what_cannot_be_mended_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = advertisement(tmp_path, font_outside)
    monkeypatch.chdir(tmp_path)
    assert main(["render", str(page), "--standard", "pdf/x-4", "-o", "out.pdf"]) == 2
    told = capsys.readouterr().err
    assert "pdf/x-4 is not kept on page 1: the font Helvetica is not in the file" in told
    assert not Path("out.pdf").exists()
    with pytest.raises(PageError, match="is not kept"):
        check_kept(pdf_bytes(*for_press(page), standard=Standard.X4), Standard.X4)


def test_white_that_a_drawing_prints_over_others_is_white(tmp_path: Path) -> None:
    """It would vanish: on the plates it is left out of what lies under it."""
    from banmian.output.plates.plates import Separations

    over = state(op=YES, OP=YES, OPM=NumberObject(1))
    white = both(over, painting("/Planted gs 0 1 0 0 k 10 10 80 80 re f 0 0 0 0 k 30 30 40 40 re f"))
    made = pdf_bytes(*for_press(advertisement(tmp_path, white)), standard=Standard.X4)
    magenta = Separations(made, newsprint()).plates(0, 72).plates["Magenta"]
    rows = magenta[:, magenta.max(axis=0) > 200]
    assert rows.shape[1] > 50
    middle = rows[:, rows.shape[1] // 2]
    inside = np.nonzero(middle > 200)[0]
    assert (middle[inside[0] : inside[-1]] < 20).sum() > 0.3 * (inside[-1] - inside[0])
    assert "white-overprint" not in {item.rule for item in judgement(made, HOUSE).findings}


def test_a_mesh_of_colours_is_refused_by_name(tmp_path: Path) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, NumberObject

    from tests.press.preflight.planted import painting, resources, stream

    def mesh(writer: PdfWriter) -> None:
        told = {
            "ShadingType": NumberObject(4), "ColorSpace": name("DeviceRGB"), "BitsPerCoordinate": NumberObject(8),
            "BitsPerComponent": NumberObject(8), "BitsPerFlag": NumberObject(8),
            "Decode": ArrayObject([NumberObject(value) for value in (0, 100, 0, 100, 0, 1, 0, 1, 0, 1)]),
        }  # fmt: skip
        resources(writer, "Shading")[name("Planted")] = writer._add_object(stream(bytes(18), **told))
        painting("/Planted sh")(writer)

    page = advertisement(tmp_path, mesh)
    with pytest.raises(PageError, match="it has a gradient over a mesh"):
        pdf_bytes(*for_press(page), standard=Standard.X4)


def test_a_house_asks_for_its_standard_of_page_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = tmp_path / "house.yaml"
    house.write_text("name: Ours\nstandard: pdf/x-1a:2001\n", encoding="utf-8")
    assert main(["preflight", str(advertisement(tmp_path)), "--house", str(house)]) == 0
    assert "nothing to mend (Ours; pdf/x-1a:2001)" in capsys.readouterr().out
