"""The structure of tagged files: what everything is, in which order it is read, and that every paint is told."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import RFC_4122, UUID

import pypdfium2
import pytest
import yaml
from pypdf import PdfReader

from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.attachments import Attachment, Relationship
from banmian.output.sheet.standard import Keeping, Standard, keeping
from banmian.page.composed import ComposedPage
from banmian.press.preflight.gather.archive import archive_facts
from banmian.reading.aloud import read_aloud
from banmian.spec.files.diagnostics import PageError, Severity
from benchmarks.random_pages import Drawer
from tests.output.tagged_support import BUS, PAGE, Node, VeraPdf, kept, pages_of, reader_pages, structure_of_pdf, tagged
from tests.support import ROOT, needs_tool

LAYOUT = ROOT / "layout"
SPECIAL = sorted(path for path in (LAYOUT / "special-page").glob("*.yaml") if path.stem != "content")
PAGES = [*SPECIAL, LAYOUT / "specimens" / "composition.yaml", LAYOUT / "guide" / "step-10.yaml"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[ComposedPage, ...]:
    return reader_pages(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def pdf(pages: tuple[ComposedPage, ...]) -> bytes:
    return tagged(pages, "ua-1")


@pytest.fixture(scope="module")
def root(pdf: bytes) -> Node:
    return structure_of_pdf(pdf)


def kinds(root: Node) -> list[str]:
    return [node.kind for node in root.walk()]


def first(root: Node, kind: str) -> Node:
    return next(node for node in root.walk() if node.kind == kind)


# What is what

OUTLINE = """
Document
  Part
    Art
      P
      H1
      P
      P
      P
      H2
      P
        Ruby
          RB
          RT
        Ruby
          RB
          RT
        Ruby
          RB
          RT
        Ruby
          RB
          RT
        Em
        Strong
        Span
      P
      H2
      H3
      P
      Table
        Caption
        THead
          TR
            TH
            TH
        TBody
          TR
            TH
            TD
          TR
            TH
            TD
      P
      BlockQuote
        P
        P
      P
        Link
      P
        Link
    Art
      H1
      P
      Div
        Figure
        Caption
    TOC
      TOCI
        Reference
          Link
      TOCI
        Reference
          Link
  Part
    Div
      Figure
      Caption
"""


def test_the_structure_is_the_pages_own(root: Node) -> None:
    assert root.outline() == OUTLINE.strip().splitlines()


def test_it_is_read_in_this_order(pdf: bytes) -> None:
    assert [line[:24] for line in read_aloud(pdf)] == [
        "document: 小消息", "part 4", "article: 大标题第一行 第二行标题", "引题在上", "heading 1: 大标题第一行 第二行标题", "副题在下",
        "本报记者 某某", "导语说的是这件事的大概，三言两语，不多不少。", "heading 2: 小标题一", "汉（hàn）语（yǔ）加注（ㄓㄨˋ）音（ㄧㄣ），",
        "第二段要长一些，好让它流过几栏几页去：山东省第9", "heading 2: 某人", "heading 3: 某人说的话", "“一句话。”两千字。The newspaper ",
        "table of 3 rows, 2 colum", "caption: 各区积雪", "row: 区 城区; 厘米 11", "row: 区 北山; 厘米 23", "气象台", "quotation", "说得好", "某人",
        "（下转第5版）", "（上接第4版）", "article: 小消息", "heading 1: 小消息", "本报讯 一条短的消息。", "picture: 同一辆巴士", "caption: 又一辆巴士",
        "contents", "link: 大标题第一行 4版", "link: 小消息 5版", "part 5", "picture: 一辆红色的双层巴士", "caption: 街上的双层巴士",
    ]  # fmt: skip


def test_a_paragraph_over_frames_and_pages_is_one(pages: tuple[ComposedPage, ...], pdf: bytes) -> None:
    lines = [(at, line) for at, page in enumerate(pages) for line in page.lines if (line.address, line.paragraph) == ("main.s1", 2)]
    assert {at for at, _ in lines} == {0, 1}
    words = "".join(line.text for _, line in lines)
    assert words in read_aloud(pdf)


def test_a_line_end_between_words_is_a_space_in_the_paragraph(pdf: bytes) -> None:
    told = next(line for line in read_aloud(pdf) if "newspaper" in line)
    assert told.endswith("The newspaper is set in several columns of words.")


def test_a_picture_has_its_description_its_place_and_its_caption(root: Node) -> None:
    figure = first(root, "Figure")
    assert figure.get("Alt") == "同一辆巴士"
    assert len(figure.get("A")["/BBox"]) == 4
    group = next(node for node in root.walk() if figure.told in [kid.told for kid in node.kids])
    assert [kid.kind for kid in group.kids] == ["Figure", "Caption"]


def test_a_picture_of_nothing_is_passed_over(root: Node) -> None:
    assert kinds(root).count("Figure") == 2


def test_heads_of_tables_say_of_what_they_are_heads(root: Node) -> None:
    scopes = [str(node.get("A")["/Scope"]) for node in root.walk() if node.kind == "TH"]
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_a_table_of_one_column_has_no_heads_of_rows(tmp_path: Path) -> None:
    change = ("heads: [区, 厘米], rows: [[城区, '11'], [北山, '23']]", "rows: [[城区], [北山]]")
    root = structure_of_pdf(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    assert [kind for kind in kinds(root) if kind in ("THead", "TBody", "TH", "TD")] == ["TBody", "TD", "TD"]


def test_rows_of_words_have_no_heads(tmp_path: Path) -> None:
    change = ("[北山, '23']", "[北山, 多]")
    root = structure_of_pdf(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    assert kinds(root).count("TH") == 2


def test_words_in_another_language_say_so(root: Node) -> None:
    assert [node.get("Lang") for node in root.walk() if node.kind == "Span"] == ["en"]


def test_a_paragraph_composed_as_another_chinese_says_so(tmp_path: Path) -> None:
    change = ("  small-head:", "  body: {composition: {language: zh-Hant-TW}}\n  small-head:")
    root = structure_of_pdf(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    assert {node.get("Lang") for node in root.walk() if node.kind == "P"} == {None, "zh-Hant-TW"}
    assert {node.get("Lang") for node in root.walk() if node.kind == "H1"} == {None}


def test_kinds_of_our_own_are_known_to_every_reader(pdf: bytes) -> None:
    roles = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/RoleMap"]  # type: ignore[index]
    assert dict(roles) == {"/Em": "/Span", "/Strong": "/Span"}


def test_artifacts_say_what_they_are(pdf: bytes) -> None:
    contents = [page.get_contents().get_data().decode("latin-1") for page in PdfReader(io.BytesIO(pdf)).pages]  # type: ignore[union-attr]
    assert "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC" in contents[0]
    assert "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC" in contents[1]
    assert re.search(r"/Artifact<</Type/Background/BBox\[[\d. ]+\]>>BDC", contents[0])
    assert "/Artifact<</Type/Layout>>BDC" in contents[0]
    for content in contents:
        assert len(re.findall(r"\bB[DM]C\b", content)) == content.count("EMC")


def test_every_paint_is_told(pdf: bytes) -> None:
    facts = archive_facts(pdf, PdfReader(io.BytesIO(pdf)), [], (), {})
    assert facts.untagged == ()
    assert facts.crossed == ()


def test_captions_in_one_line_are_tied_to_their_pictures() -> None:
    root = structure_of_pdf(tagged(pages_of(LAYOUT / "special-page" / "print.yaml"), "ua-1"))
    groups = [node for node in root.walk() if node.kind == "Div"]
    assert [[kid.kind for kid in group.kids] for group in groups] == [["Figure", "Caption"]] * 5


def test_in_pdf_2_captions_are_within_and_old_kinds_say_so(pages: tuple[ComposedPage, ...]) -> None:
    root = structure_of_pdf(tagged(pages, "ua-2"))
    assert [kid.kind for kid in first(root, "Figure").kids] == ["Caption"]
    spaces = {node.kind: str(node.get("NS")["/NS"]) for node in root.walk()}
    assert spaces["Art"] == "http://iso.org/pdf/ssn"
    assert spaces["P"] == spaces["Em"] == "http://iso.org/pdf2/ssn"


# The order of stories


def order(folder: Path, change: tuple[str, str] | None = None) -> list[str]:
    return [article.story for article in reader_pages(folder, change=change)[0].articles]


def test_stories_come_by_the_size_of_their_headlines(tmp_path: Path) -> None:
    assert order(tmp_path) == ["main", "small", "guide", ""]
    assert order(tmp_path, ("  headline: {size: 30pt}", "  headline: {size: 14pt}")) == ["small", "main", "guide", ""]


def test_reading_says_another_order(tmp_path: Path) -> None:
    assert order(tmp_path, ("\nframes:", "\nreading: [guide, small]\nframes:")) == ["guide", "small", "main", ""]


def test_reading_of_no_story_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="the content has no story other") as caught:
        order(tmp_path, ("\nframes:", "\nreading: [other]\nframes:"))
    assert caught.value.diagnostics[0].span is not None


def test_what_is_not_read_is_an_artifact(tmp_path: Path) -> None:
    change = ("flow: guide, read_as: contents}", "flow: guide, read_as: none}")
    pdf = tagged(reader_pages(tmp_path, change=change), "ua-1")
    assert not any("第一行 4版" in line for line in read_aloud(pdf))


def test_a_frame_is_read_as_a_quotation(tmp_path: Path) -> None:
    change = ("flow: guide, read_as: contents}", "flow: guide, read_as: quote}")
    root = structure_of_pdf(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    assert kinds(root).count("BlockQuote") == 2


def test_a_story_without_a_headline_has_headings_of_the_first_level(tmp_path: Path) -> None:
    change = ("  - {id: head, at: {column: 1, line: 1}, size: {columns: 3, lines: 9}, headline: main, fill: cmyk 0 3 12 3}\n", "")
    root = structure_of_pdf(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    heads = [kind for kind in kinds(root) if kind in ("H1", "H2", "H3")]
    assert heads == ["H1", "H1", "H1", "H2"]  # the short story's, then two sections and what somebody said


@pytest.mark.parametrize("name", ["print", "vertical", "large-print"])
def test_the_words_come_in_the_order_of_the_content(name: str) -> None:
    """τ = 1: every paragraph of content.yaml, one after another, none missing and none twice."""
    content = yaml.safe_load((LAYOUT / "special-page" / "content.yaml").read_text(encoding="utf-8"))
    wanted: list[str] = []
    for story in content["stories"].values():
        headline = story["headline"]
        wanted.append(" ".join([headline] if isinstance(headline, str) else headline))
        wanted += [row for row in story.get("lead", "").split("\n") if row]
        for section in story["sections"]:
            wanted += [section[key] for key in ("name", "heading") if key in section]
            wanted += [row for row in section["text"].split("\n") if row]
    wanted += [words for photo in content["photos"].values() for words in (photo["alt"], photo["number"] + photo["caption"])]
    said = read_aloud(tagged(pages_of(LAYOUT / "special-page" / f"{name}.yaml"), "ua-1"))
    told = [re.sub(r"^(heading \d|picture|caption|link|part|document|article): ", "", line) for line in said]
    assert [line for line in told if line in set(wanted) and not line.startswith("（")] != []
    heard = [line for line, full in zip(told, said, strict=True) if not full.startswith(("document", "article", "part", "（"))]
    assert heard == wanted


# Alternate descriptions


def test_a_picture_without_words_is_a_warning_and_in_ua_an_error(tmp_path: Path) -> None:
    from banmian.output.sheet.promises import promises

    pages = reader_pages(tmp_path, press=True, change=(", alt: 一辆红色的双层巴士", ""))
    (found,) = promises(pages, kept("a-2u"))
    assert found.severity is Severity.WARNING
    assert str(found.span).endswith("page.yaml:32:10")
    assert promises(pages, Keeping((Standard.X4,), False)) == []
    with pytest.raises(PageError, match="the picture bus has no alt text"):
        pdf_bytes(*pages, standard=Standard.UA1)
    assert pdf_bytes(*pages, standard=Standard.A2U)


def test_a_character_that_no_font_has_ends_an_archives_file(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path, press=True, change=("一条短的消息", "一条\U0002a6d7短的消息"))
    with pytest.raises(PageError, match="no font has \U0002a6d7, and pdf/a-2u wants a letter for every character"):
        pdf_bytes(*pages, standard=Standard.A2U)


# Standards


@pytest.mark.parametrize("names", [("x-1a:2003", "ua-1"), ("a-2u", "a-3u"), ("a-4", "ua-1"), ("x-4", "a-3u"), ("ua-1", "ua-2")])
def test_standards_that_do_not_go_together(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="do not go together"):
        kept(*names)


def test_a_file_has_a_number_of_its_own(pages: tuple[ComposedPage, ...], pdf: bytes) -> None:
    found = re.search(rb"<xmpMM:DocumentID>uuid:([0-9a-f-]+)</xmpMM:DocumentID>", pdf)
    assert found is not None
    number = UUID(found[1].decode("ascii"))
    assert number.version == 4
    assert number.variant == RFC_4122


def test_ua_wants_tags() -> None:
    with pytest.raises(ValueError, match="pdf/ua-1 wants tags"):
        kept("a-2u", "ua-1", tagged=False)


def test_files_ride_along_where_they_may_and_where_they_must(pages: tuple[ComposedPage, ...], tmp_path: Path) -> None:
    riding = (Attachment("a.txt", b"a", "text/plain", Relationship.SOURCE),)
    with pytest.raises(PageError, match="pdf/ua-1 lets no files ride along"):
        pdf_bytes(*pages, standard=Standard.UA1, attachments=riding)
    with pytest.raises(PageError, match="pdf/a-4f is for files that ride along"):
        pdf_bytes(*reader_pages(tmp_path, press=True), standard=Standard.A4F)


def test_the_version_is_the_earliest_that_is_asked_for() -> None:
    assert kept("x-4", "a-2u", "ua-1").version == (1, 6)
    assert kept("a-3u", "ua-1").version == (1, 7)
    assert kept("a-4", "ua-2").version == (2, 0)


@pytest.mark.parametrize(
    "names", ["a-2u", "a-3u", "a-4", "ua-1", "ua-2", "a-2u,ua-1", "a-3u,ua-1", "a-4,ua-2", "x-4,ua-1", "x-4,a-2u,ua-1"]
)
def test_verapdf_passes_the_page_in_every_standard(names: str, tmp_path: Path, vera: VeraPdf) -> None:
    own = names.split(",")
    made = pdf_bytes(*reader_pages(tmp_path, press=not own[0].startswith("ua")), standard=kept(*own))
    for name in own:
        if name != "x-4":
            assert vera(made, name.removeprefix("a-").replace("-", "")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_verapdf_passes_our_pages(path: Path, vera: VeraPdf) -> None:
    pages = pages_of(path, press=True)
    for names, flavours in ((("a-2u", "ua-1"), ("2u", "ua1")), (("a-3u",), ("3u",)), (("a-4", "ua-2"), ("4", "ua2"))):
        made = pdf_bytes(*pages, standard=kept(*names))
        for flavour in flavours:
            assert vera(made, flavour) == []


OTHERWISE = {
    "for screens": ("  number: 4\n", "  number: 4\n  colour: screen\n"),
    "in greys": ("  number: 4\n", "  number: 4\n  colour: newsprint-grey\n"),
    "in black": ("  number: 4\n", "  number: 4\n  ink: black\n"),
    "as outlines": ("  number: 4\n", "  number: 4\n  text: curves\n"),
    "with marks": ("  number: 4\n", "  number: 4\n  marks: [crop, fold, registration, bars, slug]\n"),
    "without a picture": ("bus: {file: bus.jpg,", "bus: {file: gone.jpg,"),
    "mixed inks": (
        "\ncontent:",
        "\ncolours: {red: {spot: A B, shown: cmyk 0 90 90 0}, wine: {mix: {red: 80, black: 40}}}\ncontent:",
    ),
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_verapdf_passes_pages_made_in_other_ways(way: str, tmp_path: Path, vera: VeraPdf) -> None:
    old, new = OTHERWISE[way]
    text = PAGE.replace("fill: cmyk 0 3 12 3", "fill: wine") if way == "mixed inks" else PAGE
    shutil.copyfile(BUS, tmp_path / "bus.jpg")
    (tmp_path / "page.yaml").write_text(text.replace(old, new), encoding="utf-8")
    made = pdf_bytes(*pages_of(tmp_path / "page.yaml", press=True), standard=kept("a-2u", "ua-1"))
    assert [vera(made, "2u"), vera(made, "ua1")] == [[], []]
    made = pdf_bytes(*pages_of(tmp_path / "page.yaml", press=True), standard=kept("a-4", "ua-2"))
    assert [vera(made, "4"), vera(made, "ua2")] == [[], []]


def test_outlines_say_their_words(tmp_path: Path) -> None:
    pages = reader_pages(tmp_path, change=OTHERWISE["as outlines"])
    contents = [page.get_contents() for page in PdfReader(io.BytesIO(tagged(pages, "ua-1"))).pages]
    told = "".join(content.get_data().decode("latin-1") for content in contents if content is not None)
    words = "一条短的消息".encode("utf-16-be").hex().upper()
    assert words in told
    assert " Tf" not in told


def test_a_tagged_pdf_as_a_picture_leaves_its_marks_behind(tmp_path: Path, vera: VeraPdf) -> None:
    (tmp_path / "ad.pdf").write_bytes(tagged(reader_pages(tmp_path), "ua-1"))
    change = ("own: {file: bus.jpg,", "own: {file: ad.pdf,")
    made = pdf_bytes(*reader_pages(tmp_path, press=True, change=change), standard=kept("a-2u", "ua-1"))
    assert [vera(made, "2u"), vera(made, "ua1")] == [[], []]
    plain = pdf_bytes(*reader_pages(tmp_path, press=True, change=change), standard=kept("a-2u", tagged=False))
    assert pixels(made) == pixels(plain)


def pixels(pdf: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=1).to_numpy().tobytes() for page in document]


@pytest.mark.parametrize("seed", range(20))
def test_verapdf_passes_pages_drawn_at_random(seed: int, tmp_path: Path, vera: VeraPdf) -> None:
    (tmp_path / "assets").mkdir()
    for photo in (LAYOUT.parent / "assets" / "special-page").glob("*.jpg"):
        shutil.copyfile(photo, tmp_path / "assets" / photo.name)
    told = Drawer(seed).page()
    for photo in told["content"]["photos"].values():
        photo["alt"] = "一张照片"
    path = tmp_path / "page.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    pages = pages_of(path, press=True)
    for names, flavours in ((("a-2u",), ("2u",)), (("a-3u", "ua-1"), ("3u", "ua1")), (("a-4",), ("4",))):
        made = pdf_bytes(*pages, standard=kept(*names))
        for flavour in flavours:
            assert vera(made, flavour) == []


@pytest.mark.parametrize(
    "command", [["qpdf", "--check"], ["mutool", "info"], ["pdfinfo", "-struct-text"]], ids=lambda command: str(command[0])
)
def test_other_programs_read_the_file(command: list[str], pdf: bytes, tmp_path: Path) -> None:
    tool = needs_tool(command[0])
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    result = subprocess.run([tool, *command[1:], str(path)], capture_output=True, check=False)
    assert result.returncode == 0
    assert "error" not in (result.stdout + result.stderr).decode("utf-8", "replace").lower().replace(
        "no syntax or stream encoding errors found", ""
    ).replace("errors that qpdf", "")


# What it costs


def test_tags_take_little_room(pages: tuple[ComposedPage, ...]) -> None:
    special = pages_of(LAYOUT / "special-page" / "print.yaml")
    for made in (pages, special):
        assert len(pdf_bytes(*made, standard=Keeping((), True))) <= 1.12 * len(pdf_bytes(*made))


def test_the_same_bytes_twice(pages: tuple[ComposedPage, ...], pdf: bytes) -> None:
    assert tagged(pages, "ua-1") == pdf


def test_untagged_archive_files_have_no_structure(tmp_path: Path) -> None:
    made = pdf_bytes(*reader_pages(tmp_path, press=True), standard=keeping([Standard.A2U], tagged=False))
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert "/StructTreeRoot" not in root
    assert "/MarkInfo" not in root


def test_furniture_among_the_text_is_read_before_what_follows_it(tmp_path: Path) -> None:
    change = (
        "  - {id: lead, at:",
        "  - {id: editors, at: {column: 3, line: 19}, size: {columns: 1, lines: 1}, line: [{text: editors}]}\n  - {id: lead, at:",
    )
    said = read_aloud(tagged(reader_pages(tmp_path, change=change), "ua-1"))
    assert said[said.index("编辑：甲乙") + 1].startswith("导语")
