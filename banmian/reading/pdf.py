"""Read the layout tree back from any maker's PDF: the entry is `read_pdf`."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import struct
from collections.abc import Iterator, Sequence
from itertools import islice
from math import atan2, degrees
from typing import Any

import msgspec
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException

from banmian.page.composed import Segment
from banmian.reading.fonts.characters import Guess
from banmian.reading.fonts.codes import FontSet
from banmian.reading.fonts.told import unnamed
from banmian.reading.interpret import Drawn, Interpreter, Placed, Reader, Shown
from banmian.reading.limits import MOST_PAGES, MOST_SIDE, TooMuchError
from banmian.reading.matrix import EVERYWHERE, Clip
from banmian.reading.pictures import picture_look, stands_alone
from banmian.reading.regroup import page_in_lines
from banmian.reading.seen import seen
from banmian.reading.tags import page_marks, page_tags
from banmian.reading.values import layer_name, pdf_text
from banmian.tree.painted import measured
from banmian.tree.tree import FORMAT, Box, Tree, TreeFont, TreeLine, TreePage, TreePath, TreePicture, TreeRun, box

# What pdfminer raises on files that are not as they should be.
DAMAGE = (PSException, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, RecursionError, struct.error,
           OverflowError, EOFError, ZeroDivisionError)  # fmt: skip
_TAG = re.compile(r"^[A-Z]{6}\+")


class UnreadablePdfError(Exception):
    """A PDF that cannot be read, with the reason."""


class ReadPdf(msgspec.Struct, frozen=True, eq=False):
    """A PDF's tree, and the font programs that it embeds, by the number of the font in the tree."""

    tree: Tree
    programs: tuple[tuple[bytes, dict[int, str]], ...]  #: each with what its codes stand for, where the file tells it
    pictures: dict[str, PDFStream] = {}  #: by digest; of a raw reading only
    forms: tuple[tuple[Box, ...], ...] = ()  #: by page, where something was placed as a whole; of a raw reading only
    guesses: tuple[Guess, ...] = ()  #: glyphs known by their shape only; of a raw reading only


class PasswordError(UnreadablePdfError):
    """A PDF that opens with a password only."""


def read_pdf(data: bytes, raw: bool = False, password: str = "", numbers: Sequence[int] | None = None) -> ReadPdf:
    """The tree of a PDF. Raises UnreadablePdfError.

    *raw*: its lines are the runs as they are painted, ungrouped, and each glyph's advance is told. *numbers*: of the
    pages that are read, from 1; all of them unless said. A file locked by its owner only is read as any other.
    """
    # What pdfminer mends on the way is not the reader's business.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return _PdfReading(data, raw, password, numbers).read_all()
    except PDFPasswordIncorrect:
        told = "the password is not the right one" if password else "it is encrypted; save it without a password"
        raise PasswordError(told) from None
    except UnicodeEncodeError:
        raise PasswordError("the password is not the right one") from None
    except PDFEncryptionError:
        raise UnreadablePdfError("it is encrypted in a way that is not known; save it without encryption") from None
    except TooMuchError as error:
        raise UnreadablePdfError(str(error)) from None
    except MemoryError:
        raise UnreadablePdfError("unpacked it is larger than the memory that may be used") from None
    except DAMAGE as error:
        raise UnreadablePdfError(f"it is damaged or no PDF ({type(error).__name__}: {error})") from error


class _PdfReading:
    def __init__(self, data: bytes, raw: bool, password: str, numbers: Sequence[int] | None) -> None:
        self.raw = raw
        self.wanted = numbers
        self.document = PDFDocument(PDFParser(io.BytesIO(data)), password)
        self.resources = FontSet()
        self.fonts: list[TreeFont] = []
        self.programs: list[tuple[bytes, dict[int, str]]] = []
        self.known: dict[tuple[str, str], int] = {}
        self.numbers: dict[int, int] = {}
        self.turns: list[int] = []
        self.pictures: dict[str, PDFStream] = {}
        self.forms: list[tuple[Box, ...]] = []
        self.guesses: list[Guess] = []

    def read_all(self) -> ReadPdf:
        pages = self.pages()
        if not pages:
            raise ValueError("it has no page")
        readers = [self.read(page) for page in pages]
        if self.raw and (wanted := unnamed(readers, self.resources)):
            from banmian.reading.fonts.unnamed import name_glyphs

            self.guesses = name_glyphs(readers, self.resources, wanted)
        tags = page_tags(self.document, pages, readers)
        made = tuple(self.page(at, *item) for at, item in enumerate(zip(pages, readers, tags, strict=True), 1))
        if self.raw:
            marks = page_marks(self.document, pages, readers)
            made = tuple(msgspec.structs.replace(page, marks=own) for page, own in zip(made, marks, strict=True))
        info = self.document.info[0] if self.document.info else {}
        tree = Tree(
            format=FORMAT,
            engine=pdf_text(info.get("Creator")),
            fonts=tuple(self.fonts),
            pages=made,
            title=pdf_text(info.get("Title")),
            author=pdf_text(info.get("Author")),
            producer=pdf_text(info.get("Producer")),
            language=pdf_text(self.document.catalog.get("Lang")),
            layers=tuple(_layers(self.document.catalog)),
            recovered=True,
        )
        return ReadPdf(tree, tuple(self.programs), self.pictures, tuple(self.forms), tuple(self.guesses))

    def pages(self) -> list[PDFPage]:
        """The pages that are asked for. Raises UnreadablePdfError where one is not there, or beyond the limits."""
        found: list[PDFPage] = []
        most = max(self.wanted, default=0) if self.wanted is not None else MOST_PAGES + 1
        for page in islice(PDFPage.create_pages(self.document), most):
            found.append(page)
        if self.wanted is None and len(found) > MOST_PAGES:
            raise UnreadablePdfError(f"it has more than {MOST_PAGES} pages; choose some of them")
        if self.wanted is not None:
            last = len(found)
            if any(number > last for number in self.wanted):
                raise UnreadablePdfError(f"it has {last} page{'s' if last != 1 else ''}; page {max(self.wanted)} is not there")
            found = [found[number - 1] for number in self.wanted]
        for page in found:
            width, height = page.mediabox[2] - page.mediabox[0], page.mediabox[3] - page.mediabox[1]
            if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
                told = f"a page of {width / 72 * 25.4:.0f} x {height / 72 * 25.4:.0f} mm is no page of a newspaper"
                raise UnreadablePdfError(told)
        return found

    def read(self, page: PDFPage) -> Reader:
        reader = Reader(self.resources)
        self.turns.append(page.rotate % 360)
        page.rotate = 0  # places are told as the page is written, however it is turned for reading
        Interpreter(self.resources, reader).process_page(page)
        return reader

    def page(self, number: int, page: PDFPage, reader: Reader, tags: tuple[str, ...]) -> TreePage:
        media = tuple(float(value) for value in page.mediabox)
        boxes = {name.lower(): found for name in ("Crop", "Bleed", "Trim", "Art") if (found := _page_box(page, name, media))}
        trim = boxes.get("trim") or boxes.get("crop") or (0.0, 0.0, media[2] - media[0], media[3] - media[1])
        place = _Place(trim[0], (media[3] - media[1]) - trim[1])
        lines = [line for shown in reader.shown for line in self.lines(shown, place)]
        self.forms.append(tuple(place.box(form) for form in reader.forms if form[0] < form[2] and form[1] < form[3]))
        paths = [path for drawn in reader.drawn for path in self.paths(drawn, place)]
        made = TreePage(
            number=number,
            size=(trim[2], trim[3]),
            boxes={"media": box(0, 0, media[2] - media[0], media[3] - media[1]), **boxes},
            lines=tuple(lines),
            pictures=tuple(self.picture(item, place) for item in reader.placed),
            paths=tuple(paths),
            tags=tags,
            rotate=self.turns[number - 1],
        )
        return made if self.raw else page_in_lines(made)

    def picture(self, placed: Placed, place: _Place) -> TreePicture:
        found = _picture(placed, place)
        if self.raw:
            found = msgspec.structs.replace(found, plain=_is_plain(placed) and stands_alone(placed.stream))
            if found.plain or found.digest not in self.pictures:
                self.pictures[found.digest] = placed.stream
        return found

    def paths(self, drawn: Drawn, place: _Place) -> Iterator[TreePath]:
        """A painted path; for a raw page, what is seen of it."""
        for segments, paint in seen(drawn) if self.raw else ((drawn.segments, drawn.paint),):
            path = measured(tuple(place.segments(segments)), paint, "", "path", drawn.order, drawn.layer)
            if path is not None:
                yield path

    def lines(self, shown: Shown, place: _Place) -> Iterator[TreeLine]:
        """What one operator shows, as a line for itself."""
        for run in self.runs(shown, place):
            yield TreeLine(run.text, "", "", "", 1, 1, run.size, shown.order, (run,), layer=shown.layer)

    def runs(self, shown: Shown, place: _Place) -> Iterator[TreeRun]:
        points = [place.point(x, y) for x, y in shown.places]
        across, up = shown.direction
        font = self.font(shown.font)
        vertical = shown.upright or (abs(across) < 0.001 and up < 0)
        texts = shown.texts
        flat = "".join(texts)
        told = () if all(len(text) == 1 for text in texts) else tuple(texts)
        angle = round(degrees(atan2(-up, across)), 1)
        every = tuple(round(advance, 3) for advance in shown.advances) if self.raw else ()

        def run(
            text: str,
            along: tuple[float, ...],
            beside: float,
            told: tuple[str, ...],
            advances: tuple[float, ...],
            angle: float = 0.0,
        ) -> TreeRun:
            return TreeRun(
                text=text,
                font=font,
                size=round(shown.size, 3),
                colour=shown.colour,
                along=along,
                across=beside,
                width=round(shown.width, 4),
                vertical=vertical,
                turned=vertical and not shown.upright,
                texts=told,
                advances=advances,
                angle=angle,
            )

        if vertical:
            yield run(flat, tuple(y for _, y in points), points[0][0], told, every)
        elif abs(up) < 0.001 and across > 0:
            yield run(flat, tuple(x for x, _ in points), points[0][1], told, every)
        else:  # at an angle: each glyph at its own place
            for at, (text, (x, y)) in enumerate(zip(texts, points, strict=True)):
                yield run(text, (x,), y, () if len(text) == 1 else (text,), every[at : at + 1], angle if self.raw else 0.0)

    def font(self, font: PDFFont) -> int:
        """The number of a font in the tree; the parts of one face that a file embeds apart stay apart."""
        known = self.numbers.get(id(font))
        if known is None:
            program = _program(font)
            name = _name(font)
            digest = hashlib.sha256(program).hexdigest() if program else ""
            known = self.known.get((name, digest))
            if known is None:
                known = self.known[name, digest] = len(self.fonts)
                self.fonts.append(TreeFont(name, digest))
                self.programs.append((program, {}))
            self.programs[known][1].update(_texts(font))
            self.numbers[id(font)] = known
        return known


class _Place:
    """Turns PDF's places into the tree's."""

    def __init__(self, left: float, top: float) -> None:
        self.left, self.top = left, top

    def point(self, x: float, y: float) -> tuple[float, float]:
        return round(x - self.left, 2), round(self.top - y, 2)

    def segments(self, path: Sequence[Segment]) -> Iterator[Segment]:
        for kind, *values in path:
            yield (kind, *(self.top - value if at % 2 else value - self.left for at, value in enumerate(values)))  # type: ignore[misc]

    def box(self, clip: Clip) -> Box:
        return box(clip[0] - self.left, self.top - clip[3], clip[2] - clip[0], clip[3] - clip[1])


def _picture(placed: Placed, place: _Place) -> TreePicture:
    a, b, c, d, e, f = placed.matrix
    across, up = [e, e + a, e + c, e + a + c], [f, f + b, f + d, f + b + d]
    whole = min(across), min(up), max(across), max(up)
    clip = placed.clip
    seen = max(whole[0], clip[0]), max(whole[1], clip[1]), min(whole[2], clip[2]), min(whole[3], clip[3])
    look = picture_look(placed.stream)
    return TreePicture(
        "", "", place.box(seen), place.box(whole), look.pixels, look.digest, look.colours, placed.order, placed.layer
    )


def _is_plain(placed: Placed) -> bool:
    """Whether a picture stands upright and as it is, and no clipping path but a rectangle cuts it."""
    a, b, c, d, e, f = placed.matrix
    slack = 0.005 * max(abs(a), abs(b), abs(c), abs(d))
    upright = a > 0 and d > 0 and max(abs(b), abs(c)) <= slack
    left, low, right, high = placed.cut or EVERYWHERE
    return upright and left <= e + 1 and low <= f + 1 and right >= e + a - 1 and high >= f + d - 1


def _page_box(page: PDFPage, name: str, media: tuple[float, ...]) -> Box | None:
    """A page box from the media box's top left corner."""
    value = resolve1(page.attrs.get(f"{name}Box"))
    if not isinstance(value, list) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(resolve1(part)) for part in value)
    return box(min(x0, x1) - media[0], media[3] - max(y0, y1), abs(x1 - x0), abs(y1 - y0))


def _name(font: PDFFont) -> str:
    name: Any = getattr(font, "basefont", None) or font.fontname or "no name"
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(getattr(name, "name", name))
    return _TAG.sub("", text)


def _texts(font: PDFFont) -> dict[int, str]:
    """What the codes of a Type 0 font stand for, by its ToUnicode; its codes are its CIDs in all but old files."""
    told: Any = getattr(font, "unicode_map", None)
    codes = getattr(told, "cid2unichr", None)
    return {code: text for code, text in codes.items() if isinstance(text, str)} if isinstance(codes, dict) else {}


def _program(font: PDFFont) -> bytes:
    """The font program that the file embeds; empty for none."""
    descriptor = font.descriptor
    for key in ("FontFile", "FontFile2", "FontFile3"):
        stream = resolve1(descriptor.get(key))
        if isinstance(stream, PDFStream):
            data: bytes = stream.get_data()
            return data
    return b""


def _layers(catalog: Any) -> Iterator[tuple[str, bool]]:
    """The optional-content groups, and whether each is shown by default (ISO 32000-2 §8.11.4.3)."""
    properties = resolve1(catalog.get("OCProperties"))
    if not isinstance(properties, dict):
        return
    default = resolve1(properties.get("D")) or {}
    base = str(getattr(resolve1(default.get("BaseState")), "name", "ON"))
    on, off = ({getattr(item, "objid", 0) for item in resolve1(default.get(key)) or []} for key in ("ON", "OFF"))
    for item in resolve1(properties.get("OCGs")) or []:
        number = getattr(item, "objid", 0)
        shown = number in on or (number not in off and base != "OFF")
        group = resolve1(item)
        yield layer_name(group) if isinstance(group, dict) else "?", shown
