"""The command `banmian accept`: take chosen differences over into a reference."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from banmian.compare.side import Side


def add_accept(commands: Any) -> None:
    """Add `accept` to the command line."""
    parser = commands.add_parser(
        "accept",
        help="take differences over into a reference",
        description="Take chosen differences between a reference and its page over, by the ids that `banmian compare` shows. What "
        "follows from a difference goes with it. The log beside the reference says what was accepted, when and by whom; once "
        "nothing else differs, the reference is written anew.",
        epilog="Exit status: 0 accepted and nothing is left, 1 some differences are left, 2 an error: nothing was written.",
    )
    parser.add_argument("reference", metavar="REFERENCE", type=Path, help="a reference (.zip); with --all it may be new")
    parser.add_argument("page", metavar="PAGE", help="the page as it is now: a page file or a PDF")
    parser.add_argument("ids", metavar="ID", nargs="*", help="differences to accept")
    parser.add_argument("--all", action="store_true", help="accept all of them")
    parser.add_argument("--note", metavar="TEXT", default="", help="why, for the log")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.set_defaults(action=run_accept)


def run_accept(options: argparse.Namespace) -> int:
    """Accept, and say what is left."""
    from banmian.compare.inputs import open_side
    from banmian.spec.files.diagnostics import Diagnostic, PageError

    if not options.ids and not options.all:
        hint = "name the ids that `banmian compare` shows, or write --all"
        raise PageError([Diagnostic(None, "no difference was chosen", hint)])
    page = open_side(options.page)
    refuse_errors(page)
    if not options.reference.exists():
        if not options.all:
            raise PageError([Diagnostic(None, f"{options.reference} does not exist", "--all makes it from the page as it is")])
        _write_reference(options.reference, page, [])
        if not options.quiet:
            print(f"wrote {options.reference}: a new reference")
        return 0
    return _accept(options, page)


def refuse_errors(page: Side) -> None:
    """Nothing is accepted while words are lost on the page: raises PageError. A page with errors is not even made."""
    from banmian.spec.files.diagnostics import Diagnostic, PageError, Severity

    lost = [item for item in (page.report.diagnostics if page.report else []) if item.message.startswith("overset")]
    if lost:
        errors = [Diagnostic(item.span, item.message, item.hint, Severity.ERROR) for item in lost]
        raise PageError([*errors, Diagnostic(None, f"{page.name} loses words; nothing is accepted while errors stand")])


def _accept(options: argparse.Namespace, page: Side) -> int:
    from banmian.compare.inputs import open_side
    from banmian.compare.result import compare
    from banmian.compare.review.accepted import entries_of, log_bytes, log_path, read_log, without_accepted
    from banmian.compare.review.command import side_rules
    from banmian.compare.review.table import table
    from banmian.output.files import write_whole
    from banmian.spec.files.diagnostics import Diagnostic, PageError, suggestion

    reference = open_side(str(options.reference))
    found = compare(reference, page, side_rules(reference, page, None, (), 0))
    known = {item.id for item in found.findings}
    unknown = [name for name in options.ids if name not in known]
    if unknown:
        shown = sorted(known)
        raise PageError([Diagnostic(None, f"no difference has the id {name}", suggestion(name, shown, "ids")) for name in unknown])
    left, taken = without_accepted(found.findings, known if options.all else set(options.ids))
    entries = [
        *read_log(options.reference),
        *entries_of([item for item in taken if not item.follows or not options.all], options.note),
    ]
    if left:
        write_whole(log_path(options.reference), log_bytes(entries))
    else:
        _write_reference(options.reference, page, entries)
    if not options.quiet:
        print(
            f"accepted {len(taken)} difference{'s' if len(taken) != 1 else ''}; {'the reference is new' if not left else 'left:'}"
        )
        if left:
            import msgspec

            print(table(msgspec.structs.replace(found, findings=tuple(left))))
    sys.stdout.flush()
    return 1 if left else 0


def _write_reference(path: Path, page: Side, entries: list[Any]) -> None:
    """The reference of the page as it is, and its log with everything taken over."""
    import msgspec

    from banmian.compare.review.accepted import log_bytes, log_path
    from banmian.compare.review.reference import reference_bytes
    from banmian.output.files import write_whole
    from banmian.spec.files.diagnostics import Diagnostic, PageError

    if page.tree is None:
        raise PageError([Diagnostic(None, f"{page.name} has no structure", "a reference is made from a page file or a PDF")])
    write_whole(path, reference_bytes(page.tree, page.pdf))
    if entries:
        write_whole(log_path(path), log_bytes(msgspec.structs.replace(entry, taken_over=True) for entry in entries))
