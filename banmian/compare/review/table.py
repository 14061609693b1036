"""A comparison as text for a terminal, and as JSON."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Iterator

import msgspec

from banmian.compare.finding import Finding
from banmian.compare.result import Comparison

_LONGEST = 40  # differences that a terminal shows unless it is asked for all


def verdict(comparison: Comparison) -> str:
    """The result in one line."""
    if comparison.same:
        parts = [f"{comparison.masked} in places that may differ"] if comparison.masked else []
        parts += [f"{comparison.accepted} accepted"] if comparison.accepted else []
        masked = f" ({', '.join(parts)})" if parts else ""
        return f"same: {comparison.before} and {comparison.after}{masked}"
    causes = [item for item in comparison.findings if not item.follows]
    rest = len(comparison.findings) - len(causes)
    pages = len({item.page for item in comparison.findings})
    follow = f", and {rest} that follow{'s' if rest == 1 else ''} from {'them' if len(causes) > 1 else 'it'}" if rest else ""
    return f"different: {len(causes)} difference{'s' if len(causes) > 1 else ''} on {pages} page{'s' if pages > 1 else ''}{follow}"


def table(comparison: Comparison, every: bool = False, width: int | None = None) -> str:
    """The differences, causes with what follows from them indented."""
    width = width or min(shutil.get_terminal_size((100, 24)).columns, 160)
    rows: list[str] = []
    shown = comparison.findings if every else comparison.findings[:_LONGEST]
    page = -1
    for finding in shown:
        if finding.page != page and len(comparison.matches) > 1:
            page = finding.page
            rows.append(page_title(comparison, page))
        rows += _rows(finding, width)
        rows += [f"{'':10}because of {reason}" for reason in comparison.reasons.get(finding.id, ())]
    if len(shown) < len(comparison.findings):
        rows.append(f"… and {len(comparison.findings) - len(shown)} more; --all shows them")
    rows += [f"note: {note}" for note in comparison.notes]
    rows.append(verdict(comparison))
    return "\n".join(rows)


def page_title(comparison: Comparison, page: int) -> str:
    """Which page is meant."""
    match = comparison.matches[page]
    if match.before is None or match.after is None:
        return f"page {(match.after if match.before is None else match.before) + 1}"  # type: ignore[operator]
    return f"page {match.after + 1}" + (f" (was {match.before + 1})" if match.before != match.after else "")


def _rows(finding: Finding, width: int) -> Iterator[str]:
    lead = "  └ " if finding.follows else ""
    head = f"{finding.id}  {finding.kind.value:<13} "
    source = next((place.source for place in finding.places if place.source), "")
    plates = f" ({', '.join(finding.plates)} plate{'s' if len(finding.plates) > 1 else ''})" if finding.plates else ""
    text = finding.message + plates + (f"  [{source}]" if source and not finding.follows else "")
    lines = list(_wrapped(lead + text, max(30, width - len(head))))
    yield head + lines[0]
    for line in lines[1:]:
        yield " " * (len(head) + len(lead)) + line


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Text in lines of *width* columns, in which Chinese characters take two."""
    if sum(_columns(char) for char in text) <= width:
        yield text
        return
    if all(_columns(char) == 1 for char in text):
        yield from textwrap.wrap(text, width) or [""]
        return
    line, used = "", 0
    for word in text.split(" "):
        long = sum(_columns(char) for char in word)
        if line and used + 1 + long > width:
            yield line
            line, used = word, long
        else:
            line, used = (f"{line} {word}", used + 1 + long) if line else (word, long)
    yield line


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def comparison_json(comparison: Comparison) -> bytes:
    """The comparison as JSON: the verdict, the pages, and every difference with its places."""
    findings = [
        {"id": item.id, **msgspec.to_builtins(item), "because": comparison.reasons.get(item.id, ())} for item in comparison.findings
    ]
    whole = {
        "same": comparison.same,
        "before": comparison.before,
        "after": comparison.after,
        "ppi": comparison.ppi,
        "masked": comparison.masked,
        "accepted": comparison.accepted,
        "notes": comparison.notes,
        "pages": [{"before": match.before, "after": match.after} for match in comparison.matches],
        "differences": findings,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
