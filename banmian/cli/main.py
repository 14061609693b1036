"""The command line: `banmian COMMAND`, and render.py, which is `banmian render` with a page by default.

Exit statuses are the same everywhere: 0 all is well, 1 the work was done and has something to tell (a difference, a
fault, a warning under --strict) or its output could not be written, 2 faulty input or bad usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from banmian import __version__
from banmian.cli.commands import add_commands
from banmian.cli.rendercommand import add_render_arguments, print_diagnostics, render_page
from banmian.cli.terminal import flushed, make_ready
from banmian.spec.files.diagnostics import PageError


def command() -> NoReturn:
    """The installed command `banmian`."""
    _run_and_leave(main)


def render_command() -> NoReturn:
    """The script render.py."""
    _run_and_leave(render_main)


def _run_and_leave(work: Callable[[], int]) -> NoReturn:
    """End the process at once: taking a page's objects apart one by one costs a sixth of the whole run."""
    gc.disable()  # a page's objects live until it is written: collecting on the way only costs time
    make_ready()
    try:
        status = work()
    except SystemExit as told:  # argparse's
        status = told.code if isinstance(told.code, int) else 2
    except OSError as error:  # of standard output, such as a full disk: all others are told where they happen
        print(f"error: {error.strerror or error}", file=sys.stderr)
        status = 1
    os._exit(max(status, flushed()))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `banmian`."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="banmian", description="Newspaper pages as code: YAML in, PDF out.")
    parser.add_argument("--version", action="version", version=f"banmian {__version__}")
    add_commands(parser.add_subparsers(title="commands", metavar="COMMAND", required=True), arguments)
    options = parser.parse_args(arguments)
    return _run(options, options.action)


def render_main(arguments: Sequence[str] | None = None) -> int:
    """render.py: the same as `banmian render`, with the special page by default."""
    parser = argparse.ArgumentParser(prog="render.py", description="Make a page from its YAML; no page named: the special page.")
    add_render_arguments(parser, page_required=False)
    return _run(parser.parse_args(arguments), render_page)


def _run(options: argparse.Namespace, action: Callable[[argparse.Namespace], int]) -> int:
    try:
        return action(options)
    except PageError as error:
        print_diagnostics(error.diagnostics)
        count = sum(item.severity.value == "error" for item in error.diagnostics)
        print(f"{count} error{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; no file is half written", file=sys.stderr)
        return 130
