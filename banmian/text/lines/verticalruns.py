"""Place the glyphs of a vertical line: upright by vertical metrics, turned, or side by side in a square (V1, V3)."""

from __future__ import annotations

from banmian.text.lines.line import Mode, Run
from banmian.text.lines.piece import Piece
from banmian.text.lines.vertical import VerticalSetting
from banmian.text.paragraph import SLACK
from banmian.text.widths.western import TURNED_ACROSS


def vertical_runs(piece: Piece) -> list[Run]:
    """The runs of a piece of a vertical line."""
    setting, kind, face = piece.setting, piece.kind, piece.face
    assert isinstance(setting, VerticalSetting)
    if kind.mode is Mode.SQUARE:
        return _squares(piece)
    if kind.cluster:
        return [piece.cluster_run()]
    glyphs = [setting.glyph_of[char] for char in piece.text]
    if kind.mode is Mode.TURNED:
        drawn = [face.advance(glyph) * kind.width for glyph in glyphs]
        offsets = [
            0.0 if kind.plain else setting.offsets[char] if abs(setting.advances[char] - box) < SLACK else (box - width) / 2
            for char, box, width in zip(piece.text, piece.boxes, drawn, strict=True)
        ]
        return [piece.offset_run(glyphs, drawn, offsets, piece.across + TURNED_ACROSS * piece.size)]
    drawn = [face.vertical_metrics(glyph)[0] for glyph in glyphs]
    return [piece.offset_run(glyphs, drawn, [setting.offsets[char] for char in piece.text])]


def _squares(piece: Piece) -> list[Run]:
    """One run a square, its characters side by side, narrowed to an em where they are wider."""
    size, face, down = piece.size, piece.face, piece.along
    starts = [at for at, box in enumerate(piece.boxes) if box > 0 or at == 0]  # a cut line may begin within a square
    runs = []
    for start, end in zip(starts, [*starts[1:], len(piece.text)], strict=True):
        text = piece.text[start:end]
        glyphs = tuple(face.glyphs[char] for char in text)
        width = sum(face.advance(glyph) for glyph in glyphs)
        scale = min(1.0, 1.0 / width) if width > 0 else 1.0
        left = piece.across - width * scale / 2 * size
        runs.append(Run(down, text, face.record, size, scale, glyphs, (), piece.kind.mode, left, piece.colour))
        down += sum(piece.steps[start:end]) * size
    return runs
