#!/usr/bin/env python3
"""Build docs/guide.md and its pictures from the page files of layout/guide and the words of docs/guide/steps.yaml.

usage: build_guide.py [--check]

With --check nothing is written; the exit status is 1 when guide.md is not what the files make of it.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from banmian.batch.variants import Variant, make_variant  # noqa: E402

PAGES = ROOT / "layout" / "guide"
TARGET = ROOT / "docs" / "guide.md"
PPI = 40

HEAD = """\
# A page in ten steps

<!-- Built by build_guide.py from layout/guide and guide/steps.yaml. -->

From an empty file to a page that a paper would print. Every step is a file in [layout/guide](../layout/guide) that the
tests run; what changed from the step before is marked. The keys are explained in [the page file](page-file.md).
"""


def steps() -> list[tuple[Path, dict[str, str]]]:
    """Each step's page file and words."""
    words = yaml.safe_load((ROOT / "docs" / "guide" / "steps.yaml").read_text(encoding="utf-8"))
    return [(PAGES / f"step-{number:02}.yaml", item) for number, item in enumerate(words, 1)]


def changes(before: str, after: str) -> str:
    """What is new, as a marked listing; lines far from any change are left out."""
    rows = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""))[2:]
    return "\n".join("  …" if row.startswith("@@") else row for row in rows)


def told(variant: Variant) -> str:
    """What the engine says of a step."""
    rows = [f"{item.severity.value}: {item.message}" for item in variant.diagnostics]
    rows += [f"fitted {change}" for change in variant.changes]
    return "It says:\n\n```text\n" + "\n".join(rows) + "\n```\n" if rows else ""


def build() -> tuple[str, dict[str, bytes]]:
    """The guide, and the PDF of each step's page by its picture's name."""
    parts, pdfs, before = [HEAD], {}, ""
    for number, (path, words) in enumerate(steps(), 1):
        source = path.read_text(encoding="utf-8")
        variant = make_variant(path)
        listing = f"```yaml\n{source}```" if number < 3 else f"```diff\n{changes(before, source)}\n```"
        picture = f"guide/{path.stem}.png"
        link = f"[{path.name}](../layout/guide/{path.name})"
        parts.append(
            f"## {number}. {words['title']}\n\n{words['text'].strip()}\n\n{link}:\n\n{listing}\n\n{told(variant)}\n"
            f"![Step {number}]({picture})\n".replace("\n\n\n", "\n\n")
        )
        pdfs[picture] = variant.pdf
        before = source
    return "\n".join(parts), pdfs


def main() -> int:
    """Build, or check."""
    parser = argparse.ArgumentParser(description="Build docs/guide.md and its pictures.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when guide.md is out of date")
    options = parser.parse_args()
    text, pdfs = build()
    if options.check:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text else 1
    from banmian.output.png import png_bytes

    TARGET.write_text(text, encoding="utf-8")
    for name, pdf in pdfs.items():
        (ROOT / "docs" / name).write_bytes(png_bytes(pdf, PPI)[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
