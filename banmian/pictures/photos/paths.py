"""Clipping paths that lie in a picture file, as Photoshop writes them (Adobe Photoshop File Formats, Path resource format)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from banmian.pictures.kind import PictureError
from banmian.pictures.limits import MOST_PATH_KNOTS
from banmian.pictures.photos.said import Resource, photoshop_resources, resources_of
from banmian.pictures.photos.source import Source

_FIRST, _LAST, _CLIPPING = 2000, 2997, 2999
_RECORD = 26  # bytes
_ONE = 1 << 24  # 8.24 fixed point
_CLOSED, _OPEN = (0, 1, 2), (3, 4, 5)  # of a subpath: its length, its knots
Knot = tuple[float, float, float, float, float, float]  #: control before, point, control behind: x and y each


class FilePath(msgspec.Struct, frozen=True):
    """A path: its closed parts, each a list of knots in shares of the picture's width and height, y downwards."""

    name: str
    parts: tuple[tuple[Knot, ...], ...]


def file_path(source: Source, name: str | None) -> FilePath:
    """The path *name* of a picture; None: the one that it is to be clipped by, else its first. Raises PictureError, OSError."""
    found = list(photoshop_resources(resources_of(source)))
    paths = {item.name: item for item in found if _FIRST <= item.number <= _LAST}
    if not paths:
        raise PictureError("it has no clipping path")
    clipping = next((_pascal(item.data) for item in found if item.number == _CLIPPING), "")
    wanted = name if name is not None else clipping if clipping in paths else next(iter(paths))
    if wanted not in paths:
        raise PictureError(f"it has no path {wanted}; its paths: {', '.join(sorted(paths))}")
    parts = tuple(_turned(part, source.stands) for part in _parts(paths[wanted]))
    if not parts:
        raise PictureError(f"its path {wanted} is empty")
    return FilePath(wanted, parts)


def _pascal(data: bytes) -> str:
    return data[1 : 1 + data[0]].decode("utf-8", "replace") if data else ""


def _parts(resource: Resource) -> Iterator[tuple[Knot, ...]]:
    """The subpaths of a resource that enclose something."""
    data = resource.data
    if len(data) // _RECORD > MOST_PATH_KNOTS:
        raise PictureError(f"its path {resource.name} has more than {MOST_PATH_KNOTS:,} points")
    knots: list[Knot] = []
    for at in range(0, len(data) - _RECORD + 1, _RECORD):
        kind = int.from_bytes(data[at : at + 2], "big")
        if kind in (_CLOSED[0], _OPEN[0]):
            if len(knots) > 1:
                yield tuple(knots)
            knots = []
        elif kind in _CLOSED or kind in _OPEN:
            values = [int.from_bytes(data[at + 2 + 4 * n : at + 6 + 4 * n], "big", signed=True) / _ONE for n in range(6)]
            knots.append((values[1], values[0], values[3], values[2], values[5], values[4]))
    if len(knots) > 1:
        yield tuple(knots)


def _turned(part: tuple[Knot, ...], stands: int) -> tuple[Knot, ...]:
    """A subpath as the picture is shown, which EXIF's orientation may turn."""
    if stands == 1:
        return part
    return tuple((*_point(*knot[:2], stands), *_point(*knot[2:4], stands), *_point(*knot[4:], stands)) for knot in part)


def _point(x: float, y: float, stands: int) -> tuple[float, float]:
    if stands >= 5:
        x, y = y, x
    return (1 - x if stands in (2, 3, 6, 7) else x), (1 - y if stands in (3, 4, 7, 8) else y)
