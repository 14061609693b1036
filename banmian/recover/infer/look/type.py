"""Turn blocks into looks: family, weight, size, width, tracking, colour, alignment of each kind of type."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from banmian.recover.infer.layout.grid import snapped_size
from banmian.recover.infer.look.measures import (
    CLOSING,
    OPENING,
    Spreading,
    hanging_by,
    last_lines,
    measures_of,
    scale_of,
    spreading_of,
)
from banmian.recover.infer.look.styles import Look, weight_note
from banmian.recover.infer.text.pieces import Piece
from banmian.recover.segment.blocks import Block
from banmian.recover.segment.type.faces import family_of, set_family, weight_of
from banmian.recover.segment.type.lines import Line, dominant
from banmian.text.widths.marks import TRAILING
from banmian.tree.tree import TreePath

_CENTRED = 0.7  # points; how far a middle may lie from the measure's


def base_look(blocks: Sequence[Block], names: Sequence[str]) -> Look:
    """What the glyphs themselves tell: family, weight, size, width, colour."""
    block = blocks[0]
    name = names[block.font]
    family = family_of(name)
    glyphs = [glyph for item in blocks for line in item.lines for glyph in line.glyphs]
    return Look(
        family=set_family(name),
        weight=weight_of(name),
        size=snapped_size(block.size),
        exact=block.size if abs(snapped_size(block.size) - block.size) > 0.004 else 0.0,
        colour=block.lines[0].colour,
        width=scale_of(glyphs),
        note=weight_note(family, [name]),
    )


def text_look(pieces: Sequence[Piece], names: Sequence[str], leading: float, off_grid: bool, page_digit: float | None) -> Look:
    """The look of running text."""
    look = base_look([piece.block for piece in pieces], names)
    tracking = tracking_of(pieces)
    found = measures_of([line for piece in pieces for line in piece.lines], tracking)
    digit = found.digit if found.digit is not None and not found.digits_natural else None
    indents = [piece.indent for piece in pieces if piece.indent]
    return msgspec.structs.replace(
        look,
        leading=leading,
        off_grid=off_grid,
        align="justify" if sum(piece.justified for piece in pieces) * 2 >= len(pieces) else "start",
        indent=max(set(indents), key=indents.count) if indents else 0.0,
        tracking=tracking,
        quote=quote_of(pieces) if not tracking else None,
        digit=None if digit is None or (page_digit is not None and abs(digit - page_digit) <= 0.012) else digit,
    )


def display_look(blocks: Sequence[Block], names: Sequence[str], align: str, page_digit: float | None) -> Look:
    """The look of headings and headlines."""
    look = base_look(blocks, names)
    found = measures_of([line for block in blocks for line in block.lines])
    pitches = [block.pitch for block in blocks if len(block.lines) > 1]
    digit = found.digit if found.digit is not None and not found.digits_natural else None
    return msgspec.structs.replace(
        look,
        align=align,
        leading=round(dominant((pitch, 1.0) for pitch in pitches), 2) if pitches else 0.0,
        tracking=found.tracking,
        bracket=found.bracket,
        digit=None if digit is None or (page_digit is not None and abs(digit - page_digit) <= 0.012) else digit,
    )


def page_digit_width(pieces: Sequence[Piece]) -> tuple[float | None, bool]:
    """How wide figures stand in most running text, in ems, and whether that is their font's own width."""
    kinds: dict[tuple[int, float], list[Piece]] = {}
    for piece in pieces:
        kinds.setdefault((piece.block.font, round(piece.block.size, 1)), []).append(piece)
    told: list[tuple[tuple[float, bool], float]] = []
    for same in kinds.values():
        found = measures_of([line for piece in same for line in piece.lines], tracking_of(same))
        if found.digit is not None:
            told.append(((round(found.digit, 3), found.digits_natural), float(sum(len(piece.lines) for piece in same))))
    return dominant(told) if told else (None, False)


def spreading(pieces: Sequence[Piece]) -> Spreading:
    """How running text was spread, by the type that most of it is in."""
    if not pieces:
        return Spreading()
    kind = dominant(((piece.block.font, round(piece.block.size, 1)), float(len(piece.lines))) for piece in pieces)
    alike = [piece for piece in pieces if (piece.block.font, round(piece.block.size, 1)) == kind]
    same = [piece for piece in alike if piece.justified]
    if not same:  # nothing was spread
        found = spreading_of([line for piece in alike for line in piece.lines], tracking_of(alike))
        return Spreading(signs=found.signs, ascii_bracket=found.ascii_bracket)
    tracking = tracking_of(same)
    full = [line for piece in same for at, line in enumerate(piece.lines) if line.end > piece.right - 0.2 * line.size]
    ends = [
        (line, piece.right)
        for piece in same
        for line, begins in zip(piece.lines, piece.begins[1:], strict=False)
        if not begins and line.end > piece.right - 0.6 * line.size
    ]
    return msgspec.structs.replace(spreading_of(full, tracking), line_end=hanging_by(ends))


def quote_of(pieces: Sequence[Piece]) -> float | None:
    """How wide “ ” stand in running text, where that is neither an em nor half of one."""
    full = [line for piece in pieces for line in piece.lines]
    found = spreading_of(full).quote
    return round(found, 3) if found is not None else None


def tracking_of(pieces: Sequence[Piece]) -> float:
    """What is added behind every character of running text, in ems: as lines show it that are neither spread nor narrowed."""
    if not all(piece.justified for piece in pieces):
        return measures_of([line for piece in pieces for line in piece.lines]).tracking
    return measures_of([line for piece in pieces for line in last_lines(piece.lines, piece.begins, piece.right)]).tracking


def alignment(ends: Sequence[tuple[float, float]], left: float, right: float) -> str:
    """Where lines that begin and end so stand in a measure: start, centre or end."""
    middle = (left + right) / 2
    if all(abs(start - left) <= _CENTRED for start, _ in ends):
        return "start"
    if all(abs((start + end) / 2 - middle) <= 2 * _CENTRED for start, end in ends):
        return "centre"
    if all(abs(end - right) <= _CENTRED for _, end in ends):
        return "end"
    return "start"


def room_of(line: Line, bracket: float | None = None, trimmed: bool = False) -> tuple[float, float]:
    """Where a line begins and ends, its brackets *bracket* ems wide; *trimmed*: marks at its ends take half of their squares."""
    start, end = line.start, line.end
    if trimmed:
        start += 0.5 * line.size * (line.text[0] in OPENING and line.glyphs[0].advance > 0.9 * line.size)
        end -= 0.5 * line.size * (line.text[-1] in TRAILING and line.glyphs[-1].advance > 0.9 * line.size)
    elif bracket is not None:
        free = (1 - bracket) * line.size
        start += free * (line.text[0] in OPENING)
        end -= free * (line.text[-1] in CLOSING)
    return start, end


def effects_of(line: Line, paths: Sequence[TreePath]) -> tuple[tuple[str, float], ...]:
    """The lines drawn round the letters of a line, as its style's effects: colour, and weight on each side of the outline."""
    left, top, right, bottom = line.box
    slack = 0.3 * line.size
    found: dict[tuple[str, float], int] = {}
    for path in paths:
        x, y, width, height = path.rect
        inside = x >= left - slack and y >= top - slack and x + width <= right + slack and y + height <= bottom + slack
        if inside and path.stroke and path.weight:
            key = path.stroke, round(path.weight / 2, 2)
            found[key] = found.get(key, 0) + 1
    letters = sum(not glyph.text.isspace() for glyph in line.glyphs)
    return tuple(key for key, count in found.items() if count >= 0.5 * letters)
