#!/usr/bin/env python3
"""Build fonts/letterforms.npz: what the letters of the bundled faces look like, for fonts that do not tell their characters.

usage: build_letterforms.py [--check]        (needs: python3 -m pip install -e '.[compare]')

Each Han character and mark of three faces is brought to features as banmian.reading.fonts.letterforms has them, and kept by the 96
directions in which letters differ most (principal components), a byte each. With --check nothing is written; the exit status is 1
where the file is not of these faces.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from banmian.fonts.face import Face, open_face  # noqa: E402
from banmian.reading.fonts.fontfile import Letter  # noqa: E402
from banmian.reading.fonts.letterforms import Ink, features, flattened, ink_of, letter_table  # noqa: E402
from banmian.spec.catalogue import FaceRecord  # noqa: E402

Array = Any
FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Bold.otf", "BanmianKai-Regular.ttf")
TARGET = ROOT / "fonts" / "letterforms.npz"
_EM = 96  # pixels
_DIRECTIONS = 96
RARE_MARKS = "＋－×÷＝～←↑↓ⅠⅡⅢⅣⅤ〇|_~{}$&@"
MARKS = (
    "，。、；：？！…—·“”‘’（）《》〈〉【】「」『』〔〕％‰℃￥○●□■△▲☆★◆◇※→①②③④⑤⑥⑦⑧⑨⑩°"
    "!\"#%'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz" + RARE_MARKS
)

TURNED = "，。、；：？！…—“”‘’（）《》〈〉【】「」『』〔〕～"  # have forms of their own in vertical lines


def letters_of(name: str, chars: Sequence[str] | None = None) -> tuple[list[str], list[Ink]]:
    """The letters of a bundled face, all of them or *chars*, and their ink."""
    path = str(ROOT / "fonts" / name)
    face = open_face(FaceRecord(path, 0, "", 400))
    every = [chr(code) for code in sorted(face.hb_face.unicodes) if 0x4E00 <= code <= 0x9FFF]
    if chars is not None:
        every = [char for char in every if char in chars]
    letters: list[str] = []
    inks: list[Ink] = []
    for at in range(0, len(every), 64):
        row = every[at : at + 64]
        for char, pixels in zip(row, row_of_letters(row, path), strict=True):
            place = pixels.getbbox()
            if place is not None:
                glyph = face.glyphs[char]
                letters.append(char)
                inks.append(Ink(pixels.crop(place), face.ink((glyph,)), face.advance(glyph)))
    for char, ink in marks(face):
        if chars is None or char in chars:
            letters.append(char)
            inks.append(ink)
    return letters, inks


def row_of_letters(row: Sequence[str], path: str) -> list[Image.Image]:
    """Characters of one em each, drawn side by side at once, which is quicker than one by one."""
    image = Image.new("L", (_EM * len(row), _EM * 3 // 2))
    font = ImageFont.truetype(path, _EM, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(image).text((0, 0), "".join(row), fill=255, font=font)
    return [image.crop((_EM * at, 0, _EM * (at + 1), image.height)) for at in range(len(row))]


def marks(face: Face) -> list[tuple[str, Ink]]:
    """Marks, figures and letters, in each form that the face has of them: plain, as Chinese, upright in vertical lines."""
    found: list[tuple[str, Ink]] = []
    for char in MARKS:
        forms = {face.hb_font.get_nominal_glyph(ord(char)) or 0, face.shape(char).glyphs[0]}
        if char in TURNED:
            forms.add(face.shape(char, vertical=True).glyphs[0])
        for glyph in sorted(forms - {0}):
            ink = ink_of(Letter("", tuple(flattened(face.outline(glyph))), face.advance(glyph)))
            if ink is not None:
                found.append((char, ink))
    return found


def handicap(char: str) -> float:
    """Less for what a newspaper prints often: the first level of GB 2312, then the second, then Big5 and the rest."""
    if char < "\u4e00" or char > "\u9fff":
        return 0.012 if char in RARE_MARKS else 0.0
    try:
        return 0.0 if char.encode("gb2312")[0] <= 0xD7 else 0.007
    except UnicodeEncodeError:
        return 0.01 if is_in(char, "big5") else 0.015


def is_in(char: str, encoding: str) -> bool:
    """Whether an encoding has *char*."""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def table() -> dict[str, Array]:
    """The arrays of the file."""
    letters: list[str] = []
    parts = []
    for name in FACES:
        own, inks = letters_of(name)
        letters += own
        parts.append(features(inks))
    every = np.concatenate(parts)
    middle = every.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((every - middle).T))
    axes = axes[:, -_DIRECTIONS:]
    axes = (axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(_DIRECTIONS)])).astype(np.float32)
    places = (every - middle) @ axes
    scale = np.float32(np.abs(places).max() / 127)
    return {
        "letters": np.array([ord(char) for char in letters], np.uint32),
        "middle": middle.astype(np.float32),
        "axes": axes,
        "places": np.round(places / scale).astype(np.int8),
        "scale": scale,
        "handicaps": np.array([handicap(char) for char in letters], np.float32),
    }


def agrees(chars: Sequence[str]) -> bool:
    """Whether the file has the letters *chars* of each face as the faces draw them."""
    known = letter_table()
    start = 0
    for name in FACES:
        own, inks = letters_of(name, chars)
        count = len(letters_of_face(name))
        where = [known.letters.index(char, start, start + count) for char in dict.fromkeys(own)]
        wanted = (features(inks) - known.middle) @ known.axes
        first = [own.index(char) for char in dict.fromkeys(own)]
        if np.abs(wanted[first] - known.places[where]).max() > 0.05:
            return False
        start += count
    return start == len(known.letters)


def letters_of_face(name: str) -> list[str]:
    """The letters that a face has in the file."""
    face = open_face(FaceRecord(str(ROOT / "fonts" / name), 0, "", 400))
    han = [chr(code) for code in sorted(face.hb_face.unicodes) if 0x4E00 <= code <= 0x9FFF]
    return han + [char for char, _ in marks(face)]


def main() -> None:
    """Build, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        sys.exit(0 if agrees([chr(code) for code in range(0x4E00, 0x9FFF, 97)] + list(MARKS)) else 1)
    target = io.BytesIO()
    np.savez_compressed(target, **table())
    TARGET.write_bytes(target.getvalue())
    print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
