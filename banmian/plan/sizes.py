"""Lengths that cannot be: frames, gutters and bleeds of less than nothing, said before they make nonsense of what follows."""

from __future__ import annotations

from banmian.spec.files.decode import Spans
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import PageSpec
from banmian.spec.types.frame import FrameSpec, SizeSpec
from banmian.spec.types.units import Length

_EXTENTS = (("measure", "the measure"), ("width", "the width"), ("height", "the height"))


def check_size(frame: FrameSpec, at: int, spans: Spans, report: Report) -> bool:
    """Whether *frame*, the *at*-th of its file, has an extent that can be; reported where it has none."""
    wrong = []
    size = frame.size
    least = 0.0 if spans.noted("frames", at, "rule") else 1e-6  # a rule has its weight, however high its frame
    written = [key for key in SizeSpec.__struct_fields__ if spans.noted("frames", at, "size", key, "key")]
    if any(getattr(size, key) is None for key in written):
        return False  # it could not be read, which is reported already
    if isinstance(size.lines, float | int) and size.lines < least:
        wrong.append(("lines", f"{size.lines:g} lines", "write a number of lines above 0, auto (as high as its filling) or rest"))
    if size.columns is not None and size.columns < 1:
        wrong.append(("columns", f"{size.columns} columns", "a frame is one column wide or more"))
    for key, what in _EXTENTS:
        length: Length | None = getattr(size, key)
        if length is not None and length.value < least:
            wrong.append((key, f"{what} {length}", "write more than 0"))
    for key, said, hint in wrong:
        report.error(spans.at("frames", at, "size", key), f"the frame {frame.id} cannot have {said}", hint)
    return not wrong


def check_page_lengths(spec: PageSpec, report: Report) -> bool:
    """Whether type, leading, gutter and bleed of the page can be; reported where they cannot."""
    page, grid = spec.file.page, spec.file.page.grid
    before = len(report.errors)
    for key, length in (("size", grid.size), ("leading", grid.leading)):
        if length.value <= 0:
            report.error(
                spec.spans.at("page", "grid", key), f"a {key} of {length} cannot be set", "write more than 0, such as 五号"
            )
    if grid.gutter.value < 0:
        message = f"a gutter of {grid.gutter} would lay columns over one another"
        report.error(spec.spans.at("page", "grid", "gutter"), message, "write 0 or more, such as 2em")
    if page.bleed.value < 0:
        report.error(
            spec.spans.at("page", "bleed"), f"a bleed of {page.bleed} would cut into the page", "write 0 or more, such as 3mm"
        )
    return len(report.errors) == before
