"""Differences that were looked at and taken over: the log beside a reference.

One JSON object a line, so that a change of the log is read as easily as the log. A difference stays accepted as
long as it is the same; once nothing else differs the reference itself is written anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from banmian.compare.finding import Finding
from banmian.spec.files.diagnostics import Diagnostic, PageError


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """An accepted difference."""

    id: str
    kind: str
    message: str
    date: str
    by: str = ""
    note: str = ""
    taken_over: bool = False  #: the reference was written anew with it


def log_path(reference: Path) -> Path:
    """Where the log of a reference lies."""
    return reference.with_suffix(".accepted.jsonl")


def read_log(reference: Path) -> list[Entry]:
    """The log of a reference. Raises PageError."""
    path = log_path(reference)
    entries: list[Entry] = []
    if not path.is_file():
        return entries
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            entries.append(msgspec.json.decode(line, type=Entry))
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            hint = "each line is one accepted difference as JSON; take the line out"
            raise PageError([Diagnostic(None, f"{path}:{number}: {error}", hint)]) from None
    return entries


def log_bytes(entries: Iterable[Entry]) -> bytes:
    """The log as a file."""
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)


def without_accepted(findings: Sequence[Finding], accepted: set[str]) -> tuple[list[Finding], list[Finding]]:
    """What is left of *findings*, and what is accepted: what follows from an accepted one is accepted with it."""
    left: list[Finding] = []
    taken: list[Finding] = []
    gone = set(accepted)
    for finding in findings:
        if finding.id in gone or finding.follows in gone:
            gone.add(finding.id)
            taken.append(finding)
        else:
            left.append(finding)
    return left, taken


def entries_of(findings: Iterable[Finding], note: str) -> list[Entry]:
    """Entries of today, by who is at the desk."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    date = time.strftime("%Y-%m-%d", time.gmtime(moment))
    name = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return [Entry(item.id, item.kind.value, item.message, date, name, note) for item in findings]
