"""Write proposals as page files that a person can edit: they extend the file that asked for them, one frame a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from banmian.colour.seen import seen
from banmian.propose.modules import Kind, Module, State
from banmian.spec.types.colour import Colour
from banmian.spec.types.dress import FillSpec
from banmian.spec.types.schema import ProposeSpec, SidebarSpec

TITLE_LINES = 3  # of the grid, for a sidebar's title
_FIT = "fit: {tracking: [-.03em, .04em], size: [96%, 104%], paragraphs: 4}"
_LEAD_FIT = "fit: {size: [90%, 108%], tracking: [-.03em, .06em], leading: [90%, 112%]}"


def frame_rows(rows: Sequence[str]) -> str:
    """The frames of a page file."""
    return "frames:\n" + "\n".join(rows) + "\n"


def colour_text(colour: Colour) -> str:
    """A colour as a page file writes it; spot colours as what they are shown by."""
    colour = seen(colour)
    if colour.space == "rgb":
        return "'#" + "".join(f"{round(part * 255):02x}" for part in colour.parts) + "'"
    return "cmyk " + " ".join(f"{part * 100:g}" for part in colour.parts)


def _fill(fill: FillSpec | None) -> str:
    return f", fill: {colour_text(fill.start)}" if fill else ""


def _place(name: str, column: int, line: int, columns: int, lines: int | str) -> str:
    return f"id: {name}, at: {{column: {column}, line: {line}}}, size: {{columns: {columns}, lines: {lines}}}"


def lead_row(wanted: ProposeSpec, name: str, column: int, line: int, columns: int, lines: int | str, fitted: bool = False) -> str:
    """The frame of a lead, in columns of its own where it is wide."""
    own = f", columns: {columns // 2 + columns % 2}" if columns > 2 else ""
    inset = ", inset: {top: .7em, bottom: .7em, left: .9em, right: .9em}" if wanted.lead_fill else ""
    fit = f", {_LEAD_FIT}" if fitted else ""
    return (
        f"  - {{{_place(name, column, line, columns, lines)}, flow: {wanted.story}.lead{own}{inset}{_fill(wanted.lead_fill)}{fit}}}"
    )


def sidebar_rows(
    sidebar: SidebarSpec, name: str, column: int, line: int, columns: int, lines: int | str, fitted: bool = False
) -> list[str]:
    """The frames of a sidebar: its title, its text in as many columns as it is wide."""
    rows = []
    if sidebar.title and isinstance(lines, int):
        place = _place(f"{name}-title", column, line, columns, TITLE_LINES)
        rows.append(f"  - {{{place}, headline: {sidebar.story}, styles: [{sidebar.title}]{_fill(sidebar.title_fill)}}}")
        line, lines = line + TITLE_LINES, lines - TITLE_LINES
    roles = f", roles: {{{', '.join(f'{key}: {value}' for key, value in sidebar.roles.items())}}}" if sidebar.roles else ""
    own = f", columns: {columns}" if columns > 1 else ""
    inset = ", inset: {top: .5em, left: .8em, right: .8em}" if sidebar.fill else ""
    fit = f", {_FIT}" if fitted else ""
    dress = f"{own}{inset}{_fill(sidebar.fill)}{roles}{fit}"
    rows.append(f"  - {{{_place(name, column, line, columns, lines)}, flow: {sidebar.story}{dress}}}")
    return rows


def page_text(base: str, wanted: ProposeSpec, state: State, flow: str, note: str) -> str:
    """A proposal as a page file that extends *base*."""
    sidebars = {sidebar.story: sidebar for sidebar in wanted.sidebars}
    rows: list[str] = []
    for module in sorted(state.modules, key=_reading):
        rows += _module_rows(module, wanted, sidebars)
    rows += _body_rows(state, flow)
    return f"# {note}\nextends: {base}\npropose: null\n{frame_rows(rows)}"


def _reading(module: Module) -> tuple[int, int, int]:
    order = {Kind.BANNER: 0, Kind.LEAD: 1, Kind.PICTURE: 2, Kind.SIDEBAR: 3}
    return order[module.kind], module.line, module.column


def _module_rows(module: Module, wanted: ProposeSpec, sidebars: dict[str, SidebarSpec]) -> list[str]:
    column = module.column + 1
    if module.kind is Kind.BANNER:
        styles = f", styles: [{', '.join(wanted.headline_styles)}]" if wanted.headline_styles else ""
        place = _place("banner", column, module.line, module.columns, module.lines)
        return [f"  - {{{place}, headline: {wanted.story}{styles}, fit: {{size: [80%, 110%], tracking: [0em, .06em]}}}}"]
    if module.kind is Kind.LEAD:
        return [lead_row(wanted, "lead", column, module.line, module.columns, module.lines, fitted=True)]
    if module.kind is Kind.PICTURE:
        place = _place(f"photo-{module.name}", column, module.line, module.columns, module.lines)
        return [f"  - {{{place}, photo: {module.name}}}"]
    sidebar = sidebars[module.name]
    return sidebar_rows(sidebar, f"sidebar-{module.name}", column, module.line, module.columns, module.lines, fitted=True)


def _body_rows(state: State, flow: str) -> list[str]:
    """The columns that are left, as one thread from left to right, with rules in the gutters between them."""
    legs = [column for column in range(len(state.heads)) if state.free(column) > 2]
    rows = []
    for number, column in enumerate(legs, 1):
        onward = f", next: text-{number + 1}" if number < len(legs) else ""
        start = f", flow: {flow}" if number == 1 else ""
        fit = f", {_FIT}" if number == 1 else ""
        place = _place(f"text-{number}", column + 1, state.heads[column], 1, state.free(column))
        rows.append(f"  - {{{place}{start}{onward}{fit}}}")
    for column, following in pairwise(legs):
        first = max(state.heads[column], state.heads[following])
        last = min(state.feet[column], state.feet[following])
        if following == column + 1 and last - first > 2:
            rows.append(
                f"  - {{id: rule-{column + 1}, at: {{gutter: {column + 1}, line: {first}}}, "
                f"size: {{lines: {last - first + 1}}}, rule: hairline k 60}}"
            )
    return rows
