"""What programs ask about pages of any maker: `compare`, `preflight`, `import_page`."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from banmian.api.page import Page

if TYPE_CHECKING:
    from banmian.compare.result import Comparison
    from banmian.compare.side import Side
    from banmian.press.preflight.judge import Judgement
    from banmian.recover.importing import Imported

Document = str | PathLike[str] | bytes | Page  #: a file of any kind that `banmian compare` takes, a PDF's bytes, a page


def compare(
    before: Document, after: Document, *, ignore: Sequence[str] = (), ppi: int = 0, pixels: bool = True, plates: bool = True
) -> Comparison:
    """What differs between two documents, in the trade's terms: breaks, moves, faces, pictures; then pixels.

    *ignore* names frames that may differ; *ppi* is the resolution of the pixels compared (default 100, or as the page says);
    *plates* looks at printing plates where pages in CMYK differ. Tolerances are those of the page's `compare:`. Needs the
    extra `compare`. Raises PageError where a document cannot be read.
    """
    from banmian.compare.result import compare as compared
    from banmian.compare.review.command import side_rules

    sides = _side(before, "before"), _side(after, "after")
    return compared(*sides, side_rules(*sides, None, tuple(ignore), ppi), pixels, None, plates)


def _side(document: Document, name: str) -> Side:
    from banmian.compare.inputs import open_side, page_side, pdf_side

    if isinstance(document, Page):
        return page_side(document.path.as_posix(), document._pages)
    return pdf_side(name, document) if isinstance(document, bytes) else open_side(fspath(document))


def preflight(
    document: str | PathLike[str] | bytes, *, standard: str | Sequence[str] = (), house: str | None = None, password: str = ""
) -> Judgement:
    """What a press or an archive would send back of a PDF of any maker.

    It is judged by *standard* (`pdf/x-4`, `pdf/a-2u` …; default: what it says of itself) and by what a *house* asks: one
    that comes with banmian (`daily-240`, `wan-ifra-220`, `gwg2015-newspaper`, `archive`), or a YAML file. Needs the extra
    `press`. Raises PageError where it cannot be read.
    """
    from banmian.api.options import standards_of
    from banmian.press.preflight.looking import house_condition, looked_at, usual_house
    from banmian.spec.files.diagnostics import Diagnostic, PageError
    from banmian.spec.house import load_house
    from banmian.spec.types.house import Wanted

    wanted = tuple(map(Wanted, standards_of(standard)))
    if isinstance(document, bytes):
        name, data = "the PDF", document
    else:
        name = fspath(document)
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise PageError([Diagnostic(None, f"{name} cannot be read: {error.strerror or error}")]) from None
    house = house or usual_house(data, wanted)
    asked = load_house(house)
    return looked_at(name, data, asked, house_condition(asked, house), wanted, password).judgement


def import_page(
    pdf: str | PathLike[str],
    folder: str | PathLike[str],
    *,
    pages: Sequence[int] = (),
    password: str = "",
    overwrite: bool = False,
    report: bool = True,
) -> Imported:
    """Page files for a PDF of any maker, written into *folder*: `banmian.load(folder)` makes the page again.

    *pages* are their numbers from 1 (default: all); *report* writes report.html there too, original and remade page side by
    side. Needs the extra `compare`. Raises PageError with what is wrong, and writes nothing then.
    """
    from banmian.recover.importing import ImportOptions, import_pdf

    options = ImportOptions(pages=tuple(pages), password=password, overwrite=overwrite, report=report)
    return import_pdf(Path(pdf), Path(folder), options)
