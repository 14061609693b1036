"""The special page's variants: each a page that a paper would print, its words whole and once."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import yaml

from banmian.cli.main import main
from banmian.output.pdf import pdf_bytes
from banmian.page.checks.holes import empty_share
from banmian.page.composed import ComposedPage
from banmian.plan.convert import converter
from banmian.spec.files.diagnostics import Report
from banmian.spec.types.schema import Conversion
from tests.support import NOWHERE, ROOT, compose_pages

FOLDER = ROOT / "layout" / "special-page"
VARIANTS = ["large-print", "magazine", "mono", "phone", "poster", "tabloid", "traditional", "vertical"]


@pytest.fixture(scope="module", params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> tuple[str, tuple[ComposedPage, ...]]:
    """A variant's pages, made without a warning."""
    name: str = request.param
    return name, compose_pages(FOLDER / f"{name}.yaml")


def words() -> list[str]:
    """Every headline, paragraph, heading, name and caption of the content."""
    content = yaml.safe_load((FOLDER / "content.yaml").read_text(encoding="utf-8"))
    found: list[str] = []
    for story in content["stories"].values():
        found += [story["headline"]] if isinstance(story["headline"], str) else story["headline"]
        found += story.get("lead", "").splitlines()
        for section in story["sections"]:
            found += [section.get("name", ""), section.get("heading", ""), *section["text"].splitlines()]
    found += [photo["number"] + photo["caption"] for photo in content["photos"].values()]
    return sorted(text.strip() for text in found if text.strip())


def set_words(pages: tuple[ComposedPage, ...]) -> list[str]:
    """The same, as the pages' lines of type have them."""
    found: dict[tuple[str, str, int], str] = {}
    for page in pages:
        for line in page.lines:
            if line.role not in ("furniture", "jump"):
                key = line.role, line.address, line.paragraph
                found[key] = found.get(key, "") + line.text
    return sorted(found.values())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def extracted(pages: tuple[ComposedPage, ...]) -> list[str]:
    """What pdfminer reads from each page of the PDF, glyph by glyph as they are drawn, without white space."""
    with pdfplumber.open(io.BytesIO(pdf_bytes(*pages))) as document:
        return [squeezed("".join(char["text"] for char in page.chars)) for page in document.pages]


def test_nothing_is_overset(variant: tuple[str, tuple[ComposedPage, ...]]) -> None:
    assert not [item for page in variant[1] for item in page.overset]


def test_at_most_two_in_a_hundred_of_the_type_area_stay_empty(variant: tuple[str, tuple[ComposedPage, ...]]) -> None:
    assert [page.number for page in variant[1] if empty_share(page) > 0.02] == []


def test_the_words_are_there_whole_and_once(variant: tuple[str, tuple[ComposedPage, ...]]) -> None:
    name, pages = variant
    convert = converter(Conversion.TAIWAN if name == "traditional" else None, NOWHERE, Report())
    wanted = sorted(convert(text) for text in words())
    if name in ("print", "mono", "traditional"):  # a group caption runs on in one paragraph
        captions = [text for text in wanted if text[0] in "①②③④⑤"]
        wanted = sorted([text for text in wanted if text not in captions] + ["\u2002".join(captions)])
    assert set_words(pages) == wanted


def test_the_pdf_reads_as_its_lines_stand(variant: tuple[str, tuple[ComposedPage, ...]]) -> None:
    name, pages = variant
    # In vertical lines quotation marks are corner brackets (V2), and read as such.
    shown = str.maketrans("“”‘’", "『』「」") if name == "vertical" else {}
    wanted = [squeezed("".join(line.text.translate(shown) for line in page.lines)) for page in pages]
    assert [text.translate(shown) for text in extracted(pages)] == wanted


def test_large_print_is_a_third_larger_and_says_where_it_goes_on() -> None:
    pages = compose_pages(FOLDER / "large-print.yaml")
    assert [page.number for page in pages] == [6, 7]
    sizes = {
        round(line.size, 1) for page in pages for line in page.lines if line.role == "body" and line.address.startswith("main")
    }
    assert all(size >= 1.3 * 10.5 * 0.97 for size in sizes)
    told = [line.text for page in pages for line in page.lines if line.role == "jump"]
    assert told == ["（下转第7版）", "（上接第6版）"]


def test_mono_has_no_colour() -> None:
    (page,) = compose_pages(FOLDER / "mono.yaml")
    document = pypdfium2.PdfDocument(pdf_bytes(page))
    image = document[0].render(scale=0.5).to_pil().convert("RGB")
    document.close()
    assert all(max(pixel) - min(pixel) <= 6 for _, pixel in image.getcolors(1 << 24))


def test_all_are_made_with_one_command_and_a_contact_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["variants", str(FOLDER), "-o", str(tmp_path), "--strict"]) == 0
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted([*(f"{name}.pdf" for name in ["print", *VARIANTS]), "contact.html", "contact.png"])
    html = (tmp_path / "contact.html").read_text(encoding="utf-8")
    assert html.count("<article>") == 9
    assert html.count("no warnings") == 9
    assert 'src="data:image/png' in html
    assert "://" not in html  # one file, nothing fetched
    told = capsys.readouterr().out
    assert "5/9 phone: 1 page of 100 x " in told
