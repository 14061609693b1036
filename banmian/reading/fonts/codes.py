"""The fonts of a PDF as pdfminer reads them, with what it leaves out: code maps that lie in the file itself.

A Type 0 font may bring its own map from codes to CIDs (ISO 32000-2 §9.7.5.3); without it nothing of its text is seen. A map
that names more than a font can have is a bomb and is not read.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Mapping
from typing import Any

from pdfminer.cmapdb import CMapDB, CMapParser, FileCMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name

_MOST_CODES = 0x40000  # ISO 32000-2 Annex C: a CID is at most 65,535; some writers list a range twice
_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)end(?:bf|cid|notdef)range", re.DOTALL)
_TOKENS = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[[^\]]*\])|(\d+)")


class FontSet(PDFResourceManager):
    """The fonts of one file, and the dictionary that each comes from."""

    def __init__(self) -> None:
        super().__init__()
        self.specs: dict[PDFFont, Mapping[str, Any]] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of *spec*; of a Type 0 font, its descendant with the codes of the whole."""
        made = super().get_font(objid, _without_bombs(spec))
        if made not in self.specs:
            self.specs[made] = spec
            encoding = resolve1(spec.get("Encoding"))
            if isinstance(made, PDFCIDFont) and isinstance(encoding, PDFStream):
                _own_codes(made, encoding)
        return made


def _without_bombs(spec: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in spec.items() if not (key in ("ToUnicode", "Encoding") and _is_bomb(resolve1(value)))}


def _is_bomb(value: object) -> bool:
    """Whether a code map's ranges name more codes than any font has."""
    if not isinstance(value, PDFStream):
        return False
    told = 0
    for section in _RANGES.findall(value.get_data()):
        ends = [re.sub(rb"\s", b"", found[0]) for found in _TOKENS.findall(section)]
        for first, last in zip(ends[::3], ends[1::3], strict=False):
            told += 1 + max(0, int(last[-8:] or b"0", 16) - int(first[-8:] or b"0", 16))
            if told > _MOST_CODES:
                return True
    return False


class _OwnCodes(FileCMap):
    """A map from codes to CIDs; pdfminer's parser hands the ranges over as it does those of ToUnicode."""

    def add_cid2unichr(self, cid: int, code: PSLiteral | bytes | int) -> None:
        if isinstance(code, bytes) and code:
            self.add_code2cid(code.decode("latin-1"), cid)


class _OwnCodesParser(CMapParser):
    """pdfminer's parser, which takes the two of `begincidchar` in the wrong order."""

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        if token is not self.KEYWORD_ENDCIDCHAR:
            super().do_keyword(pos, token)
            return
        values = [value for _, value in self.popall()]
        for code, cid in zip(values[::2], values[1::2], strict=False):
            if isinstance(code, bytes) and isinstance(cid, int):
                self.cmap.add_cid2unichr(cid, code)


def _own_codes(font: PDFCIDFont, encoding: PDFStream) -> None:
    """Give *font* the codes of the map in *encoding*, where no map of that name is known."""
    found = _OwnCodes()
    base = resolve1(encoding.get("UseCMap"))
    if isinstance(base, PSLiteral):
        with contextlib.suppress(CMapDB.CMapNotFound, AssertionError):
            found.use_cmap(CMapDB.get_cmap(literal_name(base)))
    _OwnCodesParser(found, io.BytesIO(encoding.get_data())).run()
    if not found.code2cid:
        return
    font.cmap = found
    font.vertical = bool(resolve1(encoding.get("WMode", found.attrs.get("WMode", 0))))
