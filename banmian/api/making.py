"""How a page is made, for programs and for `banmian render`: what is asked for, the plan, the pages, the bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from banmian.spec.files.diagnostics import Diagnostic, PageError, Report

if TYPE_CHECKING:
    from banmian.output.sheet.attachments import Attachment
    from banmian.output.sheet.standard import Keeping
    from banmian.page.composed import ComposedPage
    from banmian.plan.plan import PagePlan
    from banmian.press.recipe.recipe import Asked, Recipe
    from banmian.spec.load import PageSpec

Files = list[tuple[Path, bytes]]


class Request(msgspec.Struct, frozen=True):
    """How a page is asked for."""

    standards: tuple[str, ...] = ()
    tagged: bool | None = None  #: None: as the standards have it
    carry: tuple[str, ...] | None = None  #: beside the page's own files; None: nothing, or what the recipe says
    marks: tuple[str, ...] | None = None  #: None: as the page says
    curves: bool = False
    ppi: int = 150
    proof: bool = False
    plates: bool = False


class Made(msgspec.Struct):
    """A page on its way to its files."""

    spec: PageSpec
    path: Path
    plan: PagePlan
    pages: tuple[ComposedPage, ...]
    asked: Asked | None
    keeping: Keeping | None
    recipe: Recipe | None = None  #: that rides along


def make(spec: PageSpec, path: Path, request: Request, asked: Asked | None, report: Report) -> Made:
    """The pages of *spec*, composed; *path* is its page file's. Raises PageError."""
    from banmian.page.makepage import make_pages
    from banmian.plan.makeplan import make_plan

    keeping = keeping_of(asked)
    usual = None
    if request.proof or request.plates or (keeping is not None and (keeping.press or keeping.archive)):
        from banmian.colour.condition import newsprint

        usual = newsprint()
    plan = make_plan(spec, report, usual)
    marks = asked.marks if asked is not None else request.marks
    if marks is not None:
        from banmian.spec.types.press import PressMark

        plan = msgspec.structs.replace(plan, marks=tuple(map(PressMark, marks)))
    if asked.curves if asked is not None else request.curves:
        plan = msgspec.structs.replace(plan, curves=True)
    pages = make_pages(plan, report)
    if keeping is not None:
        from banmian.output.sheet.promises import promises

        report.diagnostics += promises(pages, keeping)
        report.stop_on_errors()
    return Made(spec, path, plan, pages, asked, keeping)


def asked_for(request: Request, recipe: Recipe | None, is_pdf: bool) -> Asked | None:
    """How a page is asked for: as its recipe says, where the request says nothing else; None for a page like any other."""
    if recipe is None and not request.standards and request.tagged is None:
        return None
    from banmian.press.recipe.recipe import Asked

    before = recipe.asked if recipe is not None else Asked()
    standards = request.standards
    if not is_pdf:
        standards, before = (), Asked(marks=before.marks, curves=before.curves)
    return Asked(
        standards=standards or before.standards,
        tagged=before.tagged if request.tagged is None else request.tagged,
        marks=before.marks if request.marks is None else request.marks,
        curves=request.curves or before.curves,
        carry=before.carry if request.carry is None else request.carry,
    )


def keeping_of(asked: Asked | None) -> Keeping | None:
    """What the file is kept to. Raises PageError where its standards do not go together."""
    if asked is None or not (asked.standards or asked.tagged):
        return None
    from banmian.output.sheet.standard import Standard, keeping

    try:
        return keeping([Standard(name) for name in asked.standards], asked.tagged)
    except ValueError as error:
        together = "pdf/x-4,pdf/ua-1; pdf/x-4,pdf/a-2u,pdf/ua-1; pdf/a-3u,pdf/ua-1; pdf/a-4,pdf/ua-2; pdf/a-4f,pdf/ua-2"
        raise PageError([Diagnostic(None, str(error), f"these do: {together}")]) from None


def outputs(made: Made, kind: str, target: Path, request: Request, told: list[str]) -> Files:
    """The files of a *kind* (pdf, png, txt, json) to write; a PNG a page or a plate, numbered and named when there are several.

    Raises PageError.
    """
    if kind == "txt":
        from banmian.output.dump import page_text

        return [(target, page_text(*made.pages).encode("utf-8"))]
    if kind == "json":
        from banmian.tree.maketree import tree_of
        from banmian.tree.tree import tree_json

        return [(target, tree_json(tree_of(*made.pages)))]
    from banmian.output.pdf import pdf_bytes

    keeping = made.keeping
    if keeping is None:
        data = pdf_bytes(*made.pages, told=told)
    else:
        data = pdf_bytes(*made.pages, standard=keeping, told=told, attachments=_riding(made))
        _check_kept(data, made, keeping)
    if kind == "pdf":
        return [(target, data)]
    files = _pictures(data, made.pages, target, request)
    if len(files) > 1 and target == Path("-"):
        raise PageError([Diagnostic(None, f"{len(files)} pictures do not go into one stream", "name a file: -o NAME.png")])
    return files


def _riding(made: Made) -> Sequence[Attachment]:
    """What rides along: the recipe of the page."""
    if made.keeping is None or not made.keeping.carries or made.asked is None:
        return ()
    from banmian.press.recipe.recipe import recipe_of

    recipe, riding = recipe_of(made.spec, made.path, made.plan, made.pages, made.asked)
    made.recipe = recipe
    return riding


def _check_kept(data: bytes, made: Made, keeping: Keeping) -> None:
    """Whether the standards are kept: what is drawn in from elsewhere may not."""
    drawn = any(getattr(picture, "page", 0) for page in made.pages for picture in page.pictures)
    if keeping.press is None and not drawn:
        return  # everything in the file is our own
    from banmian.press.preflight.keeping import check_kept

    check_kept(data, keeping)


def _pictures(data: bytes, pages: Sequence[ComposedPage], target: Path, request: Request) -> Files:
    condition = pages[0].condition
    stems = [target.stem if len(pages) == 1 else f"{target.stem}-{page.number}" for page in pages]
    if condition is None or condition.for_screens:
        from banmian.output.png import png_bytes

        return [(target.with_stem(stem), image) for stem, image in zip(stems, png_bytes(data, request.ppi), strict=True)]
    from banmian.output.plates.png import plate_pngs, proof_png

    if not request.plates:
        proofs = (proof_png(data, condition, at, request.ppi, request.proof) for at in range(len(pages)))
        return [(target.with_stem(stem), image) for stem, image in zip(stems, proofs, strict=True)]
    return [
        (target.with_stem(f"{stem}-{name}"), image)
        for at, stem in enumerate(stems)
        for name, image in plate_pngs(data, condition, at, request.ppi)
    ]


def as_before(made: Made, recipe: Recipe, report: Report) -> None:
    """Warn of files that are not those that the page was made from first."""
    from banmian.press.recipe.remake import differing

    if made.recipe is None:
        return
    for name in differing(recipe, made.recipe):
        report.warning(None, f"{name} is not what the page was made from: it may come out otherwise", "")
