"""What PDF/A asks of pages: colours, fonts, pictures, transparency, annotations (ISO 19005-2, -3, -4)."""

from __future__ import annotations

from collections.abc import Iterator

from banmian.press.preflight.rules.afile import facts
from banmian.press.preflight.rules.rule import A, Asked, Finding, rule
from banmian.spec.types.house import Wanted

_OF_SPACE = {"DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
_NOT_ALLOWED = {"3D", "Sound", "Screen", "Movie"}
_PRINT, _BAD_FLAGS = 4, 1 | 2 | 32 | 256  # invisible, hidden, no view, toggle no view


@rule("a-intent", "an output intent has one profile that can be used", "ISO 19005-2, -3 §6.2.3; ISO 19005-4 §6.2.3", standards=A)
def intent(asked: Asked) -> Iterator[Finding]:
    for what in facts(asked).intents:
        yield Finding("a-intent", what)


@rule(
    "a-colours",
    "colours are told by profiles, or of the kind that the output intent is of",
    "ISO 19005-2, -3 §6.2.4.3; ISO 19005-4 §6.2.4.3",
    standards=A,
)
def colours(asked: Asked) -> Iterator[Finding]:
    spaces = {item.space for item in asked.facts.intents if item.subtype == "GTS_PDFA1" and item.profile}
    for device, page in facts(asked).spaces.items():
        if device == "DeviceGray":
            if not spaces:
                yield Finding("a-colours", "there are greys of a device, and no output intent says of which", page)
        elif _OF_SPACE[device] not in spaces:
            yield Finding("a-colours", f"there are colours in {device}, and no output intent of {_OF_SPACE[device]}", page)


@rule(
    "a-spots",
    "spaces of several inks say what each of their spot inks is (Colorants)",
    "ISO 19005-2, -3 §6.2.4.4; ISO 19005-4 §6.2.4.4",
    standards=A,
)
def spots(asked: Asked) -> Iterator[Finding]:
    for page, ink in facts(asked).spots:
        yield Finding("a-spots", f"a space of several inks does not say what {ink} is", page)


@rule(
    "a-fonts",
    "every font is embedded, and its glyphs are told apart",
    "ISO 19005-2, -3 §6.2.11.3, §6.2.11.4; ISO 19005-4 §6.2.10",
    standards=A,
)
def fonts(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).letters:
        if not item.embedded:
            yield Finding("a-fonts", f"the font {item.name} ({item.kind}) is not embedded", item.page)
        elif not item.mapped_glyphs:
            yield Finding("a-fonts", f"the font {item.name} does not say which glyph a code is (CIDToGIDMap)", item.page)


@rule(
    "a-unicode",
    "every character that is shown says what it is in Unicode",
    "ISO 19005-2, -3 §6.2.11.7.2; ISO 19005-4 §6.2.10.7",
    standards=A,
)
def unicode(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).letters:
        if item.unmapped:
            yield Finding("a-unicode", f"{item.unmapped} glyphs of the font {item.name} do not say what they are", item.page)
        if item.forbidden:
            yield Finding("a-unicode", f"{item.forbidden} glyphs of the font {item.name} stand for no character", item.page)


@rule("a-notdef", "no glyph is shown for a missing one", "ISO 19005-2, -3 §6.2.11.8; ISO 19005-4 §6.2.10.8", standards=A)
def notdef(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).letters:
        if item.notdef:
            yield Finding("a-notdef", f"the font {item.name} shows its glyph for missing ones (.notdef)", item.page)


@rule("a-operators", "content has no operators that PDF does not know", "ISO 19005-2, -3 §6.2.2; ISO 19005-4 §6.2.2", standards=A)
def operators(asked: Asked) -> Iterator[Finding]:
    for page, operator in facts(asked).unknown:
        yield Finding("a-operators", f"there is no operator {operator}", page)


@rule("a-pictures", "pictures are not interpolated", "ISO 19005-2, -3 §6.2.8; ISO 19005-4 §6.2.7", standards=A)
def pictures(asked: Asked) -> Iterator[Finding]:
    if facts(asked).interpolated:
        yield Finding("a-pictures", f"{facts(asked).interpolated} of its pictures are interpolated")


@rule(
    "a-forbidden",
    "there are no transfer curves, PostScript, pages of other files, other versions of pictures, presentations",
    "ISO 19005-2, -3 §6.2.5, §6.2.8, §6.2.9, §6.10; ISO 19005-4 §6.2.5, §6.2.7, §6.2.8",
    standards=A,
)
def forbidden(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for what in page.found:
            if not what.startswith(("its own", "something done")):
                yield Finding("a-forbidden", f"there is {what}", page.number)


@rule(
    "a-transparency",
    "what is transparent is mixed in a space that is told, by the page or by an output intent",
    "ISO 19005-2, -3 §6.2.10; ISO 19005-4 §6.2.9",
    standards=A,
)
def transparency(asked: Asked) -> Iterator[Finding]:
    if any(item.subtype == "GTS_PDFA1" for item in asked.facts.intents):
        return
    for page in facts(asked).ungrouped:
        yield Finding("a-transparency", "what is transparent is mixed in no space that is told", page)


@rule(
    "a-annotations",
    "annotations are of kinds that last, are seen and printed, and say how they look",
    "ISO 19005-2, -3 §6.3; ISO 19005-4 §6.4",
    standards=A,
)
def notes(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).annotations:
        if item.kind in _NOT_ALLOWED or (item.kind == "FileAttachment" and asked.standard is Wanted.A4):
            yield Finding("a-annotations", f"there is an annotation of the kind {item.kind}", item.page)
        elif item.kind != "Popup" and (not item.flags & _PRINT or item.flags & _BAD_FLAGS):
            yield Finding("a-annotations", f"an annotation ({item.kind}) is hidden, or not printed", item.page)
        elif item.kind not in ("Popup", "Link") and not item.appearance:
            yield Finding("a-annotations", f"an annotation ({item.kind}) does not say how it looks (AP)", item.page)
