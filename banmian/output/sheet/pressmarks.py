"""What is printed round a page: crop, fold and registration marks, colour bars, the slug line.

Lengths are in points; marks stand outside the bleed, none nearer to the trim than it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from banmian.fonts.face import open_face
from banmian.output.colours.code import number
from banmian.output.colours.inks import Inks
from banmian.output.letters.effects import run_outlines
from banmian.page.composed import ComposedPage
from banmian.page.parts.ornament import circle
from banmian.spec.catalogue import FaceRecord
from banmian.spec.files.project import bundled
from banmian.spec.types.colour import Colour, Ink
from banmian.spec.types.press import PressMark
from banmian.text.lines.line import Run

_MM = 72 / 25.4
MARGIN = 12 * _MM  #: beside the bleed, that marks take
_NEAREST = 3 * _MM  # of a crop mark to the trim
_FREE = 0.5 * _MM  # between the bleed and a mark
_LENGTH = 5 * _MM
_WEIGHT = 0.25
_TARGET = 2.2 * _MM  # radius of a registration mark
_PATCH = 5 * _MM
_BESIDE = 15 * _MM  # a registration mark beside the middle, where the fold is
_SIZE = 7.0  # of the slug line
_BLACK = Colour("cmyk", (0.0, 0.0, 0.0, 1.0))
#: The colour that is on every plate (ISO 32000-2 §8.6.6.4).
REGISTRATION = Colour("ink", (1.0,), (Ink("All", _BLACK),))
# Patches of the bar, in per cent: each ink, each two over one another, a grey of three, steps of black.
_PATCHES = (
    (100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0), (0, 0, 0, 100), (100, 100, 0, 0), (100, 0, 100, 0), (0, 100, 100, 0),
    (40, 30, 30, 0), (0, 0, 0, 80), (0, 0, 0, 50), (0, 0, 0, 25), (50, 0, 0, 0), (0, 50, 0, 0), (0, 0, 50, 0),
)  # fmt: skip


def margin(page: ComposedPage) -> float:
    """How much wider than its bleed a page's sheet is at each side."""
    return MARGIN if page.marks else 0.0


class Sheet(msgspec.Struct, frozen=True):
    """What marks stand round: a page, or a sheet of two."""

    size: tuple[float, float]  #: of its trim
    bleed: float
    marks: tuple[PressMark, ...]
    slug: str
    fold: float | None = None  #: from its left, of a sheet; None: a page is folded across its middle


def has_art_box(page: ComposedPage) -> bool:
    """Whether a page says which part of it is its type area: those for a press do."""
    return bool(page.marks) or (page.condition is not None and not page.condition.for_screens)


def press_marks(page: ComposedPage, inks: Inks, spots: tuple[Ink, ...]) -> str:
    """The operators of a page's marks, in PDF's coordinates of its sheet."""
    sheet = Sheet(page.trim, page.bleed, page.marks, _told(page, spots))
    return "\n".join(SheetMarks(sheet, inks, spots).code())


class SheetMarks:
    """The marks round one sheet, as operators."""

    def __init__(self, sheet: Sheet, inks: Inks, spots: tuple[Ink, ...]) -> None:
        self.sheet = sheet
        self.inks = inks
        self.spots = spots
        self.shift = sheet.bleed + MARGIN
        self.left, self.bottom = self.shift, self.shift
        self.right, self.top = self.shift + sheet.size[0], self.shift + sheet.size[1]
        self.away = max(sheet.bleed + _FREE, _NEAREST)

    def code(self) -> Iterator[str]:
        """All of them."""
        marks = self.sheet.marks
        colour = REGISTRATION if self.inks.on_press else _BLACK
        yield f"q {self.inks.stroke(colour)} {number(_WEIGHT)} w [] 0 d 0 J"
        if PressMark.CROP in marks:
            yield from self.crop()
        if PressMark.FOLD in marks:
            yield from self.fold()
        if PressMark.REGISTRATION in marks:
            yield from self.registration()
        yield "Q"
        if PressMark.BARS in marks:
            yield from self.bars()
        if PressMark.SLUG in marks:
            yield from self.slug()

    def crop(self) -> Iterator[str]:
        """Two short lines at each corner."""
        for x, outwards in ((self.left, -1), (self.right, 1)):
            for y in (self.bottom, self.top):
                yield _line(x + outwards * self.away, y, x + outwards * (self.away + _LENGTH), y)
        for y, outwards in ((self.bottom, -1), (self.top, 1)):
            for x in (self.left, self.right):
                yield _line(x, y + outwards * self.away, x, y + outwards * (self.away + _LENGTH))

    def fold(self) -> Iterator[str]:
        """Where it is folded: a broadsheet in its middle, a sheet between its pages."""
        yield "[2 2] 0 d"
        if self.sheet.fold is None:
            middle = (self.bottom + self.top) / 2
            yield _line(self.left - self.away, middle, self.left - self.away - _LENGTH, middle)
            yield _line(self.right + self.away, middle, self.right + self.away + _LENGTH, middle)
        else:
            x = self.left + self.sheet.fold
            yield _line(x, self.bottom - self.away, x, self.bottom - self.away - _LENGTH)
            yield _line(x, self.top + self.away, x, self.top + self.away + _LENGTH)
        yield "[] 0 d"

    def registration(self) -> Iterator[str]:
        """A ring and a cross at each side, on every plate."""
        off = self.sheet.bleed + MARGIN / 2
        across, down = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        if self.sheet.fold is None:
            down -= _BESIDE
        else:
            across -= _BESIDE
        for x, y in ((across, self.top + off), (across, self.bottom - off), (self.left - off, down), (self.right + off, down)):
            yield f"{_circle(x, y, _TARGET)} S"
            yield _line(x - 1.6 * _TARGET, y, x + 1.6 * _TARGET, y)
            yield _line(x, y - 1.6 * _TARGET, x, y + 1.6 * _TARGET)

    def bars(self) -> Iterator[str]:
        """Patches under the page, from the left; as many as there is room for."""
        y = self.bottom - self.sheet.bleed - MARGIN / 2 - _PATCH / 2
        x, end = self.left + _LENGTH, (self.left + self.right) / 2 - 3 * _TARGET - (_BESIDE if self.sheet.fold is not None else 0)
        colours = [Colour("cmyk", tuple(part / 100 for part in patch)) for patch in _PATCHES]
        colours += [Colour("ink", (share,), (ink,)) for ink in self.spots for share in (1.0, 0.5)]
        for colour in colours:
            if x + _PATCH > end:
                return
            yield f"q {self.inks.fill(colour)} {number(x)} {number(y)} {number(_PATCH)} {number(_PATCH)} re f Q"
            x += _PATCH

    def slug(self) -> Iterator[str]:
        """One line under the page, right of its middle."""
        x = (self.left + self.right) / 2 + 3 * _TARGET
        y = self.bottom - self.sheet.bleed - MARGIN / 2 - _SIZE / 3
        yield f"q {self.inks.fill(_BLACK)}"
        run = _run(self.sheet.slug, x, self.right - _LENGTH - x)
        for path in run_outlines(run, y, 0.0):
            yield f"{path} f"
        yield "Q"


def _told(page: ComposedPage, spots: tuple[Ink, ...]) -> str:
    """What the slug line of a page says."""
    condition = page.condition
    wide, high = (round(side / _MM) for side in page.trim)
    process = "CMYK" if condition is None or condition.space == "CMYK" else "K"
    names = [process, *(ink.name for ink in spots)]
    parts = [page.author, f"第{page.number}版", page.title, f"{wide} × {high} mm", " + ".join(names)]
    if condition is not None and not condition.for_screens:
        parts.append(f"{condition.profile.name}, {condition.limit:.0%}")
    return "　".join(part for part in parts if part)


def _run(text: str, x: float, room: float) -> Run:
    """A text in the bundled sans, cut off where there is no more room."""
    record = FaceRecord(str(bundled("fonts", "NotoSansSC-Regular.otf")), 0, "sans", 400)
    face = open_face(record)
    glyphs, width = [], 0.0
    for char in text:
        glyph = face.find_glyph(char)
        width += face.advance(glyph) * _SIZE
        if width > room:
            break
        glyphs.append(glyph)
    return Run(x, text[: len(glyphs)], record, _SIZE, 1.0, tuple(glyphs), ())


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S"


def _circle(x: float, y: float, radius: float) -> str:
    words = []
    for operator, *values in circle(x, y, radius):
        words.append(" ".join([*(number(float(value)) for value in values), operator]))
    return " ".join(words)
