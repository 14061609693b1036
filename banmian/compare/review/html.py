"""A comparison as one HTML file: both pages, the differences boxed and listed; nothing is fetched from elsewhere."""

from __future__ import annotations

import base64
import io
import re
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from banmian.compare.finding import Finding
from banmian.compare.pairing.pages import Match
from banmian.compare.result import Comparison
from banmian.compare.review.sketch import sketch
from banmian.compare.review.table import page_title, verdict
from banmian.compare.side import Side
from banmian.tree.tree import Box

_PPI = 100
_MOST_PIXELS = 12_000_000  # of one page's picture; a longer page is shown coarser
_TEMPLATE = Path(__file__).with_name("report.html")


def comparison_html(comparison: Comparison, before: Side, after: Side) -> bytes:
    """The report of *comparison*. Pages are shown as pictures where there are any, else drawn from their tree."""
    data = {
        "before": comparison.before,
        "after": comparison.after,
        "pages": [_page(comparison, at, match, before, after) for at, match in enumerate(comparison.matches)],
        "findings": [_finding(item, comparison) for item in comparison.findings],
    }
    notes = "".join(f"<br>{escape(note)}" for note in comparison.notes)
    text = {
        "title": escape(verdict(comparison)),
        "subtitle": f"{escape(comparison.before)} → {escape(comparison.after)}{notes}",
        # Within a script element only </ could end the text.
        "data": msgspec.json.encode(data).decode("utf-8").replace("<", "\\u003c"),
    }
    template = _TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: text[found[1]], template).encode("utf-8")


def _finding(finding: Finding, comparison: Comparison) -> dict[str, Any]:
    return {"id": finding.id, **msgspec.to_builtins(finding), "because": comparison.reasons.get(finding.id, ())}


def _page(comparison: Comparison, at: int, match: Match, before: Side, after: Side) -> dict[str, Any]:
    """One page: where its pictures lie, and the pictures themselves where something differs."""
    sides = [(before, match.before), (after, match.after)]
    areas = [_area(side, number) for side, number in sides if number is not None]
    area = _round_all(areas)
    differs = any(item.page == at for item in comparison.findings) or len(comparison.matches) == 1
    shown = [_picture(side, number, area) if number is not None and differs else "" for side, number in sides]
    return {"title": page_title(comparison, at), "area": area, "before": shown[0], "after": shown[1]}


def _area(side: Side, number: int) -> Box:
    if side.pictures is not None and side.pictures.ppi == 0:
        return side.pictures.area(number)
    if side.tree is not None:
        page = side.tree.pages[number]
        media, trim = page.boxes["media"], page.boxes.get("trim", page.boxes["media"])
        return -trim[0], -trim[1], media[2], media[3]
    assert side.pictures is not None
    return side.pictures.area(number)


def _round_all(areas: list[Box]) -> Box:
    left, top = min(area[0] for area in areas), min(area[1] for area in areas)
    right, bottom = max(area[0] + area[2] for area in areas), max(area[1] + area[3] for area in areas)
    return round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)


def _picture(side: Side, number: int, area: Box) -> str:
    """A page as a data address."""
    pictures = side.pictures
    if pictures is not None and not pictures.coarse:
        ppi = pictures.ppi or min(_PPI, 72 * (_MOST_PIXELS / (area[2] * area[3])) ** 0.5)
        image = pictures.render(number, ppi, area if pictures.ppi == 0 else pictures.area(number))
        target = io.BytesIO()
        image.save(target, "WEBP", quality=88, method=2)
        return f"data:image/webp;base64,{base64.b64encode(target.getvalue()).decode('ascii')}"
    assert side.tree is not None
    under = io.BytesIO()
    if pictures is not None:
        pictures.render(number, pictures.ppi, pictures.area(number)).save(under, "PNG")
    drawn = sketch(side.tree, side.tree.pages[number], area, under.getvalue())
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode('ascii')}"
