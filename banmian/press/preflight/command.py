"""The command `banmian preflight`: what a press would find in a PDF."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.files.diagnostics import Report as Diagnostics
from banmian.spec.options import STANDARDS, standards

if TYPE_CHECKING:
    from banmian.colour.condition import Condition
    from banmian.press.preflight.report import Report
    from banmian.spec.types.house import HouseSpec, Wanted

_PPI, _MOST_SIDE = 60, 3000  # of pictures in the report, pixels


def add_preflight(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser(
        "preflight",
        help="look for what a press would send back",
        description="Look for what a press would send back: in PDFs of any maker, or in page files, which are made for it first. "
        "Files are judged by the standard that they say they keep to, or that the house asks for, and by what the house asks.",
    )
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="PDFs, or page files")
    parser.add_argument(
        "--house",
        metavar="NAME",
        help="what is asked for: daily-240 (default of files for the press), wan-ifra-220, gwg2015-newspaper, archive (default of "
        "files for the archive and for readers), or a YAML file of your own",
    )
    parser.add_argument(
        "--standard",
        type=standards,
        action="append",
        metavar="LIST",
        help=f"judge by these standards, whatever the file says: {', '.join(STANDARDS)}; page files are made for them",
    )
    parser.add_argument(
        "--verapdf",
        action=argparse.BooleanOptionalAction,
        help="ask veraPDF too about PDF/A and PDF/UA (default: where it is installed)",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all of it as JSON too; - for the terminal")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write a report in one HTML file, with pictures of the ink")
    parser.add_argument("--password", default="", help="of an encrypted PDF")
    parser.add_argument("--rules", action="store_true", help="list the rules and say where each comes from")
    parser.add_argument("--all", action="store_true", help="show every finding")
    parser.add_argument("--strict", action="store_true", help="fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what was found")
    parser.set_defaults(action=_preflight)


def _preflight(options: argparse.Namespace) -> int:
    from banmian.press.preflight.looking import house_condition, looked_at, usual_house
    from banmian.press.preflight.report import as_json, table
    from banmian.spec.files.project import shown
    from banmian.spec.house import load_house

    if options.rules:
        return _list_rules()
    if not options.files:
        raise PageError([Diagnostic(None, "there is no file to look at", "name PDFs or page files")])
    if options.html and len(options.files) > 1:
        raise PageError([Diagnostic(None, "--html is of one file", "look at one file after the other")])
    reports, datas = [], []
    for path in options.files:
        wanted = _wanted(options)
        data = _read(path)
        name = options.house or usual_house(data, wanted)
        house = load_house(name)
        condition = house_condition(house, name)
        data = _made(path, house, condition, wanted) if data is None else data
        datas.append(data)
        told = _progress(path) if not options.quiet and len(options.files) > 1 else lambda text: None
        reports.append(looked_at(shown(path), data, house, condition, wanted, options.password, options.verapdf, told))
    if options.json != Path("-"):
        for report in reports:
            print(table(report, options.all))
    if options.json:
        _write(options.json, as_json(reports))
    if options.html:
        _write(options.html, _html(reports[0], datas[0], condition))
    found = [item for report in reports for item in report.judgement.findings]
    errors = sum(report.judgement.errors for report in reports)
    return 1 if errors or (options.strict and found) else 0


def _progress(path: Path) -> Callable[[str], None]:
    return lambda text: print(f"{path.name}: {text}", file=sys.stderr, flush=True)


def _wanted(options: argparse.Namespace) -> tuple[Wanted, ...]:
    """The standards that files are judged by, beside those that they name."""
    from banmian.spec.types.house import Wanted

    return tuple(dict.fromkeys(Wanted(name) for group in options.standard or () for name in group))


def _read(path: Path) -> bytes | None:
    """The PDF at *path*; None of a page file. Raises PageError."""
    if path.suffix.lower() in (".yaml", ".yml") or path.is_dir():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError(
            [Diagnostic(None, f"{path} cannot be read: {error.strerror or error}", "name a PDF or a page file")]
        ) from None


def _made(path: Path, house: HouseSpec, condition: Condition, wanted: Sequence[Wanted]) -> bytes:
    """The PDF of a page file, made for the standards that are asked for, or as the house asks. Raises PageError."""
    from banmian.output.pdf import pdf_bytes
    from banmian.output.sheet.standard import Standard, keeping
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan
    from banmian.spec.files.project import find_page
    from banmian.spec.load import load_page
    from banmian.spec.types.house import Wanted

    report = Diagnostics()
    own = {Wanted.X1A: Standard.X1A_2003, Wanted.X1A_2001: Standard.X1A_2001, Wanted.X1A_2003: Standard.X1A_2003}
    names = [Standard(item.value) for item in wanted] or [own.get(house.standard, Standard.X4)]
    try:
        kept = keeping(names)
    except ValueError as error:
        raise PageError([Diagnostic(None, str(error), "look at one after the other")]) from None
    usual = condition if kept.press or kept.archive else None
    pages = make_pages(make_plan(load_page(find_page(str(path)), report), report, usual), report)
    return pdf_bytes(*pages, standard=kept)


def _html(report: Report, data: bytes, condition: Condition) -> bytes:
    from banmian.pictures.drawings.drawing import DrawingError
    from banmian.press.preflight.inkmap import pictures
    from banmian.press.preflight.report import as_html

    shown = []
    for page in report.facts.pages:
        media = page.boxes.get("media", (0.0, 0.0, 1.0, 1.0))
        ppi = min(_PPI, 72 * _MOST_SIDE / max(media[2] - media[0], media[3] - media[1], 1.0))
        try:
            shown.append(pictures(data, condition, page.number - 1, ppi, report.house.ink.value if report.house.ink else 4.0))
        except DrawingError:
            break
    return as_html(report, shown)


def _write(target: Path, data: bytes) -> None:
    from banmian.output.files import write_whole

    if target == Path("-"):
        sys.stdout.write(data.decode("utf-8"))
        return
    try:
        write_whole(target, data)
    except OSError as error:
        raise PageError([Diagnostic(None, f"cannot write {target}: {error.strerror or error}")]) from None


def _list_rules() -> int:
    from banmian.press.preflight.judge import PARTS
    from banmian.press.preflight.rules.rule import RULES

    assert PARTS
    for item in RULES.values():
        standards = f" [{', '.join(standard.value for standard in item.standards)}]" if item.standards else ""
        print(f"{item.id:<20} {item.asks}{standards}\n{'':20} {item.source}")
    return 0
