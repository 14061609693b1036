"""Colours as operators of a content stream, with the colour spaces and the overprint that they need (ISO 32000-2 §8.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from banmian.colour.condition import Condition
from banmian.colour.seen import seen
from banmian.output.colours.code import KNOCK, OVER, number
from banmian.spec.types.colour import PROCESS_INKS, Colour, Ink

_FILL = {"gray": "g", "rgb": "rg", "cmyk": "k"}
_PROCESS = {ink.name for ink in PROCESS_INKS}
_DEVICES = {"gray": "DeviceGray", "rgb": "DeviceRGB", "cmyk": "DeviceCMYK"}
#: Graphics states. Mode 1: an ink that a colour has none of stays as it is (ISO 32000-2 §8.6.7).
STATES = {OVER: "<</OP true/OPM 1/op true>>", KNOCK: "<</OP false/OPM 1/op false>>"}


class Inks:
    """The operators of colours in one document. Without a condition they are as they were written."""

    def __init__(self, document: Any, condition: Condition | None = None) -> None:
        self.document = document
        self.condition = condition
        self.colorants = False  #: spaces of several inks say what each of their spot inks is (ISO 19005-2 §6.2.4.4)
        self.spaces: dict[str, str] = {}  #: of the page: name of the resource, by the name of its object
        self._known: dict[Colour, tuple[str, str]] = {}

    @property
    def on_press(self) -> bool:
        """Whether there are plates, so that something can print over something else."""
        return self.condition is not None and self.condition.space == "CMYK"

    def fill(self, colour: Colour) -> str:
        """The operator that sets the fill colour."""
        return self._operators(colour)[0]

    def stroke(self, colour: Colour) -> str:
        """The operator that sets the stroke colour."""
        return self._operators(colour)[1]

    def painted(self, colour: Colour) -> Colour:
        """*colour* as it is written: on screens in RGB, in black alone as greys."""
        if self.condition is None or colour.space == "ink":
            return colour
        if self.condition.for_screens and colour.space != "rgb":
            from banmian.colour.conversion import conversion

            return conversion(self.condition).colour(colour)
        if self.condition.space == "GRAY":
            return Colour("gray", (round(1 - colour.parts[-1], 4),)) if colour.space == "cmyk" else colour
        return colour

    def _operators(self, colour: Colour) -> tuple[str, str]:
        found = self._known.get(colour)
        if found is None or found[0].startswith("/"):  # a space has to be listed on each page that uses it
            found = self._known[colour] = self._made(self.painted(colour))
        return found

    def _made(self, colour: Colour) -> tuple[str, str]:
        parts = " ".join(map(number, colour.parts))
        word = _FILL.get(colour.space)
        if word is not None:
            return f"{parts} {word}", f"{parts} {word.upper()}"
        name = self.listed(colour)
        return f"/{name} cs {parts} scn", f"/{name} CS {parts} SCN"

    def listed(self, colour: Colour) -> str:
        """The resource name of the colour's space, which is put into the document once."""
        name = _space_name(colour)
        if name not in self.document.idToObject:
            self.document.Reference(space_object(colour.space, colour.inks, self.colorants), name)
        self.spaces[name] = name
        return name

    def space(self, colour: Colour) -> Any:
        """The colour's space as an object: a device's name, or a reference."""
        from reportlab.pdfbase import pdfdoc

        if colour.space in _DEVICES:
            return pdfdoc.PDFName(_DEVICES[colour.space])
        return pdfdoc.PDFObjectReference(self.listed(colour))


def _space_name(colour: Colour) -> str:
    if colour.space == "lab":
        return "csLab"
    told = repr([(ink.name, ink.shown.space, ink.shown.parts) for ink in colour.inks])
    return f"csInk{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def space_object(space: str, inks: Sequence[Ink], colorants: bool = False) -> Any:
    """Lab, Separation or DeviceN as an array (ISO 32000-2 §8.6.5.4, §8.6.6.4, §8.6.6.5); *colorants*: it tells its spot inks."""
    from reportlab.pdfbase import pdfdoc

    array, name = pdfdoc.PDFArray, pdfdoc.PDFName
    if space == "lab":
        told = {"WhitePoint": array([0.9642, 1, 0.8249]), "Range": array([-128, 127, -128, 127])}
        return array([name("Lab"), pdfdoc.PDFDictionary(told)])
    shown = [ink.shown for ink in inks]
    if len(inks) == 1:
        alternate, whole = _alternate(shown[0])
        bare = (0.0,) * 4 if alternate == "DeviceCMYK" else (1.0,) * len(whole) if alternate != "Lab" else (100.0, 0.0, 0.0)
        tint = pdfdoc.PDFDictionary(
            {
                "FunctionType": 2,
                "Domain": array([0, 1]),
                "C0": array(list(bare)),
                "C1": array([round(part, 4) for part in whole]),
                "N": 1,
            }
        )
        other = space_object("lab", ()) if alternate == "Lab" else name(alternate)
        return array([name("Separation"), name(inks[0].name), other, tint])
    names = array([name(ink.name) for ink in inks])
    made = [name("DeviceN"), names, name("DeviceCMYK"), _mixed([_in_inks(colour) for colour in shown])]
    spots = {ink.name: space_object("ink", [ink]) for ink in inks if ink.name not in _PROCESS}
    if colorants and spots:
        made.append(pdfdoc.PDFDictionary({"Colorants": pdfdoc.PDFDictionary(spots)}))
    return array(made)


def _alternate(shown: Colour) -> tuple[str, tuple[float, ...]]:
    """What stands for a spot colour where its ink is not there."""
    if shown.space == "lab":
        return "Lab", shown.parts
    return _DEVICES[shown.space], shown.parts


def _in_inks(colour: Colour) -> tuple[float, ...]:
    plain = seen(colour)
    if plain.space == "cmyk":
        return plain.parts
    black = 1 - max(plain.parts)
    return (*((1 - part - black) / (1 - black) if black < 1 else 0.0 for part in plain.parts), black)


def _mixed(shown: Sequence[tuple[float, ...]]) -> Any:
    """A calculator function from shares of inks to the four (ISO 32000-2 §7.10.5): their sum, of each one layer at most."""
    from reportlab.pdfbase import pdfdoc

    count = len(shown)
    words: list[str] = []
    for at in range(4):
        # The shares lie on the stack in their order, over them the sums made so far, and the one being made.
        for ink, colour in enumerate(shown):
            words.append(f"{count - 1 - ink + at + (ink > 0)} index {number(colour[at])} mul{' add' if ink else ''}")
        words.append("dup 1 gt {pop 1} if")
    body = f"{{{' '.join(words)} {count + 4} 4 roll {'pop ' * count}}}"
    stream = pdfdoc.PDFStream(content=body.encode())
    for key, value in (("FunctionType", 4), ("Domain", pdfdoc.PDFArray([0, 1] * count)), ("Range", pdfdoc.PDFArray([0, 1] * 4))):
        stream.dictionary[key] = value
    return stream
