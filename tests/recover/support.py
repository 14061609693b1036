"""What tests of recovery share: pages drawn in a few words as layout trees, and PDFs of our own pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.recover.importing import Imported, ImportOptions, import_pdf
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from banmian.tree.tree import Box, Tree, TreeFont, TreeLine, TreePage, TreePath, TreePicture, TreeRun
from tests.support import ROOT

SPECIAL = ROOT / "layout" / "special-page"
FONTS = (TreeFont("NotoSerifCJKsc-Regular"), TreeFont("NotoSansCJKsc-Bold"), TreeFont("BanmianKai-Regular"))
SONG, HEI, KAI = 0, 1, 2


def run(
    text: str, x: float, y: float, size: float = 10.0, font: int = SONG, colour: str = "cmyk 0 0 0 1", step: float = 0.0
) -> TreeRun:
    """A horizontal run; *step* is from glyph to glyph, an em unless said."""
    step = step or size
    along = tuple(round(x + at * step, 2) for at in range(len(text)))
    return TreeRun(text, font, size, colour, along, y, advances=(size,) * len(text))


def column(text: str, x: float, y: float, size: float = 10.0, font: int = SONG) -> TreeRun:
    """A vertical run whose middle is *x* and whose head is *y*."""
    along = tuple(round(y + at * size, 2) for at in range(len(text)))
    return TreeRun(text, font, size, "cmyk 0 0 0 1", along, x, vertical=True, advances=(size,) * len(text))


def tree(
    runs: Iterable[TreeRun],
    paths: Sequence[TreePath] = (),
    pictures: Sequence[TreePicture] = (),
    size: tuple[float, float] = (400.0, 600.0),
) -> Tree:
    """A page of raw runs, as a reader tells it."""
    lines = tuple(TreeLine(item.text, "", "", "", 1, 1, item.size, at, (item,)) for at, item in enumerate(runs))
    page = TreePage(1, size, {"media": (0.0, 0.0, *size)}, lines, paths=tuple(paths), pictures=tuple(pictures))
    return Tree(1, "test", FONTS, (page,), recovered=True)


def rule(x: float, y: float, width: float, height: float) -> TreePath:
    """A filled printed rule."""
    return TreePath("", "path", (x, y, width, height), "cmyk 0 0 0 1", "", 0.0, 2 * (width + height), width * height, 0)


def tint(x: float, y: float, width: float, height: float) -> TreePath:
    """A tint."""
    return TreePath("", "path", (x, y, width, height), "cmyk 0 0 0 0.1", "", 0.0, 2 * (width + height), width * height, 0)


def picture(box: Box) -> TreePicture:
    """A picture."""
    return TreePicture("", "", box, box, (100, 100), "digest", "", 0)


@lru_cache(maxsize=16)
def made(path: Path) -> bytes:
    """The PDF of a page file."""
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(path, report), report), report))


def imported(path: Path, folder: Path, **options: object) -> Imported:
    """What comes of importing the PDF of a page file into *folder*."""
    source = folder / "source.pdf"
    source.write_bytes(made(path))
    return import_pdf(source, folder / "found", ImportOptions(**{"report": False, **options}))  # type: ignore[arg-type]
