"""A paragraph made ready to break: its text and flat arrays over it.

Built once a paragraph and style; breaking and justifying only read it. Advances are in ems.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from banmian.plan.markup import MarkKind
from banmian.spec.types.profile import Hyphenation, Profile
from banmian.text.context import set_up
from banmian.text.ends.breaks import break_flags, glue_quotes, units
from banmian.text.ends.hyphen import WITH_HYPHEN, may_hyphenate, part_urls
from banmian.text.widths.marks import (
    CLOSING,
    INTERPUNCTS,
    OPENING,
    PAUSES,
    SILENT,
    SOFT_HYPHEN,
    SPACES,
    STOPS,
    TRAILING,
)
from banmian.text.widths.setting import Setting
from banmian.text.widths.spacing import UPRIGHT_POINTS, Edges, gaps_beside_western, is_spaced, space_marks

# J1's order of narrowing, first to last, for what a newspaper's line holds. Each gives up to half an em;
# interpuncts give on both sides alike, opening brackets before, the others behind.
NARROWED = (INTERPUNCTS, OPENING + CLOSING, PAUSES, STOPS)
SLACK = 1e-5  # em; rounding of sums: a thousandth of a point is not a difference in width
_SILENT = re.compile(f"(?:^|.){SOFT_HYPHEN}|[{SILENT}]", re.DOTALL)  # no gap opens on either side of a soft hyphen
_MARKS = re.compile(f"[{re.escape(''.join(sorted(TRAILING)) + OPENING)}]")
_APART = 0.25  # em of a reading's size: a Western space
HANGING = "、，。；：？！"  # S10, mainland; 、，。 alone elsewhere


class Paragraph:
    """The arrays of one paragraph; index i is the i-th character of `text`."""

    __slots__ = (
        "advances",
        "boxes",
        "breaks",
        "edges",
        "given",
        "gives",
        "hyphenated",
        "indent",
        "kinds",
        "opened",
        "parts",
        "readings",
        "rooms",
        "setting",
        "stretch",
        "sums",
        "text",
        "tracked",
        "western_gaps",
    )

    def __init__(self, text: str, setting: Setting, inline: Sequence[tuple[int, int, Setting]] = ()) -> None:
        """*inline* parts, in order, are set by settings of their own."""
        style = setting.style
        self.text = text
        self.setting = setting
        self.indent = style.indent
        self.parts = [(0, len(text), setting)]
        self.readings: tuple[Reading, ...] = ()
        self.rooms: dict[int, float] = {}  #: by character, the ems behind it that readings need
        self.opened = False  #: whether more than spacing rules stands between advances and boxes
        if not inline:
            boxes, self.kinds = set_up(text, setting)
        else:
            self.parts = _filled_up(inline, len(text), setting)
            boxes, kinds = [], []
            for start, end, own in self.parts:
                part, letters = set_up(text[start:end], own)
                boxes += part
                kinds.append(letters)
            self.kinds = "".join(kinds)
        advances = boxes
        self.edges: Edges | None = None
        if is_spaced(style.profile):
            advances, self.edges = space_marks(text, boxes, style.profile, style.vertical, setting)
        self.tracked: list[float] | None = None  #: by character, the tracking behind it, which a line's last character lacks
        if inline:
            advances, boxes = self._scale(advances, boxes)
        elif style.tracking:
            advances = [advance + style.tracking for advance in advances]
            self.tracked = [style.tracking] * len(text)
        self.boxes = boxes
        self.advances = advances
        self.sums = list(accumulate(advances, initial=0.0))
        whole = units(text)
        self.breaks = break_flags(text, style.profile.strictness, any(own.other_scripts for _, _, own in self.parts), whole)
        if style.profile.glued_quotes:
            glue_quotes(text, self.breaks)
        part_urls(text, self.breaks)
        language = style.profile.hyphenation
        asked = language is not Hyphenation.NONE or SOFT_HYPHEN in text
        self.hyphenated = asked and may_hyphenate(text, language, self.breaks)  #: whether a line can end with a hyphen
        if not style.profile.lone_character:
            keep_company(text, self.breaks)
        self.stretch, self.western_gaps = stretch_flags(text, whole, style.profile)
        self.gives: list[bytes] | None = None
        self.given: list[int] | None = None  #: how often half an em can be taken before each character, running sums

    def _scale(self, advances: list[float], boxes: list[float]) -> tuple[list[float], list[float]]:
        """Advances and boxes, each in ems of its own part, tracked and in ems of the paragraph."""
        advances, boxes = list(advances), list(boxes)
        for start, end, own in self.parts:
            ratio, tracking = own.style.size / self.setting.style.size, own.style.tracking
            if tracking:
                self.opened = True
                self.tracked = self.tracked or [0.0] * len(self.text)
                self.tracked[start:end] = [tracking * ratio] * (end - start)
            if ratio == 1 and not tracking:
                continue
            advances[start:end] = [(advance + tracking) * ratio for advance in advances[start:end]]
            boxes[start:end] = [box * ratio for box in boxes[start:end]]
            if self.edges:
                for side in (self.edges.heads, self.edges.tails):
                    side[start:end] = [value * ratio for value in side[start:end]]
        return advances, boxes

    def visible_end(self, start: int, end: int) -> int:
        """*end* without the spaces before it, which have no width at a line's end."""
        while end > start and self.text[end - 1] in SPACES:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Natural width of text[start:end] as a line, in ems, its first-line indent included."""
        end = self.visible_end(start, end)
        width = self.sums[end] - self.sums[start]
        if self.edges and end > start:
            width += self.edges.heads[start] + self.edges.tails[end - 1]
        if self.tracked and end > start:
            width -= self.tracked[end - 1]
        if self.hyphenated and self.breaks[end] == WITH_HYPHEN:
            width += self.hyphen(end)
        return width + self.indent if start == 0 else width

    def hyphen(self, end: int) -> float:
        """Width of the hyphen of a word that is parted at *end*, ems of the paragraph."""
        own = self.setting_before(end)
        return own.advances["-"] * own.style.size / self.setting.style.size

    def setting_before(self, end: int) -> Setting:
        """What the character before *end* is set by."""
        return next(own for start, stop, own in self.parts if start < end <= stop)

    def hangs(self, start: int, end: int, measure: float) -> bool:
        """Whether the last mark of text[start:end] stands outside the measure (S10): a single mark, which fits in no other way."""
        profile = self.setting.style.profile
        if not profile.hanging or profile.language.centres_marks or self.text[end - 1] not in HANGING or end - start < 2:
            return False
        if self.text[end - 2] in HANGING or self.width(start, end) <= measure:
            return False
        return self.width(start, end) - self.last_advance(end) <= measure + SLACK

    def last_advance(self, end: int) -> float:
        """What the last character of a line takes there."""
        last = self.advances[end - 1] + (self.edges.tails[end - 1] if self.edges else 0.0)
        return last - self.tracked[end - 1] if self.tracked else last

    def giving(self) -> list[bytes]:
        """For each of J1's steps, a flag a character: whether half an em can be taken from it in that step."""
        if self.gives is None:
            steps = NARROWED if self.setting.style.profile.squeeze_stops else NARROWED[:-1]
            style = self.setting.style
            keep = (
                UPRIGHT_POINTS
                if style.vertical
                else frozenset("！？")
                if style.profile.language.centres_marks
                else frozenset[str]()
            )
            wide = [advance > 0.9 and char not in keep for advance, char in zip(self.advances, self.text, strict=True)]
            self.gives = [bytes(char in marks and wide[at] for at, char in enumerate(self.text)) for marks in steps]
        return self.gives

    def trimmed_edges(self, start: int, end: int) -> set[int]:
        """The first and last character of a line, where the line's edge has taken their free half already."""
        edges: set[int] = set()
        if self.edges and end > start:
            if self.edges.heads[start] < 0:
                edges.add(start)
            if self.edges.tails[end - 1] < 0:
                edges.add(end - 1)
        return edges

    def narrowable(self, start: int, end: int) -> float:
        """By how many ems the marks of the line can be narrowed, and its gaps between Han and Western (J1)."""
        if self.given is None:
            self.given = list(accumulate((sum(flags) for flags in zip(*self.giving(), strict=True)), initial=0))
        given = self.given
        count = given[end] - given[start]
        if count and self.edges:
            count -= sum(given[at + 1] - given[at] for at in self.trimmed_edges(start, end))
        give = self.western_give
        return 0.5 * count + (give * self.western_gaps.count(1, start, max(start, end - 1)) if give else 0.0)

    @property
    def western_give(self) -> float:
        """By how many ems a gap between Han and Western can be narrowed (J1)."""
        profile = self.setting.style.profile
        return max(0.0, profile.han_western_gap - profile.han_western_least) if profile.han_western_least is not None else 0.0


def _filled_up(inline: Sequence[tuple[int, int, Setting]], length: int, setting: Setting) -> list[tuple[int, int, Setting]]:
    """The inline parts with the paragraph's own setting between them."""
    parts, at = [], 0
    for start, end, own in inline:
        if start > at:
            parts.append((at, start, setting))
        parts.append((start, end, own))
        at = end
    return [*parts, (at, length, setting)] if at < length else parts


def stretch_flags(text: str, whole: Sequence[tuple[int, int]], profile: Profile) -> tuple[bytearray, bytearray]:
    """Which gaps may be widened (S12, J2), and which of them lie between Han and Western.

    One flag a character, for the gap after it; *whole* are its `units`. Never before L2's marks, after L3's (unless marks are
    spread), or inside a unit.
    """
    stretch = bytearray(b"\1") * len(text)
    western = bytearray(len(text))
    for found in () if profile.spread_marks else _MARKS.finditer(text):
        at = found.start()
        if found[0] in OPENING:
            stretch[at] = 0
        elif at:
            stretch[at - 1] = 0
    silent = _SILENT.finditer(text) if SOFT_HYPHEN in text or "\u200b" in text else ()
    for found in silent:
        stretch[found.start() : found.end()] = bytes(len(found[0]))
    for start, end in whole:
        stretch[start : end - 1] = bytes(end - start - 1)
    for at in gaps_beside_western(text, profile):
        western[at] = stretch[at]
    return stretch, western


def keep_company(text: str, flags: bytearray) -> None:
    """L12: the paragraph's last line holds more than one character and its marks."""
    last = len(text)
    while last > 0 and not (text[last - 1].isalnum()):
        last -= 1
    if last > 1:
        flags[last - 1] = 0


class Reading(msgspec.Struct, frozen=True, eq=False):
    """A reading of characters *start* up to *end*; its words as a paragraph of their own."""

    start: int
    end: int
    kind: MarkKind
    words: Paragraph
    width: float  #: along the line, ems of the text
    size: float  #: points

    @property
    def apart(self) -> float:
        """The least white between this reading and the next, points."""
        return _APART * self.size
