"""Resolve a PageSpec into a PagePlan: the stage's one entry, `make_plan`.

Turns columns, lines, ems and millimetres into points, addresses into blocks and names into styles, and
reports every frame that does not fit the grid or asks for what is not there.
"""

from __future__ import annotations

from banmian.colour.condition import Condition
from banmian.plan.articles import articles
from banmian.plan.condition import condition
from banmian.plan.fillings import Filler
from banmian.plan.frames import Placer
from banmian.plan.geometry import Rect
from banmian.plan.picture import with_words_of_pictures
from banmian.plan.plan import Columns, FramePlan, PagePlan, Wrap
from banmian.plan.sheets import column_widths, make_sheets
from banmian.plan.style import StyleBook
from banmian.plan.unused import unused_content
from banmian.spec.files.diagnostics import Report, suggestion
from banmian.spec.load import PageSpec
from banmian.spec.types.colour import palette
from banmian.spec.types.frame import Auto, Direction, FrameSpec, WrapShape
from banmian.spec.types.press import Lettering
from banmian.spec.types.schema import Ink, ParagraphSetting


def make_plan(spec: PageSpec, report: Report, usual: Condition | None = None) -> PagePlan:
    """The plan of *spec*; warnings go into *report*, and PageError is raised after all errors are found.

    *usual* is the print condition of a page that asks for none.
    """
    with palette(spec.colours):
        return _Planner(with_words_of_pictures(spec, report), report, usual).plan()


class _Planner:
    def __init__(self, spec: PageSpec, report: Report, usual: Condition | None) -> None:
        self.spec = spec
        self.report = report
        self.sheets = make_sheets(spec, report)
        self.grid = self.sheets[0].grid
        self.book = StyleBook(spec, self.grid.size, self.grid.leading, report)
        self.condition = condition(spec, report, usual)
        on_press = self.condition is not None and not self.condition.for_screens
        self.filler = Filler(spec, self.book, self.sheets, report, on_press)
        self.by_id = {frame.id: frame for frame in spec.file.frames}

    def plan(self) -> PagePlan:
        self.check_threads()
        self.thread_of = self.thread_starts()
        frames, placer = self.frames()
        for name in self.spec.styles:
            self.book.style(name)  # a style that nothing uses yet is looked at too
        for (address, number), item in self.filler.wishes.items():
            if (address, number) in self.filler.granted:
                continue
            message = f"no frame sets paragraph {number} of {address}"
            self.report.error(
                self.spec.spans.at("paragraphs", self.position(item)), message, "of: names a story or section, as in flow:"
            )
        self.check_compare()
        read = articles(self.spec, frames, self.report, self.book.page_profile.language, self.filler.convert)
        self.report.stop_on_errors()
        page = self.spec.file.page
        title = page.title or next((line for story in self.spec.content.stories.values() for line in story.headline), "")
        return PagePlan(
            sheets=self.sheets,
            frames=frames,
            placer=placer,
            foot=page.margins.bottom.points(self.grid.size, self.grid.leading),
            jump=(page.jump.onward, page.jump.back),
            title=self.filler.convert(title),
            author=self.filler.convert(self.spec.content.newspaper or ""),
            system_fonts=page.system_fonts,
            allow=frozenset(page.allow),
            unused=unused_content(self.spec, self.filler.granted),
            black=page.ink is Ink.BLACK,
            language=self.book.page_profile.language,
            synthetic=self.book.synthetic,
            compare=self.spec.file.compare,
            condition=self.condition,
            marks=page.marks,
            curves=page.text is Lettering.CURVES,
            articles=read,
        )

    def frames(self) -> tuple[tuple[FramePlan, ...], Placer]:
        """Every frame filled and placed, and what places them again."""
        specs = self.spec.file.frames
        fillings = [self.filler.filling(frame, frame.id in self.thread_of) for frame in specs]
        ems = {frame.id: self.measure_em(frame) for frame in specs}
        placer = Placer(specs, ems, self.spec.spans)
        rects = placer.rects(self.sheets, {}, self.report)
        planned = []
        for frame, filling in zip(specs, fillings, strict=True):
            at = self.position(frame)
            rect = rects[frame.id]
            inner = inner_rect(frame, rect, self.grid.size, self.grid.leading)
            if frame.rule is None and min(inner.width, inner.height) <= 0 < min(rect.width, rect.height):
                self.report.error(self.spec.spans.at("frames", at, "inset"), *_nothing_left(frame.id, rect, inner))
            self.check_filling(at, frame)
            planned.append(
                FramePlan(
                    id=frame.id,
                    page=min(max(frame.at.page, 1), len(self.sheets)) - 1,
                    rect=rect,
                    inner=inner,
                    fill=frame.fill,
                    border=frame.border,
                    filling=filling,
                    span=self.spec.spans.at("frames", at, "id"),
                    vertical=frame.direction is Direction.VERTICAL,
                    radius=frame.radius.points(self.grid.size, self.grid.leading),
                    z=frame.z,
                    wrap=self.wrap(at, frame),
                    columns=self.columns(at, frame, inner),
                    grows=frame.size.lines is Auto.AUTO,
                )
            )
        return tuple(planned), placer

    def check_compare(self) -> None:
        """Frames that compare: names, and numbers that mean something."""
        compare = self.spec.file.compare
        named: list[tuple[str, tuple[str | int, ...]]] = [
            (name, ("compare", "ignore", at)) for at, name in enumerate(compare.ignore)
        ]
        named += [(item.frame, ("compare", "regions", at, "frame")) for at, item in enumerate(compare.regions) if item.frame]
        for name, path in named:
            if name not in self.by_id:
                self.report.error(
                    self.spec.spans.at(*path), f"there is no frame {name}", suggestion(name, list(self.by_id), "frames")
                )
        if not 20 <= compare.ppi <= 600:
            self.report.error(self.spec.spans.at("compare", "ppi"), f"{compare.ppi} pixels an inch is outside 20 to 600")

    def check_filling(self, at: int, frame: FrameSpec) -> None:
        kinds = _filling_keys(frame)
        if len(kinds) > 1:
            span = self.spec.spans.at("frames", at, kinds[1], "key")
            self.report.error(
                span, f"the frame {frame.id} has both {kinds[0]} and {kinds[1]}", "one frame, one filling; make two frames"
            )
        if frame.size.lines is Auto.AUTO and frame.next:
            self.report.error(
                self.spec.spans.at("frames", at, "size"), f"the frame {frame.id} grows with its text and has a next",
                "let the last frame of the thread grow, or give this one its lines",
            )  # fmt: skip

    def wrap(self, at: int, frame: FrameSpec) -> Wrap | None:
        spec = frame.wrap
        if spec is None:
            return None
        points = tuple((pair[0].value, pair[1].value) for pair in spec.points if len(pair) == 2)
        if len(points) != len(spec.points) or (spec.shape is WrapShape.POLYGON and len(points) < 3):
            span = self.spec.spans.at("frames", at, "wrap", "points")
            self.report.error(
                span,
                "a polygon has three points or more, each a share across and one down",
                "points: [[0%, 0%], [100%, 50%], [0%, 100%]]",
            )
        size, leading = self.grid.size, self.grid.leading
        return Wrap(spec.shape, spec.gap.points(size, leading), spec.side, spec.least.points(size, leading), points)

    def columns(self, at: int, frame: FrameSpec, inner: Rect) -> Columns | None:
        """The columns within a frame; reported when they do not fit it."""
        spec = frame.columns
        if spec is None:
            return None
        size, leading = self.grid.size, self.grid.leading
        columns = self.grid.columns
        grid_gutter = columns[1].x - columns[0].x - columns[0].width if len(columns) > 1 else 2 * size
        gutter = spec.gutter.points(size, leading) if spec.gutter else grid_gutter
        length = inner.height if frame.direction is Direction.VERTICAL else inner.width
        em = self.measure_em(frame)
        widths = column_widths(spec.count, length, gutter, em, leading) or [0.0]
        over = sum(widths) + (len(widths) - 1) * gutter - length
        if over > 0.01 or min(widths) <= 0:
            message = (
                f"the columns of the frame {frame.id} and their gutters are {over:.2f} pt wider than its inside of {length:.2f} pt"
            )
            if over <= 0.01 or spec.count in (0, ()):
                message = f"{spec.count or 0} columns leave no room for type in the frame {frame.id}, {length:.2f} pt across"
            self.report.error(self.spec.spans.at("frames", at, "columns"), message, "narrow the columns or the gutter")
        return Columns(tuple(widths), gutter, spec.rule)

    def position(self, item: FrameSpec | ParagraphSetting) -> int:
        """Where *item* stands in the list of its file."""
        return self.filler.position_of(item)

    def check_threads(self) -> None:
        """`next` names a text frame that no other thread uses and that starts none itself."""
        used: dict[str, str] = {}
        for frame in self.spec.file.frames:
            at = self.position(frame)
            if frame.next is None:
                continue
            span = self.spec.spans.at("frames", at, "next")
            target = self.by_id.get(frame.next)
            if target is None:
                self.report.error(span, f"there is no frame {frame.next}", suggestion(frame.next, list(self.by_id), "frames"))
            elif target.direction is not frame.direction:
                self.report.error(
                    span, f"{frame.id} is {frame.direction.value} and {frame.next} is not", "a thread keeps its direction"
                )
            elif frame.next in used:
                self.report.error(span, f"{frame.next} already goes on from {used[frame.next]}")
            elif _filling_keys(target):
                self.report.error(
                    span, f"{frame.next} has a {_filling_keys(target)[0]} of its own", "a thread goes on in an empty frame"
                )
            used[frame.next] = frame.id
        names: set[str] = set()
        for frame in self.spec.file.frames:
            if frame.id in names:
                self.report.error(self.spec.spans.at("frames", self.position(frame), "id"), f"two frames have the id {frame.id}")
            names.add(frame.id)

    def thread_starts(self) -> dict[str, FrameSpec]:
        """By the id of each frame that a thread goes on in, the frame that the thread starts in."""
        starts: dict[str, FrameSpec] = {}
        for start in self.spec.file.frames:
            here: FrameSpec | None = start if start.flow else None
            while here and here.next and here.next not in starts:
                starts[here.next] = start
                here = self.by_id.get(here.next)
        return starts

    def measure_em(self, frame: FrameSpec) -> float:
        """The type size that a measure in ems is of: that of the thread's running text."""
        start = self.thread_of.get(frame.id, frame)
        if not start.flow:
            return self.grid.size
        role = "caption" if start.flow.startswith("captions") else "lead" if start.flow.endswith(".lead") else "body"
        name = start.roles.get(role, role)
        return self.book.style(name if name in self.spec.styles else "body").size


def inner_rect(frame: FrameSpec, rect: Rect, size: float, leading: float) -> Rect:
    """The rectangle within a frame's insets."""
    inset = frame.inset
    sides = (side.points(size, leading) for side in (inset.top, inset.bottom, inset.left, inset.right))
    return rect.shrunk(*sides)


def _nothing_left(name: str, rect: Rect, inner: Rect) -> tuple[str, str]:
    """What is wrong where insets are larger than their frame, and what to do."""
    side, whole, left = ("width", rect.width, inner.width) if inner.width <= 0 else ("height", rect.height, inner.height)
    message = f"the insets of the frame {name} take {whole - left:.1f} pt of its {side}, which is {whole:.1f} pt"
    return message, "make them smaller, or the frame larger"


_FILLINGS = ("flow", "headline", "photo", "quote", "table", "ornament", "line", "rule")


def _filling_keys(frame: FrameSpec) -> list[str]:
    return [key for key in _FILLINGS if getattr(frame, key) is not None]
