#!/usr/bin/env python3
"""Make a page: `python3 render.py [PAGE.yaml] [-o OUT.pdf]`; no page named, the special page."""

from banmian.cli import render_command

if __name__ == "__main__":
    render_command()
