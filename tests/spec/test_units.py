"""Lengths, sizes and colours as newspapers write them."""

from __future__ import annotations

import pytest

from banmian.spec.types.colour import Colour
from banmian.spec.types.units import Extent, Length, Ratio, Width


@pytest.mark.parametrize(
    ("text", "points"),
    [("12pt", 12), ("25.4mm", 72), ("1in", 72), ("2.54cm", 72), ("2em", 21), (".5em", 5.25), ("3 lines", 45), ("1 line", 15),
     ("五号", 10.5), ("初号", 42), ("0", 0), ("-6pt", -6)],
)  # fmt: skip
def test_lengths(text: str, points: float) -> None:
    assert Length.parse(text).points(em=10.5, line=15) == pytest.approx(points)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12", "'12' has no unit; write 12pt, 12mm, 12em or 12 lines"),
        ("twelve", "'twelve' is not a length; write a number and a unit: 12pt, 5mm, 2em, 3 lines, 五号"),
        ("12px", "'12px' is not a length; write a number and a unit: 12pt, 5mm, 2em, 3 lines, 五号"),
    ],
)
def test_faulty_lengths_say_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the whole message is compared)
        Length.parse(text)
    assert str(error.value) == message


def test_widths_are_lengths_or_the_fonts_own() -> None:
    assert Width.parse(".5em") == Width(Length(0.5, "em"))
    assert Width.parse("font") == Width(None)
    with pytest.raises(ValueError, match=r"is not a length; .*; or font, as the font has it"):
        Width.parse("fonts")


def test_trim_sizes_by_measure_and_by_name() -> None:
    assert Extent.parse("390mm x 545mm") == Extent.parse("390mm×545mm")
    height = Extent.parse("a4").height
    assert height is not None
    assert height.points(0, 0) == pytest.approx(841.89, abs=0.01)
    assert Extent.parse("对开").width.points(0, 0) == pytest.approx(1105.51, abs=0.01)


@pytest.mark.parametrize("text", ["390mm", "2em x 3em", "0mm x 10mm"])
def test_faulty_trim_sizes(text: str) -> None:
    with pytest.raises(ValueError, match="'"):
        Extent.parse(text)


def test_colours_keep_the_space_they_were_written_in() -> None:
    assert Colour.parse("black") == Colour("cmyk", (0, 0, 0, 1))
    assert Colour.parse("k 60") == Colour("cmyk", (0, 0, 0, 0.6))
    assert Colour.parse("cmyk 0 95% 90 10") == Colour("cmyk", (0, 0.95, 0.9, 0.1))
    assert Colour.parse("#ff0000") == Colour("rgb", (1, 0, 0))


@pytest.mark.parametrize("text", ["", "rouge", "cmyk 0 0 0", "cmyk 0 0 0 101", "#ff00", "k x"])
def test_faulty_colours(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour; write black, white, k 60"):
        Colour.parse(text)


def test_ratios() -> None:
    assert Ratio.parse("90%") == Ratio.parse(".9")
    with pytest.raises(ValueError, match="is not a share"):
        Ratio.parse("9pt")
