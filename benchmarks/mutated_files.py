"""Give mutated fonts and pictures of every kind to a page's engine: each is set right, told, or refused by name.

    python3 benchmarks/mutated_files.py [COUNT] [SEED]

COUNT (2,000 unless said) of each are made from sound ones by seeded changes: cut off, bytes changed all over or in the head, parts
taken out, fields made extreme. Printed is what became of them, the longest time that one took, and the peak of memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from banmian.fonts.face import Face  # noqa: E402
from banmian.fonts.file import FontError  # noqa: E402
from banmian.fonts.subset import make_subset  # noqa: E402
from banmian.pictures.kind import PictureError  # noqa: E402
from banmian.pictures.photos.samples import samples_of  # noqa: E402
from banmian.pictures.photos.treat import Treatment  # noqa: E402
from banmian.spec.catalogue import FaceRecord  # noqa: E402
from tests.fonts.made import KINDS as FONT_KINDS  # noqa: E402
from tests.fonts.made import TEXT, make  # noqa: E402
from tests.pictures.photo_support import KINDS as PICTURE_KINDS  # noqa: E402
from tests.pictures.photo_support import saved  # noqa: E402

EXTREMES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0")
Outcome = Callable[[Path], str]


def mutated(data: bytes, draw: random.Random) -> bytes:
    made, way = bytearray(data), draw.randrange(5)
    if way == 0:
        del made[draw.randrange(len(made)) :]
    elif way == 1:
        for _ in range(draw.randrange(1, 12)):
            made[draw.randrange(len(made))] = draw.randrange(256)
    elif way == 2:
        for _ in range(draw.randrange(1, 5)):
            made[draw.randrange(min(400, len(made)))] = draw.randrange(256)
    elif way == 3:
        at = draw.randrange(len(made))
        del made[at : at + draw.randrange(1, 300)]
    else:
        at = draw.randrange(min(600, len(made)))
        made[at : at + 4] = draw.choice(EXTREMES)
    return bytes(made)


def font_outcome(path: Path) -> str:
    index = 1 if path.suffix in (".ttc", ".otc") else 0
    axes = (("wght", 650.0),) if "variable" in path.name else ()
    try:
        face = Face(FaceRecord(str(path), index, "x", 400, axes))
        glyphs = [face.glyphs[char] for char in TEXT]
        for char, glyph in zip(TEXT, glyphs, strict=True):
            face.shape(char, vertical=True)
            face.outline(glyph)
        make_subset(face, glyphs)
    except FontError as error:
        return "refused" if path.name in str(error) else "refused without its name"
    return "told" if face.doubts else "set"


def picture_outcome(path: Path) -> str:
    try:
        samples_of(str(path), Treatment())
    except PictureError as error:
        return "refused" if str(error) else "refused without a reason"
    return "set"


def run(what: str, sources: list[tuple[str, bytes]], outcome: Outcome, count: int, seed: int, folder: Path) -> None:
    draw, found, longest = random.Random(seed), Counter[str](), 0.0
    for number in range(count):
        name, data = draw.choice(sources)
        path = folder / f"{number}-{name}"
        path.write_bytes(mutated(data, draw))
        began = time.perf_counter()
        found[outcome(path)] += 1
        longest = max(longest, time.perf_counter() - began)
        path.unlink()
    told = ", ".join(f"{number:,} {name}" for name, number in found.most_common())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} {what}: {told}; the longest took {longest:.2f} s; peak {peak} MB", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = [(path.name, path.read_bytes()) for kind in FONT_KINDS for path in (make(kind, folder)[0],)]
        pictures = [(path.name, path.read_bytes()) for kind in PICTURE_KINDS for path in (saved(folder, kind),)]
        run("fonts", fonts, font_outcome, count, seed, folder)
        run("pictures", pictures, picture_outcome, count, seed, folder)


if __name__ == "__main__":
    main()
