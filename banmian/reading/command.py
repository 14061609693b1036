"""The command `banmian listen`: a page as it is read aloud."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from banmian.spec.files.diagnostics import Diagnostic, PageError, Report


def add_listen(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser(
        "listen",
        help="say a page as it is read aloud",
        description="Say a page as a screen reader goes through it: a tagged PDF of any maker, or a page file.",
    )
    parser.add_argument("page", metavar="FILE", help="a tagged PDF, a page file, or the name of a page that comes with banmian")
    parser.set_defaults(action=_listen)


def _listen(options: argparse.Namespace) -> int:
    from banmian.reading.aloud import read_aloud
    from banmian.reading.pdf import UnreadablePdfError
    from banmian.spec.files.project import find_page, shown

    path = find_page(options.page)
    try:
        data = path.read_bytes() if path.suffix.lower() == ".pdf" else _tagged(path)
        lines = read_aloud(data)
    except OSError as error:
        raise PageError([Diagnostic(None, f"{shown(path)} cannot be read: {error.strerror or error}")]) from None
    except UnreadablePdfError as error:
        raise PageError([Diagnostic(None, f"{shown(path)} cannot be read: {error}")]) from None
    if not lines:
        raise PageError(
            [Diagnostic(None, f"{shown(path)} is not tagged: it says nothing", "banmian render --tags makes a tagged PDF")]
        )
    print("\n".join(lines))
    return 0


def _tagged(path: Path) -> bytes:
    """The tagged PDF of a page file."""
    from banmian.output.pdf import pdf_bytes
    from banmian.output.sheet.standard import Keeping
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan
    from banmian.spec.load import load_page

    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(path, report), report), report), standard=Keeping((), True))
