"""A PDF of any maker as facts: the entry is `facts_of`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from banmian.colour.condition import Condition
from banmian.output.plates.plates import Separations, spots, whole_page
from banmian.pictures.drawings.drawing import DrawingError, opened
from banmian.press.preflight.gather.archive import archive_facts
from banmian.press.preflight.gather.facts import Box, Facts, Image, Ink, Page, Painted
from banmian.press.preflight.gather.objects import Walk, actions, intents, metadata, number, resolved
from banmian.press.preflight.gather.placed import placed_images
from banmian.press.preflight.gather.seen import lines_of, type_of
from banmian.press.preflight.gather.survey import surveyed
from banmian.reading.pdf import UnreadablePdfError, read_pdf
from banmian.tree.tree import TreePage

INK_PPI = 100
_MOST_PIXELS = 16_000_000  # of a plate: four broadsheets; larger sheets are looked at coarser
_BOXES = ("media", "crop", "bleed", "trim", "art")


def facts_of(
    pdf: bytes,
    condition: Condition | None,
    limit: float,
    password: str = "",
    told: Callable[[str], None] | None = None,
    sizes: bool = True,
    archive: bool = False,
) -> Facts:
    """What *pdf* holds; its ink by *condition*, over *limit*, or not by None. Raises DrawingError where it cannot be read at all.

    Without *sizes* type and lines are not looked at, which takes long; what archives and readers ask about is looked at where the
    file says that it is for them, or *archive* says so.

    *told* is called with what is looked at, page by page.
    """
    seen = _tree_pages(pdf, password) if sizes else ()
    with opened(pdf, password) as reader:
        root = reader.trailer["/Root"]
        encrypted = reader.is_encrypted
        pages = []
        for at, page in enumerate(reader.pages):
            if told is not None:
                told(f"page {at + 1} of {len(reader.pages)}")
            pages.append(_page(page, at + 1, seen[at] if at < len(seen) else None))
        info = {str(key)[1:]: _plain(value) for key, value in (resolved(reader.trailer.get("/Info")) or {}).items()}
        layers = resolved(root.get("/OCProperties"))
        names = resolved(root.get("/Names"))
        files = resolved(names.get("/EmbeddedFiles")) if hasattr(names, "get") else None
        said, meant = metadata(root), intents(root)
        for_readers = archive or any(key.startswith(("pdfaid:", "pdfuaid:")) for key in said or {})
        found = Facts(
            version=_version(pdf, root),
            encrypted=encrypted,
            identified="/ID" in reader.trailer,
            info=info,
            metadata=said,
            intents=meant,
            layers=len(resolved(layers.get("/OCGs")) or []) if hasattr(layers, "get") else 0,
            actions=actions(root),
            embedded_files=1 if files is not None else 0,
            pages=(),
            compressed=b"/ObjStm" in pdf or b"/XRef" in pdf,
            archive=archive_facts(pdf, reader, pages, meant, said) if for_readers else None,
        )
    if condition is not None:
        pages = [_with_ink(page, pdf, condition, limit, password) for page in pages]
    return msgspec.structs.replace(found, pages=tuple(pages))


def _version(pdf: bytes, root: Any) -> tuple[int, int]:
    """By the header, and the catalogue where that says a later one (ISO 32000-2 §7.5.2)."""
    header = re.match(rb"%PDF-(\d)\.(\d)", pdf[:1024].lstrip())
    first = (int(header[1]), int(header[2])) if header else (0, 0)
    later = re.fullmatch(r"/(\d)\.(\d)", str(root.get("/Version", "")))
    return max(first, (int(later[1]), int(later[2]))) if later else first


def _plain(value: Any) -> Any:
    told = resolved(value)
    return told if isinstance(told, bool | int) else str(told)


def _tree_pages(pdf: bytes, password: str) -> Sequence[TreePage]:
    """The pages as they are seen; none where they cannot be read so."""
    try:
        return read_pdf(pdf, raw=True, password=password).tree.pages
    except (UnreadablePdfError, ValueError):
        return ()


def _page(page: Any, at: int, seen: TreePage | None) -> Page:
    walk = Walk()
    walk.resources(page.get("/Resources"))
    group = resolved(page.get("/Group"))
    if hasattr(group, "get") and str(group.get("/S")) == "/Transparency":
        walk.transparent["a transparency group of the page"] = None
    for key, what in (("/AA", "something done by itself (AA of a page)"), ("/PresSteps", "presentation steps (PresSteps)")):
        if key in page:
            walk.found[what] = None
    boxes = {name: found for name in _BOXES if (found := _box(page, name)) is not None}
    images = tuple[Image, ...]()
    fault, painted, inks = "", tuple[Painted, ...](), tuple[str, ...]()
    try:
        drawing = whole_page(page)
        painted, inks = surveyed(drawing), spots(drawing)
        images = placed_images(drawing, _corner(boxes))
    except DrawingError as error:
        fault = str(error)
    return Page(
        number=at,
        boxes=boxes,
        rotate=int(number(page.get("/Rotate"), 0)) % 360,
        fonts=tuple(walk.fonts.values()),
        images=images,
        type=type_of(seen) if seen is not None else (),
        lines=lines_of(seen) if seen is not None else (),
        painted=painted,
        spots=inks,
        transparent=tuple(walk.transparent),
        annotations=tuple(_annotations(page, boxes)),
        found=tuple(walk.found),
        fault=fault,
    )


def _box(page: Any, name: str) -> Box | None:
    """A box that the page says, or has from those above it: only media and crop boxes are handed down."""
    key = f"/{name.capitalize()}Box"
    node = page
    for _ in range(32):
        if node is None:
            return None
        value = resolved(node.get(key))
        if value is not None:
            sides = [number(item, 0.0) for item in value]
            if len(sides) != 4:
                return None
            return min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]), max(sides[1], sides[3])
        if name not in ("media", "crop"):
            return None
        node = resolved(node.get("/Parent"))
    return None


def _corner(boxes: dict[str, Box]) -> tuple[float, float]:
    """The upper left corner of the trim, in the page's own coordinates."""
    trim = boxes.get("trim") or boxes.get("crop") or boxes.get("media") or (0.0, 0.0, 0.0, 0.0)
    return trim[0], trim[3]


def _annotations(page: Any, boxes: dict[str, Box]) -> list[tuple[str, bool]]:
    """Kinds of annotations, and whether each lies within the bleed box, or the trim box without one."""
    bleed = boxes.get("bleed") or boxes.get("trim") or boxes.get("crop") or boxes.get("media")
    found = []
    for item in resolved(page.get("/Annots")) or []:
        told = resolved(item)
        if not hasattr(told, "get"):
            continue
        rect = [number(value, 0.0) for value in resolved(told.get("/Rect")) or []]
        inside = bleed is None or (
            len(rect) == 4 and rect[0] < bleed[2] and rect[2] > bleed[0] and rect[1] < bleed[3] and rect[3] > bleed[1]
        )
        found.append((str(told.get("/Subtype", "/"))[1:], inside))
    return found


def _with_ink(page: Page, pdf: bytes, condition: Condition, limit: float, password: str) -> Page:
    try:
        return msgspec.structs.replace(page, ink=ink_of(page, pdf, condition, limit, password))
    except DrawingError as error:
        return msgspec.structs.replace(page, fault=page.fault or str(error))


def ink_of(page: Page, pdf: bytes, condition: Condition, limit: float, password: str = "") -> Ink:
    """What the plates of a page print within its bleed. Raises DrawingError."""
    import numpy as np

    media = page.boxes.get("media", (0.0, 0.0, 1.0, 1.0))
    kept = page.boxes.get("bleed") or page.boxes.get("trim") or page.boxes.get("crop") or media
    trim = page.boxes.get("trim") or kept
    box = None
    if not page.rotate:
        kept = (max(kept[0], media[0]), max(kept[1], media[1]), min(kept[2], media[2]), min(kept[3], media[3]))
        box = (kept[0] - media[0], media[3] - kept[3], kept[2] - kept[0], kept[3] - kept[1])
    area = (media[2] - media[0]) * (media[3] - media[1]) / 72**2
    ppi = min(float(INK_PPI), (_MOST_PIXELS / area) ** 0.5) if area > 0 else float(INK_PPI)
    plates = Separations(pdf, condition, password).plates(page.number - 1, ppi, box)
    total = plates.total()
    row, column = (int(value) for value in np.unravel_index(int(total.argmax()), total.shape))
    at = (column * 72 / ppi + kept[0] - trim[0], row * 72 / ppi + trim[3] - kept[3])
    covered = {name: float(plate.mean()) / 255 for name, plate in plates.plates.items()}
    return Ink(float(total.max()), at, float((total > limit + ROUNDING).mean()), limit, covered)


ROUNDING = 4 * 0.5 / 255  # of ink: what plates of 8 bits round up together
