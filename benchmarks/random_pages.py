#!/usr/bin/env python3
"""Draw pages by a seed, make them, import their PDFs, make them again: how much comes back, at worst and in the median.

usage: random_pages.py [-n PAGES] [--seed SEED] [--keep FOLDER]        (needs: python3 -m pip install -e '.[compare,drawings]')

Grid, type, profile, direction, stories, pictures, boxes and rules of each page are drawn; its words are those of the special page,
its sentences in another order. Every page is made by banmian, read back by `banmian import` without a look at its page file, and
made again from what was written. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.recover.importing import ImportOptions, import_pdf
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page

ROOT = Path(__file__).resolve().parent.parent
_PHOTOS = sorted((ROOT / "assets" / "special-page").glob("*.jpg"))
_TINTS = ("k 8", "cmyk 0 4 12 2", "cmyk 10 0 4 0", "cmyk 0 3 12 3")


def clauses() -> list[str]:
    """The clauses of the special page's sentences, without their marks."""
    content = yaml.safe_load((ROOT / "layout/special-page/content.yaml").read_text(encoding="utf-8"))
    main = content["stories"]["main"]
    text = main["lead"] + "".join(section["text"] for section in main["sections"])
    return [found for found in re.split(r"[，。；\n]", text) if 4 < len(found) < 30 and found.count("“") == found.count("”")]


class Drawer:
    """Draws one page."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.clauses = clauses()
        self.stories: dict[str, Any] = {}
        self.photos: dict[str, Any] = {}
        self.frames: list[dict[str, Any]] = []
        self.vertical = self.dice.random() < 0.25
        self.size = self.dice.choice([9, 9.5, 10, 10.5, 11, 12])
        self.leading = round(self.size * self.dice.choice([1.33, 1.4, 1.5, 1.6]), 2)
        self.columns = 1 if self.vertical else self.dice.randint(2, 6)
        self.gutter = self.dice.choice([1, 1.5, 2])
        ems = self.dice.randint(12, 22)
        self.measure = self.size * ems
        self.lines = self.dice.randint(50, 90) if not self.vertical else self.dice.randint(44, 70)
        self.width = self.columns * self.measure + (self.columns - 1) * self.gutter * self.size
        if self.vertical:
            self.width = self.dice.randint(40, 60) * self.leading

    def page(self) -> dict[str, Any]:
        """The page file, its content in it."""
        at = 1
        while self.lines - at >= 14:
            high = min(self.lines - at + 1, self.dice.randint(14, 30))
            if self.lines - at + 1 - high < 14:
                high = self.lines - at + 1
            (self.tier if self.vertical else self.band)(at, high - 2)
            if self.dice.random() < 0.5 and at + high <= self.lines:
                rule = {"id": f"rule-{at}", "rule": self.dice.choice(["hairline", "0.5pt", "double 2pt"])}
                y = f"{(at + high - 1.7) * self.leading:.2f}pt"
                self.frames.append({**rule, "at": {"x": "0pt", "y": y}, "size": {"width": f"{self.width:.2f}pt", "height": "2pt"}})
            at += high
        margin = 40.0
        trim = f"{self.width + 2 * margin:.2f}pt x {self.lines * self.leading + 2 * margin:.2f}pt"
        grid = {"columns": self.columns, "gutter": f"{self.gutter}em", "size": f"{self.size}pt", "leading": f"{self.leading}pt"}
        profile = self.dice.choice(["newspaper", "newspaper", "gb", "book"])
        page = {"trim": trim, "margins": f"{margin}pt", "grid": grid, "profile": profile}
        styles = {
            "headline": {
                "size": f"{self.dice.choice([22, 26, 28, 36])}pt",
                "leading": "1.2em",
                "family": self.dice.choice(["song", "hei"]),
            },
            "caption": {"family": self.dice.choice(["kai", "hei"]), "size": f"{self.size - 1}pt"},
        }
        content = {"stories": self.stories, "photos": self.photos}
        return {"page": page, "content": content, "styles": [styles], "frames": self.frames}

    def sentence(self) -> str:
        """Clauses in an order that comes but once, so that no two lines are alike."""
        chosen = self.dice.sample(self.clauses, self.dice.randint(2, 5))
        if self.dice.random() < 0.3:
            chosen[0] = f"{self.dice.randint(1, 12)}月{self.dice.randint(1, 28)}日" + chosen[0]
        return "，".join(chosen) + "。"

    def story(self, room: float) -> str:
        """A story of about *room* characters; its name."""
        name = f"story{len(self.stories) + 1}"
        text, length = [], 0
        while length < room:
            paragraph = "".join(self.sentence() for _ in range(self.dice.randint(1, 4)))
            text.append(paragraph)
            length += len(paragraph) + 10
        head = self.title(self.dice.randint(7, 11))
        self.stories[name] = {"headline": head, "text": "\n".join(text)}
        return name

    def title(self, length: int) -> str:
        """Characters in no order, so that they stand nowhere else."""
        return "".join(self.dice.sample(sorted(set("".join(self.clauses)) - set("“”、.0123456789（）()《》")), length))

    def photo(self) -> str:
        name = f"photo{len(self.photos) + 1}"
        self.photos[name] = {"file": f"assets/{self.dice.choice(_PHOTOS).name}", "caption": self.title(self.dice.randint(8, 16))}
        return name

    def band(self, at: int, high: int) -> None:
        """A band of columns: one or two stories side by side, each with its headline, perhaps a picture, perhaps boxed."""
        first = 1
        while first <= self.columns:
            left = self.columns - first + 1
            wide = left if left <= 2 else self.dice.randint(2, left)
            if left - wide == 1:
                wide = left
            self.block(first, wide, at, high)
            first += wide

    def block(self, first: int, wide: int, at: int, high: int) -> None:
        boxed = self.dice.random() < 0.25
        number = len(self.frames)
        head = 4
        pictured = wide >= 2 and high >= 14 and self.dice.random() < 0.5
        tall = self.dice.randint(7, max(7, high - head - 4)) if pictured else 0
        across = self.dice.randint(1, wide - 1) if pictured else 0
        ems = self.measure / self.size
        room = ems * ((high - head) * wide - tall * across) * 0.93
        story = self.story(room * self.dice.choice([1.0, 1.05, 0.8]))
        if boxed:
            x = (first - 1) * (self.measure + self.gutter * self.size) - 5
            width = wide * self.measure + (wide - 1) * self.gutter * self.size + 10
            place = {"x": f"{x:.2f}pt", "y": f"{(at - 1) * self.leading - 5:.2f}pt"}
            extent = {"width": f"{width:.2f}pt", "height": f"{high * self.leading + 8:.2f}pt"}
            dress = {"fill": self.dice.choice(_TINTS)} if self.dice.random() < 0.6 else {"border": "0.5pt"}
            self.frames.append({"id": f"box{number}", "at": place, "size": extent, "rule": "none"} | dress)
            self.frames[-1].pop("rule")
        self.frames.append(
            {
                "id": f"head{number}",
                "at": {"column": first, "line": at},
                "size": {"columns": wide, "lines": head - 1},
                "headline": story,
            }
        )
        names = [f"text{number}-{column}" for column in range(wide)]
        for column, name in enumerate(names):
            under = tall if column >= wide - across else 0
            frame: dict[str, Any] = {"id": name, "at": {"column": first + column, "line": at + head + under}}
            frame["size"] = {"columns": 1, "lines": high - head - under}
            if column == 0:
                frame["flow"] = f"{story}.text"
            if column < wide - 1:
                frame["next"] = names[column + 1]
            self.frames.append(frame)
        if pictured:
            place = {"column": first + wide - across, "line": at + head}
            size = {"columns": across, "lines": tall - 1}
            self.frames.append({"id": f"pic{number}", "at": place, "size": size, "photo": self.photo(), "caption": "below"})

    def tier(self, at: int, high: int) -> None:
        """A tier of vertical lines: a headline down its right side, its text to the left."""
        number = len(self.frames)
        y, tall = (at - 1) * self.leading, high * self.leading
        head = 60.0
        wide = int((self.width - head) / self.leading) * self.leading
        story = self.story(tall / self.size * (wide / self.leading) * self.dice.choice([0.7, 0.93, 1.0]))
        place = {"x": f"{self.width - head + 10:.2f}pt", "y": f"{y:.2f}pt"}
        size = {"width": f"{head - 10:.2f}pt", "height": f"{tall:.2f}pt"}
        common = {"direction": "vertical"}
        self.frames.append({"id": f"head{number}", "at": place, "size": size, "headline": story, **common})
        place = {"x": f"{self.width - head - wide:.2f}pt", "y": f"{y:.2f}pt"}
        size = {"width": f"{wide:.2f}pt", "height": f"{int(tall / self.size) * self.size:.2f}pt"}
        self.frames.append({"id": f"text{number}", "at": place, "size": size, "flow": f"{story}.text", **common})


def made(page: Path) -> bytes:
    """The PDF of a page file."""
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(page, report), report), report))


def there_and_back(seed: int, keep: Path | None) -> dict[str, Any]:
    """One page there and back: its score, or why there is none."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / f"page-{seed}"
        (folder / "assets").mkdir(parents=True)
        for photo in _PHOTOS:
            shutil.copy(photo, folder / "assets")
        drawn = Drawer(seed).page()
        (folder / "page.yaml").write_text(yaml.safe_dump(drawn, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8")
        (folder / "page.pdf").write_bytes(made(folder / "page.yaml"))
        began = time.perf_counter()
        try:
            found = import_pdf(folder / "page.pdf", folder / "found", ImportOptions(report=keep is not None))
            (folder / "again.pdf").write_bytes(made(folder / "found" / "print.yaml"))
        except PageError as error:
            return {"seed": seed, "error": str(error.diagnostics[0])}
        finally:
            if keep is not None:
                shutil.copytree(folder, keep / folder.name, dirs_exist_ok=True)
        refined, score = found.refined, found.score
        return {
            "seed": seed,
            "by rule": refined.by_rule / max(refined.lines, 1),
            "glyphs": score.near,
            "characters": score.found,
            "order": score.order,
            "pictures": score.same_pictures,
            "seconds": time.perf_counter() - began,
            "vertical": "direction" in str(drawn["frames"]),
        }


def main() -> None:
    """Make the pages on all cores, and tell what came back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first page")
    parser.add_argument("--keep", type=Path, help="keep all files, with reports, in this folder")
    options = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        seeds = range(options.seed, options.seed + options.pages)
        results = list(pool.map(partial(there_and_back, keep=options.keep), seeds))
    failed = [result for result in results if "error" in result]
    good = [result for result in results if "error" not in result]
    for result in failed:
        print(f"page {result['seed']}: {result['error']}")
    for key in ("by rule", "glyphs", "characters", "order", "pictures", "seconds"):
        values = sorted((result[key], result["seed"]) for result in good)
        worst = ", ".join(f"{value:.3f} ({seed})" for value, seed in (values[:5] if key != "seconds" else values[:-4:-1]))
        whole = "" if key == "seconds" else f"  whole {sum(value >= 0.9995 for value, _ in values)} of {len(values)}"
        print(f"{key:<12} median {statistics.median(value for value, _ in values):.4f}{whole}  worst {worst}")


if __name__ == "__main__":
    main()
