"""Cut a face down to the glyphs that a document shows, and say by which code each is addressed in it.

HarfBuzz numbers the glyphs of a subset anew, in their order, and gives a CID-keyed CFF font the CIDs of these numbers: so whatever
the kind of font, a glyph's code is its number in the subset (ISO 32000-2 §9.7.4.2). A variable font is pinned to where the face
stands on its axes; CFF2, which PDF does not know, becomes CFF.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import msgspec
import uharfbuzz as hb

from banmian.fonts.face import Face
from banmian.fonts.file import FontError, open_font
from banmian.fonts.rights import embedding_of, whole_only
from banmian.fonts.tables import tables_of
from banmian.spec.files.project import shown

# Glyphs are drawn by id, so a viewer needs outlines and widths and nothing that shapes or names them.
_DROPPED = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "cmap", "name", "post", "OS/2", "VORG", "vhea", "vmtx", "gasp", "STAT",
    "meta", "DSIG", "kern", "hdmx", "VDMX", "LTSH", "PCLT", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "sbix", "EBDT", "EBLC",
    "morx", "mort", "feat", "prop", "opbd", "trak", "avar", "fvar", "MVAR", "HVAR", "VVAR", "gvar", "cvar",
)  # fmt: skip


class Subset(msgspec.Struct, frozen=True):
    """An embeddable subset of a face."""

    data: bytes  #: a CFF table when *is_cff*, else a TrueType file
    is_cff: bool
    codes: dict[int, int]  #: by the face's glyph id: the CID that shows the glyph


def make_subset(face: Face, glyphs: Iterable[int]) -> Subset:
    """The subset of *face* with *glyphs* and .notdef; the same input gives the same bytes. Raises FontError.

    A font that may be embedded as a whole only keeps all its glyphs.
    """
    file = open_font(face.record.path)
    asked = set(glyphs)
    wanted = sorted({0, *asked})
    shown_all = whole_only(embedding_of(file, tables_of(file, face.record.index)))
    kept = set(range(face.hb_face.glyph_count)) if shown_all else set(wanted)
    source = hb.SubsetInput()
    source.sets(hb.SubsetInputSets.GLYPH_INDEX).set(kept)
    source.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update([int.from_bytes(tag.ljust(4).encode()) for tag in _dropped(face)])
    flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if 0 in asked:  # the box for a missing character
        flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    if face.is_cff:
        # Calls of subroutines do not compress: without them a subset is an eighth smaller.
        flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.DOWNGRADE_CFF2
    source.flags = flags
    places = dict(face.record.variations)
    for tag, axis in face.axes.items():
        source.pin_axis_location(face.hb_face, tag, places.get(tag, axis.default_value))
    name = shown(Path(face.record.path))
    try:
        plan = hb.SubsetPlan(face.hb_face, source)
        cut = plan.execute()
    except (hb.HarfBuzzError, RuntimeError) as error:
        raise FontError(f"the font file {name} cannot be subset: {error}") from None
    renumbered = plan.old_to_new_glyph_mapping
    beyond = [glyph for glyph in wanted if glyph not in renumbered]
    if beyond:
        raise FontError(f"the font file {name} is broken: its table cmap names glyphs that are not there ({beyond[0]})")
    codes = {glyph: renumbered[glyph] for glyph in wanted}
    data = bytes(cut.reference_table("CFF ").data) if face.is_cff else bytes(cut.blob.data)
    if not data and "CFF2" in cut.table_tags:
        data = _downgraded(bytes(cut.blob.data), name)
    if not data:
        raise FontError(f"the font file {name} cannot be subset: its outlines are broken")
    return Subset(data, face.is_cff, codes)


def _downgraded(font: bytes, name: str) -> bytes:
    """The CFF of a font with CFF2 and no axes, which HarfBuzz leaves as it is."""
    try:
        from fontTools.cffLib.CFF2ToCFF import convertCFF2ToCFF
        from fontTools.ttLib import TTFont
    except ImportError:
        raise FontError(f"the font file {name} needs fontTools: python3 -m pip install 'banmian[fonts]'") from None
    try:
        with TTFont(io.BytesIO(font), recalcTimestamp=False) as opened:
            convertCFF2ToCFF(opened)
            target = io.BytesIO()
            opened.save(target)
        made = hb.Face(hb.Blob(target.getvalue()))
        return bytes(made.reference_table("CFF ").data)
    except Exception as error:  # fontTools raises whatever it stumbles over
        raise FontError(f"the font file {name} is broken: its table CFF2 cannot be read ({error})") from None


def _dropped(face: Face) -> tuple[str, ...]:
    """The tables to drop; those of a variable font's axes only go where they have been worked in."""
    axes = {"avar", "fvar", "MVAR", "HVAR", "VVAR", "gvar", "cvar"}
    return tuple(tag for tag in _DROPPED if not (face.axes and tag in axes))
