"""Any terminal, any pipe: what cannot be shown is shown as something else, and the exit status is that of the work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ROOT

Write = Callable[[str, str], Path]
PAGE = """\
page: {trim: a5, grid: {columns: 2}}
content: {stories: {snow: {text: 济南今冬第一场雪。}}}
frames:
  - {id: text, at: {column: 1, line: 5}, size: {columns: 1, lines: 9}, flow: snow}
"""


def banmian(*arguments: str, encoding: str = "utf-8", out: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "banmian", *arguments]
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, env=environment, check=False)


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "页"), ("ascii", "\\u9875"), ("cp1252", "\\u9875"), ("gbk", "页")])
def test_a_chinese_name_on_any_terminal(encoding: str, name: str, write: Write) -> None:
    write("页.yaml", PAGE)
    made = banmian("render", "页.yaml", encoding=encoding)
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout.decode(encoding).startswith(f"wrote out/{name}.pdf in ")
    assert Path("out/页.pdf").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_a_difference_on_any_terminal(encoding: str, write: Write) -> None:
    write("a.yaml", PAGE)
    write("b.yaml", PAGE.replace("济南今冬", "北京去年"))
    found = banmian("compare", "a.yaml", "b.yaml", "--no-pixels", encoding=encoding)
    assert (found.returncode, found.stderr) == (1, b"")
    text = found.stdout.decode(encoding)
    assert ("“北京去年”" in text) is (encoding == "utf-8")
    assert ('"\\u5317\\u4eac\\u53bb\\u5e74"' in text) is (encoding == "ascii")
    assert ("“\\u5317\\u4eac\\u53bb\\u5e74”" in text) is (encoding == "cp1252")  # which has these marks


def test_the_caret_stands_under_its_place_where_characters_are_shown_by_their_numbers(write: Write) -> None:
    write("页.yaml", PAGE.replace("flow: snow", "flow: 雨"))
    told = banmian("render", "页.yaml", encoding="ascii")
    rows = told.stderr.decode().splitlines()
    assert told.returncode == 2
    assert rows[0].startswith("\\u9875.yaml:4:78: error: the content has no story \\u96e8")
    assert rows[1].index("\\u96e8") == rows[2].index("^")


def test_a_name_of_bytes_that_are_no_characters(write: Write, tmp_path: Path) -> None:
    if os.fsencode("é") == b"?" or sys.platform in ("win32", "darwin"):
        pytest.skip("names are characters on this system")
    write("a.yaml", PAGE)
    Path("a.yaml").rename(os.fsdecode(b"\xffa.yaml"))
    made = banmian("render", os.fsdecode(b"\xffa.yaml"))
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout.startswith(b"wrote out/\\xffa.pdf in ")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
def test_a_closed_pipe_is_no_error(write: Write) -> None:
    write("a.yaml", PAGE)
    write("b.yaml", PAGE.replace("第一场雪", "第一场大雪"))
    for arguments, status in ((["render", "a.yaml"], 0), (["compare", "a.yaml", "b.yaml"], 1), (["render", "c.yaml"], 2)):
        reads, writes = os.pipe()
        os.close(reads)
        done = banmian(*arguments, out=writes)
        os.close(writes)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told(write: Write) -> None:
    write("a.yaml", PAGE)
    with Path("/dev/full").open("wb") as full:
        done = banmian("render", "a.yaml", out=full.fileno())
    assert done.returncode == 1
    assert "No space left on device" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def piped(page: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "banmian", "render", "-", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, input=page.encode(), capture_output=True, env=environment, check=False)


def test_a_page_from_standard_input_goes_to_standard_output(write: Write) -> None:
    write("layout/a.yaml", PAGE)
    assert banmian("render", "layout/a.yaml").returncode == 0
    done = piped(PAGE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == Path("out/a.pdf").read_bytes()
    assert banmian("render", "layout/a.yaml", "-o", "-").stdout == done.stdout
    assert piped(PAGE, "-o", "-", "--format", "png").stdout.startswith(b"\x89PNG")
    assert piped(PAGE, "--format", "txt").stdout.startswith(b"page   419.53 x 595.28")


def test_a_page_from_standard_input_names_files_of_the_working_folder(write: Write) -> None:
    write("words.yaml", "stories: {snow: {text: 一。}}")
    done = piped(PAGE.replace("{stories: {snow: {text: 济南今冬第一场雪。}}}", "words.yaml"), "-o", "out/b.txt")
    assert done.stdout.startswith(b"wrote out/b.txt in ")
    assert "一。" in Path("out/b.txt").read_text(encoding="utf-8")


def test_a_faulty_page_from_standard_input_is_told_by_its_place() -> None:
    done = piped("page: {trim: a5, grid: {columns: 2}}\nframes: [{id: a}]\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"(standard input):2:10: error: at is missing")
    assert piped("page: \x00").returncode == 2


def test_what_goes_together_with_standard_output(write: Write) -> None:
    two = PAGE.replace("frames:", "frames:\n  - {id: b, at: {page: 2, column: 1, line: 5}, size: {columns: 1, lines: 9}}")
    assert b"2 pictures do not go into one stream" in piped(two, "--format", "png").stderr
    assert piped(two, "-o", "b", "--format", "png").returncode == 0
    assert sorted(path.name for path in Path().iterdir()) == ["b-1", "b-2"]


@pytest.mark.parametrize("arguments", [["render", "https://a.b/c.yaml"], ["compare", "https://a.b/c.pdf", "special-page"]])
def test_a_web_address_is_called_one(arguments: list[str]) -> None:
    done = banmian(*arguments)
    assert done.returncode == 2
    assert f"error: {arguments[1]} is a web address\n   help: download it, and name the file" in done.stderr.decode()


@pytest.mark.parametrize("name", ["a b/我的 页.yaml", "a'b/页\"x.yaml", "-页.yaml", "a%20b.yaml", "C:页.yaml"])
def test_names_of_every_kind(name: str, write: Write) -> None:
    write(name, PAGE.replace("\n", "\r\n"))
    made = banmian("render", f"./{name}", "-o", f"out/{name}.pdf")
    assert (made.returncode, made.stderr) == (0, b"")
    assert Path(f"out/{name}.pdf").exists()


def test_a_page_of_windows_line_ends_and_a_byte_order_mark_is_the_same(write: Write) -> None:
    write("a.yaml", PAGE)
    Path("b.yaml").write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert banmian("render", "a.yaml", "-o", "-").stdout == banmian("render", "b.yaml", "-o", "-").stdout
