"""Make a page again from the recipe in its PDF: its files laid out in a folder, what does not ride along found by its hash."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from banmian import __version__
from banmian.press.recipe.carried import Carried, carried_files, place_in
from banmian.press.recipe.recipe import BUNDLED_FOLDER, FORMAT, NAME, SYSTEM_FOLDER, Recipe, RecipeFile
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.files.project import bundled, is_file, shown


class Remade(msgspec.Struct, frozen=True):
    """A recipe with its files in place."""

    recipe: Recipe
    page: Path  #: the page file, in a folder that is there only for as long as it is needed


@contextmanager
def remade(path: Path, folders: Sequence[Path], report: Report) -> Iterator[Remade]:
    """The recipe in the PDF at *path* with its files laid out; what it lacks is sought in *folders* too. Raises PageError."""
    carried = carried_files(path)
    recipe = _recipe(path, carried)
    with tempfile.TemporaryDirectory(prefix="banmian-") as name:
        project = Path(name).resolve() / "project"
        _lay_out(recipe, carried, project, _roots(path, folders), path)
        if recipe.engine != f"banmian {__version__}":
            report.warning(None, f"{shown(path)} was made by {recipe.engine}, this is banmian {__version__}: bytes may differ")
        yield Remade(recipe, project / recipe.page)


def _recipe(path: Path, carried: Sequence[Carried]) -> Recipe:
    """The recipe among the files of a PDF."""
    data = next((item.data for item in carried if item.name == NAME), None)
    if data is None:
        hint = "files of PDF/A-3 and PDF/A-4f that banmian made have one; banmian import recovers a page from any PDF"
        raise PageError([Diagnostic(None, f"{shown(path)} has no recipe to make it again from", hint)])
    try:
        recipe = msgspec.json.decode(data, type=Recipe)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PageError([Diagnostic(None, f"the recipe in {shown(path)} cannot be read: {error}")]) from None
    if recipe.format > FORMAT:
        raise PageError([Diagnostic(None, f"the recipe in {shown(path)} is of a later banmian", "use that, or a newer one")])
    return recipe


def _roots(path: Path, folders: Sequence[Path]) -> list[Path]:
    """Where files are looked for, under the names that they had."""
    above = [*path.resolve().parents[:3]]
    return [*folders, *above, Path.cwd(), bundled()]


def _lay_out(recipe: Recipe, carried: Sequence[Carried], project: Path, roots: Sequence[Path], pdf: Path) -> None:
    """Put every file of the recipe in its place. Raises PageError with all that are missing."""
    inside = {item.name: item.data for item in carried}
    report = Report()
    for file in recipe.files:
        if file.name.split("/")[0] in (BUNDLED_FOLDER, SYSTEM_FOLDER):
            continue  # whether they are the same is seen by the recipe of what is made
        try:
            target = place_in(project, file.name)
        except ValueError as error:
            report.error(None, f"the recipe in {shown(pdf)} is broken: {error}")
            continue
        data = inside.get(file.name)
        if data is not None and hashlib.sha256(data).hexdigest() != file.sha256:
            report.error(None, f"{file.name} in {shown(pdf)} is not what its recipe says", "take an undamaged copy of the PDF")
            continue
        found = None if data is not None else _found(file, roots)
        if data is None and found is None:
            hint = f"name the folder that has {file.name} with --files DIR; it is the file of sha256 {file.sha256[:16]}…"
            report.error(None, f"the {file.kind} {file.name} does not ride along in {shown(pdf)} and is nowhere else", hint)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if data is not None:
            target.write_bytes(data)
        elif found is not None:
            shutil.copyfile(found, target)
    try:
        page = place_in(project, recipe.page)
    except ValueError:
        page = project / "?"
    if not report.diagnostics and not is_file(page):
        report.error(None, f"the recipe in {shown(pdf)} has no page file")
    report.stop_on_errors()


def _found(file: RecipeFile, roots: Sequence[Path]) -> Path | None:
    """A file of the same bytes, under its name in one of *roots*, or by its last name among the fonts that come with banmian."""
    places = [root / file.name for root in roots]
    places += [root / Path(file.name).name for root in roots]
    if file.kind == "font":
        places.append(bundled("fonts") / Path(file.name).name)
    for place in dict.fromkeys(places):
        try:
            if (
                place.is_file()
                and place.stat().st_size == file.size
                and hashlib.sha256(place.read_bytes()).hexdigest() == file.sha256
            ):
                return place
        except OSError:
            continue
    return None


def differing(old: Recipe, new: Recipe) -> list[str]:
    """The files that are not as they were when the page was made first."""
    before = {item.name: item.sha256 for item in old.files}
    after = {item.name: item.sha256 for item in new.files}
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
