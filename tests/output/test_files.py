"""Outputs are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from banmian.output.files import write_whole


def test_an_output_is_put_in_place_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "page.pdf", b"data")
    assert (tmp_path / "new" / "page.pdf").read_bytes() == b"data"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["page.pdf"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]


def test_an_output_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.pdf", b"")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "page.pdf").stat().st_mode == (tmp_path / "other").stat().st_mode
