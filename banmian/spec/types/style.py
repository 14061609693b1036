"""The schema of styles: how a paragraph of one role is set. Types only, as in schema.py."""

from __future__ import annotations

from enum import Enum

import msgspec

from banmian.spec.types.colour import Colour
from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.dress import RuleSpec
from banmian.spec.types.units import Length, Ratio


class Align(Enum):
    """Where lines stand in their measure (J3 for the last line of `justify`)."""

    JUSTIFY = "justify"
    JUSTIFY_ALL = "justify-all"  #: the last line too
    DISTRIBUTE = "distribute"  #: 均排: every line spread to its measure, each gap alike
    START = "start"
    CENTRE = "centre"
    END = "end"


class EffectSpec(msgspec.Struct, frozen=True):
    """A line round each letter, or a shadow under it, drawn so that the text stands once."""

    colour: Colour
    weight: Length = Length(0, "pt")
    dx: Length = Length(0, "pt")
    dy: Length = Length(0, "pt")


class SyntheticSpec(msgspec.Struct, frozen=True):
    """Type slanted or emboldened that is not drawn so, for families that have no face of the kind."""

    slant: float = 0.0  #: degrees, to the right
    weight: Length = Length(0, "em")  #: of the line round each letter


class Look(msgspec.Struct, frozen=True):
    """What is wanted of a family: how heavy, how wide in per cent, upright or italic."""

    weight: int = 400
    stretch: float = 100.0
    italic: bool = False


class StyleSpec(msgspec.Struct, frozen=True):
    """A named style; None leaves what `based_on` says."""

    based_on: str | None = None
    family: str | None = None
    fallback: tuple[str, ...] | None = None  #: families to look in for missing characters; None: the catalogue's
    weight: int | None = None
    stretch: Ratio | None = None  #: of the face: a condensed or wide one, or a variable font's width axis
    italic: bool | None = None  #: of Western faces: their italic
    synthetic: SyntheticSpec | None = None  #: slanted or emboldened, where it is asked for
    size: Length | None = None
    leading: Length | None = None
    on_grid: bool | None = None  #: false: it stands at its frame's head, whatever its leading
    indent: Length | None = None
    inset_start: Length | None = None  #: white before every line, as quotations and verse have it
    inset_end: Length | None = None
    align: Align | None = None
    colour: Colour | None = None
    tracking: Length | None = None
    width: Ratio | None = None  #: of the glyphs: 长体 under 100 %, 扁体 over
    shift: Length | None = None  #: of the baseline, upwards
    features: tuple[str, ...] | None = None  #: OpenType features of Western runs: onum, -liga
    takes: tuple[int, ...] | None = None  #: 占行: grid lines taken by one line, by two lines, ...
    before: int | None = None  #: empty grid lines before, not at a frame's head
    keep_with_next: bool | None = None
    keep_together: bool | None = None  #: a paragraph is not parted between columns
    balance: bool | None = None  #: lines of about equal length
    phrases: bool | None = None  #: balanced lines break where phrases end, by BudouX
    mark: Colour | None = None  #: a small square before the first line
    span: bool | None = None  #: a heading across all columns of its frame
    drop_cap: int | None = None  #: 首字下沉: lines that the first character takes
    first_line: str | None = None  #: the style of the first line's characters
    rule: RuleSpec | None = None  #: across the measure, in the empty lines before
    effects: tuple[EffectSpec, ...] | None = None
    composition: CompositionSpec | None = None
