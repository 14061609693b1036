"""What kind of picture a file holds, by how it begins."""

from __future__ import annotations

from pathlib import Path


def is_pdf(path: str) -> bool:
    """Whether the file at *path* is a PDF. OSError where it cannot be read."""
    with Path(path).open("rb") as file:
        return b"%PDF-" in file.read(1024)
