"""Complete each style: what it is based on filled in, lengths in points, faces and profile chosen."""

from __future__ import annotations

from importlib.util import find_spec

import msgspec

from banmian.plan.faces import FaceBook
from banmian.plan.markup import InlineStyle, MarkKind
from banmian.spec.catalogue import FaceRecord
from banmian.spec.files.diagnostics import Report, Span, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.types.colour import Colour
from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.dress import RuleSpec
from banmian.spec.types.profile import PROFILES, Hyphenation, Profile
from banmian.spec.types.style import Align, Look, StyleSpec, SyntheticSpec
from banmian.spec.types.units import Length, Width


class Effect(msgspec.Struct, frozen=True):
    """A line of *weight* points round each letter, or a shadow *dx*, *dy* points beside it."""

    colour: Colour
    weight: float
    dx: float
    dy: float


class ParagraphStyle(msgspec.Struct, frozen=True):
    """How a paragraph is set. Lengths in points, but *indent* and *tracking* in ems."""

    name: str
    faces: tuple[FaceRecord, ...]  #: the style's face, then those that stand in for its missing characters
    size: float
    leading: float
    on_grid: bool  #: each line fills one grid line
    indent: float
    align: Align
    colour: Colour
    tracking: float
    width: float  #: of the glyphs, 1 = as drawn
    takes: tuple[int, ...]  #: grid lines taken by a heading of one line, two lines, ...; empty: as many as it has
    before: int
    keep_with_next: bool
    balance: bool
    mark: Colour | None
    rule: RuleSpec | None
    effects: tuple[Effect, ...]
    profile: Profile
    inset_start: float = 0.0  #: white before every line of a paragraph of running text, ems
    inset_end: float = 0.0
    shift: float = 0.0  #: of the baseline: points upwards, in vertical lines to the right
    features: tuple[str, ...] = ()  #: OpenType features of Western runs: onum, -liga
    look: Look = Look()  #: as it was asked for, which the faces may not have
    fallback: tuple[str, ...] | None = None  #: families named by the style instead of the catalogue's
    phrases: bool = False  #: balanced lines break where phrases end
    keep_together: bool = False  #: not parted between columns
    span: bool = False  #: a heading across all columns of its frame
    drop_cap: int = 0  #: lines that the first character takes
    first_line: ParagraphStyle | None = None  #: of the first line's characters
    vertical: bool = False  #: set in vertical lines; the frame says so, not the style's author
    synthetic: SyntheticSpec | None = None  #: how its faces are slanted or emboldened
    lang: str = ""  #: of the words, by BCP 47, where it is not the page's

    def lines_taken(self, lines: int) -> int:
        """Grid lines that a heading of *lines* lines takes (占行, P3)."""
        if not self.takes:
            return lines
        return self.takes[min(lines, len(self.takes)) - 1] + max(0, lines - len(self.takes)) * 2


_DEFAULTS = StyleSpec(
    family="song",
    weight=400,
    align=Align.JUSTIFY,
    colour=Colour("cmyk", (0.0, 0.0, 0.0, 1.0)),
    indent=Length(0, "pt"),
    tracking=Length(0, "pt"),
    takes=(),
    before=0,
    keep_with_next=False,
    balance=False,
    effects=(),
)


_MOST_SLANT, _MOST_BOLD = 30.0, 0.1  # degrees, ems
_OF_CHARACTERS = ("family", "weight", "stretch", "italic", "size", "colour", "tracking", "width", "shift", "features")


class StyleBook:
    """Resolves styles by name, once each; what is wrong with them goes into *report*."""

    def __init__(self, spec: PageSpec, grid_size: float, grid_leading: float, report: Report) -> None:
        self.spec = spec
        self.grid_size = grid_size
        self.grid_leading = grid_leading
        self.report = report
        self.faces = FaceBook(spec, report)
        self.synthetic: dict[str, str] = {}  #: by style, what is slanted or emboldened, to be said
        self._ready: dict[str, ParagraphStyle] = {}
        self.page_profile = self.composed(
            _profile(spec.file.page.profile, self, ("page", "profile")), spec.file.page.composition, ("page", "composition")
        )

    def style(self, name: str, *used_at: str | int) -> ParagraphStyle:
        """The style *name*; an error at path *used_at*, and the body style, when there is none."""
        if name not in self.spec.styles:
            span = self.spec.spans.at(*used_at)
            self.report.error(span, f"there is no style {name}", suggestion(name, list(self.spec.styles), "styles"))
            name = "body"
        if name not in self._ready:
            self._ready[name] = self._resolve(name)
        return self._ready[name]

    def _resolve(self, name: str) -> ParagraphStyle:
        spec = self._inherited(name)
        at = ("styles", name)
        size = spec.size.points(self.grid_size, self.grid_leading) if spec.size else self.grid_size
        if size <= 0:
            self.report.error(self.spec.spans.at(*at, "size"), f"type of {size:g} pt cannot be set")
            size = self.grid_size
        leading = spec.leading.points(size, self.grid_leading) if spec.leading else self.grid_leading
        if leading <= 0:
            self.report.error(self.spec.spans.at(*at, "leading"), f"a leading of {leading:g} pt cannot be set")
            leading = self.grid_leading
        look = Look(spec.weight or 400, 100 * spec.stretch.value if spec.stretch else 100.0, bool(spec.italic))
        faces, fallback = self._faces(spec, look, at)
        if spec.synthetic is not None:
            self._say_synthetic(name, spec.synthetic, at)
            faces = _synthetic(faces, spec.synthetic)
        profile = self.page_profile
        if spec.composition:
            profile = self.composed(profile, spec.composition, (*at, "composition"))
        effects = tuple(
            Effect(item.colour, *(length.points(size, self.grid_leading) for length in (item.weight, item.dx, item.dy)))
            for item in spec.effects or ()
        )
        line = self.grid_leading
        style = ParagraphStyle(
            name=name,
            faces=faces,
            fallback=fallback,
            size=size,
            leading=leading,
            on_grid=abs(leading - self.grid_leading) < 1e-6 and spec.on_grid is not False,
            indent=(spec.indent or Length(0, "pt")).points(size, line) / size,
            align=spec.align or Align.JUSTIFY,
            colour=spec.colour or Colour("cmyk", (0.0, 0.0, 0.0, 1.0)),
            tracking=(spec.tracking or Length(0, "pt")).points(size, line) / size,
            width=spec.width.value if spec.width else 1.0,
            takes=spec.takes or (),
            before=spec.before or 0,
            keep_with_next=bool(spec.keep_with_next),
            balance=bool(spec.balance),
            mark=spec.mark,
            rule=spec.rule,
            effects=effects,
            profile=profile,
            inset_start=spec.inset_start.points(size, line) / size if spec.inset_start else 0.0,
            inset_end=spec.inset_end.points(size, line) / size if spec.inset_end else 0.0,
            shift=spec.shift.points(size, line) if spec.shift else 0.0,
            features=spec.features or (),
            look=look,
            phrases=self._phrases(spec, at),
            keep_together=bool(spec.keep_together),
            span=bool(spec.span),
            drop_cap=max(0, spec.drop_cap or 0),
            synthetic=spec.synthetic,
        )
        if spec.first_line is None:
            return style
        first = self.inline(style, InlineStyle(style=spec.first_line), self.spec.spans.at(*at, "first_line"))
        return msgspec.structs.replace(style, first_line=first)

    def _faces(self, spec: StyleSpec, look: Look, at: tuple[str, str]) -> tuple[tuple[FaceRecord, ...], tuple[str, ...] | None]:
        """The style's faces and the families it names to look in; reported where there is no such family."""
        fallback = spec.fallback
        for number, other in enumerate(fallback or ()):
            if not self.faces.has(other):
                hint = suggestion(other, list(self.spec.catalogue.families), "families")
                self.report.error(self.spec.spans.at(*at, "fallback", number), f"there is no font family {other}", hint)
                fallback = None
        return self.faces.chain(spec.family or "song", look, fallback, self.spec.spans.at(*at, "family")), fallback

    def _say_synthetic(self, name: str, told: SyntheticSpec, at: tuple[str, str]) -> None:
        """Note that a style is slanted or emboldened, which no designer has seen."""
        weight = told.weight.points(1.0, 1.0)
        if told.weight.unit != "em" or not 0 <= weight <= _MOST_BOLD or abs(told.slant) > _MOST_SLANT:
            message = f"type is slanted by at most {_MOST_SLANT:g} degrees, and emboldened by 0em to {_MOST_BOLD:g}em"
            self.report.error(self.spec.spans.at(*at, "synthetic"), message, "write synthetic: {slant: 12, weight: .02em}")
        ways = [f"slanted by {told.slant:g}°"] if told.slant else []
        ways += [f"emboldened by {weight:g}em"] if weight else []
        if ways:
            self.synthetic[name] = f"style {name}: {' and '.join(ways)}, as no face of its own is"

    def _phrases(self, spec: StyleSpec, at: tuple[str, str]) -> bool:
        """Whether headings break where phrases end; reported when that cannot be known."""
        if spec.phrases and find_spec("budoux") is None:
            message = "breaks at phrases need the package budoux, which is not installed"
            self.report.error(self.spec.spans.at(*at, "phrases"), message, "python3 -m pip install 'banmian[phrases]'")
            return False
        return bool(spec.phrases)

    def inline(self, base: ParagraphStyle, change: InlineStyle, place: Span) -> ParagraphStyle:
        """*base* as a span within it changes it; what is wrong with it is reported at *place*."""
        if change.style is not None:
            if change.style in self.spec.styles:
                named = self._written(change.style)
                if named.synthetic is not None:
                    base = msgspec.structs.replace(base, faces=_synthetic(base.faces, named.synthetic), synthetic=named.synthetic)
                base = self.inline(base, InlineStyle(**{key: getattr(named, key) for key in _OF_CHARACTERS}), place)
            else:
                hint = suggestion(change.style, list(self.spec.styles), "styles")
                self.report.error(place, f"there is no style {change.style}", hint)
        size = change.size.points(base.size, self.grid_leading) if change.size else base.size
        if size <= 0:
            self.report.error(place, f"type of {size:g} pt cannot be set")
            size = base.size
        faces, look = base.faces, _changed(base.look, change)
        if change.family is not None or look != base.look:
            faces = self.faces.chain(change.family or base.faces[0].family, look, base.fallback, place)
            faces = _synthetic(faces, base.synthetic) if base.synthetic else faces
        width = change.width.value if change.width else base.width
        if width <= 0:
            self.report.error(place, f"glyphs of {width:.0%} of their width cannot be set")
            width = base.width
        line = self.grid_leading
        return msgspec.structs.replace(
            base,
            faces=faces,
            look=look,
            size=size,
            colour=change.colour or base.colour,
            tracking=change.tracking.points(size, line) / size if change.tracking else base.tracking,
            width=width,
            shift=base.shift + (change.shift.points(base.size, line) if change.shift else 0.0),
            features=(*base.features, *(change.features or ())),
            lang=change.lang or base.lang,
        )

    def reading_styles(self, base: ParagraphStyle, kinds: set[MarkKind], place: Span) -> dict[MarkKind, ParagraphStyle]:
        """How readings of *kinds* are set beside text in *base*: in its style as the style of their name changes it."""
        plain = msgspec.structs.replace(PROFILES["none"], language=base.profile.language, strictness=base.profile.strictness)
        found = {}
        for kind in sorted(kinds, key=lambda kind: kind.value):
            style = self.inline(base, InlineStyle(style=kind.value), place)
            found[kind] = msgspec.structs.replace(
                style, indent=0.0, align=Align.START, tracking=0.0, effects=(), profile=plain, shift=0.0
            )
        return found

    def _inherited(self, name: str) -> StyleSpec:
        """The style with what it is based on filled in, nearest first, then with the defaults."""
        written = self._written(name)
        values = {key: getattr(written, key) for key in StyleSpec.__struct_fields__}
        return StyleSpec(**{key: getattr(_DEFAULTS, key) if value is None else value for key, value in values.items()})

    def _written(self, name: str) -> StyleSpec:
        """The style with what it is based on filled in; None where neither says anything."""
        chain: list[StyleSpec] = []
        names: list[str] = []
        at: str | None = name
        while at is not None:
            if at in names:
                circle = " is based on ".join([*names[names.index(at) :], at])
                self.report.error(self.spec.spans.at("styles", name, "based_on"), f"styles go round in a circle: {circle}")
                break
            if at not in self.spec.styles:
                span = self.spec.spans.at("styles", names[-1], "based_on")
                self.report.error(span, f"there is no style {at}", suggestion(at, list(self.spec.styles), "styles"))
                break
            names.append(at)
            chain.append(self.spec.styles[at])
            at = chain[-1].based_on
        values = {}
        for field in StyleSpec.__struct_fields__:
            values[field] = next((value for item in chain if (value := getattr(item, field)) is not None), None)
        return StyleSpec(**values)

    def composed(self, profile: Profile, settings: CompositionSpec, at: tuple[str | int, ...]) -> Profile:
        """*profile* with *settings* over it."""
        if settings.profile is not None:
            profile = _profile(settings.profile, self, (*at, "profile"))
        changes: dict[str, object] = {}
        for field in CompositionSpec.__struct_fields__:
            value = getattr(settings, field)
            if field == "profile" or value is None:
                continue
            if isinstance(value, Width):
                value = value.length
            changes[field] = value.points(1.0, 1.0) if isinstance(value, Length) else value
            if isinstance(value, Hyphenation) and value is not Hyphenation.NONE and find_spec("pyphen") is None:
                message = "hyphenation needs the package pyphen, which is not installed"
                self.report.error(self.spec.spans.at(*at, field), message, "python3 -m pip install 'banmian[hyphenation]'")
            if isinstance(value, Length) and value.unit != "em":
                self.report.error(self.spec.spans.at(*at, field), f"{field} is a share of the type size", "write it in em")
        return msgspec.structs.replace(profile, **changes)


def _synthetic(faces: tuple[FaceRecord, ...], told: SyntheticSpec) -> tuple[FaceRecord, ...]:
    weight = told.weight.points(1.0, 1.0)
    return tuple(msgspec.structs.replace(face, slant=told.slant, bolder=weight) for face in faces)


def _changed(look: Look, change: InlineStyle) -> Look:
    """What a span wants of its family, by what it says and what stands round it."""
    return Look(
        change.weight or look.weight,
        100 * change.stretch.value if change.stretch else look.stretch,
        look.italic if change.italic is None else change.italic,
    )


def _profile(name: str, book: StyleBook, at: tuple[str | int, ...]) -> Profile:
    if name not in PROFILES:
        hint = suggestion(name, list(PROFILES), "profiles")
        book.report.error(book.spec.spans.at(*at), f"there is no composition profile {name}", hint)
        name = "newspaper"
    return PROFILES[name]
