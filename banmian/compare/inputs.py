"""Open what is compared: a page file, a PDF of any maker, a layout tree, a PNG, or a reference."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banmian.compare.side import Pdf, Side
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.files.project import is_address
from banmian.tree.readtree import read_tree
from banmian.tree.tree import Box

if TYPE_CHECKING:
    from banmian.page.composed import ComposedPage

_DEFAULT_PPI = 72


def open_side(path: str) -> Side:
    """Open one side by the ending of its name. Raises PageError."""
    if is_address(path):
        raise PageError([Diagnostic(None, f"{path[:80]} is a web address", "download it, and name the file")])
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix in (".yaml", ".yml", "") or file.is_dir():
        return made_side(path)
    data = _read(file)
    if suffix == ".pdf":
        return pdf_side(str(path), data)
    if suffix == ".json":
        return Side(path, "layout tree", tree=read_tree(path, data))
    if suffix == ".png":
        return Side(path, "PNG", pictures=_Png(path, data))
    if suffix == ".zip":
        from banmian.compare.review.accepted import read_log
        from banmian.compare.review.reference import reference_side

        side = reference_side(path, data)
        side.accepted = frozenset(entry.id for entry in read_log(file) if not entry.taken_over)
        return side
    hint = "compare page files (.yaml), PDFs, layout trees (.json), pictures (.png) and references (.zip)"
    raise PageError([Diagnostic(None, f"{path}: it is not known what {suffix} files are", hint)])


def made_side(path: str) -> Side:
    """A page file, made."""
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan
    from banmian.spec.files.project import find_page
    from banmian.spec.load import load_page

    report = Report()
    return page_side(path, make_pages(make_plan(load_page(find_page(path), report), report), report), report)


def page_side(name: str, pages: Sequence[ComposedPage], report: Report | None = None) -> Side:
    """Composed pages."""
    from banmian.output.pdf import pdf_bytes
    from banmian.tree.maketree import tree_of

    pdf = pdf_bytes(*pages)
    return Side(name, "page file", tree=tree_of(*pages), pictures=Pdf(pdf), report=report, pdf=pdf)


def pdf_side(name: str, data: bytes) -> Side:
    """A PDF, its structure read back."""
    try:
        from banmian.reading.pdf import UnreadablePdfError, read_pdf
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[compare]'"
        raise PageError([Diagnostic(None, "reading a PDF needs pdfminer.six, which is not installed", hint)]) from None
    try:
        found = read_pdf(data)
    except UnreadablePdfError as error:
        raise PageError([Diagnostic(None, f"{name} cannot be read: {error}")]) from None
    return Side(name, "PDF", tree=found.tree, programs=found.programs, pictures=Pdf(data), pdf=data)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError([Diagnostic(None, f"{path} cannot be read: {error.strerror or error}")]) from None


class _Png:
    """One picture of one page."""

    coarse = False

    def __init__(self, name: str, data: bytes) -> None:
        from PIL import Image, UnidentifiedImageError

        try:
            image: Image.Image = Image.open(io.BytesIO(data))
            image.load()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise PageError([Diagnostic(None, f"{name} is no picture that can be read: {error}")]) from None
        dpi = image.info.get("dpi", (_DEFAULT_PPI, _DEFAULT_PPI))
        self.ppi = float(dpi[0]) or _DEFAULT_PPI
        self.rasteriser = "unknown"
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            ground = Image.new("RGBA", image.size, "white")
            ground.alpha_composite(image.convert("RGBA"))
            image = ground
        self.image = image.convert("RGB")

    def area(self, page: int) -> Box:
        """The whole picture; where its page's trim box lies is not known."""
        return 0.0, 0.0, self.image.width * 72 / self.ppi, self.image.height * 72 / self.ppi

    def render(self, page: int, ppi: float, place: Box) -> Any:
        """A place of the picture, from its corner."""
        unit = self.ppi / 72
        left, top = round(place[0] * unit), round(place[1] * unit)
        return self.image.crop((left, top, left + round(place[2] * unit), top + round(place[3] * unit)))
