"""Faults planted in press files, one for each rule: what a page generator can get wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from banmian.colour.condition import bundled_profile, newsprint
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import Judgement, judged
from banmian.spec.house import load_house
from banmian.spec.types.house import HouseSpec

Change = Callable[[PdfWriter], None]


def rewritten(pdf: bytes, change: Change) -> bytes:
    """*pdf* with *change* made to its objects, all else as it is."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = pdf[:8].decode("ascii")
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def judgement(pdf: bytes, house: HouseSpec | None = None, ink: bool = False) -> Judgement:
    """What preflight says of *pdf*; of its ink only where it is asked for, which takes long."""
    asked = house or load_house("daily-240")
    limit = asked.ink.value if asked.ink is not None else 4.0
    return judged(facts_of(pdf, newsprint() if ink else None, limit), asked)


def found(pdf: bytes, house: HouseSpec | None = None, ink: bool = False) -> set[str]:
    """The rules that *pdf* does not keep."""
    return {item.rule for item in judgement(pdf, house, ink).findings}


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def page(writer: PdfWriter) -> Any:
    return writer.pages[0]


def resources(writer: PdfWriter, kind: str) -> Any:
    """A part of the page's resources, made where there is none."""
    told = page(writer)["/Resources"].get_object()
    if f"/{kind}" not in told:
        told[name(kind)] = DictionaryObject()
    return told[f"/{kind}"].get_object()


def painting(code: str, before: bool = False) -> Change:
    """Something painted on the page, last or first."""

    def change(writer: PdfWriter) -> None:
        sheet = page(writer)
        content = sheet.get_contents().get_data()
        stream = DecodedStreamObject()
        own = f"\nq {code} Q\n".encode()
        stream.set_data(own + content if before else content + own)
        sheet[name("Contents")] = writer._add_object(stream.flate_encode())

    return change


def both(*changes: Change) -> Change:
    def change(writer: PdfWriter) -> None:
        for item in changes:
            item(writer)

    return change


def state(**entries: Any) -> Change:
    """A graphics state, used on the page."""

    def change(writer: PdfWriter) -> None:
        resources(writer, "ExtGState")[name("Planted")] = DictionaryObject({name(key): value for key, value in entries.items()})
        painting("/Planted gs 100 100 10 10 re f")(writer)

    return change


def stream(data: bytes, **entries: Any) -> Any:
    found = DecodedStreamObject()
    found.set_data(data)
    for key, value in entries.items():
        found[name(key)] = value
    return found


def image(
    space: Any, data: bytes, bits: int = 8, coding: str = "", shown: float = 40, size: tuple[int, int] = (2, 2), **more: Any
) -> Change:
    """An image on the page, so many points wide and high."""

    def change(writer: PdfWriter) -> None:
        entries: dict[str, Any] = {
            "Type": name("XObject"), "Subtype": name("Image"), "Width": NumberObject(size[0]), "Height": NumberObject(size[1]),
            "BitsPerComponent": NumberObject(bits), "ColorSpace": space, **more,
        }  # fmt: skip
        if coding:
            entries["Filter"] = name(coding)
        resources(writer, "XObject")[name("Planted")] = writer._add_object(stream(data, **entries))
        painting(f"{shown} 0 0 {shown} 200 200 cm /Planted Do")(writer)

    return change


def form(**entries: Any) -> Change:
    """A form on the page."""

    def change(writer: PdfWriter) -> None:
        told = {
            "Type": name("XObject"),
            "Subtype": name("Form"),
            "BBox": ArrayObject([NumberObject(0)] * 2 + [NumberObject(9)] * 2),
        }
        resources(writer, "XObject")[name("Planted")] = writer._add_object(stream(b"0 0 1 1 re f", **{**told, **entries}))
        painting("/Planted Do")(writer)

    return change


def root(key: str, value: Any) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.root_object[name(key)] = value

    return change


def without(key: str) -> Change:
    def change(writer: PdfWriter) -> None:
        del writer.root_object[f"/{key}"]

    return change


def info(key: str, value: str | None) -> Change:
    """An entry of the document information, set or taken out."""

    def change(writer: PdfWriter) -> None:
        told: Any = writer._info
        if value is None:
            told.get_object().pop(f"/{key}", None)
        else:
            told.get_object()[name(key)] = TextStringObject(value)

    return change


def xmp(pattern: str, new: str) -> Change:
    """Something else in the XMP."""

    def change(writer: PdfWriter) -> None:
        told = writer.root_object["/Metadata"].get_object()
        data = re.sub(pattern, new, told.get_data().decode("utf-8"), flags=re.DOTALL)  # type: ignore[union-attr]
        writer.root_object[name("Metadata")] = writer._add_object(stream(data.encode(), Type=name("Metadata"), Subtype=name("XML")))

    return change


def intent(**entries: Any) -> Change:
    """Entries of the output intent, set, or taken out by None."""

    def change(writer: PdfWriter) -> None:
        (told,) = (item.get_object() for item in writer.root_object["/OutputIntents"])  # type: ignore[attr-defined]
        for key, value in entries.items():
            if value is None:
                told.pop(f"/{key}", None)
            else:
                told[name(key)] = value(writer) if callable(value) else value

    return change


def profile(which: str | bytes, parts: int) -> Callable[[PdfWriter], Any]:
    """A profile as an object."""

    def made(writer: PdfWriter) -> Any:
        data = which
        if isinstance(which, str):
            data = Path(bundled_profile(which)).read_bytes()
        assert isinstance(data, bytes)
        return writer._add_object(stream(data, N=NumberObject(parts)))

    return made


def box(key: str, sides: list[float] | None) -> Change:
    def change(writer: PdfWriter) -> None:
        sheet = page(writer)
        if sides is None:
            sheet.pop(f"/{key}", None)
        else:
            sheet[name(key)] = RectangleObject(tuple(sides))

    return change


def note(x: float, y: float) -> Change:
    def change(writer: PdfWriter) -> None:
        told = DictionaryObject({name("Type"): name("Annot"), name("Subtype"): name("Text")})
        told[name("Rect")] = ArrayObject([FloatObject(value) for value in (x, y, x + 20, y + 20)])
        page(writer)[name("Annots")] = ArrayObject([writer._add_object(told)])

    return change


def font_outside(writer: PdfWriter) -> None:
    told = DictionaryObject({name("Type"): name("Font"), name("Subtype"): name("Type1"), name("BaseFont"): name("Helvetica")})
    resources(writer, "Font")[name("Planted")] = writer._add_object(told)
    painting("BT /Planted 20 Tf 100 100 Td (planted) Tj ET")(writer)


SEPARATION = ArrayObject(
    [name("Separation"), name("Planted"), name("DeviceCMYK"),
     DictionaryObject({name("FunctionType"): NumberObject(2), name("Domain"): ArrayObject([NumberObject(0), NumberObject(1)]), name("N"): NumberObject(1),
                       name("C0"): ArrayObject([NumberObject(0)] * 4), name("C1"): ArrayObject([NumberObject(1), *[NumberObject(0)] * 3])})]
)  # fmt: skip
YES, NO, NOTHING = BooleanObject(True), BooleanObject(False), NullObject()
