"""Whether a drawing lets through what lies under it (ISO 32000-2 §11)."""

from __future__ import annotations

from banmian.pictures.drawings.drawing import Drawing
from banmian.pictures.recolour.spaces import Spaces
from banmian.pictures.values import Name, Stream, Value

_OPAQUE = ("Normal", "Compatible")


def see_through(drawing: Drawing) -> bool:
    """Whether any of its graphics states, forms or images is transparent."""
    spaces = Spaces(drawing.objects)
    states = spaces.resolve(drawing.resources)
    listed = spaces.resolve(states.get("ExtGState")) if isinstance(states, dict) else None
    plain = [spaces.resolve(item) for item in listed.values()] if isinstance(listed, dict) else []
    return any(_transparent(value, spaces) for value in (*plain, *drawing.objects.values()))


def _transparent(value: Value, spaces: Spaces) -> bool:
    entries = value.entries if isinstance(value, Stream) else value
    if not isinstance(entries, dict):
        return False
    told = {key: spaces.resolve(entries.get(key)) for key in ("CA", "ca", "BM", "SMask", "ExtGState")}
    if any(_number(told[key]) < 1 for key in ("CA", "ca")):
        return True
    mask, blend, states = told["SMask"], told["BM"], told["ExtGState"]
    if isinstance(mask, dict | Stream):
        return True
    modes = blend if isinstance(blend, list) else [blend]
    if any(isinstance(mode, Name) and mode.text not in _OPAQUE for mode in modes):
        return True
    inner = states.values() if isinstance(states, dict) else ()
    return any(_transparent(spaces.resolve(item), spaces) for item in inner)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 1.0
