"""Print a page in black only: every colour to the tint of black that looks as light, pictures to greys."""

from __future__ import annotations

import msgspec

from banmian.page.composed import ComposedPage, Drawing, Picture, Placeholder, Rule, Tint
from banmian.plan.style import Effect
from banmian.spec.dress import FillSpec
from banmian.spec.units import Colour
from banmian.text.line import SetLine

# How much of the light each ink takes away, by the luminance of press inks (ISO 12647-2, uncoated, rounded).
_CYAN, _MAGENTA, _YELLOW = 0.40, 0.52, 0.11


def in_black(page: ComposedPage) -> ComposedPage:
    """*page* with black as its only ink."""
    return msgspec.structs.replace(
        page,
        tints=tuple(_tint(tint) for tint in page.tints),
        pictures=tuple(_picture(picture) for picture in page.pictures),
        rules=tuple(_rule(rule) for rule in page.rules),
        drawings=tuple(_drawing(drawing) for drawing in page.drawings),
        lines=tuple(_line(line) for line in page.lines),
    )


def grey(colour: Colour) -> Colour:
    """The tint of black that looks as light as *colour*."""
    if colour.space == "rgb":
        red, green, blue = (part**2.2 for part in colour.parts)
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    else:
        cyan, magenta, yellow, black = colour.parts
        if not (cyan or magenta or yellow):
            return colour
        light = (1 - _CYAN * cyan) * (1 - _MAGENTA * magenta) * (1 - _YELLOW * yellow) * (1 - black)
        light **= 1.6  # ours: tints look darker than their share of ink
    return Colour("cmyk", (0.0, 0.0, 0.0, round(1 - light ** (1 / 2.2), 3)))


def _tint(tint: Tint) -> Tint:
    fill = tint.fill
    return msgspec.structs.replace(tint, fill=FillSpec(grey(fill.start), grey(fill.end) if fill.end else None, fill.angle))


def _picture(picture: Picture | Placeholder) -> Picture | Placeholder:
    return msgspec.structs.replace(picture, grey=True) if isinstance(picture, Picture) else picture


def _rule(rule: Rule) -> Rule:
    return msgspec.structs.replace(rule, colour=grey(rule.colour))


def _drawing(drawing: Drawing) -> Drawing:
    fill, stroke = drawing.fill, drawing.stroke
    return msgspec.structs.replace(drawing, fill=grey(fill) if fill else None, stroke=grey(stroke) if stroke else None)


def _line(line: SetLine) -> SetLine:
    runs = tuple(msgspec.structs.replace(run, colour=grey(run.colour)) if run.colour else run for run in line.runs)
    effects = tuple(Effect(grey(item.colour), item.weight, item.dx, item.dy) for item in line.effects)
    return msgspec.structs.replace(line, runs=runs, effects=effects, colour=grey(line.colour))
