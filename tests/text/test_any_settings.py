"""What holds for any mixture of characters, marked and styled in any way, under any settings, in both directions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.fonts.face import open_face
from banmian.plan.markup import Mark, MarkKind
from banmian.plan.plan import Block, StyledPart
from banmian.plan.style import ParagraphStyle
from banmian.spec.catalogue import FaceRecord
from banmian.spec.types.profile import Breaker, Fit, Hyphenation, Language, Profile, Strictness, WayOut
from banmian.spec.types.style import Align
from banmian.text.compose import Composer, Place
from banmian.text.ends.breaks import LINE_END_PROHIBITED, LINE_START_PROHIBITED
from banmian.text.ends.fit import line_cost
from banmian.text.ends.greedy import line_ends
from banmian.text.lines.line import SetLine
from banmian.text.paragraph import SLACK, Paragraph
from banmian.text.widths.marks import SILENT, SPACES
from tests.support import NOWHERE, ROOT, make_style

FACES = tuple(
    FaceRecord(str(ROOT / "fonts" / name), 0, name[:9], 400) for name in ("NotoSerifSC-Regular.otf", "BanmianKai-Regular.ttf")
)
PIECES = [
    *"中国人民山东援疆一二三四五六七八九十𠀀㐀々ラ한",
    *"、，。；：！？“”‘’「」『』（）《》【】—…·～％／",
    "——", "……", "…………", "！！", "？！", "2020", "40.99%", "-5", "3,000", "￥100", "A", "PDF", "office", "representation",
    " ", "soft\u00adhyphen", "\u200b", "\u00a0", "e\u0301", "葛\U000e0100", "👩\u200d🚀", "http://a.cn/b-c", "[1]", "①", "(", ")", '"', "'", "☃",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).map(str.strip).filter(bool)
MEASURES = st.floats(min_value=4, max_value=24)
EMS = st.sampled_from([0.5, 1.0])
PROFILES = st.builds(
    Profile,
    name=st.just("any"),
    language=st.sampled_from(list(Language)),
    strictness=st.sampled_from(list(Strictness)),
    way_out=st.sampled_from(list(WayOut)),
    breaker=st.sampled_from(list(Breaker)),
    adjacent_marks=st.sampled_from([1.0, 1.5, 2.0]),
    line_end=EMS,
    line_start=EMS,
    han_western_gap=st.sampled_from([0.0, 0.25]),
    western_grid=st.booleans(),
    gap_beside_signs=st.booleans(),
    hanging=st.booleans(),
    lone_character=st.booleans(),
    glued_quotes=st.booleans(),
    hyphenation=st.sampled_from(list(Hyphenation)),
    digit_width=st.sampled_from([None, 0.45]),
    ascii_bracket_width=st.sampled_from([None, 0.5]),
    bracket_width=st.sampled_from([None, 0.6]),
    quote_width=st.sampled_from([None, 0.35]),
    interpunct_width=st.sampled_from([None, 0.5, 1.0]),
    connector_width=st.sampled_from([None, 0.5]),
    squeeze_stops=st.booleans(),
    fit=st.sampled_from(list(Fit)),
    narrow_alike=st.booleans(),
    han_western_least=st.sampled_from([None, 0.125]),
    square_figures=st.sampled_from([0, 2, 3]),
)


def _style(profile: Profile, **changes: Any) -> ParagraphStyle:
    return msgspec.structs.replace(make_style(FACES[0]), faces=FACES, profile=profile, **changes)


STYLES = st.builds(
    _style,
    PROFILES,
    indent=st.sampled_from([0.0, 2.0]),
    align=st.sampled_from(list(Align)),
    tracking=st.sampled_from([0.0, 0.1]),
    vertical=st.booleans(),
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text, style = draw(TEXTS), draw(STYLES)
    parts: tuple[StyledPart, ...] = ()
    marks: tuple[Mark, ...] = ()
    if draw(st.booleans()) and len(text) > 2:
        start = draw(st.integers(0, len(text) - 2))
        end = draw(st.integers(start + 1, len(text)))
        own = msgspec.structs.replace(style, size=draw(st.sampled_from([6.0, 10.0, 15.0])), width=draw(st.sampled_from([0.8, 1.0])))
        parts = (StyledPart(start, end, own),)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text) - 1))
        marks = (Mark(at, at + 1, draw(st.sampled_from([MarkKind.RUBY, MarkKind.ZHUYIN])), "ㄏㄢˋ"),)
    small = msgspec.structs.replace(style, size=5.0, indent=0.0, align=Align.START, tracking=0.0)
    return Block(text, style, "body", "test", 1, NOWHERE, marks, parts, {mark.kind: small for mark in marks})


def set_block(composer: Composer, block: Block, measure: float) -> tuple[Paragraph, list[int], list[int], list[SetLine]]:
    paragraph = composer.block(block)
    ends, cut = composer.ends(paragraph, 0, measure * 10)
    place = Place(0.0, 100.0, measure * 10)
    return paragraph, ends, cut, [composer.set_line(paragraph, block, start, end, place) for start, end in pairwise([0, *ends])]


def told(text: str) -> str:
    return "".join(char for char in text if char not in SILENT and char not in SPACES)


@settings(max_examples=200, deadline=None)
@given(blocks(), MEASURES)
def test_no_text_is_lost_or_doubled(block: Block, measure: float) -> None:
    _, ends, _, lines = set_block(Composer(), block, measure)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(block.text)
    assert told("".join(line.text for line in lines)) == told(block.text)
    assert told("".join(run.text for line in lines for run in line.runs)) == told(block.text)


@settings(max_examples=200, deadline=None)
@given(blocks(), MEASURES)
def test_no_prohibited_start_or_end_but_the_reported_ones(block: Block, measure: float) -> None:
    paragraph, ends, cut, _ = set_block(Composer(), block, measure)
    strictness = block.style.profile.strictness
    for end in ends[:-1]:
        if end in cut or paragraph.breaks[end] == 2:
            continue
        assert paragraph.breaks[end]
        if block.text[end - 1] == "/" and "://" in block.text:
            continue  # L8 before L4: a URL is parted after its solidi
        before = block.text[:end].rstrip(SPACES)
        assert block.text[end] not in LINE_START_PROHIBITED[strictness] - set("—…")
        assert before[-1:] not in LINE_END_PROHIBITED[strictness]


@settings(max_examples=200, deadline=None)
@given(blocks(), MEASURES)
def test_no_line_is_wider_than_its_measure_by_more_than_a_hanging_mark(block: Block, measure: float) -> None:
    paragraph, ends, cut, lines = set_block(Composer(), block, measure)
    for (start, end), line in zip(pairwise([0, *ends]), lines, strict=True):
        alone = not any(paragraph.breaks[start + 1 : end])
        spread = block.style.align in (Align.JUSTIFY, Align.JUSTIFY_ALL, Align.DISTRIBUTE)
        over = paragraph.width(start, end) - measure
        hung = paragraph.last_advance(paragraph.visible_end(start, end)) if paragraph.hangs(start, end, measure) else 0.0
        if end in cut or (alone and end - start == 1):
            continue
        assert over <= max(hung, paragraph.narrowable(start, end)) + SLACK
        if spread and line.runs and not alone and not hung:
            last = line.runs[-1]
            face = open_face(last.face)
            if last.mode.value == "horizontal":
                reach = sum(face.advance(glyph) * last.width * last.size for glyph in last.glyphs[:-1]) + sum(
                    last.adjust[: len(last.glyphs) - 1]
                )
                assert last.x + reach <= measure * 10 + 0.01


@settings(max_examples=100, deadline=None)
@given(blocks(), blocks(), MEASURES)
def test_lines_do_not_depend_on_what_stands_before_or_behind(block: Block, other: Block, measure: float) -> None:
    composer = Composer()
    set_block(composer, other, measure)
    after = set_block(composer, block, measure)[3]
    set_block(composer, other, measure)
    assert after == set_block(Composer(), block, measure)[3] == set_block(composer, block, measure)[3]


@settings(max_examples=100, deadline=None)
@given(blocks(), MEASURES)
def test_total_fit_is_never_worse_than_first_fit_by_its_own_measure(block: Block, measure: float) -> None:
    style = msgspec.structs.replace(block.style, profile=msgspec.structs.replace(block.style.profile, breaker=Breaker.OPTIMAL))
    paragraph = Composer().block(msgspec.structs.replace(block, style=style, parts=()))
    ends, _ = Composer.ends(paragraph, 0, measure * 10)
    first = line_ends(paragraph, measure)
    costs = [[line_cost(paragraph, start, end, measure) for start, end in pairwise([0, *found])] for found in (ends, first)]
    if None not in costs[1] and all(paragraph.breaks[end] for end in first):
        assert sum(filter(None, costs[0])) <= sum(filter(None, costs[1])) + 1e-6
