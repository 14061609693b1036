"""A file that does not tell its characters is read all the same: by its own code maps, by glyph names, at last by shape."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable

import pytest
from pdfminer.pdfinterp import PDFResourceManager
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from banmian.fonts.face import Face, open_face
from banmian.reading.fonts.fontfile import Letter
from banmian.reading.fonts.letterforms import Ink, flattened, ink_of, named_by_shape
from banmian.reading.fonts.told import told_by_name
from banmian.reading.interpret import Reader
from banmian.reading.pdf import ReadPdf, read_pdf
from banmian.spec.catalogue import FaceRecord
from tests.recover.support import made
from tests.support import ROOT

WORDS = "1月5日清晨，济南市民推开窗户，发现屋顶和树梢都白了：“好大的雪！”环卫工人凌晨四点上路撒盐，日月目白自己已一二三。"
PAGE = f"""\
page: {{trim: 200mm x 150mm, margins: 10mm, grid: {{columns: 2, gutter: 2em, size: 10pt, leading: 15pt}}}}
content: {{stories: {{snow: {{text: {WORDS}}}}}}}
frames:
  - {{id: left, at: {{column: 1, line: 5}}, size: {{columns: 1, lines: 6}}, flow: snow}}
"""
SERIF = "NotoSerifSC-Regular.otf"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a page of one face."""
    path = tmp_path_factory.mktemp("unnamed") / "page.yaml"
    path.write_text(PAGE, encoding="utf-8")
    return made(path)


def changed(pdf: bytes, change: Callable[[DictionaryObject], None], **maps: bytes) -> bytes:
    """The file with every font dictionary changed; *maps* are put into it as code maps, by their key."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        change(font.get_object())
        for key, data in maps.items():
            stream = StreamObject()
            stream.set_data(data)
            stream[NameObject("/CMapName")] = NameObject("/Own")
            font.get_object()[NameObject(f"/{key}")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def without_characters(font: DictionaryObject) -> None:
    font.pop("/ToUnicode", None)


def text_of(found: ReadPdf) -> str:
    return "".join(line.text for line in found.tree.pages[0].lines)


def read(pdf: bytes) -> ReadPdf:
    return read_pdf(pdf, raw=True)


def test_letters_are_known_by_their_shape(page: bytes) -> None:
    found = read(changed(page, without_characters))
    assert text_of(found) == text_of(read(page)) == WORDS
    assert len(found.guesses) == len(set(WORDS))
    assert {guess.text for guess in found.guesses} == set(WORDS)
    assert sum(guess.count for guess in found.guesses) == len(WORDS)
    assert min(guess.likeness for guess in found.guesses) > 0.97


def test_a_file_that_tells_its_characters_is_believed(page: bytes) -> None:
    assert read(page).guesses == ()


def test_a_comparison_takes_nothing_by_its_shape(page: bytes) -> None:
    found = read_pdf(changed(page, without_characters))
    assert found.guesses == ()
    assert set(text_of(found)) == {"\ufffd"}


@pytest.mark.parametrize("stream", [
    b"begincmap 1 begincidrange <0000> <ffff> 0 endcidrange endcmap",
    b"begincmap " + b"".join(b"1 begincidchar <%04x> %d endcidchar " % (at, at) for at in range(30000)) + b"endcmap",
], ids=["ranges", "single codes"])  # fmt: skip
def test_a_code_map_of_the_file_s_own_is_read(page: bytes, stream: bytes) -> None:
    assert text_of(read(changed(page, lambda font: None, Encoding=b"/CMapName /Own def " + stream))) == WORDS


@pytest.mark.parametrize(("told", "text"), [("\uffff", "\ufffd"), ("\ufdd0", "\ufffd"), ("a\x07", "a\ufffd"), ("\u96ea", "\u96ea")])
def test_a_map_to_what_is_no_character_tells_nothing(told: str, text: str) -> None:
    class Font:
        def to_unichr(self, cid: int) -> str:
            return told

    assert Reader(PDFResourceManager()).text(Font(), 1) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("bomb", [
    b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange",
    b"99 beginbfrange " + b"<0000> <ffff> <0000> " * 99 + b"endbfrange",
    b"1 begincidrange <00000000> <ffffffff> 0 endcidrange",
], ids=["one range", "many ranges", "of CIDs"])  # fmt: skip
def test_a_map_of_more_codes_than_a_font_has_is_not_unfolded(page: bytes, bomb: bytes) -> None:
    assert text_of(read(changed(page, lambda font: None, ToUnicode=bomb))) == WORDS  # by shape


@pytest.mark.parametrize(("face", "encoding", "codec"), [
    ("STSong-Light", "GBK-EUC-H", "gbk"), ("STSong-Light", "GB-EUC-H", "gb2312"), ("STSong-Light", "UniGB-UCS2-H", "utf-16-be"),
    ("MSung-Light", "ETen-B5-H", "big5"), ("MSung-Light", "UniCNS-UCS2-H", "utf-16-be"),
    ("HeiseiMin-W3", "90ms-RKSJ-H", "cp932"), ("HYSMyeongJo-Medium", "KSC-EUC-H", "euc-kr"),
])  # fmt: skip
def test_predefined_code_maps_are_known(face: str, encoding: str, codec: str) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(200, 100))
    font = CIDFont(face, encoding)
    pdfmetrics.registerFont(font)
    canvas.setFont(font.fontName, 10)
    name = canvas._doc.getInternalFontName(font.fontName)
    canvas._code.append(f"BT 1 0 0 1 20 20 Tm {name} 10 Tf <{'中文新出版'.encode(codec).hex()}> Tj ET")
    canvas.save()
    assert text_of(read(target.getvalue())) == "中文新出版"


def test_slices_of_a_truetype_font_are_known_by_their_shape() -> None:
    """As ReportLab cuts them: one byte a letter, and nothing but ToUnicode tells what it is."""
    pdfmetrics.registerFont(TTFont("Kai", str(ROOT / "fonts" / "BanmianKai-Regular.ttf")))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(900, 100))
    canvas.setFont("Kai", 10)
    canvas.drawString(10, 20, "济南迎来今冬第一场雪")
    canvas.save()

    def bare(font: DictionaryObject) -> None:
        if str(font["/Subtype"]) == "/TrueType":
            without_characters(font)
            font.pop("/Encoding", None)

    assert text_of(read(changed(target.getvalue(), bare))) == "济南迎来今冬第一场雪"


def test_drawn_letters_of_a_type_3_font_are_known_by_their_shape() -> None:
    found = read(type3(WORDS[:12], _as_paths))
    assert text_of(found) == WORDS[:12]
    assert found.tree.pages[0].lines[0].runs[0].size == 10


def test_letters_of_pixels_are_known_by_their_shape() -> None:
    assert text_of(read(type3("济南迎来今冬第一场雪", _as_pixels))) == "济南迎来今冬第一场雪"


def test_a_font_drawn_in_points_tells_its_size_by_its_advance() -> None:
    found = read(type3("济南", _as_paths, unit=10.0, size=1.0))
    assert text_of(found) == "济南"
    assert found.tree.pages[0].lines[0].runs[0].size == pytest.approx(10)


def test_a_letter_that_is_near_to_none_stays_unknown() -> None:
    def scribble(face: Face, char: str) -> bytes:
        return b"1000 0 0 0 1000 1000 d1 0 0 m 1000 0 l 500 90 l 1000 100 l 0 190 l 900 900 l 10 300 l f"

    found = read(type3("济", scribble))
    assert text_of(found) == "\ufffd"
    assert found.guesses[0].text == ""


@pytest.mark.parametrize(("name", "text"), [
    ("uni4E00", "一"), ("u20000", "𠀀"), ("space", " "), ("one.lnum", "1"), ("A", "A"), ("g12", ""), ("C0_1", ""), ("a12", ""),
])  # fmt: skip
def test_what_a_glyph_s_name_tells(name: str, text: str) -> None:
    assert told_by_name(name) == text


def test_letters_of_another_weight_are_known() -> None:
    face = open_face(FaceRecord(str(ROOT / "fonts" / "NotoSerifSC-Bold.otf"), 0, "", 700))
    chars = [chr(code) for code in sorted(face.hb_face.unicodes) if 0x4E00 <= code <= 0x9FFF and _is_common(chr(code))][::9]
    known = named_by_shape([_ink(face, char) for char in chars])
    wrong = [char for char, item in zip(chars, known, strict=True) if item.text != char]
    assert len(wrong) <= 0.01 * len(chars), wrong


def test_a_mark_is_known_by_its_place_and_size_too() -> None:
    face = open_face(FaceRecord(str(ROOT / "fonts" / SERIF), 0, "", 400))
    marks = "。○，、’·.,—－"
    assert "".join(item.text for item in named_by_shape([_ink(face, mark) for mark in marks])) == marks


def test_the_table_is_of_the_bundled_faces() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "fonts" / "build_letterforms.py"), "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run python3 fonts/build_letterforms.py"


def _is_common(char: str) -> bool:
    try:
        return char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _ink(face: Face, char: str) -> Ink:
    glyph = face.glyphs[char]
    found = ink_of(Letter("", tuple(flattened(face.outline(glyph))), face.advance(glyph)))
    assert found is not None
    return found


def type3(text: str, draw: Callable[[Face, str], bytes], unit: float = 1.0, size: float = 10.0) -> bytes:
    """A PDF whose letters are content streams named as nothing."""
    face = open_face(FaceRecord(str(ROOT / "fonts" / SERIF), 0, "", 400))
    chars = list(dict.fromkeys(text))
    procedures = [draw(face, char) for char in chars]
    names = " ".join(f"/g{at}" for at in range(len(chars)))
    entries = " ".join(f"/g{at} {at + 10} 0 R" for at in range(len(chars)))
    widths = " ".join(["1000"] * len(chars))
    scale = unit / 1000
    font = (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 1000]/FontMatrix[{scale} 0 0 {scale} 0 0]/CharProcs<<{entries}>>"
        f"/Encoding<</Differences[33 {names}]>>/FirstChar 33/LastChar {32 + len(chars)}/Widths[{widths}]/Resources<<>>>>"
    )
    codes = "".join(f"{33 + chars.index(char):02x}" for char in text)
    content = f"BT /F1 {size} Tf 1 0 0 1 20 50 Tm <{codes}> Tj ET".encode()
    bodies = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: _stream(content),
        5: font.encode(),
    }
    bodies |= {at + 10: _stream(data) for at, data in enumerate(procedures)}
    return (
        b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in bodies.items()) + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


def _as_paths(face: Face, char: str) -> bytes:
    def told(values: Iterable[float]) -> str:
        return " ".join(f"{value * 1000:.0f}" for value in values)

    steps = " ".join(f"{told(values)} {kind}" for kind, values in face.outline(face.glyphs[char]))
    return f"1000 0 0 -200 1000 1000 d1 {steps} f".encode()


def _as_pixels(face: Face, char: str) -> bytes:
    """As TeX's bitmap fonts: a stencil mask, a hundred pixels high."""
    ink = _ink(face, char)
    left, bottom, right, top = (round(value * 1000) for value in ink.box)
    pixels = ink.pixels.resize((100, 100)).point([0] * 128 + [255] * 128).convert("1")
    head = f"1000 0 0 -200 1000 1000 d1 q {right - left} 0 0 {top - bottom} {left} {bottom} cm "
    return head.encode() + b"BI /W 100 /H 100 /BPC 1 /IM true /D [1 0] ID " + pixels.tobytes() + b" EI Q"
