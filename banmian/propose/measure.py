"""Measure what is to be placed: every text, picture and headline at the widths that it could have.

A probe page holds each of them in a frame that grows with its filling; what height the engine gives it is its need.
"""

from __future__ import annotations

from math import ceil
from pathlib import Path

from banmian.page.composed import Picture
from banmian.page.makepage import make_pages
from banmian.page.parts.picture import LEAST_PPI
from banmian.pictures.photos.source import look_at
from banmian.plan.makeplan import make_plan
from banmian.propose.modules import Needs
from banmian.propose.write import TITLE_LINES, frame_rows, lead_row, sidebar_rows
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import PageSpec, load_page
from banmian.spec.types.schema import ProposeSpec


def measure(path: Path, spec: PageSpec, wanted: ProposeSpec) -> Needs:
    """What the page at *path* needs; raises PageError where something cannot be set."""
    plan = make_plan(spec, Report())
    grid = plan.grid
    count = len(grid.columns)
    rows = [f"  - {{id: banner, at: {{column: 1, line: 1}}, size: {{columns: {count}, lines: auto}}, headline: {wanted.story}}}"]
    if wanted.headline_styles:
        rows[0] = rows[0][:-1] + f", styles: [{', '.join(wanted.headline_styles)}]}}"
    story = spec.content.stories.get(wanted.story)
    flow = body_flow(wanted.story, story)
    rows.append(f"  - {{id: body, at: {{column: 1, line: 1}}, size: {{columns: 1, lines: auto}}, flow: {flow}}}")
    widths = range(1, count + 1)
    if story is not None and story.lead:
        rows += [lead_row(wanted, f"lead-{width}", 1, 1, width, "auto") for width in widths]
    for sidebar in wanted.sidebars:
        for width in widths:
            rows += sidebar_rows(sidebar, f"{sidebar.story}-{width}", 1, 1, width, "auto")
    for name in wanted.pictures:
        for width in widths:
            size = f"{{columns: {width}, lines: auto}}"
            rows.append(f"  - {{id: {name}-{width}, at: {{column: 1, line: 1}}, size: {size}, photo: {name}}}")
    allow = "[overlap, type-area, through-gutter, headings-side-by-side, widow, river, reading-order, empty-frame, unused-content]"
    text = f"extends: {path.name}\npage: {{trim: {spec.file.page.trim.width.points(0, 0):.3f}pt x auto, allow: {allow}}}\n"
    text += frame_rows(rows)
    probe = path.with_name(f"{path.stem}-probe.yaml")
    (page,) = make_pages(make_plan(load_page(probe, Report(), {probe: text}), Report()), Report())
    heights = {frame.id: ceil(frame.rect.height / grid.leading - 0.05) for frame in page.frames}
    sharp = {item.frame for item in page.pictures if _is_sharp(item)}
    return Needs(
        columns=count,
        lines=grid.lines,
        banner=heights["banner"],
        body=heights["body"],
        lead={width: heights[f"lead-{width}"] for width in widths if f"lead-{width}" in heights},
        sidebars={
            sidebar.story: {width: heights[f"{sidebar.story}-{width}"] + (TITLE_LINES if sidebar.title else 0) for width in widths}
            for sidebar in wanted.sidebars
        },
        pictures={
            name: {width: heights[f"{name}-{width}"] for width in widths if f"{name}-{width}" in sharp} or {1: heights[f"{name}-1"]}
            for name in wanted.pictures
        },
    )


def body_flow(name: str, story: object) -> str:
    """The address of a story's running text, without its lead."""
    return f"{name}.sections" if getattr(story, "sections", ()) else f"{name}.text" if getattr(story, "text", None) else name


def _is_sharp(item: object) -> bool:
    """Whether a picture has enough pixels for its slot; a missing one has."""
    if not isinstance(item, Picture) or item.page:
        return True
    return look_at(item.path).size[0] * 72 / item.image.width >= LEAST_PPI - 0.5
