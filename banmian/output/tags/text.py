"""Lines of type as PDF text operators within the marked content of their elements (ISO 32000-2 §14.6, §14.7.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec

from banmian.fonts.face import open_face
from banmian.output.colours.code import number
from banmian.output.letters.operators import TextWriter
from banmian.output.tags.element import Element
from banmian.output.tags.segments import Segment
from banmian.page.composed import ComposedPage
from banmian.text.lines.line import Mode, Run, SetLine

Opened = Callable[[Element, tuple[int, ...], str], str]  #: opens marked content of an element, at a place, read as a text


class TaggedText(TextWriter):
    """Writes lines part by part, where their parts are of several elements."""

    def parted(self, line: SetLine, segments: list[Segment], retold: bool, over: bool, opened: Opened) -> str:
        """A line as one text object, each of its segments in marked content of its own, which says its text if *retold*."""
        self._black_over = over
        parts = ["BT"]
        alone = len(segments) == 1
        pieces = [] if alone else list(_cut(line, segments))
        for count, segment in enumerate(segments):
            text = line.text[segment.start : segment.end]
            parts.append(opened(segment.element, segment.place, text if retold else ""))
            self._runs(line, line.runs if alone else tuple(piece for at, piece in pieces if at == count), parts)
            parts.append("EMC")
        parts.append("ET")
        return "\n".join(parts)

    def _show(self, run: Run, codes: dict[int, str], parts: list[str]) -> None:
        """The last glyph of an upright run is shown by itself.

        pdfium sorts from left to right what begins at one height, which vertical lines do; they stay apart where each ends in a
        text object of its own, further down.
        """
        if run.mode is not Mode.UPRIGHT or len(run.glyphs) < 2:
            super()._show(run, codes, parts)
            return
        first = msgspec.structs.replace(run, glyphs=run.glyphs[:-1], adjust=run.adjust[:-1])
        shown = self._shown(first, codes)
        if first.adjust and first.adjust[-1]:  # which is left out at the end of a run
            shown = f"{shown[:-3]}{number(first.adjust[-1] * 1000 / run.size)}]TJ"
        parts += (shown, f"<{codes[run.glyphs[-1]]}>Tj")

    def reading(self, line: SetLine, first: int, count: int) -> str:
        """One of a line's readings as a text object."""
        parts = ["BT"]
        self._runs(line, line.readings[first : first + count], parts)
        parts.append("ET")
        return "\n".join(parts)


def _cut(line: SetLine, segments: list[Segment]) -> Iterator[tuple[int, Run]]:
    """The line's runs cut where segments end, with the number of the segment of each."""
    at, number = 0, 0
    for run in line.runs:
        begin = 0
        texts = run.texts or tuple(run.text)
        for glyph, text in enumerate(texts):
            found = line.text.find(text[:1], at) if text else at
            at = found if found >= 0 else at
            here = next((place for place, item in enumerate(segments) if item.start <= at < item.end), number)
            if here != number and glyph > begin:
                yield number, _piece(run, texts, begin, glyph)
                begin = glyph
            number = here
            at += len(text)
        yield number, _piece(run, texts, begin, len(texts))


def _piece(run: Run, texts: tuple[str, ...], begin: int, end: int) -> Run:
    """Glyphs *begin* up to *end* of a run, where they stand."""
    if (begin, end) == (0, len(texts)):
        return run
    face = open_face(run.face)
    upright = run.mode is Mode.UPRIGHT
    along = 0.0
    for at, glyph in enumerate(run.glyphs[:begin]):
        drawn = face.vertical_metrics(glyph)[0] if upright else face.advance(glyph) * run.width
        along += drawn * run.size + (run.adjust[at] if run.adjust else 0.0)
    square = run.mode is Mode.SQUARE
    return msgspec.structs.replace(
        run,
        x=run.x if square else run.x + along,
        across=run.across + along if square else run.across,
        text="".join(texts[begin:end]),
        glyphs=run.glyphs[begin:end],
        adjust=run.adjust[begin:end],
        texts=run.texts[begin:end],
    )


def spaced(pages: tuple[ComposedPage, ...], joins: Callable[[SetLine, SetLine], bool]) -> tuple[ComposedPage, ...]:
    """The pages with a space at the end of each line behind which one was left out, and where *joins* says so.

    Whoever takes a paragraph out of its lines finds the space between the words that a line's end parted.
    """
    lines = [line for page in pages for line in page.lines]
    ends = {id(line) for line, after in pairwise(lines) if _parted(line, after) or joins(line, after)}
    if not ends:
        return pages
    return tuple(
        msgspec.structs.replace(page, lines=tuple(_with_space(line) if id(line) in ends else line for line in page.lines))
        for page in pages
    )


def _parted(line: SetLine, after: SetLine) -> bool:
    """Whether a space was left out between two lines of a paragraph."""
    same = (line.address, line.paragraph, line.role) == (after.address, after.paragraph, after.role)
    return same and after.start > line.start + len(line.text)


def _with_space(line: SetLine) -> SetLine:
    if not line.runs:
        return line
    run = line.runs[-1]
    glyph = open_face(run.face).glyphs[" "]
    if not glyph:
        return line
    run = msgspec.structs.replace(
        run,
        text=f"{run.text} ",
        glyphs=(*run.glyphs, glyph),
        adjust=(*run.adjust, 0.0) if run.adjust else (),
        texts=(*run.texts, " ") if run.texts else (),
    )
    return msgspec.structs.replace(line, text=f"{line.text} ", runs=(*line.runs[:-1], run))
