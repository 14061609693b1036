"""The command `banmian fonts`: which fonts a page may use, what they lack, and a specimen sheet of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from banmian.spec.files.diagnostics import Diagnostic, PageError, Report


def add_fonts(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "fonts",
        help="list the fonts that a page may use",
        description="List the families that a page may use, their weights, licences and rights, and which characters of its words "
        "each of them lacks; with -o a specimen sheet.",
    )
    what = "a page file, or a folder with print.yaml (default: what comes with banmian, and what lies here)"
    parser.add_argument("page", metavar="PAGE", nargs="?", help=what)
    parser.add_argument("--text", metavar="TEXT", help="characters to look for, or a file of them (default: the page's words)")
    parser.add_argument("--machine", action="store_true", help="list the fonts of this machine too")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write a specimen sheet (.pdf)")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")
    parser.set_defaults(action=_fonts)


def _fonts(options: argparse.Namespace) -> int:
    from banmian.fonts.listing import list_fonts, listing_text
    from banmian.fonts.system import font_folders

    if options.output is not None and options.output.suffix != ".pdf":
        raise PageError([Diagnostic(None, f"{options.output} does not end in .pdf", "a specimen sheet is a PDF")])
    catalogue, folders, words = _of_page(options.page)
    text = _text(options.text) if options.text is not None else words
    listing = list_fonts(catalogue, folders, font_folders() if options.machine else (), text)
    if options.output is not None:
        from banmian.output.files import write_whole
        from banmian.output.specimen import specimen_pdf

        write_whole(options.output, specimen_pdf(listing, text if options.text is not None else ""))
    print(msgspec.json.format(msgspec.json.encode(listing)).decode() if options.json else listing_text(listing, text))
    return 1 if listing.broken else 0


def _of_page(name: str | None) -> tuple[Any, list[tuple[Path, bool]], str]:
    """The catalogue that a page uses, the folders in which its fonts lie, and its words."""
    from banmian.spec.catalogue import read_catalogue
    from banmian.spec.files.project import bundled, find_page
    from banmian.spec.load import load_page

    if name is None:
        here = Path.cwd()
        own = here / "fonts" / "fonts.yaml"
        path = own if own.is_file() else bundled("fonts", "fonts.yaml")
        return read_catalogue(path, str(path)), [(here / "fonts", True), (here, False)], ""
    report = Report()
    spec = load_page(find_page(name), report)
    report.stop_on_errors()
    folders = dict.fromkeys([(spec.project / "fonts", True), (spec.folder / "fonts", True), (spec.folder, False)])
    return spec.catalogue, list(folders), _words(msgspec.to_builtins(spec.content))


def _words(content: Any) -> str:
    if isinstance(content, dict):
        return "".join(_words(value) for key, value in content.items() if key != "file")
    if isinstance(content, list | tuple):
        return "".join(map(_words, content))
    return content if isinstance(content, str) else ""


def _text(given: str) -> str:
    """A text, or that of a file."""
    try:
        return Path(given).read_text(encoding="utf-8") if len(given) < 1000 and Path(given).is_file() else given
    except (OSError, UnicodeDecodeError) as error:
        raise PageError([Diagnostic(None, f"{given} cannot be read: {error}", "name a text file in UTF-8")]) from None
