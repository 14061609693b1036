"""Place the glyphs of a vertical line: upright by vertical metrics, turned, or side by side in a square (V1, V3)."""

from __future__ import annotations

from banmian.fonts.face import Face
from banmian.spec.units import Colour
from banmian.text.line import Mode, Run
from banmian.text.setting import Kind, Setting
from banmian.text.vertical import VerticalSetting
from banmian.text.western import TURNED_ACROSS


def vertical_runs(
    setting: Setting,
    kind: Kind,
    text: str,
    widths: tuple[list[float], list[float]],
    gaps: list[float] | None,
    place: tuple[float, float],
    colour: Colour | None = None,
) -> list[Run]:
    """Runs of characters of one *kind*. *widths* are each character's box and its advance; *place* is how far
    down the line the first stands, and how far right of its middle.
    """
    if kind.silent:
        return []
    down, across = place
    assert isinstance(setting, VerticalSetting)
    boxes, advances = widths
    size, face = setting.style.size, setting.faces[kind.face]
    steps = [advance + gap for advance, gap in zip(advances, gaps or [0.0] * len(text), strict=True)]
    if kind.mode is Mode.SQUARE:
        return _squares(setting, kind, text, boxes, steps, place, colour)
    if kind.cluster:
        cluster = face.shape(text, vertical=True)
        over = (sum(steps) - sum(cluster.advances)) * size
        pairs = zip(cluster.advances, cluster.glyphs, strict=True)
        moves = [(step - face.vertical_metrics(glyph)[0]) * size for step, glyph in pairs]
        adjust = (*moves[:-1], moves[-1] + over)
        return [Run(down, text, face.record, size, kind.width, cluster.glyphs, adjust, kind.mode, across, colour, cluster.texts)]
    glyphs = tuple(setting.glyph_of[char] for char in text)
    if kind.mode is Mode.TURNED:
        drawn = [face.advance(glyph) * kind.width for glyph in glyphs]
        offsets = [0.0 if kind.plain else (box - width) / 2 for box, width in zip(boxes, drawn, strict=True)]
        adjust = _adjusted(steps, drawn, offsets, size)
        down += offsets[0] * size
        return [Run(down, text, face.record, size, kind.width, glyphs, adjust, kind.mode, across + TURNED_ACROSS * size, colour)]
    drawn = [face.vertical_metrics(glyph)[0] for glyph in glyphs]
    offsets = [setting.offsets[char] for char in text]
    adjust = _adjusted(steps, drawn, offsets, size)
    adjust = adjust if any(adjust) else ()
    return [Run(down + offsets[0] * size, text, face.record, size, kind.width, glyphs, adjust, kind.mode, across, colour)]


def _adjusted(steps: list[float], drawn: list[float], offsets: list[float], size: float) -> tuple[float, ...]:
    """What is added after each glyph of *drawn* length, so that each stands at its offset in its step."""
    following = [*offsets[1:], 0.0]
    return tuple(
        (step - length + after - before) * size
        for step, length, before, after in zip(steps, drawn, offsets, following, strict=True)
    )


def _squares(
    setting: VerticalSetting,
    kind: Kind,
    text: str,
    boxes: list[float],
    steps: list[float],
    place: tuple[float, float],
    colour: Colour | None,
) -> list[Run]:
    """One run a square, its characters side by side, narrowed to an em where they are wider."""
    size, face = setting.style.size, setting.faces[kind.face]
    down, across = place
    starts = [at for at, box in enumerate(boxes) if box > 0 or at == 0]  # a cut line may begin within a square
    runs = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        glyphs = _upright_glyphs(face, text[start:end])
        width = sum(face.advance(glyph) for glyph in glyphs)
        scale = min(1.0, 1.0 / width) if width > 0 else 1.0
        left = across - width * scale / 2 * size
        runs.append(Run(down, text[start:end], face.record, size, scale, glyphs, (), kind.mode, left, colour))
        down += sum(steps[start:end]) * size
    return runs


def _upright_glyphs(face: Face, text: str) -> tuple[int, ...]:
    return tuple(face.glyphs[char] for char in text)
