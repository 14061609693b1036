"""Find content that no frame of a page sets: stories, sections, photographs with captions, quotes and tables."""

from __future__ import annotations

from banmian.spec.files.diagnostics import Span
from banmian.spec.load import PageSpec


def unused_content(spec: PageSpec, granted: set[tuple[str, int]]) -> tuple[tuple[str, Span], ...]:
    """The addresses of what stays unset, in the content's order; *granted* are the addresses that frames set."""
    addresses = {address for address, _ in granted}
    photos = {frame.photo for frame in spec.file.frames}
    found: list[tuple[str, Span]] = []

    def look(address: str, is_set: bool, *path: str | int) -> None:
        if not is_set:
            found.append((address, spec.spans.at("content", *path)))

    for name, story in spec.content.stories.items():
        for part in ("headline", "kicker", "deck", "byline", "lead", "text"):
            if getattr(story, part):
                look(f"{name}.{part}", f"{name}.{part}" in addresses, "stories", name, part)
        for at, section in enumerate(story.sections):
            wanted = f"{name}.{section.id}"
            is_set = any(address == wanted or address.startswith(f"{wanted}.") for address in addresses)
            look(wanted, is_set, "stories", name, "sections", at)
    for name in spec.content.photos:
        look(f"the photograph {name}", name in photos, "photos", name)
    for kind, items in (("quotes", spec.content.quotes), ("tables", spec.content.tables)):
        for name in items:
            look(f"{kind}.{name}", f"{kind}.{name}" in addresses, kind, name)
    return tuple(found)
