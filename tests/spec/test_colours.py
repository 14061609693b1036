"""Colours by name: plain ones, inks of their own, mixtures, tints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from banmian.spec.types.colour import PROCESS, Colour, Ink, palette
from tests.support import compose_file, said

Write = Callable[[str, str], Path]
RED = Colour("ink", (1.0,), (Ink("PANTONE 485 C", Colour.parse("cmyk 0 95 100 0")),))
REST = "frames: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 5}, flow: a.lead}]\ncontent: {stories: {a: {lead: '一个[字]{colour=brand}'}}}\n"
HEAD = "page: {trim: 100mm x 100mm, margins: 10mm}\n"


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("rgb 255 0 51", Colour("rgb", (1.0, 0.0, 0.2))),
        ("gray 40", Colour("gray", (0.4,))),
        ("grey 40%", Colour("gray", (0.4,))),
        ("lab 54 81 -70", Colour("lab", (54.0, 81.0, -70.0))),
        ("rich-black", Colour("cmyk", (0.6, 0.4, 0.4, 1.0))),
        ("black 40%", Colour("cmyk", (0.0, 0.0, 0.0, 0.4))),
    ],
)
def test_colours_of_every_space(text: str, colour: Colour) -> None:
    assert Colour.parse(text) == colour


@pytest.mark.parametrize("text", ["lab 101 0 0", "lab 50 200 0", "rgb 256 0 0", "rgb 1 2", "gray 101", "black 140%", "lab 1 2 x"])
def test_faulty_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        Colour.parse(text)


def test_names_are_known_while_a_file_is_read() -> None:
    with palette({"party-red": RED}):
        assert Colour.parse("party-red") == RED
        assert Colour.parse("party-red 40%") == RED.tint(0.4)
        with pytest.raises(ValueError, match="party-red"):
            Colour.parse("party-rad")
    with pytest.raises(ValueError, match="is not a colour"):
        Colour.parse("party-red")


@pytest.mark.parametrize(
    ("colour", "paper"),
    [
        (Colour("cmyk", (0.2, 0.4, 0.6, 0.8)), (0, 0, 0, 0)),
        (Colour("rgb", (0.2, 0.4, 0.6)), (1, 1, 1)),
        (Colour("gray", (0.2,)), (1,)),
        (Colour("lab", (20.0, 40.0, -60.0)), (100, 0, 0)),
        (RED, (0,)),
    ],
)
def test_a_tint_lies_between_the_colour_and_paper(colour: Colour, paper: tuple[float, ...]) -> None:
    assert colour.tint(0).parts == paper
    assert colour.tint(1).parts == pytest.approx(colour.parts)
    middle = [(one + other) / 2 for one, other in zip(colour.parts, paper, strict=True)]
    assert colour.tint(0.5).parts == pytest.approx(middle)


def colours(write: Write, told: str) -> dict[str, Colour]:
    report = Report()
    found = load_page(
        write("layout/page.yaml", HEAD + f"colours:\n{told}" + REST.replace("[字]{colour=brand}", "")), report
    ).colours
    assert not report.diagnostics
    return found


def test_a_page_names_its_colours(write: Write) -> None:
    found = colours(
        write,
        "  brand: cmyk 0 95 90 10\n"
        "  party-red: {spot: PANTONE 485 C, shown: cmyk 0 95 100 0}\n"
        "  wine: {mix: {party-red: 80, black: 40}}\n",
    )
    assert found["brand"] == Colour.parse("cmyk 0 95 90 10")
    assert found["party-red"] == RED
    assert found["wine"].parts == (0.8, 0.4)
    assert [ink.name for ink in found["wine"].inks] == ["PANTONE 485 C", "Black"]
    assert PROCESS[3] == "Black"


def test_colours_come_from_a_file_and_extends_adds_to_them(write: Write) -> None:
    write("layout/colours.yaml", "brand: cmyk 0 95 90 10\nother: black\n")
    write("layout/base.yaml", HEAD + "colours: colours.yaml\n" + REST)
    assert compose_file(write("layout/page.yaml", "extends: base.yaml\n")).lines
    again = write("layout/again.yaml", HEAD + "colours: {brand: cmyk 10 20 30 0}\n" + REST)
    (line,) = compose_file(again).lines
    assert line.runs[-1].colour == Colour.parse("cmyk 10 20 30 0")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("brand: {}", "the colour brand does not say what it is"),
        ("brand: {spot: PANTONE 485 C}", "the colour brand does not say what it is"),
        ("brand: {spot: All, shown: black}", "'All' cannot be the name of an ink"),
        ("brand: {spot: cyan, shown: black}", "'cyan' cannot be the name of an ink"),
        ("brand: {mix: {blak: 10}}", "the mixture brand has no ink blak"),
        ("brand: {mix: {black: 110}}", "110 is no share of an ink"),
        ("brand: mauve", "'mauve' is not a colour"),
        ("brand: black\n  'x 5%': black", "'x 5%' cannot be a colour's name"),
    ],
)
def test_faulty_names_are_told_at_their_place(told: str, message: str, write: Write) -> None:
    text = said(write("layout/page.yaml", HEAD + f"colours:\n  {told}\n" + REST))
    assert message in text
    assert "page.yaml:3:" in text or "page.yaml:4:" in text
