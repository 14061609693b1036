"""One side of a comparison: its tree, its pages as pixels, what it was made with."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from banmian.compare.telling.shapes import Program
from banmian.spec.files.diagnostics import Report
from banmian.tree.tree import Box, Tree


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
    programs: tuple[Program, ...] = ()
    pictures: Pictures | None = None
    provenance: dict[str, str] = {}
    report: Report | None = None  #: what was said while a page was made
    pdf: bytes = b""
    accepted: frozenset[str] = frozenset()  #: ids of differences that a reference's log accepts


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
