"""Copyfitting: within its limits a text ends in the last line of its last frame; beyond them the refusal says by how much."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.page.composed import ComposedPage
from tests.support import compose_file, said

Write = Callable[[str, str], Path]

HEAD = """\
page: {trim: 500pt x 700pt, margins: 50pt, grid: {columns: [160pt, 160pt], gutter: 20pt, size: 10pt, leading: 15pt}}
styles:
  body: {indent: 2em}
  heading: {size: 12pt, takes: [2, 3], balance: false}
"""
_WORDS = "春风又绿江南岸，明月何时照我还。孤帆远影碧空尽，唯见长江天际流。两个黄鹂鸣翠柳，一行白鹭上青天。"
LIMITS = "size: [94%, 106%], tracking: [-.04em, .08em], width: [94%, 104%], paragraphs: 4"


def text_of(length: int, chance: random.Random) -> str:
    """So many characters in paragraphs of unequal length."""
    rows, left = [], length
    while left:
        count = min(left, chance.randint(40, 190))
        start = chance.randrange(len(_WORDS))
        rows.append((_WORDS * 6)[start : start + count])
        left -= count
    return "\\n".join(rows)


def source(write: Write, text: str, limits: str, frames: str = "") -> Path:
    content = f'content: {{stories: {{s: {{text: "{text}"}}}}}}\n'
    frames = frames or (
        f"  - {{id: a, at: {{column: 1, line: 1}}, size: {{lines: 30}}, flow: s, next: b, fit: {{{limits}}}}}\n"
        "  - {id: b, at: {column: 2, line: 1}, size: {lines: 22}}\n"
    )
    return write("page.yaml", f"{HEAD}{content}frames:\n{frames}")


def last_line(page: ComposedPage) -> tuple[str, int]:
    """The frame and the number, from 1, of the last line."""
    return page.line_frames[-1], round((page.lines[-1].baseline - 50 - 2.5 - 8.8) / 15) + 1


# The frames hold 52 lines of 16 characters; what is left at paragraphs' ends makes about 780 characters of it.
@pytest.mark.parametrize("seed", range(200))
def test_any_length_within_the_limits_ends_in_the_last_line(write: Write, seed: int) -> None:
    chance = random.Random(seed)
    page = compose_file(source(write, text_of(chance.randint(735, 800), chance), LIMITS))
    assert last_line(page) == ("b", 22)
    assert not page.overset


def test_a_text_that_fills_its_frames_is_left_alone(write: Write) -> None:
    page = compose_file(source(write, "春" * (16 * 52 - 2), LIMITS))
    assert last_line(page) == ("b", 22)
    assert page.fitted == ()


def test_what_was_changed_is_told(write: Write) -> None:
    page = compose_file(source(write, text_of(800, random.Random(4)), "tracking: [-.08em, 0em]"))
    (fitted,) = page.fitted
    assert (fitted.frame, len(fitted.changes)) == ("a", 1)
    assert fitted.changes[0].startswith("tracking -0.0")


def test_too_long_a_text_is_refused_with_what_is_over(write: Write) -> None:
    told = said(source(write, "春" * 1000, "tracking: [-.07em, 0em]"))
    # 52 lines of 17 at the limit, the first with its indent: 882 characters.
    assert "warning: the text of a does not fit: at the limits 7 lines, 119 characters (超 119 字) are over" in told
    assert "help: widen the limits, cut the text, or enlarge its last frame" in told
    assert "overset: frame b lacks room for 11 lines, 170 characters (超 170 字)" in told  # at its own style


def test_too_short_a_text_is_refused_with_what_is_lacking(write: Write) -> None:
    told = said(source(write, "春" * 600, "tracking: [0em, .05em]"))
    assert (
        "warning: the text of a does not fill its frames: at the limits 11 lines, about 168 characters (缺 168 字), stay empty"
        in told
    )


def test_without_a_means_in_the_right_direction_it_is_refused(write: Write) -> None:
    assert "does not fit" in said(source(write, "春" * 860, "tracking: [0em, .05em]"))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ("size: [92%, 100%]", "size 10 to 9."),
        ("width: [90%, 100%]", "glyph width 9"),
        ("leading: [90%, 100%]", "leading 15 to 14."),
    ],
)
def test_each_means_alone(write: Write, limits: str, told: str) -> None:
    page = compose_file(source(write, text_of(790, random.Random(5)), limits))
    assert page.fitted[0].changes[0].startswith(told)
    assert page.line_frames[-1] == "b"
    assert page.lines[-1].baseline > 50 + 21 * 15 - 15


def test_leading_gives_the_thread_a_grid_of_its_own(write: Write) -> None:
    page = compose_file(source(write, text_of(790, random.Random(4)), "leading: [90%, 100%]"))
    steps = [round(later.baseline - line.baseline, 3) for line, later in zip(page.lines[:20], page.lines[1:21], strict=True)]
    assert len(set(steps)) == 1
    assert 14 < steps[0] < 15


def test_a_pictures_height_gives_way(write: Write) -> None:
    frames = (
        "  - {id: a, at: {column: 1, line: 1}, size: {lines: 30}, flow: s, fit: {photos: {p: [60pt, 180pt]}}}\n"
        "  - {id: p, at: {column: 1, line: 24}, size: {height: 105pt}, photo: missing, wrap: box}\n"
    )
    text = "春" * (16 * 21 - 2)
    path = source(write, text, "", frames)
    path.write_text(path.read_text(encoding="utf-8").replace("content: {", "content: {photos: {missing: {}}, "), encoding="utf-8")
    page = compose_file(path, warnings=1)  # the picture's file is missing, and said
    (fitted,) = page.fitted
    assert fitted.changes == ("pictures +1 line",)
    picture = page.pictures[0].rect
    assert picture.bottom == pytest.approx(50 + 23 * 15 + 105)  # its foot stays, being nearer the text's foot
    assert picture.height == pytest.approx(120)


def test_paragraphs_come_out_longer_before_anything_that_is_seen(write: Write) -> None:
    rows = "\\n".join(["春风又绿江南岸，明月何时照我还。" * 11] * 4)
    page = compose_file(source(write, rows, "paragraphs: 4, tracking: [-.02em, .02em]"), None)
    assert all("paragraph" in change for item in page.fitted for change in item.changes[:1])


def test_the_same_text_is_fitted_alike_twice(write: Write) -> None:
    path = source(write, text_of(777, random.Random(7)), LIMITS)
    assert compose_file(path) == compose_file(path)


# Headlines


def headline(write: Write, words: str, fit: str, lines: int = 4, style: str = "") -> Path:
    head = f"{HEAD}  headline: {{family: song, size: 40pt, leading: 48pt{style}}}\n"
    content = f"content: {{stories: {{s: {{headline: [{words}], text: 春}}}}}}\n"
    frame = f"  - {{id: h, at: {{x: 0pt, line: 1}}, size: {{width: 400pt, lines: {lines}}}, headline: s, fit: {{{fit}}}}}\n"
    return write("page.yaml", f"{head}{content}frames:\n{frame}")


def width_of(page: ComposedPage) -> float:
    """From the first glyph of the longest line to behind its last."""
    from banmian.fonts.face import open_face

    widest = 0.0
    for line in page.lines:
        end = 0.0
        for run in line.runs:
            advances = sum(open_face(run.face).advance(glyph) for glyph in run.glyphs) * run.size * run.width
            end = run.x + advances + sum(run.adjust[:-1])
        widest = max(widest, end - line.runs[0].x)
    return widest


def test_a_headline_grows_to_its_measure(write: Write) -> None:
    page = compose_file(headline(write, "春风又绿江南岸", "size: [90%, 150%]"))
    assert page.fitted[0].changes == ("size 40 to 57.10 pt",)
    assert width_of(page) == pytest.approx(400, abs=2)


def test_tracking_brings_a_headline_to_its_measure_before_its_size(write: Write) -> None:
    page = compose_file(headline(write, "春风又绿江南岸明月", "size: [90%, 110%], tracking: [0em, .2em]"))
    assert width_of(page) == pytest.approx(400, abs=1)
    assert any(change.startswith("tracking +") for change in page.fitted[0].changes)


def test_a_headline_shrinks_into_its_frame(write: Write) -> None:
    page = compose_file(headline(write, "春风又绿江南岸明月何时照", "size: [70%, 100%]", lines=3))
    assert len(page.lines) == 1
    assert page.fitted[0].changes == ("size 40 to 33.30 pt",)


def test_a_headline_that_cannot_be_fitted_is_refused_with_the_amount(write: Write) -> None:
    told = said(headline(write, "春风又绿江南岸明月何时照我还", "size: [95%, 100%]", lines=3))
    assert "warning: the headline of h does not fit: at the limits it is 38.6 pt higher than its frame" in told


def test_headlines_break_where_phrases_end(write: Write) -> None:
    words = "推动山东援疆工作走在全国前列"
    plain = compose_file(headline(write, words, "size: [99%, 100%]", lines=8, style=", balance: true"))
    at_phrases = compose_file(headline(write, words, "size: [99%, 100%]", lines=8, style=", balance: true, phrases: true"))
    assert [line.text for line in plain.lines] == ["推动山东援疆工", "作走在全国前列"]
    assert [line.text for line in at_phrases.lines] == ["推动山东援疆", "工作走在全国前列"]
