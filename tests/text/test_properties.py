"""What holds for any mixture of Han, Western, figures and marks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.spec.types.profile import Strictness
from banmian.text.compose import Composer
from banmian.text.ends.breaks import LINE_END_PROHIBITED, LINE_START_PROHIBITED
from banmian.text.ends.greedy import line_end
from banmian.text.paragraph import SLACK
from tests.support import Typesetter

ALPHABET = "中国人民山东援疆" * 3 + "、，。；：！？“”‘’「」『』（）《》—…·～％々" + "0123456789.,%-" + "abcXYZ ()" + "𠀀"
TEXTS = st.text(alphabet=ALPHABET, min_size=1, max_size=90).map(str.strip).filter(bool)
MEASURES = st.floats(min_value=3, max_value=30)
STRICTNESS = st.sampled_from(list(Strictness))


@settings(max_examples=150, deadline=None)
@given(TEXTS, MEASURES, STRICTNESS)
def test_no_text_is_lost_or_doubled(typesetter: Typesetter, text: str, measure: float, strictness: Strictness) -> None:
    lines = typesetter.lines(text, measure, strictness=strictness)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=150, deadline=None)
@given(TEXTS, MEASURES, STRICTNESS)
def test_no_prohibited_mark_at_a_legal_break(typesetter: Typesetter, text: str, measure: float, strictness: Strictness) -> None:
    paragraph = Composer().paragraph(text, typesetter.style(strictness=strictness))
    start = 0
    while start < len(text):
        start, legal = line_end(paragraph, start, measure)
        if legal and start < len(text):
            assert text[start] not in LINE_START_PROHIBITED[strictness] - set("—…")
            assert text[start - 1] not in LINE_END_PROHIBITED[strictness]


@settings(max_examples=150, deadline=None)
@given(TEXTS, MEASURES)
def test_no_line_is_wider_than_its_measure_and_none_is_needlessly_short(typesetter: Typesetter, text: str, measure: float) -> None:
    paragraph = Composer().paragraph(text, typesetter.style())
    start = 0
    while start < len(text):
        end, legal = line_end(paragraph, start, measure)
        assert paragraph.width(start, end) <= measure + SLACK or end == start + 1
        if legal and end < len(text):
            following = paragraph.breaks.find(1, end + 1)
            assert following < 0 or paragraph.width(start, following) > measure - SLACK
        start = end


@settings(max_examples=100, deadline=None)
@given(TEXTS, MEASURES)
def test_justified_lines_meet_the_measure(typesetter: Typesetter, text: str, measure: float) -> None:
    from banmian.fonts.face import open_face

    for line in typesetter.set(text, measure)[:-1]:
        if len(line.text) < 2 or not line.runs:
            continue
        run = line.runs[-1]
        face = open_face(run.face)
        drawn = sum(face.advance(glyph) * run.width * run.size for glyph in run.glyphs) + sum(run.adjust)
        assert run.x + drawn <= line.measure + 0.06 * line.size or line.text[-1] not in "、，。"


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, MEASURES)
def test_breaks_do_not_depend_on_what_follows_by_more_than_a_line(
    typesetter: Typesetter, text: str, more: str, measure: float
) -> None:
    alone = typesetter.lines(text, measure)
    longer = typesetter.lines(text + "国" + more, measure)
    assert longer[: max(0, len(alone) - 2)] == alone[: max(0, len(alone) - 2)]
