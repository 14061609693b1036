"""Print a page in black only: every colour to the tint of black that looks as light, pictures to greys."""

from __future__ import annotations

import msgspec

from banmian.page.composed import ComposedPage, Drawing, Picture, Placeholder, Rule, Tint
from banmian.pictures.greys import grey
from banmian.plan.style import Effect
from banmian.spec.types.dress import FillSpec
from banmian.text.lines.line import SetLine


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


def _tint(tint: Tint) -> Tint:
    fill = tint.fill
    return msgspec.structs.replace(tint, fill=FillSpec(grey(fill.start), grey(fill.end) if fill.end else None, fill.angle))


def _picture(picture: Picture | Placeholder) -> Picture | Placeholder:
    if not isinstance(picture, Picture):
        return picture
    treatment, shadow = picture.treatment, picture.shadow
    if treatment.tone is not None:
        dark, light = treatment.tone
        treatment = msgspec.structs.replace(treatment, tone=(grey(dark), grey(light)))
    if shadow is not None:
        shadow = msgspec.structs.replace(shadow, colour=grey(shadow.colour))
    return msgspec.structs.replace(picture, grey=True, treatment=treatment, shadow=shadow)


def _rule(rule: Rule) -> Rule:
    return msgspec.structs.replace(rule, colour=grey(rule.colour))


def _drawing(drawing: Drawing) -> Drawing:
    fill, stroke = drawing.fill, drawing.stroke
    return msgspec.structs.replace(drawing, fill=grey(fill) if fill else None, stroke=grey(stroke) if stroke else None)


def _line(line: SetLine) -> SetLine:
    runs = tuple(msgspec.structs.replace(run, colour=grey(run.colour)) if run.colour else run for run in line.runs)
    effects = tuple(Effect(grey(item.colour), item.weight, item.dx, item.dy) for item in line.effects)
    return msgspec.structs.replace(line, runs=runs, effects=effects, colour=grey(line.colour))
