"""The wheel carries fonts, styles and the special page, and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT

TEN_LINES = """\
page: {trim: a4, grid: {columns: 2}}
content:
  stories:
    snow:
      headline: 济南迎来今冬第一场雪
      text: 1月5日清晨，济南市民推开窗户，发现屋顶和树梢都白了。
frames:
  - {id: head, at: {column: 1, line: 1}, size: {columns: 2, lines: 4}, headline: snow}
  - {id: left, at: {column: 1, line: 5}, size: {columns: 1, lines: 4}, flow: snow, next: right, balance: true}
  - {id: right, at: {column: 2, line: 5}, size: {columns: 1, lines: 4}}
"""


LICENCES = ("LICENSE", "fonts/OFL-LXGWWenKai.txt", "fonts/OFL-NotoCJK.txt")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], check=True, cwd=ROOT, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def banmian(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "banmian", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_special_page(installed: Path, tmp_path: Path) -> None:
    result = banmian(installed, tmp_path, "render", "special-page")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("wrote out/special-page.pdf in ")
    assert result.stdout.endswith("no warnings\n")


def test_a_page_for_the_press_and_what_a_press_says_of_it(installed: Path, tmp_path: Path) -> None:
    made = banmian(
        installed, tmp_path, "render", "special-page", "--standard", "pdf/x-4", "-o", "page.pdf", "--marks", "all", "--strict"
    )
    assert (made.returncode, made.stderr) == (0, "")
    looked = banmian(installed, tmp_path, "preflight", "page.pdf", "--html", "report.html")
    assert looked.returncode == 0, looked.stdout
    assert "nothing to mend" in looked.stdout
    assert (tmp_path / "report.html").exists()


def test_a_page_of_ten_lines_written_from_scratch(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "snow.yaml").write_text(TEN_LINES, encoding="utf-8")
    result = banmian(installed, tmp_path, "render", "snow.yaml")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "out" / "snow.pdf").read_bytes().startswith(b"%PDF")


def test_it_carries_what_it_needs_and_its_licences(installed: Path) -> None:
    bundled = installed / "banmian" / "bundled"
    for name in ("fonts/fonts.yaml", "fonts/NotoSerifSC-Regular.otf", "layout/styles/default.yaml", "layout/special-page/print.yaml",
                 "assets/special-page/bus.jpg", "fonts/OFL-NotoCJK.txt", "fonts/OFL-LXGWWenKai.txt"):  # fmt: skip
        assert (bundled / name).is_file(), name
    assert (installed / "banmian" / "py.typed").is_file()


def test_it_carries_the_report_and_the_pytest_plugin(installed: Path) -> None:
    assert (installed / "banmian" / "compare" / "review" / "report.html").is_file()
    (entries,) = installed.glob("banmian-*.dist-info/entry_points.txt")
    assert "[pytest11]\nbanmian = banmian.compare.review.plugin" in entries.read_text(encoding="utf-8")


def test_the_wheel_names_its_licences_and_holds_their_texts(installed: Path) -> None:
    (folder,) = installed.glob("banmian-*.dist-info")
    metadata = (folder / "METADATA").read_text(encoding="utf-8").splitlines()
    assert "License-Expression: MIT AND OFL-1.1" in metadata
    assert sorted(row for row in metadata if row.startswith("License-File: ")) == [f"License-File: {name}" for name in LICENCES]
    found = sorted(path.relative_to(folder / "licenses").as_posix() for path in (folder / "licenses").rglob("*") if path.is_file())
    assert found == list(LICENCES)
    for name in LICENCES:
        assert (folder / "licenses" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_sdist_names_its_licences_and_holds_their_texts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    (path,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        top = path.name.removesuffix(".tar.gz")
        for name in LICENCES:
            member = archive.extractfile(f"{top}/{name}")
            assert member is not None
            assert member.read() == (ROOT / name).read_bytes()
        info = archive.extractfile(f"{top}/PKG-INFO")
        assert info is not None
        metadata = info.read().decode("utf-8").splitlines()
    assert "License-Expression: MIT AND OFL-1.1" in metadata
    assert sorted(row for row in metadata if row.startswith("License-File: ")) == [f"License-File: {name}" for name in LICENCES]
