"""The battery: changes planted on the special page, one kind each, and changes that change nothing.

A plant takes the page as composed, or its PDF, and gives the PDF with one thing otherwise. `expected` says in
which terms the change must be told.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from banmian.compare.finding import Kind
from banmian.fonts.face import open_face
from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage, Drawing, Picture
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Run, SetLine
from tests.support import ROOT, compose_file, compose_pages

PAGE = ROOT / "layout" / "special-page" / "print.yaml"
replace = msgspec.structs.replace


class Plant(msgspec.Struct, frozen=True):
    """A planted change."""

    name: str
    kind: Kind | None  #: None: it changes nothing that should be told
    told: str  #: a regular expression over the message
    make: Callable[[], bytes]
    base: Callable[[], bytes] | None = None  #: what it is compared with; None: the special page


@cache
def page() -> ComposedPage:
    return compose_file(PAGE)


@cache
def special_page() -> bytes:
    return pdf_bytes(page())


# Plants in the composed page


def with_line(at: int, change: Callable[[SetLine], SetLine | None]) -> bytes:
    """The page with one line changed, or taken out."""
    lines = list(page().lines)
    frames = list(page().line_frames)
    changed = change(lines[at])
    if changed is None:
        del lines[at], frames[at]
    else:
        lines[at] = changed
    return pdf_bytes(replace(page(), lines=tuple(lines), line_frames=tuple(frames)))


def find_line(text: str, role: str = "") -> int:
    return next(at for at, line in enumerate(page().lines) if text in line.text and (not role or line.role == role))


def body_line() -> int:
    """A line of section 1 with a single run, a comma in it, away from paragraph ends."""
    return next(
        at
        for at, line in enumerate(page().lines)
        if line.role == "body"
        and len(line.runs) == 1
        and "，" in line.text[3:-3]
        and not line.ends_paragraph
        and len(line.text) >= 18
    )


def one_run(line: SetLine, change: Callable[[Run], Run]) -> SetLine:
    return replace(line, runs=(change(line.runs[0]), *line.runs[1:]))


def adjusted(run: Run, change: Callable[[list[float]], None]) -> Run:
    adjust = list(run.adjust or [0.0] * len(run.glyphs))
    change(adjust)
    return replace(run, adjust=tuple(adjust))


def shift_glyph(run: Run, at: int, by: float) -> Run:
    def change(adjust: list[float]) -> None:
        adjust[at - 1] += by
        adjust[at] -= by

    return adjusted(run, change)


def lose_glyph(run: Run, at: int) -> Run:
    face = open_face(run.face)
    room = face.advance(run.glyphs[at]) * run.size * run.width + (run.adjust[at] if run.adjust else 0.0)

    def change(adjust: list[float]) -> None:
        adjust[at - 1] += room
        del adjust[at]

    run = adjusted(run, change)
    return replace(run, glyphs=run.glyphs[:at] + run.glyphs[at + 1 :], text=run.text[:at] + run.text[at + 1 :])


def lost(line: SetLine, at: int) -> SetLine:
    return replace(one_run(line, lambda run: lose_glyph(run, at)), text=line.text[:at] + line.text[at + 1 :])


def other_character(line: SetLine, old: str, new: str) -> SetLine:
    def change(run: Run) -> Run:
        at = run.text.index(old)
        glyph = open_face(run.face).find_glyph(new)
        return replace(run, text=run.text.replace(old, new, 1), glyphs=(*run.glyphs[:at], glyph, *run.glyphs[at + 1 :]))

    return replace(one_run(line, change), text=line.text.replace(old, new, 1))


def raised(line: SetLine, at: int, by: float) -> SetLine:
    run = line.runs[0]
    face, adjust = open_face(run.face), run.adjust or (0.0,) * len(run.glyphs)
    x, parts = run.x, []
    for glyph, (char, own) in enumerate(zip(run.text, adjust, strict=True)):
        part = replace(run, x=x, text=char, glyphs=(run.glyphs[glyph],), adjust=(), across=by if glyph == at else 0.0)
        parts.append(part)
        x += face.advance(run.glyphs[glyph]) * run.size * run.width + own
    return replace(line, runs=tuple(parts))


def all_runs(line: SetLine, **changes: Any) -> SetLine:
    return replace(line, runs=tuple(replace(run, **changes) for run in line.runs))


def with_items(name: str, change: Callable[[list[Any]], None]) -> bytes:
    items = list(getattr(page(), name))
    change(items)
    return pdf_bytes(replace(page(), **{name: tuple(items)}))


def first_item(items: list[Any], test: Callable[[Any], bool]) -> int:
    return next(at for at, item in enumerate(items) if test(item))


def change_tint(items: list[Any]) -> None:
    at = first_item(items, lambda item: item.frame == "voices")
    items[at] = replace(items[at], fill=replace(items[at].fill, start=Colour("cmyk", (0.0, 0.04, 0.138, 0.02))))


def change_rule(items: list[Any], **changes: Callable[[Rect], Rect]) -> None:
    at = first_item(items, lambda item: item.frame == "rule-1")
    items[at] = replace(items[at], rect=changes["rect"](items[at].rect))


def lose_rule(items: list[Any]) -> None:
    del items[first_item(items, lambda item: item.frame == "rule-1")]


def change_picture(change: Callable[[Picture], Picture | None]) -> bytes:
    def changed(items: list[Any]) -> None:
        at = first_item(items, lambda item: item.frame == "photo-3")
        found = change(items[at])
        if found is None:
            del items[at]
        else:
            items[at] = found

    return with_items("pictures", changed)


def moved_picture_frame() -> bytes:
    """The frame photo-3 half a millimetre lower, with all that stands in it."""
    by = 0.5 * 72 / 25.4

    def lower(rect: Rect) -> Rect:
        return replace(rect, y=rect.y + by)

    composed = page()
    pictures = tuple(
        replace(item, rect=lower(item.rect), image=lower(item.image))
        if item.frame == "photo-3" and isinstance(item, Picture)
        else item
        for item in composed.pictures
    )
    discs = tuple(
        replace(item, y=item.y + by, baseline=item.baseline + by) if item.frame == "photo-3" else item for item in composed.discs
    )
    return pdf_bytes(replace(composed, pictures=pictures, discs=discs))


@cache
def scratch() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp(prefix="plants"))


def other_file(name: str, change: Callable[[Image.Image], Image.Image], source: str, quality: int) -> str:
    target = scratch() / name
    if not target.exists():
        with Image.open(source) as image:
            change(image).save(target, "JPEG", quality=quality)
    return str(target)


def retouched(image: Image.Image) -> Image.Image:
    image = image.copy()
    image.paste((250, 40, 40), (400, 300, 440, 330))
    return image


def swapped_lines() -> bytes:
    lines, frames = list(page().lines), list(page().line_frames)
    at = body_line()
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return pdf_bytes(replace(page(), lines=tuple(lines), line_frames=tuple(frames)))


def photo_over_number() -> bytes:
    frames = tuple(replace(frame, z=1) if frame.id == "photo-3" else frame for frame in page().frames)
    discs = tuple(replace(disc, frame="banner") if disc.frame == "photo-3" else disc for disc in page().discs)
    return pdf_bytes(replace(page(), frames=frames, discs=discs))


def without_lines(test: Callable[[str, SetLine], bool]) -> bytes:
    kept = [(frame, line) for frame, line in zip(page().line_frames, page().lines, strict=True) if not test(frame, line)]
    return pdf_bytes(replace(page(), lines=tuple(line for _, line in kept), line_frames=tuple(frame for frame, _ in kept)))


def outline_weight() -> bytes:
    def heavier(line: SetLine) -> SetLine:
        return replace(line, effects=tuple(replace(effect, weight=effect.weight + 0.3) for effect in line.effects))

    return pdf_bytes(replace(page(), lines=tuple(heavier(line) if line.effects else line for line in page().lines)))


def patch(colour: Colour, opacity: float = 1.0) -> Drawing:
    line = page().lines[body_line()]
    x, y = line.x + 30, line.baseline - 9
    path = (("m", x, y), ("l", x + 11, y), ("l", x + 11, y + 10.5), ("l", x, y + 10.5), ("h",))
    return Drawing("s1", path, colour, opacity=opacity)


def with_drawing(opacity: float) -> bytes:
    return pdf_bytes(replace(page(), drawings=(*page().drawings, patch(Colour("cmyk", (0.0, 0.3, 0.3, 0.0)), opacity))))


# Plants in YAML: the page composed anew


def edited(*edits: tuple[str, str, str]) -> bytes:
    """The page made from edited copies of its files: name under layout/, old text, new text."""
    name = re.sub(r"\W", "", "".join(new for _, _, new in edits))[:40] + str(abs(hash(edits)) % 10_000)
    project = scratch() / name
    if not project.exists():
        shutil.copytree(ROOT / "layout", project / "layout")
        shutil.copytree(ROOT / "assets" / "special-page", project / "assets" / "special-page")
        for file, old, new in edits:
            path = project / "layout" / file
            text = path.read_text(encoding="utf-8")
            assert text.count(old) >= 1, old
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return pdf_bytes(*compose_pages(project / "layout" / "special-page" / "print.yaml", None))


# Plants in the PDF


def in_pdf(change: Callable[[PdfWriter], object], data: bytes | None = None) -> bytes:
    source = io.BytesIO(data or special_page())
    told: Any = PdfReader(source).metadata or {}
    writer = PdfWriter(clone_from=source)
    writer.add_metadata({"/Producer": str(told.get("/Producer", ""))})  # else pypdf names itself
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def content(writer: PdfWriter, change: Callable[[bytes], bytes]) -> None:
    """The page's content stream, changed as bytes."""
    sheet = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(change(sheet.get_contents().get_data()))  # type: ignore[union-attr]
    sheet[NameObject("/Contents")] = writer._add_object(stream)


def add_layer(writer: PdfWriter, shown: bool = True, extra: bytes = b"q 0 0 0 1 k 300 300 200 60 re f Q") -> None:
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("proof marks")})
    )
    state = DictionaryObject({NameObject("/ON" if shown else "/OFF"): ArrayObject([group])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): state}
    )
    resources = writer.pages[0]["/Resources"]
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/Layer"): group})  # type: ignore[index]
    content(writer, lambda data: data + b"\n/OC /Layer BDC " + extra + b" EMC\n")


def tagged(writer: PdfWriter, turned: bool = False) -> None:
    """Every text object as a paragraph of the logical structure."""
    count = 0

    def mark(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        return b"/P <</MCID %d>> BDC\n%s\nEMC" % (count - 1, found[0])

    content(writer, lambda data: re.sub(rb"\bBT\b.*?\bET\b", mark, data, flags=re.DOTALL))
    sheet = writer.pages[0].indirect_reference
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    kids = ArrayObject(
        writer._add_object(
            DictionaryObject({NameObject("/S"): NameObject("/P"), NameObject("/K"): NumberObject(number), NameObject("/Pg"): sheet})
        )
        for number in range(count)
    )
    if turned:
        kids[40], kids[41] = kids[41], kids[40]
    root[NameObject("/K")] = kids
    writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(root)


def boxed(writer: PdfWriter) -> None:
    writer.pages[0].trimbox = RectangleObject((8.504, 11.339, 1114.02, 1553.386))


def other_font_version(writer: PdfWriter) -> None:
    """Every letter of the body's face half a per cent wider, as another version may draw them."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    font = next(
        item
        for item in writer.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        if "NotoSerifCJKsc-Regular" in item.get_object()["/BaseFont"]
    ).get_object()
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(descriptor["/FontFile3"].get_object().get_data()), None)
    top = fonts[0]
    strings = top.CharStrings
    for name in list(strings.keys())[1:]:
        old = strings[name]
        pen = T2CharStringPen(None, None)
        old.draw(TransformPen(pen, (1.005, 0, 0, 1.0, 0, 0)))
        new: T2CharString = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
        strings[name] = new
    target = io.BytesIO()
    from fontTools.ttLib import TTFont, newTable

    holder = TTFont(sfntVersion="OTTO")
    table = newTable("CFF ")
    table.cff = fonts
    fonts.compile(target, holder, isCFF2=False)
    stream = DecodedStreamObject()
    stream.set_data(target.getvalue())
    stream[NameObject("/Subtype")] = NameObject("/CIDFontType0C")
    descriptor[NameObject("/FontFile3")] = writer._add_object(stream)


def metadata(**values: str) -> Callable[[PdfWriter], None]:
    return lambda writer: writer.add_metadata({f"/{name}": value for name, value in values.items()})


def page_before(writer: PdfWriter) -> None:
    writer.insert_blank_page(1122.52, 1561.89, 0)


# Harmless


def qpdf(*options: str) -> bytes:
    source, target = scratch() / "in.pdf", scratch() / f"{abs(hash(options))}.pdf"
    source.write_bytes(special_page())
    subprocess.run([shutil.which("qpdf") or "qpdf", *options, str(source), str(target)], check=True)
    return target.read_bytes()


def longhand(data: bytes) -> bytes:
    """Rectangles as four lines, from another corner and the other way round."""

    def lines(found: re.Match[bytes]) -> bytes:
        x, y, wide, high = (float(word) for word in found[0].split()[:4])
        return f"{x + wide:.6f} {y:.6f} m {x + wide:.6f} {y + high:.6f} l {x:.6f} {y + high:.6f} l {x:.6f} {y:.6f} l h".encode()

    return re.sub(rb"-?[\d.]+ -?[\d.]+ -?[\d.]+ -?[\d.]+ re\b", lines, data)


def subset_tags(writer: PdfWriter) -> None:
    for item in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font = item.get_object()
        inner = font["/DescendantFonts"][0].get_object()
        for holder, key in ((font, "/BaseFont"), (inner, "/BaseFont"), (inner["/FontDescriptor"].get_object(), "/FontName")):
            holder[NameObject(key)] = NameObject("/QWERTY+" + holder[key].split("+")[1])


def dated(writer: PdfWriter) -> None:
    writer.add_metadata({"/CreationDate": "D:20300101000000Z", "/ModDate": "D:20310101000000Z"})
    writer._ID = ArrayObject([ByteStringObject(b"1" * 16), ByteStringObject(b"2" * 16)])


def renamed_resources(writer: PdfWriter) -> None:
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for name in list(fonts):
        fonts[NameObject(name.replace("/F", "/Letters"))] = fonts.pop(name)
    content(writer, lambda data: re.sub(rb"/F(\d+)", rb"/Letters\1", data))


def in_pieces(writer: PdfWriter) -> None:
    """The content in three streams, each within q and Q."""
    sheet = writer.pages[0]
    data = sheet.get_contents().get_data()  # type: ignore[union-attr]
    ends = [0, data.index(b"\nBT", len(data) // 3), len(data)]
    parts = ArrayObject()
    for start, end in pairwise(ends):
        stream = DecodedStreamObject()
        stream.set_data(data[start:end] + b"\n")
        parts.append(writer._add_object(stream))
    sheet[NameObject("/Contents")] = parts


def twentieth(writer: PdfWriter) -> None:
    """All marks a thousandth of a point aside, as another writer's rounding may lay them."""
    content(writer, lambda data: b"q 1 0 0 1 .001 -.001 cm\n" + data + b"\nQ")


def unused_object(writer: PdfWriter) -> None:
    writer._add_object(DictionaryObject({NameObject("/Note"): FloatObject(1.5)}))


def lower(line: SetLine) -> SetLine:
    return replace(line, baseline=line.baseline + 0.3)


BODY = "special-page/content.yaml"
PRINT = "special-page/print.yaml"
STYLES = "styles/dazhong.yaml"

PLANTS: list[Plant] = [
    Plant("a glyph lost", Kind.TEXT, "is gone after", lambda: with_line(body_line(), lambda line: lost(line, 8))),
    Plant("a glyph lost, and the paragraph set anew", Kind.BREAK, "moved up from the next line; the 2 lines after it follow",
          lambda: edited((BODY, "驻农业科技专家援助喀什", "驻农业科技专家援喀什"))),
    Plant("two words more", Kind.BREAK, "moved to the next line; the 13 lines", lambda: edited((BODY, "3次大型招商", "3次特别大型的招商"))),
    Plant("a glyph 0.2 pt aside", Kind.SPACING, r"stands 0\.20 pt \(0\.019 em\) to the right",
          lambda: with_line(body_line(), lambda line: one_run(line, lambda run: shift_glyph(run, 9, 0.2)))),
    Plant("a glyph 0.3 pt off its baseline", Kind.SPACING, r"stands 0\.30 pt .* off its baseline",
          lambda: with_line(body_line(), lambda line: raised(line, 7, -0.3))),
    Plant("a line tracked by .01 em", Kind.SPACING, r"tracking \+0\.0100 em",
          lambda: with_line(body_line(), lambda line: one_run(line, lambda run: replace(run, adjust=tuple(
              gap + 0.105 for gap in (run.adjust or (0.0,) * len(run.glyphs))))))),
    Plant("a gap half a point wider", Kind.SPACING, r"0\.50 pt \(0\.048 em\) more after",
          lambda: with_line(body_line(), lambda line: one_run(line, lambda run: adjusted(run, lambda gaps: gaps.__setitem__(8, gaps[8] + 0.5))))),
    Plant("a line 0.3 pt lower", Kind.MOVE, r"0\.30 pt .* lower", lambda: with_line(body_line(), lower)),
    Plant("a comma as a full stop", Kind.TEXT, "“，” is now “。”", lambda: with_line(body_line(), lambda line: other_character(line, "，", "。"))),
    Plant("a wrong character", Kind.TEXT, "“建” is now “健”", lambda: edited((BODY, "建立健全“", "健立健全“"))),
    Plant("the date", Kind.TEXT, "“9” is now “8”", lambda: edited((BODY, "2020年1月9日", "2020年1月8日"))),
    Plant("a line of 10.4 pt", Kind.SIZE, r"size 10\.5 pt → 10\.4 pt", lambda: with_line(body_line(), lambda line: all_runs(line, size=10.4))),
    Plant("glyphs at 98 %", Kind.WIDTH, "width of the glyphs 100 % → 98 %", lambda: with_line(body_line(), lambda line: all_runs(line, width=0.98))),
    Plant("a heading's weight", Kind.FONT, "NotoSansCJKsc-Bold → NotoSansCJKsc-Black",
          lambda: edited((STYLES, "heading: {family: hei, weight: 700", "heading: {family: hei, weight: 900"))),
    Plant("type of ΔE 2", Kind.COLOUR, r"colour .*ΔE 2\.", lambda: with_line(body_line(), lambda line: replace(line, colour=Colour("cmyk", (0.0, 0.0, 0.0, 0.972))))),
    Plant("a tint of ΔE 2", Kind.COLOUR, r"ΔE [12]\.", lambda: with_items("tints", change_tint)),
    Plant("black in four inks", Kind.COLOUR, "cmyk 0 0 0 100 → cmyk 60 60 60 100",
          lambda: with_line(body_line(), lambda line: replace(line, colour=Colour("cmyk", (0.6, 0.6, 0.6, 1.0))))),
    Plant("a rule's weight", Kind.DRAWN, r"weight 0\.25 pt → 0\.35 pt",
          lambda: with_items("rules", lambda items: change_rule(items, rect=lambda rect: replace(rect, width=0.35)))),
    Plant("a rule lost", Kind.DRAWN, "is gone", lambda: with_items("rules", lose_rule)),
    Plant("a rule 2 mm longer", Kind.DRAWN, r"2\.00 mm\) longer",
          lambda: with_items("rules", lambda items: change_rule(items, rect=lambda rect: replace(rect, height=rect.height + 5.669)))),
    Plant("a keyline lost", Kind.DRAWN, "is gone", lambda: change_picture(lambda item: replace(item, keyline=0.0))),
    Plant("an outline heavier", Kind.DRAWN, r"weight 6\.4 pt → 7 pt", outline_weight),
    Plant("something painted over a word", Kind.DRAWN, "is new", lambda: with_drawing(1.0)),
    Plant("transparency", Kind.DRAWN, "opacity 100% → 60%", lambda: with_drawing(0.6), lambda: with_drawing(1.0)),
    Plant("a frame 0.5 mm lower", Kind.MOVE, r"0\.50 mm\) lower", moved_picture_frame),
    Plant("a measure half an em narrower", Kind.DRAWN, r"narrower", lambda: edited((PRINT, "size: {measure: 23em, lines: 56}", "size: {measure: 22.5em, lines: 56}"))),
    Plant("a photograph recompressed", Kind.PICTURE, "the same picture, compressed",
          lambda: change_picture(lambda item: replace(item, path=other_file("again.jpg", lambda image: image, item.path, 55)))),
    Plant("a photograph retouched", Kind.PICTURE, "the same picture, compressed or coloured anew",
          lambda: change_picture(lambda item: replace(item, path=other_file("touched.jpg", retouched, item.path, 92)))),
    Plant("a photograph of half the resolution", Kind.PICTURE, "at another resolution",
          lambda: change_picture(lambda item: replace(item, path=other_file("half.jpg", lambda image: image.reduce(2), item.path, 90)))),
    Plant("another photograph", Kind.PICTURE, "another picture",
          lambda: change_picture(lambda item: replace(item, path=str(ROOT / "assets" / "special-page" / "park.jpg")))),
    Plant("a photograph cropped otherwise", Kind.PICTURE, "cropped otherwise",
          lambda: change_picture(lambda item: replace(item, image=replace(item.image, x=item.image.x - 2.0)))),
    Plant("a photograph lost", Kind.PICTURE, "is gone", lambda: change_picture(lambda _: None)),
    Plant("a caption dropped", Kind.TEXT, r"is gone \(2 lines", lambda: without_lines(lambda frame, _: frame == "captions")),
    Plant("a picture over its number", Kind.STACKING, "lies over", photo_over_number),
    Plant("two lines read the other way round", Kind.READING, "in the reading order", swapped_lines),
    Plant("a break elsewhere", Kind.BREAK, "moved", lambda: edited((PRINT, "paragraphs:\n  - {of: main.s6, paragraph: 3, lines: -1}\n", ""))),
    Plant("another version of a font", Kind.FONT_FILE, "letters otherwise", lambda: in_pdf(other_font_version)),
    Plant("a hidden layer", Kind.LAYER, "layer “proof marks” is new, and hidden", lambda: in_pdf(lambda writer: add_layer(writer, False))),
    Plant("a layer switched off", Kind.LAYER, "is hidden now", lambda: in_pdf(lambda writer: add_layer(writer, False)), lambda: in_pdf(add_layer)),
    Plant("a page box", Kind.PAGE_BOX, "trim box: lower edge", lambda: in_pdf(boxed)),
    Plant("the page turned", Kind.PAGE_BOX, "turned by 180°", lambda: in_pdf(lambda writer: writer.pages[0].rotate(180))),
    Plant("the order of tags", Kind.TAGS, "tags in another order, from number 41", lambda: in_pdf(lambda writer: tagged(writer, True)), lambda: in_pdf(tagged)),
    Plant("another producer", Kind.METADATA, "producer “", lambda: in_pdf(metadata(Producer="Another Distiller 7"))),
    Plant("another title", Kind.METADATA, "title “", lambda: in_pdf(metadata(Title="泰山"))),
    Plant("a page more", Kind.PAGES, "page 1 is new", lambda: in_pdf(page_before)),
]  # fmt: skip


HARMLESS: list[Plant] = [
    Plant("objects in another order", None, "", lambda: qpdf("--object-streams=generate")),
    Plant("uncompressed", None, "", lambda: qpdf("--stream-data=uncompress")),
    Plant("compressed anew", None, "", lambda: qpdf("--recompress-flate", "--compression-level=1")),
    Plant("linearised", None, "", lambda: qpdf("--linearize")),
    Plant("subset tags", None, "", lambda: in_pdf(subset_tags)),
    Plant("dates and file identifiers", None, "", lambda: in_pdf(dated)),
    Plant("rectangles as lines", None, "", lambda: in_pdf(lambda writer: content(writer, longhand))),
    Plant("resources renamed", None, "", lambda: in_pdf(renamed_resources)),
    Plant("content in pieces", None, "", lambda: in_pdf(in_pieces)),
    Plant("a thousandth of a point", None, "", lambda: in_pdf(twentieth)),
    Plant("an unused object", None, "", lambda: in_pdf(unused_object)),
]
