"""The colours that a page names, and the spot colours among them."""

from __future__ import annotations

from banmian.page.composed import ComposedPage, Picture
from banmian.spec.types.colour import PROCESS, Colour, Ink


def page_colours(page: ComposedPage) -> set[Colour]:
    """All colours that a page names."""
    found = {tint.fill.start for tint in page.tints} | {tint.fill.end for tint in page.tints if tint.fill.end}
    found |= {rule.colour for rule in page.rules}
    found |= {colour for item in page.drawings for colour in (item.fill, item.stroke) if colour}
    for line in page.lines:
        found |= {line.colour, *(run.colour for run in line.runs if run.colour), *(effect.colour for effect in line.effects)}
    for picture in page.pictures:
        if isinstance(picture, Picture):
            found |= set(picture.treatment.tone or ())
            found |= {picture.shadow.colour} if picture.shadow else set()
    return found


def spot_inks(page: ComposedPage) -> tuple[Ink, ...]:
    """The spot colours of a page, by name."""
    found = {ink.name: ink for colour in page_colours(page) for ink in colour.inks if ink.name not in PROCESS}
    return tuple(found[name] for name in sorted(found))
