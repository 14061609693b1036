"""Bad input: each mistake gets its full message, all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support import compose_file, said

Write = Callable[[str, str], Path]

CONTENT = "stories: {snow: {headline: 雪, text: 济南下雪了。}}\n"
HEAD = "page: {trim: a4, grid: {columns: 2}}\ncontent: content.yaml\nframes:\n"


def page(write: Write, frames: str, head: str = HEAD) -> str:
    write("content.yaml", CONTENT)
    return said(write("page.yaml", head + frames))


def test_a_missing_content_key(write: Write) -> None:
    assert page(write, "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow.lede}\n") == (
        "page.yaml:4:63: error: the story snow has no lede\n"
        "    4 |   - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow.lede}\n"
        "      |                                                               ^\n"
        "   help: known parts: headline, title, text"
    )


def test_an_unknown_frame_key(write: Write) -> None:
    assert page(write, "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flwo: snow}\n") == (
        "page.yaml:4:57: error: unknown key flwo\n"
        "    4 |   - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flwo: snow}\n"
        "      |                                                         ^\n"
        "   help: did you mean flow?"
    )


def test_a_frame_outside_the_grid(write: Write) -> None:
    assert page(write, "  - {id: a, at: {column: 3, line: 1}, size: {lines: 90}, flow: snow}\n") == (
        "page.yaml:4:26: error: the frame a reaches column 3, outside the 2-column grid\n"
        "    4 |   - {id: a, at: {column: 3, line: 1}, size: {lines: 90}, flow: snow}\n"
        "      |                          ^\n"
        "   help: this grid has columns 1 to 2\n"
        "page.yaml:4:53: error: the frame a reaches line 90, outside the grid of 46 lines\n"
        "    4 |   - {id: a, at: {column: 3, line: 1}, size: {lines: 90}, flow: snow}\n"
        "      |                                                     ^\n"
        "   help: this grid has lines 1 to 46"
    )


def test_a_missing_photograph_is_a_warning_and_a_placeholder(write: Write) -> None:
    write("content.yaml", "photos: {bus: {number: ①, file: bus.jpg}}\n")
    path = write("page.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, photo: bus}\n")
    assert said(path) == (
        "page.yaml:4:10: warning: the photograph bus in frame a is missing: there is no file bus.jpg\n"
        "    4 |   - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, photo: bus}\n"
        "      |          ^\n"
        "   help: a labelled placeholder stands in its place"
    )
    composed = compose_file(path, warnings=1)
    assert type(composed.pictures[0]).__name__ == "Placeholder"


def test_a_photograph_that_is_no_picture(write: Write) -> None:
    write("content.yaml", "photos: {bus: {file: bus.jpg}}\n")
    write("bus.jpg", "not a picture")
    path = write("page.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, photo: bus}\n")
    assert said(path).startswith("page.yaml:4:10: error: the picture bus.jpg cannot be used: it is not a picture that can be read")


def test_a_character_that_no_font_has(write: Write) -> None:
    write("content.yaml", "stories:\n  snow:\n    text: |\n      好。\n      他叫[李\U0001f600]{.name}。\n")
    path = write("page.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow}\n")
    assert said(path) == (
        "content.yaml:5:11: warning: no font has 😀 (U+1F600 GRINNING FACE); an empty box is set\n"
        "    5 |       他叫[李😀]{.name}。\n"
        "      |       　　 　^\n"
        "   help: style body looks in song, hei, kai; name a family that has it as fallback:"
    )
    composed = compose_file(path, warnings=1)
    assert "😀" in "".join(line.text for line in composed.lines)


def test_all_characters_that_no_font_has_are_told_once_and_where_each_stands(write: Write) -> None:
    words = "stories:\n  snow:\n    headline: 雪𠀀\n    text: |\n      𠀁𠀀好𠀀。\n      他𠀁\U000e0041。\n"
    write("content.yaml", words)
    frames = (
        "  - {id: h, at: {column: 1, line: 1}, size: {lines: 3}, headline: snow}\n"
        "  - {id: a, at: {column: 1, line: 5}, size: {lines: 9}, flow: snow}\n"
    )
    assert said(write("page.yaml", HEAD + frames)) == (
        "content.yaml:3:16: warning: no font has 3 characters: 𠀀𠀁[U+E0041]; empty boxes are set\n"
        "    3 |     headline: 雪𠀀\n"
        "      |               　^\n"
        "   𠀀 (U+20000 CJK UNIFIED IDEOGRAPH-20000): 3:16, 5:8, 5:10\n"
        "   𠀁 (U+20001 CJK UNIFIED IDEOGRAPH-20001): 5:7, 6:8\n"
        "   [U+E0041] (U+E0041 TAG LATIN CAPITAL LETTER A): 6:9\n"
        "   help: styles headline, body look in song, hei, kai; name a family that has it as fallback:"
    )


def test_a_missing_character_that_is_written_otherwise_is_told_where_its_text_begins(write: Write) -> None:
    write("content.yaml", 'stories: {snow: {text: "好\\U00020000"}}\n')
    path = write("page.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow}\n")
    assert said(path).startswith("content.yaml:1:24: warning: no font has 𠀀 ")


def test_a_broken_font_file(write: Write) -> None:
    write("fonts/broken.otf", "not a font")
    write("fonts/OFL.txt", "licence")
    write(
        "fonts/fonts.yaml",
        "families: {song: {name: Broken, role: 宋}}\ncharset: charset.txt\nfaces:\n"
        "  - {file: broken.otf, family: song, weight: 400, version: '1', source: here, upstream: here, source_file: x,\n"
        "     source_name: x, licence: OFL-1.1, licence_file: OFL.txt, sha256: x}\n",
    )
    write("layout/content.yaml", CONTENT)
    styles = "styles: {name: {family: song}, lead: {family: song}, heading: {family: song}, kicker: {family: song}, deck: {family: song}, "
    styles += "byline: {family: song}, caption: {family: song}, furniture: {family: song}, number: {family: song}}\n"
    path = write(
        "layout/page.yaml",
        HEAD.replace("frames:\n", styles + "frames:\n") + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow}\n",
    )
    text = said(path)
    assert text.startswith("error: the font file ")
    assert "fonts/broken.otf cannot be used: it is no font" in text
    assert "   help: build or copy the font file again; fonts.yaml says where it comes from" in text


def test_a_yaml_tab(write: Write) -> None:
    write("content.yaml", CONTENT)
    assert said(write("page.yaml", "page:\n\ttrim: a4\n")).startswith("page.yaml:2:1: error: a tab indents this line\n")


def test_a_circular_extends(write: Write) -> None:
    write("a.yaml", "extends: b.yaml\n")
    write("b.yaml", "extends: c.yaml\n")
    path = write("c.yaml", "extends: a.yaml\n")
    assert said(path) == (
        "b.yaml:1:10: error: extends goes round in a circle: c.yaml extends a.yaml extends b.yaml extends c.yaml\n"
        "    1 | extends: c.yaml\n"
        "      |          ^\n"
        "   help: take one of the extends out"
    )


def test_a_path_that_leaves_the_project(write: Write) -> None:
    path = write("page.yaml", "page: {trim: a4}\ncontent: ../../etc/passwd\nframes: []\n")
    assert "page.yaml:2:10: error: '../../etc/passwd' leaves the project folder" in said(path)


def test_an_absolute_path(write: Write) -> None:
    path = write("page.yaml", "page: {trim: a4}\ncontent: /etc/passwd\nframes: []\n")
    assert "page.yaml:2:10: error: '/etc/passwd' is not a relative path" in said(path)


def test_a_content_file_that_is_not_there(write: Write) -> None:
    path = write("page.yaml", "page: {trim: a4}\ncontent: words.yaml\nframes: []\n")
    assert "page.yaml:2:10: error: content: there is no file words.yaml" in said(path)


def test_errors_of_the_page_its_styles_and_its_content_come_together(write: Write) -> None:
    write("content.yaml", "stories: {snow: {headlin: 雪}}\n")
    write("styles.yaml", "body: {size: 10}\n")
    path = write(
        "page.yaml",
        "page: {trim: a4, grid: {colums: 2}}\ncontent: content.yaml\nstyles: styles.yaml\nframes:\n"
        "  - {id: a, at: {column: 5, line: 1}, size: {lines: 9}, flow: rain}\n",
    )
    text = said(path)
    for part in (
        "content.yaml:1:18: error: unknown key headlin",
        "page.yaml:1:25: error: unknown key colums",
        "page.yaml:5:26: error: the frame a reaches column 5, outside the 1-column grid",
        "page.yaml:5:63: error: the content has no story rain",
        "styles.yaml:1:14: error: '10' has no unit; write 10pt, 10mm, 10em or 10 lines",
    ):
        assert part in text


def test_styles_going_round_in_a_circle(write: Write) -> None:
    text = page(write, "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow}\n",
                HEAD.replace("frames:", "styles: {a: {based_on: b}, b: {based_on: a}}\nframes:"))  # fmt: skip
    assert "error: styles go round in a circle: a is based on b is based on a" in text


def test_an_unknown_style_family_and_profile(write: Write) -> None:
    text = page(write, "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow, roles: {body: bodi}}\n",
                HEAD.replace("frames:", "styles: {deck: {family: sung}}\nframes:").replace("trim: a4", "trim: a4, profile: newspapr"))  # fmt: skip
    assert "there is no style bodi" in text
    assert "there is no font family sung" in text
    assert "there is no composition profile newspapr" in text
    assert text.count("help: did you mean") == 3


def test_threads_that_cannot_be(write: Write) -> None:
    frames = (
        "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow, next: c}\n"
        "  - {id: b, at: {column: 1, line: 10}, size: {lines: 9}, flow: snow, next: a}\n"
        "  - {id: b, at: {column: 1, line: 20}, size: {lines: 9}}\n"
    )
    text = page(write, frames)
    assert "there is no frame c" in text
    assert "a has a flow of its own" in text
    assert "two frames have the id b" in text


def test_a_frame_with_two_fillings(write: Write) -> None:
    text = page(write, "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow, headline: snow}\n")
    assert "the frame a has both flow and headline" in text


def test_a_page_that_is_not_there(write: Write) -> None:
    write("other.yaml", "")
    assert said(Path("nowhere.yaml")) == (
        "error: the page nowhere.yaml does not exist\n   help: name a page file, such as layout/special-page/print.yaml"
    )


def test_numbers_that_are_none(write: Write) -> None:
    text = page(write, "  - {id: a, at: {column: 1, line: nan}, size: {lines: inf}, flow: snow}\n")
    assert "error: 'nan' is not a number" in text
    assert "error: 'inf' is not a number" in text


def test_a_photographs_name_that_no_system_takes(write: Write) -> None:
    write("content.yaml", f"photos: {{bus: {{file: {'很' * 200}.jpg}}}}\n")
    path = write("page.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, photo: bus}\n")
    assert "warning: the photograph bus in frame a is missing" in said(path)


def test_a_variant_says_only_what_differs(write: Write) -> None:
    write("content.yaml", CONTENT)
    write("base.yaml", HEAD + "  - {id: a, at: {column: 1, line: 1}, size: {lines: 9}, flow: snow}\n")
    path = write("variant.yaml", "extends: base.yaml\npage: {trim: a3}\nframes:\n  - {id: a, at: {column: 2}}\n")
    composed = compose_file(path)
    assert composed.trim[0] > 800
    assert composed.frames[0].rect.x > 400
