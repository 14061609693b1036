"""What photographs say of themselves: by XMP, IPTC, EXIF; offered to the content, and kept out of the PDF unless asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from banmian.page.makepage import make_pages
from banmian.pictures.photos.said import Said, said_by, xmp_of
from banmian.pictures.photos.source import look_at
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from tests.pictures.photo_support import page_file, pdf_of, photograph
from tests.pictures.test_jpeg import segment

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="新华社">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Snow in Jinan</rdf:li><rdf:li xml:lang="zh-CN">济南降雪</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>张三</rdf:li><rdf:li>李四</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 新华社</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def dataset(number: int, text: bytes, record: int = 2) -> bytes:
    return bytes((0x1C, record, number)) + len(text).to_bytes(2, "big") + text


def iptc(coding: str, marked: bool) -> bytes:
    texts = {120: "街头的雪\r\n第二行", 80: "王五", 110: "大众日报", 116: "大众报业"}
    return (dataset(90, b"\x1b%G", 1) if marked else b"") + b"".join(
        dataset(key, text.encode(coding)) for key, text in texts.items()
    )


def resource(data: bytes) -> bytes:
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data + bytes(len(data) % 2)


def jpeg(folder: Path, *segments: bytes, exif: Image.Exif | None = None) -> Path:
    path = folder / "photo.jpg"
    photograph("RGB").save(path, exif=exif or Image.Exif())
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"".join(segments) + data[2:])
    return path


def said(path: Path) -> Said:
    return said_by(look_at(str(path)))


def test_xmp_in_chinese_comes_first(tmp_path: Path) -> None:
    path = jpeg(tmp_path, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), segment(0xED, resource(iptc("utf-8", True))))
    assert said(path) == Said("济南降雪", "新华社 张三、李四", "© 新华社")


@pytest.mark.parametrize(("coding", "marked"), [("utf-8", True), ("utf-8", False), ("gb18030", False)])
def test_iptc_in_the_codings_of_chinese_agencies(coding: str, marked: bool, tmp_path: Path) -> None:
    assert said(jpeg(tmp_path, segment(0xED, resource(iptc(coding, marked))))) == Said(
        "街头的雪 第二行", "大众日报 王五", "大众报业"
    )


def test_exif_is_asked_last(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "A street", "Wang", "Dazhong"
    assert said(jpeg(tmp_path, exif=exif)) == Said("A street", "Wang", "Dazhong")


def test_a_png_and_a_tiff_say_it_too(tmp_path: Path) -> None:
    photograph("RGB").save(tmp_path / "a.webp", xmp=XMP)
    photograph("RGB").save(tmp_path / "a.tif", tiffinfo={700: XMP})
    assert said(tmp_path / "a.webp").caption == said(tmp_path / "a.tif").caption == "济南降雪"


@pytest.mark.parametrize("xmp", [XMP[:200], b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>", b"\xff\xfe\x00", b"<x/>"])
def test_broken_xmp_says_nothing(xmp: bytes, tmp_path: Path) -> None:
    path = jpeg(tmp_path, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    assert said(path) == Said()
    assert xmp_of(look_at(str(path))) in (None, xmp if xmp == b"<x/>" else None)


def page_text(path: Path, photo: str) -> tuple[str, list[str]]:
    page = page_file(path, (120, 72))
    page.write_text(page.read_text(encoding="utf-8").replace(f"file: {path.name}", f"file: {path.name}, {photo}"), encoding="utf-8")
    report = Report()
    composed = make_pages(make_plan(load_page(page, report), report), report)[0]
    return "".join(line.text for line in composed.lines), [item.message for item in report.warnings if "ppi" not in item.message]


def test_captions_come_from_the_picture_where_the_content_asks(tmp_path: Path) -> None:
    path = jpeg(tmp_path, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP))
    text, warnings = page_text(path, "caption: from-picture, credit: from-picture, rights: 版权所有")
    assert text.replace("\u3000", "|") == "济南降雪|新华社 张三、李四|版权所有"
    assert not warnings


def test_a_picture_that_says_nothing_is_told(tmp_path: Path) -> None:
    text, warnings = page_text(jpeg(tmp_path), "caption: from-picture, credit: 张三 摄")
    assert text == "张三 摄"
    assert warnings == ["the photograph a says nothing of its caption"]


def test_what_is_said_is_plain_text(tmp_path: Path) -> None:
    marked = XMP.replace("济南降雪".encode(), "[雪]{.dots}".encode())
    text, _ = page_text(jpeg(tmp_path, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + marked)), "caption: from-picture")
    assert text == "[雪]{.dots}"


def test_nothing_of_it_goes_into_the_pdf_unless_asked(tmp_path: Path) -> None:
    path = jpeg(tmp_path, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), segment(0xED, resource(iptc("utf-8", True))))
    assert b"xpacket" not in pdf_of(page_file(path, (120, 72)))
    kept = pdf_of(page_file(path, (120, 72), page="pictures: {data: keep, ppi: as-is}"))
    assert kept.count(b"xpacket begin") == 2  # in the JPEG's own data, and as the image's metadata
    assert b"/Metadata" in kept
    photograph("RGB").save(tmp_path / "a.webp", xmp=XMP)
    assert b"/Metadata" in pdf_of(page_file(tmp_path / "a.webp", (120, 72), page="pictures: {data: keep}"))
