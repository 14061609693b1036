"""Take from a page what stands beside its lines and belongs to their characters; bring raised type into its line.

The entry is `in_their_lines`. Afterwards a page's glyphs are those of its lines, and its paths what is no mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

import msgspec

from banmian.recover.segment.type.glyph import Glyph
from banmian.recover.segment.type.glyphs import PageGlyphs
from banmian.recover.segment.type.marks import take_marks
from banmian.recover.segment.type.raised import with_raised
from banmian.recover.segment.type.readings import Marks, take_ruby, take_zhuyin
from banmian.tree.tree import TreePage


def in_their_lines(glyphs: PageGlyphs, page: TreePage) -> tuple[PageGlyphs, TreePage]:
    """*glyphs* without readings, each with what belongs beside it; *page* without the paths that are marks."""
    groups = count(1)
    every = [*glyphs.horizontal, *glyphs.vertical]
    body = _body(every)
    every = _marked(*take_zhuyin(every, groups))
    every = [glyph for down in (False, True) for glyph in with_raised([one for one in every if one.vertical == down])]
    every = _marked(*take_ruby(every, body, groups))
    paths, marks = take_marks(page.paths, every, body, groups)
    every = _marked(every, marks)
    across, down = (tuple(glyph for glyph in every if glyph.vertical == vertical) for vertical in (False, True))
    found = msgspec.structs.replace(glyphs, horizontal=across, vertical=down)
    return found, msgspec.structs.replace(page, paths=tuple(paths)) if marks else page


def _body(glyphs: Sequence[Glyph]) -> float:
    """The size of most type."""
    return Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0] if glyphs else 10.0


def _marked(glyphs: Sequence[Glyph], marks: Marks) -> list[Glyph]:
    if not marks:
        return list(glyphs)
    return [
        msgspec.structs.replace(glyph, beside=(*glyph.beside, *found)) if (found := marks.get(id(glyph))) else glyph
        for glyph in glyphs
    ]
