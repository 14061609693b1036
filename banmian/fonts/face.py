"""A face: what a character looks like in one font file, and how wide.

HarfBuzz loads the file and maps it. A Han character is looked up in the character map; anything else is
shaped by itself with script Hani and the language, since the dash, the ellipsis and the quotes are only
then the forms that Chinese wants (S13). Each is looked up once per distinct character. Lengths are in ems.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import radians, tan
from pathlib import Path

import msgspec
import uharfbuzz as hb

from banmian.fonts.file import FontError, FontFile, is_bundled, open_font
from banmian.fonts.rights import check_rights
from banmian.fonts.tables import OUTLINES, Table, check_tables, tables_of, unlike_their_checksums
from banmian.spec.catalogue import FaceRecord
from banmian.spec.files.project import shown

_OVERLAP = 0.02  # em by which a mark's ink may leave the half that it keeps, ours


class Cluster(msgspec.Struct, frozen=True):
    """Characters shaped together: their glyphs, the advance of each, and the characters it stands for.

    Of several glyphs that stand for one character the first carries it, the others the empty text.
    """

    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def steps(self) -> tuple[float, ...]:
        """By character, what its glyphs advance; the characters of a ligature share it, for a line may end within it."""
        found: list[float] = []
        for advance, text in zip(self.advances, self.texts, strict=True):
            if text:
                found += [advance / len(text)] * len(text)
            elif found:
                found[-1] += advance
        return tuple(found)


class _Glyphs(dict[str, int]):
    """Character to glyph id, 0 where the face has none; filled as characters are met."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, char: str) -> int:
        glyph = self._face.find_glyph(char)
        self[char] = glyph
        return glyph


class Face:
    """One opened font face. Cheap to ask; not safe to change."""

    def __init__(self, record: FaceRecord, language: str = "zh-Hans") -> None:
        self.record = record
        self.language = language
        file = open_font(record.path)
        tables = tables_of(file, record.index)
        self.doubts: tuple[str, ...] = ()  #: what is odd about the file, for its user to know
        bundled = is_bundled(record.path)
        if not bundled:
            check_tables(file, tables)
        self.hb_face = hb.Face(file.blob, record.index)
        self.hb_font = hb.Font(self.hb_face)
        self.upem: int = self.hb_face.upem
        self.is_cff = "CFF " in tables or "CFF2" in tables
        self.axes = {axis.tag: axis for axis in self.hb_face.axis_infos} if "fvar" in tables else {}
        if record.variations:
            self.hb_font.set_variations(dict(record.variations))
        if record.slant or record.bolder:  # in outlines and ink; advances stay
            self.hb_font.synthetic_slant = tan(radians(record.slant))
            self.hb_font.synthetic_bold = (record.bolder, record.bolder, True)
        if not bundled:
            self._look_closer(file, tables)
        self.glyphs = _Glyphs(self)
        self._advances: dict[int, float] = {}
        self._upright: dict[str, Cluster] = {}
        self._outlines: dict[int, list[tuple[str, tuple[float, ...]]]] = {}

    def _look_closer(self, file: FontFile, tables: dict[str, Table]) -> None:
        """Refuse a face that may not be embedded or shows nothing, and note what is odd about it. Raises FontError."""
        name = shown(Path(file.path))
        check_rights(file, tables)
        outlines = next(table for table in OUTLINES if table in tables)
        if not self.hb_face.unicodes:
            raise FontError(f"the font file {name} is broken: its table cmap maps no characters")
        if not any(self.hb_font.get_glyph_extents(glyph) for glyph in self._some_glyphs()):
            raise FontError(f"the font file {name} is broken: its table {outlines.strip()} holds no outlines")
        said = f"the font file {name} may be damaged"
        if list(tables) != sorted(tables):
            self.doubts += (f"{said}: its directory of tables is out of order",)
        odd = unlike_their_checksums(file, tables)
        if odd:
            told = f"tables {', '.join(odd)} are" if len(odd) > 1 else f"table {odd[0]} is"
            self.doubts += (f"{said}: its {told} not as its directory says",)

    def _some_glyphs(self) -> list[int]:
        """Glyphs from all over the face, two hundred at the most."""
        count = self.hb_face.glyph_count
        return list(range(0, count, max(1, count // 200)))

    @property
    def name(self) -> str:
        """The face's PostScript name; of a variable one with where it stands on its axes."""
        plain = str(self.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Unnamed")
        own = "".join(char for char in plain if (char.isascii() and char.isalnum()) or char in "-_") or "Unnamed"
        return own + "".join(f"_{tag.strip()}{value:g}" for tag, value in self.record.variations)

    def find_glyph(self, char: str) -> int:
        """The glyph id of *char*, 0 when the face lacks it."""
        nominal = self.hb_font.get_nominal_glyph(ord(char))
        if not nominal:
            return 0
        if "\u4e00" <= char <= "\u9fff" and self.language == "zh-Hans":
            return int(nominal)
        shaped = self.shape(char).glyphs
        return shaped[0] if shaped else int(nominal)  # some characters leave no glyph

    def has(self, char: str) -> bool:
        """Whether the face has *char*."""
        return self.glyphs[char] != 0

    def shape(self, text: str, vertical: bool = False) -> Cluster:
        """*text* shaped as one run of Chinese; a *vertical* one by the font's `vert`, its advances downwards."""
        known = self._upright.get(text) if vertical else None
        if known is not None:
            return known
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ttb" if vertical else "ltr", "Hani", self.language
        self.shape_buffer(buffer)
        found = self._cluster(buffer, text, vertical)
        if vertical:
            self._upright[text] = found  # every style of vertical lines asks for it anew
        return found

    def shape_western(self, text: str, features: tuple[tuple[str, bool], ...] = ()) -> Cluster:
        """*text* shaped in its own script from left to right, with OpenType *features* switched on or off."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction, buffer.language = "ltr", "en"
        self.shape_buffer(buffer, dict(features))
        return self._cluster(buffer, text, False)

    def shape_buffer(self, buffer: hb.Buffer, features: dict[str, bool] | None = None) -> None:
        """Shape what is in *buffer*. Raises FontError where the font's rules go on without end."""
        try:
            hb.shape(self.hb_font, buffer, features)
        except MemoryError:
            name = shown(Path(self.record.path))
            raise FontError(f"the font file {name} is broken: its table GSUB makes more glyphs than a text can have") from None

    def _cluster(self, buffer: hb.Buffer, text: str, vertical: bool) -> Cluster:
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = tuple(info.codepoint for info in infos)
        advances = tuple((-position.y_advance if vertical else position.x_advance) / self.upem for position in positions)
        starts = [info.cluster for info in infos]
        ends = dict(zip(sorted(set(starts)), [*sorted(set(starts))[1:], len(text)], strict=False))
        texts = tuple("" if at and starts[at - 1] == start else text[start : ends[start]] for at, start in enumerate(starts))
        return Cluster(glyphs, advances, texts)

    def free_space(self, char: str, vertical: bool = False) -> tuple[float, float] | None:
        """The free space before and behind a full-width mark along the line, ems (S13); None where neither tells it.

        By the font's own half-width forms (`halt`, `vhal`) where it has them, else by the ink: half an em beside a mark
        that fits into one half of its square, a quarter on both sides of one that stands in the middle.
        """
        plain, half = self._place(char, vertical, False), self._place(char, vertical, True)
        if abs(plain[0] - half[0]) > 1e-6:
            before = half[1] - plain[1] if vertical else plain[1] - half[1]
            return before, plain[0] - half[0] - before
        if vertical:
            return None
        left, _, right, _ = self.ink((self.glyphs[char],))
        if right <= 0.5 + _OVERLAP:
            return 0.0, 0.5
        if left >= 0.5 - _OVERLAP:
            return 0.5, 0.0
        return (0.25, 0.25) if left >= 0.25 - _OVERLAP and right <= 0.75 + _OVERLAP else None

    def pair_narrowing(self, first: str, second: str) -> float | None:
        """What the font takes out between two marks (`chws`), ems; None where it does not say."""
        if "chws" not in self.features:
            return None
        widths = []
        for wanted in (False, True):
            buffer = hb.Buffer()
            buffer.add_str(first + second)
            buffer.direction, buffer.script, buffer.language = "ltr", "Hani", self.language
            self.shape_buffer(buffer, {"chws": wanted})
            widths.append(sum(position.x_advance for position in buffer.glyph_positions) / self.upem)
        return float(widths[0] - widths[1])

    @cached_property
    def features(self) -> frozenset[str]:
        """The tags of the font's layout features."""
        face = self.hb_face
        return frozenset(
            str(tag)
            for table in ("GSUB", "GPOS")
            for script in range(len(face.get_table_script_tags(table)))
            for tag in face.get_language_feature_tags(table, script)
        )

    def _place(self, char: str, vertical: bool, half: bool) -> tuple[float, float]:
        """The advance of *char* along the line and how far it is moved along it."""
        buffer = hb.Buffer()
        buffer.add_str(char)
        buffer.direction, buffer.script, buffer.language = "ttb" if vertical else "ltr", "Hani", self.language
        self.shape_buffer(buffer, {"vhal" if vertical else "halt": half})
        if not buffer.glyph_positions:
            return 0.0, 0.0
        place = buffer.glyph_positions[0]
        advance, offset = (-place.y_advance, place.y_offset) if vertical else (place.x_advance, place.x_offset)
        return advance / self.upem, offset / self.upem

    def vertical_metrics(self, glyph: int) -> tuple[float, float, float]:
        """A glyph's advance downwards (vmtx) and its vertical origin (VORG), x and y from the horizontal one; ems."""
        x, y = self.hb_font.get_glyph_v_origin(glyph)
        return -self.hb_font.get_glyph_v_advance(glyph) / self.upem, x / self.upem, y / self.upem

    def advance(self, glyph: int) -> float:
        """A glyph's own advance in ems."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.hb_font.get_glyph_h_advance(glyph) / self.upem
        return known

    def ink(self, glyphs: tuple[int, ...]) -> tuple[float, float, float, float]:
        """The ink box of *glyphs* set one after another: left, bottom, right, top from the first one's origin."""
        pen, boxes = 0.0, []
        for glyph in glyphs:
            extents = self.hb_font.get_glyph_extents(glyph)
            if extents is not None:
                left, top = pen + extents.x_bearing / self.upem, extents.y_bearing / self.upem
                boxes.append((left, top + extents.height / self.upem, left + extents.width / self.upem, top))
            pen += self.advance(glyph)
        if not boxes:
            return 0.0, 0.0, pen, 0.0
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def outline(self, glyph: int) -> list[tuple[str, tuple[float, ...]]]:
        """A glyph's outline in ems: moves `m`, lines `l`, cubic curves `c`, closings `h`; y grows upwards."""
        known = self._outlines.get(glyph)
        if known is None:
            pen = _Pen(self.upem)
            self.hb_font.draw_glyph_with_pen(glyph, pen)
            known = self._outlines[glyph] = pen.steps
        return known


class _Pen:
    """Records an outline in ems, quadratic curves raised to cubic ones."""

    def __init__(self, upem: int) -> None:
        self.scale = 1 / upem
        self.at = (0.0, 0.0)
        self.steps: list[tuple[str, tuple[float, ...]]] = []

    def _scaled(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self.scale, point[1] * self.scale

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  (the pen protocol's names)
        self.at = self._scaled(point)
        self.steps.append(("m", self.at))

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.at = self._scaled(point)
        self.steps.append(("l", self.at))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        first, second, end = (self._scaled(point) for point in points)
        self.at = end
        self.steps.append(("c", (*first, *second, *end)))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        control, end = (self._scaled(point) for point in points)
        first = tuple(a + (b - a) * 2 / 3 for a, b in zip(self.at, control, strict=True))
        second = tuple(a + (b - a) * 2 / 3 for a, b in zip(end, control, strict=True))
        self.at = end
        self.steps.append(("c", (*first, *second, *end)))

    def closePath(self) -> None:  # noqa: N802
        self.steps.append(("h", ()))

    def endPath(self) -> None:  # noqa: N802
        self.steps.append(("h", ()))


@lru_cache(maxsize=64)
def open_face(record: FaceRecord, language: str = "zh-Hans") -> Face:
    """The face of *record*, opened once; raises FontError."""
    return Face(record, language)
