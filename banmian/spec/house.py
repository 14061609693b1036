"""Read the specification of a house: one that comes with banmian, by its name, or a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from banmian.spec.files.decode import Decoder, Spans
from banmian.spec.files.diagnostics import Diagnostic, PageError, Report, suggestion
from banmian.spec.files.project import bundled, is_file, shown
from banmian.spec.files.source import Mapping, read_nodes
from banmian.spec.types.house import HouseSpec


def house_names() -> list[str]:
    """The houses that come with banmian."""
    return sorted(path.stem for path in bundled("assets", "houses").glob("*.yaml"))


def load_house(name: str) -> HouseSpec:
    """The house of that *name*, or in the file of that name. Raises PageError with everything that is wrong in it."""
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml"):
        if name not in house_names():
            hint = f"{suggestion(name, house_names())}; a house of your own is a YAML file"
            raise PageError([Diagnostic(None, f"there is no house {name}", hint)])
        path = bundled("assets", "houses", f"{name}.yaml")
    if not is_file(path):
        raise PageError([Diagnostic(None, f"there is no file {shown(path)}", f"the houses here are {', '.join(house_names())}")])
    node, report = read_nodes(path, shown(path)), Report()
    if not isinstance(node, Mapping):
        raise PageError([Diagnostic(node.span, "a house is keys and values", "start with name:")])
    spans = Spans(node.span)
    found: Any = Decoder(report, spans).decode(node, HouseSpec)
    report.stop_on_errors()
    house: HouseSpec = found
    for key in ("smallest_type", "colour_type", "tint_type", "white_type", "thin_line", "colour_line", "bleed"):
        length = getattr(house, key)
        if length is not None and length.unit in ("em", "lines"):
            report.error(spans.at(key), f"{key} is measured in type; write it in pt or mm")
    report.stop_on_errors()
    return house
