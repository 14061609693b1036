"""The command `banmian unpack`: the files that ride along in a PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from banmian.spec.files.diagnostics import Diagnostic, PageError


def add_unpack(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser(
        "unpack",
        help="take out the files that ride along in a PDF",
        description="Take out the files that ride along in a PDF, such as the page file, words and styles that it was made from.",
    )
    parser.add_argument("pdf", metavar="FILE.pdf", type=Path, help="a PDF of any maker")
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="where to write (default: a folder of the PDF's name in out/)"
    )
    parser.add_argument("--list", action="store_true", help="only say what rides along")
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.set_defaults(action=_unpack)


def _unpack(options: argparse.Namespace) -> int:
    from banmian.output.files import write_whole
    from banmian.press.recipe.carried import carried_files
    from banmian.spec.files.project import shown

    files = carried_files(options.pdf)
    if not files:
        print(f"no file rides along in {shown(options.pdf)}")
        return 0
    if options.list:
        for item in files:
            print(f"{len(item.data):>12,} {item.name}")
        return 0
    folder: Path = options.output or Path("out", options.pdf.stem)
    places = _places(folder, [item.name for item in files], options.force)
    try:
        for item, place in zip(files, places, strict=True):
            write_whole(place, item.data)
    except OSError as error:
        print(f"error: cannot write to {folder}: {error.strerror or error}", file=sys.stderr)
        return 1
    if not options.quiet:
        print(f"wrote {len(files)} file{'s' if len(files) > 1 else ''} to {shown(folder)}")
    return 0


def _places(folder: Path, names: list[str], force: bool) -> list[Path]:
    """Where files go. Raises PageError with every name that leads out of *folder*, and every file that is there."""
    from banmian.press.recipe.carried import place_in
    from banmian.spec.files.project import shown

    found, faults = [], []
    for name in names:
        try:
            place = place_in(folder, name)
        except ValueError as error:
            faults.append(Diagnostic(None, f"the name of a file is refused: {error}", "look at it with another program"))
            continue
        if place.exists() and not force:
            faults.append(Diagnostic(None, f"{shown(place)} is there already", "write elsewhere with -o, or over it with --force"))
        found.append(place)
    if faults:
        raise PageError(faults)
    return found
