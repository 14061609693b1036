"""Type slanted or emboldened that is not drawn so: only where it is asked for, and said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from banmian.cli.main import main
from banmian.output.pdf import pdf_bytes
from tests.support import compose_file, said

Write = Callable[[str, str], Path]
PAGE = """\
page: {{trim: 90mm x 40mm, margins: 8mm, grid: {{columns: 1, size: 30pt, leading: 40pt}}}}
styles: {{body: {{indent: 0pt{style}}}, strong: {{synthetic: {{weight: .05em}}}}}}
content: {{stories: {{s: {{text: '{text}'}}}}}}
frames: [{{id: a, at: {{x: 0mm, y: 0mm}}, size: {{width: 70mm, height: 24mm}}, flow: s{frame}}}]
"""


def page(write: Write, style: str = "", text: str = "工l", frame: str = "") -> Path:
    return write("page.yaml", PAGE.format(style=style, text=text, frame=frame))


def seen(path: Path) -> Image.Image:
    document = pdfium.PdfDocument(pdf_bytes(compose_file(path)))
    image: Image.Image = document[0].render(scale=3).to_pil().convert("L")
    document.close()
    return ImageChops.invert(image)


def ink(image: Image.Image) -> float:
    return ImageStat.Stat(image).sum[0]


def test_slanted_type_leans_to_the_right_on_its_baseline(write: Write) -> None:
    plain, slanted = seen(page(write)).getbbox(), seen(page(write, ", synthetic: {slant: 15}")).getbbox()
    assert plain is not None
    assert slanted is not None
    assert slanted[2] > plain[2] + 5  # its head
    assert slanted[3] == pytest.approx(plain[3], abs=1)
    assert slanted[1] == pytest.approx(plain[1], abs=1)


def test_emboldened_type_has_more_ink_in_the_same_places(write: Write) -> None:
    plain, bold = page(write), None
    before = compose_file(plain)
    ink_before = ink(seen(plain))
    bold = page(write, ", synthetic: {weight: .04em}")
    after = compose_file(bold)
    assert ink(seen(bold)) > 1.2 * ink_before
    assert [run.x for line in before.lines for run in line.runs] == [run.x for line in after.lines for run in line.runs]


def test_what_follows_is_plain_again(write: Write) -> None:
    one = ink(seen(page(write, text="工工")))
    both = ink(seen(page(write, ", synthetic: {weight: .05em}", "工工")))
    half = ink(seen(page(write, text="[工]{style=strong}工")))
    assert half - one == pytest.approx((both - one) / 2, rel=0.1)


def test_in_vertical_lines_only_what_lies_on_its_side_is_slanted(write: Write) -> None:
    vertical = ", direction: vertical"
    assert (
        seen(page(write, ", synthetic: {slant: 15}", "工工", vertical)).tobytes()
        == seen(page(write, "", "工工", vertical)).tobytes()
    )
    assert (
        seen(page(write, ", synthetic: {slant: 15}", "工Ti", vertical)).tobytes()
        != seen(page(write, "", "工Ti", vertical)).tobytes()
    )


def test_outlines_and_shadows_lean_with_their_letters(write: Write) -> None:
    line = ", effects: [{colour: black, weight: 2pt}]"
    plain, slanted = seen(page(write, line)).getbbox(), seen(page(write, line + ", synthetic: {slant: 15}")).getbbox()
    assert plain is not None
    assert slanted is not None
    assert slanted[2] > plain[2] + 5


def test_a_document_has_one_subset_of_a_face_slanted_or_not(write: Write) -> None:
    path = page(write, text="工[作]{style=strong}")
    assert pdf_bytes(compose_file(path)).count(b"/FontFile3") == 1


def test_it_is_said(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = page(write, ", synthetic: {slant: 12, weight: .02em}")
    assert main(["render", str(path), "-o", "page.pdf", "--strict"]) == 0
    assert "style body: slanted by 12° and emboldened by 0.02em, as no face of its own is\n" in capsys.readouterr().out
    assert main(["render", str(page(write)), "-o", "page.pdf"]) == 0
    assert "style" not in capsys.readouterr().out


@pytest.mark.parametrize("value", ["{slant: 60}", "{weight: 1mm}", "{weight: .5em}", "{weight: -.01em}"])
def test_what_would_be_no_type_any_more_is_refused(value: str, write: Write) -> None:
    assert "page.yaml:2:" in said(page(write, f", synthetic: {value}"))
    assert "type is slanted by at most 30 degrees, and emboldened by 0em to 0.1em" in said(page(write, f", synthetic: {value}"))
