"""Which black prints over what lies under it: type and rules in black alone, where that stays under the limit of ink.

Black that is left out of colours shows white edges wherever the plates do not meet, so newspapers print it over them.
"""

from __future__ import annotations

from collections.abc import Iterator

from banmian.output.items.picturedata import Key, colour_ink
from banmian.page.composed import ComposedPage, Picture, Rule
from banmian.pictures.photos.coded import Samples
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour
from banmian.text.lines.line import SetLine

_ABOVE, _BELOW = 1.3, 0.6  # of the size, from a baseline, what letters and the marks beside them may reach


class Overprint:
    """Answers for one page. *samples* are those of its pictures."""

    def __init__(self, page: ComposedPage, samples: dict[Key, Samples], on_press: bool) -> None:
        self.limit = page.condition.limit if page.condition is not None else 0.0
        self.samples = samples
        self.on_press = on_press
        self.grounds = list(self._grounds(page)) if on_press else []

    def line(self, line: SetLine) -> bool:
        """Whether the black of *line* prints over."""
        if not self.on_press:
            return False
        under = max((_colour_ink(effect.colour) for effect in line.effects), default=0.0)
        return max(under, self._under(_reach(line))) + 1 <= self.limit

    def rule(self, rule: Rule) -> bool:
        """Whether a printed rule does."""
        return self.on_press and rule.colour.black_only and self._under(rule.rect) + 1 <= self.limit

    def _under(self, rect: Rect) -> float:
        """The most ink but black that lies under a rectangle."""
        most = 0.0
        for ground, ink in self.grounds:
            if rect.x < ground.right and ground.x < rect.right and rect.y < ground.bottom and ground.y < rect.bottom:
                most = max(most, ink if isinstance(ink, float) else self._of_picture(ink))
        return most

    def _of_picture(self, picture: Picture) -> float:
        if picture.page:
            return self.limit  # a drawing may hold anything
        return colour_ink(self.samples[picture.path, picture.treated])

    @staticmethod
    def _grounds(page: ComposedPage) -> Iterator[tuple[Rect, float | Picture]]:
        for tint in page.tints:
            ends = [tint.fill.start, tint.fill.end or tint.fill.start]
            yield tint.rect, max(map(_colour_ink, ends))
        for rule in page.rules:
            yield rule.rect, _colour_ink(rule.colour)
        for picture in page.pictures:
            if isinstance(picture, Picture):
                yield picture.rect, picture
                if picture.shadow is not None:
                    reach = 3 * picture.shadow.blur + max(abs(picture.shadow.x), abs(picture.shadow.y))
                    yield picture.rect.shrunk(-reach, -reach, -reach, -reach), _colour_ink(picture.shadow.colour)
        for drawing in page.drawings:
            colours = [colour for colour in (drawing.fill, drawing.stroke) if colour is not None]
            around = -drawing.weight
            yield drawing.bounds.shrunk(around, around, around, around), max(map(_colour_ink, colours), default=0.0)


def _colour_ink(colour: Colour) -> float:
    """How much ink but black a colour has."""
    if colour.space == "cmyk":
        return sum(colour.parts[:3])
    if colour.space == "ink":
        return sum(part for part, ink in zip(colour.parts, colour.inks, strict=True) if ink.name != "Black")
    return 3.0


def _reach(line: SetLine) -> Rect:
    """What a line of type may cover, its ruby too."""
    size = max([line.size, *(run.size for run in line.runs)])
    high = size * (_ABOVE + _BELOW)
    if line.vertical:
        return Rect(line.baseline - high / 2 - size / 2, line.x - size, high + size, line.measure + 2 * size)
    return Rect(line.x - size, line.baseline - _ABOVE * size, line.measure + 2 * size, high)
