"""Say a difference as an editor says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from banmian.compare.finding import Finding, Kind, Place, told_move
from banmian.compare.telling.drafts import Draft

_NAMED = 4  # names that are listed; more are counted


def message(drafts: Sequence[Draft], carried: Sequence[Draft], ppi: int, follows: str) -> Finding:
    """The finding of *drafts* that changed alike. *carried*: what a moved frame took along."""
    first = drafts[0]
    if first.move and first.kind in (Kind.MOVE, Kind.FRAME):
        told = _moved(drafts, carried, ppi, bool(follows))
    else:
        told = _TELLERS[first.kind](drafts) if first.kind in _TELLERS else first.told
    shown = [draft for draft in (*drafts, *carried) if draft.what not in ("page", "font")]
    places = tuple(place for draft in shown for place in (draft.place, *draft.more))
    return Finding(first.kind, first.page, told, places, first.move, follows, first.change)


def _type(drafts: Sequence[Draft]) -> str:
    return f"{_where(drafts)}: {_NAMES[drafts[0].kind]} {drafts[0].told}"


def _spacing(drafts: Sequence[Draft]) -> str:
    if len(drafts) == 1:
        return f"{_where(drafts)}: {drafts[0].told}"
    tracked = Counter(draft.told for draft in drafts if draft.told.startswith("tracking")).most_common(1)
    more = f" ({tracked[0][0]}, where lines are not justified)" if tracked and tracked[0][1] > 1 else ""
    return f"{_where(drafts)}: spaced otherwise{more}"


def _text(drafts: Sequence[Draft]) -> str:
    place = drafts[0].place
    return f"{place.name()}{f', character {place.glyph}' if place.glyph else ''}: {drafts[0].told}"


def _break(drafts: Sequence[Draft]) -> str:
    return f"{drafts[0].place.name()}: {drafts[0].told}" if len(drafts) == 1 else f"{_where(drafts)} break elsewhere"


def _frame(drafts: Sequence[Draft]) -> str:
    """A frame, or what overset and stacking say of it."""
    first = drafts[0]
    if first.kind is Kind.STACKING and not first.told.startswith("z "):
        return first.told
    return f"frame {first.place.frame}{' ' if first.told.startswith('is ') else ': '}{first.told}"


_NAMES = {Kind.FONT: "face", Kind.SIZE: "size", Kind.WIDTH: "width of the glyphs", Kind.COLOUR: "colour"}


def _where(drafts: Sequence[Draft]) -> str:
    """The lines, frames or drawn things that drafts are about."""
    first = drafts[0]
    if first.what != "line":
        names = list(dict.fromkeys(draft.place.frame for draft in drafts))
        count = f"{len(drafts)} {first.what}s" if len(drafts) > 1 else first.what
        return f"{count} of {_listed(names)}" if any(names) else f"{count} at {_spot(first.place)}"
    if len(drafts) == 1:
        part = f", “{first.place.text}”" if first.place.glyph else ""
        return f"{first.place.name()}{part}"
    by_name: dict[str, list[Place]] = {}
    for draft in drafts:
        name = draft.place.name().rsplit(" line ", 1)[0]
        by_name.setdefault(name, []).append(draft.place)
    if len(by_name) > _NAMED:
        lines = len({(draft.place.frame, draft.place.address, draft.place.role, draft.place.line) for draft in drafts})
        return f"{lines} lines of {_listed(list(by_name))}"
    return "; ".join(f"{name} {_numbers([place.line for place in places])}" for name, places in by_name.items())


def _numbers(lines: Sequence[int]) -> str:
    """Line numbers as ranges."""
    numbers = sorted(set(lines))
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], number
        else:
            ranges.append((number, number))
    told = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ranges[:_NAMED])
    more = ", …" if len(ranges) > _NAMED else ""
    return f"line{'s' if len(numbers) > 1 else ''} {told}{more}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"


def _spot(place: Place) -> str:
    """Where something without a name stands, in millimetres from the head of the page."""
    box = place.after or place.before or (0.0, 0.0, 0.0, 0.0)
    return f"{box[0] * 25.4 / 72:.1f} mm across, {box[1] * 25.4 / 72:.1f} mm down"


def _drawn(drafts: Sequence[Draft]) -> str:
    first = drafts[0]
    count = f"{len(drafts)} {first.what}s" if len(drafts) > 1 else first.what
    if len({draft.told for draft in drafts}) > 1:
        return f"{_counts(drafts)} of {first.place.frame} follow"
    told = first.told.replace("is ", "are ", 1) if len(drafts) > 1 and first.told.startswith("is ") else first.told
    if first.kind is Kind.PICTURE:
        if told.startswith("picture "):
            return told + (f" (frame {first.place.frame})" if first.place.frame else "")
        name = first.place.frame or first.place.text or _spot(first.place)
        return f"picture {name}: {told}"
    where = f"of {first.place.frame}" if first.place.frame else f"at {_spot(first.place)}"
    return f"{count} {where} {told}" if told.startswith(("is ", "are ", "has ")) else f"{count} {where}: {told}"


def _moved(drafts: Sequence[Draft], carried: Sequence[Draft], ppi: int, pushed: bool) -> str:
    """Something that stands elsewhere."""
    first = drafts[0]
    assert first.move is not None
    alike = all(draft.move and max(abs(a - b) for a, b in zip(draft.move, first.move, strict=True)) < 0.1 for draft in drafts)
    far = told_move(*first.move, first.em if len(drafts) == 1 and first.what == "line" else 0.0, ppi) if alike else "elsewhere"
    if first.kind is Kind.FRAME:
        names = [draft.place.frame for draft in drafts]
        text = f"frame{'s' if len(names) > 1 else ''} {_listed(names)} {far}"
        took = _counts(carried)
        return f"{text}, with {took}" if took else text
    lines = [draft for draft in drafts if draft.what == "line"]
    others = [draft for draft in drafts if draft.what != "line"]
    parts = [_where(lines)] if lines else []
    if lines and others:
        parts.append(_counts(others))
    elif others:
        names = list(dict.fromkeys(draft.place.frame for draft in others))
        parts.append(_counts(others) + (f" of {_listed(names)}" if any(names) else f" at {_spot(first.place)}"))
    verb = "moved with it: " if pushed else ""
    return f"{verb}{' and '.join(parts)} {far}"


def _counts(drafts: Sequence[Draft]) -> str:
    counts: dict[str, int] = {}
    for draft in drafts:
        counts[draft.what] = counts.get(draft.what, 0) + 1
    return ", ".join(f"{count} {what}{'s' if count > 1 else ''}" for what, count in counts.items())


_TELLERS: dict[Kind, Callable[[Sequence[Draft]], str]] = {
    Kind.FONT: _type,
    Kind.SIZE: _type,
    Kind.WIDTH: _type,
    Kind.COLOUR: _type,
    Kind.SPACING: _spacing,
    Kind.TEXT: _text,
    Kind.BREAK: _break,
    Kind.FRAME: _frame,
    Kind.OVERSET: _frame,
    Kind.STACKING: _frame,
    Kind.PICTURE: _drawn,
    Kind.DRAWN: _drawn,
    Kind.FONT_FILE: lambda drafts: f"{drafts[0].place.text} {drafts[0].told}",
    Kind.READING: lambda drafts: f"{drafts[0].place.name()}: {drafts[0].told}",
}
