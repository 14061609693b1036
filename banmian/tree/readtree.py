"""Read a layout tree from its JSON, and refuse one that does not agree with itself: the entry is `read_tree`."""

from __future__ import annotations

import msgspec

from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.tree.tree import FORMAT, Tree


def read_tree(name: str, data: bytes) -> Tree:
    """A layout tree from its JSON. Raises PageError."""
    try:
        tree = msgspec.json.decode(data, type=Tree)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        hint = "banmian render PAGE -o FILE.json writes one"
        raise PageError([Diagnostic(None, f"{name} is no layout tree: {error}", hint)]) from None
    if tree.format > FORMAT:
        message = f"{name} is a layout tree of format {tree.format}; this banmian reads up to {FORMAT}"
        raise PageError([Diagnostic(None, message, "use the version that wrote it, or a later one")])
    _check_runs(name, tree)
    return tree


def _check_runs(name: str, tree: Tree) -> None:
    """Every glyph has a place and a face: raises PageError where a tree was written by hand and does not say so."""
    for page in tree.pages:
        if "media" not in page.boxes:
            raise PageError([Diagnostic(None, f"{name}: page {page.number} has no media box", "write boxes: {media: [0, 0, …]}")])
        for line in page.lines:
            for run in line.runs:
                if not 0 <= run.font < len(tree.fonts) or len(run.glyphs()) != len(run.along) or not run.along:
                    message = f"{name}: page {page.number}, “{line.text[:12]}”: a run whose glyphs, places and face do not agree"
                    raise PageError([Diagnostic(None, message, "let banmian render write the tree")])
