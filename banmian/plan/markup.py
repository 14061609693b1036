"""Read the inline markup of a text: spans in brackets with attributes behind, as Pandoc writes them.

`[鲁迅]{.name}写了[《呐喊》]{.book}，[必须[再]{.sup}]{weight=700 .dots}读。` gives the plain text and what is marked in
it. Spans nest. A bracket with no `{` right behind it is a bracket; `\\[` is one always. Parsers of Pandoc's and
Markdown's syntax keep no place of a span within its line, which a mistake needs; hence a reader of our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import Any

import msgspec

from banmian.spec.files.diagnostics import suggestion
from banmian.spec.types.colour import Colour
from banmian.spec.types.units import Length, Ratio

_SPECIAL = re.compile(r"([\[\]{}\\])")


class MarkKind(Enum):
    """What a span is marked with (A1, A2, A3, A5)."""

    DOTS = "dots"  #: 着重号, under each Han character, right of it in vertical lines
    NAME = "name"  #: 专名号, a line under the whole name
    BOOK = "book"  #: 书名号, a wavy line under a title
    DEATH = "death"  #: 示亡号, a frame round the name of one who died (A5)
    RUBY = "ruby"  #: a reading or a gloss over the words, right of them in vertical lines (A3)
    ZHUYIN = "zhuyin"  #: 注音, right of each character (A3)


class Mark(msgspec.Struct, frozen=True):
    """A marked part of a plain text: characters *start* up to *end*."""

    start: int
    end: int
    kind: MarkKind
    reading: str = ""  #: of ruby and zhuyin


class InlineStyle(msgspec.Struct, frozen=True):
    """What a span changes in the style round it; None leaves it. An em is of the type round the span."""

    style: str | None = None  #: a named style, of which what is said of its characters counts
    family: str | None = None
    weight: int | None = None
    stretch: Ratio | None = None
    italic: bool | None = None
    size: Length | None = None
    colour: Colour | None = None
    tracking: Length | None = None
    width: Ratio | None = None
    shift: Length | None = None  #: of the baseline, upwards; in vertical lines to the right
    features: tuple[str, ...] | None = None
    lang: str | None = None  #: that the words are in, by BCP 47, such as en


class InlineSpan(msgspec.Struct, frozen=True):
    """Characters *start* up to *end* set in another way; *at* is its attributes' place in the text as written."""

    start: int
    end: int
    style: InlineStyle
    at: int


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with a markup, *at* which character of the text as written."""

    at: int
    message: str
    hint: str


class Markup(msgspec.Struct, frozen=True):
    """A text that was read: *spans* stand outer before inner."""

    text: str
    marks: tuple[Mark, ...] = ()
    spans: tuple[InlineSpan, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


_CLASS_MARKS = {f".{kind.value}": kind for kind in (MarkKind.DOTS, MarkKind.NAME, MarkKind.BOOK, MarkKind.DEATH)}
_READINGS = {kind.value: kind for kind in (MarkKind.RUBY, MarkKind.ZHUYIN)}
# Ours: the size and place that most faces draw their own superiors and inferiors in.
_CLASS_STYLES = {
    ".italic": InlineStyle(italic=True),
    ".sup": InlineStyle(size=Length(0.6, "em"), shift=Length(0.34, "em")),
    ".sub": InlineStyle(size=Length(0.6, "em"), shift=Length(-0.14, "em")),
}
_EXAMPLE = "write [words]{.dots} or [words]{weight=700}"
_TOKEN = re.compile(r"\\[\[\]{}\\]|\[|\]\{|\]")
_ATTRIBUTE = re.compile(r"""\s*(?:(\.[^\s={}"']*)|([^\s={}"'.][^\s={}"']*)=("[^"]*"|'[^']*'|[^\s{}"']*)|([^\s}]+))""")
_CLOSING = re.compile(r"\s*\}")
_FEATURE = re.compile(r"-?[ -~]{4}$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")


def read_markup(text: str) -> Markup:
    """The plain text and what is marked in it; what is faulty in a span is left out and noted."""
    if "{" not in text and "\\" not in text:
        return Markup(text)
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.written = text
        self.spanned = _span_brackets(text)
        self.plain: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.spans: list[InlineSpan] = []
        self.mistakes: list[Mistake] = []

    def read(self) -> Markup:
        opened: list[tuple[int, int, int]] = []  # of each span begun: its bracket, its start, how many spans stand before it
        at = 0
        while found := _TOKEN.search(self.written, at):
            self.add(self.written[at : found.start()])
            at, token = found.end(), found[0]
            if token[0] == "\\":
                self.add(token[1])
            elif found.start() not in self.spanned:
                if token == "]{":
                    self.mistake(found.start(), "a ] with marks that no [ belongs to")
                self.add(token)
            elif token == "[":
                opened.append((found.start(), self.length, len(self.spans)))
            else:
                at = self.attributes(*opened.pop(), at)
        self.add(self.written[at:])
        return Markup("".join(self.plain), tuple(self.marks), tuple(self.spans), tuple(self.mistakes))

    def add(self, words: str) -> None:
        if words:
            self.plain.append(words)
            self.length += len(words)

    def mistake(self, at: int, message: str, hint: str = _EXAMPLE) -> None:
        self.mistakes.append(Mistake(at, message, hint))

    def attributes(self, bracket: int, start: int, inner: int, at: int) -> int:
        """Read what stands in braces from *at*, for the words from *start*; returns where the text goes on."""
        end, first = self.length, at
        values: dict[str, Any] = {}
        count, before = 0, len(self.mistakes)
        while found := _ATTRIBUTE.match(self.written, at):
            at, count = found.end(), count + 1
            if found[1]:
                values.update(self.class_named(found[1], found.start(1), start, end))
            elif found[2]:
                values.update(self.pair(found, start, end))
            else:
                self.mistake(found.start(4), f"{found[4]} is no mark")
        closing = _CLOSING.match(self.written, at)
        if not closing:
            del self.mistakes[before:]
            self.mistake(first - 1, "a mark without its }")
            return first
        if start == end or not count:
            self.mistake(bracket, "a span without words or without a mark")
        elif values:
            self.spans.insert(inner, InlineSpan(start, end, InlineStyle(**values), first))
        return closing.end()

    def class_named(self, name: str, at: int, start: int, end: int) -> dict[str, Any]:
        """What the class *name* asks for: a mark, or values of a style."""
        if name in _CLASS_MARKS:
            if end > start:
                self.marks.append(Mark(start, end, _CLASS_MARKS[name]))
        elif name in _CLASS_STYLES:
            style = _CLASS_STYLES[name]
            return {"size": style.size, "shift": style.shift}
        else:
            self.mistake(at, f"unknown mark {name}", suggestion(name, [*_CLASS_MARKS, *_CLASS_STYLES], "marks"))
        return {}

    def pair(self, found: re.Match[str], start: int, end: int) -> dict[str, Any]:
        """A `key=value`: a reading becomes a mark, anything else a value of the style."""
        key, value = found[2], found[3]
        at = found.start(3)
        if value[:1] in ("'", '"'):
            value, at = value[1:-1], at + 1
        if key in _READINGS:
            self.reading(_READINGS[key], value.strip(), at, start, end)
        elif key not in InlineStyle.__struct_fields__:
            known = [*_READINGS, *InlineStyle.__struct_fields__]
            self.mistake(found.start(2), f"unknown key {key}", suggestion(key, known, "keys"))
        else:
            try:
                return {key: _value(key, value)}
            except ValueError as error:
                self.mistake(at, str(error), "")
        return {}

    def reading(self, kind: MarkKind, reading: str, at: int, start: int, end: int) -> None:
        """Ruby with as many words as the span has characters stands over each of them; so does zhuyin always."""
        words, characters = reading.split(), end - start
        if not words:
            self.mistake(at, f"{kind.value} without a reading", f'write [字]{{{kind.value}="…"}}')
        elif len(words) == characters:
            self.marks += (Mark(start + number, start + number + 1, kind, word) for number, word in enumerate(words))
        elif kind is MarkKind.ZHUYIN:
            message = (
                f"{len(words)} reading{'s' if len(words) > 1 else ''} for {characters} character{'s' if characters > 1 else ''}"
            )
            self.mistake(at, message, "write one a character, with spaces between them")
        elif characters:
            self.marks.append(Mark(start, end, kind, " ".join(words)))


def _span_brackets(text: str) -> set[int]:
    """Where the brackets stand, as tokens begin, that open and close spans."""
    found: set[int] = set()
    opened: list[int] = []
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token[0] == "[":
            opened.append(token.start())
        elif token[0][0] == "]" and opened:
            start = opened.pop()
            if token[0] == "]{":
                found |= {start, token.start()}
                while attribute := _ATTRIBUTE.match(text, at):
                    at = attribute.end()
    return found


def _value(key: str, text: str) -> Any:
    """A value of InlineStyle; raises ValueError with the reason."""
    if key in ("style", "family"):
        if not text:
            raise ValueError(f"{key} without a name")
        return text
    if key == "weight":
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"{text!r} is not a weight; write 400 to 900")
        return int(text)
    readers: dict[str, Callable[[str], Any]] = {
        "features": _features,
        "lang": _language,
        "colour": Colour.parse,
        "italic": _switch,
        "width": Ratio.parse,
        "stretch": Ratio.parse,
    }
    return readers.get(key, Length.parse)(text)


def _features(text: str) -> tuple[str, ...]:
    tags = tuple(text.replace(",", " ").split())
    for tag in tags:
        if not _FEATURE.match(tag):
            raise ValueError(f"{tag!r} is not a feature; write four letters, such as onum or -liga")
    return tags


def _language(text: str) -> str:
    if not _LANGUAGE.match(text):
        raise ValueError(f"{text!r} is not a language; write its tag, such as en or ug")
    return text


def _switch(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is not a switch; write italic=true")
    return text == "true"


def escaped(text: str, spans: bool = False) -> str:
    """Plain text as markup has it: its brackets and braces are no spans; *spans*: it stands beside some."""
    return _SPECIAL.sub(r"\\\1", text) if spans or "]{" in text or "\\" in text else text
