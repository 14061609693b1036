"""Say where a page file is wrong, what is wrong, and what to write instead.

Every stage reports through these types, so that the command line, tests and later previews print one
wording. Errors are collected and shown together; `PageError` carries them out of a stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import Enum

import msgspec


class Severity(Enum):
    """How bad it is: an error stops the page, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class SourceFile(msgspec.Struct, frozen=True, eq=False):
    """A text file that spans point into."""

    name: str  #: as shown to people: relative to where they stand, if it can be
    text: str

    def line(self, number: int) -> str:
        """Line *number*, counted from 1, without its end; empty past the end."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


class Span(msgspec.Struct, frozen=True, eq=False):
    """A place in a file. Lines and columns count from 1, columns in characters."""

    source: SourceFile
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


class Diagnostic(msgspec.Struct, frozen=True, eq=False):
    """Something the author of a page file can act on."""

    span: Span | None
    message: str  #: what is wrong, with the offending value
    hint: str = ""  #: what to write instead
    severity: Severity = Severity.ERROR
    grave: bool = False  #: a warning that is an error where warnings are not allowed
    places: tuple[tuple[str, tuple[Span, ...]], ...] = ()  #: each thing that is concerned, and where it stands

    @property
    def place(self) -> str:
        """The name of the file that it is in."""
        return self.span.source.name if self.span else ""

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}{self.severity.value}: {self.message}"

    def render(self) -> str:
        """The message, the line of the file with a caret under the place, and the help."""
        return "\n".join((*self.where(), *self.more()))

    def where(self) -> list[str]:
        """The message, and the line of the file with a caret under the place; what is long is cut round it."""
        rows = [str(self)]
        if self.span and (text := self.span.source.line(self.span.line)):
            number = f"{self.span.line:>5}"
            text, column = _cut(text, self.span.column - 1)
            lead = "".join(_blank(char) for char in text[:column])
            rows += [f"{number} | {text}", f"{' ' * len(number)} | {lead}^"]
        return rows

    def more(self) -> list[str]:
        """What is concerned, and the help."""
        name = self.place
        rows = [f"   {what}: {told_places(spans, name)}" for what, spans in self.places[:_MOST_ROWS]]
        if len(self.places) > _MOST_ROWS:
            rest = self.places[_MOST_ROWS:]
            chars = "".join(what.split(" ")[0] for what, _ in rest)
            rows.append(f"   and {len(rest)} more, from {told_places(rest[0][1][:1], name)} on: {chars}")
        return [*rows, f"   help: {self.hint}"] if self.hint else rows


_MOST_ROWS = 8  # of places told in full
_MOST_PLACES = 6
_BEFORE, _BEHIND = 44, 44  # columns of a terminal that are shown of a long line, before and behind a place


def told_places(spans: Sequence[Span], name: str = "") -> str:
    """Places as line and column, with the name of their file where it is not *name*, or the one before; each once."""
    counts: dict[tuple[str, int, int], int] = {}
    for span in spans:
        place = (span.source.name, span.line, span.column)
        counts[place] = counts.get(place, 0) + 1
    rows: list[str] = []
    for (source, line, column), count in list(counts.items())[:_MOST_PLACES]:
        where = f"{line}:{column}" if source == name else f"{source}:{line}:{column}"
        rows.append(where + (f" ({count} times)" if count > 1 else ""))
        name = source
    rest = len(counts) - len(rows)
    return ", ".join(rows) + (f" and {rest} more" if rest else "")


def _cut(text: str, column: int) -> tuple[str, int]:
    """*text* cut round *column* (from 0) where it is too long to be looked through, and where that then is."""
    if sum(map(_columns, text)) <= _BEFORE + _BEHIND + 12:
        return text, column
    start, room = column, _BEFORE
    while start > 0 and (room := room - _columns(text[start - 1])) >= 0:
        start -= 1
    end, room = column, _BEHIND + max(room, 0)
    while end < len(text) and (room := room - _columns(text[end])) >= 0:
        end += 1
    if start and not text[:start].strip():
        start = 0
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return head + text[start:end] + tail, column - start + len(head)


def _columns(char: str) -> int:
    return 2 if ord(char) >= _WIDE else 1


_WIDE = 0x2E80  # from here on characters mostly take two columns of a terminal


def told_once(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """*diagnostics* as text, in order; warnings of one kind, which want the same, are told once, with the places of all."""
    kinds: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        if item.severity is Severity.WARNING and item.hint and item.span:
            kinds.setdefault(item.hint, []).append(item)
    told: list[str] = []
    for item in diagnostics:
        same = kinds.get(item.hint, []) if item.severity is Severity.WARNING and item.span else []
        if len(same) < _TOLD_TOGETHER:
            told.append(item.render())
        elif item is same[0]:
            spans = [other.span for other in same[1:] if other.span]
            rows = [*item.where(), f"   and {len(spans)} more of the kind: {told_places(spans, same[0].place)}", *item.more()]
            told.append("\n".join(rows))
    return told


_TOLD_TOGETHER = 4  # warnings of one kind


_BLANKS = {"\t": "\t", "…": "\u2002"}  # where … is shown as three points, so is its blank


def _blank(char: str) -> str:
    """White space as wide as *char* on a terminal, so that the caret stands under its place."""
    if char in _BLANKS:
        return _BLANKS[char]
    return "\u3000" if ord(char) >= _WIDE else " "


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file and place, those without a place first; each said once."""
    said: dict[tuple[str, int, int, str], Diagnostic] = {}
    for item in diagnostics:
        place = (item.span.source.name, item.span.line, item.span.column) if item.span else ("", 0, 0)
        said.setdefault((*place, item.message), item)
    return [said[key] for key in sorted(said, key=lambda key: key[:3])]


class PageError(Exception):
    """A page that cannot be made, with everything that is wrong with it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(str(item) for item in self.diagnostics))


class Report:
    """Collects what a stage finds wrong; `stop_on_errors` ends the stage."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(self, span: Span | None, message: str, hint: str = "") -> None:
        """Note an error at *span*."""
        self.diagnostics.append(Diagnostic(span, message, hint))

    def warning(
        self,
        span: Span | None,
        message: str,
        hint: str = "",
        grave: bool = False,
        places: tuple[tuple[str, tuple[Span, ...]], ...] = (),
    ) -> None:
        """Note a warning at *span*; a *grave* one is an error where warnings are not allowed. *places*: what it is about."""
        self.diagnostics.append(Diagnostic(span, message, hint, Severity.WARNING, grave, places))

    def without_grave(self) -> None:
        """Take grave warnings as the errors that they are where warnings are not allowed. Raises PageError."""
        self.diagnostics = [
            msgspec.structs.replace(item, severity=Severity.ERROR) if item.grave else item for item in self.diagnostics
        ]
        self.stop_on_errors()

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors among what was noted."""
        return [item for item in self.diagnostics if item.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The warnings among what was noted."""
        return [item for item in self.diagnostics if item.severity is Severity.WARNING]

    def stop_on_errors(self) -> None:
        """Raise `PageError` if an error was noted; warnings found so far go with it."""
        if self.errors:
            raise PageError(self.diagnostics)


def suggestion(name: str, known: Sequence[str], what: str = "") -> str:
    """Help for a name that is not among *known*: the near miss, else the list."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    if not known:
        return f"there are no {what} here" if what else ""
    listed = ", ".join(known)
    return f"known {what}: {listed}" if what else f"known are {listed}"
