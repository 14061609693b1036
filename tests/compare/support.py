"""Small projects to be compared: two columns, a sidebar, a picture; edited copies of them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from banmian.compare.finding import Finding
from banmian.compare.inputs import made_side
from banmian.compare.result import Comparison, compare
from banmian.compare.rules import rules_of

PAGE = """\
page: {trim: 120mm x 160mm, margins: 10mm, grid: {columns: 2, leading: 1.5em}, allow: [unused-content, empty-frame]}
content: content.yaml
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 2, lines: 3}, headline: snow}
  - {id: left, at: {column: 1, line: 4}, size: {columns: 1, lines: 12}, flow: snow}
  - {id: right, at: {column: 2, line: 4}, size: {columns: 1, lines: 8}, flow: bus, fill: k 8}
  - {id: rule, at: {column: 1, line: 16}, size: {columns: 2, lines: 1}, rule: thin}
  - {id: photo, at: {column: 1, line: 17}, size: {columns: 1, lines: 6}, photo: park, caption: none}
  - {id: date, at: {column: 1, y: -14pt}, size: {columns: 2, height: 12pt}, line: [{text: date}]}
"""
CONTENT = """\
furniture: {date: 1月9日}
stories:
  snow:
    headline: 济南迎来今冬第一场雪
    text: |
      1月5日清晨，济南市民推开窗户，发现屋顶和树梢都白了。气象部门说，这场雪从凌晨三点开始下，到早上八点已经积了两厘米。
      交通部门提醒大家，路面结冰，出门要慢行。公交车比平时少跑三成，地铁加开了六趟列车。
  bus:
    headline: 公交
    text: 公交车照常开行，司机提前一小时到站扫雪，乘客很少晚点。学校推迟半小时上课，老师在门口迎接学生。
photos:
  park: {file: park.png, caption: 公园, number: ①}
"""


def project(folder: Path, *edits: tuple[str, str], picture: str = "green") -> Path:
    """A small page in *folder*; each edit replaces a text of its files by another."""
    folder.mkdir(parents=True, exist_ok=True)
    page, content = PAGE, CONTENT
    for old, new in edits:
        assert page.count(old) + content.count(old) >= 1, old
        page, content = page.replace(old, new, 1), content.replace(old, new, 1)
    (folder / "page.yaml").write_text(page, encoding="utf-8")
    (folder / "content.yaml").write_text(content, encoding="utf-8")
    Image.new("RGB", (600, 500), picture).save(folder / "park.png")
    return folder / "page.yaml"


def compared(tmp_path: Path, *edits: tuple[str, str], pixels: bool = False, picture: str = "green") -> Comparison:
    """The small page against an edited copy."""
    before = made_side(str(project(tmp_path / "before")))
    after = made_side(str(project(tmp_path / "after", *edits, picture=picture)))
    assert before.tree is not None
    assert after.tree is not None
    return compare(before, after, rules_of(after.tree.compare, (after.tree, before.tree)), pixels=pixels)


def roots(comparison: Comparison) -> list[Finding]:
    """The differences that follow from no other."""
    return [item for item in comparison.findings if not item.follows]


def said(comparison: Comparison) -> list[str]:
    """The differences as rows: what follows from another is indented."""
    return [f"{'  ' if item.follows else ''}{item.kind.value}: {item.message}" for item in comparison.findings]
