"""The content file's schema: the words of a page, without a word about their layout."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec


class SectionContent(msgspec.Struct, frozen=True):
    """A part of a story: a heading and text, or a person's name, a heading and text."""

    EXAMPLES: ClassVar[dict[str, str]] = {"id": "id: s1", "text": "text: |, then one paragraph a line"}

    id: str
    text: str
    name: str | None = None
    heading: str | None = None


class StoryContent(msgspec.Struct, frozen=True):
    """A story. `headline` is one line or a list of lines; text is one paragraph a line."""

    headline: tuple[str, ...] = ()
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    lead: str | None = None
    text: str | None = None
    sections: tuple[SectionContent, ...] = ()


class PhotoContent(msgspec.Struct, frozen=True):
    """A photograph or a drawing, and its caption. *file* is relative to the content file; a drawing is a page of a PDF."""

    file: str | None = None
    page: int | None = None  #: of a PDF, from 1; its first one unless said
    number: str | None = None
    caption: str | None = None  #: `from-picture`: what the photograph says of itself; so for credit and rights
    credit: str | None = None  #: who made it, set behind the caption
    rights: str | None = None  #: whose it is, set behind the credit
    story: str | None = None  #: the story or section that it belongs to, such as main or main.s4
    alt: str | None = None  #: what is to be seen on it, for those who do not see it; '': nothing that matters


class QuoteContent(msgspec.Struct, frozen=True):
    """A pull quote, and who said it."""

    EXAMPLES: ClassVar[dict[str, str]] = {"text": "text: what was said"}

    text: str
    source: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the words alone."""
        return cls(text)


class TableContent(msgspec.Struct, frozen=True):
    """A table of figures: a title, the heads of its columns, its rows, a note."""

    EXAMPLES: ClassVar[dict[str, str]] = {"rows": "rows: [[济南, '12.5'], [青岛, '9.3']]"}

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    title: str | None = None
    note: str | None = None


class ContentFile(msgspec.Struct, frozen=True):
    """All words of a page."""

    newspaper: str | None = None
    furniture: dict[str, str] = {}  #: folio, date, contact: short texts by name
    stories: dict[str, StoryContent] = {}
    photos: dict[str, PhotoContent] = {}
    quotes: dict[str, QuoteContent] = {}
    tables: dict[str, TableContent] = {}
