"""What PDF/X asks of a file as a whole: version, identity, metadata, output intent, nothing that acts (ISO 15930-1, -4, -7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banmian.press.preflight.rules.rule import X1A, Asked, Finding, X, rule
from banmian.spec.types.house import Wanted

_SOURCE = "ISO 15930-1, -4, -7"
_VERSIONS = {Wanted.X4: (1, 6), Wanted.X1A_2001: (1, 3), Wanted.X1A_2003: (1, 4)}
_NAMES = {Wanted.X4: "PDF/X-4", Wanted.X1A_2001: "PDF/X-1:2001", Wanted.X1A_2003: "PDF/X-1a:2003"}


@rule(
    "x-version",
    "a file is of the standard's version of PDF or an earlier one: 1.6, 1.3, 1.4",
    f"{_SOURCE}: version of PDF; ISO 32000-1 §7.5.2",
    standards=X,
)
def version(asked: Asked) -> Iterator[Finding]:
    most, found = _VERSIONS[asked.standard], asked.facts.version
    if not (1, 0) <= found <= most:
        yield Finding("x-version", f"it is PDF {found[0]}.{found[1]}, and {asked.standard.value} is at most {most[0]}.{most[1]}")


@rule(
    "x-name",
    "a file says which standard it keeps to: GTS_PDFXVersion",
    f"{_SOURCE}: identification; ISO 32000-1 §14.3.3",
    standards=X,
)
def name(asked: Asked) -> Iterator[Finding]:
    info, metadata, wanted = asked.facts.info, asked.facts.metadata or {}, _NAMES[asked.standard]
    told = metadata.get("pdfxid:GTS_PDFXVersion") if asked.standard is Wanted.X4 else info.get("GTS_PDFXVersion")
    if told != wanted:
        where = "its XMP says" if asked.standard is Wanted.X4 else "it says"
        yield Finding("x-name", f"{where} {told or 'no GTS_PDFXVersion'}, and not {wanted}")
    elif asked.standard is Wanted.X1A_2001 and info.get("GTS_PDFXConformance") != "PDF/X-1a:2001":
        yield Finding("x-name", f"its GTS_PDFXConformance is {info.get('GTS_PDFXConformance') or 'missing'}, and not PDF/X-1a:2001")


@rule("x-id", "a file has an identifier in its trailer", f"{_SOURCE}: file identifiers; ISO 32000-1 §14.4", standards=X)
def identified(asked: Asked) -> Iterator[Finding]:
    if not asked.facts.identified:
        yield Finding("x-id", "its trailer has no ID")


@rule("x-encryption", "a file is not encrypted", f"{_SOURCE}: encryption; ISO 32000-1 §7.6", standards=X)
def encryption(asked: Asked) -> Iterator[Finding]:
    if asked.facts.encrypted:
        yield Finding("x-encryption", "it is encrypted")


@rule("x-title", "a file has a title", f"{_SOURCE}: document information; ISO 32000-1 §14.3.3", standards=X)
def title(asked: Asked) -> Iterator[Finding]:
    metadata = asked.facts.metadata or {}
    told = metadata.get("dc:title") if asked.standard is Wanted.X4 else asked.facts.info.get("Title")
    if not str(told or "").strip():
        yield Finding("x-title", "it has no title")


@rule("x-dates", "a file says when it was made and changed", f"{_SOURCE}: document information; ISO 32000-1 §14.3.3", standards=X)
def dates(asked: Asked) -> Iterator[Finding]:
    info, metadata = asked.facts.info, asked.facts.metadata or {}
    if asked.standard is Wanted.X4:
        wanted, told = ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"], metadata
    else:
        wanted, told = ["CreationDate", "ModDate"], {key: str(value) for key, value in info.items()}
    for key in wanted:
        if not told.get(key):
            yield Finding("x-dates", f"it has no {key}")


@rule(
    "x-trapped",
    "a file says whether it is trapped: Trapped is True or False",
    f"{_SOURCE}: trapping; ISO 32000-1 §14.11.6",
    standards=X,
)
def trapped(asked: Asked) -> Iterator[Finding]:
    metadata = asked.facts.metadata or {}
    told = metadata.get("pdf:Trapped") or str(asked.facts.info.get("Trapped", "")).lstrip("/")
    if told not in ("True", "False"):
        yield Finding("x-trapped", f"Trapped is {told or 'missing'}")


@rule("x-metadata", "a file says what it is as XMP", "ISO 15930-7: metadata; ISO 32000-1 §14.3.2", standards=(Wanted.X4,))
def has_metadata(asked: Asked) -> Iterator[Finding]:
    metadata = asked.facts.metadata
    if metadata is None:
        yield Finding("x-metadata", "it has no XMP that can be read")
        return
    for key in ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if not metadata.get(key):
            yield Finding("x-metadata", f"its XMP has no {key}")


_SAME = {"Title": "dc:title", "Creator": "xmp:CreatorTool", "Producer": "pdf:Producer"}
_SAME_DATES = {"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}


@rule("x-agreement", "XMP and the document information say the same", f"{_SOURCE}: metadata; ISO 32000-1 §14.3", standards=X)
def agreement(asked: Asked) -> Iterator[Finding]:
    info, metadata = asked.facts.info, asked.facts.metadata
    if metadata is None:
        return
    for key, other in _SAME.items():
        one, two = str(info.get(key) or "").strip(), metadata.get(other)
        if one and two is not None and " ".join(one.split()) != two:
            yield Finding("x-agreement", f"{key} is {one!r}, and {other} is {two!r}")
    for key, other in _SAME_DATES.items():
        one, two = (re.sub(r"\D", "", str(value or ""))[:14] for value in (info.get(key), metadata.get(other)))
        if one and two and one[: len(two)] != two[: len(one)]:
            yield Finding("x-agreement", f"{key} is {info[key]}, and {other} is {metadata[other]}")


@rule(
    "x-intent",
    "a file has one output intent for print, with an identifier",
    f"{_SOURCE}: output intents; ISO 32000-1 §14.11.5",
    standards=X,
)
def intent(asked: Asked) -> Iterator[Finding]:
    found = [item for item in asked.facts.intents if item.subtype == "GTS_PDFX"]
    if len(found) != 1:
        yield Finding("x-intent", f"it has {len(found) or 'no'} output intent{'s' if len(found) != 1 else ''} for print (GTS_PDFX)")
        return
    if not found[0].identifier:
        yield Finding("x-intent", "its output intent has no OutputConditionIdentifier")
    if not found[0].profile and not found[0].fault and found[0].registry != "http://www.color.org":
        yield Finding(
            "x-intent", "its output intent has neither a profile nor a condition of the ICC's registry (http://www.color.org)"
        )
    if not found[0].registry and not found[0].info:
        yield Finding("x-intent", "its output intent says in Info nothing of the condition, which no registry knows")


@rule(
    "x-profile",
    "the profile of the output intent is a press's, of inks",
    f"{_SOURCE}: output intents; ISO 32000-1 §14.11.5",
    standards=X,
)
def profile(asked: Asked) -> Iterator[Finding]:
    for item in asked.facts.intents:
        if item.subtype != "GTS_PDFX":
            continue
        if item.fault:
            yield Finding("x-profile", f"the profile of its output intent cannot be used: {item.fault}")
        elif item.profile and item.kind != "prtr":
            yield Finding("x-profile", f"the profile of its output intent is of class {item.kind}, and not of a press (prtr)")
        elif item.profile and asked.flat and item.space == "RGB":
            yield Finding("x-profile", "the profile of its output intent is of RGB")


@rule(
    "x-actions",
    "a file does nothing by itself, and is no form",
    f"{_SOURCE}: actions, forms; ISO 32000-1 §12.6, §12.7",
    standards=X,
)
def acts(asked: Asked) -> Iterator[Finding]:
    for what in asked.facts.actions:
        if asked.flat or not what.startswith("something done when it opens"):
            yield Finding("x-actions", f"it has {what}")


@rule("x-layers", "X-1a knows no layers", "ISO 15930-1, -4: optional content; ISO 32000-1 §8.11", standards=X1A)
def layers(asked: Asked) -> Iterator[Finding]:
    if asked.facts.layers:
        yield Finding("x-layers", f"it has {asked.facts.layers} layer{'s' if asked.facts.layers > 1 else ''}")


@rule("x-streams", "X-1a knows no compressed objects", "ISO 15930-1, -4: PDF features of 1.5; ISO 32000-1 §7.5.7", standards=X1A)
def streams(asked: Asked) -> Iterator[Finding]:
    if asked.facts.compressed:
        yield Finding("x-streams", "its objects or its table of objects lie in streams, which PDF 1.5 brought")


@rule("x-files", "X-1a holds no other files", "ISO 15930-1, -4: embedded files; ISO 32000-1 §7.11.4", standards=X1A)
def files(asked: Asked) -> Iterator[Finding]:
    if asked.facts.embedded_files:
        yield Finding("x-files", "it holds other files")
