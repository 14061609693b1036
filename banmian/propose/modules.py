"""The types of proposals: what is to be placed, and a page as far as it is filled."""

from __future__ import annotations

from enum import Enum

import msgspec


class Kind(Enum):
    """What a module holds."""

    BANNER = "banner"
    LEAD = "lead"
    PICTURE = "picture"
    SIDEBAR = "sidebar"


class Edge(Enum):
    """From which end of the type area a module was stacked."""

    HEAD = "head"
    FOOT = "foot"


class Module(msgspec.Struct, frozen=True):
    """A rectangle of whole columns and lines."""

    kind: Kind
    name: str  #: the picture or the story
    column: int  #: from 0
    columns: int
    line: int  #: from 1
    lines: int
    edge: Edge
    natural: int  #: lines at which it is as it should be: a whole picture, a text at its own size
    row: int = 0  #: modules of one row keep one height

    @property
    def area(self) -> int:
        """In column-lines."""
        return self.columns * self.lines


class State(msgspec.Struct, frozen=True):
    """A page as far as it is filled: what stands on it, and the free lines of each column."""

    heads: tuple[int, ...]  #: by column, its first free line, from 1
    feet: tuple[int, ...]  #: its last free line
    modules: tuple[Module, ...] = ()

    def free(self, column: int) -> int:
        """Free lines of a column."""
        return max(0, self.feet[column] - self.heads[column] + 1)

    def place(self, module: Module) -> State | None:
        """With *module* in it, a line of white beside it; None where there is no level room."""
        span = range(module.column, module.column + module.columns)
        heads, feet = list(self.heads), list(self.feet)
        if module.edge is Edge.HEAD:
            line = heads[module.column]
            if any(heads[column] != line for column in span):
                return None
            foot = line + module.lines
        else:
            foot = feet[module.column]
            if any(feet[column] != foot for column in span):
                return None
            line = foot - module.lines + 1
        for column in span:
            if line < self.heads[column] or line + module.lines - 1 > self.feet[column]:
                return None
            if module.edge is Edge.HEAD:
                heads[column] = foot + 1
            else:
                feet[column] = line - 2
        placed = msgspec.structs.replace(module, line=line)
        return State(tuple(heads), tuple(feet), (*self.modules, placed))


class Needs(msgspec.Struct, frozen=True):
    """How much room everything wants, in lines of the grid."""

    columns: int
    lines: int  #: of the type area
    banner: int
    body: int  #: lines of the main story's text in one column
    lead: dict[int, int]  #: by columns wide
    sidebars: dict[str, dict[int, int]]  #: by story and columns wide, its title with it
    pictures: dict[str, dict[int, int]]  #: by name and columns wide, its caption with it; widths that its pixels allow
