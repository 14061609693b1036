"""Fonts by family and weight: from the project's fonts, from the page's folder, from the machine where the page allows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banmian.fonts.library import choose, faces_in
from banmian.page.composed import ComposedPage
from banmian.spec.files.diagnostics import PageError
from tests.fonts.made import KINDS, TEXT, cut, make, named
from tests.support import compose_file, said

Write = Callable[[str, str], Path]
PAGE = """\
page: {{trim: a5{page}}}
styles: {{body: {{family: {family}, size: 12pt{style}}}}}
content: {{stories: {{s: {{text: '{text}'}}}}}}
frames: [{{id: a, at: {{column: 1, line: 1}}, size: {{lines: 8}}, flow: s}}]
"""


def page(family: str, style: str = "", page: str = "", text: str = TEXT) -> str:
    return PAGE.format(family=family, style=style, page=page, text=text)


def faces(composed: ComposedPage) -> set[tuple[str, int, tuple[tuple[str, float], ...]]]:
    return {(Path(run.face.path).name, run.face.index, run.face.variations) for line in composed.lines for run in line.runs}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", ["fonts", "layout/fonts", "layout"])
def test_a_family_is_found_in_the_projects_fonts_and_beside_the_page(kind: str, folder: str, write: Write) -> None:
    path = write("layout/page.yaml", page("made"))
    place = path.parent.parent / folder
    place.mkdir(exist_ok=True)
    file, index = make(kind, place)
    assert {found[:2] for found in faces(compose_file(path))} == {(file.name, index)}


def test_a_variable_font_is_pinned_at_the_styles_weight_and_width(write: Write, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    make("variable", tmp_path / "fonts")
    for style, wanted in (
        (", weight: 650", (("wdth", 100.0), ("wght", 650.0))),
        (", stretch: 80%", (("wdth", 80.0), ("wght", 400.0))),
    ):
        assert {found[2] for found in faces(compose_file(write("page.yaml", page("Made", style))))} == {wanted}
    beyond = compose_file(write("page.yaml", page("Made", ", weight: 1000, stretch: 20%")))
    assert {found[2] for found in faces(beyond)} == {(("wdth", 75.0), ("wght", 900.0))}


def test_the_nearest_face_is_taken(tmp_path: Path) -> None:
    for style, weight in (("Regular", 400), ("Medium", 500), ("Heavy", 900)):
        named(cut("BanmianKai-Regular.ttf", "大"), "Own", style, weight).save(tmp_path / f"{style}.ttf")
    found = faces_in(tmp_path)
    for wanted, name in ((100, "Regular"), (440, "Regular"), (450, "Medium"), (600, "Medium"), (800, "Heavy")):
        record = choose(found, "own", wanted)
        assert record is not None
        assert Path(record.path).stem == name
    assert choose(found, "Own Heavy", 400).path.endswith("Heavy.ttf")  # type: ignore[union-attr]  # by its full name
    assert choose(found, "Other", 400) is None


def test_a_font_that_does_not_say_how_heavy_it_is_is_regular(tmp_path: Path) -> None:
    font = named(cut("BanmianKai-Regular.ttf", "大"), "Own", weight=900)
    del font["OS/2"]
    font.save(tmp_path / "own.ttf")
    (found,) = faces_in(tmp_path)
    assert (found.weight, found.stretch, found.italic, found.rights) == (400, 100.0, False, 0)


def test_names_in_every_language_count(tmp_path: Path) -> None:
    font = named(cut("BanmianKai-Regular.ttf", "大"), "Shu Song")
    font["name"].setName("书宋", 1, 3, 1, 0x804)
    font.save(tmp_path / "own.ttf")
    found = faces_in(tmp_path)
    assert {record.path for name in ("书宋", "shu song") if (record := choose(found, name, 400))} == {str(tmp_path / "own.ttf")}
    assert found[0].family == "书宋"


def test_an_italic_is_taken_where_there_is_one(tmp_path: Path) -> None:
    for style in ("Regular", "Italic"):
        font = named(cut("BanmianKai-Regular.ttf", "a"), "Own", style)
        font["OS/2"].fsSelection = 0x01 if style == "Italic" else 0x40
        font.save(tmp_path / f"{style}.ttf")
    found = faces_in(tmp_path)
    assert [Path(choose(found, "Own", 400, 100, italic).path).stem for italic in (True, False)] == ["Italic", "Regular"]  # type: ignore[union-attr]


def test_a_span_may_have_a_family_of_its_own(write: Write, tmp_path: Path) -> None:
    make("ttf", tmp_path)
    composed = compose_file(write("page.yaml", page("song", text="大众[日报]{family=Made}一版")))
    assert [(run.text, run.face.family) for line in composed.lines for run in line.runs] == [
        ("大众", "song"),
        ("日报", "Made"),
        ("一版", "song"),
    ]


def test_a_family_that_is_not_there_says_where_fonts_lie(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("banmian.fonts.system.font_folders", lambda: (tmp_path / "machine",))
    text = said(write("page.yaml", page("Mode")))
    assert text.startswith("page.yaml:2:25: error: there is no font family Mode\n")
    assert text.endswith("font files lie in fonts/ or beside the page")
    make("ttf", tmp_path)
    assert "did you mean Made?" in said(write("page.yaml", page("Mode")))


def test_the_machines_fonts_count_where_the_page_allows_them(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = tmp_path / "machine"
    machine.mkdir()
    make("variable", machine)
    monkeypatch.setattr("banmian.fonts.system.font_folders", lambda: (machine,))
    assert "this machine has it: page: {system_fonts: [Made]} allows it" in said(write("page.yaml", page("Made")))
    composed = compose_file(write("page.yaml", page("Made", ", weight: 700", ", system_fonts: [made]")))
    assert faces(composed) == {("variable.ttf", 0, (("wdth", 100.0), ("wght", 700.0)))}


# Rights


@pytest.mark.parametrize(
    ("rights", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x200, False), (6, True), (0x102, False)]
)
def test_a_font_that_may_not_be_embedded_is_refused(rights: int, allowed: bool, write: Write, tmp_path: Path) -> None:
    named(cut("BanmianKai-Regular.ttf"), "Own", rights=rights).save(tmp_path / "own.ttf")
    path = write("page.yaml", page("Own"))
    if allowed:
        assert faces(compose_file(path)) == {("own.ttf", 0, ())}
    else:
        assert f"the font file own.ttf may not be embedded: its maker says so (OS/2, fsType {rights}" in said(path)


def test_a_font_that_may_be_embedded_whole_only_goes_in_whole(tmp_path: Path) -> None:
    from banmian.fonts.face import Face
    from banmian.fonts.subset import make_subset
    from banmian.spec.catalogue import FaceRecord

    sizes = []
    for rights in (0, 0x100):
        named(cut("BanmianKai-Regular.ttf"), "Own", rights=rights).save(tmp_path / f"{rights}.ttf")
        face = Face(FaceRecord(str(tmp_path / f"{rights}.ttf"), 0, "Own", 400))
        sizes.append(len(make_subset(face, [face.glyphs["大"]]).data))
    assert sizes[1] > 2 * sizes[0]


def test_it_is_the_same_page_on_paper_whatever_holds_the_font(write: Write, tmp_path: Path) -> None:
    """One family as OpenType, in a collection and as WOFF2: the same subset in the PDF."""
    from banmian.output.pdf import pdf_bytes

    made = []
    for kind in ("cid", "otc", "woff2"):
        folder = tmp_path / kind / "fonts"
        folder.mkdir(parents=True)
        make(kind, folder)
        made.append(pdf_bytes(compose_file(write(f"{kind}/page.yaml", page("Made")))))
    assert made[0] == made[1] == made[2]


def test_a_font_that_cannot_be_read_ends_the_page_with_its_name(write: Write, tmp_path: Path) -> None:
    file, _ = make("ttf", tmp_path)
    data = bytearray(file.read_bytes())
    at = data.index(b"loca")
    data[at + 12 : at + 16] = (4).to_bytes(4, "big")
    file.write_bytes(data)
    with pytest.raises(PageError, match=r"the font file ttf\.ttf is broken: its table loca breaks off"):
        compose_file(write("page.yaml", page("Made")))
