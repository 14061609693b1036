"""The schema of a house's specification: what one newspaper or printer asks of a PDF. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

import msgspec

from banmian.spec.types.units import Length, Ratio


class Wanted(Enum):
    """The standard that files are to keep to."""

    ANY = "any"
    X4 = "pdf/x-4"
    X1A = "pdf/x-1a"  #: of 2001 or of 2003
    X1A_2001 = "pdf/x-1a:2001"
    X1A_2003 = "pdf/x-1a:2003"
    EITHER = "pdf/x-4 or pdf/x-1a"
    A2U = "pdf/a-2u"
    A3U = "pdf/a-3u"
    A4 = "pdf/a-4"
    A4F = "pdf/a-4f"
    UA1 = "pdf/ua-1"
    UA2 = "pdf/ua-2"


class Severity(Enum):
    """How a rule's findings count."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


class HouseSpec(msgspec.Struct, frozen=True):
    """What is asked of a PDF; None asks nothing."""

    EXAMPLES: ClassVar[dict[str, str]] = {"name": "name: The Daily, pages"}

    name: str
    source: str = ""  #: where it is said
    standard: Wanted = Wanted.ANY
    press: bool = True  #: what every press asks is asked too
    profile: str = "newsprint"  #: through which RGB is turned into ink before it is measured
    intents: tuple[str, ...] = ()  #: of which one is to be named as output intent
    ink: Ratio | None = Ratio(2.4)
    picture_ppi: int | None = 150  #: fewer are an error
    picture_ppi_wanted: int | None = 200  #: fewer are a warning
    line_art_ppi: int | None = 600
    smallest_type: Length | None = Length(5, "pt")
    colour_type: Length | None = Length(10, "pt")  #: of two inks or more
    tint_type: Length | None = None  #: of a tint of one ink
    white_type: Length | None = Length(10, "pt")  #: out of two inks or more
    thin_line: Length | None = Length(0.25, "pt")
    colour_line: Length | None = Length(1, "pt")  #: of two inks or more
    spots: bool = False  #: spot colours are allowed
    layers: bool = True
    bleed: Length | None = None
    rules: dict[str, Severity] = {}  #: by a rule's id, how its findings count
