"""Press files say what they are: intent, version, title, trapping, boxes (ISO 15930-1, -4, -7)."""

from __future__ import annotations

import io
import re
import subprocess
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from banmian.colour.condition import newsprint
from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import PRESS, Standard
from banmian.page.composed import ComposedPage
from tests.output.press_support import press_page
from tests.support import needs_tool

NAMES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ComposedPage:
    return press_page(tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module", params=PRESS, ids=lambda item: item.value)
def made(request: pytest.FixtureRequest, page: ComposedPage) -> tuple[Standard, bytes]:
    return request.param, pdf_bytes(page, standard=request.param)


def root(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data)).trailer["/Root"]


def test_the_header_is_of_the_standards_version(made: tuple[Standard, bytes]) -> None:
    versions = {Standard.X4: b"%PDF-1.6", Standard.X1A_2001: b"%PDF-1.3", Standard.X1A_2003: b"%PDF-1.4"}
    assert made[1].startswith(versions[made[0]])


def test_the_information_names_the_standard(made: tuple[Standard, bytes]) -> None:
    info: Any = PdfReader(io.BytesIO(made[1])).metadata
    told = {
        Standard.X4: ("PDF/X-4", None),
        Standard.X1A_2001: ("PDF/X-1:2001", "PDF/X-1a:2001"),
        Standard.X1A_2003: ("PDF/X-1a:2003", None),
    }[made[0]]
    assert (info.get("/GTS_PDFXVersion"), info.get("/GTS_PDFXConformance")) == told
    assert info["/Trapped"] == "/False"
    for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        assert info[key]


def test_the_output_intent_holds_the_profile(made: tuple[Standard, bytes]) -> None:
    (intent,) = root(made[1])["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFX"
    profile = newsprint().profile
    assert intent["/OutputConditionIdentifier"] == intent["/Info"] == profile.name
    stream = intent["/DestOutputProfile"].get_object()
    assert stream["/N"] == 4
    assert zlib.decompress(stream._data) == profile.data


def test_the_metadata_say_the_same(made: tuple[Standard, bytes]) -> None:
    stream = root(made[1])["/Metadata"]
    assert "/Filter" not in stream
    (told,) = ElementTree.fromstring(stream.get_data().decode("utf-8").split("?>", 1)[1].rsplit("<?", 1)[0]).iter(
        f"{{{NAMES['rdf']}}}Description"
    )
    info: Any = PdfReader(io.BytesIO(made[1])).metadata
    assert told.findtext("pdfxid:GTS_PDFXVersion", namespaces=NAMES) == info["/GTS_PDFXVersion"]
    assert told.findtext("dc:title/rdf:Alt/rdf:li", namespaces=NAMES) == info["/Title"] == "专色红金大字标题"
    assert told.findtext("pdf:Trapped", namespaces=NAMES) == "False"
    assert told.findtext("pdf:Producer", namespaces=NAMES) == info["/Producer"]
    assert told.findtext("xmp:CreatorTool", namespaces=NAMES) == info["/Creator"]
    digits = re.sub(r"\D", "", told.findtext("xmp:CreateDate", "", NAMES))[:14]
    assert info["/CreationDate"][2:16] == digits
    for key in ("xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        assert told.findtext(key, namespaces=NAMES)


def test_the_boxes_lie_within_one_another(made: tuple[Standard, bytes], page: ComposedPage) -> None:
    sheet: Any = PdfReader(io.BytesIO(made[1])).pages[0]
    assert "/ArtBox" not in sheet
    trim = [float(value) for value in sheet["/TrimBox"]]
    assert trim == pytest.approx([page.bleed, page.bleed, page.bleed + page.trim[0], page.bleed + page.trim[1]], abs=0.01)
    assert [float(value) for value in sheet["/BleedBox"]] == pytest.approx([float(value) for value in sheet.mediabox], abs=0.01)


def test_every_font_is_embedded(made: tuple[Standard, bytes]) -> None:
    sheet: Any = PdfReader(io.BytesIO(made[1])).pages[0]
    for font in sheet["/Resources"]["/Font"].values():
        (child,) = font.get_object()["/DescendantFonts"]
        assert set(child.get_object()["/FontDescriptor"]) & {"/FontFile2", "/FontFile3"}


def test_other_programs_find_nothing_wrong(made: tuple[Standard, bytes], tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(made[1])
    subprocess.run([needs_tool("qpdf"), "--check", str(path)], check=True, capture_output=True)
    told = subprocess.run([needs_tool("pdfinfo"), str(path)], check=True, capture_output=True, text=True).stdout
    subtype = {Standard.X4: "PDF/X-4", Standard.X1A_2001: "PDF/X-1:2001", Standard.X1A_2003: "PDF/X-1a:2003"}[made[0]]
    assert f"PDF subtype:     {subtype}" in re.sub(r" +", " ", told).replace("PDF subtype: ", "PDF subtype:     ")


def test_a_press_page_without_a_standard_has_an_art_box(page: ComposedPage) -> None:
    sheet: Any = PdfReader(io.BytesIO(pdf_bytes(page))).pages[0]
    area = page.grid.area
    bottom = page.bleed + page.trim[1] - area.bottom
    found = [float(value) for value in sheet["/ArtBox"]]
    assert found[:2] == pytest.approx([area.x + page.bleed, bottom], abs=0.01)
    assert "/OutputIntents" not in root(pdf_bytes(page))
