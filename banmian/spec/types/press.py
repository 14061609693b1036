"""The schema of how a page's colours are made for their output: profile, intent, ink. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum
from typing import Self

import msgspec

from banmian.spec.types.units import Ratio


class Intent(Enum):
    """How colours that paper cannot show are brought onto it (ICC.1:2022 §6.2)."""

    RELATIVE = "relative"
    PERCEPTUAL = "perceptual"
    SATURATION = "saturation"
    ABSOLUTE = "absolute"


class Black(Enum):
    """How much of the greys of cyan, magenta and yellow black takes the place of (GCR), colours staying as they look."""

    PROFILE = "profile"  #: as the profile has it
    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    MAXIMUM = "maximum"


class PressMark(Enum):
    """What is printed round a page, for those who cut, fold and print it."""

    CROP = "crop"  #: where it is cut (裁切线)
    FOLD = "fold"  #: where it is folded in half (折线)
    REGISTRATION = "registration"  #: by which the plates are laid over one another (套准线)
    BARS = "bars"  #: patches of each ink (色标)
    SLUG = "slug"  #: what the page is, and for which press (页外信息)


class Lettering(Enum):
    """How letters stand in a PDF."""

    TYPE = "type"
    CURVES = "curves"  #: 转曲: every letter as its outline


class PressSpec(msgspec.Struct, frozen=True):
    """What a page's colours are made for: a press, by its profile, or screens."""

    profile: str = "newsprint"  #: newsprint, newsprint-grey, screen, or a file
    intent: Intent = Intent.RELATIVE
    limit: Ratio | None = None  #: of all inks together; None: 240 %
    black: Black = Black.PROFILE

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a profile alone."""
        return cls(text)
