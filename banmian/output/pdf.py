"""Write ComposedPages as PDF: the entry is `pdf_bytes`."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from reportlab import rl_config

from banmian.output.painter import Painter
from banmian.page.composed import ComposedPage
from banmian.spec.files.diagnostics import Diagnostic, PageError, Severity

if TYPE_CHECKING:
    from banmian.output.sheet.attachments import Attachment
    from banmian.output.sheet.standard import Keeping, Standard


def pdf_bytes(
    *pages: ComposedPage,
    standard: Standard | Keeping | None = None,
    told: list[str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The pages as one PDF file; kept to a *standard*, or several that go together. Raises PageError.

    *told* takes what was changed for the standard, and where. *attachments* ride along.
    """
    with _binary_streams:
        writer = _writer(pages, standard, attachments)
        made = writer.write()
    if told is not None:
        told += writer.told
    return made


def _writer(pages: Sequence[ComposedPage], standard: Standard | Keeping | None, attachments: Sequence[Attachment]) -> Painter:
    """What writes the file."""
    if standard is None:
        return Painter(pages, None)
    from banmian.output.sheet.promises import promises
    from banmian.output.sheet.standard import kept

    keeping = kept(standard)
    _check_colours(pages[0], keeping)
    _check_attachments(keeping, attachments)
    if lacking := [item for item in promises(pages, keeping) if item.severity is Severity.ERROR]:
        raise PageError(lacking)
    if not keeping.rewritten:
        return Painter(pages, keeping)
    from banmian.output.tags.writer import TaggedPainter

    return TaggedPainter(pages, keeping, attachments)


def _check_colours(page: ComposedPage, keeping: Keeping) -> None:
    """Whether the page's colours are made for what the standard is for. Raises PageError."""
    name, condition = keeping.name, page.condition
    if keeping.press is not None and (condition is None or condition.for_screens):
        message = f"{name} is for a press, and the page's colours are for screens"
        raise PageError([Diagnostic(None, message, "write page: colour: newsprint, or a press's profile")])
    if keeping.archive is not None and condition is None:
        message = f"{name} wants to know what the page's colours are made for"
        raise PageError([Diagnostic(None, message, "write page: colour: newsprint, a press's profile, or screen")])


def _check_attachments(keeping: Keeping, attachments: Sequence[Attachment]) -> None:
    """Whether files may ride along, or must. Raises PageError."""
    from banmian.output.sheet.standard import Standard

    if attachments and keeping.standards and not keeping.carries:
        message = f"{keeping.name} lets no files ride along"
        raise PageError([Diagnostic(None, message, "pdf/a-3u and pdf/a-4f do")])
    if keeping.archive is Standard.A4F and not attachments:
        raise PageError(
            [Diagnostic(None, "pdf/a-4f is for files that ride along, and there are none", "pdf/a-4 is for those without")]
        )


class _BinaryStreams:
    """ReportLab's switch for ASCII85 is global: turned off while anybody here writes, and back again after the last."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.writers = 0
        self.before = 0

    def __enter__(self) -> None:
        with self.lock:
            if not self.writers:
                self.before, rl_config.useA85 = rl_config.useA85, 0
            self.writers += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self.lock:
            self.writers -= 1
            if not self.writers:
                rl_config.useA85 = self.before


_binary_streams = _BinaryStreams()
