"""Cut a face down to the glyphs that a document shows, and say by which code each is addressed in it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import uharfbuzz as hb

from banmian.fonts.cff import glyph_cids
from banmian.fonts.face import Face, FontError

# Glyphs are drawn by id, so a viewer needs outlines and widths and nothing that shapes or names them.
_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "cmap",
    "name",
    "post",
    "OS/2",
    "VORG",
    "vhea",
    "vmtx",
    "gasp",
    "STAT",
    "meta",
    "DSIG",
    "kern",
    "hdmx",
    "VDMX",
    "LTSH",
)


class Subset(msgspec.Struct, frozen=True):
    """An embeddable subset of a face."""

    data: bytes  #: a CFF table when *is_cff*, else a TrueType file
    is_cff: bool
    codes: dict[int, int]  #: by the face's glyph id: the CID that shows the glyph


def make_subset(face: Face, glyphs: Iterable[int]) -> Subset:
    """The subset of *face* with *glyphs* and .notdef; the same input gives the same bytes. Raises FontError."""
    wanted = sorted({0, *glyphs})
    source = hb.SubsetInput()
    source.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(wanted))
    source.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update([int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED])
    source.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    try:
        plan = hb.SubsetPlan(face.hb_face, source)
        cut = plan.execute()
    except (hb.HarfBuzzError, RuntimeError) as error:
        raise FontError(f"the font file {face.record.path} cannot be subset: {error}") from None
    renumbered = plan.old_to_new_glyph_mapping
    codes = {glyph: renumbered[glyph] for glyph in wanted}
    if not face.is_cff:
        return Subset(bytes(cut.blob.data), False, codes)
    table = bytes(cut.reference_table("CFF ").data)
    cids = glyph_cids(table, cut.glyph_count)
    if cids is not None:
        codes = {glyph: cids[code] for glyph, code in codes.items()}
    return Subset(table, True, codes)
