"""The colours of a finished page, changed: to tints of black alone, or for a press or screens, pictures with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from banmian.colour.condition import Condition
from banmian.page.composed import ComposedPage, Drawing, Picture, Placeholder, Rule, Tint
from banmian.pictures.greys import grey
from banmian.plan.style import Effect
from banmian.spec.types.colour import RICH_BLACK, Colour
from banmian.spec.types.dress import FillSpec
from banmian.text.lines.line import SetLine

Change = Callable[[Colour], Colour]


def in_black(page: ComposedPage) -> ComposedPage:
    """*page* with black as its only ink."""
    changed = _recoloured(page, grey)
    pictures = tuple(msgspec.structs.replace(item, grey=True) if isinstance(item, Picture) else item for item in changed.pictures)
    return msgspec.structs.replace(changed, pictures=pictures)


def in_condition(page: ComposedPage, condition: Condition) -> ComposedPage:
    """*page* in the colours of *condition*; pictures are brought into it when they are written."""
    from banmian.colour.conversion import conversion

    press, made = conversion(condition), dict[Colour, Colour]()

    def change(colour: Colour) -> Colour:
        return made.setdefault(colour, press.colour(colour))

    changed = _recoloured(page, change)
    pictures = tuple(
        msgspec.structs.replace(item, treatment=msgspec.structs.replace(item.treatment, condition=condition))
        if isinstance(item, Picture)
        else item
        for item in changed.pictures
    )
    told = (*changed.told, *_limited(made, condition))
    return msgspec.structs.replace(changed, pictures=pictures, condition=condition, told=told)


def _limited(made: Mapping[Colour, Colour], condition: Condition) -> Iterator[str]:
    """What to say of inks that were over the limit as they were written; a rich black is as rich as it may be."""
    for colour in sorted(made, key=lambda item: item.parts):
        if condition.space != "CMYK" or colour.space != "cmyk" or colour == RICH_BLACK or made[colour] == colour:
            continue
        written, printed = (" ".join(f"{100 * part:.3g}" for part in item.parts) for item in (colour, made[colour]))
        share = sum(made[colour].parts)
        yield f"cmyk {written} is {sum(colour.parts):.0%} of ink; it is printed as {printed}, {share:.0%}"


def _recoloured(page: ComposedPage, change: Change) -> ComposedPage:
    return msgspec.structs.replace(
        page,
        tints=tuple(_tint(tint, change) for tint in page.tints),
        pictures=tuple(_picture(picture, change) for picture in page.pictures),
        rules=tuple(_rule(rule, change) for rule in page.rules),
        drawings=tuple(_drawing(drawing, change) for drawing in page.drawings),
        lines=tuple(_line(line, change) for line in page.lines),
    )


def _tint(tint: Tint, change: Change) -> Tint:
    fill = tint.fill
    return msgspec.structs.replace(tint, fill=FillSpec(change(fill.start), change(fill.end) if fill.end else None, fill.angle))


def _picture(picture: Picture | Placeholder, change: Change) -> Picture | Placeholder:
    if not isinstance(picture, Picture):
        return picture
    treatment, shadow = picture.treatment, picture.shadow
    if treatment.tone is not None:
        dark, light = treatment.tone
        treatment = msgspec.structs.replace(treatment, tone=(change(dark), change(light)))
    if shadow is not None:
        shadow = msgspec.structs.replace(shadow, colour=change(shadow.colour))
    return msgspec.structs.replace(picture, treatment=treatment, shadow=shadow)


def _rule(rule: Rule, change: Change) -> Rule:
    return msgspec.structs.replace(rule, colour=change(rule.colour))


def _drawing(drawing: Drawing, change: Change) -> Drawing:
    fill, stroke = drawing.fill, drawing.stroke
    return msgspec.structs.replace(drawing, fill=change(fill) if fill else None, stroke=change(stroke) if stroke else None)


def _line(line: SetLine, change: Change) -> SetLine:
    runs = tuple(msgspec.structs.replace(run, colour=change(run.colour)) if run.colour else run for run in line.runs)
    readings = tuple(msgspec.structs.replace(run, colour=change(run.colour)) if run.colour else run for run in line.readings)
    effects = tuple(Effect(change(item.colour), item.weight, item.dx, item.dy) for item in line.effects)
    return msgspec.structs.replace(line, runs=runs, readings=readings, effects=effects, colour=change(line.colour))
