"""How errors and warnings are told: what, where, what to do; each cause once."""

from __future__ import annotations

import pytest

from banmian.spec.files.diagnostics import Diagnostic, Severity, SourceFile, Span, in_order, told_once, told_places

LINES = SourceFile("page.yaml", "\n".join(f"line {number}" for number in range(1, 40)))


def warning(line: int, message: str = "too wide", hint: str = "narrow it") -> Diagnostic:
    return Diagnostic(Span(LINES, line, 3), message, hint, Severity.WARNING)


def shown(text: str, column: int) -> list[str]:
    return Diagnostic(Span(SourceFile("a.yaml", text), 1, column), "wrong").render().splitlines()[1:]


def test_a_line_that_can_be_seen_is_shown_whole() -> None:
    assert shown("a" * 100, 90)[0] == "    1 | " + "a" * 100


def test_a_long_line_is_cut_round_the_place() -> None:
    text = "a" * 200 + "X" + "b" * 200
    row, caret = shown(text, 201)
    assert row == f"    1 | …{'a' * 44}X{'b' * 43}…"
    assert row.index("X") == caret.index("^")


def test_a_long_line_is_cut_behind_a_place_at_its_head() -> None:
    row, caret = shown("  Xab" + "c" * 200, 3)
    assert row == "    1 |   Xab" + "c" * 83 + "…"
    assert row.index("X") == caret.index("^")


def test_a_long_line_is_cut_before_a_place_at_its_end() -> None:
    row, caret = shown("a" * 200 + "X", 201)
    assert row == f"    1 | …{'a' * 44}X"
    assert row.index("X") == caret.index("^")


def test_wide_characters_take_two_columns() -> None:
    row, caret = shown("版" * 100 + "X" + "面" * 100, 101)
    assert row == f"    1 | …{'版' * 22}X{'面' * 21}…"
    assert caret == "      | \u2002" + "\u3000" * 22 + "^"


@pytest.mark.parametrize("count", [3, 4, 9])
def test_warnings_of_one_kind_are_told_once_with_a_count(count: int) -> None:
    told = told_once(in_order([warning(line, f"{line} too wide") for line in range(1, count + 1)]))
    if count < 4:
        assert len(told) == count
        return
    (text,) = told
    assert text.splitlines()[0] == "page.yaml:1:3: warning: 1 too wide"
    places = ", ".join(f"{line}:3" for line in range(2, count + 1)[:6]) + (" and 2 more" if count == 9 else "")
    assert text.splitlines()[-2:] == [f"   and {count - 1} more of the kind: {places}", "   help: narrow it"]


def test_errors_and_other_kinds_stand_for_themselves() -> None:
    errors = [Diagnostic(Span(LINES, line, 1), "wrong", "mend it") for line in range(1, 6)]
    others = [warning(line, hint=f"narrow {line}") for line in range(1, 6)]
    without = [Diagnostic(None, f"{line}", "narrow it", Severity.WARNING) for line in range(5)]
    assert len(told_once([*errors, *others, *without])) == 15


def test_the_order_of_the_file_is_kept() -> None:
    told = told_once([warning(1), warning(2, "other", "mend it"), *(warning(line) for line in range(3, 7))])
    assert [text.splitlines()[0] for text in told] == ["page.yaml:1:3: warning: too wide", "page.yaml:2:3: warning: other"]


def test_places_name_their_file_where_it_changes_and_count_what_stands_twice() -> None:
    other = SourceFile("b.yaml", "")
    spans = [Span(LINES, 1, 2), Span(LINES, 3, 4), Span(LINES, 3, 4), Span(other, 5, 6), Span(other, 7, 8)]
    assert told_places(spans) == "page.yaml:1:2, 3:4 (2 times), b.yaml:5:6, 7:8"
    assert told_places(spans, "page.yaml") == "1:2, 3:4 (2 times), b.yaml:5:6, 7:8"


def test_many_things_are_told_by_their_first_and_named_after_that() -> None:
    rows = tuple((f"{char} (x)", (Span(LINES, at + 1, 1),)) for at, char in enumerate("一二三四五六七八九十"))
    told = Diagnostic(Span(LINES, 1, 1), "missing", "", Severity.WARNING, places=rows).render().splitlines()[3:]
    assert told[0] == "   一 (x): 1:1"
    assert told[8:] == ["   and 2 more, from 9:1 on: 九十"]
