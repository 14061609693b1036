"""Shape Western words as their face wants them: kerning, ligatures, figures by feature tag.

A word is shaped once a setting, and its characters get the steps that shaping gives them: those of a
ligature share it, kerning is part of the step of the character before it. Figures that the profile sets
in boxes (S11) stay in them; tracked words have no ligatures (CSS Text 4 §8).
"""

from __future__ import annotations

import re
from functools import lru_cache

from banmian.plan.geometry import EM_ASCENT, EM_DESCENT
from banmian.text.lines.line import Mode, Run
from banmian.text.lines.piece import Piece
from banmian.text.widths.marks import IS_ATTACHED
from banmian.text.widths.setting import Kind, Setting

LETTER = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
HAS_LETTER = re.compile(f"[{LETTER}]")
# A word with its apostrophes and the mark that follows it, for a face may kern `y,`.
_WORD = re.compile(f"[{LETTER}][{LETTER}'’]+[.,]?|[{LETTER}][.,]")
# A turned run's baseline lies so far left of a vertical line's middle that its em box is centred in the line.
TURNED_ACROSS = -(EM_ASCENT - EM_DESCENT) / 2


def shape_words(text: str, setting: Setting, boxes: list[float], kinds: str) -> str:
    """Give the words of *text* their shaped steps, in place in *boxes*; returns the new kinds."""
    figures = setting.style.features and setting.style.profile.digit_width is None
    changed: list[str] | None = None
    for found in (_with_figures() if figures else _WORD).finditer(text):
        start, end = found.span()
        kind = setting.kind_of[kinds[start]]
        if kind.cluster or kind.mode in (Mode.SQUARE, Mode.UPRIGHT) or kind.shaped:
            continue
        if any(setting.kind_of[other].face != kind.face or setting.kind_of[other].cluster for other in kinds[start:end]):
            continue
        word = setting.shaped(kind.face, found[0])
        if word is None:
            continue
        boxes[start:end] = [step * kind.width for step in word.steps]
        changed = changed or list(kinds)
        changed[start:end] = [setting.letter(Kind(kind.face, kind.width, False, mode=kind.mode, shaped=True))] * (end - start)
    return "".join(changed) if changed else kinds


def shaped_run(piece: Piece) -> Run:
    """The run of a shaped word; each glyph reaches as far as the characters that it stands for."""
    kind, size = piece.kind, piece.size
    word = piece.setting.shaped(kind.face, piece.text)
    assert word is not None
    adjust, at = [], 0
    for glyph, own in zip(word.glyphs, word.texts, strict=True):
        move = (sum(piece.steps[at : at + len(own)]) - piece.face.advance(glyph) * kind.width) * size
        adjust.append(move if abs(move) > 1e-6 else 0.0)
        at += len(own)
    across = piece.across + (TURNED_ACROSS * size if kind.mode is Mode.TURNED else 0.0)
    told = () if len(word.glyphs) == len(piece.text) and all(len(own) == 1 for own in word.texts) else word.texts
    return piece.run(word.glyphs, adjust, told, across=across)


@lru_cache
def _with_figures() -> re.Pattern[str]:
    return re.compile(f"[{LETTER}0-9][{LETTER}0-9'’]*[.,]?")


def is_shapeable(text: str, setting: Setting) -> bool:
    """Whether *text* has words to shape, or figures that its style asks features for."""
    wanted = HAS_LETTER.search(text) is not None or bool(setting.style.features)
    return wanted and IS_ATTACHED.search(text) is None
