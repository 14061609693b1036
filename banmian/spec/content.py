"""The content file's schema: the words of a page, without a word about their layout."""

from __future__ import annotations

from typing import ClassVar

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
    """A photograph and its caption. *file* is relative to the content file."""

    file: str | None = None
    number: str | None = None
    caption: str | None = None


class ContentFile(msgspec.Struct, frozen=True):
    """All words of a page."""

    newspaper: str | None = None
    furniture: dict[str, str] = {}  #: folio, date, contact: short texts by name
    stories: dict[str, StoryContent] = {}
    photos: dict[str, PhotoContent] = {}
