"""The fonts that pages show, embedded: one subset a face, with the glyphs that are shown and the copy each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from banmian.fonts.embed import CidFont
from banmian.fonts.face import open_face
from banmian.output.letters.operators import FontKey, font_key
from banmian.page.composed import ComposedPage, Placeholder
from banmian.spec.catalogue import FaceRecord
from banmian.text.lines.line import Run

Fonts = dict[FontKey, tuple[str, CidFont]]


def embed_fonts(document: Any, pages: Sequence[ComposedPage]) -> tuple[Fonts, set[int]]:
    """By face and direction the name of each font and the font; the runs with a glyph that elsewhere stands for another sign."""
    texts: dict[FontKey, dict[int, str]] = {}
    records: dict[FontKey, FaceRecord] = {}
    retold: set[int] = set()
    for run in _shown_runs(pages):
        key = font_key(run)
        records.setdefault(key, run.face)
        known = texts.setdefault(key, {})
        for glyph, char in zip(run.glyphs, run.texts or run.text, strict=True):
            if known.setdefault(glyph, char) != char:
                retold.add(id(run))
    names = {key: f"F{count}" for count, key in enumerate(texts, 1)}
    directions: dict[FaceRecord, list[FontKey]] = {}
    for key, record in records.items():
        plain = msgspec.structs.replace(record, slant=0.0, bolder=0.0)  # which is in how it is shown
        directions.setdefault(plain, []).append(key)
    fonts: Fonts = {}
    for record, keys in directions.items():
        font = CidFont(open_face(record), {key[2]: texts[key] for key in keys}, {key[2]: names[key] for key in keys})
        font.register(document)
        fonts |= {key: (names[key], font) for key in keys}
    return fonts, retold


def _shown_runs(pages: Sequence[ComposedPage]) -> Iterator[Run]:
    for page in pages:
        if page.curves:
            continue
        for line in page.lines:
            yield from line.runs
            yield from line.readings
        for picture in page.pictures:
            if isinstance(picture, Placeholder):
                yield from picture.label
