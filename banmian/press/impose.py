"""Pages of PDFs on sheets, two beside one another, with marks: `imposed`."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import msgspec

from banmian.output.sheet.sheetmarks import sheet_marks
from banmian.pictures.drawings.drawing import opened
from banmian.press.signature import Bound, Layout, Side, blank_pages, sides
from banmian.spec.types.press import PressMark

Box = tuple[float, float, float, float]


class Imposition(msgspec.Struct, frozen=True):
    """How pages are put on sheets; lengths in points."""

    layout: Layout = Layout.BOOKLET
    bound: Bound = Bound.LEFT
    gutter: float = 0.0  #: between two pages
    creep: float = 0.0  #: of a sheet: how far pages of inner sheets move towards the fold
    marks: tuple[PressMark, ...] = ()


class Imposed(msgspec.Struct, frozen=True):
    """The sheets, and what to say of them."""

    pdf: bytes
    sheets: tuple[Side, ...]
    blanks: int  #: places that stayed empty at the end


class ImposeError(Exception):
    """Pages that cannot be put on sheets, with the reason."""


def imposed(files: Sequence[bytes], told: Imposition, title: str = "") -> Imposed:
    """The pages of *files*, one after another, on sheets. Raises ImposeError, DrawingError."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        readers = [stack.enter_context(opened(data)) for data in files]
        pages = [page for reader in readers for page in reader.pages]
        if not pages:
            raise ImposeError("there are no pages")
        return _Sheets(pages, readers[0], told, title).made()


class _Sheets:
    def __init__(self, pages: Sequence[Any], first: Any, told: Imposition, title: str) -> None:
        from pypdf import PdfWriter

        self.pages = pages
        self.first = first
        self.told = told
        self.title = title
        self.writer = PdfWriter()
        self.trims = [_box(page.trimbox) for page in pages]
        self.bleeds = [_bleed(page) for page in pages]
        self.width, self.height = _size(self.trims[0])
        for number, (page, trim) in enumerate(zip(pages, self.trims, strict=True), 1):
            if int(page.get("/Rotate", 0)) % 360:
                raise ImposeError(f"page {number} is turned; turn it back before")
            if max(abs(one - other) for one, other in zip(_size(trim), (self.width, self.height), strict=True)) > 0.5:
                wide, high = (side * 25.4 / 72 for side in _size(trim))
                first = (self.width * 25.4 / 72, self.height * 25.4 / 72)
                message = f"page {number} is {wide:.1f} x {high:.1f} mm, and page 1 is {first[0]:.1f} x {first[1]:.1f} mm"
                raise ImposeError(f"{message}; sheets take pages of one size")

    def made(self) -> Imposed:
        found = sides(len(self.pages), self.told.layout, self.told.bound)
        forms: dict[int, Any] = {}
        for number, side in enumerate(found):
            self.sheet(number, side, forms)
        self.say()
        target = io.BytesIO()
        self.writer.write(target)
        return Imposed(target.getvalue(), found, blank_pages(len(self.pages), self.told.layout))

    def sheet(self, number: int, side: Side, forms: dict[int, Any]) -> None:
        """One side: its pages as forms, its marks round them."""
        from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

        bleed = max(max(sides_) for sides_ in self.bleeds)
        marks = sheet_marks(
            (2 * self.width + self.told.gutter, self.height),
            bleed,
            self.told.marks,
            self.width + self.told.gutter / 2,
            self.slug(side),
        )
        around, extra = marks.around, marks.around - bleed
        size = (2 * self.width + self.told.gutter + 2 * around, self.height + 2 * around)
        page = self.writer.add_blank_page(*size)
        named = DictionaryObject()
        code: list[str] = []
        for at, place in ((side.left, 0), (side.right, 1)):
            if at is None:
                continue
            x = around + place * (self.width + self.told.gutter) + self.creep(number, place)
            if at not in forms:
                forms[at] = self.form(at)
            named[NameObject(f"/P{at}")] = forms[at]
            code.append(self.placed(at, x, around, place))
        if marks.pdf:
            with opened(marks.pdf) as reader:
                named[NameObject("/Marks")] = self.as_form(reader.pages[0], (0.0, 0.0, *size))
            code.append("q /Marks Do Q")
        stream = DecodedStreamObject()
        stream.set_data("\n".join(code).encode())
        page[NameObject("/Contents")] = self.writer._add_object(stream.flate_encode())
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
        for name, edge in (("/TrimBox", around), ("/BleedBox", extra)):
            box = (edge, edge, size[0] - edge, size[1] - edge)
            page[NameObject(name)] = ArrayObject([FloatObject(value) for value in box])

    def creep(self, number: int, place: int) -> float:
        """How far a page moves towards the fold: more, the further in its sheet lies."""
        if self.told.layout is not Layout.BOOKLET:
            return 0.0
        moved = self.told.creep * (number // 2)
        return moved if place == 0 else -moved

    def form(self, at: int) -> Any:
        """A page as a form with what stands in its bleed."""
        left, bottom, right, top = self.trims[at]
        low, up, wide, high = self.bleeds[at]
        return self.as_form(self.pages[at], (left - low, bottom - up, right + wide, top + high))

    def as_form(self, page: Any, box: Box) -> Any:
        from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject

        contents = page.get_contents()
        stream = DecodedStreamObject()
        stream.set_data(contents.get_data() if contents is not None else b"")
        coded = stream.flate_encode()
        coded[NameObject("/Type")] = NameObject("/XObject")
        coded[NameObject("/Subtype")] = NameObject("/Form")
        coded[NameObject("/BBox")] = ArrayObject([FloatObject(value) for value in box])
        for key in ("/Resources", "/Group"):
            value = page.get(key)
            if value is not None:
                coded[NameObject(key)] = page.raw_get(key).clone(self.writer)
        return self.writer._add_object(coded)

    def placed(self, at: int, x: float, y: float, place: int) -> str:
        """The operators that show a page; at the fold nothing of it goes over to its neighbour."""
        left, bottom, _, _ = self.trims[at]
        low, up, wide, high = self.bleeds[at]
        inner = self.told.gutter / 2
        before, after = (low, inner) if place == 0 else (inner, wide)
        corner = f"{_number(x - before)} {_number(y - up)}"
        clip = f"{corner} {_number(self.width + before + after)} {_number(self.height + up + high)} re W n"
        return f"q {clip} 1 0 0 1 {_number(x - left)} {_number(y - bottom)} cm /P{at} Do Q"

    def slug(self, side: Side) -> str:
        numbers = " | ".join("－" if at is None else str(at + 1) for at in (side.left, side.right))
        return "　".join(part for part in (self.title, side.name, numbers) if part)

    def say(self) -> None:
        """Title and output intent of the first file; an identifier that hangs on the pages."""
        from pypdf.generic import ArrayObject, ByteStringObject, NameObject

        root = self.first.trailer["/Root"]
        if "/OutputIntents" in root:
            self.writer.root_object[NameObject("/OutputIntents")] = root.raw_get("/OutputIntents").clone(self.writer)
        told = hashlib.sha256(repr(self.told).encode())
        for page in self.pages:
            contents = page.get_contents()
            told.update(contents.get_data() if contents is not None else b"")
        digest = ByteStringObject(told.digest()[:16])
        self.writer._ID = ArrayObject([digest, digest])
        self.writer.metadata = {
            "/Title": self.title,
            "/Producer": "banmian",
            "/CreationDate": "D:20000101000000+00'00'",
            "/ModDate": "D:20000101000000+00'00'",
            "/Trapped": NameObject("/False"),
        }


def _box(box: Any) -> Box:
    return float(box.left), float(box.bottom), float(box.right), float(box.top)


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _bleed(page: Any) -> Box:
    """How far the bleed reaches beyond the trim: left, bottom, right, top; never beyond the sheet."""
    trim, bleed, media = _box(page.trimbox), _box(page.bleedbox), _box(page.mediabox)
    low, high = (trim[at] - max(bleed[at], media[at]) for at in (0, 1)), (min(bleed[at], media[at]) - trim[at] for at in (2, 3))
    left, bottom = low
    right, top = high
    return max(left, 0.0), max(bottom, 0.0), max(right, 0.0), max(top, 0.0)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
