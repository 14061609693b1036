"""Turn nodes into the schema's types, and say everything that does not fit.

The schema is plain msgspec Structs; a field's type says what its value may be: text, a switch, a number, a
choice (Enum), a value with its own reader (`parse`), a list, a mapping, or another Struct. Nothing is
guessed and nothing is dropped: an unknown key is an error with the nearest known one. `Spans` remembers
where each value stood, by its path, for complaints that only a later stage can make.
"""

from __future__ import annotations

import types
import typing
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any

import msgspec

from banmian.spec.files.diagnostics import Report, Span, suggestion
from banmian.spec.files.source import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]

_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Spans:
    """Where each value of a decoded file stood, by path: keys and list positions from the root."""

    def __init__(self, root: Span) -> None:
        self._places: dict[Path, Span] = {(): root}
        self._paths: dict[int, tuple[Any, Path]] = {}

    def note(self, path: Path, span: Span) -> None:
        """Remember *span* for *path*."""
        self._places[path] = span

    def noted(self, *path: str | int) -> bool:
        """Whether *path* itself was written."""
        return path in self._places

    def note_struct(self, value: Any, path: Path) -> None:
        """Remember the path of a decoded Struct."""
        self._paths[id(value)] = (value, path)

    def path_of(self, value: Any) -> Path:
        """The path of a Struct that was decoded here."""
        return self._paths[id(value)][1]

    def at(self, *path: str | int) -> Span:
        """The place of *path*, or of the nearest part of it that was written."""
        while path not in self._places:
            path = path[:-1]
        return self._places[path]


class Decoder:
    """Decodes one tree of nodes; what is wrong goes into *report* and is left out of the value."""

    def __init__(self, report: Report, spans: Spans) -> None:
        self.report = report
        self.spans = spans

    def decode(self, node: Node, kind: Any, path: Path = ()) -> Any:
        """The value of *node* as *kind*, or None after an error was noted."""
        self.spans.note(path, node.span)
        origin = typing.get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._union(node, kind, path)
        if origin is tuple:
            return self._list(node, typing.get_args(kind)[0], path)
        if origin is dict:
            return self._dict(node, typing.get_args(kind)[1], path)
        if hasattr(kind, "__struct_fields__") and not (hasattr(kind, "parse") and isinstance(node, Scalar)):
            return self._struct(node, kind, path)
        return self._scalar(node, kind)

    def _union(self, node: Node, kind: Any, path: Path) -> Any:
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        if isinstance(node, Scalar) and node.is_null:
            return None
        fitting = [option for option in options if _takes(option, node)]
        if not fitting:
            self.report.error(node.span, f"{_what(node)} cannot stand here", f"write {_wanted(options)}")
            return None
        chosen = fitting[0]
        if {int, float} & {*options} and isinstance(chosen, type) and issubclass(chosen, Enum) and isinstance(node, Scalar):
            words = [str(member.value) for member in chosen]
            if node.text not in words:
                self.report.error(node.span, f"{node.text!r} is neither a number nor {' nor '.join(words)}")
                return None
        return self.decode(node, chosen, path)

    def _list(self, node: Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, Sequence):
            if isinstance(node, Scalar) and _takes(kind, node):
                return (self.decode(node, kind, (*path, 0)),)
            self.report.error(node.span, f"{_what(node)} stands where a list is wanted", "write one item a line, each after '- '")
            return ()
        values = (self.decode(item, kind, (*path, at)) for at, item in enumerate(node.items))
        return tuple(value for value in values if value is not None)

    def _dict(self, node: Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, Mapping):
            self.report.error(node.span, f"{_what(node)} stands where keys and values are wanted")
            return {}
        values = {key: self.decode(value, kind, (*path, key)) for key, (_, value) in node.entries.items()}
        return {key: value for key, value in values.items() if value is not None}

    def _struct(self, node: Node, kind: Any, path: Path) -> Any:
        fields = _fields(kind)
        if not isinstance(node, Mapping):
            self.report.error(node.span, f"{_what(node)} stands where {_wanted([kind])} is wanted", _keys_help(fields))
            return None
        known = [name for name in fields if name != "drop"]
        values: dict[str, Any] = {}
        for key, (place, value) in node.entries.items():
            name = key.replace("-", "_")
            if name not in fields:
                shown = [item.replace("_", "-") if "-" in key else item for item in known]
                self.report.error(place, f"unknown key {key}", suggestion(key, shown, "keys"))
                continue
            if isinstance(value, Scalar) and value.is_null:
                continue
            self.spans.note((*path, name, "key"), place)
            values[name] = self.decode(value, fields[name].type, (*path, name))
        for name, field in fields.items():
            if field.required and name not in values:
                self.report.error(node.span, f"{name} is missing", _example(kind, name))
        # What is wrong is left out, so that a later stage can look for more; only a lack of what is required
        # leaves nothing to look at.
        values = {name: value for name, value in values.items() if value is not None}
        if any(field.required and name not in values for name, field in fields.items()):
            return None
        struct = kind(**values)
        self.spans.note_struct(struct, path)
        return struct

    def _scalar(self, node: Node, kind: Any) -> Any:
        if not isinstance(node, Scalar):
            self.report.error(node.span, f"{_what(node)} stands where {_wanted([kind])} is wanted")
            return None
        try:
            return _read(node.text, kind)
        except ValueError as error:
            self.report.error(node.span, str(error))
            return None


def _read(text: str, kind: Any) -> Any:
    if kind is str:
        return text
    if kind is bool:
        if text not in _SWITCHES:
            raise ValueError(f"{text!r} is not a switch; write true or false")
        return _SWITCHES[text]
    if kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not isfinite(value):
            raise ValueError(f"{text!r} is not {'a whole number' if kind is int else 'a number'}")
        return value
    if isinstance(kind, type) and issubclass(kind, Enum):
        for member in kind:
            if member.value == text:
                return member
        choices = [str(member.value) for member in kind]
        raise ValueError(f"{text!r} is not one of {', '.join(choices)}")
    return kind.parse(text)


def _takes(kind: Any, node: Node) -> bool:
    """Whether a node of this shape can be a *kind* at all."""
    origin = typing.get_origin(kind)
    if isinstance(node, Sequence):
        return origin is tuple
    if isinstance(node, Mapping):
        return origin is dict or hasattr(kind, "__struct_fields__")
    if kind in (int, float):
        try:
            kind(node.text)
        except ValueError:
            return False
        return True
    return origin is None and (hasattr(kind, "parse") or not hasattr(kind, "__struct_fields__"))


def _what(node: Node) -> str:
    if isinstance(node, Scalar):
        return repr(node.text) if not node.is_null else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def _wanted(kinds: list[Any]) -> str:
    names = []
    for kind in kinds:
        origin = typing.get_origin(kind)
        plain = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
        if origin is tuple:
            names.append("a list")
        elif origin is dict or kind is dict:
            names.append("keys and values")
        else:
            names.append(plain.get(kind) or f"a {kind.__name__.removesuffix('Spec').lower()}")
    return " or ".join(names)


class _Field(msgspec.Struct, frozen=True):
    type: Any
    required: bool


@cache
def _fields(kind: Any) -> dict[str, _Field]:
    return {field.name: _Field(field.type, field.required) for field in msgspec.structs.fields(kind)}


def _keys_help(fields: dict[str, _Field]) -> str:
    return "its keys: " + ", ".join(name for name in fields if name != "drop")


def _example(kind: Any, name: str) -> str:
    examples: dict[str, str] = getattr(kind, "EXAMPLES", {})
    return f"write {examples[name]}" if name in examples else ""
