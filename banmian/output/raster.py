"""Pages of a PDF as pixels, through pdfium: exactly to scale, from the trim box's corner if asked.

pdfium's usual call stretches a page to a whole number of pixels; here a pixel is 1/ppi inch, so that two pages
of other paper sizes can be laid over one another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from math import ceil
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from banmian.spec.files.diagnostics import Diagnostic, PageError

if TYPE_CHECKING:
    from PIL.Image import Image

_P = ParamSpec("_P")
_R = TypeVar("_R")
LOCK = threading.RLock()  #: pdfium does one thing at a time


def _alone(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """*call* while no other thread is in pdfium."""

    @wraps(call)
    def locked(*arguments: _P.args, **named: _P.kwargs) -> _R:
        with LOCK:
            return call(*arguments, **named)

    return locked


class Raster:
    """An open PDF. Raises PageError without pypdfium2 or where the file cannot be opened."""

    @_alone
    def __init__(self, pdf: bytes, password: str = "") -> None:
        pdfium = load_pdfium()
        try:
            self._document = pdfium.PdfDocument(pdf, password=password or None)
        except pdfium.PdfiumError as error:
            raise PageError([Diagnostic(None, f"the PDF cannot be opened: {error}")]) from None
        self._pages: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @_alone
    def close(self) -> None:
        """Let the file go."""
        for page in self._pages.values():
            page.close()
        self._pages.clear()
        self._document.close()

    @_alone
    def __len__(self) -> int:
        return len(self._document)

    def _page(self, number: int) -> Any:
        page = self._pages.get(number)
        if page is None:
            for other in self._pages.values():
                other.close()
            self._pages = {number: (page := self._document[number])}
        return page

    @_alone
    def area(self, number: int) -> tuple[float, float, float, float]:
        """What is shown of page *number* (from 0), from the corner of its trim box: left, top, width, height in points."""
        page = self._page(number)
        crop, trim = page.get_cropbox(), page.get_trimbox()
        if page.get_rotation():
            return 0.0, 0.0, *page.get_size()
        left, top = crop[0] - trim[0], trim[3] - crop[3]
        return left, top, crop[2] - crop[0], crop[3] - crop[1]

    @_alone
    def render(self, number: int, ppi: float, box: tuple[float, float, float, float]) -> Image:
        """What lies in *box* (points from the trim box's corner: left, top, width, height) of page *number*, in RGB."""
        import ctypes

        from pypdfium2 import raw

        left, top, wide, high = box
        scale = ppi / 72
        width, height = max(1, ceil(wide * scale - 1e-6)), max(1, ceil(high * scale - 1e-6))
        page = self._page(number)
        shown = self.area(number)
        bitmap = load_pdfium().PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix = raw.FS_MATRIX(scale, 0, 0, scale, (shown[0] - left) * scale, (shown[1] - top) * scale)
        clip = raw.FS_RECTF(0, 0, width, height)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, ctypes.byref(matrix), ctypes.byref(clip), raw.FPDF_ANNOT)
        image: Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return image


def load_pdfium() -> Any:
    """The module pypdfium2. Raises PageError where it is not installed."""
    try:
        import pypdfium2
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[png]'"
        raise PageError([Diagnostic(None, "pictures of pages need pypdfium2, which is not installed", hint)]) from None
    return pypdfium2
