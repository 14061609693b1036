"""What tests share: the square font, a composer on it, small pages, and where things lie."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from banmian.output.dump import page_text
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle
from banmian.spec.catalogue import FaceRecord
from banmian.spec.files.diagnostics import PageError, Report, SourceFile, Span, in_order
from banmian.spec.load import load_page
from banmian.spec.types.colour import Colour
from banmian.spec.types.profile import PROFILES
from banmian.spec.types.style import Align
from banmian.text.compose import Composer, Place
from banmian.text.lines.line import SetLine
from tests.square_font import make_square_font

ROOT = Path(__file__).resolve().parent.parent
BLACK = Colour("cmyk", (0.0, 0.0, 0.0, 1.0))
_UNSET = "no frame sets "  # most tests set a part of the content that they share
NOWHERE = Span(SourceFile("test", ""), 1, 1)


def needs_tool(name: str) -> str:
    """The path of a Debian tool that a cross-check needs; skips where it is not installed."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def square_face(folder: Path, kind: str = "ttf") -> FaceRecord:
    """The square font as a face record."""
    path = folder / f"Square.{kind}"
    if not path.exists():
        make_square_font(path, kind)
    return FaceRecord(str(path), 0, "square", 400)


def make_style(face: FaceRecord, profile: str = "newspaper", **changes: object) -> ParagraphStyle:
    """A style of 10 pt on 15 pt; *changes* are of the style, or of its profile where the profile has the field."""
    settings = PROFILES[profile]
    own: dict[str, object] = {}
    for key, value in changes.items():
        if key in settings.__struct_fields__:
            settings = msgspec.structs.replace(settings, **{key: value})
        else:
            own[key] = value
    values: dict[str, object] = {
        "name": "test", "faces": (face,), "size": 10.0, "leading": 15.0, "on_grid": True, "indent": 0.0,
        "align": Align.JUSTIFY, "colour": BLACK, "tracking": 0.0, "width": 1.0, "takes": (), "before": 0,
        "keep_with_next": False, "balance": False, "mark": None, "rule": None, "effects": (), "profile": settings,
    }  # fmt: skip
    return ParagraphStyle(**{**values, **own})  # type: ignore[arg-type]


class Typesetter:
    """Sets text in ems on the square font."""

    def __init__(self, folder: Path) -> None:
        self.face = square_face(folder)

    def style(self, **changes: object) -> ParagraphStyle:
        """A style on the square font."""
        return make_style(self.face, **changes)  # type: ignore[arg-type]

    def lines(self, text: str, measure_em: float, **changes: object) -> list[str]:
        """The lines of *text* in a measure of so many ems."""
        return [line.text for line in self.set(text, measure_em, **changes)]

    def set(self, text: str, measure_em: float, **changes: object) -> list[SetLine]:
        """The lines of *text* as set, each from x = 0."""
        composer, style = Composer(), self.style(**changes)
        block = Block(text, style, "body", "test", 1, NOWHERE)
        paragraph = composer.paragraph(text, style)
        ends, _ = composer.ends(paragraph, 0, measure_em * style.size)
        lines = []
        for start, end in pairwise([0, *ends]):
            lines.append(composer.set_line(paragraph, block, start, end, Place(0.0, 100.0, measure_em * style.size)))
        return lines

    def origins(self, line: SetLine) -> list[float]:
        """Where each glyph's origin stands, in ems from the head of the measure."""
        from banmian.fonts.face import open_face

        found = []
        for run in line.runs:
            face, x = open_face(run.face), run.x
            for at, glyph in enumerate(run.glyphs):
                found.append(round((x - line.x) / run.size, 3))
                x += face.advance(glyph) * run.size * run.width + (run.adjust[at] if run.adjust else 0.0)
        return found


def compose_file(path: Path, warnings: int | None = 0) -> ComposedPage:
    """The page of a file; a warning that the test does not expect fails it. None expects any number."""
    (page,) = compose_pages(path, warnings)
    return page


def compose_pages(path: Path, warnings: int | None = 0) -> tuple[ComposedPage, ...]:
    """All pages of a file."""
    report = Report()
    pages = make_pages(make_plan(load_page(path, report), report), report)
    found = [item for item in in_order(report.diagnostics) if not item.message.startswith(_UNSET)]
    assert warnings is None or len(found) == warnings, "\n".join(item.render() for item in found) or "no warning was given"
    return pages


def said(path: Path, unset: bool = False) -> str:
    """Everything that is said about a page file, in full; *unset*: also of content that no frame sets."""
    report = Report()
    try:
        make_pages(make_plan(load_page(path, report), report), report)
    except PageError as error:
        return "\n".join(item.render() for item in in_order(error.diagnostics))
    found = in_order(report.diagnostics)
    return "\n".join(item.render() for item in found if unset or not item.message.startswith(_UNSET))


def dump_lines(page: ComposedPage) -> list[str]:
    """The dump's rows."""
    return page_text(page).splitlines()
