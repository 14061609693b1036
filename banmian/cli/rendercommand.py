"""The command `banmian render`: a page file to a PDF, a picture, its plates, its layout tree."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banmian.cli.streams import STANDARD_OUTPUT, given_page, write_out
from banmian.spec.files.diagnostics import Diagnostic, Report, in_order, told_once
from banmian.spec.options import CARRIED, MARKS, STANDARDS, carried, marks, standards, within

if TYPE_CHECKING:
    from banmian.api.making import Request
    from banmian.page.composed import ComposedPage
    from banmian.press.recipe.recipe import Recipe
    from banmian.spec.load import Texts

SPECIAL_PAGE = "special-page"
FORMATS = ("pdf", "png", "txt", "json")


def add_render(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser("render", help="make a page", description="Make a page from its YAML.")
    add_render_arguments(parser, page_required=True)
    parser.set_defaults(action=render_page)


def add_render_arguments(parser: argparse.ArgumentParser, page_required: bool) -> None:
    """The arguments of `banmian render` and render.py."""
    what = (
        "a page file, a folder with print.yaml, a page that comes with banmian (special-page), a PDF with its recipe; - for stdin"
    )
    if page_required:
        parser.add_argument("page", metavar="PAGE", help=what)
    else:
        parser.add_argument("page", metavar="PAGE", nargs="?", default=SPECIAL_PAGE, help=what)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="where to write: .pdf, .png, .txt (the page as lines of type) or .json (its layout tree); - for standard output "
        "(default: out/NAME.pdf; of a page from standard input: -)",
    )
    parser.add_argument("--format", choices=FORMATS, help="what to write (default: by the ending of -o, else a PDF)")
    parser.add_argument(
        "--ppi", type=within(10, 1200), default=150, metavar="N", help="resolution of a PNG, pixels an inch (default 150)"
    )
    _add_press_arguments(parser.add_argument_group("for the press", "a page without colour: is then made for newsprint"))
    _add_standard_arguments(parser.add_argument_group("for the press, the archive and every reader"))
    parser.add_argument("--strict", action="store_true", help="write nothing and fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")


def _add_press_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--marks",
        type=marks,
        metavar="LIST",
        help=f"print marks round the page: {', '.join(MARKS)}, with commas between them; all; none (default: as the page says)",
    )
    group.add_argument("--curves", action="store_true", help="set every letter as its outline")
    group.add_argument("--proof", action="store_true", help="a PNG as it comes off the press, on its own paper")
    group.add_argument("--plates", action="store_true", help="a PNG of each plate, black where it prints")


def _add_standard_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--standard",
        type=standards,
        action="append",
        metavar="LIST",
        help=f"keep to a standard, or to several that go together, with commas between them: {', '.join(STANDARDS)}",
    )
    group.add_argument(
        "--tags",
        action=argparse.BooleanOptionalAction,
        help="say in the PDF what everything is and in which order it is read (default: as the standard has it)",
    )
    group.add_argument(
        "--carry",
        type=carried,
        metavar="LIST",
        help=f"what rides along in PDF/A-3 and A-4f beside the page's own files: {', '.join(CARRIED)}; all; none (default)",
    )
    group.add_argument(
        "--files",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="of a PDF as PAGE: a folder that has pictures and fonts that do not ride along in it",
    )


def render_page(options: argparse.Namespace) -> int:
    """Make the page of *options*."""
    began = time.perf_counter()
    report = Report()
    path, texts = given_page(options.page)
    if texts or path.suffix.lower() != ".pdf":
        return _render(options, path, texts, None, report, began)
    from banmian.press.recipe.remake import remade

    with remade(path, options.files, report) as made:
        return _render(options, made.page, {}, made.recipe, report, began)


def _render(options: argparse.Namespace, path: Path, texts: Texts, recipe: Recipe | None, report: Report, began: float) -> int:
    """Make the page of the page file at *path*, as its *recipe* says where there is one."""
    from banmian.api.making import as_before, asked_for, make, outputs
    from banmian.spec.load import load_page

    target = _target(options, path, texts)
    kind = options.format or target.suffix[1:].lower() or ("pdf" if target == STANDARD_OUTPUT else "")
    _check(options, target, kind, report)
    request = _request(options)
    asked = asked_for(request, recipe, kind == "pdf")
    made = make(load_page(path, report, texts), path, request, asked, report)
    if options.strict:
        report.without_grave()
    told: list[str] = []
    files = outputs(made, kind, target, request, told)
    if recipe is not None:
        as_before(made, recipe, report)
    print_diagnostics(report.diagnostics)
    if options.strict and report.warnings:
        print(f"{len(in_order(report.warnings))} warnings under --strict; nothing was written", file=sys.stderr)
        return 1
    try:
        from banmian.output.files import write_whole

        for place, data in files:
            if place == STANDARD_OUTPUT:
                write_out(data)
            else:
                write_whole(place, data)
    except OSError as error:
        print(f"error: cannot write {target}: {error.strerror or error}", file=sys.stderr)
        return 1
    if not options.quiet and target != STANDARD_OUTPUT:
        for line in told:
            print(line)
        _tell(made.pages, files, report, time.perf_counter() - began)
    return 0


def _target(options: argparse.Namespace, path: Path, texts: Texts) -> Path:
    """Where the page goes: a page from standard input to standard output, where nothing else is said."""
    if options.output is not None or texts:
        return options.output or STANDARD_OUTPUT
    name = path.parent.name if path.stem == "print" else path.stem
    return Path("out", f"{name}.{options.format or 'pdf'}")


def _request(options: argparse.Namespace) -> Request:
    from banmian.api.making import Request

    return Request(
        standards=tuple(dict.fromkeys(name for group in options.standard or () for name in group)),
        tagged=options.tags,
        carry=options.carry,
        marks=options.marks,
        curves=options.curves,
        ppi=options.ppi,
        proof=options.proof,
        plates=options.plates,
    )


def _check(options: argparse.Namespace, target: Path, kind: str, report: Report) -> None:
    """Whether the options go together. Raises PageError."""
    if kind not in FORMATS:
        endings = ", ".join(f".{item}" for item in FORMATS)
        report.error(None, f"{target} ends in none of {endings}", "choose one by the ending of -o, or with --format")
    if target == STANDARD_OUTPUT and sys.stdout is not None and sys.stdout.isatty() and kind in ("pdf", "png"):
        report.error(None, f"a terminal cannot show a {kind.upper()}", f"name a file: -o FILE.{kind}")
    for name, asked in (("--standard", options.standard), ("--tags", options.tags), ("--carry", options.carry)):
        if asked and kind != "pdf":
            report.error(None, f"{name} is of PDFs, and {target} is none", "choose an ending of -o: .pdf")
    if options.carry is not None and options.standard and not any(_carries(name) for group in options.standard for name in group):
        report.error(None, "--carry is of PDF/A-3 and PDF/A-4f", "write --standard pdf/a-3u or pdf/a-4f")
    if (options.proof or options.plates) and kind != "png":
        report.error(None, f"--{'proof' if options.proof else 'plates'} is of PNGs, and {target} is none", "write -o FILE.png")
    if options.proof and options.plates:
        report.error(None, "--proof and --plates exclude one another", "make one after the other")
    report.stop_on_errors()


def _carries(name: str) -> bool:
    return name in ("pdf/a-3u", "pdf/a-4f")


def _tell(pages: Sequence[ComposedPage], files: Sequence[tuple[Path, bytes]], report: Report, seconds: float) -> None:
    """What was made, and what its reader should know."""
    from banmian.spec.files.project import shown

    count = len(in_order(report.warnings))
    warnings = "no warnings" if not count else f"{count} warning{'s' if count > 1 else ''}"
    locked = sum(line.locked for page in pages for line in page.lines)
    told = f", {locked} locked line{'s' if locked > 1 else ''}" if locked else ""
    for told_of in dict.fromkeys(line for page in pages for line in page.told):
        print(told_of)
    for page in pages:
        for item in page.fitted:
            print(f"fitted {item.frame}: {', '.join(item.changes)}")
    names = shown(files[0][0]) if len(files) == 1 else f"{len(files)} files, {shown(files[0][0])} and on,"
    print(f"wrote {names} in {seconds:.2f} s, {warnings}{told}")


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Errors and warnings in the order of their files."""
    for text in told_once(in_order(diagnostics)):
        print(text, file=sys.stderr)
