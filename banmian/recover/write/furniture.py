"""Write what stands round the stories: folio and running heads, printed rules, boxes, photographs and their captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from banmian.page.parts.picture import KEYLINE
from banmian.plan.geometry import EM_ASCENT
from banmian.plan.markup import escaped
from banmian.recover.infer.layout.grid import InferredGrid
from banmian.recover.infer.look.type import alignment, base_look, display_look, room_of
from banmian.recover.infer.text.words import joined
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.drawn.shapes import DrawnRule, lies_round
from banmian.recover.segment.order import in_reading_order
from banmian.recover.segment.page import Segmented
from banmian.recover.segment.spans import Item
from banmian.recover.write.boxes import box_dress
from banmian.recover.write.content import PhotoWords
from banmian.recover.write.draft import Draft
from banmian.recover.write.place import FrameDraft, across, picture_placed, placed
from banmian.recover.write.yamltext import flow, number, pt
from banmian.recover.write.yamltext import rule as rule_text
from banmian.tree.tree import Box, TreePath, TreePicture

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERED = re.compile(r"([①-⑳])")
_KINDS = (
    ("date", re.compile(r"年.*月|星期")),
    ("contact", re.compile(r"电话|邮箱|热线|E-?mail", re.IGNORECASE)),
    ("editors", re.compile(r"责任?编辑?|版式|校对|美编")),
    ("folio", re.compile(r"^第?\s*[A-Z]?\d{1,3}\s*版?$")),
    ("section", re.compile(r"^\D{1,8}$")),
)
_NAME, _NAME_LENGTH = 30.0, 8  # points; characters: the name of a newspaper over its first page
_DOUBLE = 6.0  # points between the lines of one printed rule at most


def write_furniture(draft: Draft, blocks: Sequence[Block], page: int) -> None:
    """Furniture lines; each part at its place."""
    for block in blocks:
        for line in block.lines:
            kind = next((name for name, pattern in _KINDS if pattern.search(line.text)), "line")
            if line.size >= _NAME and len(line.glyphs) <= _NAME_LENGTH:
                kind = "nameplate"
            name = _furniture_name(draft, kind, line.text)
            area = draft.grids[page].area
            align = "end" if abs(line.end - area[0] - area[2]) <= 0.4 else "start"
            look = display_look([block], draft.names, "start", draft.page_digit)
            style = draft.styles.name(kind, msgspec.structs.replace(look, leading=0.0))
            parts = {"text": name, "style": style} | ({"align": "end"} if align == "end" else {})
            height = round(1.4 * line.size, 1)
            top = line.across - EM_ASCENT * line.size - (height - line.size) / 2
            room = line.length + 0.5 * line.size
            rect = (area[0] + area[2] - room, top, room, height) if align == "end" else (line.start, top, room, height)
            if block.vertical:
                continue
            draft.frames.append(placed(draft.grids[page], draft.frame_id(name), page, rect, {"line": f"[{flow(parts)}]"}))


def _furniture_name(draft: Draft, kind: str, text: str) -> str:
    for name, known in draft.furniture.items():
        if known == text:
            return name
    name = (
        kind
        if kind not in draft.furniture
        else next(f"{kind}-{at}" for at in range(2, 999) if f"{kind}-{at}" not in draft.furniture)
    )
    draft.furniture[name] = text
    return name


def write_rules(draft: Draft, rules: Sequence[DrawnRule], page: int, stacked: Sequence[Box]) -> None:
    """Printed rules; a thick and a thin line side by side are one rule."""
    left = [rule for rule in rules if not any(_covers(box, rule.rect) for box in stacked)]
    while left:
        rule = left.pop(0)
        partner = next((other for other in left if _beside(rule, other)), None)
        if partner is not None:
            left.remove(partner)
        draft.frames.append(_rule(draft, rule, partner, page))


def _covers(box: Box, rect: Box) -> bool:
    return all(abs(one - other) < 0.01 for one, other in zip(box, rect, strict=True))


def _beside(rule: DrawnRule, other: DrawnRule) -> bool:
    """Whether two rules are the lines of one: as long, and close together."""
    if rule.across != other.across or rule.colour != other.colour:
        return False
    (x, y, width, height), (u, v, w, h) = rule.rect, other.rect
    if rule.across:
        return (
            abs(x - u) <= 0.5 and abs(width - w) <= 1 and min(height, h) > 0 and 0 < max(y, v) - min(y + height, v + h) <= _DOUBLE
        )
    return abs(y - v) <= 0.5 and abs(height - h) <= 1 and 0 < max(x, u) - min(x + width, u + w) <= _DOUBLE


def _rule(draft: Draft, rule: DrawnRule, partner: DrawnRule | None, page: int) -> FrameDraft:
    grid = draft.grids[page]
    x, y, width, height = rule.rect
    kind = ""
    if partner is not None:
        u, v, w, h = partner.rect
        first, second = sorted((rule.rect, partner.rect), key=lambda rect: (rect[1], rect[0]))
        one, two = min(first[2:]), min(second[2:])
        kind = "double " if abs(one - two) < 0.15 * max(one, two) else "thick-thin " if one > two else "thin-thick "
        x, y, width, height = min(x, u), min(y, v), max(x + width, u + w) - min(x, u), max(y + height, v + h) - min(y, v)
    weight = min(width, height)
    told = f"{kind}{'hairline' if not kind and abs(weight - 0.25) < 0.02 else pt(weight)}"
    told = rule_text(told, rule.colour)
    name = draft.frame_id("rule")
    if rule.across:
        at_x, size_x = across(grid, x, width)
        at = at_x | {"y": pt(y + height / 2 - grid.area[1])}
        return FrameDraft(name, page, (x, y, width, height), at, size_x | {"height": "0pt"}, {"rule": told})
    middle = x + width / 2
    gutter = next((number for number in range(1, len(grid.columns)) if abs(_gutter(grid, number) - middle) <= 0.3), None)
    at = {"gutter": str(gutter)} if gutter else {"x": pt(middle - grid.area[0])}
    size = {} if gutter else {"width": "0pt"}
    line = grid.line_at(y)
    if (
        line is not None
        and abs(height / grid.leading - round(height / grid.leading)) * grid.leading < 0.3
        and 1 <= line <= grid.lines + 1 - height / grid.leading
    ):
        at["line"], size["lines"] = number(line), str(round(height / grid.leading))
    else:
        at["y"], size["height"] = pt(y - grid.area[1]), pt(height)
    return FrameDraft(name, page, (x, y, width, height), at, size, {"rule": told})


def _gutter(grid: InferredGrid, after: int) -> float:
    left, right = grid.columns[after - 1], grid.columns[after]
    return (left[0] + left[1] + right[0]) / 2


def write_boxes(draft: Draft, page: int, segmented: Segmented, brought: set[tuple[int, int]]) -> list[FrameDraft]:
    """Boxes that no single frame of text brings, as frames of their own; they go before the others."""
    made = []
    for at, box in enumerate(segmented.shapes.boxes):
        if (page, at) not in brought:
            made.append(placed(draft.grids[page], draft.frame_id(f"box-{at + 1}"), page, box.rect, box_dress(box)))
    return made


# Photographs and captions

_SHARP = 440  # ppi; a page scales down what has more than 450


class PhotoPlace(msgspec.Struct, eq=False):
    """A picture of a page, and the words that belong to it."""

    picture: TreePicture
    words: PhotoWords


def write_photos(draft: Draft, segmented: Segmented, page: int, files: dict[str, str]) -> list[PhotoPlace]:
    """The pictures of a page; *files* by digest. Their captions are tied to them."""
    edges = [(x, y, x + width, y + height) for x, y, width, height in (picture.rect for picture in segmented.pictures)]
    order = in_reading_order([Item(own, at) for at, own in enumerate(edges)], segmented.body.vertical)
    pictures = [segmented.pictures[at] for at in order]
    captions = [block for block in segmented.blocks if block.role == "caption"]
    several = _numbered_captions(captions)
    places = []
    alts = {told.order: told.alt for told in segmented.page.marks if told.kind == "Figure"}
    numbered = len(draft.photos)
    for picture, (mark, text) in _matched(pictures, captions, several):
        numbered += 1
        words = PhotoWords(
            _photo_name(draft, mark, numbered), files.get(picture.digest, ""), mark, escaped(text), alt=alts.get(picture.order, "")
        )
        draft.photos.append(words)
        places.append(PhotoPlace(picture, words))
        rest = {"photo": words.id, "caption": "none"}
        anchor = _anchor(picture, segmented.shapes.drawings) if mark else "none"
        if mark and anchor != "top-left":
            rest["number"] = anchor
        usual = 0.0 if words.file.endswith(".pdf") else KEYLINE
        draft.sharp = draft.sharp or 72 * picture.pixels[0] > _SHARP * picture.image[2]
        rest |= _focus(picture) | _keyline(picture, segmented.shapes.keylines, usual)
        draft.frames.append(picture_placed(draft.grids[page], draft.frame_id(words.id), page, picture.rect, rest))
    return places


def _keyline(picture: TreePicture, keylines: Sequence[TreePath], usual: float) -> dict[str, str]:
    """The line round a picture, where it is not of the *usual* weight."""
    weight = next((path.weight for path in keylines if lies_round(path, picture.rect)), 0.0)
    return {} if abs(weight - usual) <= 0.02 else {"keyline": pt(weight)}


def _photo_name(draft: Draft, mark: str, number: int) -> str:
    """A photograph's name: by the number that print gives it, else by its place."""
    taken = {photo.id for photo in draft.photos}
    wanted = f"photo-{_MARKS.index(mark) + 1}" if mark else f"photo-{number}"
    return wanted if wanted not in taken else next(name for at in range(1, 9999) if (name := f"photo-{number}-{at}") not in taken)


def _numbered_captions(captions: Sequence[Block]) -> dict[str, str]:
    """By number, each caption of blocks that hold captions with numbers."""
    found = {}
    for block in captions:
        text = "".join(line.text for line in block.lines)
        parts = _NUMBERED.split(text)
        for mark, words in zip(parts[1::2], parts[2::2], strict=False):
            found[mark] = words.strip(" \u2002\u3000；;")
    return found


def _matched(
    pictures: Sequence[TreePicture], captions: Sequence[Block], several: dict[str, str]
) -> list[tuple[TreePicture, tuple[str, str]]]:
    """Each picture with the number and the text of its caption: by number where discs or places tell, else the nearest one."""
    free = list(captions)
    found: list[tuple[TreePicture, tuple[str, str]]] = []
    group = len([block for block in captions if len(_NUMBERED.findall(block.text)) > 1]) > 0
    marks = sorted(several)
    for at, picture in enumerate(pictures):
        if group:
            mark = marks[at] if at < len(marks) else ""
            found.append((picture, (mark, several.get(mark, ""))))
            continue
        near = min(free, key=lambda block: _away(block, picture.rect), default=None)
        if near is None or _away(near, picture.rect) > 40:
            found.append((picture, ("", "")))
            continue
        free.remove(near)
        text = "".join(line.text for line in near.lines)
        mark = text[0] if _NUMBERED.match(text[:1]) else ""
        found.append((picture, (mark, text[len(mark) :])))
    return found


def _away(block: Block, rect: Box) -> float:
    left, top, right, bottom = block.rect
    across_by = max(0.0, rect[0] - right, left - rect[0] - rect[2])
    down_by = max(0.0, rect[1] - bottom, top - rect[1] - rect[3])
    return across_by + down_by


def _anchor(picture: TreePicture, drawings: Sequence[TreePath]) -> str:
    """In which corner of a picture a disc with its number stands; none where there is none."""
    x, y, width, height = picture.rect
    for path in drawings:
        u, v, w, h = path.rect
        round_ = abs(w - h) <= 0.1 * max(w, h) and 8 <= w <= 60 and path.fill
        if not round_ or not (x <= u + w / 2 <= x + width and y <= v + h / 2 <= y + height):
            continue
        near_left, near_top = u - x < width / 4, v - y < height / 4
        near_right, near_bottom = x + width - u - w < width / 4, y + height - v - h < height / 4
        if (near_left or near_right) and (near_top or near_bottom):
            return f"{'top' if near_top else 'bottom'}-{'left' if near_left else 'right'}"
    return "none"


def _focus(picture: TreePicture) -> dict[str, str]:
    """What part of a cropped picture is in sight."""
    found = {}
    for key, at in (("focus_x", 0), ("focus_y", 1)):
        beyond = picture.image[at + 2] - picture.rect[at + 2]
        if beyond > 0.2:
            share = (picture.rect[at] - picture.image[at]) / beyond
            if abs(share - 0.5) > 0.01:
                found[key] = f"{number(share * 100, 1)}%"
    return found


def write_captions(draft: Draft, segmented: Segmented, page: int, places: Sequence[PhotoPlace]) -> None:
    """Captions as threads of their own, each where it stands."""
    for block in (block for block in segmented.blocks if block.role == "caption"):
        text = "".join(line.text for line in block.lines)
        marks = _NUMBERED.findall(text)
        if len(marks) > 1 and len(places) == len(marks):
            _group_caption(draft, block, page)
            continue
        owner = next((place.words for place in places if place.words.number + place.words.caption == escaped(text)), None)
        if owner is None:
            owner = PhotoWords(f"caption-{len(draft.photos) + 1}", "")
            draft.photos.append(owner)
        name, words = owner.id, joined(block.lines, [block.end - block.start] * len(block.lines), draft.names)
        # What is said of the number itself has no place in the content.
        said = words.markup.startswith(owner.number)
        owner.caption = words.markup.removeprefix(owner.number) if said else escaped(words.text.removeprefix(owner.number))
        frame = _caption_frame(draft, block, page, f"captions.{name}", name)
        draft.frames.append(frame)
        position = [photo.id for photo in draft.photos].index(name) + 1
        draft.captions.append(("captions", position, words))


def _group_caption(draft: Draft, block: Block, page: int) -> None:
    frame = _caption_frame(draft, block, page, "captions", "captions")
    frame.rest["run_in"] = "true"
    draft.frames.append(frame)


def _caption_frame(draft: Draft, block: Block, page: int, address: str, name: str) -> FrameDraft:
    grid = draft.grids[page]
    look = base_look([block], draft.names)
    pitch = block.pitch
    on_grid = bool(pitch) and abs(pitch - grid.leading) < 0.02 and all(grid.on_lines(line.across) for line in block.lines)
    leading = 0.0 if on_grid else round(pitch or 1.35 * look.size, 2)
    left, right = block.start, block.end + 0.02
    full = [line for line in block.lines[:-1] if abs(line.end - right) <= 0.6]
    full_but_last = len(block.lines) > 1 and len(full) == len(block.lines) - 1
    align = "justify" if full_but_last else alignment([room_of(line) for line in block.lines], left, right)
    look = msgspec.structs.replace(
        look, leading=leading, align=align, off_grid=bool(leading) and abs(leading - grid.leading) < 1e-6
    )
    style = draft.styles.name("caption", look)
    first = block.lines[0]
    top = first.across - (grid.baseline_in_cell if on_grid else (leading - look.size) / 2 + EM_ASCENT * look.size)
    height = (leading or grid.leading) * len(block.lines)
    spare = 0.0 if align == "justify" else 0.05 * look.size
    rect = (left, top, right - left + spare, height)
    rest = {"flow": address} | ({"roles": flow({"caption": style})} if style != "caption" else {})
    if block.vertical:
        rest["direction"] = "vertical"
        rect = (-block.lines[-1].across - (leading or grid.leading) / 2, left, height, right - left + spare)
    return placed(grid, draft.frame_id(f"caption-{name}" if name != "captions" else name), page, rect, rest)
