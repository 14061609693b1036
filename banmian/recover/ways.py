"""Find what is composed in a way of its own on a page: styles, stories, captions.

A face without some feature is set otherwise by many makers in whatever style it stands; a page may show several ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from banmian.plan.plan import Block
from banmian.recover.infer.compose.composition import Composition, composed_otherwise, infer_composition, places_off, unexplained
from banmian.recover.infer.compose.trial import Sample, held_lines, own_widths
from banmian.recover.infer.text.words import Words
from banmian.recover.segment.type.language import is_traditional
from banmian.recover.segment.type.lines import dominant
from banmian.recover.wishes import Key
from banmian.recover.write.draft import Draft
from banmian.recover.write.settings import settings_text, told
from banmian.recover.write.yamltext import flow
from banmian.spec.types.profile import Breaker, Profile
from banmian.text.compose import Composer

_OWN_WAY = 2  # lines that the page's way of composing leaves unexplained, before stories are asked for ways of their own
_OWN_COST = 0.6  # lines; what a setting of a story's own must explain more
_OFF, _APART = 0.03, 3.0  # em by which glyphs stand off where a story is asked, and times as far as in the nearest story
_NEARER = 0.4  # times as near must a story's own way bring them


def own_ways(draft: Draft, samples: Sequence[Sample], page: Composition, fixed: frozenset[str]) -> None:
    """Styles that are composed otherwise than most of the page."""
    by_style: dict[str, list[Sample]] = {}
    for sample in samples:
        by_style.setdefault(sample.block.style.name, []).append(sample)
    usual = max(by_style, key=lambda name: sum(len(sample.words.ends) for sample in by_style[name]), default="")
    for name, own in by_style.items():
        look = draft.styles.looks.get(name)
        if name == usual or look is None:
            continue
        settings = composed_otherwise(own, page, fixed)
        if settings:
            draft.styles.looks[name] = msgspec.structs.replace(look, own=tuple(settings_text(settings).items()))


def own_stories(
    draft: Draft, running: Mapping[Key, Block], words: Mapping[Key, Words], page: Composition, natural: dict[str, Any]
) -> None:
    """Stories that are composed in a way of their own, as on a page that shows several; *natural* widths are their fonts' own."""
    by_story: dict[str, list[Key]] = {}
    for key in running:
        by_story.setdefault(key[0].partition(".")[0], []).append(key)
    frames = {start.partition(".")[0]: frame for frame in draft.frames if (start := frame.rest.get("flow", ""))}
    own = {
        story: [Sample(running[key], words[key]) for key in keys if len(words[key].ends) > 1] for story, keys in by_story.items()
    }
    own = {story: samples for story, samples in own.items() if samples and story in frames}
    if len(by_story) < 2:
        return
    offs = {story: places_off(samples, page.profile) for story, samples in own.items()}
    least = min(offs.values(), default=0.0)
    for story, samples in own.items():
        held = unexplained(samples, page.profile) if page.total - page.explained >= _OWN_WAY else 0
        # Glyphs that stand off everywhere alike tell of the page, not of a story.
        stands_off = offs[story] >= max(_OFF, _APART * least)
        if held < 1 and not stands_off:
            continue
        found = infer_composition(samples, draft.upright, is_traditional(sample.words.text for sample in samples), natural)
        more = held - (found.total - found.explained)
        nearer = stands_off and more >= 0 and places_off(samples, found.profile) < _NEARER * offs[story]
        if more > _OWN_COST * (1 + len(found.settings)) or nearer:
            style = dominant((sample.block.style, float(len(sample.words.ends))) for sample in samples)
            frames[story].rest["composition"] = flow({"profile": found.base, **told(found), **settings_text(own_widths(style))})


def caption_ways(draft: Draft, blocks: Mapping[Key, Block], words: Mapping[Key, Words], profile: Profile) -> None:
    """Captions are set by first fit where that explains them better than the page's way of breaking."""
    if profile.breaker is Breaker.GREEDY:
        return
    composer = Composer()
    for name, look in list(draft.styles.looks.items()):
        lines = {Breaker.GREEDY: 0, Breaker.OPTIMAL: 0}
        for key, block in blocks.items():
            said = words.get(key)
            if block.role != "caption" or block.style.name != name or said is None or len(said.ends) < 2:
                continue
            for breaker in lines:
                style = msgspec.structs.replace(block.style, profile=msgspec.structs.replace(profile, breaker=breaker))
                lines[breaker] += len(held_lines(composer.block(msgspec.structs.replace(block, style=style)), said))
        if lines[Breaker.GREEDY] < lines[Breaker.OPTIMAL]:
            draft.styles.looks[name] = msgspec.structs.replace(look, greedy=True)
