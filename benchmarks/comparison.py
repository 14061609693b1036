"""What sees which change: banmian's structure and pixels beside diff-pdf, pixelmatch and a plain comparison of PNGs.

    python3 benchmarks/comparison.py [--write]

Takes the battery of the test suite (tests/compare/plants.py), compares each pair with every tool, and prints the
table as Markdown; --write puts it into docs/compare.md. diff-pdf must be on the PATH (with a display, such as
Xvfb's); pixelmatch, pypdf and the extra `compare` must be installed. A tool that is not there gives "n/a".
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageChops  # noqa: E402

from banmian.compare.finding import Kind  # noqa: E402
from banmian.compare.inputs import pdf_side  # noqa: E402
from banmian.compare.pairing.pages import Match  # noqa: E402
from banmian.compare.pixels.appearance import page_tiles  # noqa: E402
from banmian.compare.result import compare  # noqa: E402
from banmian.compare.rules import Rules  # noqa: E402
from banmian.output.png import png_bytes  # noqa: E402
from tests.compare.plants import HARMLESS, PLANTS, Plant, special_page  # noqa: E402

PPI = 100
MARKS = {True: "yes", False: "–", None: "n/a"}
START, END = "<!-- battery -->", "<!-- /battery -->"


def ours(before: bytes, after: bytes) -> tuple[bool, bool]:
    """Whether structure and whether pixels alone differ."""
    first, second = pdf_side("before", before), pdf_side("after", after)
    structure = compare(first, second, Rules(), pixels=False)
    matches = [item for item in structure.matches if item.before is not None and item.after is not None]
    tiles = any(
        any(True for _ in page_tiles(first.pictures, second.pictures, Match(item.before, item.after), Rules())) for item in matches
    )
    return bool(structure.findings), tiles


def diff_pdf(before: bytes, after: bytes) -> bool | None:
    tool = shutil.which("diff-pdf")
    if tool is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("a.pdf", "b.pdf")]
        for path, data in zip(paths, (before, after), strict=True):
            path.write_bytes(data)
        done = subprocess.run([tool, *map(str, paths)], capture_output=True, check=False)
    if b"Unable to initialize" in done.stderr:
        return None
    return done.returncode != 0


def pictures(data: bytes) -> list[Image.Image]:
    return [Image.open(io.BytesIO(png)).convert("RGB") for png in png_bytes(data, PPI)]


def plain(before: list[Image.Image], after: list[Image.Image]) -> bool:
    """Any pixel at all."""
    if [image.size for image in before] != [image.size for image in after]:
        return True
    return any(ImageChops.difference(one, two).getbbox() is not None for one, two in zip(before, after, strict=True))


def mean(before: list[Image.Image], after: list[Image.Image]) -> bool:
    """More than 0.1 % of the page, as pytest-regressions' image comparison has it by default."""
    if [image.size for image in before] != [image.size for image in after]:
        return True
    for one, two in zip(before, after, strict=True):
        counts = ImageChops.difference(one, two).histogram()
        total = sum(count * (at % 256) for at, count in enumerate(counts))
        if total / (one.width * one.height * 3 * 255) > 0.001:
            return True
    return False


def by_pixelmatch(before: list[Image.Image], after: list[Image.Image]) -> bool | None:
    """pixelmatch at its default threshold of .1, anti-aliased pixels left out."""
    try:
        from pixelmatch.contrib.PIL import pixelmatch
    except ImportError:
        return None
    if [image.size for image in before] != [image.size for image in after]:
        return True
    return any(pixelmatch(one, two, threshold=0.1) > 0 for one, two in zip(before, after, strict=True))


def row(plant: Plant) -> list[Any]:
    before, after = plant.base() if plant.base else special_page(), plant.make()
    structure, tiles = ours(before, after)
    one, two = pictures(before), pictures(after)
    return [plant.name, structure, tiles, diff_pdf(before, after), by_pixelmatch(one, two), plain(one, two), mean(one, two)]


def table(rows: list[list[Any]]) -> list[str]:
    head = ["change", "structure", "pixels", "diff-pdf", "pixelmatch", "PNG", "0.1 % of a PNG"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---|" * (len(head) - 1)]
    lines += ["| " + " | ".join([str(item[0]), *(MARKS[value] for value in item[1:])]) + " |" for item in rows]
    counts = [sum(item[at] is True for item in rows) for at in range(1, len(head))]
    lines.append("| **" + "** | **".join([f"of {len(rows)}", *map(str, counts)]) + "** |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/compare.md")
    options = parser.parse_args()
    began = time.perf_counter()
    found = {}
    for name, plants in (("planted", PLANTS), ("harmless", HARMLESS)):
        found[name] = []
        for plant in plants:
            found[name].append(row(plant))
            print(f"{name} {len(found[name])}/{len(plants)}: {plant.name}", file=sys.stderr, flush=True)
    kinds = len({plant.kind for plant in PLANTS if isinstance(plant.kind, Kind)})
    lines = [
        f"{len(PLANTS)} planted changes of {kinds} kinds; `yes`: told as a difference. Pictures at {PPI} ppi.",
        "",
        *table(found["planted"]),
        "",
        "Changes that change nothing on the page and should not be told:",
        "",
        *table(found["harmless"]),
    ]
    text = "\n".join(lines)
    print(text)
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    if options.write:
        path = ROOT / "docs" / "compare.md"
        whole = path.read_text(encoding="utf-8")
        before, rest = whole.split(START)
        path.write_text(f"{before}{START}\n{text}\n{rest[rest.index(END) :]}", encoding="utf-8")


if __name__ == "__main__":
    main()
