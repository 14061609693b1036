"""Put outputs in place whole or not at all: written beside their target, then moved over it."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

_numbers = count()


def write_whole(target: Path, data: bytes) -> None:
    """Write *data* to *target*; whatever stops it, no half-written file is left. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    while True:
        draft = target.with_name(f".{target.name[:60]}.{os.getpid()}-{next(_numbers)}.part")
        try:
            file = draft.open("xb")
            break
        except FileExistsError:
            continue  # left by a process of the same number that was killed
    try:
        with file:
            file.write(data)
        os.replace(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
