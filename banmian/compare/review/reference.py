"""A reference: the layout tree of a page and a small picture of it, with what they were made with.

One zip file whose bytes are the same whenever it is written anew: tree.json, a PNG a page at low resolution, and
provenance.json. The tree holds no path of the machine.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec

from banmian import __version__
from banmian.compare.side import Pictures, Side, rasteriser
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.tree.readtree import read_tree
from banmian.tree.tree import Box, Tree

PPI = 15  #: of a reference's pictures
_STEP = 17  # of 255 between two levels of a channel in a small picture: 16 levels, white and black among them
_DATE = (1980, 1, 1, 0, 0, 0)


def reference_bytes(tree: Tree, pdf: bytes, full_ppi: int = 0) -> bytes:
    """The reference of a page. *full_ppi*: a picture at that resolution too, which pixels can be compared with."""
    from banmian.output.png import png_bytes

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "provenance.json", msgspec.json.format(msgspec.json.encode(provenance(tree)), indent=1))
        _add(archive, "tree.json", msgspec.json.encode(without_sources(tree)))
        for number, data in enumerate(png_bytes(pdf, PPI), 1):
            _add(archive, f"page-{number}.png", _small(data), zipfile.ZIP_STORED)
        if full_ppi:
            for number, data in enumerate(png_bytes(pdf, full_ppi), 1):
                _add(archive, f"full-{number}.png", data, zipfile.ZIP_STORED)
    return target.getvalue()


def provenance(tree: Tree) -> dict[str, str]:
    """What a page is made with: the engine, the rasteriser, each font file."""
    found = {"engine": f"banmian {__version__}", "rasteriser": rasteriser()}
    return found | {f"font {font.name}": font.digest[:16] for font in sorted(tree.fonts, key=lambda item: (item.name, item.digest))}


def without_sources(tree: Tree) -> Tree:
    """The tree without the names of files, which differ from desk to desk."""
    pages = tuple(
        msgspec.structs.replace(page, frames=tuple(msgspec.structs.replace(frame, source="") for frame in page.frames))
        for page in tree.pages
    )
    return msgspec.structs.replace(tree, pages=pages, sources={})


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_LZMA) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = how
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _small(data: bytes) -> bytes:
    """A PNG of few levels: what that changes is far less than a lost character."""
    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.point([round(level / _STEP) * _STEP for level in range(256)] * 3).save(
            target, "PNG", optimize=True, dpi=image.info["dpi"]
        )
    return target.getvalue()


def reference_side(name: str, data: bytes) -> Side:
    """Open a reference. Raises PageError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            tree = read_tree(name, archive.read("tree.json"))
            made = msgspec.json.decode(archive.read("provenance.json"), type=dict[str, str])
            full = [archive.read(item) for item in sorted(names) if item.startswith("full-")]
            small = [archive.read(item) for item in sorted(names, key=_number) if item.startswith("page-")]
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, msgspec.ValidationError, EOFError) as error:
        hint = "banmian accept, or pytest --page-update, writes one"
        raise PageError([Diagnostic(None, f"{name} is no reference: {error}", hint)]) from None
    pages = full or small
    pictures: Pictures | None = StoredPictures(pages, made.get("rasteriser", "unknown"), coarse=not full) if pages else None
    return Side(name, "reference", tree=tree, pictures=pictures, provenance=made)


def _number(name: str) -> tuple[int, str]:
    return len(name), name


class StoredPictures:
    """The pictures of a reference."""

    def __init__(self, pages: list[bytes], made_by: str, coarse: bool) -> None:
        from PIL import Image

        self.images = [Image.open(io.BytesIO(data)) for data in pages]
        self._opened: tuple[int, Any] = (-1, None)
        self.ppi = float(round(float(self.images[0].info.get("dpi", (PPI, PPI))[0])))
        self.rasteriser = made_by
        self.coarse = coarse  #: of few levels

    def area(self, page: int) -> Box:
        """The whole picture."""
        image = self.images[page]
        return 0.0, 0.0, image.width * 72 / self.ppi, image.height * 72 / self.ppi

    def render(self, page: int, ppi: float, place: Box) -> Any:
        """A place of a page, from its corner."""
        unit = self.ppi / 72
        left, top = round(place[0] * unit), round(place[1] * unit)
        box = (left, top, left + round(place[2] * unit), top + round(place[3] * unit))
        if self._opened[0] != page:
            self._opened = (page, self.images[page].convert("RGB"))
        return self._opened[1].crop(box)
