"""The files that ride along in a PDF of any maker, read within limits (ISO 32000-2 §7.11.4)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from banmian.pictures.drawings.drawing import DrawingError, opened
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.files.project import shown

_MOST_BYTES = 1 << 30  # of all files together, unpacked: fonts are large
_MOST_FILES, _MOST_DEPTH = 10_000, 32


class Carried(msgspec.Struct, frozen=True):
    """A file from a PDF."""

    name: str  #: as the PDF has it
    data: bytes


def carried_files(path: Path) -> tuple[Carried, ...]:
    """The files in the PDF at *path*. Raises PageError."""
    try:
        data = path.read_bytes()
        with opened(data) as reader:
            return tuple(_files(reader.trailer["/Root"]))
    except OSError as error:
        raise PageError([Diagnostic(None, f"{shown(path)} cannot be read: {error.strerror or error}")]) from None
    except DrawingError as error:
        raise PageError([Diagnostic(None, f"{shown(path)} cannot be read: {error}")]) from None


def _files(root: Any) -> Iterator[Carried]:
    names = _resolved(root.get("/Names"))
    tree = names.get("/EmbeddedFiles") if hasattr(names, "get") else None
    left, seen = _MOST_BYTES, set[str]()
    for count, told in enumerate(_leaves(tree, 0)):
        if count >= _MOST_FILES:
            raise DrawingError(f"more than {_MOST_FILES} files ride in it")
        file = _resolved(told)
        if not hasattr(file, "get"):
            continue
        name = str(_resolved(file.get("/UF")) or _resolved(file.get("/F")) or "")
        inside = _resolved(file.get("/EF"))
        stream = _resolved(inside.get("/UF") or inside.get("/F")) if hasattr(inside, "get") else None
        if not name or name in seen or not hasattr(stream, "get"):
            continue
        seen.add(name)
        data = _data(stream, left)
        left -= len(data)
        yield Carried(name, data)


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    """The values of a name tree (§7.9.6)."""
    told = _resolved(node)
    if not hasattr(told, "get") or depth > _MOST_DEPTH:
        return
    yield from list(_resolved(told.get("/Names")) or [])[1::2]
    for kid in _resolved(told.get("/Kids")) or []:
        yield from _leaves(kid, depth + 1)


def _data(stream: Any, most: int) -> bytes:
    """The data of an embedded file, no more than *most* bytes of it."""
    filters = _resolved(stream.get("/Filter"))
    names = [str(item) for item in (filters if isinstance(filters, list) else [filters]) if item is not None]
    if names == ["/FlateDecode"] and stream.get("/DecodeParms") is None:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(stream._data, most + 1)
    else:
        data = bytes(stream.get_data())
    if len(data) > most:
        raise DrawingError(f"the files in it take more than {_MOST_BYTES >> 20} MiB")
    return data


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def place_in(folder: Path, name: str) -> Path:
    """Where a carried file goes under *folder*; raises ValueError for a name that leads elsewhere."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or any(part in ("..", "/") or "\0" in part or ":" in part or len(part.encode()) > 255 for part in parts):
        raise ValueError(f"{name!r} leads out of the folder")
    return folder.joinpath(*parts)
