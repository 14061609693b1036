"""What archives and readers ask about, gathered from a PDF: the entry is `archive_facts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banmian.press.preflight.gather.archivefacts import Annotation, Archive, Carried
from banmian.press.preflight.gather.content import Scan
from banmian.press.preflight.gather.facts import Intent, Page
from banmian.press.preflight.gather.letters import letters
from banmian.press.preflight.gather.objects import resolved
from banmian.press.preflight.gather.rawfile import raw_facts
from banmian.press.preflight.gather.tagged import structure
from banmian.press.preflight.gather.xmpschemas import described, foreign

_MOST_OBJECTS = 500_000
# Actions that an archive's file may have (ISO 19005-2 §6.5.1), and the named ones among them.
_ALLOWED = {"GoTo", "GoToR", "GoToE", "URI", "Named", "Thread", "SubmitForm"}
_NAMED = {"NextPage", "PrevPage", "FirstPage", "LastPage"}
_ACTIONS = {"Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView",
            "JavaScript", *_ALLOWED}  # fmt: skip


class _Objects:
    """What is met among all objects of a file."""

    def __init__(self) -> None:
        self.outside = self.lzw = self.interpolated = self.long_names = 0
        self.plain_places = 0
        self.actions: dict[str, None] = {}
        self.files: list[tuple[Any, Any]] = []
        self.associated: set[int] = set()

    def look(self, value: Any, depth: int = 0) -> None:
        """One object and what is directly in it."""
        if depth > 30:
            return
        if isinstance(value, list):
            for item in value:
                if not hasattr(item, "idnum"):
                    self.look(item, depth + 1)
        elif hasattr(value, "items"):
            self.dictionary(value, depth)
        elif isinstance(value, str) and value.startswith("/") and len(value.encode("utf-8", "surrogateescape")) > 128:
            self.long_names += 1

    def dictionary(self, value: Any, depth: int) -> None:
        for key, item in value.items():
            self.look(key, depth + 1)
            if not hasattr(item, "idnum"):
                self.look(item, depth + 1)
        if hasattr(value, "get_data"):
            self.stream(value)
        kind = str(value.get("/S", ""))[1:]
        if (kind in _ACTIONS and "/Type" not in value) or str(value.get("/Type")) == "/Action":
            self.action(kind, value)
        if isinstance(resolved(value.get("/Dest")), list):
            self.plain_places += 1
        if "/AA" in value:
            self.actions["something done by itself (AA)"] = None
        if "/EF" in value:
            self.files.append((value, value))
        for item in resolved(value.get("/AF")) or [] if "/AF" in value else []:
            self.associated.add(getattr(item, "idnum", -1))

    def stream(self, value: Any) -> None:
        if "/F" in value or "/FFilter" in value or "/FDecodeParams" in value:
            self.outside += 1
        filters = resolved(value.get("/Filter"))
        names = filters if isinstance(filters, list) else [filters]
        if any(str(item) in ("/LZWDecode", "/LZW") for item in names):
            self.lzw += 1
        if str(resolved(value.get("/Interpolate"))) == "True":
            self.interpolated += 1

    def action(self, kind: str, value: Any) -> None:
        if kind == "GoTo" and "/SD" not in value and isinstance(resolved(value.get("/D")), list):
            self.plain_places += 1
        if kind not in _ALLOWED and kind in _ACTIONS:
            self.actions[f"an action of the kind {kind}"] = None
        elif kind == "Named" and str(resolved(value.get("/N")))[1:] not in _NAMED:
            self.actions[f"an action of the name {str(resolved(value.get('/N')))[1:]}"] = None


def archive_facts(pdf: bytes, reader: Any, pages: list[Page], intents: tuple[Intent, ...], metadata: Any) -> Archive:
    """What *pdf* holds for an archive; *pages* and *intents* as they were read already."""
    root = reader.trailer["/Root"]
    raw = raw_facts(pdf, reader)
    objects = _all_objects(reader)
    scan = Scan()
    numbers: dict[int, int] = {}
    for at, page in enumerate(reader.pages, 1):
        numbers[page.indirect_reference.idnum] = at
        scan.page(page, at, reader)
    told = structure(root, numbers, _header(pdf) >= (2, 0))
    preferences = resolved(root.get("/ViewerPreferences"))
    annotations = tuple(_annotations(reader, root))
    form = resolved(root.get("/AcroForm"))
    return Archive(
        comment=raw.comment,
        after_end=raw.after_end,
        stream_ends=raw.stream_ends,
        stream_lengths=raw.stream_lengths,
        outside=objects.outside,
        lzw=objects.lzw,
        interpolated=objects.interpolated,
        long_names=objects.long_names,
        actions=tuple(objects.actions),
        form_script=hasattr(form, "get") and ("/XFA" in form or str(resolved(form.get("/NeedAppearances"))) == "True"),
        annotations=annotations,
        letters=tuple(letters(scan)),
        carried=tuple(_carried(root, objects)),
        layers=tuple(_layers(root)),
        spaces=scan.spaces,
        spots=tuple(scan.spots),
        ungrouped=tuple(page.number for page in pages if page.transparent and not _grouped(reader.pages[page.number - 1])),
        intents=tuple(_intents(intents, root)),
        unknown=tuple(scan.unknown),
        deepest=scan.deepest,
        untagged=tuple(scan.untagged),
        crossed=tuple(scan.crossed),
        shows_title=hasattr(preferences, "get") and str(resolved(preferences.get("/DisplayDocTitle"))) == "True",
        lang=str(resolved(root.get("/Lang")) or ""),
        described=described(root),
        foreign=foreign(root),
        untabbed=tuple(_untabbed(reader)),
        structure=told,
        info=resolved(reader.trailer.get("/Info")) is not None,
        headers=_header(pdf),
        titled=bool((metadata or {}).get("dc:title")),
        plain_places=objects.plain_places,
    )


def _header(pdf: bytes) -> tuple[int, int]:
    found = re.match(rb"%PDF-(\d)\.(\d)", pdf)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _all_objects(reader: Any) -> _Objects:
    """Every object that the cross-reference table names."""
    objects = _Objects()
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers)[:_MOST_OBJECTS]:
        value = reader.get_object(number)
        if value is not None:
            if hasattr(value, "items") and "/EF" in value:
                objects.look(value)
                objects.files[-1] = (number, value)
                continue
            objects.look(value)
    return objects


def _carried(root: Any, objects: _Objects) -> Iterator[Carried]:
    for number, file in objects.files:
        inside = resolved(file.get("/EF"))
        stream: Any = resolved(inside.get("/F") or inside.get("/UF")) if hasattr(inside, "get") else None
        name = resolved(file.get("/UF")) or resolved(file.get("/F")) or ""
        yield Carried(
            name=str(name),
            named="/F" in file and "/UF" in file,
            relationship=str(resolved(file.get("/AFRelationship")) or "/")[1:],
            kind=str(resolved(stream.get("/Subtype")) or "/")[1:] if hasattr(stream, "get") else "",
            associated=number in objects.associated,
        )


def _annotations(reader: Any, root: Any) -> Iterator[Annotation]:
    tree = resolved(root.get("/StructTreeRoot"))
    parents = _numbers(tree.get("/ParentTree"), 0) if hasattr(tree, "get") else {}
    for at, page in enumerate(reader.pages, 1):
        for raw in resolved(page.get("/Annots")) or []:
            told = resolved(raw)
            if not hasattr(told, "get"):
                continue
            element = resolved(parents.get(_whole(told.get("/StructParent"))))
            kind = str(resolved(element.get("/S")))[1:] if hasattr(element, "get") and element.get("/S") else ""
            flags = _whole(told.get("/F")) if told.get("/F") is not None else 0
            yield Annotation(
                page=at,
                kind=str(resolved(told.get("/Subtype")) or "/")[1:],
                flags=flags,
                appearance=hasattr(resolved(told.get("/AP")), "get"),
                contents=bool(str(resolved(told.get("/Contents")) or "")),
                element=kind,
                hidden=bool(flags & 2),
            )


def _numbers(node: Any, depth: int) -> dict[int, Any]:
    """The entries of a number tree (ISO 32000-1 §7.9.7)."""
    told = resolved(node)
    found: dict[int, Any] = {}
    if not hasattr(told, "get") or depth > 20:
        return found
    values = list(resolved(told.get("/Nums")) or [])
    found |= {_whole(key): value for key, value in zip(values[::2], values[1::2], strict=False)}
    for kid in resolved(told.get("/Kids")) or []:
        found |= _numbers(kid, depth + 1)
    return found


def _whole(value: Any) -> int:
    try:
        return int(resolved(value))
    except (TypeError, ValueError):
        return -1


def _layers(root: Any) -> Iterator[str]:
    """What an archive finds wrong with optional content (ISO 19005-2 §6.9, ISO 14289-1 §7.10)."""
    told = resolved(root.get("/OCProperties"))
    if not hasattr(told, "get"):
        return
    every = [resolved(told.get("/D")), *(resolved(item) for item in resolved(told.get("/Configs")) or [])]
    names = [str(resolved(item.get("/Name")) or "") for item in every if hasattr(item, "get")]
    if not all(names):
        yield "a configuration of layers without a name"
    if len(set(names)) < len(names):
        yield "two configurations of layers of one name"
    if any(hasattr(item, "get") and "/AS" in item for item in every):
        yield "layers that are shown or hidden by themselves (AS)"


def _grouped(page: Any) -> bool:
    group = resolved(page.get("/Group"))
    return hasattr(group, "get") and group.get("/CS") is not None


def _intents(intents: tuple[Intent, ...], root: Any) -> Iterator[str]:
    """What an archive finds wrong with output intents (ISO 19005-2 §6.2.3)."""
    own = [item for item in intents if item.subtype == "GTS_PDFA1"]
    if len({item.profile for item in intents if item.profile}) > 1:
        yield "output intents have different profiles"
    for item in own:
        if item.fault:
            yield f"the profile of the output intent cannot be used: {item.fault}"
        elif item.profile and item.kind not in ("prtr", "mntr"):
            yield f"the profile of the output intent is of the kind {item.kind}, and not an output's or a screen's"


def _untabbed(reader: Any) -> Iterator[int]:
    for at, page in enumerate(reader.pages, 1):
        if resolved(page.get("/Annots")) and str(resolved(page.get("/Tabs"))) != "/S":
            yield at
