"""A style made ready to set type: what each character is set from, in which box, at what advance.

Each distinct character is looked up once: its face (the style's, or the first of the chain that has it),
its glyph, the width of its box and the place of the glyph in it. A box is an em for ideographs and
full-width marks, and what the profile says for figures, brackets and the interpunct (S5, S11); elsewhere
it is the font's advance. All lengths are in ems of the style's size.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.fonts.face import Cluster, Face, open_face
from banmian.fonts.system import find_system_font
from banmian.plan.style import ParagraphStyle
from banmian.text.ends.scripts import is_other
from banmian.text.lines.line import Mode
from banmian.text.widths.marks import (
    ASCII_BRACKETS,
    CLOSING,
    DIGITS,
    FULL_WIDTH,
    INTERPUNCTS,
    IS_ATTACHED,
    OPENING,
    PAUSES,
    QUOTES,
    SILENT,
    STOPS,
    is_ideographic,
)


class Kind(msgspec.Struct, frozen=True):
    """What characters of one run share."""

    face: int  #: position in the setting's faces
    width: float  #: horizontal scaling of the glyphs, 1 = as drawn
    plain: bool  #: each glyph fills its box, so that boxes need no looking up
    cluster: bool = False  #: characters are shaped together
    mode: Mode = Mode.HORIZONTAL
    shaped: bool = False  #: a Western word, shaped as a whole
    silent: bool = False  #: has neither glyph nor width


class Setting:
    """The look-ups of one style. `advances` and `kinds` are dictionaries that fill themselves."""

    def __init__(self, style: ParagraphStyle, system_fonts: Sequence[str] = ()) -> None:
        self.style = style
        self.faces: tuple[Face, ...] = tuple(open_face(record, style.profile.language.value) for record in style.faces)
        self.kind_of: dict[str, Kind] = {}
        self.missing: set[str] = set()
        self.other_scripts = False  #: whether a character of another script than Chinese and Western was looked up
        self._system_fonts = system_fonts
        self.advances: dict[str, float] = _Filled(self)
        self.offsets: dict[str, float] = {}
        self._letters: dict[Kind, str] = {}
        self._free: dict[str, tuple[float, float] | None] = {}
        self._words: dict[tuple[int, str], Cluster | None] = {}
        self.kinds = _Kinds(self)
        self._square = self.letter(Kind(0, style.width, True))
        self.cluster = self.letter(Kind(0, style.width, False, True))
        digits = [self.faces[0].advance(self.faces[0].glyphs[digit]) for digit in DIGITS]
        wanted = style.profile.digit_width
        self._digit_scale = wanted / max(digits) if wanted is not None and max(digits) > 0 else 1.0

    def look_up(self, char: str) -> None:
        """Fill the tables for *char*."""
        if "\u4e00" <= char <= "\u9fff" and self._fills_its_square(char):
            return
        if char in SILENT:
            self.advances[char] = self.offsets[char] = 0.0
            self.kinds[ord(char)] = self.letter(Kind(0, 1.0, False, silent=True))
            return
        if IS_ATTACHED.match(char):
            # It has no place of its own; where it stands behind its base, the two are shaped together.
            self.advances[char] = self.offsets[char] = 0.0
            self.kinds[ord(char)] = self.cluster
            return
        self.other_scripts = self.other_scripts or is_other(char)
        face_at = self.face_with(char)
        face = self.faces[face_at]
        scale = self.style.width
        natural = face.advance(face.glyphs[char])
        box = self._box(char, natural)
        if char in DIGITS and self.style.profile.digit_width is not None:
            scale *= self._digit_scale
        drawn = natural * scale
        box *= self.style.width
        self.advances[char] = box
        offset = self._offset(char, drawn, box)
        self.offsets[char] = offset
        plain = abs(drawn - box) < 1e-4 and abs(offset) < 1e-4
        self.kinds[ord(char)] = self.letter(Kind(face_at, scale, plain))

    def face_with(self, char: str) -> int:
        """The first face of the chain that has *char*, then of the machine's fonts; 0, and noted, where none has."""
        for at, face in enumerate(self.faces):
            if face.has(char):
                return at
        if self._system_fonts:
            found = [record for name in self._system_fonts if (record := find_system_font(name))]
            self._system_fonts = ()
            self.faces += tuple(open_face(record, self.style.profile.language.value) for record in found)
            return self.face_with(char)
        self.missing.add(char)
        return 0

    def _fills_its_square(self, char: str) -> bool:
        """The common case in few steps: a Han character of the style's own face, an em wide."""
        face = self.faces[0]
        glyph = face.glyphs[char]
        if not glyph or abs(face.advance(glyph) - 1.0) > 1e-4:
            return False
        self.advances[char] = self.style.width
        self.offsets[char] = 0.0
        self.kinds[ord(char)] = self._square
        return True

    def number_mark(self, char: str) -> tuple[str, float]:
        """Kind and advance of a mark within a number (. , :), which newspapers set as wide as a figure."""
        width = self.style.profile.digit_width
        if width is None:
            return self.kinds[ord(char)], self.advances[char]
        return self.in_box(char, width)

    def in_box(self, char: str, width: float) -> tuple[str, float]:
        """Kind and advance of a character in the middle of a box of *width* ems."""
        _ = self.advances[char]
        kind = self.kind_of[self.kinds[ord(char)]]
        return self.letter(Kind(kind.face, kind.width, False, mode=kind.mode)), width * self.style.width

    def free_space(self, char: str) -> tuple[float, float] | None:
        """What a full-width mark leaves free before and behind it along the line, by its font (S13); None where its
        glyph does not fill its square, so that it stands where its box puts it.
        """
        if char not in self._free:
            _ = self.advances[char]
            face = self.faces[self.kind_of[self.kinds[ord(char)]].face]
            fills = face.has(char) and abs(face.advance(face.glyphs[char]) - 1.0) < 1e-4
            self._free[char] = face.free_space(self.shown(char), self.style.vertical) if fills else None
        return self._free[char]

    def pair_narrowing(self, first: str, second: str) -> float | None:
        """What the style's own face takes out between two marks (`chws`), where it has such rules."""
        if self.style.vertical or "chws" not in self.faces[0].features:
            return None
        return self.faces[0].pair_narrowing(first, second)

    def shown(self, char: str) -> str:
        """The character whose glyph is set for *char*."""
        return char

    def shaped(self, face_at: int, word: str) -> Cluster | None:
        """A Western word shaped in one of the faces; None where it would not come out from left to right, glyph by glyph."""
        key = (face_at, word)
        if key not in self._words:
            features = [(tag.lstrip("-"), not tag.startswith("-")) for tag in self.style.features]
            if self.style.tracking:
                features += [("liga", False), ("clig", False), ("dlig", False)]
            found = self.faces[face_at].shape_western(word, tuple(features))
            whole = "".join(found.texts) == word and 0 not in found.glyphs
            self._words[key] = found if whole else None
        return self._words[key]

    def cluster_of(self, base: str) -> str:
        """The kind of a cluster on *base*: in the face that has it."""
        _ = self.advances[base]
        return self.letter(Kind(self.kind_of[self.kinds[ord(base)]].face, self.style.width, False, True))

    def _box(self, char: str, natural: float) -> float:
        profile = self.style.profile
        if is_ideographic(char) or char in FULL_WIDTH:
            if char in QUOTES and profile.quote_width is not None:
                return profile.quote_width
            narrowed = profile.bracket_width is not None and char in OPENING + CLOSING
            return profile.bracket_width if narrowed and profile.bracket_width else 1.0
        if char in DIGITS and profile.digit_width is not None:
            return profile.digit_width
        if char in ASCII_BRACKETS and profile.ascii_bracket_width is not None:
            return profile.ascii_bracket_width
        if char in INTERPUNCTS and profile.interpunct_width is not None:
            return profile.interpunct_width
        return natural

    @staticmethod
    def _offset(char: str, drawn: float, box: float) -> float:
        """Where in its box a glyph stands that does not fill it: brackets hug their content, others are centred."""
        free = box - drawn
        if char in OPENING:
            return free
        if char in CLOSING or (char in PAUSES and box > 0.9) or (char in STOPS and box > 0.9):
            return 0.0
        return free / 2

    def letter(self, kind: Kind) -> str:
        """The private letter that stands for *kind* in a paragraph's kinds."""
        letter = self._letters.get(kind)
        if letter is None:
            letter = self._letters[kind] = chr(0xE000 + len(self._letters))
            self.kind_of[letter] = kind
        return letter


class _Filled(dict[str, float]):
    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def __missing__(self, char: str) -> float:
        self._setting.look_up(char)
        return self[char]


class _Kinds(dict[int, str]):
    """For str.translate: from code point to the private letter of a kind."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def __missing__(self, code: int) -> str:
        self._setting.look_up(chr(code))
        return self[code]
