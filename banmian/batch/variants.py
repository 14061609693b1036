"""Make every page of a layout folder: PDFs, and a contact sheet that shows them side by side.

A page file is one with `frames` or `extends`; content and style files beside it are none. A page with errors is told
and left out; the others are made.
"""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from banmian.output.pdf import pdf_bytes
from banmian.page.checks.holes import empty_share
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, in_order
from banmian.spec.files.project import bundled
from banmian.spec.files.source import Mapping, read_nodes
from banmian.spec.load import load_page


class Variant(msgspec.Struct, frozen=True, eq=False):
    """One page file made, or what is wrong with it."""

    name: str
    path: Path
    pages: tuple[ComposedPage, ...]  #: none where it has errors
    pdf: bytes
    diagnostics: tuple[Diagnostic, ...]
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether it could not be made."""
        return not self.pages

    @property
    def empty(self) -> float:
        """The greatest share of a type area that stays empty beyond the design's white."""
        return max((empty_share(page) for page in self.pages), default=0.0)

    @property
    def changes(self) -> tuple[str, ...]:
        """What copyfitting changed, a frame a line."""
        return tuple(f"{item.frame}: {', '.join(item.changes)}" for page in self.pages for item in page.fitted)

    def figures(self) -> str:
        """Its figures in one line."""
        count = len(self.pages)
        width, height = (side / 72 * 25.4 for side in self.pages[0].trim)
        glyphs = sum(len(line.text) for page in self.pages for line in page.lines)
        pages = f"{count} page{'s' if count > 1 else ''} of {width:.0f} x {height:.0f} mm"
        return f"{pages}, {glyphs} characters, {self.empty:.1%} empty"


def page_files(folder: Path) -> list[Path]:
    """The page files of *folder*, the printed page first; raises PageError when there is none."""
    if not folder.is_dir() and len(folder.parts) == 1 and bundled("layout", folder.name).is_dir():
        folder = bundled("layout", folder.name)
    if not folder.is_dir():
        raise PageError([Diagnostic(None, f"{folder} is no folder", "name a folder of page files, such as layout/special-page")])
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            node = read_nodes(path, path.name)
        except PageError:
            found.append(path)  # what is wrong with it is told when it is made
            continue
        if isinstance(node, Mapping) and {"frames", "extends"} & node.entries.keys():
            found.append(path)
    if not found:
        raise PageError([Diagnostic(None, f"{folder} holds no page file", "a page file has frames: or extends:")])
    return sorted(found, key=lambda path: (path.stem != "print", path.stem))


def make_variant(path: Path) -> Variant:
    """One page file, made as far as it can be."""
    began = time.perf_counter()
    report = Report()
    try:
        pages = make_pages(make_plan(load_page(path, report), report), report)
        pdf = pdf_bytes(*pages)
    except PageError as error:
        return Variant(path.stem, path, (), b"", tuple(in_order(error.diagnostics)), time.perf_counter() - began)
    return Variant(path.stem, path, pages, pdf, tuple(in_order(report.diagnostics)), time.perf_counter() - began)
