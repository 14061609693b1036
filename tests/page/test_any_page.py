"""Properties of any page: text in is text out, every baseline on the grid, no line in an excluded area, the same bytes twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian.output.pdf import pdf_bytes
from banmian.page.composed import ComposedPage
from banmian.plan.geometry import Rect
from tests.support import compose_pages

_CHARS = "春风又绿江南岸，明月何时照我还。“帆”ab12"
_SIZE, _LEADING, _WIDTH, _HEIGHT, _MARGIN = 10.0, 15.0, 600.0, 700.0, 50.0

texts = st.lists(st.text(_CHARS, min_size=1, max_size=160).map(lambda text: "春" + text), min_size=1, max_size=4)


@st.composite
def shapes(draw: st.DrawFn, page: int, number: int) -> dict[str, Any]:
    """A tinted frame somewhere on a page, which text runs round."""
    x, y = draw(st.integers(0, 400)), draw(st.integers(0, 450))
    frame: dict[str, Any] = {
        "id": f"shape{page}{number}",
        "at": {"page": page, "x": f"{x}pt", "y": f"{y}pt"},
        "size": {"width": f"{draw(st.integers(20, 100))}pt", "height": f"{draw(st.integers(10, 140))}pt"},
        "fill": "k 20",
    }
    shape = draw(st.sampled_from(["box", "ellipse", "polygon"]))
    wrap: dict[str, Any] = {
        "shape": shape,
        "gap": f"{draw(st.integers(0, 12))}pt",
        "side": draw(st.sampled_from(["both", "start", "end", "largest", "none"])),
    }
    if shape == "polygon":
        wrap["points"] = [["0%", "0%"], ["100%", "50%"], ["30%", "100%"]]
    return {**frame, "wrap": wrap}


@st.composite
def page_files(draw: st.DrawFn) -> dict[str, Any]:
    """A page file with a thread through one to four frames on one or two pages, and shapes on them."""
    rows = draw(texts)
    sections = draw(st.lists(texts, max_size=2))
    vertical = draw(st.booleans())
    frames: list[dict[str, Any]] = []
    count = draw(st.integers(1, 4))
    for number in range(count):
        frame: dict[str, Any] = {
            "id": f"f{number}",
            "at": {"page": 1 + number // 2, "column": 1 + number % 2, "line": draw(st.integers(1, 8))},
            "size": {"columns": 1, "lines": draw(st.integers(8, 32))},
            "direction": "vertical" if vertical else "horizontal",
        }
        if draw(st.booleans()):
            frame["columns"] = {"count": 2, "gutter": "20pt"}
        if number == 0:
            frame |= {"flow": "s", "balance": draw(st.booleans())}
        if number + 1 < count:
            frame["next"] = f"f{number + 1}"
        frames.append(frame)
    for page in range(1, 1 + (count + 1) // 2):
        frames += [draw(shapes(page, number)) for number in range(draw(st.integers(0, 2)))]
    story: dict[str, Any] = {"text": "\n".join(rows)}
    story["sections"] = [{"id": f"p{at}", "heading": f"题目{at}", "text": "\n".join(part)} for at, part in enumerate(sections)]
    heading = {"size": "14pt", "leading": "18pt", "takes": [2, 3], "span": draw(st.booleans())}
    return {
        "page": {
            "trim": f"{_WIDTH:g}pt x {_HEIGHT:g}pt", "margins": f"{_MARGIN:g}pt",
            "grid": {"columns": 2, "gutter": "20pt", "size": f"{_SIZE:g}pt", "leading": f"{_LEADING:g}pt"},
        },
        "styles": {"body": {"drop_cap": draw(st.sampled_from([0, 0, 2]))}, "heading": heading},
        "content": {"stories": {"s": story}},
        "frames": frames,
    }  # fmt: skip


def words_of(file: dict[str, Any]) -> str:
    story = file["content"]["stories"]["s"]
    parts = [story["text"], *(section["heading"] + section["text"] for section in story["sections"])]
    return "".join(parts).replace("\n", "")


def in_polygon(x: float, y: float, points: list[tuple[float, float]]) -> bool:
    inside, (x1, y1) = False, points[-1]
    for x2, y2 in points:
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside


def excluded(frame: dict[str, Any], rect: Rect, x: float, y: float) -> bool:
    """Whether a point lies in what a frame keeps text out of, its gap left aside."""
    shape = frame["wrap"]["shape"]
    across, down = (x - rect.x) / rect.width, (y - rect.y) / rect.height
    if shape == "box":
        return 0 < across < 1 and 0 < down < 1
    if shape == "ellipse":
        return (2 * across - 1) ** 2 + (2 * down - 1) ** 2 < 0.99
    return in_polygon(across, down, [(0.0, 0.0), (1.0, 0.5), (0.3, 1.0)])


def check_grid(pages: tuple[ComposedPage, ...]) -> None:
    for page in pages:
        inner = {frame.id: frame.inner for frame in page.frames}
        for name, line in zip(page.line_frames, page.lines, strict=True):
            if line.role != "body" or line.size != _SIZE:
                continue
            if line.vertical:
                steps = (inner[name].right - line.baseline) / _LEADING - 0.5
            else:
                steps = (line.baseline - _MARGIN - 2.5 - 8.8) / _LEADING
            assert abs(steps - round(steps)) < 1e-6


def check_exclusions(file: dict[str, Any], pages: tuple[ComposedPage, ...]) -> None:
    rects = {frame.id: frame.rect for page in pages for frame in page.frames}
    for number, page in enumerate(pages, 1):
        kept_out = [frame for frame in file["frames"] if "wrap" in frame and frame["at"]["page"] == number]
        for line in page.lines:
            if line.role != "body":
                continue
            for frame in kept_out:
                steps = max(2, int(line.measure / 4))
                for at in range(steps + 1):
                    along = line.x + 0.2 + (line.measure - 0.4) * at / steps
                    for off in (-0.48, 0.0, 0.48):
                        middle = line.baseline if line.vertical else line.baseline - 0.38 * line.size
                        x, y = (middle + off * line.size, along) if line.vertical else (along, middle + off * line.size)
                        assert not excluded(frame, rects[frame["id"]], x, y), (line.text, frame["id"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(file=page_files())
def test_any_page(file: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    pages = compose_pages(path, None)
    told = "".join(line.text for page in pages for line in page.lines if line.role != "jump")
    over = sum(item.characters for page in pages for item in page.overset)
    words = words_of(file)
    assert words.startswith(told) if over else words == told
    assert len(told) + over == len(words)
    check_grid(pages)
    check_exclusions(file, pages)
    assert pdf_bytes(*pages) == pdf_bytes(*compose_pages(path, None))
