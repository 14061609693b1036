"""Work that may go on without end, in a process of its own that may use so much time and memory and no more."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from banmian.spec.files.project import PACKAGE

if TYPE_CHECKING:
    import subprocess

NO_TOOLS = 3  # how such a process ends without the packages that it needs


def run_child(module: str, arguments: Sequence[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run *module* of this package with *data* as its standard input. Raises TimeoutError."""
    import subprocess  # which pages without such work need not wait for

    command = [sys.executable, "-m", module, *arguments]
    try:
        return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, cwd=PACKAGE.parent)
    except subprocess.TimeoutExpired:
        raise TimeoutError from None


def reason(made: subprocess.CompletedProcess[bytes]) -> str:
    """Why it failed: the last thing that it said, or that it was ended."""
    said = made.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1][:200] if said else "it takes too much memory"


def limit_memory(most: int) -> None:
    """In the child: take no more than so many bytes of address space, where the system can hold it to that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):  # Windows has no such limit
        pass
