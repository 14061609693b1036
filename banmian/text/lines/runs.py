"""Turn a line's characters into runs of glyphs at their places: split where style, face, scale or box change."""

from __future__ import annotations

import re

import msgspec

from banmian.text.lines.line import Mode, Run
from banmian.text.lines.piece import Piece
from banmian.text.lines.verticalruns import vertical_runs
from banmian.text.paragraph import SLACK, Paragraph
from banmian.text.widths.marks import SOFT_HYPHEN
from banmian.text.widths.setting import Setting
from banmian.text.widths.western import shaped_run

_SAME_KIND = re.compile(r"(.)\1*", re.DOTALL)


def line_runs(paragraph: Paragraph, start: int, end: int, gaps: list[float] | None, x: float) -> tuple[Run, ...]:
    """The glyphs of text[start:end] from *x* points on; *gaps* are ems of the paragraph's size, one a character."""
    if len(paragraph.parts) == 1:
        return tuple(_part_runs(paragraph, paragraph.parts[0][2], (start, end), gaps, x)[0])
    runs: list[Run] = []
    for first, last, setting in paragraph.parts:
        first, last = max(first, start), min(last, end)
        if first < last:
            part = gaps[first - start : last - start] if gaps else None
            more, x = _part_runs(paragraph, setting, (first, last), part, x)
            runs += more
    return tuple(runs)


def hyphen_run(paragraph: Paragraph, end: int, x: float) -> tuple[Run, ...]:
    """The hyphen of a word that is parted at *end*, in the word's own style; as text it is a soft hyphen."""
    setting = paragraph.setting_before(end)
    hyphen = Paragraph("-", setting)
    runs, _ = _part_runs(hyphen, setting, (0, 1), None, x)
    return tuple(msgspec.structs.replace(run, text=SOFT_HYPHEN) for run in runs)


def _part_runs(
    paragraph: Paragraph, setting: Setting, span: tuple[int, int], gaps: list[float] | None, x: float
) -> tuple[list[Run], float]:
    """The runs of one part of a line, all of one setting, and where the next part begins."""
    start, end = span
    size, tracking = setting.style.size, setting.style.tracking
    across = setting.style.shift if setting.style.vertical else -setting.style.shift
    inline = setting is not paragraph.setting
    moved = inline or paragraph.edges is not None or paragraph.opened  # the next may stand nearer, or farther, than a box
    runs: list[Run] = []
    at = start
    for found in _SAME_KIND.finditer(paragraph.kinds, start, end):
        kind = setting.kind_of[found[1]]
        stop = found.end()
        part = gaps[at - start : stop - start] if gaps else None
        text, advances = paragraph.text[at:stop], paragraph.advances[at:stop]
        if kind.plain and not moved and kind.mode is Mode.HORIZONTAL:
            face = setting.faces[kind.face]
            adjust = tuple([(gap + tracking) * size for gap in part or [0.0] * len(text)]) if part or tracking else ()
            glyphs = tuple(map(face.glyphs.__getitem__, text))
            runs.append(Run(x, text, face.record, size, kind.width, glyphs, adjust, across=across))
        else:
            boxes = paragraph.boxes[at:stop]
            if inline:
                ratio = size / paragraph.setting.style.size
                advances, boxes = [value / ratio for value in advances], [value / ratio for value in boxes]
                part = [gap / ratio for gap in part] if part else None
            steps = [advance + gap for advance, gap in zip(advances, part, strict=True)] if part else advances
            colour = setting.style.colour if inline and setting.style.colour != paragraph.setting.style.colour else None
            runs += _moved_runs(Piece(setting, kind, text, boxes, steps, x, across, colour))
        x += (sum(advances) + (sum(part) if part else 0.0)) * size
        at = stop
    return runs, x


def _moved_runs(piece: Piece) -> list[Run]:
    """The runs of a piece whose characters may not stand box by box."""
    kind = piece.kind
    if kind.silent:
        return []
    if kind.shaped:
        return [shaped_run(piece)]
    if kind.mode is not Mode.HORIZONTAL:
        return vertical_runs(piece)
    if not kind.plain:
        return [piece.cluster_run() if kind.cluster else _boxed_run(piece)]
    adjust = [(step - box) * piece.size for step, box in zip(piece.steps, piece.boxes, strict=True)]
    return [piece.run([piece.face.glyphs[char] for char in piece.text], adjust)]


def _boxed_run(piece: Piece) -> Run:
    """A run whose glyphs stand in boxes of their own: each is brought to its place in its box."""
    setting, face, text = piece.setting, piece.face, piece.text
    glyphs = [face.glyphs[char] for char in text]
    drawn = [face.advance(glyph) * piece.kind.width for glyph in glyphs]
    offsets = [
        setting.offsets[char] if abs(setting.advances[char] - box) < SLACK else (box - width) / 2
        for char, box, width in zip(text, piece.boxes, drawn, strict=True)
    ]
    if setting.style.profile.digit_width is not None and text[0].isdigit():
        # Figures share one scale, so a narrow one such as 1 is centred in its box.
        offsets = [(box - width) / 2 for box, width in zip(piece.boxes, drawn, strict=True)]
    return piece.offset_run(glyphs, drawn, offsets)
