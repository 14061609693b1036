"""What newspapers ask: each rule broken and named, and what is right left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, TextStringObject

from banmian.cli.main import main
from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Standard
from banmian.press.preflight.rules.rule import RULES, Finding
from banmian.spec.files.diagnostics import PageError
from banmian.spec.house import house_names, load_house
from banmian.spec.types.house import HouseSpec, Severity
from banmian.spec.types.units import Length
from tests.press.preflight.planted import (
    SEPARATION,
    YES,
    Change,
    both,
    box,
    font_outside,
    found,
    image,
    info,
    judgement,
    name,
    painting,
    resources,
    rewritten,
    without,
    xmp,
)
from tests.support import ROOT, compose_file

HOUSE = load_house("daily-240")
PAGE = """
page: {trim: 100mm x 100mm, margins: 10mm, bleed: 3mm, colour: newsprint}
content: {stories: {a: {lead: 山东省第九批援疆干部人才进疆以来。}}}
frames: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 4}, flow: a.lead}]
"""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("clean") / "page.yaml"
    path.write_text(PAGE, encoding="utf-8")
    return pdf_bytes(compose_file(path), standard=Standard.X4)


def type_of(size: float, colour: str, ground: str = "") -> Change:
    """Letters of the page's own font."""

    def change(writer: PdfWriter) -> None:
        (font,) = resources(writer, "Font")
        painting(f"{ground} BT {colour} {font} {size} Tf 60 60 Td <00010002> Tj ET")(writer)

    return change


def over(mode: int, colour: str, what: str) -> Change:
    def change(writer: PdfWriter) -> None:
        told = DictionaryObject({name("op"): YES, name("OP"): YES, name("OPM"): NumberObject(mode)})
        resources(writer, "ExtGState")[name("Planted")] = told
        (font,) = resources(writer, "Font")
        painted = {"path": "60 60 20 20 re f", "type": f"BT {font} 10 Tf 60 60 Td <0001> Tj ET"}[what]
        painting(f"/Planted gs {colour} {painted}")(writer)

    return change


def spot(writer: PdfWriter) -> None:
    resources(writer, "ColorSpace")[name("Planted")] = SEPARATION
    painting("/Planted cs 1 scn 60 60 20 20 re f")(writer)


def layers(writer: PdfWriter) -> None:
    group = writer._add_object(DictionaryObject({name("Type"): name("OCG"), name("Name"): TextStringObject("layer")}))
    writer.root_object[name("OCProperties")] = DictionaryObject({name("OCGs"): ArrayObject([group])})


def turned(writer: PdfWriter) -> None:
    writer.pages[0][name("Rotate")] = NumberObject(90)


def knocked(writer: PdfWriter) -> None:
    for state in resources(writer, "ExtGState").values():
        for key in ("/op", "/OP"):
            state.get_object()[name(key[1:])] = name("false")
    states = resources(writer, "ExtGState")
    states[name("gOver")] = DictionaryObject({name("OPM"): NumberObject(1)})


BITS = bytes(2 * 16)
PLANTED: list[tuple[str, Change]] = [
    ("fonts", both(without("Metadata"), info("GTS_PDFXVersion", None), font_outside)),
    ("picture-resolution", image(name("DeviceCMYK"), bytes(16), shown=2)),
    ("picture-resolution", image(name("DeviceGray"), BITS, bits=1, shown=4, size=(16, 16))),
    ("rgb", painting("1 0 0 rg 60 60 20 20 re f")),
    ("rgb", image(name("DeviceRGB"), bytes(12), shown=0.5)),
    ("spots", spot),
    ("layers", layers),
    ("smallest-type", type_of(5.5, "0 0 0 1 k")),
    ("colour-type", type_of(9, "0.5 0.5 0 0 k")),
    ("colour-type", type_of(9, "0.5 0 0 1 k")),
    ("tint-type", type_of(7.5, "0 0 0 .5 k")),
    ("white-type", type_of(9, "0 0 0 0 k", "1 1 0 0 k 50 50 80 40 re f")),
    ("thin-lines", painting("0 0 0 1 K .1 w 50 50 m 90 50 l S")),
    ("thin-lines", painting("1 1 0 0 K 1.2 w 50 50 m 90 50 l S")),
    ("thin-lines", painting("1 1 0 0 k 50 50 40 .8 re f")),
    ("white-overprint", over(1, "0 0 0 0 k", "path")),
    ("white-overprint", over(1, "0 0 0 0 k", "type")),
    ("black-overprint", knocked),
    ("trim", box("TrimBox", None)),
    ("turned", turned),
    ("standard", both(without("Metadata"), info("GTS_PDFXVersion", None))),
]
RIGHT: list[tuple[str, Change]] = [
    ("picture-resolution", image(name("DeviceCMYK"), bytes(16), shown=0.6)),
    ("picture-resolution", image(name("DeviceGray"), BITS, bits=1, shown=1.8, size=(16, 16))),
    ("smallest-type", type_of(6, "0 0 0 1 k")),
    ("colour-type", type_of(10, "0.5 0.5 0 0 k")),
    ("colour-type", type_of(9, "0 0 0 1 k")),
    ("colour-type", type_of(9, "1 0 0 0 k")),
    ("tint-type", type_of(8, "0 0 0 .5 k")),
    ("tint-type", type_of(7, "0 0 0 1 k")),
    ("white-type", type_of(10, "0 0 0 0 k", "1 1 0 0 k 50 50 80 40 re f")),
    ("white-type", type_of(9, "0 0 0 0 k", "0 0 0 1 k 50 50 80 40 re f")),
    ("white-type", type_of(9, "0 0 0 0 k", "1 1 0 0 k 50 50 80 40 re f 0 0 0 .2 k 50 50 80 40 re f")),
    ("thin-lines", painting("0 0 0 1 K .25 w 50 50 m 90 50 l S")),
    ("thin-lines", painting("1 1 0 0 K 1.5 w 50 50 m 90 50 l S")),
    ("white-overprint", over(0, "0 0 0 0 k", "path")),
    ("white-overprint", over(1, "0 0 0 1 k", "path")),
    ("rgb", painting("1 0 0 0 k 60 60 20 20 re f")),
]


def test_a_clean_page_has_nothing_to_mend(clean: bytes) -> None:
    assert judgement(clean, HOUSE, ink=True).findings == ()
    assert found(rewritten(clean, lambda _: None), HOUSE) == set()


@pytest.mark.parametrize(("id_", "change"), PLANTED, ids=[f"{number}-{id_}" for number, (id_, _) in enumerate(PLANTED)])
def test_what_is_planted_is_named(id_: str, change: Change, clean: bytes) -> None:
    assert id_ in found(rewritten(clean, change), HOUSE)


@pytest.mark.parametrize(("id_", "change"), RIGHT, ids=[f"{number}-{id_}" for number, (id_, _) in enumerate(RIGHT)])
def test_what_is_right_is_not_named(id_: str, change: Change, clean: bytes) -> None:
    assert id_ not in found(rewritten(clean, change), HOUSE)


def test_ink_over_the_limit_is_named_with_its_place_and_share(clean: bytes) -> None:
    heavy = rewritten(clean, painting("1 1 1 .5 k 50 50 60 60 re f"))
    (finding,) = [item for item in judgement(heavy, HOUSE, ink=True).findings if item.rule == "ink"]
    assert finding.message.startswith("350% of ink at ")
    assert finding.box is not None
    page = 100 * 72 / 25.4
    assert 50 - 9 < finding.box[0] + 3 < 110
    assert page - 110 < finding.box[1] + 3 < page - 30
    share = float(finding.message.split("; ")[1].split("%")[0])
    assert share == pytest.approx(100 * 60 * 60 / (page + 2 * 3 * 72 / 25.4) ** 2, abs=0.1)
    assert "ink" not in {item.rule for item in judgement(heavy, changed(ink=None), ink=True).findings}


def test_overprint_counts_in_the_ink(clean: bytes) -> None:
    under = painting("1 1 0 0 k 50 50 60 60 re f")
    assert "ink" in found(rewritten(clean, both(under, over(1, "0 0 .5 0 k", "path"))), HOUSE, ink=True)
    assert "ink" not in found(rewritten(clean, both(under, painting("0 0 .5 0 k 60 60 20 20 re f"))), HOUSE, ink=True)


def changed(**said: Any) -> HouseSpec:
    return msgspec.structs.replace(HOUSE, **said)


def test_bleed_is_named_where_it_is_asked_for(clean: bytes) -> None:
    assert "bleed" not in found(clean, HOUSE)
    assert "bleed" not in found(clean, changed(bleed=Length(3, "mm")))
    assert "bleed" in found(clean, changed(bleed=Length(5, "mm")))


def test_an_intent_that_a_house_does_not_know_is_named(clean: bytes) -> None:
    assert "intent-name" in found(clean, changed(intents=("ISOnewspaper26v4",)))
    assert "intent-name" not in found(clean, changed(intents=("ISOnewspaper26v4", "Newsprint 26 percent")))


def test_a_house_says_how_a_rule_counts(clean: bytes) -> None:
    red = rewritten(clean, painting("1 0 0 rg 60 60 20 20 re f"))

    def severity(**rules: Severity) -> list[Severity]:
        house = changed(rules=rules)
        return [item.severity for item in judgement(red, house).findings if item.rule == "rgb"]

    assert severity() == [Severity.ERROR]
    assert severity(rgb=Severity.WARNING) == [Severity.WARNING]
    assert severity(rgb=Severity.OFF) == []


def test_spots_and_layers_are_allowed_where_a_house_takes_them(clean: bytes) -> None:
    house = changed(spots=True, layers=True)
    assert not {"spots", "layers"} & found(rewritten(clean, both(spot, layers)), house)


def test_every_rule_is_broken_by_some_test() -> None:
    tested = {id_ for id_, _ in PLANTED} | {"ink", "bleed", "intent-name", "readable", "standard"}
    assert {id_ for id_ in RULES if not id_.startswith(("x-", "a-", "ua-"))} <= tested


def test_a_page_that_cannot_be_taken_apart_is_told(clean: bytes) -> None:
    broken = rewritten(clean, both(painting("/Missing cs 1 scn 0 0 9 9 re f")))
    findings: list[Finding] = [item for item in judgement(broken, HOUSE).findings if item.rule == "readable"]
    assert findings
    assert "it has no colour space Missing" in findings[0].message


@pytest.mark.parametrize("house", house_names())
def test_the_special_page_is_taken_by_every_house(house: str) -> None:
    assert main(["preflight", str(ROOT / "layout" / "special-page" / "print.yaml"), "--house", house, "-q"]) == 0


# Houses and the command


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nink: 240\ncolour_type: 2em\n", "colour_type is measured in type"),
        ("name: x\nstandard: pdf/x-5\n", "'pdf/x-5' is not one of any, pdf/x-4"),
        ("names: x\n", "unknown key names"),
        ("- x\n", "a house is keys and values"),
        ("name: x\nrules: {rgb: maybe}\n", "'maybe' is not one of error, warning, off"),
    ],
)
def test_a_faulty_house_says_where(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r".") as caught:
        load_house(str(path))
    told = "\n".join(item.render() for item in caught.value.diagnostics)
    assert message in told
    assert "house.yaml:" in told


def test_an_unknown_house_is_told_with_those_there_are() -> None:
    with pytest.raises(PageError, match="there is no house daily-24"):
        load_house("daily-24")


def test_the_command(clean: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clean.pdf").write_bytes(clean)
    Path("red.pdf").write_bytes(rewritten(clean, painting("1 0 0 rg 60 60 20 20 re f 1 1 1 .9 k 90 90 20 20 re f")))
    assert main(["preflight", "clean.pdf"]) == 0
    told = capsys.readouterr().out
    assert "clean.pdf: nothing to mend (A daily, 240 %; pdf/x-4)" in told
    assert ", 0.00% over 240%; covers" in told
    assert "page 1: media 106.0 x 106.0 mm, bleed 106.0 x 106.0 mm, trim 100.0 x 100.0 mm" in told.replace(
        "crop 106.0 x 106.0 mm, ", ""
    )
    assert "page 1: type in black" in told
    assert main(["preflight", "clean.pdf", "red.pdf", "--json", "found.json"]) == 1
    assert "error    rgb                 page 1: something drawn in RGB" in capsys.readouterr().out
    first, second = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert (first["errors"], first["findings"]) == (0, [])
    assert {item["rule"] for item in second["findings"]} >= {"rgb", "ink", "x-colours"}
    assert all(item["asks"] and item["source"] for item in second["findings"])
    assert second["facts"]["pages"][0]["ink"]["most"] > 3.8
    assert main(["preflight", "red.pdf", "--html", "red.html", "-q"]) == 1
    html = Path("red.html").read_text(encoding="utf-8")
    assert html.count("data:image/png;base64,") == 2
    assert "something drawn in RGB" in html
    assert "http" not in html.replace("http://www.w3.org", "")


def test_each_picture_is_told_with_its_resolution(clean: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(rewritten(clean, image(name("DeviceCMYK"), bytes(16), shown=0.6)))
    main(["preflight", str(path)])
    told = capsys.readouterr().out
    assert "1, the coarsest of 240 ppi" in told
    assert "2 x 2, 240 ppi, DeviceCMYK, 8 bits" in told


def test_warnings_fail_where_they_are_to(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(rewritten(clean, painting("0 0 0 1 K .1 w 50 50 m 90 50 l S")))
    assert main(["preflight", str(path), "-q"]) == 0
    assert main(["preflight", str(path), "-q", "--strict"]) == 1


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", "--rules"]) == 0
    told = capsys.readouterr().out
    assert all(id_ in told for id_ in RULES)
    assert "ISO 15930" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "there is no file to look at"),
        (["missing.pdf"], "missing.pdf cannot be read"),
        (["broken.pdf"], "broken.pdf cannot be read: it is damaged"),
        (["broken.pdf", "other.pdf", "--html", "x.html"], "--html is of one file"),
        (["broken.pdf", "--house", "nobody"], "there is no house nobody"),
    ],
)
def test_the_command_says_what_is_wrong(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert main(["preflight", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_title_may_say_less_than_all(clean: bytes) -> None:
    assert "x-title" in found(rewritten(clean, xmp(r"<dc:title>.*?</dc:title>", "")), HOUSE)
