#!/usr/bin/env python3
"""Draw the stand-ins for the special page's lost photographs, the same bytes every time.

usage: draw_photographs.py [NAME ...]        (default: all; writes special-page/NAME.jpg beside this script)

The printed page's five photographs have not come down to us. Each stand-in shows what its caption says, in
simple shapes, and says in its lower right corner that it is one (示意图). Sizes give 200 ppi and more in
the slots of layout/special-page/. Needs Pillow and this project's fonts.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).resolve().parent
FONT = HERE.parent / "fonts" / "NotoSansSC-Bold.otf"

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Scene:
    """A canvas in units of its own height (1.0), origin top left, drawn at twice its size and scaled down."""

    def __init__(self, width: int, height: int, seed: int, shape: float) -> None:
        self.size = (width, height)
        self.shape = shape  #: width by height of the slot that the picture is for; it is cropped to that
        self.unit = height * 2
        self.image = Image.new("RGB", (width * 2, height * 2))
        self.draw = ImageDraw.Draw(self.image)
        self.random = random.Random(seed)
        self.wide = width / height

    def px(self, points: list[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def poly(self, points: list[Point], colour: Colour) -> None:
        self.draw.polygon(self.px(points), fill=colour)

    def box(self, x: float, y: float, w: float, h: float, colour: Colour, radius: float = 0.0) -> None:
        corners = self.px([(x, y), (x + w, y + h)])
        self.draw.rounded_rectangle([*corners[0], *corners[1]], radius * self.unit, fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        corners = self.px([(x - rx, y - ry), (x + rx, y + ry)])
        self.draw.ellipse([*corners[0], *corners[1]], fill=colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        self.draw.line(self.px(points), fill=colour, width=max(1, round(width * self.unit)), joint="curve")

    def sky(self, top: Colour, bottom: Colour, y0: float = 0.0, y1: float = 1.0) -> None:
        """A vertical gradient from *top* at y0 to *bottom* at y1."""
        first, last = round(y0 * self.unit), round(y1 * self.unit)
        for row in range(first, last):
            share = (row - first) / max(1, last - first)
            colour = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
            self.draw.line([(0, row), (self.image.width, row)], fill=colour)

    def blur(self, radius: float) -> None:
        """Put all that is drawn so far out of focus."""
        self.image = self.image.filter(ImageFilter.GaussianBlur(radius * self.unit))
        self.draw = ImageDraw.Draw(self.image)

    def glow(self, x: float, y: float, radius: float, strength: float, colour: Colour = (255, 244, 214)) -> None:
        """Light that falls off around a point."""
        small = Image.new("L", (self.image.width // 16, self.image.height // 16))
        pen = ImageDraw.Draw(small)
        cx, cy, r = (value * self.unit / 16 for value in (x, y, radius))
        for step in range(40, 0, -1):
            share = step / 40
            level = round(255 * strength * (1 - share) ** 2)
            pen.ellipse([cx - r * share, cy - r * share, cx + r * share, cy + r * share], fill=level)
        mask = small.resize(self.image.size, Image.Resampling.BICUBIC)
        light = Image.composite(Image.new("RGB", self.image.size, colour), Image.new("RGB", self.image.size), mask)
        self.image = ImageChops.screen(self.image, light)
        self.draw = ImageDraw.Draw(self.image)

    def ridge(self, y: float, height: float, colour: Colour, rough: int = 5) -> list[Point]:
        """A range of mountains whose foot is at *y*."""
        points = [(0.0, height * 0.5), (self.wide, height * 0.6)]
        for level in range(rough):
            finer: list[Point] = []
            for (x1, h1), (x2, h2) in pairwise(points):
                jitter = (self.random.random() - 0.5) * height * 0.9 * 0.55**level
                finer += [(x1, h1), ((x1 + x2) / 2, max(0.02, (h1 + h2) / 2 + jitter))]
            points = [*finer, points[-1]]
        line = [(x, y - h) for x, h in points]
        self.poly([(0, y + 0.02), *line, (self.wide, y + 0.02)], colour)
        return line

    def finish(self) -> Image.Image:
        """The picture at its size: grain, falling light at the edges, and its mark."""
        image = self.image.resize(self.size, Image.Resampling.LANCZOS)
        width = min(image.width, round(image.height * self.shape))
        height = min(image.height, round(image.width / self.shape))
        left, top = (image.width - width) // 2, (image.height - height) // 2
        image = image.crop((left, top, left + width, top + height))
        grain = Image.frombytes("L", image.size, self.random.randbytes(image.width * image.height))
        grain = grain.filter(ImageFilter.GaussianBlur(0.8)).point(lambda level: 118 + (level - 128) // 6 + 10)
        image = ImageChops.overlay(image, Image.merge("RGB", [grain] * 3))
        shade = Image.new("L", (64, 64), 216)
        pen = ImageDraw.Draw(shade)
        for step in range(32):
            pen.ellipse([-18 + step, -18 + step, 81 - step, 81 - step], fill=round(255 * min(1.0, 0.86 + step / 90)))
        image = ImageChops.multiply(image, Image.merge("RGB", [shade.resize(image.size, Image.Resampling.BICUBIC)] * 3))
        self.mark(image)
        return image

    def mark(self, image: Image.Image) -> None:
        size = round(max(26, image.height * 0.026))
        font = ImageFont.truetype(str(FONT), size)
        text = "示意图"
        _, _, right, bottom = font.getbbox(text)
        x, y = image.width - right - size * 0.7, image.height - bottom - size * 0.6
        veil = Image.new("L", image.size, 0)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)):
            ImageDraw.Draw(veil).text((x + 1.5 * dx, y + 1.5 * dy), text, font=font, fill=90)
        image.paste(Image.new("RGB", image.size, (30, 30, 30)), (0, 0), veil.filter(ImageFilter.GaussianBlur(1.5)))
        veil = Image.new("L", image.size, 0)
        ImageDraw.Draw(veil).text((x, y), text, font=font, fill=215)
        image.paste(Image.new("RGB", image.size, (255, 255, 255)), (0, 0), veil)


def shade(colour: Colour, share: float) -> Colour:
    """*colour* darker (share under 1) or lighter (over 1)."""
    r, g, b = (max(0, min(255, round(part * share))) for part in colour)
    return r, g, b


def tree(scene: Scene, x: float, foot: float, height: float, colour: Colour) -> None:
    """A poplar: a slim crown of many leaves."""
    scene.box(x - height * 0.012, foot - height * 0.25, height * 0.024, height * 0.25, (86, 70, 58))
    for _ in range(90):
        up = scene.random.random()
        spread = height * 0.085 * math.sin(math.pi * (0.12 + up * 0.86)) * (scene.random.random() * 2 - 1)
        tone = shade(colour, 0.72 + 0.5 * scene.random.random())
        leaf = height * 0.028
        scene.oval(x + spread, foot - height * (0.14 + 0.84 * up), leaf, leaf * 1.5, tone)


def person(
    scene: Scene, x: float, y: float, size: float, coat: Colour, hair: Colour = (38, 30, 28), skin: Colour = (222, 178, 146)
) -> None:
    """Head and shoulders; *y* is the chin's height, *size* the head's."""
    scene.poly(
        [
            (x - size * 1.15, y + size * 2.1),
            (x - size * 0.95, y + size * 0.62),
            (x - size * 0.35, y + size * 0.22),
            (x + size * 0.35, y + size * 0.22),
            (x + size * 0.95, y + size * 0.62),
            (x + size * 1.15, y + size * 2.1),
        ],
        coat,
    )
    scene.box(x - size * 0.2, y - size * 0.2, size * 0.4, size * 0.52, shade(skin, 0.88))
    scene.oval(x, y - size * 0.42, size * 0.5, size * 0.62, skin)
    scene.poly(
        [
            (x - size * 0.54, y - size * 0.38),
            (x - size * 0.5, y - size * 0.9),
            (x, y - size * 1.16),
            (x + size * 0.5, y - size * 0.9),
            (x + size * 0.54, y - size * 0.38),
            (x + size * 0.4, y - size * 0.68),
            (x, y - size * 0.8),
            (x - size * 0.4, y - size * 0.68),
        ],
        hair,
    )


def bus() -> Scene:
    """① A double-decker tourist bus on a road before the old town, poplars and snow mountains."""
    s = Scene(2000, 1210, 1, 1.6735)
    s.sky((74, 128, 186), (214, 226, 228), 0, 0.62)
    s.glow(1.35, 0.08, 0.9, 0.55)
    for far, height, tone in ((0.5, 0.34, (226, 232, 240)), (0.52, 0.24, (168, 184, 202)), (0.54, 0.16, (138, 150, 160))):
        s.ridge(far, height, tone, 7)
    s.sky((196, 176, 146), (176, 152, 120), 0.53, 0.7)
    for at in range(26):
        x = at * 0.068 - 0.03 + s.random.random() * 0.01
        h = 0.09 + 0.1 * s.random.random()
        tone = shade((206, 172, 128), 0.84 + 0.24 * s.random.random())
        s.box(x, 0.64 - h, 0.066, h + 0.05, tone)
        for row in range(int(h / 0.045)):
            for col in range(2):
                s.box(x + 0.012 + col * 0.026, 0.655 - h + row * 0.045, 0.014, 0.024, shade(tone, 0.52), 0.006)
    s.box(0.16, 0.36, 0.05, 0.32, (212, 176, 126))
    s.oval(0.185, 0.355, 0.034, 0.042, (74, 130, 126))
    s.box(1.43, 0.4, 0.16, 0.28, (214, 180, 134))
    s.oval(1.51, 0.4, 0.07, 0.075, (70, 128, 124))
    s.poly([(1.505, 0.33), (1.51, 0.29), (1.515, 0.33)], (222, 190, 96))
    for at in range(15):
        tree(s, 0.04 + at * 0.118 + s.random.random() * 0.03, 0.72, 0.25 + 0.08 * s.random.random(), (112, 134, 62))
    s.blur(0.0022)
    s.sky((128, 126, 124), (84, 82, 82), 0.7, 1.0)
    s.box(0, 0.69, 2, 0.022, (196, 188, 176))
    for at in range(9):
        s.poly(
            [(at * 0.22 - 0.1, 0.935), (at * 0.22 + 0.02, 0.935), (at * 0.22 + 0.01, 0.95), (at * 0.22 - 0.115, 0.95)],
            (226, 222, 208),
        )
    s.oval(0.83, 0.89, 0.56, 0.03, (62, 60, 60))
    red, cream = (186, 34, 38), (244, 234, 214)
    s.poly([(0.31, 0.24), (0.35, 0.215), (1.27, 0.215), (1.335, 0.25), (1.36, 0.44), (1.37, 0.62), (1.37, 0.86), (0.31, 0.86)], red)
    s.box(0.31, 0.488, 1.055, 0.062, cream)
    for at in range(8):
        s.box(0.345 + at * 0.116, 0.275, 0.104, 0.17, (66, 88, 104), 0.014)
        s.poly(
            [(0.352 + at * 0.116, 0.44), (0.4 + at * 0.116, 0.28), (0.425 + at * 0.116, 0.28), (0.377 + at * 0.116, 0.44)],
            (124, 150, 166),
        )
    for at in range(6):
        s.box(0.345 + at * 0.116, 0.575, 0.104, 0.135, (58, 78, 94), 0.012)
        if s.random.random() < 0.8:
            person(s, 0.398 + at * 0.116, 0.665, 0.034, shade((150, 120, 110), 0.6 + s.random.random()))
    for at in range(8):
        if s.random.random() < 0.85:
            person(s, 0.398 + at * 0.116, 0.395, 0.036, shade((120, 140, 160), 0.6 + s.random.random()))
    s.box(1.06, 0.57, 0.085, 0.29, (52, 70, 86), 0.01)
    s.line([(1.1025, 0.57), (1.1025, 0.86)], 0.004, red)
    s.poly([(1.19, 0.565), (1.345, 0.565), (1.362, 0.72), (1.19, 0.72)], (64, 90, 108))
    s.poly([(1.285, 0.26), (1.325, 0.27), (1.345, 0.44), (1.285, 0.44)], (64, 90, 108))
    s.box(0.31, 0.79, 1.06, 0.03, shade(red, 0.62))
    for x in (0.5, 1.16):
        s.oval(x, 0.858, 0.078, 0.078, shade(red, 0.5))
        s.oval(x, 0.862, 0.066, 0.066, (34, 33, 34))
        s.oval(x, 0.862, 0.032, 0.032, (170, 170, 172))
    s.oval(1.345, 0.775, 0.018, 0.014, (252, 240, 196))
    s.line([(0.36, 0.226), (1.26, 0.226)], 0.008, shade(red, 1.35))
    s.glow(1.5, 0.3, 0.7, 0.25)
    return s


def letters() -> Scene:
    """② Pupils round a table with letters and shells."""
    s = Scene(1240, 790, 2, 1.405)
    s.sky((232, 224, 206), (214, 204, 186))
    s.box(0.1, 0.05, 1.0, 0.36, (52, 88, 74), 0.008)
    for at in range(4):
        s.line([(0.18, 0.12 + at * 0.065), (0.5 + s.random.random() * 0.4, 0.115 + at * 0.065)], 0.006, (196, 214, 204))
    s.box(1.2, 0.0, 0.32, 0.44, (206, 226, 236))
    s.line([(1.36, 0), (1.36, 0.44)], 0.012, (246, 242, 234))
    s.blur(0.006)
    for x, y, tone in (
        (0.25, 0.42, (66, 92, 142)),
        (0.52, 0.38, (60, 86, 136)),
        (0.79, 0.4, (66, 92, 142)),
        (1.06, 0.41, (60, 86, 136)),
        (1.33, 0.43, (62, 88, 138)),
    ):
        person(s, x, y, 0.155, tone)
        s.poly(
            [(x - 0.06, y + 0.05), (x + 0.06, y + 0.05), (x + 0.035, y + 0.2), (x, y + 0.12), (x - 0.035, y + 0.2)], (198, 38, 40)
        )
        for side in (-1, 1):
            s.oval(x + side * 0.028, y - 0.07, 0.007, 0.009, (44, 32, 30))
        s.draw.arc([*(s.px([(x - 0.03, y - 0.075)])[0]), *(s.px([(x + 0.03, y - 0.022)])[0])], 25, 155, fill=(150, 66, 60), width=6)
    s.poly([(0, 0.74), (s.wide, 0.7), (s.wide, 1), (0, 1)], (176, 130, 86))
    s.poly([(0, 0.74), (s.wide, 0.7), (s.wide, 0.715), (0, 0.758)], (206, 164, 116))
    for x, y, lean in ((0.16, 0.68, 0.03), (0.5, 0.6, -0.02), (0.84, 0.66, 0.02), (1.13, 0.62, -0.03)):
        s.poly([(x, y), (x + 0.2, y + lean), (x + 0.23, y + 0.18 + lean), (x + 0.03, y + 0.18)], (250, 246, 236))
        for row in range(5):
            s.line([(x + 0.035, y + 0.035 + row * 0.026), (x + 0.19, y + 0.035 + row * 0.026 + lean)], 0.0035, (134, 140, 156))
    for _ in range(16):
        x, y = 0.1 + s.random.random() * 1.35, 0.86 + s.random.random() * 0.09
        tone = shade((232, 196, 168), 0.86 + 0.3 * s.random.random())
        for rib in range(5):
            s.oval(x + (rib - 2) * 0.011, y - 0.006 * (2 - abs(rib - 2)), 0.012, 0.022, shade(tone, 1 - 0.05 * (rib % 2)))
    s.glow(1.36, 0.2, 0.9, 0.35)
    return s


def troupe() -> Scene:
    """③ Dancers on a stage under spotlights."""
    s = Scene(1240, 790, 3, 1.405)
    s.sky((44, 16, 40), (112, 30, 46), 0, 0.78)
    for at in range(13):
        x = at * 0.13
        s.poly([(x, 0), (x + 0.07, 0), (x + 0.05, 0.78), (x + 0.01, 0.78)], (134, 26, 38))
    s.blur(0.008)
    s.sky((164, 96, 62), (84, 42, 34), 0.78, 1.0)
    for x in (0.3, 0.78, 1.28):
        s.glow(x, 0.02, 0.75, 0.5, (255, 226, 180))
    for x, size, tone, lift in (
        (0.25, 0.86, (28, 116, 122), 0.2),
        (0.53, 0.98, (214, 158, 44), -0.1),
        (0.79, 1.1, (196, 36, 56), 0.12),
        (1.06, 0.98, (214, 158, 44), -0.16),
        (1.33, 0.86, (28, 116, 122), 0.16),
    ):
        foot, h = 0.93, 0.62 * size
        s.oval(x, foot, 0.13 * size, 0.02, (58, 30, 26))
        hip = foot - h * 0.5
        s.poly(
            [
                (x - 0.028 * size, hip),
                (x + 0.028 * size, hip),
                (x + 0.15 * size, foot - 0.06),
                (x + 0.06 * size, foot - 0.025),
                (x - 0.06 * size, foot - 0.025),
                (x - 0.15 * size, foot - 0.06),
            ],
            tone,
        )
        for fold in range(-3, 4):
            s.line([(x + fold * 0.006 * size, hip + 0.02), (x + fold * 0.038 * size, foot - 0.04)], 0.004, shade(tone, 0.74))
        s.poly(
            [
                (x - 0.05 * size, hip - h * 0.27),
                (x + 0.05 * size, hip - h * 0.27),
                (x + 0.03 * size, hip + 0.01),
                (x - 0.03 * size, hip + 0.01),
            ],
            shade(tone, 1.16),
        )
        s.line(
            [
                (x - 0.045 * size, hip - h * 0.245),
                (x - 0.13 * size, hip - h * (0.34 + lift)),
                (x - 0.1 * size, hip - h * (0.52 + lift)),
            ],
            0.022 * size,
            (228, 184, 152),
        )
        s.line(
            [
                (x + 0.045 * size, hip - h * 0.245),
                (x + 0.14 * size, hip - h * (0.3 - lift)),
                (x + 0.17 * size, hip - h * (0.48 - lift)),
            ],
            0.022 * size,
            (228, 184, 152),
        )
        s.box(x - 0.012 * size, hip - h * 0.34, 0.024 * size, h * 0.09, (220, 176, 146))
        s.oval(x, hip - h * 0.37, 0.036 * size, 0.046 * size, (232, 190, 158))
        s.poly(
            [
                (x - 0.042 * size, hip - h * 0.4),
                (x - 0.03 * size, hip - h * 0.46),
                (x + 0.03 * size, hip - h * 0.46),
                (x + 0.042 * size, hip - h * 0.4),
            ],
            shade(tone, 0.7),
        )
        for braid in (-0.034, 0.034):
            s.line([(x + braid * size, hip - h * 0.38), (x + braid * 1.5 * size, hip - h * 0.08)], 0.008 * size, (34, 24, 24))
    s.glow(0.79, 0.3, 0.6, 0.28, (255, 220, 170))
    return s


def clinic() -> Scene:
    """④ Doctors before a wall of screens in a remote consultation."""
    s = Scene(1000, 860, 4, 1.257)
    s.sky((226, 232, 236), (198, 208, 214))
    s.box(0.08, 0.07, 1.0, 0.48, (28, 36, 46), 0.012)
    for row in range(2):
        for col in range(3):
            x, y = 0.1 + col * 0.325, 0.09 + row * 0.225
            s.box(x, y, 0.31, 0.21, shade((96, 136, 158), 0.86 + 0.3 * s.random.random()))
            coat = (240, 244, 246) if (row + col) % 3 else (186, 206, 214)
            if (row, col) == (0, 2):
                s.box(x, y, 0.31, 0.21, (16, 22, 28))
                for side in (-1, 1):
                    s.oval(x + 0.155 + side * 0.056, y + 0.1, 0.046, 0.08, (112, 122, 130))
                    for rib in range(5):
                        s.line(
                            [
                                (x + 0.155 + side * 0.016, y + 0.05 + rib * 0.025),
                                (x + 0.155 + side * 0.096, y + 0.06 + rib * 0.025),
                            ],
                            0.005,
                            (176, 186, 192),
                        )
                s.box(x + 0.148, y + 0.02, 0.014, 0.17, (196, 204, 208))
            else:
                for who in (0.1, 0.21):
                    person(s, x + who, y + 0.1, 0.06, coat)
    s.blur(0.0025)
    s.poly([(0, 0.8), (s.wide, 0.8), (s.wide, 1), (0, 1)], (168, 134, 104))
    s.box(0, 0.785, 1.3, 0.022, (202, 172, 140))
    for x, y, hair in ((0.2, 0.66, (40, 32, 32)), (0.56, 0.63, (52, 42, 40)), (0.93, 0.66, (36, 30, 30))):
        s.poly(
            [(x - 0.2, 1.0), (x - 0.16, 0.75), (x - 0.06, 0.69), (x + 0.06, 0.69), (x + 0.16, 0.75), (x + 0.2, 1.0)],
            (244, 247, 249),
        )
        s.poly([(x - 0.02, 0.7), (x + 0.02, 0.7), (x + 0.008, 1.0), (x - 0.008, 1.0)], (214, 222, 228))
        s.oval(x, y - 0.045, 0.082, 0.1, hair)
        s.box(x - 0.04, y + 0.02, 0.08, 0.05, (212, 168, 138))
    for x in (0.36, 0.75):
        s.poly([(x - 0.06, 0.86), (x + 0.06, 0.86), (x + 0.075, 0.94), (x - 0.075, 0.94)], (250, 250, 248))
    s.glow(0.58, 0.3, 0.75, 0.3, (206, 232, 255))
    return s


def park() -> Scene:
    """⑤ A small industrial park: workshops in rows, a road, young trees, mountains behind."""
    s = Scene(1000, 800, 5, 1.257)
    s.sky((88, 142, 196), (218, 230, 232), 0, 0.46)
    s.glow(0.2, 0.06, 0.7, 0.45)
    s.ridge(0.44, 0.2, (150, 166, 184), 7)
    s.ridge(0.46, 0.09, (150, 146, 128), 6)
    s.blur(0.003)
    s.sky((142, 154, 92), (112, 130, 66), 0.45, 1.0)
    for row, (y, h, count) in enumerate(((0.43, 0.075, 6), (0.51, 0.11, 4), (0.63, 0.16, 3))):
        w = s.wide / count
        for at in range(count):
            x = at * w + 0.02 * row
            wall = shade((232, 230, 222), 0.9 + 0.1 * s.random.random())
            s.box(x, y, w * 0.86, h, wall)
            s.poly(
                [(x - 0.01, y), (x + w * 0.2, y - h * 0.34), (x + w * 0.66, y - h * 0.34), (x + w * 0.87, y)],
                (62, 106, 158) if (at + row) % 2 else (178, 58, 46),
            )
            s.box(x, y + h * 0.86, w * 0.86, h * 0.14, (150, 152, 152))
            for pane in range(5):
                s.box(x + w * (0.05 + pane * 0.16), y + h * 0.2, w * 0.11, h * 0.26, (96, 132, 156))
            s.box(x + w * 0.34, y + h * 0.54, w * 0.2, h * 0.4, (112, 118, 124))
    s.poly([(0.52, 0.8), (0.68, 0.8), (1.3, 1.0), (0.1, 1.0)], (132, 132, 132))
    s.box(0, 0.795, 1.3, 0.035, (150, 150, 148))
    for at in range(4):
        y = 0.84 + at * 0.045
        s.poly([(0.596, y), (0.606, y), (0.612 + at * 0.004, y + 0.022), (0.594 - at * 0.002, y + 0.022)], (236, 232, 214))
    for at in range(6):
        side = -1 if at % 2 else 1
        depth = at // 2
        tree(s, 0.6 + side * (0.17 + depth * 0.14), 0.86 + depth * 0.055, 0.15 + depth * 0.05, (92, 136, 60))
    return s


PICTURES: dict[str, Callable[[], Scene]] = {"bus": bus, "letters": letters, "troupe": troupe, "clinic": clinic, "park": park}


def main() -> None:
    """Draw the named pictures, or all."""
    for name in sys.argv[1:] or PICTURES:
        image = PICTURES[name]().finish()
        target = HERE / "special-page" / f"{name}.jpg"
        image.save(
            target,
            "JPEG",
            quality=86,
            optimize=True,
            subsampling=0,
            dpi=(220, 220),
            comment="stand-in drawn by draw_photographs.py",
        )
        print(f"{target.name}  {image.width} x {image.height}")


if __name__ == "__main__":
    main()
