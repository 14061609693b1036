"""Write ComposedPages down as a layout tree: the entry is `tree_of`.

Says what the PDF paints, in the order in which it is painted, with what only the page knows: the frame of
each thing, the role and the address of each line, where it is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from banmian import __version__
from banmian.fonts.face import Face, open_face
from banmian.output.items.picturedata import picture_samples, picture_shadow
from banmian.output.letters.effects import line_effects, run_outlines
from banmian.output.letters.marks import line_marks
from banmian.output.paintorder import DISC_COLOUR, KEYLINE_COLOUR, LABEL_COLOUR, SLOT_COLOUR, WHITE, layers
from banmian.output.sheet.pressmarks import has_art_box, margin
from banmian.page.composed import ComposedPage, Disc, Drawing, Picture, Placeholder, Rule, Segment, Tint
from banmian.page.parts.ornament import circle, rounded
from banmian.pictures.drawings.drawing import open_drawing
from banmian.plan.geometry import EM_ASCENT, Rect
from banmian.spec.catalogue import FaceRecord
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import Mode, Run, SetLine
from banmian.tree.look import Look, look_of_samples
from banmian.tree.painted import NumberedInks, Paint, measured, paths_of
from banmian.tree.tree import (
    FORMAT,
    Box,
    Tree,
    TreeFont,
    TreeFrame,
    TreeLine,
    TreePage,
    TreePath,
    TreePicture,
    TreeRun,
    box,
    colour_text,
)


def tree_of(*pages: ComposedPage) -> Tree:
    """The layout tree of *pages*."""
    fonts = _Fonts()
    made = tuple(_PageTree(page, fonts).page() for page in pages)
    first = pages[0]
    sources = {f"{address} {number}": source for address, number, source in reversed(first.copy)}
    return Tree(
        format=FORMAT,
        engine=f"banmian {__version__}",
        fonts=tuple(fonts.used),
        pages=made,
        title=first.title,
        author=first.author,
        language=first.language.value,
        compare=first.compare,
        sources=sources,
    )


class _Fonts:
    """The faces in use, in the order in which they come."""

    def __init__(self) -> None:
        self.used: list[TreeFont] = []
        self._numbers: dict[FaceRecord, int] = {}

    def number(self, record: FaceRecord) -> int:
        known = self._numbers.get(record)
        if known is None:
            known = self._numbers[record] = len(self.used)
            self.used.append(TreeFont(open_face(record).name, file_digest(record.path)))
        return known


@lru_cache(maxsize=64)
def file_digest(path: str) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class _PageTree:
    def __init__(self, page: ComposedPage, fonts: _Fonts) -> None:
        self.composed = page
        self.fonts = fonts
        self.order = 0
        self.inks = NumberedInks()
        self.lines: list[TreeLine] = []
        self.pictures: list[TreePicture] = []
        self.paths: list[TreePath] = []
        self.counted: dict[tuple[str, str], int] = {}

    def page(self) -> TreePage:
        page = self.composed
        numbers = self.line_numbers()
        for here in layers(page):
            self.paint(here, numbers)
        count: dict[str, int] = {}
        for frame in page.line_frames:
            count[frame] = count.get(frame, 0) + 1
        return TreePage(
            number=page.number,
            size=(round(page.trim[0], 2), round(page.trim[1], 2)),
            boxes=_boxes(page),
            lines=tuple(self.lines),
            frames=tuple(
                TreeFrame(item.id, _box(item.rect), _box(item.inner), item.z, item.source, count.get(item.id, 0))
                for item in page.frames
            ),
            pictures=tuple(self.pictures),
            paths=tuple(self.paths),
            overset=tuple(f"{item.frame}: {item.characters} characters" for item in page.overset),
            grid=(page.grid.size, page.grid.leading),
        )

    def line_numbers(self) -> list[int]:
        """Each line's number in what stands at its address, as an editor counts them."""
        numbers = []
        for frame, line in zip(self.composed.line_frames, self.composed.lines, strict=True):
            key = line.address or frame, line.role
            self.counted[key] = self.counted.get(key, 0) + 1
            numbers.append(self.counted[key])
        return numbers

    def paint(self, here: Callable[[str], bool], numbers: list[int]) -> None:
        """What stands in one layer, as the PDF's writer paints it."""
        page = self.composed
        for tint in filter(lambda item: here(item.frame), page.tints):
            self.tint(tint)
        for picture in filter(lambda item: here(item.frame), page.pictures):
            self.picture(picture)
        for disc in filter(lambda item: here(item.frame), page.discs):
            self.disc(disc)
        for rule in filter(lambda item: here(item.frame), page.rules):
            self.rule(rule)
        for drawing in filter(lambda item: here(item.frame), page.drawings):
            self.drawing(drawing)
        for frame, line, number in zip(page.line_frames, page.lines, numbers, strict=True):
            if here(frame):
                self.line(frame, line, number)

    def draw(self, frame: str, what: str, segments: Iterable[Segment], paint: Paint) -> None:
        path = measured(tuple(segments), paint, frame, what, self.order)
        if path:
            self.paths.append(path)
            self.order += 1

    def tint(self, tint: Tint) -> None:
        fill = tint.fill
        colours = colour_text(fill.start)
        if fill.end is not None:
            colours = f"gradient {colours} to {colour_text(fill.end)} at {fill.angle:g}"
        self.draw(tint.frame, "tint", rounded(tint.rect, tint.radius), Paint(colours))

    def rule(self, rule: Rule) -> None:
        if not rule.dotted:
            self.draw(rule.frame, "rule", rounded(rule.rect, 0.0), Paint(colour_text(rule.colour)))
            return
        rect, weight = rule.rect, min(rule.rect.width, rule.rect.height)
        across = rect.width >= rect.height
        x, y = (rect.x, rect.y + weight / 2) if across else (rect.x + weight / 2, rect.y)
        end = (rect.right, y) if across else (x, rect.bottom)
        self.draw(rule.frame, "rule", (("m", x, y), ("l", *end)), Paint("", colour_text(rule.colour), weight, dashed=True))

    def drawing(self, drawing: Drawing) -> None:
        fill = colour_text(drawing.fill) if drawing.fill else ""
        stroke = colour_text(drawing.stroke) if drawing.stroke else ""
        self.draw(drawing.frame, "drawing", drawing.path, Paint(fill, stroke, drawing.weight, drawing.opacity))

    def disc(self, disc: Disc) -> None:
        paint = Paint(colour_text(DISC_COLOUR), colour_text(WHITE), 0.8)
        self.draw(disc.frame, "disc", circle(disc.x, disc.y, disc.radius), paint)
        for code in run_outlines(disc.figure, -disc.baseline, 0.0):
            for path in paths_of(code + " f"):
                self.draw(disc.frame, "disc", path.segments, Paint(colour_text(WHITE)))

    def picture(self, picture: Picture | Placeholder) -> None:
        if isinstance(picture, Placeholder):
            self.draw(picture.frame, "placeholder", rounded(picture.rect, 0.0), Paint(colour_text(SLOT_COLOUR)))
            self.keyline(picture.frame, picture.rect, 0.5)
            text = "".join(run.text for run in picture.label)
            runs = tuple(self.runs(picture.label, picture.baseline, LABEL_COLOUR, vertical=False))
            self.add_line(TreeLine(text, picture.frame, "label", "", 0, 1, picture.rect.width, self.order, runs))
            return
        if (shadow := picture_shadow(picture)) is not None:
            self.placed(picture, f"{picture.name} shadow", shadow.rect, shadow.rect, look_of_samples(shadow.samples))
        look = _drawing_look(picture.path, picture.page) if picture.page else look_of_samples(picture_samples(picture))
        self.placed(picture, picture.name, picture.rect, picture.whole, look)
        if picture.keyline:
            self.keyline(picture.frame, picture.rect, picture.keyline)

    def placed(self, picture: Picture, name: str, rect: Rect, image: Rect, look: Look) -> None:
        self.pictures.append(
            TreePicture(picture.frame, name, _box(rect), _box(image), look.pixels, look.digest, look.colours, self.order)
        )
        self.order += 1

    def keyline(self, frame: str, rect: Rect, weight: float) -> None:
        self.draw(frame, "keyline", rounded(rect, 0.0), Paint("", colour_text(KEYLINE_COLOUR), weight))

    def line(self, frame: str, line: SetLine, number: int) -> None:
        if line.effects:
            self.code(frame, "effect", line_effects(line, self.inks, 0.0, 0.0))
        runs = tuple(self.runs(line.runs, line.baseline, line.colour, line.vertical))
        self.add_line(
            TreeLine(
                line.text,
                frame,
                line.role,
                line.address,
                line.paragraph,
                number,
                round(line.measure, 2),
                self.order,
                runs,
                line.ends_paragraph,
            )
        )
        if line.readings:
            runs = tuple(self.runs(line.readings, line.baseline, line.colour, line.vertical))
            text = "".join(run.text for run in line.readings)
            measure = round(line.measure, 2)
            self.add_line(TreeLine(text, frame, "reading", line.address, line.paragraph, number, measure, self.order, runs))
        if line.annotations:
            self.code(frame, "mark", line_marks(line, self.inks, 0.0, 0.0))

    def add_line(self, line: TreeLine) -> None:
        self.lines.append(line)
        self.order += 1

    def code(self, frame: str, what: str, code: str) -> None:
        for path in paths_of(code, self.inks.colours):
            fill = colour_text(path.fill) if path.fill else ""
            stroke = colour_text(path.stroke) if path.stroke else ""
            self.draw(frame, what, path.segments, Paint(fill, stroke, path.weight))

    def runs(self, runs: Iterable[Run], baseline: float, colour: Colour, vertical: bool) -> Iterator[TreeRun]:
        for run in runs:
            across = baseline + run.across
            start = run.x
            if vertical and run.mode is Mode.SQUARE:  # lies across the line, on a baseline of its own
                start, across = across, run.x + EM_ASCENT * run.size
            stands = vertical and run.mode is not Mode.SQUARE
            yield TreeRun(
                text=run.text,
                font=self.fonts.number(run.face),
                size=round(run.size, 3),
                colour=colour_text(run.colour or colour),
                along=tuple(round(place, 2) for place in run_places(run, start)),
                across=round(across, 2),
                width=round(run.width, 4),
                vertical=stands,
                turned=stands and run.mode is Mode.TURNED,
                texts=run.texts,
            )


def run_places(run: Run, start: float) -> Iterator[float]:
    """Where the glyphs of a run stand, one after another from *start*."""
    face, place = open_face(run.face), start
    upright = run.mode is Mode.UPRIGHT
    for at, glyph in enumerate(run.glyphs):
        yield place
        place += _advance(face, glyph, upright) * run.size * (1.0 if upright else run.width)
        if run.adjust:
            place += run.adjust[at]


def _advance(face: Face, glyph: int, upright: bool) -> float:
    return face.vertical_metrics(glyph)[0] if upright else face.advance(glyph)


def _drawing_look(path: str, page: int) -> Look:
    """A drawing has points for pixels, and no colours of its own until it is painted."""
    drawing = open_drawing(path, page)
    return Look((round(drawing.width), round(drawing.height)), drawing.digest, "")


def _boxes(page: ComposedPage) -> dict[str, Box]:
    """The boxes that the page's PDF has, from the corner of its sheet."""
    extra, around = margin(page), margin(page) + page.bleed
    wide, high = page.trim
    found = {
        "media": box(0, 0, wide + 2 * around, high + 2 * around),
        "bleed": box(extra, extra, wide + 2 * page.bleed, high + 2 * page.bleed),
        "trim": box(around, around, wide, high),
    }
    if has_art_box(page):
        area = page.grid.area
        found["art"] = box(area.x + around, area.y + around, area.width, area.height)
    return found


def _box(rect: Rect) -> Box:
    return box(rect.x, rect.y, rect.width, rect.height)
