"""Pages for programs: `load`, and the `Page` that it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from banmian.api.making import Made, Request, asked_for, make, outputs
from banmian.api.options import request_of
from banmian.api.parts import Frame, Line, frames_of, lines_of
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, Severity, in_order
from banmian.spec.files.project import find_page
from banmian.spec.files.written import as_yaml
from banmian.spec.load import PageSpec, load_page

if TYPE_CHECKING:
    from banmian.page.composed import ComposedPage

GIVEN = "(page)"  # the name of a page that is no file

Source = str | PathLike[str] | Mapping[str, Any]
Files = Mapping[str | PathLike[str], str]


def load(source: Source, *, folder: str | PathLike[str] | None = None, files: Files | None = None) -> Page:
    """A page, read and composed.

    *source* is a page file, a folder with print.yaml, the name of a page that comes with banmian (`special-page`), a mapping
    of a page file's keys, or a page file's text (a string of more than one line). File names within a mapping or a text are
    relative to *folder* (default: the working folder). *files* are texts that stand for files, by their names, relative to
    the page's folder: an editor's that are not saved yet.

    Raises PageError with everything that is wrong with the page.
    """
    texts: dict[Path, str] = {}
    if isinstance(source, Mapping) or (isinstance(source, str) and "\n" in source):
        path = Path(folder or ".") / GIVEN
        texts[path] = as_yaml(source) if isinstance(source, Mapping) else source
    else:
        path = find_page(str(Path(folder or ".") / source) if folder is not None else str(source))
    texts |= {path.parent / name: text for name, text in (files or {}).items()}
    return Page(path, texts)


class Page:
    """One composed page, or several that share their threads. It does not change: `with_` gives another.

    Lengths are points (1/72 inch), from the trim box's top left corner, downwards.
    """

    def __init__(self, path: Path, texts: Mapping[Path, str]) -> None:
        """Use `banmian.load`."""
        self.path: Path = path  #: of the page file
        self._texts = dict(texts)
        report = Report()
        self._spec: PageSpec = load_page(path, report, self._texts)
        self._made: Made = make(self._spec, path, Request(), None, report)
        self._said: tuple[Diagnostic, ...] = tuple(report.diagnostics)

    def __repr__(self) -> str:
        count = len(self._pages)
        wide, high = (side / 72 * 25.4 for side in self.size)
        pages = "" if count == 1 else f", {count} pages"
        return f"<banmian.Page {self.path.as_posix()}: {wide:.0f} x {high:.0f} mm{pages}, {len(self.warnings)} warnings>"

    @property
    def _pages(self) -> tuple[ComposedPage, ...]:
        return self._made.pages

    # What it says

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the first page's trim, points."""
        return self._pages[0].trim

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def title(self) -> str:
        """As the page file or its first headline has it."""
        return self._pages[0].title

    @cached_property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is doubtful about the page, in the order of its files."""
        return tuple(item for item in in_order(self._said) if item.severity is Severity.WARNING)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The frames by their ids, in the order of the file."""
        return frames_of(self._pages)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of type, in reading order."""
        return tuple(lines_of(self._pages))

    @property
    def text(self) -> str:
        """All words, a line of type a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def overset(self) -> int:
        """How many characters the page's frames could not hold."""
        return sum(frame.overset for frame in self.frames.values())

    def tree(self) -> dict[str, Any]:
        """The layout tree: everything that is painted, at its place, as docs/compare.md describes it."""
        from banmian.tree.maketree import tree_of
        from banmian.tree.tree import tree_json

        found: dict[str, Any] = msgspec.json.decode(tree_json(tree_of(*self._pages)))
        return found

    # What comes of it

    def pdf(
        self,
        *,
        standard: str | Sequence[str] = (),
        tags: bool | None = None,
        marks: Sequence[str] | None = None,
        curves: bool = False,
        carry: Sequence[str] = (),
    ) -> bytes:
        """The page as PDF, the bytes that `banmian render` writes.

        *standard* is one to keep to, or several that go together (`pdf/x-4`, `pdf/a-3u`, `pdf/ua-1` …); *tags* say what
        everything is and in which order it is read (default: as the standard has it); *marks* are print marks round the page
        (`crop`, `slug` …; default: as the page says); *curves* set letters as outlines; *carry* (`pictures`, `fonts`) rides
        along in PDF/A-3 and A-4f. Raises PageError where the page does not keep the standard.
        """
        return self._as("pdf", request_of(standard, tags, marks, curves, carry))[0][1]

    def png(self, *, ppi: int = 150, number: int = 1, proof: bool = False) -> bytes:
        """Page *number* (from 1) as PNG at *ppi* pixels an inch; *proof*: as it comes off the press, on its own paper.

        Needs the extra `png`. Raises PageError, and IndexError where there is no such page.
        """
        self._check_number(number)
        return self._as("png", Request(ppi=ppi, proof=proof))[number - 1][1]

    def render(
        self,
        target: str | PathLike[str],
        *,
        ppi: int = 150,
        standard: str | Sequence[str] = (),
        tags: bool | None = None,
        marks: Sequence[str] | None = None,
        curves: bool = False,
        carry: Sequence[str] = (),
    ) -> list[Path]:
        """Write the page to *target*: .pdf, .png (a file a page), .txt (its lines of type) or .json (its layout tree).

        Returns the files that were written; each is put in place whole or not at all. Raises PageError, and OSError where a
        file cannot be written.
        """
        from banmian.output.files import write_whole

        place = Path(target)
        if place.suffix.lower() not in ENDINGS:
            raise PageError([Diagnostic(None, f"{place} ends in none of {', '.join(ENDINGS)}", "choose one by its ending")])
        request = msgspec.structs.replace(request_of(standard, tags, marks, curves, carry), ppi=ppi)
        files = self._as(place.suffix[1:].lower(), request, place)
        for path, data in files:
            write_whole(path, data)
        return [path for path, _ in files]

    def _repr_png_(self) -> bytes:
        """The picture that a notebook shows."""
        return self.png(ppi=max(20, min(100, round(72 * _SHOWN / max(self.size)))))

    def _check_number(self, number: int) -> None:
        if not 1 <= number <= self.count:
            raise IndexError(f"there is no page {number}: there {'is one' if self.count == 1 else f'are {self.count}'}")

    def _as(self, ending: str, request: Request, target: Path | None = None) -> list[tuple[Path, bytes]]:
        """The page as files; composed anew where it is asked for in a way that changes it."""
        made, asked = self._made, asked_for(request, None, ending == "pdf")
        if request.proof or request.curves or request.marks is not None or asked is not None:
            made = make(self._spec, self.path, request, asked, Report())
        return outputs(made, ending, target or Path(f"page.{ending}"), request, [])

    # Variants

    def with_(self, changes: Mapping[str, Any] | None = None, /, **keys: Any) -> Page:
        """A variant: the page with other keys, as a page file that `extends` this one would have them.

        `page.with_(page={"margins": "15mm"})`; a frame is named by its id: `page.with_(frames=[{"id": "lead", "z": 1}])`.
        Raises PageError with everything that is wrong with the variant.
        """
        path = self.path.with_name(f"{self.path.stem.partition('+')[0]}+{len(self._texts) + 1}.yaml")
        told = {"extends": self.path.name, **(changes or {}), **keys}
        return Page(path, {**self._texts, path: as_yaml(told)})

    def with_files(self, files: Files) -> Page:
        """The page with texts that stand for files, by their names, relative to the page's folder."""
        return Page(self.path, {**self._texts, **{self.path.parent / name: text for name, text in files.items()}})

    def reload(self) -> Page:
        """The page as its files are now."""
        return Page(self.path, self._texts)


ENDINGS = (".pdf", ".png", ".txt", ".json")
_SHOWN = 800  # pixels of the longer side, in a notebook
