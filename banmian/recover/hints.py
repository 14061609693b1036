"""Read import.yaml: what a person says of a page where the import got it wrong, and a second import keeps to.

```yaml
grid: {columns: 5}
blocks:
  - {text: 新华社记者, role: caption}
  - {page: 1, text: 导读, role: headline}
threads:
  - [第一段的开头, 另一栏的开头]
fonts: {FZSSK--GBK1-0: song}
drawings:
  - {page: 1, x: 200mm, y: 420mm, width: 150mm, height: 90mm}
```

A block is known by the words that it begins with.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from banmian.spec.files.decode import Decoder, Spans
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.files.project import shown
from banmian.spec.files.source import Mapping, read_nodes
from banmian.spec.types.units import Length
from banmian.tree.tree import Box


class Role(Enum):
    """What a block is."""

    TEXT = "text"
    HEADLINE = "headline"
    CAPTION = "caption"
    FURNITURE = "furniture"
    QUOTE = "quote"
    JUMP = "jump"


class BlockHint(msgspec.Struct, frozen=True):
    """What one block is."""

    EXAMPLES: ClassVar[dict[str, str]] = {"text": "text: the words that it begins with", "role": "role: caption"}

    text: str
    role: Role
    page: int | None = None  #: None: on any page


class GridHint(msgspec.Struct, frozen=True):
    """What is known of the grid."""

    columns: int | None = None


class DrawingHint(msgspec.Struct, frozen=True):
    """A part of a page that is one drawing with all that stands in it, such as an advertisement; from the trim's corner."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "x": "x: 20mm", "y": "y: 400mm", "width": "width: 150mm", "height": "height: 90mm"
    }  # fmt: skip

    x: Length
    y: Length
    width: Length
    height: Length
    page: int = 1

    @property
    def rect(self) -> Box:
        """The part in points."""
        x, y, width, height = (side.points(1.0, 1.0) for side in (self.x, self.y, self.width, self.height))
        return x, y, width, height


class HintsFile(msgspec.Struct, frozen=True):
    """import.yaml."""

    grid: GridHint = GridHint()
    blocks: tuple[BlockHint, ...] = ()
    threads: tuple[tuple[str, ...], ...] = ()  #: blocks that are one thread, in order, by the words that they begin with
    fonts: dict[str, str] = {}  #: families by the name of a font in the PDF
    drawings: tuple[DrawingHint, ...] = ()


class Hints(msgspec.Struct, frozen=True):
    """The hints of an import."""

    file: HintsFile = HintsFile()

    def of_page(self, number: int) -> dict[str, str]:
        """Roles on page *number*, by the words that a block begins with."""
        roles = {Role.HEADLINE: "display"}
        return {hint.text: roles.get(hint.role, hint.role.value) for hint in self.file.blocks if hint.page in (None, number)}

    def drawings(self, number: int) -> list[Box]:
        """The parts of page *number* that are drawings as a whole."""
        return [hint.rect for hint in self.file.drawings if hint.page == number]


def read_hints(path: Path, required: bool) -> Hints:
    """The hints in the file at *path*; none where it is not *required* and not there. Raises PageError."""
    if not path.is_file():
        if required:
            raise PageError([Diagnostic(None, f"there is no file {shown(path)}", "name a hints file, such as import.yaml")])
        return Hints()
    node = read_nodes(path, shown(path))
    if not isinstance(node, Mapping):
        raise PageError([Diagnostic(node.span, "hints are keys and values", "write grid:, blocks:, threads:, fonts: or drawings:")])
    report = Report()
    found: Any = Decoder(report, Spans(node.span)).decode(node, HintsFile)
    report.stop_on_errors()
    return Hints(found)
