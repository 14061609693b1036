"""Edges of running text: lines that are spread, roughly spread, not spread; the measure that fits several pieces."""

from __future__ import annotations

import pytest

from banmian.recover.infer.layout.grid import InferredGrid, infer_grid
from banmian.recover.infer.layout.story import Item, Section, Story
from banmian.recover.infer.layout.threads import laid_out
from banmian.recover.infer.look.measures import hanging_by, spreading_of
from banmian.recover.infer.look.type import alignment, room_of
from banmian.recover.infer.text.pieces import Piece, pieces_of
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.type.faces import one_number
from banmian.recover.segment.type.glyphs import page_glyphs
from banmian.recover.segment.type.lines import Line, lines_of
from banmian.tree.tree import TreeRun
from tests.recover.support import SONG, run, tree

TEXT = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往"


def block(*runs: TreeRun) -> Block:
    return Block(lines_of(page_glyphs(tree(runs).pages[0]).horizontal))


def spread(text: str, x: float, y: float, end: float) -> TreeRun:
    """A line whose characters, ten points wide, are spread to *end*."""
    step = (end - x - 10) / (len(text) - 1)
    along = tuple(round(x + at * step, 2) for at in range(len(text)))
    return TreeRun(text, SONG, 10.0, "cmyk 0 0 0 1", along, y, advances=(10.0,) * len(text))


def piece(*runs: TreeRun) -> Piece:
    return pieces_of([block(*runs)], 0)[0][0]


def test_lines_that_end_a_little_beside_their_measure_are_justified_where_they_were_spread() -> None:
    ends = (250.0, 250.2, 251.9, 248.4, 250.1)
    found = piece(*(spread(TEXT[:19], 50, 100 + 15 * at, end) for at, end in enumerate(ends)), run("天地。", 50, 175))
    assert found.justified
    assert found.right == pytest.approx(250.1)


def test_the_same_ends_without_spreading_are_ragged() -> None:
    lengths = (20, 19, 20, 18, 19)
    found = piece(*(run(TEXT[:count], 50, 100 + 15 * at) for at, count in enumerate(lengths)), run("天地。", 50, 175))
    assert not found.justified


def test_full_lines_of_type_that_is_never_spread_are_ragged_too() -> None:
    """Makers that spread at spaces alone leave Chinese lines as they fall: most are full, and some end short."""
    full = [run(TEXT, 50, 100 + 15 * at) for at in range(14)]
    full[3], full[6] = run(TEXT[:19], 50, 145), run(TEXT[:18], 50, 190)
    assert not piece(*full).justified
    full[8] = spread(TEXT[:19], 50, 220, 250.0)
    assert piece(*full).justified


def test_pieces_that_are_not_spread_have_the_measure_that_fits_them_all() -> None:
    """The first tells that it is at least 20 em, the second that a character more than 19.9 em does not fit."""
    marked = "“" + TEXT[:19]  # a line does not end with its first mark
    one = block(*(run(text, 50, 100 + 15 * at) for at, text in enumerate((TEXT, TEXT[:19], marked, TEXT[:19], marked, "天地。"))))
    places = (*(300 + 10 * at for at in range(19)), 490, 493, 496)
    western = TreeRun(TEXT[:19] + "abc", SONG, 10.0, "cmyk 0 0 0 1", places, 100, advances=(10.0,) * 19 + (3.0,) * 3)
    two = block(western, *(run(TEXT[:19], 300, 115 + 15 * at) for at in range(3)), run("天地。", 300, 160))
    first, second = pieces_of([one, two], 0)[0]
    assert first.measure == second.measure
    assert 200 <= first.measure <= 209


def test_a_short_line_that_ends_a_sentence_ends_a_ragged_paragraph() -> None:
    rows = [
        run(TEXT, 50, 100),
        run("天地玄黄。", 50, 115),
        run(TEXT[:18], 50, 130),
        run(TEXT[:19], 50, 145),
        run("玄黄。", 50, 160),
    ]
    assert piece(*rows).begins == [False, False, True, False, False]


def test_an_opening_mark_that_stands_before_its_measure_does_not_move_it() -> None:
    rows = [run(TEXT[:20], 50, 100 + 15 * at) for at in range(6)]
    rows[1], rows[3] = run("“" + TEXT[:19], 45, 115), run("《" + TEXT[:19], 45, 145)
    assert piece(*rows).left == 50


def test_a_mark_that_hangs_does_not_widen_the_measure_of_the_piece_beside() -> None:
    long = block(*(run(TEXT, 50, 100 + 15 * at) for at in range(6)))
    short = block(run(TEXT[:19] + "，", 50, 300), run(TEXT[:20] + "。", 50, 315), run("天地。", 50, 330))
    assert [found.right for found in pieces_of([long, short], 0)[0]] == [250, 250]


def test_columns_of_lines_that_are_not_spread_are_found_by_where_they_begin() -> None:
    columns = []
    for x in (50.0, 280.0):
        columns.append(block(*(run(TEXT[: 20 - at % 3], x, 100 + 15 * at) for at in range(9))))
    pieces = pieces_of(columns, 0)[0]
    grid = infer_grid(pieces, [(50.0, 92.0, 430.0, 130.0)], (540.0, 400.0), [])
    assert [round(left) for left, _ in grid.columns] == [50, 280]
    assert grid.equal


# Marks


def line(text: str, advances: list[float]) -> Line:
    along, at = [], 100.0
    for advance in advances:
        along.append(round(at, 3))
        at += 10 * advance
    found = TreeRun(text, SONG, 10.0, "cmyk 0 0 0 1", tuple(along), 100, advances=(10.0,) * len(text))
    return lines_of(page_glyphs(tree([found], size=(900.0, 600.0)).pages[0]).horizontal)[0]


def narrow(natural: float, before: float, grown: float) -> Line:
    """A line with a quote that its face has *natural* ems wide, *before* ems from what stands before it."""
    text = "天地玄黄宇宙“洪荒日月"
    steps = [1 + grown] * 5 + [before] + [natural] + [1 + grown] * 4
    along, at = [], 100.0
    for step in steps:
        along.append(round(at, 3))
        at += 10 * step
    advances = tuple(10 * natural if char == "“" else 10.0 for char in text)
    found = TreeRun(text, SONG, 10.0, "cmyk 0 0 0 1", tuple(along), 100, advances=advances)
    return lines_of(page_glyphs(tree([found], size=(900.0, 600.0)).pages[0]).horizontal)[0]


def test_narrow_quotes_are_as_their_face_has_them_whatever_lines_grow_behind_them() -> None:
    """Some makers leave the gap behind an opening quote as it is."""
    lines = [narrow(0.35, 1.016, 0.016), narrow(0.35, 1.074, 0.074)]
    assert spreading_of(lines).quote == pytest.approx(0.35)


def test_a_quote_that_is_moved_in_its_room_is_not_taken_for_a_narrow_one() -> None:
    assert spreading_of([narrow(0.35, 1.65, 0.0), narrow(0.35, 1.65, 0.0)]).quote is None


def test_one_quote_alone_tells_nothing() -> None:
    assert spreading_of([narrow(0.35, 1.016, 0.016)]).quote is None


@pytest.mark.parametrize(("within", "found"), [(0.25, 0.25), (0.3, 0.3), (0.0, None), (0.5, None), (1.0, None)], ids=str)
def test_how_far_marks_hang_is_measured_where_they_hang_by_a_part(within: float, found: float | None) -> None:
    """Whole marks within or without the measure, and halves, are what the settings try."""
    lines = [line("天地，", [1.0, 1.0, 1.0])] * 5
    assert hanging_by([(each, 120 + 10 * within) for each in lines]) == found


def test_marks_that_hang_by_chance_are_not_measured() -> None:
    lines = [line("天地，", [1.0, 1.0, 1.0])] * 6
    assert (
        hanging_by([(each, 120 + 10 * within) for each, within in zip(lines, (0.1, 0.9, 0.25, 0.6, 0.3, 1.0), strict=True)]) is None
    )


def test_headlines_whose_marks_leave_half_out_are_centred() -> None:
    one, two = line("天地玄黄”", [1.0] * 5), line("天地玄黄宇", [1.0] * 5)
    plain = [room_of(one), room_of(two)]
    assert plain[0] == (100, 150)
    assert room_of(one, trimmed=True) == (100, 145)
    assert alignment([room_of(one, trimmed=True)], 97.5, 147.5) == "centre"


# Fonts, lines on uneven leading


def test_one_face_in_several_fonts_has_one_number() -> None:
    names = ["NotoSerif-Regular", "NotoSans-Bold", "NotoSerif-Regular", "NotoSerif-Regular-Identity-H", "", ""]
    assert one_number(names) == [0, 1, 0, 0, 4, 5]


def test_lines_on_uneven_leading_stand_as_near_as_one_place_allows() -> None:
    """Most lines stand 1.6 points lower than equal steps from the first one would have them."""
    offs = (0.0, 1.6, 1.6, 0.0, 1.6, 1.6, 1.6)
    own = piece(*(run(TEXT, 50, 100 + 15 * at + off) for at, off in enumerate(offs)))
    story = Story("main", [], [Section([Item(own.block, 0, "body", own)])], (0, -1))
    grid = InferredGrid(10.0, 14.0, (50.0, 92.0, 200.0, 110.0), ((50.0, 200.0),), 0.0, True, 1.0, 1.0)
    ((_, (thread,)),) = laid_out(story, grid)
    top = thread.chunks[0].top
    first = 100 - (thread.leading - 10) / 2 - 8.8
    assert top == pytest.approx(first + 0.8, abs=0.2)
