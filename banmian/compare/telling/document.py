"""What differs of the document as a whole: boxes of the page, layers, tags, fonts' versions, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from banmian.compare.finding import Kind, Place, told_length
from banmian.compare.telling.drafts import Draft
from banmian.compare.telling.shapes import Program, changed_shapes
from banmian.tree.tree import Tree, TreePage

_NEAR = 0.02  # points


def page_drafts(before: TreePage, after: TreePage, page: int, tags: bool = True) -> Iterator[Draft]:
    """Page boxes, rotation, *tags* and overset of one page; a page file does not say whether its PDF is tagged."""
    for name in sorted({*before.boxes, *after.boxes}):
        one, two = before.boxes.get(name), after.boxes.get(name)
        if one is None or two is None:
            # A box that is not written is the crop box, and that the media box (ISO 32000-2 §14.11.2).
            media = (after if one is None else before).boxes["media"]
            crop = (before if one is None else after).boxes.get("crop", media)
            if max(abs(a - b) for a, b in zip(one or two or media, crop, strict=True)) > _NEAR:
                yield _page(Kind.PAGE_BOX, page, f"{name} box is {'new' if one is None else 'gone'}")
        elif max(abs(a - b) for a, b in zip(one, two, strict=True)) > _NEAR:
            told = ", ".join(
                f"{edge} edge {told_length(abs(step), 0.0)} {ahead if step > 0 else back}"
                for edge, step, ahead, back in (
                    ("left", two[0] - one[0], "to the right", "to the left"),
                    ("upper", two[1] - one[1], "lower", "higher"),
                    ("right", two[0] + two[2] - one[0] - one[2], "to the right", "to the left"),
                    ("lower", two[1] + two[3] - one[1] - one[3], "lower", "higher"),
                )
                if abs(step) > _NEAR
            )
            yield _page(Kind.PAGE_BOX, page, f"{name} box: {told}")
    if before.rotate != after.rotate:
        yield _page(Kind.PAGE_BOX, page, f"the page is turned by {after.rotate}°, not by {before.rotate}°")
    if tags:
        yield from _tags(before, after, page)
    for item in sorted({*before.overset} ^ {*after.overset}):
        way = "is no longer overset" if item in before.overset else "is overset"
        frame, _, amount = item.partition(": ")
        yield Draft(Kind.OVERSET, page, Place(frame=frame), "frame", told=f"{way} ({amount})")


def _tags(before: TreePage, after: TreePage, page: int) -> Iterator[Draft]:
    if before.tags == after.tags:
        return
    if sorted(before.tags) == sorted(after.tags):
        at = next(at for at, (one, two) in enumerate(zip(before.tags, after.tags, strict=True)) if one != two)
        yield _page(Kind.TAGS, page, f"tags in another order, from number {at + 1}: “{before.tags[at]}” is now “{after.tags[at]}”")
        return
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before.tags, after.tags, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = before.tags[a1:a2], after.tags[b1:b2]
        first = f"“{(old or new)[0]}”"
        told = f"tag {first} is now “{new[0]}”" if old and new else f"tag {first} is {'gone' if old else 'new'}"
        more = max(len(old), len(new)) - 1
        yield _page(Kind.TAGS, page, told + (f", and {more} more" if more else ""))


def tree_drafts(before: Tree, after: Tree, programs: tuple[tuple[Program, ...], tuple[Program, ...]]) -> Iterator[Draft]:
    """What differs of two documents beside their pages."""
    alike = before.recovered == after.recovered
    fields = [("title", before.title, after.title), ("author", before.author, after.author)]
    if alike:
        fields += [("producer", before.producer, after.producer), ("creator", before.engine, after.engine)]
        fields += [("language", before.language, after.language)]
    for name, one, two in fields:
        if one != two:
            yield _page(Kind.METADATA, 0, f"{name} “{one}” → “{two}”")
    if alike:
        yield from _layers(before, after)
        yield from _fonts(before, after, programs)


def _layers(before: Tree, after: Tree) -> Iterator[Draft]:
    old, new = dict(before.layers), dict(after.layers)
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield _layer(name, f"layer “{name}” is gone")
        elif name not in old:
            yield _layer(name, f"layer “{name}” is new{'' if new[name] else ', and hidden'}")
        elif old[name] != new[name]:
            yield _layer(name, f"layer “{name}” is {'shown' if new[name] else 'hidden'} now")


def _layer(name: str, told: str) -> Draft:
    return Draft(Kind.LAYER, 0, Place(text=name), "page", told=told)


def _fonts(before: Tree, after: Tree, programs: tuple[tuple[Program, ...], tuple[Program, ...]]) -> Iterator[Draft]:
    """Faces of the same name whose letters are others."""
    for name in dict.fromkeys(font.name for font in before.fonts):
        old = {font.digest: at for at, font in enumerate(before.fonts) if font.name == name}
        new = {font.digest: at for at, font in enumerate(after.fonts) if font.name == name}
        if not new or {*old} == {*new} or "" in old or "" in new:
            continue
        told = "comes from another font file"
        if before.recovered:
            embedded = [[side[at] for at in numbers.values()] for side, numbers in zip(programs, (old, new), strict=True)]
            changed = changed_shapes(embedded[0], embedded[1])
            if changed == "":
                continue  # another subset of the same letters
            told = changed or "is embedded as another font program"
        yield Draft(Kind.FONT_FILE, 0, Place(text=name), "font", told=told)


def _page(kind: Kind, page: int, told: str) -> Draft:
    return Draft(kind, page, Place(), "page", told=told)
