"""`banmian compare` and `banmian accept`: statuses, outputs, errors."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from banmian.cli.main import main
from banmian.compare.inputs import open_side
from banmian.compare.review.accepted import log_path, read_log
from tests.compare.support import project
from tests.support import ROOT

CHANGED = ("公交车照常", "公交照常")
MOVED = ("{column: 2, line: 4}", "{column: 2, line: 5}")


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    project(tmp_path / "a")
    project(tmp_path / "b", CHANGED, MOVED)
    return "a/page.yaml", "b/page.yaml"


def test_the_same_is_status_0_and_a_difference_1(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", pair[0], pair[0]]) == 0
    assert capsys.readouterr().out == "same: a/page.yaml and a/page.yaml\n"
    assert main(["compare", *pair]) == 1
    told = capsys.readouterr().out
    assert "“车” is gone after “公交”" in told
    assert told.endswith("different: 2 differences on 1 page, and 1 that follows from them\n")


@pytest.mark.parametrize(
    "kinds", [("yaml", "pdf"), ("pdf", "pdf"), ("json", "yaml"), ("json", "pdf"), ("png", "yaml"), ("png", "png")]
)
def test_any_two_kinds_are_compared(pair: tuple[str, str], kinds: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    names = []
    for page, kind in zip(pair, kinds, strict=True):
        name = str(Path(page).with_suffix(f".{kind}"))
        if kind != "yaml":
            assert main(["render", page, "-o", name, "-q"]) == 0
            assert main(["compare", page, name, "-q"]) == 0
        names.append(name)
    capsys.readouterr()
    assert main(["compare", *names]) == 1


def test_json_holds_every_difference(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *pair, "--json", "-"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["same"] is False
    assert [item["kind"] for item in data["differences"]] == ["frame", "text", "break"]
    follows = {item["id"]: item.get("follows", "") for item in data["differences"]}
    assert [name in follows for name in follows.values()] == [False, False, True]
    assert data["differences"][1]["places"][0]["before"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "a/page.yaml", "none.pdf"], "none.pdf cannot be read: No such file or directory"),
        (["compare", "a/page.yaml", "a/park.txt"], "it is not known what .txt files are"),
        (["compare", "a/page.yaml", "bad.pdf"], "bad.pdf cannot be read: it is damaged or no PDF"),
        (["compare", "a/page.yaml", "bad.json"], "bad.json is no layout tree"),
        (["compare", "a/page.yaml", "odd.json"], "a run whose glyphs, places and face do not agree"),
        (["compare", "a/page.yaml", "later.json"], "is a layout tree of format 99"),
        (["compare", "a/page.yaml", "bad.png"], "bad.png is no picture that can be read"),
        (["compare", "a/page.yaml", "bad.zip"], "bad.zip is no reference"),
        (["compare", "a/page.yaml", "b/page.yaml", "--ignore", "rigth"], "did you mean right?"),
        (["compare", "a/page.yaml", "a/park.png", "--attribute"], "--attribute compares two page files"),
        (["accept", "none.zip", "a/page.yaml", "abc"], "none.zip does not exist"),
        (["accept", "none.zip", "a/page.yaml"], "no difference was chosen"),
    ],
)
def test_an_error_is_status_2_and_says_what_to_do(
    pair: tuple[str, str], arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in ("pdf", "json", "png", "zip", "txt"):
        Path(f"bad.{suffix}").write_bytes(b"nothing of the kind")
    Path("a/park.txt").write_bytes(b"")
    assert main(["render", "a/page.yaml", "-o", "page.json", "-q"]) == 0
    tree = json.loads(Path("page.json").read_bytes())
    Path("later.json").write_text(json.dumps({**tree, "format": 99}), encoding="utf-8")
    tree["pages"][0]["lines"][0]["runs"][0]["font"] = 77
    Path("odd.json").write_text(json.dumps(tree), encoding="utf-8")
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_unknown_frames_in_a_page_files_rules_are_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project(tmp_path, ("page: {trim", "compare: {ignore: [dat], ppi: 5, regions: [{frame: lef}]}\npage: {trim"))
    assert main(["compare", str(page), str(page)]) == 2
    told = capsys.readouterr().err
    assert "did you mean date?" in told
    assert "did you mean left?" in told
    assert "5 pixels an inch is outside 20 to 600" in told


def test_each_input_change_is_named(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *pair, "--attribute", "--json", "-"]) == 1
    found = {item["kind"]: item["because"] for item in json.loads(capsys.readouterr().out)["differences"]}
    assert len(found["frame"]) == len(found["text"]) == 1
    assert found["frame"][0].startswith("page.yaml:6: ")
    assert found["text"][0].startswith("content.yaml:10: ")
    assert found["break"] == []


def test_a_picture_is_an_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path / "a")
    project(tmp_path / "b", picture="red")
    assert main(["compare", "a/page.yaml", "b/page.yaml", "--attribute"]) == 1
    assert "because of park.png: another file" in capsys.readouterr().out


def differences(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    main(["compare", *arguments, "--json", "-"])
    return {item["kind"]: item["id"] for item in json.loads(capsys.readouterr().out)["differences"]}


def test_chosen_differences_are_accepted_with_what_follows(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", "page.zip", pair[0], "--all", "-q"]) == 0
    assert main(["compare", "page.zip", pair[0], "-q"]) == 0
    found = differences(capsys, "page.zip", pair[1])
    before = Path("page.zip").read_bytes()
    assert main(["accept", "page.zip", pair[1], found["text"], "--note", "a word less"]) == 1
    assert "left:" in capsys.readouterr().out
    assert Path("page.zip").read_bytes() == before
    entries = read_log(Path("page.zip"))
    assert [(entry.kind, entry.note) for entry in entries] == [("text", "a word less"), ("break", "a word less")]
    assert set(differences(capsys, "page.zip", pair[1])) == {"frame"}
    assert main(["accept", "page.zip", pair[1], found["frame"]]) == 0
    assert main(["compare", "page.zip", pair[1], "-q"]) == 0
    assert main(["compare", "page.zip", pair[0], "-q"]) == 1
    assert all(entry.taken_over for entry in read_log(Path("page.zip")))


def test_nothing_is_accepted_while_errors_stand(pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", "page.zip", pair[0], "--all", "-q"]) == 0
    before = Path("page.zip").read_bytes()
    project(tmp_path / "c", ("lines: 8}, flow: bus", "lines: 3}, flow: bus"))
    assert main(["accept", "page.zip", "c/page.yaml", "--all"]) == 2
    assert "nothing is accepted while errors stand" in capsys.readouterr().err
    project(tmp_path / "d", ("column: 2, line: 4", "column: 3, line: 4"))
    assert main(["accept", "page.zip", "d/page.yaml", "--all"]) == 2
    assert Path("page.zip").read_bytes() == before
    assert not log_path(Path("page.zip")).exists()


def test_a_reference_has_the_same_bytes_whenever_it_is_written(pair: tuple[str, str], tmp_path: Path) -> None:
    project(tmp_path / "elsewhere" / "desk")
    assert main(["accept", "one.zip", pair[0], "--all", "-q"]) == 0
    assert main(["accept", "two.zip", "elsewhere/desk/page.yaml", "--all", "-q"]) == 0
    assert Path("one.zip").read_bytes() == Path("two.zip").read_bytes()
    side = open_side("one.zip")
    assert side.provenance["engine"].startswith("banmian ")
    assert side.provenance["rasteriser"].startswith("pdfium")
    assert [name for name in side.provenance if name.startswith("font ")]


def test_a_font_is_an_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Two projects with fonts of their own, of which one file is another."""
    monkeypatch.chdir(tmp_path)
    for name, other in (("a", False), ("b", True)):
        folder = tmp_path / name / "layout"
        project(folder)
        shutil.copytree(ROOT / "fonts", tmp_path / name / "fonts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        if other:
            fonts = tmp_path / name / "fonts"
            shutil.copyfile(fonts / "NotoSerifSC-Black.otf", fonts / "NotoSerifSC-Regular.otf")
    assert main(["compare", "a/layout/page.yaml", "b/layout/page.yaml", "--attribute", "--json", "-"]) == 1
    found = json.loads(capsys.readouterr().out)["differences"]
    reasons = {reason for item in found for reason in item["because"]}
    assert reasons == {"fonts/NotoSerifSC-Regular.otf: another file"}
    assert "font" in {item["kind"] for item in found}


def test_rules_of_a_page_file_hold_for_two_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path / "a", ("page: {trim", "compare: {ignore: [date]}\npage: {trim"))
    project(tmp_path / "b", ("1月9日", "1月8日"))
    for name in "ab":
        assert main(["render", f"{name}/page.yaml", "-o", f"{name}.pdf", "-q"]) == 0
    assert main(["compare", "a.pdf", "b.pdf", "-q"]) == 1
    assert main(["compare", "a.pdf", "b.pdf", "--rules", "a/page.yaml", "-q"]) == 0
    assert main(["compare", "a.pdf", "b.pdf", "--rules", "b/page.yaml", "--ignore", "date", "-q"]) == 0


@pytest.mark.parametrize(
    ("edit", "plates"),
    [
        (("fill: k 8", "fill: k 20"), "(black plate)"),
        (("fill: k 8", "fill: cmyk 0 0 20 8"), "(yellow plate)"),
        (("fill: k 8", "fill: cmyk 20 20 0 8"), "(cyan, magenta plates)"),
    ],
)
def test_the_plates_that_show_a_difference_are_named(
    tmp_path: Path, edit: tuple[str, str], plates: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = project(tmp_path / "a"), project(tmp_path / "b", edit)
    assert main(["compare", str(before), str(after)]) == 1
    assert plates in " ".join(capsys.readouterr().out.split())


def test_what_is_not_installed_is_named(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "banmian.compare.pixels.tiles", None)
    assert main(["compare", *pair]) == 2
    told = capsys.readouterr().err
    assert "needs numpy, which is not installed" in told
    assert "pip install 'banmian[compare]'" in told
