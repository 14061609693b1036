"""What a page was made from: its files by their names in their project, with the hash of each, and how it was asked for.

Kept as JSON in the PDF itself (docs/archive.md says how). Names are relative to the project's folder; what came with banmian and
was not named by the page stands under `bundled/`, fonts of the machine under `system/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from banmian import __version__
from banmian.colour.condition import BUNDLED
from banmian.output.sheet.attachments import Attachment, Relationship
from banmian.page.composed import ComposedPage, Picture
from banmian.plan.picture import FROM_PICTURE
from banmian.plan.plan import (
    Block,
    HeadlineFilling,
    LineFilling,
    OrnamentFilling,
    PagePlan,
    PhotoFilling,
    QuoteFilling,
    TableFilling,
    TextFilling,
)
from banmian.plan.style import ParagraphStyle
from banmian.spec.files.project import bundled
from banmian.spec.load import PageSpec

NAME = "banmian-recipe.json"
FORMAT = 1  #: of the JSON; a reader refuses a later one
BUNDLED_FOLDER, SYSTEM_FOLDER = "bundled", "system"
_WORDS = ("page", "content", "styles", "colours", "fonts")  # kinds that always ride along
_KINDS = {".yaml": "application/yaml", ".yml": "application/yaml", ".json": "application/json", ".jpg": "image/jpeg",
          ".jpeg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf", ".svg": "image/svg+xml", ".tif": "image/tiff",
          ".tiff": "image/tiff", ".otf": "font/otf", ".ttf": "font/ttf", ".ttc": "font/collection",
          ".icc": "application/vnd.iccprofile"}  # fmt: skip
_TOLD = {"page": "page file", "content": "words", "styles": "styles", "colours": "colours", "fonts": "font catalogue",
         "picture": "picture", "font": "font", "profile": "colour profile"}  # fmt: skip


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the page was asked for on the command line."""

    standards: tuple[str, ...] = ()
    tagged: bool | None = None
    marks: tuple[str, ...] | None = None
    curves: bool = False
    carry: tuple[str, ...] = ()  #: pictures, fonts


class RecipeFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file."""

    name: str
    kind: str  #: page, content, styles, colours, fonts, picture, font, profile
    sha256: str
    size: int
    carried: bool = False


class Recipe(msgspec.Struct, frozen=True):
    """All of it."""

    format: int
    engine: str
    page: str  #: the name of the page file
    asked: Asked
    files: tuple[RecipeFile, ...]


def recipe_of(
    spec: PageSpec, page: Path, plan: PagePlan, pages: Sequence[ComposedPage], asked: Asked
) -> tuple[Recipe, tuple[Attachment, ...]]:
    """The recipe of *pages*, and the files that ride along with it. Raises OSError."""
    files, riding = [], []
    texts = {item.path: item.text for item in spec.files if item.text is not None}
    for name, kind, path in sorted(set(_sources(spec, plan, pages))):
        data = texts[path].encode("utf-8") if path in texts else path.read_bytes()
        carried = kind in _WORDS or (kind == "profile" and not name.startswith(BUNDLED_FOLDER)) or f"{kind}s" in asked.carry
        files.append(RecipeFile(name, kind, hashlib.sha256(data).hexdigest(), len(data), carried))
        if carried:
            relationship = Relationship.SUPPLEMENT if kind == "font" else Relationship.SOURCE
            riding.append(
                Attachment(name, data, _KINDS.get(path.suffix.lower(), "application/octet-stream"), relationship, _TOLD[kind])
            )
    made = Recipe(FORMAT, f"banmian {__version__}", _named(page, spec.project), asked, tuple(files))
    told = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
    return made, (*riding, Attachment(NAME, told, "application/json", Relationship.DATA, "recipe of the page"))


def _named(path: Path, project: Path, is_bundled: bool = False) -> str:
    """The name of a file in a recipe."""
    path = path.resolve()
    if not is_bundled and path.is_relative_to(project.resolve()):
        return path.relative_to(project.resolve()).as_posix()
    root = bundled().resolve()
    if path.is_relative_to(root):
        return f"{BUNDLED_FOLDER}/{path.relative_to(root).as_posix()}"
    return f"{SYSTEM_FOLDER}/{path.name}"


def _sources(spec: PageSpec, plan: PagePlan, pages: Sequence[ComposedPage]) -> Iterator[tuple[str, str, Path]]:
    """Name, kind and path of every file that the pages hang on."""
    for item in spec.files:
        yield _named(item.path, spec.project, item.bundled), item.kind, item.path
    for path in {*_pictures(spec, pages)}:
        yield _named(path, spec.project), "picture", path
    own_fonts = not any(item.bundled for item in spec.files if item.kind == "fonts")
    for path in {*_fonts(plan, pages)}:
        yield _named(path, spec.project, is_bundled=not own_fonts), "font", path
    condition = pages[0].condition
    if condition is not None:
        told = spec.file.page.colour
        yield _named(Path(condition.path), spec.project, told is None or told.profile in BUNDLED), "profile", Path(condition.path)


def _pictures(spec: PageSpec, pages: Sequence[ComposedPage]) -> Iterator[Path]:
    """Pictures that stand on the pages, and those that words come from."""
    for page in pages:
        yield from (Path(item.path) for item in page.pictures if isinstance(item, Picture))
    for photo in spec.content.photos.values():
        if photo.file and FROM_PICTURE in (photo.caption, photo.credit, photo.rights):
            path = spec.content_folder / photo.file
            if path.is_file():
                yield path.resolve()


def _fonts(plan: PagePlan, pages: Sequence[ComposedPage]) -> Iterator[Path]:
    """Fonts of the styles in use, those that stand in for others too; and those of the machine that letters came from."""
    for style in dict.fromkeys(_styles(plan)):
        yield from (Path(face.path) for face in style.faces)
    for page in pages:
        for line in page.lines:
            yield from (Path(run.face.path) for run in (*line.runs, *line.readings))


def _styles(plan: PagePlan) -> Iterator[ParagraphStyle]:
    for frame in plan.frames:
        filling = frame.filling
        if isinstance(filling, PhotoFilling):
            yield filling.number_style
        elif isinstance(filling, OrnamentFilling):
            yield filling.style
        elif isinstance(filling, TextFilling) and filling.jump_style is not None:
            yield filling.jump_style
        for block in _blocks(filling):
            yield block.style
            yield from (part.style for part in block.parts)
            yield from block.reading_styles.values()
            if block.style.first_line is not None:
                yield block.style.first_line


def _blocks(filling: object) -> Iterable[Block]:
    if isinstance(filling, TextFilling | HeadlineFilling | QuoteFilling):
        return filling.blocks
    if isinstance(filling, LineFilling):
        return [block for block, _ in filling.parts]
    if isinstance(filling, PhotoFilling):
        return [filling.caption] if filling.caption else []
    if isinstance(filling, TableFilling):
        cells = [cell for row in filling.rows for cell in row]
        return [*cells, *(block for block in (filling.title, filling.note) if block)]
    return []
