#!/usr/bin/env python3
"""Make the colour profiles in profiles/, the same bytes every time.

usage: build_profiles.py [newsprint | grey | srgb ...]        (default: all)

newsprint   from profiles/IFRA26S_2004_newsprint.iccprofile.xml, by ArgyllCMS's colprof (Debian: argyll), in half a minute
grey        newsprint-grey, from the steps of black in the same measurements
srgb        from the numbers of IEC 61966-2-1
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

PROFILES = Path(__file__).resolve().parent / "profiles"
MEASURED = PROFILES / "IFRA26S_2004_newsprint.iccprofile.xml"
# Ink and black at most, as the measurements' own file asks for them; its tables from device to colour in medium quality.
ARGUMENTS = ("-qm", "-bm", "-cpp", "-dpp", "-l230", "-L95", "-nc")
MADE = (2004, 6, 30, 0, 0, 0)  # the day of the measurements
D50 = (0.9642, 1.0, 0.8249)
# sRGB's primaries, brought to D50 by Bradford's cones, as the ICC publishes them.
SCREEN = {"r": (0.43607, 0.22249, 0.01392), "g": (0.38515, 0.71687, 0.09708), "b": (0.14307, 0.06061, 0.7141)}
LICENCE = "This profile is free of known copyright restrictions (CC0)"


def newsprint() -> bytes:
    """The profile of newsprint in four inks."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "newsprint")
        work.with_suffix(".ti3").write_text(measurements(), encoding="utf-8")
        name = "Newsprint 26 percent (IFRA26S 2004 measurements)"
        subprocess.run(["colprof", *ARGUMENTS, "-D", name, "-C", LICENCE, str(work)], check=True, stdout=subprocess.DEVNULL)
        made = bytearray(work.with_suffix(".icc").read_bytes())
    made[24:36] = struct.pack(">6H", *MADE)
    return bytes(made)


def measurements() -> str:
    """The measurements as a CGATS file."""
    found = re.search(r"<data_ti3>(.*?)</data_ti3>", MEASURED.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1].lstrip()


def patches() -> list[tuple[float, ...]]:
    """Cyan, magenta, yellow, black in per cent, X, Y, Z, L, a, b of each patch."""
    lines = measurements().split("BEGIN_DATA\n")[1].split("END_DATA")[0].splitlines()
    return [tuple(map(float, line.split()[1:])) for line in lines]


def grey() -> bytes:
    """The profile of black on newsprint: how light each step of it is beside the paper."""
    steps: dict[float, list[float]] = {}
    for patch in patches():
        if not any(patch[:3]):
            steps.setdefault(patch[3], []).append(patch[5])
    ramp = sorted((1 - black / 100, sum(found) / len(found)) for black, found in steps.items())
    paper = ramp[-1][1]
    curve = [round(65535 * between(ramp, at / 255) / paper) for at in range(256)]
    bare = next(patch for patch in patches() if not any(patch[:4]))
    tags = {b"kTRC": table(curve), b"wtpt": point(value / 100 for value in bare[4:7])}
    return profile(b"prtr", b"GRAY", "Newsprint 26 percent, black only", tags)


def between(ramp: list[tuple[float, float]], at: float) -> float:
    """The value of *ramp* at *at*, on the line between its steps."""
    for (x0, y0), (x1, y1) in pairwise(ramp):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return ramp[-1][1]


def srgb() -> bytes:
    """The profile of screens."""
    curve = [round(65535 * light(at / 1023)) for at in range(1024)]
    tags = {f"{name}XYZ".encode(): point(values) for name, values in SCREEN.items()}
    tags |= {f"{name}TRC".encode(): table(curve) for name in SCREEN}
    return profile(b"mntr", b"RGB ", "sRGB IEC61966-2-1", tags)


def light(value: float) -> float:
    """How much light a screen gives off (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def profile(kind: bytes, space: bytes, name: str, said: dict[bytes, bytes]) -> bytes:
    """A profile of version 2.4 (ICC.1:2001-04)."""
    told = name.encode("ascii") + b"\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(told)) + told + bytes(8 + 3 + 67),
        b"cprt": b"text\0\0\0\0" + LICENCE.encode("ascii") + b"\0",
        b"wtpt": point(D50),
        **said,
    }
    start, body, places = 132 + 12 * len(tags), b"", {}
    entries = []
    for tag, value in tags.items():
        if value not in places:
            places[value] = start + len(body)
            body += value + bytes(-len(value) % 4)
        entries.append(tag + struct.pack(">2I", places[value], len(value)))
    head = struct.pack(">I4sI4s4s4s6H4s", start + len(body), b"\0\0\0\0", 0x02400000, kind, space, b"XYZ ", *MADE, b"acsp")
    head += bytes(28) + struct.pack(">3i", *fixed(D50)) + bytes(48)
    return head + struct.pack(">I", len(tags)) + b"".join(entries) + body


def fixed(values: Iterable[float]) -> list[int]:
    """Numbers as the ICC's s15Fixed16."""
    return [round(value * 65536) for value in values]


def point(values: Iterable[float]) -> bytes:
    """A colour as a tag."""
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *fixed(values))


def table(values: list[int]) -> bytes:
    """A curve as a tag."""
    return b"curv\0\0\0\0" + struct.pack(f">I{len(values)}H", len(values), *values)


MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "newsprint": ("newsprint.icc", newsprint),
    "grey": ("newsprint-grey.icc", grey),
    "srgb": ("srgb.icc", srgb),
}


def main(arguments: list[str]) -> None:
    """Make the profiles named, or all."""
    for name in arguments or MAKERS:
        file, make = MAKERS[name]
        made = make()
        (PROFILES / file).write_bytes(made)
        print(f"{file}: {len(made):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
