"""Rules, what they find, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from banmian.press.preflight.gather.facts import Box, Facts
from banmian.spec.types.house import HouseSpec, Severity, Wanted


class Finding(msgspec.Struct, frozen=True):
    """What is not as a rule asks."""

    rule: str
    message: str
    page: int = 0  #: from 1; 0 for the whole file
    box: Box | None = None
    severity: Severity = Severity.ERROR


class Asked(msgspec.Struct, frozen=True):
    """What a file is judged by."""

    facts: Facts
    house: HouseSpec
    standard: Wanted  #: that it is to keep to: as the house asks, or as it says of itself

    @property
    def flat(self) -> bool:
        """Whether it is to be X-1a."""
        return self.standard in (Wanted.X1A_2001, Wanted.X1A_2003)


Check = Callable[[Asked], Iterator[Finding]]


class Rule(msgspec.Struct, frozen=True):
    """One rule."""

    id: str
    asks: str  #: in a sentence
    source: str  #: the standard or specification that asks it
    check: Check
    severity: Severity = Severity.ERROR
    standards: tuple[Wanted, ...] = ()  #: that it is of; none: of every press


RULES: dict[str, Rule] = {}
X1A = (Wanted.X1A_2001, Wanted.X1A_2003)
X = (Wanted.X4, *X1A)
A12 = (Wanted.A2U, Wanted.A3U)  #: of PDF 1.7
A3 = (Wanted.A3U,)
A4 = (Wanted.A4, Wanted.A4F)
A = (*A12, *A4)
UA = (Wanted.UA1, Wanted.UA2)


def rule(
    id_: str, asks: str, source: str, severity: Severity = Severity.ERROR, standards: tuple[Wanted, ...] = ()
) -> Callable[[Check], Check]:
    """Put a check on the list."""

    def listed(check: Check) -> Check:
        assert id_ not in RULES
        RULES[id_] = Rule(id_, asks, source, check, severity, standards)
        return check

    return listed
