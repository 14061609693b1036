"""The rules of PDF/A and PDF/UA: each named where it is broken, by us and by veraPDF; none on our own files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, TextStringObject

from banmian.colour.condition import bundled_profile
from banmian.output.pdf import pdf_bytes
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import PARTS, judged
from banmian.press.preflight.rules.rule import RULES
from banmian.spec.house import load_house
from banmian.spec.types.house import Wanted
from tests.output.tagged_support import VeraPdf, kept, reader_pages
from tests.press.preflight.planted import (
    YES,
    Change,
    form,
    image,
    name,
    page,
    painting,
    resources,
    root,
    state,
    stream,
    without,
    xmp,
)

assert PARTS
FLAVOURS = {"a-2u": "2u", "a-3u": "3u", "ua-1": "ua1"}
HOUSE = load_house("archive")


def broken(pdf: bytes, *wanted: Wanted) -> set[str]:
    """The rules of archives and readers that *pdf* does not keep."""
    facts = facts_of(pdf, None, 4.0, sizes=False, archive=bool(wanted))
    return {item.rule for item in judged(facts, HOUSE, wanted).findings}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from banmian.output.sheet.attachments import Attachment, Relationship

    pages = reader_pages(tmp_path_factory.mktemp("archive"), press=True)
    riding = (Attachment("words.txt", b"words", "text/plain", Relationship.SOURCE),)
    return {
        "a-2u": pdf_bytes(*pages, standard=kept("a-2u", "ua-1")),
        "a-3u": pdf_bytes(*pages, standard=kept("a-3u", "ua-1"), attachments=riding),
    }


def rewritten(pdf: bytes, change: Change) -> bytes:
    """*pdf* with *change* made to its objects, all else as it is."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = "%PDF-1.7"
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


# What is planted


def elements(writer: PdfWriter, kind: str) -> list[Any]:
    """The structure elements of a kind."""
    return [
        item for item in map(_object, writer._objects) if hasattr(item, "get") and item.get("/S") == f"/{kind}" and "/P" in item
    ]


def _object(item: Any) -> Any:
    return item.get_object() if item is not None else None


def element(kind: str, **entries: Any) -> Change:
    """Entries of the first element of a kind, set, or taken out by None."""

    def change(writer: PdfWriter) -> None:
        told = elements(writer, kind)[0]
        for key, value in entries.items():
            if value is None:
                told.pop(f"/{key}", None)
            else:
                told[name(key)] = value

    return change


def content(pattern: bytes, new: bytes, count: int = 1) -> Change:
    """Something else in the content of the first page."""

    def change(writer: PdfWriter) -> None:
        sheet = page(writer)
        data = sheet.get_contents().get_data()
        made, found = re.subn(pattern, new, data, count=count)
        assert found
        sheet[name("Contents")] = writer._add_object(stream(made))

    return change


def fonts(writer: PdfWriter) -> list[Any]:
    return [item.get_object() for item in page(writer)["/Resources"].get_object()["/Font"].values()]


def no_unicode(writer: PdfWriter) -> None:
    for font in fonts(writer):
        font.pop("/ToUnicode", None)


def bad_unicode(writer: PdfWriter) -> None:
    font = fonts(writer)[0]
    data = re.sub(rb"(<[0-9A-F]{4}> )<[0-9A-F]+>", rb"\1<FEFF>", font["/ToUnicode"].get_object().get_data())
    font[name("ToUnicode")] = writer._add_object(stream(data))


def no_program(writer: PdfWriter) -> None:
    told = fonts(writer)[0]["/DescendantFonts"].get_object()[0].get_object()["/FontDescriptor"].get_object()
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        told.pop(key, None)


def font_outside(writer: PdfWriter) -> None:
    told = DictionaryObject({name("Type"): name("Font"), name("Subtype"): name("Type1"), name("BaseFont"): name("Helvetica")})
    page(writer)["/Resources"].get_object()["/Font"][name("Planted")] = writer._add_object(told)
    artifact(b"BT /Planted 20 Tf 100 100 Td (planted) Tj ET")(writer)


def artifact(code: bytes) -> Change:
    """Something painted, as an artifact."""

    def change(writer: PdfWriter) -> None:
        sheet = page(writer)
        data = sheet.get_contents().get_data() + b"\n/Artifact BMC q " + code + b" Q EMC\n"
        sheet[name("Contents")] = writer._add_object(stream(data))

    return change


def action(kind: str, **entries: Any) -> Change:
    told = DictionaryObject({name("Type"): name("Action"), name("S"): name(kind)})
    told.update({name(key): value for key, value in entries.items()})
    return root("OpenAction", told)


def annotation(kind: str, flags: int = 4, contents: bool = True, appearance: bool = True) -> Change:
    def change(writer: PdfWriter) -> None:
        told = DictionaryObject({name("Type"): name("Annot"), name("Subtype"): name(kind), name("F"): NumberObject(flags)})
        told[name("Rect")] = ArrayObject([FloatObject(value) for value in (100, 100, 120, 120)])
        if contents:
            told[name("Contents")] = TextStringObject("planted")
        if appearance:
            box = ArrayObject([NumberObject(0)] * 2 + [NumberObject(9)] * 2)
            look = stream(b"", Type=name("XObject"), Subtype=name("Form"), BBox=box)
            told[name("AP")] = DictionaryObject({name("N"): writer._add_object(look)})
        sheet = page(writer)
        kept_ = list(sheet.get("/Annots", []))
        sheet[name("Annots")] = ArrayObject([*kept_, writer._add_object(told)])

    return change


def links(**entries: Any) -> Change:
    def change(writer: PdfWriter) -> None:
        for item in page(writer)["/Annots"]:
            for key, value in entries.items():
                if value is None:
                    item.get_object().pop(f"/{key}", None)
                else:
                    item.get_object()[name(key)] = value

    return change


def layers(**entries: Any) -> Change:
    def change(writer: PdfWriter) -> None:
        group = writer._add_object(DictionaryObject({name("Type"): name("OCG"), name("Name"): TextStringObject("layer")}))
        default = DictionaryObject({name("Order"): ArrayObject([group])})
        default.update({name(key): value for key, value in entries.items()})
        writer.root_object[name("OCProperties")] = DictionaryObject({name("OCGs"): ArrayObject([group]), name("D"): default})

    return change


def attached(writer: PdfWriter) -> None:
    writer.add_attachment("planted.txt", b"planted")


def file_entries(**entries: Any) -> Change:
    def change(writer: PdfWriter) -> None:
        told = next(item for item in map(_object, writer._objects) if hasattr(item, "get") and "/EF" in item)
        for key, value in entries.items():
            if value is None:
                told.pop(f"/{key}", None)
            else:
                told[name(key)] = value

    return change


def roles(**entries: str) -> Change:
    def change(writer: PdfWriter) -> None:
        told = writer.root_object["/StructTreeRoot"].get_object()["/RoleMap"]  # type: ignore[index]
        told.update({name(key): name(value) for key, value in entries.items()})

    return change


def no_tabs(writer: PdfWriter) -> None:
    page(writer).pop("/Tabs")


def preferences(writer: PdfWriter) -> None:
    writer.root_object[name("ViewerPreferences")] = DictionaryObject()


def another_profile(writer: PdfWriter) -> None:
    data = Path(bundled_profile("screen")).read_bytes()
    (told,) = (item.get_object() for item in writer.root_object["/OutputIntents"])  # type: ignore[attr-defined]
    told[name("DestOutputProfile")] = writer._add_object(stream(data, N=NumberObject(3)))


def indexed() -> ArrayObject:
    return ArrayObject([name("Indexed"), name("DeviceRGB"), NumberObject(0), TextStringObject("abc")])


def mixture(writer: PdfWriter) -> None:
    """A colour of two inks, of which one is a spot ink that nothing is said of."""
    function = stream(
        b"{pop pop 0 0 0 0}",
        FunctionType=NumberObject(4),
        Domain=ArrayObject([NumberObject(value) for value in (0, 1, 0, 1)]),
        Range=ArrayObject([NumberObject(value) for value in (0, 1) * 4]),
    )
    names = ArrayObject([name("Black"), name("Planted")])
    space = ArrayObject([name("DeviceN"), names, name("DeviceCMYK"), writer._add_object(function)])
    resources(writer, "ColorSpace")[name("Mixture")] = writer._add_object(space)
    artifact(b"/Mixture cs 1 1 scn 100 100 10 10 re f")(writer)


def broken_profile(writer: PdfWriter) -> None:
    (told,) = (item.get_object() for item in writer.root_object["/OutputIntents"])  # type: ignore[attr-defined]
    told[name("DestOutputProfile")] = writer._add_object(stream(b"no profile", N=NumberObject(4)))


def group_without_space(writer: PdfWriter) -> None:
    del writer.root_object["/OutputIntents"]
    state(ca=FloatObject("0.5"))(writer)


def deep(writer: PdfWriter) -> None:
    artifact(b"q " * 30 + b"Q " * 30)(writer)


def lzw(writer: PdfWriter) -> None:
    image(name("DeviceGray"), b"\x80\x00\x60\x50\x28\x08", coding="LZWDecode", size=(1, 1))(writer)


# By rule: of which standard, what is planted, and whether veraPDF can be asked about it.
PLANTED: list[tuple[str, str, Change]] = [
    ("a-metadata", "a-2u", without("Metadata")),
    ("a-name", "a-2u", xmp(r"<pdfaid:part>2", "<pdfaid:part>7")),
    ("a-name", "a-2u", xmp(r"<pdfaid:conformance>U", "<pdfaid:conformance>X")),
    ("a-schemas", "a-2u", xmp(r"<pdf:Producer>", '<own:thing xmlns:own="http://example.com/own/">a</own:thing><pdf:Producer>')),
    ("a-schemas", "a-2u", xmp(r"<pdf:Producer>", "<pdf:Trapped>False</pdf:Trapped><pdf:Producer>")),
    ("a-actions", "a-2u", action("JavaScript", JS=TextStringObject("app.alert(1)"))),
    ("a-actions", "a-2u", action("Launch", F=TextStringObject("a.exe"))),
    ("a-actions", "a-2u", action("Named", N=name("Print"))),
    ("a-actions", "a-2u", root("AA", DictionaryObject({name("WC"): DictionaryObject({name("S"): name("JavaScript"), name("JS"): TextStringObject("1")})}))),
    ("a-forms", "a-2u", root("AcroForm", DictionaryObject({name("Fields"): ArrayObject(), name("NeedAppearances"): YES}))),
    ("a-forms", "a-2u", root("AcroForm", DictionaryObject({name("Fields"): ArrayObject(), name("XFA"): TextStringObject("x")}))),
    ("a-files", "a-2u", attached),
    ("a-files", "a-3u", file_entries(AFRelationship=None)),
    ("a-files", "a-3u", file_entries(UF=None)),
    ("a-files", "a-3u", without("AF")),
    ("a-layers", "a-2u", layers()),
    ("a-layers", "a-2u", layers(Name=TextStringObject("a"), AS=ArrayObject([DictionaryObject({name("Event"): name("View")})]))),
    ("a-colours", "a-2u", artifact(b"1 0 0 rg 100 100 10 10 re f")),
    ("a-colours", "a-2u", without("OutputIntents")),
    ("a-colours", "a-2u", another_profile),
    ("a-colours", "a-2u", image(indexed(), bytes(4))),
    ("a-spots", "a-2u", mixture),
    ("a-intent", "a-2u", broken_profile),
    ("a-fonts", "a-2u", font_outside),
    ("a-fonts", "a-2u", no_program),
    ("a-unicode", "a-2u", no_unicode),
    ("a-unicode", "a-2u", bad_unicode),
    ("a-notdef", "a-2u", content(rb"<[0-9A-F]{4}([0-9A-F]*>Tj)", rb"<0000\1")),
    ("a-operators", "a-2u", artifact(b"1 2 planted")),
    ("a-pictures", "a-2u", image(name("DeviceGray"), bytes(4), Interpolate=YES)),
    ("a-forbidden", "a-2u", state(TR=name("Identity"))),
    ("a-forbidden", "a-2u", form(PS=NumberObject(1), Subtype2=name("PS"))),
    ("a-forbidden", "a-2u", form(Ref=DictionaryObject({name("F"): TextStringObject("a.pdf"), name("Page"): NumberObject(0)}))),
    ("a-transparency", "a-2u", group_without_space),
    ("a-annotations", "a-2u", annotation("Text", flags=0)),
    ("a-annotations", "a-2u", annotation("Text", appearance=False)),
    ("a-annotations", "a-2u", annotation("Movie")),
    ("a-annotations", "a-2u", annotation("Sound")),
    ("a-annotations", "a-2u", links(F=NumberObject(6))),
    ("a-limits", "a-2u", deep),
    ("a-limits", "a-2u", root("N" * 130, NumberObject(1))),
    ("a-lzw", "a-2u", lzw),
    ("a-streams", "a-2u", form(F=TextStringObject("outside.bin"))),
    ("ua-name", "ua-1", xmp(r"<pdfuaid:part>1</pdfuaid:part>", "")),
    ("ua-tagged", "ua-1", without("StructTreeRoot")),
    ("ua-tagged", "ua-1", without("MarkInfo")),
    ("ua-tagged", "ua-1", root("MarkInfo", DictionaryObject({name("Marked"): YES, name("Suspects"): YES}))),
    ("ua-content", "ua-1", painting("100 100 10 10 re f")),
    ("ua-content", "ua-1", content(rb"/P<</MCID \d+>>BDC", b"/Other BMC")),
    ("ua-content", "ua-1", content(rb"(/H1<</MCID \d+>>BDC)", rb"\1 /Artifact BMC 0 0 1 1 re f EMC")),
    ("ua-content", "ua-1", content(rb"(/Artifact<</Type/Layout>>BDC)", rb"\1 /P <</MCID 0>>BDC 0 0 1 1 re f EMC")),
    ("ua-roles", "ua-1", element("Em", S=name("Planted"))),
    ("ua-roles", "ua-1", roles(Em="Strong", Strong="Em")),
    ("ua-roles", "ua-1", roles(P="Span")),
    ("ua-title", "ua-1", xmp(r"<dc:title>.*?</dc:title>", "")),
    ("ua-title", "ua-1", preferences),
    ("ua-language", "ua-1", without("Lang")),
    ("ua-figures", "ua-1", element("Figure", Alt=None)),
    ("ua-figures", "ua-1", element("Figure", Alt=TextStringObject(""))),
    ("ua-headings", "ua-1", element("H2", S=name("H4"))),
    ("ua-headings", "ua-1", element("H1", S=name("H2"))),
    ("ua-headings", "ua-1", element("H2", S=name("H"))),
    ("ua-tables", "ua-1", element("TD", S=name("P"))),
    ("ua-tables", "ua-1", element("TR", S=name("Div"))),
    ("ua-tables", "ua-1", element("TD", A=DictionaryObject({name("O"): name("Table"), name("ColSpan"): NumberObject(2)}))),
    ("ua-tables", "ua-1", element("TH", A=None)),
    ("ua-nesting", "ua-1", element("TOCI", S=name("P"))),
    ("ua-nesting", "ua-1", element("TOC", S=name("L"))),
    ("ua-annotations", "ua-1", annotation("Text")),
    ("ua-annotations", "ua-1", links(Contents=None)),
    ("ua-annotations", "ua-1", element("Link", S=name("Span"))),
    ("ua-annotations", "ua-1", no_tabs),
    ("ua-annotations", "ua-1", annotation("TrapNet")),
    ("ua-letters", "ua-1", no_unicode),
    ("ua-letters", "ua-1", font_outside),
    ("ua-letters", "ua-1", content(rb"<[0-9A-F]{4}([0-9A-F]*>Tj)", rb"<0000\1")),
]  # fmt: skip


def _id(case: tuple[str, str, Change]) -> str:
    return f"{case[0]}-{PLANTED.index(case)}"


@pytest.mark.parametrize("case", PLANTED, ids=_id)
def test_what_is_planted_is_named(case: tuple[str, str, Change], files: dict[str, bytes]) -> None:
    rule, standard, change = case
    pdf = rewritten(files["a-3u" if standard == "a-3u" else "a-2u"], change)
    assert rule in broken(pdf, *([Wanted.A2U] if standard == "a-2u" else [Wanted.UA1] if standard == "ua-1" else [])), broken(pdf)


@pytest.mark.parametrize("case", PLANTED, ids=_id)
def test_verapdf_fails_what_is_planted(case: tuple[str, str, Change], files: dict[str, bytes], vera: VeraPdf) -> None:
    _, standard, change = case
    pdf = rewritten(files["a-3u" if standard == "a-3u" else "a-2u"], change)
    assert vera(pdf, FLAVOURS[standard]) != []


# Bytes, which no writer of objects would write


BYTES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a-header", lambda pdf: pdf.replace(b"\xe7\x89\x88\xe9\x9d\xa2", b"abcdef")),
    ("a-end", lambda pdf: pdf + b"more\n"),
    ("a-streams", lambda pdf: pdf.replace(b"\nendstream", b" endstream", 1)),
    ("a-id", lambda pdf: re.sub(rb"/ID\[", rb"/IX[", pdf)),
]


@pytest.mark.parametrize(("rule", "change"), BYTES, ids=[item[0] for item in BYTES])
def test_what_is_wrong_in_the_bytes_is_named(
    rule: str, change: Callable[[bytes], bytes], files: dict[str, bytes], vera: VeraPdf
) -> None:
    pdf = change(files["a-2u"])
    assert pdf != files["a-2u"]
    assert rule in broken(pdf)
    assert vera(pdf, "2u") != []


@pytest.mark.parametrize("key", ["a-2u", "a-3u"])
def test_nothing_is_named_on_our_own_files(key: str, files: dict[str, bytes], vera: VeraPdf) -> None:
    assert broken(files[key]) == set()
    assert broken(rewritten(files[key], lambda writer: None)) == set()
    assert vera(files[key], FLAVOURS[key]) == []
    assert vera(files[key], "ua1") == []


def test_a_reading_outside_of_its_ruby_is_named(files: dict[str, bytes]) -> None:
    assert "ua-nesting" in broken(rewritten(files["a-2u"], element("Ruby", S=name("Span"))))


PLANTED_APART = {
    "a-encryption": "test_an_encrypted_file_is_named",
    "a-info": "test_document_information_in_pdf_2_is_named",
    "ua-places": "test_places_of_no_element_are_named_in_ua_2",
}


def test_two_output_intents_of_different_profiles_are_named(files: dict[str, bytes], vera: VeraPdf) -> None:
    def change(writer: PdfWriter) -> None:
        data = Path(bundled_profile("newsprint-grey")).read_bytes()
        told = DictionaryObject({name("Type"): name("OutputIntent"), name("S"): name("GTS_PDFX")})
        told[name("OutputConditionIdentifier")] = TextStringObject("another")
        told[name("DestOutputProfile")] = writer._add_object(stream(data, N=NumberObject(1)))
        kept_: Any = writer.root_object["/OutputIntents"]
        kept_.append(told)

    pdf = rewritten(files["a-2u"], change)
    assert "a-intent" in broken(pdf)
    assert vera(pdf, "2u") != []


def test_document_information_in_pdf_2_is_named(files: dict[str, bytes]) -> None:
    assert "a-info" in broken(files["a-2u"], Wanted.A4)


def test_places_of_no_element_are_named_in_ua_2(files: dict[str, bytes], vera: VeraPdf, tmp_path: Path) -> None:
    assert "ua-places" in broken(files["a-2u"], Wanted.UA2)
    assert "8.8-2" in vera(files["a-2u"], "ua2")
    made = pdf_bytes(*reader_pages(tmp_path), standard=kept("ua-2"))
    assert broken(made) == set()
    assert vera(made, "ua2") == []


@pytest.mark.parametrize(("count", "named"), [(27, False), (28, True)])
def test_twenty_eight_saved_states_are_the_most(count: int, named: bool, files: dict[str, bytes]) -> None:
    pdf = rewritten(files["a-2u"], artifact(b"q " * count + b"Q " * count))  # within one of its own
    assert ("a-limits" in broken(pdf)) is named


def test_every_rule_has_its_fault() -> None:
    planted = {item[0] for item in PLANTED} | {item[0] for item in BYTES} | set(PLANTED_APART)
    assert {item for item in RULES if item.startswith(("a-", "ua-"))} == planted


def test_an_encrypted_file_is_named(files: dict[str, bytes]) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(files["a-2u"]))
    writer.encrypt("", "owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    assert "a-encryption" in broken(target.getvalue())
