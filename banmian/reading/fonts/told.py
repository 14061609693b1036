"""Which glyphs of a file have no character told, and what the names of glyphs tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fontTools.agl import toUnicode
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from banmian.reading.fonts.codes import FontSet
from banmian.reading.interpret import Reader, Shown

Spec = Mapping[str, Any]
_SYMBOLIC = 4  # flag of a font descriptor: its codes are its own (ISO 32000-2 table 121)
_TOLD = re.compile(r"^(uni([0-9A-F]{4})+|u[0-9A-F]{4,6})([._].*)?$")


def unnamed(readers: Sequence[Reader], fonts: FontSet) -> dict[PDFFont, dict[int, int]]:
    """By font, the codes whose character the file does not tell, and how often each is shown."""
    wanted: dict[PDFFont, dict[int, int]] = {}
    own: dict[PDFFont, Callable[[int], bool]] = {}
    for shown in every_shown(readers):
        if shown.font not in own:
            own[shown.font] = _own_codes(shown.font, fonts.specs.get(shown.font, {}))
        for text, code in zip(shown.texts, shown.codes, strict=True):
            if not _is_told(text) or own[shown.font](code):
                codes = wanted.setdefault(shown.font, {})
                codes[code] = codes.get(code, 0) + 1
    return wanted


def every_shown(readers: Sequence[Reader]) -> Iterable[Shown]:
    """What was shown on all pages."""
    return (shown for reader in readers for shown in reader.shown)


def _is_told(text: str) -> bool:
    """Whether a file's word for a glyph is a character: no stand-in, none for private use."""
    return bool(text) and not any(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)


def _own_codes(font: PDFFont, spec: Spec) -> Callable[[int], bool]:
    """Which one-byte codes of a font are its own, whatever letter a standard encoding has there."""
    if not isinstance(font, PDFSimpleFont) or "ToUnicode" in spec:
        return lambda code: False
    names = differences(spec)
    if names:
        return lambda code: code in names and not told_by_name(names[code])
    if isinstance(font, PDFType3Font):
        return lambda code: True
    descriptor = resolve1(spec.get("FontDescriptor"))
    embedded = isinstance(descriptor, dict) and any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    flags = resolve1(descriptor.get("Flags")) if isinstance(descriptor, dict) else 0
    symbolic = embedded and "Encoding" not in spec and isinstance(flags, int) and bool(flags & _SYMBOLIC)
    return lambda code: symbolic


def told_by_name(name: str) -> str:
    """The character that a glyph's name tells (Adobe's glyph list); empty where it tells none."""
    if _TOLD.match(name):
        return str(toUnicode(name))
    found = str(toUnicode(name.split(".")[0])) if name else ""
    return found if len(found) == 1 else ""


def differences(spec: Spec) -> dict[int, str]:
    """The glyph names that a font dictionary's encoding tells (ISO 32000-2 §9.6.5.1)."""
    encoding = resolve1(spec.get("Encoding"))
    if not isinstance(encoding, dict):
        return {}
    found: dict[int, str] = {}
    code = 0
    for item in resolve1(dict_value(encoding).get("Differences")) or []:
        item = resolve1(item)
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            found[code] = str(literal_name(item))
            code += 1
    return found
