"""What a page was made with: measures, paragraphs, grid, headings on whole lines, composition, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from banmian.plan.markup import Markup, escaped, read_markup
from banmian.plan.plan import Block as PlanBlock
from banmian.recover.infer.compose.composition import Composition, composed_otherwise, infer_composition, unexplained
from banmian.recover.infer.compose.positions import nearest
from banmian.recover.infer.compose.trial import Sample, Trial, held_lines, wish_of
from banmian.recover.infer.compose.upright import vertical_settings
from banmian.recover.infer.layout.grid import InferredGrid, infer_grid, snapped_size
from banmian.recover.infer.layout.headings import Taken, head_of_frame, taken_lines
from banmian.recover.infer.layout.stories import stories_of
from banmian.recover.infer.layout.story import Item, PageBlocks
from banmian.recover.infer.look.measures import measures_of
from banmian.recover.infer.text.markup import marked_up
from banmian.recover.infer.text.pieces import pieces_of
from banmian.recover.infer.text.words import Words, joined
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.page import segmented
from banmian.recover.segment.type.language import is_traditional
from banmian.recover.segment.type.lines import Line, lines_of
from banmian.recover.write.content import PhotoWords, QuoteWords, SectionWords, StoryWords, TableWords, content_text
from banmian.recover.write.place import placed, within_sheet
from banmian.recover.write.settings import settings_text, told
from banmian.recover.write.yamltext import colour, rule, scalar
from banmian.spec.types.profile import PROFILES
from banmian.text.compose import Composer
from banmian.tree.tree import TreePath, TreeRun
from tests.recover.support import FONTS, HEI, KAI, SONG, run, tint, tree
from tests.support import NOWHERE, make_style, square_face

NAMES = [font.name for font in FONTS]
TEXT = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。云腾致雨，露结为霜。金生丽水，玉出昆冈。"


def lines(*runs: TreeRun) -> list[Line]:
    from banmian.recover.segment.type.glyphs import page_glyphs

    return lines_of(page_glyphs(tree(runs).pages[0]).horizontal)


def test_a_measure_is_where_full_lines_end_and_indents_open_paragraphs() -> None:
    found = lines(run("一二三四五六七八", 70, 100), run("一二三四五六七八九十", 50, 114), run("一二三。", 50, 128), run("甲乙丙丁戊己庚辛", 70, 142), run("子丑。", 50, 156))  # fmt: skip
    (piece,), _ = pieces_of([Block(found)], 0)
    assert (piece.left, piece.right, piece.indent) == (50, 150, 2.0)
    assert piece.begins == [True, False, False, True, False]


def test_what_is_too_short_to_show_its_edges_has_those_of_its_neighbours() -> None:
    long = Block(lines(*(run("一二三四五六七八九十", 50, 100 + 14 * at) for at in range(4))))
    short = Block(lines(run("七八。", 50, 300)))
    assert [piece.right for piece in pieces_of([long, short], 0)[0]] == [150, 150]


@pytest.mark.parametrize(
    ("read", "size"), [(10.45, 10.5), (9.02, 9.0), (11.98, 12.0), (10.11, 10.11), (16.337, 16.337), (13.0, 13.0)]
)
def test_sizes_are_those_of_the_trade_within_a_tenth_of_a_point(read: float, size: float) -> None:
    assert snapped_size(read) == size


def columns_of(*columns: tuple[float, int]) -> list[TreeRun]:
    """Body text in columns: left edge and characters a line."""
    return [run("天地玄黄宇宙洪荒日月盈昃辰宿"[:count], x, 100 + 14 * at) for x, count in columns for at in range(8)]


def grid_of(runs: list[TreeRun]) -> tuple[int, float, float, bool]:
    found = segmented(tree(runs, size=(600.0, 800.0)), 0)
    blocks = [block for block in found.blocks if block.role == "text"]
    boxes = [(b.rect[0], b.rect[1], b.rect[2] - b.rect[0], b.rect[3] - b.rect[1]) for b in blocks]
    grid = infer_grid(pieces_of(blocks, 0)[0], boxes, (600.0, 800.0), [])
    return len(grid.columns), round(grid.gutter, 1), grid.leading, grid.equal


def test_equal_columns_with_their_gutter() -> None:
    assert grid_of(columns_of((50, 10), (165, 10), (280, 10))) == (3, 15.0, 14.0, True)


def test_three_base_columns_of_which_a_story_takes_two() -> None:
    # Base columns of 10 em and a gutter of 2 em: the second story is 22 em wide, 破栏.
    runs = [run("天" * 10, 50, 100 + 14 * at) for at in range(8)] + [run("天" * 22, 170, 100 + 14 * at) for at in range(8)]
    assert grid_of(runs)[0] == 3


def test_columns_of_ragged_type_are_told_by_where_they_begin() -> None:
    """No line of it need reach the measure: 22 em from column to column, 20 em wide."""
    lengths = (19, 17, 18, 16, 19, 15, 18, 14)
    runs = [
        run("天" * (length - column % 2), 50 + 220 * column, 100 + 14 * at)
        for column in range(3)
        for at, length in enumerate(lengths)
    ]
    runs.append(run("天" * 64, 50, 60, 12.0, HEI))
    found = segmented(tree(runs, [tint(50, 300, 640, 40)], size=(740.0, 800.0)), 0)
    blocks = [block for block in found.blocks if block.role == "text"]
    grid = infer_grid(pieces_of(blocks, 0)[0], [(50, 60, 640, 280)], (740.0, 800.0), [])
    assert [round(left) for left, _ in grid.columns] == [50, 270, 490]
    assert round(grid.gutter) == 20


def stories(runs: list[TreeRun], boxes: list[TreePath]) -> list[list[str]]:
    """The words that each story's pieces begin with, of a page of text."""
    page = segmented(tree(runs, boxes), 0)
    pieces = pieces_of([block for block in page.blocks if block.role == "text"], 0)[0]
    told = PageBlocks(0, page.blocks, {id(piece.block): piece for piece in pieces}, page.shapes.boxes, 10.0)
    return [[item.block.text[:2] for item in story.items()] for story in stories_of([told])]


def test_text_under_a_wide_box_is_no_part_of_the_story_over_it() -> None:
    """Never past the edge of a tint with words of its own; past a small one in a column it goes on."""

    def paragraph(first: str, x: float, y: float, width: int = 12, rows: int = 4) -> list[TreeRun]:
        texts = [first + "天" * (width - 2), *["地" * width] * (rows - 2), "玄" * (width - 4) + "。"]
        return [run(text, x, y + 14 * at) for at, text in enumerate(texts)]

    over = paragraph("左左", 50, 100) + paragraph("右右", 190, 100)
    boxed = paragraph("框框", 60, 200, 24)
    under = paragraph("下下", 50, 290) + paragraph("末末", 190, 290)
    assert stories(over + boxed + under, [tint(50, 180, 260, 80)]) == [["左左", "右右"], ["框框"], ["下下", "末末"]]
    small = paragraph("框框", 60, 200, 10)
    assert ["左左", "下下", "右右", "末末"] in stories(over + small + under, [tint(50, 180, 120, 80)])


def test_the_leading_of_lines_that_were_rounded_one_by_one_is_their_mean() -> None:
    """Browsers round each line to a pixel: 15.75 or 16.5 points where 16 are meant."""
    steps = [0.0, 15.75, 32.25, 48.0, 63.75, 80.25, 96.0]
    assert grid_of([run(TEXT[:10], 50, 100 + step) for step in steps])[2] == 16.0


def test_unequal_columns_with_one_gutter() -> None:
    assert grid_of(columns_of((50, 10), (165, 13), (310, 8))) == (3, 15.0, 14.0, False)


def heading(y: float, rows: int = 1, size: float = 14.0) -> Item:
    made = lines(*(run("标题在此"[:4], 50, y + at * 18, size, HEI) for at in range(rows)))
    return Item(Block(made), 0, "heading")


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        # Between 100 and 142, three grid lines of 14 pt: in their middle, or in that of the last two.
        (121 - 7 + 0.88 * 14, [Taken(3, 0)]),
        (128 - 7 + 0.88 * 14, [Taken(2, 1)]),
        (124.5 - 7 + 0.88 * 14, None),
    ],
)
def test_what_a_heading_takes_is_told_by_where_it_stands(baseline: float, expected: list[Taken] | None) -> None:
    assert taken_lines([heading(baseline)], 100, 142, 14, at_head=False) == expected


def test_a_name_and_a_heading_under_it() -> None:
    # Name in the middle of lines 2 and 3, one empty line before; heading in the middle of lines 4 and 5.
    name, head = heading(128 - 7 + 0.88 * 14), heading(156 - 7 + 0.88 * 14)
    assert taken_lines([name, head], 100, 170, 14, at_head=False) == [Taken(2, 1), Taken(2, 0)]
    assert head_of_frame([name, head], 170, 14) == [Taken(2, 0), Taken(2, 0)]


def test_tracking_and_the_widths_of_figures_are_measured() -> None:
    found = measures_of(lines(run("天地玄黄宇宙", 50, 100, step=10.5), run("2020", 120, 100, step=4.5 + 0.5)))
    assert found.tracking == 0.05
    assert found.digit == pytest.approx(0.45)


def stepped(text: str, widths: Sequence[float], advances: Sequence[float]) -> list[Line]:
    """A line whose glyphs stand *widths* from one another and are *advances* wide."""
    along = tuple(accumulate(widths, initial=50.0))
    return lines(TreeRun(text, SONG, 10.0, "cmyk 0 0 0 1", along, 100.0, advances=tuple(advances)))


def test_figures_have_their_fonts_width_where_each_has_its_own() -> None:
    """Many faces have a narrower 1: what most figures stand apart says nothing of that."""
    own = [4.7, 4.7, 4.7, 5.6, 5.6]
    assert measures_of(stepped("111889", own, [*own, 5.6])).digits_natural
    assert not measures_of(stepped("111889", [5.6] * 5, [*own, 5.6])).digits_natural


def test_gaps_that_were_rounded_one_by_one_are_no_tracking() -> None:
    def tracking(*gaps: float) -> float:
        text = "天地玄黄宇宙洪荒"[: len(gaps) + 1]
        return measures_of(stepped(text, [10.0 + gap for gap in gaps], [10.0] * len(text))).tracking

    assert tracking(0.3, 0.05, -0.4, 0.05, 0.45, -0.2, -0.35) == 0.0
    assert tracking(0.3, 0.7, 0.45, 0.6, 0.9, 0.1, 0.45) == pytest.approx(0.05)
    assert tracking(*[0.5] * 7) == 0.05


def test_gaps_beside_signs_are_measured() -> None:
    from banmian.recover.infer.look.measures import spreading_of

    def signed(gap: float) -> list[Line]:
        return [
            line
            for y in (100, 114)
            for line in lines(run("一二三四五", 50, y), run("+", 100 + gap, y), run("六七", 105 + 2 * gap, y))
        ]

    assert spreading_of(signed(2.5)).signs
    assert not spreading_of(signed(0.7)).signs


def test_brackets_that_are_as_wide_as_their_font_has_them_are_measured() -> None:
    from banmian.recover.infer.look.measures import spreading_of

    def bracketed(white: float) -> list[Line]:
        """Brackets 3.6 points wide with *white* on their sides."""
        found = []
        for y in (100, 114):
            after = 100 + 2 * white + 3.6
            opening = TreeRun("(", SONG, 10.0, "cmyk 0 0 0 1", (100 + white,), y, advances=(3.6,))
            closing = TreeRun(")", SONG, 10.0, "cmyk 0 0 0 1", (after + 20 + white,), y, advances=(3.6,))
            found += lines(
                run("一二三四五", 50, y), opening, run("六七", after, y), closing, run("八", after + 23.6 + 2 * white, y)
            )
        return found

    assert spreading_of(bracketed(0.0)).ascii_bracket == pytest.approx(0.36)
    assert spreading_of(bracketed(0.7)).ascii_bracket is None


def test_how_lines_were_spread_is_measured() -> None:
    from banmian.recover.infer.look.measures import spreading_of

    def spread(step: float, mark: float) -> list[Line]:
        """Lines whose gaps between Han are *step*, before a mark *mark*."""
        found = []
        for at in range(5):
            y = 100 + 14 * at
            runs = [run("一二三四五", 50, y, step=step)]
            runs.append(run("，", 50 + 4 * step + mark, y))
            runs.append(run("六七八", 50 + 4 * step + mark + step, y, step=step))
            found += lines(*runs)
        return found

    assert spreading_of(spread(10.5, 10.0)).marks is False
    assert spreading_of(spread(10.5, 10.5)).marks is True
    assert spreading_of(spread(10.0, 10.0)).marks is None


def test_narrow_quotes_are_measured_from_the_han_around_them() -> None:
    from banmian.recover.infer.look.measures import spreading_of

    def quoted(before: float, after: float) -> list[Line]:
        found = []
        for at in range(5):
            y = 100 + 14 * at
            found += lines(run("一二三四五六", 50, y), run("“", 100 + before, y), run("七八", 100 + before + after, y))
        return found

    assert spreading_of(quoted(10.0, 3.5)).quote == pytest.approx(0.35)
    assert spreading_of(quoted(16.5, 3.5)).quote is None  # a narrow glyph in a room of an em


def test_ragged_text_has_the_measure_that_explains_its_lines() -> None:
    found = lines(*(run("天" * count, 50, 100 + 14 * at) for at, count in enumerate([9, 8, 9, 7, 9, 8])))
    (piece,), _ = pieces_of([Block(found)], 0)
    assert not piece.justified
    assert piece.measure == 90.0


def test_lines_are_joined_as_they_stand_and_western_words_with_a_space() -> None:
    made = lines(run("他说", 50, 100), run("hello", 50, 114, step=5), run("world再见", 50, 128, step=5))
    words = joined(made, [100.0] * 3, NAMES)
    assert words.text == "他说hello world再见"
    assert words.ends == [2, 8, 15]


def test_words_in_another_type_become_spans() -> None:
    (line,) = lines(run("天地", 50, 100), run("玄黄", 70, 100, font=HEI), run("宇宙洪荒", 90, 100))
    assert joined([line], [100.0], NAMES).markup == "天地[玄黄]{family=hei weight=700}宇宙洪荒"


@given(st.text("天地[]{}\\a1“”。", min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 11))
def test_markup_reads_back_as_the_words_that_were_read(text: str, start: int, end: int) -> None:
    from banmian.recover.segment.type.glyph import Glyph

    glyphs = [
        Glyph(char, 10.0 * at, 100.0, 10.0, 10.0, KAI if start <= at < end else 0, "cmyk 0 0 0 1", 1.0, at)
        for at, char in enumerate(text)
    ]
    assert read_markup(marked_up(glyphs, NAMES)).text == text


def test_words_that_look_like_markup_are_no_markup_wherever_they_stand() -> None:
    said = r"甲[乙]{.丙}\[丁"
    section = SectionWords("s1", said, said, [])
    story = StoryWords("main", [said, said], said, said, said, [], [], [section])
    table = TableWords("table", said, (said,), ((said,),), said)
    file = content_text(
        [story], [PhotoWords("photo", "", "", escaped(said))], {}, "", "a page", [table], [QuoteWords("quote", said, said)]
    )
    read = [text for key, text in _strings(yaml.safe_load(file)) if key != "id" and text]
    assert len(read) == 14
    assert {read_markup(text) for text in read} == {Markup(said)}


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each string in what a YAML file says, with its key."""
    if isinstance(value, str):
        yield key, value
    for name, inner in (
        value.items() if isinstance(value, dict) else ((key, one) for one in value) if isinstance(value, list) else ()
    ):
        yield from _strings(inner, name)


@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x4FFF, exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20
    )
)
def test_any_string_reads_back_from_yaml(text: str) -> None:
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("cmyk 0 0 0 1", "black"), ("cmyk 0 0 0 0.6", "k 60"), ("cmyk 0.08 1 0.95 0.06", "cmyk 8 100 95 6"), ("gray 0", "black"),
        ("gray 1", "white"), ("rgb 1 0 0", "'#ff0000'"), ("rgb 0.5 0.5 0.5", "k 50"), ("pattern", "black"),
    ],
)  # fmt: skip
def test_colours_as_a_page_file_has_them(told: str, written: str) -> None:
    assert colour(told) == written


@pytest.mark.parametrize(
    ("ink", "written"),
    [("cmyk 0 0 0 1", "0.5pt"), ("cmyk 0 0.95 0.9 0.1", "0.5pt cmyk 0 95 90 10"), ("rgb 0.7 0 0.2", "'0.5pt #b20033'")],
)
def test_a_printed_rule_in_any_colour_reads_back_from_yaml(ink: str, written: str) -> None:
    assert rule("0.5pt", ink) == written
    assert yaml.safe_load(f"{{rule: {written}}}") == {"rule": written.strip("'")}


def test_simplified_and_traditional_are_told_apart() -> None:
    assert not is_traditional(["我们的国家"])
    assert is_traditional(["我們的國家"])


def printed(tmp_path: Path, measure: float, text: str = TEXT * 2, **settings: Any) -> tuple[PlanBlock, Words]:
    """A paragraph as some composer set it, and a block of the newspaper's style with the same words."""
    face = square_face(tmp_path)
    composer = Composer()
    ends, _ = composer.ends(composer.paragraph(text, make_style(face, **settings)), 0, measure * 10)
    words = Words(text, text, ends, [], [measure * 10] * len(ends))
    return PlanBlock(text, make_style(face), "body", "s.text", 1, NOWHERE), words


@pytest.mark.parametrize(
    ("profile", "settings"),
    [("newspaper", {}), ("gb", {}), ("newspaper", {"hanging": True}), ("newspaper", {"adjacent_marks": 1.0, "line_end": 0.5})],
)
def test_the_settings_that_explain_the_line_ends_are_found(tmp_path: Path, profile: str, settings: dict[str, Any]) -> None:
    samples = [Sample(*printed(tmp_path, measure, profile=profile, **settings)) for measure in (7.0, 9.5, 11.0, 12.4, 13.7, 17.0)]
    found = infer_composition(samples, {}, traditional=False)
    assert found.explained == found.total
    plain = sum(len(held_lines(Composer().block(sample.block), sample.words)) for sample in samples)
    assert (plain == 0) == (found.base == "newspaper" and not found.settings)


QUOTED = "天地“玄黄”，宇宙“洪荒”日月“盈昃”，辰宿“列张”寒来“暑往”。秋收“冬藏”闰余“成岁”，律吕“调阳”云腾“致雨”。"


@pytest.mark.parametrize("settings", [{"hanging": True}, {"glued_quotes": True}, {"han_western_gap": 0.2}], ids=str)
def test_of_settings_that_explain_some_line_ends_the_one_is_taken_that_explains_the_most(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    """Marks that hang look like marks that are pulled in, and quotes that stick like stricter prohibitions, for a line or two."""
    text = QUOTED + TEXT + "2019年9月5日，AB两地共7人，C区3人，D区4人，12号。"
    measures = (7.0, 8.2, 9.5, 11.0, 12.4, 13.7, 17.0)
    samples = [Sample(*printed(tmp_path, measure, text, **settings)) for measure in measures]
    found = infer_composition(samples, {}, traditional=False)
    assert found.explained == found.total
    assert (found.base, found.settings) == ("newspaper", settings)


@pytest.mark.parametrize(("measured", "written"), [(0.5, {"digit_width": "font"}), (0.58, {"digit_width": "0.58em"})])
def test_figures_as_wide_as_the_face_has_them_are_the_fonts_own(tmp_path: Path, measured: float, written: dict[str, str]) -> None:
    """What a paper's face had is written as a width where the face that stands for it has others."""
    samples = [Sample(*printed(tmp_path, measure, digit_width=None if measured == 0.5 else measured)) for measure in (9.5, 12.4)]
    found = infer_composition(samples, {}, traditional=False, natural={"digit_width": measured})
    assert found.base == "newspaper"
    assert told(found) == written


def test_widths_that_are_the_fonts_own_are_told() -> None:
    assert settings_text({"interpunct_width": None, "ascii_bracket_width": 0.5, "han_western_least": None}) == {
        "interpunct_width": "font",
        "ascii_bracket_width": "0.5em",
    }


def test_a_paragraph_that_came_out_a_line_shorter_is_a_wish(tmp_path: Path) -> None:
    from banmian.text.ends.fit import squeezed_ends

    block, words = printed(tmp_path, 12.0)
    paragraph = Composer().block(block)
    words.ends = squeezed_ends(paragraph, 12.0, -1)
    words.measures = [120.0] * len(words.ends)
    assert wish_of(paragraph, words) == -1


def test_a_line_that_no_rule_explains_is_held_and_the_rest_goes_on_by_rule(tmp_path: Path) -> None:
    block, words = printed(tmp_path, 12.0)
    paragraph = Composer().block(block)
    moved = words.ends[2] - 2
    after, _ = Composer().ends(paragraph, moved, 120.0)
    words.ends = [*words.ends[:2], moved, *after]
    words.measures = [120.0] * len(words.ends)
    held = held_lines(paragraph, words)
    assert held == {3: moved - words.ends[1]}
    assert Composer().held_ends(paragraph, 0, 120.0, held, 0) == words.ends


def test_every_setting_that_is_tried_is_a_setting_of_the_profiles() -> None:
    from banmian.recover.infer.compose.composition import _TRIED

    assert {field for field, _ in _TRIED} <= set(PROFILES["newspaper"].__struct_fields__)


def test_a_frame_is_cut_where_it_leaves_the_sheet() -> None:
    grid = InferredGrid(10.0, 15.0, (20.0, 20.0, 160.0, 260.0), ((20.0, 160.0),), 0.0, True, 1.0, 1.0)
    inside = placed(grid, "inside", 0, (20.0, 20.0, 160.0, 30.0), {})
    assert within_sheet(inside, grid, (200.0, 300.0), 0.0) is inside
    wide = within_sheet(placed(grid, "wide", 0, (-50.0, 280.0, 400.0, 90.0), {"headline": "main"}), grid, (200.0, 300.0), 8.0)
    assert (wide.rect, wide.rest) == ((-8.0, 280.0, 216.0, 28.0), {"headline": "main"})
    beyond = within_sheet(placed(grid, "beyond", 0, (900.0, -900.0, 40.0, 9.0), {}), grid, (200.0, 300.0), 0.0)
    assert beyond.rect == (199.0, 0.0, 1.0, 1.0)


def vertical_line(*runs: tuple[str, bool]) -> Line:
    """A vertical line of glyphs, turned or not."""
    from banmian.recover.segment.type.glyph import Glyph

    text = [(char, turned) for word, turned in runs for char in word]
    glyphs = tuple(
        Glyph(char, 10.0 * at, -100, 10, 10, 0, "", 1.0, at, vertical=True, turned=turned) for at, (char, turned) in enumerate(text)
    )
    return Line(glyphs, -100, 0, 10.0 * len(glyphs), 10, 0, "", True)


@pytest.mark.parametrize(("line", "settings"), [
    ([("第", False), ("9", False), ("批", False), ("12", False), ("人", False)], {}),
    ([("第", False), ("9", True), ("批", False), ("12", True), ("人", False)], {"square_figures": 0}),
    ([("第", False), ("9", False), ("批", False), ("12", False), ("人", False), ("123", True), ("号", False)], {"square_figures": 2}),
    ([("他说", False), ("“", True), ("好", False), ("”", True)], {"corner_quotes": False}),
    ([("第", False), ("40.99", True), ("批", False)], {}),
])  # fmt: skip
def test_what_stands_upright_in_vertical_lines_is_seen(line: list[tuple[str, bool]], settings: dict[str, object]) -> None:
    assert vertical_settings([vertical_line(*line)]) == settings


def test_settings_that_show_within_lines_are_those_that_bring_glyphs_nearest() -> None:
    """Of two settings that leave the same line ends, the one is taken; what is not allowed, or fixed, is not."""
    true = {"adjacent_marks": 1.0, "line_end": 0.5}

    def error(settings: dict[str, object]) -> float:
        return 0.01 + 0.02 * sum(settings.get(key, 0.0) != value for key, value in true.items())

    def value_of(settings: dict[str, object], field: str) -> object:
        return settings.get(field)

    assert nearest({}, frozenset(), value_of, error, lambda settings: True) == true
    assert nearest({}, frozenset({"line_end"}), value_of, error, lambda settings: True) == {"adjacent_marks": 1.0}
    assert nearest({}, frozenset(), value_of, error, lambda settings: "line_end" not in settings) == {"adjacent_marks": 1.0}
    assert nearest({}, frozenset(), value_of, lambda settings: 0.001, lambda settings: True) == {}


def test_a_style_that_is_composed_otherwise_than_the_page_is_found(tmp_path: Path) -> None:
    page = Composition(PROFILES["newspaper"], "newspaper", {}, 40, 40)
    same = [Sample(*printed(tmp_path, measure)) for measure in (9.5, 11.0, 13.7)]
    assert composed_otherwise(same, page, frozenset()) == {}
    own: dict[str, Any] = {"adjacent_marks": 1.0, "line_end": 0.5}
    other = [Sample(*printed(tmp_path, measure, **own)) for measure in (7.0, 9.5, 11.0, 12.4, 13.7, 17.0)]
    found = composed_otherwise(other, page, frozenset())
    assert found
    held = sum(len(held_lines(Composer().block(_with(sample.block, found)), sample.words)) for sample in other)
    assert held == 0
    assert unexplained(other, page.profile) > 1


def _with(block: PlanBlock, settings: dict[str, object]) -> PlanBlock:
    profile = msgspec.structs.replace(block.style.profile, **settings)
    return msgspec.structs.replace(block, style=msgspec.structs.replace(block.style, profile=profile))


def test_of_a_long_file_paragraphs_are_tried_evenly_and_all_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from banmian.recover.infer.compose import composition

    measures = [7.0 + 0.37 * at for at in range(24)]
    samples = [Sample(*printed(tmp_path, measure, hanging=True)) for measure in measures]
    monkeypatch.setattr(composition, "_MOST_LINES", sum(len(sample.words.ends) for sample in samples) // 3)
    tried = composition._evenly([Trial(sample, Composer()) for sample in samples])
    assert 7 <= len(tried) <= 9
    assert len({id(trial.words) for trial in tried}) == len(tried)
    found = infer_composition(samples, {}, traditional=False)
    assert found.settings
    assert found.explained == found.total == sum(len(sample.words.ends) for sample in samples)
