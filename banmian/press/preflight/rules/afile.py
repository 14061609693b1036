"""What PDF/A asks of a file: how it is written, what it says of itself, that nothing acts in it (ISO 19005-2, -3, -4)."""

from __future__ import annotations

from collections.abc import Iterator

from banmian.press.preflight.gather.archivefacts import Archive
from banmian.press.preflight.rules.rule import A3, A4, A12, A, Asked, Finding, rule
from banmian.spec.types.house import Wanted

_PARTS = {Wanted.A2U: ("2", "U"), Wanted.A3U: ("3", "U"), Wanted.A4: ("4", ""), Wanted.A4F: ("4", "F")}
_LEVELS = {Wanted.A2U: ("U", "A"), Wanted.A3U: ("U", "A"), Wanted.A4: ("", "F", "E"), Wanted.A4F: ("F",)}


def facts(asked: Asked) -> Archive:
    """What was gathered for archives."""
    assert asked.facts.archive is not None
    return asked.facts.archive


@rule(
    "a-header",
    "a file begins with its version, and a comment of four bytes over 127",
    "ISO 19005-2, -3 §6.1.2; ISO 19005-4 §6.1.2",
    standards=A,
)
def header(asked: Asked) -> Iterator[Finding]:
    told, version = facts(asked), facts(asked).headers
    if version[0] != (2 if asked.standard in A4 else 1):
        yield Finding("a-header", f"its header says PDF {version[0]}.{version[1]}")
    if not told.comment:
        yield Finding("a-header", "no comment of bytes over 127 follows its header")


@rule("a-id", "a file has an identifier in its trailer", "ISO 19005-2, -3 §6.1.3; ISO 19005-4 §6.1.3", standards=A)
def identified(asked: Asked) -> Iterator[Finding]:
    if not asked.facts.identified:
        yield Finding("a-id", "its trailer has no ID")


@rule("a-encryption", "a file is not encrypted", "ISO 19005-2, -3 §6.1.3; ISO 19005-4 §6.1.3", standards=A)
def encryption(asked: Asked) -> Iterator[Finding]:
    if asked.facts.encrypted:
        yield Finding("a-encryption", "it is encrypted")


@rule("a-end", "nothing follows the end of a file", "ISO 19005-2, -3 §6.1.3; ISO 19005-4 §6.1.3", standards=A)
def end(asked: Asked) -> Iterator[Finding]:
    if facts(asked).after_end:
        yield Finding("a-end", "something stands after its end-of-file marker")


@rule("a-info", "a file of PDF 2.0 has no document information", "ISO 19005-4 §6.1.3", standards=A4)
def no_info(asked: Asked) -> Iterator[Finding]:
    if facts(asked).info:
        yield Finding("a-info", "its trailer has document information (Info)")


@rule(
    "a-streams",
    "streams are as long as they say and end before an end of line; their data is in the file",
    "ISO 19005-2, -3 §6.1.7.1; ISO 19005-4 §6.1.6.1",
    standards=A,
)
def streams(asked: Asked) -> Iterator[Finding]:
    told = facts(asked)
    for count, what in (
        (told.stream_ends, "does not end before an end of line"),
        (told.stream_lengths, "is not as long as it says"),
        (told.outside, "has its data in another file"),
    ):
        if count:
            yield Finding("a-streams", f"a stream {what}" if count == 1 else f"{count} streams: each {what}")


@rule("a-lzw", "nothing is coded by LZW", "ISO 19005-2, -3 §6.1.7.2; ISO 19005-4 §6.1.6.2", standards=A)
def coding(asked: Asked) -> Iterator[Finding]:
    if facts(asked).lzw:
        yield Finding("a-lzw", f"{facts(asked).lzw} stream{'s are' if facts(asked).lzw > 1 else ' is'} coded by LZW")


@rule(
    "a-limits",
    "names have at most 127 bytes, and at most 28 graphics states are saved",
    "ISO 19005-2, -3 §6.1.13",
    standards=A12,
)
def limits(asked: Asked) -> Iterator[Finding]:
    if facts(asked).long_names:
        yield Finding("a-limits", f"{facts(asked).long_names} of its names have more than 127 bytes")
    if facts(asked).deepest > 28:
        yield Finding("a-limits", f"{facts(asked).deepest} graphics states are saved one within another")


@rule("a-metadata", "a file says what it is as XMP", "ISO 19005-2, -3 §6.6.2.1; ISO 19005-4 §6.7.2.1", standards=A)
def metadata(asked: Asked) -> Iterator[Finding]:
    if asked.facts.metadata is None:
        yield Finding("a-metadata", "it has no XMP that can be read")


@rule(
    "a-name",
    "XMP says which part of PDF/A a file keeps to, and by which level",
    "ISO 19005-2, -3 §6.6.4; ISO 19005-4 §6.7.3",
    standards=A,
)
def name(asked: Asked) -> Iterator[Finding]:
    told = asked.facts.metadata
    if told is None:
        return
    part = _PARTS[asked.standard][0]
    level = told.get("pdfaid:conformance", "")
    if told.get("pdfaid:part") != part:
        yield Finding("a-name", f"its XMP says part {told.get('pdfaid:part') or 'nothing'} of PDF/A, and not {part}")
    elif level not in _LEVELS[asked.standard]:
        yield Finding("a-name", f"its XMP says level {level or 'nothing'} of PDF/A-{part}")
    elif asked.standard in A4 and told.get("pdfaid:rev") != "2020":
        yield Finding("a-name", f"its XMP says revision {told.get('pdfaid:rev') or 'nothing'} of PDF/A-4, and not 2020")


@rule(
    "a-schemas",
    "XMP has no property that PDF/A does not know and the file does not describe",
    "ISO 19005-2, -3 §6.6.2.3",
    standards=A12,
)
def schemas(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).foreign:
        yield Finding("a-schemas", f"its XMP has {item}, which it does not describe")


@rule("a-actions", "nothing is done but going to places", "ISO 19005-2, -3 §6.5; ISO 19005-4 §6.6", standards=A)
def actions(asked: Asked) -> Iterator[Finding]:
    for what in facts(asked).actions:
        yield Finding("a-actions", f"it has {what}")


@rule(
    "a-forms",
    "forms have their appearances, and no XFA",
    "ISO 19005-2, -3 §6.4.1, §6.4.2; ISO 19005-4 §6.5.1",
    standards=A,
)
def forms(asked: Asked) -> Iterator[Finding]:
    if facts(asked).form_script:
        yield Finding("a-forms", "it has a form of XFA, or one whose fields a reader is to draw")


@rule(
    "a-files",
    "a file that rides along is itself of PDF/A (part 2), or says what it is to the document (part 3, 4f)",
    "ISO 19005-2 §6.8; ISO 19005-3 §6.8; ISO 19005-4 §6.9, annex A",
    standards=A,
)
def files(asked: Asked) -> Iterator[Finding]:
    for item in facts(asked).carried:
        if asked.standard not in (*A3, Wanted.A4F):
            if item.kind != "application/pdf":
                yield Finding("a-files", f"the file {item.name} rides along, and is no PDF/A")
            continue
        if not item.named:
            yield Finding("a-files", f"the file {item.name} that rides along is not named by F and by UF")
        if not item.relationship:
            yield Finding("a-files", f"the file {item.name} does not say what it is to the document (AFRelationship)")
        if not item.kind:
            yield Finding("a-files", f"the file {item.name} does not say of which type it is")
        if not item.associated:
            yield Finding("a-files", f"the file {item.name} is not among the files of the document (AF)")
    if asked.standard is Wanted.A4F and not facts(asked).carried:
        yield Finding("a-files", "no file rides along, which is what PDF/A-4f is for")


@rule("a-layers", "layers have names and do not change by themselves", "ISO 19005-2, -3 §6.9; ISO 19005-4 §6.10", standards=A)
def layers(asked: Asked) -> Iterator[Finding]:
    for what in facts(asked).layers:
        yield Finding("a-layers", f"it has {what}")
