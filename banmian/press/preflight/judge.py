"""Judge a PDF: its facts by the rules of a standard and of a house."""

from __future__ import annotations

import msgspec

from banmian.press.preflight.gather.facts import Facts
from banmian.press.preflight.rules import pressrules, xfile, xpage
from banmian.press.preflight.rules.rule import RULES, Asked, Finding, Rule
from banmian.spec.types.house import HouseSpec, Severity, Wanted

PARTS = (xfile, xpage, pressrules)  #: which put their rules on the list


class Judgement(msgspec.Struct, frozen=True):
    """What was looked for in a file, and what was found."""

    standard: Wanted
    findings: tuple[Finding, ...]
    rules: tuple[str, ...]  #: that were looked at

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(item.severity is Severity.ERROR for item in self.findings)


def says(facts: Facts) -> Wanted:
    """The standard that a file says it keeps to."""
    named = (facts.metadata or {}).get("pdfxid:GTS_PDFXVersion") or facts.info.get("GTS_PDFXVersion") or ""
    if named.startswith("PDF/X-4"):
        return Wanted.X4
    if named == "PDF/X-1a:2003":
        return Wanted.X1A_2003
    return Wanted.X1A_2001 if named.startswith("PDF/X-1") else Wanted.ANY


def judged(facts: Facts, house: HouseSpec) -> Judgement:
    """*facts* by the rules of *house*, and of the standard that it asks for, or that the file says it keeps to."""
    told = says(facts)
    standard = _standard(house.standard, told)
    asked = Asked(facts, house, standard)
    rules = [item for item in RULES.values() if _looked_at(item, house, standard)]
    found = [_counted(finding, item, house) for item in rules for finding in item.check(asked)]
    if standard is Wanted.ANY and house.standard is not Wanted.ANY:
        found.insert(0, Finding("standard", f"it keeps to no standard that it names; {house.standard.value} is asked for"))
    return Judgement(standard, tuple(sorted(found, key=_order)), tuple(item.id for item in rules))


def _standard(wanted: Wanted, told: Wanted) -> Wanted:
    """By which standard's rules a file is judged."""
    x1a = Wanted.X1A_2001, Wanted.X1A_2003
    if wanted is Wanted.X1A:
        return told if told in x1a else Wanted.X1A_2003
    if wanted in (Wanted.ANY, Wanted.EITHER):
        return told
    return wanted


def _looked_at(item: Rule, house: HouseSpec, standard: Wanted) -> bool:
    if house.rules.get(item.id) is Severity.OFF or (item.id == "fonts" and standard is not Wanted.ANY):  # then x-fonts asks it
        return False
    return not item.standards or standard in item.standards


def _counted(finding: Finding, item: Rule, house: HouseSpec) -> Finding:
    """*finding* as its rule counts, or as the house says."""
    severity = house.rules.get(item.id) or (item.severity if finding.severity is Severity.ERROR else finding.severity)
    return msgspec.structs.replace(finding, severity=severity)


def _order(finding: Finding) -> tuple[bool, int]:
    return finding.severity is not Severity.ERROR, finding.page
