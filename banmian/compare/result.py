"""Compare two sides: the stage's entry, `compare`. Structure first, then pixels for what it cannot see."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from banmian.compare.finding import Finding
from banmian.compare.pairing.pages import Match
from banmian.compare.pixels.appearance import Progress, in_inks, pixel_findings, plate_findings
from banmian.compare.review.accepted import without_accepted
from banmian.compare.rules import Rules
from banmian.compare.side import Side
from banmian.compare.structure import compare_trees


class Comparison(msgspec.Struct, frozen=True):
    """What a comparison found."""

    before: str
    after: str
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]
    ppi: int
    masked: int = 0
    notes: tuple[str, ...] = ()
    accepted: int = 0  #: differences that the log of the reference accepts
    reasons: dict[str, tuple[str, ...]] = {}  #: by id: the changes of the input that make a difference

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.findings


def compare(
    before: Side, after: Side, rules: Rules, pixels: bool = True, progress: Progress | None = None, plates: bool = False
) -> Comparison:
    """Compare two documents under *rules*. *plates*: where they differ and are in CMYK, each printing plate too."""
    notes = list(_provenance(before, after))
    findings: list[Finding] = []
    masked = 0
    if before.tree is not None and after.tree is not None:
        structure = compare_trees(before.tree, after.tree, rules, (before.programs, after.programs))
        findings, matches, masked = list(structure.findings), structure.matches, structure.masked
    else:
        matches = (Match(0, 0),)
        notes.append(
            _lacking([side.name for side in (before, after) if side.tree is None], "pixels only", "structure that can be read")
        )
        if any(side.tree is not None and len(side.tree.pages) > 1 for side in (before, after)):
            notes.append("a picture is one page: it was compared with page 1")
    if pixels:
        lacking = [side.name for side in (before, after) if side.pictures is None]
        if lacking:
            notes.append(_lacking(lacking, "structure only", "picture"))
        else:
            told = progress or (lambda _: None)
            findings += pixel_findings(before, after, matches, rules, findings, told)
            if plates and findings and in_inks(before) and in_inks(after):
                findings = plate_findings(before, after, matches, rules, findings, told)
    findings, accepted = without_accepted(findings, set(before.accepted))
    return Comparison(before.name, after.name, tuple(findings), tuple(matches), rules.ppi, masked, tuple(notes), len(accepted))


def _lacking(names: list[str], what: str, thing: str) -> str:
    return f"{what}: {' and '.join(names)} {'has' if len(names) == 1 else 'have'} no {thing}"


def _provenance(before: Side, after: Side) -> Iterator[str]:
    """What the two sides were made with, where it differs."""
    for key in sorted({*before.provenance} & {*after.provenance}):
        one, two = before.provenance[key], after.provenance[key]
        if one != two:
            yield f"{key}: {one} → {two}"
