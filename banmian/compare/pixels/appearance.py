"""Where pages look different, and on which printing plates: pixels for what structure cannot see."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from math import ceil
from typing import TYPE_CHECKING, Any

import msgspec

from banmian.compare.finding import Finding, Kind, Place
from banmian.compare.pairing.pages import Match
from banmian.compare.rules import Rules
from banmian.compare.side import Pictures, Side
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.units import POINTS_PER_MM
from banmian.tree.tree import Box, Tree

if TYPE_CHECKING:
    from banmian.compare.pixels.tiles import Tile

_BAND = 4_000_000  # pixels of a band, about; it bounds the memory
_TILE, _HALO = 32, 24  # pixels.py has these too; it is not imported where pages are the same
_PLATE_PPI = 100  # at most; ours: a plate is looked at for what differs in it, not for how finely
_NEAR = 4.0  # points round a difference of structure in which pixels differ because of it
Progress = Callable[[str], None]


def pixel_findings(
    before: Side, after: Side, matches: Sequence[Match], rules: Rules, known: Sequence[Finding], progress: Progress
) -> Iterator[Finding]:
    """Places where pages look different and nothing of their structure says why."""
    assert before.pictures is not None
    assert after.pictures is not None
    tree = after.tree or before.tree
    for at, match in enumerate(matches):
        if match.before is None or match.after is None or _turned(before, after, match):
            continue
        if len(matches) > 1:
            progress(f"pixels of page {match.after + 1} of {len(matches)}")
        changed = list(page_tiles(before.pictures, after.pictures, match, rules))
        if not changed:
            continue
        from banmian.compare.pixels.tiles import joined

        explained = [
            box for finding in known if finding.page == at for place in finding.places for box in (place.before, place.after) if box
        ]
        left = [tile for tile in changed if not any(_near(tile.place, box) for box in explained)]
        cause = next((finding.id for finding in known if finding.kind in (Kind.LAYER, Kind.FONT_FILE, Kind.PAGE_BOX)), "")
        for area in joined(left):
            yield _finding(area.place, area.worst, at, match.after, tree, rules, cause)


def in_inks(side: Side) -> bool:
    """Whether a side is a PDF in CMYK."""
    if not side.pdf or side.tree is None:
        return False
    colours = (run.colour for page in side.tree.pages for line in page.lines for run in line.runs)
    return any(colour.startswith("cmyk") for colour in colours)


def plate_findings(
    before: Side, after: Side, matches: Sequence[Match], rules: Rules, known: list[Finding], progress: Progress
) -> list[Finding]:
    """The findings with the plates that show each of them, and what only a plate shows."""
    from banmian.compare.pixels.tiles import joined

    separation = _extra("plates", "pypdf")

    rules = msgspec.structs.replace(rules, ppi=min(rules.ppi, _PLATE_PPI))
    shown: dict[int, list[str]] = {at: [] for at in range(len(known))}
    alone: list[Finding] = []
    for number, name in enumerate(separation.PLATES):
        progress(f"the {name} plate")
        one, two = (separation.plate(side.pdf, number) for side in (before, after))
        for at, match in enumerate(matches):
            if match.before is None or match.after is None or _turned(before, after, match):
                continue
            left = []
            for tile in page_tiles(one, two, match, rules):
                owners = [place for place, finding in enumerate(known) if finding.page == at and _covers(finding, tile.place)]
                left += [] if owners else [tile]
                for owner in owners:
                    if name not in shown[owner]:
                        shown[owner].append(name)
            for area in joined(left):
                found = _finding(area.place, area.worst, at, match.after, after.tree, rules, "")
                alone.append(msgspec.structs.replace(found, message=f"only the {name} plate: {found.message}", plates=(name,)))
    told = [msgspec.structs.replace(finding, plates=tuple(shown[at])) for at, finding in enumerate(known)]
    return [*told, *alone]


def _extra(module: str, library: str) -> Any:
    """A module of this package that needs a library of the extra `compare`. Raises PageError where that is not installed."""
    try:
        return import_module(f"banmian.compare.pixels.{module}")
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[compare]'"
        raise PageError([Diagnostic(None, f"comparing {module} needs {library}, which is not installed", hint)]) from None


def _covers(finding: Finding, tile: Box) -> bool:
    return any(_near(tile, box) for place in finding.places for box in (place.before, place.after) if box)


def _turned(before: Side, after: Side, match: Match) -> bool:
    """Whether one page is turned for reading and the other is not: then all pixels differ, and structure says why."""
    if before.tree is None or after.tree is None or match.before is None or match.after is None:
        return False
    return before.tree.pages[match.before].rotate != after.tree.pages[match.after].rotate


def page_tiles(before: Pictures, after: Pictures, match: Match, rules: Rules) -> Iterator[Tile]:
    """The tiles of a page that differ."""
    assert match.before is not None
    assert match.after is not None
    ppi = before.ppi or after.ppi or float(rules.ppi)
    areas = before.area(match.before), after.area(match.after)
    whole = _round_both(*areas) if before.ppi == after.ppi == 0.0 else areas[1] if before.ppi else areas[0]
    rows = _TILE * max(8, int(_BAND * 72 / (whole[2] * ppi)) // _TILE)
    page = match.after
    unit = 72 / ppi
    count = ceil(whole[3] / unit - 1e-6)

    def limit(tile: Box) -> float:
        return 0.0 if rules.masked(page, tile) else rules.pixels_at(page, tile)

    for first in range(0, count, rows):
        # A band and, beyond it, what its edge tiles have as neighbours.
        start, end = max(0, first - _HALO), min(count, first + rows + _HALO)
        place = (whole[0], whole[1] + start * unit, whole[2], (end - start) * unit)
        one, two = _both(
            partial(before.render, match.before, ppi, _own(place, whole, areas[0], before)),
            partial(after.render, match.after, ppi, _own(place, whole, areas[1], after)),
            at_once=bool(before.ppi) != bool(after.ppi),  # pdfium serves one thread at a time
        )
        if one.size == two.size and one.tobytes() == two.tobytes():
            continue
        judge = _extra("tiles", "numpy")
        coarse = before.coarse or after.coarse
        if coarse:  # few levels shift dark colours, and lightness much less
            one, two = (image.convert("L").convert("RGB") for image in (one, two))
        other = before.rasteriser != after.rasteriser or before.rasteriser == "unknown"
        factor = judge.OTHER_RASTERISER if other else 1.0
        core = (first - start, min(first + rows, count) - start)
        yield from judge.differing(one, two, ppi, (place[0], place[1]), limit, factor, core, not coarse and not other)


def _both(first: Callable[[], Any], second: Callable[[], Any], at_once: bool) -> tuple[Any, Any]:
    """What two callables give; *at_once*: the first in a thread of its own."""
    if not at_once:
        return first(), second()
    found: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(first())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        other = second()
    finally:
        thread.join()
    if failed:
        raise failed[0]
    return found[0], other


def _own(place: Box, whole: Box, area: Box, pictures: Pictures) -> Box:
    """A place as a picture counts it: one without a known trim box counts from its own corner."""
    if pictures.ppi == 0.0:
        return place
    return place[0] - whole[0] + area[0], place[1] - whole[1] + area[1], place[2], place[3]


def _round_both(one: Box, two: Box) -> Box:
    left, top = min(one[0], two[0]), min(one[1], two[1])
    return left, top, max(one[0] + one[2], two[0] + two[2]) - left, max(one[1] + one[3], two[1] + two[3]) - top


def _near(tile: Box, place: Box) -> bool:
    return (
        tile[0] <= place[0] + place[2] + _NEAR
        and place[0] <= tile[0] + tile[2] + _NEAR
        and tile[1] <= place[1] + place[3] + _NEAR
        and place[1] <= tile[1] + tile[3] + _NEAR
    )


def _finding(place: Box, worst: float, at: int, page: int, tree: Tree | None, rules: Rules, cause: str) -> Finding:
    x, y = place[0] + place[2] / 2, place[1] + place[3] / 2
    inside = [
        frame
        for frame in (tree.pages[page].frames if tree is not None and page < len(tree.pages) else ())
        if frame.rect[0] <= x <= frame.rect[0] + frame.rect[2] and frame.rect[1] <= y <= frame.rect[1] + frame.rect[3]
    ]
    frame = min(inside, key=lambda item: item.rect[2] * item.rect[3], default=None)
    size = f"{place[2] / POINTS_PER_MM:.0f} x {place[3] / POINTS_PER_MM:.0f} mm"
    where = f"{place[0] / POINTS_PER_MM:.0f} mm across, {place[1] / POINTS_PER_MM:.0f} mm down"
    told = f"{size} look different{f' in frame {frame.id}' if frame else ''} at {where} (ΔE {worst:.1f} at {rules.ppi} ppi)"
    spot = Place(frame=frame.id if frame else "", before=place, after=place, source=frame.source if frame else "")
    return Finding(Kind.PIXELS, at, told, (spot,), follows=cause)
