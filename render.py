#!/usr/bin/env python3
"""Make a page: `python3 render.py [PAGE.yaml] [-o OUT.pdf]`; no page named, the special page."""

import sys

if __name__ == "__main__":
    try:
        from banmian.cli.main import render_command
    except ModuleNotFoundError as error:
        from pathlib import Path

        inside = Path(".venv", "Scripts" if sys.platform == "win32" else "bin", "python")
        run = f"{inside} render.py"
        if not any(Path(__file__).resolve().parent.glob(".venv/*/python*")):
            maker = "py" if sys.platform == "win32" else "python3"
            run = f"{maker} -m venv .venv && {inside} -m pip install -e . && {run}"
        sys.exit(f"error: this Python has no {error.name}; run, in the folder of render.py: {run}")
    render_command()
