"""Draw a page from its layout tree as SVG: what is looked at where there is no picture, as of a reference."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from banmian.compare.telling.colour import screen_colour
from banmian.tree.tree import Box, Tree, TreePage, TreePath, TreeRun


def sketch(tree: Tree, page: TreePage, area: Box, under: bytes = b"") -> bytes:
    """The page as SVG. *under*: a small picture of it, from which photographs are taken."""
    left, top, wide, high = area
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{left} {top} {wide} {high}">'
    ]
    rows.append(f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="#fff"/>')
    items: list[tuple[int, str]] = [(path.order, _path(path)) for path in page.paths]
    picture = base64.b64encode(under).decode("ascii")
    for at, item in enumerate(page.pictures):
        items.append((item.order, _picture(item.rect, area, picture, at)))
    for line in page.lines:
        items.append((line.order, "".join(_run(run, tree) for run in line.runs)))
    rows += [text for _, text in sorted(items, key=lambda item: item[0])]
    rows.append("</svg>")
    return "\n".join(rows).encode("utf-8")


def _path(path: TreePath) -> str:
    if path.what in ("effect", "mark"):
        return ""
    x, y, wide, high = path.rect
    fill = screen_colour(path.fill) if path.fill else "none"
    stroke = f' stroke="{screen_colour(path.stroke)}" stroke-width="{path.weight}"' if path.stroke else ""
    size = f'width="{max(wide, 0.1)}" height="{max(high, 0.1)}"'
    return f'<rect x="{x}" y="{y}" {size} fill="{fill}" fill-opacity="{path.opacity}"{stroke}/>'


def _picture(rect: Box, area: Box, picture: str, at: int) -> str:
    x, y, wide, high = rect
    frame = f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="#ccc"/>'
    if not picture:
        return frame
    return (
        f'{frame}<clipPath id="p{at}"><rect x="{x}" y="{y}" width="{wide}" height="{high}"/></clipPath>'
        f'<image clip-path="url(#p{at})" x="{area[0]}" y="{area[1]}" width="{area[2]}" height="{area[3]}" '
        'preserveAspectRatio="none" '
        f'xlink:href="data:image/png;base64,{picture}"/>'
    )


def _run(run: TreeRun, tree: Tree) -> str:
    name = tree.fonts[run.font].name
    family = "sans-serif" if "Sans" in name else "serif"
    weight = 900 if "Black" in name else 700 if "Bold" in name else 400
    fill = "none" if run.colour == "none" else screen_colour(run.colour)
    style = f'font-size="{run.size}" font-family="{_FAMILIES[family]}" font-weight="{weight}" fill="{fill}"'
    glyphs = run.glyphs()
    if run.vertical:
        return "".join(_standing(run, text, y, style) for text, y in zip(glyphs, run.along, strict=True))
    places = " ".join(f"{place:g}" for place in _spread(run.along, glyphs))
    return f'<text y="{run.across}" x="{places}" {style}>{escape("".join(glyphs))}</text>'


_FAMILIES = {"serif": "'Noto Serif CJK SC', 'Source Han Serif SC', Songti SC, SimSun, serif",
             "sans-serif": "'Noto Sans CJK SC', 'Source Han Sans SC', PingFang SC, SimHei, sans-serif"}  # fmt: skip


def _standing(run: TreeRun, text: str, y: float, style: str) -> str:
    if run.turned:
        return f'<text transform="translate({run.across} {y}) rotate(90)" {style}>{escape(text)}</text>'
    return f'<text x="{run.across}" y="{round(y + 0.88 * run.size, 2)}" text-anchor="middle" {style}>{escape(text)}</text>'


def _spread(along: tuple[float, ...], glyphs: tuple[str, ...] | str) -> Iterator[float]:
    """A place a character: those of a glyph that stands for several share its place."""
    for place, text in zip(along, glyphs, strict=True):
        for _ in text:
            yield place
