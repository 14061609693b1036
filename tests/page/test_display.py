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


def test_a_frames_styles_are_for_headline_lines_only(write: Write) -> None:
    frame = "at: {column: 1, line: 1}, size: {columns: 2, lines: 12}, headline: snow.text, styles: [deck]"
    assert [line.role for line in page(write, frame).lines] == ["body"]


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


@pytest.mark.parametrize(("told", "weight"), [("", 0.25), (", keyline: 0pt", 0.0), (", keyline: 1.5pt", 1.5)])
def test_a_photograph_has_a_hairline_round_it_or_what_the_frame_says(write: Write, told: str, weight: float) -> None:
    frame = f"at: {{column: 1, y: 0}}, size: {{width: 100pt, height: 50pt}}, photo: bus, caption: none{told}"
    (picture,) = page(write, frame, (600, 600)).pictures
    assert isinstance(picture, Picture)
    assert picture.keyline == weight


def test_a_line_of_negative_weight_is_said(write: Write) -> None:
    frame = "{id: a, at: {column: 1, line: 1}, size: {lines: 10}, photo: bus, keyline: -1pt}"
    assert "a line has no negative weight" in said(write("page.yaml", f"{HEAD}  - {frame}\n"))


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


# What is drawn and what is set in a frame

MORE = """\
page: {trim: 500pt x 700pt, margins: 50pt, number: 6, grid: {columns: 2, gutter: 20pt, size: 10pt, leading: 15pt}}
content:
  photos: {bus: {number: ②, caption: 双层旅游巴士, file: bus.jpg}}
  quotes: {q: {text: 一年就盼这一场雪。, source: 李阿姨}}
  tables: {t: {title: 积雪, heads: [区, 厘米], rows: [[城区, '11'], [北山, '123']], note: 市气象台}}
frames:
"""


def made(write: Write, *frames: str, warnings: int = 0) -> ComposedPage:
    path = write("page.yaml", MORE + "".join(f"  - {{{frame}}}\n" for frame in frames))
    Image.new("RGB", (1200, 800), (90, 90, 90)).save(path.parent / "bus.jpg")
    return compose_file(path, warnings)


@pytest.mark.parametrize(
    ("caption", "slot"),
    [
        ("below", (50, 52.5, 190, 130)),  # 145 less a line of 12.15 and its gap, in whole lines
        ("above", (50, 67.5, 190, 130)),
        ("left", (130, 52.5, 110, 145)),
        ("right", (50, 52.5, 110, 145)),
        ("over", (50, 52.5, 190, 145)),
    ],
)
def test_where_a_caption_stands(write: Write, caption: str, slot: tuple[float, ...]) -> None:
    composed = made(write, f"id: a, at: {{column: 1, line: 1}}, size: {{lines: 10}}, photo: bus, caption: {caption}")
    rect = composed.pictures[0].rect
    assert (rect.x, rect.y, rect.width, rect.height) == pytest.approx(slot)
    texts = "".join(line.text for line in composed.lines)
    assert texts == "②双层旅游巴士"
    if caption == "over":
        (band,) = composed.drawings
        assert band.opacity < 1
        assert composed.lines[0].colour.parts == (0, 0, 0, 0)


def test_a_photo_frame_grows_to_show_the_whole_picture(write: Write) -> None:
    composed = made(write, "id: a, at: {column: 1, line: 1}, size: {lines: auto}, photo: bus, caption: none")
    rect = composed.pictures[0].rect
    assert rect.width / rect.height == pytest.approx(1.5, abs=0.1)
    assert composed.frames[0].rect.height % 15 == pytest.approx(0)


def test_a_table_ranges_figures_right_and_has_its_rules(write: Write) -> None:
    composed = made(write, "id: a, at: {column: 1, line: 1}, size: {lines: auto}, table: t")
    assert [line.text for line in composed.lines] == ["积雪", "区", "厘米", "城区", "11", "北山", "123", "市气象台"]
    short, long = (next(line for line in composed.lines if line.text == text) for text in ("11", "123"))
    assert short.x + short.measure == pytest.approx(long.x + long.measure)
    assert short.runs[0].x > long.runs[0].x
    weights = [round(rule.rect.height, 2) for rule in composed.rules]
    assert weights == [1, 0.25, 0.25, 1]  # head, under the heads, between rows, foot


def test_a_table_higher_than_its_frame_is_said(write: Write) -> None:
    path = write("page.yaml", MORE + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 2}, table: t}\n")
    assert "the table in frame a is 45.6 pt higher than its frame" in said(path)


def test_rows_of_unequal_length_are_an_error(write: Write) -> None:
    text = MORE.replace("[北山, '123']", "[北山]") + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, table: t}\n"
    assert "error: the rows of the table t are not of one length" in said(write("page.yaml", text))


def test_a_pull_quote_with_who_said_it(write: Write) -> None:
    composed = made(write, "id: a, at: {column: 1, line: 1}, size: {lines: 8}, quote: q")
    assert [(line.role, line.text) for line in composed.lines] == [("quote", "一年就盼这一场雪。"), ("quote-source", "李阿姨")]


@pytest.mark.parametrize("kind", ["wavy", "beads", "diamonds", "meander"])
def test_an_ornamented_border_repeats_whole_on_each_side(write: Write, kind: str) -> None:
    composed = made(write, f"id: a, at: {{column: 1, line: 1}}, size: {{lines: 8}}, border: {kind} 6pt")
    assert len(composed.drawings) == 4
    free = 1.0 if kind == "wavy" else 0.01  # the controls of a wave stand outside it
    for drawing in composed.drawings:
        points = [segment[at : at + 2] for segment in drawing.path for at in range(1, len(segment), 2)]
        across, down = [float(point[0]) for point in points], [float(point[1]) for point in points]
        assert min(across) >= 50 - free
        assert max(across) <= 240 + free
        assert min(down) >= 50 - free
        assert max(down) <= 170 + free


def test_round_corners_take_tint_and_border_along(write: Write) -> None:
    composed = made(write, "id: a, at: {column: 1, line: 1}, size: {lines: 8}, border: double 3pt, radius: 9pt, fill: k 10")
    assert composed.tints[0].radius == 9
    assert [round(drawing.weight, 2) for drawing in composed.drawings] == [0.75, 0.75]
    assert composed.rules == ()


@pytest.mark.parametrize("name", ["diamond", "diamonds", "disc", "discs", "star", "wave"])
def test_ornaments_stand_in_the_middle_of_their_frame(write: Write, name: str) -> None:
    (drawing,) = made(write, f"id: a, at: {{column: 1, line: 1}}, size: {{lines: 4}}, ornament: {name}").drawings
    points = [segment[-2:] for segment in drawing.path if len(segment) > 2]
    across = [float(point[0]) for point in points]
    assert (min(across) + max(across)) / 2 == pytest.approx(145, abs=1)


def test_an_ornament_that_is_not_there(write: Write) -> None:
    path = write("page.yaml", MORE + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 4}, ornament: rose}\n")
    assert "error: there is no ornament rose" in said(path)


def test_z_decides_what_is_painted_over_what(write: Write, tmp_path: Path) -> None:
    import pypdfium2

    below = "id: a, at: {column: 1, line: 1}, size: {lines: 8}, fill: cmyk 0 100 100 0"
    above = "id: b, at: {column: 1, line: 1}, size: {lines: 8}, fill: cmyk 100 0 0 0"
    for z, red in ((0, False), (1, True)):
        composed = made(write, f"{below}, z: {z}", above)
        document = pypdfium2.PdfDocument(pdf_bytes(composed))
        pixel = document[0].render(scale=0.5).to_pil().convert("RGB").getpixel((60, 50))
        document.close()
        assert (pixel[0] > pixel[2]) == red


def test_a_gradient_goes_from_one_colour_to_the_other(write: Write) -> None:
    import pypdfium2

    composed = made(write, "id: a, at: {column: 1, line: 1}, size: {lines: 20}, fill: {start: k 0, end: k 100, angle: 0}")
    document = pypdfium2.PdfDocument(pdf_bytes(composed))
    image = document[0].render(scale=0.5).to_pil().convert("L")
    document.close()
    levels = [image.getpixel((x, 100)) for x in range(30, 120, 15)]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] > 220
    assert levels[-1] < 80


def test_black_ink_only(write: Write) -> None:
    text = MORE.replace("number: 6,", "number: 6, ink: black,")
    frames = "  - {id: a, at: {column: 1, line: 1}, size: {lines: 8}, fill: cmyk 0 100 100 0, border: thin cmyk 100 0 0 0}\n"
    path = write("page.yaml", text + frames + "  - {id: b, at: {column: 2, line: 1}, size: {lines: 8}, photo: bus}\n")
    Image.new("RGB", (1200, 800), (200, 30, 30)).save(path.parent / "bus.jpg")
    composed = compose_file(path)
    colours = [tint.fill.start for tint in composed.tints] + [rule.colour for rule in composed.rules]
    assert all(colour.parts[:3] == (0, 0, 0) for colour in colours)
    assert 0.3 < composed.tints[0].fill.start.parts[3] < 0.8  # red is as dark as a middle grey
    assert all(isinstance(picture, Picture) and picture.grey for picture in composed.pictures)
