"""Open what is compared: a page file, a PDF of any maker, a layout tree, a PNG, or a reference."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Protocol

import msgspec

from banmian.output.tree import FORMAT, Box, Tree
from banmian.spec.diagnostics import Diagnostic, PageError, Report

_DEFAULT_PPI = 72


class Pictures(Protocol):
    """Pages as pixels."""

    ppi: float  #: 0: any
    rasteriser: str
    coarse: bool  #: of few levels, so that colours are near at most

    def area(self, page: int) -> Box:
        """What is shown of a page, points from its trim box's corner."""
        ...

    def render(self, page: int, ppi: float, place: Box) -> Any:
        """A place of a page in RGB."""
        ...


class Side(msgspec.Struct, eq=False):
    """One side of a comparison."""

    name: str
    kind: str  #: page file, PDF, layout tree, PNG, reference
    tree: Tree | None = None
    programs: tuple[bytes, ...] = ()
    pictures: Pictures | None = None
    provenance: dict[str, str] = {}
    report: Report | None = None  #: what was said while a page was made
    pdf: bytes = b""
    accepted: frozenset[str] = frozenset()  #: ids of differences that a reference's log accepts


def open_side(path: str) -> Side:
    """Open one side by the ending of its name. Raises PageError."""
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
        from banmian.compare.accepted import read_log
        from banmian.compare.reference import reference_side

        side = reference_side(path, data)
        side.accepted = frozenset(entry.id for entry in read_log(file) if not entry.taken_over)
        return side
    hint = "compare page files (.yaml), PDFs, layout trees (.json), pictures (.png) and references (.zip)"
    raise PageError([Diagnostic(None, f"{path}: it is not known what {suffix} files are", hint)])


def made_side(path: str) -> Side:
    """A page file, made."""
    from banmian.output.maketree import tree_of
    from banmian.output.pdf import pdf_bytes
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan
    from banmian.spec.load import load_page
    from banmian.spec.project import find_page

    report = Report()
    pages = make_pages(make_plan(load_page(find_page(path), report), report), report)
    pdf = pdf_bytes(*pages)
    return Side(path, "page file", tree=tree_of(*pages), pictures=Pdf(pdf), report=report, pdf=pdf)


def pdf_side(name: str, data: bytes) -> Side:
    """A PDF, its structure read back."""
    try:
        from banmian.compare.recover import UnreadablePdfError, recover
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[compare]'"
        raise PageError([Diagnostic(None, "reading a PDF needs pdfminer.six, which is not installed", hint)]) from None
    try:
        found = recover(data)
    except UnreadablePdfError as error:
        raise PageError([Diagnostic(None, f"{name} cannot be read: {error}")]) from None
    return Side(name, "PDF", tree=found.tree, programs=found.programs, pictures=Pdf(data), pdf=data)


def read_tree(name: str, data: bytes) -> Tree:
    """A layout tree from its JSON. Raises PageError."""
    try:
        tree = msgspec.json.decode(data, type=Tree)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        hint = "banmian render PAGE -o FILE.json writes one"
        raise PageError([Diagnostic(None, f"{name} is no layout tree: {error}", hint)]) from None
    if tree.format > FORMAT:
        message = f"{name} is a layout tree of format {tree.format}; this banmian reads up to {FORMAT}"
        raise PageError([Diagnostic(None, message, "use the version that wrote it, or a later one")])
    _check_runs(name, tree)
    return tree


def _check_runs(name: str, tree: Tree) -> None:
    """Every glyph has a place and a face: raises PageError where a tree was written by hand and does not say so."""
    for page in tree.pages:
        if "media" not in page.boxes:
            raise PageError([Diagnostic(None, f"{name}: page {page.number} has no media box", "write boxes: {media: [0, 0, …]}")])
        for line in page.lines:
            for run in line.runs:
                if not 0 <= run.font < len(tree.fonts) or len(run.glyphs()) != len(run.along) or not run.along:
                    message = f"{name}: page {page.number}, “{line.text[:12]}”: a run whose glyphs, places and face do not agree"
                    raise PageError([Diagnostic(None, message, "let banmian render write the tree")])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError([Diagnostic(None, f"{path} cannot be read: {error.strerror or error}")]) from None


class Pdf:
    """A PDF's pages through pdfium, opened when they are asked for."""

    ppi = 0.0
    coarse = False

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._raster: Any = None
        self.rasteriser = rasteriser()

    def raster(self) -> Any:
        """The open file."""
        if self._raster is None:
            from banmian.output.raster import Raster

            self._raster = Raster(self.data)
        return self._raster

    def area(self, page: int) -> Box:
        """What is shown of a page."""
        found: Box = self.raster().area(page)
        return found

    def render(self, page: int, ppi: float, place: Box) -> Any:
        """A place of a page in RGB."""
        return self.raster().render(page, ppi, place)


def rasteriser() -> str:
    """The version of pdfium, as references note it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"pdfium (pypdfium2 {version('pypdfium2')})"
    except PackageNotFoundError:
        return "none"


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
