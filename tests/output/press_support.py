"""Pages for the press: one with everything on it that prints in its own way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from banmian.output.plates.plates import Plates, Separations
from banmian.page.composed import ComposedPage
from tests.support import ROOT, compose_file

BUS = ROOT / "assets" / "special-page" / "bus.jpg"

PAGE = """
page:
  trim: 260mm x 200mm
  bleed: 3mm
  margins: 10mm
  grid: {columns: 3, gutter: 2em, size: 10.5pt, leading: 1.5em}
  colour: {profile: newsprint, limit: 240%}
  allow: [widow, empty-frame, unused-content, picture-apart, reading-order, through-gutter, headings-side-by-side]
colours:
  party-red: {spot: PANTONE 485 C, shown: cmyk 0 95 100 0}
  gold: {spot: PANTONE 871 C, shown: lab 55 5 35}
  wine: {mix: {party-red: 80, black: 40}}
  sky: lab 70 -15 -30
content:
  newspaper: 试
  stories:
    main:
      headline: [专色红金大字标题]
      lead: 山东省第九批援疆干部人才进疆以来，深入学习贯彻习近平新时代中国特色社会主义思想和党的十九大精神。
  photos:
    cut: {file: cut.png}
    bus: {file: bus.jpg}
    dark: {file: dark.jpg}
    grey: {file: grey.png}
styles:
  red: {family: song, weight: 900, size: 40pt, colour: party-red, effects: [{colour: gold, dx: 2pt, dy: 2pt}]}
  rich: {based_on: body, colour: rich-black}
  mixed: {based_on: body, colour: wine}
  blue: {based_on: body, colour: sky, weight: 700}
  light: {based_on: body, colour: white}
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 3, lines: 4}, headline: main, styles: [red], fill: cmyk 10 0 40 0}
  - {id: cut, at: {column: 1, line: 6}, size: {columns: 1, lines: 10}, photo: cut, picture: {shadow: soft}}
  - {id: bus, at: {column: 2, line: 6}, size: {columns: 1, lines: 10}, photo: bus}
  - {id: dark, at: {column: 3, line: 6}, size: {columns: 1, lines: 10}, photo: dark}
  - {id: grey, at: {column: 1, line: 17}, size: {columns: 1, lines: 8}, photo: grey}
  - {id: fade, at: {column: 2, line: 17}, size: {columns: 1, lines: 8}, fill: {start: party-red, end: white}, flow: main.lead}
  - {id: light, at: {column: 3, line: 17}, size: {columns: 1, lines: 8}, fill: cmyk 90 80 70 0, roles: {lead: light}, flow: main.lead}
  - {id: mixed, at: {column: 1, line: 26}, size: {columns: 1, lines: 7}, roles: {lead: mixed}, flow: main.lead, border: 2pt gold}
  - {id: blue, at: {column: 2, line: 26}, size: {columns: 1, lines: 7}, roles: {lead: blue}, flow: main.lead, border: 1pt black}
  - {id: rich, at: {column: 3, line: 26}, size: {columns: 1, lines: 7}, roles: {lead: rich}, fill: cmyk 30 0 0 0, flow: main.lead}
"""


def press_page(folder: Path, change: tuple[str, str] | None = None) -> ComposedPage:
    """The page with everything on it."""
    pictures(folder)
    path = folder / "press.yaml"
    path.write_text(PAGE.replace(*change) if change else PAGE, encoding="utf-8")
    return compose_file(path, None)


def pictures(folder: Path) -> None:
    """A cut-out that is half transparent, a photograph, one in inks far over any limit, one in greys."""
    cut = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(cut)
    draw.ellipse((50, 50, 850, 550), fill=(200, 30, 40, 255))
    draw.ellipse((250, 150, 500, 450), fill=(20, 90, 200, 140))
    cut.save(folder / "cut.png")
    with Image.open(BUS) as image:
        image.resize((800, 478)).save(folder / "bus.jpg", quality=90)
    noise = np.random.default_rng(1).integers(180, 256, (430, 640, 4), dtype=np.uint8)
    Image.fromarray(noise, "CMYK").save(folder / "dark.jpg", quality=92)
    Image.linear_gradient("L").resize((640, 430)).save(folder / "grey.png")


def plates_of(pdf: bytes, page: ComposedPage, ppi: float = 150) -> Plates:
    """The plates of the only page."""
    assert page.condition is not None
    return Separations(pdf, page.condition).plates(0, ppi)
