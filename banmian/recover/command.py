"""The command `banmian import`: exit status 0 page files were written, 2 an error."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banmian.spec.options import within

if TYPE_CHECKING:
    from banmian.recover.importing import Imported

_MEMORY = 1024  # MiB; a file that unpacks to more is refused instead of filling the machine


def add_import(commands: Any) -> None:
    """Add `import` to the command line."""
    parser = commands.add_parser(
        "import",
        help="make page files from a PDF",
        description="Read a page of any maker's PDF and write page files that make it again: print.yaml, content.yaml, "
        "styles.yaml, assets/ and report.html. `banmian render FOLDER` then makes the page.",
        epilog="Hints in FOLDER/import.yaml, or given with --hints, settle what was taken wrongly; see docs/import.md.",
    )
    parser.add_argument("pdf", metavar="PAGE.pdf", type=Path, help="a PDF of any maker")
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, help="where to write (default: a folder named as the PDF)")
    parser.add_argument(
        "--pages", metavar="N-M", type=page_numbers, default=(), help="which pages, such as 1-3 or 2,5 (default: all)"
    )
    parser.add_argument("--password", metavar="WORD", default="", help="of a PDF that opens with a password only")
    parser.add_argument(
        "--locked",
        choices=("needed", "all", "none"),
        default="needed",
        help="which line ends are locked: those that no rule explains (default), all, or none",
    )
    parser.add_argument("--hints", metavar="FILE", type=Path, help="a hints file (default: import.yaml in FOLDER)")
    parser.add_argument("--force", action="store_true", help="write over a folder that is there")
    parser.add_argument("--score", action="store_true", help="print how near the remade page comes to the original")
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="write the score and what was found as JSON; - for standard output"
    )
    parser.add_argument("--no-report", action="store_true", help="write no report.html")
    parser.add_argument(
        "--memory", metavar="MIB", type=within(256, 1_000_000), default=_MEMORY, help="memory that may be used (default 1024)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")
    parser.set_defaults(action=run_import)


def page_numbers(text: str) -> tuple[int, ...]:
    """Read `3`, `1-3` or `1,4-6`."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            raise argparse.ArgumentTypeError(f"{text!r} names no pages; write 3, 1-3 or 1,4-6")
        start, end = int(first), int(last) if dash else int(first)
        if not 1 <= start <= end <= 100_000:
            raise argparse.ArgumentTypeError(f"{text!r} names no pages; they count from 1, the lower one first")
        found += range(start, end + 1)
    if len(found) > 400:
        raise argparse.ArgumentTypeError(f"{text!r} names {len(found)} pages; at most 400 are imported at once")
    return tuple(dict.fromkeys(found))


def run_import(options: argparse.Namespace) -> int:
    """Import, and say what came of it."""
    began = time.perf_counter()
    from banmian.spec.files.diagnostics import in_order

    folder: Path = options.output or Path(options.pdf.stem)
    found = _imported(options, folder)
    for item in in_order(found.warnings):
        print(item.render(), file=sys.stderr)
    figures = (folder / "import.json").read_bytes()
    if options.json is not None and str(options.json) == "-":
        sys.stdout.write(figures.decode("utf-8"))
        return 0
    if options.json is not None:
        from banmian.output.files import write_whole

        write_whole(options.json, figures)
    _say(found, options, time.perf_counter() - began)
    return 0


def _imported(options: argparse.Namespace, folder: Path) -> Imported:
    """Import within the memory that may be used, telling how far it is on a terminal."""
    from banmian.recover.importing import ImportOptions, import_pdf
    from banmian.recover.refine import Locks
    from banmian.spec.files.diagnostics import Diagnostic, PageError
    from banmian.spec.files.project import shown

    shows = sys.stderr.isatty() and not options.quiet

    def told(text: str) -> None:
        if shows:
            print(f"\r\x1b[K{text} …", end="", file=sys.stderr, flush=True)

    wanted = ImportOptions(
        options.pages, options.password, Locks(options.locked), options.force, options.hints, not options.no_report
    )
    try:
        with _bounded_memory(options.memory * 1024**2):
            return import_pdf(options.pdf, folder, wanted, told)
    except MemoryError:
        message = f"{options.pdf} cannot be read: unpacked it is larger than the {options.memory} MiB that may be used"
        raise PageError([Diagnostic(None, message, "allow more with --memory")]) from None
    except OSError as error:
        raise PageError([Diagnostic(None, f"cannot write {shown(folder)}: {error.strerror or error}")]) from None
    finally:
        if shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _say(found: Imported, options: argparse.Namespace, seconds: float) -> None:
    from banmian.recover.score import score_table
    from banmian.spec.files.project import shown

    if options.score:
        print(score_table(found.score))
    if not options.quiet:
        result, folder = found.refined, shown(found.folder)
        locked = f", {len(result.locked):,} locked" if result.locked else ""
        print(f"{result.by_rule:,} of {result.lines:,} line ends by rule{locked}")
        print(f"wrote {folder} in {seconds:.1f} s; banmian render {folder} makes the page")


@contextmanager
def _bounded_memory(most: int) -> Iterator[None]:
    """Let no file fill the machine, where the system can hold a process to a limit."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY and hard < most:
        most = hard
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
