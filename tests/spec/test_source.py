"""YAML in: places kept, harm refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.spec.files.diagnostics import PageError
from banmian.spec.files.source import Mapping, Scalar, Sequence, parse_nodes


def complaint(text: str) -> str:
    with pytest.raises(PageError) as error:
        parse_nodes(text, "page.yaml")
    return "\n".join(item.render() for item in error.value.diagnostics)


def test_every_value_keeps_its_place() -> None:
    root = parse_nodes("page:\n  trim: a4\nframes:\n  - {id: lead}\n", "page.yaml")
    assert isinstance(root, Mapping)
    frames = root.get("frames")
    assert isinstance(frames, Sequence)
    frame = frames.items[0]
    assert isinstance(frame, Mapping)
    place = frame.get("id")
    assert isinstance(place, Scalar)
    assert str(place.span) == "page.yaml:4:10"


def test_a_tab() -> None:
    assert complaint("page:\n\ttrim: a4\n") == (
        "page.yaml:2:1: error: a tab indents this line\n    2 | \ttrim: a4\n      | ^\n   help: YAML is indented with spaces only"
    )


def test_a_colon_in_plain_text() -> None:
    assert complaint("a: 电话: 123\n").startswith("page.yaml:1:6: error: not YAML: mapping values are not allowed")
    assert "   help: quote a text that holds a colon and a space" in complaint("a: 电话: 123\n")


def test_all_doubled_keys_are_named_at_once() -> None:
    text = complaint("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert "page.yaml:2:1: error: a stands twice" in text
    assert "page.yaml:3:11: error: c stands twice" in text
    assert "   help: the first is in line 1; keep one" in text


def test_an_alias_bomb_is_defused() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    for name, before in zip("bcdefg", "abcdef", strict=True):
        bomb += f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    assert "aliases unfold to more than 200,000 values" in complaint(bomb)


def test_an_alias_within_itself() -> None:
    assert "nested more than 60 levels deep, or within itself" in complaint("a: &a [*a]\n")


def test_an_empty_file() -> None:
    assert complaint("").startswith("page.yaml:1:1: error: the file is empty")


def test_a_key_that_is_a_list() -> None:
    assert "a key is a single word here" in complaint("? [a, b]\n: c\n")


def test_no_value_is_guessed() -> None:
    root = parse_nodes("on: 010\nno: 1:30\n", "page.yaml")
    assert isinstance(root, Mapping)
    assert [node.text for _, node in root.entries.values() if isinstance(node, Scalar)] == ["010", "1:30"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_diagnostic(text: str) -> None:
    try:
        parse_nodes(text, "page.yaml")
    except PageError as error:
        assert error.diagnostics
