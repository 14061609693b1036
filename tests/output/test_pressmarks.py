"""Marks round a page: where it is cut, folded and laid over itself, and what it is."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import pytest
from pypdf import PdfReader

from banmian.colour.condition import newsprint
from banmian.output.pdf import pdf_bytes
from banmian.output.plates.plates import Separations
from banmian.output.sheet.pressmarks import MARGIN
from banmian.output.sheet.standard import Standard
from banmian.page.composed import ComposedPage, Tint
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import FillSpec
from banmian.spec.types.press import PressMark
from tests.output.press_support import press_page

MM = 72 / 25.4
PPI = 200


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ComposedPage:
    return press_page(tmp_path_factory.mktemp("press"))


def plates(page: ComposedPage, *marks: PressMark) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    marked = msgspec.structs.replace(page, marks=marks)
    return Separations(pdf_bytes(marked), newsprint()).plates(0, PPI).plates


def ink(plate: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], x: float, y: float, wide: float, high: float) -> float:
    """The most ink within a box, from the sheet's corner, in points."""
    scale = PPI / 72
    return float(plate[round(y * scale) : round((y + high) * scale) + 1, round(x * scale) : round((x + wide) * scale) + 1].max())


def edges(page: ComposedPage) -> tuple[float, float, float, float]:
    around = MARGIN + page.bleed
    return around, around, around + page.trim[0], around + page.trim[1]


def test_the_sheet_grows_and_its_boxes_stay_round_the_page(page: ComposedPage) -> None:
    marked = msgspec.structs.replace(page, marks=(PressMark.CROP,))
    sheet = PdfReader(io.BytesIO(pdf_bytes(marked, standard=Standard.X4))).pages[0]
    around = MARGIN + page.bleed
    assert float(sheet.mediabox.width) == pytest.approx(page.trim[0] + 2 * around, abs=0.01)
    assert [float(value) for value in sheet.trimbox[:2]] == pytest.approx([around, around], abs=0.01)
    assert [float(value) for value in sheet.bleedbox[:2]] == pytest.approx([MARGIN, MARGIN], abs=0.01)


def test_crop_marks_point_at_each_corner_on_every_plate(page: ComposedPage) -> None:
    found = plates(page, PressMark.CROP)
    left, top, right, bottom = edges(page)
    for name, plate in found.items():
        for x in (left, right):
            outwards = -6 * MM if x == left else 6 * MM
            for y in (top, bottom):
                assert ink(plate, x + outwards - 0.5, y - 0.5, 1, 1) > 60, name
                assert ink(plate, x - 0.5, (y - 6 * MM if y == top else y + 6 * MM) - 0.5, 1, 1) > 60, name


def test_no_mark_stands_in_the_bleed(page: ComposedPage) -> None:
    bare = msgspec.structs.replace(page, tints=(), pictures=(), lines=(), line_frames=(), rules=(), drawings=(), discs=())
    found = plates(bare, *PressMark)
    for name, plate in found.items():
        assert (
            ink(plate, MARGIN + 0.3, MARGIN + 0.3, page.trim[0] + 2 * page.bleed - 0.6, page.trim[1] + 2 * page.bleed - 0.6) == 0
        ), name


def test_what_leaves_the_bleed_is_cut_off_there(page: ComposedPage) -> None:
    yellow = Tint("head", Rect(-60, -60, 200, 200), FillSpec(Colour.parse("cmyk 0 0 100 0")))
    found = plates(msgspec.structs.replace(page, tints=(yellow, *page.tints)), PressMark.CROP)
    assert ink(found["Yellow"], MARGIN / 3, MARGIN / 3, 2, 2) == 0
    assert ink(found["Yellow"], MARGIN + 1, MARGIN + 1, 2, 2) > 90


def test_fold_marks_stand_at_the_middle(page: ComposedPage) -> None:
    found = plates(page, PressMark.FOLD)
    left, top, right, bottom = edges(page)
    middle = (top + bottom) / 2
    for x in (left - 6 * MM, right + 5 * MM):
        assert ink(found["Black"], x, middle - 0.5, MM, 1) > 40
        assert ink(found["Black"], x, middle - 5 * MM, MM, 3 * MM) == 0


def test_registration_marks_are_on_every_plate(page: ComposedPage) -> None:
    found = plates(page, PressMark.REGISTRATION)
    left, _, right, bottom = edges(page)
    y = bottom + page.bleed + MARGIN / 2
    for plate in found.values():
        assert ink(plate, (left + right) / 2 - 0.5, y - 0.5, 1, 1) > 60


def test_the_bar_has_a_patch_of_each_ink(page: ComposedPage) -> None:
    found = plates(page, PressMark.BARS)
    left, _, _, bottom = edges(page)
    y = bottom + page.bleed + MARGIN / 2
    names = list(found)
    for number, name in enumerate(("Cyan", "Magenta", "Yellow", "Black")):
        x = left + 5 * MM + (number + 0.5) * 5 * MM
        assert [round(ink(found[other], x, y, 0.2, 0.2) / 2.55) for other in names] == [100 * (other == name) for other in names]
    for spot in ("PANTONE 485 C", "PANTONE 871 C"):
        assert found[spot][round((y - 2) * PPI / 72) : round((y + 2) * PPI / 72)].max() == 255


def test_the_slug_is_black_and_no_text_of_the_page(page: ComposedPage) -> None:
    found = plates(page, PressMark.SLUG)
    left, _, right, bottom = edges(page)
    box = ((left + right) / 2, bottom + page.bleed, (right - left) / 2, MARGIN)
    assert ink(found["Black"], *box) > 200
    assert ink(found["Cyan"], *box) == 0
    marked = msgspec.structs.replace(page, marks=(PressMark.SLUG,))
    words = [PdfReader(io.BytesIO(pdf_bytes(item))).pages[0].extract_text() for item in (page, marked)]
    assert words[0] == words[1]
