"""What is said of a page that would not print well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ROOT, compose_file, said

Write = Callable[[str, str], Path]

HEAD = """\
page: {trim: 200pt x 200pt, margins: 20pt, grid: {columns: 2, gutter: 20pt, size: 10pt, leading: 15pt}}
styles: {body: {indent: 0pt}}
content:
  stories: {s: {text: 一二三四五六七八九十一二三四五六七八九十}, t: {text: 甲乙丙丁}}
  photos: {p: {file: p.png}}
frames:
"""


def page(write: Write, *frames: str) -> Path:
    from PIL import Image

    path = write("page.yaml", HEAD + "".join(f"  - {{{frame}}}\n" for frame in frames))
    Image.new("L", (400, 400), 128).save(path.parent / "p.png")
    return path


A = "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s"


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("id: b, at: {column: 1, line: 3}, size: {lines: 4}, flow: t", "the type of frames a and b overlaps by 40.0 x 10.0 pt"),
        ("id: b, at: {column: 2, line: 1}, size: {lines: 4}, flow: t", ""),
        ("id: b, at: {column: 1, line: 4}, size: {lines: 4}, flow: t", ""),
        ("id: b, at: {column: 1, y: 20pt}, size: {lines: 2}, flow: t", "the type of frames a and b overlaps by 40.0 x"),
        ("id: b, at: {column: 1, line: 2}, size: {lines: 3}, photo: p", "the type of frame a stands over the picture of b, by 70.0 x"),
        ("id: b, at: {x: 160pt, line: 6}, size: {width: 15pt, lines: 9}, flow: t, direction: vertical", "the frame b reaches line 14, outside"),
    ],
)  # fmt: skip
def test_what_stands_where_it_should_not(write: Write, frame: str, told: str) -> None:
    found = said(page(write, A, frame))
    assert told in found
    assert bool(found) == bool(told)


def test_each_pair_is_told_once_with_its_place(write: Write) -> None:
    found = said(page(write, A, "id: b, at: {column: 1, line: 1}, size: {lines: 4}, flow: s"))
    assert found.count("overlaps") == 1
    assert found.startswith("page.yaml:8:10: warning: the type of frames a and b overlaps")
    assert found.endswith("help: move b, or make a smaller")


def test_type_that_overflows_its_frame_beyond_the_trim(write: Write) -> None:
    head = HEAD.replace("styles: {", "styles: {headline: {size: 60pt, leading: 60pt}, ").replace("t: {", "h: {headline: 大}, t: {")
    path = write("page.yaml", head + "  - {id: b, at: {column: 1, y: -15pt}, size: {columns: 2, height: 10pt}, headline: h}\n")
    assert "warning: the type of frame b stands 20.0 pt beyond the trim, where it is cut off" in said(path)


def test_a_frame_that_stays_empty(write: Write) -> None:
    found = said(
        page(
            write,
            "id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: t, next: b",
            "id: b, at: {column: 2, line: 1}, size: {lines: 9}",
        )
    )
    assert "page.yaml:8:10: warning: the frame b stays empty" in found


@pytest.mark.parametrize("name", ["special-page/print.yaml", "specimens/composition.yaml"])
def test_the_project_s_own_pages_are_found_well(name: str) -> None:
    compose_file(ROOT / "layout" / name, warnings=0)
