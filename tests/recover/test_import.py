"""There and back: a page's PDF to page files, and the page that they make."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import yaml
from pypdf import PdfReader, PdfWriter

from banmian.cli.main import main
from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.plan.makeplan import make_plan
from banmian.recover.importing import Imported, ImportOptions, import_pdf
from banmian.recover.refine import Locks
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page
from tests.pages import printed
from tests.recover.support import SPECIAL, imported, made
from tests.support import ROOT

VARIANTS = ["large-print", "magazine", "mono", "phone", "poster", "tabloid", "traditional", "vertical"]
SMALL = """\
page: {trim: 200mm x 150mm, margins: 10mm, grid: {columns: 2, gutter: 2em, size: 10pt, leading: 15pt}}
content:
  stories:
    snow:
      headline: 济南迎来今冬第一场雪
      text: |
        1月5日清晨，济南市民推开窗户，发现屋顶和树梢都白了。气象部门说，这场雪从凌晨三点下到早晨七点，市区积雪两厘米。
        环卫工人凌晨四点上路撒盐，主要道路没有结冰。中小学照常上课，公共汽车晚点不超过十分钟。
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 2, lines: 4}, headline: snow}
  - {id: left, at: {column: 1, line: 5}, size: {columns: 1, lines: 3}, flow: snow, next: right}
  - {id: right, at: {column: 2, line: 5}, size: {columns: 1, lines: 3}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of a small page."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "page.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "page.pdf").write_bytes(made(folder / "page.yaml"))
    return folder / "page.pdf"


def remade(folder: Path) -> bytes:
    """The PDF that imported page files make, without an error."""
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(folder / "print.yaml", report), report), report))


def test_the_special_page_comes_back_by_rule_glyph_by_glyph(tmp_path: Path) -> None:
    found = imported(SPECIAL / "print.yaml", tmp_path)
    assert (found.refined.by_rule, found.refined.lines) == (168, 168)
    assert (found.score.found, found.score.kept, found.score.order, found.score.same_pictures) == (1.0, 1.0, 1.0, 1.0)
    assert found.score.close >= 0.999
    assert found.refined.draft.profile == "newspaper"
    assert found.refined.composition.settings == {}
    assert not found.warnings
    (tmp_path / "again.pdf").write_bytes(remade(found.folder))
    assert printed.score(tmp_path / "again.pdf") == [
        "paragraphs whole 17/17",
        "headline, headings, captions, folio once 19/19",
        "printed line ends kept 156/156",
    ]


@pytest.mark.parametrize("step", ["03", "04", "07", "08", "09", "10"])
def test_pages_of_the_guide_come_back_by_rule(step: str, tmp_path: Path) -> None:
    """A byline over three columns, a first character over three lines, stories side by side, text round a quote."""
    found = imported(ROOT / "layout" / "guide" / f"step-{step}.yaml", tmp_path)
    assert (found.score.found, found.score.kept, found.refined.by_rule) == (1.0, 1.0, found.refined.lines)
    assert found.score.close >= 0.98


def test_the_special_page_s_files_are_such_as_a_person_writes(tmp_path: Path) -> None:
    folder = imported(SPECIAL / "print.yaml", tmp_path).folder
    page = (folder / "print.yaml").read_text(encoding="utf-8")
    assert "trim: 390mm x 545mm" in page
    assert "grid: {columns: [22em, 22.2em, 22.1em, 24.7em], gutter: 1.7em, size: 10.5pt, leading: 14pt}" in page
    assert "{id: rule-2, at: {gutter: 1, line: 41}, size: {lines: 59}, rule: hairline k 60}" in page
    assert "{of: main.s6, paragraph: 3, lines: -1}" in page
    assert "聚焦" not in page
    content = (folder / "content.yaml").read_text(encoding="utf-8")
    assert "heading: 聚焦扩大就业，坚定不移推进产业援疆" in content
    assert "pt" not in content.split("stories:")[1].split("photos:")[0]
    styles = (folder / "styles.yaml").read_text(encoding="utf-8")
    assert "heading: {size: 16pt, leading: 20pt}" in styles


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_comes_back_by_rule(variant: str, tmp_path: Path) -> None:
    found = imported(SPECIAL / f"{variant}.yaml", tmp_path)
    assert found.refined.by_rule >= 0.99 * found.refined.lines
    assert (found.score.found, found.score.order) == (1.0, 1.0)
    assert found.score.near >= 0.985
    assert found.score.kept >= 0.99
    assert remade(found.folder)


def test_pictures_are_the_same_bytes(tmp_path: Path) -> None:
    folder = imported(SPECIAL / "print.yaml", tmp_path).folder
    before = sorted(path.read_bytes() for path in (SPECIAL.parent.parent / "assets" / "special-page").glob("*.jpg"))
    assert sorted(path.read_bytes() for path in (folder / "assets").iterdir()) == before


@pytest.mark.parametrize("variant", ["print", "vertical"])
@pytest.mark.parametrize("seed", range(5))
def test_the_content_stream_shuffled(variant: str, seed: int, tmp_path: Path) -> None:
    data = shuffled(made(SPECIAL / f"{variant}.yaml"), seed)
    (tmp_path / "shuffled.pdf").write_bytes(data)
    found = import_pdf(tmp_path / "shuffled.pdf", tmp_path / "found", ImportOptions(report=False))
    assert found.score.order >= 0.99
    assert found.score.found == 1.0
    assert (found.refined.lines, texts_of(found)) == plainly(variant)


@lru_cache(maxsize=4)
def plainly(variant: str) -> tuple[int, list[list[str]]]:
    """How many lines, and what blocks, are found where the content stream is as it was made."""
    with tempfile.TemporaryDirectory() as folder:
        found = imported(SPECIAL / f"{variant}.yaml", Path(folder))
    return found.refined.lines, texts_of(found)


def texts_of(found: Imported) -> list[list[str]]:
    """The blocks of each page in reading order."""
    return [[block.text for block in page.blocks] for page in found.pages]


def shuffled(data: bytes, seed: int) -> bytes:
    """A PDF of ours whose text objects stand in any order."""
    from io import BytesIO

    from pypdf.generic import DecodedStreamObject, NameObject

    reader = PdfReader(BytesIO(data))
    writer = PdfWriter(clone_from=reader)
    page = writer.pages[0]
    rows = page.get_contents().get_data().decode("latin-1").split("\n")  # type: ignore[union-attr]
    objects: list[list[str]] = []
    rest: list[str] = []
    state: dict[str, str] = {}  # colour, font and the like hold on from one text object to the next
    inside = False
    for row in rows:
        if row == "BT":
            objects.append([row, *state.values()])
            inside = True
            continue
        (objects[-1] if inside else rest).append(row)
        operator = row.split(" ")[-1]
        if inside and operator in ("k", "Tf", "Tz", "Tc", "Tw", "Ts", "Tr"):
            state[operator] = row
        if row == "ET":
            inside = False
    assert len(objects) > 100
    random.Random(seed).shuffle(objects)
    stream = DecodedStreamObject()
    stream.set_data("\n".join([*rest[:-1], *(row for one in objects for row in one), rest[-1]]).encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_locks_on_demand(small: Path, tmp_path: Path) -> None:
    every = import_pdf(small, tmp_path / "all", ImportOptions(locks=Locks.ALL, report=False))
    assert every.refined.locked
    assert "locked: [" in (tmp_path / "all" / "print.yaml").read_text(encoding="utf-8")
    none = import_pdf(small, tmp_path / "none", ImportOptions(locks=Locks.NONE, report=False))
    assert not none.refined.locked
    assert "locked" not in (tmp_path / "none" / "print.yaml").read_text(encoding="utf-8")


def test_the_same_pdf_gives_the_same_files_in_any_hash_seed(small: Path, tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-m", "banmian", "import", str(small), "-o", str(folder), "-q"]
        subprocess.run(
            command, check=True, env={"PYTHONHASHSEED": seed, "PATH": "", "LANG": "C" if seed == "1" else "C.UTF-8"}, cwd=SPECIAL
        )
        found.append({path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()})
    assert found[0] == found[1]


def test_the_command_says_what_it_found(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(small), "-o", str(tmp_path / "snow"), "--score", "--json", str(tmp_path / "found.json")]) == 0
    out = capsys.readouterr().out
    assert "reading order            1.000  Kendall's tau" in out
    assert "8 of 8 line ends by rule" in out or "line ends by rule" in out
    figures = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert figures["composition"]["profile"] == "newspaper"
    assert figures["line_ends"]["locked"] == 0
    assert sorted(path.name for path in (tmp_path / "snow").iterdir()) == [
        "content.yaml", "import.json", "print.yaml", "report.html", "styles.yaml",
    ]  # fmt: skip
    assert main(["render", str(tmp_path / "snow"), "-o", str(tmp_path / "again.pdf"), "--strict"]) == 0


def test_a_folder_that_is_there_is_not_written_over_unless_asked(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snow"
    import_pdf(small, folder, ImportOptions(report=False))
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(PageError, match="already"):
        import_pdf(small, folder, ImportOptions(report=False))
    import_pdf(small, folder, ImportOptions(report=False, overwrite=True))
    assert (folder / "notes.txt").read_text() == "mine"


STEPS = [
    "reading", "taking page 1 of 1 apart", "finding grid, stories and styles", "finding how it was composed", "writing the report",
]  # fmt: skip


def test_long_work_says_how_far_it_is(small: Path, tmp_path: Path) -> None:
    said: list[str] = []
    import_pdf(small, tmp_path / "snow", ImportOptions(), said.append)
    assert said == STEPS


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("there", [False, True])
def test_whatever_stops_an_import_nothing_is_left_of_it(step: str, there: bool, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "snow"
    if there:
        import_pdf(small, folder, ImportOptions(report=False))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def stop(text: str) -> None:
        if text == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_pdf(small, folder, ImportOptions(overwrite=True), stop)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("at", range(8))
def test_a_stop_while_files_are_put_in_place_leaves_the_old_ones(
    at: int, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "snow"
    import_pdf(small, folder, ImportOptions(report=False))
    (folder / "print.yaml").write_text("old", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    calls = iter(range(99))
    move = os.replace

    def stopped(source: Path, target: Path) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        import_pdf(small, folder, ImportOptions(report=False, overwrite=True))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_hints_settle_what_a_block_is_and_a_second_import_keeps_to_them(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snow"
    folder.mkdir()
    (folder / "import.yaml").write_text(
        "blocks: [{text: 济南迎来, role: furniture}]\nfonts: {NotoSerifCJKsc-Regular: kai}\n", encoding="utf-8"
    )
    for overwrite in (False, True):
        import_pdf(small, folder, ImportOptions(report=False, overwrite=overwrite))
        assert "furniture:" in (folder / "content.yaml").read_text(encoding="utf-8")
        assert "family: kai" in (folder / "styles.yaml").read_text(encoding="utf-8")


def test_a_faulty_hint_is_said_with_its_place(small: Path, tmp_path: Path) -> None:
    hints = tmp_path / "hints.yaml"
    hints.write_text("blocks: [{text: 甲, role: advert}]\n", encoding="utf-8")
    with pytest.raises(PageError) as caught:
        import_pdf(small, tmp_path / "snow", ImportOptions(hints=hints))
    assert "hints.yaml:1:" in caught.value.diagnostics[0].render()
    assert not (tmp_path / "snow").exists()


def encrypted(small: Path, user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(small))
    writer.encrypt(user, "owner", algorithm="AES-128")
    from io import BytesIO

    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_file_locked_by_its_owner_is_read_and_a_password_is_asked_for(small: Path, tmp_path: Path) -> None:
    owner, user = tmp_path / "owner.pdf", tmp_path / "user.pdf"
    owner.write_bytes(encrypted(small, ""))
    user.write_bytes(encrypted(small, "snow"))
    assert import_pdf(owner, tmp_path / "one", ImportOptions(report=False)).score.found == 1.0
    with pytest.raises(PageError) as caught:
        import_pdf(user, tmp_path / "two", ImportOptions(report=False))
    assert "--password" in caught.value.diagnostics[0].hint
    assert import_pdf(user, tmp_path / "two", ImportOptions(password="snow")).score.found == 1.0


def bomb(small: Path) -> bytes:
    """A page whose content unpacks to 4 GB."""
    packed = zlib.compress(b"0 " * (1 << 22), 9)
    body = zlib.compressobj(9)
    data = b"".join([body.compress(b"q Q\n" * (1 << 20)) for _ in range(256)]) + body.flush()
    assert len(packed) < len(data)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data) + data + b"\nendstream",
    ]
    out = b"%PDF-1.4\n"
    for number, text in enumerate(objects, 1):
        out += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    return out + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"


def pages(count: int, width: float = 600) -> bytes:
    from io import BytesIO

    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(width, 800)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("empty", "is empty"),
        ("text", "is no PDF"),
        ("truncated", "cannot be read"),
        ("blank", "page 1 cannot be imported: it holds no words"),
        ("book", "more than 400 pages"),
        ("wall", "is no page of a newspaper"),
    ],
)
def test_what_cannot_be_imported_is_said_and_nothing_is_written(what: str, message: str, small: Path, tmp_path: Path) -> None:
    made_of: dict[str, Callable[[], bytes]] = {
        "empty": lambda: b"",
        "text": lambda: b"page: {trim: a4}",
        "truncated": lambda: small.read_bytes()[:900],
        "blank": lambda: pages(1),
        "book": lambda: pages(405),
        "wall": lambda: pages(1, 28_400),
    }
    data = made_of[what]()
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    with pytest.raises(PageError) as caught:
        import_pdf(path, tmp_path / "found")
    assert message in caught.value.diagnostics[0].message
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.pdf"]


def test_a_bomb_is_refused_within_its_memory(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb(small))
    command = [sys.executable, "-m", "banmian", "import", str(path), "-o", str(tmp_path / "found")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 2
    assert "bomb.pdf cannot be read" in result.stderr
    assert "Traceback" not in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["bomb.pdf"]


def test_any_damage_is_an_error_and_no_traceback(small: Path, tmp_path: Path) -> None:
    data = small.read_bytes()
    path = tmp_path / "damaged.pdf"
    for seed in range(25):
        chance = random.Random(seed)
        mutated = bytearray(data)
        for _ in range(chance.choice([1, 4, 40])):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        path.write_bytes(mutated)
        try:
            import_pdf(path, tmp_path / "found", ImportOptions(report=False, overwrite=True))
        except PageError as error:
            assert error.diagnostics
        assert not list(tmp_path.glob(".found*"))


def test_words_of_a_caption_keep_their_type_and_their_spaces(tmp_path: Path) -> None:
    text = SMALL.replace(
        "frames:", "  photos:\n    snow: {caption: 'Photo by [A. B.]{family=hei weight=700} on 5 January in the square'}\nframes:"
    )
    text += "  - {id: photo, at: {column: 1, line: 8}, size: {columns: 1, lines: 1}, photo: snow, caption: below}\n"
    (tmp_path / "page.yaml").write_text(text, encoding="utf-8")
    found = imported(tmp_path / "page.yaml", tmp_path)
    words = yaml.safe_load((found.folder / "content.yaml").read_text(encoding="utf-8"))
    assert "Photo by [A. B.]{family=hei weight=700} on 5 January" in json.dumps(words)
    assert found.score.found == 1


def test_only_the_pages_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "two.pdf"
    writer = PdfWriter()
    for step in ("03", "02"):
        writer.append(io.BytesIO(made(ROOT / "layout" / "guide" / f"step-{step}.yaml")))
    writer.write(source)
    found = import_pdf(source, tmp_path / "one", ImportOptions(pages=(2,), report=False))
    assert len(found.pages) == 1
    long = PdfWriter()
    for _ in range(401):
        long.add_blank_page(200, 200)
    long.append(source, pages=(1, 2))
    long.write(tmp_path / "long.pdf")
    assert import_pdf(tmp_path / "long.pdf", tmp_path / "last", ImportOptions(pages=(402,), report=False)).score.found == 1
    with pytest.raises(PageError, match="page 401 cannot be imported: it holds no words"):
        import_pdf(tmp_path / "long.pdf", tmp_path / "blank", ImportOptions(pages=(401,), report=False))
    with pytest.raises(PageError, match="page 3 is not there"):
        import_pdf(source, tmp_path / "three", ImportOptions(pages=(3,), report=False))


def test_the_report_holds_both_pages_and_every_figure(small: Path, tmp_path: Path) -> None:
    import_pdf(small, tmp_path / "snow")
    text = (tmp_path / "snow" / "report.html").read_text(encoding="utf-8")
    assert "https:" not in text.replace("http://www.w3.org", "")
    data = msgspec.json.decode(text.split('id="data">')[1].split("</script>")[0])
    (page,) = data["pages"]
    assert page["before"].startswith("data:image/webp;base64,")
    assert page["after"].startswith("data:image/webp;base64,")
    assert [block["role"] for block in page["blocks"]] == ["heading", "text", "text"]
    assert ["characters", "100.00% of 109"] in data["score"]


def test_a_table_comes_back_as_one(tmp_path: Path) -> None:
    found = imported(ROOT / "layout" / "guide" / "step-09.yaml", tmp_path)
    content = yaml.safe_load((found.folder / "content.yaml").read_text(encoding="utf-8"))
    assert content["tables"]["table"] == {
        "title": "各区积雪深度",
        "heads": ["区", "厘米", "气温"],
        "rows": [["城区", "11", "-7℃"], ["北山", "23", "-12℃"], ["东湖", "9", "-6℃"], ["南门", "12", "-7℃"]],
        "note": "市气象台今早七时实测",
    }
    # It is set again glyph by glyph where it stood.
    left, top, right, bottom = 42.0, 330.0, 200.0, 450.0
    assert not [item for item in found.score.elsewhere if left < item.x < right and top < item.y < bottom]


def test_stories_that_are_composed_in_their_own_ways_say_so(tmp_path: Path) -> None:
    """The specimen shows the same words in five profiles, horizontal and vertical."""
    found = imported(ROOT / "layout" / "specimens" / "composition.yaml", tmp_path)
    assert found.refined.by_rule >= 0.99 * found.refined.lines
    assert found.score.kept == 1
    assert found.score.near >= 0.98
    page = yaml.safe_load((found.folder / "print.yaml").read_text(encoding="utf-8"))
    own = [frame["composition"]["profile"] for frame in page["frames"] if "composition" in frame]
    assert {"newspaper", "gb", "traditional", "none"} <= set(own)


def random_pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("random_pages", ROOT / "benchmarks" / "random_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [2, 5])
def test_random_pages_come_back(seed: int) -> None:
    """Seeds of an easy and a narrow-guttered page; benchmarks/random_pages.py tries hundreds."""
    found = random_pages().there_and_back(seed, None)
    assert found["characters"] == found["order"] == found["pictures"] == 1.0
    assert found["by rule"] >= 0.95
    assert found["glyphs"] >= 0.93


CLAUSES = "他说：“这雪，（真）大！”（记者）问：“多大？”“没过膝盖。”《日报》、《晚报》都说：“大雪，（十年）未见。”"
FRONT = f"""\
page:
  trim: 280mm x 300mm
  margins: {{top: 70mm, bottom: 15mm, left: 15mm, right: 15mm}}
  grid: {{columns: 3, gutter: 1.5em, size: 10.5pt, leading: 15pt}}
content:
  furniture: {{name: 山城日报, DATED ear: 导读 援疆十年}}
  stories:
    main: {{kicker: 省委召开全体会议, headline: 奋力谱写新时代新篇章, text: {CLAUSES}{CLAUSES}{CLAUSES}}}
frames:
  - {{id: nameplate, at: {{x: 0pt, y: -150pt}}, size: {{width: 420pt, height: 100pt}}, line: [{{text: name, style: np}}]}}
  - {{id: ear, at: {{x: 500pt, y: -150pt}}, size: {{width: 200pt, height: 90pt}}, line: [{{text: ear, style: ear}}], border: 0.5pt}}
  - {{id: bar, at: {{x: 0pt, y: -40pt}}, size: {{width: 708pt, height: 16pt}}, line: [{{text: date, style: small}}]}}
  - {{id: r1, at: {{x: 0pt, y: -46pt}}, size: {{width: 708pt, height: 2pt}}, rule: 1pt}}
  - {{id: r2, at: {{x: 0pt, y: -20pt}}, size: {{width: 708pt, height: 2pt}}, rule: 1pt}}
  - {{id: head, at: {{column: 1, line: 1}}, size: {{columns: 3, lines: 6}}, headline: main}}
  - {{id: t1, at: {{column: 1, line: 8}}, size: {{columns: 1, lines: 6}}, flow: main.text, next: t2}}
  - {{id: t2, at: {{column: 2, line: 8}}, size: {{columns: 1, lines: 6}}}}
styles:
  np: {{family: kai, size: 90pt, leading: 100pt}}
  ear: {{family: hei, size: 14pt}}
  small: {{size: 9pt}}
  headline: {{size: 40pt, leading: 48pt}}
"""


def test_a_first_page_has_its_nameplate_its_ear_and_its_date_as_furniture(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(FRONT.replace("DATED", "date: 2026年11月27日 星期五,"), encoding="utf-8")
    found = imported(tmp_path / "page.yaml", tmp_path)
    content = yaml.safe_load((found.folder / "content.yaml").read_text(encoding="utf-8"))
    assert content["furniture"] == {"nameplate": "山城日报", "section": "导读 援疆十年", "date": "2026年11月27日 星期五"}
    assert content["stories"]["main"]["headline"] == "奋力谱写新时代新篇章"
    assert (found.score.found, found.score.close) == (1.0, 1.0)


def test_a_large_name_without_a_date_is_imported_all_the_same(tmp_path: Path) -> None:
    """Display type side by side is taken for one headline; that has no leading, and must not stop the import."""
    (tmp_path / "page.yaml").write_text(FRONT.replace("DATED", "date: 号码,"), encoding="utf-8")
    found = imported(tmp_path / "page.yaml", tmp_path)
    assert found.score.found == 1.0
    assert remade(found.folder)
