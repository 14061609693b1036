"""Write a file's structure tree: elements as objects, and which content of each page belongs to which (ISO 32000-2 §14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from banmian.output.sheet.raw import Raw, allotted, pdf_text
from banmian.output.sheet.standard import Keeping
from banmian.output.tags.element import ROLES, Element, Place
from banmian.output.tags.logic import Structure

# What only PDF 1.7 knows; in a file of PDF 2.0 such elements say so (§14.8.6).
_OLD = {"Art", "BlockQuote", "TOC", "TOCI", "Reference"}
_NEW_SPACE = "http://iso.org/pdf2/ssn"
_OLD_SPACE = "http://iso.org/pdf/ssn"


class Annotated(msgspec.Struct):
    """An annotation that is content of an element."""

    element: Element
    page: int
    number: int  #: of its object


class Tagging:
    """Counts marked content while pages are painted, and writes the tree when they are."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.marks: dict[int, list[Element]] = {}  #: by page, the element of each marked content

    def mark(self, page: int, element: Element, place: Place) -> int:
        """The id of new marked content of *element* on a page, which stands at a *place* within it."""
        owners = self.marks.setdefault(page, [])
        owners.append(element)
        element.content.append(((*place, len(owners)), (page, len(owners) - 1)))
        return len(owners) - 1

    def write(self, document: Any, keeping: Keeping, pages: Sequence[int], annotated: Sequence[Annotated]) -> None:
        """Put the tree into *document*, whose *pages* are objects of these numbers."""
        root = self.structure.root
        for item in annotated:
            item.element.content.append(((10**9,), item))
        root.drop_empty()
        self.structure.stories = [story for story in self.structure.stories if story.element.kids]
        holder, number = allotted(document)
        parents, parents_number = allotted(document)
        elements = list(root.walk())
        objects: dict[int, Raw] = {}
        for element in elements:
            objects[id(element)], element.number = allotted(document)
        spaces = self._spaces(document) if keeping.version >= (2, 0) else {}
        for element in elements:
            above = element.parent.number if element.parent is not None else number
            objects[id(element)].text = _element(element, above, pages, spaces)
        parents.text = self._parents(pages, annotated)
        roles = "" if spaces else "/RoleMap<<" + "".join(f"/{own}/{known}" for own, known in ROLES.items()) + ">>"
        known = f"/Namespaces[{' '.join(f'{item} 0 R' for item in dict.fromkeys(spaces.values()))}]" if spaces else ""
        holder.text = (
            f"<</Type/StructTreeRoot/K[{root.number} 0 R]/ParentTree {parents_number} 0 R"
            f"/ParentTreeNextKey {len(pages) + len(annotated)}{roles}{known}>>"
        )
        document.Catalog.StructTreeRoot = holder
        document.Catalog.MarkInfo = Raw("<</Marked true>>")
        document.Catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")

    def _spaces(self, document: Any) -> dict[str, int]:
        """The namespaces of kinds of elements, as numbers of objects: PDF 2.0's, and PDF 1.7's for what that has left out."""
        new, new_number = allotted(document)
        old, old_number = allotted(document)
        new.text = f"<</Type/Namespace/NS({_NEW_SPACE})>>"
        old.text = f"<</Type/Namespace/NS({_OLD_SPACE})>>"
        return {"": new_number, **dict.fromkeys(_OLD, old_number)}

    def _parents(self, pages: Sequence[int], annotated: Sequence[Annotated]) -> str:
        """The parent tree (§14.7.5.4): from marked content and annotations to their elements."""
        rows = [f"{page}[{' '.join(f'{owner.number} 0 R' for owner in self.marks.get(page, ()))}]" for page in range(len(pages))]
        rows += [f"{len(pages) + at} {item.element.number} 0 R" for at, item in enumerate(annotated)]
        return f"<</Nums[{' '.join(rows)}]>>"


def _element(element: Element, above: int, pages: Sequence[int], spaces: dict[str, int]) -> str:
    """One element as PDF."""
    content = [(place, _content(item, pages)) for place, item in element.content]
    content += [(place, ("", f"{kid.number} 0 R")) for place, kid in element.kids]
    content.sort(key=lambda item: item[0])
    told = [where for _, (where, _) in content if where]
    page = told[0] if told and all(where == told[0] for where in told) else ""
    kids = [item if not where or where == page else f"<</Type/MCR/Pg {where}/MCID {item}>>" for _, (where, item) in content]
    parts = [f"<</S/{element.kind}/P {above} 0 R"]
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if page:
        parts.append(f"/Pg {page}")
    for key, value in (("Alt", element.alt), ("ActualText", element.actual), ("Lang", element.lang), ("T", element.title)):
        if value:
            parts.append(f"/{key}{pdf_text(value)}")
    if element.refers is not None and spaces:  # which PDF 1.7 does not know
        parts.append(f"/Ref[{element.refers.number} 0 R]")
    if element.attributes:
        parts.append(f"/A{element.attributes}")
    if spaces:
        parts.append(f"/NS {spaces.get(element.kind, spaces[''])} 0 R")
    return "".join(parts) + ">>"


def _content(item: Any, pages: Sequence[int]) -> tuple[str, str]:
    """Content as a kid: its page where that must be told, and how it is written."""
    if isinstance(item, Annotated):
        return "", f"<</Type/OBJR/Pg {pages[item.page]} 0 R/Obj {item.number} 0 R>>"
    page, mark = item
    return f"{pages[page]} 0 R", str(mark)
