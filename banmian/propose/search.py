"""Search for arrangements: modules stacked from the head and the foot of the type area, what is left for the text.

The banner stands across the head. The largest picture comes next, the lead beside or under it, then sidebars, then the
other pictures in rows. Every arrangement is scored by what it costs: how far the text is from filling what is left,
how small pictures came out for their weight, how many edges do not align, how text has to jump. Scores are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from banmian.propose.modules import Edge, Kind, Module, Needs, State

_LEAST_LEG = 10  # lines; a shorter column of text looks like a leftover
_GOOD_LEG = 22  # lines; ours
_CROP = (0.62, 1.25)  # how much lower or higher than whole a picture may be shown
_LEAD = (0.97, 1.15)  # how much lower or higher than its need a lead may be set, by copyfitting
_BEAM = 400
_MAIN_SHARE = 0.17  # of the type area that the largest picture should take


class Arrangement(msgspec.Struct, frozen=True):
    """A filled page with what it costs, the less the better."""

    state: State
    cost: float

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes it another page than its neighbours: where the large modules stand."""
        return tuple(sorted((item.kind.value, item.column, item.columns, item.edge.value) for item in self.state.modules))

    @property
    def shape(self) -> tuple[object, ...]:
        """Where everything stands, whichever of the small pictures is which."""
        return tuple(sorted((item.kind.value, item.column, item.columns, item.line, item.lines) for item in self.state.modules))


def arrangements(needs: Needs) -> list[Arrangement]:
    """All arrangements that hold everything, the best first."""
    states = list(_openings(needs))
    for name, widths in needs.sidebars.items():
        states = _best([new for state in states for new in _sidebar(state, name, widths, needs)], needs)
    states = [new for state in states for new in _pictures(state, list(needs.pictures)[1:], needs)]
    found: list[Arrangement] = []
    for state in states:
        fitted = fill_out(state, needs)
        if fitted is not None:
            found.append(Arrangement(fitted, cost(fitted, needs)))
    found.sort(key=lambda item: (item.cost, item.kind))
    shapes: dict[tuple[object, ...], Arrangement] = {}
    for item in found:
        shapes.setdefault(item.shape, item)
    return list(shapes.values())


def _best(states: list[State], needs: Needs) -> list[State]:
    """The most promising of *states*: those whose modules align best."""
    return sorted(states, key=lambda state: (_uneven(state), _module_key(state)))[:_BEAM]


def _module_key(state: State) -> tuple[tuple[int, int, int], ...]:
    return tuple((module.column, module.line, module.columns) for module in state.modules)


def _openings(needs: Needs) -> Iterator[State]:
    """The banner, the largest picture and the lead."""
    bare = State((1,) * needs.columns, (needs.lines,) * needs.columns)
    lines = needs.banner + 1
    banner = bare.place(Module(Kind.BANNER, "", 0, needs.columns, 1, lines - 1, Edge.HEAD, lines - 1))
    assert banner is not None
    if not needs.pictures:
        yield from _lead(banner, needs, None)
        return
    name, widths = next(iter(needs.pictures.items()))
    for width, natural in widths.items():
        if width < min(2, needs.columns):
            continue
        # As high as it is whole, or as the lead that fills what is left beside it.
        beside = needs.lead.get(needs.columns - width, natural)
        heights = {natural} | ({beside} if _CROP[0] * natural <= beside <= _CROP[1] * natural else set())
        for column in range(needs.columns - width + 1):
            for lines in sorted(heights):
                placed = banner.place(Module(Kind.PICTURE, name, column, width, 0, lines, Edge.HEAD, natural, row=1))
                if placed is not None:
                    yield from _lead(placed, needs, placed.modules[-1])


def _lead(state: State, needs: Needs, main: Module | None) -> Iterator[State]:
    """The lead beside the largest picture and as high, or in a column of its own height."""
    if not needs.lead:
        yield state
        return
    for width, natural in needs.lead.items():
        for column in range(needs.columns - width + 1):
            heights = {natural}
            if main is not None and _LEAD[0] * natural <= main.lines <= _LEAD[1] * natural:
                heights.add(main.lines)
            for lines in sorted(heights):
                placed = state.place(Module(Kind.LEAD, "", column, width, 0, lines, Edge.HEAD, natural))
                if placed is not None and width <= max(2, needs.columns // 2):
                    yield placed


def _sidebar(state: State, name: str, widths: dict[int, int], needs: Needs) -> Iterator[State]:
    for width, natural in widths.items():
        if 2 < width < needs.columns:
            continue
        for column in range(needs.columns - width + 1):
            for edge in Edge:
                placed = state.place(Module(Kind.SIDEBAR, name, column, width, 0, natural, edge, natural))
                if placed is not None:
                    yield placed


def _pictures(state: State, names: Sequence[str], needs: Needs) -> Iterator[State]:
    """The other pictures in at most two rows of neighbouring columns; each a column wide."""
    if not names:
        yield state
        return
    for first in range(1, len(names) + 1):
        if len(names) - first > needs.columns or first > needs.columns:
            continue
        for one in _row(state, names[:first], needs, 2):
            if first == len(names):
                yield one
            else:
                yield from _row(one, names[first:], needs, 3)


def _row(state: State, names: Sequence[str], needs: Needs, row: int) -> Iterator[State]:
    """*names* side by side, a column each, all of one height."""
    naturals = [needs.pictures[name].get(1, 1) for name in names]
    lines = round(sum(naturals) / len(naturals))
    for column in range(needs.columns - len(names) + 1):
        for edge in Edge:
            placed: State | None = state
            for at, name in enumerate(names):
                if placed is not None:
                    placed = placed.place(Module(Kind.PICTURE, name, column + at, 1, 0, lines, edge, naturals[at], row))
            if placed is not None and len({module.line for module in placed.modules[-len(names) :]}) == 1:
                yield placed


def fill_out(state: State, needs: Needs) -> State | None:
    """*state* with its pictures higher or lower until the text fills what is left; None where that cannot be."""
    spare = _spare(state, needs)
    rows = sorted({module.row for module in state.modules if module.kind is Kind.PICTURE})
    for row in rows if spare > 0 else rows[::-1]:
        members = [module for module in state.modules if module.kind is Kind.PICTURE and module.row == row]
        width = sum(module.columns for module in members)
        step = 1 if spare > 0 else -1
        while abs(spare) >= width / 2:
            lines = members[0].lines + step
            if any(not _CROP[0] * module.natural <= lines <= _CROP[1] * module.natural for module in members):
                break
            members = [msgspec.structs.replace(module, lines=lines) for module in members]
            grown = _restacked(state, members, needs)
            if grown is None:
                break
            state = grown
            spare = _spare(state, needs)
            if spare * step <= 0:
                break
    if abs(spare) > max(needs.columns, 0.03 * needs.body):
        return None
    legs = [state.free(column) for column in range(needs.columns) if state.free(column) > 2]
    return state if legs and min(legs) >= _LEAST_LEG else None


def _spare(state: State, needs: Needs) -> int:
    """Lines that the text leaves over, or, negative, lacks; each column costs it about a line of rules and rounding."""
    legs = [state.free(column) for column in range(needs.columns) if state.free(column) > 2]
    return sum(legs) - needs.body - len(legs) // 2


def _restacked(state: State, members: Sequence[Module], needs: Needs) -> State | None:
    """All modules stacked anew, *members* in their new heights; a lead as high as its picture stays so."""
    changed = {module.name: module for module in members}
    old = {module.name: module.lines for module in state.modules if module.name in changed}
    built: State | None = State((1,) * needs.columns, (needs.lines,) * needs.columns)
    for module in state.modules:
        lines = changed[module.name].lines if module.kind is Kind.PICTURE and module.name in changed else module.lines
        if module.kind is Kind.LEAD and module.lines in old.values():
            lines = next(changed[name].lines for name, before in old.items() if before == module.lines)
            if not _LEAD[0] * module.natural <= lines <= _LEAD[1] * module.natural:
                return None
        if built is None:
            return None
        built = built.place(msgspec.structs.replace(module, lines=lines))
    return built


def cost(state: State, needs: Needs) -> float:
    """What an arrangement costs; 0 would be a page without a flaw."""
    page = needs.columns * needs.lines
    spare = abs(_spare(state, needs))
    total = 3.0 * spare / needs.columns
    pictures = [module for module in state.modules if module.kind is Kind.PICTURE]
    if pictures:
        total += 25 * abs(pictures[0].area / page - _MAIN_SHARE)
        total += sum(2.0 for one, other in pairwise(pictures) if other.area > one.area)
        total += sum(4 * abs(module.lines / module.natural - 1) for module in pictures)
    for module in state.modules:
        if module.kind is Kind.LEAD:
            total += 5 * abs(module.lines / module.natural - 1)
        if module.kind is Kind.SIDEBAR and module.columns == 1 and module.column == 0:
            total += 0.8  # readers meet the main story first
    legs = [column for column in range(needs.columns) if state.free(column) > 2]
    total += sum(2.5 for one, other in pairwise(legs) if other != one + 1)
    total += sum(0.12 * (_GOOD_LEG - state.free(column)) for column in legs if state.free(column) < _GOOD_LEG)
    total += 0.02 * sum(state.free(column) for column in range(needs.columns) if 0 < state.free(column) <= 2)
    return total + _uneven(state)


def _uneven(state: State) -> float:
    """How many different heights the heads and feet of modules and columns have."""
    heads = {module.line for module in state.modules} | set(state.heads)
    feet = {module.line + module.lines - 1 for module in state.modules} | set(state.feet)
    return 0.5 * (len(heads) + len(feet))
