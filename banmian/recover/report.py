"""The report of an import as one HTML file: original and remade page, how it was read, what was inferred, what is locked."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from banmian.output.raster import Raster
from banmian.reading.fonts.characters import DOUBTFUL, Guess
from banmian.recover.refine import Refined
from banmian.recover.score import Score
from banmian.recover.segment.page import Segmented

_TEMPLATE = Path(__file__).with_name("report.html")
_PPI = 110
_MOST_PIXELS = 12_000_000  # of one page's picture; a longer page is shown coarser
_MOST_GLYPHS = 4_000  # that fell elsewhere and are shown
_ROLES = {"text": "text", "display": "heading", "caption": "caption", "furniture": "furniture", "jump": "jump line"}


def report_html(
    name: str,
    original: bytes,
    remade: bytes,
    pages: Sequence[Segmented],
    result: Refined,
    score: Score,
    password: str = "",
    guesses: Sequence[Guess] = (),
) -> bytes:
    """The report of importing *name*; nothing in it is fetched from elsewhere."""
    before, after = _pictures(original, pages, password), _pictures(remade, pages, "")
    data = {
        "pages": [_page(at, page, before[at], after[at]) for at, page in enumerate(pages)],
        "elsewhere": [msgspec.to_builtins(item) for item in score.elsewhere[:_MOST_GLYPHS]],
        "locked": [msgspec.to_builtins(item) for item in result.locked],
        "inferred": [*_inferred(result), *_read_by_shape(guesses)],
        "score": [list(row) for row in _figures(score, result)],
    }
    text = {
        "title": escape(f"{name}: {result.by_rule:,} of {result.lines:,} line ends by rule"),
        "subtitle": escape(_subtitle(result, score)),
        # Within a script element only </ could end the text.
        "data": msgspec.json.encode(data).decode("utf-8").replace("<", "\\u003c"),
    }
    template = _TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: text[found[1]], template).encode("utf-8")


def _subtitle(result: Refined, score: Score) -> str:
    locked = f"{len(result.locked):,} lines locked" if result.locked else "no line locked"
    return f"{locked}; {score.found:.1%} of {score.characters:,} characters, {score.close:.1%} of them within .2 mm of their place"


def _pictures(pdf: bytes, pages: Sequence[Segmented], password: str) -> list[str]:
    """Each page's trim as a picture, for HTML."""
    found = []
    with Raster(pdf, password) as raster:
        for at, page in enumerate(pages):
            width, height = page.page.size
            ppi = min(_PPI, (_MOST_PIXELS / (width * height)) ** 0.5 * 72)
            number = at if len(raster) == len(pages) else min(page.page.number - 1, len(raster) - 1)
            image = raster.render(number, ppi, (0.0, 0.0, width, height))
            target = io.BytesIO()
            image.save(target, "WEBP", quality=80, method=0)
            found.append("data:image/webp;base64," + base64.b64encode(target.getvalue()).decode("ascii"))
    return found


def _page(at: int, page: Segmented, before: str, after: str) -> dict[str, Any]:
    width, height = page.page.size
    blocks = []
    for block in page.blocks:
        left, top, right, bottom = block.rect
        blocks.append(
            {
                "rect": [round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)],
                "number": block.number,
                "role": _ROLES.get(block.role, block.role),
                "confidence": round(block.confidence, 2),
                "lines": len(block.lines),
                "text": block.lines[0].text[:24],
                "vertical": block.vertical,
            }
        )
    return {"number": at + 1, "size": [width, height], "before": before, "after": after, "blocks": blocks}


def _inferred(result: Refined) -> list[list[str]]:
    """What was inferred, and from what."""
    draft, grid = result.draft, result.draft.grid
    count = len(grid.columns)
    columns = "1 column" if count == 1 else f"{count} {'equal ' if grid.equal else ''}columns"
    gutter = f", gutter {grid.gutter:.2f} pt" if len(grid.columns) > 1 else ""
    settings = ", ".join(f"{key} {value}" for key, value in draft.composition.items()) or "nothing over it"
    rows = [
        [
            "type area 版心",
            f"{grid.area[2]:.1f} x {grid.area[3]:.1f} pt at {grid.area[0]:.1f}, {grid.area[1]:.1f}",
            "edges of type, boxes and pictures",
        ],
        ["columns 栏", columns + gutter, f"edges of running text; {grid.explained:.0%} of its lines stand in them"],
        ["body", f"{grid.size:g} pt on {grid.leading:g} pt", f"most lines; {grid.share:.0%} of them stand on one grid"],
        [
            "composition",
            f"profile {draft.profile}, {settings}",
            f"explains {result.composition.explained:,} of {result.composition.total:,} line ends",
        ],
    ]
    for frame in draft.frames:
        if "composition" in frame.rest:
            rows.append([f"story from {frame.id} on", frame.rest["composition"].strip("{}"), "its line ends"])
    for key, wish in result.wishes.items():
        asked = [f"{wish.lines:+d} line"] if wish.lines else []
        asked += [f"tracking {wish.tracking:+g} em"] if wish.tracking else []
        if asked:
            rows.append([f"{key[0]}, paragraph {key[1]}", ", ".join(asked), "its line ends"])
    for name, look in draft.styles.looks.items():
        told = f"{look.family} {look.weight}, {look.size:g} pt"
        if look.leading:
            told += f" on {look.leading:g} pt"
        if look.note:
            told += f"; {look.note}"
        told += "".join(f", {key} {value}" for key, value in look.own)
        rows.append([f"style {name}", told, "names of fonts, places of glyphs"])
    return rows


def _read_by_shape(guesses: Sequence[Guess]) -> Iterator[list[str]]:
    """For each font that does not tell its characters: those that were known by their shape, and those in doubt."""
    for font in dict.fromkeys(guess.font for guess in guesses):
        of_font = [guess for guess in guesses if guess.font == font]
        unknown = sum(guess.count for guess in of_font if not guess.text)
        doubtful = sorted(
            (guess for guess in of_font if guess.text and guess.likeness < DOUBTFUL), key=lambda guess: guess.likeness
        )
        told = f"{len(of_font):,} different characters"
        told += f", {unknown:,} glyphs stay unknown" if unknown else ""
        told += "; in doubt: " + " ".join(f"{guess.text} {guess.likeness:.2f}" for guess in doubtful[:40]) if doubtful else ""
        yield [f"characters of {font or 'a font without a name'}", told, "the shape of its letters; the file does not tell them"]


def _figures(score: Score, result: Refined) -> list[tuple[str, str]]:
    return [
        ("characters", f"{score.found:.2%} of {score.characters:,}"),
        ("line ends by rule", f"{result.by_rule:,} of {result.lines:,}"),
        ("line ends kept", f"{score.kept:.2%} of {score.line_ends:,}"),
        ("glyphs within .5 mm", f"{score.near:.2%}"),
        ("glyphs within .2 mm", f"{score.close:.2%}"),
        ("reading order, Kendall's tau", f"{score.order:.3f}"),
        ("pictures with the same bytes", f"{score.same_pictures:.0%} of {score.pictures}"),
    ]
