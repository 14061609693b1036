"""Infer how a page was composed: the smallest set of settings that explains the most line ends.

What can be measured is measured: the widths of figures, the gap beside Western words. What shows only in where lines end
is tried: from each profile on, one setting after another, as long as more lines end where they do in print. A paragraph
that no setting explains may come out a line shorter or longer by a wish (J5); what is left is locked (J6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from banmian.plan.plan import Block
from banmian.recover.infer.words import Words
from banmian.spec.profile import PROFILES, Breaker, Profile, Strictness, WayOut
from banmian.text.compose import Composer
from banmian.text.fit import RefusedError, optimal_ends, squeezed_ends
from banmian.text.greedy import line_end
from banmian.text.paragraph import Paragraph

_SETTING_COST = 0.6  # lines; a setting more must explain more than this
_BASES = ("newspaper", "gb", "book", "traditional", "none")

# What is tried, in this order; values are of the profile.
_TRIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("breaker", (Breaker.GREEDY, Breaker.OPTIMAL)),
    ("way_out", (WayOut.PUSH_OUT, WayOut.PULL_IN)),
    ("adjacent_marks", (2.0, 1.5, 1.0)),
    ("line_end", (1.0, 0.5)),
    ("line_start", (1.0, 0.5)),
    ("han_western_gap", (0.0, 0.25, 0.125)),
    ("hanging", (False, True)),
    ("strictness", (Strictness.NONE, Strictness.BASIC, Strictness.GB, Strictness.STRICT)),
    ("digit_width", (None, 0.45, 0.5)),
    ("ascii_bracket_width", (None, 0.5)),
    ("interpunct_width", (1.0, 0.5, None)),
    ("connector_width", (0.5, None)),
    ("lone_character", (True, False)),
)


class Sample(msgspec.Struct, frozen=True, eq=False):
    """A paragraph as the plan has it, and as it stands in print."""

    block: Block
    words: Words


class Composition(msgspec.Struct, frozen=True, eq=False):
    """How a page was composed, and which of its lines that explains."""

    profile: Profile
    base: str
    settings: dict[str, Any]  #: over the base
    explained: int
    total: int


def infer_composition(samples: Sequence[Sample], measured: dict[str, Any], traditional: bool) -> Composition:
    """The settings that explain the most line ends of *samples*; those *measured* are taken as they are."""
    composer = Composer()
    trials = [_Trial(sample, composer) for sample in samples]
    total = sum(len(trial.words.ends) for trial in trials)
    best: tuple[float, str, dict[str, Any]] | None = None
    for base in _BASES:
        if (base == "traditional") != traditional:
            continue
        found = _descend(trials, base, measured)
        if best is None or found[0] > best[0] + 1e-9:
            best = found
    assert best is not None
    _, base, settings = best
    profile = msgspec.structs.replace(PROFILES[base], **settings)
    return Composition(profile, base, settings, _explained(trials, profile), total)


def _descend(trials: Sequence[_Trial], base: str, measured: dict[str, Any]) -> tuple[float, str, dict[str, Any]]:
    """From a profile on, one setting after another: how well it explains the lines, and the settings over the profile."""
    start = PROFILES[base]
    settings = {key: value for key, value in measured.items() if getattr(start, key) != value}
    score = _score(trials, start, settings)
    improved = True
    while improved:
        improved = False
        for field, values in _TRIED:
            if field in measured:
                continue
            for value in values:
                changed = {key: known for key, known in settings.items() if key != field}
                if value != getattr(start, field):
                    changed[field] = value
                if changed == settings:
                    continue
                tried = _score(trials, start, changed)
                if tried > score + 1e-9:
                    score, settings, improved = tried, changed, True
    return score, base, settings


def _score(trials: Sequence[_Trial], start: Profile, settings: dict[str, Any]) -> float:
    return _explained(trials, msgspec.structs.replace(start, **settings)) - _SETTING_COST * len(settings)


def _explained(trials: Sequence[_Trial], profile: Profile) -> int:
    return sum(trial.explained(profile) for trial in trials)


class _Trial:
    """A paragraph under trial; what was found under a profile is kept."""

    def __init__(self, sample: Sample, composer: Composer) -> None:
        self.composer = composer
        self.block, self.words = sample.block, sample.words
        self._known: dict[Profile, int] = {}
        style = sample.block.style
        plain = PROFILES["newspaper"]
        # What a style says itself stays, whatever the page's profile.
        self.own = {
            field: getattr(style.profile, field)
            for field in ("bracket_width",)
            if getattr(style.profile, field) != getattr(plain, field)
        }

    def paragraph(self, profile: Profile) -> Paragraph:
        style = msgspec.structs.replace(self.block.style, profile=msgspec.structs.replace(profile, **self.own))
        parts = tuple(
            msgspec.structs.replace(part, style=msgspec.structs.replace(part.style, profile=style.profile)) for part in self.block.parts
        )
        return self.composer.block(msgspec.structs.replace(self.block, style=style, parts=parts))

    def explained(self, profile: Profile) -> int:
        known = self._known.get(profile)
        if known is None:
            ends = list(composed_ends(self.paragraph(profile), self.words))
            known = self._known[profile] = sum(one == two for one, two in zip(ends, self.words.ends, strict=True))
        return known


def composed_ends(paragraph: Paragraph, words: Words) -> Iterator[int]:
    """Where each line would end that begins where it begins in print; 0 for a line that total fit does not reach."""
    size = paragraph.setting.style.size
    start = 0
    if paragraph.setting.style.profile.breaker is Breaker.GREEDY:
        for end, measure in zip(words.ends, words.measures, strict=True):
            yield line_end(paragraph, start, measure / size)[0]
            start = end
        return
    at = 0
    for measure, group in groupby(words.measures):
        count = len(list(group))
        found = set(optimal_ends(paragraph, measure / size, start))
        for end in words.ends[at : at + count]:
            yield end if end in found else 0
        at += count
        start = words.ends[at - 1]


def wish_of(paragraph: Paragraph, words: Words) -> int:
    """The wish (J5) by which a paragraph comes out as it stands; 0 for none."""
    if len(set(words.measures)) != 1:
        return 0
    for wish in (-1, 1):
        try:
            if squeezed_ends(paragraph, words.measures[0] / paragraph.setting.style.size, wish) == words.ends:
                return wish
        except RefusedError:
            continue
    return 0
