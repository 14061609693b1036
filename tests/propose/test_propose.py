"""Proposals: modules on the grid that never overlap, pages that hold everything, files that a person can edit."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.cli.main import main
from banmian.page.checks.holes import empty_share
from banmian.propose.modules import Edge, Kind, Module, Needs, State
from banmian.propose.search import arrangements
from tests.support import ROOT, compose_file, compose_pages


@st.composite
def needs(draw: st.DrawFn) -> Needs:
    """What some page could need."""
    columns = draw(st.integers(2, 6))
    lines = draw(st.integers(60, 120))
    pictures = {f"p{at}": {1: draw(st.integers(8, 18)), 2: draw(st.integers(16, 34))} for at in range(draw(st.integers(0, 4)))}
    side = draw(st.integers(20, 60))
    return Needs(
        columns=columns,
        lines=lines,
        banner=draw(st.integers(4, 14)),
        body=draw(st.integers(30, 60 * columns)),
        lead={1: 30, 2: 16} if draw(st.booleans()) else {},
        sidebars={"s": {1: side, 2: side // 2 + 2}} if draw(st.booleans()) else {},
        pictures=pictures,
    )


def cells(module: Module) -> tuple[range, range]:
    columns = range(module.column, module.column + module.columns)
    return columns, range(module.line, module.line + module.lines)


def overlap(one: Module, other: Module) -> bool:
    return all(a.start < b.stop and b.start < a.stop for a, b in zip(cells(one), cells(other), strict=True))


@settings(max_examples=25, deadline=None)
@given(wanted=needs())
def test_modules_lie_in_the_grid_and_never_overlap(wanted: Needs) -> None:
    for arrangement in arrangements(wanted)[:20]:
        modules = arrangement.state.modules
        names = [module.name for module in modules if module.kind is Kind.PICTURE]
        assert sorted(names) == sorted(wanted.pictures)
        for module in modules:
            columns, lines = cells(module)
            assert (columns.start, columns.stop <= wanted.columns) >= (0, True)
            assert lines.start >= 1
            assert lines.stop - 1 <= wanted.lines
        assert not [pair for pair in combinations(modules, 2) if overlap(*pair)]
        for column in range(wanted.columns):
            free = range(arrangement.state.heads[column], arrangement.state.feet[column] + 1)
            assert not any(column in cells(module)[0] and set(free) & set(cells(module)[1]) for module in modules)


def test_a_module_stands_on_level_ground_only() -> None:
    state = State((1, 5), (50, 50))
    assert state.place(Module(Kind.PICTURE, "p", 0, 2, 0, 10, Edge.HEAD, 10)) is None
    placed = state.place(Module(Kind.PICTURE, "p", 0, 2, 0, 10, Edge.FOOT, 10))
    assert placed is not None
    assert placed.feet == (39, 39)  # a line of white over it
    assert placed.modules[0].line == 41


def test_what_leaves_no_room_is_not_placed() -> None:
    assert State((1,), (9,)).place(Module(Kind.PICTURE, "p", 0, 1, 0, 10, Edge.HEAD, 10)) is None


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's pages, to write proposals into."""
    for folder in ("proposals", "special-page", "styles"):
        shutil.copytree(ROOT / "layout" / folder, tmp_path / "layout" / folder)
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    return tmp_path / "layout" / "proposals"


@pytest.mark.parametrize("name", ["broadsheet", "tabloid"])
def test_the_special_pages_words_are_placed_without_overset_or_holes(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(project / f"{name}.yaml"), "-n", "2", "--strict"]) == 0
    for number in (1, 2):
        page = compose_file(project / f"{name}-{number}.yaml")
        assert page.overset == ()
        assert empty_share(page) < 0.02
        photos = {picture.frame for picture in page.pictures}
        assert photos == {f"photo-{photo}" for photo in ("bus", "letters", "troupe", "clinic", "park")}
    assert "0 warnings" in (project / f"{name}-1.yaml").read_text(encoding="utf-8")
    assert f"{name}-2.yaml: " in capsys.readouterr().out


def test_the_same_question_has_the_same_answer(project: Path) -> None:
    main(["propose", str(project / "tabloid.yaml"), "-n", "1", "-q"])
    first = (project / "tabloid-1.yaml").read_bytes()
    main(["propose", str(project / "tabloid.yaml"), "-n", "1", "-q"])
    assert (project / "tabloid-1.yaml").read_bytes() == first


def test_a_page_that_asks_for_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["propose", str(project.parent / "special-page" / "print.yaml")]) == 2
    assert "does not say what is to be placed" in capsys.readouterr().err


def test_a_page_that_cannot_hold_everything(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "small.yaml"
    path.write_text("extends: tabloid.yaml\npage: {trim: a4}\n", encoding="utf-8")
    assert main(["propose", str(path)]) == 2
    told = capsys.readouterr().err
    assert "error: no arrangement holds everything" in told
    assert "help: take pictures out, or make the type smaller or the page larger" in told


def test_proposals_stand_inside_the_project(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("elsewhere")
    assert main(["propose", str(project / "tabloid.yaml"), "-o", str(outside)]) == 2
    assert list(outside.iterdir()) == []


def test_the_files_that_ask_are_pages_themselves(project: Path) -> None:
    for name in ("broadsheet", "tabloid"):
        assert len(compose_pages(project / f"{name}.yaml")) == 1
