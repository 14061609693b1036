"""Which change of the input makes which difference: one input at a time is swapped, and the page made again.

Inputs are the files of two projects: every stretch of lines that differs in a text file is one change, every
other file that differs is one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import msgspec

from banmian.compare.finding import Finding
from banmian.compare.inputs import made_side
from banmian.compare.result import compare
from banmian.compare.rules import Rules
from banmian.compare.side import Side
from banmian.spec.files.diagnostics import PageError
from banmian.spec.files.project import find_page, project_folder

_FOLDERS = ("layout", "assets", "fonts")
_TEXT = {".yaml", ".yml"}
_SHOWN = 60
TOGETHER = "several changes together"


class InputChange(msgspec.Struct, frozen=True):
    """One change of the input. *lines* are of the old file's text: first, last; and what stands there in the new."""

    file: str  #: under the project's folder
    told: str
    lines: tuple[int, int] | None = None
    text: str = ""


def attribute(
    before: str, after: str, findings: Sequence[Finding], rules: Rules, progress: Callable[[str], None]
) -> dict[str, tuple[str, ...]]:
    """For each difference without a cause among the others, the input changes that make it by themselves."""
    old_page, new_page = find_page(before).resolve(), find_page(after).resolve()
    old, new = project_folder(old_page), project_folder(new_page)
    changes = list(input_changes(old, old_page, new, new_page))
    made: dict[str, list[str]] = {finding.id: [] for finding in findings if not finding.follows}
    first = made_side(str(old_page))
    with tempfile.TemporaryDirectory(prefix="banmian-") as folder:
        for number, change in enumerate(changes, 1):
            progress(f"swapping input {number} of {len(changes)}: {change.told}")
            side = _swapped(Path(folder, str(number)), old, old_page, new, change)
            if side is None:
                continue
            alone = compare(first, side, rules, pixels=False).findings
            for finding in findings:
                if finding.id in made and any(_same(finding, other) for other in alone):
                    made[finding.id].append(change.told)
    return {name: tuple(found) or ((TOGETHER,) if changes else ()) for name, found in made.items()}


def _same(one: Finding, other: Finding) -> bool:
    """Whether two runs found the same: word for word, or of the same kind at the same place."""
    if one.id == other.id:
        return True
    if one.kind is not other.kind or not one.places or not other.places:
        return False
    first, second = one.places[0], other.places[0]
    return (one.page, first.frame, first.address, first.line, one.change) == (
        other.page,
        second.frame,
        second.address,
        second.line,
        other.change,
    )


def input_changes(old: Path, old_page: Path, new: Path, new_page: Path) -> Iterator[InputChange]:
    """What differs between the files of two projects."""
    names = {old_page.relative_to(old).as_posix(): new_page.relative_to(new).as_posix()}
    listed = [_files(old, old_page), _files(new, new_page)]
    for name in sorted(listed[0] | (listed[1] - set(names.values()))):
        other = names.get(name, name)
        before, after = old / name, new / other
        if not before.is_file() or not after.is_file():
            yield InputChange(name, f"{name} is {'new' if after.is_file() else 'gone'}")
            continue
        if before.read_bytes() == after.read_bytes():
            continue
        if before.suffix not in _TEXT:
            yield InputChange(name, f"{name}: another file")
            continue
        yield from _text_changes(name, before.read_text(encoding="utf-8"), after.read_text(encoding="utf-8"))


def _text_changes(name: str, before: str, after: str) -> Iterator[InputChange]:
    first, second = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if a2 - a1 == b2 - b1:  # lines for lines: each a change by itself
            for at in range(a2 - a1):
                yield _text_change(name, first, a1 + at, a1 + at + 1, second[b1 + at])
        else:
            yield _text_change(name, first, a1, a2, "".join(second[b1:b2]))


def _text_change(name: str, lines: Sequence[str], start: int, end: int, text: str) -> InputChange:
    old, new = "".join(lines[start:end]).strip(), text.strip()
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    shown = [_cut(part[max(0, head - 20) : len(part) - tail + min(tail, 12)]) for part in (old, new)]
    return InputChange(name, f"{name}:{start + 1}: {shown[0] or 'nothing'} → {shown[1] or 'nothing'}", (start, end), text)


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _files(project: Path, page: Path) -> set[str]:
    """The files that pages of a project may use."""
    roots = [project / name for name in _FOLDERS] if (project / "layout").is_dir() else [page.parent]
    return {path.relative_to(project).as_posix() for root in roots if root.is_dir() for path in root.rglob("*") if path.is_file()}


def _swapped(folder: Path, old: Path, old_page: Path, new: Path, change: InputChange) -> Side | None:
    """The old page with one input of the new one; None where that alone makes no page."""
    for name in _files(old, old_page):
        if name != change.file:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(old / name, target)
    target = folder / change.file
    target.parent.mkdir(parents=True, exist_ok=True)
    if change.lines is not None:
        lines = (old / change.file).read_text(encoding="utf-8").splitlines(keepends=True)
        start, end = change.lines
        target.write_text("".join([*lines[:start], change.text, *lines[end:]]), encoding="utf-8")
    elif (new / change.file).is_file():
        _link(new / change.file, target)
    try:
        return made_side(str(folder / old_page.relative_to(old)))
    except PageError:
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
