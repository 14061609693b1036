"""The box and the kind of each character of a text: as its setting has it, and as its neighbours change it.

Marks within numbers, connectors, marks of two ems, combining marks, short runs in vertical lines, Western words.
"""

from __future__ import annotations

import re

from banmian.text.ends.breaks import NUMBER
from banmian.text.lines.line import Mode
from banmian.text.lines.vertical import VerticalSetting
from banmian.text.widths.marks import IS_ATTACHED, WITH_ATTACHED
from banmian.text.widths.setting import Setting
from banmian.text.widths.western import is_shapeable, shape_words

# S5: a solidus, or a short connector between numbers or names; not within a Western word or a URL.
_CONNECTING = re.compile("[/／–](?<![A-Za-z:/].)(?![A-Za-z/])|-(?<=[0-9\u3400-\uffff]-)(?=[0-9\u3400-\uffff])")
_PAIRS = re.compile("——|……|⋯⋯")


def set_up(text: str, setting: Setting) -> tuple[list[float], str]:
    """The box and the kind of each character of *text*, in ems of the setting."""
    boxes = [setting.advances[char] for char in text]
    kinds = text.translate(setting.kinds)
    if not text.isalpha():
        kinds = _kinds_in_context(text, setting, boxes, kinds)
    if isinstance(setting, VerticalSetting):
        kinds = setting.western_runs(text, boxes, kinds)
    if is_shapeable(text, setting):
        kinds = shape_words(text, setting, boxes, kinds)
    return boxes, kinds


def _kinds_in_context(text: str, setting: Setting, boxes: list[float], kinds: str) -> str:
    """Kinds that depend on neighbours; boxes too, in place."""
    changed: list[str] = []
    marks = (at for found in NUMBER.finditer(text) if not found[0].isdigit() for at in range(*found.span()) if text[at] in ".,:")
    for at in marks:
        changed = changed or list(kinds)
        changed[at], boxes[at] = setting.number_mark(text[at])
    width = setting.style.profile.connector_width
    if width is not None:
        for found in _CONNECTING.finditer(text):
            if setting.kind_of[kinds[found.start()]].mode is Mode.UPRIGHT:
                continue  # a full-width solidus keeps its square in vertical lines
            changed = changed or list(kinds)
            changed[found.start()], boxes[found.start()] = setting.in_box(found[0], width)
    for found in _PAIRS.finditer(text):
        changed = changed or list(kinds)
        if all(setting.faces[0].has(char) for char in found[0]):
            changed[found.start() : found.end()] = [setting.cluster] * 2
    if IS_ATTACHED.search(text):
        changed = changed or list(kinds)
        for found in WITH_ATTACHED.finditer(text):
            changed[found.start() : found.end()] = [setting.cluster_of(found[0][0])] * len(found[0])
    return "".join(changed) or kinds
