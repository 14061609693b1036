"""The command `banmian impose`: the pages of a section on sheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.options import MARKS, marks

_LAYOUTS = ("booklet", "2-up", "spreads")


def add_impose(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser(
        "impose",
        help="put the pages of a section on sheets",
        description="Put pages on sheets, two beside one another. booklet: as a section is printed whose sheets lie in one another "
        "and are folded once (the last page beside the first); 2-up: in their order; spreads: as they lie open before a reader.",
    )
    parser.add_argument("pages", metavar="FILE", nargs="+", type=Path, help="PDFs, or page files, in the order of their pages")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, default=Path("out", "imposed.pdf"), help="default out/imposed.pdf"
    )
    parser.add_argument("--layout", choices=_LAYOUTS, default="booklet", help="which pages stand together (default booklet)")
    parser.add_argument(
        "--bound", choices=("left", "right"), default="left", help="right: of a section that is read from the right"
    )
    parser.add_argument(
        "--gutter", type=_length, default=0.0, metavar="LENGTH", help="white between two pages, such as 10mm (default 0)"
    )
    parser.add_argument(
        "--creep",
        type=_length,
        default=0.0,
        metavar="LENGTH",
        help="of a booklet: how far the pages of each sheet move towards the fold, for those that lie in it (default 0)",
    )
    parser.add_argument(
        "--marks",
        type=marks,
        default=(),
        metavar="LIST",
        help=f"print marks round the sheets: {', '.join(MARKS)}, with commas between them; all (default: none)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")
    parser.set_defaults(action=_impose)


def _length(text: str) -> float:
    from banmian.spec.types.units import Length

    try:
        length = Length.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if length.unit in ("em", "lines") or length.value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of paper; write it in mm, cm, in or pt, from 0 on")
    return length.points(0, 0)


def _impose(options: argparse.Namespace) -> int:
    from banmian.output.files import write_whole
    from banmian.pictures.drawings.drawing import DrawingError
    from banmian.press.impose import Imposed, ImposeError, Imposition, imposed
    from banmian.press.signature import Bound, Layout
    from banmian.spec.files.project import shown
    from banmian.spec.types.press import PressMark

    if options.output.suffix != ".pdf":
        raise PageError([Diagnostic(None, f"{options.output} does not end in .pdf", "write -o FILE.pdf")])
    printed = tuple(map(PressMark, options.marks))
    told = Imposition(Layout(options.layout), Bound(options.bound), options.gutter, options.creep, printed)
    report = Report()
    files = [_pdf(path, report) for path in options.pages]
    report.stop_on_errors()
    try:
        made: Imposed = imposed([data for data in files if data is not None], told, options.pages[0].stem)
    except (ImposeError, DrawingError) as error:
        raise PageError([Diagnostic(None, f"the pages cannot be put on sheets: {error}")]) from None
    try:
        write_whole(options.output, made.pdf)
    except OSError as error:
        print(f"error: cannot write {options.output}: {error.strerror or error}", file=sys.stderr)
        return 1
    if not options.quiet:
        for number, side in enumerate(made.sheets, 1):
            pages = " | ".join("-" if at is None else str(at + 1) for at in (side.left, side.right))
            print(f"side {number}: {pages}")
        empty = f", {made.blanks} place{'s' if made.blanks > 1 else ''} empty at the end" if made.blanks else ""
        print(f"wrote {shown(options.output)}: {len(made.sheets)} sides{empty}")
    return 0


def _pdf(path: Path, report: Report) -> bytes | None:
    """The PDF at *path*, or of the page file there; None after an error was noted."""
    if path.suffix.lower() in (".yaml", ".yml"):
        from banmian.output.pdf import pdf_bytes
        from banmian.page.makepage import make_pages
        from banmian.plan.makeplan import make_plan
        from banmian.spec.load import load_page

        return pdf_bytes(*make_pages(make_plan(load_page(path, report), report), report))
    try:
        return path.read_bytes()
    except OSError as error:
        report.error(None, f"{path} cannot be read: {error.strerror or error}", "name PDFs or page files")
        return None
