"""What PDF/X asks of pages: boxes, fonts, colours, nothing transparent in X-1a (ISO 15930-1, -4, -7)."""

from __future__ import annotations

from collections.abc import Iterator

from banmian.press.preflight.gather.facts import Box, Page
from banmian.press.preflight.rules.rule import X1A, Asked, Finding, X, rule
from banmian.spec.types.house import Wanted

_SOURCE = "ISO 15930-1, -4, -7"
_SLACK = 0.02  # points by which boxes may leave one another: numbers are rounded
_FLAT_SPACES = {"DeviceGray", "DeviceCMYK", "Separation", "DeviceN", "stencil", "none"}


@rule(
    "x-boxes",
    "each page has a trim box or an art box, not both, within its bleed, crop and media box",
    f"{_SOURCE}: bounding boxes; ISO 32000-1 §14.11.2",
    standards=X,
)
def boxes(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        found = page.boxes
        if ("trim" in found) == ("art" in found):
            told = "both a trim box and an art box" if "trim" in found else "neither a trim box nor an art box"
            yield Finding("x-boxes", f"it has {told}", page.number)
        inner = "trim" if "trim" in found else "art"
        for name, outer in ((inner, "bleed"), (inner, "media"), ("bleed", "media"), ("crop", "media")):
            if name in found and outer in found and not _within(found[name], found[outer]):
                yield Finding("x-boxes", f"its {name} box leaves its {outer} box", page.number)


def _within(inner: Box, outer: Box) -> bool:
    low = inner[0] >= outer[0] - _SLACK and inner[1] >= outer[1] - _SLACK
    return low and inner[2] <= outer[2] + _SLACK and inner[3] <= outer[3] + _SLACK


@rule("x-fonts", "every font is in the file", f"{_SOURCE}: fonts; ISO 32000-1 §9.9", standards=X)
def fonts(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for font in page.fonts:
            if not font.embedded:
                yield Finding("x-fonts", f"the font {font.name} is not in the file", page.number)


@rule(
    "x-colours",
    "X-1a is of inks and greys, X-4 of its output intent's and of colours with profiles",
    f"{_SOURCE}: colour spaces; ISO 32000-1 §8.6",
    standards=X,
)
def colours(asked: Asked) -> Iterator[Finding]:
    space = next((item.space for item in asked.facts.intents if item.subtype == "GTS_PDFX"), "")
    for page in asked.facts.pages:
        told = {*_flat(page), *_by_device(page, space or "CMYK")} if asked.flat else set(_by_device(page, space))
        for what in sorted(told):
            yield Finding("x-colours", f"it has {what}", page.number)


def _flat(page: Page) -> Iterator[str]:
    for item in page.painted:
        if item.space in ("rgb", "lab") or (not item.device and item.space != "ink"):
            yield f"{_kind(item.what)} in {'RGB' if item.space == 'rgb' else 'colours with a profile'}"
    for image in page.images:
        if image.space.removeprefix("Indexed ") not in _FLAT_SPACES:
            yield f"a picture in {image.space}"


def _by_device(page: Page, space: str) -> Iterator[str]:
    allowed = {"CMYK": {"gray", "cmyk"}, "RGB": {"gray", "rgb"}, "GRAY": {"gray"}}.get(space, {"gray"})
    for item in page.painted:
        if item.device and item.space in ("rgb", "cmyk") and item.space not in allowed:
            yield f"{_kind(item.what)} in Device{item.space.upper()}, and its output intent is of {space or 'nothing'}"
    for image in page.images:
        device = {"DeviceRGB": "rgb", "DeviceCMYK": "cmyk"}.get(image.space.removeprefix("Indexed "))
        if device and device not in allowed:
            yield f"a picture in {image.space}, and its output intent is of {space or 'nothing'}"


def _kind(what: str) -> str:
    return {"type": "type", "path": "something drawn", "gradient": "a gradient"}.get(what, what)


@rule("x-transparency", "X-1a knows no transparency", "ISO 15930-1, -4: transparency; ISO 32000-1 §11", standards=X1A)
def transparency(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for what in page.transparent:
            yield Finding("x-transparency", f"it has {what}", page.number)


@rule("x-annotations", "nothing is noted on the page within its bleed", f"{_SOURCE}: annotations; ISO 32000-1 §12.5", standards=X)
def notes(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for kind, inside in page.annotations:
            if kind not in ("PrinterMark", "TrapNet") and inside:
                yield Finding("x-annotations", f"a note of kind {kind} lies on it", page.number)


@rule(
    "x-forbidden",
    "nothing hangs on the device or on other files: no PostScript, OPI, transfer curves",
    f"{_SOURCE}: PostScript, OPI, halftones, transfer functions; ISO 32000-1 §8.8.2, §14.11.7, §10.5",
    standards=X,
)
def forbidden(asked: Asked) -> Iterator[Finding]:
    for page in asked.facts.pages:
        for what in page.found:
            yield Finding("x-forbidden", f"it has {what}", page.number)


@rule(
    "x-coding",
    "pictures are not coded by LZW, in X-1a not by JPEG 2000 or, in that of 2001, JBIG2",
    f"{_SOURCE}: compression; ISO 32000-1 §7.4",
    standards=X,
)
def coding(asked: Asked) -> Iterator[Finding]:
    forbidden_codings = {"LZWDecode": "LZW", "LZW": "LZW"}
    if asked.flat:
        forbidden_codings["JPXDecode"] = "JPEG 2000"
    if asked.standard is Wanted.X1A_2001:
        forbidden_codings["JBIG2Decode"] = "JBIG2"
    for page in asked.facts.pages:
        for image in page.images:
            for name in image.filters:
                if name in forbidden_codings:
                    yield Finding("x-coding", f"it has a picture coded by {forbidden_codings[name]}", page.number, image.box)
            if asked.flat and image.bits == 16:
                yield Finding("x-coding", "it has a picture of 16 bits a colour, which PDF 1.5 brought", page.number, image.box)
