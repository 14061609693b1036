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

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}{self.severity.value}: {self.message}"

    def render(self) -> str:
        """The message, the line of the file with a caret under the place, and the help."""
        rows = [str(self)]
        if self.span:
            number = f"{self.span.line:>5}"
            text = self.span.source.line(self.span.line)
            lead = "".join(_blank(char) for char in text[: self.span.column - 1])
            if text:
                rows += [f"{number} | {text}", f"{' ' * len(number)} | {lead}^"]
        if self.hint:
            rows.append(f"   help: {self.hint}")
        return "\n".join(rows)


def _blank(char: str) -> str:
    """White space as wide as *char* on a terminal, so that the caret stands under its place."""
    if char == "\t":
        return "\t"
    return "\u3000" if ord(char) >= 0x2E80 else " "


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

    def warning(self, span: Span | None, message: str, hint: str = "", grave: bool = False) -> None:
        """Note a warning at *span*; a *grave* one is an error where warnings are not allowed."""
        self.diagnostics.append(Diagnostic(span, message, hint, Severity.WARNING, grave))

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
