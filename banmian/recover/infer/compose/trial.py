"""A paragraph under trial: which of its lines end as in print under some settings, and which must be held (J5, J6)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.plan.plan import Block
from banmian.plan.style import ParagraphStyle
from banmian.recover.infer.text.words import Words
from banmian.spec.types.profile import Breaker, Profile
from banmian.text.compose import Composer
from banmian.text.ends.fit import RefusedError, squeezed_ends
from banmian.text.paragraph import Paragraph

_SAME = 0.05  # points; measures that are one
_TOTAL_FIT = 5  # times as long as first fit, of the same characters
_USUAL = 22  # characters of a line


class Sample(msgspec.Struct, frozen=True, eq=False):
    """A paragraph as the plan has it, and as it stands in print."""

    block: Block
    words: Words


def own_widths(style: ParagraphStyle) -> dict[str, float]:
    """What a style says itself, which stays whatever the profile: no profile has widths of brackets and quotes."""
    own = {field: getattr(style.profile, field) for field in ("bracket_width", "quote_width")}
    return {field: width for field, width in own.items() if width is not None}


class Trial:
    """A paragraph under trial; what was found under a profile is kept."""

    def __init__(self, sample: Sample, composer: Composer) -> None:
        self.composer = composer
        self.block, self.words = sample.block, sample.words
        self._known: dict[Profile, int] = {}
        self.work = 0  # characters composed, in those of first fit
        # Total fit looks at a line's worth of places for each break: of narrow letters that is many.
        self.times = max(1, round(_TOTAL_FIT * len(self.words.text) / max(len(self.words.ends), 1) / _USUAL))
        self.own = own_widths(sample.block.style)

    def paragraph(self, profile: Profile) -> Paragraph:
        """The paragraph as *profile* sets it, with the widths that its style has itself."""
        style = msgspec.structs.replace(self.block.style, profile=msgspec.structs.replace(profile, **self.own))
        parts = tuple(
            msgspec.structs.replace(part, style=msgspec.structs.replace(part.style, profile=style.profile))
            for part in self.block.parts
        )
        return self.composer.block(msgspec.structs.replace(self.block, style=style, parts=parts))

    def held(self, profile: Profile, limit: float = 1e9) -> int:
        """How many of its lines must be held under *profile*, not counted out above *limit*; a wish counts as one."""
        known = self._known.get(profile)
        if known is None:
            times = self.times if profile.breaker is Breaker.OPTIMAL else 1
            self.work += times * len(self.words.text)
            paragraph = self.paragraph(profile)
            known = len(held_lines(paragraph, self.words, limit))
            self.work += times * known * len(self.words.text) // 2
            if known > 1 and wish_of(paragraph, self.words):
                known = 1
            if known > limit:
                return known
            self._known[profile] = known
        return known


def held_lines(paragraph: Paragraph, words: Words, limit: float = 1e9) -> dict[int, int]:
    """Which lines must be held (J6) for all to end as in print, by number from 1, and how many characters they hold.

    Each line that ends elsewhere by rule is held, and what follows it goes on by rule from there. More than *limit* lines
    are not looked for.
    """
    held: dict[int, int] = {}
    start = 0
    ruled: list[int] = []
    ruled_measure = -1.0
    for number, (end, measure) in enumerate(zip(words.ends, words.measures, strict=True), 1):
        if not ruled or abs(measure - ruled_measure) > _SAME:
            ruled, ruled_measure = Composer.ends(paragraph, start, measure)[0], measure
        if ruled[0] == end:
            ruled = ruled[1:]
        else:
            held[number] = end - start
            ruled = []
            if len(held) > limit:
                break
        start = end
    return held


def wish_of(paragraph: Paragraph, words: Words) -> int:
    """The wish (J5) by which a paragraph comes out as it stands; 0 for none."""
    if max(words.measures) - min(words.measures) > _SAME:
        return 0
    for wish in (-1, 1):
        try:
            if squeezed_ends(paragraph, words.measures[0] / paragraph.setting.style.size, wish) == words.ends:
                return wish
        except RefusedError:
            continue
    return 0


def left_by(trials: Sequence[Trial], profile: Profile, limit: float) -> int:
    """How many lines must be held under *profile*; more than *limit* are not counted out."""
    held = 0
    for trial in trials:
        held += trial.held(profile, limit - held)
        if held > limit:
            break
    return held
