"""The types of what is read on a page, in reading order: articles, their parts, what stands within words. Made in articles.py."""

from __future__ import annotations

from enum import Enum

import msgspec

from banmian.spec.files.diagnostics import Span


class InlineKind(Enum):
    """What a part of a paragraph is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    RUBY = "ruby"  #: ruby and zhuyin: words with their reading
    LANGUAGE = "language"


class Inline(msgspec.Struct, frozen=True):
    """Characters *start* up to *end* of a paragraph; *told* is a reading, or a language by BCP 47."""

    start: int
    end: int
    kind: InlineKind
    told: str = ""


class Words(msgspec.Struct, frozen=True):
    """A paragraph of which there is more to say than its words."""

    address: str
    number: int
    role: str
    inside: tuple[Inline, ...]
    language: str  #: where it is not the page's
    start: int  #: of a paragraph that is set behind others in one line: where it stands among them
    end: int


class PartKind(Enum):
    """What a part of an article is."""

    WORDS = "words"  #: a headline group or a thread of text
    QUOTE = "quote"
    CONTENTS = "contents"  #: 导读
    TABLE = "table"
    PICTURE = "picture"
    CAPTIONS = "captions"  #: of pictures that stand elsewhere


class Part(msgspec.Struct, frozen=True):
    """What is read in one frame, or in a thread of several."""

    kind: PartKind
    frames: tuple[str, ...]
    words: tuple[Words, ...] = ()  #: those of its paragraphs that need it
    run_in: bool = False  #: its paragraphs are set one after another in the same line
    name: str = ""  #: of a picture
    alt: str | None = None  #: what is to be seen on a picture; '' for nothing that matters, None where it is not said
    caption: int = 0  #: the number of a picture's caption
    rows: int = 0  #: of a table
    columns: int = 0
    heads: int = 0  #: rows of a table that are heads
    sides: bool = False  #: the first column of a table is what its rows are of
    span: Span | None = None  #: where a picture is told of


class Article(msgspec.Struct, frozen=True):
    """A story with all that belongs to it; of no story, what stands by itself on a page."""

    story: str
    title: str
    page: int  #: from 0, where it begins
    parts: tuple[Part, ...]
