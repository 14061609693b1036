"""Pictures on an imported page: what a slot can show stays a picture; what is turned, cut or enlarged becomes a drawing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from banmian.reading.matrix import is_rectangle
from tests.pictures.photo_support import ADOBE_LIKE
from tests.pictures.support import alike, seen
from tests.recover.support import made
from tests.recover.test_drawings import HIGH, PAGE, assets, imported, remade, with_drawing
from tests.support import ROOT

PARK = ROOT / "assets" / "special-page" / "park.jpg"
SHARE = 796 / 1000  # of its width, its height
Draw = Callable[[Canvas], None]


def clipped(canvas: Canvas, ellipse: bool = False) -> None:
    path = canvas.beginPath()
    (path.ellipse if ellipse else path.rect)(0, 0, 200, 100)
    canvas.clipPath(path, stroke=0)


def upright(canvas: Canvas) -> None:
    canvas.drawImage(PARK, 0, 0, 150, 150 * SHARE)


def cropped(canvas: Canvas) -> None:
    clipped(canvas)
    canvas.drawImage(PARK, 0, -20, 200, 200 * SHARE)


def with_a_line_round_it(canvas: Canvas) -> None:
    canvas.drawImage(PARK, 0, 0, 150, 150 * SHARE)
    canvas.setLineWidth(1.5)
    canvas.rect(0, 0, 150, 150 * SHARE)


def enlarged(canvas: Canvas) -> None:
    clipped(canvas)
    canvas.drawImage(PARK, -100, -60, 500, 500 * SHARE)


def turned(canvas: Canvas) -> None:
    canvas.translate(60, 0)
    canvas.rotate(20)
    canvas.drawImage(PARK, 0, 0, 120, 120 * SHARE)


def turned_by_a_quarter(canvas: Canvas) -> None:
    canvas.translate(100, 0)
    canvas.rotate(90)
    canvas.drawImage(PARK, 0, 0, 120, 120 * SHARE)


def mirrored(canvas: Canvas) -> None:
    canvas.translate(150, 0)
    canvas.scale(-1, 1)
    canvas.drawImage(PARK, 0, 0, 150, 150 * SHARE)


def stretched(canvas: Canvas) -> None:
    canvas.drawImage(PARK, 0, 0, 200, 80)


def in_an_ellipse(canvas: Canvas) -> None:
    clipped(canvas, ellipse=True)
    canvas.drawImage(PARK, 0, -20, 200, 200 * SHARE)


@pytest.mark.parametrize(
    ("draw", "kind", "said"),
    [
        (upright, "jpg", "keyline: 0pt}"),
        (cropped, "jpg", "focus_y: 66.2%, keyline: 0pt}"),
        (with_a_line_round_it, "jpg", "keyline: 1.5pt}"),
        (enlarged, "pdf", "caption: none}"),
        (turned, "pdf", "caption: none}"),
        (turned_by_a_quarter, "pdf", "caption: none}"),
        (mirrored, "pdf", "caption: none}"),
        (stretched, "pdf", "caption: none}"),
        (in_an_ellipse, "pdf", "caption: none}"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_picture_is_shown_again_as_it_stood(draw: Draw, kind: str, said: str, tmp_path: Path) -> None:
    source = with_drawing(tmp_path, draw, 310, 60)
    found = imported(source)
    assert assets(found) == [f"picture-1.{kind}"]
    if kind == "jpg":
        assert (found.folder / "assets" / "picture-1.jpg").read_bytes() == PARK.read_bytes()
    assert said in (found.folder / "print.yaml").read_text(encoding="utf-8")
    assert found.score.same_pictures == 1.0
    part = (300, HIGH - 230, 560, HIGH - 40)
    before, after = (seen(pdf, part, ppi=108).resize((130, 95)) for pdf in (source.read_bytes(), remade(found.folder)))
    assert alike(before, after)


@pytest.mark.parametrize(("gap", "files"), [(0.0, ["picture-1.pdf"]), (4.0, ["picture-1.jpg", "picture-2.jpg", "picture-3.jpg"])])
def test_strips_that_lie_edge_to_edge_are_one_picture(gap: float, files: list[str], tmp_path: Path) -> None:
    """Flattening parts pictures so."""
    with Image.open(PARK) as park:
        for at in range(3):
            park.crop((0, 200 * at, 1000, 200 * at + 200)).save(tmp_path / f"strip-{at}.jpg")

    def strips(canvas: Canvas) -> None:
        for at in range(3):
            canvas.drawImage(tmp_path / f"strip-{at}.jpg", 0, (2 - at) * (30 + gap), 150, 30)

    source = with_drawing(tmp_path, strips, 310, 60)
    found = imported(source)
    assert assets(found) == files
    part = (300, HIGH - 180, 480, HIGH - 40)
    before, after = (seen(pdf, part, ppi=108).resize((90, 70)) for pdf in (source.read_bytes(), remade(found.folder)))
    assert alike(before, after)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Decode", ArrayObject(NumberObject(value) for value in (1, 0) * 3)),
        ("/Mask", ArrayObject(NumberObject(value) for value in (0, 160) * 3)),
    ],
    ids=["told in reverse", "colours masked out"],
)
def test_a_picture_whose_page_tells_its_colours_is_shown_again_as_it_stood(key: str, value: ArrayObject, tmp_path: Path) -> None:
    with Image.open(PARK) as park:
        park.resize((300, 239)).save(tmp_path / "park.png")
    source = with_drawing(tmp_path, lambda canvas: canvas.drawImage(tmp_path / "park.png", 0, 0, 150, 119.5), 310, 60)
    writer = PdfWriter(clone_from=source)
    (image,) = writer.pages[0].images
    assert image.indirect_reference is not None
    image.indirect_reference.get_object()[NameObject(key)] = value  # type: ignore[index]
    writer.write(source)
    found = imported(source)
    assert assets(found) == ["picture-1.pdf"]
    part = (300, HIGH - 190, 470, HIGH - 40)
    before, after = (seen(pdf, part, ppi=108).resize((85, 75)) for pdf in (source.read_bytes(), remade(found.folder)))
    assert alike(before, after)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_keeps_the_profile_that_its_page_shows_it_by(kind: str, tmp_path: Path) -> None:
    with Image.open(PARK) as park:
        park.resize((300, 239)).save(tmp_path / f"park.{kind}", icc_profile=ADOBE_LIKE)
    (tmp_path / "made.yaml").write_text(
        PAGE.replace("content:\n", f"content:\n  photos: {{p: {{file: park.{kind}}}}}\n")
        + "  - {id: p, at: {column: 2, line: 4}, size: {columns: 1, lines: 9}, photo: p, caption: none}\n",
        encoding="utf-8",
    )
    (tmp_path / "source.pdf").write_bytes(made(tmp_path / "made.yaml"))
    found = imported(tmp_path / "source.pdf")
    assert assets(found) == [f"picture-1.{kind}"]
    with Image.open(found.folder / "assets" / f"picture-1.{kind}") as kept:
        assert kept.info["icc_profile"] == ADOBE_LIKE
    assert found.score.same_pictures == 1.0
    before, after = (
        seen(pdf, (270, 100, 550, 330), ppi=72) for pdf in ((tmp_path / "source.pdf").read_bytes(), remade(found.folder))
    )
    assert alike(before, after)


def test_a_picture_keeps_its_alpha(tmp_path: Path) -> None:
    image = Image.open(PARK).convert("RGBA").resize((300, 239))
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((20, 20, 280, 220), fill=255)
    image.putalpha(mask)
    image.save(tmp_path / "cut.png")
    found = imported(
        with_drawing(tmp_path, lambda canvas: canvas.drawImage(tmp_path / "cut.png", 0, 0, 150, 119.5, "auto"), 310, 60)
    )
    assert assets(found) == ["picture-1.png"]
    with Image.open(found.folder / "assets" / "picture-1.png") as kept:
        assert kept.mode == "RGBA"


@pytest.mark.parametrize(
    ("corners", "is_one"),
    [
        ([("m", 0, 0), ("l", 9, 0), ("l", 9, 5), ("l", 0, 5), ("h",)], True),
        ([("m", 0, 0), ("l", 9, 0), ("l", 9, 5), ("l", 0, 6), ("h",)], False),
        ([("m", 0, 0), ("l", 9, 0), ("l", 9, 5), ("h",)], False),
        ([("m", 0, 0), ("c", 9, 0, 9, 5, 0, 5), ("h",)], False),
        ([("m", 0, 0), ("l", 9, 0), ("l", 9, 5), ("l", 0, 5), ("h",), ("m", 0, 0), ("l", 9, 0), ("l", 9, 5), ("h",)], False),
    ],
)
def test_what_a_rectangle_is(corners: list[tuple[object, ...]], is_one: bool) -> None:
    assert is_rectangle(corners) == is_one  # type: ignore[arg-type]
