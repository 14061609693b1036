"""The pytest plugin: `page_regression.check(PAGE)` holds a page still.

A reference lies beside the test: TESTFILE/TESTNAME.zip, a layout tree and a small picture. pytest itself is all
that is imported until a test asks for the fixture.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from banmian.compare.side import Side

_PROPERTY = "page_provenance"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("banmian", "pages held still by banmian")
    group.addoption("--page-update", action="store_true", help="write the references of pages that differ or have none")
    group.addoption("--page-report", metavar="DIR", help="write an HTML and a JSON report of each page that differs into DIR")
    group.addoption("--page-full", type=int, metavar="PPI", default=0, help="with --page-update: keep a full picture at PPI too")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to write references where nobody looks at them."""
    if config.getoption("--page-update") and in_ci():
        raise pytest.UsageError("--page-update writes no references in CI (the variable CI is set): update at a desk, look, commit")


def in_ci() -> bool:
    """Whether this is a build server, by the variable that they all set."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


@pytest.fixture
def page_regression(request: pytest.FixtureRequest) -> PageRegression:
    """Holds pages still: `page_regression.check("layout/special-page/print.yaml")`."""
    return PageRegression(request)


class PageRegression:
    """The fixture's value."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._config = request.config
        self._node = request.node
        self._checks = 0

    def check(self, page: str | os.PathLike[str] | bytes, *, name: str = "", pixels: bool = True) -> None:
        """Fail where *page* differs from its reference.

        *page* is a page file, a PDF of any maker, or a PDF's bytes. *name* tells several checks of one test apart.
        *pixels*: compare the picture too.
        """
        __tracebackhide__ = True
        self._checks += 1
        path = self._reference(name)
        side = _open(page)
        update = self._config.getoption("--page-update")
        if not path.exists():
            if not update:
                pytest.fail(f"{_shown(path)}: this page has no reference yet; pytest --page-update writes it", pytrace=False)
            self._write(path, side)
            return
        from banmian.compare.inputs import open_side
        from banmian.compare.result import compare
        from banmian.compare.review.command import side_rules
        from banmian.compare.review.reference import provenance
        from banmian.compare.review.table import table

        reference = open_side(str(path))
        reference.name = _shown(path)
        assert side.tree is not None
        side.provenance = provenance(side.tree)
        found = compare(reference, side, side_rules(reference, side, None, (), 0), pixels)
        self._node.user_properties += [(_PROPERTY, note) for note in found.notes]
        if found.same:
            return
        if update:
            self._write(path, side)
            return
        told = table(found, width=120)
        report = self._report(path, found, reference, side)
        accept = "looks right? pytest --page-update takes all of it over, banmian accept chosen differences"
        pytest.fail("\n".join(["the page differs from its reference", told, *report, accept]), pytrace=False)

    def _reference(self, name: str) -> Path:
        file = Path(self._node.path)
        test = re.sub(r"[^\w.-]+", "-", self._node.name).strip("-")
        suffix = f"-{name}" if name else f"-{self._checks}" if self._checks > 1 else ""
        return file.parent / file.stem / f"{test}{suffix}.zip"

    def _write(self, path: Path, side: Side) -> None:
        from banmian.compare.review.reference import reference_bytes
        from banmian.output.files import write_whole

        assert side.tree is not None
        write_whole(path, reference_bytes(side.tree, side.pdf, self._config.getoption("--page-full")))

    def _report(self, path: Path, found: Any, before: Side, after: Side) -> list[str]:
        """The reports of a page that differs, if they are wanted."""
        folder = self._config.getoption("--page-report")
        if not folder:
            return []
        from banmian.compare.review.html import comparison_html
        from banmian.compare.review.table import comparison_json
        from banmian.output.files import write_whole

        target = Path(folder, f"{path.parent.name}-{path.stem}.html")
        write_whole(target, comparison_html(found, before, after))
        write_whole(target.with_suffix(".json"), comparison_json(found))
        return [f"report: {target}"]


def _open(page: str | os.PathLike[str] | bytes) -> Side:
    from banmian.compare.inputs import open_side, pdf_side
    from banmian.spec.files.diagnostics import PageError

    try:
        return pdf_side("page", page) if isinstance(page, bytes) else open_side(os.fspath(page))
    except PageError as error:
        pytest.fail("\n".join(item.render() for item in error.diagnostics), pytrace=False)


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say with what references were made, where that is not what this run has."""
    notes: dict[str, int] = {}
    for kind in ("passed", "failed"):
        for report in terminalreporter.getreports(kind):
            for name, note in report.user_properties:
                if name == _PROPERTY:
                    notes[note] = notes.get(note, 0) + 1
    if notes:
        terminalreporter.section("page references were made otherwise")
        for note, count in notes.items():
            terminalreporter.line(f"{note} ({count} page{'s' if count > 1 else ''})")
