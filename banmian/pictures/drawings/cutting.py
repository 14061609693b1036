"""Cut a drawing out of a page: what the page paints within a rectangle, and nothing else of it.

The page's own operators are kept as they are, so that clipping, gradients, fonts and pictures stay what they were; what paints
elsewhere goes, and what only prepared for that goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from banmian.pictures.drawings.drawing import Box, Drawing, DrawingError, drawn, numbered_page, opened, plain_resources
from banmian.pictures.values import Matrix, product

Operation = tuple[list[Any], bytes]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_DEPTH = 8  # of forms within forms
_EDGE, _OVER = 0.6, 2.0  # points beyond the edges where type begins that is of the drawing, and under its upper edge
_SLACK = 1.5  # points by which the middle of what is painted may lie beyond
_BLEED = 24.0  # points by which what is painted may be larger than what is cut out: it may run over the trim
_PAINTING = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
_DRAWING = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4}
_SHOWING = {b"Tj", b"TJ", b"'", b'"'}
_MOVING = {b"Td", b"TD", b"Tm", b"T*"}
_MARKS = {b"BMC", b"BDC", b"EMC", b"MP", b"DP"}


def cut_out(data: bytes, number: int, rect: Box, words: bool = True, password: str = "") -> Drawing:
    """What page *number* (from 1) of a PDF paints within *rect* (left, bottom, right, top from its media box's corner).

    Without *words* its type is left out. Raises DrawingError.
    """
    (found,) = cut_each(data, number, [(rect, words)], password)
    if isinstance(found, DrawingError):
        raise found
    return found


def cut_each(data: bytes, number: int, parts: Sequence[tuple[Box, bool]], password: str = "") -> list[Drawing | DrawingError]:
    """What a page paints within each of several rectangles, with words or without, as `cut_out` tells it; the page is read once.

    Raises DrawingError where the page cannot be read at all.
    """
    with opened(data, password) as reader:
        page = numbered_page(reader, number)
        contents = page.get_contents()
        if contents is None:
            raise DrawingError("its page is empty")
        from pypdf.generic import ContentStream

        operations = ContentStream(contents, reader).operations
        left, low = float(page.mediabox.left), float(page.mediabox.bottom)
        resources = plain_resources(page.get("/Resources"))
        found: list[Drawing | DrawingError] = []
        for rect, words in parts:
            place = rect[0] + left, rect[1] + low, rect[2] + left, rect[3] + low
            try:
                kept, used = _Cutter(reader, place, words).cut(operations, resources, _IDENTITY, 0)
                found.append(drawn(_said(kept, reader), used, page.get("/Group"), place))
            except DrawingError as error:
                found.append(error)
        return found


def form_drawing(data: bytes, number: int, turned: int, password: str = "") -> Drawing:
    """A form of a PDF, by the number of its object, as a drawing of its own. Raises DrawingError."""
    from pypdf.generic import IndirectObject

    with opened(data, password) as reader:
        form: Any = IndirectObject(number, 0, reader).get_object()
        x0, y0, x1, y1 = (float(side) for side in form["/BBox"])
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return drawn(form.get_data(), form.get("/Resources"), form.get("/Group"), box, turned)


def _said(operations: Sequence[Operation], reader: Any) -> bytes:
    from pypdf.generic import ContentStream

    stream = ContentStream(None, reader)
    stream.operations = list(operations)
    return bytes(stream.get_data())


def belongs(box: Box, rect: Box) -> bool:
    """Whether what is painted in *box* is of the drawing that *rect* cuts out: its middle and most of it lie within."""
    left, low, right, high = rect
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    inside = left - _SLACK <= middle[0] <= right + _SLACK and low - _SLACK <= middle[1] <= high + _SLACK
    return inside and box[2] - box[0] <= right - left + _BLEED and box[3] - box[1] <= high - low + _BLEED


def begins_in(point: tuple[float, float], rect: Box) -> bool:
    """Whether type whose first baseline begins at *point* is of the drawing that *rect* (left, low, right, high) cuts out.

    A line that stands on its upper edge stands over it.
    """
    left, low, right, high = rect
    return left - _EDGE <= point[0] <= right + _EDGE and low - _EDGE <= point[1] <= high - _OVER


class _Group:
    """What lies between q and Q: its operators, and whether any of them paints."""

    def __init__(self, matrix: Matrix, clip: Box | None) -> None:
        self.matrix = matrix
        self.clip = clip
        self.kept: list[Operation] = []
        self.paints = False


class _Cutter:
    def __init__(self, reader: Any, rect: Box, words: bool) -> None:
        self.reader = reader
        self.rect = rect
        self.words = words

    def cut(self, operations: Sequence[Operation], resources: Any, matrix: Matrix, depth: int) -> tuple[list[Operation], Any]:
        """The operators that paint within the rectangle, and the resources that they name."""
        return _Pass(self, resources, matrix, depth).run(operations)

    def holds(self, box: Box | None) -> bool:
        """Whether what is painted in *box* is of the drawing."""
        return box is not None and belongs(box, self.rect)

    def meets(self, box: Box) -> bool:
        left, low, right, high = self.rect
        return box[0] <= right and box[2] >= left and box[1] <= high and box[3] >= low


class _Pass:
    """One content stream, operator by operator."""

    def __init__(self, cutter: _Cutter, resources: Any, matrix: Matrix, depth: int) -> None:
        self.cutter = cutter
        self.resources = resources
        self.depth = depth
        self.groups = [_Group(matrix, None)]
        self.path: list[Operation] = []
        self.points: list[tuple[float, float]] = []
        self.clipping = False
        self.text: Matrix = _IDENTITY
        self.line: Matrix = _IDENTITY
        self.leading = 0.0
        self.object: list[Operation] | None = None  #: the open text object
        self.shows = False
        self.forms: dict[str, Any] = {}

    def run(self, operations: Sequence[Operation]) -> tuple[list[Operation], Any]:
        for operands, operator in operations:
            self.take(list(operands), bytes(operator))
        while len(self.groups) > 1:
            self.close()
        return self.groups[0].kept, self._resources()

    def take(self, operands: list[Any], operator: bytes) -> None:
        if operator in _DRAWING:
            self.draw(operands, operator)
        elif operator in _PAINTING or operator == b"n":
            self.paint(operator)
        elif operator in (b"W", b"W*", b"h"):
            self.clipping = self.clipping or operator != b"h"
            self.path.append((operands, operator))
        elif operator in (b"BT", b"ET"):
            self.text_object(operator)
        elif operator in _MOVING | _SHOWING:
            self.type(operands, operator)
        elif operator in (b"q", b"Q", b"cm"):
            self.state(operands, operator)
        elif operator in (b"Do", b"INLINE IMAGE", b"sh"):
            self.place(operands, operator)
        elif operator not in _MARKS:
            if operator == b"TL":
                self.leading = float(operands[0])
            (self.object if self.object is not None else self.groups[-1].kept).append((operands, operator))

    def state(self, operands: list[Any], operator: bytes) -> None:
        group = self.groups[-1]
        if operator == b"q":
            self.groups.append(_Group(group.matrix, group.clip))
        elif operator == b"cm":
            group.matrix = product(_matrix(operands), group.matrix)
            group.kept.append((operands, operator))
        elif len(self.groups) > 1:
            self.close()

    def keep(self, operation: Operation, box: Box | None) -> None:
        group = self.groups[-1]
        if self.cutter.holds(_within(box, group.clip)):
            group.kept.append(operation)
            group.paints = True

    def close(self) -> None:
        """A group that paints nothing goes as a whole."""
        group = self.groups.pop()
        if group.paints:
            outer = self.groups[-1]
            outer.kept += [([], b"q"), *group.kept, ([], b"Q")]
            outer.paints = True

    def box(self, points: Sequence[tuple[float, float]], matrix: Matrix | None = None) -> Box:
        a, b, c, d, e, f = matrix or self.groups[-1].matrix
        across = [a * x + c * y + e for x, y in points]
        up = [b * x + d * y + f for x, y in points]
        return min(across), min(up), max(across), max(up)

    def draw(self, operands: list[Any], operator: bytes) -> None:
        self.path.append((operands, operator))
        values = [float(value) for value in operands]
        if operator == b"re" and len(values) == 4:
            x, y, wide, high = values
            self.points += [(x, y), (x + wide, y + high)]
        else:
            self.points += list(zip(values[::2], values[1::2], strict=False))

    def paint(self, operator: bytes) -> None:
        group = self.groups[-1]
        box = self.box(self.points) if self.points else None
        paints = operator != b"n" and self.cutter.holds(_within(box, group.clip))
        if paints or self.clipping:
            group.kept += [*self.path, ([], operator if paints else b"n")]
            group.paints = group.paints or paints
        if self.clipping and box:
            group.clip = _within(box, group.clip) or (0.0, 0.0, 0.0, 0.0)
        self.path, self.points, self.clipping = [], [], False

    def text_object(self, operator: bytes) -> None:
        group = self.groups[-1]
        if operator == b"BT":
            self.text = self.line = _IDENTITY
            self.object, self.shows = [], False
        elif self.object is not None:
            if self.shows:
                group.kept += [([], b"BT"), *self.object, ([], b"ET")]
                group.paints = True
            else:  # what was said of type holds on for the type behind it
                group.kept += [item for item in self.object if item[1] not in _MOVING]
            self.object = None

    def type(self, operands: list[Any], operator: bytes) -> None:
        if operator == b"Tm":
            self.text = self.line = _matrix(operands)
        elif operator in (b"Td", b"TD"):
            across, up = float(operands[0]), float(operands[1])
            self.leading = -up if operator == b"TD" else self.leading
            self.text = self.line = product((1, 0, 0, 1, across, up), self.line)
        elif operator in (b"T*", b"'", b'"'):
            self.text = self.line = product((1, 0, 0, 1, 0, -self.leading), self.line)
        kept = self.object if self.object is not None else self.groups[-1].kept
        if operator in _MOVING:
            kept.append((operands, operator))
            return
        x, y, _, _ = self.box([(0, 0)], product(self.text, self.groups[-1].matrix))
        if self.cutter.words and begins_in((x, y), self.cutter.rect):
            kept.append((operands, operator))
            self.shows = True
        elif operator in (b"'", b'"'):
            kept.append(([], b"T*"))

    def place(self, operands: list[Any], operator: bytes) -> None:
        """A gradient, a picture, or a form: whole where it lies within, in parts where it reaches beyond."""
        if operator == b"sh":
            self.keep((operands, operator), self.groups[-1].clip)
            return
        name = str(operands[0]) if operator == b"Do" else ""
        found = self._named(name)
        if found is None or found.get("/Subtype") != "/Form":
            self.keep((operands, operator), self.box([(0, 0), (1, 0), (0, 1), (1, 1)]))
            return
        x0, y0, x1, y1 = (float(side) for side in found["/BBox"])
        matrix = product(_matrix(found.get("/Matrix", _IDENTITY)), self.groups[-1].matrix)
        box = self.box([(x0, y0), (x1, y0), (x0, y1), (x1, y1)], matrix)
        if self.cutter.holds(box) and self.cutter.words:
            self.keep((operands, operator), box)
        elif self.cutter.meets(box) and self.depth < _MOST_DEPTH:
            self.part_of_form(name, found, matrix)

    def part_of_form(self, name: str, form: Any, matrix: Matrix) -> None:
        from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

        resources = plain_resources(form.get("/Resources", self.resources))
        kept, used = self.cutter.cut(ContentStream(form, self.cutter.reader).operations, resources, matrix, self.depth + 1)
        if not any(operator in _PAINTING | _SHOWING | {b"Do", b"sh", b"INLINE IMAGE"} for _, operator in kept):
            return
        part = DecodedStreamObject()
        part.update({key: value for key, value in form.items() if key not in ("/Filter", "/DecodeParms", "/Length")})
        part[NameObject("/Resources")] = used
        part.set_data(_said(kept, self.cutter.reader))
        made = f"{name}.{len(self.forms)}.{self.depth}"
        self.forms[made] = part
        self.groups[-1].kept.append(([NameObject(made)], b"Do"))
        self.groups[-1].paints = True

    def _named(self, name: str) -> Any:
        objects = self.resources.get("/XObject")
        found = objects.get_object().get(name) if objects is not None else None
        return found.get_object() if found is not None else None

    def _resources(self) -> Any:
        """The page's resources, with the forms of which only a part is kept."""
        if not self.forms:
            return self.resources
        from pypdf.generic import DictionaryObject, NameObject

        objects = DictionaryObject(self.resources.get("/XObject", DictionaryObject()).get_object())
        objects.update({NameObject(name): form for name, form in self.forms.items()})
        found = DictionaryObject(self.resources)
        found[NameObject("/XObject")] = objects
        return found


def _matrix(values: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _within(box: Box | None, clip: Box | None) -> Box | None:
    """The part of *box* that a clipping path lets through; None for nothing."""
    if box is None or clip is None:
        return box
    found = max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])
    return found if found[0] <= found[2] and found[1] <= found[3] else None
