"""Read a page file with all it draws in: `extends`, content, styles, fonts. The stage's one entry: `load_page`.

Nodes are merged first, then decoded once, so that errors of the page file, the files it extends, its styles
and its content come out together.
"""

from __future__ import annotations

import collections.abc
from pathlib import Path
from typing import Any

import msgspec

from banmian.spec.catalogue import Catalogue, read_catalogue
from banmian.spec.colours import named_colours
from banmian.spec.files.decode import Decoder, Spans
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report
from banmian.spec.files.merge import overlay
from banmian.spec.files.project import bundled, inside, is_file, project_folder, shown
from banmian.spec.files.source import Mapping, Node, Scalar, Sequence, parse_nodes, read_nodes
from banmian.spec.types.colour import Colour, ColourSpec, palette
from banmian.spec.types.content import ContentFile
from banmian.spec.types.schema import PageFile
from banmian.spec.types.style import StyleSpec


class ReadFile(msgspec.Struct, frozen=True):
    """A file that a page was read from."""

    kind: str  #: page, content, styles, colours, fonts
    path: Path
    bundled: bool = False  #: it came with banmian, and was not named by the page
    text: str | None = None  #: that stood for the file


class PageSpec(msgspec.Struct, frozen=True, eq=False):
    """A page as its author wrote it. Paths of `spans` start with page, frames, paragraphs, styles or content."""

    file: PageFile
    styles: dict[str, StyleSpec]
    colours: dict[str, Colour]  #: by name
    content: ContentFile
    folder: Path  #: that the page lies in
    content_folder: Path  #: photographs are named relative to it
    project: Path
    catalogue: Catalogue
    spans: Spans
    files: tuple[ReadFile, ...] = ()  #: that it was read from


Texts = collections.abc.Mapping[Path, str]  #: what stands for files, which then need not exist, by their paths


def load_page(path: Path, report: Report, texts: Texts | None = None) -> PageSpec:
    """The page file at *path* as a PageSpec, without what is wrong in it, which goes into *report*.

    The plan looks further and then stops on all errors together; PageError is raised here only when there is
    too little to go on with.
    """
    return _Loader(path, report, {place.resolve(): text for place, text in (texts or {}).items()}).load()


_OTHER_FILES = ("content", "styles", "colours")


class _Loader:
    def __init__(self, path: Path, report: Report, texts: dict[Path, str]) -> None:
        self.path = path
        self.texts = texts
        self.project = project_folder(path)
        self.report = report
        self.files: dict[Path, ReadFile] = {}

    def read(self, kind: str, path: Path, is_bundled: bool = False) -> Node:
        """The nodes of a file, which is remembered."""
        text = self.texts.get(path.resolve()) if self.texts else None
        self.files[path] = ReadFile(kind, path, is_bundled, text)
        return read_nodes(path, shown(path)) if text is None else parse_nodes(text, shown(path))

    def is_there(self, path: Path) -> bool:
        """Whether there is a file, or a text for it."""
        return is_file(path) or (bool(self.texts) and path.resolve() in self.texts)

    def load(self) -> PageSpec:
        if not self.is_there(self.path):
            reason = "is a folder" if self.path.is_dir() else "does not exist"
            hint = "name a page file, such as layout/special-page/print.yaml"
            raise PageError([Diagnostic(None, f"the page {shown(self.path)} {reason}", hint)])
        root, folders = self.read_with_bases(self.path, ())
        content, content_folder = self.content(root, folders)
        styles = self.styles(root, folders)
        spans = Spans(root.span)
        decoder = Decoder(self.report, spans)
        colours = self.colours(root, folders, decoder)
        own = {key: value for key, value in root.entries.items() if key not in ("extends", "content", "styles", "colours")}
        with palette(colours):
            file: Any = decoder.decode(Mapping(own, root.span), PageFile)
            style_specs: Any = decoder.decode(styles, dict[str, StyleSpec], ("styles",))
            words: Any = decoder.decode(content, ContentFile, ("content",))
        if file is None or words is None:
            self.report.stop_on_errors()
        fonts = self.project / "fonts" / "fonts.yaml"
        has_own = fonts.is_file()
        if not has_own:
            fonts = bundled("fonts", "fonts.yaml")
        self.files[fonts] = ReadFile("fonts", fonts, not has_own)
        catalogue = read_catalogue(fonts, shown(fonts))
        files = tuple(self.files.values())
        return PageSpec(file, style_specs, colours, words, self.path.parent, content_folder, self.project, catalogue, spans, files)

    def read_with_bases(self, path: Path, seen: tuple[Path, ...]) -> tuple[Mapping, dict[str, Path]]:
        """The file's nodes over those it extends, and the folder that each of content and styles is relative to."""
        node = self.read("page", path)
        if not isinstance(node, Mapping):
            raise PageError([Diagnostic(node.span, "a page file is keys and values", "start with page: and frames:")])
        folders: dict[str, Path] = {key: path.parent for key in _OTHER_FILES if key in node.entries}
        base_name = node.get("extends")
        if base_name is None:
            return node, folders
        base_path = self.named_file(base_name, path.parent, "extends")
        if base_path is None:
            raise PageError(self.report.diagnostics)
        chain = (*seen, path.resolve())
        if base_path in chain:
            names = " extends ".join(shown(item) for item in (*chain[chain.index(base_path) :], base_path))
            message = f"extends goes round in a circle: {names}"
            raise PageError([Diagnostic(base_name.span, message, "take one of the extends out")])
        base, base_folders = self.read_with_bases(base_path, chain)
        own_styles, base_styles = node.get("styles"), base.get("styles")
        merged = overlay(base, node)
        assert isinstance(merged, Mapping)
        if own_styles and base_styles:
            # Both name styles: the base's come first, each file's own relative to its own folder.
            first = self.style_nodes(base_styles, base_folders["styles"])
            second = self.style_nodes(own_styles, folders["styles"])
            entries = dict(merged.entries)
            entries["styles"] = (own_styles.span, overlay(first, second))
            merged = Mapping(entries, merged.span)
        return merged, {**base_folders, **folders}

    def named_file(self, node: Node, folder: Path, key: str) -> Path | None:
        """The file that *node* names, or None after an error was noted."""
        if not isinstance(node, Scalar):
            self.report.error(node.span, f"{key} names a file", f"write {key}: FILE.yaml")
            return None
        try:
            path = inside(self.project, folder, node.text)
        except ValueError as error:
            self.report.error(node.span, str(error), "name a file inside the project, relative to this one")
            return None
        if not self.is_there(path):
            self.report.error(node.span, f"{key}: there is no file {shown(path)}")
            return None
        return path

    def content(self, root: Mapping, folders: dict[str, Path]) -> tuple[Node, Path]:
        """The content's nodes, inline or from its file, and the folder its photographs are relative to."""
        node = root.get("content")
        if node is None:
            return Mapping({}, root.span), self.path.parent
        if isinstance(node, Mapping):
            return node, folders["content"]
        path = self.named_file(node, folders["content"], "content")
        if path is None:
            return Mapping({}, node.span), folders["content"]
        return self.read("content", path), path.parent

    def colours(self, root: Mapping, folders: dict[str, Path], decoder: Decoder) -> dict[str, Colour]:
        """The colours that the page names, inline or in a file."""
        node = root.get("colours")
        if isinstance(node, Scalar):
            path = self.named_file(node, folders["colours"], "colours")
            node = self.read("colours", path) if path else None
        if node is None:
            return {}
        told: dict[str, ColourSpec] | None = decoder.decode(node, dict[str, ColourSpec], ("colours",))
        return named_colours(told or {}, decoder.spans, self.report)

    def styles(self, root: Mapping, folders: dict[str, Path]) -> Node:
        """Default styles with the page's own over them."""
        default = bundled("layout", "styles", "default.yaml")
        base = self.read("styles", default, is_bundled=True)
        node = root.get("styles")
        return overlay(base, self.style_nodes(node, folders["styles"])) if node else base

    def style_nodes(self, node: Node, folder: Path) -> Mapping:
        """Style definitions of a `styles:` value: a mapping, a file, or a list of either, later ones on top."""
        result = Mapping({}, node.span)
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar):
                path = self.named_file(item, folder, "styles")
                if path is None:
                    continue
                item = self.read("styles", path)
            if not isinstance(item, Mapping):
                self.report.error(item.span, "styles are names with their definitions", "write name: {size: 12pt}")
                continue
            merged = overlay(result, item)
            assert isinstance(merged, Mapping)
            result = merged
        return result
