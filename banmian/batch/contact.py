"""Draw a contact sheet of pages: one picture, and one HTML page with thumbnails, figures and warnings.

The HTML page is one file with its pictures in it, readable in light and dark and on a phone.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from banmian.batch.variants import Variant
from banmian.output.png import png_bytes
from banmian.spec.files.project import bundled

if TYPE_CHECKING:
    from PIL.Image import Image

_PPI = 40  # of a thumbnail: a broadsheet's headlines can be read
_LONGEST = 900  # pixels; a longer page is cut off in the picture, and says so
_MARGIN, _LABEL = 24, 22
_GROUND, _INK, _EDGE = (232, 232, 228), (40, 40, 40), (150, 150, 150)


Thumbnails = Sequence["tuple[Variant, list[Image]]"]


def thumbnails(variant: Variant) -> list[Image]:
    """A picture of each page; none of a variant that could not be made."""
    from PIL import Image as Images

    found: list[Image] = []
    if variant.failed:
        return found
    for data in png_bytes(variant.pdf, _PPI):
        image = Images.open(io.BytesIO(data)).convert("RGB")
        found.append(image.crop((0, 0, image.width, min(image.height, _LONGEST))))
    return found


def contact_png(made: Thumbnails) -> bytes:
    """All pages in rows of about equal width, each under its name."""
    from PIL import Image, ImageDraw, ImageFont

    rows = _rows([[(variant.name, image) for image in images] for variant, images in made if images])
    width = max(sum(image.width + _MARGIN for _, image in row) for row in rows) + _MARGIN
    height = sum(max(image.height for _, image in row) + _LABEL + _MARGIN for row in rows) + _MARGIN
    sheet = Image.new("RGB", (width, height), _GROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(bundled("fonts", "NotoSansSC-Regular.otf")), 14)
    y = _MARGIN
    for row in rows:
        x = _MARGIN
        for name, image in row:
            draw.text((x, y), name, fill=_INK, font=font)
            draw.rectangle((x - 1, y + _LABEL - 1, x + image.width, y + _LABEL + image.height), outline=_EDGE)
            sheet.paste(image, (x, y + _LABEL))
            x += image.width + _MARGIN
        y += max(image.height for _, image in row) + _LABEL + _MARGIN
    target = io.BytesIO()
    sheet.save(target, "PNG")
    return target.getvalue()


def _rows(groups: Sequence[list[tuple[str, Image]]]) -> list[list[tuple[str, Image]]]:
    """The pictures in rows about as wide as all together are high; pages of one file stay in one row."""
    area = sum(image.width * image.height for group in groups for _, image in group)
    wanted = max(1200.0, (area * 1.6) ** 0.5)
    rows: list[list[tuple[str, Image]]] = [[]]
    width = 0
    for group in groups:
        wide = sum(image.width + _MARGIN for _, image in group)
        if rows[-1] and width + wide > wanted:
            rows.append([])
            width = 0
        rows[-1] += group
        width += wide
    return rows


_STYLE = """
:root { color-scheme: light dark; --ground: #f4f4f1; --card: #fff; --ink: #222; --soft: #666; --edge: #ccc; --warn: #9a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1c1c1e; --card: #28282b; --ink: #eee; --soft: #aaa; --edge: #444; --warn: #ffb35c; }
}
body { margin: 0; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 0 0 1rem; }
main { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
article { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 1rem; }
h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
h2 a { color: inherit; }
p, ul { margin: .3rem 0; color: var(--soft); }
ul { padding-left: 1.1rem; }
.warnings { color: var(--warn); }
.pages { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .6rem; max-height: 36rem; overflow: auto; }
.pages img { max-width: 100%; height: auto; border: 1px solid var(--edge); background: #fff; }
"""


def contact_html(made: Thumbnails, title: str) -> str:
    """The contact sheet as one HTML page."""
    cards = "\n".join(_card(variant, images) for variant, images in made)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n<main>\n{cards}\n</main>\n</body>\n</html>\n"
    )


def _card(variant: Variant, images: Sequence[Image]) -> str:
    told = [f"{item.severity.value}: {item.message}" for item in variant.diagnostics]
    warnings = _list(told, "warnings") if told else "<p>no warnings</p>"
    if variant.failed:
        return f"<article>\n<h2>{escape(variant.name)}</h2>\n<p>not made</p>\n{warnings}\n</article>"
    pictures = []
    for page, image in zip(variant.pages, images, strict=True):
        target = io.BytesIO()
        image.save(target, "PNG")
        data = base64.b64encode(target.getvalue()).decode("ascii")
        alt = escape(f"{variant.name}, page {page.number}")
        pictures.append(f'<img src="data:image/png;base64,{data}" alt="{alt}" width="{image.width}" height="{image.height}">')
    name = escape(Path(variant.name).name)
    fitted = _list([f"fitted {change}" for change in variant.changes], "fitted") if variant.changes else ""
    return (
        f'<article>\n<h2><a href="{name}.pdf">{name}</a></h2>\n<p>{escape(variant.figures())}</p>\n{warnings}\n{fitted}\n'
        f'<div class="pages">\n{chr(10).join(pictures)}\n</div>\n</article>'
    )


def _list(items: Sequence[str], kind: str) -> str:
    rows = "\n".join(f"<li>{escape(item)}</li>" for item in items)
    return f'<ul class="{kind}">\n{rows}\n</ul>'
