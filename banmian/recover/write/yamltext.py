"""Write values as people write them in a page file: lengths, colours, strings, short mappings in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[^\s\d\-+?:,\[\]{}#&*!|>'\"%@`~.=][^\n:#,\[\]{}]*$")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", ""}


def number(value: float, places: int = 2) -> str:
    """A number without needless digits."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return "0" if text in ("", "-0") else text


def pt(value: float) -> str:
    """A length in points."""
    return f"{number(value)}pt"


def em(value: float, places: int = 3) -> str:
    """A length in ems."""
    return f"{number(value, places)}em"


def scalar(text: str) -> str:
    """A string, quoted where YAML would read something else."""
    if "\u2028" in text:  # a line end of the author's own
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\u2028", "\\L")
        return f'"{escaped}"'
    if _PLAIN.match(text) and text == text.strip() and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"


def flow(entries: Mapping[str, str]) -> str:
    """A mapping in one line; values are written already."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"


def flow_list(items: Iterable[str]) -> str:
    """A list in one line."""
    return "[" + ", ".join(items) + "]"


def colour(told: str) -> str:
    """A colour of the tree as a page file has it; black where the tree does not say."""
    words = told.split()
    try:
        parts = [float(word) for word in words[1:]]
    except ValueError:
        return "black"
    if words[:1] == ["gray"] and len(parts) == 1:
        parts = [0.0, 0.0, 0.0, 1 - parts[0]]
    elif words[:1] == ["rgb"] and len(parts) == 3:
        if max(parts) == min(parts):
            parts = [0.0, 0.0, 0.0, 1 - parts[0]]
        else:
            return "'#" + "".join(f"{round(part * 255):02x}" for part in parts) + "'"
    if len(parts) != 4:
        return "black"
    if parts[:3] == [0, 0, 0]:
        return {0.0: "white", 1.0: "black"}.get(parts[3], f"k {number(parts[3] * 100, 1)}")
    return "cmyk " + " ".join(number(part * 100, 1) for part in parts)


def rule(told: str, ink: str) -> str:
    """A printed rule of kind and weight as *told*, in a colour of the tree; black is not said."""
    said = colour(ink)
    if said.startswith("'"):  # a # within a plain scalar would begin a comment
        return f"'{told} {said[1:]}"
    return told if said == "black" else f"{told} {said}"
