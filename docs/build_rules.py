#!/usr/bin/env python3
"""Write docs/composition.md: every rule of composition with its source, its setting and the tests that hold it.

usage: build_rules.py [--check]

Rules come from rules.yaml, tests from the names in tests/ (test_l3_… holds L3), settings of the profiles from
the package itself. A rule without a test is shown as not done: the page cannot claim more than is tested. What a
tested rule still lacks is said in rules.yaml, and the rule counts as done in part.
--check writes nothing and exits 1 when the page is out of date.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import yaml

from banmian.spec.types.profile import PROFILES, Profile

DOCS = Path(__file__).resolve().parent
_TEST = re.compile(r"^def (test_((?:[lsjvap]\d+_)+)\w+)\(", re.MULTILINE)

HEAD = """\
# Composition: every rule, its setting, its test

Written by `python3 docs/build_rules.py` from [rules.yaml](rules.yaml), the profiles and the tests: a rule counts as
done when a test of its name holds it. Settings are explained in [page-file.md](page-file.md).

![The same words in five profiles and three regions](composition.png)
"""


def tests_by_rule() -> dict[str, list[str]]:
    """Test names by the id of the rule they hold, in the order of their files."""
    found: dict[str, list[str]] = {}
    for path in sorted((DOCS.parent / "tests").rglob("test_*.py")):
        for name, ids in _TEST.findall(path.read_text(encoding="utf-8")):
            for rule in ids.upper().strip("_").split("_"):
                found.setdefault(rule, []).append(f"{path.relative_to(DOCS.parent).as_posix()}::{name}")
    return found


def all_tests() -> set[str]:
    """The names of all tests."""
    paths = (DOCS.parent / "tests").rglob("test_*.py")
    return {name for path in paths for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}


def origins_by_rule() -> Counter[str]:
    """How many places are measured in finished PDFs for each rule."""
    cases = yaml.safe_load((DOCS.parent / "tests" / "pages" / "measured.yaml").read_text(encoding="utf-8"))
    found: Counter[str] = Counter()
    for case in cases:
        found[case["rule"]] += sum(len(re.findall(r"\d+(?:\.\d+)?", row.replace("..", " "))) for row in case["origins"])
    return found


def rules_page() -> str:
    """The page's text."""
    rules: dict[str, dict[str, str]] = yaml.safe_load((DOCS / "rules.yaml").read_text(encoding="utf-8"))
    tests, measured = tests_by_rule(), origins_by_rule()
    done = [rule for rule, said in rules.items() if rule in tests and "lacks" not in said]
    part = [rule for rule, said in rules.items() if rule in tests and "lacks" in said]
    rows = [
        HEAD,
        f"{len(done)} of {len(rules)} rules are done and {len(part)} in part; {sum(map(len, tests.values()))} tests hold them, and "
        f"{sum(measured.values())} glyph origins measured in finished PDFs, each case with a negative control.",
        "",
    ]
    rows += ["| rule | asks | source | setting | tests |", "|---|---|---|---|---|"]
    for rule, said in rules.items():
        names = tests.get(rule, [])
        held = _by_file(names) if names else "not yet"
        held += f"; {measured[rule]} origins measured" if rule in measured else ""
        if names and "lacks" in said:
            held = f"in part ({held}); lacks {said['lacks']}"
        rows.append(f"| {rule} | {said['rule']} | {said['source']} | {said.get('setting', '')} | {held} |")
    rows += clause_rows({rule: tests[rule] for rule in tests if rule not in part}, part)
    rows += [
        "",
        "## Profiles",
        "",
        f"| setting | {' | '.join(f'`{name}`' for name in PROFILES)} |",
        f"|---|{'---|' * len(PROFILES)}",
    ]
    for field in Profile.__struct_fields__[1:]:
        values = [getattr(profile, field) for profile in PROFILES.values()]
        rows.append(f"| `{field}` | {' | '.join(_shown(value) for value in values)} |")
    return "\n".join(rows) + "\n"


def clause_rows(tests: dict[str, list[str]], part: list[str]) -> list[str]:
    """The matrix of clreq's clauses: done where every rule that answers one is; *part* are rules done in part."""
    clauses: dict[str, dict[str, object]] = yaml.safe_load((DOCS / "clreq.yaml").read_text(encoding="utf-8"))
    rows = ["", "## Clause by clause", "", "| clreq clause | title | state |", "|---|---|---|"]
    counts = {"done": 0, "in part": 0, "not yet": 0}
    for anchor, clause in clauses.items():
        rules, names = clause.get("rules", []), clause.get("tests", [])
        assert isinstance(names, list)
        assert isinstance(rules, list)
        if "not_applicable" in clause:
            state = f"not applicable: {clause['not_applicable']}"
        elif names:
            missing = set(names) - all_tests()
            assert not missing, f"clreq.yaml names tests that there are not: {missing}"
            counts["done"] += 1
            state = f"done: {', '.join(f'`{name}`' for name in names)}"
        else:
            held = [rule for rule in rules if rule in tests or rule in part]
            word = "not yet" if not held else "done" if all(rule in tests for rule in rules) else "in part"
            counts[word] += 1
            shown = (f"{rule} (`{tests[rule][0].split('::')[1]}`)" if tests.get(rule) else rule for rule in held)
            state = f"{word}: {', '.join(shown)}" if held else word
        rows.append(f"| [#{anchor}](https://www.w3.org/TR/clreq/#{anchor}) | {clause['title']} | {state} |")
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    return [*rows[:3], f"Of {sum(counts.values())} clauses that ask something: {told}.", "", *rows[3:]]


def _by_file(names: list[str]) -> str:
    """Test names, their common beginning left out, file by file."""
    files: dict[str, list[str]] = {}
    for name in names:
        file, _, test = name.partition("::")
        files.setdefault(file, []).append(f"`{test}`")
    return "; ".join(f"[{Path(file).stem}](../{file}): {', '.join(tests)}" for file, tests in files.items())


def _shown(value: object) -> str:
    value = getattr(value, "value", value)
    if value is None:
        return "the font's"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g} em" if isinstance(value, float) else str(value)


def main() -> int:
    """Write the page, or check it."""
    target = DOCS / "composition.md"
    page = rules_page()
    if "--check" in sys.argv[1:]:
        return 0 if target.read_text(encoding="utf-8") == page else 1
    target.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
