"""The command `banmian propose`: arrangements of a page as page files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.options import within


def add_propose(commands: Any) -> None:
    """Add the command to *commands*."""
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
