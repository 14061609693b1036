"""The command line: what it says, its exit status, and what it leaves behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from banmian.cli.main import main, render_main
from tests.support import ROOT

Write = Callable[[str, str], Path]

GOOD = """\
page: {trim: a5, grid: {columns: 2}}
content: {stories: {snow: {headline: 下雪了, text: 济南今冬第一场雪。}}}
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 2, lines: 4}, headline: snow}
  - {id: text, at: {column: 1, line: 5}, size: {columns: 1, lines: 9}, flow: snow}
"""


def test_a_page_is_made_and_said(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD)
    assert main(["render", "snow.yaml"]) == 0
    assert re.fullmatch(r"wrote out/snow\.pdf in \d+\.\d\d s, no warnings\n", capsys.readouterr().out)
    assert Path("out/snow.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("name", "head"), [("page.png", b"\x89PNG"), ("page.txt", b"page   ")])
def test_other_outputs_by_their_ending(write: Write, name: str, head: bytes) -> None:
    write("snow.yaml", GOOD)
    assert main(["render", "snow.yaml", "-q", "-o", name]) == 0
    assert Path(name).read_bytes().startswith(head)


def test_plates_are_a_picture_each_of_those_that_print(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD.replace("id: head,", "id: head, fill: cmyk 0 100 0 0,"))
    assert main(["render", "snow.yaml", "--plates", "-o", "page.png", "--ppi", "40"]) == 0
    assert sorted(path.name for path in Path().glob("*.png")) == ["page-black.png", "page-magenta.png"]
    assert "wrote 2 files, page-magenta.png and on," in capsys.readouterr().out


def test_a_proof_is_on_paper(write: Write) -> None:
    from PIL import Image

    write("snow.yaml", GOOD)
    colours = []
    for arguments in (["--proof"], []):
        assert main(["render", "snow.yaml", *arguments, "-q", "-o", "page.png", "--ppi", "20"]) == 0
        with Image.open("page.png") as image:
            colours.append(image.convert("L").getpixel((2, 2)))
    assert colours[0] != 255
    assert colours[1] == 255


def test_marks_and_curves_by_option(write: Write) -> None:
    write("snow.yaml", GOOD)
    sizes = []
    for arguments in ([], ["--marks", "crop,slug"], ["--marks", "none"]):
        assert main(["render", "snow.yaml", *arguments, "-q", "-o", "page.pdf"]) == 0
        with pypdfium2.PdfDocument("page.pdf") as document:
            sizes.append(document[0].get_size())
    assert sizes[0] == sizes[2]
    assert sizes[1][0] == pytest.approx(sizes[0][0] + 24 * 72 / 25.4, abs=0.1)
    assert main(["render", "snow.yaml", "--curves", "-q", "-o", "page.pdf"]) == 0
    assert b"/FontFile" not in Path("page.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--standard", "pdf/x-4", "-o", "page.png"], "--standard is of PDFs, and page.png is none"),
        (["--plates", "-o", "page.pdf"], "--plates is of PNGs, and page.pdf is none"),
        (["--proof", "-o", "page.txt"], "--proof is of PNGs, and page.txt is none"),
        (["--proof", "--plates", "-o", "page.png"], "--proof and --plates exclude one another"),
    ],
)
def test_options_of_the_press_that_do_not_go_together(
    arguments: list[str], message: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("snow.yaml", GOOD)
    assert main(["render", "snow.yaml", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_an_unknown_mark_is_told(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD)
    with pytest.raises(SystemExit, match="2"):
        main(["render", "snow.yaml", "--marks", "crop,stars"])
    assert "there is no mark stars; write some of crop, fold" in capsys.readouterr().err


def test_an_unknown_ending(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD)
    assert main(["render", "snow.yaml", "-o", "page.docx"]) == 2
    assert "page.docx ends in none of .pdf, .png, .txt" in capsys.readouterr().err


def test_a_faulty_page_ends_with_2_and_writes_nothing(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD.replace("flow: snow", "flow: rain"))
    assert main(["render", "snow.yaml"]) == 2
    err = capsys.readouterr().err
    assert "snow.yaml:5:78: error: the content has no story rain" in err
    assert err.endswith("1 error; nothing was written\n")
    assert not Path("out").exists()


def test_a_warning_is_said_and_the_page_made(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD.replace("第一场雪", "第一场雪" * 200))
    assert main(["render", "snow.yaml"]) == 0
    captured = capsys.readouterr()
    assert "1 warning\n" in captured.out
    assert "warning: overset: frame text lacks room for" in captured.err


def test_strict_makes_a_warning_fail(write: Write) -> None:
    write("snow.yaml", GOOD.replace("第一场雪", "第一场雪" * 200))
    assert main(["render", "snow.yaml", "--strict"]) == 1
    assert not Path("out").exists()


def test_an_output_that_cannot_be_written(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("snow.yaml", GOOD)
    write("file", "")
    assert main(["render", "snow.yaml", "-o", "file/page.pdf"]) == 1
    assert "error: cannot write file/page.pdf" in capsys.readouterr().err


def test_ctrl_c_leaves_nothing_half_written(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("snow.yaml", GOOD)

    def interrupted(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("banmian.output.pdf.pdf_bytes", interrupted)
    assert main(["render", "snow.yaml"]) == 130
    assert capsys.readouterr().err == "interrupted; no file is half written\n"
    assert [path.name for path in Path().iterdir()] == ["snow.yaml"]


@pytest.mark.parametrize("arguments", [[], ["render"], ["rendr"], ["render", "a.yaml", "--ppi", "5"]])
def test_bad_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2
    assert "usage: banmian" in capsys.readouterr().err


def test_help_names_the_outputs_and_the_special_page(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main(["render", "--help"])
    assert error.value.code == 0
    out = capsys.readouterr().out
    assert "special-page" in out
    assert ".png" in out


def test_render_py_makes_the_special_page_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert render_main(["-q"]) == 0
    assert (tmp_path / "out" / "special-page.pdf").stat().st_size > 500_000


@pytest.mark.parametrize(
    ("made", "run"),
    [
        (False, "python3 -m venv .venv && .venv/bin/python -m pip install -e . && .venv/bin/python render.py"),
        (True, ".venv/bin/python render.py"),
    ],
)
def test_render_py_says_how_to_run_it_where_something_is_not_installed(made: bool, run: str, tmp_path: Path) -> None:
    """As the README does: without an environment beside it, how to make one; with one, by its Python."""
    script = tmp_path / "render.py"
    script.write_bytes((ROOT / "render.py").read_bytes())
    if made:
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        (tmp_path / ".venv" / "bin" / "python").touch()
    program = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_path({str(script)!r}, run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-c", program]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = f"error: this Python has no msgspec; run, in the folder of render.py: {run}\n"
    assert (result.returncode, result.stderr) == (1, told)
    assert run in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_same_bytes_in_another_process_time_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed, zone, language in (("1", "UTC", "C"), ("4242", "Asia/Shanghai", "zh_CN.UTF-8")):
        path = tmp_path / f"{seed}.pdf"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        subprocess.run([sys.executable, str(ROOT / "render.py"), "-q", "-o", str(path)], check=True, cwd=tmp_path, env=environment)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_the_main_command_imports_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    code = (
        "import sys; from banmian.cli.main import render_main; render_main(['-q', '-o', sys.argv[1]]); "
        "print(sorted({'fontTools', 'pypdfium2', 'hypothesis', 'numpy', 'json', 'dataclasses'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(tmp_path / "p.pdf")]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert result.stdout == "[]\n"


PAGES = """\
page: {trim: 200pt x 200pt, margins: 20pt, number: 6, grid: {columns: 1, size: 10pt, leading: 15pt}}
content: {stories: {s: {text: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十}}}
frames:
  - {id: a, at: {column: 1, line: 1}, size: {lines: 2}, flow: s, next: b}
  - {id: b, at: {page: 2, column: 1, line: 1}, size: {lines: 4}}
"""


def test_a_file_of_several_pages_makes_one_pdf_and_a_picture_a_page(write: Write) -> None:
    write("layout/two.yaml", PAGES)
    assert main(["render", "layout/two.yaml", "-q"]) == 0
    document = pypdfium2.PdfDocument("out/two.pdf")
    assert len(document) == 2
    document.close()
    assert main(["render", "layout/two.yaml", "-q", "-o", "out/two.png"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["two-6.png", "two-7.png", "two.pdf"]


def test_what_was_fitted_is_told(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGES.replace("content:", "styles: {headline: {size: 30pt, leading: 40pt}}\ncontent:").replace(
        "{text:", "{headline: 春风又绿, text:"
    )
    frame = "  - {id: h, at: {page: 2, column: 1, line: 6}, size: {lines: 4}, headline: s, fit: {size: [90%, 150%]}}\n"
    write("layout/two.yaml", text + frame)
    assert main(["render", "layout/two.yaml"]) == 0
    assert "fitted h: size 30 to 39.98 pt\n" in capsys.readouterr().out


def test_variants_makes_what_it_can_and_tells_the_rest(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("layout/paper/one.yaml", PAGES)
    write("layout/paper/two.yaml", PAGES.replace("column: 1, line: 1}, size: {lines: 2}", "column: 3, line: 1}, size: {lines: 2}"))
    write("layout/paper/words.yaml", "stories: {}\n")
    assert main(["variants", "layout/paper", "-o", "out"]) == 2
    told = capsys.readouterr()
    assert "column 3, outside the 1-column grid" in told.err
    assert "1/2 one: 2 pages of 71 x 71 mm" in told.out
    assert "2/2 two: not made" in told.out
    assert sorted(path.name for path in Path("out").iterdir()) == ["contact.html", "contact.png", "one.pdf"]
    assert "not made" in Path("out/contact.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "told"), [("nowhere", "nowhere is no folder"), ("layout", "layout holds no page file")])
def test_variants_of_no_pages(write: Write, capsys: pytest.CaptureFixture[str], folder: str, told: str) -> None:
    write("layout/words.yaml", "stories: {}\n")
    assert main(["variants", folder]) == 2
    assert told in capsys.readouterr().err


def test_variants_by_the_name_of_a_bundled_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from banmian.batch.variants import page_files

    monkeypatch.chdir(tmp_path)
    assert [path.stem for path in page_files(Path("special-page"))][:2] == ["print", "large-print"]
