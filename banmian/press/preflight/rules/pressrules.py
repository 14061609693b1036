"""What newspapers ask of a PDF: ink, resolution, sizes of type and lines, overprint, boxes."""

from __future__ import annotations

from collections.abc import Iterator

from banmian.press.preflight.gather.facts import Painted, Type
from banmian.press.preflight.gather.seen import count
from banmian.press.preflight.rules.rule import Asked, Finding, rule
from banmian.spec.types.house import Severity
from banmian.spec.types.units import Length

_TRADE = "what newspapers ask of pages and advertisements (docs/press.md)"
_WHOLE = 0.98  # of an ink; less is a tint
_SMALL_BLACK = 12.0  # points; black type below it shows its white edges
_MM = 72 / 25.4
_BLACK = "cmyk", (0.0, 0.0, 0.0, 1.0)


def _points(length: Length | None) -> float:
    return length.points(0, 0) if length is not None else 0.0


@rule("readable", "every page can be read and taken apart into its plates", "banmian")
def readable(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        if page.fault:
            yield Finding("readable", f"it cannot be taken apart: {page.fault}", page.number)


@rule("fonts", "every font is in the file", _TRADE)
def fonts(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for font in page.fonts:
            if not font.embedded:
                yield Finding("fonts", f"the font {font.name} is not in the file", page.number)


@rule("ink", "no place has more ink than the paper bears", _TRADE)
def ink(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        found = page.ink
        if found is None or asked.house.ink is None or not found.over:
            continue
        x, y = (value / _MM for value in found.at)
        message = f"{found.most:.0%} of ink at {x:.0f} mm, {y:.0f} mm; {found.over:.2%} of it is over {found.limit:.0%}"
        yield Finding("ink", message, page.number, (found.at[0] - 3, found.at[1] - 3, 6.0, 6.0))


@rule("picture-resolution", "pictures have as many pixels as the screen shows", _TRADE)
def resolution(asked: Asked) -> Iterator[Finding]:
    house = asked.house
    for page in asked.facts.pages:
        for image in page.images:
            if not image.ppi or min(image.pixels) < 2:
                continue
            if image.bits == 1:
                if house.line_art_ppi and image.ppi < house.line_art_ppi - 0.5:
                    message = f"line art of {image.ppi:.0f} ppi; {house.line_art_ppi} are asked for"
                    yield Finding("picture-resolution", message, page.number, image.box)
                continue
            least, wanted = house.picture_ppi or 0, house.picture_ppi_wanted or 0
            if image.ppi < max(least, wanted) - 0.5:
                severity = Severity.ERROR if image.ppi < least - 0.5 else Severity.WARNING
                message = f"a picture of {image.ppi:.0f} ppi; {max(least, wanted)} are asked for"
                yield Finding("picture-resolution", message, page.number, image.box, severity)


@rule("rgb", "colours are inks", _TRADE)
def rgb(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        kinds = {item.what for item in page.painted if item.space in ("rgb", "lab")}
        words = {"type": "type", "path": "something drawn", "gradient": "a gradient"}
        for kind in sorted(kinds):
            yield Finding("rgb", f"{words.get(kind, kind)} in RGB or Lab", page.number)
        for image in page.images:
            if any(word in image.space for word in ("RGB", "Lab")):
                yield Finding("rgb", f"a picture in {image.space}", page.number, image.box)


@rule("spots", "spot colours are printed where they are agreed on", _TRADE)
def spot_colours(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for name in page.spots if not asked.house.spots else ():
            yield Finding("spots", f"the spot colour {name}", page.number)


@rule("layers", "a file has no layers where a house takes none", _TRADE)
def layers(asked: Asked) -> Iterator[Finding]:
    if asked.facts.layers and not asked.house.layers:
        yield Finding("layers", f"it has {asked.facts.layers} layer{'s' if asked.facts.layers > 1 else ''}")


@rule("smallest-type", "type is as large as newsprint holds", _TRADE, Severity.WARNING)
def smallest_type(asked: Asked) -> Iterator[Finding]:
    least = _points(asked.house.smallest_type)
    for number, item in _types(asked):
        if item.size < least - 0.01:
            yield Finding(
                "smallest-type", f"type of {item.size:g} pt ({item.text}); at least {least:g} pt are asked for", number, item.box
            )


@rule("colour-type", "type of several inks is as large as plates meet", _TRADE)
def colour_type(asked: Asked) -> Iterator[Finding]:
    least = _points(asked.house.colour_type)
    for number, item in _types(asked):
        if count(item.inks) > 1 and item.size < least - 0.01:
            message = f"type of {item.size:g} pt in {count(item.inks)} inks ({item.text}); from {least:g} pt on"
            yield Finding("colour-type", message, number, item.box)


@rule("tint-type", "type of a tint is as large as its screen shows", _TRADE)
def tint_type(asked: Asked) -> Iterator[Finding]:
    least = _points(asked.house.tint_type)
    for number, item in _types(asked):
        if count(item.inks) == 1 and max(item.inks) < _WHOLE and item.size < least - 0.01:
            message = f"type of {item.size:g} pt in a tint of {max(item.inks):.0%} ({item.text}); from {least:g} pt on"
            yield Finding("tint-type", message, number, item.box)


@rule("white-type", "white out of colours is as large as plates meet", _TRADE)
def white_type(asked: Asked) -> Iterator[Finding]:
    least = _points(asked.house.white_type)
    for number, item in _types(asked):
        if count(item.inks) == 0 and item.over_inks > 1 and item.size < least - 0.01:
            message = f"white type of {item.size:g} pt out of {item.over_inks} inks ({item.text}); from {least:g} pt on"
            yield Finding("white-type", message, number, item.box)


def _types(asked: Asked) -> Iterator[tuple[int, Type]]:
    for page in asked.facts.pages:
        for item in page.type:
            yield page.number, item


@rule("thin-lines", "lines are as thick as newsprint holds, those of several inks thicker", _TRADE, Severity.WARNING)
def thin_lines(asked: Asked) -> Iterator[Finding]:
    thin, colour = _points(asked.house.thin_line), _points(asked.house.colour_line)
    for page in asked.facts.pages:
        for line in page.lines:
            several = count(line.inks) > 1
            least = colour if several else thin
            if line.weight < least - 0.005:
                told = f"a line of {line.weight:g} pt in {count(line.inks)} ink{'s' if several else ''}"
                yield Finding("thin-lines", f"{told}; at least {least:g} pt are asked for", page.number, line.box)


@rule("white-overprint", "white is never printed over other inks: it would not be there", _TRADE)
def white_overprint(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        words = {"type": "white type", "path": "something drawn in white"}
        for what in sorted({item.what for item in page.painted if _vanishes(item)} & set(words)):
            yield Finding("white-overprint", f"{words[what]} is printed over other inks, and vanishes", page.number)


def _vanishes(item: Painted) -> bool:
    """Whether it leaves every plate as it is."""
    if not item.over or any(item.parts):
        return False
    return item.space == "ink" or (item.space == "cmyk" and item.device and item.mode == 1)


@rule("black-overprint", "black type prints over what lies under it", _TRADE, Severity.WARNING)
def black_overprint(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        small = any(item.size < _SMALL_BLACK and item.inks[:4] == (0.0, 0.0, 0.0, 1.0) for item in page.type)
        black = [
            item for item in page.painted if item.what == "type" and item.space == "cmyk" and item.parts == (0.0, 0.0, 0.0, 1.0)
        ]
        if small and black and not any(item.over for item in black):
            yield Finding("black-overprint", "black type is left out of what lies under it", page.number)


@rule("trim", "a page says where it is cut", _TRADE)
def trim(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        if "trim" not in page.boxes and "art" not in page.boxes:
            yield Finding("trim", "it has no trim box", page.number)


@rule("bleed", "a page has as much bleed as is asked for", _TRADE)
def bleed(asked: Asked) -> Iterator[Finding]:
    wanted = _points(asked.house.bleed)
    for page in asked.facts.pages if wanted else ():
        trim_box = page.boxes.get("trim")
        outer = page.boxes.get("bleed") or trim_box
        if trim_box is None or outer is None:
            continue
        least = min(trim_box[0] - outer[0], trim_box[1] - outer[1], outer[2] - trim_box[2], outer[3] - trim_box[3])
        if least < wanted - 0.05:
            yield Finding("bleed", f"its bleed is {least / _MM:.1f} mm; {wanted / _MM:.1f} mm are asked for", page.number)


@rule("intent-name", "the output intent is one that the house knows", _TRADE)
def intent_name(asked: Asked) -> Iterator[Finding]:
    wanted = asked.house.intents
    told = [item.identifier for item in asked.facts.intents]
    if wanted and not any(name.lower() in item.lower() for name in wanted for item in told):
        found = ", ".join(item for item in told if item) or "none"
        yield Finding("intent-name", f"its output intent is {found}, and not {' or '.join(wanted)}")


@rule("turned", "pages stand upright", _TRADE, Severity.WARNING)
def turned(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        if page.rotate:
            yield Finding("turned", f"it is turned by {page.rotate}°", page.number)
