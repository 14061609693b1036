"""The house stays livable: imports point one way, ARCHITECTURE.md names every module, functions stay short."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "banmian"
# Each stage may import itself and what stands to its left; the command line stands on top of all.
STAGES = [
    ["spec"],
    ["colour"],
    ["fonts", "pictures"],
    ["plan"],
    ["text"],
    ["page"],
    ["output"],
    ["tree"],
    ["reading"],
    ["press"],
    ["compare"],
    ["recover", "batch", "propose"],
    ["api"],
    ["cli"],
]
ORDER = {name: at for at, names in enumerate(STAGES) for name in names}
OWNERS = {
    "yaml": {"spec"},
    "reportlab": {"fonts", "output"},
    "uharfbuzz": {"fonts", "text"},
    "fontTools": {"compare", "fonts", "reading"},
    "pypdfium2": {"output"},
    "pdfminer": {"reading"},
    "numpy": {"colour", "compare", "output", "pictures", "press", "reading"},
    "pypdf": {"compare", "pictures", "press"},
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" and "bundled" not in path.parts)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            found.add(node.module)
    return found


def stage(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "top"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = stage(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] in OWNERS:
            assert here in OWNERS[parts[0]], f"{name} is not for {here}/"
        if parts[0] != "banmian" or len(parts) < 2 or here == "top":
            continue
        target = parts[1]
        if target in ORDER:
            left = ORDER[target] < ORDER[here]
            assert left or target == here, f"{here}/ imports {target}/, which is not to its left"
        else:
            assert target == "__version__", f"{here}/ imports {name}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in MODULES}
    arrows = {name: sorted(imports(path) & known.keys()) for name, path in known.items()}
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " imports ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in arrows[name]:
                walk(other, (*way, name))
            done.add(name)

    for name in known:
        walk(name, ())


def test_architecture_names_every_module() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = [str(path.relative_to(PACKAGE)) for path in MODULES if f"`{path.relative_to(PACKAGE).as_posix()}`" not in text]
    assert not missing


def test_architecture_names_no_module_that_is_gone() -> None:
    import re

    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:spec|plan|fonts|text|page|output|tree|reading|recover|batch|propose|compare|api|cli)/[\w/]+\.py)`", text
    )
    assert named
    assert not [name for name in named if not (PACKAGE / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_hold_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    assert ast.get_docstring(ast.parse(text)), "a module opens by saying what it decides"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{node.name} has outgrown its idea"
