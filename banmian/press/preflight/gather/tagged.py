"""The logical structure of a PDF as plain values, as pypdf reads it (ISO 32000-1 §14.7, §14.8)."""

from __future__ import annotations

from typing import Any

from banmian.press.preflight.gather.archivefacts import Element, Structure
from banmian.press.preflight.gather.objects import resolved

_MOST_ELEMENTS = 200_000
_MOST_DEPTH = 200
_OLD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form".split()
)  # ISO 32000-1 §14.8.4
_NEW = _OLD | frozenset("DocumentFragment Aside Title FENote Sub Em Strong Artifact".split())  # ISO 32000-2 §14.8.4


def structure(root: Any, pages: dict[int, int], new: bool) -> Structure:
    """The structure under a catalogue; *pages* are their numbers by the ids of their objects; *new*: of PDF 2.0."""
    tree = resolved(root.get("/StructTreeRoot"))
    marks = resolved(root.get("/MarkInfo"))
    marked = hasattr(marks, "get") and str(resolved(marks.get("/Marked"))) == "True"
    suspects = hasattr(marks, "get") and str(resolved(marks.get("/Suspects"))) == "True"
    if not hasattr(tree, "get"):
        return Structure(False, marked, suspects, (), (), ())
    walk = _Walk(tree, pages, _NEW if new else _OLD)
    walk.kids(tree.get("/K"), -1, 0, 0)
    return Structure(True, marked, suspects, tuple(walk.found), tuple(walk.circles), walk.remapped())


class _Walk:
    def __init__(self, tree: Any, pages: dict[int, int], known: frozenset[str]) -> None:
        self.known = known
        roles = resolved(tree.get("/RoleMap"))
        self.roles = {str(key)[1:]: str(resolved(value))[1:] for key, value in roles.items()} if hasattr(roles, "items") else {}
        self.pages = pages
        self.found: list[Element] = []
        self.circles: dict[str, None] = {}
        self.seen: set[int] = set()

    def remapped(self) -> tuple[str, ...]:
        """Kinds of the standard's that the file makes into others."""
        return tuple(sorted(key for key, value in self.roles.items() if key in self.known and value != key))

    def role(self, kind: str) -> str:
        """What a kind is by the role map; empty where that is no kind of the standard's."""
        met = {kind}
        while kind not in self.known:
            if kind not in self.roles:
                return ""
            kind = self.roles[kind]
            if kind in met:
                self.circles[kind] = None
                return ""
            met.add(kind)
        return kind

    def kids(self, value: Any, above: int, page: int, depth: int) -> None:
        """The elements among the kids of one."""
        if depth > _MOST_DEPTH:
            return
        told = resolved(value)
        for raw in told if isinstance(told, list) else [value]:
            kid = resolved(raw)
            if not hasattr(kid, "get") or kid.get("/S") is None or len(self.found) >= _MOST_ELEMENTS:
                continue
            number = getattr(raw, "idnum", None)
            if number is not None and number in self.seen:
                continue
            if number is not None:
                self.seen.add(number)
            self.element(kid, above, page, depth)

    def element(self, told: Any, above: int, page: int, depth: int) -> None:
        page = self.page_of(told) or page
        kind = str(resolved(told.get("/S")))[1:]
        scope, headers, spans = _table(told.get("/A"))
        content, annotations = self.content(told.get("/K"))
        at = len(self.found)
        self.found.append(
            Element(
                kind=kind,
                role=self.role(kind),
                above=above,
                page=page,
                alt=_text(told.get("/Alt")),
                actual=_text(told.get("/ActualText")),
                lang=_text(told.get("/Lang")),
                scope=scope,
                headers=headers,
                spans=spans,
                content=content,
                note=told.get("/ID") is not None,
                annotations=annotations,
            )
        )
        self.kids(told.get("/K"), at, page, depth + 1)

    def page_of(self, told: Any) -> int:
        raw = told.raw_get("/Pg") if hasattr(told, "raw_get") and "/Pg" in told else None
        return self.pages.get(getattr(raw, "idnum", -1), 0)

    def content(self, value: Any) -> tuple[bool, tuple[str, ...]]:
        """Whether marked content is among the kids, and the kinds of annotations."""
        told = resolved(value)
        found, kinds = False, []
        for raw in told if isinstance(told, list) else [value]:
            kid = resolved(raw)
            if isinstance(kid, int) and not isinstance(kid, bool):
                found = True
            elif hasattr(kid, "get") and kid.get("/S") is None:
                found = found or kid.get("/MCID") is not None
                item = resolved(kid.get("/Obj"))
                if hasattr(item, "get") and item.get("/Subtype") is not None:
                    kinds.append(str(item.get("/Subtype"))[1:])
        return found, tuple(kinds)


def _table(value: Any) -> tuple[str, bool, tuple[int, int]]:
    """Scope, whether there are headers, and the spans of a cell, from an element's attributes."""
    told = resolved(value)
    scope, headers, rows, columns = "", False, 1, 1
    for raw in told if isinstance(told, list) else [value]:
        item = resolved(raw)
        if not hasattr(item, "get"):
            continue
        scope = str(resolved(item.get("/Scope")) or f"/{scope}")[1:]
        headers = headers or bool(resolved(item.get("/Headers")))
        rows, columns = _count(item.get("/RowSpan"), rows), _count(item.get("/ColSpan"), columns)
    return scope, headers, (rows, columns)


def _count(value: Any, otherwise: int) -> int:
    try:
        return max(1, min(int(resolved(value)), 1000))
    except (TypeError, ValueError):
        return otherwise


def _text(value: Any) -> str:
    told = resolved(value)
    return str(told) if told is not None else ""
