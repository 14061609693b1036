"""Pixels are judged tile by tile: one lost glyph is seen at any resolution, other smoothing is not told."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from banmian.compare.inputs import open_side, pdf_side
from banmian.compare.pairing.pages import Match
from banmian.compare.pixels.appearance import page_tiles
from banmian.compare.pixels.tiles import OTHER_RASTERISER, Tile, differing, joined
from banmian.compare.result import compare
from banmian.compare.review.reference import reference_bytes, reference_side
from banmian.compare.rules import Rules
from banmian.compare.side import Pdf
from banmian.output.png import png_bytes
from tests.compare.plants import PLANTS, special_page
from tests.support import needs_tool

LOST = next(plant for plant in PLANTS if plant.name == "a glyph lost")


def judged(before: Image.Image, after: Image.Image, ppi: float = 100, **settings: float) -> list[Tile]:
    return differing(before, after, ppi, (0.0, 0.0), lambda _: 8.0, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("ppi", [15, 20, 30, 50, 72, 100, 150, 300])
def test_one_lost_glyph_is_seen_at_any_resolution(ppi: int) -> None:
    found = list(page_tiles(Pdf(special_page()), Pdf(LOST.make()), Match(0, 0), Rules(ppi=ppi)))
    assert found
    assert len(found) <= 9


def test_one_lost_glyph_is_seen_in_the_small_picture_of_a_reference() -> None:
    side = pdf_side("page", special_page())
    assert side.tree is not None
    reference = reference_side("reference", reference_bytes(side.tree, side.pdf))
    assert reference.pictures is not None
    assert list(page_tiles(reference.pictures, Pdf(LOST.make()), Match(0, 0), Rules()))
    assert not list(page_tiles(reference.pictures, Pdf(special_page()), Match(0, 0), Rules()))


def test_two_rasterisers_of_one_pdf_are_the_same(tmp_path: Path) -> None:
    tool = needs_tool("pdftoppm")
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(special_page())
    subprocess.run([tool, "-r", "100", "-png", "-singlefile", str(pdf), str(tmp_path / "poppler")], check=True)
    (tmp_path / "pdfium.png").write_bytes(png_bytes(special_page(), 100)[0])
    poppler = open_side(str(tmp_path / "poppler.png"))
    assert compare(poppler, open_side(str(tmp_path / "pdfium.png")), Rules()).same
    assert compare(poppler, pdf_side("page", special_page()), Rules()).same


def test_another_rasteriser_hides_no_lost_glyph(tmp_path: Path) -> None:
    tool = needs_tool("pdftoppm")
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(special_page())
    subprocess.run([tool, "-r", "100", "-png", "-singlefile", str(pdf), str(tmp_path / "poppler")], check=True)
    found = compare(open_side(str(tmp_path / "poppler.png")), pdf_side("lost", LOST.make()), Rules())
    assert len(found.findings) == 1


def test_bands_are_judged_as_the_whole_is() -> None:
    whole = list(page_tiles(Pdf(special_page()), Pdf(LOST.make()), Match(0, 0), Rules(ppi=300)))
    assert len(joined(whole)) == 1


def sheet(dots: list[tuple[int, int]], size: tuple[int, int] = (320, 320)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for x, y in dots:
        draw.rectangle((x, y, x + 7, y + 7), fill="black")
    return image


@given(st.integers(0, 312), st.integers(0, 312))
def test_a_mark_is_found_wherever_it_lies(x: int, y: int) -> None:
    found = judged(sheet([]), sheet([(x, y)]))
    assert found
    unit = 72 / 100
    assert all(
        tile.place[0] <= (x + 20) * unit and tile.place[0] + tile.place[2] >= (x - 20) * unit
        and tile.place[1] <= (y + 20) * unit and tile.place[1] + tile.place[3] >= (y - 20) * unit
        for tile in found
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(8, 300), st.integers(8, 300)), max_size=20))
def test_the_same_picture_is_the_same(dots: list[tuple[int, int]]) -> None:
    assert judged(sheet(dots), sheet(dots)) == []


def test_an_edge_smoothed_otherwise_is_explained_by_its_neighbours() -> None:
    large = Image.new("RGB", (1280, 1280), "white")
    ImageDraw.Draw(large).ellipse((200, 200, 1000, 1000), fill="black")
    smooth = large.resize((320, 320), Image.Resampling.BOX)
    sharper = large.resize((320, 320), Image.Resampling.BICUBIC)
    assert smooth.tobytes() != sharper.tobytes()
    assert judged(smooth, sharper) == []


def test_an_even_tint_of_delta_e_2_is_seen() -> None:
    first, second = Image.new("RGB", (320, 320), (250, 240, 220)), Image.new("RGB", (320, 320), (250, 240, 216))
    assert judged(first, second)
    assert judged(first, second, factor=OTHER_RASTERISER, tints=False) == []


def test_what_a_region_allows_is_not_told() -> None:
    found = differing(sheet([]), sheet([(100, 100)]), 100, (0.0, 0.0), lambda place: 0.0 if place[1] < 150 else 8.0)
    assert found == []


def test_pictures_of_other_sizes_are_laid_corner_to_corner() -> None:
    assert judged(sheet([(20, 20)]), sheet([(20, 20)], (330, 320))) == []
    assert judged(sheet([]), sheet([(322, 100)], (330, 320)))


def test_a_png_says_its_resolution(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    target = io.BytesIO()
    sheet([]).save(target, "PNG", dpi=(50, 50))
    path.write_bytes(target.getvalue())
    pictures = open_side(str(path)).pictures
    assert pictures is not None
    assert pictures.ppi == pytest.approx(50, abs=0.1)
