"""Choose the faces of a style: by the catalogue's families, by the fonts of the project and of the page's folder, by the machine's.

The catalogue (fonts.yaml) comes first. Any other family is looked for by its own name in the files of the project's `fonts/`, of
`fonts/` beside the page and beside the page itself; in the machine's fonts only where the page names it under `system_fonts`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from banmian.spec.catalogue import FaceRecord
from banmian.spec.files.diagnostics import Report, Span, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.types.style import Look

if TYPE_CHECKING:
    from banmian.fonts.library import FoundFace


class FaceBook:
    """Finds faces for styles; what is not there goes into *report*."""

    def __init__(self, spec: PageSpec, report: Report) -> None:
        self.spec = spec
        self.catalogue = spec.catalogue
        self.report = report
        self._found: dict[tuple[str, int, float, bool], FaceRecord | None] = {}

    def chain(self, family: str, look: Look, fallback: tuple[str, ...] | None, place: Span) -> tuple[FaceRecord, ...]:
        """The face of *family* that is nearest to what is wanted, then those that stand in for its missing characters.

        Reported at *place*, and another family, where there is none of that name.
        """
        if self._is_catalogued(family):
            return self.catalogue.chain(family, look.weight, fallback)
        record = self._elsewhere(family, look)
        if record is None:
            self.report.error(place, f"there is no font family {family}", self._help(family))
            family = next(iter(self.catalogue.families))
            return self.catalogue.chain(family, look.weight, fallback)
        others = tuple(self.catalogue.families) if fallback is None else fallback
        found = (self.one(name, look) for name in others)
        return (record, *(face for face in found if face is not None))

    def one(self, family: str, look: Look) -> FaceRecord | None:
        """The face of one family; None where there is none of that name."""
        return self.catalogue.choose(family, look.weight) if self._is_catalogued(family) else self._elsewhere(family, look)

    def has(self, family: str) -> bool:
        """Whether there is a family of that name."""
        return self.one(family, Look()) is not None

    def _is_catalogued(self, family: str) -> bool:
        return family in self.catalogue.families and any(face.family == family for face in self.catalogue.faces)

    def _elsewhere(self, family: str, look: Look) -> FaceRecord | None:
        key = family, look.weight, look.stretch, look.italic
        if key not in self._found:
            self._found[key] = self._looked_for(family, look)
        return self._found[key]

    def _looked_for(self, family: str, look: Look) -> FaceRecord | None:
        from banmian.fonts.library import choose

        for faces in self._own:
            record = choose(faces, family, look.weight, look.stretch, look.italic)
            if record is not None:
                return record
        allowed = {name.casefold() for name in self.spec.file.page.system_fonts}
        if family.casefold() not in allowed:
            return None
        from banmian.fonts.system import find_system_font

        return find_system_font(family, None, look.weight, look.stretch, look.italic)

    @cached_property
    def _own(self) -> tuple[tuple[FoundFace, ...], ...]:
        """The faces of the project's fonts, of those beside the page, and of the page's folder."""
        from banmian.fonts.library import faces_in

        folders = ((self.spec.project / "fonts", True), (self.spec.folder / "fonts", True), (self.spec.folder, False))
        return tuple(faces_in(folder, deep) for folder, deep in dict.fromkeys(folders))

    def _help(self, family: str) -> str:
        known = [*self.catalogue.families]
        for faces in self._own:
            known += [name for face in faces for name in face.names]
        from banmian.fonts.system import find_system_font

        if find_system_font(family) is not None:
            return f"this machine has it: page: {{system_fonts: [{family}]}} allows it, and the page may look different elsewhere"
        return suggestion(family, list(dict.fromkeys(known)), "families") + "; font files lie in fonts/ or beside the page"
