"""Stage 2: font files to faces, glyphs, advances and embedded subsets (HarfBuzz); and fonts for any ReportLab program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from banmian.fonts.file import FontError
    from banmian.fonts.pdffont import PdfFont, ShapedLine

__all__ = ["FontError", "PdfFont", "ShapedLine"]


def __getattr__(name: str) -> Any:
    """What is public is imported when it is asked for: a page needs none of it."""
    if name == "FontError":
        from banmian.fonts.file import FontError

        return FontError
    if name in ("PdfFont", "ShapedLine"):
        from banmian.fonts import pdffont

        return getattr(pdffont, name)
    raise AttributeError(f"module {__name__} has no {name}")
