"""The documents are true: every key is documented, and the README's page is a page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from banmian.output.pdf import pdf_bytes
from banmian.output.sheet.standard import Keeping
from banmian.reading.aloud import read_aloud
from banmian.spec.types import composition, content, dress, frame, picture, press, schema, style
from tests.support import ROOT, compose_file

GUIDE = (ROOT / "docs" / "page-file.md").read_text(encoding="utf-8")
STRUCTS = [
    struct
    for module in (schema, frame, dress, style, composition, content, picture, press)
    for struct in vars(module).values()
    if isinstance(struct, type) and issubclass(struct, msgspec.Struct) and struct.__module__ == module.__name__
]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: str(struct.__name__))
def test_every_key_is_documented(struct: type[msgspec.Struct]) -> None:
    if struct is dress.RuleSpec:
        return  # written as one text
    missing = [
        name
        for name in struct.__struct_fields__
        if f"`{name}`" not in GUIDE and f"{name}:" not in GUIDE and f"## {name}" not in GUIDE
    ]
    assert not missing


def test_every_check_is_documented() -> None:
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [check.value for check in schema.Check if f"| `{check.value}` |" not in text] == []


def test_the_page_of_rules_is_what_the_tests_say() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "docs" / "build_rules.py"), "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run python3 docs/build_rules.py"


def test_the_readmes_page_is_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```yaml\n# snow\.yaml\n(.*?)```", readme, re.DOTALL)
    assert len(source.splitlines()) <= 10
    path = tmp_path / "snow.yaml"
    path.write_text(source, encoding="utf-8")
    composed = compose_file(path)
    assert [line.role for line in composed.lines] == ["headline", "body", "body"]


def test_the_page_of_pdfa_is_what_the_rules_and_tests_say() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "docs" / "build_pdfa.py"), "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run python3 docs/build_pdfa.py"


def test_the_page_in_docs_is_read_aloud_as_it_stands_there() -> None:
    said = read_aloud(pdf_bytes(compose_file(ROOT / "layout" / "special-page" / "print.yaml"), standard=Keeping((), True)))
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8").split("```text\n")[1].split("\n```")[0]
    assert told.splitlines() == [line if len(line) <= 60 else f"{line[:56]}…" for line in said]


def test_the_page_of_pdfx_is_what_the_rules_and_tests_say() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "docs" / "build_pdfx.py"), "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run python3 docs/build_pdfx.py"


def test_the_guide_is_what_its_pages_make_of_it() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "docs" / "build_guide.py"), "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run python3 docs/build_guide.py"


@pytest.mark.parametrize("number", range(1, 11))
def test_the_guides_pictures_show_its_pages(number: int) -> None:
    import io

    from PIL import Image

    from banmian.output.pdf import pdf_bytes
    from banmian.output.png import png_bytes
    from tests.tiles import same_page

    page = compose_file(ROOT / "layout" / "guide" / f"step-{number:02}.yaml", None)
    with Image.open(ROOT / "docs" / "guide" / f"step-{number:02}.png") as shown:
        made = Image.open(io.BytesIO(png_bytes(pdf_bytes(page), 40)[0]))
        assert same_page(made.convert("L"), shown.convert("L")), "run python3 docs/build_guide.py"


def test_the_guide_ends_without_a_warning_and_without_holes() -> None:
    from banmian.page.checks.holes import empty_share

    assert empty_share(compose_file(ROOT / "layout" / "guide" / "step-10.yaml")) < 0.02
