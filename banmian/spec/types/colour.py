"""Read colours as newspapers write them: inks, greys, screens' colours, Lab, colours by name, spot colours.

A colour keeps the space it was written in until an output says which colours it is written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self

import msgspec

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


class Ink(msgspec.Struct, frozen=True):
    """An ink of its own (专色): its name on its plate, and what a whole layer of it looks like."""

    name: str
    shown: Colour


class Colour(msgspec.Struct, frozen=True):
    """A colour in the space it was written in, with its parts.

    `gray` (from 0, black, to 1, white), `rgb` (0 to 1), `cmyk` (ink, 0 to 1), `lab` (L 0 to 100, a and b -128 to 127, D50),
    `ink` (one part for each of *inks*, 0 to 1).
    """

    space: str
    parts: tuple[float, ...]
    inks: tuple[Ink, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `black`, `k 60%`, `#a01c20`, `cmyk 0 95 90 10`, `lab 54 81 70` or a name; raises ValueError with the reason."""
        found = _numbered(text) or _by_name(text)
        if found is None:
            raise ValueError(f"{text!r} is not a colour; {_told_forms()}")
        return cls(*found)

    def tint(self, share: float) -> Colour:
        """As much of it as *share* says, on paper."""
        if self.space in ("cmyk", "ink"):
            return Colour(self.space, tuple(part * share for part in self.parts), self.inks)
        paper = (100.0, 0.0, 0.0) if self.space == "lab" else (1.0,) * len(self.parts)
        return Colour(self.space, tuple(white + (part - white) * share for part, white in zip(self.parts, paper, strict=True)))

    @property
    def black_only(self) -> bool:
        """Whether it is printed in black alone, and in all of it."""
        return self.space == "cmyk" and self.parts == (0.0, 0.0, 0.0, 1.0)


#: The four inks, each as it looks.
PROCESS_INKS = tuple(Ink(name, Colour("cmyk", tuple(float(at == other) for other in range(4)))) for at, name in enumerate(PROCESS))

# By the name of a colour: black, white, and a black with colour under it, of at most 240 % of ink.
_NAMED = {
    "black": (0.0, 0.0, 0.0, 1.0),
    "white": (0.0, 0.0, 0.0, 0.0),
    "rich-black": (0.6, 0.4, 0.4, 1.0),
}
RICH_BLACK = Colour("cmyk", _NAMED["rich-black"])
_Found = tuple[str, tuple[float, ...], tuple[Ink, ...]]
# By the word that comes first: how many numbers follow, the least and the most of each, what one is divided by.
_FORMS: dict[str, tuple[int, tuple[float, float], float]] = {
    "k": (1, (0, 100), 100),
    "cmyk": (4, (0, 100), 100),
    "gray": (1, (0, 100), 100),
    "grey": (1, (0, 100), 100),
    "rgb": (3, (0, 255), 255),
    "lab": (3, (-128, 127), 1),
}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)%?$")


def _numbered(text: str) -> _Found | None:
    """A colour that is written in numbers."""
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return "rgb", tuple(int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)), ()
    word, *rest = text.replace(",", " ").split() or [""]
    if word not in _FORMS or not all(_NUMBER.match(value) for value in rest):
        return None
    count, (least, most), unit = _FORMS[word]
    values = [float(value.rstrip("%")) for value in rest]
    if len(values) != count:
        return None
    if word == "lab":
        return ("lab", tuple(values), ()) if 0 <= values[0] <= 100 and all(least <= value <= most for value in values[1:]) else None
    if not all(least <= value <= most for value in values):
        return None
    parts = tuple(value / unit for value in values)
    return ("cmyk", (0.0, 0.0, 0.0, *parts), ()) if word == "k" else ("gray" if word == "grey" else word, parts, ())


_palette: ContextVar[Mapping[str, Colour]] = ContextVar("palette", default={})  # noqa: B039 - it is never changed


@contextmanager
def palette(colours: Mapping[str, Colour]) -> Iterator[None]:
    """While a file is read: the names that its colours go by."""
    token = _palette.set(colours)
    try:
        yield
    finally:
        _palette.reset(token)


def _by_name(text: str) -> _Found | None:
    """A colour by its name, or a tint of it: `party-red 40%`."""
    words = text.rsplit(maxsplit=1)
    tinted = len(words) == 2 and words[1].endswith("%") and _NUMBER.match(words[1])
    name, share = (words[0], float(words[1].rstrip("%")) / 100) if tinted else (text.strip(), 1.0)
    found = _palette.get().get(name)
    if found is None and name in _NAMED:
        found = Colour("cmyk", _NAMED[name])
    if found is None or not 0 <= share <= 1:
        return None
    found = found.tint(share) if tinted else found
    return found.space, found.parts, found.inks


def _told_forms() -> str:
    named = "".join(f", {name}" for name in _palette.get())
    plain = "write black, white, k 60, cmyk 0 95 90 10 (per cent of ink), '#a01c20', rgb 160 28 32, lab 35 53 36, gray 40"
    return f"{plain}, rich-black{named}, or name it under colours:"


class ColourSpec(msgspec.Struct, frozen=True):
    """A colour by name: plain, of an ink of its own, or of several inks together."""

    spot: str | None = None  #: the ink's name, as the printer knows it: PANTONE 485 C
    shown: Colour | None = None  #: what a whole layer of that ink looks like
    mix: dict[str, float] = {}  #: per cent of each ink: cyan, magenta, yellow, black, or a spot colour's name
    plain: Colour | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a plain colour."""
        return cls(plain=Colour.parse(text))
