"""The command line: `banmian render PAGE`, and render.py's defaults.

Exit status: 0 a page was made (with or without warnings), 1 its output could not be written or --strict met
a warning, 2 a faulty page or bad usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from banmian import __version__
from banmian.compare.review.acceptcommand import add_accept
from banmian.compare.review.command import add_compare
from banmian.fontscommand import add_fonts
from banmian.press.imposecommand import add_impose
from banmian.press.preflight.command import add_preflight
from banmian.press.recipe.command import add_unpack
from banmian.reading.command import add_listen
from banmian.recover.command import add_import
from banmian.rendercommand import add_render_arguments, print_diagnostics, render_page
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.options import within

if TYPE_CHECKING:
    pass


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
    add_render_arguments(render, page_required=True)
    render.set_defaults(action=render_page)
    _add_variants(commands)
    _add_propose(commands)
    add_compare(commands)
    add_accept(commands)
    add_import(commands)
    add_fonts(commands)
    add_impose(commands)
    add_preflight(commands)
    add_unpack(commands)
    add_listen(commands)
    options = parser.parse_args(arguments)
    return _run(options, options.action)


def render_main(arguments: Sequence[str] | None = None) -> int:
    """render.py: the same as `banmian render`, with the special page by default."""
    parser = argparse.ArgumentParser(prog="render.py", description="Make a page from its YAML; no page named: the special page.")
    add_render_arguments(parser, page_required=False)
    return _run(parser.parse_args(arguments), render_page)


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
        print_diagnostics(error.diagnostics)
        count = sum(item.severity.value == "error" for item in error.diagnostics)
        print(f"{count} error{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("interrupted; no file is half written", file=sys.stderr)
        return 130


def _variants(options: argparse.Namespace) -> int:
    from banmian.batch.contact import contact_html, contact_png, thumbnails
    from banmian.batch.variants import make_variant, page_files
    from banmian.output.files import write_whole

    files, made, warned = page_files(options.folder), [], 0
    for number, path in enumerate(files, 1):
        variant = make_variant(path)
        made.append(variant)
        print_diagnostics(variant.diagnostics)
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
