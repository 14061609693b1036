"""The font catalogue: which families there are, what they are for, and the file of each weight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from banmian.spec.files.decode import Decoder, Spans
from banmian.spec.files.diagnostics import Report
from banmian.spec.files.source import read_nodes


class FamilySpec(msgspec.Struct, frozen=True):
    """A family under the name that styles use, and the families that stand in for its missing characters."""

    name: str
    role: str
    fallback: tuple[str, ...] = ()


class FaceSpec(msgspec.Struct, frozen=True):
    """One font file and where it comes from."""

    file: str
    family: str
    weight: int
    version: str
    source: str
    upstream: str
    source_file: str
    source_name: str
    licence: str
    licence_file: str
    sha256: str
    renamed: str | None = None
    index: int = 0  #: of the face in a collection


class CatalogueFile(msgspec.Struct, frozen=True):
    """fonts.yaml as written."""

    families: dict[str, FamilySpec]
    faces: tuple[FaceSpec, ...]
    charset: str


class FaceRecord(msgspec.Struct, frozen=True):
    """A face as later stages name it. Two records are the same face when they are equal."""

    path: str
    index: int
    family: str
    weight: int
    variations: tuple[tuple[str, float], ...] = ()  #: of a variable font: where on its axes, by tag
    slant: float = 0.0  #: degrees to the right that its letters are slanted by, which they are not drawn for
    bolder: float = 0.0  #: ems of line round its letters


class Catalogue(msgspec.Struct, frozen=True):
    """Families and faces, ready to choose from."""

    families: dict[str, FamilySpec]
    faces: tuple[FaceRecord, ...]

    def choose(self, family: str, weight: int) -> FaceRecord:
        """The face of *family* nearest to *weight*; the heavier of two equally near. KeyError: no such family."""
        faces = [face for face in self.faces if face.family == family]
        if not faces:
            raise KeyError(family)
        return min(faces, key=lambda face: (abs(face.weight - weight), -face.weight))

    def chain(self, family: str, weight: int, fallback: tuple[str, ...] | None = None) -> tuple[FaceRecord, ...]:
        """The chosen face, then those of the *fallback* families; None: those that its family falls back on."""
        names = [family, *(self.families[family].fallback if fallback is None else fallback)]
        return tuple(self.choose(name, weight) for name in names)


def read_catalogue(path: Path, name: str) -> Catalogue:
    """Read fonts.yaml at *path*, shown as *name*; raises PageError with everything wrong in it."""
    node = read_nodes(path, name)
    report = Report()
    file: Any = Decoder(report, Spans(node.span)).decode(node, CatalogueFile)
    report.stop_on_errors()
    folder = path.parent
    faces = tuple(FaceRecord(str(folder / face.file), face.index, face.family, face.weight) for face in file.faces)
    return Catalogue(file.families, faces)
