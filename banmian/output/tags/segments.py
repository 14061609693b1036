"""Which parts of a line of type belong to which element: emphasis, readings, other languages, captions set one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from banmian.output.tags.element import Element, Place
from banmian.plan.reading import Inline, InlineKind
from banmian.text.lines.line import SetLine

_KINDS = {InlineKind.EMPHASIS: "Em", InlineKind.STRONG: "Strong", InlineKind.LANGUAGE: "Span"}


class Segment(msgspec.Struct):
    """Characters *start* up to *end* of a line, and the element that they belong to, at a place within it."""

    start: int
    end: int
    element: Element
    place: Place


class LineTags(msgspec.Struct):
    """What a line of type is: its segments in order, and the elements of its readings."""

    segments: list[Segment]
    readings: list[Element] = []


class ParagraphTags:
    """A paragraph's element with those of its marked parts; asked line by line, in the order in which they are read."""

    def __init__(self, element: Element, inside: Sequence[Inline], start: int = 0, base: int = 0) -> None:
        """*start* is where the paragraph begins in the characters that its lines count, *base* where it does in its element."""
        self.element = element
        self.start = start
        self.base = base - start
        self.parts = [_Part(item) for item in inside]

    def line(self, line: SetLine, first: int, last: int) -> LineTags:
        """The tags of characters *first* up to *last* of a line."""
        offset = line.start - self.start
        bounds = {first, last}
        for part in self.parts:
            bounds.update(at for at in (part.inline.start - offset, part.inline.end - offset) if first < at < last)
        segments = []
        for begin, end in pairwise(sorted(bounds)):
            place = (self.base + line.start + begin,)
            segments.append(Segment(begin, end, self._element(begin + offset), place))
        return LineTags(segments, [self._reading(begin + offset) for begin, _, _ in line.read])

    def _element(self, at: int) -> Element:
        """The innermost element that the character *at* belongs to, made when it is first met."""
        element = self.element
        for part in self.parts:
            if part.inline.start <= at < part.inline.end:
                element = part.element_in(element, self.base + self.start + part.inline.start)
        return element

    def _reading(self, at: int) -> Element:
        """The element of the reading of the characters that begin *at*."""
        self._element(at)
        found = next((part for part in self.parts if part.inline.kind is InlineKind.RUBY and part.inline.start == at), None)
        return self.element if found is None or found.reading is None else found.reading


class _Part:
    """A marked part, and its element once it is met."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.element: Element | None = None
        self.reading: Element | None = None

    def element_in(self, parent: Element, place: int) -> Element:
        if self.element is None:
            if self.inline.kind is InlineKind.RUBY:
                ruby = Element("Ruby", parent, (place, -1))
                self.element = Element("RB", ruby, (0,))
                self.reading = Element("RT", ruby, (1,))
            else:
                self.element = Element(_KINDS[self.inline.kind], parent, (place, -1))
                self.element.lang = self.inline.told if self.inline.kind is InlineKind.LANGUAGE else ""
        return self.element


def joined(parts: Iterable[LineTags]) -> LineTags:
    """The tags of one line whose parts are of several paragraphs."""
    told = list(parts)
    return LineTags([item for part in told for item in part.segments], [item for part in told for item in part.readings])
