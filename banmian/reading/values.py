"""Values of a PDF as the layout tree has them: text strings, colours, gradients, names of layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1


def layer_name(group: Mapping[str, Any]) -> str:
    """The name of an optional-content group, or of the first one of a membership."""
    name = resolve1(group.get("Name"))
    if name is None:
        members = resolve1(group.get("OCGs"))
        first = resolve1(members[0]) if isinstance(members, list) and members else members
        name = resolve1(first.get("Name")) if isinstance(first, dict) else "?"
    return pdf_text(name)


def pdf_text(value: Any) -> str:
    """A text string of the file (ISO 32000-2 §7.9.2.2)."""
    value = resolve1(value)
    if not isinstance(value, bytes):
        return str(value or "")
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


def drawing_told(form: PDFStream) -> tuple[str, tuple[float, float]] | None:
    """The digest and the size of the drawing that a form of ours says it is (ISO 32000-2 §14.5); None for others."""
    value: Any = form.attrs
    for key in ("PieceInfo", "Banmian", "Private"):
        value = resolve1(value.get(key))
        if not isinstance(value, dict):
            return None
    digest, size = resolve1(value.get("Drawing")), resolve1(value.get("Size"))
    if not isinstance(digest, bytes) or not isinstance(size, list) or len(size) != 2:
        return None
    return digest.decode("latin-1"), (float(resolve1(size[0])), float(resolve1(size[1])))


def shading_text(shading: Any) -> str:
    """A gradient's colours: those at its ends, where its function tells them."""
    attributes = shading.attrs if isinstance(shading, PDFStream) else shading
    function = resolve1(attributes.get("Function"))
    values = function if isinstance(function, dict) else getattr(function, "attrs", {})
    ends = [resolve1(values.get(key)) for key in ("C0", "C1")]
    if not all(isinstance(end, list) for end in ends):
        return "gradient"
    first, last = (colour_parts(tuple(float(resolve1(part)) for part in end)) for end in ends)
    return f"gradient {first} to {last}"


def state_colour(state: Any, stroke: bool) -> str:
    """The colour of a graphics state, for filling or for stroking."""
    value, space = (state.scolor, state.scs) if stroke else (state.ncolor, state.ncs)
    if isinstance(value, str) or (isinstance(value, tuple) and value and isinstance(value[-1], str)):
        return "pattern"
    parts = tuple(value) if isinstance(value, tuple | list) else (value,)
    if space.name in ("Separation", "DeviceN", "Indexed", "Lab"):
        return " ".join([space.name, *(f"{float(part):.3g}" for part in parts)])
    return colour_parts(parts)


def colour_parts(parts: tuple[float, ...]) -> str:
    """A colour by its number of parts."""
    space = {1: "gray", 3: "rgb", 4: "cmyk"}.get(len(parts), "colour")
    return " ".join([space, *(f"{float(part):.3g}" for part in parts)])
