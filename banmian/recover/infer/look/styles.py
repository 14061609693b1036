"""Find the styles of a page: each kind of type once, named for its role, and only what differs from the default ones."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.look.measures import Measures
from banmian.recover.write.yamltext import colour, em, flow, flow_list, number, pt
from banmian.spec.files.project import bundled
from banmian.spec.files.source import Mapping, Scalar, read_nodes

_BASES = {"opening": "body"}  # roles without a default style, and what theirs is based on; others are furniture


class Look(msgspec.Struct, frozen=True):
    """How one kind of type is set; a leading of 0 is the grid's."""

    family: str
    weight: int
    size: float
    leading: float = 0.0
    align: str = "justify"
    indent: float = 0.0
    colour: str = "cmyk 0 0 0 1"
    width: float = 1.0
    tracking: float = 0.0
    takes: tuple[int, ...] = ()
    before: int = 0
    keeps: bool = False  #: a heading, which stays with what follows
    off_grid: bool = False  #: of the grid's leading, and yet not on its lines
    effects: tuple[tuple[str, float], ...] = ()  #: colour and weight of lines round letters, first painted first
    bracket: float | None = None
    digit: float | None = None  #: where it is not that of the page
    quote: float | None = None  #: how wide “ ” stand, where that is not as brackets do
    drop_cap: int = 0  #: lines that the first character takes
    greedy: bool = False  #: set by first fit, whatever the page's way of breaking
    own: tuple[tuple[str, str], ...] = ()  #: settings of composition that the page's lines do not show
    exact: float = 0.0  #: the size as it was read, where it was taken for a trade size
    note: str = ""  #: what was inferred with doubt


class StyleSheet:
    """The styles that were found, by name."""

    def __init__(self, grid_size: float) -> None:
        self.grid_size = grid_size
        self.looks: dict[str, Look] = {}
        self.based: dict[str, str] = {}
        self.defaults = _defaults()
        self.readings: dict[str, Look] = {}  #: how ruby and zhuyin are set, their sizes in ems of what they stand beside

    def name(self, role: str, look: Look) -> str:
        """The name of the style of *look* for *role*; the first of a role has the role's own name."""
        family = [name for name in self.looks if name == role or self.based.get(name) == role]
        for name in family:
            if self.looks[name] == look:
                return name
        name = role if role not in self.looks else f"{role}-{len(family) + 1}"
        self.looks[name] = look
        if name != role or role not in self.defaults:
            self.based[name] = role if role in self.defaults else _BASES.get(role, "furniture")
        return name

    def text(self) -> str:
        """As a style file."""
        rows = []
        for name, look in self.looks.items():
            entries = self._entries(name, look)
            if not entries:
                continue
            if look.note:
                rows.append(f"# {look.note}")
            rows.append(f"{name}: {flow(entries)}")
        for kind, look in self.readings.items():
            known = _UNSAID | {key: f"0{value}" if value[:1] == "." else value for key, value in self.defaults[kind].items()}
            entries = {key: value for key, value in _of_reading(look).items() if value != known[key]}
            rows += [f"{kind}: {flow(entries)}"] if entries else []
        return "\n".join(rows) + "\n" if rows else "{}\n"

    def _entries(self, name: str, look: Look) -> dict[str, str]:
        """What of *look* the style that it starts from does not say."""
        base = self.based.get(name, name)
        known = self._known(base, own=name in self.based)
        wanted = self._wanted(look)
        entries = {"based_on": base} if name in self.based else {}
        for key, value in wanted.items():
            if value != known.get(key, _UNSAID.get(key)):
                entries[key] = value
        # A style may not inherit what it has not.
        for key in ("takes", "before", "keep_with_next", "balance", "effects", "composition", "leading"):
            if key not in wanted and key in known and known[key] != _UNSAID.get(key):
                entries[key] = (_NOTHING if name in self.based else _REMOVED).get(key, "null")
        return entries

    def _known(self, name: str, own: bool = True) -> dict[str, str]:
        """What the style *name* says, with what it is based on; *own*: with what was found of it here."""
        default = dict(self.defaults.get(name, {}))
        parent = default.pop("based_on", self.based.get(name, ""))
        found = self._known(parent) if parent else {}
        look = self.looks.get(name) if own else None
        return {**found, **default, **(self._wanted(look) if look else {})}

    def _wanted(self, look: Look) -> dict[str, str]:
        found = {"family": look.family, "weight": str(look.weight)}
        found["size"] = f"{number(look.size, 3)}pt" if look.size != self.grid_size else _GRID_SIZE
        if look.leading:
            found["leading"] = pt(look.leading)
        if look.off_grid:
            found["on_grid"] = "false"
        found["align"] = look.align
        found["indent"] = em(look.indent) if look.indent else "0pt"
        found["colour"] = colour(look.colour)
        found["tracking"] = em(look.tracking, 4) if look.tracking else "0pt"
        found["width"] = f"{number(look.width * 100, 1)}%"
        if look.keeps:
            found |= {
                "takes": flow_list(map(str, look.takes)),
                "before": str(look.before),
                "keep_with_next": "true",
                "balance": "true",
            }
        if look.drop_cap:
            found["drop_cap"] = str(look.drop_cap)
        if look.effects:
            found["effects"] = flow_list(flow({"colour": colour(ink), "weight": pt(weight)}) for ink, weight in look.effects)
        if own := _composition(look):
            found["composition"] = flow(own)
        return found


def _of_reading(look: Look) -> dict[str, str]:
    return {"family": look.family, "weight": str(look.weight), "size": em(look.size), "colour": colour(look.colour)}


def _composition(look: Look) -> dict[str, str]:
    """The composition settings of a style's own."""
    widths = {"bracket_width": look.bracket, "quote_width": look.quote, "digit_width": look.digit}
    own = {key: em(value) for key, value in widths.items() if value is not None}
    return own | dict(look.own) | ({"breaker": "greedy"} if look.greedy else {})


_GRID_SIZE = "1em"
_UNSAID = {
    "family": "song", "weight": "400", "size": _GRID_SIZE, "align": "justify", "indent": "0pt", "colour": "black",
    "tracking": "0pt", "width": "100%", "takes": "[]", "before": "0", "keep_with_next": "false", "balance": "false",
}  # fmt: skip
_REMOVED = {"takes": "[]", "before": "0", "keep_with_next": "false", "balance": "false", "effects": "[]"}  # null: not as by default
_NOTHING = _REMOVED | {"leading": "1 line", "composition": "{}"}  # null would leave what the style is based on


def _defaults() -> dict[str, dict[str, str]]:
    """The default styles as their file writes them."""
    root = read_nodes(bundled("layout", "styles", "default.yaml"), "default.yaml")
    assert isinstance(root, Mapping)
    found: dict[str, dict[str, str]] = {}
    for name in root.entries:
        node = root.get(name)
        assert isinstance(node, Mapping)
        found[name] = {key: _told(value) for key, (_, value) in node.entries.items()}
    return found


def _told(node: object) -> str:
    if isinstance(node, Scalar):
        return node.text
    items = getattr(node, "items", ())
    return flow_list(_told(item) for item in items)


def weight_note(family: str, names: Sequence[str]) -> str:
    """What is said of a family that banmian has no face of."""
    return f"{', '.join(names)}: banmian has no {family}; the nearest family stands in" if family == "fangsong" else ""


def text_measures(look: Look, found: Measures, page_digit: float | None) -> Look:
    """*look* with the widths that its own type shows."""
    digit = None if found.digit is None or found.digits_natural else found.digit
    if digit is not None and page_digit is not None and abs(digit - page_digit) <= 0.006:
        digit = None
    return msgspec.structs.replace(look, tracking=round(found.tracking, 3), digit=digit)
