"""The recipe that rides along: what a page was made from, and the page made again from it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from banmian.cli.main import main
from tests.output.tagged_support import BUS, PAGE, VeraPdf

NAME = "banmian-recipe.json"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a page that extends another, and pictures; and one stands beside it."""
    pages = tmp_path / "project" / "layout" / "day"
    pages.mkdir(parents=True)
    shutil.copyfile(BUS, pages / "bus.jpg")
    (pages / "base.yaml").write_text(
        PAGE.replace("\nstyles:\n", "\nstyles: [styles.yaml]\nold:\n").split("\nold:")[0]
        + "\nframes:"
        + PAGE.split("\nframes:")[1],
        encoding="utf-8",
    )
    (pages / "styles.yaml").write_text(
        "headline: {size: 30pt}\nsmall-head: {based_on: headline, size: 16pt, leading: 22pt}\n", encoding="utf-8"
    )
    (pages / "page.yaml").write_text("extends: base.yaml\npage: {number: 7}\n", encoding="utf-8")
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    return tmp_path / "project"


def made(project: Path, *options: str, standard: str = "pdf/a-3u") -> Path:
    target = Path("page.pdf")
    assert (
        main(["render", str(project / "layout" / "day" / "page.yaml"), "--standard", standard, "-o", str(target), "-q", *options])
        == 0
    )
    return target


def carried(pdf: Path) -> dict[str, bytes]:
    return {name: data[0] for name, data in PdfReader(io.BytesIO(pdf.read_bytes())).attachments.items()}


@pytest.mark.parametrize("standard", ["pdf/a-3u", "pdf/a-4f", "pdf/a-3u,pdf/ua-1", "pdf/a-4f,pdf/ua-2"])
def test_a_page_is_made_again_with_the_same_bytes(standard: str, project: Path, vera: VeraPdf) -> None:
    pdf = made(project, standard=standard)
    assert main(["render", str(pdf), "-o", "again.pdf", "-q", "--files", str(project)]) == 0
    assert Path("again.pdf").read_bytes() == pdf.read_bytes()
    for name in standard.split(","):
        assert vera(pdf.read_bytes(), name.removeprefix("pdf/").removeprefix("a-").replace("-", "")) == []


def test_its_files_ride_along_each_with_its_relationship(project: Path) -> None:
    pdf = made(project)
    assert set(carried(pdf)) == {
        NAME, "layout/day/page.yaml", "layout/day/base.yaml", "layout/day/styles.yaml",
        "bundled/layout/styles/default.yaml", "bundled/fonts/fonts.yaml",
    }  # fmt: skip
    root = PdfReader(io.BytesIO(pdf.read_bytes())).trailer["/Root"]
    told = {str(item.get_object()["/UF"]): str(item.get_object()["/AFRelationship"]) for item in root["/AF"]}  # type: ignore[index]
    assert told["layout/day/page.yaml"] == "/Source"
    assert told[NAME] == "/Data"


def test_the_recipe_has_the_hash_of_every_file(project: Path) -> None:
    pdf = made(project)
    recipe = json.loads(carried(pdf)[NAME])
    files = {item["name"]: item for item in recipe["files"]}
    assert recipe["page"] == "layout/day/page.yaml"
    assert files["layout/day/bus.jpg"]["sha256"] == hashlib.sha256(BUS.read_bytes()).hexdigest()
    assert files["layout/day/page.yaml"]["sha256"] == hashlib.sha256((project / "layout/day/page.yaml").read_bytes()).hexdigest()
    assert any(item["kind"] == "font" for item in recipe["files"])
    assert [item["name"] for item in recipe["files"] if item["kind"] == "profile"] == ["bundled/assets/profiles/newsprint.icc"]
    assert str(project) not in json.dumps(recipe)


def test_pictures_ride_along_on_request_and_then_nothing_else_is_needed(project: Path) -> None:
    pdf = made(project, "--carry", "pictures")
    assert carried(pdf)["layout/day/bus.jpg"] == BUS.read_bytes()
    shutil.rmtree(project)
    assert main(["render", str(pdf), "-o", "again.pdf", "-q"]) == 0
    assert Path("again.pdf").read_bytes() == pdf.read_bytes()


def test_fonts_ride_along_as_supplements(project: Path) -> None:
    pdf = made(project, "--carry", "all")
    fonts = [name for name in carried(pdf) if name.endswith((".otf", ".ttf"))]
    assert fonts
    root = PdfReader(io.BytesIO(pdf.read_bytes())).trailer["/Root"]
    told = {str(item.get_object()["/UF"]): str(item.get_object()["/AFRelationship"]) for item in root["/AF"]}  # type: ignore[index]
    assert {told[name] for name in fonts} == {"/Supplement"}


def test_marks_and_other_wishes_are_kept(project: Path) -> None:
    pdf = made(project, "--marks", "crop", "--no-tags")
    assert main(["render", str(pdf), "-o", "again.pdf", "-q", "--files", str(project)]) == 0
    assert Path("again.pdf").read_bytes() == pdf.read_bytes()


def test_a_picture_that_is_nowhere_is_named_with_its_hash(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    shutil.rmtree(project)
    assert main(["render", str(pdf), "-o", "again.pdf"]) == 2
    told = capsys.readouterr().err
    assert "the picture layout/day/bus.jpg does not ride along in page.pdf and is nowhere else" in told
    assert hashlib.sha256(BUS.read_bytes()).hexdigest()[:16] in told
    assert not Path("again.pdf").exists()


def test_a_picture_of_the_same_name_is_not_taken_for_it(project: Path) -> None:
    pdf = made(project)
    other = project / "layout" / "day" / "bus.jpg"
    other.write_bytes(other.read_bytes() + b"more")
    assert main(["render", str(pdf), "-o", "again.pdf", "-q", "--files", str(project)]) == 2


def test_the_recipe_makes_a_picture_too(project: Path) -> None:
    pdf = made(project)
    assert main(["render", str(pdf), "-o", "page.png", "-q", "--ppi", "30", "--files", str(project)]) == 0
    assert Path("page-7.png").read_bytes().startswith(b"\x89PNG")


def test_a_pdf_without_a_recipe_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(project, standard="pdf/a-2u")
    assert main(["render", "page.pdf", "-o", "again.pdf"]) == 2
    assert "page.pdf has no recipe to make it again from" in capsys.readouterr().err


def changed(pdf: Path, name: str, data: bytes) -> None:
    """The file *name* in a PDF with other data."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf.read_bytes()))
    for item in writer._objects:
        told: Any = item.get_object() if item is not None else None
        if hasattr(told, "get") and "/EF" in told and str(told["/UF"]) == name:
            told["/EF"]["/F"].get_object().set_data(data)
    with pdf.open("wb") as target:
        writer.write(target)


def test_words_that_were_changed_in_the_file_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    changed(pdf, "layout/day/page.yaml", b"extends: base.yaml\npage: {number: 9}\n")
    assert main(["render", str(pdf), "-o", "again.pdf", "--files", str(project)]) == 2
    assert "layout/day/page.yaml in page.pdf is not what its recipe says" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil.yaml", "a/../../evil.yaml", "C:\\evil.yaml", "\\\\host\\evil"])
def test_a_recipe_cannot_lead_out_of_its_folder(name: str, project: Path, tmp_path: Path) -> None:
    pdf = made(project)
    recipe = json.loads(carried(pdf)[NAME])
    recipe["files"][0]["name"] = name
    recipe["page"] = name
    changed(pdf, NAME, json.dumps(recipe).encode())
    assert main(["render", str(pdf), "-o", "again.pdf", "--files", str(project)]) == 2
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"{", "cannot be read"), (b'{"format": 9, "engine": "", "page": "", "asked": {}, "files": []}', "of a later banmian")],
)
def test_a_recipe_that_is_none_is_refused(data: bytes, told: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    changed(pdf, NAME, data)
    assert main(["render", str(pdf), "-o", "again.pdf"]) == 2
    assert told in capsys.readouterr().err


def test_another_engine_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    recipe = json.loads(carried(pdf)[NAME])
    recipe["engine"] = "banmian 0.0.1"
    changed(pdf, NAME, json.dumps(recipe).encode())
    assert main(["render", str(pdf), "-o", "again.pdf", "--files", str(project)]) == 0
    assert "was made by banmian 0.0.1" in capsys.readouterr().err


# unpack


def test_unpack_writes_every_file(project: Path) -> None:
    pdf = made(project, "--carry", "pictures")
    assert main(["unpack", str(pdf), "-o", "out", "-q"]) == 0
    for name, data in carried(pdf).items():
        assert Path("out", name).read_bytes() == data
    assert (
        main(["render", "out/layout/day/page.yaml", "--standard", "pdf/a-3u", "--carry", "pictures", "-o", "again.pdf", "-q"]) == 0
    )
    assert Path("again.pdf").read_bytes() == pdf.read_bytes()


def test_unpack_lists_without_writing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    assert main(["unpack", str(pdf), "--list"]) == 0
    assert "layout/day/page.yaml" in capsys.readouterr().out
    assert sorted(path.name for path in Path().iterdir()) == ["page.pdf"]


def test_unpack_writes_over_nothing_unasked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = made(project)
    assert main(["unpack", str(pdf), "-o", "out", "-q"]) == 0
    Path("out", NAME).write_text("mine", encoding="utf-8")
    assert main(["unpack", str(pdf), "-o", "out"]) == 2
    assert f"out/{NAME} is there already" in capsys.readouterr().err
    assert Path("out", NAME).read_text(encoding="utf-8") == "mine"
    assert main(["unpack", str(pdf), "-o", "out", "--force", "-q"]) == 0
    assert Path("out", NAME).read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a\\..\\..\\evil.txt"])
def test_unpack_refuses_names_that_lead_elsewhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment(name, b"evil")
    with Path("page.pdf").open("wb") as target:
        writer.write(target)
    assert main(["unpack", "page.pdf", "-o", "out"]) == 2
    assert not list(tmp_path.rglob("evil*"))


def test_what_would_fill_the_memory_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = made(project)
    monkeypatch.setattr("banmian.press.recipe.carried._MOST_BYTES", 4000)
    assert main(["unpack", str(pdf), "-o", "out"]) == 2
    assert "the files in it take more than" in capsys.readouterr().err
    assert not Path("out").exists()


def test_unpack_of_what_carries_nothing_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    with Path("page.pdf").open("wb") as target:
        writer.write(target)
    assert main(["unpack", "page.pdf"]) == 0
    assert "no file rides along in page.pdf" in capsys.readouterr().out
    assert main(["unpack", "nothing.pdf"]) == 2
