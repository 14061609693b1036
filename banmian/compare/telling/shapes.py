"""Whether two embedded font programs draw their letters alike, whatever else differs between two subsets."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_UNKNOWN = ""
Program = tuple[bytes, Mapping[int, str]]  #: a font program, and what its CIDs stand for


def changed_shapes(before: Sequence[Program], after: Sequence[Program]) -> str | None:
    """What differs between the letters that both have: nothing (""), or in words; None where it cannot be told.

    Letters are known by what they stand for, as the PDF tells it; where it does not, by CID or name, which some subsets keep; and
    where they do not, the same drawings count as the same letters.
    """
    try:
        from fontTools.ttLib import TTLibError
    except ImportError:
        return None
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        old, new = _letters(before), _letters(after)
    except (TTLibError, ValueError, KeyError, AssertionError, IndexError, AttributeError, TypeError, OverflowError, struct.error):
        return None
    shared = [name for name in old if name in new and name != ".notdef"]
    changed = [name for name in shared if not old[name] & new[name]]
    if not changed or not shared:
        return _UNKNOWN if shared or not old or not new else None
    drawn_before, drawn_after = set().union(*old.values()), set().union(*new.values())
    if drawn_before <= drawn_after or drawn_after <= drawn_before:
        return _UNKNOWN  # renumbered by another subsetter
    strangers = len([shape for shape in drawn_after if shape not in drawn_before])
    common = len(drawn_after & drawn_before)
    if common >= 0.5 * len(drawn_after) and len(changed) > strangers * 2:
        return None if strangers else _UNKNOWN
    return f"draws {len(changed)} of {len(shared)} letters otherwise (another version of the font)"


def _letters(programs: Sequence[Program]) -> dict[str, set[int]]:
    """The drawings of each letter; one has several where its forms differ, such as vertical ones."""
    found: dict[str, set[int]] = {}
    for data, texts in programs:
        for name, drawing in _drawings(data, texts):
            found.setdefault(name, set()).add(drawing)
    return found


def _drawings(data: bytes, texts: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Each letter of a program, known by its text or by its name, and a digest of its drawing."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    glyphs, names = _glyph_set(data)
    known = {names[code]: text for code, text in texts.items() if code in names}
    for name in glyphs:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        yield known.get(name, name), hash(tuple((kind, tuple(points)) for kind, points in pen.value))


def _glyph_set(data: bytes) -> tuple[Any, dict[int, str]]:
    """The letters of a program by name, and the names by the CIDs that a PDF shows them by."""
    if data[:4] in (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf"):
        from fontTools.ttLib import TTFont

        font = TTFont(io.BytesIO(data), lazy=True)
        return font.getGlyphSet(), dict(enumerate(font.getGlyphOrder()))
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    names = {int(name[3:]): name for name in top.charset if name.startswith("cid")} if hasattr(top, "ROS") else {}
    return _CharStrings(top.CharStrings), names or dict(enumerate(top.charset))


class _CharStrings(dict[str, Any]):
    """The letters of a bare CFF table by name; in a CID-keyed one, by CID."""

    def __init__(self, strings: Any) -> None:
        super().__init__((name, strings[name]) for name in strings.keys())  # noqa: SIM118  (fontTools' own mapping)
