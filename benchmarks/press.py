#!/usr/bin/env python3
"""How long the special page takes for the press, and its plates, beside Ghostscript's separations of the same file.

usage: press.py [-n ROUNDS]        (needs: python3 -m pip install -e '.[press]'; Ghostscript for the comparison)

In turn, so that the machine's moods fall on all alike: the PDF as it is, PDF/X-4 for newsprint, plates at 150 ppi, preflight, and
Ghostscript's tiffsep at 150 ppi. Prints the median of each. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from banmian.colour.condition import newsprint
from banmian.output.pdf import pdf_bytes
from banmian.output.plates.plates import Separations
from banmian.output.sheet.standard import Standard
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import judged
from banmian.spec.files.diagnostics import Report
from banmian.spec.house import load_house
from banmian.spec.load import load_page

PAGE = Path(__file__).resolve().parent.parent / "layout" / "special-page" / "print.yaml"


def main() -> None:
    """Time everything in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=5, metavar="ROUNDS")
    rounds = parser.parse_args().n
    report, condition = Report(), newsprint()
    spec = load_page(PAGE, report)
    plain, press = (make_pages(make_plan(spec, report, usual), report) for usual in (None, condition))
    made = pdf_bytes(*press, standard=Standard.X4)
    house, limit = load_house("daily-240"), 2.4
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.pdf").write_bytes(made)
        jobs: dict[str, Callable[[], object]] = {
            "PDF as it is": lambda: pdf_bytes(*plain),
            "PDF/X-4 (pictures converted before)": lambda: pdf_bytes(*press, standard=Standard.X4),
            "plates, 150 ppi": lambda: Separations(made, condition).plates(0, 150),
            "preflight": lambda: judged(facts_of(made, condition, limit), house),
        }
        if gs := shutil.which("gs"):
            command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r150", "-o", "page.tif", "page.pdf"]
            jobs["Ghostscript tiffsep, 150 ppi"] = lambda: subprocess.run(command, cwd=folder, check=True)
        seconds: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(rounds):
            for name, job in jobs.items():
                began = time.perf_counter()
                job()
                seconds[name].append(time.perf_counter() - began)
    for name, found in seconds.items():
        print(f"{name:<36} {statistics.median(found):6.2f} s")


if __name__ == "__main__":
    main()
