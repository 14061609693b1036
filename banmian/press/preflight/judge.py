"""Judge a PDF: its facts by the rules of a standard and of a house."""

from __future__ import annotations

import msgspec

from banmian.press.preflight.gather.facts import Facts
from banmian.press.preflight.rules import afile, apage, pressrules, ua, xfile, xpage
from banmian.press.preflight.rules.rule import RULES, Asked, Finding, Rule
from banmian.spec.types.house import HouseSpec, Severity, Wanted

PARTS = (xfile, xpage, pressrules, afile, apage, ua)  #: which put their rules on the list


class Judgement(msgspec.Struct, frozen=True):
    """What was looked for in a file, and what was found."""

    standards: tuple[Wanted, ...]
    findings: tuple[Finding, ...]
    rules: tuple[str, ...]  #: that were looked at

    @property
    def name(self) -> str:
        """The standards that were asked for, or that the file says it keeps to."""
        return " and ".join(item.value for item in self.standards) or Wanted.ANY.value

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(item.severity is Severity.ERROR for item in self.findings)


_X1A = (Wanted.X1A_2001, Wanted.X1A_2003)
_PRESS = (Wanted.X4, *_X1A)


def says(facts: Facts) -> tuple[Wanted, ...]:
    """The standards that a file says it keeps to: for presses, archives and readers."""
    return tuple(item for item in (_press(facts), _archive(facts), _reader(facts)) if item is not None)


def _press(facts: Facts) -> Wanted | None:
    named = (facts.metadata or {}).get("pdfxid:GTS_PDFXVersion") or facts.info.get("GTS_PDFXVersion") or ""
    if named.startswith("PDF/X-4"):
        return Wanted.X4
    if named == "PDF/X-1a:2003":
        return Wanted.X1A_2003
    return Wanted.X1A_2001 if named.startswith("PDF/X-1") else None


def _archive(facts: Facts) -> Wanted | None:
    """Parts 2 and 3 by their level u, which level a holds too; other levels and part 1 are not known here."""
    told = facts.metadata or {}
    part, level = told.get("pdfaid:part"), told.get("pdfaid:conformance", "")
    if part in ("2", "3"):
        return {"2": Wanted.A2U, "3": Wanted.A3U}[part] if level in ("U", "A") else None
    return {"": Wanted.A4, "F": Wanted.A4F}.get(level) if part == "4" else None


def _reader(facts: Facts) -> Wanted | None:
    return {"1": Wanted.UA1, "2": Wanted.UA2}.get((facts.metadata or {}).get("pdfuaid:part", ""))


def judged(facts: Facts, house: HouseSpec, wanted: tuple[Wanted, ...] = ()) -> Judgement:
    """*facts* by the rules of *house*, and of the standards that it, or *wanted*, asks for, or that the file says it keeps to."""
    told = says(facts)
    standards = _standards(house.standard, told, wanted)
    if facts.archive is None:
        standards = tuple(item for item in standards if item in _PRESS)
    rules = [item for item in RULES.values() if _looked_at(item, house, standards)]
    found = [
        _counted(finding, item, house)
        for item in rules
        for standard in _asking(item, standards)
        for finding in item.check(Asked(facts, house, standard))
    ]
    if house.standard is not Wanted.ANY and not any(item in _PRESS for item in told):
        found.insert(0, Finding("standard", f"it keeps to no standard that it names; {house.standard.value} is asked for"))
    return Judgement(standards, tuple(sorted(dict.fromkeys(found), key=_order)), tuple(item.id for item in rules))


def _asking(item: Rule, standards: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """The standards for which a rule is looked at; one of every press, once."""
    own = tuple(standard for standard in standards if standard in item.standards)
    return own if item.standards else (standards or (Wanted.ANY,))[:1]


def _standards(house: Wanted, told: tuple[Wanted, ...], wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """By which standards' rules a file is judged."""
    press = next((item for item in told if item in _PRESS), None)
    if house is Wanted.X1A:
        press = press if press in _X1A else Wanted.X1A_2003
    elif house not in (Wanted.ANY, Wanted.EITHER):
        press = house
    others = [item for item in told if item not in _PRESS]
    for item in wanted:
        if item in _PRESS:
            press = item
        elif item not in others:
            others = [other for other in others if _family(other) != _family(item)] + [item]
    return tuple(item for item in (press, *others) if item is not None)


def _family(item: Wanted) -> str:
    return item.value[:5]


def _looked_at(item: Rule, house: HouseSpec, standards: tuple[Wanted, ...]) -> bool:
    # Where a standard asks about fonts, it says more.
    if house.rules.get(item.id) is Severity.OFF or (item.id == "fonts" and any(standard in _PRESS for standard in standards)):
        return False
    if not item.standards:
        return house.press or item.id == "readable"
    return any(standard in item.standards for standard in standards)


def _counted(finding: Finding, item: Rule, house: HouseSpec) -> Finding:
    """*finding* as its rule counts, or as the house says."""
    severity = house.rules.get(item.id) or (item.severity if finding.severity is Severity.ERROR else finding.severity)
    return msgspec.structs.replace(finding, severity=severity)


def _order(finding: Finding) -> tuple[bool, int]:
    return finding.severity is not Severity.ERROR, finding.page
