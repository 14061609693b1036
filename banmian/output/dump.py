"""Write a ComposedPage as text, one line of type a line: the golden file that people review.

Lengths are in points to a hundredth; a line is shown with its tracking (the widest gap) where it is
justified, so that a change of spacing shows even when no break moves.
"""

from __future__ import annotations

from banmian.page.composed import ComposedPage, Drawing, Placeholder, Tint
from banmian.plan.geometry import Rect
from banmian.spec.types.colour import Colour


def page_text(*pages: ComposedPage) -> str:
    """The whole pages as text."""
    return "".join(_one_page(page) for page in pages)


def _one_page(page: ComposedPage) -> str:
    rows = [f"page   {page.trim[0]:.2f} x {page.trim[1]:.2f} bleed {page.bleed:.2f}  {page.title}"]
    rows += [f"frame  {frame.id} {_rect(frame.rect)}" for frame in page.frames]
    rows += [f"tint   {tint.frame} {_rect(tint.rect)} {_fill(tint)}" for tint in page.tints]
    for picture in page.pictures:
        kind = "slot" if isinstance(picture, Placeholder) else "photo"
        rows.append(f"{kind:<6} {picture.frame} {_rect(picture.rect)} {picture.name}")
    rows += [f"number {disc.frame} x={disc.x:.2f} y={disc.y:.2f} {disc.figure.text}" for disc in page.discs]
    rows += [f"rule   {rule.frame} {_rect(rule.rect)} {_colour(rule.colour)}" for rule in page.rules]
    rows += [f"drawn  {item.frame} {_path(item)}" for item in page.drawings]
    rows += [f"fitted {item.frame} {', '.join(item.changes)}" for item in page.fitted]
    before = ""
    for frame, line in zip(page.line_frames, page.lines, strict=True):
        if frame != before:
            rows.append(f"in     {frame}")
            before = frame
        spread = f" +{line.spread:.2f}" if line.spread > 0.005 else ""
        end = (" ¶" if line.ends_paragraph else "") + (" locked" if line.locked else "")
        kind = "vline " if line.vertical else "line  "
        head = f"{kind} x={line.runs[0].x if line.runs else line.x:.2f} y={line.baseline:.2f} measure={line.measure:.2f}"
        marked = "".join(f" {mark.kind.value}@{mark.start:.2f}" for mark in line.annotations)
        read = "".join(f" {run.text}@{run.x:.2f}" for run in line.readings)
        rows.append(f"{head}{marked}{read} {line.role} {line.size:g}{spread}  {line.text}{end}")
    rows += [f"overset {item.frame} {item.lines} lines, {item.characters} characters: {item.text}" for item in page.overset]
    return "\n".join(rows) + "\n"


def _rect(rect: Rect) -> str:
    return f"x={rect.x:.2f} y={rect.y:.2f} w={rect.width:.2f} h={rect.height:.2f}"


def _fill(tint: Tint) -> str:
    fill = tint.fill
    gradient = f" to {_colour(fill.end)} at {fill.angle:g}" if fill.end else ""
    return f"{_colour(fill.start)}{gradient}{f' radius {tint.radius:g}' if tint.radius else ''}"


def _path(item: Drawing) -> str:
    """Where a drawing stands and how it is painted."""
    fill = f" fill {_colour(item.fill)}" if item.fill else ""
    stroke = f" stroke {_colour(item.stroke)} {item.weight:.2f}" if item.stroke else ""
    return f"{_rect(item.bounds)} {len(item.path)} steps{fill}{stroke}"


def _colour(colour: Colour) -> str:
    return f"{colour.space} {' '.join(f'{part:g}' for part in colour.parts)}"
