"""The structure of a file while it is put together: its stories, and whose content every line and picture is."""

from __future__ import annotations

import msgspec

from banmian.output.tags.element import Element
from banmian.output.tags.segments import LineTags
from banmian.plan.reading import Article
from banmian.text.lines.line import SetLine

Owned = tuple[Element, int]  #: an element that a whole line is of, and the place of its characters there


class Entry(msgspec.Struct):
    """An entry: its element, that of its words, and its lines with their pages."""

    element: Element
    words: Element
    lines: list[tuple[int, SetLine]]
    target: Element | None = None
    frame: str = ""  #: in which the target begins; empty for a page as a whole
    page: int = 0  #: of the target

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(line.text for _, line in self.lines)


class Story(msgspec.Struct):
    """An article as it is tagged."""

    article: Article
    element: Element
    heads: list[tuple[int, Element, int, SetLine]] = []  #: level, element, page and line of each heading


class Structure(msgspec.Struct):
    """The structure of a file, and whose content is what."""

    root: Element
    stories: list[Story]
    lines: dict[int, Owned | LineTags]  #: by the line's identity; those whose parts are of several elements by their tags
    figures: dict[str, Element]  #: by the frame of a picture
    jumps: list[tuple[Element, int, SetLine, str]]  #: an element of a jump line, its page, the line, its frame
    pages: list[Element]  #: the part of each page
    entries: list[Entry] = []  #: of tables of contents

    def parts(self, line: SetLine) -> list[tuple[Element, str]]:
        """The elements that a line is of, with the words of each."""
        told = self.lines.get(id(line))
        if told is None:
            return []
        if isinstance(told, LineTags):
            return [(item.element, line.text[item.start : item.end]) for item in told.segments]
        return [(told[0], line.text)]
