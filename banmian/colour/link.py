"""A table from inks to inks as a device link (ICC.1:2022 §8.6), so that littleCMS brings pictures through it."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def ink_link(change: Callable[[Array], Array], grid: int) -> bytes:
    """The device link of *change*, which takes inks of shape (n, 4) from 0 to 1 to others, at *grid* steps an ink.

    Between the steps colours lie between those of the steps: what is under a limit there is under it everywhere.
    """
    steps = np.linspace(0, 1, grid)
    places = np.stack(np.meshgrid(steps, steps, steps, steps, indexing="ij"), -1).reshape(-1, 4)
    table = np.floor(np.clip(change(places), 0, 1) * 65535 + 1e-6).astype(">u2").tobytes()
    line = struct.pack(">HH", 0, 65535) * 4
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    tag = b"mft2\0\0\0\0" + bytes([4, 4, grid, 0]) + matrix + struct.pack(">HH", 2, 2) + line + table + line
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"inks\0" + bytes(12 + 67),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"A2B0": tag,
    }
    start, body, listed = 132 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        listed += name + struct.pack(">2I", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4s", start + len(body), b"\0" * 4, 0x02400000, b"link", b"CMYK", b"CMYK", 2000, 1, 1, 0, 0, 0, b"acsp"
    )
    head += bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head + struct.pack(">I", len(tags)) + listed + body
