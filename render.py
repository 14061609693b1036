#!/usr/bin/env python3
"""Make a page: `python3 render.py [PAGE.yaml] [-o OUT.pdf]`; no page named, the special page."""

import sys

from banmian.cli import render_main

if __name__ == "__main__":
    sys.exit(render_main())
