#!/usr/bin/env python3
"""Write docs/pdfa.md: the rules of PDF/A and PDF/UA that banmian judges, how it holds each, what is planted to break it.

usage: build_pdfa.py [--check]        (--check: say whether the file is what would be written)
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pdfa.md"
sys.path.insert(0, str(ROOT))

from banmian.press.preflight.judge import PARTS  # noqa: E402
from banmian.press.preflight.rules.rule import RULES, Rule  # noqa: E402

assert PARTS
TESTS = "tests/press/preflight/test_archive.py"
HEAD = f"""# PDF/A and PDF/UA, rule by rule

`banmian render --standard` keeps these rules, and `banmian preflight` looks for them in the PDFs of any maker; what is not here
it asks of veraPDF, where that is installed ([archive.md](archive.md)). Faults are planted by
[{TESTS}](../{TESTS}), each of which veraPDF fails too; the same test holds that neither names one
on our own files. This page is written by docs/build_pdfa.py.

"""
# How banmian's own writer keeps each rule.
HELD = {
    "a-header": "a comment of six bytes over 127 follows the version",
    "a-id": "the trailer has an identifier that hangs on the content",
    "a-encryption": "nothing is encrypted",
    "a-end": "nothing is written behind the end",
    "a-info": "a file of PDF 2.0 has no document information",
    "a-streams": "every stream is written with its length and an end of line",
    "a-lzw": "Flate and JPEG",
    "a-limits": "names are short, and states are saved one or two deep",
    "a-metadata": "XMP without a filter",
    "a-name": "part, level and revision, by the standard",
    "a-schemas": "properties of PDF/UA and PDF/X are described in the file",
    "a-actions": "nothing is done but going to places in the file",
    "a-forms": "there are none",
    "a-files": "the recipe alone, in PDF/A-3 and PDF/A-4f, each file with its relationship",
    "a-layers": "there are none",
    "a-intent": "the page's own profile, looked at when the page is read",
    "a-colours": "everything is made for the profile of the output intent",
    "a-spots": "mixtures of spot inks are written with each of them",
    "a-fonts": "one subset a face",
    "a-unicode": "from the words as they were written",
    "a-notdef": "a character that no font has ends the command",
    "a-operators": "only operators of PDF 1.7",
    "a-pictures": "never asked for",
    "a-forbidden": "none is written, and drawings that have them are refused or lose them",
    "a-transparency": "there is an output intent",
    "a-annotations": "links, printed, without a border",
    "ua-name": "by the standard",
    "ua-tagged": "MarkInfo and a structure tree",
    "ua-content": "every operator that paints stands in marked content",
    "ua-roles": "the standard's kinds, and Em and Strong mapped to Span",
    "ua-title": "the first headline, or the newspaper and the page's number",
    "ua-language": "the Chinese of the page's composition",
    "ua-figures": "`alt` is an error where it is missing",
    "ua-headings": "levels by role, counted from the first in each story",
    "ua-tables": "rows of all cells, empty ones too; heads with their scope",
    "ua-nesting": "by construction",
    "ua-annotations": "links are content of Link, with their words",
    "ua-places": "every destination has its element too",
    "ua-letters": "as in PDF/A",
}


def page() -> str:
    """The page."""
    rows = ["| rule | asks | of | clause | how it is held | the test that breaks it |", "|---|---|---|---|---|---|"]
    rows += [_row(item) for item in RULES.values() if item.id.startswith(("a-", "ua-"))]
    return HEAD + "\n".join(rows) + "\n"


def _row(item: Rule) -> str:
    of = ", ".join(standard.value[4:].upper() for standard in item.standards)
    return f"| `{item.id}` | {item.asks} | {of} | {item.source} | {HELD[item.id]} | {planted(item.id)} |"


def planted(id_: str) -> str:
    """The test that breaks a rule, and how many faults it plants."""
    from tests.press.preflight import test_archive

    count = sum(case[0] == id_ for case in test_archive.PLANTED)
    usual = "test_what_is_planted_is_named" if count else "test_what_is_wrong_in_the_bytes_is_named"
    name = test_archive.PLANTED_APART.get(id_, usual)
    assert name in vars(test_archive)
    return f"`{name}`, {count} fault{'s' if count > 1 else ''}" if count else f"`{name}`"


def main(arguments: list[str]) -> int:
    """Write the page, or check it."""
    made = page()
    if arguments == ["--check"]:
        return 0 if TARGET.read_text(encoding="utf-8") == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
