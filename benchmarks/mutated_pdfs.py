#!/usr/bin/env python3
"""Import PDFs with faults put in at random: no traceback, no hang, nothing half-written.

usage: mutated_pdfs.py [-n FILES] [--seed SEED]        (needs: python3 -m pip install -e '.[compare,drawings]')

A page of the guide is unpacked, and 1 to 100 of its bytes are changed, put in or taken out, most in its content stream. Each
file is imported within 1 GiB of memory; what comes is page files that make a page, or one clear error. Exit status 1 where not.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.recover.importing import ImportOptions, import_pdf
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page

ROOT = Path(__file__).resolve().parent.parent
_MEMORY = 1 << 30
_LONG = 30.0  # seconds


def made(page: Path) -> bytes:
    """The PDF of a page file."""
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(page, report), report), report))


def unpacked(pdf: bytes) -> bytes:
    """The file with its content stream plain, for faults in it to reach the operators."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        stream = StreamObject()
        contents = page.get_contents()
        stream.set_data(contents.get_data() if contents is not None else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_faults(plain: bytes, seed: int) -> bytes:
    """The file with faults drawn by *seed*."""
    dice = random.Random(seed)
    data = bytearray(plain)
    start = plain.find(b"BT")
    for _ in range(dice.choice([1, 3, 20, 100])):
        anywhere = dice.random() < 0.3
        at = dice.randrange(len(data)) if anywhere else min(len(data) - 1, start + dice.randrange(100_000))
        kind = dice.random()
        if kind < 0.5:
            data[at] = dice.randrange(256)
        elif kind < 0.8:
            data[at : at + 1] = bytes(dice.choice(b"0123456789-. ") for _ in range(dice.randrange(1, 4)))
        else:
            del data[at : at + dice.randrange(1, 50)]
    if dice.random() < 0.05:
        del data[dice.randrange(len(data)) :]
    return bytes(data)


def tried(seed: int, plain: bytes) -> tuple[int, str, float]:
    """What comes of one file, and how long it took."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.pdf").write_bytes(with_faults(plain, seed))
        began = time.perf_counter()
        try:
            import_pdf(folder / "page.pdf", folder / "found", ImportOptions(report=False))
            made(folder / "found" / "print.yaml")
            told = "page files"
        except PageError:
            told = "a clear error"
        except Exception:
            told = traceback.format_exc(limit=-4)
        seconds = time.perf_counter() - began
        there = {path.name for path in folder.iterdir()}
        if told == "a clear error" and there != {"page.pdf"}:
            told = f"left behind: {', '.join(sorted(there))}"
        return seed, told, seconds


def main() -> None:
    """Try them on all cores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first file")
    options = parser.parse_args()
    plain = unpacked(made(ROOT / "layout" / "guide" / "step-07.yaml"))
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(partial(tried, plain=plain), range(options.seed, options.seed + options.files)))
    good = Counter(told for _, told, _ in results if told in ("page files", "a clear error"))
    bad = [(seed, told) for seed, told, _ in results if told not in good]
    for seed, told in bad:
        print(f"file {seed}: {told}")
    slow = sorted(((seconds, seed) for seed, _, seconds in results), reverse=True)
    count = ", ".join(f"{number} gave {told}" for told, number in good.most_common())
    print(f"{len(results)} files: {count}; {len(bad)} otherwise; the longest took {slow[0][0]:.1f} s (file {slow[0][1]})")
    sys.exit(1 if bad or slow[0][0] > _LONG else 0)


if __name__ == "__main__":
    main()
