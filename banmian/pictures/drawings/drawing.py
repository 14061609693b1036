"""A page of a PDF as a picture: a logo, a chart, a map, an advertisement, kept as vectors with its fonts.

The page's objects are taken as they are, as plain values; only what a page cannot do without is left behind: links, structure,
other pages.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from banmian.pictures.kind import Kind, PictureError, kind_of_head
from banmian.pictures.limits import MIB, MOST_PDF_BYTES, MOST_PDF_DEPTH, MOST_PDF_OBJECTS, MOST_PDF_SIDE
from banmian.pictures.values import Name, Reference, Stream, Value, written

#: What a picture does not take along: ties to its old document, and what is said about it rather than drawn.
_LEFT = {"Parent", "StructParent", "StructParents", "PieceInfo", "Metadata", "LastModified", "OPI"}


# What working on objects raises that are not as they should be.
_DAMAGE = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError, ZeroDivisionError, AssertionError,
    NotImplementedError, EOFError, zlib.error, struct.error,
)  # fmt: skip
_NAMES = re.compile(rb"/([^\s/<>\[\](){}%]+)")


Box = tuple[float, float, float, float]


class DrawingError(PictureError):
    """A PDF that cannot be a picture, with the reason."""


class Drawing(msgspec.Struct, frozen=True):
    """One page, drawn into the unit square."""

    width: float  #: points, as the page is shown
    height: float
    box: Box  #: what is shown of it, in its own coordinates: left, bottom, right, top
    turned: int  #: degrees clockwise as it is shown
    unit: float  #: points of one of its units
    matrix: tuple[float, float, float, float, float, float]  #: from its own coordinates into the unit square
    content: bytes
    resources: Value
    group: Value  #: its transparency group, or nothing
    objects: dict[int, Value]
    digest: str  #: of what it draws, however its file is written


@lru_cache(maxsize=16)
def _drawing(path: str, number: int, stamp: tuple[int, int]) -> Drawing:
    return _read(path, number)


def open_drawing(path: str, number: int) -> Drawing:
    """Page *number* (from 1) of the PDF at *path*. Raises DrawingError, OSError."""
    told = Path(path).stat()
    return _drawing(path, number, (told.st_mtime_ns, told.st_size))


def _read(path: str, number: int) -> Drawing:
    if Path(path).stat().st_size > MOST_PDF_BYTES:
        raise DrawingError(f"it is larger than {MOST_PDF_BYTES // MIB} MiB")
    data = Path(path).read_bytes()
    if kind_of_head(data[:4096]) is Kind.SVG:
        from banmian.pictures.drawings.svg import svg_pdf

        data = svg_pdf(data)
    with opened(data) as reader:
        return page_drawing(numbered_page(reader, number))


@contextmanager
def opened(data: bytes, password: str = "") -> Iterator[Any]:
    """A PDF in pypdf's reader; what goes wrong with it is a DrawingError."""
    try:
        import pypdf
    except ImportError:
        raise DrawingError("a PDF as a picture needs pypdf: pip install 'banmian[drawings]'") from None
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends on the way is not the reader's business
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(password):
            raise DrawingError("it opens with a password only; save it without")
        yield reader
    except DependencyError:
        raise DrawingError("it is encrypted in a way that is not read; save it without encryption") from None
    except (PyPdfError, *_DAMAGE) as error:
        raise DrawingError(f"it is damaged ({type(error).__name__}: {error})") from None


@contextmanager
def failing() -> Iterator[None]:
    """Whatever damaged objects lead to while they are worked on is a DrawingError."""
    try:
        yield
    except _DAMAGE as error:
        raise DrawingError(f"it is damaged ({type(error).__name__}: {error})") from None


def numbered_page(reader: Any, number: int) -> Any:
    """Page *number*, from 1. Raises DrawingError where it is not there."""
    count = len(reader.pages)
    if number > count:
        raise DrawingError(f"it has {count} page{'s' if count > 1 else ''}; page {number} is not there")
    return reader.pages[number - 1]


def page_drawing(page: Any) -> Drawing:
    """A page of pypdf's as a drawing."""
    contents = page.get_contents()
    box = _shown_box(page)
    turned, unit = int(page.get("/Rotate", 0)) % 360, float(page.get("/UserUnit", 1))
    content = contents.get_data() if contents is not None else b""
    return drawn(content, page.get("/Resources"), page.get("/Group"), box, turned, unit)


def drawn(content: bytes, resources: Any, group: Any, box: Box, turned: int = 0, unit: float = 1.0) -> Drawing:
    """What *content* draws within *box*, its objects pypdf's; *turned* clockwise as it is shown, in *unit* points."""
    width, height = box[2] - box[0], box[3] - box[1]
    if not (0 < width <= MOST_PDF_SIDE and 0 < height <= MOST_PDF_SIDE):
        raise DrawingError(f"its page is {width:g} x {height:g} points")
    copier = _Copier()
    used = copier.value(_used(resources, content), 0)
    tied = copier.value(group, 0) if group is not None else None
    if turned in (90, 270):
        width, height = height, width
    told = hashlib.sha256(content)
    sides: list[Value] = [float(side) for side in box]
    for value in (sides, turned, unit, used, tied, *copier.objects.values()):
        told.update(written(value, lambda number: b"%d R" % number) + b"\n")
    matrix = _into_unit_square(box, turned)
    return Drawing(width * unit, height * unit, box, turned, unit, matrix, content, used, tied, copier.objects, told.hexdigest())


class _Copier:
    """Takes objects over as plain values, each once, numbered in an order that does not hang on their file."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, int], int] = {}
        self.objects: dict[int, Value] = {}

    def value(self, item: Any, depth: int) -> Value:
        """*item* of pypdf's as a plain value; what lies in other objects is taken along."""
        from pypdf import generic

        if depth > MOST_PDF_DEPTH:
            raise DrawingError("its objects lie in one another without end")
        if isinstance(item, generic.IndirectObject):
            return self.reference(item, depth)
        if isinstance(item, generic.StreamObject):  # which is always an object of its own
            return self.numbered((id(item), -1), item, depth)
        if isinstance(item, generic.DictionaryObject):
            return self.entries(item, depth)
        if isinstance(item, generic.ArrayObject):
            return [self.value(part, depth + 1) for part in item]
        return _scalar(item)

    def entries(self, item: Any, depth: int) -> dict[str, Value]:
        if item.get("/Type") == "/Page":
            return {}
        kept = sorted(key for key in item if key[1:] not in _LEFT and key != "/Length")
        return {key[1:]: self.value(item.raw_get(key), depth + 1) for key in kept}

    def reference(self, item: Any, depth: int) -> Value:
        return self.numbered((item.idnum, item.generation), item.get_object(), depth)

    def numbered(self, key: tuple[int, int], item: Any, depth: int) -> Value:
        from pypdf.generic import StreamObject

        known = self.numbers.get(key)
        if known is None:
            if len(self.numbers) >= MOST_PDF_OBJECTS:
                raise DrawingError(f"it draws with more than {MOST_PDF_OBJECTS:,} objects")
            known = self.numbers[key] = len(self.numbers) + 1
            self.objects[known] = None  # its number is taken before those of what lies in it
            if isinstance(item, StreamObject):
                self.objects[known] = Stream(self.entries(item, depth), bytes(item._data))
            else:
                self.objects[known] = self.value(item, depth + 1)
        return Reference(known)


def plain_resources(resources: Any) -> Any:
    """A resource dictionary of pypdf's, wherever it lies; an empty one for none."""
    from pypdf.generic import DictionaryObject

    return resources.get_object() if resources is not None else DictionaryObject()


def _used(resources: Any, content: bytes) -> Any:
    """The resources that a content stream names; many makers list more, such as fonts that nothing is set in."""
    from pypdf.generic import DictionaryObject, NameObject

    named = set(_NAMES.findall(content))
    found = DictionaryObject()
    for kind, entries in plain_resources(resources).items():
        listed = entries.get_object()
        if isinstance(listed, DictionaryObject):
            kept = {key: listed.raw_get(key) for key in listed if _plain_name(key) in named}
            found[NameObject(kind)] = DictionaryObject(kept)
        else:
            found[NameObject(kind)] = entries
    return found


def _plain_name(key: str) -> bytes:
    return key[1:].encode("utf-8", "surrogateescape")


def _scalar(item: Any) -> Value:
    from pypdf import generic

    if item is None or isinstance(item, generic.NullObject):
        return None
    if isinstance(item, generic.BooleanObject):
        return bool(item.value)
    if isinstance(item, generic.NumberObject):
        return int(item)
    if isinstance(item, generic.FloatObject | float):
        return float(item)
    if isinstance(item, generic.NameObject):
        return Name(str(item)[1:])
    if isinstance(item, generic.ByteStringObject):
        return bytes(item)
    if isinstance(item, generic.TextStringObject):
        return bytes(item.original_bytes)
    raise DrawingError(f"it holds a value of an unknown kind ({type(item).__name__})")


def _shown_box(page: Any) -> Box:
    """The trim box, which is what is meant to be seen; without one the crop box."""
    found = page.trimbox
    x0, y0, x1, y1 = (float(value) for value in (found.left, found.bottom, found.right, found.top))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _into_unit_square(box: Sequence[float], turned: int) -> tuple[float, float, float, float, float, float]:
    """The matrix that brings *box*, turned clockwise as it is shown, into the unit square."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if turned == 90:
        return 0.0, -1 / wide, 1 / high, 0.0, -y0 / high, x1 / wide
    if turned == 180:
        return -1 / wide, 0.0, 0.0, -1 / high, x1 / wide, y1 / high
    if turned == 270:
        return 0.0, 1 / wide, -1 / high, 0.0, y1 / high, -x0 / wide
    return 1 / wide, 0.0, 0.0, 1 / high, -x0 / wide, -y0 / high
