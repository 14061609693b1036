"""What archives and readers ask about: how a file is written, what acts in it, its letters, its structure. Plain values."""

from __future__ import annotations

import msgspec


class Annotation(msgspec.Struct, frozen=True):
    """An annotation (ISO 32000-1 §12.5)."""

    page: int
    kind: str
    flags: int
    appearance: bool
    contents: bool
    element: str  #: the kind of structure element that it is content of; empty for none
    hidden: bool = False  #: hidden, or outside the page


class Letters(msgspec.Struct, frozen=True):
    """A font with what is shown of it."""

    page: int  #: where it was met first
    name: str
    kind: str  #: Type0, TrueType, …
    embedded: bool
    unmapped: int  #: of the codes that are shown, how many no Unicode is told for
    forbidden: int  #: how many stand for U+0000, U+FEFF or U+FFFE
    notdef: bool  #: .notdef is shown
    mapped_glyphs: bool  #: a CIDFontType2 has a CIDToGIDMap


class Carried(msgspec.Struct, frozen=True):
    """A file that rides along."""

    name: str
    named: bool  #: by F and by UF
    relationship: str
    kind: str
    associated: bool  #: it stands in an AF array


class Element(msgspec.Struct, frozen=True):
    """A structure element, in logical order."""

    kind: str  #: as it is written
    role: str  #: by the role map: a kind of the standard's, or none
    above: int  #: the number of its parent among all; -1 for the root's kids
    page: int  #: of its content; 0 where that is not known
    alt: str
    actual: str
    lang: str
    scope: str
    headers: bool
    spans: tuple[int, int]  #: of a cell: rows and columns
    content: bool  #: it holds marked content
    note: bool = False  #: it has an ID
    annotations: tuple[str, ...] = ()  #: kinds


class Structure(msgspec.Struct, frozen=True):
    """The logical structure of a file."""

    there: bool
    marked: bool
    suspects: bool
    elements: tuple[Element, ...]
    circles: tuple[str, ...]  #: kinds whose role map goes round
    remapped: tuple[str, ...]  #: kinds of the standard's that are mapped to others


class Archive(msgspec.Struct, frozen=True):
    """A whole file."""

    comment: bool  #: the header is the first thing, and a comment of bytes over 127 follows
    after_end: bool  #: something stands after the last end-of-file marker
    stream_ends: int  #: streams whose data does not end before an end of line
    stream_lengths: int  #: streams that are not as long as they say
    outside: int  #: streams whose data stands in another file
    lzw: int
    interpolated: int
    long_names: int  #: of more than 127 bytes
    actions: tuple[str, ...]  #: kinds of actions that are not allowed, and what acts by itself
    form_script: bool  #: XFA, or appearances that a reader is to make
    annotations: tuple[Annotation, ...]
    letters: tuple[Letters, ...]
    carried: tuple[Carried, ...]
    layers: tuple[str, ...]  #: what is wrong with optional content
    spaces: dict[str, int]  #: device colours in use, with the page of the first: DeviceGray, DeviceRGB, DeviceCMYK
    spots: tuple[tuple[int, str], ...]  #: pages and spot inks that a space of several inks does not say
    ungrouped: tuple[int, ...]  #: pages with transparency and no blending space
    intents: tuple[str, ...]  #: what is wrong with output intents
    unknown: tuple[tuple[int, str], ...]  #: pages and operators that PDF does not know
    deepest: int  #: of saved graphics states
    untagged: tuple[tuple[int, str], ...]  #: pages, and what is painted there outside of marked content
    crossed: tuple[tuple[int, str], ...]  #: artifacts within tagged content, or the other way round
    shows_title: bool
    lang: str
    described: tuple[str, ...]  #: prefixes of XMP schemas that the file describes
    foreign: tuple[str, ...]  #: XMP properties that PDF/A does not know and that the file does not describe
    untabbed: tuple[int, ...]  #: pages with annotations whose tab order is not the structure's
    structure: Structure
    info: bool = False  #: there is document information
    headers: tuple[int, int] = (0, 0)  #: the version that the header says
    titled: bool = True  #: XMP has a title
    plain_places: int = 0  #: links and bookmarks that lead to places on pages alone, and to no element
