"""Make the sheets of a page file: paper, type area, columns and body lines of each of its pages.

Reports margins that leave no type area, columns that do not fit it, and a frame on a page that cannot be.
"""

from __future__ import annotations

from banmian.plan.geometry import Column, Grid, Rect, Sheet
from banmian.plan.sizes import check_page_lengths
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import PageSpec
from banmian.spec.types.schema import Margins, Side
from banmian.spec.types.units import Length

_MOST_COLUMNS = 100  # ours; a broadsheet has eight base columns
_MOST_PAGES = 200  # ours; a section has 8 to 48
LONGEST = 14400.0  # points; a PDF page is no longer in most viewers (ISO 32000-1 annex C)


def make_sheets(spec: PageSpec, report: Report) -> tuple[Sheet, ...]:
    """A sheet for each page that the file lists or that a frame stands on."""
    if not check_page_lengths(spec, report):
        report.stop_on_errors()
    count = max([1, len(spec.file.pages)])
    for frame in spec.file.frames:
        if not 1 <= frame.at.page <= _MOST_PAGES:
            at = spec.spans.path_of(frame)
            report.error(
                spec.spans.at(*at, "at", "page"), f"there is no page {frame.at.page}", f"pages are counted from 1 to {_MOST_PAGES}"
            )
            continue
        count = max(count, frame.at.page)
    sheets = []
    for page in range(count):
        grid = _grid(spec, page, report)
        sheets.append(
            Sheet(
                _trim(spec),
                spec.file.page.bleed.points(0, 0),
                grid,
                spec.file.page.number + page,
                spec.file.page.trim.height is None,
            )
        )
    return tuple(sheets)


def _trim(spec: PageSpec) -> tuple[float, float]:
    trim = spec.file.page.trim
    return trim.width.points(0, 0), trim.height.points(0, 0) if trim.height else LONGEST


def _side(spec: PageSpec, at: int) -> Side:
    """The side of the spread that the *at*-th page lies on: as said, else it alternates."""
    side = spec.file.page.side
    for page, other in enumerate(spec.file.pages[: at + 1]):
        if other.side is not None:
            side = other.side
        elif page:
            side = _other(side)
    for _ in range(max(0, at - max(0, len(spec.file.pages) - 1))):
        side = _other(side)
    return side


def _other(side: Side) -> Side:
    return Side.LEFT if side is Side.RIGHT else Side.RIGHT


def _grid(spec: PageSpec, at: int, report: Report) -> Grid:
    """The grid of the *at*-th page in points; reported when the columns do not fit the type area."""
    page, spans = spec.file.page, spec.spans
    own = spec.file.pages[at] if at < len(spec.file.pages) else None
    size = page.grid.size.points(10.5, 0)
    leading = page.grid.leading.points(size, 0)
    margins: Margins = own.margins if own and own.margins else page.margins
    left, right = (margin.points(size, leading) for margin in margins.across(_side(spec, at)))
    top, bottom = margins.top.points(size, leading), margins.bottom.points(size, leading)
    width, height = _trim(spec)
    area = Rect(left, top, width - left - right, height - top - bottom)
    if area.width <= 0 or area.height <= 0 or size <= 0 or leading <= 0:
        report.error(spans.at("page"), "the margins leave no type area", "make them smaller, or the trim larger")
        report.stop_on_errors()
    gutter = page.grid.gutter.points(size, leading)
    said = own.columns if own and own.columns is not None else page.grid.columns
    where = ("pages", at, "columns") if own and own.columns is not None else ("page", "grid", "columns")
    if not 1 <= (said if isinstance(said, int) else len(said)) <= _MOST_COLUMNS:
        how_many = said if isinstance(said, int) else len(said)
        report.error(spans.at(*where), f"a grid of {how_many} columns cannot be", f"write 1 to {_MOST_COLUMNS}")
        said = 1
    widths = column_widths(said, area.width, gutter, size, leading)
    over = sum(widths) + (len(widths) - 1) * gutter - area.width
    if over > 0.01 or min(widths) <= 0:
        message = f"the columns and gutters are {over:.2f} pt wider than the type area of {area.width:.2f} pt"
        if over <= 0.01:
            message = f"{len(widths)} columns and their gutters leave no room for type in {area.width:.2f} pt"
        report.error(spans.at(*where), message, "narrow the columns, the gutter or the margins")
    columns, x = [], area.x
    for width in widths:
        columns.append(Column(x, width))
        x += width + gutter
    return Grid(area, tuple(columns), size, leading)


def column_widths(said: int | tuple[Length, ...], width: float, gutter: float, size: float, leading: float) -> list[float]:
    """The measures of columns: equal ones that share *width*, or as they are listed; points."""
    if isinstance(said, int):
        if said < 1:
            return []
        return [(width - (said - 1) * gutter) / said] * said
    return [length.points(size, leading) for length in said]
