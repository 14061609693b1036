"""Pages for the press: inks on their plates, none over the limit, black over colours, white never."""

from __future__ import annotations

import io
import re
import subprocess
import zlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from banmian.colour.condition import newsprint
from banmian.output.colours.overprint import Overprint
from banmian.output.pdf import pdf_bytes
from banmian.output.plates.plates import Plates, Separations
from banmian.output.plates.proof import proof
from banmian.output.raster import Raster
from banmian.output.sheet.standard import PRESS, Standard
from banmian.page.composed import ComposedPage, Rule
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page
from banmian.spec.types.colour import Colour
from tests.output.press_support import plates_of, press_page
from tests.support import ROOT, compose_file, needs_tool

ROUNDING = 4 * 0.5 / 255  # of four plates of 8 bits, of a colour that is at the limit as it is written
SPECIAL = ROOT / "layout" / "special-page" / "print.yaml"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ComposedPage:
    return press_page(tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module")
def pdf(page: ComposedPage) -> bytes:
    return pdf_bytes(page, standard=Standard.X4)


@pytest.fixture(scope="module")
def plates(pdf: bytes, page: ComposedPage) -> Plates:
    return plates_of(pdf, page)


def at(plates: Plates, page: ComposedPage, frame: str, down: float = 0.5, across: float = 0.5) -> dict[str, float]:
    """What each plate prints at a place of a frame, per cent."""
    (rect,) = [item.rect for item in page.frames if item.id == frame]
    x, y = rect.x + across * rect.width + page.bleed, rect.y + down * rect.height + page.bleed
    scale = plates.ppi / 72
    return {name: round(float(plate[round(y * scale), round(x * scale)]) / 2.55) for name, plate in plates.plates.items()}


def special_page() -> ComposedPage:
    report = Report()
    (page,) = make_pages(make_plan(load_page(SPECIAL, report), report, newsprint()), report)
    return page


def test_nothing_on_the_page_is_over_the_limit(plates: Plates) -> None:
    assert plates.total().max() <= 2.4 + ROUNDING
    assert plates.total().max() > 2.2  # there is something to limit


def test_the_special_page_is_under_the_limit_and_hardly_larger(tmp_path: Path) -> None:
    special = special_page()
    pdf = pdf_bytes(special, standard=Standard.X4)
    assert plates_of(pdf, special).total().max() <= 2.4
    profile = len(zlib.compress(newsprint().profile.data, 9))
    assert len(pdf) <= 1.15 * len(pdf_bytes(compose_file(SPECIAL))) + profile


@pytest.mark.parametrize("standard", [None, Standard.X4, Standard.X1A_2001])
def test_our_plates_are_ghostscripts(standard: Standard | None, page: ComposedPage, tmp_path: Path) -> None:
    gs = needs_tool("gs")
    data = pdf_bytes(page, standard=standard)
    (tmp_path / "page.pdf").write_bytes(data)
    command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r150", "-o", "page.tif", "page.pdf"]
    subprocess.run(command, cwd=tmp_path, check=True)
    for name, plate in plates_of(data, page).plates.items():
        with Image.open(tmp_path / f"page({name}).tif") as image:
            theirs = 255 - np.asarray(image).astype(int)
        assert plate.mean() / 2.55 == pytest.approx(theirs.mean() / 2.55, abs=0.5), name
        high, wide = (size // 10 * 10 for size in theirs.shape)
        ours = plate[:high, :wide].reshape(high // 10, 10, wide // 10, 10).mean(axis=(1, 3))
        other = theirs[:high, :wide].reshape(high // 10, 10, wide // 10, 10).mean(axis=(1, 3))
        assert np.percentile(np.abs(ours - other) / 2.55, 98) < 6, name


def test_our_plates_cover_as_much_as_ghostscript_says(tmp_path: Path) -> None:
    """Its ink_cov, of process inks only, on the special page."""
    gs = needs_tool("gs")
    special = special_page()
    data = pdf_bytes(special, standard=Standard.X4)
    (tmp_path / "page.pdf").write_bytes(data)
    command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ink_cov", "-r150", "-o", "-", "page.pdf"]
    told = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    theirs = [float(word) for word in told.split()[:4]]
    ours = [float(plate.mean()) / 2.55 for plate in plates_of(data, special).plates.values()]
    assert ours == pytest.approx(theirs, abs=0.5)


def test_spot_colours_have_plates_of_their_own(plates: Plates, page: ComposedPage) -> None:
    assert list(plates.plates) == ["Cyan", "Magenta", "Yellow", "Black", "PANTONE 485 C", "PANTONE 871 C"]
    fade = at(plates, page, "fade", down=0.9)
    assert 5 < fade["PANTONE 485 C"] < 15
    assert not any(fade[name] for name in ("Cyan", "Magenta", "Yellow"))
    assert plates.plates["PANTONE 871 C"].max() == 255


def test_colours_print_as_they_are_written(plates: Plates, page: ComposedPage) -> None:
    told = {"Cyan": 90, "Magenta": 80, "Yellow": 70, "Black": 0}
    assert at(plates, page, "light", down=0.95).items() >= told.items()
    assert at(plates, page, "rich", down=0.95)["Cyan"] == 30
    assert at(plates, page, "head", across=0.98).items() >= {"Cyan": 10, "Magenta": 0, "Yellow": 40}.items()


def test_a_picture_in_greys_prints_in_black_alone(plates: Plates, page: ComposedPage) -> None:
    found = at(plates, page, "grey")
    assert found["Black"] > 30
    assert sum(found.values()) == found["Black"]


def test_a_colour_over_the_limit_is_told_with_what_it_becomes(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("fill: cmyk 90 80 70 0", "fill: cmyk 90 90 90 40"))
    (told,) = page.told
    assert told.startswith("cmyk 90 90 90 40 is 310% of ink; it is printed as ")
    assert press_page(tmp_path).told == ()  # rich-black is as rich as it may be


def strokes(plates: Plates, page: ComposedPage, frame: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where a frame's letters print in solid black."""
    (rect,) = [item.rect for item in page.frames if item.id == frame]
    scale = plates.ppi / 72
    rows = slice(int((rect.y + page.bleed) * scale) + 4, int((rect.bottom + page.bleed) * scale) - 4)
    columns = slice(int((rect.x + page.bleed) * scale) + 4, int((rect.right + page.bleed) * scale) - 4)
    return np.stack([plate[rows, columns] for plate in plates.plates.values()], axis=-1)


def test_black_type_prints_over_what_lies_under_it(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("roles: {lead: rich}, ", ""))
    inks = strokes(plates_of(pdf_bytes(page), page, 400), page, "rich")
    black = inks[..., 3] > 250
    assert black.sum() > 1000
    assert (inks[black][:, 0] > 70).all()  # 30 % of cyan goes on under it


def test_type_that_would_be_over_the_limit_is_left_out_of_it(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("roles: {lead: light}, ", ""))
    inks = strokes(plates_of(pdf_bytes(page), page, 400), page, "light")
    black = inks[..., 3] > 250
    assert black.sum() > 1000
    assert inks[black][:, :3].max() < 8


def test_black_type_over_a_rule_counts_the_rule(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("fill: cmyk 90 80 70 0, roles: {lead: light}", "fill: white"))
    (rect,) = [item.rect for item in page.frames if item.id == "light"]
    ruled = msgspec.structs.replace(page, rules=(*page.rules, Rule("light", rect, Colour.parse("cmyk 90 80 10 0"))))
    over = [Overprint(item, {}, on_press=True) for item in (page, ruled)]
    (line, *_) = [line for name, line in zip(page.line_frames, page.lines, strict=True) if name == "light"]
    assert [item.line(line) for item in over] == [True, False]


def test_white_never_prints_over_anything(pdf: bytes, page: ComposedPage) -> None:
    inks = strokes(plates_of(pdf, page, 400), page, "light")
    assert (inks.max(axis=-1) < 8).sum() > 1000
    content = PdfReader(_file(pdf)).pages[0].get_contents()
    assert content is not None
    over = False
    for line in content.get_data().decode("latin-1").splitlines():
        if line.endswith(" gs"):
            over = line == "/gOver gs"
        assert not (over and line == "0 0 0 0 k")


def _file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def test_a_proof_shows_overprint(tmp_path: Path) -> None:
    """Black over cyan is darker than black that is left out of it."""
    page = press_page(tmp_path, ("roles: {lead: rich}, fill: cmyk 30 0 0 0", "fill: cmyk 100 0 0 0"))
    assert page.condition is not None
    made = pdf_bytes(page)
    without = made.replace(b"/OP true/OPM 1/op true", b"/OP false/OPM 1/op false")
    assert without != made
    (rect,) = [item.rect for item in page.frames if item.id == "rich"]
    darkest = []
    for data in (made, without):
        image = proof(data, page.condition, 0, 300)
        scale = 300 / 72
        box = tuple(round((value + page.bleed) * scale) for value in (rect.x, rect.y, rect.right, rect.bottom))
        darkest.append(int(np.percentile(np.asarray(image.convert("L").crop(box)), 0.5)))  # type: ignore[arg-type]
    assert darkest[0] < darkest[1] - 5


def test_a_proof_on_paper_is_as_grey_as_newsprint(pdf: bytes, page: ComposedPage) -> None:
    assert page.condition is not None
    white, paper = (proof(pdf, page.condition, 0, 30, grey).getpixel((3, 3)) for grey in (False, True))
    assert white == (255, 255, 255)
    assert isinstance(paper, tuple)
    assert 190 < min(paper) < max(paper) < 225


# X-1a


@pytest.mark.parametrize("standard", [Standard.X1A_2001, Standard.X1A_2003])
def test_x1a_is_opaque_and_says_what_it_changed(standard: Standard, page: ComposedPage, plates: Plates) -> None:
    told: list[str] = []
    data = pdf_bytes(page, standard=standard, told=told)
    assert told == ["frame cut: a picture with transparency was made opaque, with what lies under it"]
    plain = _all_of(data)
    assert not re.search(rb"/SMask|/ca |/CA |/Group|/BM ", plain)
    assert not re.search(rb"ICCBased|/DeviceRGB|/CalRGB|/Lab\b", plain)
    flat = plates_of(data, page)
    assert flat.total().max() <= 2.4 + ROUNDING
    for name, plate in flat.plates.items():
        assert plate.mean() == pytest.approx(plates.plates[name].mean(), abs=0.15), name


def _all_of(data: bytes) -> bytes:
    """A PDF's objects, without the data of its pictures and fonts."""
    return re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.DOTALL)


def test_what_is_transparent_looks_the_same_when_it_is_opaque(page: ComposedPage, pdf: bytes) -> None:
    assert page.condition is not None
    one, other = (proof(data, page.condition, 0, 60) for data in (pdf, pdf_bytes(page, standard=Standard.X1A_2003)))
    off = np.abs(np.asarray(one).astype(int) - np.asarray(other))
    assert np.percentile(off, 99.5) < 24


def test_a_shadow_on_a_spot_colour_keeps_its_plate(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("picture: {shadow: soft}", "picture: {shadow: soft}, fill: party-red"))
    soft, flat = (plates_of(pdf_bytes(page, standard=item), page) for item in (Standard.X4, Standard.X1A_2003))
    for name in ("PANTONE 485 C", "Black"):
        assert flat.plates[name].mean() == pytest.approx(soft.plates[name].mean(), abs=0.2)
    assert flat.plates["PANTONE 485 C"].mean() > 8


# Curves


@pytest.mark.parametrize("name", ["print", "vertical"])
def test_letters_as_curves_print_the_same(name: str) -> None:
    """Within a tenth of a pixel at 600 ppi: no pixel differs by more than that, however it is cut by an edge."""
    page = compose_file(ROOT / "layout" / "special-page" / f"{name}.yaml")
    type_, curves = pdf_bytes(page), pdf_bytes(msgspec.structs.replace(page, curves=True))
    assert b"/FontFile" not in curves
    assert b"/BaseFont" not in _all_of(curves)
    with Raster(type_) as one, Raster(curves) as other:
        for box in ((60, 60, 200, 30), (60, 700, 90, 60), (300, 1200, 90, 60), (800, 400, 90, 60)):
            # Four times as fine, so that letters are painted as paths by the renderer in either case.
            seen = [np.asarray(raster.render(0, 2400, box).convert("L")).astype(float) for raster in (one, other)]
            high, wide = (size // 4 * 4 for size in seen[0].shape)
            fine = [item[:high, :wide].reshape(high // 4, 4, wide // 4, 4).mean(axis=(1, 3)) for item in seen]
            assert np.abs(fine[0] - fine[1]).max() <= 25.5
            assert abs(fine[0].mean() - fine[1].mean()) < 0.05


# Screens, black alone, nothing said


def test_for_screens_everything_is_rgb(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("colour: {profile: newsprint, limit: 240%}", "colour: screen"))
    data = pdf_bytes(page)
    assert not re.search(rb"/DeviceCMYK|/Separation|/DeviceN|/gOver", _all_of(data))
    content = PdfReader(_file(data)).pages[0].get_contents()
    assert content is not None
    assert not re.search(rb"(?m)(^| )k($| )| cs ", content.get_data())
    with pytest.raises(PageError, match="for a press"):
        pdf_bytes(page, standard=Standard.X4)


def test_black_alone_prints_on_one_plate(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("profile: newsprint,", "profile: newsprint-grey,"))
    data = pdf_bytes(page, standard=Standard.X4)
    plates = Separations(data, newsprint()).plates(0, 60).plates
    assert [name for name, plate in plates.items() if plate.any()] == ["Black"]
    assert b"DeviceCMYK" not in _all_of(data)


def test_without_a_condition_colours_stay_as_they_are_written(tmp_path: Path) -> None:
    page = press_page(tmp_path, ("  colour: {profile: newsprint, limit: 240%}\n", ""))
    data = _all_of(pdf_bytes(page))
    assert b"/Separation" in data
    assert b"/DeviceN" in data
    assert b"/Lab" in data
    assert b"gOver" not in data


def test_the_same_page_gives_the_same_bytes(page: ComposedPage) -> None:
    for standard in (None, *PRESS):
        assert pdf_bytes(page, standard=standard) == pdf_bytes(page, standard=standard)
