"""Infer how a page was composed: the smallest set of settings that explains the most line ends.

What can be measured is measured: the widths of figures, the gap beside Western words. What shows only in where lines end
is tried: from each profile on, one setting after another, as long as more lines end where they do in print. A paragraph
that no setting explains may come out a line shorter or longer by a wish (J5); what is left is locked (J6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from banmian.fonts.face import open_face
from banmian.recover.infer.compose.positions import chosen_lines, line_error, nearest
from banmian.recover.infer.compose.trial import Sample, Trial, left_by
from banmian.recover.segment.type.lines import dominant
from banmian.spec.types.profile import PROFILES, Breaker, Fit, Profile, Strictness, WayOut
from banmian.text.compose import Composer
from banmian.text.paragraph import Paragraph

_SETTING_COST = 0.6  # lines; a setting more must explain more than this
_BEHIND, _AHEAD = 1.5, 8  # a profile that begins with so many times and so many more unexplained lines is left
_ENOUGH = 0.4  # of the root of the number of paragraphs; so many lines may be left unexplained
_MOST_TIMES = 300  # that each character is composed in search of settings; pages that rules explain need 5 to 230
_MOST_LINES = 240  # that are tried, of longer files evenly chosen ones
_HOPELESS = 0.6  # of the lines; where the best profile leaves so many unexplained, others are not tried
_STANDS_FOR = {"digit_width": "0", "ascii_bracket_width": "("}
_FIGURES_ALIKE = 0.012  # em
_BASES = ("newspaper", "gb", "book", "traditional", "none")

# Ways of composing that go together, over a profile: total fit that would rather narrow than spread, as Typst's does.
_WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "gb",
        {
            "fit": Fit.NARROW,
            "narrow_alike": True,
            "han_western_least": 0.125,
            "squeeze_limit": 99.0,
            "interpunct_width": 1.0,
            "spread_marks": True,
        },
    ),
)

# What is tried, in this order; values are of the profile.
_TRIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("breaker", (Breaker.GREEDY, Breaker.OPTIMAL)),
    ("way_out", (WayOut.PUSH_OUT, WayOut.PULL_IN)),
    ("adjacent_marks", (2.0, 1.5, 1.0)),
    ("line_end", (1.0, 0.5)),
    ("line_start", (1.0, 0.5)),
    ("han_western_gap", (0.0, 0.25, 0.125, 0.2)),
    ("gap_beside_signs", (False, True)),
    ("hanging", (False, True)),
    ("strictness", (Strictness.NONE, Strictness.BASIC, Strictness.GB, Strictness.STRICT)),
    ("glued_quotes", (False, True)),
    ("digit_width", (None, 0.45, 0.5)),
    ("ascii_bracket_width", (None, 0.5)),
    ("interpunct_width", (1.0, 0.5, None)),
    ("connector_width", (0.5, None)),
    ("lone_character", (True, False)),
)


class Composition(msgspec.Struct, frozen=True, eq=False):
    """How a page was composed, and which of its lines that explains."""

    profile: Profile
    base: str
    settings: dict[str, Any]  #: over the base
    explained: int
    total: int


def infer_composition(
    samples: Sequence[Sample], measured: dict[str, Any], traditional: bool, natural: dict[str, Any] | None = None
) -> Composition:
    """The settings that explain the most line ends of *samples*.

    Those *measured* are taken as they are; *natural* widths are the font's own, which a profile of other widths is told:
    as the font's own where the face that is set now has the same, and as a width where it has not.
    """
    composer = Composer()
    every = [Trial(sample, composer) for sample in samples]
    trials = _evenly(every)
    natural = {field: None if width is None or _has(every, field, width) else width for field, width in (natural or {}).items()}
    best: _Found | None = None
    for begun in _begun(trials, measured, natural, traditional):
        if best is not None and _SETTING_COST * len(begun.settings) >= best.cost:
            continue  # settings only come to those that it begins with
        found = _descend(trials, begun, frozenset(natural))
        if best is None or found.cost < best.cost - 1e-9:
            best = found
        if best.held <= _ENOUGH * len(trials) ** 0.5:
            break  # what is left are single wishes, and no other way of composing
        if best.held > _HOPELESS * sum(len(trial.words.ends) for trial in trials):
            break  # type of another kind than ours, such as a book in English: no profile will do
    assert best is not None
    best = _settled(trials, best, frozenset(measured))
    profile = _profile(best.base, best.settings)
    total = sum(len(trial.words.ends) for trial in every)
    return Composition(profile, best.base, best.settings, total - int(left_by(every, profile, 1e9)), total)


def _has(trials: Sequence[Trial], field: str, width: float) -> bool:
    """Whether what *field* is the width of is so wide by itself in the face that most paragraphs are set in."""
    if not trials:
        return False
    style = dominant((trial.block.style, float(len(trial.words.text))) for trial in trials)
    face = open_face(style.faces[0], style.profile.language.value)
    return abs(face.advance(face.glyphs[_STANDS_FOR[field]]) * style.width - width) <= _FIGURES_ALIKE


def _evenly(trials: Sequence[Trial]) -> Sequence[Trial]:
    """Paragraphs that stand for all of them, taken evenly from the whole: a few hundred lines tell as much as thousands."""
    lines = sum(len(trial.words.ends) for trial in trials)
    share = _MOST_LINES / max(lines, 1)
    return trials if share >= 1 else [trial for at, trial in enumerate(trials) if int(at * share) != int((at - 1) * share)]


def _settled(trials: Sequence[Trial], found: _Found, fixed: frozenset[str]) -> _Found:
    """The same line ends, with the settings under which glyphs stand nearest to their places."""
    printed = [(trial.block, trial.words) for trial in trials]
    lines = chosen_lines(printed)

    def error(settings: dict[str, Any]) -> float:
        return _off(trials, lines, _profile(found.base, settings))

    def allowed(settings: dict[str, Any]) -> bool:
        return left_by(trials, _profile(found.base, settings), found.held) <= found.held

    settings = nearest(found.settings, fixed, lambda told, field: getattr(_profile(found.base, told), field), error, allowed)
    start = PROFILES[found.base]
    settings = {field: value for field, value in settings.items() if getattr(start, field) != value or field in found.settings}
    return _Found(found.base, settings, left_by(trials, _profile(found.base, settings), 1e9), found.begun)


def _off(trials: Sequence[Trial], lines: Sequence[tuple[int, int]], profile: Profile) -> float:
    """How far the glyphs of *lines* lie from their places under *profile*, in em on the mean."""
    paragraphs: dict[int, Paragraph] = {}
    total, count = 0.0, 0
    for at, line in lines:
        if at not in paragraphs:
            paragraphs[at] = trials[at].paragraph(profile)
        off, glyphs = line_error(paragraphs[at], trials[at].block, trials[at].words, line)
        total, count = total + off, count + glyphs
    return total / count if count else 0.0


def places_off(samples: Sequence[Sample], profile: Profile) -> float:
    """How far the glyphs of *samples* lie from their places under *profile*, in em on the mean."""
    trials = [Trial(sample, Composer()) for sample in samples]
    return _off(trials, chosen_lines([(sample.block, sample.words) for sample in samples]), profile)


def unexplained(samples: Sequence[Sample], profile: Profile) -> int:
    """How many lines of *samples* end otherwise under *profile*."""
    return left_by([Trial(sample, Composer()) for sample in samples], profile, 1e9)


def composed_otherwise(samples: Sequence[Sample], page: Composition, fixed: frozenset[str]) -> dict[str, Any]:
    """Settings over the page's under which more lines of *samples*, all of one style, end as in print; those *fixed* stay.

    A face without some feature is set otherwise by many makers, in whatever style it stands.
    """
    trials = [Trial(sample, Composer()) for sample in samples]
    held = left_by(trials, page.profile, 1e9)
    begun = _Found(page.base, page.settings, held, held)
    found = _settled(trials, _descend(trials, begun) if held > 1 else begun, fixed)
    settings = {
        field: value
        for field in {**page.settings, **found.settings}
        if (value := getattr(_profile(found.base, found.settings), field)) != getattr(page.profile, field)
    }
    return settings if held - found.held > len(settings) * _SETTING_COST else {}


class _Found(msgspec.Struct, frozen=True, eq=False):
    """Settings over a profile, and how many lines they leave unexplained."""

    base: str
    settings: dict[str, Any]
    held: int
    begun: int  #: how many the profile alone leaves

    @property
    def cost(self) -> float:
        return self.held + _SETTING_COST * len(self.settings)


def _begun(trials: Sequence[Trial], measured: dict[str, Any], natural: dict[str, Any], traditional: bool) -> list[_Found]:
    """The profiles by how many lines they leave unexplained alone; those that are far behind the best are left out."""
    found: list[_Found] = []
    for base, way in [*((base, {}) for base in _BASES), *_WAYS]:
        if (base == "traditional") != traditional:
            continue
        profile = PROFILES[base]
        settings = way | {key: value for key, value in measured.items() if getattr(profile, key) != value}
        settings |= {key: value for key, value in natural.items() if getattr(profile, key) != value}
        limit = min((other.held for other in found), default=1e9) * _BEHIND + _AHEAD
        held = left_by(trials, _profile(base, settings), limit)
        if held <= limit:
            found.append(_Found(base, settings, held, held))
    return sorted(found, key=lambda one: one.cost)


def _profile(base: str, settings: dict[str, Any]) -> Profile:
    return msgspec.structs.replace(PROFILES[base], **settings)


def _descend(trials: Sequence[Trial], found: _Found, known: frozenset[str] = frozenset()) -> _Found:
    """From a profile on, one setting after another, each time the one that explains the most; what is *known* stays."""
    start = PROFILES[found.base]
    fixed = known | {key for key in found.settings if found.settings[key] != getattr(start, key)}
    while found.held:
        best = found
        before = _profile(found.base, found.settings)
        # What a setting explains it explains in paragraphs that are not explained yet; most do nothing there.
        open_ = [trial for trial in trials if trial.held(before)]
        explained = [trial for trial in trials if not trial.held(before)]
        for field, values in _TRIED:
            for value in values if field not in fixed else ():
                changed = {key: known for key, known in found.settings.items() if key != field}
                if value != getattr(start, field):
                    changed[field] = value
                if changed == found.settings:
                    continue
                if _spent(trials):
                    return best
                worth = best.cost - _SETTING_COST * len(changed)
                profile = _profile(found.base, changed)
                left = left_by(open_, profile, worth)
                if left >= worth - 1e-9:
                    continue
                held = left + left_by(explained, profile, worth - left)
                if held < worth - 1e-9:
                    best = _Found(found.base, changed, held, found.begun)
        if best is found:
            break
        found = best
    return found


def _spent(trials: Sequence[Trial]) -> bool:
    """Whether the search has gone on for long enough; told by what was composed, so that it is the same on any machine."""
    return sum(trial.work for trial in trials) > _MOST_TIMES * sum(len(trial.words.text) for trial in trials)
