"""Boxes: how wide a character is set, and where its glyph stands in its box (S5, S11, S13)."""

from __future__ import annotations

import pytest

from banmian.spec.catalogue import FaceRecord
from banmian.text.compose import Composer
from banmian.text.widths.setting import Setting
from tests.support import ROOT, Typesetter, make_style


@pytest.mark.parametrize(
    ("char", "width"),
    [("国", 1.0), ("，", 1.0), ("“", 1.0), ("—", 1.0), ("①", 1.0), ("7", 0.45), ("(", 0.5), (")", 0.5), ("·", 1.0), ("A", 0.5)],
)
def test_s5_s11_newspaper_widths(typesetter: Typesetter, char: str, width: float) -> None:
    assert Setting(typesetter.style()).advances[char] == pytest.approx(width)


def test_quotes_may_be_narrower_than_brackets(typesetter: Typesetter) -> None:
    advances = Setting(typesetter.style(quote_width=0.35)).advances
    assert [advances[char] for char in "“”（"] == pytest.approx([0.35, 0.35, 1.0])


def test_s11_figures_have_the_fonts_width_in_the_profile_none(typesetter: Typesetter) -> None:
    assert Setting(typesetter.style(profile="none")).advances["7"] == pytest.approx(0.5)


def test_s11_figures_are_scaled_and_what_follows_stands_behind_them(typesetter: Typesetter) -> None:
    (line,) = typesetter.set("有12个", 10)
    assert typesetter.origins(line) == pytest.approx([0.0, 1.0, 1.45, 1.9], abs=0.002)
    assert [run.width for run in line.runs] == pytest.approx([1.0, 0.9, 1.0])


def test_s11_a_decimal_point_is_as_wide_as_a_figure(typesetter: Typesetter) -> None:
    (line,) = typesetter.set("1.5万", 10)
    assert typesetter.origins(line)[-1] == pytest.approx(1.35, abs=0.002)


def test_brackets_narrower_than_their_box_hug_their_content(typesetter: Typesetter) -> None:
    setting = Setting(typesetter.style(ascii_bracket_width=0.8))
    _ = setting.advances["("], setting.advances[")"]
    assert setting.offsets["("] == pytest.approx(0.3)  # flush right
    assert setting.offsets[")"] == pytest.approx(0.0)  # flush left


def test_display_quotes_may_be_set_narrow(typesetter: Typesetter) -> None:
    (line,) = typesetter.set("“山”", 10, bracket_width=0.6)
    assert typesetter.origins(line) == pytest.approx([-0.4, 0.6, 1.6], abs=0.002)


def test_s14_tracking_is_added_after_every_character(typesetter: Typesetter) -> None:
    (line,) = typesetter.set("一二三", 10, tracking=0.1)
    assert typesetter.origins(line) == pytest.approx([0.0, 1.1, 2.2])


def test_condensed_glyphs_take_less_measure(typesetter: Typesetter) -> None:
    assert typesetter.lines("一二三四五六", 4, width=0.8) == ["一二三四五", "六"]


def test_a_character_that_no_face_has_is_noted_and_keeps_its_place(typesetter: Typesetter) -> None:
    setting = Setting(typesetter.style())
    assert setting.advances["𠀀"] == 1.0
    assert setting.missing == {"𠀀"}


@pytest.mark.parametrize(
    ("text", "width"),
    [("A/B", 0), ("一/二", 0.5), ("一／二", 0.5), ("1–2", 0.5), ("一-二", 0.5), ("1-2", 0.5), ("e-mail", 0), ("https://a", 0)],
)
def test_s5_the_solidus_and_the_short_connector_take_half_an_em(text: str, width: float) -> None:
    face = FaceRecord(str(ROOT / "fonts/NotoSerifSC-Regular.otf"), 0, "song", 400)
    free = Composer().paragraph(text, make_style(face, profile="newspaper", connector_width=None))
    boxed = Composer().paragraph(text, make_style(face, profile="newspaper"))
    at = next(at for at, char in enumerate(text) if char in "/／–-")
    assert boxed.advances[at] == (width or free.advances[at])
    assert free.advances[at] != 0.5
