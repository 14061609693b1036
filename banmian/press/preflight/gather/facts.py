"""What a PDF holds, as plain values, for those who judge it."""

from __future__ import annotations

from typing import Any

import msgspec

from banmian.press.preflight.gather.archivefacts import Archive

Box = tuple[float, float, float, float]  #: left, top, width, height; points from the trim box's upper left corner


class Intent(msgspec.Struct, frozen=True):
    """An output intent."""

    subtype: str  #: GTS_PDFX, GTS_PDFA1, …
    identifier: str
    registry: str
    info: str
    profile: str  #: the name of its profile; empty for none
    space: str  #: of the profile: CMYK, GRAY, RGB
    kind: str  #: of the profile: prtr, mntr, …
    fault: str = ""  #: why its profile cannot be used


class Font(msgspec.Struct, frozen=True):
    """A font that a page names."""

    name: str
    kind: str  #: Type1, TrueType, Type0, Type3, …
    embedded: bool


class Image(msgspec.Struct, frozen=True):
    """An image that a page shows."""

    pixels: tuple[int, int]
    bits: int
    space: str
    filters: tuple[str, ...]
    ppi: float  #: the least of its two directions; 0 where its place is not known
    box: Box | None
    keys: tuple[str, ...]  #: those of its dictionary that standards speak of


class Type(msgspec.Struct, frozen=True):
    """Letters of one size and colour on a page."""

    size: float
    inks: tuple[float, ...]  #: cyan, magenta, yellow, black, and one for each spot colour, 0 to 1
    text: str  #: the first of them
    box: Box
    over_inks: int = 0  #: white type: of how many inks the ground has that it stands on


class Line(msgspec.Struct, frozen=True):
    """A printed rule or a stroke."""

    weight: float
    inks: tuple[float, ...]
    box: Box


class Painted(msgspec.Struct, frozen=True):
    """How something is painted, wherever on the page."""

    what: str  #: type, path
    space: str  #: gray, rgb, cmyk, lab, ink
    device: bool
    names: tuple[str, ...]
    parts: tuple[float, ...]
    over: bool
    mode: int


class Ink(msgspec.Struct, frozen=True):
    """What a page's plates print within its bleed."""

    most: float  #: of all inks together, 1 is a whole layer
    at: tuple[float, float]  #: where, points from the trim's corner
    over: float  #: the share of the page over the limit
    limit: float
    plates: dict[str, float]  #: how much of the page each covers


class Page(msgspec.Struct, frozen=True):
    """One page."""

    number: int  #: from 1
    boxes: dict[str, Box]  #: media, crop, bleed, trim, art: those it says itself; in its own coordinates: left, bottom, right, top
    rotate: int
    fonts: tuple[Font, ...]
    images: tuple[Image, ...]
    type: tuple[Type, ...]
    lines: tuple[Line, ...]
    painted: tuple[Painted, ...]
    spots: tuple[str, ...]
    transparent: tuple[str, ...]  #: why
    annotations: tuple[tuple[str, bool], ...]  #: kind, and whether it lies within the bleed box
    found: tuple[str, ...]  #: keys and operators that standards forbid, such as TR, OPI, PS
    ink: Ink | None = None
    fault: str = ""  #: why it could not be read


class Facts(msgspec.Struct, frozen=True):
    """A whole file."""

    version: tuple[int, int]
    encrypted: bool
    identified: bool  #: its trailer has an ID
    info: dict[str, Any]
    metadata: dict[str, str] | None  #: XMP's properties by prefix and name, such as pdfxid:GTS_PDFXVersion; None for no XMP
    intents: tuple[Intent, ...]
    layers: int
    actions: tuple[str, ...]
    embedded_files: int
    pages: tuple[Page, ...]
    compressed: bool = False  #: it has object or cross-reference streams
    archive: Archive | None = None  #: what archives and readers ask about; None where it was not looked at
