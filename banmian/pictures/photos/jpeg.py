"""Look through a JPEG without decoding it: what is in it, whether it is whole, and what of it a PDF takes.

What libjpeg would stop at is found here by name (ITU-T T.81 Annex B), so that a file can go into a PDF as it is. What is said
about a photograph (EXIF, XMP, IPTC) lies in segments of its own, which can be left out without touching the picture.
"""

from __future__ import annotations

import re

import msgspec

from banmian.pictures.kind import PictureError
from banmian.pictures.limits import MOST_PROFILE_BYTES, MOST_SEGMENTS

_SOI, _EOI, _SOS, _DQT, _DHT, _DRI, _COM, _DAC = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xFE, 0xCC
_APP0, _APP1, _APP2, _APP13, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF
_FRAMES = {0xC0, 0xC1, 0xC2}  # sequential and progressive, Huffman-coded
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xDE, 0xDF}
_ALONE = {0, 1, *range(0xD0, 0xD8)}  # markers without a length
_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # a marker behind coded data: no stuffed byte and no restart
_PROFILE = b"ICC_PROFILE\0"
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_MOST_UNITS = 10  # blocks of one coded unit


class _Component(msgspec.Struct):
    across: int
    down: int
    table: int


class Jpeg(msgspec.Struct):
    """What a JPEG says of itself, and where its parts lie."""

    width: int = 0
    height: int = 0
    parts: int = 0  #: components: 1 grey, 3 colours, 4 inks
    progressive: bool = False
    adobe: int | None = None  #: the transform that Adobe's marker names; None without one
    profile: bytes | None = None
    exif: bytes | None = None  #: from its TIFF head on
    xmp: bytes | None = None
    photoshop: bytes = b""  #: Photoshop's resources: IPTC, clipping paths
    end: int = 0  #: behind its last marker; what follows is not of the picture
    said: tuple[tuple[int, int], ...] = ()  #: where segments lie that are not the picture: EXIF, XMP, IPTC, the profile

    @property
    def reversed(self) -> bool:
        """Whether inks are told in reverse, as Photoshop writes them: 0 for all ink."""
        return self.parts == 4 and self.adobe is not None

    def bare(self, data: bytes) -> bytes:
        """The file without what is said about it; untouched where nothing is."""
        if not self.said:
            return data[: self.end]
        kept, at = [], 0
        for start, end in self.said:
            kept.append(data[at:start])
            at = end
        return b"".join([*kept, data[at : self.end]])


def read_jpeg(data: bytes) -> Jpeg:
    """What *data* holds. Raises PictureError where it is broken, or of a kind that PDF does not take."""
    return _Reader(data).read()


def with_profile(data: bytes, profile: bytes) -> bytes:
    """A JPEG file with *profile* in it, its coded data untouched (ICC.1:2022 Annex B.4)."""
    room = 65_519
    count = -(-len(profile) // room)
    if count > 255:
        return data
    segments = []
    for at in range(count):
        body = _PROFILE + bytes((at + 1, count)) + profile[at * room : (at + 1) * room]
        segments.append(b"\xff\xe2" + (len(body) + 2).to_bytes(2, "big") + body)
    first = 2 + 2 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
    return b"".join([data[:first], *segments, data[first:]])


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found = Jpeg()
        self.components: dict[int, _Component] = {}
        self.quantisation: set[int] = set()
        self.codes: set[tuple[int, int]] = set()
        self.shown: set[int] = set()
        self.profile: dict[int, bytes] = {}
        self.said: list[tuple[int, int]] = []

    def read(self) -> Jpeg:
        data, at = self.data, 2
        if data[:3] != b"\xff\xd8\xff":
            raise PictureError("it is no JPEG")
        for _ in range(MOST_SEGMENTS):
            start, marker = self.marker(at)
            at = start + 2
            if marker == _EOI:
                return self.whole(at)
            if marker in _ALONE:
                continue
            size = int.from_bytes(data[at : at + 2], "big")
            if size < 2 or at + size > len(data):
                raise PictureError("it breaks off within its head")
            self.segment(marker, data[at + 2 : at + size], (start, at + size))
            at += size
            if marker == _SOS:
                at = self.behind_codes(at)
        raise PictureError(f"it has more than {MOST_SEGMENTS:,} parts")

    def marker(self, at: int) -> tuple[int, int]:
        """The next marker from *at* on, and where it stands: its last fill byte counts as its first byte."""
        data = self.data
        at = data.find(b"\xff", at)
        while 0 <= at < len(data) - 1 and data[at + 1] == 0xFF:
            at += 1
        if at < 0 or at + 1 >= len(data):
            raise PictureError("it breaks off: its end is missing")
        if data[at + 1] == _SOI:
            raise PictureError("it is damaged (a second picture begins within it)")
        return at, data[at + 1]

    def behind_codes(self, at: int) -> int:
        """Where the coded data end that begin at *at*."""
        end = _coded_end(self.data, at)
        if end < 0:
            raise PictureError("it breaks off: its end is missing")
        if end == at:
            raise PictureError("it is damaged (it holds no data where they should be)")
        return end

    def whole(self, end: int) -> Jpeg:
        found = self.found
        if not self.components:
            raise PictureError("it holds no picture")
        if self.shown != self.components.keys():
            raise PictureError("it breaks off: not all of its colours are there")
        found.end = end
        found.said = tuple(self.said)
        if self.profile and sorted(self.profile) == list(range(1, len(self.profile) + 1)):
            found.profile = b"".join(self.profile[number] for number in sorted(self.profile))[:MOST_PROFILE_BYTES]
        return found

    def segment(self, marker: int, body: bytes, place: tuple[int, int]) -> None:
        if marker in _FRAMES:
            self.frame(marker, body)
        elif marker in _OTHER_FRAMES:
            raise PictureError("it is coded in a way that is not read (lossless, arithmetic or in layers); save it again as JPEG")
        elif marker == _SOS:
            self.scan(body)
        elif marker == _DQT:
            self.quantisation_tables(body)
        elif marker == _DHT:
            self.code_tables(body)
        elif marker == _DRI:
            if len(body) != 2:
                raise _damaged("in its restart interval")
        elif _APP0 <= marker <= _APP15:
            self.application(marker, body, place)
        elif marker not in (_COM, _DAC, 0xDC):
            raise _damaged(f"a part that JPEG does not know ({marker:02X})")

    def application(self, marker: int, body: bytes, place: tuple[int, int]) -> None:
        """What programs say: EXIF, XMP, profiles, IPTC, Adobe's marker."""
        found = self.found
        if marker == _APP1:
            if body.startswith(_EXIF) and found.exif is None:
                found.exif = body[len(_EXIF) :]
            elif body.startswith(_XMP) and found.xmp is None:
                found.xmp = body[len(_XMP) :]
            self.said.append(place)
        elif marker == _APP2 and body.startswith(_PROFILE) and len(body) > len(_PROFILE) + 2:
            self.profile.setdefault(body[len(_PROFILE)], body[len(_PROFILE) + 2 :])
            self.said.append(place)
        elif marker == _APP2:  # further pictures, previews
            self.said.append(place)
        elif marker == _APP13:
            if body.startswith(_PHOTOSHOP):
                found.photoshop += body[len(_PHOTOSHOP) :]
            self.said.append(place)
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            found.adobe = body[11]

    def frame(self, marker: int, body: bytes) -> None:
        found = self.found
        if self.components:
            raise _damaged("it holds two pictures")
        if len(body) < 6 or len(body) != 6 + 3 * body[5]:
            raise _damaged("in its head")
        if body[0] != 8:
            raise PictureError(f"it has {body[0]} bits a colour; save it with 8")
        found.height, found.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        found.parts, found.progressive = body[5], marker == 0xC2
        if not found.width or not found.height:
            raise PictureError("it has no size")
        if found.parts not in (1, 3, 4):
            raise PictureError(f"it has {found.parts} colours; a picture has 1, 3 or 4")
        for at in range(6, len(body), 3):
            number, sampling, table = body[at : at + 3]
            across, down = sampling >> 4, sampling & 15
            if not (1 <= across <= 4 and 1 <= down <= 4) or table > 3 or number in self.components:
                raise _damaged("in its head")
            self.components[number] = _Component(across, down, table)

    def scan(self, body: bytes) -> None:
        count = body[0] if body else 0
        if not self.components or not 1 <= count <= 4 or len(body) != 4 + 2 * count:
            raise _damaged("in its head")
        first, last, bits = body[-3], body[-2], body[-1]
        numbers = body[1 : 1 + 2 * count : 2]
        if len(set(numbers)) != count or any(number not in self.components for number in numbers):
            raise _damaged("it shows a colour that it does not have")
        if count > 1 and sum(self.components[number].across * self.components[number].down for number in numbers) > _MOST_UNITS:
            raise _damaged("in its head")
        for number, tables in zip(numbers, body[2 : 2 + 2 * count : 2], strict=True):
            if self.components[number].table not in self.quantisation:
                raise _damaged("a table is missing")
            self.needs_codes(tables, first, last, bits >> 4)
            self.shown.add(number)
        if self.found.progressive:
            self.steps(count, first, last, bits)

    def needs_codes(self, tables: int, first: int, last: int, before: int) -> None:
        """Raise PictureError where a scan needs code tables that are not there."""
        needed = set()
        if not self.found.progressive:
            needed = {(0, tables >> 4), (1, tables & 15)}
        elif first == 0:
            needed = {(0, tables >> 4)} if not before else set()
        else:
            needed = {(1, tables & 15)}
        if not needed <= self.codes:
            raise _damaged("a table is missing")

    def steps(self, count: int, first: int, last: int, bits: int) -> None:
        """Raise PictureError where a step of a progressive picture is none (T.81 §G.1.1.1)."""
        high, low = bits >> 4, bits & 15
        sound = last == 0 if first == 0 else first <= last <= 63 and count == 1
        if not sound or low > 13 or (high and high != low + 1):
            raise _damaged("in its steps")

    def quantisation_tables(self, body: bytes) -> None:
        at = 0
        while at < len(body):
            wide, number = body[at] >> 4, body[at] & 15
            if number > 3 or wide > 1:
                raise _damaged("in a table")
            at += 1 + 64 * (wide + 1)
            if at > len(body):
                raise _damaged("in a table")
            self.quantisation.add(number)

    def code_tables(self, body: bytes) -> None:
        """Check Huffman tables: no more codes of a length than there is room for (T.81 Annex C)."""
        at = 0
        while at < len(body):
            kind, number = body[at] >> 4, body[at] & 15
            counts = body[at + 1 : at + 17]
            total = sum(counts)
            values = body[at + 17 : at + 17 + total]
            if kind > 1 or number > 3 or len(counts) < 16 or total > 256 or len(values) < total:
                raise _damaged("in a table")
            code = 0
            for length, count in enumerate(counts, 1):
                code += count
                if count and code >= 1 << length:  # no code is all ones
                    raise _damaged("in a table")
                code <<= 1
            if kind == 0 and any(value > 15 for value in values):
                raise _damaged("in a table")
            self.codes.add((kind, number))
            at += 17 + total


def _coded_end(data: bytes, at: int) -> int:
    """Where the coded data end that begin at *at*: at the next marker; -1 where none follows."""
    end = data.find(b"\xff\xd9", at)
    if end >= 0 and data.count(b"\xff", at, end) == data.count(b"\xff\0", at, end):
        return end  # as in most files: nothing but stuffed bytes before the end
    following = _NEXT.search(data, at)
    return following.start() if following else -1


def _damaged(what: str) -> PictureError:
    return PictureError(f"it is damaged ({what})")
