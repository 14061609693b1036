"""An SVG is shown as vectors, its text as text; what would be left out of it, or never end, is refused by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from banmian.pictures.drawings.svg import svg_pdf
from banmian.pictures.kind import PictureError
from banmian.spec.files.child import NO_TOOLS
from tests.pictures.photo_support import page_file, pdf_of, shown
from tests.support import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50" viewBox="0 0 100 50">'
MAP = HEAD + '<rect width="50" height="50" fill="#c00000"/><text x="55" y="30" font-size="12">济南 Jinan</text></svg>'


def page(folder: Path, svg: str, size: tuple[int, int] = (100, 50), said: str = "") -> Path:
    (folder / "map.svg").write_text(svg, encoding="utf-8")
    return page_file(folder / "map.svg", size, said)


def test_an_svg_keeps_its_vectors_and_its_text(tmp_path: Path) -> None:
    pdf = pdf_of(page(tmp_path, MAP))
    found = shown(pdf, (100, 50), 2)
    assert found.getpixel((20, 50)) == pytest.approx((0xC0, 0, 0), abs=2)
    assert found.getpixel((104, 20)) == (255, 255, 255)
    document = pdfium.PdfDocument(pdf)
    assert document[0].get_textpage().get_text_range() == "济南 Jinan"
    document.close()
    assert b"/Subtype /Image" not in pdf


def test_it_is_the_same_on_any_day_and_shown_whole(tmp_path: Path) -> None:
    tall = page(tmp_path, MAP, (100, 100))
    assert pdf_of(tall) == pdf_of(tall)
    found = shown(pdf_of(tall), (100, 100))
    assert found.getpixel((20, 10)) == (255, 255, 255)
    assert found.getpixel((20, 50)) == pytest.approx((0xC0, 0, 0), abs=2)


def test_a_drawing_may_be_turned_cropped_and_cut_out(tmp_path: Path) -> None:
    whole = (100, 50)
    turned = shown(pdf_of(page(tmp_path, MAP, whole, ", picture: {rotate: 180}")), whole)
    assert turned.getpixel((80, 25)) == pytest.approx((0xC0, 0, 0), abs=2)
    cropped = shown(pdf_of(page(tmp_path, MAP, (50, 50), ", picture: {crop: {right: 50%}}")), (50, 50))
    assert {cropped.getpixel(place)[0] for place in ((2, 2), (47, 47))} == {0xC0}  # type: ignore[index]
    covered = shown(pdf_of(page(tmp_path, MAP, (50, 50), ", focus_x: 0%, picture: {fit: cover, clip: ellipse}")), (50, 50))
    assert covered.getpixel((25, 25)) == pytest.approx((0xC0, 0, 0), abs=2)
    assert covered.getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        (MAP[:90], r"it is damaged \(line 1"),
        (HEAD + '<image xlink:href="photo.jpg"/></svg>', r"it links to a picture \(photo\.jpg\) that is not in it"),
        (HEAD + '<image href="https://example.org/a.png"/></svg>', "it links to a picture"),
        (HEAD + "<foreignObject/></svg>", "it holds a web page's text"),
        ('<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + HEAD + "&b;</svg>", "it declares an entity"),
        (HEAD + "<g>" * 300 + "</g>" * 300 + "</svg>", "deep in one another"),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="0" height="9"/>', "it cannot be drawn"),
        ("<html/>", "it begins with <html>"),
    ],
)
def test_what_cannot_be_shown_as_it_is_meant_is_refused(svg: str, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        svg_pdf(svg.encode())


def test_pictures_within_it_and_switches_are_taken() -> None:
    assert svg_pdf((HEAD + '<image href="data:image/png;base64,AAAA"/></svg>').encode())
    assert svg_pdf((HEAD + "<switch><foreignObject/><rect/></switch></svg>").encode())


def test_a_drawing_that_never_ends_is_stopped() -> None:
    groups = "".join(f'<g id="a{at + 1}">' + f'<use href="#a{at}"/>' * 10 + "</g>" for at in range(9))
    with pytest.raises(PictureError, match=r"it cannot be drawn|longer than"):
        svg_pdf((HEAD + f'<g id="a0"><rect width="1" height="1"/></g>{groups}<use href="#a9"/></svg>').encode())


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], NO_TOOLS, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PictureError, match=r"python3 -m pip install 'banmian\[svg\]'"):
        svg_pdf(MAP.encode())
    monkeypatch.undo()
    blocked = "import sys; sys.modules['typst'] = None; sys.argv = ['child', '']; from banmian.pictures.drawings.svgchild import main; sys.exit(main())"
    assert subprocess.run([sys.executable, "-c", blocked], cwd=ROOT, check=False).returncode == NO_TOOLS


def test_an_svg_on_a_page_in_black_is_in_greys(tmp_path: Path) -> None:
    path = page(tmp_path, MAP)
    path.write_text(path.read_text(encoding="utf-8").replace("pictures:", "ink: black, pictures:"), encoding="utf-8")
    red, green, blue = shown(pdf_of(path), (100, 50)).getpixel((20, 25))  # type: ignore[misc]
    assert red == green == blue < 160
