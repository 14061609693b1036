"""Propose pages: search for arrangements, set the most promising, keep the best. The entry is `proposals`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from banmian.page.checks.holes import empty_share
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.propose.measure import body_flow, measure
from banmian.propose.search import Arrangement, arrangements
from banmian.propose.write import page_text
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.load import load_page
from banmian.spec.types.schema import ProposeSpec

_TRIED = 24  # arrangements that are set in full
_OF_A_KIND = 1  # of them with the same places for the large modules


class Proposal(msgspec.Struct, frozen=True, eq=False):
    """A page that could be."""

    text: str  #: its page file
    pages: tuple[ComposedPage, ...]
    warnings: tuple[Diagnostic, ...]
    empty: float
    cost: float

    @property
    def sound(self) -> bool:
        """Whether nothing is overset and nothing is warned of."""
        return not self.warnings


def proposals(path: Path, target: Path, count: int, told: Callable[[str], None]) -> list[Proposal]:
    """The best *count* pages for what the file at *path* asks for, as files that will stand in the folder *target*.

    *told* is called with what is being done. Raises PageError where the file asks for nothing or nothing fits.
    """
    report = Report()
    spec = load_page(path, report)
    wanted = spec.file.propose
    if wanted is None:
        hint = "write propose: {story: main, sidebars: [voices], pictures: [bus]}"
        raise PageError([Diagnostic(None, f"{path} does not say what is to be placed", hint)])
    make_plan(spec, report)
    needs = measure(path, spec, wanted)
    found = arrangements(needs)
    told(f"{len(found)} arrangements of {needs.columns} columns of {needs.lines} lines")
    if not found:
        room = needs.columns * needs.lines
        message = f"no arrangement holds everything: text, sidebars and pictures in {room} column-lines"
        raise PageError([Diagnostic(None, message, "take pictures out, or make the type smaller or the page larger")])
    base = Path(os.path.relpath(path, target)).as_posix()
    flow = body_flow(wanted.story, spec.content.stories.get(wanted.story))
    made: list[Proposal] = []
    for number, arrangement in enumerate(_unlike(found), 1):
        told(f"setting {number}")
        made.append(_set(path, base, wanted, arrangement, flow))
        if sum(proposal.sound for proposal in made) >= count:
            break
    made.sort(key=lambda proposal: proposal.cost)
    return made[:count]


def _unlike(found: list[Arrangement]) -> list[Arrangement]:
    """The best arrangements, few of each kind."""
    kinds: dict[tuple[object, ...], int] = {}
    chosen = []
    for arrangement in found:
        kinds[arrangement.kind] = kinds.get(arrangement.kind, 0) + 1
        if kinds[arrangement.kind] <= _OF_A_KIND:
            chosen.append(arrangement)
    return chosen[:_TRIED]


def _set(path: Path, base: str, wanted: ProposeSpec, arrangement: Arrangement, flow: str) -> Proposal:
    """One arrangement set in full, with what is wrong with it."""
    state = arrangement.state
    own = page_text(path.name, wanted, state, flow, "proposed")
    report = Report()
    place = path.with_name(f"{path.stem}-proposal.yaml")
    pages = make_pages(make_plan(load_page(place, report, {place: own}), report), report)
    empty = max(empty_share(page) for page in pages)
    overset = sum(item.characters for page in pages for item in page.overset)
    cost = arrangement.cost + 3.0 * len(report.warnings) + 0.05 * overset + 150 * empty
    note = f"Proposed: {empty:.1%} of the type area empty, {len(report.warnings)} warnings. Edit it as you like."
    text = page_text(base, wanted, state, flow, note)
    return Proposal(text, pages, tuple(report.warnings), empty, cost)
