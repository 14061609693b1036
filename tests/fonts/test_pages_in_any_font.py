"""A page in each kind of font and each direction: drawn alike by all viewers, extracted exactly by all readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat

from banmian.output.pdf import pdf_bytes
from tests.fonts.made import KINDS, TEXT, make
from tests.fonts.test_pdffont import seen, text_of
from tests.support import compose_file

PAGE = """\
page: {{trim: 320pt x 260pt, margins: 20pt, grid: {{columns: 1, size: 16pt, leading: 24pt}}}}
styles: {{body: {{family: Made, weight: 650, indent: 0pt}}}}
content: {{stories: {{s: {{text: '{text}'}}}}}}
frames: [{{id: a, at: {{x: 0mm, y: 0mm}}, size: {{width: 280pt, height: 216pt}}, flow: s, direction: {direction}}}]
"""
DIRECTIONS = ("horizontal", "vertical")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    found = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind.replace("-", ""))
        make(kind, folder)
        for direction in DIRECTIONS:
            (folder / "page.yaml").write_text(PAGE.format(text=TEXT, direction=direction), encoding="utf-8")
            found[kind, direction] = folder / f"{direction}.pdf"
            found[kind, direction].write_bytes(pdf_bytes(compose_file(folder / "page.yaml")))
    return found


@pytest.mark.parametrize("tool", ["pdftoppm", "mutool", "gs"])
def test_all_viewers_draw_a_page_alike(tool: str, pages: dict[tuple[str, str], Path], tmp_path: Path) -> None:
    for key, path in pages.items():
        one, other = seen(path, "pdfium", tmp_path), seen(path, tool, tmp_path)
        ink = ImageStat.Stat(ImageChops.invert(one)).sum[0]
        assert ink > 8_000, key
        assert ImageStat.Stat(ImageChops.difference(one, other)).sum[0] < 0.25 * ink, key


@pytest.mark.parametrize("tool", ["pdfium", "pdftotext", "mutool", "gs"])
def test_all_readers_extract_a_page_exactly(tool: str, pages: dict[tuple[str, str], Path]) -> None:
    for key, path in pages.items():
        assert "".join(text_of(path, tool).split()) == TEXT, key
