"""What a drawn letter is, by its shape: for fonts that do not tell their characters.

Each letter is brought to one size with its strokes evenly spread (line density equalisation: Tsukumo and Tanaka, 1988), its
edges are counted by direction in cells (Kimura et al., 1987), and the nearest letter of the bundled faces is what it is. Size,
height over the baseline and advance tell marks apart that look alike. What is not near to any letter stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from PIL import Image, ImageDraw

from banmian.reading.fonts.fontfile import Contour, Letter, curve
from banmian.spec.files.project import bundled

Array = Any
_DRAWN = 192  # pixels of a letter as it is drawn
_WHOLE = 48  # pixels of a letter drawn out to a square
_SIDE, _CELL = 40, 4  # pixels of a letter brought to one size, and of a cell of it
_CELLS = _SIDE // _CELL
_TURNS = np.array([(np.cos(turn * np.pi / 4), np.sin(turn * np.pi / 4)) for turn in range(8)], np.float32)
# Pixels into cells, each with half of its neighbours: what lies between two cells counts in both.
_INTO_CELLS = np.repeat(np.eye(_CELLS) / 2 + np.eye(_CELLS, k=1) / 4 + np.eye(_CELLS, k=-1) / 4, _CELL, axis=0).astype(np.float32)
_PLACE = 1.0  # weight of a letter's box and advance beside its shape
_CHOICES, _CLOSE = 12, 0.04  # of what a letter may be, and how much less like than the best
LEAST = 0.84  # likeness below which a letter stays unknown


class Ink(msgspec.Struct, frozen=True):
    """A letter as it is drawn: its pixels, cut to the ink, and left, bottom, right, top and advance in ems."""

    pixels: Image.Image
    box: tuple[float, float, float, float]
    advance: float


class LetterTable(msgspec.Struct, frozen=True, eq=False):
    """The letters of the bundled faces, each face's own, by the directions in which they differ most."""

    letters: str
    middle: Array  #: features of the mean letter
    axes: Array  #: features x directions
    places: Array  #: letters x directions
    handicaps: Array  #: how much nearer a rare letter must be


@lru_cache(maxsize=1)
def letter_table() -> LetterTable:
    """The table that fonts/build_letterforms.py makes."""
    with np.load(bundled("fonts", "letterforms.npz"), allow_pickle=False) as file:
        letters = "".join(map(chr, file["letters"]))
        places = file["places"].astype(np.float32) * file["scale"]
        return LetterTable(letters, file["middle"], file["axes"], places, file["handicaps"])


class Known(msgspec.Struct, frozen=True):
    """What a letter was taken for, and how like it is: 1 for the same drawing."""

    text: str
    likeness: float


def ink_of(letter: Letter, advance: float | None = None) -> Ink | None:
    """The ink of an outline; None where it draws nothing. *advance* where the font's own is not known, ems."""
    points = [point for contour in letter.contours for point in contour]
    if len(points) < 3:
        return None
    across, up = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(across), max(across), min(up), max(up)
    if not (0 < right - left < 8 and 0 < top - bottom < 8):
        return None
    scale = _DRAWN / max(right - left, top - bottom)
    size = max(1, round((right - left) * scale)), max(1, round((top - bottom) * scale))
    wound = np.zeros((size[1] + 1, size[0] + 1), np.int16)
    for contour in letter.contours:
        if len(contour) > 2:
            mask = Image.new("1", (size[0] + 1, size[1] + 1))
            ImageDraw.Draw(mask).polygon([((x - left) * scale, (top - y) * scale) for x, y in contour], fill=1)
            wound += np.asarray(mask, np.int16) * (1 if _turning(contour) > 0 else -1)
    pixels = Image.fromarray(((wound != 0) * 255).astype(np.uint8))
    return Ink(pixels, (left, bottom, right, top), letter.advance or advance or 0.0)


def _turning(contour: Contour) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(contour, [*contour[1:], contour[0]], strict=True))


def named_by_shape(inks: Sequence[Ink]) -> list[Known]:
    """What the letters of one font are; likeness below `LEAST` means that nobody knows.

    A font draws a character once: of two letters that look like the same one, the less like takes what it resembles next.
    """
    if not inks:
        return []
    known = letter_table()
    wanted = (features(inks) - known.middle) @ known.axes
    found: list[dict[str, float]] = [{} for _ in inks]
    for start in range(0, len(inks), 512):
        near = _nearness(wanted[start : start + 512], known.places) - known.handicaps
        for at, numbers in enumerate(np.argpartition(-near, _CHOICES, axis=1)[:, :_CHOICES]):
            choices = found[start + at]
            for number in numbers:
                char = known.letters[number]
                choices[char] = max(choices.get(char, 0.0), round(float(near[at, number]), 4))
    return _apart(found)


def _apart(found: Sequence[dict[str, float]]) -> list[Known]:
    """Each letter's character, no character twice where there is a choice."""
    best = [sorted(choices.items(), key=lambda choice: -choice[1]) for choices in found]
    taken: set[str] = set()
    known = [Known(*choices[0]) for choices in best]
    for at in sorted(range(len(best)), key=lambda at: -best[at][0][1]):
        for char, likeness in best[at]:
            if likeness < best[at][0][1] - _CLOSE:
                break
            if char not in taken:
                known[at] = Known(char, likeness)
                break
        taken.add(known[at].text)
    return known


def _nearness(wanted: Array, table: Array) -> Array:
    """By letter and template: 1 less half the squared distance, which is the cosine where the boxes agree."""
    return (2 - ((wanted**2).sum(1)[:, None] + (table**2).sum(1)[None, :] - 2 * wanted @ table.T)) / 2


def flattened(steps: Sequence[tuple[str, tuple[float, ...]]]) -> list[Contour]:
    """A face's outline as closed contours of straight pieces, ems."""
    contours: list[Contour] = []
    for kind, values in steps:
        if kind == "m":
            contours.append([(values[0], values[1])])
        elif kind == "l":
            contours[-1].append((values[0], values[1]))
        elif kind == "c":
            contours[-1] += curve(contours[-1][-1], *zip(values[::2], values[1::2], strict=True))
    return contours


def features(inks: Sequence[Ink]) -> Array:
    """Of n letters, n x (8 directions x cells + box and advance), float32."""
    found = [_some_features(inks[at : at + 512]) for at in range(0, len(inks), 512)]
    places = np.array([(*ink.box, ink.advance) for ink in inks], np.float32) * _PLACE
    return np.concatenate([np.concatenate(found), places], axis=1)


def _some_features(inks: Sequence[Ink]) -> Array:
    whole = np.stack([np.asarray(_square(ink.pixels), np.float32) for ink in inks]) / 255
    even = _evenly(whole)
    padded = np.pad(even, ((0, 0), (1, 1), (1, 1)))
    gx = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    gy = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    cells = np.empty((len(inks), 8, _CELLS, _CELLS), np.float32)
    for turn, (x, y) in enumerate(_TURNS):
        along = gx * x + gy * y
        aside = gy * x - gx * y
        np.abs(aside, out=aside)
        aside *= 0.9
        along -= aside
        np.maximum(along, 0, out=along)
        cells[:, turn] = _INTO_CELLS.T @ (along.reshape(-1, _SIDE) @ _INTO_CELLS).reshape(-1, _SIDE, _CELLS)
    flat = np.sqrt(cells).reshape(len(inks), -1)
    return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)


def _square(pixels: Image.Image) -> Image.Image:
    """A letter as a square; a stroke is not drawn out to more than thrice its thickness."""
    wide, high = pixels.size
    if max(wide, high) > 3 * min(wide, high):
        size = max(wide, high // 3), max(high, wide // 3)
        whole = Image.new("L", size)
        whole.paste(pixels, ((size[0] - wide) // 2, (size[1] - high) // 2))
        pixels = whole
    return pixels.resize((_WHOLE, _WHOLE), Image.Resampling.BOX)


def _evenly(letters: Array) -> Array:
    """The letters with their strokes evenly spread, both ways; n x 48 x 48 to n x side x side."""
    across, share = _places(np.abs(np.diff(letters, axis=2, prepend=0)).sum(axis=1))
    up, rise = _places(np.abs(np.diff(letters, axis=1, prepend=0)).sum(axis=2))
    every = np.arange(len(letters))[:, None]
    # Columns first, as rows of the letter on its side: whole rows are copied, which is quicker than single pixels.
    aside = letters.transpose(0, 2, 1)
    found = aside[every, across] * (1 - share[:, :, None]) + aside[every, across + 1] * share[:, :, None]
    found = found.transpose(0, 2, 1)
    return found[every, up] * (1 - rise[:, :, None]) + found[every, up + 1] * rise[:, :, None]


def _places(edges: Array) -> tuple[Array, Array]:
    """Where to look in rows of *edges* so that each step has as many: the pixel before, and how far behind it."""
    count, length = edges.shape
    sums = np.cumsum(edges + 0.1 * length, axis=1)
    sums = np.concatenate([np.zeros((count, 1)), sums / sums[:, -1:]], axis=1)
    wanted = (np.arange(_SIDE) + 0.5) / _SIDE
    # One interpolation for all: each row lies one further than the row before.
    flat = np.interp(
        (wanted + 2 * np.arange(count)[:, None]).ravel(),
        (sums + 2 * np.arange(count)[:, None]).ravel(),
        np.tile(np.arange(length + 1), count),
    )
    places = np.clip(flat.reshape(count, _SIDE) - 0.5, 0, length - 1.001)
    low = np.floor(places).astype(np.intp)
    return low, (places - low).astype(np.float32)
