"""The command `banmian render`: a page file to a PDF, a picture, its plates, its layout tree."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from banmian.spec.files.diagnostics import Diagnostic, Report, in_order
from banmian.spec.options import MARKS, marks, within

if TYPE_CHECKING:
    from banmian.page.composed import ComposedPage
    from banmian.plan.plan import PagePlan

SPECIAL_PAGE = "special-page"
STANDARDS = ("pdf/x-4", "pdf/x-1a:2001", "pdf/x-1a:2003")
_ENDINGS = (".pdf", ".png", ".txt", ".json")


def add_render_arguments(parser: argparse.ArgumentParser, page_required: bool) -> None:
    """The arguments of `banmian render` and render.py."""
    what = "a page file, a folder with print.yaml, or the name of a page that comes with banmian (special-page)"
    if page_required:
        parser.add_argument("page", metavar="PAGE", help=what)
    else:
        parser.add_argument("page", metavar="PAGE", nargs="?", default=SPECIAL_PAGE, help=what)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="where to write: .pdf, .png, .txt (the page as lines of type) or .json (its layout tree); default out/NAME.pdf",
    )
    parser.add_argument(
        "--ppi", type=within(10, 1200), default=150, metavar="N", help="resolution of a PNG, pixels an inch (default 150)"
    )
    _add_press_arguments(parser.add_argument_group("for the press", "a page without colour: is then made for newsprint"))
    parser.add_argument("--strict", action="store_true", help="write nothing and fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")


def _add_press_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--standard", choices=STANDARDS, metavar="NAME", help=f"keep to a standard: {', '.join(STANDARDS)}")
    group.add_argument(
        "--marks",
        type=marks,
        metavar="LIST",
        help=f"print marks round the page: {', '.join(MARKS)}, with commas between them; all; none (default: as the page says)",
    )
    group.add_argument("--curves", action="store_true", help="set every letter as its outline")
    group.add_argument("--proof", action="store_true", help="a PNG as it comes off the press, on its own paper")
    group.add_argument("--plates", action="store_true", help="a PNG of each plate, black where it prints")


def render_page(options: argparse.Namespace) -> int:
    """Make the page of *options*."""
    began = time.perf_counter()
    from banmian.page.makepage import make_pages
    from banmian.spec.files.project import find_page

    path = find_page(options.page)
    name = path.parent.name if path.stem == "print" else path.stem
    target: Path = options.output or Path("out", f"{name}.pdf")
    report = Report()
    _check(options, target, report)
    pages = make_pages(_plan(options, path, report), report)
    if options.strict:
        report.without_grave()
    told: list[str] = []
    files = _outputs(pages, target, options, told)
    print_diagnostics(report.diagnostics)
    if options.strict and report.warnings:
        print(f"{len(report.warnings)} warnings under --strict; nothing was written", file=sys.stderr)
        return 1
    try:
        from banmian.output.files import write_whole

        for path, data in files:
            write_whole(path, data)
    except OSError as error:
        print(f"error: cannot write {target}: {error.strerror or error}", file=sys.stderr)
        return 1
    if not options.quiet:
        for line in told:
            print(line)
        _tell(pages, files, report, time.perf_counter() - began)
    return 0


def _check(options: argparse.Namespace, target: Path, report: Report) -> None:
    """Whether the options go together. Raises PageError."""
    if target.suffix not in _ENDINGS:
        report.error(None, f"{target} ends in none of {', '.join(_ENDINGS)}", "choose one by the ending of -o")
    if options.standard and target.suffix != ".pdf":
        report.error(None, f"--standard is of PDFs, and {target} is none", "choose an ending of -o: .pdf")
    if (options.proof or options.plates) and target.suffix != ".png":
        report.error(None, f"--{'proof' if options.proof else 'plates'} is of PNGs, and {target} is none", "write -o FILE.png")
    if options.proof and options.plates:
        report.error(None, "--proof and --plates exclude one another", "make one after the other")
    report.stop_on_errors()


def _plan(options: argparse.Namespace, path: Path, report: Report) -> PagePlan:
    """The plan of the page, for the press and with the marks of the options."""
    import msgspec

    from banmian.plan.makeplan import make_plan
    from banmian.spec.load import load_page

    usual = None
    if options.standard or options.proof or options.plates:
        from banmian.colour.condition import newsprint

        usual = newsprint()
    plan = make_plan(load_page(path, report), report, usual)
    if options.marks is not None:
        from banmian.spec.types.press import PressMark

        plan = msgspec.structs.replace(plan, marks=tuple(map(PressMark, options.marks)))
    return msgspec.structs.replace(plan, curves=True) if options.curves else plan


def _tell(pages: Sequence[ComposedPage], files: Sequence[tuple[Path, bytes]], report: Report, seconds: float) -> None:
    """What was made, and what its reader should know."""
    from banmian.spec.files.project import shown

    count = len(report.warnings)
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


def _outputs(pages: Sequence[ComposedPage], target: Path, options: argparse.Namespace, told: list[str]) -> list[tuple[Path, bytes]]:
    """The files to write; a PNG a page or a plate, numbered and named when there are several."""
    if target.suffix == ".txt":
        from banmian.output.dump import page_text

        return [(target, page_text(*pages).encode("utf-8"))]
    if target.suffix == ".json":
        from banmian.tree.maketree import tree_of
        from banmian.tree.tree import tree_json

        return [(target, tree_json(tree_of(*pages)))]
    from banmian.output.pdf import pdf_bytes

    standard = None
    if options.standard:
        from banmian.output.sheet.standard import Standard

        standard = Standard(options.standard)
    data = pdf_bytes(*pages, standard=standard, told=told)
    if standard is not None:
        from banmian.press.preflight.keeping import check_kept

        check_kept(data, standard)
    if target.suffix == ".pdf":
        return [(target, data)]
    return _pictures(data, pages, target, options)


def _pictures(data: bytes, pages: Sequence[ComposedPage], target: Path, options: argparse.Namespace) -> list[tuple[Path, bytes]]:
    condition = pages[0].condition
    stems = [target.stem if len(pages) == 1 else f"{target.stem}-{page.number}" for page in pages]
    if condition is None or condition.for_screens:
        from banmian.output.png import png_bytes

        return [(target.with_stem(stem), image) for stem, image in zip(stems, png_bytes(data, options.ppi), strict=True)]
    from banmian.output.plates.png import plate_pngs, proof_png

    if not options.plates:
        proofs = (proof_png(data, condition, at, options.ppi, options.proof) for at in range(len(pages)))
        return [(target.with_stem(stem), image) for stem, image in zip(stems, proofs, strict=True)]
    return [
        (target.with_stem(f"{stem}-{name}"), image)
        for at, stem in enumerate(stems)
        for name, image in plate_pngs(data, condition, at, options.ppi)
    ]


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Errors and warnings in the order of their files."""
    for item in in_order(diagnostics):
        print(item.render(), file=sys.stderr)
