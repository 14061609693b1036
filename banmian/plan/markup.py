"""Read the inline markup of a text: spans in brackets with classes behind, as Pandoc writes them.

`[鲁迅]{.name}写了[《呐喊》]{.book}，[必须]{.dots}读。` gives the plain text and what is marked in it. A bracket with
no `{` right behind it is a bracket; `\\[` is one always. Spans do not nest.
"""

from __future__ import annotations

import re
from enum import Enum

import msgspec

from banmian.spec.diagnostics import suggestion


class MarkKind(Enum):
    """What a span is marked with (A1, A2, A5)."""

    DOTS = "dots"  #: 着重号, under each Han character, right of it in vertical lines
    NAME = "name"  #: 专名号, a line under the whole name
    BOOK = "book"  #: 书名号, a wavy line under a title
    DEATH = "death"  #: 示亡号, a frame round the name of one who died (A5)


class Mark(msgspec.Struct, frozen=True):
    """A marked part of a plain text: characters *start* up to *end*."""

    start: int
    end: int
    kind: MarkKind


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with a markup, *at* which character of the text as written."""

    at: int
    message: str
    hint: str


_SPAN = re.compile(r"\\([\[\]{}\\])|\[([^\[\]]*)\]\{([^{}]*)\}")
_UNFINISHED = re.compile(r"\]\{[^{}]*$|\]\{(?=[^}]*\{)")


def read_markup(text: str) -> tuple[str, tuple[Mark, ...], tuple[Mistake, ...]]:
    """The plain text, what is marked in it, and the mistakes; faulty spans are taken as unmarked text."""
    if "{" not in text and "\\" not in text:
        return text, (), ()
    plain: list[str] = []
    marks: list[Mark] = []
    mistakes: list[Mistake] = []
    at = length = 0
    for found in _SPAN.finditer(text):
        plain.append(text[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[1]:
            plain.append(found[1])
            length += 1
            continue
        words = found[2]
        plain.append(words)
        for name in found[3].split():
            kind = _kind(name)
            if kind is None:
                known = [f".{item.value}" for item in MarkKind]
                mistakes.append(Mistake(found.start(3), f"unknown mark {name}", suggestion(name, known, "marks")))
            elif words:
                marks.append(Mark(length, length + len(words), kind))
        if not words or not found[3].strip():
            mistakes.append(Mistake(found.start(), "a span without words or without a mark", "write [words]{.dots}"))
        length += len(words)
    plain.append(text[at:])
    unfinished = _UNFINISHED.search(text, at)
    if unfinished:
        mistakes.append(Mistake(unfinished.start() + 1, "a mark without its }", "write [words]{.dots}"))
    return "".join(plain), tuple(marks), tuple(mistakes)


def _kind(name: str) -> MarkKind | None:
    return next((kind for kind in MarkKind if name == f".{kind.value}"), None)
