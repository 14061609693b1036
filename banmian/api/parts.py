"""What stands on a page, as programs see it: frames and lines of type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from banmian.page.composed import ComposedPage
    from banmian.text.lines.line import SetLine


class Line(msgspec.Struct, frozen=True):
    """A line of type. Lengths are points from the trim box's top left corner; of a vertical line *x* is its head's."""

    text: str
    x: float  #: where its measure begins
    baseline: float  #: of a vertical line, the middle that its characters stand on, from the left
    measure: float
    size: float  #: of its type
    address: str  #: of its words in the content, such as main.s1
    paragraph: int  #: from 1, at that address
    role: str  #: body, lead, heading, caption, headline …
    ends_paragraph: bool
    spread: float  #: the widest gap that justification opened between two characters, points
    vertical: bool
    frame: str = ""  #: the id of its frame


class Frame(msgspec.Struct, frozen=True):
    """A frame where it stands. Lengths are points from the trim box's top left corner."""

    id: str
    page: int  #: the number of its page, as the folio has it
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]  #: that stand in it
    overset: int = 0  #: characters of its thread that it could not hold any more
    overset_lines: int = 0  #: the lines that they would be

    @property
    def text(self) -> str:
        """Its words, a line of type a line."""
        return "\n".join(line.text for line in self.lines)


def line_of(line: SetLine, frame: str = "") -> Line:
    """A composed line for programs."""
    return Line(
        text=line.text,
        x=line.x,
        baseline=line.baseline,
        measure=line.measure,
        size=line.size,
        address=line.address,
        paragraph=line.paragraph,
        role=line.role,
        ends_paragraph=line.ends_paragraph,
        spread=line.spread,
        vertical=line.vertical,
        frame=frame,
    )


def lines_of(pages: Sequence[ComposedPage]) -> Iterator[Line]:
    """The lines of *pages*, in reading order."""
    for page in pages:
        yield from (line_of(line, frame) for line, frame in zip(page.lines, page.line_frames, strict=True))


def frames_of(pages: Sequence[ComposedPage]) -> Mapping[str, Frame]:
    """The frames of *pages* by their ids."""
    found = {}
    for page in pages:
        lines: dict[str, list[Line]] = {}
        for line in lines_of((page,)):
            lines.setdefault(line.frame, []).append(line)
        over = {item.frame: item for item in page.overset}
        for box in page.frames:
            left, rect = over.get(box.id), box.rect
            found[box.id] = Frame(
                id=box.id,
                page=page.number,
                x=rect.x,
                y=rect.y,
                width=rect.width,
                height=rect.height,
                lines=tuple(lines.get(box.id, ())),
                overset=left.characters if left else 0,
                overset_lines=left.lines if left else 0,
            )
    return MappingProxyType(found)
