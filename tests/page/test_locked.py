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
