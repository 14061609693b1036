"""Where a page's files may lie, and where the files that come with banmian are.

A page may name files of its own project only: the folder that holds `layout/` when the page lies in one,
else the page's own folder. What comes with banmian (default fonts, styles, the special page) lies beside
the package in a checkout and inside it once installed.
"""

from __future__ import annotations

import re
from pathlib import Path

from banmian.spec.files.diagnostics import Diagnostic, PageError

PACKAGE = Path(__file__).resolve().parents[2]


def bundled(*parts: str) -> Path:
    """A file or folder that comes with banmian: `bundled("fonts", "fonts.yaml")`."""
    installed = PACKAGE / "bundled"
    return (installed if installed.is_dir() else PACKAGE.parent).joinpath(*parts)


def project_folder(page: Path) -> Path:
    """The folder whose files a page at *page* may use."""
    page = page.resolve()
    for folder in page.parents:
        if folder.name == "layout":
            return folder.parent
    return page.parent


def shown(path: Path) -> str:
    """*path* as people see it: relative to where they stand when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+:/|data:)")  # two letters and more: C:/ is a drive


def is_address(name: str) -> bool:
    """Whether *name* is an address on the web, was one before it became a path, or is data."""
    return name.startswith("//") or _ADDRESS.match(name) is not None


def inside(project: Path, start: Path, name: str) -> Path:
    """The file *name*, relative to folder *start*; raises ValueError when it leaves *project*."""
    if is_address(name):
        raise ValueError(f"{name[:80]} is a web address; a page is made of files")
    if Path(name).is_absolute() or "\0" in name:
        raise ValueError(f"{name!r} is not a relative path")
    path = (start / name).resolve()
    if not path.is_relative_to(project.resolve()):
        raise ValueError(f"{name!r} leaves the project folder {shown(project)}")
    return path


def is_file(path: Path) -> bool:
    """Whether *path* is a file; a name that the system refuses is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def find_page(name: str) -> Path:
    """The page file that a person means by *name*: a path, a layout folder, or the name of a bundled page. Raises PageError."""
    if _ADDRESS.match(name):  # //host/share is a folder for Windows
        raise PageError([Diagnostic(None, f"{name[:80]} is a web address", "download it, and name the file")])
    path = Path(name)
    if path.is_dir():
        return path / "print.yaml"
    if not path.exists() and path.suffix == "" and len(path.parts) == 1:
        named = bundled("layout", name, "print.yaml")
        if named.is_file():
            return named
    return path
