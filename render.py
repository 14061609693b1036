#!/usr/bin/env python3
"""Make a page: `python3 render.py [PAGE.yaml] [-o OUT.pdf]`; no page named, the special page."""

import sys

if __name__ == "__main__":
    try:
        from banmian.cli import render_command
    except ModuleNotFoundError as error:
        sys.exit(f"error: {error.name} is not installed; run: python3 -m pip install -e .")
    render_command()
