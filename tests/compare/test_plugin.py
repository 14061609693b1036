"""The pytest plugin, in runs of pytest of its own."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

import banmian.compare.pixels.tiles  # noqa: F401  (numpy cannot be imported anew in each run of pytester)
from tests.compare.support import project

TEST = "def test_page(page_regression):\n    page_regression.check('page.yaml')\n"


@pytest.fixture
def desk(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small project with a test, at a desk and not in CI."""
    monkeypatch.delenv("CI", raising=False)
    project(pytester.path)
    pytester.makepyfile(test_pages=TEST)
    return pytester


def outcomes(desk: pytest.Pytester, *arguments: str, **wanted: int) -> pytest.RunResult:
    result = desk.runpytest_inprocess("-p", "no:cacheprovider", *arguments)
    result.assert_outcomes(**wanted)
    return result


def reference(desk: pytest.Pytester) -> Path:
    return desk.path / "test_pages" / "test_page.zip"


def test_a_page_without_a_reference_fails_and_says_how_to_write_one(desk: pytest.Pytester) -> None:
    result = outcomes(desk, failed=1)
    result.stdout.fnmatch_lines(["*this page has no reference yet; pytest --page-update writes it*"])
    assert not reference(desk).exists()


def test_a_page_is_held_by_its_reference(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", passed=1)
    assert reference(desk).stat().st_size < 20_000
    outcomes(desk, passed=1)
    project(desk.path, ("公交车照常", "公交照常"))
    result = outcomes(desk, failed=1)
    result.stdout.fnmatch_lines(["*the page differs from its reference*", "*is gone after*", "*banmian accept*"])
    outcomes(desk, "--page-update", passed=1)
    outcomes(desk, passed=1)


def test_a_reference_of_the_same_page_is_not_written_again(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", passed=1)
    before = reference(desk).stat().st_mtime_ns
    outcomes(desk, "--page-update", passed=1)
    assert reference(desk).stat().st_mtime_ns == before


def test_reports_are_written_for_pages_that_differ(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", passed=1)
    outcomes(desk, "--page-report=reports", passed=1)
    assert not (desk.path / "reports").exists()
    project(desk.path, ("公交车照常", "公交照常"))
    outcomes(desk, "--page-report=reports", failed=1)
    assert sorted(path.name for path in (desk.path / "reports").iterdir()) == [
        "test_pages-test_page.html",
        "test_pages-test_page.json",
    ]


def test_no_reference_is_written_in_ci(desk: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = desk.runpytest_inprocess("--page-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--page-update writes no references in CI*"])
    assert not reference(desk).exists()
    outcomes(desk, failed=1)


def test_it_works_under_xdist(desk: pytest.Pytester) -> None:
    rows = ["import pytest", "@pytest.mark.parametrize('number', range(4))", "def test_page(page_regression, number):"]
    desk.makepyfile(test_pages="\n".join([*rows, "    page_regression.check('page.yaml')"]))
    outcomes(desk, "-n2", "--page-update", passed=4)
    assert len(list((desk.path / "test_pages").glob("*.zip"))) == 4
    outcomes(desk, "-n2", passed=4)
    project(desk.path, ("公交车照常", "公交照常"))
    outcomes(desk, "-n2", "--page-report=reports", failed=4)
    assert len(list((desk.path / "reports").glob("*.html"))) == 4


def test_a_reference_made_otherwise_says_so(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", passed=1)
    with zipfile.ZipFile(reference(desk)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["provenance.json"] = re.sub(rb"pypdfium2 [\d.]+", b"pypdfium2 1.0", parts["provenance.json"])
    with zipfile.ZipFile(reference(desk), "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    result = outcomes(desk, passed=1)
    result.stdout.fnmatch_lines(["*page references were made otherwise*", "rasteriser: pdfium (pypdfium2 1.0) → pdfium*(1 page)"])


def test_a_pdf_and_its_bytes_are_held_too(desk: pytest.Pytester) -> None:
    rows = ["from banmian.cli.main import main", "from pathlib import Path", "def test_pdf(page_regression):"]
    rows += ["    main(['render', 'page.yaml', '-o', 'page.pdf', '-q'])", "    page_regression.check('page.pdf')"]
    rows += ["    page_regression.check(Path('page.pdf').read_bytes(), name='bytes')"]
    desk.makepyfile(test_pages="\n".join(rows))
    outcomes(desk, "--page-update", passed=1)
    outcomes(desk, passed=1)
    assert sorted(path.name for path in (desk.path / "test_pages").glob("*.zip")) == ["test_pdf-bytes.zip", "test_pdf.zip"]


def test_a_full_picture_is_kept_on_demand(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", "--page-full=100", passed=1)
    outcomes(desk, passed=1)
    assert reference(desk).stat().st_size > 20_000


def test_a_faulty_page_fails_with_its_errors(desk: pytest.Pytester) -> None:
    outcomes(desk, "--page-update", passed=1)
    project(desk.path, ("column: 2, line: 4", "column: 3, line: 4"))
    result = outcomes(desk, failed=1)
    result.stdout.fnmatch_lines(["*outside the 2-column grid*"])
