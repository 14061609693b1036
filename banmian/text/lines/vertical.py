"""Set a style in vertical lines: which characters stand upright, which are turned, what shares a square (V1 to V3).

A `VerticalSetting` takes the place of a Setting; breaking and justifying are the same in both directions,
since free space lies before or behind a mark along the line either way. Orientation follows UAX 50: marks
that turn or change form take the font's `vert` form, and are turned themselves where the font has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from banmian.plan.style import ParagraphStyle
from banmian.text.ends.scripts import is_other
from banmian.text.lines.line import Mode
from banmian.text.widths.marks import CLOSING, INTERPUNCTS, IS_ATTACHED, OPENING, SILENT
from banmian.text.widths.orientation import Orientation, orientation
from banmian.text.widths.setting import Kind, Setting

# V2: quotes as corner brackets, outer and inner as mainland papers set them.
QUOTES = {"“": "『", "”": "』", "‘": "「", "’": "」"}
# What Chinese sets otherwise than UAX 50: dashes and ellipses have vertical forms in Chinese fonts; interpuncts stand in the
# middle of their square, and colon and semicolon stand upright (S5).
_DASHES = frozenset("—…⋯⸺–｜")
_UPRIGHT_IN_CHINESE = frozenset(INTERPUNCTS + "：；")
_UPRIGHT = (Orientation.UPRIGHT, Orientation.FORM_UPRIGHT)
# V3: a Western run, whole: letters and figures with what stands between them.
_WESTERN_RUN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:%'’&+/-]+[0-9A-Za-z\u00c0-\u024f]+)*[%‰]?")
_LONGEST_ACRONYM = 4  # ours: a longer one is read faster turned


class VerticalSetting(Setting):
    """The look-ups of one style in vertical lines. Figures keep the font's width: a square has room for them."""

    def __init__(self, style: ParagraphStyle, system_fonts: Sequence[str] = ()) -> None:
        super().__init__(style, system_fonts)
        self._square = self.letter(Kind(0, style.width, True, mode=Mode.UPRIGHT))
        self.cluster = self.letter(Kind(0, 1.0, False, True, Mode.UPRIGHT))
        self.glyph_of: dict[str, int] = {}

    def look_up(self, char: str) -> None:
        """Fill the tables for *char*."""
        if char in SILENT:
            super().look_up(char)
            return
        if IS_ATTACHED.match(char):
            self.advances[char] = self.offsets[char] = 0.0
            self.kinds[ord(char)] = self.cluster
            return
        shown = self.shown(char)
        self.other_scripts = self.other_scripts or is_other(char)
        at = self.face_with(shown)
        face = self.faces[at]
        glyph = face.shape(shown, vertical=True).glyphs[0] if face.has(shown) else 0
        stands = Orientation.FORM_TURNED if char in _DASHES else orientation(shown)
        upright = stands in _UPRIGHT or char in _UPRIGHT_IN_CHINESE
        if stands is Orientation.FORM_TURNED and glyph != face.glyphs[shown]:
            upright = True
        self.offsets[char] = 0.0
        if not upright:
            drawn = face.advance(face.glyphs[shown]) * self.style.width
            given = self.style.profile.quote_width if char in QUOTES else None
            box = drawn if given is None else given * self.style.width
            self.advances[char] = box
            self.offsets[char] = self._offset(char, drawn, box)
            self.kinds[ord(char)] = self.letter(Kind(at, self.style.width, abs(box - drawn) < 1e-4, mode=Mode.TURNED))
            self.glyph_of[char] = face.glyphs[shown]
            return
        drawn = face.vertical_metrics(glyph)[0]
        box = self._box(char, drawn)
        free = box - drawn
        self.advances[char] = box
        self.offsets[char] = free if char in OPENING else 0.0 if char in CLOSING else free / 2
        self.glyph_of[char] = glyph
        self.kinds[ord(char)] = self.letter(Kind(at, self.style.width, abs(free) < 1e-4, mode=Mode.UPRIGHT))

    def shown(self, char: str) -> str:
        """V2: quotes become corner brackets, unless the profile keeps them."""
        return QUOTES.get(char, char) if self.style.profile.corner_quotes else char

    def number_mark(self, char: str) -> tuple[str, float]:
        """A mark within a number keeps the font's width."""
        return self.kinds[ord(char)], self.advances[char]

    def cluster_of(self, base: str) -> str:
        """The kind of a cluster on *base*."""
        _ = self.advances[base]
        return self.letter(Kind(self.kind_of[self.kinds[ord(base)]].face, 1.0, False, True, Mode.UPRIGHT))

    def western_runs(self, text: str, boxes: list[float], kinds: str) -> str:
        """V3: put short figures and single letters into squares, in place in *boxes*; returns the new kinds.

        A square's first character holds its em, the others hold nothing. What is longer stays turned.
        """
        changed: list[str] | None = None
        most = self.style.profile.square_figures
        if not most:
            return kinds
        for found in _WESTERN_RUN.finditer(text):
            start, end = found.span()
            run = found[0]
            together = len(run) == 1 or (run.isdigit() and len(run) <= most)
            apart = run.isalpha() and run.isupper() and len(run) <= _LONGEST_ACRONYM
            if not together and not apart:
                continue
            changed = changed or list(kinds)
            for at in range(start, end):
                face = self.kind_of[kinds[at]].face
                changed[at] = self.letter(Kind(face, 1.0, False, mode=Mode.SQUARE))
                boxes[at] = 1.0 if at == start or apart else 0.0
        return "".join(changed) if changed else kinds
