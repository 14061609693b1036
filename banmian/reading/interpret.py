"""Read what a PDF's content streams paint, through pdfminer's interpreter.

Gives each thing in the order in which it is painted: glyphs with the place of their origin, paths, pictures.
Keeps what pdfminer leaves out: transparency, clipping, optional content, and a form's inherited state.
"""

from __future__ import annotations

from math import hypot
from typing import Any

import msgspec
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import literal_name

from banmian.page.composed import Segment
from banmian.pictures.values import Matrix, product
from banmian.reading.fonts.characters import NO_CHARACTER
from banmian.reading.limits import MOST_OBJECTS, TooMuchError
from banmian.reading.matrix import EVERYWHERE, Clip, is_rectangle, may_show, placed
from banmian.reading.values import drawing_told, layer_name, shading_text, state_colour
from banmian.tree.painted import Paint


class Shown(msgspec.Struct):
    """Glyphs shown by one operator; places are PDF's own, upwards."""

    font: PDFFont
    size: float
    width: float
    colour: str
    direction: tuple[float, float]  #: of the line: (1, 0) to the right, (0, -1) down
    upright: bool  #: by the font's vertical metrics
    texts: list[str]
    codes: list[int]  #: as the font has them: CIDs, or codes of one byte
    places: list[tuple[float, float]]
    advances: list[float]  #: how far each moves the pen, points
    layer: str
    order: int
    tag: int  #: marked-content id, -1 for none


class Drawn(msgspec.Struct):
    """A painted path."""

    segments: tuple[Segment, ...]
    paint: Paint
    layer: str
    order: int
    clip: Clip
    evenodd: bool = False  #: whether what lies within two outlines is not filled


class Placed(msgspec.Struct):
    """A picture: the unit square under *matrix*, seen within *clip*."""

    name: str
    stream: PDFStream
    matrix: Matrix
    clip: Clip
    layer: str
    order: int
    cut: Clip | None  #: where a clipping path lies that is no rectangle
    tag: int = -1  #: marked-content id, -1 for none


class Reader(PDFTextDevice):
    """Takes down what is painted on one page."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.shown: list[Shown] = []
        self.drawn: list[Drawn] = []
        self.placed: list[Placed] = []
        self.forms: list[Clip] = []  #: where forms lie: what was placed as a whole
        self.order = 0
        self.alpha = (1.0, 1.0)  #: filling, stroking
        self.clip = EVERYWHERE
        self.cut: Clip | None = None  #: the box of a clipping path that is no rectangle
        self.marked: list[tuple[str, int]] = []  #: layer and marked-content id of each open sequence
        self._texts: dict[tuple[int, int], str] = {}

    def next(self) -> int:
        """The place in the paint order of what comes now."""
        self.order += 1
        if self.order > MOST_OBJECTS:
            raise TooMuchError(f"a page paints more than {MOST_OBJECTS:,} objects")
        return self.order - 1

    @property
    def layer(self) -> str:
        """The optional-content group that is open, or nothing."""
        return next((layer for layer, _ in reversed(self.marked) if layer), "")

    @property
    def tag(self) -> int:
        """The innermost marked-content id, -1 for none."""
        return next((tag for _, tag in reversed(self.marked) if tag >= 0), -1)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Nothing: the interpreter below keeps marked content, for it knows the resources."""

    def end_tag(self) -> None:
        """Nothing, likewise."""

    def render_string(self, textstate: Any, seq: Any, ncs: PDFColorSpace, graphicstate: Any) -> None:
        """Take down the glyphs of one Tj or TJ (ISO 32000-2 §9.4.4)."""
        font: PDFFont = textstate.font
        scaling = textstate.scaling * 0.01
        a, b, c, d, e, f = product(textstate.matrix, self.ctm)  # type: ignore[arg-type]
        vertical = bool(font.is_vertical())
        size = textstate.fontsize * hypot(c, d)
        width = scaling * hypot(a, b) / (hypot(c, d) or 1.0)
        stroked = textstate.render in (1, 5)
        colour = "none" if textstate.render in (3, 7) else state_colour(graphicstate, stroked)
        along = (-c, -d) if vertical else (a, b)
        length = hypot(*along) or 1.0
        stretch = hypot(c, d) if vertical else hypot(a, b) * scaling
        shown = Shown(
            font, size, width, colour, (along[0] / length, along[1] / length), vertical, [], [], [], [], self.layer, 0, self.tag
        )
        x, y = textstate.linematrix
        rise = textstate.rise
        spacing, words = textstate.charspace, 0 if font.is_multibyte() else textstate.wordspace
        unit = 0.001 * textstate.fontsize
        for item in seq:
            if isinstance(item, int | float):
                if vertical:
                    y -= item * unit
                else:
                    x -= item * unit * scaling
                continue
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                at = y + rise
                place = a * x + c * at + e, b * x + d * at + f
                # char_width is a share of the size; in vertical fonts it is the advance along the line.
                advance = font.char_width(cid) * textstate.fontsize
                if may_show(place, max(size, abs(advance) * stretch), self.clip):
                    shown.texts.append(self.text(font, cid))
                    shown.codes.append(cid)
                    shown.places.append(place)
                    shown.advances.append(abs(advance) * stretch)
                gap = spacing + (words if cid == 32 else 0)
                if vertical:
                    y += gap - abs(advance)
                else:
                    x += (advance + gap) * scaling
        textstate.linematrix = (x, y)
        if shown.texts:
            shown.order = self.next()
            self.shown.append(shown)

    def text(self, font: PDFFont, cid: int) -> str:
        """What a glyph stands for; U+FFFD where the file does not say."""
        key = id(font), cid
        known = self._texts.get(key)
        if known is None:
            try:
                known = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                known = "\ufffd"
            known = NO_CHARACTER.sub("\ufffd", known)
            self._texts[key] = known
        return known

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Take down a path."""
        if not path:
            return
        alpha = self.alpha[0] if fill else self.alpha[1]
        dash = graphicstate.dash
        paint = Paint(
            state_colour(graphicstate, False) if fill else "",
            state_colour(graphicstate, True) if stroke else "",
            float(graphicstate.linewidth or 0),  # pdfminer scales it as it is set
            alpha,
            bool(dash and dash[0]),
        )
        segments = tuple(placed(path, self.ctm))  # type: ignore[arg-type]
        self.drawn.append(Drawn(segments, paint, self.layer, self.next(), self.clip, evenodd))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Take down a picture."""
        self.placed.append(Placed(name, stream, self.ctm, self.clip, self.layer, self.next(), self.cut, self.tag))  # type: ignore[arg-type]


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with the operators that it does not act on."""

    device: Reader
    above: Interpreter | None = None
    clipping = False

    def subinterp(self) -> Interpreter:
        """For a form: it starts in the state of who calls it."""
        inner = super().subinterp()
        assert isinstance(inner, Interpreter)
        inner.above = self
        return inner

    def init_state(self, ctm: Any) -> None:
        """The state at the start of a page, or of a form."""
        super().init_state(ctm)
        self.kept: list[tuple[tuple[float, float], Clip, Clip | None]] = []
        if self.above is not None:
            self.graphicstate = self.above.graphicstate.copy()

    def do_q(self) -> None:
        super().do_q()
        self.kept.append((self.device.alpha, self.device.clip, self.device.cut))

    def do_Q(self) -> None:  # noqa: N802  (PDF's name)
        super().do_Q()
        if self.kept:
            self.device.alpha, self.device.clip, self.device.cut = self.kept.pop()

    def do_gs(self, name: Any) -> None:
        """Transparency, line width and dash from an extended graphics state."""
        states = dict_value(self.resources.get("ExtGState", {}))
        state = resolve1(states.get(literal_name(name)))
        if not isinstance(state, dict):
            return
        fill, stroke = self.device.alpha
        self.device.alpha = float(resolve1(state.get("ca", fill))), float(resolve1(state.get("CA", stroke)))
        if "LW" in state:
            self.do_w(resolve1(state["LW"]))

    def do_F(self) -> None:  # noqa: N802
        self.do_f()

    def do_W(self) -> None:  # noqa: N802
        self.clipping = True

    def do_W_a(self) -> None:  # noqa: N802
        self.clipping = True

    def do_n(self) -> None:
        self._clip()
        super().do_n()

    def do_S(self) -> None:  # noqa: N802
        path = self.curpath
        super().do_S()
        self._clip(path)

    def do_f(self) -> None:
        path = self.curpath
        super().do_f()
        self._clip(path)

    def do_sh(self, name: Any) -> None:
        """A shading fills what is clipped."""
        device = self.device
        left, low, right, high = device.clip
        if device.clip == EVERYWHERE:
            return
        corners: tuple[Segment, ...] = (("m", left, low), ("l", right, low), ("l", right, high), ("l", left, high), ("h",))
        shading = resolve1(dict_value(self.resources.get("Shading", {})).get(literal_name(name)))
        told = shading_text(shading) if shading is not None else "gradient"
        device.drawn.append(Drawn(corners, Paint(told, opacity=device.alpha[0]), device.layer, device.next(), device.clip))

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        self.device.marked.append(("", -1))

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        layer, number = "", -1
        if not isinstance(props, dict):
            named = dict_value(self.resources.get("Properties", {}))
            props = resolve1(named.get(literal_name(props)))
        if isinstance(props, dict):
            if literal_name(tag) == "OC":
                layer = layer_name(props)
            mcid = resolve1(props.get("MCID", -1))
            number = mcid if isinstance(mcid, int) else -1
        self.device.marked.append((layer, number))

    def do_EMC(self) -> None:  # noqa: N802
        if self.device.marked:
            self.device.marked.pop()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        stream = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        group = resolve1(stream.get("OC")) if isinstance(stream, PDFStream) else None
        device = self.device
        kept = device.alpha, device.clip, device.cut
        device.marked.append((layer_name(group) if isinstance(group, dict) else "", -1))
        if isinstance(stream, PDFStream) and drawing_told(stream) is not None:
            device.set_ctm(self.ctm)
            device.render_image(literal_name(xobjid_arg), stream)
        else:
            if isinstance(stream, PDFStream) and "BBox" in stream:
                device.forms.append(self._form_box(stream))
            super().do_Do(xobjid_arg)
        device.marked.pop()
        device.alpha, device.clip, device.cut = kept
        device.set_ctm(self.ctm)

    def _form_box(self, form: PDFStream) -> Clip:
        """Where a form lies on the page, as far as it is seen."""
        x0, y0, x1, y1 = (float(resolve1(side)) for side in resolve1(form["BBox"]))
        told = resolve1(form.get("Matrix"))
        matrix = tuple(float(resolve1(value)) for value in told) if isinstance(told, list) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        whole = product(matrix, self.ctm)  # type: ignore[arg-type]
        corners = placed([("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1)], whole)
        across, up = zip(*((x, y) for _, x, y in corners), strict=True)  # type: ignore[misc]
        left, low, right, high = self.device.clip
        return max(left, min(across)), max(low, min(up)), min(right, max(across)), min(high, max(up))

    def _clip(self, path: Any = None) -> None:
        """The clipping path that W announced, as its box."""
        if not self.clipping:
            return
        self.clipping = False
        segments = list(placed(path or self.curpath, self.ctm))
        points = [(x, y) for _, *values in segments for x, y in zip(values[::2], values[1::2], strict=True)]
        if not points:
            return
        left, low, right, high = self.device.clip
        across, up = [x for x, _ in points], [y for _, y in points]
        if not is_rectangle(segments):
            self.device.cut = min(across), min(up), max(across), max(up)
        self.device.clip = max(left, min(across)), max(low, min(up)), min(right, max(across)), min(high, max(up))
