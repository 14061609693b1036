"""A page with forty photographs of 24 megapixels: time and peak memory, against Pillow's own decoding, scaling and encoding.

    python3 benchmarks/photographs.py [COUNT]

The photographs are drawn from one of the special page's, with grain, so that each is as large as a camera's. Both run as
processes of their own, three times; the shortest time counts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = 6000, 4000
SHOWN = 724, 483  # pixels of a slot, at 300 an inch
TIMES = 3
PILLOW = """
import io, sys
from PIL import Image
for path in sys.argv[1:]:
    with Image.open(path) as image:
        image.resize(({}, {}), Image.Resampling.LANCZOS).save(io.BytesIO(), "JPEG", quality=92)
"""
PEAK = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    {}
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def draw(folder: Path, count: int) -> list[Path]:
    """Drawn in a process of their own: what this one takes would count as its children's."""
    subprocess.run([sys.executable, __file__, "--draw", str(folder), str(count)], check=True)
    return [folder / f"photo-{at}.jpg" for at in range(count)]


def drawn(folder: Path, count: int) -> None:
    from PIL import Image, ImageChops

    with Image.open(ROOT / "assets" / "special-page" / "bus.jpg") as bus:
        large = bus.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    grain = Image.merge("RGB", [Image.effect_noise(SIZE, 18)] * 3)
    grained = ImageChops.add(large, grain, 1, -128)
    for at in range(count):
        ImageChops.offset(grained, at * 97, at * 61).save(folder / f"photo-{at}.jpg", quality=90)


def page(folder: Path, count: int) -> Path:
    frames = "\n".join(
        f"  - {{id: f{at}, at: {{column: {at % 5 + 1}, line: {1 + at // 5 * 12}}}, size: {{columns: 1, lines: 11}}, photo: p{at}}}"
        for at in range(count)
    )
    photos = "\n".join(f"    p{at}: {{file: photo-{at}.jpg}}" for at in range(count))
    path = folder / "page.yaml"
    head = "page: {trim: 390mm x 545mm, margins: 20mm, grid: {columns: 5, gutter: 2em, size: 9pt, leading: 14pt}}"
    path.write_text(f"{head}\ncontent:\n  photos:\n{photos}\nframes:\n{frames}\n", encoding="utf-8")
    return path


def run(code: str, *arguments: str) -> tuple[float, int]:
    """Seconds and MB of a process."""
    began = time.perf_counter()
    script = PEAK.format(textwrap.indent(code.strip(), "    ").strip())
    command = [sys.executable, "-c", script, "benchmark", *arguments]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return time.perf_counter() - began, int(made.stderr.strip().splitlines()[-1])


def main() -> None:
    if sys.argv[1:2] == ["--draw"]:
        drawn(Path(sys.argv[2]), int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = draw(folder, count)
        source, made = page(folder, count), folder / "page.pdf"
        ours = "from banmian.cli.main import main; main(sys.argv[1:])"
        banmian = [run(ours, "render", str(source), "-o", str(made), "-q") for _ in range(TIMES)]
        pillow = [run(PILLOW.format(*SHOWN), *map(str, paths)) for _ in range(TIMES)]
        given, taken = (sum(path.stat().st_size for path in files) / 1e6 for files in (paths, [made]))
        print(f"{count} photographs of 24 megapixels, {given:.0f} MB; a PDF of {taken:.1f} MB")
        for what, runs in (("banmian render", banmian), ("Pillow, decoding and encoding", pillow)):
            print(f"{what}: {min(runs)[0]:.2f} s, peak {max(peak for _, peak in runs)} MB")


if __name__ == "__main__":
    main()
