"""Headline groups, furniture lines, photographs and dress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage, Picture
from tests.support import compose_file, dump_lines, said

Write = Callable[[str, str], Path]

HEAD = """\
page: {trim: 500pt x 700pt, margins: 50pt, grid: {columns: 2, gutter: 20pt, size: 10pt, leading: 15pt}}
content:
  furniture: {page: '6', section: 专版}
  stories: {snow: {kicker: 引题, headline: [第一行, 第二行], text: 雪}}
  photos: {bus: {number: ②, caption: 双层旅游巴士, file: bus.jpg}, park: {number: ③, caption: 产业园}}
frames:
"""


def page(write: Write, frame: str, picture: tuple[int, int] | None = None) -> ComposedPage:
    path = write("page.yaml", f"{HEAD}  - {{id: a, {frame}}}\n")
    if picture:
        Image.new("RGB", picture, (90, 90, 90)).save(path.parent / "bus.jpg")
    return compose_file(path)


def test_a_headline_group_is_stacked_and_centred_in_its_frame(write: Write) -> None:
    composed = page(write, "at: {column: 1, line: 1}, size: {columns: 2, height: 200pt}, headline: snow")
    assert [(line.role, line.text) for line in composed.lines] == [
        ("kicker", "引题"),
        ("headline", "第一行"),
        ("headline", "第二行"),
    ]
    first, _, last = composed.lines
    head = first.baseline - 0.88 * first.size
    foot = last.baseline + 0.12 * last.size
    assert head - 50 == pytest.approx(250 - foot, abs=0.5 * abs(first.size - last.size))
    assert first.runs[0].x == pytest.approx(250 - first.size)  # two characters, centred


def test_a_headlines_lines_may_each_have_a_style(write: Write) -> None:
    frame = "at: {column: 1, line: 1}, size: {columns: 2, lines: 12}, headline: snow, styles: [deck, byline]"
    assert [line.size for line in page(write, frame).lines] == [18, 18, 10.5]


def test_a_headline_higher_than_its_frame_is_said(write: Write) -> None:
    frame = "at: {column: 1, line: 1}, size: {columns: 2, lines: 2}, headline: snow"
    assert "the headline is 80.7 pt higher than its frame" in said(write("page.yaml", f"{HEAD}  - {{id: a, {frame}}}\n"))


def test_furniture_stands_at_both_ends_of_one_baseline_in_reading_order(write: Write) -> None:
    frame = "at: {column: 1, y: -20pt}, size: {columns: 2, height: 15pt}, line: [{text: page}, {text: section, align: end}]"
    first, last = page(write, frame).lines
    assert (first.text, last.text) == ("6", "专版")
    assert first.baseline == last.baseline
    assert last.runs[0].x == pytest.approx(450 - 18)


def test_furniture_without_a_word_takes_no_place(write: Write) -> None:
    frame = "at: {column: 1, y: -20pt}, size: {columns: 2, height: 15pt}, line: [{text: page}, {text: section}]"
    path = write("page.yaml", f"{HEAD.replace('专版', '')}  - {{id: a, {frame}}}\n")
    assert [line.text for line in compose_file(path).lines] == ["6"]


def test_a_photograph_is_cropped_to_cover_its_slot(write: Write) -> None:
    composed = page(write, "at: {column: 1, y: 0}, size: {width: 100pt, height: 50pt}, photo: bus, caption: none", (600, 600))
    (picture,) = composed.pictures
    assert isinstance(picture, Picture)
    assert (picture.image.width, picture.image.height) == pytest.approx((100, 100))
    assert picture.image.y == pytest.approx(picture.rect.y - 25)


def test_a_caption_takes_whole_lines_under_its_picture_and_is_read_last(write: Write) -> None:
    frames = "at: {column: 1, line: 1}, size: {lines: 10}, photo: bus}\n  - {id: b, at: {column: 2, line: 1}, size: {lines: 3}, flow: snow"
    composed = page(write, frames, (1200, 800))
    (picture,) = composed.pictures
    assert picture.rect.bottom == pytest.approx(50 + 8 * 15 + 12.5)  # one caption line takes one of the ten, plus the white
    assert [line.text for line in composed.lines] == ["雪", "②双层旅游巴士"]


def test_a_coarse_photograph_is_said(write: Write) -> None:
    path = write("page.yaml", f"{HEAD}  - {{id: a, at: {{column: 1, line: 1}}, size: {{lines: 10}}, photo: bus}}\n")
    Image.new("RGB", (200, 200)).save(path.parent / "bus.jpg")
    assert "warning: the photograph bus has 76 ppi in frame a; the press wants 200" in said(path)


def test_a_number_is_drawn_in_its_corner_and_is_no_text(write: Write) -> None:
    composed = page(
        write,
        "at: {column: 1, y: 0}, size: {width: 100pt, height: 50pt}, photo: bus, caption: none, number: bottom-right",
        (600, 600),
    )
    (disc,) = composed.discs
    assert disc.figure.text == "2"
    assert (disc.x > 120, disc.y > 80) == (True, True)
    assert composed.lines == ()


def test_a_double_rule_is_two_stripes_and_a_border_mirrors_its_rule(write: Write) -> None:
    composed = page(
        write, "at: {column: 1, y: 0}, size: {width: 100pt, height: 50pt}, border: {top: thick-thin 4pt, bottom: thick-thin 4pt}"
    )
    assert [row for row in dump_lines(composed) if row.startswith("rule")] == [
        "rule   a x=50.00 y=50.00 w=100.00 h=2.20 cmyk 0 0 0 1",
        "rule   a x=50.00 y=53.40 w=100.00 h=0.60 cmyk 0 0 0 1",
        "rule   a x=50.00 y=96.00 w=100.00 h=0.60 cmyk 0 0 0 1",
        "rule   a x=50.00 y=97.80 w=100.00 h=2.20 cmyk 0 0 0 1",
    ]


@pytest.mark.parametrize(("size", "ends"), [("{width: 100pt, height: 4pt}", 2), ("{width: 2pt, height: 90pt}", 2)])
def test_a_dotted_rule_runs_along_its_longer_side(write: Write, size: str, ends: int) -> None:
    import pdfplumber

    composed = page(write, f"at: {{column: 1, y: 0}}, size: {size}, rule: dotted 2pt")
    (rule,) = composed.rules
    assert rule.dotted
    path = write("dotted.pdf", "")
    path.write_bytes(pdf_bytes(composed))
    with pdfplumber.open(path) as pdf:
        (drawn,) = pdf.pages[0].lines
        assert drawn["linewidth"] == ends
        assert max(drawn["width"], drawn["height"]) == pytest.approx(max(rule.rect.width, rule.rect.height))


def test_a_tint_fills_its_frame(write: Write) -> None:
    composed = page(write, "at: {column: 1, line: 1}, size: {lines: 2}, fill: cmyk 0 4 12 2")
    assert "tint   a x=50.00 y=50.00 w=190.00 h=30.00 cmyk 0 0.04 0.12 0.02" in dump_lines(composed)
