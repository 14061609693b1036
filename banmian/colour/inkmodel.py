"""What inks look like on paper, by a press's profile: from four inks to Lab, and the inks that look alike (GCR).

numpy arrays of shape (n, 4), inks from 0 to 1, and (n, 3), Lab beside the paper (ICC.1:2022 §10.10 to §10.12).
"""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from banmian.colour.profile import Profile, ProfileError, tags_of

Array = NDArray[np.float64]

_STEPS = 24  # in which black takes the place of the other inks
_CLOSE = 0.02  # ΔE that is none


class InkModel:
    """A profile's table from inks to colour."""

    def __init__(self, curves: list[Array], table: Array, after: list[Array], decode: tuple[Array, Array]) -> None:
        self.curves = curves  #: one an ink, over 0 to 1
        self.table = table  #: a side for each ink, then Lab as it is coded
        self.after = after  #: one for each of L, a, b
        self.scale, self.shift = decode
        self.size = table.shape[0]

    def lab(self, inks: Array) -> Array:
        """The colours of *inks*."""
        return self._both(inks)[0]

    def _both(self, inks: Array) -> tuple[Array, Array]:
        """The colours of *inks*, and how each changes with each ink: (n, 3) and (n, 3, 4)."""
        coded, slopes = self._table(inks)
        found = np.empty_like(coded)
        for part, curve in enumerate(self.after):
            places = np.linspace(0, 1, len(curve))
            found[:, part] = np.interp(coded[:, part], places, curve)
            if len(curve) > 2:
                step = 1e-4
                rise = np.interp(coded[:, part] + step, places, curve) - np.interp(coded[:, part] - step, places, curve)
                slopes[:, part] *= (rise / (2 * step))[:, None]
        return found * self.scale + self.shift, slopes * self.scale[:, None]

    def _table(self, inks: Array) -> tuple[Array, Array]:
        at, along = np.empty_like(inks), np.empty_like(inks)
        for ink, curve in enumerate(self.curves):
            places = np.linspace(0, 1, len(curve))
            at[:, ink] = np.interp(inks[:, ink], places, curve)
            step = 1e-4
            rise = np.interp(inks[:, ink] + step, places, curve) - np.interp(inks[:, ink] - step, places, curve)
            run = np.minimum(inks[:, ink] + step, 1) - np.maximum(inks[:, ink] - step, 0)
            along[:, ink] = rise / run
        scaled = np.clip(at, 0, 1) * (self.size - 1)
        low = np.minimum(scaled.astype(np.int64), self.size - 2)
        part = scaled - low
        found = np.zeros((len(inks), 3))
        slopes = np.zeros((len(inks), 3, 4))
        for corner in product((0, 1), repeat=4):
            index = low + np.array(corner)
            value = self.table[index[:, 0], index[:, 1], index[:, 2], index[:, 3]]
            weights = [part[:, ink] if step else 1 - part[:, ink] for ink, step in enumerate(corner)]
            found += (weights[0] * weights[1] * weights[2] * weights[3])[:, None] * value
            for ink in range(4):
                others = np.prod([weights[other] for other in range(4) if other != ink], axis=0)
                slopes[:, :, ink] += ((1 if corner[ink] else -1) * others)[:, None] * value
        return found, slopes * (along * (self.size - 1))[:, None, :]

    def with_black(self, inks: Array, share: float | None, limit: float) -> Array:
        """Inks that look as *inks* do, with another *share* of black: 0 the least that does, 1 the most; None leaves it.

        Where they are over *limit* black takes the place of others. Where it cannot, the others are less in their proportion.
        """
        found = inks.copy()
        if share is None:
            at = np.nonzero(inks.sum(axis=1) > limit + 1e-9)[0]
            ways, starts = self._ways(inks[at], least=False)
        else:
            at = np.nonzero(inks[:, :3].max(axis=1) > 0)[0]
            ways, starts = self._ways(inks[at], least=True)
            starts = np.array([share * (len(way) - 1) for way in ways])
        for place, way, start in zip(at, ways, starts, strict=True):
            found[place] = _under(way, float(start), limit)
        return kept_under(found, limit)

    def _ways(self, inks: Array, least: bool) -> tuple[list[Array], Array]:
        """For each colour the inks that look like it, from little black to much, and where on that way it is itself."""
        more = self._steps(inks, 1)
        fewer = self._steps(inks, -1) if least else [colour[None, :] for colour in inks]
        ways = [np.concatenate([down[:0:-1], up]) for down, up in zip(fewer, more, strict=True)]
        return ways, np.array([len(down) - 1 for down in fewer])

    def _steps(self, inks: Array, direction: int) -> list[Array]:
        """For each colour the inks that look like it, step by step with more black, or with less, as far as that goes."""
        wanted = self.lab(inks)
        paths = [[colour] for colour in inks]
        now = inks.copy()
        going = np.nonzero(self._can_go(inks, direction))[0]
        while len(going):
            tried = now[going].copy()
            tried[:, 3] = np.clip(tried[:, 3] + direction / _STEPS, 0, 1)
            tried, misses = self._with_look(tried, wanted[going])
            kept = (misses < 0.5) & (direction * (now[going] - tried)[:, :3].sum(axis=1) >= 0)
            for at, colour in zip(going[kept], tried[kept], strict=True):
                paths[at].append(colour)
            now[going[kept]] = tried[kept]
            going = going[kept]
            going = going[self._can_go(now[going], direction)]
        return [np.array(path) for path in paths]

    @staticmethod
    def _can_go(inks: Array, direction: int) -> NDArray[np.bool_]:
        if direction > 0:
            return np.asarray((inks[:, 3] < 1) & (inks[:, :3].min(axis=1) > 0))
        return np.asarray((inks[:, 3] > 0) & (inks[:, :3].max(axis=1) < 1))

    def _with_look(self, inks: Array, wanted: Array) -> tuple[Array, Array]:
        """Cyan, magenta and yellow changed so that *inks* look as *wanted*, and by how much they still miss it, ΔE."""
        inks = inks.copy()
        for _ in range(3):
            lab, slopes = self._both(np.clip(inks, 0, 1))
            off = wanted - lab
            if float(np.abs(off).max(initial=0)) < _CLOSE:
                break
            square = slopes[:, :, :3] + np.eye(3) * 1e-6
            step = np.linalg.solve(square, off[:, :, None])[:, :, 0]
            inks[:, :3] = np.clip(inks[:, :3] + np.clip(step, -0.2, 0.2), -0.02, 1)
        misses = np.sqrt(((wanted - self.lab(np.clip(inks, 0, 1))) ** 2).sum(axis=1))
        inks[:, :3] = np.where(inks[:, :3] < 0.0, np.where(misses[:, None] < 0.5, 0.0, inks[:, :3]), inks[:, :3])
        return inks, misses


def _under(way: Array, start: float, limit: float) -> Array:
    """The first place on a way, from *start* towards more black, that is under *limit*; else the one of the least ink."""
    first = _along(way, start)
    if first.sum() <= limit + 1e-9:
        return first
    later = [_along(way, step) for step in np.linspace(start, len(way) - 1, 33)]
    return next((inks for inks in later if inks.sum() <= limit), min(later, key=lambda inks: float(inks.sum())))


def _along(path: Array, at: float) -> Array:
    low = min(int(at), len(path) - 1)
    high = min(low + 1, len(path) - 1)
    found: Array = path[low] + (path[high] - path[low]) * (at - low)
    return found


def kept_under(inks: Array, limit: float) -> Array:
    """*inks* of at most *limit* together: black stays, the others are less in their proportion."""
    black = np.minimum(inks[:, 3:], limit)
    colours = inks[:, :3].sum(axis=1, keepdims=True)
    room = np.maximum(limit - black, 0)
    scale = np.where(colours > room, room / np.maximum(colours, 1e-12), 1.0)
    return np.concatenate([inks[:, :3] * scale, black], axis=1)


@lru_cache(maxsize=4)
def model_of(profile: Profile) -> InkModel:
    """The model of a press's profile. Raises ProfileError."""
    tags = dict(tags_of(profile.data))
    tag = tags.get(b"A2B1") or tags.get(b"A2B0") or b""
    if profile.data[20:24] != b"Lab ":
        raise ProfileError("its colours are told in XYZ; a press's are told in Lab")
    if tag[:4] in (b"mft1", b"mft2"):
        return _old_table(tag)
    if tag[:4] == b"mAB ":
        return _new_table(tag)
    raise ProfileError("its table from ink to colour is of an unknown kind")


def _old_table(tag: bytes) -> InkModel:
    inputs, outputs, grid = tag[8], tag[9], tag[10]
    if (inputs, outputs) != (4, 3):
        raise ProfileError("its table from ink to colour is not of four inks")
    wide = tag[:4] == b"mft2"
    steps = struct.unpack(">2H", tag[48:52]) if wide else (256, 256)
    kind, whole = (">u2", 65535.0) if wide else (">u1", 255.0)
    values = np.frombuffer(tag, kind, offset=52 if wide else 48).astype(np.float64) / whole
    first, size = 4 * steps[0], 3 * grid**4
    curves = list(values[:first].reshape(4, steps[0]))
    table = values[first : first + size].reshape(grid, grid, grid, grid, 3)
    after = list(values[first + size : first + size + 3 * steps[1]].reshape(3, steps[1]))
    # Lab of 16 bits in old tables: 100 is FF00, -128 is 0 (ICC.1:2022 §6.3.4.2).
    scale = np.array([100 * 65535 / 65280, 65535 / 256, 65535 / 256]) if wide else np.array([100.0, 255.0, 255.0])
    return InkModel(curves, table, after, (scale, np.array([0.0, -128.0, -128.0])))


def _new_table(tag: bytes) -> InkModel:
    """A table of version 4: curves A, the table, curves M and their matrix, which is left as it is, and curves B."""
    inputs, outputs = tag[8], tag[9]
    places = struct.unpack(">5I", tag[12:32])
    if (inputs, outputs) != (4, 3) or not places[3] or not places[4]:
        raise ProfileError("its table from ink to colour is not of four inks")
    at, sides = places[3], tag[places[3] : places[3] + 4]
    grid = sides[0]
    if grid < 2 or set(sides) != {grid}:
        raise ProfileError("its table from ink to colour has sides of several lengths")
    kind, whole, width = (">u1", 255.0, 1) if tag[at + 16] == 1 else (">u2", 65535.0, 2)
    size = 3 * grid**4
    if at + 20 + width * size > len(tag):
        raise ProfileError("its table from ink to colour breaks off")
    table = np.frombuffer(tag, kind, size, at + 20).astype(np.float64).reshape(grid, grid, grid, grid, 3) / whole
    if places[2] or places[1]:
        _only_plain(tag, places)
    scale, shift = np.array([100.0, 255.0, 255.0]), np.array([0.0, -128.0, -128.0])
    return InkModel(_curves(tag, places[4], 4), table, _curves(tag, places[0], 3), (scale, shift))


def _only_plain(tag: bytes, places: tuple[Any, ...]) -> None:
    """Curves M and their matrix are read where they change nothing."""
    if places[1]:
        matrix = np.frombuffer(tag, ">i4", 12, places[1]) / 65536
        if not np.allclose(matrix, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], atol=1e-3):
            raise ProfileError("its table from ink to colour has a matrix, which is not read")
    if places[2] and any(len(curve) > 2 or curve[0] or curve[-1] != 1 for curve in _curves(tag, places[2], 3)):
        raise ProfileError("its table from ink to colour has curves before its matrix, which are not read")


def _curves(tag: bytes, at: int, count: int) -> list[Array]:
    """*count* curves one after another, each as its values over 0 to 1 (ICC.1:2022 §10.6, §10.18)."""
    found = []
    for _ in range(count):
        kind = tag[at : at + 4]
        if kind == b"curv":
            size = int.from_bytes(tag[at + 8 : at + 12], "big")
            values = np.frombuffer(tag, ">u2", size, at + 12).astype(np.float64)
            found.append(_sampled(values))
            used = 12 + 2 * size
        elif kind == b"para":
            form = int.from_bytes(tag[at + 8 : at + 10], "big")
            numbers = (1, 3, 4, 5, 7)[form] if form < 5 else 0
            told = np.frombuffer(tag, ">i4", numbers, at + 12) / 65536
            found.append(_parametric(form, [float(value) for value in told]))
            used = 12 + 4 * numbers
        else:
            raise ProfileError("its table from ink to colour has a curve of an unknown kind")
        at += used + -used % 4
    return found


def _sampled(values: Array) -> Array:
    if len(values) == 0:
        return np.array([0.0, 1.0])
    if len(values) == 1:
        places: Array = np.linspace(0, 1, 1024) ** (values[0] / 256)
        return places
    return values / 65535


def _parametric(form: int, told: list[float]) -> Array:
    x = np.linspace(0, 1, 1024)
    g, a, b, c, d, e, f = (*told, *((1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)[len(told) :]))
    power = np.maximum(a * x + b, 0) ** g
    if form == 0:
        return np.asarray(x**g)
    if form in (1, 2):
        bound = -b / a if a else 0.0
        return np.asarray(np.where(x >= bound, power + (c if form == 2 else 0.0), c if form == 2 else 0.0))
    return np.asarray(np.where(x >= d, power + (e if form == 4 else 0.0), c * x + (f if form == 4 else 0.0)))
