"""Which furniture is read, and as what the rest stands on a page: folios and running heads are not (ISO 32000-2 §14.8.2.2)."""

from __future__ import annotations

from banmian.page.composed import ComposedPage
from banmian.text.lines.line import SetLine

_NEAR = 0.5  # points


def furniture_kind(page: ComposedPage, frame: str) -> str:
    """As what a frame of furniture is passed over: Header, Footer; empty where it stands among what is read."""
    here = next((item.rect for item in page.frames if item.id == frame), None)
    if here is None:
        return ""
    area = page.grid.area
    read = [item.rect for item in page.frames if item.id in _read_frames(page)]
    head = min((rect.y for rect in read), default=area.y)
    foot = max((rect.bottom for rect in read), default=area.bottom)
    if here.bottom <= max(area.y, head) + _NEAR:
        return "Header"
    return "Footer" if here.y >= min(area.bottom, foot) - _NEAR else ""


def furniture_ahead(page: ComposedPage, starts: set[str]) -> tuple[dict[str, list[SetLine]], list[SetLine]]:
    """Lines of furniture that stand among what is read, by the frame behind them in the file where something is; and the rest.

    *starts* are the frames where something that is read starts.
    """
    lines: dict[str, list[SetLine]] = {}
    for frame, line in zip(page.line_frames, page.lines, strict=True):
        if line.role == "furniture" and not furniture_kind(page, frame):
            lines.setdefault(frame, []).append(line)
    ahead: dict[str, list[SetLine]] = {}
    waiting: list[SetLine] = []
    for box in page.frames if lines else ():
        waiting += lines.get(box.id, ())
        if box.id in starts and waiting:
            ahead[box.id], waiting = waiting, []
    return ahead, waiting


def _read_frames(page: ComposedPage) -> set[str]:
    return {frame for article in page.articles for part in article.parts for frame in part.frames}
