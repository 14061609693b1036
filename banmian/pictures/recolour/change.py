"""What the colours of a drawing become, as those say who change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from banmian.pictures.recolour.paintstate import PaintState
from banmian.pictures.recolour.spaces import Space, Spaces
from banmian.pictures.values import Reference, Stream, Value

#: A colour as it is written: its operator for filling, g, k or rg, and its parts; for stroking the operator in capitals.
Written = tuple[bytes, tuple[float, ...]]


class Kept(msgspec.Struct, frozen=True):
    """Says that something stays as it is."""


KEPT = Kept()


class Whole(Protocol):
    """The drawing that a content stream is of."""

    spaces: Spaces
    change: Change
    parsed: dict[bytes, list[Any]]

    def add(self, value: Value) -> Reference:
        """A new object."""

    def apart(self, value: Value) -> Value:
        """*value*, its streams objects of their own."""

    def form(self, number: int, stream: Stream, resources: Value, state: PaintState, depth: int) -> Reference:
        """A form as it is painted in a state."""

    def picture(self, number: int, stream: Stream, named: Value, over: bool) -> Value:
        """An image; None where it is not painted."""


class Change(Protocol):
    """What the colours of a drawing become. None: it is not painted at all."""

    def colour(self, space: Space, parts: tuple[float, ...], over: bool, mode: int) -> Written | Kept | None:
        """A colour; *over*: it is printed over others, in overprint *mode*."""

    def picture(self, stream: Stream, space: Space, spaces: Spaces, over: bool) -> Stream | Kept | None:
        """An image."""

    def shading(self, entries: Mapping[str, Value], space: Space, spaces: Spaces, over: bool) -> dict[str, Value] | Kept | None:
        """A gradient's dictionary."""
