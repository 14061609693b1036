"""Ruby over words and zhuyin beside characters (A3), and the room they need (A4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.fonts.face import open_face
from banmian.output.pdf import pdf_bytes
from banmian.text.lines.line import Mode, Run, SetLine
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

HEAD = "page: {{trim: 200pt x 200pt, margins: 20pt, grid: {{size: 10pt, leading: {leading}}}}}\nstyles: {{body: {{indent: 0pt}}}}\n"


def source(write: Write, text: str, direction: str = "horizontal", leading: str = "18pt") -> Path:
    write("content.yaml", f"stories:\n  s:\n    text: |\n      {text}\n")
    frame = f"frames: [{{id: a, at: {{column: 1, y: 0}}, size: {{columns: 1, height: 120pt}}, flow: s, direction: {direction}}}]\n"
    return write("page.yaml", HEAD.format(leading=leading) + "content: content.yaml\n" + frame)


def line(write: Write, text: str, direction: str = "horizontal") -> SetLine:
    return compose_file(source(write, text, direction)).lines[0]


def width(run: Run) -> float:
    face = open_face(run.face)
    return sum(face.advance(glyph) for glyph in run.glyphs) * run.size + sum(run.adjust)


def middle(run: Run) -> float:
    return run.x + width(run) / 2


def bases(found: SetLine) -> list[float]:
    """Where each character of the line begins, from the line's head."""
    places = []
    for run in found.runs:
        x = run.x - found.x
        for at, glyph in enumerate(run.glyphs):
            places.append(round(x, 2))
            x += open_face(run.face).advance(glyph) * run.size + (run.adjust[at] if run.adjust else 0.0)
    return places


def test_a3_a_reading_of_half_the_size_is_centred_over_each_character(write: Write) -> None:
    found = line(write, '一[二三]{ruby="èr sān"}四')
    assert bases(found) == [0, 10, 20, 30]
    assert [run.size for run in found.readings] == [5, 5]
    assert [middle(run) - found.x for run in found.readings] == pytest.approx([15, 25], abs=0.3)


def test_a3_a_reading_is_set_solid_on_its_base(write: Write) -> None:
    (run,) = line(write, '一[二]{ruby="èr"}三').readings
    assert run.across == pytest.approx(-(8.8 + 0.6))


def test_a3_wide_readings_move_their_bases_apart(write: Write) -> None:
    found = line(write, '一[庄重]{ruby="zhuāng zhuāng"}一一')
    first, second = found.readings
    assert second.x - (first.x + width(first)) == pytest.approx(0.25 * 5)  # a Western space
    assert bases(found)[2] - bases(found)[1] > 10.5
    assert [middle(run) - found.x for run in (first, second)] == pytest.approx([at + 5 for at in bases(found)[1:3]])
    plain = line(write, "一庄重一一")
    assert bases(found)[1] == bases(plain)[1]  # its neighbour without a reading is overhung


def test_a3_a_wide_reading_at_a_line_s_head_stays_in_the_measure(write: Write) -> None:
    found = line(write, '[庄]{ruby="zhuāng"}一二')
    assert found.readings[0].x == pytest.approx(found.x)
    assert bases(found)[0] > 2


def test_a3_a_wide_reading_at_a_line_s_end_stays_in_the_measure(write: Write) -> None:
    found = line(write, '一二三四五六七八九十一二三四五[庄]{ruby="zhuāng"}二三四')
    assert found.text == "一二三四五六七八九十一二三四五"  # 庄 itself would fit, its reading would not
    assert line(write, "一二三四五六七八九十一二三四五庄二三四").text[-1] == "庄"


def test_a3_one_reading_of_a_word_stands_over_the_whole(write: Write) -> None:
    found = line(write, '一[互联网]{ruby="Net"}二')
    (run,) = found.readings
    assert middle(run) - found.x == pytest.approx(25)


def test_a3_a_word_with_one_reading_is_not_parted(write: Write) -> None:
    text = "一二三四五六七八九十一二三四[互联网]{ruby='Net'}二"
    assert line(write, text).text == "一二三四五六七八九十一二三四"
    assert line(write, text.replace("[", "").replace("]{ruby='Net'}", "")).text == "一二三四五六七八九十一二三四互联"


def test_a3_readings_stand_right_of_vertical_lines(write: Write) -> None:
    found = line(write, '一[二]{ruby="èr"}三', "vertical")
    assert found.readings[0].mode is Mode.TURNED
    assert found.readings[0].across == pytest.approx(7.5 - 0.38 * 5)


def test_a3_zhuyin_takes_half_an_em_behind_its_character(write: Write) -> None:
    found = line(write, '一[漢字]{zhuyin="ㄏㄢˋ ㄗˋ"}二')
    assert bases(found) == [0, 10, 25, 40]
    assert {run.size for run in found.readings} == {3}
    assert "".join(run.text for run in found.readings) == "ㄏㄢˋㄗˋ"


def test_a3_zhuyin_symbols_stand_one_under_another_in_the_middle_of_their_character(write: Write) -> None:
    found = line(write, '一[小]{zhuyin="ㄒㄧㄠˇ"}二')
    first, second, third, tone = found.readings
    assert [second.across - first.across, third.across - second.across] == pytest.approx([3, 3])
    assert (first.across - 0.88 * 3 + third.across + 0.12 * 3) / 2 == pytest.approx(-3.8)
    assert first.x == second.x == third.x
    assert tone.x > third.x


def test_a3_the_light_tone_stands_on_top(write: Write) -> None:
    found = line(write, '一[的]{zhuyin="˙ㄉㄜ"}二')
    light, first, _ = found.readings
    assert light.text == "˙"
    assert open_face(light.face).ink(light.glyphs)[1] * 3 - light.across > -first.across + 0.7 * 3


def test_a3_zhuyin_in_vertical_lines_moves_nothing(write: Write) -> None:
    plain, read = line(write, "一漢字二", "vertical"), line(write, '一[漢字]{zhuyin="ㄏㄢˋ ㄗˋ"}二', "vertical")
    assert [run.x for run in plain.runs] == [run.x for run in read.runs]
    assert all(run.across > 5 for run in read.readings)


def test_a4_readings_never_change_the_line_pitch(write: Write) -> None:
    text = "一二三四五六七八九十一二三四五六七八九十"
    plain = compose_file(source(write, text))
    read = compose_file(source(write, text[:5] + f'[{text[5]}]{{ruby="liù" .dots}}' + text[6:], leading="18pt"))
    assert [found.baseline for found in plain.lines] == [found.baseline for found in read.lines]


@pytest.mark.parametrize(
    ("text", "direction", "leading", "wanted"),
    [
        ("[二]{ruby=èr}", "horizontal", "14pt", "5.0 pt, half an em"),
        ("[二]{ruby=èr .dots}", "horizontal", "15pt", "6.2 pt, ⅝ of an em"),
        ("[二]{ruby=èr .dots}", "vertical", "15pt", "6.2 pt, ⅝ of an em"),
        ("[二]{.dots}[三]{.name}", "vertical", "15pt", "6.2 pt, ⅝ of an em"),
    ],
)
def test_a4_marks_on_both_sides_want_more_room(write: Write, text: str, direction: str, leading: str, wanted: str) -> None:
    assert f"marks beside them want {wanted}" in said(source(write, text, direction, leading))
    assert said(source(write, text, direction, "17pt")) == ""


def test_dots_make_way_for_a_reading_in_vertical_lines(write: Write) -> None:
    found = line(write, '[二]{.dots ruby="èr"}[三]{.dots}', "vertical")
    assert [mark.across > found.baseline for mark in found.annotations] == [False, True]


def test_two_readings_of_one_character_are_refused(write: Write) -> None:
    told = said(source(write, '[[二]{ruby="èr"}三]{ruby="two three four"}'))
    assert "stands beside characters that have a reading already" in told


def test_readings_are_text_of_the_page(write: Write) -> None:
    import pdfplumber

    path = write("out.pdf", "")
    path.write_bytes(pdf_bytes(compose_file(source(write, '一[漢]{zhuyin="ㄏㄢˋ"}[字]{ruby="zì"}'))))
    with pdfplumber.open(path) as pdf:
        assert "".join(char["text"] for char in pdf.pages[0].chars) == "一漢字ㄏㄢˋzì"
