"""Write the words of a page as its content file: stories, photographs, furniture, and nothing about their layout."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.plan.markup import escaped
from banmian.recover.infer.text.words import Words
from banmian.recover.write.yamltext import flow_list, scalar


class SectionWords(msgspec.Struct, eq=False):
    """A part of a story with the words of its heads and paragraphs."""

    id: str
    name: str
    heading: str
    paragraphs: list[Words]


class StoryWords(msgspec.Struct, eq=False):
    """The words of a story."""

    id: str
    headline: list[str]
    kicker: str
    deck: str
    byline: str
    lead: list[Words]
    text: list[Words]
    sections: list[SectionWords]

    def addressed(self) -> list[tuple[str, int, Words]]:
        """Each paragraph with its address and its number there."""
        found = [(f"{self.id}.lead", number, words) for number, words in enumerate(self.lead, 1)]
        found += [(f"{self.id}.text", number, words) for number, words in enumerate(self.text, 1)]
        for section in self.sections:
            found += [(f"{self.id}.{section.id}", number, words) for number, words in enumerate(section.paragraphs, 1)]
        return found


class PhotoWords(msgspec.Struct, eq=False):
    """A photograph's file and caption, which has markup."""

    id: str
    file: str
    number: str = ""
    caption: str = ""
    story: str = ""
    alt: str = ""


class QuoteWords(msgspec.Struct, frozen=True):
    """A pull quote and who said it."""

    id: str
    text: str
    source: str


class TableWords(msgspec.Struct, frozen=True):
    """The words of a table."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str

    def text(self) -> list[str]:
        """As lines of the content file."""
        rows = [f"  {self.id}:"]
        if self.title:
            rows.append(f"    title: {_words(self.title)}")
        if self.heads:
            rows.append(f"    heads: {flow_list(map(_words, self.heads))}")
        rows += ["    rows:", *(f"      - {flow_list(map(_words, row))}" for row in self.rows)]
        if self.note:
            rows.append(f"    note: {_words(self.note)}")
        return rows


def content_text(
    stories: Sequence[StoryWords],
    photos: Sequence[PhotoWords],
    furniture: dict[str, str],
    title: str,
    source: str,
    tables: Sequence[TableWords] = (),
    quotes: Sequence[QuoteWords] = (),
) -> str:
    """The content file."""
    rows = [f"# The words of {source}: paragraphs, one a line."]
    if title:
        rows.append(f"newspaper: {scalar(title)}")
    if furniture:
        rows.append("furniture:")
        rows += [f"  {name}: {scalar(text)}" for name, text in furniture.items()]
    if stories:
        rows.append("stories:")
        for story in stories:
            rows += _story(story)
    if photos:
        rows += ["photos:", *(line for photo in photos for line in _photo(photo))]
    if quotes:
        rows.append("quotes:")
        for quote in quotes:
            source_words = f", source: {_words(quote.source)}" if quote.source else ""
            rows.append(f"  {quote.id}: {{text: {_words(quote.text)}{source_words}}}")
    if tables:
        rows += ["tables:", *(line for table in tables for line in table.text())]
    return "\n".join(rows) + "\n"


def _words(text: str) -> str:
    """Words that the content file reads with their markup, of which they have none."""
    return scalar(escaped(text))


def _photo(photo: PhotoWords) -> list[str]:
    told = {
        "number": scalar(photo.number),
        "caption": scalar(photo.caption),
        "file": scalar(photo.file),
        "story": scalar(photo.story),
        "alt": scalar(photo.alt),
    }
    rows = [f"    {key}: {value}" for key, value in told.items() if getattr(photo, key)]
    return [f"  {photo.id}:", *rows] if rows else [f"  {photo.id}: {{}}"]


def _story(story: StoryWords) -> list[str]:
    rows = [f"  {story.id}:"]
    if len(story.headline) == 1:
        rows.append(f"    headline: {_words(story.headline[0])}")
    elif story.headline:
        rows += ["    headline:", *(f"      - {_words(line)}" for line in story.headline)]
    rows += [f"    {key}: {_words(value)}" for key in ("kicker", "deck", "byline") if (value := getattr(story, key))]
    for key, paragraphs in (("lead", story.lead), ("text", story.text)):
        if paragraphs:
            rows += _block(key, paragraphs, "    ")
    if story.sections:
        rows.append("    sections:")
        for section in story.sections:
            rows += _section(section)
    if len(rows) == 1:
        rows[0] += " {}"
    return rows


def _section(section: SectionWords) -> list[str]:
    rows = [f"      - id: {section.id}"]
    rows += [f"        {key}: {_words(value)}" for key in ("name", "heading") if (value := getattr(section, key))]
    return rows + (_block("text", section.paragraphs, "        ") if section.paragraphs else ["        text: ''"])


def _block(key: str, paragraphs: Sequence[Words], indent: str) -> list[str]:
    # A block text would lose leading spaces of its first line; paragraphs have none.
    return [f"{indent}{key}: |", *(f"{indent}  {words.markup.strip()}" for words in paragraphs)]
