"""Vertical lines (V1 to V4): what stands upright, what is turned, what shares a square."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.fonts.face import open_face
from banmian.page.composed import ComposedPage
from banmian.spec.catalogue import FaceRecord
from banmian.text.compose import Composer, Place
from banmian.text.lines.line import Mode, SetLine
from banmian.tree.maketree import run_places
from tests.support import NOWHERE, ROOT, compose_file, make_style, said

Write = Callable[[str, str], Path]

SONG = FaceRecord(str(ROOT / "fonts" / "NotoSerifSC-Regular.otf"), 0, "song", 400)
KAI = FaceRecord(str(ROOT / "fonts" / "BanmianKai-Regular.ttf"), 0, "kai", 400)


def set_line(text: str, face: FaceRecord = SONG, **changes: object) -> SetLine:
    from banmian.plan.plan import Block

    style = make_style(face, vertical=True, **changes)  # type: ignore[arg-type]
    composer = Composer()
    block = Block(text, style, "body", "test", 1, NOWHERE)
    return composer.set_line(composer.paragraph(text, style), block, 0, len(text), Place(0.0, 100.0, 300.0))


def modes(text: str, face: FaceRecord = SONG) -> list[str]:
    return [f"{run.mode.value} {run.text}" for run in set_line(text, face).runs]


def heads(text: str) -> list[float]:
    """Where each run's head stands, in ems from the line's head."""
    return [round(run.x / 10, 3) for run in set_line(text).runs]


def test_v1_han_and_marks_stand_upright_by_their_vertical_forms() -> None:
    (run,) = set_line("国，（一）").runs
    face = open_face(SONG)
    assert run.mode is Mode.UPRIGHT
    assert run.glyphs[0] == face.glyphs["国"]
    assert run.glyphs[1] != face.glyphs["，"]  # in the upper right of its square, not the lower left
    assert run.glyphs[2] != face.glyphs["（"]


def test_v1_a_mark_without_a_vertical_form_is_turned() -> None:
    assert modes("一—二", KAI) == ["upright 一", "turned —", "upright 二"]
    assert modes("一—二") == ["upright 一—二"]


def test_v2_quotes_that_are_kept_have_the_width_that_is_given() -> None:
    """An opening one stands at the foot of its room, a closing one at its head."""
    natural = set_line("一“二”三", KAI, corner_quotes=False).runs
    wide = set_line("一“二”三", KAI, corner_quotes=False, quote_width=0.6).runs
    width = open_face(KAI).advance(open_face(KAI).glyphs["“"])
    assert [run.text for run in wide] == ["一", "“", "二", "”", "三"]
    assert [run.x / 10 for run in natural] == pytest.approx([0.0, 1.0, 1 + width, 2 + width, 2 + 2 * width])
    assert [run.x / 10 for run in wide if run.mode is Mode.UPRIGHT] == pytest.approx([0.0, 1.6, 3.2])
    assert [place / 10 for run in wide if run.mode is Mode.TURNED for place in run_places(run, run.x)] == pytest.approx(
        [1.6 - width, 2.6]
    )


def test_s5_a_turned_connector_stands_in_the_middle_of_its_half_em() -> None:
    _, dash, after = set_line("北京–上海").runs
    face = open_face(SONG)
    assert dash.mode is Mode.TURNED
    assert next(run_places(dash, dash.x)) / 10 == pytest.approx(2 + (0.5 - face.advance(face.glyphs["–"])) / 2)
    assert after.x / 10 == pytest.approx(2.5)


def test_v1_vertical_metrics_are_the_fonts() -> None:
    face = open_face(SONG)
    assert face.vertical_metrics(face.glyphs["国"]) == (1.0, 0.5, 0.88)
    (dash,) = face.shape("——", vertical=True).glyphs
    assert face.vertical_metrics(dash) == (2.0, 0.5, 1.38)


def test_v2_quotes_become_corner_brackets_and_the_text_stays_as_written() -> None:
    (line,) = set_line("“一‘二’”").runs
    face = open_face(SONG)
    corners = [face.shape(char, vertical=True).glyphs[0] for char in "『一「二」』"]
    assert list(line.glyphs) == corners
    assert line.text == "“一‘二’”"
    kept = set_line("“一‘二’”", corner_quotes=False).runs
    assert not {glyph for run in kept for glyph in run.glyphs} & {corners[0], corners[2], corners[4], corners[5]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第9批", ["upright 第", "square 9", "upright 批"]),
        ("有27所", ["upright 有", "square 27", "upright 所"]),
        ("共296个", ["upright 共", "square 296", "upright 个"]),
        ("在2019年", ["upright 在", "turned 2019", "upright 年"]),
        ("40.99亿", ["turned 40.99", "upright 亿"]),
        ("增长5%。", ["upright 增长", "turned 5%", "upright 。"]),
        ("用PDF编", ["upright 用", "square P", "square D", "square F", "upright 编"]),
        ("看ReportLab", ["upright 看", "turned ReportLab"]),
    ],
)
def test_v3_western_runs(text: str, expected: list[str]) -> None:
    assert modes(text) == expected


def test_v3_a_square_is_an_em_high_and_its_figures_are_centred_in_the_line() -> None:
    assert heads("有27所") == [0.0, 1.0, 2.0]
    square = set_line("有296所").runs[1]
    face = open_face(SONG)
    width = sum(face.advance(glyph) for glyph in square.glyphs) * square.width
    assert width == pytest.approx(1.0)  # narrowed to the square
    assert square.across == pytest.approx(-width / 2 * 10)


def test_v3_an_acronyms_letters_each_have_a_square() -> None:
    assert heads("PDF编") == [0.0, 1.0, 2.0, 3.0]


def test_v3_a_turned_run_is_centred_in_the_line() -> None:
    assert set_line("2019").runs[0].across == pytest.approx(-3.8)  # its em box, .88 over and .12 under the baseline


@pytest.mark.parametrize(
    ("text", "vertical", "horizontal"),
    [
        ("问：“好", [1, 0.5, 1, 1], [1, 0.5, 1, 1]),  # the half before the bracket is taken
        ("好：”一", [1, 1, 1, 1], [1, 0.5, 1, 1]),  # nothing is free behind an upright colon
        ("好！！一", [1, 1, 1, 1], [1, 0.5, 0.5, 1]),
        ("好。”一", [1, 0.5, 1, 1], [1, 0.5, 1, 1]),
    ],
)
def test_s5_colon_semicolon_and_shouts_keep_their_em_in_vertical_lines(
    text: str, vertical: list[float], horizontal: list[float]
) -> None:
    for direction, expected in ((True, vertical), (False, horizontal)):
        style = make_style(SONG, vertical=direction, adjacent_marks=1.5)
        assert Composer().paragraph(text, style).advances == pytest.approx(expected)


HEAD = """\
page: {trim: 500pt x 400pt, margins: 50pt, grid: {columns: 2, gutter: 20pt, size: 10pt, leading: 15pt}}
styles: {body: {indent: 0pt}, heading: {size: 12pt, takes: [3], balance: false}}
content: {stories: {snow: {headline: [上联, 下联], text: 一二三四五六七八九十一二三四五, sections: [{id: s, heading: 题, text: 好}]}}}
frames:
"""


def page(write: Write, frames: str) -> ComposedPage:
    return compose_file(write("page.yaml", HEAD + frames))


def test_v4_lines_follow_each_other_from_right_to_left(write: Write) -> None:
    frame = "  - {id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 100pt}, flow: snow.text, direction: vertical}\n"
    first, second = page(write, frame).lines
    assert (first.text, second.text) == ("一二三四五六七八九十", "一二三四五")
    assert (first.baseline, second.baseline) == pytest.approx((240 - 7.5, 240 - 22.5))  # middles, a line's pitch apart
    assert (first.x, first.measure) == (50, 100)


def test_v4_a_thread_goes_on_in_the_next_vertical_frame(write: Write) -> None:
    frames = (
        "  - {id: a, at: {column: 2, y: 0}, size: {width: 15pt, height: 100pt}, flow: snow.text, next: b, direction: vertical}\n"
        "  - {id: b, at: {column: 1, y: 0}, size: {columns: 1, height: 100pt}, direction: vertical}\n"
    )
    composed = page(write, frames)
    assert composed.line_frames == ("a", "b")


def test_v4_a_heading_takes_whole_lines_and_stands_in_their_middle(write: Write) -> None:
    frame = "  - {id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 200pt}, flow: snow.s, direction: vertical}\n"
    heading, body = page(write, frame).lines
    assert heading.baseline == pytest.approx(240 - 22.5)
    assert body.baseline == pytest.approx(240 - 45 - 7.5)


def test_v4_a_vertical_headline_stands_from_the_right(write: Write) -> None:
    frame = "  - {id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 300pt}, headline: snow, direction: vertical}\n"
    first, second = page(write, frame).lines
    assert first.baseline > second.baseline
    assert (first.baseline + second.baseline) / 2 == pytest.approx(50 + 95)  # the pair is centred in its frame


def test_v4_a_thread_keeps_its_direction(write: Write) -> None:
    frames = (
        "  - {id: a, at: {column: 2, line: 1}, size: {lines: 2}, flow: snow.text, next: b, direction: vertical}\n"
        "  - {id: b, at: {column: 1, line: 1}, size: {lines: 2}}\n"
    )
    assert "error: a is vertical and b is not" in said(write("page.yaml", HEAD + frames))


def test_a_vertical_frames_lines_are_as_long_as_it_is_high(write: Write) -> None:
    frame = "  - {id: a, at: {column: 1, line: 1}, size: {measure: 10em, lines: 2}, flow: snow.text, direction: vertical}\n"
    assert "error: the lines of the vertical frame a are as long as it is high" in said(write("page.yaml", HEAD + frame))


@pytest.mark.parametrize(("most", "expected"), [
    (3, ["square 1", "square 12", "square 123"]), (2, ["square 1", "square 12", "turned 123"]),
    (0, ["turned 1", "turned 12", "turned 123"]),
])  # fmt: skip
def test_v3_how_many_figures_share_a_square_is_a_setting(most: int, expected: list[str]) -> None:
    found = [f"{run.mode.value} {run.text}" for run in set_line("第1批12人123号", square_figures=most).runs]
    assert [mode for mode in found if mode[-1].isdigit()] == expected
