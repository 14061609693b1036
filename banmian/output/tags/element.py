"""Elements of a file's logical structure (ISO 32000-2 §14.7, §14.8), while they are put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# Kinds of our own, and what they are to programs that know only the standard's (ISO 32000-1 §14.8.4).
ROLES = {"Em": "Span", "Strong": "Span"}

Place = tuple[int, ...]  #: where something stands in the order in which its element is read


class Element:
    """One element: its kind, what it says of itself, and what it holds, which is sorted by place when it is written."""

    __slots__ = ("actual", "alt", "attributes", "content", "kids", "kind", "lang", "number", "parent", "refers", "title")

    def __init__(self, kind: str, parent: Element | None = None, place: Place | None = None) -> None:
        self.kind = kind
        self.parent = parent
        self.kids: list[tuple[Place, Element]] = []
        self.content: list[tuple[Place, Any]] = []  #: marked content as page and id, or an annotation
        self.alt: str | None = None
        self.actual = ""
        self.lang = ""
        self.title = ""
        self.attributes = ""  #: as PDF writes them
        self.refers: Element | None = None  #: an element that it is a reference to
        self.number = 0  #: of its object in the file
        if parent is not None:
            parent.kids.append(((len(parent.kids),) if place is None else place, self))

    def walk(self) -> Iterator[Element]:
        """The element and all within it, as they are read."""
        yield self
        for _, kid in sorted(self.kids, key=lambda item: item[0]):
            yield from kid.walk()

    def drop_empty(self) -> bool:
        """Take out elements that hold nothing; whether this one holds something."""
        self.kids = [(place, kid) for place, kid in self.kids if kid.drop_empty()]
        return bool(self.kids or self.content or self.kind in ("TD", "TH"))
