"""The command `banmian compare`: exit status 0 same, 1 different, 2 error."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banmian.spec.options import within

if TYPE_CHECKING:
    from banmian.compare.result import Comparison
    from banmian.compare.rules import Rules
    from banmian.compare.side import Side

_INPUTS = "a page file (.yaml), a PDF of any maker, a layout tree (.json), a picture (.png) or a reference (.zip)"


def add_compare(commands: Any) -> None:
    """Add `compare` to the command line."""
    parser = commands.add_parser(
        "compare",
        help="say what differs between two pages",
        description="Say what differs between two documents, in the trade's terms: breaks, moves, faces, pictures; then pixels.",
        epilog="Exit status: 0 the same, 1 different, 2 an error.",
    )
    parser.add_argument("before", metavar="A", help=_INPUTS)
    parser.add_argument("after", metavar="B", help="the same, of another or the same kind")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write a report to look through, in one file")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the differences as JSON; - for standard output")
    parser.add_argument(
        "--rules", metavar="PAGE", help="a page file whose compare: settings and frames hold (default: A's or B's own)"
    )
    parser.add_argument("--ignore", metavar="FRAME", action="append", default=[], help="a frame that may differ; may be repeated")
    parser.add_argument(
        "--ppi", metavar="N", type=within(10, 600), default=0, help="resolution of the pixels compared (default 100)"
    )
    parser.add_argument("--no-pixels", action="store_true", help="compare structure only")
    parser.add_argument("--no-plates", action="store_true", help="do not look at the printing plates of pages in CMYK that differ")
    parser.add_argument(
        "--attribute", action="store_true", help="of two page files, say which change of the input makes which difference"
    )
    parser.add_argument("--all", action="store_true", help="show every difference, however many")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing; the exit status tells")
    parser.set_defaults(action=run_compare)


def run_compare(options: argparse.Namespace) -> int:
    """Compare, and write what was asked for."""
    from banmian.compare.inputs import open_side
    from banmian.compare.result import compare
    from banmian.compare.review.table import comparison_json, table

    before, after = open_side(options.before), open_side(options.after)
    if not options.quiet:
        _say_warnings(before, after)
    rules = side_rules(before, after, options.rules, tuple(options.ignore), options.ppi)

    def told(text: str) -> None:
        if not options.quiet and sys.stderr.isatty():
            print(text, file=sys.stderr, flush=True)

    found = compare(before, after, rules, not options.no_pixels, told, not options.no_plates)
    if options.attribute:
        found = _attributed(found, before, after, rules, told)
    if options.json is not None and str(options.json) == "-":
        sys.stdout.write(comparison_json(found).decode("utf-8"))
    elif options.json is not None:
        _write(options.json, comparison_json(found))
    if options.html is not None:
        from banmian.compare.review.html import comparison_html

        _write(options.html, comparison_html(found, before, after))
    if not options.quiet and str(options.json) != "-":
        print(table(found, options.all))
    return 0 if found.same else 1


def _say_warnings(*sides: Side) -> None:
    """What was said while pages were made."""
    from banmian.spec.files.diagnostics import in_order

    for item in in_order([item for side in sides if side.report for item in side.report.diagnostics]):
        print(item.render(), file=sys.stderr)


def _attributed(found: Comparison, before: Side, after: Side, rules: Rules, told: Callable[[str], None]) -> Comparison:
    """The comparison with the changes of the input that make each difference."""
    import msgspec

    from banmian.compare.review.attribute import attribute
    from banmian.spec.files.diagnostics import Diagnostic, PageError

    if before.kind != "page file" or after.kind != "page file":
        raise PageError([Diagnostic(None, "--attribute compares two page files", "name the .yaml files of two revisions")])
    reasons = attribute(before.name, after.name, found.findings, rules, told)
    return msgspec.structs.replace(found, reasons=reasons)


def side_rules(before: Side, after: Side, rules: str | None, ignore: tuple[str, ...], ppi: int) -> Rules:
    """The rules of the page file that is named, else those of the sides."""
    import msgspec

    from banmian.compare.inputs import open_side
    from banmian.compare.rules import rules_of
    from banmian.spec.files.diagnostics import Diagnostic, PageError, suggestion
    from banmian.spec.types.schema import CompareSpec

    if rules is not None:
        named = open_side(rules)
        trees = [named.tree] if named.tree else []
    else:
        trees = [side.tree for side in (after, before) if side.tree is not None]
    own = next((tree.compare for tree in trees if not tree.recovered), CompareSpec())
    frames = {frame.id for tree in trees for page in tree.pages for frame in page.frames}
    for name in ignore:
        if name not in frames:
            raise PageError(
                [Diagnostic(None, f"--ignore {name}: there is no such frame", suggestion(name, sorted(frames), "frames"))]
            )
    return rules_of(msgspec.structs.replace(own, ignore=(*own.ignore, *ignore)), tuple(trees), ppi)


def _write(path: Path, data: bytes) -> None:
    from banmian.output.files import write_whole
    from banmian.spec.files.diagnostics import Diagnostic, PageError

    try:
        write_whole(path, data)
    except OSError as error:
        raise PageError([Diagnostic(None, f"cannot write {path}: {error.strerror or error}")]) from None
