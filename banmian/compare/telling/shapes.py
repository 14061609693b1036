"""Whether two embedded font programs draw their letters alike, whatever else differs between two subsets."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator, Sequence
from typing import Any

_UNKNOWN = ""


def changed_shapes(before: Sequence[bytes], after: Sequence[bytes]) -> str | None:
    """What differs between the letters that both have: nothing (""), or in words; None where it cannot be told.

    Letters are known by their CID or name, which subsets keep; where they do not, the same drawings count as
    the same letters.
    """
    try:
        from fontTools.ttLib import TTLibError
    except ImportError:
        return None
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        old, new = (dict(item for data in side for item in _drawings(data)) for side in (before, after))
    except (TTLibError, ValueError, KeyError, AssertionError, IndexError, AttributeError, TypeError, OverflowError, struct.error):
        return None
    shared = [name for name in old if name in new and name != ".notdef"]
    changed = [name for name in shared if old[name] != new[name]]
    if not changed or not shared:
        return _UNKNOWN if shared or not old or not new else None
    drawn_before, drawn_after = set(old.values()), set(new.values())
    if drawn_before <= drawn_after or drawn_after <= drawn_before:
        return _UNKNOWN  # renumbered by another subsetter
    strangers = len([shape for shape in drawn_after if shape not in drawn_before])
    common = len(drawn_after & drawn_before)
    if common >= 0.5 * len(drawn_after) and len(changed) > strangers * 2:
        return None if strangers else _UNKNOWN
    return f"draws {len(changed)} of {len(shared)} letters otherwise (another version of the font)"


def _drawings(data: bytes) -> Iterator[tuple[str, int]]:
    """Each letter of a program and a digest of its drawing."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    glyphs = _glyph_set(data)
    for name in glyphs:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        yield name, hash(tuple((kind, tuple(points)) for kind, points in pen.value))


def _glyph_set(data: bytes) -> Any:
    if data[:4] in (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf"):
        from fontTools.ttLib import TTFont

        return TTFont(io.BytesIO(data), lazy=True).getGlyphSet()
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return _CharStrings(fonts[0].CharStrings)


class _CharStrings(dict[str, Any]):
    """The letters of a bare CFF table by name; in a CID-keyed one, by CID."""

    def __init__(self, strings: Any) -> None:
        super().__init__((name, strings[name]) for name in strings.keys())  # noqa: SIM118  (fontTools' own mapping)
