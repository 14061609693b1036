"""Give glyphs their characters where the file does not tell them: by the font's own glyph names, else by their shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from pdfminer.pdffont import PDFFont, PDFType3Font
from pdfminer.pdftypes import PDFStream, resolve1
from PIL import Image

from banmian.page.composed import Segment
from banmian.reading.fonts import letterforms
from banmian.reading.fonts.characters import Guess
from banmian.reading.fonts.codes import FontSet
from banmian.reading.fonts.fontfile import Contour, Letter, curve, opened
from banmian.reading.fonts.letterforms import Ink, ink_of, named_by_shape
from banmian.reading.fonts.told import Spec, differences, every_shown, told_by_name
from banmian.reading.interpret import Interpreter, Reader, Shown
from banmian.reading.limits import MOST_SHAPES
from banmian.reading.pictures import samples

_EMS = 0.3, 3.0  # an advance beyond these is told in units other than ems
_CORNERS = dict(zip("「」『』", "﹁﹂﹃﹄", strict=True))
_DRAWN = 96  # pixels of a letter drawn from pixels

Inks = dict[int, Ink]
_Key = tuple[PDFFont, int]


def name_glyphs(readers: Sequence[Reader], fonts: FontSet, wanted: Mapping[PDFFont, Mapping[int, int]]) -> list[Guess]:
    """Write the characters of the *wanted* codes into what the *readers* took down; what was known by shape only."""
    told: dict[PDFFont, dict[int, str]] = {}
    families: dict[str, dict[_Key, Ink]] = {}
    for font, codes in wanted.items():
        if isinstance(font, PDFType3Font):
            _to_ems(font, [shown for shown in every_shown(readers) if shown.font is font])
        often = dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:MOST_SHAPES])
        told[font], inks = _by_name(font, often, fonts)
        # Some makers cut a font into slices; what one slice has taken, another does not draw again.
        families.setdefault(_name(font), {}).update({(font, code): ink for code, ink in inks.items()})
    guesses: list[Guess] = []
    for name, drawn in families.items():
        for (font, code), known in zip(drawn, named_by_shape(list(drawn.values())), strict=True):
            text = known.text if known.likeness >= letterforms.LEAST else ""
            if font.is_vertical():  # a corner bracket of vertical lines may be written as a quote
                text = _CORNERS.get(text, text)
            told[font][code] = text or "\ufffd"
            guesses.append(Guess(name, text, known.likeness, wanted[font][code]))
    for shown in every_shown(readers):
        named = told.get(shown.font, {})
        shown.texts = [named.get(code, text) for text, code in zip(shown.texts, shown.codes, strict=True)]
    return guesses


def _name(font: PDFFont) -> str:
    return str(getattr(font, "basefont", None) or font.fontname or "")


def _by_name(font: PDFFont, codes: Mapping[int, int], fonts: FontSet) -> tuple[dict[int, str], Inks]:
    """What *codes* stand for as their glyphs' names tell, and the ink of the others."""
    spec = fonts.specs.get(font, {})
    if isinstance(font, PDFType3Font):
        return {}, _drawn_inks(font, spec, codes, fonts)
    named: dict[int, str] = {}
    inks: Inks = {}
    program = opened(spec)
    for code in codes if program else ():
        letter = program.letter(code) if program else None
        if letter is None:
            continue
        if text := told_by_name(letter.name):
            named[code] = text
        elif (ink := ink_of(letter, _advance(font, code))) is not None:
            inks[code] = ink
        else:
            named[code] = "\u3000" if letter.advance > 0.9 else " "  # it draws nothing
    return named, inks


def _advance(font: PDFFont, code: int) -> float:
    try:
        return abs(float(font.char_width(code)))
    except (TypeError, ValueError, KeyError):
        return 0.0


def _to_ems(font: PDFFont, shown: Sequence[Shown]) -> None:
    """Tell a Type 3 font's size in ems: its glyphs may be drawn in any unit, and Tf then says little of how large they are."""
    widest = max((_advance(font, code) for item in shown for code in item.codes), default=1.0)
    if not _EMS[0] <= widest <= _EMS[1] and widest > 0:
        for item in shown:
            item.size *= widest


def _drawn_inks(font: PDFType3Font, spec: Spec, codes: Mapping[int, int], fonts: FontSet) -> Inks:
    """The ink of a Type 3 font's glyphs (ISO 32000-2 §9.6.4): each is a content stream of its own."""
    procedures = resolve1(spec.get("CharProcs"))
    matrix = tuple(float(value) for value in font.matrix)
    if not isinstance(procedures, dict) or len(matrix) != 6:
        return {}
    names = differences(spec)
    widest = max((_advance(font, code) for code in codes), default=1.0)
    em = 1.0 if _EMS[0] <= widest <= _EMS[1] or not widest else widest
    scaled = tuple(value / em for value in matrix)
    found: Inks = {}
    for code in codes:
        stream = resolve1(procedures.get(names.get(code, "")))
        if isinstance(stream, PDFStream):
            reader = Reader(fonts)
            resources = resolve1(spec.get("Resources")) or {}
            Interpreter(fonts, reader).render_contents(resources, [stream], ctm=scaled)  # type: ignore[arg-type]
            ink = _ink_of_drawing(reader, _advance(font, code) / em)
            if ink is not None:
                found[code] = ink
    return found


def _ink_of_drawing(reader: Reader, advance: float) -> Ink | None:
    """What a glyph's content stream paints, as the ink of a letter: paths, or one stencil mask."""
    if reader.placed:
        placed = reader.placed[0]
        size = int(resolve1(placed.stream.get_any(("W", "Width"), 0))), int(resolve1(placed.stream.get_any(("H", "Height"), 0)))
        image = samples(placed.stream, size)
        if image is None:
            return None
        inked = resolve1(placed.stream.get_any(("D", "Decode"))) or [0, 1]
        pixels = image.convert("L") if inked[0] else image.convert("L").point([255 - value for value in range(256)])
        a, b, c, d, e, f = placed.matrix
        if d < 0:
            pixels = pixels.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        place = pixels.getbbox()
        if place is None:
            return None
        across, up = hypot(a, b) / size[0], hypot(c, d) / size[1]
        left, low = min(e, e + a + c), min(f, f + b + d)
        box = left + place[0] * across, low + (size[1] - place[3]) * up, left + place[2] * across, low + (size[1] - place[1]) * up
        scale = _DRAWN / max(box[2] - box[0], box[3] - box[1])
        wanted = max(1, round((box[2] - box[0]) * scale)), max(1, round((box[3] - box[1]) * scale))  # its pixels need not be square
        return Ink(pixels.crop(place).resize(wanted), box, advance)
    contours = [contour for drawn in reader.drawn if drawn.paint.fill for contour in _contours(drawn.segments)]
    return ink_of(Letter("", tuple(contours), advance))


def _contours(segments: Sequence[Segment]) -> list[Contour]:
    found: list[Contour] = []
    for kind, *values in segments:
        points = list(zip(values[::2], values[1::2], strict=True))
        if kind == "m" or not found:
            found.append(points[:1])
        elif kind == "l":
            found[-1] += points
        elif kind == "c" and found[-1]:
            found[-1] += curve(found[-1][-1], *points)
        elif kind == "re" and len(values) == 4:
            x, y, wide, high = values
            found.append([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)])
    return found
