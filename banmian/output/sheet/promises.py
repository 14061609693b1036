"""What a page must say or have before a standard can be kept: descriptions of its pictures, letters for all its characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banmian.output.sheet.standard import Keeping
from banmian.page.composed import ComposedPage, Placeholder
from banmian.plan.reading import PartKind
from banmian.spec.files.diagnostics import Diagnostic, Severity
from banmian.text.lines.line import Run


def promises(pages: Sequence[ComposedPage], keeping: Keeping) -> list[Diagnostic]:
    """What *pages* lack for what is kept: errors, and warnings where the standard lets it be."""
    found = list(_pictures(pages, keeping)) if keeping.tagged else []
    if keeping.archive or keeping.accessible:
        found += _letters(pages, keeping)
    return found


def _pictures(pages: Sequence[ComposedPage], keeping: Keeping) -> Iterator[Diagnostic]:
    """Pictures without words for those who do not see them (ISO 14289-1 §7.3, -2 §8.2.5.28)."""
    severity = Severity.ERROR if keeping.accessible is not None else Severity.WARNING
    hint = "write alt: and what is to be seen on it, in a sentence; alt: '' where nothing that matters is"
    for article in pages[0].articles:
        for part in article.parts:
            if part.kind is PartKind.PICTURE and part.alt is None:
                yield Diagnostic(part.span, f"the picture {part.name} has no alt text", hint, severity)


def _letters(pages: Sequence[ComposedPage], keeping: Keeping) -> Iterator[Diagnostic]:
    """Characters that no font has (ISO 19005-2 §6.2.11.8, ISO 14289-1 §7.21.8)."""
    lacking: dict[str, None] = {}
    for run in _runs(pages):
        for glyph, text in zip(run.glyphs, run.texts or run.text, strict=True):
            if not glyph:
                lacking[text] = None
    for char in lacking:
        message = f"no font has {char}, and {keeping.name} wants a letter for every character"
        yield Diagnostic(None, message, "name a font that has it, as fallback: of the style, or in page: system_fonts")


def _runs(pages: Sequence[ComposedPage]) -> Iterator[Run]:
    for page in pages:
        if page.curves:
            continue
        for line in page.lines:
            yield from line.runs
            yield from line.readings
        for picture in page.pictures:
            if isinstance(picture, Placeholder):
                yield from picture.label
