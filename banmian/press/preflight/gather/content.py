"""A page's content, operator by operator: what is painted outside of marked content, which codes are shown of which font."""

from __future__ import annotations

from typing import Any

from banmian.press.preflight.gather.objects import resolved

_MOST_DEPTH = 12
_PAINTS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Tj", b"TJ", b"'", b'"', b"INLINE IMAGE"))
_PATHS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"n", b"W", b"W*"))
_OTHERS = frozenset(
    b"q Q cm w J j M d ri i gs CS cs SC SCN sc scn G g RG rg K k d0 d1 Do BI ID EI BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* "
    b"MP DP BMC BDC EMC BX EX".split()
)
KNOWN = _PAINTS | _PATHS | _OTHERS
_DEVICES = {b"g": "DeviceGray", b"G": "DeviceGray", b"rg": "DeviceRGB", b"RG": "DeviceRGB", b"k": "DeviceCMYK", b"K": "DeviceCMYK"}
_WORDS = {
    "Tj": "type",
    "TJ": "type",
    "'": "type",
    '"': "type",
    "Do": "a picture or form",
    "INLINE IMAGE": "a picture",
    "sh": "a gradient",
}


class Scan:
    """What the content of a file's pages says; one for all of them."""

    def __init__(self) -> None:
        self.untagged: dict[tuple[int, str], None] = {}
        self.crossed: dict[tuple[int, str], None] = {}
        self.unknown: dict[tuple[int, str], None] = {}
        self.spaces: dict[str, int] = {}
        self.fonts: dict[Any, tuple[int, Any, set[int]]] = {}  #: page, font and codes by the font's object
        self.deepest = 0
        self.marks: dict[int, set[int]] = {}  #: by page, ids of marked content
        self.spots: dict[tuple[int, str], None] = {}

    def page(self, page: Any, number: int, reader: Any) -> None:
        """Look through a page."""
        from pypdf.generic import ContentStream

        content = page.get_contents()
        if content is None:
            return
        told = content if isinstance(content, ContentStream) else ContentStream(content, reader)
        _Run(self, number, reader).content(told.operations, resolved(page.get("/Resources")), 0)


class _Run:
    """One page's operators."""

    def __init__(self, scan: Scan, page: int, reader: Any) -> None:
        self.scan = scan
        self.page = page
        self.reader = reader
        self.stack: list[str] = []  #: of marked content: tagged, artifact, or empty for neither
        self.saved = 0
        self.font: Any = None
        self.codes: set[int] | None = None
        self.wide = False
        self.mode = 0

    def content(self, operations: Any, resources: Any, depth: int) -> None:
        for operands, operator in operations:
            if operator not in KNOWN:
                self.scan.unknown[self.page, operator.decode("latin-1", "replace")] = None
            elif operator in _DEVICES:
                self.scan.spaces.setdefault(_DEVICES[operator], self.page)
            else:
                self.step(operands, operator, resources, depth)

    def step(self, operands: Any, operator: bytes, resources: Any, depth: int) -> None:
        if operator in (b"BDC", b"BMC"):
            self.begin(operands, resources)
        elif operator == b"EMC":
            if self.stack:
                self.stack.pop()
        elif operator in (b"q", b"Q"):
            self.saved += 1 if operator == b"q" else -1
            self.scan.deepest = max(self.scan.deepest, self.saved)
        elif operator == b"Tf":
            self.set_font(operands, resources)
        elif operator in (b"cs", b"CS"):
            self.space(operands, resources)
        elif operator == b"Do":
            self.show(operands, resources, depth)
        elif operator in _PAINTS:
            self.painted(operator)
            if operator in (b"Tj", b"TJ", b"'", b'"') and self.codes is not None:
                self.add_codes(operands[-1])

    def begin(self, operands: Any, resources: Any) -> None:
        tag = str(operands[0]) if operands else ""
        told: Any = resolved(operands[1]) if len(operands) > 1 else None
        if isinstance(told, str) and hasattr(resources, "get"):
            told = resolved(resolved(resources.get("/Properties", {})).get(told))
        kind = ""
        if tag == "/Artifact":
            kind = "artifact"
        elif hasattr(told, "get") and told.get("/MCID") is not None:
            kind = "tagged"
            self.scan.marks.setdefault(self.page, set()).add(int(told.get("/MCID")))
        if kind == "artifact" and "tagged" in self.stack:
            self.scan.crossed[self.page, "an artifact within tagged content"] = None
        elif kind == "tagged" and "artifact" in self.stack:
            self.scan.crossed[self.page, "tagged content within an artifact"] = None
        self.stack.append(kind)

    def painted(self, operator: bytes) -> None:
        if not any(self.stack):
            name = operator.decode("latin-1")
            self.scan.untagged[self.page, _WORDS.get(name, "a path")] = None

    def set_font(self, operands: Any, resources: Any) -> None:
        fonts: Any = resolved(resources.get("/Font")) if hasattr(resources, "get") else None
        name = operands[0] if operands else None
        if not hasattr(fonts, "raw_get") or name not in fonts:
            self.codes = None
            return
        raw = fonts.raw_get(name)
        font = resolved(raw)
        key = raw.idnum if hasattr(raw, "idnum") else id(font)
        self.codes = self.scan.fonts.setdefault(key, (self.page, font, set()))[2]
        self.wide = str(font.get("/Subtype")) == "/Type0"

    def add_codes(self, shown: Any) -> None:
        assert self.codes is not None
        for part in shown if isinstance(shown, list) else [shown]:
            data = _bytes(part)
            if data is None:
                continue
            if self.wide:
                self.codes.update(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2))
            else:
                self.codes.update(data)

    def space(self, operands: Any, resources: Any) -> None:
        name = str(operands[0]) if operands else ""
        spaces: Any = resolved(resources.get("/ColorSpace")) if hasattr(resources, "get") else None
        told: Any = resolved(spaces.get(name)) if hasattr(spaces, "get") and name in spaces else name
        self.note_space(told)

    def note_space(self, told: Any) -> None:
        """A colour space that is used."""
        for device in device_of(told):
            self.scan.spaces.setdefault(device, self.page)
        for ink in untold_inks(told):
            self.scan.spots[self.page, ink] = None

    def show(self, operands: Any, resources: Any, depth: int) -> None:
        objects: Any = resolved(resources.get("/XObject")) if hasattr(resources, "get") else None
        told: Any = resolved(objects.get(operands[0])) if hasattr(objects, "get") and operands else None
        if not hasattr(told, "get"):
            return
        if str(told.get("/Subtype")) == "/Image":
            self.painted(b"Do")
            if not resolved(told.get("/ImageMask")):
                self.note_space(resolved(told.get("/ColorSpace")))
            return
        if depth >= _MOST_DEPTH:
            return
        from pypdf.generic import ContentStream

        inner = ContentStream(told, self.reader)
        saved, self.codes = self.saved, None
        self.content(inner.operations, resolved(told.get("/Resources")) or resources, depth + 1)
        self.saved = saved


def device_of(space: Any) -> list[str]:
    """The device colour spaces that a space comes down to."""
    told = resolved(space)
    if isinstance(told, str):
        name = told.lstrip("/")
        name = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}.get(name, name)
        return [name] if name in ("DeviceGray", "DeviceRGB", "DeviceCMYK") else []
    if isinstance(told, list) and told:
        kind = str(resolved(told[0]))
        if kind in ("/Indexed", "/I", "/Pattern") and len(told) > 1:
            return device_of(told[1])
        if kind in ("/Separation", "/DeviceN") and len(told) > 2:
            return device_of(told[2])
        if len(told) == 1:
            return device_of(told[0])
    return []


_PROCESS = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None", "/All"}


def untold_inks(space: Any) -> list[str]:
    """The spot inks of a space of several that its attributes do not say (ISO 32000-1 §8.6.6.5)."""
    told = resolved(space)
    if not isinstance(told, list) or len(told) < 2 or str(resolved(told[0])) != "/DeviceN":
        return []
    attributes: Any = resolved(told[4]) if len(told) > 4 else None
    colorants: Any = resolved(attributes.get("/Colorants")) if hasattr(attributes, "get") else None
    said = set(colorants) if hasattr(colorants, "keys") else set()
    return [str(name)[1:] for name in resolved(told[1]) if str(name) not in _PROCESS and name not in said]


def _bytes(part: Any) -> bytes | None:
    """The bytes of a string of a content stream."""
    if isinstance(part, bytes):
        return bytes(part)
    data = getattr(part, "original_bytes", None)
    return bytes(data) if data is not None else None
