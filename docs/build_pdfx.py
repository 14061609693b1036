#!/usr/bin/env python3
"""Write docs/pdfx.md: the rules of PDF/X, how banmian holds each, what is planted to break it.

usage: build_pdfx.py [--check]        (--check: say whether the file is what would be written)
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pdfx.md"
sys.path.insert(0, str(ROOT))

from banmian.press.preflight.judge import PARTS  # noqa: E402
from banmian.press.preflight.rules.rule import RULES, Rule  # noqa: E402

assert PARTS
TESTS = "tests/press/preflight/test_pdfx.py"
HEAD = f"""# PDF/X, rule by rule

`banmian render --standard` keeps these rules, and `banmian preflight` looks for them in the PDFs of any maker. Each is of ISO 15930
(part 1: PDF/X-1a:2001, part 4: PDF/X-1a:2003, part 7: PDF/X-4), named by its subject, with the clause of ISO 32000-1 that says what
it speaks of: the text of ISO 15930 is not open, so that its numbers are not repeated here. Faults are planted by
[{TESTS}](../{TESTS}), which also holds that none is named on our own files. `render` looks at what it
has made in the same way, and writes nothing that breaks a rule. This page is written by docs/build_pdfx.py.

What is judged is what a generator of pages can get wrong. Not judged: whether colours in a file mean what its profile says, whether
fonts draw what their names promise, and features that no page generator writes, such as trap networks and PDF/X-4p's profiles
elsewhere.

"""
# How banmian's own writer keeps each rule.
HELD = {
    "x-version": "the header is 1.6, 1.3 or 1.4, and nothing of a later version is written",
    "x-name": "document information and XMP name the standard",
    "x-id": "the trailer has an identifier that hangs on the content",
    "x-encryption": "nothing is encrypted",
    "x-title": "the first headline, or the newspaper and the page's number",
    "x-dates": "document information and XMP say the same day, whatever the day",
    "x-trapped": "Trapped is False",
    "x-metadata": "XMP without a filter, with an identifier that hangs on the title",
    "x-agreement": "both are written from the same values",
    "x-intent": "one, with the profile's name as identifier and Info",
    "x-profile": "the page's own profile, looked at when the page is read: a press's, of CMYK or grey",
    "x-actions": "nothing acts",
    "x-layers": "there are no layers",
    "x-streams": "objects lie in no streams",
    "x-files": "no file is embedded",
    "x-boxes": "trim, bleed and media box, no art box beside the trim",
    "x-fonts": "one subset a face, or curves",
    "x-colours": "colours, pictures and drawings become inks; spot colours are shown by inks",
    "x-transparency": "what is transparent is made opaque with what lies under it, and told",
    "x-annotations": "there are none",
    "x-forbidden": "none is written, and drawings that have them are refused or lose them",
    "x-coding": "Flate and JPEG",
}


def page() -> str:
    """The page."""
    rows = ["| rule | asks | of | clause | how it is held | the test that breaks it |", "|---|---|---|---|---|---|"]
    rows += [_row(item) for item in RULES.values() if item.id.startswith("x-")]
    return HEAD + "\n".join(rows) + "\n"


def _row(item: Rule) -> str:
    of = "X-4, X-1a" if len(item.standards) == 3 else "X-4" if len(item.standards) == 1 else "X-1a"
    return f"| `{item.id}` | {item.asks} | {of} | {item.source} | {HELD[item.id]} | {planted(item.id)} |"


def planted(id_: str) -> str:
    """The test that breaks a rule, and how many faults it plants."""
    from tests.press.preflight import test_pdfx

    count = sum(case[0] == id_ for case in test_pdfx.CASES)
    name = test_pdfx.PLANTED_APART.get(id_, "test_what_is_planted_is_named")
    assert name in vars(test_pdfx)
    return f"`{name}`, {count} faults" if count else f"`{name}`"


def main(arguments: list[str]) -> int:
    """Write the page, or check it."""
    made = page()
    if arguments == ["--check"]:
        return 0 if TARGET.read_text(encoding="utf-8") == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
