#!/usr/bin/env python3
"""Measure what `banmian import` brings back, and write the figures into docs/import.md.

usage: build_import.py [--only PART ...] [--pages N] [--files N] [--print]

Own pages, the guide's, the same words by other makers (those that are installed), the content stream in another order, random pages
there and back, faulty files. With --print nothing is written. It takes about a quarter of an hour on two cores. Needs
`pip install -e '.[compare,drawings]'` and whatever makers are to be tried.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from mutated_pdfs import made  # noqa: E402
from other_makers import made as made_by_others  # noqa: E402

from banmian.recover.importing import Imported, ImportOptions, import_pdf  # noqa: E402

TARGET = ROOT / "docs" / "import.md"
SPECIAL = ("print", "tabloid", "large-print", "magazine", "phone", "poster", "mono", "traditional", "vertical")
_SEEDS = 5
PARTS = ("own", "others", "orders", "random", "faulty")


def row(name: str, found: Imported) -> str:
    """One line of a table."""
    refined, score = found.refined, found.score
    ends = f"{refined.by_rule} of {refined.lines}"
    places = f"{score.close:.1%} | {score.near:.1%}"
    return f"| {name} | {score.found:.1%} | {ends} | {places} | {score.order:.3f} | {score.same_pictures:.0%} of {score.pictures} |"


HEAD = """\
| page | characters | line ends by rule | glyphs within .2 mm | within .5 mm | order τ | pictures, same bytes |
|---|---|---|---|---|---|---|"""


def imported(pdf: bytes, folder: Path) -> Imported:
    """Import a PDF."""
    folder.mkdir(parents=True)
    (folder / "page.pdf").write_bytes(pdf)
    return import_pdf(folder / "page.pdf", folder / "found", ImportOptions(report=False))


def own_pages(folder: Path) -> Iterator[str]:
    """The special page, its variants, the specimen, the guide."""
    pages = {name: ROOT / f"layout/special-page/{name}.yaml" for name in SPECIAL}
    pages["specimen"] = ROOT / "layout/specimens/composition.yaml"
    pages |= {f"guide, step {number}": ROOT / f"layout/guide/step-{number:02}.yaml" for number in range(2, 11)}
    yield HEAD
    for name, path in pages.items():
        yield row(name, imported(made(path), folder / name))
    began = time.perf_counter()
    imported(made(pages["print"]), folder / "again")
    seconds = time.perf_counter() - began
    yield f"\nThe special page's import took {seconds:.1f} s on the machine that these figures are from, without its report."


def others(folder: Path) -> Iterator[str]:
    """The same words by other makers."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    yield HEAD
    missing = []
    for name, path in made_by_others(sources).items():
        if isinstance(path, str):
            missing.append(f"{name}: {path}")
            continue
        yield row(name, imported(path.read_bytes(), folder / path.stem))
    if missing:
        yield "\n" + "; ".join(missing) + "."


def shuffled(pdf: bytes, seed: int) -> bytes:
    """The file with the text objects of its content stream in another order."""

    def other(found: re.Match[bytes]) -> bytes:
        try:
            code = zlib.decompress(found[2])
        except zlib.error:
            return found[0]
        parts = re.split(rb"(BT .*? ET)", code, flags=re.DOTALL)
        texts = parts[1::2]
        random.Random(seed).shuffle(texts)
        parts[1::2] = texts
        packed = zlib.compress(b"".join(parts)) if len(texts) > 1 else found[2]
        return found[1].replace(str(len(found[2])).encode(), str(len(packed)).encode()) + packed + b"endstream"

    return re.sub(rb"(<<[^>]*?/Length \d+[^>]*>>\s*stream\r?\n)(.*?)endstream", other, pdf, flags=re.DOTALL)


def orders(folder: Path) -> Iterator[str]:
    """The special page and its vertical variant with their text objects in another order."""
    yield HEAD
    for name in ("print", "vertical"):
        plain = made(ROOT / f"layout/special-page/{name}.yaml")
        for seed in range(1, _SEEDS + 1):
            yield row(f"{name}, seed {seed}", imported(shuffled(plain, seed), folder / f"{name}-{seed}"))


def benchmark(name: str, *options: str) -> Iterator[str]:
    """What a benchmark says."""
    command = [sys.executable, str(ROOT / "benchmarks" / name), *options]
    found = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    yield f"```text\n{found.stdout.strip()}\n```"


def main() -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what is measured (default: all)")
    parser.add_argument("--pages", type=int, default=200, help="random pages")
    parser.add_argument("--files", type=int, default=1000, help="faulty files")
    parser.add_argument("--print", action="store_true", help="write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Callable[[], Iterator[str]]] = {
            "own": lambda: own_pages(folder / "own"),
            "others": lambda: others(folder / "others"),
            "orders": lambda: orders(folder / "orders"),
            "random": lambda: benchmark("random_pages.py", "-n", str(options.pages)),
            "faulty": lambda: benchmark("mutated_pdfs.py", "-n", str(options.files)),
        }
        text = TARGET.read_text(encoding="utf-8")
        for key, measure in ((key, parts[key]) for key in options.only):
            print(f"measuring: {key} …", file=sys.stderr, flush=True)
            rows = "\n".join(measure())
            print(rows, flush=True)
            marks = f"<!-- measured: {key} -->", f"<!-- /measured: {key} -->"
            told = "\n\n".join((marks[0], rows, marks[1])).replace("\\", r"\\")
            text = re.sub(f"{marks[0]}.*?{marks[1]}", told, text, flags=re.DOTALL)
    if not options.print:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
