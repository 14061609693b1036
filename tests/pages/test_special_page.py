"""The special page: held still as text and as a picture, scored against print, read by other programs.

`python3 -m pytest tests/pages --update-golden` writes the references anew; review the text dump's diff.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image

from banmian.output.dump import page_text
from banmian.output.pdf import pdf_bytes
from banmian.output.png import png_bytes
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from tests.pages import printed
from tests.support import ROOT, compose_file, needs_tool
from tests.tiles import same_page, worst_tile

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "layout" / "special-page" / "print.yaml"
PPI = 60


@pytest.fixture(scope="module")
def page() -> ComposedPage:
    return compose_file(PAGE)


@pytest.fixture(scope="module")
def pdf(page: ComposedPage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "special-page.pdf"
    path.write_bytes(pdf_bytes(page))
    return path


def test_the_specimen_of_profiles_is_the_reviewed_one(request: pytest.FixtureRequest) -> None:
    golden = HERE / "composition.txt"
    actual = page_text(compose_file(ROOT / "layout" / "specimens" / "composition.yaml"))
    if request.config.getoption("--update-golden"):
        golden.write_text(actual, encoding="utf-8")
    assert actual.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png_bytes(data, PPI)[0])).convert("L")


def test_the_text_dump_is_the_reviewed_one(page: ComposedPage, request: pytest.FixtureRequest) -> None:
    golden = HERE / "special-page.txt"
    actual = page_text(page)
    if request.config.getoption("--update-golden"):
        golden.write_text(actual, encoding="utf-8")
    assert actual.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_the_picture_is_the_reviewed_one(pdf: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    golden = HERE / "special-page.png"
    actual = picture(pdf.read_bytes())
    if request.config.getoption("--update-golden"):
        actual.save(golden, optimize=True)
    with Image.open(golden) as expected:
        worst, place = worst_tile(actual, expected)
        if not same_page(actual, expected):
            actual.save(tmp_path / "actual.png")
            pytest.fail(f"the tile at {place} differs by {worst:.1f} levels; see {tmp_path / 'actual.png'}, reference {golden}")


def without_glyph(page: ComposedPage) -> ComposedPage:
    """The page with one glyph of body text gone."""
    import msgspec

    at = next(number for number, line in enumerate(page.lines) if line.role == "body" and len(line.runs[0].glyphs) > 8)
    line = page.lines[at]
    run = line.runs[0]
    blank = msgspec.structs.replace(run, text=run.text[:3], glyphs=run.glyphs[:3], adjust=run.adjust[:3])
    rest = msgspec.structs.replace(
        run, x=run.x + sum(run.adjust[:4]) + 4 * run.size, text=run.text[4:], glyphs=run.glyphs[4:], adjust=run.adjust[4:]
    )
    changed = msgspec.structs.replace(line, runs=(blank, rest, *line.runs[1:]))
    return msgspec.structs.replace(page, lines=(*page.lines[:at], changed, *page.lines[at + 1 :]))


def test_the_judge_sees_one_lost_glyph(page: ComposedPage) -> None:
    assert not same_page(picture(pdf_bytes(page)), picture(pdf_bytes(without_glyph(page))))


def test_the_judge_sees_a_column_a_tenth_of_a_millimetre_lower(page: ComposedPage) -> None:
    import msgspec

    lines = tuple(
        msgspec.structs.replace(line, baseline=line.baseline + 72 / 254) if frame == "s5" else line
        for frame, line in zip(page.line_frames, page.lines, strict=True)
    )
    assert not same_page(picture(pdf_bytes(page)), picture(pdf_bytes(msgspec.structs.replace(page, lines=lines))))


def test_the_judge_lets_the_same_page_pass(page: ComposedPage) -> None:
    assert worst_tile(picture(pdf_bytes(page)), picture(pdf_bytes(page)))[0] == 0


def test_the_printed_line_ends_are_kept(pdf: Path) -> None:
    assert printed.score(pdf) == [
        "paragraphs whole 17/17",
        "headline, headings, captions, folio once 19/19",
        "printed line ends kept 156/156",
    ]


def test_the_score_sees_a_page_whose_lines_end_elsewhere(pdf: Path, tmp_path: Path) -> None:
    narrower = PAGE.read_text(encoding="utf-8").replace(
        "s1, at: {column: 1, line: 41}, size: {measure: 22em", "s1, at: {column: 1, line: 41}, size: {measure: 21em"
    )
    report = Report()
    pages = make_pages(make_plan(load_page(PAGE, report, {PAGE: narrower}), report), report)
    other = tmp_path / "narrower.pdf"
    other.write_bytes(pdf_bytes(*pages))
    found = printed.score(other)
    assert found[0].startswith("s1: printed line lost: ")
    assert found[-1] != printed.score(pdf)[-1]


def test_measures_lie_in_the_printed_pages_intervals(page: ComposedPage) -> None:
    truth = printed.truth()
    wanted = {"main.lead": truth["lead"]["measure_em"]}
    wanted |= {f"main.{section['id']}": section["measure_em"] for section in truth["sections"]}
    wanted |= {f"voices.{story['id']}": truth["sidebar"]["measure_em"] for story in truth["sidebar"]["stories"]}
    seen = set()
    for line in page.lines:
        if line.address in wanted:
            seen.add(line.address)
            low, high = wanted[line.address]
            assert low - 1e-6 <= line.measure / line.size <= high + 1e-6, (
                f"{line.address} is set in {line.measure / line.size:.3f} em"
            )
    assert seen == set(wanted)


def test_no_line_break_of_body_text_stands_in_the_yaml(page: ComposedPage) -> None:
    content = (PAGE.parent / "content.yaml").read_text(encoding="utf-8").splitlines()
    rows = {row.strip() for row in content}
    paragraphs: dict[tuple[str, int], str] = {}
    for line in page.lines:
        if line.role in ("body", "lead"):
            key = (line.address, line.paragraph)
            paragraphs[key] = paragraphs.get(key, "") + line.text
    assert len(paragraphs) == 17
    assert all(text in rows for text in paragraphs.values())  # each is one row of the file, whole


def test_the_page_has_no_overset_and_its_text_columns_are_level(page: ComposedPage) -> None:
    assert page.overset == ()
    feet = {}
    for frame, line in zip(page.line_frames, page.lines, strict=True):
        feet[frame] = line.baseline
    assert feet["s3"] == pytest.approx(feet["s5"])


def test_pdftotext_gives_the_reading_order(pdf: Path) -> None:
    tool = needs_tool("pdftotext")
    text = subprocess.run(
        [tool, "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    flat = "".join(text.split())
    content = yaml.safe_load((PAGE.parent / "content.yaml").read_text(encoding="utf-8"))
    main, voices = content["stories"]["main"], content["stories"]["voices"]
    wanted = [*main["headline"], *main["lead"].split()]
    for section in main["sections"]:
        wanted += [section["heading"], *section["text"].split()]
    wanted.append(voices["headline"])
    for section in voices["sections"]:
        wanted += [section["name"], section["heading"], *section["text"].split()]
    wanted += [photo["number"] + photo["caption"] for photo in content["photos"].values()]
    at = 0
    for item in wanted:
        found = flat.find("".join(item.split()), at)
        assert found >= 0, f"{item[:20]} does not follow"
        at = found + len(item)
    assert text.count("疆 指") == 0  # no spaces between Han, however wide a line is spread


def test_every_font_is_an_embedded_subset(pdf: Path) -> None:
    tool = needs_tool("pdffonts")
    rows = subprocess.run([tool, str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(rows) == 5  # one a face
    for row in rows:
        assert " Identity-H " in row
        assert row.split("Identity-H")[1].split()[:3] == ["yes", "yes", "yes"]


@pytest.mark.parametrize(
    "command",
    [["qpdf", "--check"], ["mutool", "draw", "-q", "-r", "20", "-o", "{out}.png"],
     ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-sDEVICE=png16m", "-r20", "-sOutputFile={out}.png"]],
    ids=lambda command: str(command[0]),
)  # fmt: skip
def test_other_programs_open_it_without_a_warning(pdf: Path, command: list[str], tmp_path: Path) -> None:
    tool = needs_tool(command[0])
    arguments = [item.format(out=tmp_path / "out") for item in command[1:]]
    result = subprocess.run([tool, *arguments, str(pdf)], capture_output=True, text=True, check=False)
    said = [row for row in (result.stdout + result.stderr).splitlines() if "warning" in row.lower() or "error" in row.lower()]
    # qpdf's all-clear speaks of errors; Debian's mutool says of itself that it was built without ICC.
    said = [row for row in said if "No syntax or stream encoding errors" not in row and "errors that qpdf cannot detect" not in row]
    said = [row for row in said if "ICC support is not available" not in row]
    assert result.returncode == 0
    assert said == []


def test_the_pdf_says_what_it_is(pdf: Path) -> None:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        assert document.get_metadata_dict()["Title"] == "勇做新时代泰山“挑山工”"
        assert document.get_metadata_dict()["Author"] == "大众日报"
        page = document[0]
        assert page.get_trimbox() == pytest.approx((8.504, 8.504, 8.504 + 1105.512, 8.504 + 1544.882), abs=0.01)
        assert page.get_bleedbox() == pytest.approx((0, 0, 1122.52, 1561.89), abs=0.01)
    finally:
        document.close()


def test_the_readme_shows_the_page_as_it_is(pdf: Path) -> None:
    assert "docs/special-page.png" in (ROOT / "README.md").read_text(encoding="utf-8")
    with Image.open(ROOT / "docs" / "special-page.png") as shown:
        assert same_page(picture(pdf.read_bytes()), shown.convert("L"))
