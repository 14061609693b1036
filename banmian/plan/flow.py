"""Find the words that a frame asks for, as blocks: one paragraph, heading, name or caption each.

A content address is a story (`main`), a part of it (`main.lead`, `main.sections`, `main.headline`; `main.title` is the
headline without its kicker and deck), one section (`main.s1`), `captions`, every photograph's caption in order, or one
of them (`captions.bus`).
"""

from __future__ import annotations

import msgspec

from banmian.spec.files.diagnostics import Span, suggestion
from banmian.spec.types.content import ContentFile, SectionContent, StoryContent


class Words(msgspec.Struct, frozen=True, eq=False):
    """One block of content: its role picks its style, its address names it in settings and reports."""

    role: str
    text: str
    address: str
    number: int  #: of the paragraph within its address, from 1
    path: tuple[str | int, ...]  #: where it stands in the content file
    line: int = 0  #: lines below that place


class UnknownAddressError(LookupError):
    """An address that the content does not have; *hint* says what it has."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_PARTS = ("headline", "title", "lead", "text", "sections", "kicker", "deck", "byline")


def find_words(content: ContentFile, address: str) -> tuple[Words, ...]:
    """The blocks at *address* in reading order; raises UnknownAddressError."""
    if address == "captions":
        return tuple(caption_words(content, name) for name, photo in content.photos.items() if photo.caption)
    story_name, _, part = address.partition(".")
    if story_name == "captions" and part in content.photos and "captions" not in content.stories:
        return (caption_words(content, part),)
    story = content.stories.get(story_name)
    if story is None:
        hint = suggestion(story_name, [*content.stories, "captions"], "stories")
        raise UnknownAddressError(f"the content has no story {story_name}", hint)
    sections = {section.id: section for section in story.sections}
    if part in sections:
        return _section(story_name, story, sections[part])
    if part and part not in _PARTS:
        known = [name for name in _PARTS if getattr(story, "headline" if name == "title" else name)] + list(sections)
        raise UnknownAddressError(f"the story {story_name} has no {part}", suggestion(part, known, "parts"))
    wanted = (part,) if part else ("lead", "text", "sections")
    found = tuple(words for name in wanted for words in _part(story_name, story, name))
    if not found:
        raise UnknownAddressError(f"{address} has no words", "write some under it in the content")
    return found


def caption_words(content: ContentFile, photo_name: str) -> Words:
    """A photograph's caption with its number before it."""
    photo = content.photos[photo_name]
    text = f"{photo.number or ''}{photo.caption or ''}"
    return Words(
        "caption", text, "captions", list(content.photos).index(photo_name) + 1, ("content", "photos", photo_name, "caption")
    )


def quote_words(content: ContentFile, name: str) -> tuple[Words, ...]:
    """A pull quote and who said it."""
    quote = content.quotes[name]
    path: tuple[str | int, ...] = ("content", "quotes", name)
    words = Words("quote", quote.text.strip(), f"quotes.{name}", 1, (*path, "text"))
    return (words, Words("quote-source", quote.source, f"quotes.{name}", 2, (*path, "source"))) if quote.source else (words,)


def table_words(
    content: ContentFile, name: str
) -> tuple[Words | None, tuple[Words, ...], tuple[tuple[Words, ...], ...], Words | None]:
    """A table's title, heads, rows and note."""
    table = content.tables[name]
    path: tuple[str | int, ...] = ("content", "tables", name)

    def cell(role: str, text: str, number: int, *rest: str | int) -> Words:
        return Words(role, text, f"tables.{name}", number, (*path, *rest))

    title = cell("table-title", table.title, 1, "title") if table.title else None
    heads = tuple(cell("table-head", text, at + 2, "heads", at) for at, text in enumerate(table.heads))
    first = 2 + len(heads)
    rows = []
    for at, row in enumerate(table.rows):
        rows.append(tuple(cell("table-cell", text, first + place, "rows", at, place) for place, text in enumerate(row)))
        first += len(row)
    return title, heads, tuple(rows), cell("table-note", table.note, first, "note") if table.note else None


def _part(name: str, story: StoryContent, part: str) -> tuple[Words, ...]:
    path: tuple[str | int, ...] = ("content", "stories", name, part)
    if part == "sections":
        return tuple(words for section in story.sections for words in _section(name, story, section))
    if part == "title":
        return tuple(
            Words("headline", line, f"{name}.headline", number, (*path[:-1], "headline"))
            for number, line in enumerate(story.headline, 1)
        )
    if part == "headline":
        group: list[Words] = []
        for role, lines in (
            ("kicker", [story.kicker]),
            ("headline", story.headline),
            ("deck", [story.deck]),
            ("byline", [story.byline]),
        ):
            present = [line for line in lines if line]
            group += [
                Words(role, line, f"{name}.{role}", number, ("content", "stories", name, role))
                for number, line in enumerate(present, 1)
            ]
        return tuple(group)
    text = getattr(story, part)
    if text is None:
        return ()
    role = "body" if part == "text" else part
    return _paragraphs(role, text, f"{name}.{part}", path)


def _section(story_name: str, story: StoryContent, section: SectionContent) -> tuple[Words, ...]:
    path: tuple[str | int, ...] = ("content", "stories", story_name, "sections", story.sections.index(section))
    address = f"{story_name}.{section.id}"
    head = [
        Words(role, text, f"{address}.{role}", 1, (*path, role))
        for role, text in (("name", section.name), ("heading", section.heading))
        if text
    ]
    return (*head, *_paragraphs("body", section.text, address, (*path, "text")))


def _paragraphs(role: str, text: str, address: str, path: tuple[str | int, ...]) -> tuple[Words, ...]:
    found: list[Words] = []
    for line, row in enumerate(text.split("\n")):
        if row.strip():
            found.append(Words(role, row.strip(), address, len(found) + 1, path, line))
    return tuple(found)


def place_of(words: Words, span: Span) -> Span:
    """Where *words* stand, given the *span* of their value: a block text starts in the line after its key."""
    below = words.line + 1 if span.source.line(span.line)[span.column - 1 :].startswith("|") else 0
    if not below:
        return span
    row = span.source.line(span.line + below)
    return Span(span.source, span.line + below, len(row) - len(row.lstrip()) + 1)


def within(place: Span, at: int) -> Span:
    """The *at*-th character of a text that starts at *place*, behind its quotation mark if it has one."""
    quoted = place.source.line(place.line)[place.column - 1 :][:1] in ("'", '"')
    return Span(place.source, place.line, place.column + at + quoted)
