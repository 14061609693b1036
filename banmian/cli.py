"""The command line: `banmian render PAGE`, and render.py's defaults.

Exit status: 0 a page was made (with or without warnings), 1 its output could not be written or --strict met
a warning, 2 a faulty page or bad usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from banmian import __version__
from banmian.compare.review.acceptcommand import add_accept
from banmian.compare.review.command import add_compare
from banmian.fontscommand import add_fonts
from banmian.recover.command import add_import
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, in_order
from banmian.spec.options import within

if TYPE_CHECKING:
    from banmian.page.composed import ComposedPage

SPECIAL_PAGE = "special-page"
STANDARDS = ("pdf/x-4", "pdf/x-1a:2001", "pdf/x-1a:2003")


def command() -> NoReturn:
    """The installed command `banmian`."""
    gc.disable()  # a page's objects live until it is written: collecting on the way only costs time
    _leave(main())


def render_command() -> NoReturn:
    """The script render.py."""
    gc.disable()
    _leave(render_main())


def _leave(status: int) -> NoReturn:
    """End the process at once: taking a page's objects apart one by one costs a sixth of the whole run."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        status = status or 1
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `banmian`."""
    parser = argparse.ArgumentParser(prog="banmian", description="Newspaper pages as code: YAML in, PDF out.")
    parser.add_argument("--version", action="version", version=f"banmian {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    render = commands.add_parser("render", help="make a page", description="Make a page from its YAML.")
    _add_render_arguments(render, page_required=True)
    render.set_defaults(action=_render)
    _add_variants(commands)
    _add_propose(commands)
    add_compare(commands)
    add_accept(commands)
    add_import(commands)
    add_fonts(commands)
    options = parser.parse_args(arguments)
    return _run(options, options.action)


def render_main(arguments: Sequence[str] | None = None) -> int:
    """render.py: the same as `banmian render`, with the special page by default."""
    parser = argparse.ArgumentParser(prog="render.py", description="Make a page from its YAML; no page named: the special page.")
    _add_render_arguments(parser, page_required=False)
    return _run(parser.parse_args(arguments), _render)


def _add_variants(commands: Any) -> None:
    parser = commands.add_parser(
        "variants",
        help="make every page of a folder, with a contact sheet",
        description="Make every page file of a folder: a PDF each, and a contact sheet as contact.png and contact.html.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder of page files, such as layout/special-page")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, default=Path("out"), help="where to write (default out/)")
    parser.add_argument("--strict", action="store_true", help="fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")
    parser.set_defaults(action=_variants)


def _add_render_arguments(parser: argparse.ArgumentParser, page_required: bool) -> None:
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
    parser.add_argument(
        "--standard",
        choices=STANDARDS,
        metavar="NAME",
        help=f"keep to a standard: {', '.join(STANDARDS)}; of a page without colour: for newsprint",
    )
    parser.add_argument("--strict", action="store_true", help="write nothing and fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")


def _add_propose(commands: Any) -> None:
    parser = commands.add_parser(
        "propose",
        help="propose where frames could stand",
        description="Place a story, its pictures and sidebars on the grid of a page, and write the best arrangements as page files "
        "that extend it. What is placed stands under propose: in the file.",
    )
    parser.add_argument("page", metavar="PAGE", type=Path, help="a page file with propose:, such as layout/proposals/tabloid.yaml")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="where to write (default: beside PAGE)")
    parser.add_argument("-n", "--count", metavar="N", type=within(1, 50), default=5, help="how many to write (default 5)")
    parser.add_argument("--strict", action="store_true", help="fail when fewer than N are without a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")
    parser.set_defaults(action=_propose)


def _run(options: argparse.Namespace, action: Callable[[argparse.Namespace], int]) -> int:
    try:
        return action(options)
    except PageError as error:
        _print_diagnostics(error.diagnostics)
        count = sum(item.severity.value == "error" for item in error.diagnostics)
        print(f"{count} error{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; no file is half written", file=sys.stderr)
        return 130


def _render(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    from banmian.colour.condition import newsprint
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan
    from banmian.spec.files.project import find_page
    from banmian.spec.load import load_page

    path = find_page(options.page)
    name = path.parent.name if path.stem == "print" else path.stem
    target: Path = options.output or Path("out", f"{name}.pdf")
    report = Report()
    if target.suffix not in (".pdf", ".png", ".txt", ".json"):
        report.error(None, f"{target} ends in none of .pdf, .png, .txt, .json", "choose one by the ending of -o")
    if options.standard and target.suffix != ".pdf":
        report.error(None, f"--standard is of PDFs, and {target} is none", "choose an ending of -o: .pdf")
    report.stop_on_errors()
    usual = newsprint() if options.standard else None
    pages = make_pages(make_plan(load_page(path, report), report, usual), report)
    if options.strict:
        report.without_grave()
    told: list[str] = []
    files = _outputs(pages, target, options.ppi, options.standard, told)
    _print_diagnostics(report.diagnostics)
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
        _tell(pages, target, report, time.perf_counter() - began)
    return 0


def _tell(pages: Sequence[ComposedPage], target: Path, report: Report, seconds: float) -> None:
    """What was made, and what its reader should know."""
    from banmian.spec.files.project import shown

    count = len(report.warnings)
    warnings = "no warnings" if not count else f"{count} warning{'s' if count > 1 else ''}"
    locked = sum(line.locked for page in pages for line in page.lines)
    told = f", {locked} locked line{'s' if locked > 1 else ''}" if locked else ""
    for told_of in pages[0].told:
        print(told_of)
    for page in pages:
        for item in page.fitted:
            print(f"fitted {item.frame}: {', '.join(item.changes)}")
    print(f"wrote {shown(target)} in {seconds:.2f} s, {warnings}{told}")


def _variants(options: argparse.Namespace) -> int:
    from banmian.batch.contact import contact_html, contact_png, thumbnails
    from banmian.batch.variants import make_variant, page_files
    from banmian.output.files import write_whole

    files, made, warned = page_files(options.folder), [], 0
    for number, path in enumerate(files, 1):
        variant = make_variant(path)
        made.append(variant)
        _print_diagnostics(variant.diagnostics)
        warned += len(variant.diagnostics)
        if not variant.failed:
            write_whole(options.output / f"{variant.name}.pdf", variant.pdf)
        if not options.quiet:
            told = "not made" if variant.failed else variant.figures()
            print(f"{number}/{len(files)} {variant.name}: {told}, {variant.seconds:.2f} s", flush=True)
    failed = [variant for variant in made if variant.failed]
    shown_as = [(variant, thumbnails(variant)) for variant in made]
    if len(failed) < len(made):
        write_whole(options.output / "contact.png", contact_png(shown_as))
    write_whole(
        options.output / "contact.html", contact_html(shown_as, f"{options.folder.resolve().name}: {len(made)} pages").encode()
    )
    if not options.quiet:
        print(f"wrote {len(made) - len(failed)} PDFs, contact.png and contact.html to {options.output}")
    return 2 if failed else 1 if options.strict and warned else 0


def _propose(options: argparse.Namespace) -> int:
    from banmian.output.files import write_whole
    from banmian.propose.proposals import proposals
    from banmian.spec.files.project import project_folder, shown

    target: Path = options.output or options.page.parent
    project = project_folder(options.page)
    if not target.resolve().is_relative_to(project):
        message = f"{target} is outside the project folder {shown(project)}: a proposal extends {options.page.name}"
        raise PageError([Diagnostic(None, message, "name a folder inside it, such as layout/proposals")])

    def told(what: str) -> None:
        if not options.quiet:
            print(what, file=sys.stderr, flush=True)

    found = proposals(options.page, target, options.count, told)
    for number, proposal in enumerate(found, 1):
        path = target / f"{options.page.stem}-{number}.yaml"
        write_whole(path, proposal.text.encode("utf-8"))
        if not options.quiet:
            count = len(proposal.warnings)
            warnings = f"{count} warning{'s' if count > 1 else ''}" if count else "no warnings"
            print(f"wrote {shown(path)}: {proposal.empty:.1%} empty, {warnings}")
    sound = sum(proposal.sound for proposal in found)
    return 1 if options.strict and sound < options.count else 0


def _outputs(
    pages: Sequence[ComposedPage], target: Path, ppi: int, standard: str | None, told: list[str]
) -> list[tuple[Path, bytes]]:
    """The files to write; a PNG a page, numbered when there are several."""
    if target.suffix == ".txt":
        from banmian.output.dump import page_text

        return [(target, page_text(*pages).encode("utf-8"))]
    if target.suffix == ".json":
        from banmian.tree.maketree import tree_of
        from banmian.tree.tree import tree_json

        return [(target, tree_json(tree_of(*pages)))]
    from banmian.output.pdf import pdf_bytes
    from banmian.output.standard import Standard

    data = pdf_bytes(*pages, standard=Standard(standard) if standard else None, told=told)
    if target.suffix == ".pdf":
        return [(target, data)]
    from banmian.output.png import png_bytes

    images = png_bytes(data, ppi)
    if len(images) == 1:
        return [(target, images[0])]
    return [(target.with_stem(f"{target.stem}-{page.number}"), image) for page, image in zip(pages, images, strict=True)]


def _print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    for item in in_order(diagnostics):
        print(item.render(), file=sys.stderr)
