#!/usr/bin/env python3
"""Time making the special page, cold, against Typst compiling the same words in five columns.

usage: whole_command.py [-n RUNS]        (needs: python3 -m pip install -e '.[bench]')

Each run is a fresh process: render.py with its fonts, photographs and YAML, and Typst (pip's `typst`) with
the same words, the same faces and no photographs. The two take turns, so that the machine's drift meets
both; the ratio of medians is what counts, and it is printed last. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent

_TYPST = """\
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def typst_source() -> str:
    """The special page's words as a Typst document: five columns of Noto Serif SC."""
    content = yaml.safe_load((ROOT / "layout/special-page/content.yaml").read_text(encoding="utf-8"))
    main, voices = content["stories"]["main"], content["stories"]["voices"]
    rows = [
        "#set page(width: 390mm, height: 545mm, margin: (x: 17mm, y: 20mm), columns: 5)",
        '#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
        f'#place(top + center, scope: "parent", float: true, text(size: 60pt, weight: 900)[{" ".join(main["headline"])}])',
        main["lead"].replace("\n", "\n\n"),
    ]
    for section in [*main["sections"], *voices["sections"]]:
        rows.append(f'#text(font: "Noto Sans CJK SC", weight: 700, size: 14pt)[{section["heading"]}]')
        rows.append(section["text"].replace("\n", "\n\n"))
    rows += [f"{photo['number']}{photo['caption']}" for photo in content["photos"].values()]
    return "\n\n".join(rows)


def timed(command: list[str]) -> float:
    """Seconds of one fresh process."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Take turns, print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=15, metavar="RUNS", help="runs of each (default 15)")
    runs = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "words.typ")
        source.write_text(typst_source(), encoding="utf-8")
        ours = [sys.executable, "render.py", "-q", "-o", f"{folder}/ours.pdf"]
        theirs = [sys.executable, "-c", _TYPST, str(source), f"{folder}/typst.pdf", str(ROOT / "fonts")]
        timed(ours), timed(theirs)  # warm the file cache and the bytecode
        pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
    mine, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"render.py        median {mine * 1000:6.0f} ms  (min {min(a for a, _ in pairs) * 1000:.0f})")
    print(f"Typst {version('typst'):<10} median {peer * 1000:6.0f} ms  (min {min(b for _, b in pairs) * 1000:.0f})")
    print(f"ratio {mine / peer:.2f} (wanted: at most 3)")


if __name__ == "__main__":
    main()
