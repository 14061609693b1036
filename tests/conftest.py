"""Fixtures: a typesetter on the square font, and a folder to write a small project in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.output.tagged_support import VeraPdf, needs_verapdf
from tests.support import Typesetter


@pytest.fixture(scope="session")
def typesetter(tmp_path_factory: pytest.TempPathFactory) -> Typesetter:
    """Sets text on the square font."""
    return Typesetter(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def vera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VeraPdf]:
    """veraPDF, which judges files of PDF/A and PDF/UA."""
    needs_verapdf()
    engine = VeraPdf(tmp_path_factory.mktemp("vera"))
    yield engine
    engine.close()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Write a file of a small project and stand in its folder; returns its path."""
    monkeypatch.chdir(tmp_path)

    def writer(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person write the reviewed references anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/pages' references anew")
