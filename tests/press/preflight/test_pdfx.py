"""The rules of PDF/X: each named where it is broken, none on our own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, TextStringObject

from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Standard
from banmian.press.preflight.judge import PARTS
from banmian.press.preflight.rules.rule import RULES
from tests.output.press_support import press_page
from tests.press.preflight.planted import (
    Change,
    both,
    box,
    font_outside,
    form,
    found,
    image,
    info,
    intent,
    judgement,
    name,
    note,
    painting,
    profile,
    rewritten,
    root,
    state,
    stream,
    without,
    xmp,
)

STANDARDS = {"x4": Standard.X4, "x1a:2001": Standard.X1A_2001, "x1a:2003": Standard.X1A_2003}
assert PARTS


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    page = press_page(tmp_path_factory.mktemp("press"))
    return {key: pdf_bytes(page, standard=standard) for key, standard in STANDARDS.items()}


def lab() -> ArrayObject:
    white = ArrayObject([FloatObject("0.9642"), FloatObject("1"), FloatObject("0.8249")])
    return ArrayObject([name("Lab"), DictionaryObject({name("WhitePoint"): white})])


def layers(writer: PdfWriter) -> None:
    group = writer._add_object(DictionaryObject({name("Type"): name("OCG"), name("Name"): TextStringObject("layer")}))
    told = DictionaryObject({name("OCGs"): ArrayObject([group]), name("D"): DictionaryObject()})
    writer.root_object[name("OCProperties")] = told


def script(writer: PdfWriter) -> None:
    told = DictionaryObject({name("S"): name("JavaScript"), name("JS"): TextStringObject("app.alert('planted')")})
    names = DictionaryObject({name("Names"): ArrayObject([TextStringObject("planted"), told])})
    writer.root_object[name("Names")] = DictionaryObject({name("JavaScript"): names})


def attached(writer: PdfWriter) -> None:
    writer.add_attachment("planted.txt", b"planted")


def open_action(writer: PdfWriter) -> None:
    writer.root_object[name("AA")] = DictionaryObject({name("WC"): DictionaryObject()})


RGB, CMYK, GRAY = name("DeviceRGB"), name("DeviceCMYK"), name("DeviceGray")
GROUP = DictionaryObject({name("S"): name("Transparency")})
ALL = tuple(STANDARDS)
FLAT = ("x1a:2001", "x1a:2003")

# By rule: in which files, what is planted.
PLANTED: list[tuple[str, tuple[str, ...], Change]] = [
    ("x-name", ("x4",), xmp(r"<pdfxid:.*?</pdfxid:GTS_PDFXVersion>", "")),
    ("x-name", ("x1a:2001",), info("GTS_PDFXConformance", "PDF/X-1:2001")),
    ("x-name", ("x1a:2001",), info("GTS_PDFXConformance", None)),
    ("x-title", ("x4",), xmp(r"<dc:title>.*?</dc:title>", "")),
    ("x-title", FLAT, info("Title", None)),
    ("x-title", FLAT, info("Title", " ")),
    ("x-dates", ("x4",), xmp(r"<xmp:ModifyDate>.*?</xmp:ModifyDate>", "")),
    ("x-dates", FLAT, info("ModDate", None)),
    (
        "x-trapped",
        ("x4",),
        both(xmp(r"<pdf:Trapped>False</pdf:Trapped>", "<pdf:Trapped>Unknown</pdf:Trapped>"), info("Trapped", "Unknown")),
    ),
    ("x-trapped", FLAT, both(xmp(r"<pdf:Trapped>False</pdf:Trapped>", ""), info("Trapped", None))),
    ("x-metadata", ("x4",), without("Metadata")),
    ("x-metadata", ("x4",), xmp(r".*", "not XMP")),
    ("x-metadata", ("x4",), xmp(r"<xmpMM:DocumentID>.*?</xmpMM:DocumentID>", "")),
    ("x-metadata", ("x4",), xmp(r"<\?xpacket begin", '<!DOCTYPE x [<!ENTITY a "b">]><?xpacket begin')),
    ("x-agreement", ALL, info("Title", "another")),
    ("x-agreement", ALL, info("CreationDate", "D:20240101000000+00'00'")),
    ("x-intent", ALL, without("OutputIntents")),
    ("x-intent", ALL, intent(S=name("GTS_PDFA1"))),
    ("x-intent", ALL, intent(OutputConditionIdentifier=None)),
    ("x-intent", ALL, intent(DestOutputProfile=None)),
    ("x-intent", ALL, intent(Info=None)),
    ("x-profile", ALL, intent(DestOutputProfile=profile("screen", 3))),
    ("x-profile", ALL, intent(DestOutputProfile=profile(b"nothing", 4))),
    ("x-profile", ALL, intent(DestOutputProfile=profile("newsprint", 3))),
    ("x-actions", ALL, script),
    ("x-actions", ALL, open_action),
    ("x-actions", FLAT, root("OpenAction", DictionaryObject({name("S"): name("Named")}))),
    ("x-layers", FLAT, layers),
    ("x-files", FLAT, attached),
    ("x-boxes", ALL, box("TrimBox", None)),
    ("x-boxes", ALL, box("ArtBox", [10, 10, 100, 100])),
    ("x-boxes", ALL, box("BleedBox", [20, 20, 200, 200])),
    ("x-boxes", ALL, box("MediaBox", [0, 0, 700, 500])),
    ("x-fonts", ALL, font_outside),
    ("x-colours", ALL, painting("1 0 0 rg 100 100 10 10 re f")),
    ("x-colours", ALL, painting("1 0 0 RG 100 100 10 10 re S")),
    ("x-colours", ALL, image(RGB, bytes(12))),
    ("x-colours", FLAT, image(lab(), bytes(12))),
    ("x-colours", ALL, intent(DestOutputProfile=profile("newsprint-grey", 1))),
    ("x-transparency", FLAT, state(ca=FloatObject("0.5"))),
    ("x-transparency", FLAT, state(CA=FloatObject("0.5"))),
    ("x-transparency", FLAT, state(BM=name("Multiply"))),
    ("x-transparency", FLAT, state(BM=ArrayObject([name("Multiply"), name("Normal")]))),
    ("x-transparency", FLAT, state(SMask=DictionaryObject({name("S"): name("Luminosity")}))),
    ("x-transparency", FLAT, form(Group=GROUP)),
    ("x-transparency", FLAT, image(CMYK, bytes(16), SMask=stream(bytes(4), Subtype=name("Image")))),
    ("x-annotations", ALL, note(200, 200)),
    ("x-forbidden", ALL, state(TR=name("Identity"))),
    ("x-forbidden", ALL, state(TR2=name("Identity"))),
    ("x-forbidden", ALL, state(HTP=ArrayObject([NumberObject(0), NumberObject(0)]))),
    ("x-forbidden", ALL, state(HT=DictionaryObject({name("HalftoneType"): NumberObject(6)}))),
    ("x-forbidden", ALL, state(BG=name("Identity"))),
    ("x-forbidden", ALL, form(OPI=DictionaryObject())),
    ("x-forbidden", ALL, form(Ref=DictionaryObject())),
    ("x-forbidden", ALL, form(Subtype=name("PS"))),
    ("x-forbidden", ALL, form(Subtype2=name("PS"))),
    ("x-forbidden", ALL, image(CMYK, bytes(16), Alternates=ArrayObject())),
    ("x-coding", ALL, image(GRAY, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", coding="LZWDecode")),
    ("x-coding", FLAT, image(GRAY, bytes(8), bits=16)),
    ("x-coding", FLAT, image(GRAY, b"nothing", coding="JPXDecode")),
    ("x-coding", ("x1a:2001",), image(GRAY, b"nothing", bits=1, coding="JBIG2Decode")),
]


@pytest.mark.parametrize("which", ALL)
def test_our_own_files_break_no_rule_of_theirs(which: str, files: dict[str, bytes]) -> None:
    told = judgement(files[which])
    assert [item for item in told.findings if item.rule.startswith("x-")] == []
    assert {rule for rule in told.rules if rule.startswith("x-")}


@pytest.mark.parametrize("which", ALL)
def test_written_anew_they_break_none(which: str, files: dict[str, bytes]) -> None:
    """So that what is named below is what was planted."""
    assert {rule for rule in found(rewritten(files[which], lambda _: None)) if rule.startswith("x-")} == set()


PLANTED_APART = {  #: by tests of their own, below
    "x-version": "test_a_later_version_is_named",
    "x-id": "test_a_file_without_an_identifier_is_named",
    "x-encryption": "test_an_encrypted_file_is_named",
    "x-streams": "test_compressed_objects_are_named_in_x1a",
}
CASES = [(id_, which, change) for id_, kinds, change in PLANTED for which in kinds]


@pytest.mark.parametrize(
    ("id_", "which", "change"), CASES, ids=[f"{number}-{case[0]}-{case[1]}" for number, case in enumerate(CASES)]
)
def test_what_is_planted_is_named(id_: str, which: str, change: Change, files: dict[str, bytes]) -> None:
    told = found(rewritten(files[which], change))
    assert id_ in told
    beside = {rule for rule in told if rule.startswith("x-")} - {id_}
    # A file whose intent is gone says nothing of its colours either; one that lost its XMP lost what it says of itself.
    assert beside <= {
        "x-colours",
        "x-intent",
        "x-name",
        "x-title",
        "x-dates",
        "x-trapped",
        "x-metadata",
        "x-agreement",
        "x-fonts",
        "x-profile",
    }


@pytest.mark.parametrize("which", ALL)
def test_a_later_version_is_named(which: str, files: dict[str, bytes]) -> None:
    assert "x-version" in found(b"%PDF-1.7" + files[which][8:])
    if which != "x4":
        assert "x-version" in found(b"%PDF-1.5" + files[which][8:])


@pytest.mark.parametrize("which", ALL)
def test_a_file_without_an_identifier_is_named(which: str, files: dict[str, bytes]) -> None:
    assert "x-id" in found(files[which].replace(b"/ID ", b"/Ix ", 1).replace(b"/ID\n", b"/Ix\n", 1))


@pytest.mark.parametrize("which", ALL)
def test_an_encrypted_file_is_named(which: str, files: dict[str, bytes]) -> None:
    def locked(writer: PdfWriter) -> None:
        writer.encrypt("", "owner", algorithm="RC4-128")

    assert "x-encryption" in found(rewritten(files[which], locked))


@pytest.mark.parametrize("which", FLAT)
def test_compressed_objects_are_named_in_x1a(which: str, files: dict[str, bytes], tmp_path: Path) -> None:
    import subprocess

    from tests.support import needs_tool

    (tmp_path / "in.pdf").write_bytes(files[which])
    command = [needs_tool("qpdf"), "--object-streams=generate", "in.pdf", "out.pdf"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert "x-streams" in found((tmp_path / "out.pdf").read_bytes())


def test_every_rule_is_broken_by_some_test() -> None:
    tested = {case[0] for case in CASES} | set(PLANTED_APART)
    assert {id_ for id_ in RULES if id_.startswith("x-")} == tested


def test_a_note_outside_the_bleed_may_stay(files: dict[str, bytes]) -> None:
    beside = both(box("MediaBox", [-100, 0, 760, 590]), note(-60, 100))
    assert "x-annotations" not in found(rewritten(files["x4"], beside))


def test_a_colour_with_a_profile_may_stand_in_x4(files: dict[str, bytes]) -> None:
    def based(writer: PdfWriter) -> None:
        space = ArrayObject([name("ICCBased"), profile("screen", 3)(writer)])
        image(space, bytes(12), shown=1)(writer)

    told = rewritten(files["x4"], based)
    assert "x-colours" not in found(told)
    assert "rgb" in found(told)
    assert "x-colours" in found(rewritten(files["x1a:2003"], based))


def test_a_file_that_names_no_standard_is_judged_by_none(files: dict[str, bytes]) -> None:
    plain = rewritten(files["x4"], both(without("Metadata"), info("GTS_PDFXVersion", None)))
    told = judgement(plain)
    assert told.name == "any"
    assert not [rule for rule in told.rules if rule.startswith("x-")]
    assert "standard" in {item.rule for item in told.findings}
