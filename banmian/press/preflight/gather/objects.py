"""What a PDF's objects say: fonts, images, forbidden keys, annotations, intents, as pypdf reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from banmian.colour.profile import ProfileError, read_profile
from banmian.press.preflight.gather.facts import Font, Intent

_MOST_DEPTH = 16
_MOST_OBJECTS = 100_000
_EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}
_KEYS = {
    "/TR": "a transfer curve (TR)",
    "/TR2": "a transfer curve (TR2)",
    "/HTP": "a halftone phase (HTP)",
    "/BG": "its own black generation (BG)",
    "/BG2": "its own black generation (BG2)",
    "/UCR": "its own undercolour removal (UCR)",
    "/UCR2": "its own undercolour removal (UCR2)",
}
_ELSEWHERE = {
    "/OPI": "a picture that stands elsewhere (OPI)",
    "/Ref": "a page of another file (Ref)",
    "/Alternates": "a picture with others in its place (Alternates)",
}
_OPAQUE = {"/Normal", "/Compatible"}
_PREFIXES = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


class Walk:
    """Everything that one page's resources hold, forms, patterns and letters of Type 3 fonts included."""

    def __init__(self) -> None:
        self.fonts: dict[str, Font] = {}
        self.transparent: dict[str, None] = {}
        self.found: dict[str, None] = {}
        self._seen: set[tuple[int, int]] = set()

    def resources(self, value: Any, depth: int = 0) -> None:
        """Look through a resource dictionary."""
        told = resolved(value)
        if not hasattr(told, "items") or depth > _MOST_DEPTH:
            return
        for name, state in entries(told.get("/ExtGState")):
            self.state(name, state)
        for name, font in entries(told.get("/Font")):
            self.font(name, font, depth)
        for name, item in entries(told.get("/XObject")):
            self.object(name, item, depth)
        for _, item in entries(told.get("/Pattern")):
            if self.new(item) and hasattr(resolved(item), "get"):
                self.resources(resolved(item).get("/Resources"), depth + 1)

    def new(self, item: Any) -> bool:
        """Whether an object is met for the first time."""
        key = (item.idnum, item.generation) if hasattr(item, "idnum") else (id(item), -1)
        if key in self._seen or len(self._seen) > _MOST_OBJECTS:
            return False
        self._seen.add(key)
        return True

    def state(self, name: str, value: Any) -> None:
        """A graphics state."""
        told = resolved(value)
        if not hasattr(told, "items"):
            return
        for key in ("/CA", "/ca"):
            if key in told and number(told[key], 1.0) < 1:
                self.transparent[f"opacity {number(told[key], 1.0):g} ({name})"] = None
        modes = resolved(told.get("/BM"))
        for mode in modes if isinstance(modes, list) else [modes]:
            if mode is not None and str(mode) not in _OPAQUE:
                self.transparent[f"blend mode {str(mode)[1:]} ({name})"] = None
        if resolved(told.get("/SMask")) not in (None, "/None"):
            self.transparent[f"a soft mask ({name})"] = None
        for key, what in _KEYS.items():
            if key in told and not (key.endswith("2") and str(resolved(told[key])) == "/Default"):
                self.found[what] = None
        halftone = resolved(told.get("/HT"))
        if hasattr(halftone, "get") and halftone.get("/HalftoneType") not in (1, 5):
            self.found["a halftone of another type than 1 or 5"] = None

    def font(self, name: str, value: Any, depth: int) -> None:
        """A font, and what its letters are where they are drawings."""
        told = resolved(value)
        if not hasattr(told, "get") or not self.new(value):
            return
        kind = str(told.get("/Subtype", "/"))[1:]
        descendants = resolved(told.get("/DescendantFonts")) or []
        inner = resolved(descendants[0]) if descendants else told
        descriptor = resolved(inner.get("/FontDescriptor")) if hasattr(inner, "get") else None
        embedded = kind == "Type3" or (descriptor is not None and bool(_EMBEDDED & set(descriptor)))
        shown = str(told.get("/BaseFont", name))[1:]
        self.fonts[f"{shown} {kind}"] = Font(re.sub(r"^[A-Z]{6}\+", "", shown), kind, embedded)
        if kind == "Type3":
            self.resources(told.get("/Resources"), depth + 1)

    def object(self, name: str, value: Any, depth: int) -> None:
        """A form, an image, or something in PostScript."""
        told = resolved(value)
        if not hasattr(told, "get") or not self.new(value):
            return
        kind = str(told.get("/Subtype", ""))
        for key, what in _ELSEWHERE.items():
            if key in told:
                self.found[what] = None
        if kind == "/PS" or str(told.get("/Subtype2", "")) == "/PS" or "/PS" in told:
            self.found["PostScript (PS)"] = None
        if kind == "/Image":
            self.image(name, told)
        elif kind == "/Form":
            group = resolved(told.get("/Group"))
            if hasattr(group, "get") and str(group.get("/S")) == "/Transparency":
                self.transparent[f"a transparency group ({name})"] = None
            self.resources(told.get("/Resources"), depth + 1)

    def image(self, name: str, told: Any) -> None:
        """An image."""
        if resolved(told.get("/SMask")) is not None:
            self.transparent[f"a picture with a soft mask ({name})"] = None
        if number(told.get("/SMaskInData"), 0.0) > 0:
            self.transparent[f"a picture with transparency of its own ({name})"] = None


def resolved(value: Any) -> Any:
    """What a reference of pypdf's stands for."""
    return value.get_object() if hasattr(value, "get_object") else value


def entries(value: Any) -> Iterator[tuple[str, Any]]:
    """A dictionary's entries, their values as they are written."""
    told = resolved(value)
    if hasattr(told, "raw_get"):
        for key in list(told.keys()):
            yield str(key)[1:], told.raw_get(key)


def number(value: Any, otherwise: float) -> float:
    """A number of a PDF."""
    try:
        return float(resolved(value))
    except (TypeError, ValueError):
        return otherwise


def intents(root: Any) -> tuple[Intent, ...]:
    """The output intents of a catalogue."""
    found = []
    for item in resolved(root.get("/OutputIntents")) or []:
        told = resolved(item)
        if not hasattr(told, "get"):
            continue
        named, registry, info = (_text(told.get(key)) for key in ("/OutputConditionIdentifier", "/RegistryName", "/Info"))
        stream = resolved(told.get("/DestOutputProfile"))
        name, space, kind, fault = "", "", "", ""
        if stream is not None:
            try:
                profile = read_profile(stream.get_data())
                name, space, kind = profile.name, profile.space, profile.kind
                if int(number(stream.get("/N"), 0)) != profile.parts:
                    fault = f"its stream says N {stream.get('/N')}, and its profile has {profile.parts} parts"
            except (ProfileError, AttributeError, ValueError) as error:
                fault = str(error)
        found.append(Intent(str(told.get("/S", "/"))[1:], named, registry, info, name, space, kind, fault))
    return tuple(found)


def _text(value: Any) -> str:
    return str(resolved(value) or "")


def metadata(root: Any) -> dict[str, str] | None:
    """XMP's properties; None where there is none, or none that can be read."""
    stream = resolved(root.get("/Metadata"))
    if stream is None or not hasattr(stream, "get_data"):
        return None
    data = stream.get_data()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    start, end = data.find(b"<x:xmpmeta"), data.rfind(b"</x:xmpmeta>")
    if start < 0:
        start, end = data.find(b"<rdf:RDF"), data.rfind(b"</rdf:RDF>")
    try:
        tree = ElementTree.fromstring(data[start : data.find(b">", end) + 1])
    except ElementTree.ParseError:
        return None
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found[_short(name)] = value
        for child in description:
            found[_short(child.tag)] = " ".join("".join(child.itertext()).split())
    return found


def _short(name: str) -> str:
    space, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    return f"{_PREFIXES.get(space, space)}:{local}"


def actions(root: Any) -> tuple[str, ...]:
    """What a file does by itself."""
    found = []
    if "/OpenAction" in root and hasattr(resolved(root["/OpenAction"]), "get"):
        found.append("something done when it opens (OpenAction)")
    if "/AA" in root:
        found.append("something done by itself (AA)")
    names = resolved(root.get("/Names"))
    if hasattr(names, "get") and "/JavaScript" in names:
        found.append("JavaScript")
    form = resolved(root.get("/AcroForm"))
    if hasattr(form, "get") and resolved(form.get("/Fields")):
        found.append("a form to fill in (AcroForm)")
    return tuple(found)
