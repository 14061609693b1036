"""Import a page: from any maker's PDF to a folder of page files that make it again. The entry is `import_pdf`.

Everything is made in a folder beside the target, and put in its place when it is whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage
from banmian.reading.fonts.characters import DOUBTFUL
from banmian.reading.limits import MOST_BYTES
from banmian.reading.pdf import PasswordError, ReadPdf, UnreadablePdfError, read_pdf
from banmian.reading.pictures import PictureFile, picture_file
from banmian.recover.cuttings import with_drawings
from banmian.recover.draft import drafted
from banmian.recover.hints import Hints, read_hints
from banmian.recover.refine import Locks, Refined, Source, refined
from banmian.recover.score import Score, score_of
from banmian.recover.segment.page import Segmented, segmented
from banmian.recover.segment.type.faces import WEIGHT_NAMES, weight_of
from banmian.recover.write.assets import named_files
from banmian.spec.files.diagnostics import Diagnostic, PageError, Severity, SourceFile
from banmian.spec.files.project import shown
from banmian.tree.maketree import tree_of
from banmian.tree.tree import Tree

HINTS = "import.yaml"
_OWN = ("print.yaml", "content.yaml", "styles.yaml", "assets", "report.html", "import.json", HINTS)  # what an import writes
Progress = Callable[[str], None]


class ImportOptions(msgspec.Struct, frozen=True):
    """What an import is asked for."""

    pages: tuple[int, ...] = ()  #: from 1; none: all
    password: str = ""
    locks: Locks = Locks.NEEDED
    overwrite: bool = False
    hints: Path | None = None  #: a hints file; None: import.yaml in the target, where there is one
    report: bool = True


class Imported(msgspec.Struct, frozen=True, eq=False):
    """What came of an import."""

    folder: Path
    refined: Refined
    score: Score
    pages: tuple[Segmented, ...]
    warnings: tuple[Diagnostic, ...]  #: of rendering the page files, and of what could not be had


def import_pdf(path: Path, folder: Path, options: ImportOptions | None = None, progress: Progress = lambda text: None) -> Imported:
    """Page files for the PDF at *path*, written into *folder*. Raises PageError with what is wrong, and writes nothing then.

    The folder gets print.yaml, content.yaml, styles.yaml, assets/ and report.html; `banmian render FOLDER` makes the page.
    """
    options = options or ImportOptions()
    _look_at_target(folder, options)
    data = _read(path)
    progress("reading")
    read = _opened(path, data, options)
    hints = read_hints(options.hints or folder / HINTS, required=options.hints is not None)
    read = msgspec.structs.replace(read, tree=_named(read.tree, hints))
    read, drawings = with_drawings(read, data, options.pages or range(1, len(read.tree.pages) + 1), options.password, hints)
    pages = _taken_apart(read, path, options, hints, progress)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        try:
            made = _make(read, drawings, pages, staging, path, options, hints, progress)
        except PageError as error:
            raise _not_made(path, error) from error
        if options.report:
            from banmian.recover.report import report_html

            progress("writing the report")
            remade = pdf_bytes(*made[1].pages)
            told = report_html(path.name, data, remade, pages, made[1], made[0], options.password, read.guesses)
            (staging / "report.html").write_bytes(told)
        _put_in_place(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Imported(folder, made[1], made[0], tuple(pages), (*_guessed(path, read), *_placed(made[2], staging, folder)))


def _not_made(path: Path, error: PageError) -> PageError:
    """What is said when page files cannot be made that hold; their own errors name files that nobody has."""
    problems = "; ".join(dict.fromkeys(item.message for item in error.diagnostics))
    hint = "say what is wrong in a hints file (docs/import.md), or import its other pages: --pages"
    return PageError([Diagnostic(None, f"{path} cannot be imported: {problems}", hint)])


def _guessed(path: Path, read: ReadPdf) -> Iterator[Diagnostic]:
    """What is said of a file that does not tell its characters."""
    if not read.guesses:
        return
    fonts = {guess.font for guess in read.guesses}
    known = [guess for guess in read.guesses if guess.text]
    doubtful = "".join(guess.text for guess in sorted(known, key=lambda guess: guess.likeness)[:12] if guess.likeness < DOUBTFUL)
    told = f"{path} does not tell {len(read.guesses):,} characters of {len(fonts)} font{'s' if len(fonts) > 1 else ''}; "
    told += f"{len(known):,} were known by their shape"
    told += f", least surely {doubtful}" if doubtful else ""
    yield Diagnostic(None, told, "look them over in report.html", Severity.WARNING)


def _placed(found: Sequence[Diagnostic], staging: Path, folder: Path) -> Iterator[Diagnostic]:
    """Diagnostics with the names that their files have in the end."""
    for item in found:
        if item.span is None:
            yield item
            continue
        name = item.span.source.name.replace(shown(staging), shown(folder))
        source = SourceFile(name, item.span.source.text)
        yield msgspec.structs.replace(item, span=msgspec.structs.replace(item.span, source=source))


def _look_at_target(folder: Path, options: ImportOptions) -> None:
    if folder.exists() and not folder.is_dir():
        raise PageError([Diagnostic(None, f"{shown(folder)} is a file", "name a folder with -o")])
    if folder.is_dir() and not options.overwrite:
        there = sorted(entry.name for entry in folder.iterdir() if entry.name != HINTS)
        if there:
            message = f"{shown(folder)} holds {', '.join(there[:3])}{' and more' if len(there) > 3 else ''} already"
            raise PageError([Diagnostic(None, message, "name another folder with -o, or overwrite it with --force")])


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PageError([Diagnostic(None, f"{path} is a folder", "name a PDF")])
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise PageError([Diagnostic(None, f"{path} has {size:,} bytes; a PDF of at most {MOST_BYTES:,} is read")])
        data = path.read_bytes()
    except OSError as error:
        raise PageError([Diagnostic(None, f"{path} cannot be read: {error.strerror or error}")]) from None
    if not data:
        raise PageError([Diagnostic(None, f"{path} is empty")])
    if b"%PDF-" not in data[:2048]:
        raise PageError([Diagnostic(None, f"{path} is no PDF: it does not begin as one")])
    return data


def _opened(path: Path, data: bytes, options: ImportOptions) -> ReadPdf:
    try:
        return read_pdf(data, raw=True, password=options.password, numbers=options.pages or None)
    except PasswordError as error:
        raise PageError([Diagnostic(None, f"{path} cannot be read: {error}", "give its password: --password PASSWORD")]) from None
    except UnreadablePdfError as error:
        hint = "choose pages: --pages 1-3" if "pages" in str(error) else ""
        raise PageError([Diagnostic(None, f"{path} cannot be read: {error}", hint)]) from None


def _named(tree: Tree, hints: Hints) -> Tree:
    """The tree with the families that hints tell for its fonts, at the weights that their own names tell."""
    if not hints.file.fonts:
        return tree
    fonts = []
    for font in tree.fonts:
        family = hints.file.fonts.get(font.name)
        fonts.append(
            font if family is None else msgspec.structs.replace(font, name=f"{family}-{WEIGHT_NAMES[weight_of(font.name)]}")
        )
    return msgspec.structs.replace(tree, fonts=tuple(fonts))


def _taken_apart(read: ReadPdf, path: Path, options: ImportOptions, hints: Hints, progress: Progress) -> list[Segmented]:
    pages: list[Segmented] = []
    size = read.tree.pages[0].size
    numbers = options.pages or range(1, len(read.tree.pages) + 1)
    for at, (page, number) in enumerate(zip(read.tree.pages, numbers, strict=True)):
        progress(f"taking page {at + 1} of {len(read.tree.pages)} apart")
        if any(abs(one - two) > 1 for one, two in zip(page.size, size, strict=True)):
            message = f"{path}: page {number} is of another size than page {numbers[0]}; a page file has one"
            raise PageError([Diagnostic(None, message, f"import them one by one: --pages {number}")])
        try:
            pages.append(segmented(read.tree, at, hints.of_page(at + 1)))
        except ValueError as error:
            hint = "a scan needs its words first; pages without words cannot be imported"
            raise PageError([Diagnostic(None, f"{path}: page {number} cannot be imported: {error}", hint)]) from None
    return pages


def _make(
    read: ReadPdf,
    drawings: Mapping[str, PictureFile],
    pages: Sequence[Segmented],
    staging: Path,
    path: Path,
    options: ImportOptions,
    hints: Hints,
    progress: Progress,
) -> tuple[Score, Refined, list[Diagnostic]]:
    """The page files in the *staging* folder; how near they come to the original."""
    shown = {picture.digest for page in pages for picture in page.pictures}
    files = {digest: made for digest, stream in read.pictures.items() if digest in shown and (made := picture_file(stream))}
    files.update(drawings)
    names, assets = named_files(files, [picture.digest for page in pages for picture in page.pictures])
    for name, data in assets.items():
        (staging / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).write_bytes(data)
    progress("finding grid, stories and styles")
    draft = drafted(read.tree, pages, names, hints)
    progress("finding how it was composed")
    result = refined(draft, staging, Source(path.name, read.tree.author), options.locks)
    score = score_of(read.tree, tree_of(*_like(result.pages, len(pages))), pages)
    told = msgspec.json.format(msgspec.json.encode(_figures(path, result, score)), indent=2)
    (staging / "import.json").write_bytes(told + b"\n")
    return score, result, list(result.report.diagnostics)


def _like(pages: tuple[ComposedPage, ...], count: int) -> tuple[ComposedPage, ...]:
    return pages[:count]


def _figures(path: Path, result: Refined, score: Score) -> dict[str, object]:
    """What was found, for programs."""
    return {
        "source": path.name,
        "line_ends": {"all": result.lines, "by_rule": result.by_rule, "locked": len(result.locked)},
        "composition": {"profile": result.draft.profile, "settings": result.draft.composition},
        "score": {key: value for key, value in msgspec.to_builtins(score).items() if key != "elsewhere"},
    }


def _put_in_place(staging: Path, folder: Path) -> None:
    """The whole folder at once where there is none yet; else each file for the old one, and whatever stops that, all as before."""
    if not folder.exists():
        os.chmod(staging, 0o755)
        os.replace(staging, folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
    moves: list[tuple[Path, Path]] = []
    try:
        for name in _OWN:
            for source, target in ((folder / name, old / name), (staging / name, folder / name)):
                if source.exists() and name != HINTS:
                    moves.append((source, target))
                    os.replace(source, target)
    except BaseException:
        for source, target in reversed(moves):
            if target.exists():
                os.replace(target, source)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
