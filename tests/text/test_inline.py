"""Words set in another way within a paragraph: weight, family, size, colour, tracking, width, shift, features."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.plan.makeplan import make_plan
from banmian.plan.plan import TextFilling
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Run, SetLine
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

HEAD = (
    "page: {trim: 200pt x 200pt, margins: 20pt, grid: {size: 10pt, leading: 18pt}}\n"
    "styles: {body: {indent: 0pt}, term: {family: hei, weight: 700}, big: {based_on: term, size: 1.5em}}\n"
)


def lines(write: Write, text: str, direction: str = "horizontal") -> tuple[SetLine, ...]:
    content = f"content: {{stories: {{s: {{text: {json.dumps(text, ensure_ascii=False)}}}}}}}\n"
    frame = f"frames: [{{id: a, at: {{column: 1, y: 0}}, size: {{columns: 1, height: 120pt}}, flow: s, direction: {direction}}}]\n"
    return compose_file(write("page.yaml", HEAD + content + frame)).lines


def runs(write: Write, text: str, direction: str = "horizontal") -> dict[str, Run]:
    return {run.text: run for run in lines(write, text, direction)[0].runs}


@pytest.mark.parametrize(
    ("attributes", "family", "weight"),
    [("weight=700", "song", 700), ("family=hei", "hei", 400), ("family=hei weight=900", "hei", 900), ("style=term", "hei", 700)],
)
def test_weight_and_family(write: Write, attributes: str, family: str, weight: int) -> None:
    face = runs(write, f"一[二]{{{attributes}}}三")["二"].face
    assert (face.family, face.weight) == (family, weight)


def test_a_larger_part_takes_its_own_ems_and_its_neighbours_move_on(write: Write) -> None:
    found = runs(write, "一[二三]{size=1.5em}四")
    assert [found[text].x - 20 for text in ("一", "二三", "四")] == pytest.approx([0, 10, 40])
    assert found["二三"].size == 15


def test_a_named_style_counts_its_ems_from_the_type_round_it(write: Write) -> None:
    assert runs(write, "[一[二]{style=big}]{size=20pt}")["二"].size == 30


def test_nested_parts_lie_over_one_another(write: Write) -> None:
    found = runs(write, "[一[二]{.sup}三]{size=2em colour=white}")
    assert [found[text].size for text in ("一", "二", "三")] == [20, 12, 20]
    assert found["二"].colour == Colour("cmyk", (0.0, 0.0, 0.0, 0.0))
    assert found["二"].across == pytest.approx(-0.34 * 20)


def test_superiors_stand_right_of_vertical_lines_and_inferiors_left(write: Write) -> None:
    found = runs(write, "一[二]{.sup}三[四]{.sub}", "vertical")
    assert found["二"].across > 0 > found["四"].across


def test_tracking_stands_behind_each_character_of_the_part(write: Write) -> None:
    found = runs(write, "一[二三]{tracking=.5em}四")
    assert found["四"].x - 20 == pytest.approx(40)
    assert found["二三"].adjust == pytest.approx((5, 5))


def test_condensed_and_expanded_glyphs(write: Write) -> None:
    found = runs(write, "一[二]{width=70%}三[四]{width=150%}五")
    assert [found[text].x - 20 for text in "一二三四五"] == pytest.approx([0, 10, 17, 27, 42])


def test_a_line_breaks_by_the_ems_of_its_parts(write: Write) -> None:
    plain = lines(write, "一二三四五六七八九十一二三四五六七八")
    larger = lines(write, "一二三[四五六七]{size=2em}八九十一二三四五六七八")
    assert [len(line.text) for line in plain] == [16, 2]
    assert [len(line.text) for line in larger] == [12, 6]
    run = larger[0].runs[-1]
    assert run.x + 10 * len(run.text) + sum(run.adjust) == pytest.approx(180)


def test_parts_do_not_move_the_baseline_grid(write: Write) -> None:
    plain = lines(write, "一二三四五六七八九十一二三四五六七八")
    shifted = lines(write, "一二三四五六七八九十[一]{size=3em shift=4pt}二三四五六七八")
    assert [line.baseline for line in plain] == [line.baseline for line in shifted]


def test_features_choose_figures(write: Write) -> None:
    head = HEAD.replace("body: {indent: 0pt}", "body: {indent: 0pt, composition: {profile: gb}}")
    content = "content: {stories: {s: {text: '[12]{features=hwid}'}}}\n"
    frame = "frames: [{id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 120pt}, flow: s}]\n"
    (run,) = compose_file(write("page.yaml", head + content + frame)).lines[0].runs
    plain = compose_file(write("page.yaml", head + content.replace("features=hwid", "weight=400") + frame)).lines[0].runs[0]
    assert run.glyphs != plain.glyphs
    assert run.text == "12"


def test_words_are_kerned_and_ligated_and_say_what_they_stand_for(write: Write) -> None:
    found = runs(write, "AV office")
    assert found["AV"].adjust[0] < -0.5  # kerning
    assert found["office"].texts == ("o", "ffi", "c", "e")


def test_tracked_words_have_no_ligatures(write: Write) -> None:
    assert len(runs(write, "[office]{tracking=.1em}")["office"].glyphs) == 6


def test_turned_words_are_shaped_too(write: Write) -> None:
    assert runs(write, "一office二", "vertical")["office"].texts == ("o", "ffi", "c", "e")


def test_a_style_names_its_own_chain_of_families(write: Write) -> None:
    content = "content: {stories: {s: {text: 一}}}\n"
    frame = "frames: [{id: a, at: {column: 1, y: 0}, size: {columns: 1, height: 120pt}, flow: s}]\n"
    for fallback, families in (("", ["song", "hei", "kai"]), (", fallback: [kai]", ["song", "kai"])):
        head = HEAD.replace("body: {indent: 0pt}", f"body: {{indent: 0pt{fallback}}}")
        report = Report()
        filling = make_plan(load_page(write("page.yaml", head + content + frame), report), report).frames[0].filling
        assert isinstance(filling, TextFilling)
        assert [face.family for face in filling.blocks[0].style.faces] == families
    head = HEAD.replace("body: {indent: 0pt}", "body: {fallback: [hay]}")
    assert "there is no font family hay" in said(write("page.yaml", head + content + frame))


def test_a_run_in_heading_is_words_in_another_style(write: Write) -> None:
    found = runs(write, "[小题]{style=term}\u3000正文")
    assert found["小题"].face.family == "hei"
    assert found["\u3000正文"].x - found["小题"].x == pytest.approx(20)  # an em of white before the text
