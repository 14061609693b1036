"""Read YAML into nodes that know their place, and refuse what would harm the reader.

PyYAML's C loader parses; its nodes are turned into our own so that a page file, what it extends and its
style files can be merged before anyone looks at a value. A scalar stays text: the schema, not YAML's
guessing, decides whether `on` is a word or a switch. Only this module imports yaml.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, SourceFile, Span

# Ours: a full broadsheet's files come to some 2,000 nodes; aliases of aliases that unfold past this are a bomb.
NODE_LIMIT = 200_000
DEPTH_LIMIT = 60
FILE_LIMIT = 8 * 1024 * 1024  # bytes

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(msgspec.Struct, frozen=True, eq=False):
    """One value, as written. *plain* tells an unquoted `null` from a quoted one."""

    text: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether the value is YAML's null."""
        return self.plain and self.text in ("", "~", "null")


class Sequence(msgspec.Struct, frozen=True, eq=False):
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


class Mapping(msgspec.Struct, frozen=True, eq=False):
    """Keys in their written order, each with its own place and its node."""

    entries: dict[str, tuple[Span, Node]]
    span: Span

    def get(self, key: str) -> Node | None:
        """The node at *key*, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = Scalar | Sequence | Mapping


def read_nodes(path: Path, name: str) -> Node:
    """Parse the file at *path*, shown to people as *name*; raises PageError when it is not usable YAML."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PageError([Diagnostic(None, f"cannot read {name}: {error.strerror or error}")]) from None
    if len(data) > FILE_LIMIT:
        raise PageError([Diagnostic(None, f"{name} has {len(data):,} bytes; a page file has at most {FILE_LIMIT:,}")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"{name}:{line}: error: byte {data[error.start]:#04x} is not UTF-8"
        raise PageError([Diagnostic(None, message, "save the file as UTF-8")]) from None
    return parse_nodes(text, name)


def parse_nodes(text: str, name: str) -> Node:
    """Parse *text*; raises PageError with every place that is wrong."""
    source = SourceFile(name, text)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise PageError([_explain(error, source)]) from None
    if root is None:
        raise PageError([Diagnostic(Span(source, 1, 1), "the file is empty", "a page file has at least page: and frames:")])
    reader = _Reader(source)
    node = reader.convert(root, 0)
    reader.report.stop_on_errors()
    return node


class _Reader:
    """Turns yaml's nodes into ours, counting, so that aliases cannot unfold without end."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.report = Report()
        self.count = 0

    def convert(self, node: yaml.Node, depth: int) -> Node:
        span = self.span(node)
        self.count += 1
        if self.count > NODE_LIMIT:
            hint = "write the values out, or share fewer of them"
            raise PageError([Diagnostic(span, f"aliases unfold to more than {NODE_LIMIT:,} values", hint)])
        if depth > DEPTH_LIMIT:
            raise PageError([Diagnostic(span, f"nested more than {DEPTH_LIMIT} levels deep, or within itself")])
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, not node.style, span)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.convert(item, depth + 1) for item in node.value), span)
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, span, depth)

    def mapping(self, node: yaml.MappingNode, span: Span, depth: int) -> Mapping:
        entries: dict[str, tuple[Span, Node]] = {}
        for key, value in node.value:
            place = self.span(key)
            if not isinstance(key, yaml.ScalarNode):
                self.report.error(place, "a key is a single word here, not a list or a mapping")
            elif key.value in entries:
                first = entries[key.value][0].line
                self.report.error(place, f"{key.value} stands twice", f"the first is in line {first}; keep one")
            else:
                entries[key.value] = (place, self.convert(value, depth + 1))
        return Mapping(entries, span)

    def span(self, node: yaml.Node) -> Span:
        mark = node.start_mark
        return Span(self.source, mark.line + 1, mark.column + 1)


def _explain(error: yaml.YAMLError, source: SourceFile) -> Diagnostic:
    """Yaml's complaint in our form, with the usual causes named."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "this is not YAML"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    row = source.line(line)
    tab = row.find("\t")
    if tab >= 0 and not row[:tab].strip():
        return Diagnostic(Span(source, line, tab + 1), "a tab indents this line", "YAML is indented with spaces only")
    hint = ""
    if "mapping values are not allowed" in problem:
        hint = "quote a text that holds a colon and a space"
    if isinstance(error, yaml.reader.ReaderError):
        problem = f"the file holds a control character (#x{error.character:04x})"
        before = source.text[: error.position]
        line, column = before.count("\n") + 1, error.position - (before.rfind("\n") + 1) + 1
    return Diagnostic(Span(source, line, column), f"not YAML: {problem}", hint)
