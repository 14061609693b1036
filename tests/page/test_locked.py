"""Lines that are given (J6), and threads whose frames end level (P4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import compose_file, dump_lines, said

Write = Callable[[str, str], Path]

HEAD = "page: {trim: 200pt x 300pt, margins: 20pt, grid: {columns: 2, gutter: 20pt, size: 10pt, leading: 15pt}}\nstyles: {body: {indent: 0pt}}\n"
TEXT = "一二三四五六七八九十一二三四五六七八"


def page(write: Write, paragraphs: str, text: str = TEXT) -> Path:
    frame = "frames: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 9}, flow: s}]\n"
    return write("page.yaml", f"{HEAD}content: {{stories: {{s: {{text: {text!r}}}}}}}\n{frame}paragraphs: [{paragraphs}]\n")


def test_j6_locked_lines_end_where_they_are_told_to(write: Write) -> None:
    locked = compose_file(page(write, "{of: s.text, paragraph: 1, locked: [6, 7, 5]}"))
    assert [len(line.text) for line in locked.lines] == [6, 7, 5]
    free = compose_file(page(write, "{of: s.text, paragraph: 1}"))
    assert [len(line.text) for line in free.lines] == [7, 7, 4]


def test_j6_a_locked_line_s_tracking_is_given_too(write: Write) -> None:
    setting = "{of: s.text, paragraph: 1, locked: [{characters: 7, tracking: -.02em}, 7, 4]}"
    first, second, _ = compose_file(page(write, setting)).lines
    assert first.runs[0].adjust == pytest.approx([-0.2] * 7)
    assert second.runs[0].adjust == ()


def test_j6_locked_lines_are_shown_as_locked(write: Write) -> None:
    rows = dump_lines(compose_file(page(write, "{of: s.text, paragraph: 1, locked: [6, 7, 5]}")))
    assert sum(row.endswith(" locked") for row in rows) == 3
    wide = page(write, "{of: s.text, paragraph: 1, locked: [2, 11, 5]}")
    assert "warning: a locked line in frame a is spread by 5.00 em a gap: 一二" in said(wide)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("locked: [6, 7]", "the locked lines hold 13 characters, the paragraph has 18"),
        ("locked: [6, 7, 5], lines: 1", "locked lines cannot come out shorter or longer"),
        ("locked: [six]", "'six' is not a number of characters"),
        ("locked: [18, 0]", "the locked lines hold 18 characters, the paragraph has 18"),
    ],
)
def test_j6_what_cannot_be_locked(write: Write, setting: str, message: str) -> None:
    assert message in said(page(write, f"{{of: s.text, paragraph: 1, {setting}}}"))


def test_j6_single_lines_are_held_and_the_others_end_by_rule(write: Write) -> None:
    held = compose_file(page(write, "{of: s.text, paragraph: 1, locked: [{line: 2, characters: 5}]}"))
    assert [len(line.text) for line in held.lines] == [7, 5, 6]
    assert [line.locked for line in held.lines] == [False, True, False]
    first_and_last = compose_file(
        page(write, "{of: s.text, paragraph: 1, locked: [{line: 1, characters: 4}, {line: 3, characters: 2}]}"), None
    )
    assert [len(line.text) for line in first_and_last.lines] == [4, 7, 2, 5]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("locked: [{line: 2, characters: 5}, 7]", "some locked lines have no number, or the same"),
        ("locked: [{line: 2, characters: 5}, {line: 2, characters: 6}]", "some locked lines have no number, or the same"),
        ("locked: [{line: 2, characters: 5, tracking: .1em}]", "a single locked line is justified"),
        ("locked: [{line: 2, characters: 19}]", "the locked line 2 holds 19 characters, the paragraph has 18"),
        ("locked: [{line: 2, characters: 5}], lines: 1", "locked lines cannot come out shorter or longer"),
    ],
)
def test_j6_what_cannot_be_held(write: Write, setting: str, message: str) -> None:
    assert message in said(page(write, f"{{of: s.text, paragraph: 1, {setting}}}"))


def test_a_paragraph_s_own_tracking_is_added_to_its_style_s(write: Write) -> None:
    tracked = compose_file(page(write, "{of: s.text, paragraph: 1, tracking: .02em}"))
    assert [len(line.text) for line in tracked.lines] == [6, 6, 6]
    assert len(compose_file(page(write, "{of: s.text, paragraph: 1, tracking: -.02em}")).lines[0].text) == 7


def columns(write: Write, composition: str, count: int = 15, heading: str = "") -> list[int]:
    """How many lines stand in each of two columns of three lines."""
    frames = (
        "frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 3}, flow: s, next: b},"
        " {id: b, at: {column: 2, line: 1}, size: {lines: 3}}]\n"
    )
    head = HEAD.replace("leading: 15pt}}", f"leading: 15pt}}, composition: {{{composition}}}}}")
    words = (
        f"sections: [{{id: t, text: {TEXT[:7]!r}, heading: 标题}}]"
        if heading
        else f"text: {('一二三四五六七八九十' * 9)[: count + 12]!r}"
    )
    text = f"text: {TEXT[:7]!r}, {words}" if heading else words
    path = write("page.yaml", f"{head}content: {{stories: {{s: {{{text}}}}}}}\n{frames}")
    found = compose_file(path, warnings=None)
    return [found.line_frames.count(frame) for frame in "ab"]


def test_p3_widow_control_can_be_taken_off_for_facsimiles(write: Write) -> None:
    assert columns(write, "widow_control: true") == [2, 2]
    assert columns(write, "widow_control: false") == [3, 1]


def test_a_style_can_stand_off_the_grid_on_the_grid_s_own_leading(write: Write) -> None:
    frame = "frames: [{id: a, at: {column: 1, y: 4pt}, size: {columns: 1, height: 90pt}, flow: s}]\n"

    def first(style: str) -> float:
        head = HEAD.replace("body: {indent: 0pt}", f"body: {{indent: 0pt{style}}}")
        path = write("page.yaml", f"{head}content: {{stories: {{s: {{text: {TEXT!r}}}}}}}\n{frame}")
        return compose_file(path, warnings=None).lines[0].baseline

    on_grid, free = first(""), first(", on_grid: false")
    assert on_grid - free == pytest.approx(11.0)  # the next line of the grid, 15 pt, against 4 pt


def balanced(write: Write, balance: str, heading: str = "") -> list[int]:
    frames = (
        f"frames: [{{id: a, at: {{column: 1, line: 1}}, size: {{lines: 12}}, flow: s, next: b, balance: {balance}}},"
        " {id: b, at: {column: 2, line: 1}, size: {lines: 12}}]\n"
    )
    path = write("page.yaml", f"{HEAD}content: {{stories: {{s: {{text: {TEXT * 3!r}}}}}}}\n{frames}{heading}")
    found = compose_file(path, warnings=int(balance == "false"))  # a frame that stays empty is said
    return [found.line_frames.count(frame) for frame in "ab"]


def test_p4_columns_end_level_or_are_filled_in_turn(write: Write) -> None:
    assert balanced(write, "true") == [4, 4]
    assert balanced(write, "false") == [8, 0]


def test_p4_a_balanced_thread_that_does_not_fit_is_overset_as_ever(write: Write) -> None:
    frames = (
        "frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 2}, flow: s, next: b, balance: true},"
        " {id: b, at: {column: 2, line: 1}, size: {lines: 2}}]\n"
    )
    told = said(write("page.yaml", f"{HEAD}content: {{stories: {{s: {{text: {TEXT * 3!r}}}}}}}\n{frames}"))
    assert told.count("overset: frame b lacks room for 4 lines") == 1


def test_a_paragraph_s_insets_narrow_every_line(write: Write) -> None:
    head = HEAD.replace("body: {indent: 0pt}", "body: {indent: 0pt, inset_start: 1em, inset_end: 10pt}")
    frame = "frames: [{id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: s}]\n"
    lines = compose_file(write("page.yaml", f"{head}content: {{stories: {{s: {{text: {TEXT!r}}}}}}}\n{frame}")).lines
    assert [len(line.text) for line in lines] == [5, 5, 5, 3]  # seven ems less two
    assert {(line.x, line.measure) for line in lines} == {(30, 50)}
