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


# What an editor circles

WIDE = """\
page: {trim: 500pt x 400pt, margins: 20pt, grid: {columns: 3, gutter: 20pt, size: 10pt, leading: 15pt}ALLOW}
styles: {body: {indent: 0pt}, heading: {size: 12pt, takes: [2, 3], balance: false}}
"""
TEXT = "一二三四五六七八九十甲乙丙丁"  # one line of 140 pt


def wide(write: Write, content: str, *frames: str, allow: str = "") -> Path:
    rows = "".join(f"  - {{{frame}}}\n" for frame in frames)
    return write("page.yaml", f"{WIDE.replace('ALLOW', allow)}content: {content}\nframes:\n{rows}")


def story(text: str) -> str:
    return f"{{stories: {{s: {{text: {text!r}}}}}}}"


def test_a_gutter_through_the_whole_page(write: Write) -> None:
    columns = [
        f"id: c{at}, at: {{column: {at}, line: 1}}, size: {{lines: 24}}, {'flow: s, ' if at == 1 else ''}" for at in (1, 2, 3)
    ]
    frames = [f"{columns[0]}next: c2", f"{columns[1]}next: c3", columns[2].rstrip(", ")]
    told = said(wide(write, story(TEXT * 60), *frames))
    assert "通腔: a gap before column 2 runs through the whole page 1; nothing crosses it" in told
    assert "通腔: a gap before column 3" in told
    assert said(wide(write, story(TEXT * 60), *frames, allow=", allow: [through-gutter]")) == ""


def test_a_picture_across_the_gutter_closes_it(write: Write) -> None:
    frames = [
        "id: p, at: {column: 1, line: 1}, size: {columns: 3, lines: 1}, rule: thin",
        "id: h, at: {column: 1, line: 2}, size: {columns: 3, lines: 3}, headline: s",
        "id: a, at: {column: 1, line: 5}, size: {lines: 20}, flow: s, next: b",
        "id: b, at: {column: 2, line: 5}, size: {lines: 20}, next: c",
        "id: c, at: {column: 3, line: 5}, size: {lines: 20}",
    ]
    content = f"{{stories: {{s: {{headline: 大, text: {TEXT * 50!r}}}}}}}"
    assert said(wide(write, content, *frames)) == ""


def test_headings_side_by_side(write: Write) -> None:
    content = "{stories: {s: {sections: [{id: a, heading: 一二三四五六七八九十, text: 好}, {id: b, heading: 甲乙丙, text: 好}]}}}"
    frames = [
        "id: a, at: {column: 1, line: 2}, size: {lines: 4}, flow: s.a",
        "id: b, at: {column: 2, line: LINE}, size: {lines: 4}, flow: s.b",
    ]
    level = [frame.replace("LINE", "2") for frame in frames]
    assert "碰题: 一二三四五六七八九十 and 甲乙丙 stand side by side" in said(wide(write, content, *level))
    assert said(wide(write, content, *[frame.replace("LINE", "4") for frame in frames])) == ""


def test_a_heading_at_a_columns_foot(write: Write) -> None:
    # The first column holds the heading alone, so that no rule can keep it with its text.
    content = "{stories: {s: {sections: [{id: a, heading: 题, text: 一二三四五六七八九十}]}}}"
    frames = [
        "id: a, at: {column: 1, line: 1}, size: {lines: 2}, flow: s, next: b",
        "id: b, at: {column: 2, line: 5}, size: {lines: 4}",
    ]
    assert "背题: the heading 题 stands at the foot of a column in a, its text in b" in said(wide(write, content, *frames))


def test_a_thread_that_goes_on_before_where_it_comes_from(write: Write) -> None:
    frames = [
        "id: a, at: {column: 2, line: 1}, size: {lines: 2}, flow: s, next: b",
        "id: b, at: {column: 1, line: 1}, size: {lines: 4}",
    ]
    assert "reading order: a goes on in b, which stands before it" in said(wide(write, story(TEXT * 5), *frames))


def test_a_thread_that_goes_on_behind_another_story(write: Write) -> None:
    content = f"{{stories: {{s: {{text: {TEXT * 5!r}}}, t: {{text: {TEXT!r}}}}}}}"
    frames = [
        "id: a, at: {column: 1, line: 1}, size: {lines: 2}, flow: s, next: b",
        "id: b, at: {column: 3, line: 1}, size: {lines: 4}",
        "id: c, at: {column: 2, line: 1}, size: {lines: 4}, flow: t",
    ]
    assert "reading order: a goes on in b, behind c of another story" in said(wide(write, content, *frames))


def test_one_character_alone_where_the_profile_forbids_it(write: Write) -> None:
    frame = "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s, composition: {lone_character: false, strictness: none}"
    # Locked lines leave the engine no choice.
    path = wide(write, story(TEXT + "戊"), frame)
    path.write_text(
        path.read_text(encoding="utf-8") + "paragraphs: [{of: s.text, paragraph: 1, locked: [14, 1]}]\n", encoding="utf-8"
    )
    assert "孤字: one character stands alone in a line of a: 戊" in said(path)


def test_a_paragraphs_last_line_alone_at_a_columns_head(write: Write) -> None:
    # Three lines, two of them here: the widow rule would leave one line alone at the foot, locked lines stay.
    frames = [
        "id: a, at: {column: 1, line: 1}, size: {lines: 2}, flow: s, next: b",
        "id: b, at: {column: 2, line: 1}, size: {lines: 4}",
    ]
    path = wide(write, story(TEXT * 2 + "甲乙"), *frames)
    assert said(path) == ""  # the engine moves a line


def test_rivers(write: Write) -> None:
    # Long words in a short measure: each line has one gap, and they stand under each other.
    text = "春风 " + "abcdefghij 春风 " * 12
    frame = "id: a, at: {x: 0pt, line: 1}, size: {width: 96pt, lines: 20}, flow: s, composition: {spread_limit: 9em}"
    assert "a river runs through 4 lines of a" in said(wide(write, story(text.strip()), frame))


def test_content_that_no_frame_sets(write: Write) -> None:
    content = "{stories: {s: {text: 一}, t: {headline: 题, sections: [{id: u, text: 二}]}}, quotes: {q: 三}}"
    path = wide(write, content, "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s")
    assert "warning: no frame sets t.headline, t.u, quotes.q" in said(path, unset=True)


def test_a_frame_out_of_the_type_area(write: Write) -> None:
    frame = "id: a, at: {x: -8pt, line: 1}, size: {width: 100pt, lines: 4}, flow: s"
    assert "the frame a reaches 8.0 pt out of the type area, and not to the trim" in said(wide(write, story(TEXT), frame))
    bleeding = "id: a, at: {x: -20pt, line: 1}, size: {width: 100pt, lines: 4}, flow: s"
    assert "type area" not in said(wide(write, story(TEXT), bleeding))


def test_a_picture_apart_from_its_story(write: Write) -> None:
    from PIL import Image

    content = f"{{stories: {{s: {{text: {TEXT!r}}}}}, photos: {{p: {{file: p.png, story: s}}}}}}"
    text = "id: a, at: {column: 1, line: 1}, size: {lines: 4}, flow: s"
    path = wide(write, content, text, "id: p, at: {column: 3, line: 12}, size: {lines: 8}, photo: p")
    Image.new("L", (600, 600), 128).save(path.parent / "p.png")
    assert "the picture in p is parted from its story s" in said(path)
    wide(write, content, text, "id: p, at: {column: 2, line: 1}, size: {lines: 8}, photo: p")
    assert said(path) == ""


@pytest.mark.parametrize(("grey", "told"), [(128, True), (20, False)])
def test_type_over_a_picture_without_contrast(write: Write, grey: int, told: bool) -> None:
    from PIL import Image

    content = f"{{stories: {{s: {{text: {TEXT!r}}}}}, photos: {{p: {{file: p.png}}}}}}"
    frames = [
        "id: p, at: {column: 1, line: 1}, size: {lines: 8}, photo: p",
        "id: a, at: {column: 1, line: 3}, size: {lines: 2}, flow: s, z: 1, roles: {body: light}",
    ]
    path = wide(write, content, *frames)
    path.write_text(path.read_text(encoding="utf-8").replace("styles: {", "styles: {light: {colour: k 20}, "), encoding="utf-8")
    Image.new("L", (600, 600), grey).save(path.parent / "p.png")
    found = said(path)
    assert ("type of a over the picture of p has a contrast of" in found) == told
    assert bool(found) == told
