"""A difference as it is found, one line, picture, path or frame at a time; causes.py makes findings of them."""

from __future__ import annotations

import msgspec

from banmian.compare.finding import Kind, Place
from banmian.compare.pairing.lines import Line, place_of, union
from banmian.compare.pairing.reflow import Edit, Rebreak, short
from banmian.compare.telling import colour
from banmian.compare.telling.typediff import Change
from banmian.tree.tree import Box


class Draft(msgspec.Struct, eq=False):
    """One difference at one place."""

    kind: Kind
    page: int
    place: Place
    what: str  #: line, picture, frame, or what is drawn: rule, tint, …
    move: tuple[float, float] | None = None
    change: tuple[str, str] | None = None
    told: str = ""
    em: float = 0.0  #: of the type, for telling lengths
    reflows: bool = False  #: other lines may move because of it
    cause: Draft | None = None  #: where it is known as the difference is found
    more: tuple[Place, ...] = ()  #: other places of the same difference
    layer: str = ""  #: of the PDF, in which it stands

    @property
    def story(self) -> str:
        """The story that its words belong to."""
        return self.place.address.split(".")[0]


def change_draft(change: Change, cause: Draft | None = None) -> Draft:
    """A change in a line whose words are the same."""
    line, after = change.before, change.after
    note = change.told
    glyph = change.first if change.first >= 0 else -1
    place = place_of(line, after, glyph, -1, note)
    told = change.told
    if change.values:
        told = colour.told(*change.values) if change.kind is Kind.COLOUR else " → ".join(change.values)
    if change.kind is Kind.SPACING:  # the glyphs after it moved too
        place = msgspec.structs.replace(place, before=line.box, after=after.box)
    if change.first >= 0 and change.values:
        words = "".join(line.texts[change.first : change.last + 1])
        place = msgspec.structs.replace(place, text=words)
    reflows = change.kind in (Kind.SIZE, Kind.WIDTH, Kind.FONT, Kind.SPACING)
    return Draft(change.kind, after.page, place, "line", change.move, change.values, told, line.em, reflows, cause)


def edit_draft(edit: Edit) -> Draft:
    """Words that changed."""
    line = edit.after or edit.before
    assert line is not None
    old, new = short(edit.old), short(edit.new)
    if edit.old and edit.new:
        told = f"“{old}” is now “{new}”"
    elif edit.old:
        told = f"“{old}” is gone"
    else:
        told = f"“{new}” is new"
    if edit.lines:
        count = len(edit.old or edit.new)
        told += f" ({len(edit.lines)} line{'s' if len(edit.lines) > 1 else ''}, {count} characters)"
    elif edit.context and not (edit.old and edit.new):
        told += f" after “{edit.context}”"
    before, after = (edit.before if edit.old else None), (edit.after if edit.new else None)
    place = place_of(before, after) if edit.lines else _edit_place(edit)
    place = msgspec.structs.replace(place, text=edit.old or edit.new)
    sides = [(item, None) if edit.old else (None, item) for item in edit.lines[1:]]
    more = tuple(place_of(before, after) for before, after in sides)
    change = (edit.old, edit.new)
    return Draft(Kind.TEXT, line.page, place, "line", None, change, told, line.em, True, None, more, line.tree_line.layer)


def _edit_place(edit: Edit) -> Place:
    """Where words changed: their glyphs, and on a side that lacks them the line where they would stand."""
    glyph = edit.glyph if edit.old else edit.glyph_after
    place = place_of(edit.before, edit.after, glyph)
    return msgspec.structs.replace(
        place,
        before=_glyphs_box(edit.before, edit.glyph, len(edit.old)),
        after=_glyphs_box(edit.after, edit.glyph_after, len(edit.new)),
    )


def _glyphs_box(line: Line | None, first: int, count: int) -> Box | None:
    """The box of so many glyphs from *first*, as far as their line goes; of none, the line's."""
    if line is None or not count:
        return line.box if line else None
    return union([line.glyph_box(at) for at in range(first, min(first + count, len(line.along)))])


def rebreak_draft(rebreak: Rebreak, cause: Draft | None) -> Draft:
    """A line that ends elsewhere."""
    way = "moved to the next line" if rebreak.down else "moved up from the next line"
    told = f"“{short(rebreak.moved)}” {way}"
    if rebreak.follow == 1:
        told += "; the line after it follows"
    elif rebreak.follow:
        told += f"; the {rebreak.follow} lines after it follow"
    place = place_of(rebreak.before, rebreak.after)
    more = tuple(place_of(before, after, note="follows") for before, after in rebreak.lines)
    return Draft(Kind.BREAK, rebreak.after.page, place, "line", None, None, told, rebreak.before.em, True, cause, more)
